"""What changes over time, as a file has it: a text, or a kind with its numbers and arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.correlated import CorrelatedRate
from izhikevich.network.distributions import Distribution, values
from izhikevich.network.files.archive import Archive
from izhikevich.network.files.values import flag, read_given
from izhikevich.network.inputs import Expression, Function, Timed, TimedArray
from izhikevich.network.poisson_input import PoissonInput
from izhikevich.neuron.stimuli.stimulus import Sampled, Stimulus, parse
from izhikevich.units import number


def written_input(value: Timed | None, name: str, at: str, arrays: dict[str, Any]) -> Any:
    """Return a stimulus or an input as JSON has it; its arrays join the others.

    Parameters
    ----------
    value : Stimulus, Input or None
    name : str
        What it is, for errors: "rate of source 1".
    at : str
        What the names of its arrays begin with.
    arrays : dict
        Arrays of the file.

    Raises
    ------
    ParameterError
        If it cannot be written.
    """
    if value is None:
        return None
    form = _FORMS.get(type(value))  # a subclass may be anything
    if form is not None:
        return {"kind": type(value).__name__, **form.write(value, at, arrays)}
    if isinstance(value, Function):
        allowed = msg(
            "a function cannot be saved: give an Expression or a TimedArray instead, or save the "
            "state alone (state_only=True)"
        )
        raise ParameterError(name, value, allowed)
    try:
        if isinstance(value, Stimulus) and parse(value.text) == value:
            return value.text
    except (AttributeError, ParameterError):  # a class of someone else, or an array within a sum
        pass
    allowed = msg(
        "cannot be saved, as it has no form as text: save the state alone (state_only=True)"
    )
    raise ParameterError(name, repr(value), allowed)


def read_input(found: Any, at: str, archive: Archive) -> Timed | None:
    """Return what `written_input` has written.

    Raises
    ------
    ParameterError
        If it is of no kind, or its numbers are not allowed.
    """
    if found is None:
        return None
    if isinstance(found, str):
        return parse(found)
    kinds = {kind.__name__: form for kind, form in _FORMS.items()}
    kind = found["kind"]
    if kind not in kinds:
        raise ParameterError("file", kind, msg("must be one of {names}", names=", ".join(kinds)))
    return kinds[kind].read(found, at, archive)


class _Form(NamedTuple):
    """How a kind of input is written, and read again."""

    write: Callable[[Any, str, dict[str, Any]], dict[str, Any]]
    read: Callable[[Mapping[str, Any], str, Archive], Timed]


def _write_sampled(value: Sampled, at: str, arrays: dict[str, Any]) -> dict[str, Any]:
    arrays[f"{at}.values"] = value.values
    return {"dt": value.dt}


def _read_sampled(found: Mapping[str, Any], at: str, archive: Archive) -> Sampled:
    return Sampled(archive.array(f"{at}.values", "f"), found["dt"])


def _write_rows(value: TimedArray, at: str, arrays: dict[str, Any]) -> dict[str, Any]:
    arrays[f"{at}.values"] = value.values
    scheduled = value.schedule is not None
    if scheduled:
        arrays[f"{at}.schedule"] = value.schedule
    return {"scheduled": scheduled, "period": value.period, "start": value.start}


def _read_rows(found: Mapping[str, Any], at: str, archive: Archive) -> TimedArray:
    rows = archive.array(f"{at}.values", "f")
    schedule = None
    if flag(found, "scheduled"):
        schedule = archive.array(f"{at}.schedule", "f", rows.shape[:1])
    return TimedArray(rows, schedule, found["period"], found["start"])


def _write_expression(value: Expression, at: str, arrays: dict[str, Any]) -> dict[str, Any]:
    parameters: dict[str, float | str | None] = {}
    for name, given in value.values.items():
        if isinstance(given, Distribution):
            parameters[name] = given.text
        elif np.ndim(given) == 0:
            parameters[name] = number(given, name, "")
        else:
            parameters[name] = None
            arrays[f"{at}.{name}"] = values(given, len(given), name, "", 0, 0)
    return {"text": value.text, "parameters": parameters}


def _read_expression(found: Mapping[str, Any], at: str, archive: Archive) -> Expression:
    parameters = {
        name: read_given(given, None if given is not None else archive.array(f"{at}.{name}", "f"))
        for name, given in found["parameters"].items()
    }
    return Expression(found["text"], **parameters)


def _write_correlated(value: CorrelatedRate, at: str, arrays: dict[str, Any]) -> dict[str, Any]:
    return {"rate": value.rate, "correlation": value.correlation, "tau": value.tau}


def _read_correlated(found: Mapping[str, Any], at: str, archive: Archive) -> CorrelatedRate:
    return CorrelatedRate(found["rate"], found["correlation"], found["tau"])


def _write_poisson(value: PoissonInput, at: str, arrays: dict[str, Any]) -> dict[str, Any]:
    return {"rate": value.rate, "n": value.n}


def _read_poisson(found: Mapping[str, Any], at: str, archive: Archive) -> PoissonInput:
    return PoissonInput(found["rate"], found["n"])


_FORMS: Mapping[type, _Form] = {
    Sampled: _Form(_write_sampled, _read_sampled),
    TimedArray: _Form(_write_rows, _read_rows),
    Expression: _Form(_write_expression, _read_expression),
    CorrelatedRate: _Form(_write_correlated, _read_correlated),
    PoissonInput: _Form(_write_poisson, _read_poisson),
}

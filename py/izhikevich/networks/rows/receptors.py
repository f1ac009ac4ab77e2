"""The receptors of a row and how conductances decay, as text.

``AMPA GABA_A(tau=8)`` or ``exc(tau=5,reversal=0)``; ``exc=5 inh=alpha(10)``, ``exc=rise(0.5,5)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from izhikevich.errors import ParameterError, one_of
from izhikevich.messages import msg
from izhikevich.network.synapses.kinetics import Alpha, DoubleExponential, Kinetics
from izhikevich.network.synapses.receptors import RECEPTORS, Receptor
from izhikevich.networks.rows.text import called, plain_number, words

_OPTIONS = ("tau", "reversal", "inhibitory")


def read_receptors(given: str | Iterable[Receptor | str]) -> list[Receptor]:
    """Read receptors: names of known ones, with other numbers perhaps, or own ones.

    Raises
    ------
    ParameterError
        If one is not allowed.
    """
    parts = words(given) if isinstance(given, str) else list(given)
    return [one if isinstance(one, Receptor) else _receptor(one) for one in parts]


def written_receptors(receptors: Iterable[Receptor]) -> str | None:
    """Return the text of receptors; None if they have none."""
    parts = []
    for one in receptors:
        known = RECEPTORS.get(one.name)
        options = []
        if known is None or one.tau != known.tau:
            options.append(f"tau={written_kinetics(one.tau)}")
        if one.reversal is not None and (known is None or one.reversal != known.reversal):
            options.append(f"reversal={one.reversal!r}")
        if one.inhibitory and known is None:
            options.append("inhibitory=1")
        text = f"{one.name}({','.join(options)})" if options else one.name
        if _receptor(text) != one:
            return None
        parts.append(text)
    return " ".join(parts)


def read_kinetics(text: str) -> Kinetics | None:
    """Read a time constant (ms), ``alpha(5)``, ``rise(0.5,5)``, or ``0`` for a single step."""
    name, plain, named = called(text)
    if not plain and not named:
        return plain_number(name, "tau", "ms") or None
    numbers = [plain_number(one, "tau", "ms") for one in plain]
    if name == "alpha" and len(numbers) == 1 and not named:
        return Alpha(*numbers)
    if name == "rise" and len(numbers) == 2 and not named:
        return DoubleExponential(*numbers)
    allowed = msg("must be a time (ms), alpha(5), or rise(0.5,5) with its rise and its decay")
    raise ParameterError("tau", text, allowed)


def written_kinetics(tau: Kinetics | None) -> str:
    """Return the text of kinetics."""
    if isinstance(tau, Alpha):
        return f"alpha({_plain(tau.tau)})"
    if isinstance(tau, DoubleExponential):
        return f"rise({_plain(tau.rise)},{_plain(tau.decay)})"
    return _plain(tau or 0.0)


def read_time_constants(given: str | Mapping[str, Kinetics]) -> dict[str, Any]:
    """Read time constants by target.

    Raises
    ------
    ParameterError
        If the text is not allowed.
    """
    if not isinstance(given, str):
        return dict(given)
    found: dict[str, Any] = {}
    for word in words(given):
        target, equals, text = word.partition("=")
        if not equals or not target or target in found:
            raise ParameterError("tau", word, msg("must be written {example}", example="exc=5"))
        found[target] = read_kinetics(text)
    return found


def _receptor(text: str) -> Receptor:
    name, plain, named = called(text)
    for key in named:
        if key not in _OPTIONS:
            raise ParameterError("receptors", text, one_of(key, _OPTIONS))
    known = RECEPTORS.get(name)
    if plain or (known is None and "tau" not in named):
        allowed = msg(
            "{names}, or one of your own such as {example}",
            names=one_of(name, RECEPTORS),
            example="exc(tau=5,reversal=0)",
        )
        raise ParameterError("receptors", text, allowed)
    changes: dict[str, Any] = {}
    if "tau" in named:
        changes["tau"] = read_kinetics(named["tau"])
    if "reversal" in named:
        changes["reversal"] = plain_number(named["reversal"], "reversal", "mV")
    if "inhibitory" in named:
        changes["inhibitory"] = named["inhibitory"] == "1"
    return replace(known, **changes) if known else Receptor(name, **changes)


def _plain(value: float) -> str:
    return repr(float(value)).removesuffix(".0")

"""The state of a view that shows what code has made: a neuron, a stimulus, a run, a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.kinds import NETWORK, is_a
from izhikevich.neuron.experiment import Experiment
from izhikevich.neuron.limits import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimulus import Stimulus
from izhikevich.neuron.trace import Trace
from izhikevich.views.declare import Value, Values
from izhikevich.views.state import read_state, written
from izhikevich.views.view import View

State = dict[str, Any]

#: What a neuron has beside the numbers of `MODEL`: a view takes it from the preset.
_RULES = ("drive", "peak_slope", "c_slope", "u_max", "dimensional")
#: The cell that gets a stimulus without a neuron.
_USUAL = "RS"


def state_of(thing: Any) -> State | None:
    """Return the state of the view that shows a thing, or None if no view can.

    Parameters
    ----------
    thing : Parameters, Experiment, Trace, Stimulus or Network
        A network must have been made by `izhikevich.networks` and not have been added to.

    Returns
    -------
    dict or None
        As `izhikevich.app.respond` takes it.
    """
    try:
        if isinstance(thing, Trace):
            return _neuron(thing.parameters, _protocol(thing, float(thing.t[-1])))
        if isinstance(thing, Experiment):
            return _neuron(thing.parameters, _protocol(thing, thing.duration))
        if isinstance(thing, Parameters):
            v0, u0 = thing.initial_state()
            return _neuron(thing, {"v0": v0, "u0": u0})
        if isinstance(thing, Stimulus):
            return _normal("neuron", _USUAL, {"stimulus": thing.text})
        if is_a(thing, NETWORK) and thing.origin:
            return _network(*thing.origin)
    except ParameterError:  # a value that the view does not have, such as a stimulus without text
        return None
    return None


def _protocol(run: Trace | Experiment, duration: float) -> dict[str, Any]:
    return {
        "stimulus": run.stimulus.text,
        "I": 0.0,
        "duration": duration,
        "dt": run.dt,
        "method": run.method,
        "v0": run.v0,
        "u0": run.u0,
    }


def _neuron(parameters: Parameters, protocol: Mapping[str, Any]) -> State | None:
    """Start from the preset that is most like it, of those with the same rules."""
    from izhikevich.neuron.cells import CELL_TYPES
    from izhikevich.neuron.patterns import PATTERNS

    values = {**{name: getattr(parameters, name) for name in MODEL}, **protocol}
    return _least(
        _normal("neuron", name, values)
        for name, experiment in {**CELL_TYPES, **PATTERNS}.items()
        if all(getattr(experiment.parameters, r) == getattr(parameters, r) for r in _RULES)
    )


def _network(maker: str, arguments: Mapping[str, Any]) -> State | None:
    """Start from the preset that is most like it, of those that the same function makes."""
    from inspect import signature

    from izhikevich import networks
    from izhikevich.views.network.presets import NAMES, recipe

    usual = signature(getattr(networks, maker)).parameters
    names = {argument: name for name, argument in NAMES.items()}
    found = []
    for preset in _view("network").presets:
        if recipe(preset.name, preset.values)[0].__name__ != maker:
            continue
        values = {names.get(key, key): value for key, value in arguments.items()}
        others = [key for key in arguments if names.get(key, key) not in preset.values]
        if all(arguments[key] == usual[key].default for key in others):
            own = {name: _value(v) for name, v in values.items() if name in preset.values}
            found.append(_normal("network", preset.name, own))
    return _least(found)


def _value(argument: Any) -> Value:
    """Write an argument as the value of a parameter: sequences as text, rows as those of tables."""
    if isinstance(argument, str | bool | float | int | np.number):
        return argument if isinstance(argument, str | bool) else float(argument)
    if isinstance(argument, Mapping):
        return ",".join(f"{name}={_text(cell)}" for name, cell in argument.items())
    rows = [_value(one) if isinstance(one, Mapping) else _text(one) for one in argument]
    return (";" if any(isinstance(one, Mapping) for one in argument) else ",").join(map(str, rows))


def _text(item: Any) -> str:
    """Write a number or a distribution."""
    return str(getattr(item, "text", item))


def _normal(view_name: str, preset: str, values: Values) -> State | None:
    """Return a state with only what differs from the preset; None if a value is not allowed."""
    view = _view(view_name)
    request = read_state(view, {"view": view_name, "preset": preset, "values": values})
    return None if request.notices else written(view, request)


def _least(states: Iterable[State | None]) -> State | None:
    """Return the first of those states that have the fewest values."""
    known = [state for state in states if state is not None]
    return min(known, key=lambda state: len(state["values"]), default=None)


def _view(name: str) -> View:
    from izhikevich.app import VIEWS

    return VIEWS[name]()

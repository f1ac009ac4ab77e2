"""The state of a view that displays a neuron, a stimulus, a run or a network made by code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.views.base import AnyView
from izhikevich.views.schema import Values
from izhikevich.views.state import State, read_state, written


def state_of(thing: Any) -> State | None:
    """Return the state of the view that displays a thing, or None if no view can.

    Every view is tried: its package may have a function ``opens``, which takes the thing and
    returns a state or None. It is next to ``make``, since a view that cannot open the thing need
    not be imported.

    Parameters
    ----------
    thing : Parameters, Experiment, Trace, Stimulus or Network
        A network must have been made by `izhikevich.networks`, or be built from laws.

    Returns
    -------
    dict or None
        State as `izhikevich.app.respond` takes it.
    """
    from izhikevich.views.registry import VIEWS

    for registered in VIEWS.values():
        try:
            state: State | None = registered.opens(thing)
        except ParameterError:  # a value that the view does not have: a stimulus without text
            continue
        if state is not None:
            return state
    return None


def normal(view: AnyView, preset: str, values: Values) -> State | None:
    """Return a state with only the differences from the preset; None if a value is not allowed."""
    request = read_state(view, {"view": view.name, "preset": preset, "values": values})
    return None if request.notices else written(view, request)


def least(states: Iterable[State | None]) -> State | None:
    """Return the first of the states with the fewest values."""
    known = [state for state in states if state is not None]
    return min(known, key=lambda state: len(state["values"]), default=None)

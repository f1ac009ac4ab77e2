"""States of steps, in concise form."""

from __future__ import annotations

from izhikevich.views.schema import Value
from izhikevich.views.state import GivenState


def neuron(preset: str, *panels: str, **values: Value) -> GivenState:
    """Return a state of the Neuron view; by default with the default panels."""
    return _state("neuron", preset, panels, values)


def network(preset: str, *panels: str, **values: Value) -> GivenState:
    """Return a state of the Network view; by default with the default panels."""
    return _state("network", preset, panels, values)


def _state(view: str, preset: str, panels: tuple[str, ...], values: dict[str, Value]) -> GivenState:
    state: GivenState = {"view": view, "preset": preset, "values": values}
    if panels:
        state["panels"] = list(panels)
    return state

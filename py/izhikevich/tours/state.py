"""States of steps, in short."""

from __future__ import annotations

from typing import Any

from izhikevich.views.declare import Value


def neuron(preset: str, *panels: str, **values: Value) -> dict[str, Any]:
    """Return a state of the Neuron view; without panels those that are usual."""
    return _state("neuron", preset, panels, values)


def network(preset: str, *panels: str, **values: Value) -> dict[str, Any]:
    """Return a state of the Network view; without panels those that are usual."""
    return _state("network", preset, panels, values)


def _state(
    view: str, preset: str, panels: tuple[str, ...], values: dict[str, Value]
) -> dict[str, Any]:
    state: dict[str, Any] = {"view": view, "preset": preset, "values": values}
    return {**state, "panels": list(panels)} if panels else state

"""External neurons as states of the Neuron view."""

from __future__ import annotations

from typing import Any

from izhikevich.neuron.cells import CELL_TYPES
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.patterns import PATTERNS
from izhikevich.views.neuron.opening import closest
from izhikevich.views.state import GivenState


def neuron_state(
    p: Parameters, v0: float | None = None, u0: float | None = None, **others: Any
) -> tuple[GivenState, tuple[str, ...]]:
    """Return the state that displays a neuron, with notes about it.

    Parameters are those of `izhikevich.views.neuron.opening.closest`.
    """
    found = closest(p, v0, u0, **others)
    if not found.shift:
        return found.state, ()
    note = (
        f"Here u is larger by {found.shift:g} {p.units['u']}, and so is k0: the drive of u is "
        f"zero at {found.preset.parameters.drive.origin:g} mV instead of {p.drive.origin:g} mV. "
        "The neuron is the same."
    )
    return found.state, (note,)


def describe(p: Parameters) -> str:
    """Describe which neuron it is."""
    for cell in CELL_TYPES.values():
        if cell.parameters == p:
            return f"{cell.title}, {cell.name}"
    for pattern in PATTERNS.values():
        if pattern.parameters == p:
            return f"the neuron of the pattern {pattern.name}"
    return f"a neuron of the {'2007' if p.dimensional else '2003'} form"

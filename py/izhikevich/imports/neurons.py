"""External neurons as states of the Neuron view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameters import Parameters
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
    note = msg(
        "Here u is larger by {shift}, and so is k0: the drive of u is zero at {here} instead of "
        "{there}. The neuron is the same.",
        shift=Number(found.shift, p.units["u"], "g"),
        here=Number(found.preset.parameters.drive.origin, "mV", "g"),
        there=Number(p.drive.origin, "mV", "g"),
    )
    return found.state, (note,)


def describe(p: Parameters) -> Message:
    """Describe which neuron it is."""
    for cell in CELL_TYPES.values():
        if cell.parameters == p:
            return msg("{title}, {name}", title=msg(cell.title), name=cell.name)
    for pattern in PATTERNS.values():
        if pattern.parameters == p:
            return msg("the neuron of the pattern {pattern}", pattern=msg(pattern.name))
    return msg("a neuron of the {year} form", year="2007" if p.dimensional else "2003")


def left_out(names: Sequence[str]) -> tuple[Message, ...]:
    """Return a note on the neurons after the first, if there are any."""
    if len(names) < 2:
        return ()
    listed = ", ".join(names[1:6]) + (", …" if len(names) > 6 else "")
    return (
        msg(
            "There are {count} neurons: {name} is opened; left out: {others}.",
            count=len(names),
            name=names[0],
            others=listed,
        ),
    )

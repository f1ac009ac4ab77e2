"""Neurons as states of the Neuron view: the preset that comes closest, and what differs from it."""

from __future__ import annotations

from math import inf
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.neuron.cell_type import CellType
from izhikevich.neuron.cells import CELL_TYPES
from izhikevich.neuron.experiment import Experiment
from izhikevich.neuron.limits import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.patterns import PATTERNS
from izhikevich.neuron.rules import LinearDrive
from izhikevich.views.declare import Values
from izhikevich.views.state import VERSION

#: From which neurons are taken that no preset has.
_USUAL, _USUAL_2007 = "RS", "RS_2007"


def neuron_state(
    p: Parameters, v0: float | None = None, u0: float | None = None, **others: Any
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the state that shows a neuron, and what should be known about it.

    Parameters
    ----------
    p : Parameters
        With rules that some preset has; a linear drive may start anywhere.
    v0, u0 : float, optional
        State at the start; usual is the preset's v0, and u at its target.
    **others
        Further values of the view.
    """
    preset = _preset(p)
    notes: tuple[str, ...] = ()
    own = preset.parameters
    if v0 is None:
        v0 = p.drive.origin if p.dimensional else preset.v0
    if u0 is None:
        u0 = 0.0 if p.dimensional or not p.drive.leak else float(p.drive.target(v0, p.b))
    shift = 0.0
    if p.drive != own.drive and isinstance(p.drive, LinearDrive):
        # With u counted from elsewhere, the drive starts where the preset's does.
        shift = p.b * (p.drive.origin - own.drive.origin)
        if shift:
            notes = (
                f"Here u is larger by {shift:g} {p.units['u']}, and so is k0: the drive of u is "
                f"zero at {own.drive.origin:g} mV instead of {p.drive.origin:g} mV. The neuron is "
                "the same.",
            )
    values: Values = {name: float(getattr(p, name)) for name in MODEL}
    values |= {"k0": p.k0 + shift, "v0": v0, "u0": u0 + shift, **others}
    return state(preset, values), notes


def state(preset: Experiment, values: Values) -> dict[str, Any]:
    """Return a state of the Neuron view."""
    return {"version": VERSION, "view": "neuron", "preset": preset.key, "values": values}


def describe(p: Parameters) -> str:
    """Say which neuron it is."""
    for cell in CELL_TYPES.values():
        if cell.parameters == p:
            return f"{cell.title}, {cell.name}"
    for pattern in PATTERNS.values():
        if pattern.parameters == p:
            return f"the neuron of the pattern {pattern.name}"
    return f"a neuron of the {'2007' if p.dimensional else '2003'} form"


def _preset(p: Parameters) -> Experiment:
    """Return the preset with the same parameters, or the same rules, or the usual one."""
    every: tuple[Experiment, ...] = (*CELL_TYPES.values(), *PATTERNS.values())
    for one in every:
        if one.parameters == p:
            return one
    for one in every:
        if one.parameters.dimensional == p.dimensional and _rules(one.parameters) == _rules(p):
            return one
    simple = usual(p.dimensional)
    if _rules(p)[1:] != _rules(simple.parameters)[1:] or p.drive != LinearDrive(p.drive.origin):
        raise ParameterError("neuron", p, "no preset has the rules of its drive, peak and reset")
    return simple


def usual(dimensional: bool) -> CellType:
    """Return the preset from which all others are taken."""
    return CELL_TYPES[_USUAL_2007 if dimensional else _USUAL]


def _rules(p: Parameters) -> tuple[object, ...]:
    return p.drive, p.peak_slope, p.c_slope, p.u_max if p.u_max < inf else None

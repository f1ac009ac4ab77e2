"""Draggable handles of the Neuron view, and the parts of its figures that display a parameter."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.plots.handles import Handle, Move, Parts, Sign, Slot
from izhikevich.views.neuron.current_handles import current_handles
from izhikevich.views.neuron.declaration import PARAMETERS
from izhikevich.views.neuron.forms import COEFFICIENTS
from izhikevich.views.neuron.presets import DIMENSIONAL_SLIDERS
from izhikevich.views.neuron.protocol import CONTROLS
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Number

_NUMBERS = {p.name: p for p in PARAMETERS if isinstance(p, Number)}
_EQUATION = tuple(name for names in COEFFICIENTS.values() for name in names)
_CURRENT = ("I", "stimulus")


def trace_handles(run: Run) -> list[Handle]:
    """Return the handles of the trace panel: the peak, and the current."""
    peak = Handle(
        name="peak",
        label="Peak of the spikes",
        x=None,
        y=run.parameters.v_peak,
        along_y=_along(run, "v_peak", 0.0),
        sets={"v_peak": (Slot(run.parameters.v_peak, y=1.0),)},
    )
    return [peak, *current_handles(run)]


def phase_handles(run: Run) -> list[Handle]:
    """Return the handles of the phase plane: the start, and the reset of the first spike.

    Nothing before the first reset depends on c and d, so this reset follows them one to one.
    """
    start = Handle(
        name="start",
        label="Start",
        x=run.v0,
        y=run.u0,
        along_x=_along(run, "v0", 0.0),
        along_y=_along(run, "u0", 0.0),
        sets={"v0": (Slot(run.v0, x=1.0),), "u0": (Slot(run.u0, y=1.0),)},
    )
    p, trace = run.parameters, run.trace
    c: Mapping[str, Parts] = {"c": (Slot(p.c, x=1.0),)}
    if trace is None or not trace.n_spikes:
        along = _along(run, "c", 0.0)
        return [
            start,
            Handle(name="reset", label="Reset of v", x=p.c, y=None, along_x=along, sets=c),
        ]
    before = float(trace.spike_u[0])
    v, u = p.reset(before)
    reset = Handle(
        name="reset",
        label="Reset after the first spike",
        x=v,
        y=u,
        along_x=_along(run, "c", v - p.c),
        along_y=_along(run, "d", before, most=p.u_max),
        sets={**c, "d": (Slot(min(p.d, p.u_max - before), y=1.0),)},
    )
    return [start, reset]


def trace_signs(run: Run) -> dict[str, Sign]:
    """Return the parts of the trace panel that display parameters."""
    current = Sign("current", pane=1)
    return {
        "v_peak": Sign(y=run.parameters.v_peak),
        "c": Sign(y=run.parameters.c),
        **dict.fromkeys((*_CURRENT, *(control.name for control in CONTROLS)), current),
    }


def phase_signs(run: Run) -> dict[str, Sign]:
    """Return the parts of the phase plane that display parameters."""
    p, trace = run.parameters, run.trace
    signs = {name: Sign("v-nullcline") for name in (*_EQUATION, *_CURRENT)}
    signs |= {
        "a": Sign("trajectory"),
        "b": Sign("u-nullcline"),
        "c": Sign(x=p.c),
        "v_peak": Sign(x=p.v_peak),
    }
    if trace is not None and trace.n_spikes:
        before = float(trace.spike_u[0])
        v, u = p.reset(before)
        signs["c"] = Sign(x=v)
        signs["d"] = Sign(x=(v, v), y=(before, u))
    return signs


def _along(run: Run, name: str, offset: float, most: float | None = None) -> Move:
    """Return how to drag a parameter that is displayed at its own value plus an offset."""
    declared = _NUMBERS[name]
    slider = declared.slider
    if run.parameters.dimensional:
        slider = DIMENSIONAL_SLIDERS.get(name, slider)
    low, high = declared.low + offset, declared.high + offset
    unit = declared.unit
    if name in ("d", "u0"):
        unit = run.parameters.units["u"]
    return Move(slider[2], low, high if most is None else min(high, most), unit)

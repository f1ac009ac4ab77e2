"""The f-I curve."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics import FrequencyCurve, hopf, saddle_nodes
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.plots.neuron.current_marks import artefact_marks, current_marks
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Label,
    Mark,
    Marker,
    Pane,
    Plot,
    Quantity,
    Range,
    Region,
)
from izhikevich.plots.style import Role

_RATE = Quantity("rate", "Hz", ".2f")


def frequency_plot(curve: FrequencyCurve, present_current: float | None = None) -> Plot:
    """Describe the firing rate over the current, rising and falling.

    Parameters
    ----------
    curve : FrequencyCurve
        The rates.
    present_current : float, optional
        Current of a run, marked by a vertical line.
    """
    parameters, unit = curve.parameters, curve.parameters.units["I"]
    ends = float(curve.currents[0]), float(curve.currents[-1])
    found = [*saddle_nodes(parameters), *filter(None, [hopf(parameters)])]
    marks = current_marks(found, present_current, ends, unit)
    if curve.bistable is not None:
        marks += _bistable(curve.bistable, ends)
    rising, falling = Marker("triangle-up"), Marker("triangle-down", filled=False)
    return Plot(
        results=[_in_words(curve, unit)],
        legend="inside",
        panes=[
            Pane(
                x=Axis(Quantity("I", unit), range=ends, grid=True),
                y=Axis(_RATE, from_zero=True, grid=True),
                series=[
                    _sweep("rising current", curve.currents, curve.up, Role.INK, rising),
                    _sweep("falling current", curve.currents, curve.down, Role.ACCENT, falling),
                    *artefact_marks(curve.currents, curve.artefacts),
                ],
                marks=marks,
            )
        ],
    )


def _in_words(curve: FrequencyCurve, unit: str) -> Message:
    """Return at which currents the neuron fires, and how fast."""
    fires = (curve.up > 0.0) | (curve.down > 0.0)
    if not fires.any():
        return msg("The neuron fires at none of these currents.")
    low, high = (Number(float(curve.currents[fires][k]), unit, ".3g") for k in (0, -1))
    rate = Number(float(max(np.nanmax(curve.up), np.nanmax(curve.down))), "Hz", ".3g")
    return msg(
        "The neuron fires from I = {low} to {high}, at up to {rate}.", low=low, high=high, rate=rate
    )


def _bistable(currents: Range, ends: Range) -> list[Mark]:
    """Return the range in which rest and firing coexist, named where there is more room."""
    low, high = currents
    at_left = low > 0.5 * sum(ends)
    name = Label(
        text="rest or firing",
        role=Role.MUTED,
        x=low if at_left else high,
        y=0.5,
        y_in="pane",
        align="right" if at_left else "left",
        shift=(-3.0 if at_left else 3.0, 0.0),
    )
    return [Region(role=Role.GRID, x=currents), name]


def _sweep(name: str, currents: FloatArray, rates: FloatArray, role: Role, marker: Marker) -> Curve:
    return Curve(
        name=name,
        role=role,
        x=currents,
        y=rates,
        width=1.0,
        marker=marker,
        stays="dragged",
        point=marked("{y} at I = {x}"),
    )

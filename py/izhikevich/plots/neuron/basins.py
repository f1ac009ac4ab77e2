"""Basins of attraction in the phase plane."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics import FixedPoint, u_nullcline, v_nullcline
from izhikevich.dynamics.equilibria.window import WindowLimits
from izhikevich.dynamics.maps.basins import OUTCOMES, Basins
from izhikevich.messages import marked
from izhikevich.neuron.parameters import Parameters
from izhikevich.plots.neuron.phase_plane import equilibria, line
from izhikevich.plots.spec import (
    VOLTAGE,
    Axis,
    Label,
    Map,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Series,
)
from izhikevich.plots.style import Role

_ROLES = (Role.REST, Role.SINGLE, Role.TONIC, Role.ARTEFACT)


def basins_plot(
    found: Basins | None,
    parameters: Parameters,
    current: float,
    window: WindowLimits,
    points: tuple[FixedPoint, ...],
    separatrix: FloatArray | None,
    start: tuple[float, float] | None = None,
) -> Plot:
    """Describe the states of the phase plane, coloured by their outcomes.

    Parameters
    ----------
    found : Basins or None
        None if there is no rest at all.
    parameters : Parameters
        The neuron.
    current : float
        Current of the nullclines, in the unit of u.
    window : (v_low, v_high, u_low, u_high)
    points : tuple of FixedPoint
    separatrix : array, shape (n, 2), or None
        Stable manifold of the saddle.
    start : (float, float), optional
        Initial state of a run, marked.
    """
    unit = parameters.units["u"]
    of_v = v_nullcline(parameters, current, window[:2])
    of_u = u_nullcline(parameters, window[:2], window[2:])
    series: list[Series] = [] if found is None else _cells(found)
    series += [
        line("v-nullcline", (of_v.v, of_v.u), Role.VOLTAGE, 1.5, legend=False),
        line("u-nullcline", (of_u.v, of_u.u), Role.RECOVERY, 1.5, legend=False),
    ]
    if separatrix is not None:
        path = separatrix[:, 0], separatrix[:, 1]
        series.append(line("separatrix", path, Role.INK, 1.5, dashed=True, legend=False))
    if points:
        series.append(equilibria(points, unit, legend=False))
    if start is not None:
        series.append(
            Points(
                name="start of the run",
                role=Role.INK,
                x=np.array([start[0]]),
                y=np.array([start[1]]),
                marker=Marker("triangle-right", 10.0),
                point=marked("start of the run"),
                legend=False,
            )
        )
    said = Label(
        text=_said(found),
        role=Role.INK,
        x=0.99,
        y=0.02,
        x_in="pane",
        y_in="pane",
        align="right",
        valign="bottom",
        boxed=True,
    )
    return Plot(
        legend="above",
        panes=[
            Pane(
                x=Axis(VOLTAGE, range=window[:2]),
                y=Axis(Quantity("u", unit), range=window[2:]),
                series=series,
                marks=[said],
            )
        ],
    )


def _said(found: Basins | None) -> str:
    if found is None:
        return "No stable rest at this current"
    if found.bistable:
        return "Rest or firing, depending on the start"
    if found.artefacts:
        return "Numerical artefacts: use a smaller dt"
    return "Every starting point leads to rest"


def _cells(found: Basins) -> list[Series]:
    """Return one single-coloured map for each outcome."""
    made: list[Series] = []
    for number, (name, role) in enumerate(zip(OUTCOMES, _ROLES, strict=True)):
        here = found.outcome == number
        if here.any():
            made.append(
                Map(
                    name=name,
                    role=role,
                    x=found.v,
                    y=found.u,
                    z=np.where(here, found.spikes.astype(np.float64), np.nan),
                    measure=Quantity("spikes in this run", digits=".0f"),
                    scale=[role],
                    point=marked("from v = {x}, u = {y}: {name}\n{z} spikes in this run"),
                )
            )
    return made

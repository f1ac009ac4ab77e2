"""The bifurcation diagram over the current."""

from __future__ import annotations

import numpy as np

from izhikevich.dynamics import Bifurcation, BifurcationDiagram, EquilibriumBranch
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.plots.neuron.current_marks import artefact_marks, current_marks
from izhikevich.plots.spec import (
    RATE,
    VOLTAGE,
    Area,
    Axis,
    Curve,
    Dash,
    Detail,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Series,
    joined,
)
from izhikevich.plots.style import Role

_EQUILIBRIA, _RESETS, _CYCLES = (
    Area(bottom=0.58),
    Area(bottom=0.25, top=0.47),
    Area(top=0.13),
)
_KIND = Quantity("kind", digits="")
_SPIKES = Quantity("spikes per cycle", digits="")


def bifurcation_plot(diagram: BifurcationDiagram, present_current: float | None = None) -> Plot:
    """Describe equilibria, u at the resets, and spikes per cycle, one below the other.

    Parameters
    ----------
    diagram : BifurcationDiagram
        The equilibria and resets over the current.
    present_current : float, optional
        Current of a run, marked by a vertical line.
    """
    parameters, unit = diagram.parameters, diagram.parameters.units["I"]
    ends = float(diagram.currents[0]), float(diagram.currents[-1])
    current = Axis(Quantity("I", unit), range=ends, grid=True)
    u = Quantity("u at reset", unit)
    stable = [branch for branch in diagram.equilibria if branch.kind == "stable"]
    unstable = [branch for branch in diagram.equilibria if branch.kind != "stable"]
    equilibria: list[Series] = [
        _branches("stable", stable, Role.STABLE, "solid"),
        _branches("unstable", unstable, Role.UNSTABLE, "dash"),
    ]
    if diagram.bifurcations:
        equilibria.append(_points(diagram.bifurcations, unit))
    if not parameters.c_slope:
        equilibria.append(_reset_voltage(diagram, parameters.c))
    tick = max(1, -(-int(diagram.spikes_per_cycle.max()) // 2))
    return Plot(
        panes=[
            Pane(
                x=current,
                y=Axis(VOLTAGE, ticks=4, grid=True),
                area=_EQUILIBRIA,
                series=equilibria,
                marks=current_marks(diagram.bifurcations, present_current, ends, unit),
            ),
            Pane(
                x=current,
                y=Axis(u, ticks=3, grid=True),
                area=_RESETS,
                heading=u,
                series=[
                    Points(
                        name="u at reset",
                        role=Role.RECOVERY,
                        x=diagram.reset_currents,
                        y=diagram.reset_u,
                        marker=Marker(size=3.0),
                        point=marked("u = {y} at I = {x}"),
                    )
                ],
            ),
            Pane(
                x=current,
                y=Axis(_SPIKES, from_zero=True, tick_step=tick),
                area=_CYCLES,
                heading=_SPIKES,
                series=[_cycles(diagram), *artefact_marks(diagram.currents, diagram.artefacts)],
            ),
        ]
    )


def _branches(name: str, branches: list[EquilibriumBranch], role: Role, dash: Dash) -> Curve:
    """Return branches of equilibria as one line with gaps."""
    kinds = [text for b in branches for text in (*[b.kind] * b.v.size, "")] or [""]
    return Curve(
        name=name,
        role=role,
        x=joined([branch.current for branch in branches]),
        y=joined([branch.v for branch in branches]),
        dash=dash,
        detail=Detail(_KIND, kinds),
        point=marked("{detail} equilibrium: v = {y} at I = {x}"),
    )


def _points(found: tuple[Bifurcation, ...], unit: str) -> Points:
    kinds = [point.kind for point in found]
    folds = [kind == "saddle-node" for kind in kinds]
    return Points(
        name="bifurcations",
        role=Role.INK,
        x=np.array([point.current for point in found]),
        y=np.array([point.v for point in found]),
        marker=Marker(["square" if fold else "diamond" for fold in folds], 8.0, filled=folds),
        detail=Detail(_KIND, kinds),
        texts=[_said(point, unit) for point in found],
    )


def _said(point: Bifurcation, unit: str) -> Message:
    return msg(
        "{bifurcation}: I = {current}, v = {voltage}",
        bifurcation=msg(point.kind),
        current=Number(point.current, unit, ".5g"),
        voltage=Number(point.v, "mV", ".1f"),
    )


def _reset_voltage(diagram: BifurcationDiagram, c: float) -> Curve:
    return Curve(
        name="reset",
        role=Role.VOLTAGE,
        x=diagram.currents,
        y=np.where(diagram.firing, c, np.nan),
        value=Quantity("v", "mV"),
        dash="dot",
        detail=Detail(RATE, diagram.rate),
        point=marked("firing at {detail}, reset to {y} at I = {x}"),
    )


def _cycles(diagram: BifurcationDiagram) -> Curve:
    spikes = diagram.spikes_per_cycle
    return Curve(
        name="spikes per cycle",
        role=Role.MUTED,
        x=diagram.currents,
        y=np.where(spikes > 0, spikes, np.nan),
        step="between",
        point=marked("{y} spikes per cycle at I = {x}"),
    )

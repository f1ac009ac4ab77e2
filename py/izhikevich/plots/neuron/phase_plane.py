"""The phase plane: nullclines, flow, equilibria, and the run as a path through it."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics import FixedPoint, PhasePlane
from izhikevich.messages import Message, Number, counted, joined, marked, msg
from izhikevich.neuron.trace import Trace
from izhikevich.plots.neuron.curve_labels import Line, curve_labels
from izhikevich.plots.neuron.direction_field import direction_field
from izhikevich.plots.neuron.recovery import recovery_with_jumps
from izhikevich.plots.spec import (
    TIME,
    VOLTAGE,
    Axis,
    Curve,
    Detail,
    Field,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Series,
    Shape,
    Stays,
)
from izhikevich.plots.style import Role


def phase_plot(plane: PhasePlane) -> Plot:
    """Describe the phase plane of a neuron.

    Parameters
    ----------
    plane : PhasePlane
        A run in it is drawn as its trajectory.

    Returns
    -------
    Plot
        With the series "v-nullcline at rest", "v-nullcline", "u-nullcline", "separatrix", "resets",
        "trajectory", "start" and "equilibria", of which those without content are omitted.
    """
    parameters, trace, window = plane.parameters, plane.trace, plane.limits
    recovery = Quantity("u", parameters.units["u"])
    of_v, of_u = plane.v_nullcline, plane.u_nullcline
    v_curve, u_curve = (of_v.v, of_v.u), (of_u.v, of_u.u)
    series: list[Series] = []
    if plane.rest_current != plane.current:
        at_rest = (v_curve[0], v_curve[1] + (plane.rest_current - plane.current))
        series.append(line("v-nullcline at rest", at_rest, Role.FAINT, 1.0, opacity=0.6))
    series.append(line("v-nullcline", v_curve, Role.VOLTAGE, 2.0, stays="compared"))
    series.append(line("u-nullcline", u_curve, Role.RECOVERY, 2.0, stays="compared"))
    named = [("v' = 0", Role.VOLTAGE, v_curve), ("u' = 0", Role.RECOVERY, u_curve)]
    others: list[Line] = []
    if plane.manifolds is not None:
        stable = plane.manifolds.separatrix
        separatrix = (stable[:, 0], stable[:, 1])
        series.append(line("separatrix", separatrix, Role.MUTED, 1.5, dashed=True))
        named.append(("separatrix", Role.MUTED, separatrix))
    if trace is not None:
        path, resets, times = _path(trace)
        if trace.n_spikes:
            series.append(
                Curve(
                    name="resets",
                    role=Role.MUTED,
                    x=resets[0],
                    y=resets[1],
                    width=1.0,
                    dash="dot",
                    point=None,
                )
            )
        series.append(
            Curve(
                name="trajectory",
                role=Role.INK,
                x=path[0],
                y=path[1],
                detail=Detail(TIME, times),
                data=(trace.v, trace.u, trace.t),
                point=marked("v = {x}, u = {y}\nat {detail}"),
                stays="dragged",
            )
        )
        series.append(start_marker(trace.v0, trace.u0))
        known = np.isfinite(path[0])
        others.append((path[0][known], path[1][known]))
    points = plane.equilibria
    if points:
        series.append(equilibria(points, recovery.unit))
        others.append((np.array([p.v for p in points]), np.array([p.u for p in points])))
    arrows = direction_field(parameters, plane.current, window)
    return Plot(
        results=[_equilibria_in_words(points)],
        panes=[
            Pane(
                x=Axis(VOLTAGE, range=window[:2]),
                y=Axis(recovery, range=window[2:]),
                series=series,
                marks=[
                    Field(name="field", role=Role.FIELD, arrows=arrows),
                    *curve_labels(named, others, window),
                ],
            )
        ],
    )


def _equilibria_in_words(points: tuple[FixedPoint, ...]) -> Message:
    """Return which equilibria there are."""
    if not points:
        return msg("No equilibrium: the state never comes to rest.")
    kinds = joined(", ", [msg(point.kind) for point in points])
    return counted("Equilibrium: {kinds}.", "Equilibria: {kinds}.", len(points), kinds=kinds)


def line(
    name: str,
    points: Line,
    role: Role,
    width: float,
    *,
    dashed: bool = False,
    opacity: float = 1.0,
    stays: Stays = "never",
    legend: bool = True,
) -> Curve:
    """Return a curve of the plane whose individual samples have no meaning."""
    return Curve(
        name=name,
        role=role,
        x=points[0],
        y=points[1],
        width=width,
        dash="dash" if dashed else "solid",
        opacity=opacity,
        point=None,
        stays=stays,
        legend=legend,
    )


def _path(trace: Trace) -> tuple[Line, Line, FloatArray]:
    """Return the trajectory with a gap at every reset, the resets, and the trajectory's times."""
    t, v = trace.with_peaks()
    u = recovery_with_jumps(trace)[1]
    explicit = trace.scheme != "accurate"
    peaks = trace.spike_indices + (1 if explicit else 2) * np.arange(trace.n_spikes)
    if explicit:
        u[peaks] = _u_at_peak(trace, v[peaks])
    gaps = np.full(peaks.size, np.nan)
    resets = (
        np.column_stack((v[peaks], v[peaks + 1], gaps)).ravel(),
        np.column_stack((u[peaks], u[peaks + 1], gaps)).ravel(),
    )
    v, u, t = (np.insert(values, peaks + 1, np.nan) for values in (v, u, t))
    return (v, u), resets, t


def _u_at_peak(trace: Trace, peak: FloatArray) -> FloatArray:
    """Return u where the last step before each reset, which overshoots, crosses the peak."""
    v = np.concatenate([[trace.v0], trace.v])[trace.spike_indices]
    u = np.concatenate([[trace.u0], trace.u])[trace.spike_indices]
    part = np.clip((peak - v) / np.maximum(trace.spike_v - v, 1e-9), 0.0, 1.0)
    crossing: FloatArray = u + part * (trace.spike_u - u)
    return crossing


def start_marker(v0: float, u0: float) -> Points:
    """Return the state at the start of a run."""
    return Points(
        name="start",
        role=Role.INK,
        x=np.array([v0]),
        y=np.array([u0]),
        marker=Marker("triangle-right", 9.0),
        point=marked("start: v = {x}, u = {y}"),
    )


def equilibria(points: tuple[FixedPoint, ...], unit: str, *, legend: bool = True) -> Points:
    """Return the equilibria: stable filled, unstable hollow, saddles crosses."""
    shapes = [shape_of(point) for point in points]
    return Points(
        name="equilibria",
        role=Role.INK,
        x=np.array([point.v for point in points]),
        y=np.array([point.u for point in points]),
        marker=Marker(shapes, 10.0, filled=[point.stable for point in points], edge=2.0),
        texts=[_description(point, unit) for point in points],
        legend=legend,
    )


def shape_of(point: FixedPoint) -> Shape:
    """Return the shape of the marker of an equilibrium."""
    if not point.stable and point.kind == "saddle":
        return "cross"
    return "diamond" if not point.stable and point.kind.startswith("degenerate") else "circle"


def _description(point: FixedPoint, unit: str) -> str:
    first, second = point.eigenvalues
    if first.imag:
        values = msg(
            "eigenvalues {real} ± {imaginary}i /ms",
            real=Number(first.real, form=".3g"),
            imaginary=Number(abs(first.imag), form=".3g"),
        )
    else:
        values = msg(
            "eigenvalues {first}, {second} /ms",
            first=Number(first.real, form=".3g"),
            second=Number(second.real, form=".3g"),
        )
    v, u = Number(point.v, "mV", ".2f"), Number(point.u, unit, ".4g")
    place = Message("v = {v}, u = {u}", {"v": v, "u": u})
    return joined("\n", [msg(point.kind), place, values])

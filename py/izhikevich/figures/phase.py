"""The phase plane: nullclines, flow, equilibria, and the run as a path through it."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.dynamics import (
    FixedPoint,
    Window,
    fixed_points,
    saddle_manifolds,
    u_nullcline,
    v_nullcline,
)
from izhikevich.figures.field import direction_field
from izhikevich.figures.labels import Curve, curve_labels
from izhikevich.figures.recovery import recovery_with_jumps
from izhikevich.figures.style import (
    COMPARED,
    FAINT,
    FIELD,
    GHOST,
    INK,
    MUTED,
    Figure,
    U,
    V,
    axis,
    curve,
    layout,
    texts,
    titled,
)
from izhikevich.figures.thin import kept
from izhikevich.figures.window import WindowLimits, phase_window
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.trace import Trace
from izhikevich.sorting import distinct

__all__ = ["phase_figure", "phase_window"]


def phase_figure(
    parameters: Parameters,
    trace: Trace | None,
    current: float,
    rest_current: float,
    window: WindowLimits | None = None,
) -> Figure:
    """Return the phase plane of a neuron.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    trace : Trace or None
        A run, drawn as its trajectory.
    current : float
        Current of the nullclines, the flow, the equilibria and the separatrix, in the unit of u.
    rest_current : float
        Current of the second, faint v-nullcline; it is left out if it is the same.
    window : (v_low, v_high, u_low, u_high), optional
        Part of the plane shown; default `phase_window`.

    Returns
    -------
    Figure
        Traces "v-nullcline at rest", "v-nullcline", "u-nullcline", "separatrix", "resets",
        "trajectory", "start", "equilibria" and "labels", of which those without content are left
        out; and the shape "field".
    """
    window = window or phase_window(parameters, trace, current)
    unit = parameters.units["u"]
    v_curve, u_curve = _nullclines(parameters, current, window)
    data = []
    if rest_current != current:
        at_rest = (v_curve[0], v_curve[1] + (rest_current - current))
        data.append(_line("v-nullcline at rest", at_rest, FAINT, 1.0, opacity=0.6))
    data.append({**_line("v-nullcline", v_curve, V, 2.0), "meta": COMPARED})
    data.append({**_line("u-nullcline", u_curve, U, 2.0), "meta": COMPARED})
    named = [("v' = 0", V, v_curve), ("u' = 0", U, u_curve)]
    others: list[Curve] = []
    manifolds = saddle_manifolds(parameters, current, Window(*window))
    if manifolds is not None:
        separatrix = (manifolds.separatrix[:, 0], manifolds.separatrix[:, 1])
        data.append(_line("separatrix", separatrix, MUTED, 1.5, dash="dash"))
        named.append(("separatrix", MUTED, separatrix))
    if trace is not None:
        path, resets, times = _path(trace)
        if trace.n_spikes:
            data.append(_line("resets", resets, MUTED, 1.0, dash="dot"))
        data.append(_trajectory(path, times, unit))
        data.append(_start(trace, unit))
        others.append((path[0][np.isfinite(path[0])], path[1][np.isfinite(path[0])]))
    points = fixed_points(parameters, current)
    if points:
        data.append(equilibria_trace(points, unit))
        others.append((np.array([p.v for p in points]), np.array([p.u for p in points])))
    data.append(texts(curve_labels(named, others, window)))
    return {
        "data": data,
        "layout": layout(
            xaxis=axis("v (mV)", range=list(window[:2])),
            yaxis=axis(titled("u", unit), range=list(window[2:])),
            shapes=[_field(parameters, current, window)],
        ),
    }


def _field(parameters: Parameters, current: float, window: WindowLimits) -> dict[str, Any]:
    """Return the direction field as one shape: a trace would be drawn as hundreds of lines."""
    return {
        "name": "field",
        "type": "path",
        "path": direction_field(parameters, current, window),
        "layer": "below",
        "line": {"color": FIELD, "width": 1.0},
    }


def _nullclines(
    parameters: Parameters, current: float, window: WindowLimits
) -> tuple[Curve, Curve]:
    v_range, u_range = window[:2], window[2:]
    of_v = v_nullcline(parameters, current, v_range)
    of_u = u_nullcline(parameters, v_range, u_range)
    return (of_v.v, of_v.u), (of_u.v, of_u.u)


def _line(
    name: str,
    points: Curve,
    colour: str,
    width: float,
    *,
    dash: str = "solid",
    opacity: float = 1.0,
) -> dict[str, Any]:
    """Return a line that does not answer to the pointer."""
    return curve(name, *points, colour, width=width, dash=dash, opacity=opacity, hoverinfo="skip")


def _path(trace: Trace) -> tuple[Curve, Curve, FloatArray]:
    """Return the trajectory with a gap at every reset, the resets, and the times of the former."""
    t, v = trace.with_peaks()
    u = recovery_with_jumps(trace)[1]
    explicit = trace.method != "accurate"
    peaks = trace.spike_indices + (1 if explicit else 2) * np.arange(trace.n_spikes)
    if explicit:
        u[peaks] = _u_at_peak(trace, v[peaks])
    gaps = np.full(peaks.size, np.nan)
    resets = (
        np.column_stack((v[peaks], v[peaks + 1], gaps)).ravel(),
        np.column_stack((u[peaks], u[peaks + 1], gaps)).ravel(),
    )
    after = peaks + 1
    keep, _ = distinct(np.concatenate([kept(v), kept(u), peaks, after]))
    where = np.searchsorted(keep, after)
    v, u, t = (np.insert(values[keep], where, np.nan) for values in (v, u, t))
    return (v, u), resets, t


def _u_at_peak(trace: Trace, peak: FloatArray) -> FloatArray:
    """Return u where the last step before each reset, which overshoots, passes the peak."""
    v = np.concatenate([[trace.v0], trace.v])[trace.spike_indices]
    u = np.concatenate([[trace.u0], trace.u])[trace.spike_indices]
    part = np.clip((peak - v) / np.maximum(trace.spike_v - v, 1e-9), 0.0, 1.0)
    crossing: FloatArray = u + part * (trace.spike_u - u)
    return crossing


def _trajectory(path: Curve, times: FloatArray, unit: str) -> dict[str, Any]:
    return {
        **_line("trajectory", path, INK, 1.5),
        "customdata": times,
        "meta": GHOST,
        "hoverinfo": "all",
        "hovertemplate": (
            f"v = %{{x:.1f}} mV, u = %{{y:.4g}} {unit}<br>at %{{customdata:.2f}} ms<extra></extra>"
        ),
    }


def _start(trace: Trace, unit: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "start",
        "x": [trace.v0],
        "y": [trace.u0],
        "marker": {"symbol": "triangle-right", "size": 9, "color": INK},
        "hovertemplate": f"start: v = %{{x:.4g}} mV, u = %{{y:.4g}} {unit}<extra></extra>",
    }


def equilibria_trace(points: tuple[FixedPoint, ...], unit: str) -> dict[str, Any]:
    """Return the equilibria: stable filled, unstable hollow, saddles crosses."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "equilibria",
        "x": [point.v for point in points],
        "y": [point.u for point in points],
        "marker": {
            "symbol": [_symbol(point) for point in points],
            "size": 10,
            "color": INK,
            "line": {"color": INK, "width": 2},
        },
        "text": [_description(point, unit) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _symbol(point: FixedPoint) -> str:
    if point.stable:
        return "circle"
    if point.kind == "saddle":
        return "x-thin"
    return "diamond-open" if point.kind.startswith("degenerate") else "circle-open"


def _description(point: FixedPoint, unit: str) -> str:
    first, second = point.eigenvalues
    if first.imag:
        values = f"{first.real:.3g} \N{PLUS-MINUS SIGN} {abs(first.imag):.3g}i"
    else:
        values = f"{first.real:.3g}, {second.real:.3g}"
    place = f"v = {point.v:.2f} mV, u = {point.u:.4g} {unit}"
    return f"{point.kind}<br>{place}<br>eigenvalues {values} /ms"

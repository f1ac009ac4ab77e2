"""The reset map with its cobweb."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.dynamics.reset_map import FixedReset, ResetMap
from izhikevich.figures.style import (
    FAINT,
    GRID,
    INK,
    MUTED,
    Figure,
    U,
    V,
    axis,
    corner,
    curve,
    label,
    layout,
    margins,
    row_title,
    titled,
)
from izhikevich.neuron.rules import FloatArray


def reset_map_figure(found: ResetMap, resets: FloatArray, unit: str, own: str) -> Figure:
    """Return u after a reset against u after the one before.

    Parameters
    ----------
    found : ResetMap
        The map, and the resets on which the neuron settles.
    resets : array, shape (n,)
        The run's own resets, one after the other, drawn as a cobweb; empty if the current varied
        between them.
    unit : str
        Unit of u.
    own : str
        What the run does, in a few words.
    """
    u, step = found.u, float(found.u[1] - found.u[0])
    values = found.after[np.isfinite(found.after)]
    low, high = float(u[0]), float(u[-1])
    ends = [min(low, *values), max(high, *values)] if values.size else [low, high]
    shapes = [*_gaps(found, step), *(_turn(x) for x in found.turns)]
    data = [
        curve("diagonal", np.array(ends), np.array(ends), FAINT, width=1.0, hoverinfo="skip"),
        *_map(found, unit),
        _cobweb("settled resets", _closed(found), MUTED, 1.0, "dot"),
        _cobweb("this run", resets, INK, 1.2, "solid"),
        _fixed(found.fixed_points, unit),
    ]
    notes = [corner(found.reading, 1.0, INK), row_title(own, 1.0)]
    notes += [
        label(
            "v' = 0 at reset",
            x,
            0.0,
            MUTED,
            yref="paper",
            yanchor="bottom",
            xanchor="left",
            xshift=4,
        )
        for x in found.turns[-1:]
    ]
    if np.isnan(found.after).any():
        middle = float(u[np.isnan(found.after)].mean())
        notes.append(label("no next spike: rest", middle, 0.5, MUTED, yref="paper"))
    return {
        "data": data,
        "layout": layout(
            margin=margins(top=24),
            xaxis=axis(titled("u after a reset", unit), range=[low, high], showgrid=True),
            yaxis=axis(titled("u after the next", unit), range=ends, showgrid=True),
            shapes=shapes,
            annotations=notes,
        ),
    }


def _map(found: ResetMap, unit: str) -> list[dict[str, Any]]:
    """Return the map in two colours: what spikes at once, and what goes round first."""
    turn = found.turns[-1] if found.turns else float(found.u[0]) - 1.0
    after = found.after.copy()
    step = np.abs(np.diff(after))
    # A jump of the map is not a steep piece of it: no line is drawn across.
    known = step[np.isfinite(step)]
    jump = np.flatnonzero(step > max(0.2 * float(np.ptp(found.u)), 20.0 * _median(known)))
    x, y, t = (np.insert(part, jump + 1, np.nan) for part in (found.u, after, found.interval))
    parts = [("v rises at once", V, ~(x > turn)), ("v falls first", U, x > turn)]
    return [
        curve(
            name,
            np.where(here, x, np.nan),
            np.where(here, y, np.nan),
            colour,
            width=2.5,
            customdata=t,
            hoverinfo="all",
            hovertemplate=(
                f"from u = %{{x:.4g}} to %{{y:.4g}} {unit}<br>"
                f"in %{{customdata:.2f}} ms<extra>{name}</extra>"
            ),
        )
        for name, colour, here in parts
    ]


def _median(values: FloatArray) -> float:
    return float(np.sort(values)[values.size // 2]) if values.size else 0.0


def _closed(found: ResetMap) -> FloatArray:
    """Return the orbit; a cycle closed."""
    return np.append(found.orbit, found.orbit[:1]) if found.period else found.orbit


def _cobweb(name: str, u: FloatArray, colour: str, width: float, dash: str) -> dict[str, Any]:
    """Return the stairs from each reset to the map, and across to the diagonal."""
    x = np.repeat(u, 2)[:-1] if u.size > 1 else np.empty(0)
    y = np.repeat(u, 2)[1:] if u.size > 1 else np.empty(0)
    return curve(name, x, y, colour, width=width, dash=dash, hoverinfo="skip")


def _fixed(points: tuple[FixedReset, ...], unit: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "fixed points",
        "x": [point.u for point in points],
        "y": [point.u for point in points],
        "marker": {
            "symbol": ["circle" if point.stable else "circle-open" for point in points],
            "size": 10,
            "color": INK,
            "line": {"color": INK, "width": 2},
        },
        "text": [
            f"{'stable' if p.stable else 'unstable'} fixed point: u = {p.u:.4g} {unit}<br>"
            f"slope {p.slope:.3g}, interval {p.interval:.4g} ms"
            for p in points
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _gaps(found: ResetMap, step: float) -> list[dict[str, Any]]:
    """Return bands where no next spike comes."""
    missing = np.concatenate([[False], np.isnan(found.after), [False]])
    edges = np.flatnonzero(missing[1:] != missing[:-1])
    bands = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [
        {
            "type": "rect",
            "x0": float(found.u[0] + (first - 0.5) * step),
            "x1": float(found.u[0] + (last - 0.5) * step),
            "yref": "paper",
            "y0": 0.0,
            "y1": 1.0,
            "fillcolor": GRID,
            "line": {"width": 0},
            "layer": "below",
        }
        for first, last in bands
    ]


def _turn(x: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0.0,
        "y1": 1.0,
        "line": {"color": MUTED, "width": 1.0, "dash": "dot"},
    }

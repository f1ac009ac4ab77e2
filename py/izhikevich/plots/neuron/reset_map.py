"""The reset map with its cobweb."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.maps.reset_map import FixedReset, ResetMap
from izhikevich.messages import Message, Number, marked
from izhikevich.plots.spec import (
    Axis,
    Cobweb,
    Curve,
    Dash,
    Detail,
    Label,
    Mark,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Range,
    Region,
    Rule,
    Series,
    remark,
)
from izhikevich.plots.style import Role

_INTERVAL = Quantity("interval", "ms", ".2f")
_GAP = 4.0  # between a line and its name, px


def reset_map_plot(found: ResetMap, resets: FloatArray, own: str) -> Plot:
    """Describe u after a reset against u after the one before.

    Parameters
    ----------
    found : ResetMap
        The map, and the resets on which the neuron settles.
    resets : array, shape (n,)
        The run's own resets, one after the other, drawn as a cobweb; empty if the current varied
        between them.
    own : str
        What the run does, in a few words.
    """
    unit = found.parameters.units["u"]
    low, high = float(found.u[0]), float(found.u[-1])
    values = found.after[np.isfinite(found.after)]
    ends = (min(low, *values), max(high, *values)) if values.size else (low, high)
    series: list[Series] = [
        *_map(found),
        _cobweb("settled resets", _closed(found), Role.MUTED, 1.0, "dot"),
        _cobweb("this run", resets, Role.INK, 1.2, "solid"),
    ]
    if found.fixed_points:
        series.append(_fixed(found.fixed_points, unit))
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("u after a reset", unit), range=(low, high), grid=True),
                y=Axis(Quantity("u after the next", unit), range=ends, grid=True),
                series=series,
                marks=[
                    *(Region(role=Role.GRID, x=gap) for gap in _gaps(found)),
                    Rule(role=Role.FAINT, x=ends, y=ends, below=True),
                    *(Rule(role=Role.MUTED, x=turn, dash="dot") for turn in found.turns),
                    remark(own),
                    *_names(found),
                ],
                notes=[(found.reading, Role.INK)],
            )
        ]
    )


def _map(found: ResetMap) -> Iterator[Curve]:
    """Yield the map in two colours: where a spike follows immediately, and where v falls first."""
    u = found.u
    later = u > found.turns[-1] if found.turns else np.full(u.size, True)
    step = np.abs(np.diff(found.after))
    # A jump of the map is not a steep piece of it: no line is drawn across.
    jumps = step > max(0.2 * float(np.ptp(u)), 20.0 * _median(step[np.isfinite(step)]))
    for name, role, here in (
        ("v rises immediately", Role.VOLTAGE, ~later),
        ("v falls first", Role.RECOVERY, later),
    ):
        after = np.flatnonzero(jumps[here[:-1]]) + 1
        after = after[after < np.count_nonzero(here)]
        x, y, t = (
            np.insert(part[here], after, np.nan) for part in (u, found.after, found.interval)
        )
        yield Curve(
            name=name,
            role=role,
            x=x,
            y=y,
            width=2.5,
            detail=Detail(_INTERVAL, t),
            point=marked("{name}: from u = {x:plain} to {y}\nin {detail}"),
        )


def _median(values: FloatArray) -> float:
    return float(np.sort(values)[values.size // 2]) if values.size else 0.0


def _closed(found: ResetMap) -> FloatArray:
    """Return the orbit; a cycle closed."""
    return np.append(found.orbit, found.orbit[:1]) if found.period else found.orbit


def _cobweb(name: str, u: FloatArray, role: Role, width: float, dash: Dash) -> Cobweb:
    """Return the path from each reset to the next."""
    return Cobweb(name=name, role=role, x=u[:-1], y=u[1:], width=width, dash=dash, point=None)


def _fixed(points: tuple[FixedReset, ...], unit: str) -> Points:
    u = np.array([point.u for point in points])
    return Points(
        name="fixed points",
        role=Role.INK,
        x=u,
        y=u,
        marker=Marker(size=10.0, filled=[point.stable for point in points], edge=2.0),
        texts=[_said(point, unit) for point in points],
    )


def _said(point: FixedReset, unit: str) -> Message:
    template = marked("stable fixed point: u = {u}\nslope {slope}, interval {interval}")
    if not point.stable:
        template = marked("unstable fixed point: u = {u}\nslope {slope}, interval {interval}")
    values = {
        "u": Number(point.u, unit, ".4g"),
        "slope": Number(point.slope, form=".3g"),
        "interval": Number(point.interval, "ms", ".4g"),
    }
    return Message(template, values)


def _gaps(found: ResetMap) -> list[Range]:
    """Return where no next spike comes."""
    first_u, step = float(found.u[0]), float(found.u[1] - found.u[0])
    missing = np.concatenate([[False], np.isnan(found.after), [False]])
    edges = np.flatnonzero(missing[1:] != missing[:-1])
    return [
        (first_u + (first - 0.5) * step, first_u + (last - 0.5) * step)
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]


def _names(found: ResetMap) -> list[Mark]:
    """Return the notes about the last turn and the gaps."""
    names: list[Mark] = []
    for turn in found.turns[-1:]:
        at_right = turn > 0.5 * (float(found.u[0]) + float(found.u[-1]))
        names.append(
            Label(
                text="v' = 0 at reset",
                role=Role.MUTED,
                x=turn,
                y=0.0,
                y_in="pane",
                align="right" if at_right else "left",
                valign="bottom",
                shift=(-_GAP if at_right else _GAP, 0.0),
            )
        )
    missing = np.isnan(found.after)
    if missing.any():
        middle = float(found.u[missing].mean())
        text = "no next spike: rest"
        names.append(Label(text=text, role=Role.MUTED, x=middle, y=0.5, y_in="pane"))
    return names

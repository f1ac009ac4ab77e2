"""Plots described in words, for those who listen: results first, then each quantity's range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from izhikevich.messages import Message, Number, counted, joined, msg
from izhikevich.plots.spec import (
    Array,
    Bars,
    Curve,
    Label,
    Map,
    Pane,
    Plot,
    Points,
    Quantity,
    Raster,
    Strokes,
)
from izhikevich.plots.split_maps import is_parted

_MAX_CURVES = 5  # maximum number of curves described one by one
_MAX_POPULATIONS = 12
_MAX_POINTS = 3  # maximum number of points of a series that are named one by one
_COUNTED = 20_000  # maximum number of samples of a curve whose peaks are counted


def words(plot: Plot) -> list[Message]:
    """Describe a plot in words, sentence by sentence: why, if there is nothing to see.

    Parameters
    ----------
    plot : Plot

    Returns
    -------
    list of Message
        With names as the plot has them: in a language it is translated before
        (`izhikevich.plots.translated`). What is said of a point (`Points.texts`) keeps its lines.
    """
    if plot.sheet is not None:
        return [joined("", [result]) for result in plot.results]
    if not any(pane.series for pane in plot.panes):
        return [joined("", [reason])] if (reason := why_empty(plot)) else []
    said = [joined("", [result]) for result in plot.results]
    said += [_times(one.values, one.quantity, one.of, one.bursts) for one in plot.spikes]
    points: list[Message] = []
    curves: list[tuple[Curve | Bars, Pane]] = []
    lines: list[str] = []  # whose samples mean nothing by themselves
    for pane in plot.panes:
        said += _maps([series for series in pane.series if isinstance(series, Map)], pane)
        for series in pane.series:
            match series:
                case Raster():
                    said += _raster(series, pane)
                case Strokes():
                    times = _times(np.asarray(series.x), pane.x.quantity)
                    said.append(joined(": ", [series.name, times]))
                case Points():
                    points += _points(series, pane)
                case Curve() if series.point is None:
                    lines.append(series.name)
                case Curve() | Bars():
                    curves.append((series, pane))
    said += points
    said += [
        _curve(series, pane, peaks=not plot.spikes and pane.x.quantity.name == "t")
        for series, pane in curves[:_MAX_CURVES]
    ]
    said += _rest([series.name for series, _ in curves[_MAX_CURVES:]])
    return [*said, msg("Also drawn: {names}.", names=joined(", ", lines))] if lines else said


def why_empty(plot: Plot) -> str:
    """Return the description of a plot without series: its message, or the words in it."""
    marks = (mark for pane in plot.panes for mark in pane.marks)
    return plot.message or joined(" ", [mark.text for mark in marks if isinstance(mark, Label)])


@dataclass(frozen=True, slots=True)
class _Value(Number):
    """A number with four digits, without an exponent if that is short."""

    def __str__(self) -> str:
        text = f"{self.value:.4g}"
        if "e" in text and 1e-5 <= abs(self.value) < 1e12:
            text = f"{float(text):.9f}".rstrip("0").rstrip(".")
        text = f"\N{MINUS SIGN}{text[1:]}" if text[0] == "-" else text
        return f"{text} {self.unit}".rstrip()


def _rest(names: Sequence[str]) -> Iterator[Message]:
    if names:
        yield msg("And {count} more: {names}.", count=len(names), names=joined(", ", names))


def _times(times: Array, quantity: Quantity, of: str = "", bursts: int = 0) -> Message:
    """State how many spikes and bursts there are, and the times of the first and the last spike."""
    n = times.size
    spikes = counted("{count} spike", "{count} spikes", n)
    if bursts:
        spikes = counted(
            "{spikes} in {count} burst", "{spikes} in {count} bursts", bursts, spikes=spikes
        )
    elif of:
        spikes = counted("{count} spike of {name}", "{count} spikes of {name}", n, name=of)
    if not n:
        return Message("{spikes}.", {"spikes": spikes})
    first, last = (_Value(float(times[k]), quantity.unit) for k in (0, -1))
    if n == 1:
        return msg("{spikes} at {first}.", spikes=spikes, first=first)
    return msg("{spikes}, first at {first}, last at {last}.", spikes=spikes, first=first, last=last)


def _raster(raster: Raster, pane: Pane) -> Iterator[Message]:
    """Yield how many spikes there are, and those of each population with its mean rate."""
    total = int(np.size(raster.x))
    yield Message("{spikes}.", {"spikes": counted("{count} spike", "{count} spikes", total)})
    if not total:
        return
    counts = np.bincount(np.asarray(raster.groups).astype(np.int64), minlength=len(raster.names))
    start, stop = pane.x.range or (float(raster.x[0]), float(raster.x[-1]))
    seconds = abs(stop - start) / 1000.0 or 1.0
    sizes = [int(band["size"]) for band in raster.bands]
    each = zip(raster.names, counts.tolist(), sizes, strict=True)
    for name, count, size in islice(each, _MAX_POPULATIONS):
        yield counted(
            "{name}: {count} spike of {size} neurons, {rate}.",
            "{name}: {count} spikes of {size} neurons, {rate}.",
            count,
            name=name,
            size=size,
            rate=_Value(count / size / seconds, "Hz"),
        )
    yield from _rest(raster.names[_MAX_POPULATIONS:])


def _points(points: Points, pane: Pane) -> Iterator[Message]:
    """Yield each of a few points, or the range of many."""
    quantities = pane.x.quantity, points.value or pane.y.quantity
    places = [np.asarray(values, dtype=np.float64) for values in (points.x, points.y)]
    count = places[0].size
    if points.texts is not None and count <= _MAX_POINTS:
        for text in points.texts:
            yield joined(":\n", [points.name, text])
    elif not pane.x.visible and not pane.y.visible:
        yield Message("{name}: {count}.", {"name": points.name, "count": count})
    elif count <= _MAX_POINTS:
        for pair in zip(*places, strict=True):
            x, y = (_value(*one) for one in zip(quantities, map(float, pair), strict=True))
            yield Message("{name}: {x}, {y}.", {"name": points.name, "x": x, "y": y})
    else:
        x, y = (_range(*pair) for pair in zip(quantities, places, strict=True))
        yield msg("{name}: {count} points, {x}, {y}.", name=points.name, count=count, x=x, y=y)


def _maps(maps: Sequence[Map], pane: Pane) -> Iterator[Message]:
    """Yield the range of each map, or the shares of those that are parts of one."""
    if not maps:
        return
    x, y = (
        _range(quantity, np.asarray(values))
        for quantity, values in ((pane.x.quantity, maps[0].x), (pane.y.quantity, maps[0].y))
    )
    if is_parted([one.measure for one in maps], [one.z for one in maps]):
        counts = [(int(np.isfinite(one.z).sum()), one.name) for one in maps]
        total = sum(count for count, _ in counts) or 1
        yield msg("A map over {x} and {y}.", x=x, y=y)
        for count, name in sorted(counts, key=lambda one: -one[0]):
            share = Number(round(100 * count / total), "%")
            yield Message("{name}: {share}.", {"name": name, "share": share})
        return
    for one in maps:
        z = _range(one.measure, one.z)
        yield msg("{name} over {x} and {y}: {z}.", name=one.name, x=x, y=y, z=z)


def _curve(series: Curve | Bars, pane: Pane, *, peaks: bool) -> Message:
    """State the lowest and the highest value of a curve, and where they are."""
    across, up = pane.x.quantity, series.value or pane.y.quantity
    x, y = np.asarray(series.x), np.asarray(series.y, dtype=np.float64)
    if isinstance(series, Bars):
        x = 0.5 * (x[:-1] + x[1:])
    if np.isnan(y).any() or np.isnan(x).any():
        here = np.isfinite(y) & np.isfinite(x)
        x, y = x[here], y[here]
    if not y.size:
        return msg("{name}: nothing.", name=series.name)
    where = int(y.argmin()), int(y.argmax())
    low, high = (_Value(float(y[k]), up.unit) for k in where)
    if low == high:
        return msg("{name}: {value} throughout.", name=series.name, value=low)
    low_at, high_at = (_at(across, float(x[k])) for k in where)
    said = {"name": series.name, "low": low, "low_at": low_at, "high": high, "high_at": high_at}
    count = _count_peaks(y) if peaks and y.size <= _COUNTED else 0
    if count > 1:
        return counted(
            "{name}: from {low} (at {low_at}) to {high} (at {high_at}), {count} peak.",
            "{name}: from {low} (at {low_at}) to {high} (at {high_at}), {count} peaks.",
            count,
            **said,
        )
    return msg("{name}: from {low} (at {low_at}) to {high} (at {high_at}).", **said)


def _count_peaks(y: Array) -> int:
    """Count the rises above the middle of the range, with a margin on both sides of it."""
    low, high = float(y.min()), float(y.max())
    side = np.zeros(y.size, dtype=np.int8)
    side[y > low + 0.6 * (high - low)] = 1
    side[y < low + 0.4 * (high - low)] = -1
    side = side[side != 0]
    return int(side[0] == 1) + int(np.count_nonzero(np.diff(side) > 0))


def _range(quantity: Quantity, values: Array) -> Message:
    """State the range of values."""
    name = quantity.name
    known = values[np.isfinite(values)] if values.dtype.kind == "f" else values.ravel()
    if not known.size:
        return msg("{name} nowhere", name=name) if name else msg("nowhere")
    low, high = _Value(float(known.min())), _Value(float(known.max()), quantity.unit)
    if not name:
        return msg("from {low} to {high}", low=low, high=high)
    return msg("{name} from {low} to {high}", name=name, low=low, high=high)


def _at(quantity: Quantity, value: float) -> Number | Message:
    """Return where something is; that this is a time goes without saying."""
    return _Value(value, quantity.unit) if quantity.name == "t" else _value(quantity, value)


def _value(quantity: Quantity, value: float) -> Message:
    """Return a value with the name of its quantity."""
    template = "{name} {number}" if quantity.name else "{number}"
    return Message(template, {"name": quantity.name, "number": _Value(value, quantity.unit)})

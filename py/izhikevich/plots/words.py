"""Plots described in words, for those who listen: results first, then each quantity's range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from izhikevich.plots.parted import is_parted
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

_MAX_CURVES = 5  # maximum number of curves described one by one
_MAX_POPULATIONS = 12
_MAX_POINTS = 3  # maximum number of points of a series that are named one by one
_COUNTED = 20_000  # maximum number of samples of a curve whose peaks are counted


def words(plot: Plot) -> list[str]:
    """Describe a plot in words, sentence by sentence: why, if there is nothing to see.

    Parameters
    ----------
    plot : Plot

    Returns
    -------
    list of str
        Descriptions of points (`Points.texts`) keep their lines.
    """
    if not any(pane.series for pane in plot.panes):
        return [reason] if (reason := why_empty(plot)) else []
    said = [_times(one.values, one.quantity, one.name) for one in plot.events]
    points: list[str] = []
    curves: list[tuple[Curve | Bars, Pane]] = []
    for pane in plot.panes:
        said += _maps([series for series in pane.series if isinstance(series, Map)], pane)
        for series in pane.series:
            match series:
                case Raster():
                    said += _raster(series, pane)
                case Strokes():
                    times = _times(np.asarray(series.x), pane.x.quantity, "spikes")
                    said.append(f"{series.name}: {times}")
                case Points():
                    points += _points(series, pane)
                case Curve() | Bars():
                    curves.append((series, pane))
    said += points
    curves.sort(key=lambda drawn: drawn[0].point is None)  # these matter less
    said += [
        _curve(series, pane, peaks=not plot.events and pane.x.quantity.name == "t")
        for series, pane in curves[:_MAX_CURVES]
    ]
    return [*said, *_rest([series.name for series, _ in curves[_MAX_CURVES:]])]


def why_empty(plot: Plot) -> str:
    """Return the description of a plot without series: its message, or the words in it."""
    marks = (mark for pane in plot.panes for mark in pane.marks)
    return plot.message or " ".join(mark.text for mark in marks if isinstance(mark, Label))


def _rest(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"And {len(names)} more: {', '.join(names)}."


def _times(times: Array, quantity: Quantity, name: str) -> str:
    """State how many events there are, and the times of the first and the last."""
    kind, of, whose = name.partition(" of ")
    if not times.size:
        return f"0 {name}."
    first = f"{_short(float(times[0]))} {quantity.unit}".rstrip()
    if times.size == 1:
        return f"1 {kind.removesuffix('s')}{of}{whose} at {first}."
    last = f"{_short(float(times[-1]))} {quantity.unit}".rstrip()
    return f"{times.size} {name}, first at {first}, last at {last}."


def _raster(raster: Raster, pane: Pane) -> Iterator[str]:
    """Yield the number of spikes, and that of each population with its mean rate."""
    total = np.size(raster.x)
    yield f"{total} spikes." if total != 1 else "1 spike."
    if not total:
        return
    counts = np.bincount(np.asarray(raster.groups).astype(np.int64), minlength=len(raster.names))
    start, stop = pane.x.range or (float(raster.x[0]), float(raster.x[-1]))
    seconds = abs(stop - start) / 1000.0 or 1.0
    sizes = [int(band["size"]) for band in raster.bands]
    each = zip(raster.names, counts.tolist(), sizes, strict=True)
    for name, count, size in islice(each, _MAX_POPULATIONS):
        rate = _short(count / size / seconds)
        yield f"{name}: {count} spikes of {size} neurons, {rate} Hz."
    yield from _rest(raster.names[_MAX_POPULATIONS:])


def _points(points: Points, pane: Pane) -> Iterator[str]:
    """Yield each of a few points, or the range of many."""
    quantities = pane.x.quantity, points.value or pane.y.quantity
    places = [np.asarray(values, dtype=np.float64) for values in (points.x, points.y)]
    count = places[0].size
    if points.texts is not None and count <= _MAX_POINTS:
        for text in points.texts:
            yield f"{points.name}:\n{text}"
    elif not pane.x.visible and not pane.y.visible:
        yield f"{points.name}: {count}."
    elif count <= _MAX_POINTS:
        for pair in zip(*places, strict=True):
            yield f"{points.name}: {', '.join(map(_value, quantities, pair))}."
    else:
        ranges = [_range(*pair) for pair in zip(quantities, places, strict=True)]
        yield f"{points.name}: {count} points, {ranges[0]}, {ranges[1]}."


def _maps(maps: Sequence[Map], pane: Pane) -> Iterator[str]:
    """Yield the range of each map, or the shares of those that are parts of one."""
    if not maps:
        return
    x, y = (
        _range(quantity, np.asarray(values))
        for quantity, values in ((pane.x.quantity, maps[0].x), (pane.y.quantity, maps[0].y))
    )
    if is_parted([one.measure for one in maps], [one.z for one in maps]):
        counts = {one.name: int(np.isfinite(one.z).sum()) for one in maps}
        total = sum(counts.values()) or 1
        order = sorted(counts, key=lambda name: -counts[name])
        yield f"A map over {x} and {y}."
        yield from (f"{name}: {round(100 * counts[name] / total)} %." for name in order)
        return
    for one in maps:
        yield f"{one.name} over {x} and {y}: {_range(one.measure, one.z)}."


def _curve(series: Curve | Bars, pane: Pane, *, peaks: bool) -> str:
    """State the lowest and the highest value of a curve, and where they are."""
    across, up = pane.x.quantity, series.value or pane.y.quantity
    x, y = np.asarray(series.x), np.asarray(series.y, dtype=np.float64)
    if isinstance(series, Bars):
        x = 0.5 * (x[:-1] + x[1:])
    if np.isnan(y).any() or np.isnan(x).any():
        here = np.isfinite(y) & np.isfinite(x)
        x, y = x[here], y[here]
    if not y.size:
        return f"{series.name}: nothing."
    low, high = int(y.argmin()), int(y.argmax())
    ends = [_with_unit(float(y[k]), up) for k in (low, high)]
    if y[low] == y[high]:
        return f"{series.name}: {ends[0]} throughout."
    places = [_at(across, float(x[k])) for k in (low, high)]
    count = _count_peaks(y) if peaks and y.size <= _COUNTED else 0
    more = f", {count} peaks" if count > 1 else ""
    return f"{series.name}: from {ends[0]} ({places[0]}) to {ends[1]} ({places[1]}){more}."


def _count_peaks(y: Array) -> int:
    """Count the rises above the middle of the range, with a margin on both sides of it."""
    low, high = float(y.min()), float(y.max())
    side = np.zeros(y.size, dtype=np.int8)
    side[y > low + 0.6 * (high - low)] = 1
    side[y < low + 0.4 * (high - low)] = -1
    side = side[side != 0]
    return int(side[0] == 1) + int(np.count_nonzero(np.diff(side) > 0))


def _range(quantity: Quantity, values: Array) -> str:
    known = values[np.isfinite(values)] if values.dtype.kind == "f" else values.ravel()
    if not known.size:
        return f"{quantity.name} nowhere".lstrip()
    low, high = float(known.min()), float(known.max())
    return f"{quantity.name} from {_short(low)} to {_with_unit(high, quantity)}".lstrip()


def _at(quantity: Quantity, value: float) -> str:
    if quantity.name == "t":
        return f"at {_with_unit(value, quantity)}"
    return f"at {_value(quantity, value)}"


def _value(quantity: Quantity, value: float) -> str:
    return f"{quantity.name} {_with_unit(value, quantity)}".lstrip()


def _with_unit(value: float, quantity: Quantity) -> str:
    return f"{_short(value)} {quantity.unit}".rstrip()


def _short(value: float) -> str:
    """Return a number with four digits, without an exponent if that is short."""
    text = f"{value:.4g}"
    if "e" in text and 1e-5 <= abs(value) < 1e12:
        text = f"{float(text):.9f}".rstrip("0").rstrip(".")
    return f"\N{MINUS SIGN}{text[1:]}" if text[0] == "-" else text

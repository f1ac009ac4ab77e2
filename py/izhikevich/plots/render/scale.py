"""The position of values on an axis, with its ends as 0 and 1; and the ends, if none are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.plots.render.long_times import SECOND, in_seconds, is_long
from izhikevich.plots.render.ticks import Ticks, page_ticks
from izhikevich.plots.spec import Array, Axis, Bars, Curve, Map, Pane, Quantity, Series, Strokes

_PADDING = 1.0 / 18.0  # added by Plotly to data at either end of an axis without a range
_LOG_PADDING = 1.2


@dataclass(frozen=True)
class Scale:
    """An axis with its ends; `low` is the one at the left or bottom, even if it is larger.

    `unit` is how much of the data's unit its labels count as one: 1000 if they give ms in s.
    """

    axis: Axis
    low: float
    high: float
    unit: float = 1.0

    @property
    def quantity(self) -> Quantity:
        """The quantity in the unit of the labels."""
        return self.axis.quantity if self.unit == 1.0 else in_seconds(self.axis.quantity)

    @property
    def written_ends(self) -> tuple[float, float]:
        """Both ends, ascending, in the unit of the labels."""
        low, high = self.ends
        return low / self.unit, high / self.unit

    @property
    def ends(self) -> tuple[float, float]:
        """Both, ascending."""
        return min(self.low, self.high), max(self.low, self.high)

    @property
    def log(self) -> bool:
        """Whether equal distances are equal ratios."""
        return self.axis.kind == "log"

    def part(self, values: object) -> FloatArray:
        """Return the positions of values, with the ends of the axis as 0 and 1."""
        at = np.asarray(values, dtype=np.float64)
        low, high = self.low, self.high
        if self.log:
            with np.errstate(divide="ignore", invalid="ignore"):
                at = np.log(at)
            low, high = np.log(low), np.log(high)
        placed: FloatArray = (at - low) / (high - low)
        return placed

    def at(self, value: float) -> float:
        """Return the position of one value."""
        return float(self.part(value))


def x_scale(panes: Sequence[Pane]) -> Scale:
    """Return the scale of the x-axis that panes share."""
    axis = panes[0].x
    series = [one for pane in panes for one in pane.series]
    data = [_level_data(one) for one in series]
    spread = any(_spreads(one) for one in series)
    found = _scale(axis, data, padded=not spread and not _has_lines(series))
    return replace(found, unit=SECOND) if is_long(axis, found.low, found.high) else found


def page_labels(scale: Scale) -> Ticks:
    """Return the ticks of a linear axis on the page: values in the data's unit, and labels."""
    axis = scale.axis
    if not isinstance(axis.ticks, int):
        low, high = scale.ends
        return [(value, text) for value, text in axis.ticks if low <= value <= high]
    step = axis.tick_step and axis.tick_step / scale.unit
    times = axis.quantity.unit == "ms"
    found = page_ticks(*scale.written_ends, axis.ticks, step=step, grouped=times)
    return [(value * scale.unit, axis.quantity.numerals.write(text)) for value, text in found]


def y_scale(pane: Pane) -> Scale:
    """Return the scale of the vertical axis of a pane."""
    data = [_upright_data(one) for one in pane.series]
    bars = [one.y for one in pane.series if isinstance(one, Bars)]
    if bars:
        data += [np.array([0.0]), np.sum(bars, axis=0)]
    return _scale(pane.y, data, padded=not any(isinstance(one, Map) for one in pane.series))


def _scale(axis: Axis, data: Iterable[Array], *, padded: bool) -> Scale:
    if axis.range is not None and np.isfinite(axis.range).all():
        low, high = float(axis.range[0]), float(axis.range[1])
    else:
        low, high = _found(axis, data, padded=padded)
    if axis.kind == "log" and (low <= 0.0 or high <= 0.0):
        raise ValueError(f"a logarithmic axis from {low:g} to {high:g} cannot be drawn")
    if low == high:
        low, high = low - 1.0, high + 1.0
    return Scale(axis, low, high)


def _found(axis: Axis, data: Iterable[Array], *, padded: bool) -> tuple[float, float]:
    """Return approximately the range that Plotly chooses."""
    values = np.concatenate([np.empty(0), *(np.ravel(one) for one in data)]).astype(np.float64)
    values = values[np.isfinite(values)]
    if axis.kind == "log":
        values = values[values > 0.0]
        if not values.size:
            return 1.0, 10.0
        return float(values.min()) / _LOG_PADDING, float(values.max()) * _LOG_PADDING
    if not values.size:
        return -1.0, 4.0 if padded else 6.0
    low, high = float(values.min()), float(values.max())
    if low == high:
        low, high = low - 1.0, high + 1.0
    padding = _PADDING * (high - low) if padded else 0.0
    if axis.from_zero:
        if low >= 0.0:
            return 0.0, high + (_PADDING * high if padded else 0.0)
        return low - padding, max(high + padding, 0.0)
    return low - padding, high + padding


def _level_data(series: Series) -> Array:
    if isinstance(series, Map):
        return edges(series.x)
    return np.asarray(series.path[0] if isinstance(series, Curve) else series.x)


def _upright_data(series: Series) -> Array:
    if isinstance(series, Bars):
        return np.empty(0)
    if isinstance(series, Map):
        return edges(series.y)
    y = np.asarray(series.path[1] if isinstance(series, Curve) else series.y, dtype=np.float64)
    return np.concatenate([y - series.half, y + series.half]) if isinstance(series, Strokes) else y


def _spreads(series: Series) -> bool:
    return isinstance(series, Map | Bars)


def _has_lines(series: Iterable[Series]) -> bool:
    return any(isinstance(one, Curve | Strokes) and one.x.size for one in series)


def edges(centres: Array) -> FloatArray:
    """Return the edges of cells, half-way between their centres."""
    at = np.asarray(centres, dtype=np.float64)
    if at.size < 2:
        return np.concatenate([at - 0.5, at + 0.5])
    middle = 0.5 * (at[1:] + at[:-1])
    first, last = at[0] - (middle[0] - at[0]), at[-1] + (at[-1] - middle[-1])
    return np.concatenate([[first], middle, [last]])


def apart(places: Sequence[float]) -> bool:
    """Tell whether positions are equally spaced."""
    steps = [b - a for a, b in pairwise(places)]
    return not steps or max(steps) - min(steps) <= 1e-3 * max(abs(step) for step in steps)

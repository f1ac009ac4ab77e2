"""Ticks: as many as there is room for without labels too close to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor, log10

from izhikevich.plots.render.scale import Scale, apart
from izhikevich.plots.render.svg.text import LINE, shortened, text_width, wrapped
from izhikevich.plots.render.ticks import (
    Ticks,
    linear_ticks,
    log_ticks,
    minor_log_ticks,
    tick_step,
)

_MAX_TICKS, _MIN_TICKS = 8, 3
_WANTED_X, _WANTED_Y = 4.5, 2.3  # ems per tick; at most this many are wanted
_ROOM_X, _ROOM_Y = 0.8, 0.25  # ems between two labels, at least


@dataclass(frozen=True)
class Tick:
    """A tick: its position, as a fraction of the axis, and the lines of its label."""

    part: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Fitted:
    """The ticks of an axis.

    Parameters
    ----------
    ticks : tuple of Tick
    minor : tuple of float
        Positions of ticks without labels.
    turned : bool
        Whether the labels run upwards.
    """

    ticks: tuple[Tick, ...]
    minor: tuple[float, ...] = ()
    turned: bool = False

    def width(self, em: float) -> float:
        """Return the width of the widest label."""
        lines = (line for tick in self.ticks for line in tick.lines)
        return max((text_width(line, em) for line in lines), default=0.0)

    def lines(self) -> int:
        """Return the largest number of lines of a label."""
        return max((len(tick.lines) for tick in self.ticks), default=0)


NO_TICKS = Fitted(())


def level_ticks(scale: Scale, length: float, em: float, most_height: float) -> Fitted:
    """Return the ticks of a horizontal axis.

    Parameters
    ----------
    scale : Scale
    length : float
        Length of the axis, px.
    em : float
        Height of the letters, px.
    most_height : float
        Maximum height of labels that do not fit next to one another, px.
    """
    if not isinstance(scale.axis.ticks, int):
        ticks = _placed(scale, _explicit(scale, scale.axis.ticks))
        return _named_level(ticks, length, em, most_height)
    return _most_that_fit(
        scale, length / (_WANTED_X * em), lambda some: _fits_level(some, length, em)
    )


def upright_ticks(scale: Scale, length: float, em: float, most_width: float) -> Fitted:
    """Return the ticks of a vertical axis, with labels of one line, none wider than allowed."""
    if not isinstance(scale.axis.ticks, int):
        ticks = tuple(
            Tick(one.part, (shortened(one.lines[0], em, most_width),))
            for one in _placed(scale, _explicit(scale, scale.axis.ticks))
        )
        return Fitted(_thinned(ticks, lambda some: _fits_upright(some, length, em)))
    return _most_that_fit(
        scale, length / (_WANTED_Y * em), lambda some: _fits_upright(some, length, em)
    )


def _most_that_fit(scale: Scale, wanted: float, fits: Callable[[tuple[Tick, ...]], bool]) -> Fitted:
    """Return round ticks, about as many as wanted if they fit."""
    for found in _candidates(scale, int(min(max(wanted, 2.0), _MAX_TICKS))):
        ticks = _placed(scale, _written(scale, found))
        if fits(ticks):
            return Fitted(ticks, _minor(scale))
    return Fitted(ticks[:1], _minor(scale))


def _candidates(scale: Scale, most: int) -> Iterator[Ticks]:
    """Yield possible ticks from many to few; the last ones are two, if there are any.

    They are in the unit of the labels.
    """
    low, high = scale.written_ends
    if scale.log:
        several = [ticks for ticks in log_ticks(low, high) if 2 <= len(ticks) <= most + 1]
        if high < 10.0 * low or not several:
            several = [[t for t in linear_ticks(low, high, n) if t[0] > 0.0] for n in (most, 3, 2)]
        yield from several
        yield several[-1][:: max(len(several[-1]) - 1, 1)]
        return
    step = scale.axis.tick_step
    if step is not None:
        step /= scale.unit
        least = max((high - low) / (2.0 * most * step), 1.0)
        power = 10.0 ** floor(log10(least))
        for multiple in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0):
            if multiple * power >= least:
                yield linear_ticks(low, high, most, step=multiple * power * step)
        return
    steps = [tick_step(low, high, n) for n in range(most + 3, 0, -1)]
    for one in dict.fromkeys(steps):
        found = linear_ticks(low, high, most, step=one)
        if 2 <= len(found) <= most + 1:
            yield found
    # Short ranges with hardly any round number inside, and very low axes.
    for one in dict.fromkeys(tick_step(low, high, n) for n in range(most + 1, most + 12)):
        for multiple in (1, 2, 4, 3):
            found = linear_ticks(low, high, most, step=multiple * one)
            if 2 <= len(found) <= _MIN_TICKS:
                yield found
    for one in dict.fromkeys(steps[::-1]):
        found = linear_ticks(low, high, most, step=one)
        if len(found) >= 2:
            yield found[:: len(found) - 1]
            break
    yield linear_ticks(low, high, 1)[:1]


def _explicit(scale: Scale, ticks: Iterable[tuple[float, str]]) -> Ticks:
    low, high = scale.ends
    return [(value, text) for value, text in ticks if low <= value <= high]


def _written(scale: Scale, ticks: Ticks) -> Ticks:
    write = scale.axis.quantity.numerals.write
    return [(value * scale.unit, write(text)) for value, text in ticks]


def _placed(scale: Scale, ticks: Ticks) -> tuple[Tick, ...]:
    found = (Tick(scale.at(value), (text.replace("\n", " "),)) for value, text in ticks)
    return tuple(sorted(found, key=lambda tick: tick.part))


def _minor(scale: Scale) -> tuple[float, ...]:
    if not scale.log:
        return ()
    low, high = scale.ends
    found = minor_log_ticks(low, high)
    return tuple(scale.part(found).tolist()) if len(found) <= 10 * _MAX_TICKS else ()


def _fits_level(ticks: tuple[Tick, ...], length: float, em: float) -> bool:
    ends = []
    for tick in ticks:
        half = 0.5 * max(text_width(line, em) for line in tick.lines)
        ends.append((tick.part * length - half, tick.part * length + half))
    return all(after[0] - before[1] >= _ROOM_X * em for before, after in pairwise(ends))


def _fits_upright(ticks: tuple[Tick, ...], length: float, em: float) -> bool:
    places = [tick.part * length for tick in ticks]
    return all(b - a >= (1.0 + _ROOM_Y) * em for a, b in pairwise(places))


def _named_level(ticks: tuple[Tick, ...], length: float, em: float, most_height: float) -> Fitted:
    """Return ticks with given labels: next to one another, in several lines, or upwards."""
    if not ticks or _fits_level(ticks, length, em):
        return Fitted(ticks)
    if all(_is_number(tick.lines[0]) for tick in ticks):
        return Fitted(_thinned(ticks, lambda some: _fits_level(some, length, em)))
    places = [tick.part * length for tick in ticks]
    apart_by = min(b - a for a, b in pairwise(places))
    broken = _broken(ticks, em, apart_by - _ROOM_X * em)
    if _fits_level(broken, length, em) and _tall(broken, em) <= most_height:
        return Fitted(broken)
    upwards = _broken(ticks, em, most_height)
    if _tall(upwards, em) > apart_by - _ROOM_Y * em:
        upwards = tuple(replace(tick, lines=(" ".join(tick.lines),)) for tick in upwards)
    upwards = tuple(
        replace(tick, lines=tuple(shortened(line, em, most_height) for line in tick.lines))
        for tick in upwards
    )
    return Fitted(_thinned(upwards, lambda some: _fits_upright(some, length, em)), turned=True)


def _broken(ticks: tuple[Tick, ...], em: float, room: float) -> tuple[Tick, ...]:
    return tuple(
        replace(tick, lines=tuple(wrapped(tick.lines[0], em, room, whole_words=True)))
        for tick in ticks
    )


def _tall(ticks: tuple[Tick, ...], em: float) -> float:
    return max(len(tick.lines) for tick in ticks) * LINE * em


def _thinned(ticks: tuple[Tick, ...], fits: Callable[[tuple[Tick, ...]], bool]) -> tuple[Tick, ...]:
    """Return some of the ticks, so that they fit: every second, third, … at equal distances."""
    if fits(ticks):
        return ticks
    if apart([tick.part for tick in ticks]):
        for every in range(2, len(ticks)):
            if fits(ticks[::every]):
                return ticks[::every]
    some: tuple[Tick, ...] = ()
    for tick in ticks:
        if fits((*some, tick)):
            some = (*some, tick)
    return some


def _is_number(text: str) -> bool:
    try:
        float(text.replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError:
        return False
    return True

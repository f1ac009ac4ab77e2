"""The axes of a still picture: ranges, places, grid lines, ticks and titles, as Plotly has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.figures.still_parts import element, frame, number, share, words
from izhikevich.figures.ticks import ticks

# Plotly's measures, px; the font is 12 px high, that of titles 14.
_TICK_GAP = 1.0  # between axes and tick
_LABEL_LEFT, _LABEL_DOWN = 3.4, 15.4  # from the end of a tick to its label
_HALF_DIGIT = 4.2  # from the middle of a label to its baseline
_TITLE_SIZE = 1.2  # in heights of the other text
_TITLE_LEFT = 4.4  # from the labels to the title's baseline, without its standoff
_TITLE_DOWN = 16.0  # from the labels' baseline, likewise
_TITLE_DEPTH, _TITLE_HEIGHT = 3.0, 13.0  # below and above its baseline
# Width of a letter, in digits of whatever font there is; the title of a vertical axis stands clear
# of labels. A minus is 1.05 (Arial) to 1.32 (DejaVu Sans).
_WIDTHS = {".": 0.5, "\N{MINUS SIGN}": 1.17}
_PADDING = 1.0 / 18.0  # that Plotly adds to data at either end of an axis without a range

_KNOWN = {
    *("title", "nticks", "showgrid", "gridcolor", "zeroline", "showline", "ticks", "ticklen"),
    *("tickcolor", "ticklabeloverflow", "range", "domain", "anchor", "visible", "rangemode"),
    *("tick0", "dtick", "tickvals", "ticktext", "fixedrange"),
}


@dataclass(frozen=True)
class Margin:
    """Room around the axes, px."""

    left: float
    right: float
    top: float
    bottom: float

    def across(self, low: float, high: float) -> tuple[str, str]:
        """Return left and width, as CSS lengths, of a part of the width between the margins."""
        return _lengths(low, high, self.left, self.left + self.right)

    def down(self, low: float, high: float) -> tuple[str, str]:
        """Return top and height, as CSS lengths, of a part, counted upwards, of the height."""
        return _lengths(1.0 - high, 1.0 - low, self.top, self.top + self.bottom)


@dataclass(frozen=True)
class Axis:
    """An axis of a figure; `low` is what stands at its left or lower end, also if it is more."""

    name: str
    settings: Mapping[str, Any]
    low: float
    high: float

    @property
    def domain(self) -> tuple[float, float]:
        """The part of the width or height that it takes."""
        low, high = self.settings.get("domain", (0.0, 1.0))
        return float(low), float(high)

    @property
    def visible(self) -> bool:
        """Whether there is more than its data to see."""
        return bool(self.settings.get("visible", True))

    def part(self, values: Any) -> FloatArray:
        """Return where values lie, with the ends of the axis as 0 and 1."""
        placed: FloatArray = (np.asarray(values, dtype=float) - self.low) / (self.high - self.low)
        return placed

    def ticks(self) -> list[tuple[float, str]]:
        """Return the places of the ticks, as `part` gives them, and their labels."""
        settings = self.settings
        low, high = min(self.low, self.high), max(self.low, self.high)
        if "tickvals" in settings:
            named = zip(settings["tickvals"], settings["ticktext"], strict=True)
            return [(float(self.part(at)), text) for at, text in named if low <= at <= high]
        found = ticks(
            low,
            high,
            settings["nticks"],
            first=float(settings.get("tick0", 0.0)),
            step=settings.get("dtick"),
        )
        return [(float(self.part(value)), text) for value, text in found]


def make_axes(figure: Mapping[str, Any]) -> dict[str, Axis]:
    """Return the axes of a figure by their short names ("x", "y2").

    Raises
    ------
    ValueError
        If one of them has an attribute that is not drawn here.
    """
    axes = {}
    for key, settings in figure["layout"].items():
        letter, kind, count = key[:1], key[1:5], key[5:]
        if letter not in "xy" or kind != "axis":
            continue
        if unknown := settings.keys() - _KNOWN:
            raise ValueError(f"{key} has {', '.join(sorted(unknown))}, which cannot be drawn")
        name = letter + count
        low, high = settings.get("range") or _automatic(
            [
                np.asarray(trace[letter], dtype=float)
                for trace in figure["data"]
                if trace.get(f"{letter}axis", letter) == name
            ],
            settings,
            letter,
        )
        axes[name] = Axis(name, settings, float(low), float(high))
    return axes


def _automatic(
    data: Iterable[FloatArray], settings: Mapping[str, Any], letter: str
) -> tuple[float, float]:
    """Return about the range that Plotly chooses."""
    values = np.concatenate([np.empty(0), *data])
    values = values[np.isfinite(values)]
    if not values.size:
        return -1.0, 6.0 if letter == "x" else 4.0
    low, high = float(values.min()), float(values.max())
    if low == high:
        low, high = low - 1.0, high + 1.0
    padding = _PADDING * (high - low) if letter == "y" else 0.0
    if settings.get("rangemode") == "tozero":
        return (0.0, high + padding) if low >= 0.0 else (low - padding, max(high + padding, 0.0))
    return low - padding, high + padding


def grid(axis: Axis) -> str:
    """Return the grid lines of an axis, for the frame of its data."""
    if not (axis.visible and axis.settings["showgrid"]):
        return ""
    upright = axis.name.startswith("x")
    lines = []
    for part, _ in axis.ticks():
        if upright:
            lines.append(element("line", x1=share(part), x2=share(part), y2="100%"))
        else:
            lines.append(element("line", y1=share(1.0 - part), y2=share(1.0 - part), x2="100%"))
    return element("g", *lines, style=_crisp(axis.settings["gridcolor"]))


def upright(axis: Axis, margin: Margin, colour: str, size: float) -> str:
    """Return ticks, labels and title of a vertical axis, at the left of the picture.

    Parameters
    ----------
    axis : Axis
        The axis.
    margin : Margin
        Of the picture.
    colour : str
        Of the words.
    size : float
        Height of the labels, px.
    """
    if not axis.visible:
        return ""
    marks = axis.ticks()
    length = axis.settings["ticklen"]
    lines = [
        element("line", x1=-_TICK_GAP, x2=-_TICK_GAP - length, y1=y, y2=y)
        for y in (share(1.0 - part) for part, _ in marks)
    ]
    end = length + _LABEL_LEFT
    labels = [words(text, x=-end, y=share(1.0 - part), dy=_HALF_DIGIT) for part, text in marks]
    widest = max((_digits(text) for _, text in marks), default=0.0)
    title = axis.settings["title"]
    away = f"{number(-end - title['standoff'] - _TITLE_LEFT)}px - {number(widest)}ch"
    most = f"{number(_TITLE_HEIGHT - margin.left)}px"
    turned = words(title["text"], transform="rotate(-90)", style=_title(size))
    placed = element("g", turned, style=f"transform:translateX(max({away},{most}))")
    name = element("svg", placed, y="50%", overflow="visible")
    return frame(
        margin.across(0.0, 1.0),
        margin.down(*axis.domain),
        element("g", *lines, style=_crisp(axis.settings["tickcolor"])),
        element("g", *labels, style=f"fill:{colour};text-anchor:end"),
        element("g", name, style=f"fill:{colour};text-anchor:middle") if title["text"] else "",
    )


def level(axis: Axis, below: float, margin: Margin, colour: str, size: float) -> str:
    """Return ticks, labels and title of a horizontal axis.

    Parameters
    ----------
    axis, margin, colour, size
        As of `upright`.
    below : float
        At which part of the height it lies.
    """
    if not axis.visible:
        return ""
    marks = axis.ticks()
    length = axis.settings["ticklen"]
    lines = [
        element("line", x1=x, x2=x, y1=_TICK_GAP, y2=_TICK_GAP + length)
        for x in (share(part) for part, _ in marks)
    ]
    base = length + _LABEL_DOWN
    labels = [words(text, x=share(part), y=base) for part, text in marks]
    title = axis.settings["title"]
    down = min(base + title["standoff"] + _TITLE_DOWN, margin.bottom - _TITLE_DEPTH)
    if title["text"]:
        labels.append(words(title["text"], x="50%", y=down, style=_title(size)))
    return frame(
        margin.across(*axis.domain),
        (margin.down(below, below)[0], "1px"),
        element("g", *lines, style=_crisp(axis.settings["tickcolor"])),
        element("g", *labels, style=f"fill:{colour};text-anchor:middle"),
    )


def _digits(text: str) -> float:
    return sum(_WIDTHS.get(letter, 1.0) for letter in text)


def _title(size: float) -> str:
    return f"font-size:{round(_TITLE_SIZE * size)}px"


def _crisp(colour: str) -> str:
    return f"stroke:{colour};stroke-width:1px;shape-rendering:crispEdges"


def _lengths(low: float, high: float, before: float, both: float) -> tuple[str, str]:
    whole = f"(100% - {number(both)}px)"
    begin = f"calc({number(before)}px + {whole}*{number(low)})"
    return begin, f"calc({whole}*{number(high - low)})"

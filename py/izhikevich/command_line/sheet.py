"""A figure drawn by matplotlib, at the size of a paper's figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FixedLocator, MaxNLocator, MultipleLocator, NullLocator

from izhikevich.command_line.marks import draw_spikes, draw_trace, for_matplotlib
from izhikevich.command_line.notes import draw_annotation, draw_shape
from izhikevich.figures.plain import coloured
from izhikevich.figures.style import Figure

#: Points in a pixel of Plotly's, and pixels in a millimetre.
POINT = 0.75
_PX = 96.0 / 25.4
_PADDING = 1.0 / 18.0  # that Plotly adds to data at either end of an axis without a range
_WIDER = 10.0  # px more at the left than Plotly needs: other fonts are wider
_RIGHT, _TOP, _BOTTOM = 20.0, 10.0, 44.0  # px, at least
_FOR_COLOURS = 66.0  # px at the right for the scale of a map


class Sheet:
    """The paper on which a figure is drawn.

    Parameters
    ----------
    figure : Figure
        As views make it.
    colours : mapping
        Of the page's names of colours.
    size : (float, float)
        Width and height, mm.
    """

    def __init__(
        self, figure: Figure, colours: Mapping[str, str], size: tuple[float, float]
    ) -> None:
        self.figure: Figure = coloured(figure, colours)
        self.layout = self.figure["layout"]
        self.paper = colours["paper"]
        self.width, self.height = (_PX * length for length in size)
        self.drawing = Drawing(figsize=(size[0] / 25.4, size[1] / 25.4), facecolor=self.paper)
        sides = self.layout["margin"]
        maps = [trace for trace in self.figure["data"] if trace["type"] == "heatmap"]
        wide = any("x" in trace and trace.get("showscale", True) for trace in maps)
        self._left: float = sides["l"] + (_WIDER if sides["l"] > 20 else 0.0)
        self._right: float = max(sides["r"], _RIGHT) + (_FOR_COLOURS if wide else 0.0)
        self._top: float = max(sides["t"], _TOP)
        self._bottom: float = max(sides["b"], _BOTTOM)
        self.axes = self._make_axes()

    def draw(self) -> Drawing:
        """Draw everything, from behind to in front."""
        for order, trace in enumerate(self.figure["data"]):
            draw_trace(self, trace, 2.0 + 0.01 * order)
        if "raster" in self.figure:
            draw_spikes(self.axes["y"], self.figure["raster"])
        self._set_ranges()
        for shape in self.layout.get("shapes", ()):
            draw_shape(self, shape)
        for note in self.layout.get("annotations", ()):
            draw_annotation(self, note)
        if self.layout["showlegend"]:
            self._draw_legend()
        return self.drawing

    def settings(self, name: str) -> Mapping[str, Any]:
        """Return the attributes of an axis by its short name ("x", "y2")."""
        found: Mapping[str, Any] = self.layout.get(f"{name[0]}axis{name[1:]}", {})
        return found

    def across(self, part: float) -> float:
        """Return a part of the width between the margins as part of the whole."""
        return (self._left + part * (self.width - self._left - self._right)) / self.width

    def up(self, part: float) -> float:
        """Return a part of the height between the margins as part of the whole."""
        return (self._bottom + part * (self.height - self._top - self._bottom)) / self.height

    def x_of(self, y: str) -> str:
        """Return the name of the horizontal axis that goes with a vertical one."""
        for trace in self.figure["data"]:
            if trace.get("yaxis", "y") == y:
                return str(trace.get("xaxis", "x"))
        return str(self.settings(y).get("anchor", "x"))

    def _make_axes(self) -> dict[str, Axes]:
        """Return the axes by the names of the vertical ones."""
        names = [key[0] + key[5:] for key in self.layout if key[:5] == "yaxis"]
        made = {}
        for y in names:
            x = self.x_of(y)
            (left, right), (low, high) = (
                self.settings(name).get("domain", (0.0, 1.0)) for name in (x, y)
            )
            begin, base = self.across(left), self.up(low)
            place = (begin, base, self.across(right) - begin, self.up(high) - base)
            axes = self.drawing.add_axes(place, facecolor="none")
            for side in axes.spines.values():
                side.set_visible(False)
            if self.settings(x).get("type") == "log":
                axes.set_xscale("log")
            if self.settings(y).get("type") == "log":
                axes.set_yscale("log")
            self._make_axis(axes.xaxis, x, self.settings(x).get("anchor", "y") == y)
            self._make_axis(axes.yaxis, y, True)
            made[y] = axes
        return made

    def _make_axis(self, axis: Axis, name: str, named: bool) -> None:
        """Give an axis its title, ticks and grid; only one of those with one name has words."""
        settings = self.settings(name)
        if not settings.get("visible", True):
            axis.set_visible(False)
            return
        if "tickvals" in settings:
            axis.set_major_locator(FixedLocator(settings["tickvals"]))
            if "ticktext" in settings:
                axis.set_ticklabels([*map(for_matplotlib, settings["ticktext"])])
        elif isinstance(settings.get("dtick"), int | float):
            axis.set_major_locator(MultipleLocator(settings["dtick"]))
        elif settings.get("type") != "log":
            axis.set_major_locator(MaxNLocator(settings.get("nticks") or 5, steps=[1, 2, 5, 10]))
        axis.set_minor_locator(NullLocator())
        font = self.layout["font"]
        axis.set_tick_params(
            length=POINT * settings.get("ticklen", 4) if named else 0.0,
            width=POINT,
            color=settings.get("tickcolor", font["color"]),
            labelcolor=font["color"],
            labelsize=POINT * font["size"],
            label1On=named,
        )
        if settings.get("showgrid"):
            axis.grid(True, color=settings["gridcolor"], linewidth=POINT, zorder=0.5)
        title = settings.get("title") or {}
        if named and title.get("text"):
            size = POINT * font["size"]
            axis.set_label_text(for_matplotlib(title["text"]), color=font["color"], fontsize=size)

    def _set_ranges(self) -> None:
        across = {x: self._range(x) for x in map(self.x_of, self.axes)}
        for y, axes in self.axes.items():
            axes.set_xlim(*across[self.x_of(y)])
            axes.set_ylim(*self._range(y))
            if self.settings(y).get("zeroline"):
                colour = self.settings(y).get("zerolinecolor", self.layout["font"]["color"])
                axes.axhline(0.0, color=colour, linewidth=POINT, zorder=0.6)
            if "scaleanchor" in self.settings(y):
                axes.set_aspect("equal", adjustable="box")

    def _range(self, name: str) -> tuple[float, float]:
        """Return the ends of an axis."""
        if "range" not in self.settings(name):
            return self._automatic(name)
        low, high = self.settings(name)["range"]
        if self.settings(name).get("type") == "log":  # Plotly gives powers of ten
            return 10.0**low, 10.0**high
        return float(low), float(high)

    def _automatic(self, name: str) -> tuple[float, float]:
        """Return about the range that Plotly chooses."""
        letter, settings = name[0], self.settings(name)
        found = [np.empty(0)]
        for trace in self.figure["data"]:
            if trace.get(f"{letter}axis", letter) != name:
                continue
            if trace["type"] == "heatmap" and letter not in trace:
                found.append(np.array([-0.5, np.shape(trace["z"])[letter == "x"] - 0.5]))
            else:
                found.append(np.asarray(trace[letter], dtype=np.float64))
            if trace["type"] == "bar" and letter == "x":
                half = 0.5 * trace["width"]
                found += [found[-1] - half, found[-1] + half]
        values = np.concatenate(found)
        if letter == "y" and self.layout.get("barmode") == "stack":
            values = np.append(values, self.axes[name].dataLim.y1)
        values = values[np.isfinite(values)]
        if not values.size:
            return (1.0, 10.0) if settings.get("type") == "log" else (-1.0, 1.0)
        if settings.get("type") == "log":
            return float(values.min()) / 1.2, float(values.max()) * 1.2
        low, high = float(values.min()), float(values.max())
        if low == high:
            low, high = low - 1.0, high + 1.0
        lines = any("lines" in t.get("mode", "") for t in self.figure["data"])
        maps = any(t["type"] in ("heatmap", "bar") for t in self.figure["data"])
        pad = 0.0 if maps or (letter == "x" and lines) else _PADDING * (high - low)
        if settings.get("rangemode") == "tozero" and low >= 0.0:
            return 0.0, high + (pad or _PADDING * high)
        return low - pad, high + pad

    def _draw_legend(self) -> None:
        place, font = self.layout.get("legend", {}), self.layout["font"]
        known = [axes.get_legend_handles_labels() for axes in self.axes.values()]
        handles = [handle for found, _ in known for handle in found]
        labels = [label for _, found in known for label in found]
        heights = {"top": "upper", "middle": "center", "bottom": "lower"}
        loc: Any = f"{heights[place.get('yanchor', 'top')]} {place.get('xanchor', 'left')}"
        self.drawing.legend(
            handles,
            labels,
            loc=loc,
            bbox_to_anchor=(self.across(place.get("x", 1.02)), self.up(place.get("y", 1.0))),
            borderaxespad=0.0,
            ncols=len(labels) if place.get("orientation") == "h" else 1,
            columnspacing=1.0,
            handlelength=1.5,
            frameon=False,
            fontsize=POINT * font["size"],
            labelcolor=font["color"],
        )


def save(drawing: Drawing, path: str, title: str, link: str) -> None:
    """Write a drawing; the ending of the path says how: svg, png or pdf.

    Two runs write the same bytes.
    """
    from matplotlib import rc_context

    told = {
        "svg": {"Title": title, "Description": link, "Date": None},
        "png": {"Title": title, "Description": link},
        "pdf": {"Title": title, "Subject": link, "CreationDate": None},
    }[path.rpartition(".")[2]]
    with rc_context({"svg.hashsalt": link, "axes.unicode_minus": True}):
        drawing.savefig(path, dpi=300, metadata=told)

"""The renderer for Plotly, used by the page. This is the only file that knows Plotly's names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from izhikevich.plots.handles import Handle, Sign
from izhikevich.plots.network.bands import Band
from izhikevich.plots.render.long_times import SECOND
from izhikevich.plots.render.panes import (
    EMPTY_MARGIN,
    Margin,
    along,
    is_plain,
    lowest,
    message_lines,
    next_note,
    page_margin,
    x_groups,
)
from izhikevich.plots.render.scale import Scale, page_labels, x_scale
from izhikevich.plots.render.thinning import MAX_SAMPLES, ascends, every, kept
from izhikevich.plots.spec import (
    Area,
    Array,
    Arrow,
    Axis,
    Bars,
    Cobweb,
    Curve,
    Dots,
    Field,
    Label,
    Loop,
    Map,
    Mark,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Raster,
    Region,
    Rule,
    Series,
    Sheet,
    Strokes,
)
from izhikevich.plots.style import Role
from izhikevich.plots.table import Table
from izhikevich.plots.windows import Windows
from izhikevich.text import visible
from izhikevich.transport import LOCAL, UNSET, Unset

#: A trace, an axis or a layout, by Plotly's names: only Plotly looks into it.
Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Spikes:
    """Spikes that the page paints itself: time on the x-axis, neurons on the y-axis.

    Parameters
    ----------
    times : array, shape (n_spikes,)
        Spike times, ms, ascending.
    indices : integer array, shape (n_spikes,)
        Index of the neuron.
    groups : integer array, shape (n_spikes,)
        Index of the population.
    colours, names : list of str
        Colours and names of the populations.
    bands : sequence of Band
        Bands of the populations.
    source : (Raster, Pane)
        The series and the pane of the plot.
    """

    times: NDArray[np.float64]
    indices: NDArray[np.int32]
    groups: NDArray[np.uint8] | NDArray[np.int32]
    colours: list[str]
    names: list[str]
    bands: Sequence[Band]
    source: tuple[Raster, Pane] = field(metadata=LOCAL)


@dataclass(frozen=True)
class CellColumn:
    """A column of a table that the page shows: headings, colour, and cells as they are read."""

    name: str
    group: str
    colour: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Cells:
    """A table that the page shows in place of a figure.

    Parameters
    ----------
    name : str
        Heading of the rows.
    rows, units : sequence of str
        Their names and units.
    columns : sequence of CellColumn
    """

    name: str
    rows: Sequence[str]
    units: Sequence[str]
    columns: Sequence[CellColumn]


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure of Plotly, and the page's additions to it.

    Parameters
    ----------
    data, layout
        As Plotly takes them.
    raster : Spikes
    sheet : Cells
        What is shown instead.
    handles : sequence of Handle
    signs : mapping from str to Sign
    foreign : bool
        Whether the reader's code made it: Python has neither its numbers nor a picture of it.
    words : sequence of str
        Description, sentence by sentence, if no answer gives it.
    tables : sequence of Table
        Its numbers, if no state gives them.
    thinned : sequence of int
        Indices of data with fewer samples than there are.
    seconds : sequence of str
        Axes of times in ms that are labelled in s: the page labels their parts likewise.
    """

    data: Sequence[Json]
    layout: Json
    raster: Spikes | Unset = UNSET
    sheet: Cells | Unset = UNSET
    handles: Sequence[Handle] | Unset = UNSET
    signs: Mapping[str, Sign] | Unset = UNSET
    foreign: bool | Unset = UNSET
    words: Sequence[str] | Unset = UNSET
    tables: Sequence[Table] | Unset = UNSET
    thinned: Sequence[int] | Unset = UNSET
    seconds: Sequence[str] | Unset = UNSET


@dataclass(frozen=True, eq=False)
class CloseUp:
    """A thinned curve with more samples where its plot is zoomed.

    Parameters
    ----------
    index : int
        Index in the data of the figure.
    x, y : array, shape (n_samples,)
    customdata : array
        Further values of the samples, if there are any.
    """

    index: int
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    customdata: Any


_PLAIN_LOG = 1e-3, 1e6  # logarithmic axes from and to here have plain numbers
_FEW_DECADES = 1.6  # below, powers of ten alone would be too few ticks
_DECADES_APART = 0.75  # from here on Plotly has no ticks between powers of ten
_TRANSPARENT = "rgba(0,0,0,0)"
_FONT_SIZE = 12
_STEPS = {"after": "hv", "between": "hvh"}
_SYMBOLS = {"cross": "x-thin", "crosshair": "circle-cross-open", "stroke": "line-ns"}
_SLOT = re.compile(r"\{(x|y|z|detail|name)(:plain)?\}")
_STAYS: Mapping[str, dict[str, Any]] = {
    "never": {},
    "dragged": {"ghost": True},
    "compared": {"compared": True},
}
_HIDDEN = {"visible": False}
_MARKS = re.compile(r"[&>$]|<(?![ =])|(?<=%)\{")  # "<" alone begins no tag
_COLOUR = "var("  # begins the name of a colour
_COLOURS = {role: f"var(--{role.value})" for role in Role}


def render(
    plot: Plot,
    *,
    samples: int = MAX_SAMPLES,
    windows: Windows | None = None,
    seconds: bool = False,
) -> Figure:
    """Return a plot as a figure of Plotly.

    Colours are the custom properties of the page, which it resolves for the theme in use; arrays
    stay numpy arrays.

    Parameters
    ----------
    plot : Plot
    samples : int
        Approximate number of samples per curve: as many as the width can show.
    windows : Windows, optional
        The visible parts of zoomed panes: there curves have more samples.
    seconds : bool
        Whether long times are labelled in s, as on the page. The numbers of the figure are in ms.

    Returns
    -------
    Figure
    """
    if plot.message:
        return Figure([], _message(plot.message))
    if plot.sheet is not None:
        return Figure([], _message(""), sheet=_cells(plot.sheet))
    places = _places(plot.panes, seconds=seconds)
    drawn = _Drawing(plot, samples, windows or {}, places)
    for place in places:
        drawn.add(place)
    held = bool(plot.handles or plot.signs)
    return Figure(
        drawn.data,
        drawn.layout(),
        raster=drawn.raster,
        handles=plot.handles if held else UNSET,
        signs=plot.signs if held else UNSET,
        thinned=drawn.thinned or UNSET,
        seconds=drawn.seconds or UNSET,
    )


def close_up(plot: Plot, windows: Windows) -> list[CloseUp]:
    """Return the thinned curves of a plot again, with more samples where it was zoomed."""
    figure = render(plot, windows=windows, seconds=True)
    if figure.thinned is UNSET:
        return []
    traces = [(k, figure.data[k]) for k in figure.thinned]
    return [CloseUp(k, trace["x"], trace["y"], trace.get("customdata")) for k, trace in traces]


def figure_of(shown: Plot | Mapping[str, Any], *, seconds: bool = False) -> Figure:
    """Return a thing to display as a figure of Plotly, including one made by the user."""
    if isinstance(shown, Plot):
        return render(shown, seconds=seconds)
    layout = _base(margin=_sides(EMPTY_MARGIN)) | dict(shown.get("layout") or {})
    return Figure(list(shown["data"]), layout, foreign=True)


@dataclass(frozen=True)
class _Place:
    """A pane with the names of its axes, and the position of the ticks of its x-axis."""

    index: int
    pane: Pane
    x: str
    y: str
    base: bool  # whether the x-axis is below this pane
    extent: tuple[float, float]  # of all panes that share the x-axis, from bottom to top
    long: Scale | None  # of an x-axis that is labelled in s

    @property
    def time(self) -> Quantity:
        """The quantity of the x-axis in the unit of its labels."""
        return self.long.quantity if self.long else self.pane.x.quantity


def _places(panes: Sequence[Pane], *, seconds: bool) -> list[_Place]:
    found: dict[int, _Place] = {}
    for number, group in enumerate(x_groups(panes)):
        base = lowest(panes, group)
        ends = panes[base].area.bottom, max(panes[k].area.top for k in group)
        long = _long([panes[k] for k in group]) if seconds else None
        for k in group:
            name = _name("x", number)
            found[k] = _Place(k, panes[k], name, _name("y", k), k == base, ends, long)
    return [found[k] for k in range(len(panes))]


def _long(panes: Sequence[Pane]) -> Scale | None:
    """Return the scale of the x-axis that panes share, if it is labelled in s."""
    if panes[0].x.quantity.unit != "ms" or panes[0].x.kind == "log":
        return None
    scale = x_scale(panes)
    return scale if scale.unit != 1.0 else None


def _name(letter: str, number: int) -> str:
    return f"{letter}{number + 1}" if number else letter


class _Drawing:
    """A figure under construction."""

    def __init__(
        self,
        plot: Plot,
        samples: int,
        windows: Windows,
        places: Sequence[_Place],
    ) -> None:
        self.plot, self.samples, self.windows = plot, samples, windows
        self.single_x = len({place.x for place in places}) == 1
        self.data: list[dict[str, Any]] = []
        self.axes: dict[str, Any] = {}
        self.shapes: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.raster: Spikes | Unset = UNSET
        self.thinned: list[int] = []
        self.seconds: list[str] = []
        self.ascending: dict[int, tuple[Array, bool]] = {}  # by the identity of arrays
        self.stacked = False

    def add(self, place: _Place) -> None:
        """Draw a pane."""
        pane = place.pane
        if place.base:
            self._add_x_axis(place)
        self._add_y_axis(place)
        for series in pane.series:
            for trace in self._traces(series, place):
                if "%{customdata" in trace.get("hovertemplate", "") and "customdata" not in trace:
                    trace["customdata"] = np.asarray(trace["x"]) / SECOND
                self.data.append(self._on_axes(trace, place))
        words = [mark for mark in pane.marks if isinstance(mark, Label) and is_plain(mark)]
        if words:
            self.data.append(self._on_axes(_words(words), place))
        for mark in pane.marks:
            self._add_mark(mark, place)
        if pane.title is not None:
            area = pane.area
            self._note(pane.title, Role.MUTED, area.left, area.top, "left", pane.indent)
        shift = 0.0
        for text, role in reversed(pane.notes):
            self._note(text, role, pane.area.right, pane.area.top, "right", shift)
            shift = next_note(shift, text)

    def layout(self) -> dict[str, Any]:
        """Return the layout, when all panes are drawn."""
        plot = self.plot
        changes: dict[str, Any] = {}
        if self.stacked:
            changes = {"barmode": "stack", "bargap": 0.0}
        if plot.legend != "none":
            changes |= {"showlegend": True, "legend": _LEGENDS[plot.legend]}
        if plot.pick is not None:
            changes["meta"] = {"pick": plot.pick}
        if self.shapes:
            changes["shapes"] = self.shapes
        if self.notes:
            changes["annotations"] = self.notes
        return _base(margin=_sides(page_margin(plot)), **self.axes, **changes)

    def _on_axes(self, trace: dict[str, Any], place: _Place) -> dict[str, Any]:
        if place.y != "y":
            trace["yaxis"] = place.y
        if not self.single_x:
            trace["xaxis"] = place.x
        return trace

    def _add_x_axis(self, place: _Place) -> None:
        pane = place.pane
        more: dict[str, Any] = {}
        if place.y != "y" or not self.single_x:
            more["anchor"] = place.y
        if (pane.area.left, pane.area.right) != (0.0, 1.0):
            more["domain"] = [pane.area.left, pane.area.right]
        name = f"xaxis{place.x[1:]}"
        axis = pane.x
        if place.long:
            self.seconds.append(name)
            axis = replace(axis, ticks=page_labels(place.long))
            more["nticks"] = pane.x.ticks
        self.axes[name] = _axis(axis, place.time.heading, more)

    def _add_y_axis(self, place: _Place) -> None:
        pane = place.pane
        more: dict[str, Any] = {}
        if not self.single_x:
            more["anchor"] = place.x
        if (pane.area.bottom, pane.area.top) != (0.0, 1.0):
            more["domain"] = [pane.area.bottom, pane.area.top]
        if pane.equal:
            more |= {"scaleanchor": place.x, "constrain": "domain"}
        title = pane.y.quantity.heading if pane.heading is None else ""
        self.axes[f"yaxis{place.y[1:]}"] = _axis(pane.y, title, more)

    def _note(
        self, text: str, role: Role, x: float, y: float, align: str, shift: float = 0.0
    ) -> None:
        note = {
            "text": escaped(text),
            "x": x,
            "y": y,
            "xref": "paper",
            "yref": "paper",
            "xanchor": align,
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"color": colour(role), "size": _FONT_SIZE},
        }
        self.notes.append({**note, "xshift": shift} if shift else note)

    def _traces(self, series: Series, place: _Place) -> Iterator[dict[str, Any]]:
        match series:
            case Curve():
                yield self._curve(series, place)
            case Points():
                yield self._points(series, place)
            case Bars():
                self.stacked = True
                yield self._bars(series, place)
            case Strokes():
                yield self._strokes(series, place)
            case Map():
                yield self._map(series, place)
                if self.plot.legend != "none" and series.legend:
                    yield _entry(series)
            case Raster():
                self.raster = _spikes(series, place.pane)
                yield _boundaries(series, place.pane)
            case _:
                raise TypeError(f"{type(series).__name__} is no series that can be drawn")

    def _shared(self, series: Series, place: _Place, kind: str = "scatter") -> dict[str, Any]:
        trace: dict[str, Any] = {"type": kind, "name": escaped(series.name)}
        meta = _STAYS[series.stays]
        if series.known_as:
            meta = {**meta, "name": series.known_as}
        if meta:
            trace["meta"] = meta
        if not series.legend and self.plot.legend != "none":
            trace["showlegend"] = False
        if series.point is None:
            trace["hoverinfo"] = "skip"
        else:
            # The name is next to the words, unless they already contain it.
            named = self.plot.legend != "none" and series.legend and "{name}" not in series.point
            extra = trace["name"] if named else ""
            own = place.long is not None and series.detail is None and not isinstance(series, Map)
            text = hover_text(series, place.pane, place.time if own else None)
            trace["hovertemplate"] = f"{text}<extra>{extra}</extra>"
        if series.detail is not None and series.point is not None:
            trace["customdata"] = series.detail.values
        return trace

    def _curve(self, series: Curve, place: _Place) -> dict[str, Any]:
        x, y = (np.asarray(values) for values in series.path)
        keep = None
        if not isinstance(series, Cobweb):  # every corner of which counts
            window = self.windows.get(place.index)
            keep = kept(x, y, self.samples, window, ascending=self._ascends(x))
        trace = self._shared(series, place)
        if keep is not None:
            self.thinned.append(len(self.data))
            x, y = x[keep], y[keep]
            if "customdata" in trace:
                trace["customdata"] = np.asarray(trace["customdata"])[keep]
        line: dict[str, Any] = {"color": colour(series.role), "width": series.width}
        if series.dash != "solid":
            line["dash"] = series.dash
        if series.step != "none":
            line["shape"] = _STEPS[series.step]
        trace |= {"mode": "lines", "x": x, "y": y, "line": line}
        if series.marker is not None:
            trace |= {"mode": "lines+markers", "marker": _marker(series.marker, series.role)}
        if series.opacity != 1.0:
            trace["opacity"] = series.opacity
        return trace

    def _ascends(self, x: Array) -> bool | None:
        """Tell whether an array ascends: many curves share the same one."""
        if x.size <= self.samples:
            return None
        known, ascending = self.ascending.get(id(x), (None, False))
        if known is not x:
            ascending = ascends(x)
            self.ascending[id(x)] = x, ascending
        return ascending

    def _points(self, series: Points, place: _Place) -> dict[str, Any]:
        trace = self._shared(series, place)
        marker = _marker(series.marker, series.role)
        if series.roles is not None:
            marker["color"] = [colour(role) for role in series.roles]
        trace |= {"mode": "markers", "x": series.x, "y": series.y, "marker": marker}
        if series.opacity != 1.0:
            trace["opacity"] = series.opacity
        if series.texts is not None:
            trace["text"] = [escaped(text) for text in series.texts]
            trace["hovertemplate"] = "%{text}<extra></extra>"
        if series.every > 1:
            for part, names in ((trace, ("x", "y", "text", "customdata")), (marker, marker)):
                for name in names:
                    if not isinstance(part.get(name), str | int | float | None):
                        part[name] = part[name][:: series.every]
        return trace

    def _bars(self, series: Bars, place: _Place) -> dict[str, Any]:
        edges = series.x
        return {
            **self._shared(series, place, "bar"),
            "x": 0.5 * (edges[:-1] + edges[1:]),
            "y": series.y,
            "width": float(edges[1] - edges[0]),
            "marker": {"color": colour(series.role)},
        }

    def _strokes(self, series: Strokes, place: _Place) -> dict[str, Any]:
        times, neurons = np.asarray(series.x), np.asarray(series.y)
        gap = np.full(times.size, np.nan)
        trace = {
            **self._shared(series, place),
            "mode": "lines",
            "x": np.column_stack((times, times, gap)).ravel(),
            "y": np.column_stack((neurons - series.half, neurons + series.half, gap)).ravel(),
            "line": {"color": colour(series.role), "width": series.width},
        }
        return trace if series.opacity == 1.0 else {**trace, "opacity": series.opacity}

    def _map(self, series: Map, place: _Place) -> dict[str, Any]:
        roles = series.scale if len(series.scale) > 1 else [*series.scale, *series.scale]
        last = len(roles) - 1
        rows, columns = (every(size, self.samples) for size in series.z.shape)
        trace = {
            **self._shared(series, place, "heatmap"),
            "x": series.x[::columns],
            "y": series.y[::rows],
            "z": series.z[::rows, ::columns],
            "colorscale": [[k / last, colour(role)] for k, role in enumerate(roles)],
            "showscale": series.key,
            "hoverongaps": False,
        }
        if series.z_range is not None:
            trace |= {"zmin": series.z_range[0], "zmax": series.z_range[1]}
        if series.key:
            trace["colorbar"] = self._key(series, place.pane.area)
        return trace

    def _key(self, series: Map, area: Area) -> dict[str, Any]:
        key: dict[str, Any] = {"thickness": 10, "outlinewidth": 0}
        if (area.bottom, area.top) == (0.0, 1.0) and area.right == 1.0:
            return {**key, "title": {"text": escaped(series.measure.unit)}}
        low, high = series.z_range or (float(np.nanmin(series.z)), float(np.nanmax(series.z)))
        return {
            **key,
            "len": area.top - area.bottom,
            "y": 0.5 * (area.bottom + area.top),
            "x": area.right + 0.02,
            "tickvals": [low, high],
            "ticktext": [
                series.measure.numerals.write(f"{end:.2g}".replace("-", "\N{MINUS SIGN}"))
                for end in (low, high)
            ],
        }

    def _add_mark(self, mark: Mark, place: _Place) -> None:
        match mark:
            case Rule():
                self.shapes.append(_rule(mark, place))
            case Region():
                self.shapes.insert(0, _region(mark, place))
            case Field():
                self.shapes.append(_field(mark, place))
            case Arrow():
                self.notes.append(_arrow(mark, place))
            case Loop():
                self.shapes.append(_loop(mark, place))
            case Dots():
                self.data.append(self._on_axes(_dots(mark), place))
            case Label():
                if not is_plain(mark):
                    self.notes.append(_label(mark, place))


def colour(role: Role) -> str:
    """Return the page's custom property for a role."""
    return _COLOURS[role]


@lru_cache(maxsize=2048)
def escaped(text: str) -> str:
    """Return a text as a figure holds it, so that it is displayed as it is.

    The texts of figures are markup: Plotly reads tags, entities and ``%{...}`` in them, MathJax in
    notebooks text between dollars, and the page colours. Plotly turns entities into characters
    after it has read everything else.
    """
    marked = _MARKS.sub(lambda found: f"&#{ord(found[0])};", visible(text))
    if marked.startswith(_COLOUR):
        marked = f"&#{ord(_COLOUR[0])};{marked[1:]}"
    return marked.replace("\n", "<br>")


_LEGENDS: Mapping[str, dict[str, Any]] = {
    "inside": {"x": 1.0, "y": 0.02, "xanchor": "right", "yanchor": "bottom"},
    "inside-top": {"x": 1.0, "y": 1.0, "xanchor": "right", "yanchor": "top"},
    "above": {"orientation": "h", "x": 0.0, "y": 1.0, "yanchor": "bottom"},
    "below": {
        "orientation": "h",
        "font": {"size": 11},
        "x": 0.0,
        "y": 0.0,
        "yref": "container",
        "yanchor": "bottom",
        "itemclick": False,
        "itemdoubleclick": False,
    },
}


def _base(**changes: Any) -> dict[str, Any]:
    return {
        "autosize": True,
        "paper_bgcolor": _TRANSPARENT,
        "plot_bgcolor": _TRANSPARENT,
        "font": {"size": _FONT_SIZE, "color": colour(Role.MUTED)},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colour(Role.PAPER),
            "bordercolor": colour(Role.GRID),
            "font": {"color": colour(Role.INK)},
        },
        **changes,
    }


def _message(text: str) -> dict[str, Any]:
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    lines = "<br>".join(map(escaped, message_lines(text)))
    note = {"text": lines, **place}
    return _base(margin=_sides(EMPTY_MARGIN), xaxis=_HIDDEN, yaxis=_HIDDEN, annotations=[note])


def _cells(sheet: Sheet) -> Cells:
    rows = range(len(sheet.rows))
    columns = [
        CellColumn(one.name, one.group, colour(one.role), [sheet.cell(one, k) for k in rows])
        for one in sheet.columns
    ]
    names, units = ([getattr(row, part) for row in sheet.rows] for part in ("name", "unit"))
    return Cells(sheet.name, names, units, columns)


def _sides(margin: Margin) -> dict[str, float]:
    return {"l": margin.left, "r": margin.right, "t": margin.top, "b": margin.bottom}


def _axis(axis: Axis, title: str, more: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": {"text": escaped(title), "standoff": 6},
        "nticks": axis.ticks if isinstance(axis.ticks, int) else 5,
        "showgrid": axis.grid,
        "gridcolor": colour(Role.GRID),
        "zeroline": axis.zero_line,
        "showline": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": colour(Role.FAINT),
        "ticklabeloverflow": "allow",  # the check would measure every label
        **more,
    }
    if axis.range is not None:
        ends = np.log10(axis.range) if axis.kind == "log" else axis.range
        found["range"] = [float(end) for end in ends]
    elif axis.from_zero:
        found["rangemode"] = "tozero"
    if axis.kind == "log":
        found |= _log_ticks(axis, int(found["nticks"]))
    elif axis.quantity.unit == "ms":  # not 29.5k ms
        found |= {"exponentformat": "none", "separatethousands": True}
    if not isinstance(axis.ticks, int):
        found["tickvals"] = [value for value, _ in axis.ticks]
        found["ticktext"] = [escaped(text) for _, text in axis.ticks]
    if axis.tick_step is not None:
        found |= {"tick0": 0, "dtick": axis.tick_step}
    if axis.zero_line:
        found["zerolinecolor"] = colour(Role.FAINT)
    if not axis.visible:
        found["visible"] = False
    return found


def _log_ticks(axis: Axis, most: int) -> dict[str, Any]:
    """Return what makes the labels of a logarithmic axis few and of one size.

    Plotly writes digits between powers of ten smaller, and powers larger. It has none between them
    if there are fewer ticks than decades.
    """
    found: dict[str, Any] = {"type": "log", "exponentformat": "power"}
    if axis.range is None:
        return found
    low, high = sorted(axis.range)
    if _PLAIN_LOG[0] <= low and high <= _PLAIN_LOG[1]:
        found |= {"exponentformat": "none", "separatethousands": True}
    decades = float(np.log10(high / low))
    if decades >= _FEW_DECADES:
        found["nticks"] = max(1, min(most, int(decades / _DECADES_APART)))
    return found


def hover_text(series: Series, pane: Pane, time: Quantity | None = None) -> str:
    """Return what Plotly says of a sample; `time` measures x if that is in the custom data."""
    point = series.point or ""
    values: dict[str, tuple[str, Quantity | None]] = {
        "x": ("customdata", time) if time else ("x", pane.x.quantity),
        "y": ("y", series.value or pane.y.quantity),
        "z": ("z", series.measure if isinstance(series, Map) else None),
        "detail": ("customdata", series.detail.quantity if series.detail else None),
    }

    def fill(found: re.Match[str]) -> str:
        if found[1] == "name":
            return escaped(series.name)
        variable, quantity = values[found[1]]
        if quantity is None:
            return f"%{{{variable}}}"
        digits = f":{quantity.digits}" if quantity.digits else ""
        unit = f" {escaped(quantity.unit)}" if quantity.unit and not found[2] else ""
        return f"%{{{variable}{digits}}}{unit}"

    cut = 0
    done: list[str] = []
    for found in _SLOT.finditer(point):
        done += [escaped(point[cut : found.start()]), fill(found)]
        cut = found.end()
    return "".join([*done, escaped(point[cut:])])


def _marker(marker: Marker, role: Role) -> dict[str, Any]:
    shapes = [marker.shape] if isinstance(marker.shape, str) else list(marker.shape)
    filled = [marker.filled] if isinstance(marker.filled, bool) else list(marker.filled)
    n = max(len(shapes), len(filled))
    symbols = [_symbol(shapes[k % len(shapes)], filled=filled[k % len(filled)]) for k in range(n)]
    size = marker.size if isinstance(marker.size, int | float) else list(marker.size)
    found: dict[str, Any] = {
        "symbol": symbols[0] if n == 1 else symbols,
        "size": size,
        "color": colour(role),
    }
    if isinstance(size, list):
        found["opacity"] = 1.0  # otherwise Plotly takes them for bubbles
    if marker.edge:
        found["line"] = {"color": colour(role), "width": marker.edge}
    return found


def _symbol(shape: str, *, filled: bool) -> str:
    if shape in _SYMBOLS:
        return _SYMBOLS[shape]
    return shape if filled else f"{shape}-open"


def _words(labels: Sequence[Label]) -> dict[str, Any]:
    positions = [_position(label) for label in labels]
    sizes = {label.size for label in labels}
    return {
        "type": "scatter",
        "mode": "text",
        "name": "labels",
        "showlegend": False,
        "text": [escaped(label.text) for label in labels],
        "x": [label.x for label in labels],
        "y": [label.y for label in labels],
        "textposition": positions[0] if len(set(positions)) == 1 else positions,
        "textfont": {
            "size": labels[0].size if len(sizes) == 1 else [label.size for label in labels],
            "color": [colour(label.role) for label in labels],
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _position(label: Label) -> str:
    """Return where Plotly puts words next to their point: on the other side of their anchor."""
    upright = {"top": "bottom", "middle": "middle", "bottom": "top"}[label.valign]
    level = {"left": "right", "center": "center", "right": "left"}[label.align]
    return f"{upright} {level}"


def _label(label: Label, place: _Place) -> dict[str, Any]:
    area = place.pane.area
    x, xref = along(place.pane.x, label.x), place.x
    if label.x_in == "pane":
        x, xref = area.left + label.x * (area.right - area.left), "paper"
    y, yref = along(place.pane.y, label.y), place.y
    if label.y_in == "pane":
        y, yref = area.bottom + label.y * (area.top - area.bottom), "paper"
    note: dict[str, Any] = {
        "text": escaped(label.text),
        "x": x,
        "y": y,
        "xref": xref,
        "yref": yref,
        "xanchor": label.align,
        "yanchor": label.valign,
        "showarrow": False,
        "font": {"color": colour(label.role), "size": label.size},
    }
    if "\n" in label.text:
        note["align"] = label.align
    if label.shift[0]:
        note["xshift"] = label.shift[0]
    if label.shift[1]:
        note["yshift"] = label.shift[1]
    if label.boxed:
        note |= {"bgcolor": colour(Role.PAPER), "borderpad": 1, "opacity": 0.85}
        note["captureevents"] = False
    if label.band:
        note["name"] = "band"
    if label.tip:
        note["hovertext"] = escaped(label.tip)
    return note


def _rule(rule: Rule, place: _Place) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "type": "line",
        "xref": place.x,
        "yref": place.y,
        "line": {"color": colour(rule.role), "width": rule.width, "dash": rule.dash},
    }
    area = place.pane.area
    ends: dict[str, Any]
    if isinstance(rule.x, tuple) and isinstance(rule.y, tuple):
        ends = {"x0": rule.x[0], "x1": rule.x[1], "y0": rule.y[0], "y1": rule.y[1]}
    elif rule.x is not None:
        bottom, top = place.extent if rule.through else (area.bottom, area.top)
        ends = {"x0": rule.x, "x1": rule.x, "y0": bottom, "y1": top, "yref": "paper"}
    else:
        ends = {"x0": area.left, "x1": area.right, "y0": rule.y, "y1": rule.y, "xref": "paper"}
    return {**shape, **ends, **({"layer": "below"} if rule.below else {})}


def _region(region: Region, place: _Place) -> dict[str, Any]:
    area = place.pane.area
    x = region.x or (area.left, area.right)
    y = region.y or (area.bottom, area.top)
    return {
        "type": "rect",
        "xref": place.x if region.x else "paper",
        "yref": place.y if region.y else "paper",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "fillcolor": colour(region.role),
        "line": {"width": 0},
        "layer": "below",
    }


def _field(field: Field, place: _Place) -> dict[str, Any]:
    """Return a field as one shape: a trace would be drawn as hundreds of lines."""
    n, points, _ = field.arrows.shape
    arrow = "M" + "L".join(["%.6g,%.6g"] * points)
    return {
        "name": field.name,
        "type": "path",
        "path": arrow * n % tuple(field.arrows.ravel().tolist()),
        "xref": place.x,
        "yref": place.y,
        "layer": "below",
        "line": {"color": colour(field.role), "width": 1.0},
    }


def _arrow(arrow: Arrow, place: _Place) -> dict[str, Any]:
    return {
        "x": arrow.end[0],
        "y": arrow.end[1],
        "ax": arrow.start[0],
        "ay": arrow.start[1],
        "xref": place.x,
        "yref": place.y,
        "axref": place.x,
        "ayref": place.y,
        "text": "",
        "hovertext": escaped(arrow.tip),
        "showarrow": True,
        "arrowhead": 2,
        "arrowsize": 0.8 if arrow.width > 2.0 else 1.2,
        "arrowwidth": arrow.width,
        "arrowcolor": colour(arrow.role),
        "startstandoff": arrow.gaps[0],
        "standoff": arrow.gaps[1],
    }


def _loop(loop: Loop, place: _Place) -> dict[str, Any]:
    (x, y), r = loop.centre, loop.radius
    return {
        "type": "circle",
        "xref": place.x,
        "yref": place.y,
        "x0": x - r,
        "x1": x + r,
        "y0": y - r,
        "y1": y + r,
        "layer": "below",
        "line": {"color": colour(loop.role), "width": loop.width},
    }


def _dots(dots: Dots) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "dots",
        "showlegend": False,
        "x": dots.x,
        "y": dots.y,
        "marker": _marker(dots.marker, dots.role),
        "hoverinfo": "skip",
    }


def _entry(series: Map) -> dict[str, Any]:
    """Return the legend entry of a map."""
    marker = {"symbol": "square", "size": 11, "color": colour(series.role)}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": escaped(series.name),
        "x": [None],
        "y": [None],
        "marker": {**marker, "line": {"color": colour(Role.MUTED), "width": 0.5}},
        "hoverinfo": "skip",
    }


def _spikes(raster: Raster, pane: Pane) -> Spikes:
    groups = np.asarray(raster.groups)
    few = len(raster.names) <= 256
    return Spikes(
        times=raster.x,
        indices=np.asarray(raster.y).astype(np.int32),
        groups=groups.astype(np.uint8) if few else groups.astype(np.int32),
        colours=[colour(role) for role in raster.roles],
        names=list(raster.names),
        bands=raster.bands,
        source=(raster, pane),
    )


def _boundaries(raster: Raster, pane: Pane) -> dict[str, Any]:
    """Return the edges of the populations; a trace, since axes without one are not drawn."""
    first, last = pane.x.range or (0.0, 1.0)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "boundaries",
        "showlegend": False,
        "x": [t for _ in raster.edges for t in (first, last, None)],
        "y": [at for edge in raster.edges for at in (edge, edge, None)],
        "line": {"color": colour(Role.FAINT), "width": 0.5},
        "hoverinfo": "skip",
    }

"""Plots as data: everything about their contents, and nothing about how they are drawn.

A builder (`izhikevich.plots.neuron` and its neighbours) describes a plot once. Renderers
(`izhikevich.plots.render`) draw it, `izhikevich.plots.table` reads its numbers; nothing else looks
into it. Series hold every sample: a renderer thins them to what its width can show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from izhikevich.messages import marked, msg
from izhikevich.messages.number import ENGLISH, Signs
from izhikevich.plots.handles import Handle, Sign
from izhikevich.plots.network.bands import Band
from izhikevich.plots.style import Role
from izhikevich.transport import UNSET, Unset

Array: TypeAlias = NDArray[Any]
Range: TypeAlias = tuple[float, float]
Dash: TypeAlias = Literal["solid", "dash", "dot", "dashdot", "longdash"]
#: Shapes of markers.
Shape: TypeAlias = Literal[
    "circle", "square", "diamond", "triangle-up", "triangle-down", "triangle-right", "cross",
    "crosshair", "stroke",
]  # fmt: skip
#: Whether the same series of an earlier run may remain behind a new one: never, while a control is
#: dragged, or also when two runs are compared.
Stays: TypeAlias = Literal["never", "dragged", "compared"]


@dataclass(frozen=True)
class Quantity:
    """A quantity, as an axis or a column measures it.

    Parameters
    ----------
    name : str
        Its symbol or name: "v", "rate".
    unit : str
        Empty for a number without unit.
    digits : str
        Format of one value, as in Python's format specifications.
    numerals : Signs
        The signs with which the language of its name writes numbers.
    """

    name: str
    unit: str = ""
    digits: str = ".4g"
    numerals: Signs = ENGLISH

    @property
    def heading(self) -> str:
        """Name with unit, such as "v (mV)"."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


#: Time in the simulations.
TIME = Quantity("t", "ms", ".2f")
VOLTAGE = Quantity("v", "mV", ".1f")
RATE = Quantity("rate", "Hz", ".1f")


@dataclass(frozen=True)
class Axis:
    """An axis.

    Parameters
    ----------
    quantity : Quantity
    range : (float, float), optional
        Its ends; the second may be the smaller. By default those of the data.
    kind : {"linear", "log"}
    from_zero : bool
        Whether a range found in the data begins at 0.
    ticks : int, or sequence of (value, text)
        Approximate number of ticks, or the ticks themselves.
    tick_step : float, optional
        Distance between ticks that begin at 0.
    grid : bool
        Whether it has grid lines.
    zero_line : bool
    visible : bool
        Whether it has ticks and a title.
    """

    quantity: Quantity
    range: Range | None = None
    kind: Literal["linear", "log"] = "linear"
    from_zero: bool = False
    ticks: int | Sequence[tuple[float, str]] = 5
    tick_step: float | None = None
    grid: bool = False
    zero_line: bool = False
    visible: bool = True


@dataclass(frozen=True)
class Detail:
    """A further value of each sample, such as the time along a trajectory.

    Parameters
    ----------
    quantity : Quantity
    values : array, shape (n_samples,), or sequence of str
    """

    quantity: Quantity
    values: Array | Sequence[str]


@dataclass(frozen=True)
class Marker:
    """A marker of samples.

    Parameters
    ----------
    shape : str, or sequence of str
        One for all samples, or one for each.
    size : float, or sequence of float
        Diameter, px on a screen.
    filled : bool, or sequence of bool
    edge : float
        Width of its edge, px; 0 for the renderer's default.
    """

    shape: Shape | Sequence[Shape] = "circle"
    size: float | Sequence[float] = 6.0
    filled: bool | Sequence[bool] = True
    edge: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class SpikeTimes:
    """Spikes that a plot implies without drawing them as a series: for tables.

    Parameters
    ----------
    quantity : Quantity
    values : array, shape (n,)
    of : str
        Whose they are, where there are several.
    bursts : int
        In how many bursts they are; 0 if they are not.
    """

    quantity: Quantity
    values: Array
    of: str = ""
    bursts: int = 0

    @property
    def name(self) -> str:
        """Name of their table."""
        return msg("spikes of {name}", name=self.of) if self.of else msg("spikes")


@dataclass(frozen=True, kw_only=True, eq=False)
class Series:
    """The base of all series.

    Parameters
    ----------
    name : str
        Name of the series, in legends, tables and descriptions.
    role : Role
        Its meaning; the style defines its colour.
    x, y : array, shape (n_samples,)
    value : Quantity, optional
        Quantity of y, if not that of the axis.
    detail : Detail, optional
    point : str, optional
        Hover text of one sample, with slots ``{x}``, ``{y}``, ``{z}``, ``{detail}`` for values with
        their units, ``{x:plain}`` without, and ``{name}``; None if samples mean nothing by
        themselves. It is a template (`izhikevich.messages.marked`), or a message that fills other
        slots and leaves these: ``msg("neuron {k}: {y}", k=3, y="{y}")``.
    stays : str
    legend : bool
        Whether it has an entry, if its plot has a legend.
    data : tuple of arrays, optional
        The samples for tables, if the line has further points: x, y and, if there is one, the
        detail. The last of them are omitted if they mean nothing.
    known_as : str
        Name by which texts and the page find the series, if different: in another language the name
        differs, and this is the English one.
    """

    name: str
    role: Role
    x: Array
    y: Array
    value: Quantity | None = None
    detail: Detail | None = None
    point: str | None = marked("{y} at {x}")
    stays: Stays = "never"
    legend: bool = True
    data: tuple[Array, ...] | None = None
    known_as: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve(Series):
    """A line through samples; NaN breaks it, possibly into many curves, one after the other.

    Parameters
    ----------
    width : float
        px on a screen.
    dash : str
    step : {"none", "after", "between"}
        Whether the value of a sample is held until the next one, or until half-way to it.
    opacity : float
    marker : Marker, optional
        Drawn at each sample.
    """

    width: float = 1.5
    dash: Dash = "solid"
    step: Literal["none", "after", "between"] = "none"
    opacity: float = 1.0
    marker: Marker | None = None

    @property
    def path(self) -> tuple[Array, Array]:
        """The points that the line joins, (x, y)."""
        return self.x, self.y


@dataclass(frozen=True, kw_only=True, eq=False)
class Cobweb(Curve):
    """Steps of a map from `x` to `y`, drawn as a cobweb between the map and the diagonal."""

    @property
    def path(self) -> tuple[Array, Array]:
        """From each x on the diagonal up or down to the map, and across to the diagonal again."""
        x = np.column_stack((self.x, self.x)).ravel()
        y = np.column_stack((self.x, self.y)).ravel()
        return np.append(x, self.y[-1:]), np.append(y, self.y[-1:])


@dataclass(frozen=True, kw_only=True, eq=False)
class Points(Series):
    """Individual samples.

    Parameters
    ----------
    marker : Marker
    every : int
        Interval of the samples that are drawn: all, every second, ….
    opacity : float
    roles : sequence of Role, optional
        One for each sample, if they differ.
    texts : sequence of str, optional
        Description of each; used in place of `point`.
    """

    marker: Marker = field(default_factory=Marker)
    every: int = 1
    opacity: float = 1.0
    roles: Sequence[Role] | None = None
    texts: Sequence[str] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Bars(Series):
    """A histogram: `y` are the heights, shape (n,), `x` the edges, shape (n + 1,).

    Bars of several series are stacked.
    """


@dataclass(frozen=True, kw_only=True, eq=False)
class Strokes(Series):
    """Few spikes as upright strokes: `x` are times, `y` whole numbers of neurons.

    Parameters
    ----------
    half : float
        Half their height, in neurons.
    width : float
        px on a screen.
    opacity : float
    """

    half: float = 0.38
    width: float = 1.25
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Map(Series):
    """Values over a grid, as colours.

    Parameters
    ----------
    x : array, shape (n_columns,)
    y : array, shape (n_rows,)
    z : array, shape (n_rows, n_columns)
        Values; NaN is not drawn.
    measure : Quantity
        Quantity of z.
    scale : sequence of Role
        Colours at equal intervals from the lowest to the highest value.
    z_range : (float, float), optional
    key : bool
        Whether a bar next to it gives the values of the colours.
    """

    z: Array
    measure: Quantity
    scale: Sequence[Role]
    z_range: Range | None = None
    key: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Raster(Series):
    """Spikes of a network: `x` are times, `y` neurons, counted through all populations.

    Parameters
    ----------
    groups : integer array, shape (n_spikes,)
        The population of each spike.
    names : sequence of str
    roles : sequence of Role
    bands : sequence of Band
        Positions of the populations on the axis (`izhikevich.plots.network.bands`).
    """

    groups: Array
    names: Sequence[str]
    roles: Sequence[Role]
    bands: Sequence[Band]

    @property
    def edges(self) -> list[float]:
        """The two edges of each band."""
        return [edge for band in self.bands for edge in (band["top"], band["top"] + band["height"])]


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """Directions of a flow, as small arrows: decoration.

    Parameters
    ----------
    name : str
    role : Role
    arrows : array, shape (n, n_points, 2)
        The points of each, joined by lines, in the units of the axes.
    """

    name: str
    role: Role
    arrows: Array


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line across the pane, or between two points: decoration.

    Parameters
    ----------
    role : Role
    x, y : float or (float, float), optional
        One number: a line through the whole pane there; both pairs: from (x[0], y[0]) to
        (x[1], y[1]).
    width : float
    dash : str
    through : bool
        Whether an upright line runs through all panes that share the x-axis.
    below : bool
        Whether it lies behind the series.
    """

    role: Role
    x: float | Range | None = None
    y: float | Range | None = None
    width: float = 1.0
    dash: Dash = "solid"
    through: bool = False
    below: bool = False


@dataclass(frozen=True, kw_only=True)
class Region:
    """A part of the pane, shaded behind the series: decoration.

    Parameters
    ----------
    role : Role
    x, y : (float, float), optional
        Its ends; the whole pane if there are none.
    """

    role: Role
    x: Range | None = None
    y: Range | None = None


@dataclass(frozen=True, kw_only=True)
class Label:
    """Words at a place: decoration.

    Parameters
    ----------
    text : str
    role : Role
    x, y : float
        Position in the units of the axes, or as fractions of the pane depending on `x_in` and
        `y_in`.
    x_in, y_in : {"data", "pane"}
        "pane" for a fraction of the pane: 0 at the left or bottom, 1 at the right or top.
    align : {"left", "center", "right"}
        Which end of the words is at x.
    valign : {"top", "middle", "bottom"}
        Which is at y.
    shift : (float, float)
        Displacement to the right and upwards, px.
    size : float
        Size of the letters, px.
    boxed : bool
        Whether a box in the colour of the paper keeps it readable on what lies behind.
    tip : str
        Further information about it.
    selection : bool
        Whether it marks a selection on the page; omitted from a printed figure.
    band : bool
        Whether it names a band of a raster: where the bands are too close for it, the page moves it
        above all of them.
    """

    text: str
    role: Role
    x: float
    y: float
    x_in: Literal["data", "pane"] = "data"
    y_in: Literal["data", "pane"] = "data"
    align: Literal["left", "center", "right"] = "center"
    valign: Literal["top", "middle", "bottom"] = "middle"
    shift: tuple[float, float] = (0.0, 0.0)
    size: float = 12.0
    boxed: bool = False
    tip: str = ""
    selection: bool = False
    band: bool = False


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """An arrow between two nodes of a graph: decoration.

    Parameters
    ----------
    role : Role
    start, end : (float, float)
        In the units of the axes.
    gaps : (float, float)
        Its distance from them, px.
    width : float
        Width, px.
    tip : str
        Information about it.
    """

    role: Role
    start: tuple[float, float]
    end: tuple[float, float]
    gaps: tuple[float, float] = (0.0, 0.0)
    width: float = 1.5
    tip: str = ""


@dataclass(frozen=True, kw_only=True)
class Loop:
    """A circle behind the series, such as one for a node connected to itself: decoration.

    Parameters
    ----------
    role : Role
    centre : (float, float)
        In the units of the axes.
    radius : float
        In the units of both.
    width : float
        Width, px.
    """

    role: Role
    centre: tuple[float, float]
    radius: float
    width: float = 1.5


@dataclass(frozen=True, kw_only=True, eq=False)
class Dots:
    """Markers at places in front of the series: decoration.

    Parameters
    ----------
    role : Role
    x, y : array, shape (n,)
        In the units of the axes.
    marker : Marker
        One shape and size for all.
    """

    role: Role
    x: Array
    y: Array
    marker: Marker = field(default_factory=Marker)


Mark: TypeAlias = Field | Rule | Region | Label | Arrow | Loop | Dots


def selected(y: float, role: Role = Role.INK) -> Label:
    """Return the mark of a selected neuron: next to its row, at the right."""
    return Label(
        text="\N{BLACK LEFT-POINTING SMALL TRIANGLE}",
        role=role,
        x=1.0,
        y=y,
        x_in="pane",
        align="left",
        selection=True,
    )


def remark(
    text: str, role: Role = Role.MUTED, *, side: Literal["left", "right"] = "left", tip: str = ""
) -> Label:
    """Return words above the upper left or right corner of a pane that also has a title."""
    return Label(
        text=text,
        role=role,
        x=0.0 if side == "left" else 1.0,
        y=1.0,
        x_in="pane",
        y_in="pane",
        align=side,
        valign="bottom",
        tip=tip,
    )


@dataclass(frozen=True)
class Area:
    """A part of the plot: 0 to 1 from the left and from the bottom."""

    left: float = 0.0
    right: float = 1.0
    bottom: float = 0.0
    top: float = 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Pane:
    """A pair of axes with everything drawn over them. Panes with the same x-axis share it.

    Parameters
    ----------
    x, y : Axis
    series : sequence of Series
        Drawn in this order.
    marks : sequence of Mark
    area : Area
    equal : bool
        Whether a unit is equally long on both axes.
    heading : str or Quantity, optional
        Words above its upper left corner, instead of a title along the vertical axis; for a
        quantity its name with the unit.
    indent : float
        Room that the page needs in front of the heading, for a button, px.
    notes : sequence of (text, Role)
        Words above its upper right corner.
    """

    x: Axis
    y: Axis
    series: Sequence[Series] = ()
    marks: Sequence[Mark] = ()
    area: Area = Area()
    equal: bool = False
    heading: str | Quantity | None = None
    indent: float = 0.0
    notes: Sequence[tuple[str, Role]] = ()

    @property
    def title(self) -> str | None:
        """The heading as words."""
        return self.heading.heading if isinstance(self.heading, Quantity) else self.heading


@dataclass(frozen=True, kw_only=True, eq=False)
class SheetColumn:
    """A column of a sheet.

    Parameters
    ----------
    name : str
    group : str
        Heading over it and its neighbours of the same group; empty if there is none.
    role : Role
    values : sequence of float
        One for each row; NaN where there is none.
    """

    name: str
    group: str = ""
    role: Role = Role.INK
    values: Sequence[float]

    @property
    def full_name(self) -> str:
        """Its name with that of its group."""
        return msg("{group}: {name}", group=self.group, name=self.name) if self.group else self.name


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """A table that is read: a plot has it in place of panes.

    Parameters
    ----------
    name : str
        Name of what its rows are.
    rows : sequence of Quantity
    columns : sequence of SheetColumn
    """

    name: str
    rows: Sequence[Quantity]
    columns: Sequence[SheetColumn]

    def cell(self, column: SheetColumn, row: int) -> str:
        """Return a value as it is read."""
        value, quantity = column.values[row], self.rows[row]
        if value != value:
            return "\N{EN DASH}"
        text = f"{value:{quantity.digits}}".replace("-", "\N{MINUS SIGN}")
        return quantity.numerals.write(text)


@dataclass(frozen=True)
class ThumbnailLine:
    """A polyline of a small picture: its role and its points, "2.0,31.5 3.1,30.9"."""

    role: str
    points: str


@dataclass(frozen=True)
class Thumbnail:
    """A small picture, for a button that selects what it depicts.

    Parameters
    ----------
    viewbox : (float, float)
        Width and height.
    lines : sequence of ThumbnailLine
    """

    viewbox: tuple[float, float]
    lines: Sequence[ThumbnailLine]


@dataclass(frozen=True, kw_only=True)
class Collect:
    """A list of coordinates, to which clicks add, and from which they remove.

    Parameters
    ----------
    parameter : str
        Name of the parameter, a text: numbers, separated by commas.
    listed : sequence of str
        What is in the list now.
    axis : {"x", "y"}
        Which of the coordinates of a click.
    digits : int
        Number of decimals.
    before : str
        What stands before each number in the text.
    most : int
        The maximum number of entries.
    panel : str
        The panel that displays them.
    label, help : str
        Label of the button that lets clicks do so, and what it does.
    """

    parameter: str
    listed: tuple[str, ...] = ()
    axis: Literal["x", "y"] = "y"
    digits: int = 0
    before: str = ""
    most: int
    panel: str
    label: str
    help: str


@dataclass(frozen=True)
class Pick:
    """Names of the parameters that a click sets to its coordinates.

    Parameters
    ----------
    x, y : str or None
    origin : (float, float), optional
        Coordinates at which these are 0.
    collect : Collect, optional
        The list that a click changes instead, if the reader wants it to.
    """

    x: str | None
    y: str | None
    origin: tuple[float, float] | Unset = UNSET
    collect: Collect | Unset = UNSET


@dataclass(frozen=True, kw_only=True, eq=False)
class Plot:
    """A plot.

    Parameters
    ----------
    panes : sequence of Pane
    legend : {"none", "inside", "inside-top", "above", "below"}
        Inside, it is at the right, at the bottom or at the top.
    sheet : Sheet, optional
        A table to read instead.
    message : str
        Why there is nothing to see, if so.
    pick : Pick, optional
        Parameters set by a click; by default those declared by the panel.
    handles : sequence of Handle
        Draggable parts of the plot.
    signs : mapping
        Displays of parameters, by their names.
    spikes : sequence of SpikeTimes
    results : sequence of str
        What the plot shows, in sentences for those who do not see it: said before anything else.
    """

    panes: Sequence[Pane] = ()
    legend: Literal["none", "inside", "inside-top", "above", "below"] = "none"
    sheet: Sheet | None = None
    message: str = ""
    pick: Pick | None = None
    handles: Sequence[Handle] = ()
    signs: Mapping[str, Sign] = field(default_factory=dict)
    spikes: Sequence[SpikeTimes] = ()
    results: Sequence[str] = ()

    def held_by(self, handles: Sequence[Handle], signs: Mapping[str, Sign]) -> Plot:
        """Return the plot with its handles, and with the signs that the page highlights."""
        return replace(self, handles=tuple(handles), signs=dict(signs))


def empty(message: str) -> Plot:
    """Return a plot that only says why there is none."""
    return Plot(message=message)


def padded(low: float, high: float) -> Range:
    """Return an axis range slightly wider than the data, even if they are constant."""
    margin = 0.08 * (high - low) or 0.1 * abs(high) or 1.0
    return low - margin, high + margin


def upwards(series: Sequence[Series], least: float) -> Range:
    """Return an axis range from 0 to beyond all values, at least to `least`, with whole markers."""
    values = np.concatenate([one.y for one in series] or [np.empty(0)]).astype(np.float64)
    highest = float(np.max(values[np.isfinite(values)], initial=least))
    return -0.04 * highest, 1.08 * highest


def joined(parts: Sequence[Array]) -> Array:
    """Return several curves as one, with a gap (NaN) after each."""
    gap = np.array([np.nan])
    return np.concatenate([piece for part in parts for piece in (part, gap)]) if parts else gap

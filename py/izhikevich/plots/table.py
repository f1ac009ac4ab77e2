"""The numbers of a plot as tables: every sample, each quantity once, with its name and unit.

This is the only reader of a plot's numbers: files (`izhikevich.export`) and the page's data dialog
get them from here. Decoration is never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from izhikevich.messages import Message, joined, marked, msg
from izhikevich.plots.spec import (
    Array,
    Bars,
    Curve,
    Map,
    Pane,
    Plot,
    Points,
    Quantity,
    Raster,
    Series,
    Sheet,
)
from izhikevich.plots.split_maps import is_parted

#: Name of a table of several series that measure different quantities.
SAMPLES = msg("samples")
_FROM, _TO = marked("{quantity} from"), marked("{quantity} to")


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
    unit : str
        Empty if it has none.
    values : array, shape (n_rows,)
        Numbers.
    texts : sequence of str, optional
        The cells, if they are texts: values are indices into these.
    """

    name: str
    unit: str
    values: Array
    texts: Sequence[str] | None = None

    @property
    def heading(self) -> str:
        """Name with unit, such as "v (mV)"."""
        return Quantity(self.name, self.unit).heading


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a plot.

    Parameters
    ----------
    name : str
    columns : tuple of Column
        Columns of the same length, with different names.
    """

    name: str
    columns: tuple[Column, ...]

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return int(self.columns[0].values.size)


def tables(plot: Plot) -> list[Table]:
    """Return the tables of a plot.

    Curves over the same samples share one table, and so do bars and maps. Spikes and other events
    have their own tables.

    Parameters
    ----------
    plot : Plot

    Returns
    -------
    list of Table
        In the order in which the series are drawn; no two have the same name.
    """
    if plot.message:
        return []
    if plot.sheet is not None:
        return [_read(plot.sheet)]
    groups: list[_Group] = []
    for pane in plot.panes:
        for series in pane.series:
            new = _group(series, pane)
            old = next((group for group in groups if group.is_over(new)), None)
            if old is None:
                groups.append(new)
            else:
                old.measured += new.measured
    names = [group.name for group in groups]
    twice = {name for name in names if names.count(name) > 1}
    found = [
        (group.full_name if group.name in twice else group.name, group.columns())
        for group in groups
    ]
    found += [(one.name, [_column(one.quantity, one.values)]) for one in plot.spikes]
    names = _distinct(name for name, _ in found)
    return [Table(name, _named(own)) for name, (_, own) in zip(names, found, strict=True)]


def _read(sheet: Sheet) -> Table:
    """Return a sheet as a table, with the units in a column, since they differ."""
    names, units = ([getattr(row, part) for row in sheet.rows] for part in ("name", "unit"))
    values = [Column(one.full_name, "", np.asarray(one.values)) for one in sheet.columns]
    heads = [_words(sheet.name, names), _words(msg("unit"), units)]
    return Table(sheet.name, _named([*heads, *values]))


@dataclass(frozen=True, eq=False)
class _Measured:
    """The values of a series at each place."""

    series: str
    quantity: Quantity
    values: Array

    @property
    def full_name(self) -> str:
        """The series with its quantity, such as "A: rate", unless its name already contains it."""
        quantity = self.quantity.name
        said = not quantity or f" {quantity} " in f" {self.series} "
        return self.series if said else joined(": ", [self.series, quantity])


@dataclass(eq=False)
class _Group:
    """Series over the same places, which form one table.

    Parameters
    ----------
    series : str
        Name of the first series.
    places : list of (Quantity, array)
        What they share; for a map, its columns and rows.
    measured : list
    texts : list of Column
    joins : {"", "samples", "bars", "map"}
        Kind of series that may join it.
    """

    series: str
    places: list[tuple[Quantity, Array]]
    measured: list[_Measured]
    texts: list[Column] = field(default_factory=list)
    joins: str = ""

    def is_over(self, other: _Group) -> bool:
        """Tell whether another group is over the same places."""
        return self.joins == other.joins != "" and all(
            own.heading == quantity.heading and (mine is values or np.array_equal(mine, values))
            for (own, mine), (quantity, values) in zip(self.places, other.places, strict=True)
        )

    @property
    def name(self) -> str:
        """The name of the only series, what the names of all begin with, what all measure."""
        if len({one.series for one in self.measured}) < 2:
            return self.series
        beginnings = {one.series.rpartition(": ")[0] for one in self.measured}
        quantities = {one.quantity.name for one in self.measured}
        common = beginnings if beginnings != {""} else quantities
        return common.pop() or SAMPLES if len(common) == 1 else SAMPLES

    @property
    def full_name(self) -> str:
        """A longer name, used if another table has the same: with the quantity.

        If there are several quantities, it is the name of the first series.
        """
        quantities = list(dict.fromkeys(one.quantity.name for one in self.measured))
        if len(quantities) != 1 or not quantities[0]:
            return self.series
        return joined(": ", [self.name, quantities[0]]) if quantities[0] != self.name else self.name

    def columns(self) -> list[Column]:
        """Return places, then values, by quantity and, if several, by series."""
        places, measured, texts = self.places, self.measured, self.texts
        if self.joins == "map":
            places = _cells(places)
            if is_parted([one.quantity for one in measured], [one.values for one in measured]):
                measured, texts = _whole(measured)
        headings = [one.quantity.heading for one in measured]
        return [
            *(_column(quantity, values) for quantity, values in places),
            *(
                _column(
                    one.quantity
                    if one.quantity.name and headings.count(one.quantity.heading) == 1
                    else replace(one.quantity, name=one.full_name),
                    one.values.ravel(),
                )
                for one in measured
            ),
            *texts,
        ]


def _group(series: Series, pane: Pane) -> _Group:
    """Return a series by itself."""
    across, up = pane.x.quantity, series.value or pane.y.quantity
    x, y = np.asarray(series.x), np.asarray(series.y)
    if isinstance(series, Raster):
        return _spikes(series, across, up)
    if isinstance(series, Map):
        z = _Measured(series.name, series.measure, np.asarray(series.z))
        return _Group(series.name, [(across, x), (up, y)], [z], joins="map")
    if isinstance(series, Bars):
        ends = [(_end(across, _FROM), x[:-1]), (_end(across, _TO), x[1:])]
        return _Group(series.name, ends, [_Measured(series.name, up, y)], joins="bars")
    texts = []
    found = list(zip((across, up), series.data or (x, y), strict=False))
    if series.detail is not None:
        quantity, values = series.detail.quantity, series.detail.values
        if series.data is not None and len(series.data) == 3:
            found.append((quantity, series.data[2]))
        elif isinstance(values, np.ndarray):
            found.append((quantity, values))
        else:
            texts.append(_words(quantity.name, values))
    if isinstance(series, Points):
        if not pane.x.visible and not pane.y.visible:
            del found[:2]  # their positions mean nothing
        if series.texts is not None:
            texts.append(_words(msg("text"), series.texts))
    several = isinstance(series, Curve) or (isinstance(series, Points) and x.size > 1)
    joins = several and len(found) == 2 and not texts
    measured = [_Measured(series.name, *pair) for pair in found[1:]]
    return _Group(series.name, found[:1], measured, texts, "samples" if joins else "")


def _spikes(raster: Raster, time: Quantity, neuron: Quantity) -> _Group:
    """Return spikes: when, which neuron of its population, and which population."""
    groups = np.asarray(raster.groups).astype(np.int64)
    first = np.array([band["first"] for band in raster.bands], dtype=np.int64)
    own = np.asarray(raster.y).astype(np.int64) - first[groups]
    population = Column(msg("population"), "", groups, list(raster.names))
    spikes = [_Measured(raster.name, neuron, own)]
    return _Group(raster.name, [(time, np.asarray(raster.x))], spikes, [population])


def _cells(places: Sequence[tuple[Quantity, Array]]) -> list[tuple[Quantity, Array]]:
    """Return the places of all cells of a map, row by row."""
    (across, x), (up, y) = places
    return [(across, np.tile(x, y.size)), (up, np.repeat(y, x.size))]


def _whole(maps: Sequence[_Measured]) -> tuple[list[_Measured], list[Column]]:
    """Return the parts of a map as one, with the name of the part as a further column."""
    values = np.full(maps[0].values.shape, np.nan)
    kinds = np.full(values.shape, len(maps))
    for k, one in enumerate(maps):
        here = np.isfinite(one.values)
        values[here] = one.values[here]
        kinds[here] = k
    names = [*(one.series for one in maps), ""]
    whole = _Measured(maps[0].quantity.name, maps[0].quantity, values)
    return [whole], [Column(msg("kind"), "", kinds.ravel(), names)]


def _end(quantity: Quantity, template: str) -> Quantity:
    return replace(quantity, name=Message(template, {"quantity": quantity.name}))


def _words(name: str, texts: Sequence[str]) -> Column:
    return Column(name, "", np.arange(len(texts)), [str(text) for text in texts])


def _column(quantity: Quantity, values: Array) -> Column:
    return Column(quantity.name, quantity.unit, np.asarray(values))


def _named(columns: Sequence[Column]) -> tuple[Column, ...]:
    names = _distinct([column.name for column in columns])
    return tuple(replace(one, name=own) for one, own in zip(columns, names, strict=True))


def _distinct(names: Iterable[str]) -> list[str]:
    """Number the names that occur more than once."""
    taken: set[str] = set()
    found = []
    for name in names:
        own, count = name, 1
        while own in taken:
            count += 1
            own = joined(" ", [name, str(count)])
        taken.add(own)
        found.append(own)
    return found

"""A plane of two parameters, coloured by firing regime."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from izhikevich.dynamics.maps.regime_map import Border, RegimeMap
from izhikevich.dynamics.maps.regimes import REGIMES
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Dash,
    Label,
    Map,
    Marker,
    Pane,
    Pick,
    Plot,
    Points,
    Quantity,
    Series,
    remark,
)
from izhikevich.plots.style import LONG_BURSTS, REGIME_ROLES, Role

#: Bursts with this many spikes or more share one colour.
_MAX_SPIKES = 8
_NAMED_BURSTS = range(2, 13)
#: Names and dashes of the bifurcations.
_BORDERS: Mapping[str, tuple[str, Dash]] = MappingProxyType(
    {"saddle-node": ("saddle-node", "solid"), "Andronov-Hopf": ("Hopf", "dash")}
)
_CELL = marked("{name}\n{across} = {x:plain}, {up} = {y:plain}")
_BURSTS = marked("{name}\n{z} spikes per burst\n{across} = {x:plain}, {up} = {y:plain}")
_SPIKES = Quantity("spikes per burst", digits="")


def regime_map_plot(found: RegimeMap, borders: Sequence[Border], pick: Pick | None = None) -> Plot:
    """Describe the map, with the bifurcations and the neuron around which it was computed.

    Parameters
    ----------
    found : RegimeMap
    borders : sequence of Border
    pick : Pick, optional
        Parameters set by a click.
    """
    units, present = found.parameters.units, [found.value(name) for name in found.names]
    x, y = (Quantity(name, units[name]) for name in found.names)
    series: list[Series] = [*_cells(found), *(_border(border) for border in borders)]
    series.append(
        Points(
            name="current neuron",
            role=Role.INK,
            x=np.array([present[0]]),
            y=np.array([present[1]]),
            marker=Marker("crosshair", 14.0, edge=2.0),
            point=msg("now: {across} = {x:plain}, {up} = {y:plain}", across=x.name, up=y.name),
            legend=False,
        )
    )
    return Plot(
        legend="below",
        pick=pick,
        panes=[
            Pane(
                x=Axis(x, range=found.ranges[0]),
                y=Axis(y, range=found.ranges[1]),
                series=series,
                marks=[remark(_protocol(found)), *_names(found)],
            )
        ],
    )


def _protocol(found: RegimeMap) -> Message:
    """Return what is the same in all cells."""
    unit = found.parameters.units["I"]
    step = {
        "low": Number(found.protocol.rest_current, form=".4g"),
        "high": "I" if "I" in found.names else Number(found.current, unit, ".4g"),
        "duration": Number(found.protocol.duration / 1000, "s", "g"),
    }
    if found.names == ("c", "d"):
        return msg(
            "step from {low} to {high}, {duration}; equilibria do not depend on c and d", **step
        )
    return msg("step from {low} to {high}, {duration}", **step)


def _cells(found: RegimeMap) -> Iterator[Map]:
    """Yield the cells of each regime; where it bursts, their colour tells the spikes per burst."""
    for number, regime in enumerate(REGIMES):
        here = found.regimes == number
        if not here.any():
            continue
        role = REGIME_ROLES[regime.name]
        bursts = regime.name in LONG_BURSTS
        slots = dict(zip(("across", "up"), found.names, strict=True))
        yield Map(
            name=regime.title,
            role=role,
            x=found.x,
            y=found.y,
            z=np.where(here, found.spikes_per_burst.astype(np.float64), np.nan),
            measure=_SPIKES,
            scale=[role, LONG_BURSTS[regime.name]] if bursts else [role],
            z_range=(2.0, float(_MAX_SPIKES)),
            point=Message(_BURSTS if bursts else _CELL, {"name": "{name}", "z": "{z}", **slots}),
        )


def _border(border: Border) -> Curve:
    name, dash = _BORDERS[border.kind]
    return Curve(name=name, role=Role.INK, x=border.x, y=border.y, width=2.0, dash=dash, point=None)


def _names(found: RegimeMap) -> Iterator[Label]:
    """Yield the names of the regimes, and the spikes per burst, in the middle of large areas."""
    for number, regime in enumerate(REGIMES):
        here = found.regimes == number
        areas: list[tuple[str, NDArray[np.bool_]]] = [(regime.title, here)]
        if regime.name in LONG_BURSTS:
            spikes = found.spikes_per_burst
            areas = [
                (msg("{count} per burst", count=n), here & (spikes == n)) for n in _NAMED_BURSTS
            ]
        for text, area in areas:
            middle = _middle(area)
            if middle is None:
                continue
            row, column = middle
            x, y = float(found.x[column]), float(found.y[row])
            yield Label(text=text, role=Role.INK, x=x, y=y, size=11.0, boxed=True)


def _middle(area: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Return the cell farthest from the border of an area; None if it is small."""
    least = area.shape[0] // 13
    depth, left = 0, np.pad(area, 1)
    while left.any():
        depth, last = depth + 1, left
        left = left.copy()
        for shift, way in ((1, 0), (-1, 0), (1, 1), (-1, 1)):
            left &= np.roll(last, shift, axis=way)
    if depth < max(least, 2):
        return None
    rows, columns = np.nonzero(last)
    k = rows.size // 2
    return int(rows[k]) - 1, int(columns[k]) - 1

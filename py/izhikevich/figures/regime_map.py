"""A plane of two parameters, coloured by what the neuron does there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.dynamics.regime_map import Border, Range, RegimeMap
from izhikevich.dynamics.regimes import REGIMES
from izhikevich.figures.style import (
    INK,
    LONG_BURSTS,
    MUTED,
    PAPER,
    REGIME_COLOURS,
    Figure,
    axis,
    curve,
    label,
    layout,
    margins,
    row_title,
    titled,
)

#: Bursts of more spikes than this have one colour.
_MOST_SPIKES = 8
_DASHES = {"saddle-node": "solid", "Andronov-Hopf": "dash"}


def regime_map_figure(
    found: RegimeMap,
    borders: Sequence[Border],
    ranges: tuple[Range, Range],
    present: tuple[float, float],
    units: tuple[str, str],
    pick: dict[str, Any],
    note: str,
) -> Figure:
    """Return the map, with the bifurcations and the present neuron.

    Parameters
    ----------
    found : RegimeMap
    borders : sequence of Border
    ranges : ((float, float), (float, float))
        Of the axes.
    present : (float, float)
        The neuron that is shown.
    units : (str, str)
    pick : dict
        What a click sets: "x" and "y", names of parameters, and "origin", the values of the axes
        at which these are 0.
    note : str
        What is the same everywhere, above the map.
    """
    (x0, x1), (y0, y1) = ranges
    names = found.names
    data = [trace for i in range(len(REGIMES)) for trace in _regime(found, i, units)]
    data += [_border(border) for border in borders]
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": "present neuron",
            "x": [present[0]],
            "y": [present[1]],
            "marker": {
                "symbol": "circle-cross-open",
                "size": 14,
                "color": INK,
                "line": {"color": INK, "width": 2},
            },
            "showlegend": False,
            "hovertemplate": (
                f"present: {names[0]} = %{{x:.4g}}, {names[1]} = %{{y:.4g}}<extra></extra>"
            ),
        }
    )
    return {
        "data": data,
        "layout": layout(
            meta={"pick": pick},
            margin=margins(top=24, bottom=132),
            xaxis=axis(titled(names[0], units[0]), range=[x0, x1]),
            yaxis=axis(titled(names[1], units[1]), range=[y0, y1]),
            showlegend=True,
            legend={
                "orientation": "h",
                "font": {"size": 11},
                "x": 0.0,
                "y": 0.0,
                "yref": "container",
                "yanchor": "bottom",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            annotations=[row_title(note, 1.0), *_names(found)],
        ),
    }


def _regime(found: RegimeMap, number: int, units: tuple[str, str]) -> list[dict[str, Any]]:
    """Return the cells of one regime, and its entry in the legend."""
    here = found.regimes == number
    if not here.any():
        return []
    regime, (x_name, y_name) = REGIMES[number], found.names
    colour = REGIME_COLOURS[regime.name]
    bursts = regime.name in LONG_BURSTS
    spikes = np.minimum(found.spikes_per_burst, _MOST_SPIKES).astype(np.float64)
    at = f"{x_name} = %{{x:.4g}}, {y_name} = %{{y:.4g}}"
    many = "<br>%{customdata} spikes per burst" if bursts else ""
    cells: dict[str, Any] = {
        "type": "heatmap",
        "name": regime.title,
        "x": found.x,
        "y": found.y,
        "z": np.where(here, spikes if bursts else 2.0, np.nan),
        "zmin": 2.0,
        "zmax": float(_MOST_SPIKES),
        "colorscale": [[0.0, colour], [1.0, LONG_BURSTS.get(regime.name, colour)]],
        "showscale": False,
        "hoverongaps": False,
        "hovertemplate": f"{regime.title}{many}<br>{at}<extra></extra>",
    }
    if bursts:
        cells["customdata"] = found.spikes_per_burst.astype(np.float64)
    entry = {
        "type": "scatter",
        "mode": "markers",
        "name": regime.title,
        "x": [None],
        "y": [None],
        "marker": {
            "symbol": "square",
            "size": 11,
            "color": colour,
            "line": {"color": MUTED, "width": 0.5},
        },
        "hoverinfo": "skip",
    }
    return [cells, entry]


def _border(border: Border) -> dict[str, Any]:
    name = "saddle-node" if border.kind == "saddle-node" else "Hopf"
    dash = _DASHES[border.kind]
    return curve(name, border.x, border.y, INK, width=2.0, dash=dash, hoverinfo="skip")


def _names(found: RegimeMap) -> list[dict[str, Any]]:
    """Return the names of the regimes, and the spikes per burst, in the middle of large areas."""
    notes = []
    for number, regime in enumerate(REGIMES):
        here = found.regimes == number
        if regime.name in LONG_BURSTS:
            areas = [(f"{n} per burst", here & (found.spikes_per_burst == n)) for n in range(2, 13)]
        else:
            areas = [(regime.title, here)]
        for text, area in areas:
            place = _middle(area)
            if place is None:
                continue
            row, column = place
            notes.append(
                label(
                    text,
                    float(found.x[column]),
                    float(found.y[row]),
                    INK,
                    bgcolor=PAPER,
                    opacity=0.8,
                    borderpad=1,
                    captureevents=False,
                    font={"size": 11, "color": INK},
                )
            )
    return notes


def _middle(area: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Return the cell farthest from the border of an area, None if it is small."""
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

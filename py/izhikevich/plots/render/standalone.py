"""Figures for Plotly itself, without a page that provides colours and paints the spikes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from izhikevich.plots.network.bands import rows
from izhikevich.plots.render.plotly import Figure, Spikes, escaped, hover_text
from izhikevich.plots.style import LIGHT, Role
from izhikevich.results import optional
from izhikevich.transport import UNSET, plain

_MARK = 3  # size of a spike, px


def standalone(figure: Figure, colours: Mapping[Role, str] = LIGHT) -> dict[str, Any]:
    """Return a figure that Plotly draws by itself: with colours, and spikes as points.

    Parameters
    ----------
    figure : Figure
    colours : mapping
        Colours of a theme (`izhikevich.plots.style.THEMES`).
    """
    data = [] if figure.raster is UNSET else [*_spikes(figure.raster)]
    drawn = {"data": [*data, *plain(figure.data)], "layout": plain(figure.layout)}
    found: dict[str, Any] = _coloured(drawn, colours)
    return found


def drawn_by_plotly(figure: Figure, colours: Mapping[Role, str] = LIGHT) -> Any:
    """Return a figure as an object of Plotly.

    Parameters
    ----------
    figure : Figure
    colours : mapping
        Colours of a theme (`izhikevich.plots.style.THEMES`).

    Raises
    ------
    ModuleNotFoundError
        If Plotly is not installed.
    """
    return optional("plotly.graph_objects").Figure(standalone(figure, colours))


def _spikes(spikes: Spikes) -> Iterator[dict[str, Any]]:
    """Yield the spikes of each population as a trace."""
    raster, pane = spikes.source
    places = rows(spikes.bands, spikes.groups, spikes.indices)
    for k, (name, colour) in enumerate(zip(spikes.names, spikes.colours, strict=True)):
        own = spikes.groups == k
        yield {
            "type": "scattergl",
            "mode": "markers",
            "name": escaped(name),
            "x": spikes.times[own],
            "y": places[own],
            "marker": {"color": colour, "size": _MARK},
            "hovertemplate": f"{hover_text(replace(raster, name=name), pane)}<extra></extra>",
        }


def _coloured(node: Any, colours: Mapping[Role, str]) -> Any:
    if isinstance(node, str):
        return colours[Role(node[6:-1])] if node.startswith("var(--") else node
    if isinstance(node, Mapping):
        return {key: _coloured(value, colours) for key, value in node.items()}
    if isinstance(node, list | tuple) and not isinstance(node, np.ndarray):
        return [_coloured(value, colours) for value in node]
    return node

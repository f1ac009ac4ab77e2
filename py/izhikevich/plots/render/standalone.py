"""Figures for Plotly itself, without a page that provides colours and paints the spikes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from izhikevich.plots.network.bands import rows
from izhikevich.plots.render.plotly import escaped
from izhikevich.plots.style import LIGHT, Role

_MARK = 3  # size of a spike, px


def standalone(figure: Mapping[str, Any], colours: Mapping[Role, str] = LIGHT) -> dict[str, Any]:
    """Return a figure that Plotly draws by itself: with colours, and spikes as points.

    Parameters
    ----------
    figure : mapping
        As `izhikevich.transport.plain` returns that of `izhikevich.plots.render.plotly.render`.
    colours : mapping
        Colours of a theme (`izhikevich.plots.style.THEMES`).
    """
    data = [*_spikes(figure["raster"]), *figure["data"]] if "raster" in figure else figure["data"]
    found: dict[str, Any] = _coloured({"data": data, "layout": figure["layout"]}, colours)
    return found


def _spikes(raster: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the spikes of each population as a trace."""
    groups = raster["groups"]
    places = rows(raster["bands"], groups, raster["indices"])
    return [
        {
            "type": "scattergl",
            "mode": "markers",
            "name": name,
            "x": raster["times"][groups == k],
            "y": places[groups == k],
            "marker": {"color": color, "size": _MARK},
            "hovertemplate": f"{name} at %{{x:.1f}} ms<extra></extra>",
        }
        for k, (name, color) in enumerate(
            zip(map(escaped, raster["names"]), raster["colors"], strict=True)
        )
    ]


def _coloured(node: Any, colours: Mapping[Role, str]) -> Any:
    if isinstance(node, str):
        return colours[Role(node[6:-1])] if node.startswith("var(--") else node
    if isinstance(node, Mapping):
        return {key: _coloured(value, colours) for key, value in node.items()}
    if isinstance(node, list | tuple) and not isinstance(node, np.ndarray):
        return [_coloured(value, colours) for value in node]
    return node

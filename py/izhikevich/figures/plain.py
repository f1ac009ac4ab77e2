"""Figures for Plotly itself, where no page gives the colours and paints the spikes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from izhikevich.figures.style import Figure, literal
from izhikevich.plots.network.bands import rows

#: The colours of the page's light theme, as in its style sheet (css/tokens.css).
LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#1b1f23",
        "muted": "#555d65",
        "faint": "#8a9199",
        "grid": "#eceff1",
        "paper": "#ffffff",
        "field": "#c3c9cf",
        "v": "#0072b2",
        "u": "#d55e00",
        "current": "#69727a",
        "stable": "#1b1f23",
        "unstable": "#1b1f23",
        "accent": "#0072b2",
        "excitatory": "#0072b2",
        "inhibitory": "#d55e00",
        "decoded": "#009e73",
        "gradient": "#b0558a",
        "positive": "#0072b2",
        "negative": "#d55e00",
        "regime-runaway": "#8a9199",
        "regime-artefact": "#c9a5a0",
        "regime-rest": "#e9ecef",
        "regime-single": "#f3e79b",
        "regime-phasic": "#c9bd55",
        "regime-chattering": "#ecc6da",
        "regime-long-chattering": "#a03d75",
        "regime-bursting": "#fad9c1",
        "regime-long-bursts": "#b34700",
        "regime-irregular": "#4b535a",
        "regime-adapting": "#5aa2cf",
        "regime-tonic": "#b5dcf2",
    }
)
#: Those of its dark theme.
DARK: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#e8eaec",
        "muted": "#a9b1b8",
        "faint": "#7c858d",
        "grid": "#24292e",
        "paper": "#14171a",
        "field": "#4a525a",
        "v": "#56b4e9",
        "u": "#e69f00",
        "current": "#9aa3ab",
        "stable": "#e8eaec",
        "unstable": "#e8eaec",
        "accent": "#56b4e9",
        "excitatory": "#56b4e9",
        "inhibitory": "#e69f00",
        "decoded": "#2fc79a",
        "gradient": "#e08fbf",
        "positive": "#56b4e9",
        "negative": "#e69f00",
        "regime-runaway": "#7c858d",
        "regime-artefact": "#8f5f5a",
        "regime-rest": "#2b3137",
        "regime-single": "#6b6226",
        "regime-phasic": "#a3962f",
        "regime-chattering": "#6b3553",
        "regime-long-chattering": "#f0a5cb",
        "regime-bursting": "#5c3317",
        "regime-long-bursts": "#f08a3c",
        "regime-irregular": "#cfd5da",
        "regime-adapting": "#3d9bd1",
        "regime-tonic": "#17506f",
    }
)
#: Both by their names.
THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": LIGHT, "dark": DARK})
_MARK = 3  # size of a spike, px


def plain(figure: Figure, colours: Mapping[str, str] = LIGHT) -> Figure:
    """Return a figure that Plotly draws by itself: with colours, and spikes as points.

    Parameters
    ----------
    figure : Figure
        As views make it.
    colours : mapping
        One of `THEMES`.
    """
    data = [*_spikes(figure["raster"]), *figure["data"]] if "raster" in figure else figure["data"]
    return coloured({"data": data, "layout": figure["layout"]}, colours)


def coloured(figure: Figure, colours: Mapping[str, str]) -> Figure:
    """Return a figure with colours in place of the page's names of them.

    Parameters
    ----------
    figure : Figure
    colours : mapping
        One of `THEMES`.
    """
    found: Figure = _coloured(figure, colours)
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
            zip(map(literal, raster["names"]), raster["colors"], strict=True)
        )
    ]


def _coloured(node: Any, colours: Mapping[str, str]) -> Any:
    if isinstance(node, str):
        return colours.get(node[6:-1], colours["muted"]) if node.startswith("var(--") else node
    if isinstance(node, Mapping):
        return {key: _coloured(value, colours) for key, value in node.items()}
    if isinstance(node, list | tuple) and not isinstance(node, np.ndarray):
        return [_coloured(value, colours) for value in node]
    return node

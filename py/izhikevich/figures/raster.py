"""The spikes of a network, and the rates of its populations beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from izhikevich.figures.bands import Band, band_of, band_ticks, gap_between, make_bands, row
from izhikevich.figures.style import (
    FAINT,
    PAPER,
    Figure,
    axis,
    curve,
    label,
    layout,
    literal,
    margins,
    pointer,
    row_title,
)
from izhikevich.neuron.rules import FloatArray

_RATES = (0.0, 0.2)  # part of the height that the rates take
_SPIKES = (0.28, 1.0)
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
_SMALL = 0.05  # part of the axis below which a population gets no name
_BINS = 250  # of the rates


def raster_figure(
    times: FloatArray,
    indices: Any,
    groups: Any,
    *,
    names: Sequence[str],
    colors: Sequence[str],
    sizes: Sequence[int],
    t_range: tuple[float, float],
    rates: Sequence[tuple[FloatArray, FloatArray]],
    neuron: int | None = None,
) -> Figure:
    """Return the spikes, neuron by neuron, with population rates on the same time axis.

    Each population has a band of its own (`izhikevich.figures.bands`).

    Parameters
    ----------
    times : array, shape (n_spikes,)
        ms, sorted.
    indices : integer array, shape (n_spikes,)
        Which neuron fired; neuron 0 stands at the top.
    groups : integer array, shape (n_spikes,)
        Its population.
    names, colors, sizes : sequences
        Of the populations.
    t_range : (float, float)
        ms.
    rates : sequence of (times, rates)
        Of each population, ms and Hz.
    neuron : int, optional
        The one that is looked at: it is marked at the right.

    Returns
    -------
    Figure
        With "raster" beside "data" and "layout": the spikes, which the page paints itself, and the
        bands in which their neurons stand.
    """
    n = int(np.sum(sizes))
    shown = [literal(name) for name in names]
    bands = make_bands(sizes)
    dashes = [_DASHES[colors[:k].count(color) % len(_DASHES)] for k, color in enumerate(colors)]
    lines = [
        curve(
            name,
            t,
            rate,
            color,
            dash=dash,
            yaxis="y2",
            hovertemplate=f"{name}: %{{y:.1f}} Hz at %{{x:.0f}} ms<extra></extra>",
        )
        for name, color, dash, (t, rate) in zip(shown, colors, dashes, rates, strict=True)
    ]
    return {
        "data": [_boundaries(bands, t_range), *lines],
        "layout": layout(
            margin=margins(top=20),
            xaxis=axis("t (ms)", range=list(t_range), anchor="y2"),
            yaxis=axis("neuron", domain=list(_SPIKES), range=[n - 0.5, -0.5], **_ticks(bands)),
            yaxis2=axis("", domain=list(_RATES), rangemode="tozero", nticks=3),
            annotations=[
                row_title("rate (Hz)", _RATES[1]),
                *_names(shown, colors, bands),
                *([] if neuron is None else [pointer(row(band_of(bands, neuron), neuron))]),
            ],
        ),
        "raster": {
            "times": times,
            "indices": indices.astype(np.int32),
            "groups": groups.astype(np.uint8 if len(names) <= 256 else np.int32),
            "colors": list(colors),
            "names": list(names),
            "bands": bands,
        },
    }


def rate_width(t_range: tuple[float, float], dt: float) -> float:
    """Return the width (ms) of the bins in which the rates beneath a raster are counted."""
    start, stop = t_range
    return min(max(2.0 * dt, (stop - start) / _BINS), stop - start)


def _ticks(bands: Sequence[Band]) -> dict[str, Any]:
    """Return the ticks of several bands; those of one Plotly finds itself."""
    if len(bands) == 1:
        return {}
    places, labels = zip(*band_ticks(bands), strict=True)
    return {"tickvals": list(places), "ticktext": list(labels)}


def _boundaries(bands: Sequence[Band], t_range: tuple[float, float]) -> dict[str, Any]:
    """Return the edges of the populations; a trace, since axes without one are not drawn."""
    edges = [edge for band in bands for edge in (band["top"], band["top"] + band["height"])]
    x = [t for _ in edges for t in (*t_range, None)]
    y = [at for edge in edges for at in (edge, edge, None)]
    return curve("boundaries", x, y, FAINT, width=0.5, hoverinfo="skip")


def _names(
    names: Sequence[str], colors: Sequence[str], bands: Sequence[Band]
) -> list[dict[str, Any]]:
    """Return names and sizes of the populations, above the right end of their bands.

    Where the gaps are too low for that, they stand in the bands.
    """
    least = _SMALL * sum(band["size"] for band in bands)
    roomy = gap_between(len(bands)) >= _SMALL
    on_paper = {"bgcolor": PAPER, "borderpad": 1}
    return [
        label(
            f"{name} ({band['size']:,})" if len(bands) > 1 else name,
            1.0,
            band["top"],
            color,
            xref="paper",
            xanchor="right",
            yanchor="bottom" if roomy or not band["first"] else "top",
            **({"yshift": -1, "font": {"color": color, "size": 11}} if roomy else on_paper),
        )
        for name, color, band in zip(names, colors, bands, strict=True)
        if band["height"] >= least
    ]

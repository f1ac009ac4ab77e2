"""How regular neurons fire: intervals, and their variation from neuron to neuron."""

from __future__ import annotations

import numpy as np

from izhikevich.figures.style import MUTED, Figure, V, axis, bars, layout, margins, row_title
from izhikevich.neuron.rules import FloatArray

_CV_BINS = np.linspace(0.0, 2.0, 41)


def intervals_figure(edges: FloatArray, counts: FloatArray, cvs: FloatArray) -> Figure:
    """Return the distribution of the intervals, and beside it that of the CVs of the neurons.

    Parameters
    ----------
    edges : array, shape (bins + 1,)
        Of the intervals, ms.
    counts : array, shape (bins,)
    cvs : array, shape (neurons,)
        NaN where undefined; those above 2 are counted in the last bin.
    """
    own = np.minimum(cvs[np.isfinite(cvs)], _CV_BINS[-1] - 1e-9)
    of_cv = np.histogram(own, _CV_BINS)[0].astype(np.float64)
    return {
        "data": [
            bars("intervals", edges, counts, V, "%{y} intervals of about %{x:.1f} ms"),
            {
                **bars("variation", _CV_BINS, of_cv, V, "%{y} neurons with a CV of about %{x:.2f}"),
                "xaxis": "x2",
                "yaxis": "y2",
            },
        ],
        "layout": layout(
            bargap=0.0,
            margin=margins(top=20),
            xaxis=axis("interval (ms)", domain=[0.0, 0.56], range=[0.0, float(edges[-1])]),
            yaxis=axis("", rangemode="tozero"),
            xaxis2=axis("CV of a neuron", domain=[0.66, 1.0], range=[0.0, 2.0], anchor="y2"),
            yaxis2=axis("", rangemode="tozero", anchor="x2"),
            annotations=[
                row_title("intervals", 1.0),
                {**row_title("neurons", 1.0), "x": 0.66, "font": {"color": MUTED}},
            ],
        ),
    }

"""The regularity of firing: intervals, and their variation from neuron to neuron."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked
from izhikevich.plots.spec import Area, Axis, Bars, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_CV_BINS = np.linspace(0.0, 2.0, 41)
_INTERVAL, _CV = Quantity("interval", "ms", ".1f"), Quantity("CV of a neuron", digits=".2f")
_INTERVALS, _NEURONS = Quantity("intervals", digits=".0f"), Quantity("neurons", digits=".0f")


def intervals_plot(edges: FloatArray, counts: FloatArray, cvs: FloatArray) -> Plot:
    """Describe the distribution of the intervals, and next to it that of the CVs of the neurons.

    Parameters
    ----------
    edges : array, shape (bins + 1,)
        Edges of the bins, ms.
    counts : array, shape (bins,)
    cvs : array, shape (neurons,)
        CV of each neuron; NaN where undefined; those above 2 are counted in the last bin.
    """
    own = np.minimum(cvs[np.isfinite(cvs)], _CV_BINS[-1] - 1e-9)
    of_cv = np.histogram(own, _CV_BINS)[0].astype(np.float64)
    return Plot(
        panes=[
            Pane(
                x=Axis(_INTERVAL, range=(0.0, float(edges[-1]))),
                y=Axis(_INTERVALS, from_zero=True),
                area=Area(right=0.56),
                heading=_INTERVALS,
                series=[
                    Bars(
                        name="intervals",
                        role=Role.VOLTAGE,
                        x=edges,
                        y=counts,
                        point=marked("{y} intervals of about {x}"),
                    )
                ],
            ),
            Pane(
                x=Axis(_CV, range=(0.0, 2.0)),
                y=Axis(_NEURONS, from_zero=True),
                area=Area(left=0.66),
                heading=_NEURONS,
                series=[
                    Bars(
                        name="variation",
                        role=Role.VOLTAGE,
                        x=_CV_BINS,
                        y=of_cv,
                        point=marked("{y} neurons with a CV of about {x}"),
                    )
                ],
            ),
        ]
    )

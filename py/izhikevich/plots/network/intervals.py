"""The regularity of firing: intervals of each population, and their variation among neurons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Number, counted, marked, msg
from izhikevich.plots.spec import Area, Axis, Bars, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_CV_BINS = np.linspace(0.0, 2.0, 41)
_INTERVAL, _CV = Quantity("interval", "ms", ".1f"), Quantity("CV of a neuron", digits=".2f")
_INTERVALS, _NEURONS = Quantity("intervals", digits=".0f"), Quantity("neurons", digits=".0f")
_LEFT, _RIGHT = 0.56, 0.66  # where the panes of intervals end, and those of CVs begin
_HEADING = 0.4  # fraction of a row for its heading, of several rows ...
_MAX_HEADING = 0.12  # ... and of the plot


class Intervals(NamedTuple):
    """The intervals of a population.

    Parameters
    ----------
    name : str
    role : Role
    counts : array, shape (bins,)
        Number of intervals in each bin.
    cvs : array, shape (neurons,)
        CV of each neuron; NaN where undefined; those above 2 are counted in the last bin.
    """

    name: str
    role: Role
    counts: FloatArray
    cvs: FloatArray


def intervals_plot(edges: FloatArray, populations: Sequence[Intervals]) -> Plot:
    """Describe the intervals of each population, and next to them the CVs of its neurons.

    Parameters
    ----------
    edges : array, shape (bins + 1,)
        Edges of the bins, ms.
    populations : sequence of Intervals
        From top to bottom.
    """
    axes = (Axis(_INTERVAL, range=(0.0, float(edges[-1]))), Axis(_CV, range=(0.0, 2.0)))
    return Plot(
        panes=[
            pane
            for k, one in enumerate(populations)
            for pane in _row(one, edges, axes, k, len(populations))
        ],
        results=[_told(one) for one in populations],
    )


def _row(
    one: Intervals, edges: FloatArray, axes: tuple[Axis, Axis], k: int, count: int
) -> tuple[Pane, Pane]:
    own = one.cvs[np.isfinite(one.cvs)]
    of_cv = np.histogram(np.minimum(own, _CV_BINS[-1] - 1e-9), _CV_BINS)[0].astype(np.float64)
    several = count > 1
    height = 1.0 / count
    bottom = 1.0 - (k + 1) * height
    top = bottom + height - (min(_HEADING * height, _MAX_HEADING) if several else 0.0)
    mean = msg("CV {cv}", cv=Number(float(own.mean()), form=".2f")) if own.size else msg("no CV")
    ticks = 3 if several else 5
    return (
        Pane(
            x=axes[0],
            y=Axis(_INTERVALS, from_zero=True, ticks=ticks),
            area=Area(right=_LEFT, bottom=bottom, top=top),
            heading=one.name if several else _INTERVALS,
            notes=[(_INTERVALS.heading, Role.MUTED)] if several and k == 0 else (),
            series=[
                Bars(
                    name=msg("intervals of {name}", name=one.name) if several else "intervals",
                    role=one.role,
                    x=edges,
                    y=one.counts,
                    point=marked("{y} intervals of about {x}"),
                )
            ],
        ),
        Pane(
            x=axes[1],
            y=Axis(_NEURONS, from_zero=True, ticks=ticks),
            area=Area(left=_RIGHT, bottom=bottom, top=top),
            heading=mean if several else _NEURONS,
            notes=[(_NEURONS.heading, Role.MUTED)] if several and k == 0 else (),
            series=[
                Bars(
                    name=msg("variation of {name}", name=one.name) if several else "variation",
                    role=one.role,
                    x=_CV_BINS,
                    y=of_cv,
                    point=marked("{y} neurons with a CV of about {x}"),
                )
            ],
        ),
    )


def _told(one: Intervals) -> str:
    own = one.cvs[np.isfinite(one.cvs)]
    if not own.size:
        return msg("{name}: no neuron has fired three times.", name=one.name)
    return msg(
        "{name}: mean CV {cv} of {neurons}.",
        name=one.name,
        cv=Number(float(own.mean()), form=".2f"),
        neurons=counted("{count} neuron", "{count} neurons", own.size),
    )

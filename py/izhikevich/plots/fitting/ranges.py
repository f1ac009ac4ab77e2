"""The parameters of all sets that are about as good as the best one."""

from __future__ import annotations

import numpy as np

from izhikevich.fitting.fit import Fit
from izhikevich.messages import Message, marked, msg
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Detail,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Rule,
)
from izhikevich.plots.style import Role

_SPREAD = Quantity("relative to the best", "%", ".3g")
_NARROW = 5.0  # %: the axis is at least so wide to either side
_WIDEST = 300.0  # %
_ALONE = msg("no other set is about as good yet")


def ranges_plot(found: Fit) -> Plot:
    """Describe the range of each parameter, in percent of its best value.

    Potentials are relative to their distance from the peak, since their zero is arbitrary.
    """
    names = found.names
    best = found.cloud[0]
    scale = np.abs(best)
    for k, name in enumerate(names):
        if name in ("v_r", "v_t", "c"):
            scale[k] = abs(found.parameters.v_peak - best[k])
    scale[scale == 0.0] = 1.0
    spread = 100.0 * (found.cloud - best) / scale
    low, high = spread.min(axis=0), spread.max(axis=0)
    widest = min(max(_NARROW, 1.15 * float(np.abs(spread).max())), _WIDEST)
    rows = np.arange(len(names), dtype=np.float64)
    ends = np.column_stack((low, high, np.full(rows.size, np.nan))).ravel()
    places = np.repeat(rows, 3)
    texts = [f"{value:.4g}" for value in best.tolist()]
    return Plot(
        results=[_in_words(found)],
        panes=[
            Pane(
                x=Axis(_SPREAD, range=(-widest, widest), grid=True),
                y=Axis(
                    Quantity("", digits=".0f"),
                    range=(len(names) - 0.4, -0.6),
                    ticks=list(zip(rows.tolist(), names, strict=True)),
                ),
                series=[
                    Curve(
                        name="range",
                        role=Role.VOLTAGE,
                        x=np.clip(ends, -widest, widest),
                        y=places,
                        width=5.0,
                        opacity=0.5,
                        point=marked("{x}"),
                    ),
                    Points(
                        name="best",
                        role=Role.INK,
                        x=np.zeros(rows.size),
                        y=rows,
                        detail=Detail(Quantity("value"), texts),
                        point=marked("best: {detail}"),
                        marker=Marker("circle", size=6.0),
                    ),
                ],
                marks=[Rule(role=Role.FAINT, x=0.0, below=True)],
                notes=[(_ALONE, Role.MUTED)] if len(found.cloud) < 2 else (),
            )
        ],
    )


def _in_words(found: Fit) -> Message:
    ties = found.ties()
    if not ties:
        return msg("{count} parameter sets are about as good as the best.", count=len(found.cloud))
    return msg(
        "{count} parameter sets are about as good as the best; only known together: {names}.",
        count=len(found.cloud),
        names="; ".join(", ".join(group) for group in ties),
    )

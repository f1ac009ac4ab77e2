"""The magnitude of the gradient at each moment: how far errors reach back in time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked, msg
from izhikevich.plots.spec import Axis, Curve, Label, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_DECADES = 8.0  # maximum number of decades shown


def gradient_plot(
    t: FloatArray, first: Sequence[FloatArray], now: Sequence[FloatArray], epochs: int
) -> Plot:
    """Describe the magnitude of the loss's derivative by v at each moment.

    Parameters
    ----------
    t : array, shape (n,)
        Times, ms.
    first, now : sequence of arrays, shape (n,)
        For each layer, in the first epoch and in the last; empty if there was none.
    epochs : int
        Number of the last epoch.
    """
    known = [part[part > 0.0] for part in (*first, *now)]
    positive = np.concatenate(known) if known else np.zeros(0)
    notes: list[tuple[str, Role]] = []
    marks: list[Label] = []
    ends = (-3.0, 1.0)
    if positive.size:
        notes = [
            (msg("epoch {number}", number=1), Role.MUTED),
            (msg("epoch {number}", number=epochs), Role.GRADIENT),
        ]
        high = float(np.log10(positive.max())) + 0.3
        ends = (max(float(np.log10(positive.min())), high - _DECADES) - 0.2, high)
    else:
        what = "no gradient anywhere" if now else "no epochs yet"
        marks = [Label(text=what, role=Role.MUTED, x=0.5, y=0.5, x_in="pane", y_in="pane")]
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("t", "ms", ".1f"), range=(0.0, float(t[-1]))),
                y=Axis(
                    Quantity("|dL/dv|", "1/mV", ".2e"),
                    range=(10.0 ** ends[0], 10.0 ** ends[1]),
                    kind="log",
                    grid=True,
                ),
                notes=notes,
                marks=marks,
                series=[
                    Curve(
                        name=msg("{name} of layer {number}", name=name, number=k + 1)
                        if len(parts) > 1
                        else name,
                        role=role,
                        x=t,
                        y=np.where(part > 0.0, part, np.nan),
                        data=(t, part),
                        point=marked("{name}: {y:plain} per mV at {x}"),
                    )
                    for name, parts, role in (
                        (msg("first epoch"), first, Role.CURRENT),
                        (msg("last epoch"), now, Role.GRADIENT),
                    )
                    for k, part in enumerate(parts)
                ],
            )
        ]
    )

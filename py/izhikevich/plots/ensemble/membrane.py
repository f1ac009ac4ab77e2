"""Voltage and recovery of one neuron over time."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked
from izhikevich.plots.spec import (
    VOLTAGE,
    Area,
    Axis,
    Curve,
    Pane,
    Plot,
    Quantity,
    SpikeTimes,
    padded,
)
from izhikevich.plots.style import Role

_V, _U = Area(bottom=0.5), Area(top=0.36)
_TIME, _RECOVERY = Quantity("t", "ms", ".0f"), Quantity("u", "mV/ms", ".3g")


def membrane_plot(
    t: FloatArray, v: FloatArray, u: FloatArray, fired: Any, peak: float, end: float
) -> Plot:
    """Describe v(t), drawn up to the peak at every spike, and u(t) below it.

    Parameters
    ----------
    t, v, u : arrays, shape (n_samples,)
        ms, mV, mV/ms; at a spike v and u are those after the reset.
    fired : integer array, shape (n_spikes,)
        Samples with a spike.
    peak : float
        Peak voltage, mV.
    end : float
        End of the time axis, ms.
    """
    lowest = min(float(v.min(initial=-70.0)), -70.0)
    time = Axis(_TIME, range=(0.0, end))
    return Plot(
        panes=[
            Pane(
                x=time,
                y=Axis(
                    VOLTAGE,
                    range=(10.0 * float(np.floor(0.1 * lowest - 0.2)), peak + 10.0),
                    grid=True,
                    ticks=4,
                ),
                area=_V,
                heading=VOLTAGE,
                series=[
                    Curve(
                        name="v",
                        role=Role.VOLTAGE,
                        x=np.insert(t, fired, t[fired]),
                        y=np.insert(v, fired, peak),
                        data=(t, v),
                        stays="dragged",
                    )
                ],
            ),
            Pane(
                x=time,
                y=Axis(
                    _RECOVERY,
                    range=padded(float(u.min(initial=0.0)), float(u.max(initial=0.0))),
                    ticks=3,
                ),
                area=_U,
                heading=_RECOVERY,
                series=[
                    Curve(
                        name="u",
                        role=Role.RECOVERY,
                        x=t,
                        y=u,
                        stays="dragged",
                        point=marked("u = {y} at {x}"),
                    )
                ],
            ),
        ],
        spikes=[SpikeTimes(quantity=_TIME, values=t[fired])],
    )

"""Tuning curves: the rate of each neuron of an ensemble for each represented value."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.messages import msg
from izhikevich.plots.spec import Axis, Curve, Detail, Label, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_NEURON = Quantity("neuron", digits=".0f")
_RATE = Quantity("rate", "Hz", ".0f")


def tuning_plot(
    x: FloatArray, rates: FloatArray, positive: NDArray[np.bool_], chosen: int, title: str
) -> Plot:
    """Describe the tuning curves of an ensemble, one of them in front.

    Parameters
    ----------
    x : array, shape (n_points,)
        Represented values.
    rates : array, shape (n_points, n_neurons)
        Rates, Hz.
    positive : array of bool, shape (n_neurons,)
        Which neurons fire more for larger x; the two kinds have their own colours.
    chosen : int
        Index of the neuron in front.
    title : str
        Name of the represented values.
    """
    own = np.ascontiguousarray(rates[:, chosen])
    peak = int(np.argmax(own))
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity(title, digits=".2f"), range=(float(x[0]), float(x[-1]))),
                y=Axis(
                    _RATE, grid=True, range=(0.0, 1.06 * max(float(rates.max(initial=0.0)), 1.0))
                ),
                series=[
                    *(
                        _curves(name, x, rates, np.flatnonzero(positive == sign), role)
                        for name, role, sign in (
                            ("fire for larger values", Role.POSITIVE, True),
                            ("fire for smaller values", Role.NEGATIVE, False),
                        )
                    ),
                    Curve(
                        name="selected neuron",
                        role=Role.INK,
                        x=x,
                        y=own,
                        width=2.5,
                        point=msg("neuron {neuron}: {y} at {x}", neuron=chosen, x="{x}", y="{y}"),
                    ),
                ],
                marks=[
                    Label(
                        text=msg("neuron {neuron}", neuron=chosen),
                        role=Role.INK,
                        x=float(x[peak]),
                        y=float(own[peak]),
                        align="right" if x[peak] > 0.5 * (x[0] + x[-1]) else "left",
                        valign="bottom",
                    )
                ],
            )
        ]
    )


def _curves(
    name: str, x: FloatArray, rates: FloatArray, neurons: NDArray[np.intp], role: Role
) -> Curve:
    """Return many curves as one series, broken between them: much faster to draw."""
    gaps = np.full((1, neurons.size), np.nan)
    return Curve(
        name=name,
        role=role,
        x=np.tile(np.append(x, np.nan), neurons.size),
        y=np.concatenate([rates[:, neurons], gaps]).T.ravel(),
        detail=Detail(_NEURON, np.repeat(neurons, x.size + 1)),
        width=0.75,
        opacity=0.75,
        point=None,
    )

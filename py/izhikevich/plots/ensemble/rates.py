"""The distribution of the rates of an ensemble."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.messages import Number, marked, msg
from izhikevich.plots.spec import Axis, Bars, Label, Pane, Plot, Quantity, Rule
from izhikevich.plots.style import Role

_BINS = 40
_RATE, _NEURONS = Quantity("mean rate", "Hz", ".0f"), Quantity("neurons", digits=".0f")
_LINE = 16.0  # height of a line of text, px


def rates_plot(rates: FloatArray, positive: NDArray[np.bool_], chosen: int) -> Plot:
    """Describe the distribution of the mean rates of a run.

    Parameters
    ----------
    rates : array, shape (n_neurons,)
        Rates, Hz.
    positive : array of bool, shape (n_neurons,)
        As for `tuning_plot`: the two kinds are counted separately.
    chosen : int
        Index of the neuron whose rate is marked.
    """
    high = max(10.0, 10.0 * float(np.ceil(0.1 * rates.max(initial=0.0))))
    edges = np.linspace(0.0, high, _BINS + 1)
    mean, own = float(rates.mean()), float(rates[chosen])
    series = [
        Bars(
            name=name,
            role=role,
            x=edges,
            y=np.histogram(rates[positive == sign], edges)[0].astype(np.float64),
            point=marked("{y} neurons near {x}"),
        )
        for name, role, sign in (
            ("+", Role.POSITIVE, True),
            ("\N{MINUS SIGN}", Role.NEGATIVE, False),
        )
        if np.any(positive == sign)
    ]
    tallest = max(float(np.histogram(rates, edges)[0].max()), 1.0)
    lines = (
        (mean, Role.MUTED, msg("mean {rate}", rate=Number(mean, "Hz", ".0f"))),
        (own, Role.INK, msg("neuron {neuron}", neuron=chosen)),
    )
    return Plot(
        panes=[
            Pane(
                x=Axis(_RATE, range=(0.0, high)),
                y=Axis(_NEURONS, range=(0.0, 1.05 * tallest), grid=True),
                series=series,
                marks=[
                    *(Rule(role=role, x=at, width=1.5, dash="dot") for at, role, _ in lines),
                    *(
                        Label(
                            text=text,
                            role=role,
                            x=at,
                            y=1.0,
                            y_in="pane",
                            valign="bottom",
                            shift=(0.0, _LINE * k),
                        )
                        for k, (at, role, text) in enumerate(lines)
                    ),
                ],
            )
        ]
    )

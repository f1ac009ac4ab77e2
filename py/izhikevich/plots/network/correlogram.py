"""How often one population fires at a time from a spike of another, against chance."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Number, msg
from izhikevich.plots.spec import Axis, Curve, Pane, Plot, Quantity, Rule
from izhikevich.plots.style import Role

_LAG = Quantity("lag", "ms", ".1f")
_COVARIANCE = Quantity("covariance of rates", "Hz²", ".3g")
_SURE = 2.0  # standard deviations by chance within which most values lie


def correlogram_plot(
    pair: tuple[str, str], lags: FloatArray, covariance: FloatArray, chance: FloatArray
) -> Plot:
    """Describe the covariance of two rates against the lag, with what chance makes of it.

    Parameters
    ----------
    pair : (str, str)
        Names of the populations: lags are those of spikes of the second from spikes of the first.
    lags : array, shape (n,)
        Lags, ms.
    covariance, chance : arrays, shape (n,)
        Covariance, Hz^2, and its standard deviation by chance.
    """
    span = (float(lags[0]), float(lags[-1]))
    top = int(np.argmax(covariance))
    return Plot(
        panes=[
            Pane(
                x=Axis(_LAG, range=span if lags.size > 1 else None),
                y=Axis(_COVARIANCE, grid=True, zero_line=True),
                heading=_COVARIANCE,
                notes=[(msg("{a} → {b}", a=pair[0], b=pair[1]), Role.MUTED)],
                series=[
                    Curve(
                        name="covariance",
                        role=Role.VOLTAGE,
                        x=lags,
                        y=covariance,
                        step="between",
                        stays="compared",
                    ),
                    *(
                        Curve(
                            name=name,
                            role=Role.FAINT,
                            x=lags,
                            y=sign * _SURE * chance,
                            dash="dot",
                            point=None,
                        )
                        for name, sign in (
                            ("upper limit of chance", 1.0),
                            ("lower limit of chance", -1.0),
                        )
                    ),
                ],
                marks=[Rule(role=Role.FAINT, x=0.0, below=True)],
            )
        ],
        results=[
            msg(
                "The covariance is highest, {height}, at a lag of {lag}: {times} times its "
                "standard deviation by chance.",
                height=Number(float(covariance[top]), "Hz²", ".3g"),
                lag=Number(float(lags[top]), "ms", ".3g"),
                times=Number(
                    float(covariance[top] / chance[top]) if chance[top] else 0.0, form=".2g"
                ),
            )
        ],
    )

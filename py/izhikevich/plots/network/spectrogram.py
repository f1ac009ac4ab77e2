"""The power spectrum of a population's rate over time."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Number, marked, msg
from izhikevich.plots.spec import TIME, Axis, Map, Pane, Plot, Quantity
from izhikevich.plots.style import Role

_HIGHEST = 120.0  # Hz
_DEPTH = 20.0  # dB from the highest power to the last colour
_SCALE = (Role.PAPER, Role.VOLTAGE, Role.INK)
_FREQUENCY = Quantity("frequency", "Hz", ".0f")
_POWER = Quantity("power", "dB", ".1f")


def spectrogram_plot(
    times: FloatArray, frequencies: FloatArray, power: FloatArray, span: tuple[float, float]
) -> Plot:
    """Describe the power at each time and frequency up to 120 Hz, in dB below the highest.

    Parameters
    ----------
    times : array, shape (n,)
        Centres of the segments, ms.
    frequencies : array, shape (m,)
        Frequencies, Hz.
    power : array, shape (n, m)
        Power density; not 0 everywhere between 0 and 120 Hz.
    span : (float, float)
        Ends of the time axis, ms.
    """
    shown = (frequencies > 0.0) & (frequencies <= _HIGHEST)
    own = power[:, shown].T
    row, column = np.unravel_index(int(own.argmax()), own.shape)
    with np.errstate(divide="ignore"):
        levels = np.maximum(10.0 * np.log10(own / own[row, column]), -_DEPTH)
    return Plot(
        panes=[
            Pane(
                x=Axis(TIME, range=span),
                y=Axis(_FREQUENCY, range=(0.0, _HIGHEST)),
                series=[
                    Map(
                        name="power",
                        role=Role.VOLTAGE,
                        x=times,
                        y=frequencies[shown],
                        z=levels,
                        measure=_POWER,
                        scale=_SCALE,
                        z_range=(-_DEPTH, 0.0),
                        key=True,
                        point=marked("{z} at {y}, {x}"),
                    )
                ],
            )
        ],
        results=[
            msg(
                "The power is highest at {frequency}, around {time}.",
                frequency=Number(float(frequencies[shown][row]), "Hz", ".3g"),
                time=Number(float(times[column]), "ms", ".4g"),
            )
        ],
    )

"""The power spectrum of a population's rate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Message, Number, msg
from izhikevich.plots.spec import Axis, Curve, Label, Pane, Plot, Points, Quantity
from izhikevich.plots.style import Role

_HIGHEST = 120.0  # Hz


def spectrum_plot(
    frequencies: FloatArray, power: FloatArray, peaks: Sequence[tuple[str, float, float]]
) -> Plot:
    """Describe the spectrum up to 120 Hz, with names at its peaks.

    Parameters
    ----------
    frequencies, power : arrays, shape (m,)
        Frequencies, Hz, and power, Hz^2 per Hz.
    peaks : sequence of (name, frequency, power)
    """
    shown = (frequencies > 0.0) & (frequencies <= _HIGHEST)
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("frequency", "Hz", ".1f"), range=(0.0, _HIGHEST)),
                y=Axis(Quantity("power", "Hz²/Hz", ".3g"), grid=True, from_zero=True),
                series=[
                    Curve(name="power", role=Role.VOLTAGE, x=frequencies[shown], y=power[shown]),
                    Points(
                        name="peaks",
                        role=Role.INK,
                        x=np.array([frequency for _, frequency, _ in peaks]),
                        y=np.array([height for *_, height in peaks]),
                        point=None,
                    ),
                ],
                marks=[
                    Label(
                        text=_peak(name, frequency),
                        role=Role.MUTED,
                        x=frequency,
                        y=height,
                        valign="bottom",
                        shift=(0.0, 4.0),
                    )
                    for name, frequency, height in peaks
                ],
            )
        ]
    )


def _peak(name: str, frequency: float) -> Message:
    number = Number(frequency, "Hz", ".0f")
    return Message("{name} {frequency}", {"name": msg(name), "frequency": number})

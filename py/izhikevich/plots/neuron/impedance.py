"""The impedance of the resting neuron over frequency."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.impedance import Impedance, linear_impedance, resonance
from izhikevich.neuron.parameters import Parameters
from izhikevich.plots.spec import (
    Area,
    Axis,
    Curve,
    Mark,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Rule,
)
from izhikevich.plots.style import Role

_SWEEP, _SIZE, _PHASE = (
    Area(bottom=0.83, top=0.97),
    Area(bottom=0.29, top=0.61),
    Area(top=0.20),
)
_DEGREES = 180.0 / np.pi
_CLOSED_FORM = 400  # frequencies
_MARKERS = 60  # approximate number of measured frequencies that are drawn
_TIME = Quantity("t", "ms", ".0f")
_RESPONSE = Quantity("v", "mV", ".3f")
_FREQUENCY = Quantity("frequency", "Hz", ".3g")
_ANGLE = Quantity("phase of v", "degrees", ".1f")


def impedance_plot(
    found: Impedance, parameters: Parameters, current: float, highest: float
) -> Plot:
    """Describe the response to the sweep, |Z| and the phase, measured and in closed form.

    Parameters
    ----------
    found : Impedance
    parameters : Parameters
        The neuron.
    current : float
        Current at which it rests, in the unit of u.
    highest : float
        Frequency at the end of the sweep, Hz.
    """
    scale, unit = (1000.0, "MΩ") if parameters.dimensional else (1.0, "mV per mV/ms")
    f = np.linspace(highest / _CLOSED_FORM, highest, _CLOSED_FORM)
    exact = linear_impedance(parameters, found.rest, f)
    peak = resonance(parameters, found.rest)
    said = "no resonance" if peak is None else f"resonance {peak:.3g} Hz"
    marks: list[Mark] = []
    if peak is not None and peak < highest:
        marks.append(Rule(role=Role.CURRENT, x=peak, dash="dot", through=True))
    amplitude = f"{found.amplitude:.2g} {parameters.units['I']}"
    size = Quantity("|Z|", unit)
    frequency = Axis(_FREQUENCY, range=(0.0, highest), grid=True, ticks=6)
    measured = found.measured
    return Plot(
        panes=[
            Pane(
                x=Axis(_TIME, range=(0.0, float(found.t[-1])), ticks=6),
                y=Axis(_RESPONSE, ticks=3),
                area=_SWEEP,
                heading=f"v (mV), sweep of {amplitude} to {highest:g} Hz",
                series=[
                    Curve(
                        name="response to the sweep",
                        role=Role.VOLTAGE,
                        x=found.t,
                        y=found.v,
                        width=1.0,
                        point="{name}: {y} at {x}",
                    )
                ],
            ),
            Pane(
                x=frequency,
                y=Axis(size, from_zero=True, grid=True),
                area=_SIZE,
                heading=size.heading,
                notes=[(f"{said}, rest at I = {current:.4g}", Role.INK)],
                series=[
                    _exact("closed form", f, scale * np.abs(exact), "{y}"),
                    _measured("sweep", found, scale * np.abs(measured), "{y}"),
                ],
                marks=marks,
            ),
            Pane(
                x=frequency,
                y=Axis(_ANGLE, grid=True, ticks=3),
                area=_PHASE,
                heading=_ANGLE.heading,
                series=[
                    _exact("phase, closed form", f, _DEGREES * np.angle(exact), "{y:plain}°"),
                    _measured("phase, sweep", found, _DEGREES * np.angle(measured), "{y:plain}°"),
                ],
            ),
        ]
    )


def _exact(name: str, f: FloatArray, y: FloatArray, value: str) -> Curve:
    point = f"{{name}}: {value} at {{x}}"
    return Curve(name=name, role=Role.ACCENT, x=f, y=y, point=point)


def _measured(name: str, found: Impedance, y: FloatArray, value: str) -> Points:
    return Points(
        name=name,
        role=Role.INK,
        x=found.frequencies,
        y=y,
        marker=Marker(size=5.0, filled=False),
        every=max(1, found.frequencies.size // _MARKERS),
        point=f"{{name}}: {value} at {{x}}",
    )

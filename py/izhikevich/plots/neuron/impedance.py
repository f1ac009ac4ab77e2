"""The impedance of the resting neuron over frequency."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.responses.impedance import Impedance, linear_impedance, resonance
from izhikevich.messages import Number, marked, msg
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
_POINT, _TURNED = marked("{name}: {y} at {x}"), marked("{name}: {y:plain}° at {x}")
_ANGLE = Quantity("phase of v", "degrees", ".1f")


def impedance_plot(found: Impedance) -> Plot:
    """Describe the response to the sweep, |Z| and the phase, measured and in closed form."""
    parameters, highest = found.parameters, found.highest
    scale, unit = (1000.0, "MΩ") if parameters.dimensional else (1.0, "mV per mV/ms")
    f = np.linspace(highest / _CLOSED_FORM, highest, _CLOSED_FORM)
    exact = linear_impedance(parameters, found.rest, f)
    peak = resonance(parameters, found.rest)
    at = Number(found.current, form=".4g")
    if peak is None:
        said = msg("no resonance, rest at I = {current}", current=at)
    else:
        frequency_of_peak = Number(peak, "Hz", ".3g")
        said = msg(
            "resonance {frequency}, rest at I = {current}", frequency=frequency_of_peak, current=at
        )
    marks: list[Mark] = []
    if peak is not None and peak < highest:
        marks.append(Rule(role=Role.CURRENT, x=peak, dash="dot", through=True))
    sweep = msg(
        "v (mV), sweep of {amplitude} to {frequency}",
        amplitude=Number(found.amplitude, parameters.units["I"], ".2g"),
        frequency=Number(highest, "Hz", "g"),
    )
    size = Quantity("|Z|", unit)
    frequency = Axis(_FREQUENCY, range=(0.0, highest), grid=True, ticks=6)
    measured = found.measured
    return Plot(
        panes=[
            Pane(
                x=Axis(_TIME, range=(0.0, float(found.t[-1])), ticks=6),
                y=Axis(_RESPONSE, ticks=3),
                area=_SWEEP,
                heading=sweep,
                series=[
                    Curve(
                        name="response to the sweep",
                        role=Role.VOLTAGE,
                        x=found.t,
                        y=found.v,
                        width=1.0,
                        point=_POINT,
                    )
                ],
            ),
            Pane(
                x=frequency,
                y=Axis(size, from_zero=True, grid=True),
                area=_SIZE,
                heading=size,
                notes=[(said, Role.INK)],
                series=[
                    _exact("closed form", f, scale * np.abs(exact), _POINT),
                    _measured("sweep", found, scale * np.abs(measured), _POINT),
                ],
                marks=marks,
            ),
            Pane(
                x=frequency,
                y=Axis(_ANGLE, grid=True, ticks=3),
                area=_PHASE,
                heading=_ANGLE,
                series=[
                    _exact("phase, closed form", f, _DEGREES * np.angle(exact), _TURNED),
                    _measured("phase, sweep", found, _DEGREES * np.angle(measured), _TURNED),
                ],
            ),
        ]
    )


def _exact(name: str, f: FloatArray, y: FloatArray, point: str) -> Curve:
    return Curve(name=name, role=Role.ACCENT, x=f, y=y, point=point)


def _measured(name: str, found: Impedance, y: FloatArray, point: str) -> Points:
    return Points(
        name=name,
        role=Role.INK,
        x=found.frequencies,
        y=y,
        marker=Marker(size=5.0, filled=False),
        every=max(1, found.frequencies.size // _MARKERS),
        point=point,
    )

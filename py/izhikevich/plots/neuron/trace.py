"""Voltage and current over time."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Protocol

from izhikevich._typing import FloatArray
from izhikevich.messages import marked
from izhikevich.neuron.trace import Trace
from izhikevich.plots.spec import (
    TIME,
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

#: What the colours are, where there are two voltages.
_NOTES = (("recording", Role.INK), ("model", Role.VOLTAGE))


class Recorded(Protocol):
    """A recorded voltage."""

    @property
    def t(self) -> FloatArray:
        """Times, ms."""

    @property
    def voltage(self) -> FloatArray:
        """Membrane potential, mV."""


def trace_plot(
    trace: Trace,
    current_unit: str = "mV/ms",
    span: tuple[float, float] | None = None,
    bursts: int = 0,
    recorded: Recorded | None = None,
) -> Plot:
    """Describe v(t), drawn up to the peak at every spike, with I(t) as a strip below it.

    Parameters
    ----------
    trace : Trace
        The run.
    current_unit : str
        Unit of the injected current.
    span : (float, float), optional
        Ends of the time axis, ms; by default those of the run.
    bursts : int
        Number of its bursts; 0 if it has none.
    recorded : Recorded, optional
        A recorded voltage that is drawn beneath.
    """
    t, v = trace.with_peaks()
    low, high = padded(float(trace.current.min()), float(trace.current.max()))
    beneath = [] if recorded is None else [_beneath(recorded, float(trace.t[-1]))]
    time = Axis(TIME, range=span or (0.0, float(trace.t[-1])))
    current = Quantity("I", current_unit)
    return Plot(
        panes=[
            Pane(
                x=time,
                y=Axis(VOLTAGE, range=_voltages(trace, beneath), grid=True),
                area=Area(bottom=0.3),
                notes=_NOTES if beneath else (),
                series=[
                    *beneath,
                    Curve(
                        name="v",
                        role=Role.VOLTAGE,
                        x=t,
                        y=v,
                        stays="dragged",
                        data=(trace.t, trace.v),
                    ),
                ],
            ),
            Pane(
                x=time,
                y=Axis(current, range=(low, high), ticks=3),
                area=Area(top=0.16),
                heading=current,
                series=[
                    Curve(
                        name="current",
                        role=Role.CURRENT,
                        x=trace.t,
                        y=trace.current,
                        step="after",
                        stays="dragged",
                        point=marked("I = {y} at {x}"),
                    )
                ],
            ),
        ],
        spikes=[SpikeTimes(quantity=TIME, values=trace.spike_times, bursts=bursts)],
    )


def _beneath(recorded: Recorded, end: float) -> Curve:
    here = recorded.t <= end
    return Curve(
        name="recording",
        role=Role.INK,
        x=recorded.t[here],
        y=recorded.voltage[here],
        width=1.0,
        opacity=0.6,
        point=marked("{name}: {y} at {x}"),
    )


def _voltages(trace: Trace, beneath: Sequence[Curve]) -> tuple[float, float]:
    """Return the range of the voltage axis: up to the peak even without spikes, in steps of 10 mV.

    This keeps the axis constant while a control is moved.
    """
    low = min(float(trace.v.min()), trace.parameters.c)
    high = max(float(trace.v.max()), trace.parameters.v_peak)
    for curve in beneath:
        low, high = min(low, float(curve.y.min())), max(high, float(curve.y.max()))
    if trace.n_spikes:
        high = max(high, float(trace.parameters.peak(trace.spike_u).max()))
    return 10.0 * floor(low / 10 - 0.2), 10.0 * ceil(high / 10 + 0.2)

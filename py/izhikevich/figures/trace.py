"""Voltage and current over time."""

from __future__ import annotations

from math import ceil, floor

from izhikevich.figures.style import (
    CURRENT,
    GHOST,
    MUTED,
    Figure,
    V,
    axis,
    curve,
    layout,
    padded,
    texts,
    titled,
)
from izhikevich.figures.thin import thin
from izhikevich.neuron.trace import Trace


def trace_figure(trace: Trace, current_unit: str = "mV/ms") -> Figure:
    """Return v(t), drawn up to the peak at every spike, with I(t) as a strip beneath it.

    Parameters
    ----------
    trace : Trace
        The run.
    current_unit : str
        Unit of the injected current.

    Returns
    -------
    Figure
        Traces "v" and "current" over one time axis, and "labels".
    """
    t, v = thin(*trace.with_peaks())
    current_t, current = thin(trace.t, trace.current)
    low, high = padded(float(current.min()), float(current.max()))
    return {
        "data": [
            curve(
                "v",
                t,
                v,
                V,
                meta=GHOST,
                hovertemplate="%{y:.1f} mV at %{x:.2f} ms<extra></extra>",
            ),
            curve(
                "current",
                current_t,
                current,
                CURRENT,
                shape="hv",
                yaxis="y2",
                meta=GHOST,
                hovertemplate=f"I = %{{y:.4g}} {current_unit} at %{{x:.2f}} ms<extra></extra>",
            ),
            texts(
                [(titled("I", current_unit), 0.0, high, MUTED)],
                yaxis="y2",
                textposition="top right",
            ),
        ],
        "layout": layout(
            xaxis=axis("t (ms)", range=[0.0, float(trace.t[-1])], anchor="y2"),
            yaxis=axis("v (mV)", domain=[0.3, 1.0], showgrid=True, range=_voltages(trace)),
            yaxis2=axis("", domain=[0.0, 0.16], nticks=3, range=[low, high]),
        ),
    }


def _voltages(trace: Trace) -> list[float]:
    """Return the range of the voltage axis: to the peak also without spikes, in steps of 10 mV.

    So that the axis stays as it is while a control is moved.
    """
    low = min(float(trace.v.min()), trace.parameters.c)
    high = max(float(trace.v.max()), trace.parameters.v_peak)
    if trace.n_spikes:
        high = max(high, float(trace.parameters.peak(trace.spike_u).max()))
    return [10 * floor(low / 10 - 0.2), 10 * ceil(high / 10 + 0.2)]

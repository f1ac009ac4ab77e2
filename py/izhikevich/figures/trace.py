"""Voltage and current over time."""

from __future__ import annotations

from izhikevich.figures.style import CURRENT, GHOST, Figure, V, axis, layout, row_title, titled
from izhikevich.figures.thin import thin
from izhikevich.neuron.trace import Trace

#: Height of the current's strip, as part of the figure.
_STRIP = 0.16


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
        Two traces, "v" and "current", over one time axis.
    """
    t, v = thin(*trace.with_peaks())
    current_t, current = thin(trace.t, trace.current)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "v",
                "x": t,
                "y": v,
                "line": {"color": V, "width": 1.5},
                "meta": GHOST,
                "hovertemplate": "%{y:.1f} mV at %{x:.2f} ms<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": "current",
                "x": current_t,
                "y": current,
                "yaxis": "y2",
                "line": {"color": CURRENT, "width": 1.5, "shape": "hv"},
                "hovertemplate": f"I = %{{y:.4g}} {current_unit} at %{{x:.2f}} ms<extra></extra>",
            },
        ],
        "layout": layout(
            xaxis=axis("t (ms)", range=[0.0, float(trace.t[-1])], anchor="y2"),
            yaxis=axis("v (mV)", domain=[0.3, 1.0], showgrid=True),
            yaxis2=axis("", domain=[0.0, _STRIP], nticks=3),
            annotations=[row_title(titled("I", current_unit), _STRIP)],
        ),
    }

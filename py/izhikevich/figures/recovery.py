"""The recovery variable over time."""

from __future__ import annotations

import numpy as np

from izhikevich.figures.style import GHOST, Figure, U, axis, curve, layout, titled
from izhikevich.figures.thin import thin
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.trace import Trace


def recovery_figure(trace: Trace, unit: str) -> Figure:
    """Return u(t) with its jump at every spike.

    Parameters
    ----------
    trace : Trace
        The run.
    unit : str
        Unit of u.
    """
    t, u = thin(*recovery_with_jumps(trace))
    return {
        "data": [
            curve(
                "u",
                t,
                u,
                U,
                meta=GHOST,
                hovertemplate=f"u = %{{y:.4g}} {unit} at %{{x:.2f}} ms<extra></extra>",
            )
        ],
        "layout": layout(
            xaxis=axis("t (ms)", range=[0.0, float(trace.t[-1])]),
            yaxis=axis(titled("u", unit), showgrid=True),
        ),
    }


def recovery_with_jumps(trace: Trace) -> tuple[FloatArray, FloatArray]:
    """Return the points of `Trace.with_peaks` with u in place of v.

    Returns
    -------
    t, u : array
        ms, unit of u. Point by point the same times as `Trace.with_peaks` gives.
    """
    where = trace.spike_indices
    if trace.method != "accurate":
        return np.insert(trace.t, where, trace.spike_times), np.insert(
            trace.u, where, trace.spike_u
        )
    after = trace.parameters.reset(trace.spike_u)[1]
    both = np.column_stack((trace.spike_u, after)).ravel()
    where = np.repeat(where, 2)
    return np.insert(trace.t, where, np.repeat(trace.spike_times, 2)), np.insert(
        trace.u, where, both
    )

"""The recovery variable over time."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked
from izhikevich.neuron.trace import Trace
from izhikevich.plots.spec import TIME, Axis, Curve, Pane, Plot, Quantity, SpikeTimes
from izhikevich.plots.style import Role


def recovery_plot(trace: Trace, unit: str) -> Plot:
    """Describe u(t) with its jump at every spike.

    Parameters
    ----------
    trace : Trace
        The run.
    unit : str
        Unit of u.
    """
    t, u = recovery_with_jumps(trace)
    return Plot(
        panes=[
            Pane(
                x=Axis(TIME, range=(0.0, float(trace.t[-1]))),
                y=Axis(Quantity("u", unit), grid=True),
                series=[
                    Curve(
                        name="u",
                        role=Role.RECOVERY,
                        x=t,
                        y=u,
                        stays="dragged",
                        data=(trace.t, trace.u),
                        point=marked("u = {y} at {x}"),
                    )
                ],
            )
        ],
        spikes=[SpikeTimes(quantity=TIME, values=trace.spike_times)],
    )


def recovery_with_jumps(trace: Trace) -> tuple[FloatArray, FloatArray]:
    """Return the points of `Trace.with_peaks` with u in place of v.

    Returns
    -------
    t, u : array
        Times (ms) and u; the times match those of `Trace.with_peaks` point by point.
    """
    where = trace.spike_indices
    if trace.scheme != "accurate":
        return np.insert(trace.t, where, trace.spike_times), np.insert(
            trace.u, where, trace.spike_u
        )
    after = trace.parameters.reset(trace.spike_u)[1]
    both = np.column_stack((trace.spike_u, after)).ravel()
    where = np.repeat(where, 2)
    return np.insert(trace.t, where, np.repeat(trace.spike_times, 2)), np.insert(
        trace.u, where, both
    )

"""The time cursor in the plots of the Neuron view."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.neuron.trace import Trace
from izhikevich.views.moments import moments
from izhikevich.views.part import Cursor, CursorMark, Jumps, Shift, TimeSeries


def cursor(trace: Trace, shown_current: float, panels: tuple[str, ...]) -> Cursor:
    """Return the moments of a run and where they are marked.

    There is a line in the panels over time and a dot in the phase plane, where the v-nullcline is
    shifted by the difference between the current and the displayed one.
    """
    some = moments(trace.t.size)
    t, v, u = trace.t[some], trace.v[some], trace.u[some]
    dy = trace.current[some] - shown_current
    lines = (name for name in ("trace", "recovery") if name in panels)
    return Cursor(
        time=t,
        marks=(
            *(CursorMark(panel=name, kind="line", x=t) for name in lines),
            CursorMark(panel="phase", kind="dot", x=v, y=u),
        ),
        shifts=(Shift("phase", "v-nullcline", dy),) if np.any(dy) else (),
        values=(TimeSeries("v", "mV", v), TimeSeries("u", trace.parameters.units["u"], u)),
        jumps=tuple(_jumps(trace, panels)),
        clicks=trace.spike_times,
    )


def _jumps(trace: Trace, panels: tuple[str, ...]) -> Iterator[Jumps]:
    """Yield the start and end of each spike's reset, in the panels that display it."""
    p, times = trace.parameters, trace.spike_times
    peak = np.minimum(trace.spike_v, p.peak(trace.spike_u))
    v, u = p.reset(trace.spike_u)
    places = {
        "trace": (times, peak, times, v),
        "recovery": (times, trace.spike_u, times, u),
        "phase": (peak, trace.spike_u, v, u),
    }
    for name, place in places.items():
        if name in panels:
            yield Jumps(name, *place)

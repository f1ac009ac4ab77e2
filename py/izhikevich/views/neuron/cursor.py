"""What moves through the plots with time."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.neuron.trace import Trace
from izhikevich.views.moments import moments


def cursor(trace: Trace, shown_current: float, panels: tuple[str, ...]) -> dict[str, Any]:
    """Return the moments of a run and where they are marked.

    The line stands in the panels over time, the dot in the phase plane, and the v-nullcline there
    is shifted by what the current differs from the one shown.
    """
    some = moments(trace.t.size)
    t, v, u = trace.t[some], trace.v[some], trace.u[some]
    dy = trace.current[some] - shown_current
    marks: list[dict[str, Any]] = [
        {"panel": name, "kind": "line", "x": t} for name in ("trace", "recovery") if name in panels
    ]
    marks.append({"panel": "phase", "kind": "dot", "x": v, "y": u})
    shifts = [{"panel": "phase", "trace": "v-nullcline", "dy": dy}] if np.any(dy) else []
    units = {"v": "mV", "u": trace.parameters.units["u"]}
    values = [
        {"label": name, "unit": units[name], "values": course}
        for name, course in (("v", v), ("u", u))
    ]
    return {
        "time": t,
        "marks": marks,
        "shifts": shifts,
        "values": values,
        "jumps": _jumps(trace, panels),
        "clicks": trace.spike_times,
    }


def _jumps(trace: Trace, panels: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return from where to where each spike's reset leads, in the panels that show it."""
    p, times = trace.parameters, trace.spike_times
    peak = np.minimum(trace.spike_v, p.peak(trace.spike_u))
    v, u = p.reset(trace.spike_u)
    places = {
        "trace": (times, peak, times, v),
        "recovery": (times, trace.spike_u, times, u),
        "phase": (peak, trace.spike_u, v, u),
    }
    return [
        dict(zip(("panel", "x", "y", "to_x", "to_y"), (name, *place), strict=True))
        for name, place in places.items()
        if name in panels
    ]

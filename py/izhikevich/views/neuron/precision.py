"""Whether the spikes are those of the equations or of the scheme's step."""

from __future__ import annotations

import numpy as np

from izhikevich.errors import SimulationError
from izhikevich.neuron.trace import Trace
from izhikevich.views.declare import Values
from izhikevich.views.neuron.run import Run
from izhikevich.views.view import Notice

#: Longer runs are not run a second time unasked.
_MOST_SAMPLES = 40_000
#: Shifts of spikes up to this (ms) are called the same.
_SAME = 0.05


def precision(run: Run) -> Notice | None:
    """Return what the accurate scheme, the limit of ever finer steps, would change."""
    trace = run.trace
    if trace is None or run.method == "accurate" or trace.t.size > _MOST_SAMPLES:
        return None
    action: tuple[str, Values] = ("See it", {"method": "accurate"})
    try:
        accurate = run.simulate(method="accurate")
    except SimulationError:
        return Notice(
            "warning",
            f"Only this scheme and step give these {_spikes(trace.n_spikes)}: "
            "integrated accurately, this neuron fires faster and faster without end.",
            "dt",
            _finer(run),
        )
    if accurate.n_spikes != trace.n_spikes:
        return Notice(
            "warning",
            f"A finer step changes the spikes: integrated accurately, this neuron fires "
            f"{_spikes(accurate.n_spikes)} instead of {trace.n_spikes}.",
            "dt",
            action,
        )
    if not trace.n_spikes:
        return Notice("info", "A finer step changes nothing: no spike either way.", "dt", action)
    text = f"A finer step keeps the {_spikes(trace.n_spikes)}; {_shift(trace, accurate)}."
    return Notice("info", text, "dt", action)


def _finer(run: Run) -> tuple[str, Values] | None:
    """Offer a tenth of the step, if that can be run."""
    dt = run.dt / 10
    return (f"Try dt = {dt:.3g} ms", {"dt": dt}) if dt >= 1e-3 else None


def _spikes(count: int) -> str:
    return "1 spike" if count == 1 else f"{count} spikes"


def _shift(trace: Trace, accurate: Trace) -> str:
    shifts = accurate.spike_times - trace.spike_times
    largest = float(shifts[np.abs(shifts).argmax()])
    if abs(largest) <= _SAME:
        return f"they agree within {_SAME} ms"
    direction = "earlier" if largest < 0 else "later"
    place = "it comes" if shifts.size == 1 else "they come up to"
    return f"{place} {abs(largest):.2g} ms {direction}"

"""Whether the spikes are due to the equations or to the step of the scheme."""

from __future__ import annotations

from math import sqrt

import numpy as np

from izhikevich.errors import SimulationError
from izhikevich.neuron.artefacts import told
from izhikevich.neuron.trace import Trace
from izhikevich.views.neuron.run import Run
from izhikevich.views.part import Action, Notice

#: Runs that need more steps than about this are not repeated automatically.
_MOST_STEPS = 40_000
#: Number of steps in the shortest time scale of the equations.
_STEPS_PER_SCALE = 4.0
#: Shifts of spikes up to this (ms) count as none.
_SAME = 0.05


def precision(run: Run) -> Notice | None:
    """Report what the accurate scheme, the limit of ever smaller steps, would change."""
    trace = run.trace
    if trace is None or run.method == "accurate":
        return None
    action = Action("See it", {"method": "accurate"})
    if trace.n_artefacts:
        text = told(trace.n_artefacts, trace.n_spikes, trace.dt)
        return Notice("warning", text, "dt", action)
    if _steps(trace) > _MOST_STEPS:
        return None
    try:
        accurate = run.simulate(method="accurate")
    except SimulationError as error:
        # What happened, without the cause and the advice, which are long.
        reason = str(error).partition(". ")[0].partition(", ")[0]
        return Notice(
            "warning",
            f"Only this scheme and step give {_these(trace.n_spikes)}: "
            f"integrated accurately, {reason}.",
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


def _steps(trace: Trace) -> float:
    """Estimate the steps of the accurate scheme along a run: at least one per sample."""
    p = trace.parameters
    along = 2.0 * p.k2 * trace.v + p.k1
    rise = 4.0 * p.k2 * np.abs(p.dv(trace.v, trace.u, trace.current)) / p.C
    rates = np.sqrt((along / p.C) ** 2 + rise) + sqrt(p.a * p.a + abs(p.a * p.b) / p.C)
    return float(np.maximum(_STEPS_PER_SCALE * trace.dt * rates, 1.0).sum())


def _finer(run: Run) -> Action | None:
    """Offer a tenth of the step, if it can be run."""
    dt = run.dt / 10
    return Action(f"Try dt = {dt:.3g} ms", {"dt": dt}) if dt >= 1e-3 else None


def _spikes(count: int) -> str:
    return "1 spike" if count == 1 else f"{count} spikes"


def _these(count: int) -> str:
    return "this spike" if count == 1 else f"these {count} spikes"


def _shift(trace: Trace, accurate: Trace) -> str:
    shifts = accurate.spike_times - trace.spike_times
    largest = float(shifts[np.abs(shifts).argmax()])
    if abs(largest) <= _SAME:
        return f"they agree within {_SAME} ms"
    direction = "earlier" if largest < 0 else "later"
    place = "it comes" if shifts.size == 1 else "they come up to"
    return f"{place} {abs(largest):.2g} ms {direction}"

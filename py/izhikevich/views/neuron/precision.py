"""Whether the spikes are due to the equations or to the step of the scheme."""

from __future__ import annotations

from math import sqrt

import numpy as np

from izhikevich.errors import SimulationError
from izhikevich.messages import Message, Number, counted, msg
from izhikevich.neuron.schemes.artefacts import artefact_warning
from izhikevich.neuron.trace import Trace
from izhikevich.views.neuron.run import Run
from izhikevich.views.part import Action, Notice

#: Runs that need more steps than about this are not repeated automatically.
_MAX_STEPS = 40_000
#: Number of steps in the shortest time scale of the equations.
_STEPS_PER_SCALE = 4.0
#: Shifts of spikes up to this (ms) count as none.
_SAME = 0.05


def precision(run: Run) -> Notice | None:
    """Report what the accurate scheme, the limit of ever smaller steps, would change."""
    trace = run.trace
    if trace is None or run.scheme == "accurate":
        return None
    actions = (Action(msg("Show accurate solution"), {"method": "accurate"}),)
    if trace.n_artefacts:
        text = artefact_warning(trace.n_artefacts, trace.n_spikes, trace.dt)
        badge = counted(
            "dt matters here: {count} artefact",
            "dt matters here: {count} artefacts",
            trace.n_artefacts,
        )
        return Notice("warning", text, "dt", actions, badge)
    if _steps(trace) > _MAX_STEPS:
        return None
    try:
        accurate = run.simulate(scheme="accurate")
    except SimulationError as error:
        text = counted(
            "Only this scheme and step give this spike: solved accurately, {what}.",
            "Only this scheme and step give these {count} spikes: solved accurately, {what}.",
            trace.n_spikes,
            what=_failure(error),
        )
        badge = msg("dt matters here: there is no accurate solution")
        return Notice("warning", text, "dt", _finer(run), badge)
    if accurate.n_spikes != trace.n_spikes:
        text = counted(
            "This result depends on the time step: solved accurately, the neuron fires {count} "
            "spike, not {now}.",
            "This result depends on the time step: solved accurately, the neuron fires {count} "
            "spikes, not {now}.",
            accurate.n_spikes,
            now=trace.n_spikes,
        )
        badge = counted(
            "dt matters here: {count} spike, not {now}",
            "dt matters here: {count} spikes, not {now}",
            accurate.n_spikes,
            now=trace.n_spikes,
        )
        return Notice("warning", text, "dt", actions, badge)
    if not trace.n_spikes:
        text = msg("With a smaller time step: no spike either.")
        return Notice("info", text, "dt", actions, msg("dt checked"))
    text = counted(
        "With a smaller time step: the same {count} spike; {shift}.",
        "With a smaller time step: the same {count} spikes; {shift}.",
        trace.n_spikes,
        shift=_shift(trace, accurate),
    )
    return Notice("info", text, "dt", actions, msg("dt checked"))


def _steps(trace: Trace) -> float:
    """Estimate the steps of the accurate scheme along a run: at least one per sample."""
    p = trace.parameters
    along = 2.0 * p.k2 * trace.v + p.k1
    rise = 4.0 * p.k2 * np.abs(p.dv(trace.v, trace.u, trace.current)) / p.C
    rates = np.sqrt((along / p.C) ** 2 + rise) + sqrt(p.a * p.a + abs(p.a * p.b) / p.C)
    return float(np.maximum(_STEPS_PER_SCALE * trace.dt * rates, 1.0).sum())


def _finer(run: Run) -> tuple[Action, ...]:
    """Offer a tenth of the step, if it can be run."""
    dt = run.dt / 10
    label = msg("Try dt = {dt}", dt=Number(dt, "ms", ".3g"))
    return (Action(label, {"dt": dt}),) if dt >= 1e-3 else ()


def _failure(error: SimulationError) -> Message:
    """Describe a run that failed with so few steps, without the advice of the error."""
    if error.time is None:
        return msg("this run cannot be completed")
    return msg("the neuron runs away at {time}", time=Number(error.time, "ms", ".4g"))


def _shift(trace: Trace, accurate: Trace) -> Message:
    shifts = accurate.spike_times - trace.spike_times
    largest = float(shifts[np.abs(shifts).argmax()])
    if abs(largest) <= _SAME:
        return msg("they agree within {shift}", shift=Number(_SAME, "ms"))
    shift = Number(abs(largest), "ms", ".2g")
    if largest < 0.0:
        return counted(
            "it comes {shift} earlier", "they come up to {shift} earlier", shifts.size, shift=shift
        )
    return counted(
        "it comes {shift} later", "they come up to {shift} later", shifts.size, shift=shift
    )

"""The panels that explain the firing: computed when they are open, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from izhikevich.comparison import (
    Course,
    HodgkinHuxley,
    IntegrateAndFire,
    hodgkin_huxley,
    integrate_and_fire,
)
from izhikevich.dynamics import Window, saddle_manifolds
from izhikevich.dynamics.basins import basins
from izhikevich.dynamics.impedance import measuring_impedance
from izhikevich.dynamics.phase_response import phase_response
from izhikevich.dynamics.reset_map import reset_map
from izhikevich.dynamics.strength_duration import strength_duration
from izhikevich.errors import SimulationError
from izhikevich.neuron.rules import FloatArray
from izhikevich.plots.neuron.basins import basins_plot
from izhikevich.plots.neuron.impedance import impedance_plot
from izhikevich.plots.neuron.models_compared import models_compared_plot
from izhikevich.plots.neuron.phase_response import phase_response_plot
from izhikevich.plots.neuron.reset_map import reset_map_plot
from izhikevich.plots.neuron.strength_duration import strength_duration_plot
from izhikevich.plots.neuron.window import WindowLimits, phase_window
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, part_of
from izhikevich.views.neuron.firing import describe
from izhikevich.views.neuron.run import Run

Parts = Iterator[Progress | Plot]

_HIGHEST = 100.0  # Hz, of the sweep
_PULSES = (0.2, 100.0, 16)  # shortest and longest, ms, and how many
_LONGEST = 1000.0  # ms of a run that are given to the other models
_ROOM = 0.15  # beside the resets, as a part of their extent


def resets(run: Run) -> Parts:
    """Compute the reset map at the shown current."""
    own = _own_resets(run)
    found = yield from reset_map(
        run.parameters, run.shown_current, _reset_range(run), (run.v0, run.u0)
    )
    yield reset_map_plot(found, own, run.parameters.units["u"], _own_words(run, own))


def attraction(run: Run) -> Parts:
    """Compute the basins of attraction at the shown current."""
    window = _near_rest(run)
    found = None
    if any(point.stable for point in run.reachable):
        method, dt = run.explicit
        found = yield from basins(
            run.parameters, run.shown_current, Window(*window), method=method, dt=dt
        )
    manifolds = saddle_manifolds(run.parameters, run.shown_current, Window(*window))
    yield basins_plot(
        found,
        run.parameters,
        run.shown_current,
        window,
        run.equilibria,
        None if manifolds is None else manifolds.separatrix,
        (run.v0, run.u0),
    )


def response(run: Run) -> Parts:
    """Compute the phase response of the firing at the shown current."""
    try:
        found = yield from phase_response(run.parameters, run.shown_current, (run.v0, run.u0))
    except SimulationError as error:
        why = f"{error}".partition(":")[0]
        yield empty(f"A phase needs tonic firing. At I = {run.shown_current:.4g}, {why}.")
        return
    yield phase_response_plot(found)


def impedance(run: Run) -> Parts:
    """Measure the impedance at rest."""
    current = run.rest_current
    if current is None:
        yield empty(_NO_REST)
        return
    yield Progress(0.1, "Sweeping the frequency")
    try:
        work = measuring_impedance(run.parameters, current, highest=_HIGHEST)
        found = yield from part_of(work, 0.1, 0.9, "Sweeping the frequency")
    except SimulationError as error:
        yield empty(f"No impedance: {error}.")
        return
    yield impedance_plot(found, run.parameters, current, _HIGHEST)


def pulses(run: Run) -> Parts:
    """Compute the strength-duration curve from rest."""
    if run.rest_current is None:
        yield empty(_NO_REST)
        return
    low, high, count = _PULSES
    durations = np.geomspace(low, high, count)
    found = yield from strength_duration(run.parameters, run.rest_current, durations)
    yield strength_duration_plot(found, run.parameters.units["I"])


def models(run: Run) -> Parts:
    """Give the current to the other models."""
    trace = run.trace
    if trace is None:
        yield empty("This run cannot be completed.")
        return
    count = int(np.searchsorted(trace.t, _LONGEST, side="right"))
    t, current = trace.t[:count], trace.current[:count] / run.parameters.C
    small = IntegrateAndFire()
    simple = integrate_and_fire(small, t, current)
    line = _with_spikes(simple, run.parameters.v_peak, small.reset)
    own_t, own_v = trace.with_peaks()
    shown = own_t <= t[-1]
    spikes = trace.genuine_times[trace.genuine_times <= t[-1]]
    large = yield from hodgkin_huxley(HodgkinHuxley(), t, current)
    courses = [
        ("integrate-and-fire", simple, line),
        (
            "izhikevich",
            Course(t, trace.v[:count], spikes),
            (own_t[shown], own_v[shown]),
        ),
        ("hodgkin-huxley", large, (large.t, large.v)),
    ]
    yield models_compared_plot(courses, t, current, run.dt)


_NO_REST = "There is no stable rest, with or without the current of this run."


def _near_rest(run: Run) -> WindowLimits:
    """Return the phase plane up to a little beyond the threshold, where all starts are alike."""
    window = phase_window(run.parameters, run.trace, run.shown_current)
    knee = -run.parameters.k1 / (2.0 * run.parameters.k2)
    threshold = max([knee, *(point.v for point in run.reachable)])
    return window[0], min(window[1], threshold + 0.5 * (threshold - window[0])), *window[2:]


def _reset_range(run: Run) -> tuple[float, float]:
    """Return the values of u of the map: those of the phase plane, and the resets with room."""
    p, trace = run.parameters, run.trace
    turn = p.quadratic(p.c) + run.shown_current
    marks = [turn - abs(p.d), turn + abs(p.d)]
    marks += [point.u for point in run.reachable]
    if trace is not None and trace.n_spikes:
        u = p.reset(trace.spike_u)[1]
        window = phase_window(p, trace, run.shown_current)
        marks += np.clip([u.min(), u.max()], window[2], window[3]).tolist()
    low, high = min(marks), max(marks)
    room = max(_ROOM * (high - low), 1e-3 * abs(high), 0.5)
    return low - room, high + room


def _own_resets(run: Run) -> FloatArray:
    """Return u after the run's last resets during which the shown current held."""
    trace = run.trace
    if trace is None or trace.n_spikes < 2:
        return np.empty(0)
    other = np.flatnonzero(run.current != run.shown_current)
    since = ~trace.artefacts
    since &= trace.spike_indices > (other[-1] if other.size else -1)
    u = run.parameters.reset(trace.spike_u)[1]
    return u[since]


def _own_words(run: Run, own: FloatArray) -> str:
    """Say what the run does, where the current holds."""
    if run.trace is None or own.size < 2:
        return f"at I = {run.shown_current:.4g}"
    firing = describe(run.trace)
    if not firing.bursts:
        return f"this run: {own.size} resets"
    sizes = ", ".join(map(str, firing.bursts[:3]))
    return f"this run: bursts of {sizes}{' …' if len(firing.bursts) > 3 else ''} spikes"


def _with_spikes(course: Course, peak: float, reset: float) -> tuple[FloatArray, FloatArray]:
    """Draw each spike up to the peak: the model itself has none, only a reset."""
    where = np.searchsorted(course.t, course.spike_times)
    times = np.repeat(course.spike_times, 2)
    peaks = np.tile([peak, reset], course.spike_times.size)
    at = np.repeat(where, 2)
    return np.insert(course.t, at, times), np.insert(course.v, at, peaks)


#: By the name of the panel.
WHYS: Mapping[str, Callable[[Run], Parts]] = {
    "reset_map": resets,
    "basins": attraction,
    "phase_response": response,
    "impedance": impedance,
    "strength_duration": pulses,
    "models_compared": models,
}

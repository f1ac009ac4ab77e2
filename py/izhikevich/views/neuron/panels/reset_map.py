"""The reset map: spikes of a burst, step by step."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.equilibria.window import phase_window
from izhikevich.messages import Message, Number, counted, msg
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

_ROOM = 0.15  # margin next to the resets, as a fraction of their extent


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the reset map at the displayed current."""
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics.maps.reset_map import reset_map
    from izhikevich.plots.neuron.reset_map import reset_map_plot

    own = _own_resets(run)
    found = yield from with_progress(
        reset_map, run.parameters, run.shown_current, _reset_range(run), v0=run.v0, u0=run.u0
    )
    yield reset_map_plot(found, own, _own_words(run, own))


def _reset_range(run: Run) -> tuple[float, float]:
    """Return the values of u of the map: those of the phase plane, and the resets with a margin."""
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
    """Return u after the run's last resets during which the displayed current was constant."""
    trace = run.trace
    if trace is None or trace.n_spikes < 2:
        return np.empty(0)
    other = np.flatnonzero(run.current != run.shown_current)
    since = ~trace.artefacts
    since &= trace.spike_indices > (other[-1] if other.size else -1)
    u = run.parameters.reset(trace.spike_u)[1]
    return u[since]


def _own_words(run: Run, own: FloatArray) -> Message:
    """Describe what the run does, where the current is constant."""
    firing = run.firing
    if firing is None or own.size < 2:
        return msg("at I = {current}", current=Number(run.shown_current, form=".4g"))
    if not firing.bursts:
        return counted("this run: {count} reset", "this run: {count} resets", own.size)
    sizes = ", ".join(map(str, firing.bursts[:3]))
    if len(firing.bursts) > 3:
        sizes += " …"
    return msg("this run: bursts of {sizes} spikes", sizes=sizes)


PANEL = Panel(
    name="reset_map",
    title="Reset map",
    help="u after each reset against u after the one before, at the current value of I; the run is "
    "drawn as a cobweb. A stable crossing of the diagonal is tonic firing. In a burst u climbs "
    "step by step, until a reset lands beyond the dotted line, where v falls first: u then decays "
    "during a long excursion, and the next burst begins. So the steps from one such reset to the "
    "next are the spikes of a burst; many quick ones are chattering. Where the map has a gap, no "
    "spike follows: rest.",
    place="extra",
    on_demand=True,
    tall=True,
    order=60,
    quick=True,
    build=build,
)

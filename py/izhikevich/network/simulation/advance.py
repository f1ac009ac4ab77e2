"""The steps of a run, between which functions are called and monitors record."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from time import perf_counter

import numpy as np

from izhikevich.network.callbacks import Callback
from izhikevich.network.live import Live
from izhikevich.network.monitors import Monitor
from izhikevich.network.projection_monitors import ProjectionMonitor
from izhikevich.network.simulation import backend
from izhikevich.network.simulation.plan import Plan
from izhikevich.network.simulation.recording import Recorder
from izhikevich.network.simulation.state import State
from izhikevich.progress import Progress, reached

_NONE = np.empty(0, np.int64)
_STEPPED = 20_000_000  # neurons and synapses times the number of first steps
_BETWEEN_REPORTS = 0.02  # seconds of work between two progress reports, approximately


def advance(
    live: Live,
    ready: Callable[[], tuple[Plan, State]],
    recorder: Recorder,
    steps: int,
    size: int,
    *,
    callbacks: Sequence[Callback],
    monitors: Sequence[Monitor | ProjectionMonitor],
    until: Callback | None = None,
) -> Generator[Progress, None, None]:
    """Take some steps.

    Parameters
    ----------
    live : Live
    ready : callable
        Returns plan and state, which differ after values were set.
    recorder : Recorder
    steps : int
    size : int
        Number of neurons and synapses.
    callbacks : sequence of Callback
        Each is called between steps; so that runs one after the other are as one, it is called at
        the beginning of a run, and not at its end.
    monitors : sequence of Monitor or ProjectionMonitor
        The latter read the synapses between steps.
    until : Callback, optional
        The run ends if it returns true; it is called after steps, not at the beginning.
    """
    first, last = live.step, live.step + steps
    # Few steps, until the pace is known: all neurons may fire together.
    chunk = min(20, max(1, _STEPPED // max(size, 1)))
    stepper: backend.Steps | None = None
    active: list[Monitor] = []
    looking: list[ProjectionMonitor] = []
    reported = perf_counter()
    while (now := live.step) < last:
        for callback in tuple(callbacks) if callbacks else ():
            if callback.is_due(now):
                live.call(callback.call, now)
        if monitors or active or looking:
            started = [monitor for monitor in monitors if monitor.recording]
            looking = [monitor for monitor in started if isinstance(monitor, ProjectionMonitor)]
            recording = [monitor for monitor in started if isinstance(monitor, Monitor)]
            if recording != active:
                active, stepper = recording, None  # it writes into other samples
                recorder.watch(np.concatenate([_NONE, *(m.sampled for m in active)]))
        if stepper is None or live.outdated:
            plan, state = ready()
            stepper = backend.stepper(plan, state, recorder, last - now)
        room = recorder.room
        if not room:
            recorder.make_room()
            room = recorder.room
        chunk = min(chunk, stepper.most)
        count = min(chunk, room, last - now)
        stops = [*callbacks, until] if until else callbacks
        if stops:
            count = min([count, *(stop.next_step(now + 1) - now for stop in stops if stop.active)])
        if looking:
            count = min([count, *(one.next_step(now + 1) - now for one in looking)])
        place, begin = recorder.place if active else None, perf_counter()
        live.stepping = True
        try:
            stepper.run(count)
        finally:
            live.stepping = False
            if place:
                found = recorder.since(place)
                for monitor in active:
                    monitor.keep(now, live.step, recorder.targets, recorder.which, *found)
        for one in looking:
            one.keep(live.step)
        end = perf_counter()
        pace = _BETWEEN_REPORTS / max((end - begin) * chunk / count, 1e-6)
        chunk = max(1, min(int(chunk * min(max(pace, 0.5), 64.0)), stepper.most))
        if not (stops or looking) or end - reported > _BETWEEN_REPORTS / 2 or live.step == last:
            reported = end
            yield reached((live.step - first) / steps, live.step * recorder.dt)
        if until and until.next_step(live.step) == live.step and until.call(live.step):
            return

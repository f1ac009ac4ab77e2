"""The Neuron view live: a neuron that one can poke."""

from __future__ import annotations

from math import ceil, floor

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.equilibria.manifolds import Window
from izhikevich.dynamics.equilibria.phase_plane import PhasePlane, plane_of, prevailing
from izhikevich.dynamics.equilibria.window import phase_window
from izhikevich.errors import SimulationError
from izhikevich.messages import Message, msg
from izhikevich.neuron.live import PULSE, LiveNeuron
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.simulation import simulating
from izhikevich.neuron.stimuli.stimulus import Constant
from izhikevich.neuron.trace import Trace
from izhikevich.plots.neuron.phase_plane import shape_of
from izhikevich.plots.neuron.recovery import recovery_with_jumps
from izhikevich.plots.spec import VOLTAGE
from izhikevich.plots.style import Role
from izhikevich.progress import finish
from izhikevich.transport import UNSET, Unset
from izhikevich.views.equations import fires, live
from izhikevich.views.live import (
    LiveCurve,
    LiveFrame,
    LiveInputs,
    LiveLevel,
    LivePicture,
    LivePlane,
    LivePoint,
    LiveQuantity,
    LiveScene,
)
from izhikevich.views.mathml import Node
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Slider, Values

#: Time that is visible, and that can be measured, ms.
WINDOW = 1000.0
#: Shortest run that is measured, ms: it continues if parameters have just changed.
_SHORTEST = 50.0
#: Samples closer than this (ms) are not all painted.
_FINEST = 0.1
#: Steps taken together, at most: the page waits meanwhile.
_MAX_STEPS = 200_000
#: Amplitude where the protocol has no step, mV/ms and pA.
_AMPLITUDE, _AMPLITUDE_PA = 10.0, 100.0
#: Length of the runs that show how far the axes have to reach, ms.
_TRIED = 400.0
#: Pictures of the plane that are kept: the current often goes back to what it was.
_MAX_PICTURES = 32


class LiveRun:
    """A live run of the Neuron view.

    It begins with the current that prevails in the run, `WINDOW` before the reader sees it.

    Parameters
    ----------
    run : Run
        The run from which it starts.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        level, self.amplitude = _currents(run)
        self._neuron = LiveNeuron(
            run.parameters, level, run.dt, run.v0, run.u0, run.scheme, kept=WINDOW
        )
        self._owed = WINDOW
        self._shown: float | None = None  # current of the picture that the page has
        self._pictures: dict[float, LivePicture] = {}
        self._measure_axes()

    def tune(self, prepared: object) -> None:
        """Let it continue with another run's parameters, current, time step and scheme."""
        assert isinstance(prepared, Run)
        before, self._run = self._run, prepared
        neuron = self._neuron
        neuron.change(prepared.parameters, dt=prepared.dt, scheme=prepared.scheme)
        neuron.level = prevailing(_sampled(prepared))
        low, high = self._current_range
        if before.parameters != prepared.parameters or not low < neuron.level < high:
            self._pictures = {}
            self._shown = None
            self._measure_axes()

    def summary(self) -> Message:
        """Return a sentence on what runs."""
        return msg(
            "Runs live: every parameter acts immediately. Hold the button, the space bar or the "
            "plot to inject current."
        )

    def equations(self) -> tuple[Node, ...]:
        """Return the equations with the numbers of now, without what is injected."""
        run = self._run
        return live(run.parameters, fires(run.scheme), self._neuron.level)

    def _measure_axes(self) -> None:
        """Find ranges that hold the run, with and without the injected current."""
        run, level = self._run, self._neuron.level
        p = run.parameters
        injected = level + self.amplitude
        windows = [phase_window(p, _tried(run, current), current) for current in (level, injected)]
        v_low, _, u_low, _ = (min(ends) for ends in zip(*windows, strict=True))
        _, v_high, _, u_high = (max(ends) for ends in zip(*windows, strict=True))
        self._v_range = 10.0 * floor(v_low / 10.0), 10.0 * ceil(v_high / 10.0 + 0.2)
        self._u_range = u_low, u_high
        low, high = min(0.0, level, injected), max(0.0, level, injected)
        margin = 0.2 * (high - low)
        self._current_range = low - margin, high + margin

    def scene(self) -> LiveScene:
        """Return what there is to see and to act on."""
        run = self._run
        units = run.parameters.units
        most = max(4.0 * abs(self.amplitude), 4.0 * (_AMPLITUDE_PA if units["I"] == "pA" else 10.0))
        amplitude: Slider = (-most, most, most / 400.0)
        return LiveScene(
            quantities=(
                LiveQuantity(VOLTAGE.name, VOLTAGE.unit, Role.VOLTAGE, self._v_range),
                LiveQuantity("u", units["u"], Role.RECOVERY, self._u_range),
                LiveQuantity("I", units["I"], Role.CURRENT, self._current_range),
            ),
            panel="trace",
            traces=(0, 2),
            plane=LivePlane("phase", 0, 1),
            level=LiveLevel(2, "I", self._neuron.level - run.added),
            amplitude=amplitude,
            initial=self.amplitude,
            window=WINDOW,
            pulse=PULSE,
        )

    def advance(self, duration: float, inputs: LiveInputs) -> LiveFrame:
        """Return the next piece, of as many time steps as fit into its length (ms)."""
        neuron = self._neuron
        neuron.hold(inputs.amplitude if inputs.held else 0.0)
        for _ in range(inputs.pulses):
            neuron.pulse(inputs.amplitude)
        self._owed += duration
        steps = min(int(self._owed / neuron.dt + 1e-6), _MAX_STEPS)
        self._owed = min(max(self._owed - steps * neuron.dt, 0.0), WINDOW)
        if not steps:
            none = np.empty(0, np.float32)
            jumps = np.empty(0, np.int32)
            return LiveFrame(neuron.time, none, (none,) * 3, jumps, self._new_picture())
        trace = neuron.advance(steps)
        return _painted(trace, neuron.time, self._new_picture())

    def measure(self, duration: float) -> Values:
        """Return the values of the last part (ms) as an ordinary run."""
        past = self._neuron.last(duration)
        model: Values = {name: float(getattr(past.parameters, name)) for name in MODEL}
        return model | {
            "I": 0.0,
            "stimulus": past.stimulus.text,
            "duration": max(past.duration, _SHORTEST),
            "dt": past.dt,
            "method": past.scheme,
            "v0": past.v0,
            "u0": past.u0,
        }

    def _new_picture(self) -> LivePicture | Unset:
        """Return what the plane shows at the present current, if the page does not have it yet."""
        current = self._neuron.current
        if current == self._shown:
            return UNSET
        self._shown = current
        if current not in self._pictures:
            while len(self._pictures) >= _MAX_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            window = Window(*self._v_range, *self._u_range)
            plane = plane_of(self._run.parameters, None, current, current, window)
            self._pictures[current] = _picture(plane)
        return self._pictures[current]


def _sampled(run: Run) -> FloatArray:
    """Return the current of a run, without running it."""
    steps = np.arange(round(run.duration / run.dt) + 1, dtype=np.float64)
    return run.stimulus.sample(steps * run.dt)


def _currents(run: Run) -> tuple[float, float]:
    """Return the prevailing current of a run, and the step or the largest pulse in it."""
    current = _sampled(run)
    level = prevailing(current)
    change = current - level
    step = level - current[0] or change[np.abs(change).argmax()]
    least = _AMPLITUDE_PA if run.parameters.dimensional else _AMPLITUDE
    return level, float(f"{step or least:.3g}")


def _tried(run: Run, current: float) -> Trace | None:
    """Return a short run at a constant current, None if it fails."""
    try:
        return finish(
            simulating(
                run.parameters, Constant(current), _TRIED, run.dt, run.v0, run.u0, run.scheme
            )
        )
    except SimulationError:
        return None


def _picture(plane: PhasePlane) -> LivePicture:
    """Return nullclines, separatrix and equilibria at a current."""
    of_v, of_u = plane.v_nullcline, plane.u_nullcline
    curves = [
        _curve(Role.VOLTAGE, of_v.v, of_v.u, label="v' = 0"),
        _curve(Role.RECOVERY, of_u.v, of_u.u, label="u' = 0"),
    ]
    if plane.manifolds is not None:
        curves.append(_curve(Role.MUTED, *plane.manifolds.separatrix.T, dashed=True))
    points = (LivePoint(p.v, p.u, shape_of(p), p.stable) for p in plane.equilibria)
    return LivePicture(tuple(curves), tuple(points))


def _curve(
    role: Role, x: FloatArray, y: FloatArray, *, dashed: bool = False, label: str = ""
) -> LiveCurve:
    return LiveCurve(role, x.astype(np.float32), y.astype(np.float32), dashed, label)


def _painted(trace: Trace, end: float, picture: LivePicture | Unset) -> LiveFrame:
    """Return the points of a chunk that are painted: peaks, resets, and samples close enough."""
    time, v = trace.with_peaks()
    u = recovery_with_jumps(trace)[1]
    own = 1 if trace.scheme != "accurate" else 2  # points of a spike besides the samples
    where = trace.spike_indices
    current = np.insert(
        trace.current, np.repeat(where, own), np.repeat(trace.current[where - (where > 0)], own)
    )
    jumps = where + own * np.arange(where.size) + 1
    keep = np.arange(time.size) % max(1, round(_FINEST / trace.dt)) == 0
    for kept in (jumps[jumps < time.size], jumps - 1, np.array([-1])):
        keep[kept] = True
    places = np.cumsum(keep) - 1
    inside = jumps[jumps < time.size]
    values = (array[keep].astype(np.float32) for array in (v, u, current))
    since = (time[keep] - end).astype(np.float32)
    return LiveFrame(end, since, tuple(values), places[inside].astype(np.int32), picture)

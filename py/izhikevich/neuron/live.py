"""A neuron that runs without an end, in chunks, while its current and parameters change."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import ceil

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.accurate import MAX_STEPS
from izhikevich.neuron.schemes.endless import Endless, endless
from izhikevich.neuron.schemes.protocol import protocol
from izhikevich.neuron.schemes.table import DEFAULTS, SCHEMES
from izhikevich.neuron.simulation import initial_state
from izhikevich.neuron.stimuli.base import AMPLITUDE_LIMIT, Constant, Stimulus
from izhikevich.neuron.stimuli.pieces import Piece, Piecewise, Sampled
from izhikevich.neuron.trace import Trace
from izhikevich.units import integer, number

#: Width of a pulse, ms.
PULSE = 2.0


@dataclass(frozen=True)
class Past:
    """The last part of a live run, as the arguments of `simulate`.

    Parameters
    ----------
    begin : float
        Time of the live run at which it begins, ms.
    parameters : Parameters
        The neuron.
    stimulus : Stimulus
        Its current; after the end of this part, the present one.
    duration, dt : float
        ms.
    v0, u0 : float
        State at the beginning.
    scheme : str
    """

    begin: float
    parameters: Parameters
    stimulus: Stimulus
    duration: float
    dt: float
    v0: float
    u0: float
    scheme: str


@dataclass
class _Pulse:
    """A pulse, which begins when the current may change."""

    amplitude: float
    steps: int
    stop: int | None = None


class LiveNeuron:
    """A neuron that runs without an end.

    Its current is the level, plus what is injected while held, plus pulses. It is constant within
    each time step, and changes with the next one. However the run is cut into chunks, it is one
    run: bit for bit that of `simulate` with the same current.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    level : float
        Current to begin with, mV/ms or pA.
    dt, v0, u0, scheme
        As for `simulate`.
    kept : float
        Part of the past that `last` can return, ms.

    Raises
    ------
    ParameterError
        If an argument is not allowed.

    Examples
    --------
    >>> neuron = LiveNeuron("RS", level=4.0)
    >>> chunk = neuron.advance(400)
    >>> neuron.hold(10.0)
    >>> neuron.advance(400).n_spikes
    5
    """

    def __init__(
        self,
        cell: Cell,
        level: float = 0.0,
        dt: float = 0.25,
        v0: float | None = None,
        u0: float | None = None,
        scheme: str = DEFAULTS["neuron"],
        *,
        kept: float = 1000.0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        parameters = parameters_of(cell)
        self._kept = number(kept, "kept", "ms", low=dt, high=1e6)
        self._level = _amplitude(level, "level", parameters)
        self._held = 0.0
        self._pulses: list[_Pulse] = []
        self._origin = 0.0
        self._begin(parameters, dt, scheme, *initial_state(parameters, v0, u0))

    def _begin(self, parameters: Parameters, dt: float, scheme: str, v: float, u: float) -> None:
        """Begin a stretch: a part of the run in which nothing but the current changes."""
        _, dt, _ = protocol(dt, dt, scheme)
        self._run: Endless = endless(parameters, dt, scheme, v, u)
        self._parameters, self._dt, self._scheme = parameters, dt, scheme
        self._step = 0  # the next one
        self._state = v, u
        self._current: float | None = None
        self._changes: deque[tuple[int, float]] = deque()  # first steps and currents

    @property
    def parameters(self) -> Parameters:
        """The neuron as it is now."""
        return self._parameters

    @property
    def dt(self) -> float:
        """Time step, ms."""
        return self._dt

    @property
    def scheme(self) -> str:
        """Name of the scheme."""
        return self._scheme

    @property
    def time(self) -> float:
        """Time since the run began, ms."""
        return self._origin + self._step * self._dt

    @property
    def elapsed(self) -> float:
        """Time since parameters, time step or scheme last changed, ms."""
        return self._step * self._dt

    @property
    def current(self) -> float:
        """The current of the last step; before the first one, that to begin with."""
        return self._wanted() if self._current is None else self._current

    @property
    def level(self) -> float:
        """The current without injection and pulses."""
        return self._level

    @level.setter
    def level(self, level: float) -> None:
        self._level = _amplitude(level, "level", self._parameters)

    def hold(self, amplitude: float) -> None:
        """Inject a current from now on, in addition to the level, until another one or 0 is set."""
        self._held = _amplitude(amplitude, "amplitude", self._parameters)

    def pulse(self, amplitude: float, width: float = PULSE) -> None:
        """Inject a current for some time (ms) from now on."""
        amplitude = _amplitude(amplitude, "amplitude", self._parameters)
        width = number(width, "width", "ms", low=0.0, high=1e6, low_open=True)
        self._pulses.append(_Pulse(amplitude, max(1, round(width / self._dt))))

    def change(self, cell: Cell, *, dt: float | None = None, scheme: str | None = None) -> None:
        """Let the neuron continue from its state with other parameters, another dt or scheme.

        Raises
        ------
        ParameterError
            If one of them is not allowed; the neuron then stays as it is.
        """
        parameters = parameters_of(cell)
        dt = self._dt if dt is None else dt
        scheme = self._scheme if scheme is None else scheme
        if (parameters, dt, scheme) == (self._parameters, self._dt, self._scheme):
            return
        protocol(dt, dt, scheme)
        now, ratio = self.time, self._dt / dt
        state = self._run.state(self._step)
        for one in self._pulses:
            left = one.steps if one.stop is None else one.stop - self._step
            one.steps, one.stop = max(1, round(left * ratio)), None
        self._begin(parameters, dt, scheme, *state)
        self._origin = now

    def advance(self, steps: int) -> Trace:
        """Return the trace of the next steps; its times continue those of the last one.

        Raises
        ------
        SimulationError
            If the voltage diverges, or the neuron fires faster and faster without end.
        """
        first, (v0, u0) = self._step, self._state
        end = first + integer(steps, "steps", low=1, high=MAX_STEPS)
        parts: list[tuple[FloatArray, ...]] = []
        while self._step < end:
            step, current, until = self._span(end)
            if current != self._current:
                self._changes.append((step, current))
                self._current = current
            found = self._run.span(step, until - step, current)
            self._step = until
            indices = found.spike_indices + (step - first)
            spikes = (found.spike_times, indices, found.spike_v, found.spike_u)
            parts.append((found.v, found.u, np.full(until - step, current), *spikes))
        v, u, currents, times, indices, spike_v, spike_u = map(
            np.concatenate, zip(*parts, strict=True)
        )
        self._state = float(v[-1]), float(u[-1])
        self._forget()
        return Trace(
            t=self._origin + np.arange(first, end, dtype=np.float64) * self._dt,
            v=v,
            u=u,
            current=currents,
            spike_times=self._origin + times,
            spike_indices=indices.astype(np.int64),
            spike_v=spike_v,
            spike_u=spike_u,
            artefacts=np.zeros(times.size, dtype=np.bool_),
            parameters=self._parameters,
            stimulus=Sampled(currents, self._dt),
            dt=self._dt,
            scheme=self._scheme,
            v0=v0,
            u0=u0,
        )

    def _span(self, end: int) -> tuple[int, float, int]:
        """Return the next step, its current, and the step up to which this stays, at most `end`."""
        step, wanted = self._step, self._wanted()
        if wanted != self._current and not self._run.may_change(step):
            assert self._current is not None
            return step, self._current, step + 1
        for pulse in self._pulses:
            if pulse.stop is None:
                pulse.stop = step + pulse.steps
            end = min(end, pulse.stop)
        return step, wanted, end

    def _wanted(self) -> float:
        """Return the current that the next step should have."""
        self._pulses = [p for p in self._pulses if p.stop is None or p.stop > self._step]
        total = self._level + self._held + sum(pulse.amplitude for pulse in self._pulses)
        return min(max(total, -AMPLITUDE_LIMIT), AMPLITUDE_LIMIT)

    def _forget(self) -> None:
        """Drop what is too old for `last`."""
        states, changes, dt = self._run.states, self._changes, self._dt
        oldest = (self._step - ceil(self._kept / dt)) * dt
        while len(states) > 1 and states[1][0] <= oldest:
            states.popleft()
        while len(changes) > 1 and changes[1][0] * dt <= states[0][0]:
            changes.popleft()

    def last(self, duration: float) -> Past:
        """Return the last part of the run as a run of its own: `simulate` gives the same spikes.

        Parameters
        ----------
        duration : float
            Its length, ms. It is shorter if parameters, time step or scheme have changed since, and
            by the accurate scheme it begins where a step of the scheme did, a little earlier.

        Raises
        ------
        ParameterError
            If nothing has run since the last change of these, or if it is longer than what is kept.
        """
        dt, now = self._dt, self._step
        duration = number(duration, "duration", "ms", low=dt, high=self._kept)
        if not now:
            raise ParameterError("duration", duration, "nothing has run since the last change")
        first = max(0, now - round(duration / dt))
        time, v, u = next(one for one in reversed(self._run.states) if one[0] <= first * dt)
        if SCHEMES[self._scheme].loop is None:
            length = ceil((now * dt - time) / dt - 1e-9) * dt
            begins = [step * dt - time for step, _ in self._changes]
        else:
            v, u = self._replayed(round(time / dt), first, v, u)
            time = first * dt
            length = max(1, now - first - 1) * dt
            begins = [(step - first) * dt for step, _ in self._changes]
        currents = [current for _, current in self._changes]
        return Past(
            begin=self._origin + time,
            parameters=self._parameters,
            stimulus=_pieces(begins, currents),
            duration=length,
            dt=dt,
            v0=v,
            u0=u,
            scheme=self._scheme,
        )

    def _replayed(self, begin: int, end: int, v: float, u: float) -> tuple[float, float]:
        """Return the state before step `end`, from that before step `begin`."""
        run = endless(self._parameters, self._dt, self._scheme, v, u)
        stops = [*(step for step, _ in self._changes), end][1:]
        for (_, current), stop in zip(self._changes, stops, strict=True):
            stop = min(stop, end)
            if stop > begin:
                run.span(begin, stop - begin, current)
                begin = stop
        return run.state(end)


def _pieces(begins: list[float], currents: list[float]) -> Stimulus:
    """Return a current that changes at some times (ms), of which only the last ones are after 0."""
    present = currents[-1]
    pieces = []
    for begin, end, current in zip(begins, begins[1:], currents, strict=False):
        if end > 0.0 and current != present:
            start = begin if begin > 0.0 else None
            pieces.append(Piece(current, start, end, includes_start=start is not None))
    return Piecewise(present, tuple(pieces)) if pieces else Constant(present)


def _amplitude(value: float, name: str, parameters: Parameters) -> float:
    """Return a current, checked."""
    unit = parameters.units["I"]
    return number(value, name, unit, low=-AMPLITUDE_LIMIT, high=AMPLITUDE_LIMIT)

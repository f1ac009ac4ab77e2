"""A network as its equations have it: spikes at their own times, whatever the time step.

What a step does to the spikes of a network can only be seen by comparison with this. It is slow,
and made to be read: neurons are integrated by Dormand and Prince's method of order 5 from one event
to the next, together where they can be, and in ever smaller parts where the difference from order 4
is too large. Events are spikes that arrive, input that ends, neurons that are no longer refractory,
and the beginnings of steps, at which sources fire and currents change, as in other schemes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import Number, msg
from izhikevich.network.callbacks import whole_steps
from izhikevich.network.populations import SILENT
from izhikevich.network.projections import Projection
from izhikevich.network.simulation.numpy import (
    NOISE_STREAM,
    noise_strength,
    pulsed_neurons,
    source_spikes,
)
from izhikevich.network.simulation.plan import Block, Plan
from izhikevich.network.simulation.recording import Recording
from izhikevich.network.simulation.state import State
from izhikevich.network.synapses.synapses import delay_steps
from izhikevich.progress import Report, Steps, reached, returning
from izhikevich.random import normal_single_of_steps
from izhikevich.units import number

if TYPE_CHECKING:
    from izhikevich.network.network import Network

#: Events closer than this (ms) happen together.
_TOGETHER = 1e-9
#: Shortest part of a step, ms, and how often Newton's method improves the time of a spike.
_SHORTEST, _IMPROVED = 1e-7, 20
#: How precisely the time of a spike is found, ms, and how many within 1 us are too many.
_LOCATED, _RESTLESS = 1e-9, 1000
# The method of Dormand and Prince: when and how the slopes of a step are taken, what they weigh in
# its result, and in the difference from the result of order 4.
_NODES = (0.2, 0.3, 0.8, 8 / 9, 1.0)
_SLOPES = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
)
_WEIGHTS = (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84)
_DIFFERENCES = (
    *(71 / 57600, 0.0, -71 / 16695, 71 / 1920),
    *(-17253 / 339200, 22 / 525, -1 / 40),
)


@returning
def accurate_run(
    net: Network, duration: float, *, tolerance: float = 1e-5, progress: Report | None = None
) -> Steps[Recording]:
    """Run a network from time 0 as its equations have it, however long it takes.

    Spikes have the times at which v reaches the peak, and arrive after the delays as they were
    given: numbers, or arrays in the order of the synapses, are not rounded to steps. Conductances
    with a time constant decay without steps; other input lasts for one time step from its arrival.
    Sources, stimuli, noise and pulses are those of the same network in any other scheme, step by
    step. The network itself stays where it is.

    Parameters
    ----------
    net : Network
        Without plasticity, short-term plasticity, injections, gap junctions, kinetics that rise
        before they decay, and functions that are called during a run.
    duration : float
        ms, a multiple of the time step.
    tolerance : float
        Largest difference between two orders of the method in a part of a step, relative to
        1 mV, or to v where it is larger.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    Recording
        Of spikes, with their exact times.

    Raises
    ------
    ParameterError
        If the network has what this scheme does not do.
    SimulationError
        If a voltage diverges.

    Examples
    --------
    >>> from izhikevich import Network
    >>> net = Network()
    >>> cell = net.population(1, i_offset=10.0)
    >>> accurate_run(net, 20.0).times.round(3)
    array([3.396])
    """
    _check(net)
    steps = whole_steps(duration, "duration", net.dt)
    course = _Course(net, number(tolerance, "tolerance", "", low=1e-12, high=1e-2))
    for step in range(steps):
        course.take_step(step)
        if step % 10 == 9:
            yield reached((step + 1) / steps, (step + 1) * net.dt)
    order = np.argsort(course.times, kind="stable")
    times, fired = np.array(course.times), np.array(course.fired, np.int64)
    order = order[times[order] < steps * net.dt]
    return Recording(
        start=0.0,
        stop=steps * net.dt,
        times=times[order],
        indices=fired[order],
        artefacts=np.zeros(order.size, np.bool_),
        courses={},
        populations=tuple(net.populations),
    )


def _check(net: Network) -> None:
    """Reject what this scheme does not do."""
    remedy = msg(
        "the accurate scheme cannot do this: compare with scheme='adaptive' and a smaller dt"
    )
    if net.callbacks:
        raise ParameterError("callbacks", len(net.callbacks), remedy)
    for projection in net.projections:
        if projection.plasticity is not None:
            raise ParameterError("plasticity", projection.name, remedy)
        if projection.short_term is not None:
            raise ParameterError("short_term", projection.name, remedy)
    for injection in net.injections:
        raise ParameterError("injections", injection.name, remedy)
    for coupling in net.couplings:
        raise ParameterError("couplings", coupling.name, remedy)
    for population in net.populations:
        for target, kinetics in population.tau.items():
            if not isinstance(kinetics, float):
                raise ParameterError("tau", f"{population.name}, {target}", remedy)


class _Synapses:
    """The synapses of a projection: their rows, by presynaptic neuron, in order of delay."""

    def __init__(self, projection: Projection, plan: Plan) -> None:
        synapses = projection.synapses
        self.first, self.starts = projection.first(plan.n), synapses.starts
        self.target = plan.targets.index(projection.target)
        self.targets = synapses.targets + projection.post.start
        self.weights = synapses.weights.astype(np.float64)
        self.delays = _delays(projection, plan.dt)

    def rows(self, neuron: int) -> Iterator[tuple[float, IndexArray, FloatArray]]:
        """Return delay (ms), neurons and weights of what a spike of a neuron does."""
        k = neuron - self.first
        if not 0 <= k < self.starts.size - 1:
            return
        some = slice(int(self.starts[k]), int(self.starts[k + 1]))
        delays, targets, weights = self.delays[some], self.targets[some], self.weights[some]
        for delay in np.unique(delays).tolist():
            same = delays == delay
            yield delay, targets[same], weights[same]


def _delays(projection: Projection, dt: float) -> FloatArray:
    """Return the delays (ms) of a projection as they were given, if these are known."""
    steps, given = projection.synapses.delays, projection.delays
    if isinstance(given, int | float | np.ndarray | list | tuple):
        exact: FloatArray = np.array(np.broadcast_to(np.asarray(given, np.float64), steps.shape))
        if np.array_equal(delay_steps(exact.copy(), "delays", dt), steps):
            return exact
    rounded: FloatArray = steps.astype(np.float64) * dt
    return rounded


class _Course:
    """A network on its way."""

    def __init__(self, net: Network, tolerance: float) -> None:
        plan = self._plan = net.plan()
        state = State.initial(plan)
        self._tolerance = tolerance
        self._v, self._u = state.v.astype(np.float64), state.u.astype(np.float64)
        self._synapses = [_Synapses(projection, plan) for projection in net.projections]
        every = [s.delays.min() for s in self._synapses if s.delays.size]
        self._shortest_delay = min(every, default=np.inf)
        self._lasting = np.zeros((len(plan.targets), plan.n))  # input that lasts a step
        self._decaying = np.zeros((len(plan.targets), plan.n))  # at the time _since
        self._tau = _time_constants(plan)
        self._since = self._now = 0.0
        self._current = np.zeros(plan.n)
        self._scale = 1.0 / plan.dt if plan.charge else 1.0
        self._held = np.zeros(plan.n) if plan.refractory is None else plan.refractory * plan.dt
        self._free = np.where(state.frozen == SILENT, np.inf, 0.0)
        self._events: list[tuple[float, int, int, IndexArray, FloatArray]] = []
        self._order = count()
        self.times: list[float] = []
        self.fired: list[int] = []

    def take_step(self, step: int) -> None:
        """Go from step dt to (step + 1) dt."""
        plan = self._plan
        times = np.array([step * plan.dt])
        self._now, end = step * plan.dt, (step + 1) * plan.dt
        self._current = self._currents(step, times)
        for source in plan.sources:
            for neuron in source_spikes(source, plan, times, step, 1)[0].tolist():
                self._send(neuron, self._now)
        while end - self._now > _TOGETHER:
            self._arrive()
            until = min(end, self._now + self._shortest_delay)
            if self._events:
                until = min(until, max(self._events[0][0], self._now + _TOGETHER))
            before = len(self.times)
            for some in self._chosen(np.flatnonzero(self._free <= self._now + _TOGETHER)):
                self._advance(some, self._now, until - self._now)
            self._now = until
            for neuron, time in zip(self.fired[before:], self.times[before:], strict=True):
                self._send(neuron, time)
        if not (np.abs(self._v) < 1e6).all():
            lost = int(np.flatnonzero(~(np.abs(self._v) < 1e6))[0])
            text = msg(
                "neuron {index} diverged at {time} ms", index=lost, time=Number(end, form="g")
            )
            raise SimulationError(text, end)

    def _currents(self, step: int, times: FloatArray) -> FloatArray:
        """Return what the neurons get in a step from outside."""
        plan = self._plan
        current = plan.i_offset.astype(np.float64)
        noise = noise_strength(plan)
        if noise is not None:
            drawn = normal_single_of_steps(plan.seed, NOISE_STREAM, step, 1, noise.size)[0]
            current[: noise.size] += noise * drawn
        for population in plan.populations:
            if population.inputs is not None:
                part = slice(population.start, population.stop)
                current[part] += population.inputs.at(times)[0]
        if plan.pulse:
            current[pulsed_neurons(plan, step, 1)] += plan.pulse
        return current

    def _send(self, neuron: int, time: float) -> None:
        """Let a spike depart."""
        for synapses in self._synapses:
            for delay, targets, weights in synapses.rows(neuron):
                self._expect(time + delay, synapses.target, targets, weights)

    def _expect(self, time: float, target: int, which: IndexArray, weights: FloatArray) -> None:
        heappush(self._events, (time, next(self._order), target, which, weights))

    def _arrive(self) -> None:
        """Let happen what is due."""
        while self._events and self._events[0][0] <= self._now + _TOGETHER:
            time, _, target, which, weights = heappop(self._events)
            if target < 0:  # a neuron is no longer refractory, or input ends
                if which.size:
                    np.add.at(self._lasting[-1 - target], which, weights)
                continue
            decays = np.isfinite(self._tau[target, which])
            if decays.any():
                self._decaying *= np.exp((self._since - self._now) / self._tau)
                self._since = self._now
                np.add.at(self._decaying[target], which[decays], weights[decays])
            if not decays.all():
                lasts = ~decays
                np.add.at(self._lasting[target], which[lasts], weights[lasts])
                self._expect(time + self._plan.dt, -1 - target, which[lasts], -weights[lasts])

    def _chosen(self, which: IndexArray) -> list[_Chosen]:
        """Return some neurons, sorted, block by block."""
        found = []
        for block in self._plan.blocks:
            begin, end = np.searchsorted(which, (block.start, block.stop))
            if end > begin:
                found.append(_Chosen(self._plan, block, which[begin:end]))
        return found

    def _input(self, some: _Chosen) -> Callable[[float, FloatArray, FloatArray], FloatArray]:
        """Return the current into some neurons as a function of the time (ms), v and u."""
        which, conductance = some.which, some.block.conductance
        targets = [self._plan.targets.index(name) for name in conductance.targets]
        own = self._current[which]
        lasting = {
            name: self._scale * self._lasting[k, which]
            for name, k in zip(conductance.targets, targets, strict=True)
        }
        decaying = [
            (name, self._decaying[k, which], self._tau[k, which])
            for name, k in zip(conductance.targets, targets, strict=True)
            if self._decaying[k, which].any()
        ]
        if not decaying and conductance.weights is not None:
            constant = conductance.evaluate(lasting, self._v[which], self._u[which]) + own
            return lambda t, v, u: constant

        def current(t: float, v: FloatArray, u: FloatArray) -> FloatArray:
            g = dict(lasting)
            for name, values, tau in decaying:
                g[name] = g[name] + values * np.exp((self._since - t) / tau)
            return conductance.evaluate(g, v, u) + own

        return current

    def _advance(self, some: _Chosen, t: float, h: float) -> None:
        """Bring some neurons from `t` to t + h; nothing else happens in between."""
        which, current = some.which, self._input(some)
        v, u = self._v[which], self._u[which]
        with np.errstate(over="ignore", invalid="ignore"):
            after, later, error = some.tried(current, t, h, v, u)
            fine = error <= self._tolerance
        if h < _SHORTEST:
            fine[:] = True
        beyond = fine & (after >= some.peak(later))
        kept = fine & ~beyond
        self._v[which[kept]], self._u[which[kept]] = after[kept], later[kept]
        for k in np.flatnonzero(beyond).tolist():
            self._fire(some.part(np.array([k])), t, h)
        if not fine.all():
            rest = some.part(np.flatnonzero(~fine))
            self._advance(rest, t, 0.5 * h)
            free = self._free[rest.which] <= t + 0.5 * h
            if free.any():
                self._advance(rest.part(np.flatnonzero(free)), t + 0.5 * h, 0.5 * h)

    def _fire(self, one: _Chosen, t: float, h: float) -> None:
        """Let a neuron reach its peak between `t` and t + h, and go on from the reset."""
        which, current, neurons = one.which, self._input(one), one.block.neurons
        v, u = self._v[which], self._u[which]
        until = 0.0 if (v >= one.peak(u)).any() else h
        for _ in range(_IMPROVED if until else 0):
            after, later, _error = one.tried(current, t, until, v, u)
            rate, change = one.slopes(after, later, current(t + until, after, later))
            height = after - one.peak(later)
            better = until - float((height / (rate - neurons.peak_slope * change))[0])
            better = min(max(better, 0.0), h)
            until, moved = better, abs(better - until)
            if moved < _LOCATED:
                break
        if until:
            v, u, _ = one.tried(current, t, until, v, u)
        time, neuron = t + until, int(which[0])
        self.times.append(time)
        self.fired.append(neuron)
        self._v[which], self._u[which] = neurons.reset(u, which - one.block.start)
        if self._held[neuron] > 0.0:
            self._free[neuron] = time + self._held[neuron]
            self._expect(self._free[neuron], -1, which[:0], np.empty(0))
        elif h - until > 0.0:
            if len(self.times) > _RESTLESS and time - self.times[-_RESTLESS] < 1e-3:
                text = msg(
                    "neuron {index} runs away at {time} ms: it fires without rest",
                    index=neuron,
                    time=Number(time, form="g"),
                )
                raise SimulationError(text, time)
            self._advance(one, time, h - until)


class _Chosen:
    """Some neurons of a block, with their parameters."""

    def __init__(self, plan: Plan, block: Block, which: IndexArray) -> None:
        self.plan, self.block, self.which = plan, block, which
        p, place = block.neurons, which - block.start
        self._b: Any
        self._k2, self._k1, self._k0, self._capacitance, self._a, self._b, self._v_peak = (
            x[place] if isinstance(x, np.ndarray) else x
            for x in (p.k2, p.k1, p.k0, p.C, p.a, p.b, p.v_peak)
        )

    def part(self, some: IndexArray) -> _Chosen:
        """Return some of these, by their positions."""
        return _Chosen(self.plan, self.block, self.which[some])

    def peak(self, u: FloatArray) -> Any:
        """Return the voltages (mV) at which they fire."""
        return self._v_peak + self.block.neurons.peak_slope * u

    def slopes(
        self, v: FloatArray, u: FloatArray, current: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return v' and u'."""
        drive = self.block.neurons.drive
        rate = ((self._k2 * v + self._k1) * v + self._k0 - u + current) / self._capacitance
        target = drive.target(v, self._b)
        return rate, self._a * (target - u if drive.leak else target)

    def tried(
        self,
        current: Callable[[float, FloatArray, FloatArray], FloatArray],
        t: float,
        h: float,
        v: FloatArray,
        u: FloatArray,
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return v and u after a step from `t`, and the error of v, relative to v above 1 mV."""
        state = np.array((v, u))
        slopes: list[FloatArray] = []
        for node, weights in zip((0.0, *_NODES, 1.0), ((), *_SLOPES, _WEIGHTS), strict=True):
            now = state.copy()
            for weight, slope in zip(weights, slopes, strict=True):
                if weight:
                    now += (h * weight) * slope
            input_ = current(t + node * h, now[0], now[1])
            slopes.append(np.array(self.slopes(now[0], now[1], input_)))
        error = np.zeros_like(v)
        for weight, slope in zip(_DIFFERENCES, slopes, strict=True):
            error += (h * weight) * slope[0]
        return now[0], now[1], np.abs(error) / np.maximum(1.0, np.abs(now[0]))


def _time_constants(plan: Plan) -> FloatArray:
    """Return the time constants (ms) of the conductances, infinite for those that last a step."""
    found = np.full((len(plan.targets), plan.n), np.inf)
    for population in plan.populations:
        for target, tau in population.tau.items():
            found[plan.targets.index(target), population.start : population.stop] = tau
    return found

"""A network as its equations have it: spikes at their own times, whatever the time step.

What a step does to the spikes of a network can only be seen by comparison with this. It is slow,
and made to be read: neurons are integrated by Dormand and Prince's method of order 5 from one event
to the next, together where they can be, and in ever smaller parts where the difference from order 4
is too large. Events are spikes that arrive, input that ends, neurons that are no longer refractory,
and the beginnings of steps, at which sources fire and currents change, as in other schemes. Where
there are gap junctions, the spikes of all neurons are events, too: between them all go together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import count
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import Number, msg
from izhikevich.network.callbacks import whole_steps
from izhikevich.network.populations import SILENT
from izhikevich.network.projections import Projection
from izhikevich.network.simulation.accurate_conductances import Conductances
from izhikevich.network.simulation.accurate_neurons import Chosen, Group, first_peak, tried
from izhikevich.network.simulation.numpy import (
    NOISE_STREAM,
    noise_strength,
    pulsed_neurons,
    source_spikes,
)
from izhikevich.network.simulation.plan import Plan
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
#: Shortest part of a step, ms.
_SHORTEST = 1e-7
#: So many spikes within 1 us are too many.
_RESTLESS = 1000


@returning
def accurate_run(
    net: Network, duration: float, *, tolerance: float = 1e-5, progress: Report | None = None
) -> Steps[Recording]:
    """Run a network from time 0 as its equations have it, however long it takes.

    Spikes have the times at which v reaches the peak, and arrive after the delays as they were
    given: numbers, or arrays in the order of the synapses, are not rounded to steps. Conductances
    with a time constant rise and decay without steps, short-term plasticity goes by the exact
    intervals, and currents through gap junctions follow the voltages; other input lasts for a step
    from its arrival. Sources, stimuli, noise and pulses are those of the same network in any
    other scheme, step by step. The network itself stays where it is.

    Parameters
    ----------
    net : Network
        Without weights that learn, injections, and functions that are called during a run.
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
    for injection in net.injections:
        raise ParameterError("injections", injection.name, remedy)


class _Synapses:
    """The synapses of a projection: their rows, by presynaptic neuron, in order of delay."""

    def __init__(self, projection: Projection, plan: Plan) -> None:
        synapses = projection.synapses
        self.first, self.starts = projection.first(plan.n), synapses.starts
        self.target = plan.targets.index(projection.target)
        self.targets = synapses.targets + projection.post.start
        self.weights = synapses.weights.astype(np.float64)
        self.delays = _delays(projection, plan.dt)
        self._rule = projection.short_term
        self._tired: dict[int, tuple[float, float, float]] = {}  # x, u and time of the last spike

    def rows(self, neuron: int, time: float) -> Iterator[tuple[float, IndexArray, FloatArray]]:
        """Return delay (ms), neurons and weights of what a neuron's spike at a time (ms) does."""
        k = neuron - self.first
        if not 0 <= k < self.starts.size - 1:
            return
        factor = self._used(k, time)
        some = slice(int(self.starts[k]), int(self.starts[k + 1]))
        delays, targets, weights = self.delays[some], self.targets[some], self.weights[some]
        for delay in np.unique(delays).tolist():
            same = delays == delay
            yield delay, targets[same], factor * weights[same]

    def _used(self, k: int, time: float) -> float:
        """Return what short-term plasticity makes of the weights at a spike."""
        rule = self._rule
        if rule is None:
            return 1.0
        x, u, last = self._tired.get(k, (1.0, 0.0, -np.inf))
        x = 1.0 - (1.0 - x) * exp((last - time) / rule.tau_rec)
        u = u * exp((last - time) / rule.tau_facil) if rule.tau_facil else 0.0
        u += rule.U * (1.0 - u)
        self._tired[k] = x * (1.0 - u), u, time
        return u * x


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
        self._conductances = Conductances(plan)
        self._now = 0.0
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
            some = self._chosen(np.flatnonzero(self._free <= self._now + _TOGETHER))
            if plan.couplings:
                until = self._advance_together(some, self._now, until - self._now)
            else:
                for part in some:
                    self._advance(part, self._now, until - self._now)
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
            for delay, targets, weights in synapses.rows(neuron, time):
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
            decays = self._conductances.lasts(target, which)
            if decays.any():
                self._conductances.add(self._now, target, which[decays], weights[decays])
            if not decays.all():
                lasts = ~decays
                np.add.at(self._lasting[target], which[lasts], weights[lasts])
                self._expect(time + self._plan.dt, -1 - target, which[lasts], -weights[lasts])

    def _chosen(self, which: IndexArray) -> list[Chosen]:
        """Return some neurons, sorted, block by block."""
        found = []
        for block in self._plan.blocks:
            begin, end = np.searchsorted(which, (block.start, block.stop))
            if end > begin:
                found.append(Chosen(self._plan, block, which[begin:end]))
        return found

    def _input(self, some: Chosen) -> Callable[[float, FloatArray, FloatArray], FloatArray]:
        """Return the current into some neurons as a function of the time (ms), v and u."""
        which, conductance = some.which, some.block.conductance
        targets = [self._plan.targets.index(name) for name in conductance.targets]
        own = self._current[which]
        lasting = {
            name: self._scale * self._lasting[k, which]
            for name, k in zip(conductance.targets, targets, strict=True)
        }
        decaying = [
            (name, course)
            for name, k in zip(conductance.targets, targets, strict=True)
            if (course := self._conductances.course(k, which)) is not None
        ]
        if not decaying and conductance.weights is not None:
            constant = conductance.evaluate(lasting, self._v[which], self._u[which]) + own
            return lambda t, v, u: constant

        def current(t: float, v: FloatArray, u: FloatArray) -> FloatArray:
            g = dict(lasting)
            for name, course in decaying:
                g[name] = g[name] + course(t)
            return conductance.evaluate(g, v, u) + own

        return current

    def _group(self, parts: list[Chosen]) -> Group:
        inputs = [self._input(some) for some in parts]
        return Group(parts, inputs, self._plan.couplings, self._v)

    def _advance(self, some: Chosen, t: float, h: float) -> None:
        """Bring some neurons from `t` to t + h; nothing else happens in between."""
        which, group = some.which, self._group([some])
        with np.errstate(over="ignore", invalid="ignore"):
            after, error = tried(group.change, t, h, np.array((self._v[which], self._u[which])))
            fine = error <= self._tolerance
        if h < _SHORTEST:
            fine[:] = True
        beyond = fine & (group.height(after) >= 0.0)
        kept = fine & ~beyond
        self._v[which[kept]], self._u[which[kept]] = after[:, kept]
        for k in np.flatnonzero(beyond).tolist():
            self._fire(some.part(np.array([k])), t, h)
        if not fine.all():
            rest = some.part(np.flatnonzero(~fine))
            self._advance(rest, t, 0.5 * h)
            free = self._free[rest.which] <= t + 0.5 * h
            if free.any():
                self._advance(rest.part(np.flatnonzero(free)), t + 0.5 * h, 0.5 * h)

    def _fire(self, one: Chosen, t: float, h: float) -> None:
        """Let a neuron reach its peak between `t` and t + h, and go on from the reset."""
        which = one.which
        state = np.array((self._v[which], self._u[which]))
        until, after, _ = first_peak(self._group([one]), t, h, state)
        self._v[which], self._u[which] = after
        self._reset(one, t + until)
        if self._held[which[0]] <= 0.0 and h - until > 0.0:
            self._advance(one, t + until, h - until)

    def _advance_together(self, parts: list[Chosen], t: float, h: float) -> float:
        """Bring neurons from `t` to t + h, or to the first spike; return the time reached."""
        if not parts:
            return t + h
        group, end, part = self._group(parts), t + h, h
        which = group.which
        while end - t > _TOGETHER:
            part = min(part, end - t)
            state = np.array((self._v[which], self._u[which]))
            with np.errstate(over="ignore", invalid="ignore"):
                after, error = tried(group.change, t, part, state)
            if not (error <= self._tolerance).all() and part >= _SHORTEST:
                part *= 0.5
                continue
            first = None
            if (group.height(after) >= 0.0).any():
                part, after, first = first_peak(group, t, part, state)
            self._v[which], self._u[which] = after
            t += part
            if first is not None:
                (one,) = self._chosen(which[first : first + 1])
                self._reset(one, t)
                return t
            part *= 2.0
        return end

    def _reset(self, one: Chosen, time: float) -> None:
        """Reset a neuron that is at its peak; then it may be refractory."""
        which, neuron = one.which, int(one.which[0])
        self.times.append(time)
        self.fired.append(neuron)
        u = self._u[which]
        self._v[which], self._u[which] = one.block.neurons.reset(u, which - one.block.start)
        if self._held[neuron] > 0.0:
            self._free[neuron] = time + self._held[neuron]
            self._expect(self._free[neuron], -1, which[:0], np.empty(0))
        elif len(self.times) > _RESTLESS and time - self.times[-_RESTLESS] < 1e-3:
            text = msg(
                "neuron {index} runs away at {time} ms: it fires without rest",
                index=neuron,
                time=Number(time, form="g"),
            )
            raise SimulationError(text, time)

"""The time loop of a network, in numpy: the readable reference for a step.

Step n, from n dt to (n + 1) dt:

1. arriving input, and currents injected from the state at n dt, are added to the conductances of
   their targets; g of targets that decay carry over;
2. the current of every neuron is its conductance expression, plus offset, noise and inputs at n dt,
   and the currents of its gap junctions at the voltages at n dt;
3. v and u are stepped by the scheme; refractory neurons are frozen and miss arriving input;
4. conductances decay, or are set back to 0;
5. neurons beyond their peak fire, at n dt, and are reset; their spikes depart, and arrive after the
   delay of each synapse, the next step at the earliest. Sources also fire.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import SimulationError
from izhikevich.messages import Number, msg
from izhikevich.network.inputs import Samples
from izhikevich.network.populations import Source
from izhikevich.network.simulation.plan import Block, Plan
from izhikevich.network.simulation.recording import Recorder
from izhikevich.network.simulation.state import State
from izhikevich.neuron.schemes.adaptive import AdaptiveSteps
from izhikevich.neuron.schemes.artefacts import StableRange, Watch
from izhikevich.neuron.schemes.explicit import V_LIMIT
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES, Act, Scheme
from izhikevich.random import normal_single_of_steps, uniform, uniform_of_steps

#: Streams of random numbers after those of the parts of a network.
NOISE_STREAM, PULSE_STREAM = 0, 1
#: Steps between two checks for voltages that diverged downwards. A run ends with another check, so
#: that it does not matter how it is cut into chunks.
CHECKED = 32
_LONGEST = 20  # steps per chunk: the fewer, the sooner a run can be stopped
_NONE = np.empty(0, np.int64)
_NUMBERS = 400_000  # random numbers drawn at a time, at most


class Stepper:
    """Steps a network from a state, which it changes in place.

    Parameters
    ----------
    plan : Plan
    state : State
    recorder : Recorder
    """

    def __init__(self, plan: Plan, state: State, recorder: Recorder) -> None:
        self.plan, self.state, self.recorder = plan, state, recorder
        self.most = max(1, min(_LONGEST, _NUMBERS // plan.n))
        self._current = np.empty(plan.n, plan.real)
        self._scale = 1.0 / plan.dt if plan.charge else 1.0
        self._noise = noise_strength(plan)
        self._scheme = NETWORK_SCHEMES[plan.scheme]
        self._old_v = state.v.copy() if self._scheme.together else state.v
        self._watches: list[Watch] = []
        self._adaptive: dict[int, AdaptiveSteps] = {}  # by the start of the block
        self._slope = np.zeros(plan.n if self._scheme.adaptive else 0, plan.real)
        self._steps = [act for block in plan.blocks for act in self._block_steps(block)]

    def run(self, count: int) -> None:
        """Take some steps.

        Raises
        ------
        SimulationError
            If a voltage diverges, or there are too many spikes to keep.
        """
        plan, state = self.plan, self.state
        first = state.step
        times = np.arange(first, first + count, dtype=np.float64) * plan.dt
        inputs = self._inputs(times)
        injected = [wiring.sampled(times) for wiring in plan.injections]
        noise = self._noises(first, count)
        sources = [source_spikes(s, plan, times, first, count) for s in plan.sources]
        try:
            with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
                for k in range(count):
                    row = state.ring.arrived(first + k)
                    self._arrive(first + k, row, [None if x is None else x[k] for x in injected])
                    own_noise = None if noise is None else noise[k]
                    fired = self._step(first + k, k, row, inputs, own_noise)
                    self._send(first + k, fired, [spikes[k] for spikes in sources])
                    state.step += 1
                    if state.step % CHECKED == 0:
                        check(plan, state)
                    if fired.size:
                        self.recorder.check()
        finally:
            state.g += 0.0  # no -0, as after the next arrivals

    def _arrive(self, step: int, row: FloatArray, injected: list[FloatArray | None]) -> None:
        """Add to what arrives in a step the spikes of synapses that learn, and injections."""
        plan, state = self.plan, self.state
        for wiring, part in zip(plan.plastic, state.plastic, strict=True):
            wiring.arrive(part, state.past, row, step)
        for injection, values in zip(plan.injections, injected, strict=True):
            if values is None:
                start, stop = injection.first, injection.first + injection.n_pre
                values = (state.v if injection.variable == "v" else state.u)[start:stop]
            injection.add(values, row)

    def _step(
        self,
        step: int,
        k: int,
        row: FloatArray,
        inputs: list[tuple[slice, FloatArray]],
        noise: FloatArray | None,
    ) -> IndexArray:
        """Do steps 1 to 4 and return the neurons that fire, already reset."""
        plan, state, current = self.plan, self.state, self._current
        arrived = row.reshape(len(plan.targets), plan.n)
        if plan.decays is not None:
            plan.rising.arrive(arrived, state.rising)
            state.g += arrived
            g = state.g
        else:
            g = arrived
        acting = g if plan.means is None else g * plan.means
        for block in plan.blocks:
            which = slice(block.start, block.stop)
            slope = self._slope if _leans(block, self._scheme) else None
            _synaptic(block, plan.targets, acting, which, state, self._scale, current, slope)
        current += plan.i_offset
        if noise is not None:
            current[: noise.size] += noise
        for which, values in inputs:
            current[which] += values[k]
        if plan.couplings:
            coupled = np.zeros_like(current)
            for coupling in plan.couplings:
                coupling.add(state.v, coupled)
            current += coupled
        held = self._hold()
        for act in self._steps:
            act()
        if held is not None:
            frozen, v, u = held
            state.v[frozen], state.u[frozen] = v, u
            state.thrown[frozen] = False
        self.recorder.inputs(current, g)
        row[:] = 0.0
        if plan.decays is not None:
            state.g *= plan.decays
            plan.rising.step(state.g, state.rising)
        for wiring, part in zip(plan.plastic, state.plastic, strict=True):
            wiring.decay(part, step)
        return self._fire(step, held[0] if held is not None else None)

    def _hold(self) -> tuple[IndexArray, FloatArray, FloatArray] | None:
        """Return the refractory neurons with their state, and count down their time."""
        if self.plan.refractory is None:
            return None
        state = self.state
        which = np.flatnonzero(state.frozen)
        state.frozen[which] -= 1
        return which, state.v[which], state.u[which]

    def _fire(self, step: int, held: IndexArray | None) -> IndexArray:
        plan, state = self.plan, self.state
        self.recorder.before(state.v, state.u)
        found = []
        for block in plan.blocks:
            part = slice(block.start, block.stop)
            v, u = state.v[part], state.u[part]
            fired = self._scheme.fires(v, block.neurons.peak(u))
            if held is not None:
                fired = fired[~np.isin(fired + block.start, held)]
            if fired.size and not (v[fired] < V_LIMIT).all():
                raise diverged(plan, state)  # before any neuron is reset
            found.append((block, v, u, fired))
        for block, v, u, fired in found:
            if fired.size:
                v[fired], u[fired] = block.neurons.reset(u[fired], fired)
                if block.start in self._adaptive:
                    self._finish(block, fired)
                fired += block.start
        all_fired = np.concatenate([fired for _, _, _, fired in found])
        if plan.refractory is not None:
            state.frozen[all_fired] = plan.refractory[all_fired]
        self.recorder.after(step, all_fired, self._made(all_fired), state.v, state.u)
        return all_fired

    def _finish(self, block: Block, fired: IndexArray) -> None:
        """Take the rest of the step of neurons that fired, unless they are refractory."""
        held = self.plan.refractory
        if held is not None:
            fired = fired[held[fired + block.start] == 0]
        self._adaptive[block.start].finish(fired)

    def _made(self, fired: IndexArray) -> IndexArray:
        """Return the positions in `fired` of the artefacts, and unmark these neurons."""
        if not fired.size or not any(watch.any for watch in self._watches):
            return _NONE
        thrown = self.state.thrown
        found = np.flatnonzero(thrown[fired])
        thrown[fired] = False
        return found

    def _send(self, step: int, fired: IndexArray, outside: list[IndexArray]) -> None:
        """Send the spikes of neurons and sources."""
        plan, state = self.plan, self.state
        if outside:
            fired = np.concatenate([fired, *outside])
        if fired.size:
            for static in plan.static:
                static.deliver(fired, state.ring, step)
            for wiring, part in zip(plan.depressing, state.depressing, strict=True):
                wiring.deliver(part, fired, state.ring, step)
        if plan.plastic:
            state.past[step % len(state.past)] = fired
            for learning, part in zip(plan.plastic, state.plastic, strict=True):
                learning.fire(part, fired, step)

    def _block_steps(self, block: Block) -> list[Act]:
        plan, scheme, neurons = self.plan, self._scheme, block.neurons
        part = slice(block.start, block.stop)
        v, u, old = self.state.v[part], self.state.u[part], self._old_v[part]
        old = old if scheme.together else v
        if scheme.adaptive:
            slope = self._slope[part] if _leans(block, scheme) else None
            adaptive = AdaptiveSteps(neurons, plan.dt, self._current[part], v, u, slope)
            self._adaptive[block.start] = adaptive
            return [adaptive.step]
        step = scheme.step_of_v(plan.dt)
        watch = Watch(StableRange.of(neurons, step), v, self.state.thrown[part])
        self._watches.append(watch)
        step_v = watch.watched(neurons.voltage_step(self._current[part], step, v, u))
        step_u = neurons.recovery_step(plan.dt, old, v, u)
        return [*scheme.acts(step_v, step_u, old, v), watch.settle]

    def _noises(self, first: int, count: int) -> FloatArray | None:
        """Return the noise of some steps."""
        if self._noise is None:
            return None
        n = self._noise.size
        return self._noise * normal_single_of_steps(self.plan.seed, NOISE_STREAM, first, count, n)

    def _inputs(self, times: FloatArray) -> list[tuple[slice, FloatArray]]:
        """Return what is added to the current of some neurons, one row per step."""
        plan = self.plan
        found = [
            (slice(p.start, p.stop), p.inputs.at(times).astype(plan.real))
            for p in plan.populations
            if p.inputs is not None
        ]
        if plan.pulse:
            chosen = pulsed_neurons(plan, self.state.step, times.size)
            rows = np.zeros((times.size, plan.n), plan.real)
            rows[np.arange(times.size), chosen] = plan.pulse
            found.append((slice(None), rows))
        return found


def _leans(block: Block, scheme: Scheme) -> bool:
    """Whether the slope of the current of some neurons is needed."""
    return scheme.adaptive and block.conductance.depends_on_v


def noise_strength(plan: Plan) -> FloatArray | None:
    """Return the standard deviations of the noise, for the neurons up to the last that has any."""
    if plan.noise is None:
        return None
    some = plan.noise[: int(np.flatnonzero(plan.noise)[-1]) + 1]
    return some / sqrt(plan.dt) if plan.charge else some


def pulsed_neurons(plan: Plan, first: int, count: int) -> IndexArray:
    """Return the neuron that gets the random pulse in each of some steps."""
    index = np.arange(first, first + count)
    return (uniform(plan.seed, PULSE_STREAM, 0, index) * plan.n).astype(np.int64)


def chances(source: Source, plan: Plan, times: FloatArray) -> FloatArray:
    """Return the probability of a spike in a step: shape (size,), or with a row for each step.

    A row has one number if it applies to all sources.
    """
    rates = source.sampled(times) if isinstance(source.rates, Samples) else source.rates
    assert rates is not None, "given spikes have no chance"
    return rates * (plan.dt / 1000.0)


def check(plan: Plan, state: State) -> None:
    """Raise an error if a voltage diverged downwards, where no spike shows it."""
    if not (np.isfinite(state.u).all() and (state.v > -V_LIMIT).all()):
        raise diverged(plan, state)


def diverged(plan: Plan, state: State) -> SimulationError:
    """Return the error that reports which neuron diverged, and when."""
    lost = np.flatnonzero(~((np.abs(state.v) < V_LIMIT) & np.isfinite(state.u)))
    who = next(
        (
            msg("neuron {index} of {name}", index=int(i - p.start), name=p.name)
            for i in lost[:1]
            for p in plan.populations
            if p.start <= i < p.stop
        ),
        msg("a neuron"),
    )
    time = state.step * plan.dt
    return SimulationError(
        msg(
            "{who} diverged at about {time} ms: with dt = {dt} ms this scheme is unstable for "
            "currents this strong. Use a smaller dt or weaker weights.",
            who=who,
            time=Number(time, form="g"),
            dt=Number(plan.dt, form="g"),
        ),
        time,
    )


def _synaptic(
    block: Block,
    targets: tuple[str, ...],
    g: FloatArray,
    part: slice,
    state: State,
    scale: float,
    current: FloatArray,
    slope: FloatArray | None,
) -> None:
    """Write the synaptic current of some neurons into `current`, and its slope into `slope`."""
    conductance = block.conductance
    used = {name: g[targets.index(name), part] for name in conductance.targets}
    if scale != 1.0:
        for name in used.keys() - block.decaying:
            used[name] = used[name] * scale
    if conductance.text == "g_exc - g_inh":
        np.subtract(used["exc"], used["inh"], out=current[part])
    elif slope is not None:
        found = conductance.linearised(used, state.v[part], state.u[part])
        current[part], slope[part] = found
    else:
        current[part] = conductance.evaluate(used, state.v[part], state.u[part])


def source_spikes(
    source: Source, plan: Plan, times: FloatArray, first: int, count: int
) -> list[IndexArray]:
    """Return the indices of the sources that fire in each of some steps."""
    start = plan.n + source.start
    if source.rates is None:
        steps, members = source.spikes(first, count)
        return np.split(members + start, np.searchsorted(steps, first + np.arange(1, count)))
    drawn = uniform_of_steps(plan.seed, source.stream, first, count, source.size)
    return [np.flatnonzero(row) + start for row in drawn < chances(source, plan, times)]

"""The compiled stepper of networks: `network.stepping.Stepper` with the time loop in C."""

from __future__ import annotations

import ctypes

import numpy as np

from izhikevich.native import library
from izhikevich.native.structures import Buffers, Injection, Input, Source
from izhikevich.network.simulation.native.description import (
    describe,
    injections,
    inputs,
    sources,
)
from izhikevich.network.simulation.numpy import diverged, pulsed_neurons
from izhikevich.network.simulation.plan import Plan
from izhikevich.network.simulation.recording import Recorder
from izhikevich.network.simulation.state import State

_NUMBERS = 4_000_000  # values of one input over time between two calls, at most
_ROOM = 1 << 18  # spikes between two collections, in addition to those of one step


class CompiledStepper:
    """Steps a network from a state, which it changes in place; same arguments as `Stepper`."""

    most = 1000

    def __init__(self, plan: Plan, state: State, recorder: Recorder) -> None:
        self.plan, self.state, self.recorder = plan, state, recorder
        self.most = max(1, min(self.most, _NUMBERS // plan.widest))
        self._run = getattr(library.load(), f"run_network_{state.v.dtype}")
        self._buffers = Buffers()
        at = self._buffers.at
        network = self._network = describe(plan, state, self._buffers)
        self._fired = np.empty(_ROOM + plan.most_fired, np.int32)
        network.fired, network.room = at(self._fired, np.int32), self._fired.size
        self._artefacts = np.empty(self._fired.size, np.int64)
        network.artefacts = at(self._artefacts, np.int64)
        self._past = np.zeros((len(state.past), plan.most_fired), np.int32)
        self._past_sizes = np.array([fired.size for fired in state.past], np.int64)
        for row, fired in zip(self._past, state.past, strict=True):
            row[: fired.size] = fired
        network.past.length, network.past.width = self._past.shape
        network.past.fired = at(self._past, np.int32)
        network.past.counts = at(self._past_sizes, np.int64)
        samples = recorder.samples
        network.n_recorded, network.n_samples = recorder.which.size, samples.shape[1]
        network.recorded = self._buffers.copied(recorder.which, np.int64)
        network.samples = at(samples, np.float64)

    def run(self, count: int) -> None:
        """Take some steps.

        Raises
        ------
        SimulationError
            If a voltage diverges, or there are too many spikes to keep.
        """
        while count > 0:
            count -= self._run_some(count)

    def _run_some(self, count: int) -> int:
        """Take as many of the steps as there is room for their spikes; return how many."""
        network, plan, state, buffers = self._network, self.plan, self.state, Buffers()
        first = state.step
        times = np.arange(first, first + count, dtype=np.float64) * plan.dt
        currents = inputs(plan, times, state.v.dtype, buffers)
        network.inputs, network.n_inputs = buffers.many(Input, currents), len(currents)
        injected = injections(plan, times, buffers)
        network.injections = buffers.many(Injection, injected)
        network.n_injections = len(injected)
        outside = sources(plan, first, times, buffers)
        network.sources, network.n_sources = buffers.many(Source, outside), len(outside)
        if plan.pulse:
            network.pulsed = buffers.at(pulsed_neurons(plan, first, count), np.int64)
        counts = np.empty(count, np.int64)
        network.counts = buffers.at(counts, np.int64)
        network.step, network.sample, network.n_artefacts = first, self.recorder.done, 0
        network.allowed = self.recorder.left
        done = int(self._run(ctypes.byref(network), count))
        state.step = int(network.step)
        lost = done < 0
        done = -1 - done if lost else done
        counts = counts[:done]
        fired = self._fired[: int(counts.sum())].astype(np.int64)
        self.recorder.many(first, counts, fired, self._artefacts[: network.n_artefacts])
        for k, size in enumerate(self._past_sizes.tolist()):
            state.past[k] = self._past[k, :size].astype(np.int64)
        if lost:
            raise diverged(plan, state)
        self.recorder.check()
        return done

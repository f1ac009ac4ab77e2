"""Networks: populations of neurons, sources of spikes, and synapses between them."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO
from warnings import warn

import numpy as np
from numpy.typing import ArrayLike

from izhikevich.engine import choice
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.network.connectivity import AllToAll, Rule
from izhikevich.network.distributions import Distribution, values
from izhikevich.network.expression import DEFAULT, Conductance
from izhikevich.network.plan import Plan, longest_delay, make_plan
from izhikevich.network.plasticity import STDP, Polychronous
from izhikevich.network.populations import (
    Group,
    Population,
    Source,
    neuron_values,
)
from izhikevich.network.projections import Projection
from izhikevich.network.recording import Recorder, Recording
from izhikevich.network.short_term import ShortTerm
from izhikevich.network.state import State
from izhikevich.network.synapses import Synapses, dale, expected_bytes
from izhikevich.neuron.cell_type import CellType
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimulus import Stimulus, as_stimulus
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.units import integer, number

#: How a step is made: `forward` as ANNarchy and Brian2 do, `half_step` as the 2003 network does,
#: `euler` as the 2004 figure code does.
SCHEMES = ("forward", "half_step", "euler")
#: How synapses that last one step and noise depend on dt.
SCALINGS = ("step", "charge")
#: Of the state and the weights; single precision takes half the memory, and half the time.
PRECISIONS = ("float64", "float32")

#: Memory that a network may take unless told otherwise: a browser's tab has little.
MEMORY_LIMIT = 1_000_000_000 if sys.platform == "emscripten" else 8_000_000_000
_BYTES_PER_NEURON = 400  # about what parameters and state take
_STREAMS = 32  # of random numbers, for each part of the network
_LARGEST = 10_000_000
#: The function of `izhikevich.networks` that made a network, and its arguments.
Origin = tuple[str, Mapping[str, Any]]
_STEPPED = 20_000_000  # neurons and synapses of the first steps together
_BETWEEN_REPORTS = 0.02  # seconds of work between two reports of progress, about


class Network:
    """A network of Izhikevich neurons.

    Parameters
    ----------
    dt : float
        Time step, ms.
    seed : int
        Of everything random: the same seed gives the same network and the same spikes.
    scheme : {"forward", "half_step", "euler"}
        How a step is made: v and u both from their old values, spike if v > v_peak (ANNarchy);
        v in two half steps, then u, spike if v >= v_peak (the 2003 paper); v, then u (the 2004
        paper).
    scaling : {"step", "charge"}
        With "step" a weight is added to the current for one step and noise is drawn anew in each,
        as in ANNarchy and in the 2003 paper: what a spike or the noise does depends on dt. With
        "charge" a weight is a charge (it acts as w/dt for a step) and noise scales with 1/sqrt(dt),
        so that a finer dt changes little. Conductances with a time constant are the same in both.
    precision : {"float64", "float32"}
        Of the state and the weights. In single precision, for large networks, spikes differ from
        those in double precision after a while, as after any small change; rates do not.
    memory_limit : int
        Bytes; a network that would take more is refused before it is built.

    Examples
    --------
    >>> net = Network(seed=1)
    >>> exc = net.population(80, name="exc", noise=5.0)
    >>> inh = net.population(20, name="inh", noise=2.0, a=0.1, d=2.0)
    >>> exc_to_inh = net.connect(exc, inh, weights=0.5)
    >>> recording = net.run(100.0)
    >>> recording.of(exc)[0].size > 0
    True
    """

    def __init__(
        self,
        dt: float = 1.0,
        seed: int = 0,
        *,
        scheme: str = "forward",
        scaling: str = "step",
        precision: str = "float64",
        memory_limit: int = MEMORY_LIMIT,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.dt = number(dt, "dt", "ms", low=0.0, high=100.0, low_open=True)
        self.seed = integer(seed, "seed", low=0, high=(1 << 64) - 1)
        self.scheme = _one_of(scheme, "scheme", SCHEMES)
        self.scaling = _one_of(scaling, "scaling", SCALINGS)
        self.precision = _one_of(precision, "precision", PRECISIONS)
        self.memory_limit = integer(memory_limit, "memory_limit", low=0)
        self.populations: list[Population] = []
        self.sources: list[Source] = []
        self.projections: list[Projection] = []
        self.pulse = 0.0
        self.memory = 0
        self.origin: Origin | None = None
        self._plan: Plan | None = None
        self._state: State | None = None
        if self.scaling == "step" and self.dt != 1.0:
            warn(
                f"with dt = {self.dt:g} ms and scaling 'step' a spike acts {self.dt:g} times as "
                "much as at 1 ms, and noise is weaker; scaling='charge' keeps both",
                stacklevel=2,
            )

    @property
    def n_neurons(self) -> int:
        """Number of neurons, without sources."""
        return sum(p.size for p in self.populations)

    @property
    def n_synapses(self) -> int:
        """Number of synapses."""
        return sum(p.synapses.n for p in self.projections)

    @property
    def time(self) -> float:
        """Time simulated so far, ms."""
        return self._state.step * self.dt if self._state else 0.0

    def population(
        self,
        size: int,
        parameters: Parameters | CellType | None = None,
        *,
        name: str | None = None,
        conductance: str | Conductance = DEFAULT,
        tau: Mapping[str, float] | None = None,
        stimulus: Stimulus | float | str | None = None,
        **per_neuron: float | ArrayLike | Distribution,
    ) -> Population:
        """Add neurons.

        Parameters
        ----------
        size : int
            Number of neurons.
        parameters : Parameters or CellType
            What holds for all; default the regular spiking neuron of 2003.
        name : str, optional
        conductance : str
            Synaptic current as an expression of g_NAME of each target, v and u. A projection adds
            its weights to the g of its target.
        tau : mapping, optional
            Time constant by target, ms: that g decays exponentially instead of lasting one step.
        stimulus : Stimulus, float or str, optional
            Current into every neuron, over time.
        **per_neuron
            a, b, c, d, v_peak (or v_thresh), k2, k1, k0, C, i_offset, noise (standard deviation of
            a normal number drawn in each step), tau_refrac (ms), and the initial v and u: each a
            number, an array of shape (size,) or a distribution. Usual start: v = c and u = b c.

        Returns
        -------
        Population

        Raises
        ------
        ParameterError
            For a value that is not allowed, a name used twice, or if memory would not suffice.
        """
        size = integer(size, "size", low=1, high=_LARGEST)
        name = self._new_name(name, "population")
        if isinstance(parameters, CellType):
            parameters = parameters.parameters
        own = Parameters() if parameters is None else parameters
        if not isinstance(own, Parameters):
            raise ParameterError("parameters", own, "must be Parameters or a cell type")
        self._take(size * _BYTES_PER_NEURON, f"{size:,} neurons of {name}")
        expression = (
            conductance if isinstance(conductance, Conductance) else Conductance(conductance)
        )
        population = Population(
            name=name,
            size=size,
            start=self.n_neurons,
            parameters=own,
            values=neuron_values(own, size, per_neuron, self.seed, self._stream()),
            conductance=expression,
            tau=_time_constants(tau or {}, expression),
            stimulus=None if stimulus is None else as_stimulus(stimulus),
            given=per_neuron,
        )
        self.populations.append(population)
        self._changed()
        return population

    def poisson(
        self, size: int, rate: float | ArrayLike | Stimulus, *, name: str | None = None
    ) -> Source:
        """Add sources that fire at random.

        Parameters
        ----------
        size : int
            Number of sources.
        rate : float, array of shape (size,), Stimulus or str
            Hz. In each step a source fires with the probability rate dt. A stimulus (or its text)
            gives the rate over time.
        name : str, optional
        """
        size = integer(size, "size", low=1, high=_LARGEST)
        name = self._new_name(name, "source")
        stream = self._stream()
        own: Any
        if isinstance(rate, (Stimulus, str)):
            own = as_stimulus(rate)
        else:
            own = values(rate, size, "rate", "Hz", self.seed, stream + 1)
            wrong = (own < 0.0) | (own * self.dt > 1000.0)
            if wrong.any():
                raise ParameterError(
                    "rate",
                    float(own[wrong][0]),
                    f"must be from 0 to {1000.0 / self.dt:g} Hz, one spike per step",
                )
        return self._add_source(Source(name, size, self._n_sources(), rate=own, stream=stream))

    def spike_times(self, times: Sequence[ArrayLike], *, name: str | None = None) -> Source:
        """Add sources that fire at given times.

        Parameters
        ----------
        times : sequence of arrays
            Spike times of each source, ms, from 0 on. A spike belongs to the step in which it lies.
        name : str, optional
        """
        trains = [np.atleast_1d(np.asarray(t, dtype=np.float64)) for t in times]
        for train in trains:
            if train.ndim != 1 or not np.isfinite(train).all() or (train < 0.0).any():
                raise ParameterError("times", train, "must be finite, from 0 ms on")
        size = integer(len(trains), "number of spike trains", low=1, high=_LARGEST)
        steps = np.floor(np.concatenate(trains) / self.dt + 1e-9).astype(np.int64)
        members = np.repeat(np.arange(size), [train.size for train in trains])
        order = np.lexsort((members, steps))
        pairs = np.column_stack((steps, members))[order]
        if pairs.size:
            pairs = pairs[np.concatenate([[True], (np.diff(pairs, axis=0) != 0).any(axis=1)])]
        source = Source(
            self._new_name(name, "source"),
            size,
            self._n_sources(),
            steps=pairs[:, 0],
            members=pairs[:, 1],
        )
        return self._add_source(source)

    def random_pulses(self, amplitude: float = 20.0) -> None:
        """Give a current to one randomly chosen neuron of the network in each step.

        Parameters
        ----------
        amplitude : float
            mV/ms, for one step.
        """
        self._changed()
        self.pulse = number(amplitude, "amplitude", "mV/ms")

    def connect(
        self,
        pre: Group,
        post: Population,
        rule: Rule | None = None,
        *,
        weights: float | ArrayLike | Distribution | None = None,
        delays: float | ArrayLike | Distribution | None = None,
        target: str = "exc",
        excitatory_fraction: float | None = None,
        plasticity: STDP | Polychronous | None = None,
        short_term: ShortTerm | None = None,
        name: str | None = None,
    ) -> Projection:
        """Add synapses.

        Parameters
        ----------
        pre : Population or Source
        post : Population
        rule : Rule
            Which neurons are connected; default all to all.
        weights : number, array of shape (n_synapses,) or distribution, optional
            In the unit of the current, with the usual expression; default those of the rule, or 1.
        delays : number, array of shape (n_synapses,) or distribution, optional
            ms, rounded to steps; default those of the rule, or one step, which is also the least.
        target : str
            Name of the conductance to which the weights are added.
        excitatory_fraction : float, optional
            Dale's law: the first neurons, this part of all, get weights of at least 0, the others
            of at most 0.
        plasticity : STDP or Polychronous, optional
        short_term : ShortTerm, optional
        name : str, optional

        Returns
        -------
        Projection

        Raises
        ------
        ParameterError
            For a value that is not allowed, a target that the conductance of `post` does not have,
            or if memory would not suffice.
        """
        work = self.connecting(
            pre,
            post,
            rule,
            weights=weights,
            delays=delays,
            target=target,
            excitatory_fraction=excitatory_fraction,
            plasticity=plasticity,
            short_term=short_term,
            name=name,
        )
        return finish(work)

    def connecting(
        self,
        pre: Group,
        post: Population,
        rule: Rule | None = None,
        *,
        weights: float | ArrayLike | Distribution | None = None,
        delays: float | ArrayLike | Distribution | None = None,
        target: str = "exc",
        excitatory_fraction: float | None = None,
        plasticity: STDP | Polychronous | None = None,
        short_term: ShortTerm | None = None,
        name: str | None = None,
    ) -> Generator[Progress, None, Projection]:
        """Add synapses, as `connect` does, with progress on the way."""
        if not (
            isinstance(pre, Group) and any(pre is g for g in (*self.populations, *self.sources))
        ):
            raise ParameterError("pre", pre, "must be a population or source of this network")
        if not any(post is p for p in self.populations):
            raise ParameterError("post", post, "must be a population of this network")
        if target not in post.conductance.targets:
            known = ", ".join(post.conductance.targets) or "none"
            raise ParameterError(
                "target",
                target,
                f"{post.name} has {known}: its conductance is {post.conductance.text}",
            )
        if plasticity is not None and short_term is not None:
            raise ParameterError("short_term", short_term, "cannot be combined with plasticity")
        own = AllToAll() if rule is None else rule
        same = pre is post
        name = self._new_name(name, f"{pre.name} to {post.name}")
        # Once as they are made, once more as they are laid out to run.
        expected = 2 * expected_bytes(own, pre.size, post.size, same)
        self._take(
            expected,
            f"about {own.expected(pre.size, post.size, same):,.0f} synapses from {pre.name} to "
            f"{post.name}",
        )
        synapses = yield from Synapses.building(
            own,
            pre.size,
            post.size,
            weights=weights,
            delays=delays,
            dt=self.dt,
            same=same,
            seed=self.seed,
            stream=self._stream(),
            precision=self.precision,
        )
        if excitatory_fraction is not None:
            synapses = dale(synapses, excitatory_fraction)
        projection = Projection(
            name, pre, post, target, synapses, plasticity, short_term, own, weights, delays
        )
        self.projections.append(projection)
        self._changed()
        return projection

    def run(
        self, duration: float, record: Mapping[Population, Iterable[int]] | None = None
    ) -> Recording:
        """Go on for a time.

        Parameters
        ----------
        duration : float
            ms; whole steps are done.
        record : mapping, optional
            Neurons of populations of which v, u, current and conductances are kept.

        Returns
        -------
        Recording
            Of this time only: a second run goes on where the first ended.

        Raises
        ------
        ParameterError
            If nothing is there to run, or a recorded neuron is unknown.
        SimulationError
            If a voltage diverges, or there are too many spikes to keep.
        """
        return finish(self.running(duration, record))

    def running(
        self, duration: float, record: Mapping[Population, Iterable[int]] | None = None
    ) -> Generator[Progress, None, Recording]:
        """Do the same as `run`, with progress on the way.

        The generator may be closed at any time; the network then stands where it is. If `Stopped`
        is thrown into it, it returns what was recorded so far.
        """
        steps = self._steps(duration)
        plan, state = self._ready()
        which = self._recorded(record or {})
        size = 8.0 * (5 + len(plan.targets)) * steps * which.size
        if size > 0.25 * self.memory_limit:
            raise ParameterError(
                "record",
                f"{which.size} neurons",
                f"over {steps:,} steps would take {size / 1e6:,.0f} MB: take fewer or run shorter",
            )
        recorder = Recorder(which, plan.targets, steps, self.dt)
        first, populations = state.step, tuple(self.populations)
        try:
            yield from self._advance(choice.stepper(plan, state, recorder, steps), steps)
        except Stopped:
            pass
        except SimulationError as error:
            error.recording = recorder.recording(first, state.step, populations)
            raise
        return recorder.recording(first, state.step, populations)

    def _advance(self, stepper: choice.Steps, steps: int) -> Generator[Progress, None, None]:
        # Not to take long before the pace is known: all neurons may fire together.
        most = max(1, _STEPPED // max(self.n_neurons + self.n_synapses, 1))
        done, chunk = 0, min(20, most, stepper.most)
        while done < steps:
            begin = perf_counter()
            stepper.run(min(chunk, steps - done))
            pace = _BETWEEN_REPORTS / max(perf_counter() - begin, 1e-6)
            done = min(done + chunk, steps)
            chunk = max(1, min(int(chunk * min(max(pace, 0.5), 64.0)), stepper.most))
            yield Progress(done / steps, f"{self.time:g} ms")

    def weights(self, projection: Projection) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return the present weights of a projection, in the order of its synapses."""
        learning = [p for p in self.projections if p.plasticity is not None]
        if self._state is None or not any(projection is p for p in learning):
            return projection.synapses.weights
        plan, state = self._ready()
        k = next(i for i, p in enumerate(learning) if p is projection)
        return plan.plastic[k].in_given_order(state.plastic[k]["weights"])

    def reset(self) -> None:
        """Go back to time 0, with the initial state and weights."""
        self._state = None

    def state(self) -> State:
        """Return a copy of the present state, which `restore` takes."""
        return self._ready()[1].copy()

    def restore(self, state: State) -> None:
        """Go on from a state of this network.

        Raises
        ------
        ParameterError
            If it is not of a network of this size.
        """
        plan, _ = self._ready()
        fits = {name: a.shape for name, a in State.initial(plan).arrays().items() if name != "past"}
        given = {name: a.shape for name, a in state.arrays().items() if name != "past"}
        if fits != given:
            raise ParameterError("state", f"of {state.v.size} neurons", "is of another network")
        self._state = state.copy()

    def save(self, file: str | Path | BinaryIO) -> None:
        """Write the present state to an NPZ file."""
        np.savez_compressed(file, **self.state().arrays())

    def load(self, file: str | Path | BinaryIO) -> None:
        """Go on from a state that was written by `save` of an equal network."""
        with np.load(file, allow_pickle=False) as arrays:
            self.restore(State.read({name: arrays[name] for name in arrays.files}))

    def _steps(self, duration: float) -> int:
        duration = number(duration, "duration", "ms", low=0.0)
        steps = int(duration / self.dt + 1e-9)
        if abs(steps * self.dt - duration) > 1e-6 * max(duration, 1.0):
            raise ParameterError("duration", duration, f"must be a multiple of dt = {self.dt:g} ms")
        return steps

    def plan(self) -> Plan:
        """Return the network laid out flat, as it runs."""
        return self._ready()[0]

    def _ready(self) -> tuple[Plan, State]:
        if not self.populations:
            raise ParameterError("network", "", "has no neurons: add a population")
        if self._plan is None:
            self._check_delays()
            self._plan = make_plan(
                self.dt,
                self.seed,
                self.scheme,
                self.scaling == "charge",
                self.populations,
                self.sources,
                self.projections,
                self.pulse,
                np.dtype(self.precision),
            )
        if self._state is None:
            self._state = State.initial(self._plan)
        return self._plan, self._state

    def _check_delays(self) -> None:
        """Refuse delays for whose spikes on their way there is no memory."""
        longest = longest_delay(self.projections)
        targets = {t for p in self.populations for t in p.conductance.targets}
        size = 8 * (longest + 1) * len(targets) * self.n_neurons
        if self.memory + size > self.memory_limit:
            raise ParameterError(
                "delays",
                longest * self.dt,
                f"spikes on their way to {self.n_neurons:,} neurons would need "
                f"{size / 1e6:,.0f} MB",
            )

    def _recorded(self, record: Mapping[Population, Iterable[int]]) -> Any:
        found: list[int] = []
        for population, neurons in record.items():
            for neuron in neurons:
                index = integer(neuron, "recorded neuron", low=0, high=population.size - 1)
                found.append(population.start + index)
        return np.array(sorted(set(found)), dtype=np.int64)

    def _add_source(self, source: Source) -> Source:
        self.sources.append(source)
        self._changed()
        return source

    def _n_sources(self) -> int:
        return sum(s.size for s in self.sources)

    def _stream(self) -> int:
        parts = len(self.populations) + len(self.sources) + len(self.projections)
        return _STREAMS * (parts + 1)

    def _new_name(self, name: str | None, usual: str) -> str:
        names = {g.name for g in (*self.populations, *self.sources)}
        names |= {p.name for p in self.projections}
        if name is None:
            count = 1 + sum(n.startswith(usual) for n in names)
            return usual if usual not in names and " to " in usual else f"{usual} {count}"
        if not isinstance(name, str) or not name or name in names:
            raise ParameterError("name", name, "must be a text that no other part has")
        return name

    def _take(self, size: int, what: str) -> None:
        if self.memory + size > self.memory_limit:
            raise ParameterError(
                "memory_limit",
                self.memory_limit,
                f"{what} would need about {size / 1e6:,.0f} MB, beside the "
                f"{self.memory / 1e6:,.0f} MB of the rest of the network",
            )
        self.memory += size

    def _changed(self) -> None:
        if self._state is not None and self._state.step:
            raise ParameterError("network", "", "has run: call reset() before adding to it")
        self._plan = self._state = self.origin = None


def _one_of(value: str, name: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ParameterError(name, value, f"must be one of {', '.join(allowed)}")
    return value


def _time_constants(tau: Mapping[str, float], conductance: Conductance) -> dict[str, float]:
    for target in tau:
        if target not in conductance.targets:
            raise ParameterError("tau", target, f"the conductance is {conductance.text}")
    return {
        target: number(value, f"tau of {target}", "ms", low=0.0, low_open=True)
        for target, value in tau.items()
    }

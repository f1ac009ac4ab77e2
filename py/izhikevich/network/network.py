"""Networks: populations of neurons, sources of spikes, and synapses between them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, overload
from warnings import warn

import numpy as np
from numpy.typing import ArrayLike

from izhikevich.errors import (
    IzhikevichWarning,
    NumericalArtefactWarning,
    ParameterError,
    SimulationError,
    choices,
    one_of,
)
from izhikevich.messages import Message, Number, msg
from izhikevich.network.callbacks import Callback, whole_steps
from izhikevich.network.connectivity import AllToAll, OneToOne, Rule
from izhikevich.network.connectivity.undirected import Undirected
from izhikevich.network.couplings import Coupling, unit_of
from izhikevich.network.distributions import Distribution
from izhikevich.network.injections import VARIABLES, Injection
from izhikevich.network.inputs import Input, as_input, sources_of
from izhikevich.network.live import Live, Origin
from izhikevich.network.monitors import SPIKE, Monitor, members, variable_names
from izhikevich.network.neuron_values import neuron_values, own_names
from izhikevich.network.plasticity import RULES, DopamineSTDP, Plasticity, rule_of_spikes
from izhikevich.network.populations import (
    SILENT,
    Group,
    Neuron,
    Neurons,
    Population,
    Source,
    check_rates,
    spike_trains,
)
from izhikevich.network.projection_monitors import (
    ProjectionMonitor,
    chosen_synapses,
    synaptic_names,
)
from izhikevich.network.projections import Projection, bytes_to_build
from izhikevich.network.regular import RegularSource
from izhikevich.network.simulation.advance import advance
from izhikevich.network.simulation.numpy import check
from izhikevich.network.simulation.plan import Plan, longest_delay, make_plan
from izhikevich.network.simulation.recording import Recorder, Recording
from izhikevich.network.simulation.state import State, checked, read_file
from izhikevich.network.synapses.expression import DEFAULT, Conductance
from izhikevich.network.synapses.kinetics import Kinetics, as_kinetics
from izhikevich.network.synapses.receptors import Receptor, with_receptors
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.network.synapses.synapses import Synapses, dale, expected_bytes
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.schemes.artefacts import NETWORK_REMEDY, artefact_warning
from izhikevich.neuron.schemes.table import DEFAULTS, NETWORK_SCHEMES
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.progress import (
    Progress,
    Report,
    Steps,
    Stopped,
    building,
    finish,
    part_of,
    reached,
    returning,
    with_progress,
)
from izhikevich.random import normal_of_steps
from izhikevich.results import Explorable
from izhikevich.units import integer, number, numbers

#: How one-step synapses and noise depend on dt.
SCALINGS = ("step", "charge")
#: Precision of the state and the weights; single precision takes half the memory, and half the
#: time.
PRECISIONS = ("float64", "float32")

#: Default limit of a network's memory: a browser's tab has little.
MEMORY_LIMIT = 1_000_000_000 if sys.platform == "emscripten" else 8_000_000_000
_PER_NEURON = 15 * 8, 5  # bytes of its values and state, and numbers of the network's precision
_STREAMS = 32  # streams of random numbers for each part of the network
_LARGEST = 10_000_000
_SHOWN = 5  # names of populations shown in a line
_NAMED_RULES: Mapping[str, Callable[[], Rule]] = {"all_to_all": AllToAll, "one_to_one": OneToOne}
_RECORDED = msg("recorded neuron")
_RECORD = "must be populations with the neurons to record, such as {population: [0, 1]}"
AnySource = TypeVar("AnySource", bound=Source)
_CHECKED = 100_000  # rates over time checked before progress is reported


class Network(Explorable):
    """A network of Izhikevich neurons.

    Parameters
    ----------
    dt : float
        Time step, ms.
    seed : int
        Seed of everything random: the same seed gives the same network and the same spikes.
    scheme : {"adaptive", "forward", "half_step", "euler"}
        How a step is taken: as the equations do, in as many parts as each neuron needs; v and u
        both from their old values, spike if v > v_peak (ANNarchy); v in two half steps, then u,
        spike if v >= v_peak (the 2003 paper); or v, then u (the 2004 paper).
    scaling : {"step", "charge"}
        With "step" a weight is added to the current for one step and noise is redrawn in each, as
        in ANNarchy and in the 2003 paper: the effect of a spike or of the noise depends on dt. With
        "charge" a weight is a charge (it acts as w/dt for a step) and noise scales with 1/sqrt(dt),
        so that a smaller dt changes little. Conductances with a time constant are the same in both.
    precision : {"float64", "float32"}
        Precision of the state and the weights. In single precision, for large networks, spikes
        differ from those in double precision after a while, as after any small perturbation; rates
        do not.
    memory_limit : int
        Limit in bytes; a network that would need more is rejected before it is built.

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
        scheme: str = DEFAULTS["network"],
        scaling: str = "step",
        precision: str = "float64",
        memory_limit: int = MEMORY_LIMIT,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.dt = number(dt, "dt", "ms", low=0.0, high=100.0, low_open=True)
        self.seed = integer(seed, "seed", low=0, high=(1 << 64) - 1)
        self.scheme = _one_of(scheme, "scheme", tuple(NETWORK_SCHEMES))
        self.scaling = _one_of(scaling, "scaling", SCALINGS)
        self.precision = _one_of(precision, "precision", PRECISIONS)
        self.memory_limit = integer(memory_limit, "memory_limit", low=0)
        self.populations: list[Population] = []
        self.sources: list[Source] = []
        self.projections: list[Projection] = []
        self.injections: list[Injection] = []
        self.couplings: list[Coupling] = []
        self.callbacks: list[Callback] = []
        self.monitors: list[Monitor | ProjectionMonitor] = []
        self.pulse = 0.0
        self._plan: Plan | None = None
        self._state: State | None = None
        self._live = Live(self.precision)
        self._live.belong(self)
        if self.scaling == "step" and self.dt != 1.0:
            warn(
                msg(
                    "with dt = {dt} ms and scaling 'step' a spike acts {dt} times as much as at 1 "
                    "ms, and noise is weaker; scaling='charge' keeps both",
                    dt=Number(self.dt, form="g"),
                ),
                IzhikevichWarning,
                stacklevel=2,
            )

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Become a copy, whose parts belong to it."""
        vars(self).update(state)
        self._live.belong(self)

    def __repr__(self) -> str:
        """Return a one-line summary: how large it is, and how far it has run."""
        parts = [f"{p.name} ({p.size:,})" for p in self.populations[:_SHOWN]]
        more = len(self.populations) - len(parts)
        names = ", ".join([*parts, *([f"{more} more"] if more > 0 else [])]) or "no populations"
        made_of = f"{names}; {self.n_synapses:,} synapses"
        return f"<Network: {made_of}; at {self.time:g} ms, dt = {self.dt:g} ms>"

    @property
    def n_neurons(self) -> int:
        """Number of neurons, without sources."""
        return sum(p.size for p in self.populations)

    @property
    def n_synapses(self) -> int:
        """Number of synapses."""
        return sum(p.synapses.n for p in self.projections)

    @property
    def memory(self) -> int:
        """Approximate memory of the network when it runs, bytes, without recordings."""
        return (
            self._neuron_bytes() * self.n_neurons
            + sum(p.nbytes(self.precision) for p in self.projections)
            + sum(one.synapses.nbytes for one in (*self.injections, *self.couplings))
            + sum(s.steps.nbytes + s.members.nbytes for s in self.sources)
            + self._ring_bytes()
        )

    @property
    def time(self) -> float:
        """Time simulated so far, ms."""
        return self._live.step * self.dt

    @property
    def origin(self) -> Origin | None:
        """Function of `izhikevich.networks` that made it, and its arguments, or None if changed."""
        return self._live.origin

    @origin.setter
    def origin(self, value: Origin | None) -> None:
        self._live.origin = value

    def __getitem__(self, name: str) -> Any:
        """Return the population, source, projection, injection or coupling of a name."""
        parts = {part.name: part for part in self._parts()}
        if name not in parts:
            raise ParameterError("name", name, one_of(name, parts))
        return parts[name]

    def population(
        self,
        size: int,
        cell: Cell = "RS",
        *,
        name: str | None = None,
        conductance: str | Conductance = DEFAULT,
        tau: Mapping[str, Kinetics] | None = None,
        receptors: str | Receptor | Sequence[str | Receptor] | None = None,
        stimulus: Stimulus | Input | Callable[[float], ArrayLike] | ArrayLike | None = None,
        **per_neuron: float | ArrayLike | Distribution,
    ) -> Population:
        """Add neurons.

        Parameters
        ----------
        size : int
            Number of neurons.
        cell : Parameters, CellType or str
            The cell that all neurons are, except for what is given per neuron; default regular
            spiking.
        name : str, optional
        conductance : str
            Synaptic current as an expression of g_NAME of each target, v and u. A projection adds
            its weights to the g of its target.
        tau : mapping, optional
            Time constant by target, ms: its g decays exponentially instead of lasting one step; or
            how it rises first: `Alpha` or `DoubleExponential`, whose peak is the weight.
        receptors : sequence of Receptor or str, optional
            Instead of `conductance` and `tau`: receptors with their kinetics and currents, as
            ``("AMPA", "NMDA", "GABA_A", "GABA_B")``, which become targets of these names.
        stimulus : Stimulus, TimedArray, Expression, callable, float, str or array, optional
            Current into every neuron, as a function of time, in the same unit as `i_offset`; an
            array has one value for each step. Rows, expressions (or their text) and functions of
            the time (ms) may have one for each neuron.
        **per_neuron
            a, b, c, d, v_peak (or v_thresh), k2, k1, k0, C, i_offset, noise (standard deviation of
            a normal number drawn in each step), tau_refrac (ms), and the initial state v0, u0:
            each a number, an array of shape (size,) or a distribution. Currents and noise are in
            mV/ms, in the 2007 form (C other than 1) in pA. By default neurons start at v = c and
            u = b c.

        Returns
        -------
        Population

        Raises
        ------
        ParameterError
            If a value is not allowed, a name is used twice, or memory would not suffice.
        """
        size = integer(size, "size", low=1, high=_LARGEST)
        name = self._new_name(name, "population")
        own = parameters_of(cell)
        self._check_room(
            size * self._neuron_bytes(),
            msg("{size} neurons of {name}", size=Number(size, form=","), name=name),
        )
        expression = (
            conductance if isinstance(conductance, Conductance) else Conductance(conductance)
        )
        if receptors is not None:
            if tau is not None or expression.text != DEFAULT:
                allowed = msg(
                    "they have a conductance and time constants of their own: change these by "
                    "Receptor(…) or dataclasses.replace"
                )
                raise ParameterError("receptors", receptors, allowed)
            expression, tau = with_receptors(receptors)
        given = own_names(per_neuron.items())
        population = Population(
            name,
            size,
            self.n_neurons,
            parameters=own,
            values=neuron_values(own, size, given, self.seed, self._stream()),
            conductance=expression,
            tau=_time_constants({} if tau is None else tau, expression),
            stimulus=stimulus,
            given=given,
            draws=(self.seed, self._stream()),
            dt=self.dt,
            live=self._live,
        )
        self._changed()
        self.populations.append(population)
        return population

    def poisson(
        self,
        size: int,
        rate: float | ArrayLike | Distribution | Stimulus | Input | Callable[[float], ArrayLike],
        *,
        name: str | None = None,
    ) -> Source:
        """Add sources that fire randomly.

        Parameters
        ----------
        size : int
            Number of sources.
        rate : float, array, Distribution, Stimulus, TimedArray, Expression, callable or str
            Hz, from 0 to one spike per step. In each step a source fires with probability rate dt.
            An array of shape (size,) has one for each source. All others but a distribution give
            it over time, as for a `stimulus`; it is checked when a run begins. With
            `CorrelatedRate` the spike trains are correlated.
        name : str, optional
        """
        size = integer(size, "size", low=1, high=_LARGEST)
        name = self._new_name(name, "source")
        return self._add_source(Source, name, size, rate=rate)

    def spike_times(self, times: Sequence[ArrayLike], *, name: str | None = None) -> Source:
        """Add sources that fire at given times.

        Parameters
        ----------
        times : sequence of arrays
            Spike times of each source, ms, from 0 on: [[1, 2, 3]] for one source. A spike belongs
            to the step in which it lies; several in one step all count. They can be set between
            runs (``source.times = [[5]]``), and counted from then on (``source.restart()``).
        name : str, optional
        """
        trains = spike_trains(times, self.dt)
        name = self._new_name(name, "source")
        return self._add_source(Source, name, len(trains), times=trains)

    def regular(
        self,
        size: int,
        rate: float | ArrayLike | Distribution,
        *,
        phase: float | ArrayLike | Distribution = 0.0,
        jitter: float = 0.0,
        name: str | None = None,
    ) -> RegularSource:
        """Add sources that fire at regular intervals.

        Parameters
        ----------
        size : int
            Number of sources.
        rate : float, array of shape (size,) or Distribution
            Hz, from 0 to one spike per step, for all sources or for each. It can be set between
            runs (``source.rate = 20``), as can the phase.
        phase : float, array of shape (size,) or Distribution
            Part of the interval, 0 to 1, after which a source fires first: with ``Uniform(0, 1)``
            they do not fire together.
        jitter : float
            Standard deviation of the normal number, ms, by which each spike comes earlier or later;
            at most 100.
        name : str, optional

        Raises
        ------
        ParameterError
            If a value is not allowed.
        """
        size = integer(size, "size", low=1, high=_LARGEST)
        name = self._new_name(name, "source")
        return self._add_source(RegularSource, name, size, rate=rate, phase=phase, jitter=jitter)

    def pulse_packets(
        self,
        size: int,
        times: ArrayLike,
        *,
        sigma: float,
        spikes: int = 1,
        name: str | None = None,
    ) -> Source:
        """Add sources that fire together in packets: at normally distributed times.

        Parameters
        ----------
        size : int
            Number of sources.
        times : float or array of shape (n_packets,)
            Centres of the packets, ms.
        sigma : float
            Standard deviation of the spike times in a packet, ms.
        spikes : int
            Number of spikes of each source in each packet.
        name : str, optional

        Returns
        -------
        Source
            Its spike times are given (`Source.times`). There are none before 0 ms.

        Raises
        ------
        ParameterError
            If a value is not allowed, or memory would not suffice.

        Notes
        -----
        Source: Diesmann, Gewaltig and Aertsen, "Stable propagation of synchronous spiking in
        cortical neural networks", Nature 402 (1999), 529-533.
        """
        size = integer(size, "size", low=1, high=_LARGEST)
        centres = numbers(times, "times", "ms").ravel()
        spread = number(sigma, "sigma", "ms", low=0.0)
        each = integer(spikes, "spikes", low=1, high=_LARGEST)
        total = Number(each * size * centres.size, form=",")
        self._check_room(24 * each * size * centres.size, msg("{total} spikes", total=total))
        # Row k has the spikes of one packet, source by source.
        drawn = normal_of_steps(self.seed, self._stream() + 1, 0, centres.size, each * size)
        found = (centres[:, None] + spread * drawn).reshape(-1, size, each)
        trains = [own[own >= 0.0] for own in found.transpose(1, 0, 2).reshape(size, -1)]
        return self.spike_times([np.sort(train) for train in trains], name=name)

    def random_pulses(self, amplitude: float = 20.0) -> None:
        """Give a current to one randomly chosen neuron of the network in each step.

        Parameters
        ----------
        amplitude : float
            Current for one step, in the unit of the neuron's currents: mV/ms, in the 2007 form pA.
            A quantity with a unit is accepted once there are populations, all of one form.
        """
        units = {p.parameters.units["I"] for p in self.populations}
        pulse = number(amplitude, "amplitude", units.pop() if len(units) == 1 else "")
        self._changed()
        self.pulse = pulse

    @returning
    def connect(
        self,
        pre: Group,
        post: Population,
        rule: Rule | str | None = None,
        *,
        weights: float | ArrayLike | Distribution | None = None,
        delays: float | ArrayLike | Distribution | None = None,
        target: str = "exc",
        excitatory_fraction: float | None = None,
        plasticity: Plasticity | None = None,
        short_term: ShortTerm | None = None,
        dopamine: Group | None = None,
        name: str | None = None,
        progress: Report | None = None,
    ) -> Steps[Projection]:
        """Add synapses.

        Parameters
        ----------
        pre : Population or Source
        post : Population
        rule : Rule, "all_to_all" or "one_to_one"
            Which neurons are connected; default all to all.
        weights : number, array of shape (n_synapses,) or distribution, optional
            In the unit of the current, with the default expression; default the rule's, or 1.
        delays : number, array of shape (n_synapses,) or distribution, optional
            In ms, rounded to steps; default the rule's, or one step, which is also the minimum.
        target : str
            Name of the conductance to which the weights are added.
        excitatory_fraction : float, optional
            Dale's law: the first neurons, this fraction of all, get weights of at least 0, the
            others of at most 0.
        plasticity : STDP, TripletSTDP, InhibitorySTDP, DopamineSTDP, ..., optional
            How weights learn. `HomeostaticScaling` scales them, alone or in addition to another.
        short_term : ShortTerm, optional
        dopamine : Population or Source, optional
            Whose spikes release dopamine, with `DopamineSTDP`; see also `Projection.reward`.
        name : str, optional
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.

        Returns
        -------
        Projection

        Raises
        ------
        ParameterError
            If a value is not allowed, the conductance of `post` does not have the target, or memory
            would not suffice.
        """
        self._check_group("pre", pre)
        self._check_target(post, target)
        if not (plasticity is None or isinstance(plasticity, tuple(RULES.values()))):
            names = ", ".join(f"{name}(…)" for name in RULES)
            raise ParameterError(
                "plasticity", plasticity, msg("must be one of {names}", names=names)
            )
        if dopamine is not None:
            self._check_group("dopamine", dopamine)
            if not isinstance(rule_of_spikes(plasticity), DopamineSTDP):
                allowed = msg("acts on synapses with plasticity=DopamineSTDP(…)")
                raise ParameterError("dopamine", dopamine, allowed)
        if not (short_term is None or isinstance(short_term, ShortTerm)):
            raise ParameterError("short_term", short_term, "must be ShortTerm(…)")
        if plasticity is not None and short_term is not None:
            raise ParameterError("short_term", short_term, "cannot be combined with plasticity")
        own = _rule(rule)
        same = pre is post
        name = self._new_name(name, f"{pre.name} to {post.name}")
        size = bytes_to_build(own, pre, post, delays, plasticity is not None, self.precision)
        self._check_room(
            size,
            msg(
                "about {count} synapses from {pre} to {post}",
                count=Number(own.expected(pre.size, post.size, same), form=",.0f"),
                pre=pre.name,
                post=post.name,
            ),
        )
        synapses = yield from part_of(
            with_progress(
                Synapses.build,
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
            ),
            0.0,
            1.0,
            building(0.0, self.memory + size).text,
        )
        if excitatory_fraction is not None:
            synapses = dale(synapses, excitatory_fraction)
        projection = Projection(
            name,
            pre,
            post,
            target,
            synapses,
            plasticity=plasticity,
            short_term=short_term,
            dopamine=dopamine,
            rule=own,
            weights=weights,
            delays=delays,
            excitatory_fraction=excitatory_fraction,
            draws=(self.seed, self._stream()),
            dt=self.dt,
            slot=sum(
                (p.plasticity is None, p.short_term is None)
                == (plasticity is None, short_term is None)
                for p in self.projections
            ),
            live=self._live,
        )
        self._changed()
        self.projections.append(projection)
        return projection

    @returning
    def inject(
        self,
        pre: Population | Stimulus | Input | Callable[[float], ArrayLike] | str,
        post: Population,
        rule: Rule | str | None = None,
        *,
        weights: float | ArrayLike | Distribution | None = None,
        target: str = "exc",
        variable: str = "v",
        name: str | None = None,
        progress: Report | None = None,
    ) -> Steps[Injection]:
        """Inject a current: in each step, weighted values are added to a conductance.

        The values are those at the beginning of the step, without a delay. A conductance that
        decays (`tau`) adds them up, as it adds up spikes.

        Parameters
        ----------
        pre : Population, Stimulus, TimedArray, Expression, PoissonInput, callable or str
            A population, of which a variable is injected, or values over time, as for the
            `stimulus` of a population: a single one, or one for each column of a `TimedArray`. With
            `PoissonInput`, spikes from outside, independent for each neuron.
        post : Population
        rule : Rule, "all_to_all" or "one_to_one"
            Which values reach which neurons; default one to one, or a single value all.
        weights : number, array of shape (n,) or distribution, optional
            Factors; default the rule's, or 1.
        target : str
            Name of the conductance to which the current is added.
        variable : {"v", "u"}
            Variable of a population.
        name : str, optional
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.

        Returns
        -------
        Injection

        Raises
        ------
        ParameterError
            If a value is not allowed, or the conductance of `post` does not have the target.

        Notes
        -----
        As ANNarchy's `CurrentInjection` and `TimedArray`, whose values arrive a step later.
        """
        self._check_target(post, target)
        variable = _one_of(variable, "variable", VARIABLES)
        name = self._new_name(name, "injection")
        if isinstance(pre, Population):
            if not any(pre is p for p in self.populations):
                raise ParameterError("pre", pre, "must be a population of this network")
            size, label = pre.size, pre.name
        else:
            if isinstance(pre, Group):
                allowed = msg("a source has spikes, not currents: use connect")
                raise ParameterError("pre", pre, allowed)
            pre = as_input(pre, "pre")
            size, label = sources_of(pre, post.size), type(pre).__name__
        own = _rule(rule if rule is not None else "all_to_all" if size == 1 else "one_to_one")
        synapses = yield from self._undelayed(
            own,
            size,
            post,
            pre is post,
            weights,
            msg("currents from {pre} into {post}", pre=label, post=post.name),
        )
        injection = Injection(
            name,
            pre,
            post,
            target,
            variable,
            synapses,
            weights=weights,
            rule=own,
            draws=(self.seed, self._stream()),
            dt=self.dt,
            live=self._live,
        )
        self._changed()
        self.injections.append(injection)
        return injection

    @returning
    def couple(
        self,
        pre: Population,
        post: Population,
        rule: Rule | str | None = None,
        *,
        conductance: float | ArrayLike | Distribution | None = None,
        name: str | None = None,
        progress: Report | None = None,
    ) -> Steps[Coupling]:
        """Add gap junctions: a current g (v_j - v_i) into neuron i, and its opposite into neuron j.

        The voltages are those at the beginning of the step. The current adds to that of the
        conductance expression, whatever this is, and does not depend on `scaling`.

        Parameters
        ----------
        pre, post : Population
            Both ends, of the same form (2003 or 2007).
        rule : Rule, "all_to_all" or "one_to_one"
            Which neurons are coupled; default all to all. Within one population a pair is coupled
            once: random rules give the pairs with pre < post, so that `FixedProbability(p)` couples
            each pair with probability p and `FixedInDegree(k)` each neuron to k others on average.
            Lists may have either order, and a matrix must be symmetric.
        conductance : number, array of shape (n_junctions,) or distribution, optional
            Conductance g of each junction: current by mV, that is 1/ms, and nS between neurons of
            the 2007 form; default the rule's.
        name : str, optional
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.

        Returns
        -------
        Coupling

        Raises
        ------
        ParameterError
            If a value is not allowed, or the populations are of different forms.

        Warns
        -----
        IzhikevichWarning
            If the conductances of a neuron are so large that a step carries its voltage beyond
            those of its neighbours: dt times their sum should be well below its C.

        Notes
        -----
        As in Brian2's example of gap junctions, with a summed variable, where both directions are
        synapses. A spike reaches a coupled neuron as far as the steps show it: up to the voltage
        before the reset.
        """
        for end, label in ((pre, "pre"), (post, "post")):
            if not (isinstance(end, Population) and any(end is p for p in self.populations)):
                raise ParameterError(label, end, "must be a population of this network")
        if pre.parameters.dimensional != post.parameters.dimensional:
            allowed = msg(
                "must be of the same form as {pre}, 2003 or 2007: a junction has one conductance",
                pre=pre.name,
            )
            raise ParameterError("post", post, allowed)
        name = self._new_name(name, "coupling")
        own = _rule(rule)
        synapses = yield from self._undelayed(
            Undirected(own, conductance is not None),
            pre.size,
            post,
            pre is post,
            conductance,
            msg("gap junctions between {pre} and {post}", pre=pre.name, post=post.name),
            ("conductance", unit_of(pre)),
        )
        coupling = Coupling(
            name,
            pre,
            post,
            synapses,
            conductance=conductance,
            rule=own,
            draws=(self.seed, self._stream()),
            dt=self.dt,
            live=self._live,
        )
        self._changed()
        self.couplings.append(coupling)
        return coupling

    def _undelayed(
        self,
        rule: Rule,
        size: int,
        post: Population,
        same: bool,
        weights: float | ArrayLike | Distribution | None,
        what: Message,
        named: tuple[str, str] = ("weights", ""),
    ) -> Steps[Synapses]:
        """Build connections without delays, if there is room for them."""
        self._check_room(expected_bytes(rule, size, post.size, same), what)
        return (
            yield from with_progress(
                Synapses.build,
                rule,
                size,
                post.size,
                weights=weights,
                dt=self.dt,
                same=same,
                seed=self.seed,
                stream=self._stream(),
                precision=self.precision,
                named=named,
            )
        )

    def run(
        self,
        duration: float,
        record: Mapping[Population, Iterable[int] | int] | None = None,
        *,
        progress: Report | None = None,
    ) -> Recording:
        """Run for a given time.

        Parameters
        ----------
        duration : float
            Time to run, ms; whole steps are taken.
        record : mapping, optional
            Neurons of populations whose v, u, current and conductances are recorded: lists of
            indices, or one index.
        progress : callable, optional
            Called with each `Progress`: its fraction and its text. If it raises
            `izhikevich.progress.Stopped`, the recording ends there.

        Returns
        -------
        Recording
            Recording of this run only: a second run continues where the first ended.

        Raises
        ------
        ParameterError
            If there is nothing to run, or a recorded neuron is unknown.
        SimulationError
            If a voltage diverges, or there are too many spikes to keep.

        Warns
        -----
        NumericalArtefactWarning
            If the steps produce spikes that the equations do not have (see `Recording.artefacts`).
        """
        return self._told(finish(self.running(duration, record), progress))

    def step(self) -> Recording:
        """Take one step; `run` takes many at once, which is far quicker.

        Returns
        -------
        Recording
        """
        return self._told(finish(self.running(self.dt)))

    def simulate_until(
        self,
        condition: Callable[[], object],
        max_duration: float,
        record: Mapping[Population, Iterable[int] | int] | None = None,
        *,
        period: float | None = None,
        progress: Report | None = None,
    ) -> Recording:
        """Run until a condition is met, for a given time at most.

        Parameters
        ----------
        condition : callable
            Called without arguments after steps; the run ends once it returns true:
            ``lambda: population.v.max() > 20``. It may read values of the network.
        max_duration : float
            Time to run if the condition is not met, ms.
        record, progress
            As for `run`.
        period : float, optional
            Time between two calls of the condition, ms; default one step.

        Returns
        -------
        Recording
            Recording of this run; its `stop` is the time at which it ended.

        Raises
        ------
        ParameterError
            As for `run`, or if the condition cannot be called.
        SimulationError
            As for `run`.
        """
        if not callable(condition):
            allowed = msg("must be a function without arguments: lambda: population.v.max() > 20")
            raise ParameterError("condition", condition, allowed)
        steps = 1 if period is None else whole_steps(period, "period", self.dt, least=1)
        until = Callback(lambda n: condition(), steps, self._live.step + steps)
        return self._told(finish(self._running(max_duration, record, until), progress))

    @overload
    def every(
        self, period: float, function: None = None, *, offset: float = 0.0, wait: float = 0.0
    ) -> Callable[[Callable[[int], object]], Callback]: ...

    @overload
    def every(
        self,
        period: float,
        function: Callable[[int], object],
        *,
        offset: float = 0.0,
        wait: float = 0.0,
    ) -> Callback: ...

    def every(
        self,
        period: float,
        function: Callable[[int], object] | None = None,
        *,
        offset: float = 0.0,
        wait: float = 0.0,
    ) -> Callback | Callable[[Callable[[int], object]], Callback]:
        """Call a function at regular times during all runs, as ANNarchy's ``every`` does.

        It is called between steps, before the one that begins at its time: at wait + offset,
        wait + offset + period, and so on. It may read and set values of the network, start and stop
        monitors, and raise `izhikevich.progress.Stopped` to end the run. Runs one after the other
        call it as one long run does.

        Parameters
        ----------
        period : float
            Time between two calls, ms.
        function : callable, optional
            Takes the number of earlier calls. Without it, ``@net.every(100)`` stands before a
            function.
        offset : float
            Time of a call within its period, ms.
        wait : float
            Time before the first period, ms.

        Returns
        -------
        Callback
            Its `active` can be set; `Network.callbacks` is the list of all.

        Raises
        ------
        ParameterError
            If a time is not a multiple of the time step, or the function cannot be called.
        """
        steps = whole_steps(period, "period", self.dt, least=1)
        first = whole_steps(offset, "offset", self.dt) % steps
        first += whole_steps(wait, "wait", self.dt)

        def add(function: Callable[[int], object]) -> Callback:
            if not callable(function):
                allowed = msg("must be a function of the number of earlier calls: lambda n: …")
                raise ParameterError("function", function, allowed)
            callback = Callback(function, steps, first)
            self.callbacks.append(callback)
            return callback

        return add if function is None else add(function)

    @overload
    def monitor(
        self,
        neurons: Population | Neurons | Neuron,
        variables: str | Sequence[str] = ...,
        *,
        period: float | None = ...,
        offset: float = ...,
        start: bool = ...,
    ) -> Monitor: ...

    @overload
    def monitor(
        self,
        neurons: Projection,
        variables: str | Sequence[str],
        *,
        synapses: ArrayLike | None = ...,
        period: float | None = ...,
        offset: float = ...,
        start: bool = ...,
    ) -> ProjectionMonitor: ...

    def monitor(
        self,
        neurons: Population | Neurons | Neuron | Projection,
        variables: str | Sequence[str] = SPIKE,
        *,
        synapses: ArrayLike | None = None,
        period: float | None = None,
        offset: float = 0.0,
        start: bool = True,
    ) -> Monitor | ProjectionMonitor:
        """Record chosen variables of neurons or synapses in all runs, while it is started.

        Parameters
        ----------
        neurons : Population, Neurons, Neuron or Projection
            Such as ``population[10:20]``, or the synapses of a projection.
        variables : str or sequence of str
            "spike"; v, u, v_before and u_before (before resets), current; g_NAME of targets. Of a
            projection: w; resources and utilisation with short-term plasticity; eligibility.
        synapses : int or integer array, optional
            Synapses of a projection whose w and eligibility are recorded: how many, evenly spread,
            or their positions; default all.
        period : float, optional
            Time between two samples, ms; default one step. Spikes are all recorded.
        offset : float
            Time of a sample within its period, ms.
        start : bool
            Whether it records from now on.

        Returns
        -------
        Monitor or ProjectionMonitor
            `Network.monitors` is the list of all.

        Raises
        ------
        ParameterError
            If these are not neurons of this network, a variable is unknown, or a time is not a
            multiple of the time step.
        """
        steps = 1 if period is None else whole_steps(period, "period", self.dt, least=1)
        taken: dict[str, Any] = {
            "period": steps,
            "first": whole_steps(offset, "offset", self.dt) % steps,
            "live": self._live,
            "dt": self.dt,
        }
        monitor: Monitor | ProjectionMonitor
        if isinstance(neurons, Projection):
            if not any(neurons is p for p in self.projections):
                allowed = msg("must be a projection of this network")
                raise ParameterError("neurons", neurons, allowed)
            names = synaptic_names(variables, neurons)
            chosen = chosen_synapses(synapses, names, neurons)
            monitor = ProjectionMonitor(neurons, names, chosen, **taken)
        else:
            if synapses is not None:
                raise ParameterError("synapses", synapses, msg("are those of a projection"))
            population, ranks = members(neurons)
            if not any(population is p for p in self.populations):
                raise ParameterError("neurons", neurons, msg("must be neurons of this network"))
            names = variable_names(variables, population)
            sampled = tuple(name for name in names if name != SPIKE)
            monitor = Monitor(population, ranks, sampled, SPIKE in names, **taken)
        if start:
            monitor.start()
        self.monitors.append(monitor)
        return monitor

    def running(
        self, duration: float, record: Mapping[Population, Iterable[int] | int] | None = None
    ) -> Generator[Progress, None, Recording]:
        """Run as `run` does, with progress reports.

        The generator may be closed at any time; the network then stays where it is. If `Stopped` is
        thrown into it, it returns what was recorded so far.
        """
        return self._running(duration, record)

    def _running(
        self,
        duration: float,
        record: Mapping[Population, Iterable[int] | int] | None,
        until: Callback | None = None,
    ) -> Generator[Progress, None, Recording]:
        steps = whole_steps(duration, "duration", self.dt, since=self._live.step)
        plan, state = self._ready()
        which = self._recorded({} if record is None else record)
        size = 8.0 * (5 + len(plan.targets)) * steps * which.size
        size += sum(monitor.nbytes(steps) for monitor in self.monitors if monitor.recording)
        if size > 0.25 * self.memory_limit:
            raise ParameterError(
                "record",
                msg("{size} neurons", size=which.size),
                msg(
                    "over {steps} steps would take {size} MB: record fewer or run for a shorter "
                    "time",
                    steps=Number(steps, form=","),
                    size=Number(size / 1e6, form=",.0f"),
                ),
            )
        self._live.begin()
        try:
            recorder = Recorder(which, plan.targets, steps, self.dt)
            first, populations = state.step, tuple(self.populations)
            try:
                yield from self._check_rates(first, steps)
                yield from advance(
                    self._live,
                    self._ready,
                    recorder,
                    steps,
                    self.n_neurons + self.n_synapses,
                    callbacks=self.callbacks,
                    monitors=self.monitors,
                    until=until,
                )
                check(*self._ready())
            except Stopped:
                pass
            except SimulationError as error:
                error.recording = recorder.recording(first, self._live.step, populations)
                raise
            return recorder.recording(first, self._live.step, populations)
        finally:
            self._live.end()

    def _told(self, recording: Recording) -> Recording:
        """Warn of numerical artefacts in a recording, and return it."""
        if recording.artefacts.any():
            counts = recording.artefact_counts
            text = artefact_warning(
                sum(counts.values()), recording.times.size, self.dt, NETWORK_REMEDY, counts
            )
            warn(NumericalArtefactWarning(text), stacklevel=3)
        return recording

    def _check_rates(self, first: int, steps: int) -> Generator[Progress, None, None]:
        """Reject what `poisson` rejects in rates over time, before anything runs."""
        changing = [s for s in self.sources if s.unchecked]
        most = max(1, _CHECKED // max((s.size for s in changing), default=1))
        for begin in range(first, first + steps, most) if changing else ():
            if begin > first:
                yield reached(0.0, self.time)
            end = min(begin + most, first + steps)
            times = np.arange(begin, end, dtype=np.float64) * self.dt
            for source in changing:
                check_rates(source.sampled(times), self.dt, source.own_times(times))

    def weights(self, projection: Projection) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return the current weights of a projection, in the order of its synapses."""
        if not any(projection is p for p in self.projections):
            raise ParameterError("projection", projection, "must be a projection of this network")
        if projection.plasticity is None:
            return projection.synapses.weights
        return np.array(projection.w)

    def reset(self) -> None:
        """Go back to time 0, with the initial state, and the initial weights of what learns.

        Parameters that were set stay as they are; monitors forget what they recorded, and sources
        count their times from 0 again.
        """
        self._live.has_no_run()
        self._forget()
        for source in self.sources:
            source.begin()
        for projection in self.projections:
            projection.begin()
        self._live.state = None
        self._live.longest = 1
        self._live.outdated = True  # room for delays that there were may be too large

    def state(self) -> State:
        """Return a copy of the current state, which `restore` accepts."""
        self._live.is_between_steps()
        return self._ready()[1].copy()

    def restore(self, state: State) -> None:
        """Continue from a state of this network.

        Raises
        ------
        ParameterError
            If it cannot be a state of this network; the message names the field that is wrong.
        """
        if not isinstance(state, State):
            raise ParameterError("state", state, "must be what `state` of this network returned")
        plan, _ = self._ready()
        self._live.has_no_run()
        try:
            arrays = state.arrays()
        except (AttributeError, TypeError, ValueError) as reason:
            raise ParameterError(
                "state",
                state,
                msg("has a field that is not an array: {reason}", reason=str(reason)),
            ) from None
        self._live.state = self._held(checked(arrays, plan))
        self._forget()

    def save(self, file: str | Path | BinaryIO, *, state_only: bool = False) -> None:
        """Write the network and its state to an NPZ file.

        `from_file` builds it again; `load` of an equal network takes its state. Monitors are in it
        with what they have recorded. Synapses are written one by one, without their rule.

        Parameters
        ----------
        file : path or file open for writing
        state_only : bool
            Whether only the state is written, for `load`. Functions are then no obstacle.

        Raises
        ------
        ParameterError
            If `file` is neither a path nor open for writing, or something in the network cannot be
            written: functions of time, functions that `every` calls, and stimuli of classes of your
            own. No file is written then.
        """
        if not (
            isinstance(file, (str, Path)) or (hasattr(file, "write") and hasattr(file, "seek"))
        ):
            raise ParameterError("file", file, "must be a path, or a file that is open to write to")
        # Imported when first needed, to keep the start quick in the browser.
        from izhikevich.network.files.identity import NAME, written_identity
        from izhikevich.network.files.writing import contents

        state = {NAME: written_identity(self), **self.state().arrays()}
        np.savez_compressed(file, **({} if state_only else contents(self)), **state)

    @classmethod
    def from_file(cls, file: str | Path | BinaryIO, *, memory_limit: int = MEMORY_LIMIT) -> Network:
        """Build a network that `save` wrote; it continues with the same spikes.

        Parameters
        ----------
        file : path or file open for reading
            Nothing is run from it: its numbers are checked as those of any call are.
        memory_limit : int
            Limit of the network, bytes.

        Returns
        -------
        Network

        Raises
        ------
        ParameterError
            If it is not such a file; the message says what is wrong.
        OSError
            If there is no such file.
        """
        # Imported when first needed, as in `save`.
        from izhikevich.network.files.reading import read

        return read(file, cls, memory_limit)

    def load(self, file: str | Path | BinaryIO) -> None:
        """Continue from a state written by `save` of an equal network.

        Raises
        ------
        ParameterError
            If the file holds no state of this network: its time step, its precision, or the names
            and sizes of its parts are others, or a field is wrong. The message names it.
        """
        # Imported when first needed, as in `save`.
        from izhikevich.network.files.archive import Archive
        from izhikevich.network.files.identity import check_identity

        plan, _ = self._ready()
        self._live.has_no_run()
        state = read_file(
            file, plan, lambda stored: check_identity(self, Archive(stored, self.memory_limit))
        )
        self._live.state = self._held(state)
        self._forget()

    def _held(self, state: State) -> State:
        """Return a state as this network continues it: silenced populations are held."""
        for population in self.populations:
            if population.silent:
                state.frozen[population.start : population.stop] = SILENT
        if NETWORK_SCHEMES[self.scheme].adaptive:
            state.thrown[:] = False  # marks of steps that another scheme took
        return state

    def _forget(self) -> None:
        """Clear the monitors and the times of calls: the network goes on from another time."""
        for monitor in self.monitors:
            monitor.clear()
        for callback in self.callbacks:
            callback.forget()

    def plan(self, longest: int = 1) -> Plan:
        """Return the network laid out flat, as it is run.

        Parameters
        ----------
        longest : int
            Delay (steps) for which there must be room in any case.
        """
        live = self._live
        if longest > live.longest:
            live.longest, live.outdated = longest, True
        return self._ready()[0]

    def _ready(self) -> tuple[Plan, State]:
        if not self.populations:
            raise ParameterError("network", "", "has no neurons: add a population")
        live = self._live
        if live.plan is None or live.outdated:
            self._check_delays()
            live.plan = make_plan(
                self.dt,
                self.seed,
                self.scheme,
                self.scaling == "charge",
                self.populations,
                self.sources,
                self.projections,
                self.injections,
                self.couplings,
                self.pulse,
                live.real,
                live.plan,
                max(len(live.state.ring.rows) - 1 if live.state else 1, live.longest),
            )
            live.outdated = False
        if live.state is None:
            live.state = State.initial(live.plan)
        live.state.lengthen(live.plan.longest)
        return live.plan, live.state

    def _check_delays(self) -> None:
        """Reject delays for which spikes in transit would not fit in memory."""
        if self.memory > self.memory_limit:
            raise ParameterError(
                "delays",
                longest_delay(self.projections) * self.dt,
                msg(
                    "spikes on their way to {neurons} neurons would need {size} MB",
                    neurons=Number(self.n_neurons, form=","),
                    size=Number(self._ring_bytes() / 1e6, form=",.0f"),
                ),
            )

    def _neuron_bytes(self) -> int:
        values, reals = _PER_NEURON
        return values + reals * np.dtype(self.precision).itemsize

    def _ring_bytes(self) -> int:
        """Return the memory of conductances and spikes in transit."""
        targets = {t for p in self.populations for t in p.conductance.targets}
        # Zeros that are never written to take no memory.
        rows = max(longest_delay(self.projections), self._live.longest) + 1
        rows = rows if self.projections else 0
        means = NETWORK_SCHEMES[self.scheme].adaptive
        rows += (2 + means) * any(p.tau for p in self.populations)
        rows += 4 * any(not isinstance(t, float) for p in self.populations for t in p.tau.values())
        total = np.dtype(self.precision).itemsize * rows * len(targets) * self.n_neurons
        if any(p.plasticity is not None for p in self.projections):
            most = self.n_neurons + sum(source.most for source in self.sources)
            total += 4 * (longest_delay(self.projections) + 1) * most
        return total

    def _check_group(self, name: str, group: object) -> None:
        groups = (*self.populations, *self.sources)
        if not (isinstance(group, Group) and any(group is one for one in groups)):
            raise ParameterError(name, group, "must be a population or source of this network")

    def _check_target(self, post: object, target: object) -> None:
        if not (isinstance(post, Population) and any(post is p for p in self.populations)):
            raise ParameterError("post", post, "must be a population of this network")
        if not isinstance(target, str) or target not in post.conductance.targets:
            known = ", ".join(post.conductance.targets) or msg("none")
            raise ParameterError(
                "target",
                target,
                msg(
                    "{name} has {known}: its conductance is {text}",
                    name=post.name,
                    known=known,
                    text=post.conductance.text,
                ),
            )

    def _recorded(self, record: object) -> Any:
        if not isinstance(record, Mapping):
            raise ParameterError("record", record, _RECORD)
        found: list[int] = []
        for population, neurons in record.items():
            if not any(population is p for p in self.populations):
                raise ParameterError(
                    "record", population, msg("of this network: {allowed}", allowed=msg(_RECORD))
                )
            for neuron in _listed(neurons):
                index = integer(neuron, _RECORDED, low=0, high=population.size - 1)
                found.append(population.start + index)
        return np.array(sorted(set(found)), dtype=np.int64)

    def _add_source(
        self, kind: Callable[..., AnySource], name: str, size: int, **trains: Any
    ) -> AnySource:
        place = sum(s.size for s in self.sources)
        source = kind(
            name,
            size,
            place,
            dt=self.dt,
            live=self._live,
            seed=self.seed,
            stream=self._stream(),
            **trains,
        )
        self._changed()
        self.sources.append(source)
        return source

    def _parts(self) -> list[Population | Source | Projection | Injection | Coupling]:
        return [
            *self.populations,
            *self.sources,
            *self.projections,
            *self.injections,
            *self.couplings,
        ]

    def _stream(self) -> int:
        return _STREAMS * (len(self._parts()) + 1)

    def _new_name(self, name: str | None, default: str) -> str:
        names = {part.name for part in self._parts()}
        if name is None:
            count = 1 + sum(n.startswith(default) for n in names)
            return default if default not in names and " to " in default else f"{default} {count}"
        if not isinstance(name, str) or not name or name in names:
            raise ParameterError("name", name, "must be a text that no other part has")
        return name

    def _check_room(self, size: int, what: Message) -> None:
        if self.memory + size > self.memory_limit:
            raise ParameterError(
                "memory_limit",
                self.memory_limit,
                msg(
                    "{what} would need about {size} MB, in addition to {memory} MB for the rest "
                    "of the network",
                    what=what,
                    size=Number(size / 1e6, form=",.0f"),
                    memory=Number(self.memory / 1e6, form=",.0f"),
                ),
            )

    def _changed(self) -> None:
        live = self._live
        live.has_no_run()
        if live.step:
            raise ParameterError("network", "", "has run: call reset() before adding to it")
        live.plan = live.state = live.origin = None


def _listed(neurons: Any) -> list[Any]:
    """Return neurons as a list; a single one need not be in a list."""
    if isinstance(neurons, (int, float, np.generic)) or getattr(neurons, "ndim", 1) == 0:
        return [neurons]
    if isinstance(neurons, Iterable) and not isinstance(neurons, (str, bytes, Mapping)):
        return list(neurons)
    raise ParameterError(_RECORDED, neurons, _RECORD)


def _rule(rule: object) -> Rule:
    """Return a rule, which may be given by name if it needs no numbers."""
    if rule is None:
        return AllToAll()
    if isinstance(rule, str) and rule in _NAMED_RULES:
        return _NAMED_RULES[rule]()
    if not isinstance(rule, Rule):
        names = " or ".join(f'"{name}"' for name in _NAMED_RULES)
        raise ParameterError(
            "rule", rule, msg("must be a rule such as FixedProbability(0.1), {names}", names=names)
        )
    return rule


def _one_of(value: str, name: str, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ParameterError(name, value, choices(allowed))
    return value


def _time_constants(tau: Mapping[str, Kinetics], conductance: Conductance) -> dict[str, Kinetics]:
    if not isinstance(tau, Mapping):
        raise ParameterError("tau", tau, 'must be times (ms) by target, such as {"exc": 5}')
    for target in tau:
        if target not in conductance.targets:
            raise ParameterError(
                "tau", target, msg("the conductance is {text}", text=conductance.text)
            )
    return {target: as_kinetics(value, f"tau of {target}") for target, value in tau.items()}

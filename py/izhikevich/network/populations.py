"""Groups of neurons and of spike sources that make up a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, NoReturn, TypeVar

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, counted, msg
from izhikevich.network.connectivity.rules import LARGEST_POPULATION
from izhikevich.network.correlated import CorrelatedRate
from izhikevich.network.distributions import (
    Distribution,
    is_one_number,
    values,
)
from izhikevich.network.inputs import Input, Samples, Timed, TimedArray, as_input, bound
from izhikevich.network.live import Live
from izhikevich.network.neuron_values import (
    ALIASES,
    NAMES,
    OTHERS,
    check_model,
    check_range,
    drawn,
    own_names,
    resting_u,
    unit_of,
)
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.kinetics import Kinetics
from izhikevich.network.values import Quantity, Settable, Values, plain, positions
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.explicit import V_LIMIT
from izhikevich.neuron.stimuli.stimulus import Constant, Stimulus
from izhikevich.units import integer

#: Effect of a population on others, as the last word of its name.
EXCITATORY, INHIBITORY = "excitatory", "inhibitory"
#: Last step that a network can reach: integers up to there are exact as doubles.
MAX_STEP = 1 << 53
#: Steps for which neurons that are silenced are held: more than any run has.
SILENT = MAX_STEP

T = TypeVar("T")
#: What a neuron starts from, by what changes from there; and g_NAME of each target that decays.
_START = {"v": "v0", "u": "u0"}
_TRAINS = (
    "must be a list with one list of times (ms) for each source: [[1, 2, 3]] for one that fires "
    "three times, [[1], [2], [3]] for three that fire once"
)


class Group(Settable):
    """A part of a network: its neurons (or sources) have the indices start .. start + size - 1.

    Parameters
    ----------
    name : str
    size : int
    start : int
        Index of the first within the network. Sources are counted separately from neurons.
    """

    name: str
    size: int
    start: int

    def __init__(self, name: str, size: int, start: int) -> None:
        """Initialise from the parameters that the class describes."""
        vars(self).update(name=name, size=size, start=start)

    @property
    def stop(self) -> int:
        """One more than the last index."""
        return self.start + self.size

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<{type(self).__name__} {self.name!r} of {self.size:,}>"

    def __len__(self) -> int:
        """Return the number of neurons."""
        return self.size


class Quantities(Settable, Generic[T]):
    """The values of neurons, as attributes that can be read and set.

    They are also found by name: ``population["a"]``.
    """

    a = Quantity[T]("Rate of recovery, 1/ms.")
    b = Quantity[T]("Sensitivity of u to v.")
    c = Quantity[T]("Voltage after a spike, mV.")
    d = Quantity[T]("What a spike adds to u.")
    v_peak = Quantity[T]("Voltage at which a spike is cut off, mV.")
    v_thresh = Quantity[T]("The same as `v_peak`, as ANNarchy has it.")
    V_th = Quantity[T]("The same as `v_peak`, as BrainPy has it.")
    k2 = Quantity[T]("Coefficient of v^2.")
    k1 = Quantity[T]("Coefficient of v.")
    k0 = Quantity[T]("Constant of the equation of v.")
    C = Quantity[T]("Capacitance.")
    i_offset = Quantity[T]("Constant current, mV/ms, in the 2007 form pA.")
    noise = Quantity[T](
        "Standard deviation of the normal current drawn in each step, mV/ms, in the 2007 form pA."
    )
    tau_refrac = Quantity[T]("Refractory period, ms.")
    v0 = Quantity[T]("Voltage at time 0, mV.")
    u0 = Quantity[T]("Recovery variable at time 0.")
    init_v = Quantity[T]("The same as `v0`.")
    init_u = Quantity[T]("The same as `u0`.")
    v = Quantity[T]("Present voltage, mV.")
    u = Quantity[T]("Present recovery variable.")

    def __getitem__(self, key: Any) -> Any:
        """Return values by name, or some of the neurons."""
        raise NotImplementedError

    def __setitem__(self, key: str, value: Any) -> None:
        """Set values by name: ``population["a"] = 0.1``."""
        if not isinstance(key, str):
            allowed = msg("must be a name: population[10:20].noise = 2 sets a value of some")
            raise ParameterError("name", key, allowed)
        self.write({key: value})

    def __getattr__(self, name: str) -> Any:
        """Return conductances that decay, such as `g_exc`."""
        if name.startswith("g_") and name in self.names():
            return self[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Set values; what is fixed or unknown is rejected by name."""
        if name.startswith("g_"):
            self.write({name: value})
        else:
            super().__setattr__(name, value)

    def set(self, **values: Any) -> None:
        """Set several values, which are checked together.

        Parameters
        ----------
        **values
            As for `Network.population`, and v, u and the conductances that decay (g_exc).

        Raises
        ------
        ParameterError
            If a name is unknown or a value not allowed; then nothing is changed.
        """
        self.write(values)

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set values by name, of all neurons or of those at some positions."""
        raise NotImplementedError


class Population(Group, Quantities[Values]):
    """Neurons of a network, made by `Network.population`.

    The values of its neurons are attributes: a, b, c, d, v_peak, k2, k1, k0, C, i_offset, noise,
    tau_refrac, v0, u0, and the state v and u (and g_exc, if it decays). They can be set before,
    between and after runs: all of them by a number, an array of shape (size,) or a distribution
    (``pop.a = 0.1``), one (``pop.noise[3] = 2``), or some (``pop[10:20].noise = 2``). A network
    runs from there as one that was built with these values. `Network.reset` keeps parameters; at
    time 0, v and u are v0 and u0.

    Parameters
    ----------
    name : str
    size : int
    start : int
        Index of the first neuron within the network.
    parameters : Parameters
        The neuron that all were made from, and the rules of the model.
    values : dict
        Arrays of shape (size,) by name: those of `NAMES`.
    conductance : Conductance
        The synaptic current, as an expression of the g of each target, v and u.
    tau : mapping
        Time constants of the targets whose g decays exponentially, ms, or how g rises first; others
        last one step.
    stimulus : Stimulus, TimedArray, Expression, callable, str, float, array or None
        Current into every neuron, over time, as for `Network.population`; it can be set.
    given : dict
        What `values` were made from, where given: numbers, arrays or distributions.
    draws : tuple of int
        Seed and first stream of the random numbers.
    dt : float
        Time step, ms.
    live : Live
        Plan and state of the network.

    Attributes
    ----------
    silent : bool
        Whether all neurons are held as they are, see `silence`.
    """

    parameters: Parameters
    silent: bool
    values: Mapping[str, FloatArray]
    conductance: Conductance
    tau: Mapping[str, Kinetics]
    given: dict[str, Any]
    draws: tuple[int, int]
    #: What samples the stimulus.
    inputs: Samples | None
    _stimulus: Timed | None
    _dt: float
    _live: Live
    _own_start: dict[str, BoolArray]

    def __init__(
        self,
        name: str,
        size: int,
        start: int,
        *,
        parameters: Parameters,
        values: dict[str, FloatArray],
        conductance: Conductance,
        tau: Mapping[str, Kinetics],
        stimulus: Any,
        given: Mapping[str, Any],
        draws: tuple[int, int],
        dt: float,
        live: Live,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(name, size, start)
        vars(self).update(
            parameters=parameters,
            silent=False,
            values=values,
            conductance=conductance,
            tau=tau,
            given=dict(given),
            draws=draws,
            _dt=dt,
            _live=live,
            # Where v0 and u0 were given: elsewhere they follow c and b.
            _own_start={name: np.full(size, name in given) for name in _START.values()},
        )
        self._set_stimulus(stimulus)

    @property
    def stimulus(self) -> Timed | None:
        """Current into every neuron, over time."""
        return self._stimulus

    @stimulus.setter
    def stimulus(self, value: Any) -> None:
        self._live.stands_still()
        self._set_stimulus(value)
        self._live.changed()

    def silence(self, on: bool = True) -> None:
        """Hold all neurons as they are, or let them go on.

        They keep v and u, do not fire, and miss their input, as in a refractory period.

        Parameters
        ----------
        on : bool

        Raises
        ------
        ParameterError
            If `on` is not a boolean.
        SimulationError
            If the network is being run.
        """
        if not isinstance(on, (bool, np.bool_)):
            raise ParameterError("on", on, msg("must be True or False"))
        self._live.stands_still()
        vars(self)["silent"] = bool(on)
        state = self._live.state
        if state is not None:
            state.frozen[self.start : self.stop] = SILENT if on else 0
        self._live.changed()

    def own_start(self, name: str) -> BoolArray:
        """Return for which neurons v0 or u0 was given, shape (size,)."""
        return self._own_start[name]

    def restored(
        self, given: dict[str, Any], own_start: dict[str, BoolArray], stream: int, stimulus: Any
    ) -> None:
        """Take back what a file says of where values and random numbers come from."""
        vars(self).update(given=given, _own_start=own_start, draws=(self.draws[0], stream))
        self._set_stimulus(stimulus)

    def _set_stimulus(self, value: Any) -> None:
        stimulus = inputs = None
        if value is not None:
            unit, (seed, stream) = self.parameters.units["I"], self.draws
            stimulus = as_input(value, "stimulus", unit, self._dt)
            first = stream + len(NAMES) + 1
            inputs = bound(stimulus, "stimulus", unit, self.size, self._dt, seed, first)
        vars(self).update(_stimulus=stimulus, inputs=inputs)

    @property
    def ranks(self) -> IndexArray:
        """Indices of the neurons within the population, 0 .. size - 1."""
        return np.arange(self.size)

    def neuron(self, index: int) -> Neuron:
        """Return one neuron, whose values are numbers.

        Raises
        ------
        ParameterError
            If there is no such neuron.
        """
        return Neuron(self, integer(index, "neuron", low=0, high=self.size - 1))

    def __getitem__(self, key: Any) -> Any:
        """Return values by name, one neuron, or some: ``pop["a"]``, ``pop[3]``, ``pop[10:20]``."""
        if isinstance(key, str):
            return Values(self, self.known(key))
        found = positions(key, self.size, self.name)
        one = isinstance(key, (int, np.integer))
        return Neuron(self, int(found[0])) if one else Neurons(self, found)

    def __iter__(self) -> Iterator[Neuron]:
        """Iterate over the neurons."""
        return (Neuron(self, index) for index in range(self.size))

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return (*NAMES, *_START, *(f"g_{target}" for target in self.tau))

    def known(self, name: str) -> str:
        """Return our name for values; raise an error if there are none."""
        own = ALIASES.get(name, name)
        if own not in self.names():
            self.unknown("name", name, name)
        return own

    def unknown(self, parameter: str, value: Any, name: str) -> NoReturn:
        """Raise the error that says which names there are."""
        if name.startswith("g_") and name[2:] in self.conductance.targets:
            allowed = msg(
                "{name} lasts one step, so it has no value between steps; it would decay with "
                "tau={example} of the population",
                name=name,
                example=f"{{{name[2:]!r}: 5}}",
            )
            raise ParameterError(parameter, value, allowed)
        super().unknown(parameter, value, name)

    def read(self, name: str) -> FloatArray:
        """Return the present values under a name, shape (size,), not to be changed."""
        if name in self.values:
            return self.values[name]
        live = self._live
        live.is_between_steps()
        if live.state is None:
            start = self.values[_START[name]] if name in _START else np.zeros(self.size)
            return start.astype(live.real)
        return self._in_state(name)[self.start : self.stop]

    def shared(self, name: str) -> bool:
        """Tell whether all neurons share a value because one number was given, or none."""
        if name in self.given:
            return is_one_number(self.given[name])
        return name in MODEL or name in OTHERS

    def unit(self, name: str) -> str:
        """Return the unit of the values under a name."""
        return "" if name.startswith("g_") else unit_of(name, self.parameters)

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set values by name, after checking them together.

        Parameters
        ----------
        changes : mapping
            Numbers, arrays of shape (n,) or distributions by name. A neuron draws from a
            distribution what it would have drawn when the network was built.
        which : integer array, shape (n,), optional
            Indices of the neurons; default all.

        Raises
        ------
        ParameterError
            If a name is unknown or a value not allowed; then nothing is changed.
        SimulationError
            If the network is being run.
        """
        self._live.stands_still()
        every = np.arange(self.size)
        which = every if which is None else which
        whole = np.array_equal(which, every)
        wanted = self._wanted(changes)
        found = {
            name: self._checked(name, value, which, label)
            for (name, value), label in zip(wanted.items(), changes, strict=True)
        }
        check_model({name: found.get(name, self.values[name][which]) for name in MODEL})
        for name in wanted.keys() & self._own_start.keys():
            self._own_start[name][which] = True
        found |= self._following(found, which)
        for name in found.keys() & self.values.keys():
            self.values[name][which] = found[name]
        for name in wanted.keys() & self.values.keys():
            value: Any = self.values[name]  # one for each
            if whole and isinstance(wanted[name], Distribution):
                value = wanted[name]
            elif whole and np.ndim(wanted[name]) == 0:
                value = float(found[name][0])
            self.given[name] = value
        self._into_state(found, which)
        self._live.changed()

    def _wanted(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return changes by our names. At time 0 the state is what it starts from."""
        for name, value in changes.items():
            if ALIASES.get(name, name) not in self.names():
                self.unknown(name, value, name)
            if name.startswith("g_") and not self._live.step:
                raise ParameterError(name, value, msg("it is 0 at time 0: run the network first"))
        renamed = {} if self._live.step else _START
        return own_names(
            [(renamed.get(name, name), plain(value)) for name, value in changes.items()],
            self.names(),
        )

    def _checked(self, name: str, value: Any, which: IndexArray, label: str) -> FloatArray:
        """Return a value for each of some neurons, within the limits of parameters and state."""
        (seed, stream), real = self.draws, self._live.real
        if name.startswith("g_"):
            found = values(value, which.size, name, "", seed, stream + len(NAMES))
        else:
            own = _START.get(name, name)
            found = drawn(own, value, self.parameters, which, seed, stream, label)
        if name not in MODEL and name not in OTHERS:
            most = np.finfo(real).max
            if name in ("v", "v0"):
                most = np.nextafter(real.type(V_LIMIT), real.type(0))
            check_range(label, found, -float(most), float(most), which)
        return found

    def _following(self, found: Mapping[str, FloatArray], which: IndexArray) -> dict[str, Any]:
        """Return v0 and u0 of some neurons for which they were not given: they follow c and b."""
        if self.parameters.dimensional:
            return {}
        new: dict[str, FloatArray] = {}
        now = {name: found.get(name, self.values[name][which]) for name in ("b", "c", "v0", "u0")}
        own_v, own_u = (self._own_start[name][which] for name in _START.values())
        if "c" in found and not own_v.all():
            now["v0"] = new["v0"] = np.where(own_v, now["v0"], now["c"])
        if ("b" in found or "v0" in found or "v0" in new) and not own_u.all():
            u = resting_u(self.parameters, now["v0"], now["b"])
            new["u0"] = np.where(own_u, now["u0"], u)
        return new

    def _in_state(self, name: str) -> FloatArray:
        """Return the values of all neurons of the network in its state."""
        plan, state = self._live.plan, self._live.state
        assert plan is not None
        assert state is not None
        if name.startswith("g_"):
            row: FloatArray = state.g[plan.targets.index(name[2:])]
            return row
        whole: FloatArray = getattr(state, name)
        return whole

    def _into_state(self, found: Mapping[str, FloatArray], which: IndexArray) -> None:
        """Set what changes while the network runs."""
        state, at = self._live.state, which + self.start
        if state is None:
            return
        for name, array in found.items():
            if name not in self.values:
                self._in_state(name)[at] = array
            elif name in _START.values() and not state.step:
                self._in_state(name[0])[at] = array
        if "v" in found or ("v0" in found and not state.step):
            state.thrown[at] = False  # no step put these neurons where they are
        if "tau_refrac" in found:
            most = refractory_steps(found["tau_refrac"], self._dt)
            if not self.silent:
                state.frozen[at] = np.minimum(state.frozen[at], most)


def refractory_steps(tau_refrac: FloatArray, dt: float) -> IndexArray:
    """Return for how many steps neurons are refractory after a spike."""
    return np.floor(tau_refrac / dt + 1e-9).astype(np.int64)


class Neurons(Quantities[Values]):
    """Some neurons of a population, such as ``population[10:20]``, with the same attributes.

    Parameters
    ----------
    population : Population
    ranks : integer array, shape (n,)
        Their indices within the population.
    """

    population: Population
    ranks: IndexArray

    def __init__(self, population: Population, ranks: IndexArray) -> None:
        """Initialise from the parameters that the class describes."""
        vars(self).update(population=population, ranks=ranks)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<{len(self):,} neurons of {self.population.name!r}>"

    def __len__(self) -> int:
        """Return the number of neurons."""
        return self.ranks.size

    def __iter__(self) -> Iterator[Neuron]:
        """Iterate over the neurons."""
        return (Neuron(self.population, index) for index in self.ranks.tolist())

    def __getitem__(self, key: Any) -> Any:
        """Return values by name, one of the neurons, or some of them."""
        if isinstance(key, str):
            return Values(self, self.population.known(key))
        ranks = self.ranks[positions(key, len(self), self.population.name)]
        one = isinstance(key, (int, np.integer))
        return Neuron(self.population, int(ranks[0])) if one else Neurons(self.population, ranks)

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return self.population.names()

    def unknown(self, parameter: str, value: Any, name: str) -> NoReturn:
        """Raise the error that says which names there are."""
        self.population.unknown(parameter, value, name)

    def read(self, name: str) -> FloatArray:
        """Return the present values under a name, shape (n,)."""
        return self.population.read(name)[self.ranks]

    def shared(self, name: str) -> bool:
        """Tell whether all neurons of the population share a value."""
        return self.population.shared(name)

    def unit(self, name: str) -> str:
        """Return the unit of the values under a name."""
        return self.population.unit(name)

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set values by name, of all of them or of those at some positions."""
        self.population.write(changes, self.ranks if which is None else self.ranks[which])


class Neuron(Quantities[float]):
    """One neuron of a population, with the same attributes, which are numbers.

    Parameters
    ----------
    population : Population
    rank : int
        Its index within the population.
    """

    population: Population
    rank: int

    def __init__(self, population: Population, rank: int) -> None:
        """Initialise from the parameters that the class describes."""
        vars(self).update(population=population, rank=rank)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Neuron {self.rank} of {self.population.name!r}>"

    def __getitem__(self, key: str) -> float:
        """Return a value by name."""
        if not isinstance(key, str):
            raise ParameterError("name", key, msg("must be a name, such as {name}", name="'a'"))
        return float(self.population.read(self.population.known(key))[self.rank])

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return self.population.names()

    def unknown(self, parameter: str, value: Any, name: str) -> NoReturn:
        """Raise the error that says which names there are."""
        self.population.unknown(parameter, value, name)

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set values by name."""
        self.population.write(changes, np.array([self.rank]))


class Source(Group):
    """Spikes from outside, made by `Network.poisson` or `Network.spike_times`.

    The rate of Poisson sources can be set between runs, also of some (``source.rate[3] = 20``), and
    so can given times (``source.times = [[5, 9]]``).

    Parameters
    ----------
    name : str
    size : int
    start : int
        Index of the first among the sources of the network.
    dt : float
        Time step, ms.
    live : Live
        Plan and state of the network.
    rate : optional
        Rate of Poisson sources, Hz, as for `Network.poisson`.
    times : sequence of arrays, optional
        Given spike times instead, as for `Network.spike_times`.
    seed, stream : int
        Seed and stream of the random numbers.

    Attributes
    ----------
    steps, members : integer arrays, shape (n,)
        Given spikes: their steps after `origin`, sorted, and the sources that fire. Several spikes
        of a source in one step all count; second spikes within a step follow after all first ones.
    origin : int
        Step from which given times, and those of rates over time, are counted.
    most : int
        Maximum number of spikes of these sources in one step.
    repeats : bool
        Whether one of these sources may fire several times in one step.
    """

    steps: IndexArray
    members: IndexArray
    stream: int
    origin: int
    most: int
    repeats: bool
    #: Rates as the engines need them, Hz: an array of shape (size,), or what samples them.
    rates: FloatArray | Samples | None
    _timed: Timed | None
    _times: tuple[FloatArray, ...]
    _live: Live
    _dt: float
    _seed: int
    _one_rate: bool

    def __init__(
        self,
        name: str,
        size: int,
        start: int,
        *,
        dt: float,
        live: Live,
        rate: Any = None,
        times: tuple[FloatArray, ...] | None = None,
        seed: int = 0,
        stream: int = 0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(name, size, start)
        empty = np.empty(0, np.int64)
        vars(self).update(
            steps=empty,
            members=empty,
            stream=stream,
            origin=0,
            most=0,
            repeats=False,
            rates=None,
            _timed=None,
            _times=(),
            _live=live,
            _dt=dt,
            _seed=seed,
            _one_rate=False,
        )
        if times is None:
            vars(self)["most"] = size
            self._set_rates(rate, np.arange(size))
        else:
            self._set_times(times)

    def restored(self, stream: int, origin: int, most: int, repeats: bool) -> None:
        """Take back what a file says of random numbers, of times, and of spikes on their way."""
        vars(self).update(
            stream=stream,
            origin=origin,
            most=max(self.most, most),
            repeats=self.repeats or repeats,
        )

    @property
    def rate(self) -> Values | Timed | None:
        """Rate, Hz: of each source, or over time; None for given spikes."""
        return Values(self, "rate") if isinstance(self.rates, np.ndarray) else self._timed

    @rate.setter
    def rate(self, value: Any) -> None:
        self.write({"rate": value})

    @property
    def times(self) -> tuple[FloatArray, ...] | None:
        """Given spike times of each source, ms; None for Poisson sources. They can be set."""
        return None if self.rates is not None else self._times

    @times.setter
    def times(self, value: Any) -> None:
        self.write({"times": value})

    def restart(self) -> None:
        """Count the times of given spikes, or of rates over time, from now on.

        `Network.reset` counts them from time 0 again. It is a setting of the network, as its
        parameters are, so no part of its `state`.

        Raises
        ------
        ParameterError
            If these sources have no such times.
        SimulationError
            If the network is being run.
        """
        self._live.stands_still()
        if isinstance(self.rates, np.ndarray) or isinstance(self._timed, CorrelatedRate):
            allowed = msg("it is a rate without times that could start again")
            raise ParameterError("rate", self.rate, allowed)
        vars(self)["origin"] = self._live.step
        self._live.changed()

    def begin(self) -> None:
        """Count times from time 0 again."""
        vars(self)["origin"] = 0

    def spikes(self, first: int, count: int) -> tuple[IndexArray, IndexArray]:
        """Return steps of the network, sorted, and sources of the given spikes in some steps."""
        begin = first - self.origin
        low, high = np.searchsorted(self.steps, [begin, begin + count])
        return self.steps[low:high] + self.origin, self.members[low:high]

    def own_times(self, times: FloatArray) -> FloatArray:
        """Return times of the network (ms) as these sources count them."""
        return times - self.origin * self._dt if self.origin else times

    def sampled(self, times: FloatArray) -> FloatArray:
        """Return rates over time (Hz) at times of the network (ms): shape (n, size) or (n, 1)."""
        assert isinstance(self.rates, Samples)
        return self.rates.at(self.own_times(times))

    @property
    def unchecked(self) -> bool:
        """Whether a rate over time is only known when a run begins."""
        known = isinstance(self._timed, TimedArray | CorrelatedRate)
        return isinstance(self.rates, Samples) and not known

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return ("rate", "times")

    def read(self, name: str) -> FloatArray:
        """Return the rates, shape (size,), Hz."""
        assert isinstance(self.rates, np.ndarray)
        return self.rates

    def shared(self, name: str) -> bool:
        """Tell whether one rate was given for all."""
        return self._one_rate

    def unit(self, name: str) -> str:
        """Return the unit of rates."""
        return "Hz"

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set the times, or the rate of all sources or of those at some positions.

        Raises
        ------
        ParameterError
            If it is not a rate, or these sources have given spikes.
        SimulationError
            If the network is being run.
        """
        self._live.stands_still()
        for name, value in changes.items():
            if name == "times":
                if self.rates is not None:
                    allowed = msg("these sources have a rate: add others by Network.spike_times")
                    raise ParameterError("times", value, allowed)
                self._set_times(spike_trains(value, self._dt, self.size))
            elif self.rates is None:
                allowed = msg("these sources fire at given times: add others by Network.poisson")
                raise ParameterError("rate", value, allowed)
            else:
                self._set_rates(plain(value), np.arange(self.size) if which is None else which)
        self._live.changed()

    def _set_times(self, times: tuple[FloatArray, ...]) -> None:
        steps, members = spike_steps(times, self._dt)
        again = (np.diff(members) <= 0) & (np.diff(steps) == 0)
        most = int(np.unique(steps, return_counts=True)[1].max(initial=0))
        vars(self).update(
            _times=times,
            steps=steps,
            members=members,
            # Spikes of earlier times may still be on their way.
            most=max(self.most, most),
            repeats=self.repeats or bool(again.any()),
        )

    def _set_rates(self, rate: Any, which: IndexArray) -> None:
        whole = np.array_equal(which, np.arange(self.size))
        if isinstance(rate, (str, Stimulus)) or callable(rate) or isinstance(rate, Input):
            rate = as_input(rate, "rate")
        if isinstance(rate, Constant):
            rate = rate.level
        if isinstance(rate, Stimulus | Input):
            if not whole:
                allowed = msg("only all sources together can have a rate that changes over time")
                raise ParameterError("rate", str(rate), allowed)
            first = self.stream + 2
            samples = bound(rate, "rate", "Hz", self.size, self._dt, self._seed, first)
            if isinstance(rate, TimedArray):
                check_rates(rate.values, self._dt)
            if isinstance(rate, CorrelatedRate):
                self.begin()  # it has no time that starts again
            vars(self).update(rates=samples, _timed=rate, _one_rate=False)
            return
        one = whole and is_one_number(rate)
        if isinstance(rate, Distribution):
            found = rate.sample(self._seed, self.stream + 1, which)
        else:
            found = values(rate, which.size, "rate", "Hz", self._seed, self.stream + 1)
        check_rates(found, self._dt)
        if not whole:
            assert isinstance(self.rates, np.ndarray)
            every = self.rates.copy()
            every[which] = found
            found = every
        vars(self).update(rates=found, _timed=None, _one_rate=one)


def spike_trains(times: Any, dt: float, size: int | None = None) -> tuple[FloatArray, ...]:
    """Return given spike times, ms, checked: an array for each source.

    Parameters
    ----------
    times : sequence of arrays
        Spike times, ms, one array per source.
    dt : float
        Time step, ms.
    size : int, optional
        Number of sources that there must be.

    Raises
    ------
    ParameterError
        If it is not such a sequence, or a time is not allowed.
    """
    trains = tuple(
        values(train, _length(train, times), "times", "ms", 0, 0)
        for train in (times if _length(times, times) else [])
    )
    integer(len(trains), "number of spike trains", low=1, high=LARGEST_POPULATION)
    if size is not None and len(trains) != size:
        allowed = counted(
            "there is {count} source, which needs a list of times",
            "there are {count} sources, each of which needs a list of times ([] for none)",
            size,
        )
        raise ParameterError("times", times, allowed)
    for train in trains:
        wrong = (train < 0.0) | (train > MAX_STEP * dt)
        if wrong.any():
            longest = Number(MAX_STEP * dt, form="g")
            allowed = msg("must be finite, from 0 to {longest} ms", longest=longest)
            raise ParameterError("times", float(train[wrong][0]), allowed)
        train.flags.writeable = False
    return trains


def spike_steps(trains: Sequence[FloatArray], dt: float) -> tuple[IndexArray, IndexArray]:
    """Return the steps and the sources of given spikes, as `Source.steps` and `members` are."""
    members = np.repeat(np.arange(len(trains)), [train.size for train in trains])
    return in_order(steps_of(np.concatenate(trains), dt), members)


def steps_of(times: FloatArray, dt: float) -> IndexArray:
    """Return the steps in which times (ms) lie."""
    return np.floor(times / dt + 1e-9).astype(np.int64)


def in_order(steps: IndexArray, members: IndexArray) -> tuple[IndexArray, IndexArray]:
    """Return spikes as `Source.steps` and `members` have them: second ones within a step later."""
    order = np.lexsort((members, steps))
    steps, members = steps[order], members[order]
    place = np.arange(steps.size)
    same = (np.diff(steps, prepend=-1) == 0) & (np.diff(members, prepend=-1) == 0)
    order = np.lexsort((place - np.maximum.accumulate(np.where(same, 0, place)), steps))
    return steps[order], members[order]


def _length(value: Any, times: Any) -> int:
    """Return the length of a sequence; raise an error that names `times` if it is not one."""
    try:
        if not isinstance(value, (str, bytes, Mapping)) and iter(value):
            return len(value)
    except TypeError:
        pass
    raise ParameterError("times", times, _TRAINS)


def check_rates(rates: FloatArray, dt: float, times: FloatArray | None = None) -> None:
    """Reject rates (Hz) that are negative, or exceed one spike per step of `dt` (ms).

    Parameters
    ----------
    rates : array, shape (n,) or (n, size)
    dt : float
    times : array, shape (n,), optional
        Times at which they apply, ms.

    Raises
    ------
    ParameterError
        If a rate is not allowed; the message gives the first such rate.
    """
    wrong = np.argwhere(~((rates >= 0.0) & (rates <= 1000.0 / dt)))
    if wrong.size:
        highest = Number(1000.0 / dt, form="g")
        if times is None:
            allowed = msg("must be from 0 to {highest} Hz, one spike per step", highest=highest)
        else:
            allowed = msg(
                "at {time} ms it must be from 0 to {highest} Hz, one spike per step",
                time=Number(times[wrong[0][0]], form="g"),
                highest=highest,
            )
        raise ParameterError("rate", float(rates[tuple(wrong[0])]), allowed)


def whole_and_kind(name: str) -> tuple[str, str]:
    """Return what a population is a part of, and its effect on others.

    Parameters
    ----------
    name : str
        Name of the population.

    Returns
    -------
    whole, kind : str
        ("layer 1", "inhibitory"). Both are empty if the name does not show it.
    """
    whole, _, kind = name.rpartition(" ")
    return (whole, kind) if kind in (EXCITATORY, INHIBITORY) else ("", "")


def place(populations: Sequence[Population], neuron: int) -> tuple[Population, int]:
    """Return the population of a neuron of a network, and its index there.

    Raises
    ------
    ParameterError
        If no population has it.
    """
    for population in populations:
        if population.start <= neuron < population.stop:
            return population, neuron - population.start
    raise ParameterError("neuron", neuron, "is in none of the populations")

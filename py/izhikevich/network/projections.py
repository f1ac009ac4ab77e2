"""Synapses from one group of a network onto one population."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.distributions import (
    Distribution,
    is_one_number,
    values,
)
from izhikevich.network.live import Live
from izhikevich.network.plasticity import (
    DopamineWiring,
    Plasticity,
    TripletSTDP,
    rule_of_spikes,
)
from izhikevich.network.plasticity.dopamine import LEVEL
from izhikevich.network.populations import Group, Population, Source
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.network.synapses.synapses import (
    Synapses,
    check_delays,
    delay_steps,
    excitatory_count,
)
from izhikevich.network.values import Quantity, Settable, Values, plain
from izhikevich.random import exponential
from izhikevich.units import integer, number

_NAMES = ("w", "delay")


class Projection(Settable):
    """Synapses of a network, made by `Network.connect`.

    Their weights `w` and delays `delay` (ms) can be read and set before, between and after runs:
    all by a number, an array of shape (n_synapses,) or a distribution (``projection.w = 0.5``),
    some (``projection.w[3] = 1``), or those onto one neuron (``projection.dendrite(3).w = 1``).
    They are in the order of `synapses`. A network runs from there as one that was built with them;
    spikes that are on their way keep their weights and delays.

    Weights that learn are part of the state: set before the network runs, they are those to which
    `Network.reset` returns; later they change from there. Their delays can be set at time 0 only.
    With `learning` off they stay as they are, while traces go on.

    Parameters
    ----------
    name : str
    pre : Population or Source
    post : Population
    target : str
        Conductance of the postsynaptic neurons to which the weights are added.
    synapses : Synapses
    plasticity, short_term : optional
        How weights change.
    dopamine : Population or Source, optional
        Whose spikes release dopamine, with `DopamineSTDP`.
    rule : Rule, optional
        Rule that connects the neurons.
    weights, delays : number, array or distribution, optional
        What the synapses were made from.
    excitatory_fraction : float, optional
        Dale's law: the first neurons, this fraction of all, get weights of at least 0, the others
        of at most 0.
    draws : tuple of int
        Seed and first stream of the random numbers.
    dt : float
        Time step, ms.
    slot : int
        Number of earlier projections of its kind: that learn, or with short-term plasticity.
    live : Live
        Plan and state of the network.
    """

    name: str
    pre: Group
    post: Population
    target: str
    plasticity: Plasticity | None
    short_term: ShortTerm | None
    dopamine: Group | None
    rule: Rule | None
    weights: float | ArrayLike | Distribution | None
    delays: float | ArrayLike | Distribution | None
    excitatory_fraction: float | None
    draws: tuple[int, int]
    _synapses: Synapses
    _taken: bool
    _learning: bool
    _early: float
    _own_weights: FloatArray
    _dt: float
    _slot: int
    _live: Live

    w = Quantity[Values]("Weights, in the unit of the current with the default expression.")
    delay = Quantity[Values]("Delays, ms.")

    def __init__(
        self,
        name: str,
        pre: Group,
        post: Population,
        target: str,
        synapses: Synapses,
        *,
        plasticity: Plasticity | None,
        short_term: ShortTerm | None,
        dopamine: Group | None,
        rule: Rule | None,
        weights: float | ArrayLike | Distribution | None,
        delays: float | ArrayLike | Distribution | None,
        excitatory_fraction: float | None,
        draws: tuple[int, int],
        dt: float,
        slot: int,
        live: Live,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        vars(self).update(
            name=name,
            pre=pre,
            post=post,
            target=target,
            plasticity=plasticity,
            short_term=short_term,
            dopamine=dopamine,
            rule=rule,
            weights=weights,
            delays=delays,
            excitatory_fraction=excitatory_fraction,
            draws=draws,
            _synapses=synapses,
            _taken=True,
            _learning=True,
            _early=0.0,
            _dt=dt,
            _slot=slot,
            _live=live,
        )

    def __repr__(self) -> str:
        """Return a short summary."""
        count = f"{len(self):,} synapses"
        return f"<Projection {self.name!r}: {count} from {self.pre!r} onto {self.post!r}>"

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: it begins weights of its own when they are set."""
        return {**vars(self), "_taken": True}

    def __len__(self) -> int:
        """Return the number of synapses."""
        return self._synapses.n

    @property
    def learning(self) -> bool:
        """Whether weights change by `plasticity`, from the next step on.

        While it is off, weights stay as they are. Traces of spikes go on, and so do the eligibility
        of synapses and dopamine: pairs that begin while it is off count once it is on again.
        """
        return self.plasticity is not None and self._learning

    @learning.setter
    def learning(self, on: bool) -> None:
        if not isinstance(on, (bool, np.bool_)):
            raise ParameterError("learning", on, msg("must be True or False"))
        if self.plasticity is None:
            if on:
                raise ParameterError("learning", on, msg("these synapses have no plasticity"))
            return
        self._live.stands_still()
        vars(self)["_learning"] = bool(on)
        self._live.changed()

    def reward(self, amount: float) -> None:
        """Add dopamine, at the present time: between runs, or where `Network.every` calls.

        Parameters
        ----------
        amount : float
            What is added to its concentration, µM.

        Raises
        ------
        ParameterError
            If these synapses do not learn by `DopamineSTDP`.
        SimulationError
            If the network is being run.
        """
        amount = number(amount, "amount", "")
        self._live.stands_still()
        _, state = self._dopamine("amount", amount)
        state["dopamine"][LEVEL] += amount
        if not self._live.step:  # the state is made anew if something is added to the network
            vars(self)["_early"] = self._early + amount

    @property
    def dopamine_level(self) -> float:
        """Present concentration of dopamine, tonic and phasic, µM."""
        wiring, state = self._dopamine("dopamine_level", "")
        return float(state["dopamine"][LEVEL] + wiring.rule.tonic)

    @property
    def eligibility(self) -> FloatArray:
        """Present eligibility of each synapse, shape (n_synapses,)."""
        wiring, state = self._dopamine("eligibility", "")
        return wiring.in_given_order(wiring.eligibilities(state))

    @property
    def early_dopamine(self) -> float:
        """Concentration of dopamine that was added at time 0, µM."""
        return self._early

    def begin(self) -> None:
        """Go back to time 0: what was added there is gone."""
        vars(self)["_early"] = 0.0

    @property
    def resources(self) -> FloatArray:
        """Present resources x of the synapses of each presynaptic neuron, shape (n_pre,).

        With `short_term`; they recover to 1. `Network.every` can record them during a run.
        """
        rule, state, passed = self._tired("resources")
        found: FloatArray = 1.0 - (1.0 - state["x"]) * exponential(-passed / rule.tau_rec)
        return found

    @property
    def utilisation(self) -> FloatArray:
        """Present fraction u of the resources, of each presynaptic neuron, shape (n_pre,).

        With `short_term`: what is left of the fraction that its last spike used; it decays to 0,
        and a spike adds U (1 - u) before it uses u. Without facilitation it is 0 between spikes.
        """
        rule, state, passed = self._tired("utilisation")
        if not rule.tau_facil:
            return np.zeros_like(state["u"])
        found: FloatArray = state["u"] * exponential(-passed / rule.tau_facil)
        return found

    def _tired(self, name: str) -> tuple[ShortTerm, dict[str, FloatArray], FloatArray]:
        """Return short-term plasticity, its state, and the time since the last spikes, ms."""
        rule, live = self.short_term, self._live
        live.is_between_steps()
        if rule is None:
            raise ParameterError(name, "", msg("needs synapses with short_term=ShortTerm(…)"))
        _, state = live.ready()
        own = state.depressing[self._slot]
        return rule, own, (state.step - own["last"]) * self._dt

    def _dopamine(self, name: str, value: object) -> tuple[DopamineWiring, dict[str, FloatArray]]:
        """Return the synapses that learn by dopamine, and their state."""
        live = self._live
        live.is_between_steps()
        plan, state = live.ready() if self.plasticity is not None else (None, None)
        wiring = plan.plastic[self._slot] if plan is not None else None
        if not isinstance(wiring, DopamineWiring) or state is None:
            raise ParameterError(name, value, msg("needs synapses with DopamineSTDP(…)"))
        return wiring, state.plastic[self._slot]

    @property
    def synapses(self) -> Synapses:
        """Neurons, weights and delays as they are now; of those that learn, at time 0."""
        vars(self)["_taken"] = True  # someone may keep it: it must not change
        return self._synapses

    def restored(
        self, weights: Any, delays: Any, excitatory_fraction: float | None, stream: int
    ) -> None:
        """Take back what a file says of where values and random numbers come from."""
        if excitatory_fraction is not None:
            excitatory_count(self._synapses.n_pre, excitatory_fraction)  # checks it
        vars(self).update(
            rule=None,
            weights=weights,
            delays=delays,
            excitatory_fraction=excitatory_fraction,
            draws=(self.draws[0], stream),
        )

    def __getitem__(self, key: Any) -> Any:
        """Return weights or delays by name, or the synapses onto one neuron."""
        if not isinstance(key, str):
            return self.dendrite(key)
        if key not in _NAMES:
            self.unknown("name", key, key)
        return Values(self, key)

    def __setitem__(self, key: str, value: Any) -> None:
        """Set weights or delays by name."""
        if key not in _NAMES:
            self.unknown("name", key, str(key))
        self.write({key: value})

    def dendrite(self, index: int) -> Dendrite:
        """Return the synapses onto one neuron of `post`.

        Raises
        ------
        ParameterError
            If there is no such neuron.
        """
        return Dendrite(self, integer(index, "neuron", low=0, high=self.post.size - 1))

    @property
    def dendrites(self) -> Iterator[Dendrite]:
        """The synapses onto each neuron of `post`, one after the other."""
        return (Dendrite(self, index) for index in range(self.post.size))

    def onto(self, index: int) -> IndexArray:
        """Return which synapses lead onto a neuron of `post`, by presynaptic neuron."""
        order, starts = self._incoming
        return order[starts[index] : starts[index + 1]]

    @cached_property
    def _incoming(self) -> tuple[IndexArray, IndexArray]:
        targets = self._synapses.targets
        order = np.argsort(targets, kind="stable")
        return order, np.searchsorted(targets[order], np.arange(self.post.size + 1))

    @property
    def weight_unit(self) -> str:
        """Unit of the weights: of a current, or of a conductance, by the form of the neurons."""
        dimensional = self.post.parameters.dimensional
        if self.post.conductance.is_conductance(self.target):
            return "nS" if dimensional else "1/ms"
        return self.post.parameters.units["I"]

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return _NAMES

    def unit(self, name: str) -> str:
        """Return the unit to which values with a unit are converted."""
        return "ms" if name == "delay" else ""

    def shared(self, name: str) -> bool:
        """Tell whether one number was given for all synapses."""
        given = self.delays if name == "delay" else self.weights
        if name == "w" and (self.excitatory_fraction is not None or self._learnt):
            return False
        if given is None:
            values = self.read(name)  # those of the rule, if it has any
            return bool((values == values[:1]).all())
        return is_one_number(given)

    def read(self, name: str) -> FloatArray:
        """Return the present values under a name, shape (n_synapses,), not to be changed."""
        if name == "delay":
            return self._synapses.delays.astype(np.float64) * self._dt
        live = self._live
        live.is_between_steps()
        if self.plasticity is None or live.state is None:
            return self._synapses.weights
        assert live.plan is not None
        wiring, state = live.plan.plastic[self._slot], live.state.plastic[self._slot]
        return wiring.in_given_order(wiring.present(state))

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set weights or delays, of all synapses or of those at some positions.

        Parameters
        ----------
        changes : mapping
            Under "w" or "delay" a number, an array of shape (n,) or a distribution, from which each
            synapse draws what it would have drawn when the network was built.
        which : integer array, shape (n,), optional
            Positions in `synapses`; default all.

        Raises
        ------
        ParameterError
            If a value is not allowed; then nothing is changed.
        SimulationError
            If the network is being run.
        """
        self._live.stands_still()
        every = np.arange(len(self))
        which = every if which is None else which
        whole = np.array_equal(which, every)
        for name, value in changes.items():
            if name == "w":
                self._set_weights(plain(value), which, whole)
            else:
                self._set_delays(plain(value), which, whole)

    @property
    def _learnt(self) -> bool:
        """Whether weights may have changed by learning."""
        return self.plasticity is not None and self._live.step > 0

    def _drawn(
        self, name: str, value: Any, which: IndexArray, stream: int, unit: str
    ) -> FloatArray:
        seed, first = self.draws
        if isinstance(value, Distribution):
            return value.sample(seed, first + stream, which)
        return values(value, which.size, name, unit, seed, first + stream)

    def _set_weights(self, value: Any, which: IndexArray, whole: bool) -> None:
        live, synapses = self._live, self._synapses
        with np.errstate(over="ignore"):
            found = self._drawn("w", value, which, 1, "").astype(live.real)
        if not np.isfinite(found).all():
            raise ParameterError("w", value, msg("must be finite in {dtype}", dtype=live.real))
        if self.excitatory_fraction is not None:
            first = synapses.starts[excitatory_count(synapses.n_pre, self.excitatory_fraction)]
            found = np.where(which < first, np.abs(found), -np.abs(found))
        if self._learnt:
            self._check_limits(found, which)
        else:
            if self._taken:
                vars(self)["_own_weights"] = synapses.weights.copy()
                vars(self).update(_synapses=synapses.with_weights(self._own_weights), _taken=False)
            self._own_weights[which] = found
            one = whole and (isinstance(value, Distribution) or np.ndim(value) == 0)
            vars(self)["weights"] = value if one else self._synapses.weights
            live.changed()
        if self.plasticity is not None and live.state is not None:
            assert live.plan is not None
            wiring = live.plan.plastic[self._slot]
            place = np.empty_like(wiring.order)
            place[wiring.order] = np.arange(wiring.order.size)
            wiring.put(live.state.plastic[self._slot], place[which], found)

    def _check_limits(self, found: FloatArray, which: IndexArray) -> None:
        """Reject weights that learning could not lead to."""
        plan, start = self._live.plan, self._synapses.weights[which]
        assert plan is not None  # it has run
        lowest, highest = plan.plastic[self._slot].bounds
        low, high = np.minimum(start, lowest), np.maximum(start, highest)
        wrong = np.flatnonzero((found < low) | (found > high))
        if wrong.size:
            first = wrong[0]
            raise ParameterError(
                "w",
                float(found[first]),
                msg(
                    "weights that learn must be from {low} to {high}, the limits of their rule",
                    low=Number(low[first], form="g"),
                    high=Number(high[first], form="g"),
                ),
            )

    def _set_delays(self, value: Any, which: IndexArray, whole: bool) -> None:
        live, synapses, given = self._live, self._synapses, self.delays
        if self._learnt:
            allowed = msg(
                "delays of synapses that learn can be set at time 0 only: call reset() first"
            )
            raise ParameterError("delay", value, allowed)
        late = self._drawn("delay", value, which, 2, "ms")
        if not isinstance(value, Distribution):
            check_delays(late, "delay", self._dt)
        one = whole and is_one_number(value)
        steps = delay_steps(late[:1] if one else late, "delay", self._dt)
        if one:
            delays: NDArray[np.int32] = np.broadcast_to(steps, synapses.delays.shape)
        else:
            delays = synapses.delays.copy()
            delays[which] = steps
        changed = synapses.with_delays(delays)
        drawn = whole and (one or isinstance(value, Distribution))
        vars(self).update(_synapses=changed, delays=value if drawn else delays * self._dt)
        try:
            live.check_room()
        except ParameterError:
            vars(self).update(_synapses=synapses, delays=given)
            raise
        if self.plasticity is not None:
            live.state = None  # at time 0: it is laid out by delays
        live.changed()

    def first(self, n: int) -> int:
        """Return the index of the first presynaptic neuron, with sources counted from `n` on.

        Raises
        ------
        ParameterError
            If `n` is not a whole number.
        """
        n = integer(n, "n", low=0)
        return self.pre.start + (n if isinstance(self.pre, Source) else 0)

    def releasing(self, n: int) -> tuple[int, int]:
        """Return the first neuron that releases dopamine, and how many do: see `first`."""
        if self.dopamine is None:
            return 0, 0
        first = self.dopamine.start + (n if isinstance(self.dopamine, Source) else 0)
        return first, self.dopamine.size

    @property
    def longest_delay(self) -> int:
        """Longest delay, steps; at least 1."""
        return self._synapses.longest_delay

    def nbytes(self, real: Any) -> int:
        """Return the approximate memory of the synapses when they run, bytes.

        Parameters
        ----------
        real : dtype
            Precision of the network.
        """
        synapses, size = self._synapses, np.dtype(real).itemsize
        total = synapses.nbytes
        if self.plasticity is not None:
            different = int(np.unique(synapses.delays).size)
            total += synapses.n * learning_bytes(real)
            if isinstance(rule_of_spikes(self.plasticity), TripletSTDP):
                total += synapses.n_pre * (self.longest_delay + 1) * size
            total += synapses.n_pre * ((self.longest_delay + 1) * size + 16 * different)
        if self.short_term is not None:
            total += synapses.n_pre * 24
        return total


class Dendrite(Settable):
    """The synapses of a projection onto one neuron, with their weights `w` and delays `delay`.

    Parameters
    ----------
    projection : Projection
    rank : int
        Index of the neuron within the population `projection.post`.
    """

    projection: Projection
    rank: int
    _which: IndexArray

    w = Quantity[Values]("Weights, by presynaptic neuron.")
    delay = Quantity[Values]("Delays, ms, by presynaptic neuron.")

    def __init__(self, projection: Projection, rank: int) -> None:
        """Initialise from the parameters that the class describes."""
        vars(self).update(projection=projection, rank=rank, _which=projection.onto(rank))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Dendrite {self.rank} of {self.projection.name!r}: {len(self):,} synapses>"

    def __len__(self) -> int:
        """Return the number of synapses."""
        return self._which.size

    @property
    def pre_ranks(self) -> IndexArray:
        """Presynaptic neuron of each synapse, within its population, shape (n,)."""
        starts = self.projection.synapses.starts
        return np.searchsorted(starts, self._which, side="right") - 1

    def __getitem__(self, key: str) -> Values:
        """Return weights or delays by name."""
        if key not in _NAMES:
            self.unknown("name", key, str(key))
        return Values(self, key)

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return _NAMES

    def unit(self, name: str) -> str:
        """Return the unit of the values under a name."""
        return self.projection.unit(name)

    def shared(self, name: str) -> bool:
        """Tell whether one number was given for all synapses of the projection."""
        return self.projection.shared(name)

    def read(self, name: str) -> FloatArray:
        """Return the present values under a name, shape (n,)."""
        return self.projection.read(name)[self._which]

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set weights or delays, of all of them or of those at some positions."""
        self.projection.write(changes, self._which if which is None else self._which[which])


def learning_bytes(real: Any) -> int:
    """Return the extra bytes of a synapse that learns: indices in two orders, and three numbers."""
    return 5 * 8 + 3 * int(np.dtype(real).itemsize)


def bytes_to_build(
    rule: Rule,
    pre: Group,
    post: Population,
    delays: float | ArrayLike | Distribution | None,
    learns: bool,
    real: Any,
) -> int:
    """Estimate the maximum memory of synapses when they are made and run, without making them.

    Parameters
    ----------
    rule : Rule
    pre, post : Group, Population
    delays : number, array or distribution, optional
        As for `Network.connect`.
    learns : bool
        Whether they are plastic.
    real : dtype
        Precision of the network.
    """
    size = int(np.dtype(real).itemsize)
    brought = getattr(rule, "delays", None) if delays is None else delays
    one_delay = brought is None or is_one_number(brought)
    # Delays that differ are drawn as doubles, ms; otherwise targets are scanned once.
    each = 4 + size + (4 if one_delay else 12)
    if learns:
        each = max(each, 4 + size + (0 if one_delay else 4) + learning_bytes(real))
    return int(each * rule.expected(pre.size, post.size, pre is post)) + 8 * (pre.size + 1)

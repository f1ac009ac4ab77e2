"""Interventions: changes of a network at given times of its runs, which a run replays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MethodType
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError, choices, one_of
from izhikevich.messages import Message, Number, msg
from izhikevich.network.callbacks import Callback, whole_steps
from izhikevich.network.live import Origin
from izhikevich.network.network import Network
from izhikevich.network.neuron_values import drawn
from izhikevich.network.populations import MAX_STEP, Population, place
from izhikevich.network.projections import Projection
from izhikevich.networks.cortical import ACTS as CORTICAL
from izhikevich.networks.feedforward import ACTS as FEEDFORWARD
from izhikevich.networks.origin import Acts
from izhikevich.networks.ring import ACTS as RING
from izhikevich.units import number

#: The arguments that act while a network runs, by the function that makes it.
ACTS: Mapping[str, Acts] = {
    "cortical_2003": CORTICAL,
    "cortical_sparse": CORTICAL,
    "feedforward": FEEDFORWARD,
    "ring": RING,
}
#: An extra current; holding neurons as they are; a factor of the weights of outgoing synapses;
#: whether these learn.
DRIVE, SILENCE, WEIGHTS, LEARNING = "drive", "silence", "weights", "learning"
#: Values of neurons that can be set, by the names that interventions have for them.
VALUES: Mapping[str, str] = {
    "a": "a",
    "b": "b",
    "c": "c",
    "d": "d",
    "current": "i_offset",
    "noise": "noise",
}
#: What can be done to populations.
ACTIONS = (DRIVE, SILENCE, WEIGHTS, LEARNING, *VALUES)
#: Limits of a current (in its own unit) and of the factor of weights.
MAX_DRIVE, MAX_FACTOR = 1e4, 1e3


@dataclass(frozen=True)
class Intervention:
    """A change of a network at a time of its run.

    Parameters
    ----------
    at : float
        Time, ms: the change acts from the step that begins then.
    set : str
        Without `of`, an argument of the ready-made network, such as "balance". With it, "drive", an
        extra current (mV/ms, in the 2007 form pA; 0 ends it); "silence", whether the neurons are
        held as they are, 1 or 0; "weights", a factor of the weights of the synapses that leave the
        population; "learning", whether those of them that have plasticity learn, 1 or 0; or "a",
        "b", "c", "d", "current" or "noise".
    of : str or int
        Name of a population, or the number of a neuron in the network.
    to : float
        The value from then on.
    """

    at: float
    set: str
    of: str | int = ""
    to: float = 0.0


class Interventions:
    """The interventions in the runs of a network, made by `intervene`.

    Parameters
    ----------
    net : Network
    """

    def __init__(self, net: Network) -> None:
        """Initialise from the parameters that the class describes."""
        self._net = net
        maker, arguments = net.origin or ("", {})
        self._maker, self._arguments = maker, dict(arguments)
        self._acts: Acts = ACTS.get(maker, {})
        self._currents: dict[str, FloatArray] = {}  # of populations that are driven, without that
        self._drives: dict[str, tuple[float, dict[int, float]]] = {}
        self._own: dict[
            str, FloatArray
        ] = {}  # weights of projections that have a factor, without it
        self._factors: dict[str, float] = {}
        self._due: list[tuple[Intervention, Callback]] = []
        self.done: tuple[Intervention, ...] = ()

    @property
    def pending(self) -> tuple[Intervention, ...]:
        """Those that have not been carried out yet; `done` are those that have."""
        return tuple(one for one, _ in self._due)

    @property
    def origin(self) -> Origin | None:
        """Function that made the network, and its arguments as they are now, if it is known."""
        return (self._maker, dict(self._arguments)) if self._maker else None

    def plan(self, interventions: Iterable[Intervention]) -> None:
        """Replace those that are pending.

        Raises
        ------
        ParameterError
            If one is not allowed, or its time is over; then nothing is changed.
        """
        found = [(one, self._callback(one)) for one in interventions]
        old = {id(callback) for _, callback in self._due}
        callbacks = self._net.callbacks
        callbacks[:] = [one for one in callbacks if id(one) not in old]
        self._due = sorted(found, key=lambda pair: pair[1].first)
        callbacks.extend(callback for _, callback in self._due)

    def _callback(self, one: Intervention) -> Callback:
        net = self._net
        step = whole_steps(one.at, "at", net.dt)
        if step * net.dt < net.time:
            allowed = msg("is over: the network is at {now}", now=Number(net.time, "ms", "g"))
            raise ParameterError("at", one.at, allowed)
        self.check(one)
        # Called once: no run reaches the end of the period.
        return Callback(partial(self._carry_out, one), MAX_STEP, step)

    def check(self, one: Intervention) -> None:
        """Reject an intervention that the network does not have, or a value that is not allowed.

        Raises
        ------
        ParameterError
            The message says what there is.
        """
        to = number(one.to, "to", "")
        if one.of == "":
            if one.set not in self._acts:
                raise ParameterError("set", one.set, self._known(one.set))
            for part, name, value in self._acts[one.set](
                self._net, {**self._arguments, one.set: to}
            ):
                if isinstance(part, Population):
                    _check_value(part, name, value)
            return
        if one.set not in ACTIONS:
            raise ParameterError("set", one.set, one_of(one.set, ACTIONS))
        population, neuron = self._where(one.of)
        if one.set in (SILENCE, WEIGHTS, LEARNING) and neuron is not None:
            allowed = msg("{action} is for populations", action=one.set)
            raise ParameterError("of", one.of, allowed)
        if one.set in (SILENCE, LEARNING):
            number(to, "to", "", low=0.0, high=1.0)
            if one.set == LEARNING and not any(p.plasticity for p in self._leaving(population)):
                allowed = msg("none of its synapses has plasticity")
                raise ParameterError("of", one.of, allowed)
        elif one.set == WEIGHTS:
            number(to, "to", "", low=0.0, high=MAX_FACTOR)
            for projection in self._leaving(population):
                if projection.plasticity is not None:
                    allowed = msg("its synapses learn, and have no factor")
                    raise ParameterError("of", one.of, allowed)
        elif one.set in (DRIVE, "current"):
            number(to, "to", "", low=-MAX_DRIVE, high=MAX_DRIVE)
        else:
            _check_value(population, VALUES[one.set], to)

    def _known(self, name: str) -> Message:
        if name in ACTIONS:
            return msg("needs a population or the number of a neuron")
        if not self._acts:
            return msg("without a population, nothing of this network acts while it runs")
        if name in self._arguments:
            names = ", ".join(self._acts)
            return msg("is fixed when the network is built; what acts is {names}", names=names)
        return choices((*self._acts, *ACTIONS))

    def _where(self, of: str | int) -> tuple[Population, int | None]:
        """Return the population, and the neuron in it unless all are meant."""
        net = self._net
        named = {population.name: population for population in net.populations}
        if isinstance(of, str) and of in named:
            return named[of], None
        text = str(of)
        if text.isascii() and text.isdigit() and len(text) < len(str(MAX_STEP)):
            if int(text) < net.n_neurons:
                return place(net.populations, int(text))
            allowed = msg("neurons are counted from 0 to {last}", last=net.n_neurons - 1)
            raise ParameterError("of", of, allowed)
        raise ParameterError("of", of, one_of(text, named))

    def _leaving(self, population: Population) -> list[Projection]:
        return [one for one in self._net.projections if one.pre is population]

    def _carry_out(self, one: Intervention, _: int) -> None:
        self._due = [pair for pair in self._due if pair[0] is not one]
        self.done = (*self.done, one)
        if one.of == "":
            self._arguments[one.set] = one.to
            for setting in self._acts[one.set](self._net, self._arguments):
                self._set(*setting)
            return
        population, neuron = self._where(one.of)
        if one.set == SILENCE:
            population.silence(one.to > 0.0)
        elif one.set == LEARNING:
            for projection in self._leaving(population):
                if projection.plasticity is not None:
                    projection.learning = one.to > 0.0
        elif one.set == WEIGHTS:
            for projection in self._leaving(population):
                self._own.setdefault(projection.name, np.array(projection.w))
                self._factors[projection.name] = one.to
                projection.w = self._own[projection.name] * one.to
        elif one.set == DRIVE:
            whole, single = self._drives.get(population.name, (0.0, {}))
            single = dict(single) if neuron is None else {**single, neuron: one.to}
            self._drives[population.name] = (one.to if neuron is None else whole, single)
            self._inject(population)
        else:
            which = None if neuron is None else np.array([neuron])
            self._set(population, VALUES[one.set], one.to, which)

    def _set(
        self, part: Population | Projection, name: str, value: Any, which: IndexArray | None = None
    ) -> None:
        """Set a value, below the drive and the factor that there are."""
        if isinstance(part, Population) and name == "i_offset":
            current = self._current(part)
            current[... if which is None else which] = value
            self._inject(part)
            return
        part.write({name: value}, which)
        if isinstance(part, Projection) and name == "w" and part.name in self._factors:
            self._own[part.name] = np.array(part.w)
            part.w = self._own[part.name] * self._factors[part.name]

    def _current(self, population: Population) -> FloatArray:
        """Return the constant currents of a population, without its drive."""
        return self._currents.setdefault(population.name, np.array(population.i_offset))

    def _inject(self, population: Population) -> None:
        total = self._current(population).copy()
        whole, single = self._drives.get(population.name, (0.0, {}))
        total += whole
        for neuron, current in single.items():
            total[neuron] += current
        population.i_offset = total


def intervene(net: Network, interventions: Iterable[Intervention]) -> Interventions:
    """Change a network at given times of its runs.

    The changes belong to the network from then on: one run to the end and several shorter ones give
    the same spikes, in both engines.

    Parameters
    ----------
    net : Network
        As it was built; that its arguments can be changed, it must be one of `izhikevich.networks`.
    interventions : iterable of Intervention
        In any order; of several at one time the last one counts.

    Returns
    -------
    Interventions
        Its `done` and `pending` are those that have been carried out, and those that will be.

    Raises
    ------
    ParameterError
        If there is nothing of a name to change, a value is not allowed, or a time is over or is no
        multiple of the time step.

    Examples
    --------
    >>> from izhikevich.networks import cortical_2003, intervene, Intervention
    >>> net = cortical_2003(80, 20, seed=1)
    >>> changes = intervene(net, [
    ...     Intervention(100.0, "balance", to=2.0),
    ...     Intervention(200.0, "drive", of="excitatory", to=10.0),
    ...     Intervention(250.0, "silence", of="inhibitory", to=1.0),
    ... ])
    >>> recording = net.run(300.0)
    >>> recording.of(net["inhibitory"])[0].max() < 250.0
    True
    """
    given = tuple(interventions)
    for one in given:
        if not isinstance(one, Intervention):
            allowed = msg('must be interventions, such as Intervention(100.0, "balance", to=2.0)')
            raise ParameterError("interventions", one, allowed)
    found = Interventions(net)
    found.plan(given)
    return found


def planned(net: Network) -> tuple[Intervention, ...]:
    """Return the interventions that are pending in a network."""
    functions = [one.function for one in net.callbacks if isinstance(one.function, partial)]
    owners = {
        id(f.func.__self__): f.func.__self__ for f in functions if isinstance(f.func, MethodType)
    }
    acting = [owner for owner in owners.values() if isinstance(owner, Interventions)]
    return tuple(sorted((one for each in acting for one in each.pending), key=lambda one: one.at))


def _check_value(population: Population, name: str, value: Any) -> None:
    """Reject a value that no neuron of a population can have."""
    own = np.zeros(1, np.int64)
    found = drawn(name, value, population.parameters, own, *population.draws)
    least = float(np.min(population.values["v_peak"]))
    if name == "c" and found[0] >= least:
        allowed = msg(
            "must be below v_peak ({peak}), or the neuron would never stop firing", peak=least
        )
        raise ParameterError("c", value, allowed)

"""Groups of neurons and of spike sources that make up a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.connectivity.rules import LARGEST_POPULATION
from izhikevich.network.distributions import values
from izhikevich.network.synapses.expression import Conductance
from izhikevich.neuron.parameter_table import LIMITS, MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.units import integer

#: Effect of a population on others, as the last word of its name.
EXCITATORY, INHIBITORY = "excitatory", "inhibitory"
#: Last step that a network can reach: integers up to there are exact as doubles.
MAX_STEP = 1 << 53
#: Names of other simulators for the same parameters.
ALIASES = {"v_thresh": "v_peak", "V_th": "v_peak", "init_v": "v0", "init_u": "u0"}
#: Further values of a neuron in a network: name -> (unit, lowest value, default). The unit "I" is
#: that of a current, which depends on the form of the model.
OTHERS: Mapping[str, tuple[str, float, float]] = MappingProxyType(
    {
        "i_offset": ("I", -np.inf, 0.0),
        "noise": ("I", 0.0, 0.0),
        "tau_refrac": ("ms", 0.0, 0.0),
    }
)

#: Values of a neuron in the order of their streams of random numbers.
DRAWN = (*MODEL, *OTHERS, "v0", "u0")

_TRAINS = (
    "must be a list with one list of times (ms) for each source: [[1, 2, 3]] for one that fires "
    "three times, [[1], [2], [3]] for three that fire once"
)


@dataclass(frozen=True, eq=False, repr=False)
class Group:
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


@dataclass(frozen=True, eq=False, repr=False)
class Population(Group):
    """Neurons of a network, made by `Network.population`.

    Parameters
    ----------
    parameters : Parameters
        Parameters that apply to all neurons, and the rules of the model.
    values : mapping
        Arrays of shape (size,) by name: those of `MODEL` and `OTHERS`, and v0, u0 at the start.
    conductance : Conductance
        The synaptic current, as an expression of the g of each target, v and u.
    tau : mapping
        Time constants of the targets whose g decays exponentially, ms; others last one step.
    stimulus : Stimulus or None
        Current into every neuron, over time.
    given : mapping
        What `values` were made from, where given: numbers, arrays or distributions.
    stream : int
        First of the streams of random numbers from which distributions were drawn.
    """

    parameters: Parameters
    values: Mapping[str, FloatArray]
    conductance: Conductance
    tau: Mapping[str, float]
    stimulus: Stimulus | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    stream: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Source(Group):
    """Spikes from outside, made by `Network.poisson` or `Network.spike_times`.

    Parameters
    ----------
    rate : float, array of shape (size,), Stimulus or None
        Rate of Poisson sources, Hz; a stimulus gives it over time.
    steps, members : integer arrays, shape (n,)
        Given spikes: their steps, sorted, and the sources that fire. Several spikes of a source in
        one step all count; second spikes within a step follow after all first ones.
    stream : int
        Stream of the random numbers.
    """

    rate: FloatArray | Stimulus | None = None
    steps: IndexArray = field(default_factory=lambda: np.empty(0, np.int64))
    members: IndexArray = field(default_factory=lambda: np.empty(0, np.int64))
    stream: int = 0

    @cached_property
    def most(self) -> int:
        """Maximum number of spikes of these sources in one step."""
        if self.rate is not None:
            return self.size
        return int(np.unique(self.steps, return_counts=True)[1].max(initial=0))

    @cached_property
    def repeats(self) -> bool:
        """Whether one of these sources fires several times in one step."""
        again = np.diff(self.members) <= 0
        return bool((again & (np.diff(self.steps) == 0)).any())


def spike_steps(times: Any, dt: float) -> tuple[int, IndexArray, IndexArray]:
    """Return the number of sources that fire at given times, and `Source.steps` and `members`.

    Parameters
    ----------
    times : sequence of arrays
        Spike times, ms, one array per source.
    dt : float
        Time step, ms.

    Raises
    ------
    ParameterError
        If it is not such a sequence, or a time is not allowed.
    """
    trains = [
        values(train, _length(train, times), "times", "ms", 0, 0)
        for train in (times if _length(times, times) else [])
    ]
    size = integer(len(trains), "number of spike trains", low=1, high=LARGEST_POPULATION)
    joined = np.concatenate(trains)
    wrong = (joined < 0.0) | (joined > MAX_STEP * dt)
    if wrong.any():
        raise ParameterError(
            "times",
            float(joined[wrong][0]),
            msg("must be finite, from 0 to {longest} ms", longest=Number(MAX_STEP * dt, form="g")),
        )
    steps = np.floor(joined / dt + 1e-9).astype(np.int64)
    members = np.repeat(np.arange(size), [train.size for train in trains])
    order = np.lexsort((members, steps))
    steps, members = steps[order], members[order]
    place = np.arange(steps.size)
    same = (np.diff(steps, prepend=-1) == 0) & (np.diff(members, prepend=-1) == 0)
    order = np.lexsort((place - np.maximum.accumulate(np.where(same, 0, place)), steps))
    return size, steps[order], members[order]


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
    rates : array, shape (n,)
    dt : float
    times : array, shape (n,), optional
        Times at which they apply, ms.

    Raises
    ------
    ParameterError
        If a rate is not allowed; the message gives the first such rate.
    """
    wrong = np.flatnonzero(~((rates >= 0.0) & (rates <= 1000.0 / dt)))
    if wrong.size:
        highest = Number(1000.0 / dt, form="g")
        if times is None:
            allowed = msg("must be from 0 to {highest} Hz, one spike per step", highest=highest)
        else:
            allowed = msg(
                "at {time} ms it must be from 0 to {highest} Hz, one spike per step",
                time=Number(times[wrong[0]], form="g"),
                highest=highest,
            )
        raise ParameterError("rate", float(rates[wrong[0]]), allowed)


def neuron_values(
    parameters: Parameters, size: int, given: Mapping[str, Any], seed: int, stream: int
) -> dict[str, FloatArray]:
    """Return one value per neuron for everything that may differ, checked.

    Parameters
    ----------
    parameters : Parameters
        Values used where nothing else is given.
    size : int
        Number of neurons.
    given : mapping
        Values, arrays or distributions by name; the names of other simulators are accepted.
    seed, stream : int
        Seed and stream of the draws: stream to stream + 15 are used.

    Raises
    ------
    ParameterError
        If a name is unknown, or a value is not allowed.
    """
    wanted: dict[str, Any] = {}
    for name, value in given.items():
        own = ALIASES.get(name, name)
        if own not in DRAWN:
            raise ParameterError(
                name, value, msg("there are {names}", names=", ".join([*DRAWN, *ALIASES]))
            )
        if own in wanted:
            raise ParameterError(name, value, msg("{own} is given twice", own=own))
        wanted[own] = value
    found: dict[str, FloatArray] = {}
    for k, name in enumerate(DRAWN[:-2]):
        default = OTHERS[name][2] if name in OTHERS else getattr(parameters, name)
        unit = OTHERS[name][0] if name in OTHERS else name
        unit = parameters.units.get(unit, unit)
        found[name] = values(wanted.get(name, default), size, name, unit, seed, stream + k)
        low, high = (OTHERS[name][1], np.inf) if name in OTHERS else LIMITS[name]
        _check_range(name, found[name], low, high)
    _check_model(found)
    v, u = _start(parameters, found)
    units = parameters.units
    v0 = values(wanted.get("v0", v), size, "v0", "mV", seed, stream + len(DRAWN) - 2)
    if "u0" not in wanted and "v0" in wanted and not parameters.dimensional:
        u = np.asarray(parameters.drive.target(v0, found["b"]))  # type: ignore[arg-type]
    u0 = values(wanted.get("u0", u), size, "u0", units["u"], seed, stream + len(DRAWN) - 1)
    found |= {"v0": v0, "u0": u0}
    return found


def _start(parameters: Parameters, found: Mapping[str, FloatArray]) -> tuple[Any, Any]:
    """Return where neurons start: 2003 form at the reset, with u at its target, as in ANNarchy."""
    if parameters.dimensional:
        return parameters.initial_state()
    return found["c"], np.asarray(parameters.drive.target(found["c"], found["b"]))  # type: ignore[arg-type]


def _check_range(name: str, array: FloatArray, low: float, high: float) -> None:
    wrong = np.flatnonzero((array < low) | (array > high))
    if wrong.size:
        worst = float(array[wrong[0]])
        raise ParameterError(
            name,
            worst,
            msg(
                "must be from {low} to {high} (neuron {index} of the population)",
                low=Number(low, form="g"),
                high=Number(high, form="g"),
                index=wrong[0],
            ),
        )


def _check_model(found: Mapping[str, FloatArray]) -> None:
    for name in ("k2", "C"):
        if (found[name] <= 0.0).any():
            raise ParameterError(name, float(found[name].min()), "must be above 0")
    late = np.flatnonzero(found["c"] >= found["v_peak"])
    if late.size:
        c = float(found["c"][late[0]])
        raise ParameterError("c", c, "must be below v_peak, or the neuron would never stop firing")


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

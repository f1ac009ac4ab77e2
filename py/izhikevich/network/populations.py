"""Groups of neurons, and of spike sources, as a network is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.network.distributions import values
from izhikevich.network.expression import Conductance
from izhikevich.neuron.limits import LIMITS, MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.stimulus import Stimulus

#: Names of other simulators for the same parameters.
ALIASES = {"v_thresh": "v_peak", "V_th": "v_peak", "init_v": "v", "init_u": "u"}
#: What else a neuron of a network has: name -> (unit, lowest value, usual value).
OTHERS: Mapping[str, tuple[str, float, float]] = MappingProxyType(
    {
        "i_offset": ("mV/ms", -np.inf, 0.0),
        "noise": ("mV/ms", 0.0, 0.0),
        "tau_refrac": ("ms", 0.0, 0.0),
    }
)


@dataclass(frozen=True, eq=False, repr=False)
class Group:
    """A part of a network: its neurons (or sources) have the indices start .. start + size - 1.

    Parameters
    ----------
    name : str
    size : int
    start : int
        Index of the first within the network. Sources are counted apart from neurons.
    """

    name: str
    size: int
    start: int

    @property
    def stop(self) -> int:
        """One more than the last index."""
        return self.start + self.size

    def __repr__(self) -> str:
        """Say in short what it is."""
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
        What holds for all neurons, and the rules of the model.
    values : mapping
        Arrays of shape (size,) by name: those of `MODEL` and `OTHERS`, and the initial v and u.
    conductance : Conductance
        The synaptic current, as an expression of the g of each target, v and u.
    tau : mapping
        Time constants of the targets whose g decays exponentially, ms; others last one step.
    stimulus : Stimulus or None
        Current into every neuron, over time.
    given : mapping
        What `values` were made from where they were given: numbers, arrays or distributions.
    """

    parameters: Parameters
    values: Mapping[str, FloatArray]
    conductance: Conductance
    tau: Mapping[str, float]
    stimulus: Stimulus | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, repr=False)
class Source(Group):
    """Spikes from outside, made by `Network.poisson` or `Network.spike_times`.

    Parameters
    ----------
    rate : float, array of shape (size,), Stimulus or None
        Of Poisson sources, Hz; a stimulus gives it over time.
    steps, members : integer arrays, shape (n,)
        Of given spikes: the steps, sorted, and which of the sources fires.
    stream : int
        Of the random numbers.
    """

    rate: FloatArray | Stimulus | None = None
    steps: np.ndarray[Any, Any] = field(default_factory=lambda: np.empty(0, np.int64))
    members: np.ndarray[Any, Any] = field(default_factory=lambda: np.empty(0, np.int64))
    stream: int = 0


def neuron_values(
    parameters: Parameters, size: int, given: Mapping[str, Any], seed: int, stream: int
) -> dict[str, FloatArray]:
    """Return one value per neuron of everything that may differ, checked.

    Parameters
    ----------
    parameters : Parameters
        Where nothing else is given.
    size : int
        Number of neurons.
    given : mapping
        Values, arrays or distributions by name; the names of other simulators are known.
    seed, stream : int
        Of the draws: stream to stream + 15 are used.

    Raises
    ------
    ParameterError
        For an unknown name, or a value that is not allowed.
    """
    names = [*MODEL, *OTHERS, "v", "u"]
    wanted: dict[str, Any] = {}
    for name, value in given.items():
        own = ALIASES.get(name, name)
        if own not in names:
            raise ParameterError(name, value, f"there are {', '.join([*names, *ALIASES])}")
        if own in wanted:
            raise ParameterError(name, value, f"{own} is given twice")
        wanted[own] = value
    found: dict[str, FloatArray] = {}
    for k, name in enumerate(names[:-2]):
        usual = OTHERS[name][2] if name in OTHERS else getattr(parameters, name)
        unit = OTHERS[name][0] if name in OTHERS else parameters.units[name]
        found[name] = values(wanted.get(name, usual), size, name, unit, seed, stream + k)
        low, high = (OTHERS[name][1], np.inf) if name in OTHERS else LIMITS[name]
        _check_range(name, found[name], low, high)
    _check_model(found)
    v, u = _start(parameters, found)
    units = parameters.units
    found["v"] = values(wanted.get("v", v), size, "v", "mV", seed, stream + len(names) - 2)
    if "u" not in wanted and "v" in wanted and not parameters.dimensional:
        u = np.asarray(parameters.drive.target(found["v"], found["b"]))  # type: ignore[arg-type]
    found["u"] = values(wanted.get("u", u), size, "u", units["u"], seed, stream + len(names) - 1)
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
            name, worst, f"must be from {low:g} to {high:g} (neuron {wrong[0]} of the population)"
        )


def _check_model(found: Mapping[str, FloatArray]) -> None:
    for name in ("k2", "C"):
        if (found[name] <= 0.0).any():
            raise ParameterError(name, float(found[name].min()), "must be above 0")
    late = np.flatnonzero(found["c"] >= found["v_peak"])
    if late.size:
        c = float(found["c"][late[0]])
        raise ParameterError("c", c, "must be below v_peak, or the neuron would fire for ever")

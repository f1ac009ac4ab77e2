"""What each neuron of a population has of its own: names, limits, and the checks of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.distributions import Distribution, values
from izhikevich.neuron.parameter_table import LIMITS, MODEL
from izhikevich.neuron.parameters import Parameters

#: Names of other simulators for the same values.
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
#: All names of values that apply from the first step on.
NAMES = (*MODEL, *OTHERS, "v0", "u0")
_UNITS = {"v": "mV", "v0": "mV", "u0": "u"}


def unit_of(name: str, parameters: Parameters) -> str:
    """Return the unit of a value of neurons; "" for none."""
    name = OTHERS[name][0] if name in OTHERS else _UNITS.get(name, name)
    return parameters.units.get(name, name)


def own_names(given: Iterable[tuple[str, Any]], allowed: tuple[str, ...] = NAMES) -> dict[str, Any]:
    """Return values by our names; those of other simulators are accepted.

    Raises
    ------
    ParameterError
        If a name is unknown, or one value is given twice.
    """
    wanted: dict[str, Any] = {}
    for name, value in given:
        own = ALIASES.get(name, name)
        if own not in allowed:
            raise ParameterError(
                name, value, msg("there are {names}", names=", ".join([*allowed, *ALIASES]))
            )
        if own in wanted:
            raise ParameterError(name, value, msg("{own} is given twice", own=own))
        wanted[own] = value
    return wanted


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
        Values, arrays or distributions by name, of `NAMES`.
    seed, stream : int
        Seed and stream of the draws: stream to stream + 15 are used.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """
    every = np.arange(size)
    found: dict[str, FloatArray] = {}
    for name in NAMES[:-2]:
        default = OTHERS[name][2] if name in OTHERS else getattr(parameters, name)
        found[name] = drawn(name, given.get(name, default), parameters, every, seed, stream)
    check_model(found)
    v: Any = found["c"]
    u: Any = None
    if parameters.dimensional:
        v, u = parameters.initial_state()
    found["v0"] = drawn("v0", given.get("v0", v), parameters, every, seed, stream)
    if u is None:
        u = resting_u(parameters, found["v0"], found["b"])
    found["u0"] = drawn("u0", given.get("u0", u), parameters, every, seed, stream)
    return found


def resting_u(parameters: Parameters, v: FloatArray, b: FloatArray) -> FloatArray:
    """Return u at its target for v, where neurons of the 2003 form start, as in ANNarchy."""
    return np.asarray(parameters.drive.target(v, b))  # type: ignore[arg-type]


def drawn(
    name: str,
    value: Any,
    parameters: Parameters,
    index: IndexArray,
    seed: int,
    stream: int,
    label: str = "",
) -> FloatArray:
    """Return a value for each of some neurons, in range.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    value : number, array of shape (n,) or Distribution
        A neuron draws the same from a distribution, whichever neurons draw with it.
    parameters : Parameters
        For the units.
    index : array, shape (n,)
        Neurons within their population.
    seed, stream : int
        Seed and first stream of the population.
    label : str, optional
        Name for error messages, if it is another one.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """
    stream += NAMES.index(name)
    if isinstance(value, Distribution):
        found = value.sample(seed, stream, index)
    else:
        unit = unit_of(name, parameters)
        found = values(value, index.size, label or name, unit, seed, stream)
    if name in OTHERS:
        check_range(name, found, OTHERS[name][1], np.inf, index)
    elif name in LIMITS:
        check_range(name, found, *LIMITS[name], index)
    return found


def check_range(name: str, array: FloatArray, low: float, high: float, index: IndexArray) -> None:
    """Reject values of neurons that are out of range."""
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
                index=index[wrong[0]],
            ),
        )


def check_model(found: Mapping[str, FloatArray]) -> None:
    """Reject values that no neuron can have together."""
    for name in ("k2", "C"):
        if (found[name] <= 0.0).any():
            raise ParameterError(name, float(found[name].min()), "must be above 0")
    late = np.flatnonzero(found["c"] >= found["v_peak"])
    if late.size:
        c = float(found["c"][late[0]])
        raise ParameterError("c", c, "must be below v_peak, or the neuron would never stop firing")

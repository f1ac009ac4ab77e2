"""Values for each neuron of a layer: numbers, arrays, distributions and functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.distributions import Distribution, values
from izhikevich.text import short_repr
from izhikevich.units import number, numbers


@dataclass(frozen=True)
class Constant:
    """An initialiser that gives the same in every sample of a batch.

    It is what a plain number or array is; `Uniform` and `Normal` draw each value.

    Parameters
    ----------
    value : number, array or quantity
        Value of all neurons, or one for each.

    Examples
    --------
    >>> from izhikevich.learning import Constant, Izhikevich
    >>> Izhikevich(2, V_initializer=Constant(-70.0)).V
    array([-70., -70.])
    """

    value: ArrayLike

    __repr__ = short_repr


#: A function is called with the shape, and returns numbers of it, as BrainPy's initialisers do.
Initial: TypeAlias = (
    float | ArrayLike | Distribution | Constant | Callable[[tuple[int, ...]], ArrayLike]
)


def filled(
    given: Initial,
    shape: tuple[int, ...],
    name: str,
    unit: str,
    seed: int,
    stream: int,
    batch: int | None = None,
) -> FloatArray:
    """Return a value for each neuron, or for each neuron of each sample.

    Parameters
    ----------
    given : Initial
        Quantities are converted to `unit`; what is drawn, and what a function returns as plain
        numbers, is in `unit`.
    shape : tuple of int
        Shape of the layer.
    name, unit : str
        Name of the parameter, for error messages, and unit of the result.
    seed, stream : int
        Seed and stream of the draws.
    batch : int, optional
        Number of samples.

    Returns
    -------
    array, shape `shape` or (batch, *shape)
        A new array.

    Raises
    ------
    ParameterError
        If a value is not a finite number, or the array has another shape.
    """
    full = shape if batch is None else (batch, *shape)
    if isinstance(given, Constant):
        given = given.value
    if isinstance(given, Distribution):
        return given.sample(seed, stream, prod(full)).reshape(full)
    own: Any = given(full) if callable(given) else given
    dimensions = _dimensions(own)
    if dimensions == 0:
        return np.full(full, number(own, name, unit))
    if dimensions == len(shape) == 1:
        own = values(own, shape[0], name, unit, seed, stream)
    else:
        own = numbers(own, name, unit)
        if own.shape not in (shape, full):
            raise ParameterError(
                name,
                given,
                msg("has the shape {shape}, but {needed} is needed", shape=own.shape, needed=full),
            )
    return np.array(np.broadcast_to(own, full))


def _dimensions(given: Any) -> int:
    """Return the number of dimensions, without a look at what lists hold."""
    if isinstance(given, list | tuple):
        return 1 + (_dimensions(given[0]) if given else 0)
    return int(getattr(given, "ndim", 0))

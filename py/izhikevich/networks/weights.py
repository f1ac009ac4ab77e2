"""Amounts in the rows of ready-made networks: numbers, distributions, matrices and files."""

from __future__ import annotations

from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.arrays import reals
from izhikevich.network.connectivity.tables import read_matrix as matrix_of
from izhikevich.network.distributions import (
    Distribution,
    Exponential,
    Gamma,
    LogNormal,
    Normal,
    Uniform,
    parse_distribution,
)
from izhikevich.units import number


def read_amounts(given: Any, name: str, unit: str = "mV/ms") -> float | Distribution:
    """Read a number, or the text of a number or of a distribution; none may be negative.

    Values that a distribution draws below 0 count as 0; the signs of weights follow from their
    neurons (Dale's law).

    Raises
    ------
    ParameterError
        If it is neither, or negative.
    """
    if isinstance(given, Distribution):
        return given
    try:
        return number(float(given), name, unit, low=0.0)
    except ParameterError:
        raise
    except ValueError:
        found = read_law(given)
        return found if hasattr(found, "low") and found.low >= 0.0 else _not_negative(found, name)


def read_law(text: str) -> Distribution:
    """Read a distribution where a number might be as well.

    Raises
    ------
    ParameterError
        If it is none.
    """
    if "(" not in text:
        allowed = msg(
            "must be a number, or a distribution such as {example}", example="normal(5,1)"
        )
        raise ParameterError("distribution", text, allowed)
    return parse_distribution(text)


def scaled(weights: float | Distribution, factor: float) -> float | Distribution:
    """Return weights that are multiplied by a factor of at least 0."""
    if factor == 1.0:
        return weights
    if factor == 0.0:
        return 0.0
    if not isinstance(weights, Distribution):
        return weights * factor
    found: Any = weights
    if isinstance(found, Uniform):
        return Uniform(found.low * factor, found.high * factor)
    ends = {"low": found.low * factor, "high": found.high * factor}
    match found:
        case Normal():
            return replace(found, mu=found.mu * factor, sigma=found.sigma * factor, **ends)
        case LogNormal():
            return replace(found, mu=found.mu + log(factor), **ends)
        case Exponential() | Gamma():
            scaled_one: Distribution = replace(found, scale=found.scale * factor, **ends)
            return scaled_one
    raise ParameterError("weight", weights.text, "cannot be multiplied by a factor")


def is_matrix(given: Any) -> bool:
    """Tell whether weights are a matrix, or the name of a file with one."""
    if isinstance(given, Path):
        return True
    if isinstance(given, str):
        return given.strip().lower().endswith(".csv")
    return not isinstance(given, Distribution) and np.ndim(given) > 0


def read_matrix(given: Any, n_pre: int, n_post: int) -> FloatArray:
    """Read a matrix of weights, or a CSV file with one.

    Parameters
    ----------
    given : array, shape (n_post, n_pre), or path
        Weights, mV/ms for one step, from neuron j to neuron i at [i, j]; 0 or nan where there is
        no synapse.
    n_pre, n_post : int

    Returns
    -------
    array, shape (n_post, n_pre)

    Raises
    ------
    ParameterError
        If it cannot be read, has another shape, or a weight is negative or infinite.
    """
    shape = msg("{rows} rows and {columns} columns", rows=n_post, columns=n_pre)
    if isinstance(given, (str, Path)):
        try:
            given = matrix_of(Path(given))
        except (OSError, ValueError) as error:
            raise ParameterError(
                "weight",
                str(given),
                msg(
                    "must be a CSV file with {shape} of numbers: {error}",
                    shape=shape,
                    error=str(error),
                ),
            ) from None
    matrix = reals(given, "weight", 2, gaps=True)
    if matrix.shape != (n_post, n_pre):
        raise ParameterError(
            "weight",
            msg("of shape {shape}", shape=matrix.shape),
            msg("must have {shape}: one row for each neuron that receives", shape=shape),
        )
    if np.nanmin(matrix, initial=0.0) < 0.0:
        raise ParameterError(
            "weight",
            float(np.nanmin(matrix)),
            "must not be negative: the neurons of the layer before set the signs",
        )
    return matrix


def _not_negative(found: Distribution, name: str) -> Distribution:
    """Return a distribution without negative values."""
    if isinstance(found, Uniform):
        raise ParameterError(name, found.text, "must not be negative")
    return replace(found, low=0.0)  # type: ignore[call-arg]

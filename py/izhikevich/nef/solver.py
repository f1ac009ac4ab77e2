"""Decoders: the weights with which spikes add up to a function of the encoded value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.text import short_repr
from izhikevich.units import number


@dataclass(frozen=True, eq=False)
class Decoders:
    """Decoders and how well they fit.

    Attributes
    ----------
    values : array, shape (d, n)
        The function is the sum over neurons of decoder times rate (Hz).
    targets : array, shape (m, d)
        The function at the evaluation points; empty if the decoders were given.
    rmse : float
        Root mean square error of the fit over points and dimensions; NaN if the decoders were
        given.
    """

    values: FloatArray
    targets: FloatArray
    rmse: float

    __repr__ = short_repr


def least_squares(
    activities: FloatArray, targets: FloatArray, regularisation: float = 0.1
) -> Decoders:
    """Return the decoders with the least squared error, with a penalty on long ones.

    D = (A'A + m s^2 1)^-1 A'Y with s = regularisation times the highest rate in A.

    Parameters
    ----------
    activities : array, shape (m, n)
        A: rates of n neurons at m points, Hz.
    targets : array, shape (m, d)
        Y: the function at these points.
    regularisation : float
        Assumed noise of the rates, as a fraction of the highest rate. Above 0.

    Returns
    -------
    Decoders

    Raises
    ------
    ParameterError
        If the shapes do not match, a number is not finite, no neuron ever fires, or regularisation
        is so small that the equations have no solution.

    Notes
    -----
    Source: Nengo 4.1.0, `LstsqL2`. The last bits depend on the machine's linear algebra.
    """
    strength = number(regularisation, "regularisation", "", low=0.0, high=1e3, low_open=True)
    highest = check_system(activities, targets)
    try:
        return penalised(activities, targets, strength * highest)
    except np.linalg.LinAlgError:
        raise ParameterError("regularisation", strength, "must be larger here") from None


def check_system(activities: FloatArray, targets: FloatArray) -> float:
    """Check the shapes and numbers of a system of equations; return the highest rate.

    Raises
    ------
    ParameterError
        If the shapes do not match, a number is not finite, or no neuron ever fires.
    """
    if activities.ndim != 2 or targets.ndim != 2 or len(activities) != len(targets):
        raise ParameterError(
            "targets",
            msg("of shape {shape}", shape=targets.shape),
            msg("activities have the shape {shape}", shape=activities.shape),
        )
    for name, array in (("activities", activities), ("targets", targets)):
        if not np.isfinite(array).all():
            raise ParameterError(name, "not all finite", "must be finite")
    highest = float(activities.max(initial=0.0))
    if highest <= 0.0:
        raise ParameterError(
            "activities", "all 0", "some neuron must fire at some evaluation point"
        )
    return highest


def penalised(activities: FloatArray, targets: FloatArray, sigma: Any) -> Decoders:
    """Return the decoders (A'A + m sigma^2 1)^-1 A'Y.

    Parameters
    ----------
    activities : array, shape (m, n)
    targets : array, shape (m, d)
    sigma : number, or array of shape (n,)
        Assumed noise of the rates, Hz.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the equations have no solution.
    """
    m, n = activities.shape
    # Of the two forms of the same solution, the one with fewer equations.
    few = n <= m or np.ndim(sigma) > 0
    gram = activities.T @ activities if few else activities @ activities.T
    diagonal = np.arange(len(gram))
    gram[diagonal, diagonal] += m * sigma * sigma
    if few:
        found = np.linalg.solve(gram, activities.T @ targets)
    else:
        found = activities.T @ np.linalg.solve(gram, targets)
    return fitted(found, activities, targets)


def fitted(
    found: NDArray[np.floating[Any]], activities: FloatArray, targets: FloatArray
) -> Decoders:
    """Return decoders with their error: shape (n, d) in, (d, n) out."""
    error = targets - activities @ found
    return Decoders(
        np.array(found.T, dtype=np.float64), targets, float(np.sqrt(np.mean(error * error)))
    )

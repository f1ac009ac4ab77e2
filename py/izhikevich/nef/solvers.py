"""Solvers for decoders, with the names, arguments and defaults of Nengo's.

Given the same activities and targets each returns Nengo's decoders, except for the random numbers
of `LstsqNoise` and `LstsqMultNoise`. Nengo's second solver for the system of equations
(``solver=``) is left out: the equations are solved exactly. Its `NoSolver` is `decoders` here.

Source: Nengo 4.1.0, module `nengo.solvers`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.errors import ParameterError
from izhikevich.nef.nonnegative import nonnegative
from izhikevich.nef.solver import Decoders, check_system, fitted, penalised
from izhikevich.random import normal
from izhikevich.units import integer, number

#: Stream of the random numbers of solvers with noise.
_NOISE = 9


@dataclass(frozen=True)
class Solver(ABC):
    """A way to solve for decoders; a class of your own needs only `solve`.

    Parameters
    ----------
    weights : bool
        Whether a connection with this solver has weights between the neurons of both ensembles,
        as with ``Connection(weights=True)``.

    Attributes
    ----------
    compositional : bool
        Whether decoders of a linear function of the targets are this function of the decoders. If
        not, and with `weights`, the solver is given the currents of the neurons as targets.
    """

    weights: bool = False
    compositional: ClassVar[bool] = True

    @abstractmethod
    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders.

        Parameters
        ----------
        activities : array, shape (m, n)
            Rates of n neurons at m points, Hz.
        targets : array, shape (m, d)
            The function at these points.
        seed : int
            Seed of random numbers, if it needs some: that of the ensemble.

        Returns
        -------
        Decoders

        Raises
        ------
        ParameterError
            If the shapes do not match, a number is not finite, no neuron ever fires, or the
            equations have no solution.
        """

    def _check(self, name: str, **bounds: Any) -> None:
        object.__setattr__(self, name, number(getattr(self, name), name, "", **bounds))


@dataclass(frozen=True)
class _Penalised(Solver):
    """A solver with a penalty on long decoders, by the noise of rates that it assumes."""

    reg: float = 0.1

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check("reg", low=0.0, high=1e3, low_open=True)

    def _sigma(self, activities: FloatArray, highest: float) -> Any:
        """Return the assumed noise (Hz), of all neurons or of each."""
        return self.reg * highest


@dataclass(frozen=True)
class LstsqL2(_Penalised):
    """Least squares with a penalty on long decoders: the default (see `least_squares`).

    Parameters
    ----------
    weights : bool
        See `Solver`.
    reg : float
        Assumed noise of the rates, as a fraction of the highest rate. Above 0.
    """

    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders (see `Solver.solve`)."""
        highest = check_system(activities, targets)
        try:
            return penalised(activities, targets, self._sigma(activities, highest))
        except np.linalg.LinAlgError:
            raise ParameterError("reg", self.reg, "must be larger here") from None


@dataclass(frozen=True)
class LstsqL2nz(LstsqL2):
    """`LstsqL2` with less penalty for neurons that fire at few points.

    The assumed noise of a neuron is multiplied by the root of the fraction of points at which it
    fires.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    reg : float
        Assumed noise of the rates, as a fraction of the highest rate. Above 0.
    """

    def _sigma(self, activities: FloatArray, highest: float) -> Any:
        sigma = self.reg * highest * np.sqrt((np.abs(activities) > 0.0).mean(axis=0))
        sigma[sigma == 0.0] = sigma.max()
        return sigma


@dataclass(frozen=True)
class Lstsq(Solver):
    """Least squares without a penalty.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    rcond : float
        Singular values below this fraction of the largest one count as 0. At least 0.
    """

    rcond: float = 0.01

    def __post_init__(self) -> None:
        """Check the field."""
        self._check("rcond", low=0.0, high=1.0)

    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders (see `Solver.solve`)."""
        check_system(activities, targets)
        found = np.linalg.lstsq(activities, targets, rcond=self.rcond)[0]
        return fitted(found, activities, targets)


@dataclass(frozen=True)
class LstsqNoise(Solver):
    """Least squares on rates with normally distributed noise.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    noise : float
        Standard deviation of the noise, as a fraction of the highest rate. Above 0.

    Notes
    -----
    The random numbers are not Nengo's; with the same ones the decoders are the same.
    """

    noise: float = 0.1

    def __post_init__(self) -> None:
        """Check the field."""
        self._check("noise", low=0.0, high=1e3, low_open=True)

    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders (see `Solver.solve`)."""
        highest = check_system(activities, targets)
        draws = normal(seed, _NOISE, 0, activities.size).reshape(activities.shape)
        noisy = activities + self._deviation(activities, highest) * draws
        try:
            found = penalised(noisy, targets, 0.0).values.T
        except np.linalg.LinAlgError:
            raise ParameterError("noise", self.noise, "must be larger here") from None
        return fitted(found, activities, targets)

    def _deviation(self, activities: FloatArray, highest: float) -> float | FloatArray:
        return self.noise * highest


@dataclass(frozen=True)
class LstsqMultNoise(LstsqNoise):
    """Least squares on rates with noise in proportion to each rate.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    noise : float
        Standard deviation of the noise, as a fraction of each rate. Above 0.

    Notes
    -----
    The random numbers are not Nengo's; with the same ones the decoders are the same. Neurons that
    fire at no point have no noise either, and then there is no solution.
    """

    def _deviation(self, activities: FloatArray, highest: float) -> float | FloatArray:
        return self.noise * activities


@dataclass(frozen=True)
class LstsqL1(Solver):
    """Least squares with a penalty on the sum of decoders (elastic net): many of them become 0.

    It minimises |Y - A D|^2 / (2 m) + l1 a |D|_1 + l2 a^2 |D|^2 / 2, where a is the highest rate,
    by coordinate descent.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    l1 : float
        Weight of the penalty on the sum of absolute values. At least 0.
    l2 : float
        Weight of the penalty on the sum of squares. At least 0.
    max_iter : int
        Largest number of passes over all neurons.
    """

    l1: float = 1e-4
    l2: float = 1e-6
    max_iter: int = 1000
    compositional: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check("l1", low=0.0, high=1e3)
        self._check("l2", low=0.0, high=1e3)
        object.__setattr__(self, "max_iter", integer(self.max_iter, "max_iter", low=1, high=10**6))

    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders (see `Solver.solve`)."""
        highest = check_system(activities, targets)
        m = len(activities)
        gram, wanted = activities.T @ activities / m, activities.T @ targets / m
        threshold, ridge = self.l1 * highest, self.l2 * highest * highest
        found = np.zeros_like(wanted)
        active = np.flatnonzero(gram.diagonal() > 0.0)
        for _ in range(self.max_iter):
            before = found.copy()
            for i in active:
                rest = wanted[i] - gram[i] @ found + gram[i, i] * found[i]
                shrunk = np.maximum(np.abs(rest) - threshold, 0.0)
                found[i] = np.sign(rest) * shrunk / (gram[i, i] + ridge)
            if np.abs(found - before).max() <= _SETTLED * np.abs(found).max(initial=0.0):
                break
        return fitted(found, activities, targets)


#: Relative change in a pass of coordinate descent at which it ends.
_SETTLED = 1e-10


@dataclass(frozen=True)
class LstsqDrop(Solver):
    """Least squares twice: the smallest decoders of the first are dropped in the second.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    drop : float
        Fraction of all decoders that become 0. At least 0, below 1.
    solver1, solver2 : Solver
        The first and the second.
    """

    drop: float = 0.25
    solver1: Solver = field(default=LstsqL2(reg=0.001))
    solver2: Solver = field(default=LstsqL2(reg=0.1))
    compositional: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check("drop", low=0.0, high=1.0, high_open=True)
        for name in ("solver1", "solver2"):
            if not isinstance(getattr(self, name), Solver):
                raise ParameterError(name, getattr(self, name), "must be a solver")

    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders (see `Solver.solve`)."""
        found = self.solver1.solve(activities, targets, seed).values.T.copy()
        sizes = np.sort(np.abs(found), axis=None)
        threshold = sizes[min(round(self.drop * sizes.size), sizes.size - 1)]
        found[np.abs(found) < threshold] = 0.0
        for target, column in zip(targets.T, found.T, strict=True):
            kept: BoolArray = column != 0.0
            if kept.any():
                again = self.solver2.solve(activities[:, kept], target[:, None], seed)
                column[kept] = again.values[0]
        return fitted(found, activities, targets)


@dataclass(frozen=True)
class Nnls(Solver):
    """Least squares with decoders of at least 0.

    The time grows with the fourth power of the number of neurons: it is for some hundred.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    """

    compositional: ClassVar[bool] = False

    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders (see `Solver.solve`)."""
        check_system(activities, targets)
        columns = [nonnegative(activities, target) for target in targets.T]
        return fitted(np.stack(columns, axis=1), activities, targets)


@dataclass(frozen=True)
class NnlsL2(_Penalised, Nnls):
    """`Nnls` with a penalty on long decoders.

    As in Nengo, negative targets count as 0, and what is fitted are the equations of `LstsqL2`,
    (A'A + m s^2 1) D = A'Y.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    reg : float
        Assumed noise of the rates, as a fraction of the highest rate. Above 0.
    """

    def solve(self, activities: FloatArray, targets: FloatArray, seed: int = 0) -> Decoders:
        """Return decoders (see `Solver.solve`)."""
        highest = check_system(activities, targets)
        gram = activities.T @ activities
        diagonal = np.arange(len(gram))
        sigma = self._sigma(activities, highest)
        gram[diagonal, diagonal] += len(activities) * sigma * sigma
        wanted = activities.T @ np.maximum(targets, 0.0)
        columns = [nonnegative(gram, column) for column in wanted.T]
        return fitted(np.stack(columns, axis=1), activities, targets)


@dataclass(frozen=True)
class NnlsL2nz(NnlsL2):
    """`NnlsL2` with less penalty for neurons that fire at few points, as in `LstsqL2nz`.

    Parameters
    ----------
    weights : bool
        See `Solver`.
    reg : float
        Assumed noise of the rates, as a fraction of the highest rate. Above 0.
    """

    def _sigma(self, activities: FloatArray, highest: float) -> Any:
        sigma = self.reg * highest * np.sqrt((activities > 0.0).mean(axis=0))
        sigma[sigma == 0.0] = 1.0
        return sigma

"""Optimisers: how weights follow their gradients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.units import number

Arrays = dict[str, FloatArray]


@dataclass(frozen=True)
class Optimiser:
    """A rule that changes weights; it has no memory of its own.

    Parameters
    ----------
    rate : float
        Learning rate, in the unit of the weights for Adam.
    decay : float
        The rate is divided by 1 + decay times the number of previous changes.
    """

    rate: float = 0.01
    decay: float = 0.0

    def rate_at(self, step: int) -> float:
        """Return the learning rate after a number of changes."""
        return self.rate / (1.0 + self.decay * step)

    def memory(self, weights: Mapping[str, FloatArray]) -> Arrays:
        """Return the initial memory of the rule: zeros by name."""
        raise NotImplementedError

    def change(
        self,
        weights: Mapping[str, FloatArray],
        gradients: Mapping[str, FloatArray],
        memory: Arrays,
        step: int,
    ) -> None:
        """Change the weights and the memory in place.

        Parameters
        ----------
        weights, gradients : mapping of str to array
        memory : dict
            See `memory`.
        step : int
            Number of previous changes.
        """
        raise NotImplementedError

    def _check(self, **fractions: float) -> None:
        object.__setattr__(self, "rate", number(self.rate, "rate", "", low=0.0, high=1e6))
        object.__setattr__(self, "decay", number(self.decay, "decay", "", low=0.0))
        for name, value in fractions.items():
            object.__setattr__(
                self, name, number(value, name, "", low=0.0, high=1.0, high_open=True)
            )


@dataclass(frozen=True)
class SGD(Optimiser):
    """Gradient descent with momentum.

    Parameters
    ----------
    rate, decay : float
    momentum : float
        Fraction of the last change that is repeated, 0 to 1.
    """

    momentum: float = 0.0

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(momentum=self.momentum)

    def memory(self, weights: Mapping[str, FloatArray]) -> Arrays:
        """Return zeros for the last changes."""
        if not self.momentum:
            return {}
        return {f"change/{name}": np.zeros_like(w) for name, w in weights.items()}

    def change(
        self,
        weights: Mapping[str, FloatArray],
        gradients: Mapping[str, FloatArray],
        memory: Arrays,
        step: int,
    ) -> None:
        """Change the weights."""
        rate = self.rate_at(step)
        for name, w in weights.items():
            if not self.momentum:
                w -= rate * gradients[name]
                continue
            change = memory[f"change/{name}"]
            change *= self.momentum
            change -= rate * gradients[name]
            w += change


@dataclass(frozen=True)
class Adam(Optimiser):
    """Adam: steps of about the learning rate, whatever the size of the gradient.

    Parameters
    ----------
    rate, decay : float
    beta_1, beta_2 : float
        Decay rates of the running means of the gradient and of its square.
    epsilon : float
        Added to the square root of the latter.

    References
    ----------
    Kingma DP, Ba J (2015). Adam: a method for stochastic optimization. Proc. ICLR.
    """

    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        """Check the fields."""
        self._check(beta_1=self.beta_1, beta_2=self.beta_2)
        object.__setattr__(self, "epsilon", number(self.epsilon, "epsilon", "", low=1e-30))

    def memory(self, weights: Mapping[str, FloatArray]) -> Arrays:
        """Return zeros for the means of gradients and of their squares."""
        return {
            f"{kind}/{name}": np.zeros_like(w)
            for kind in ("mean", "square")
            for name, w in weights.items()
        }

    def change(
        self,
        weights: Mapping[str, FloatArray],
        gradients: Mapping[str, FloatArray],
        memory: Arrays,
        step: int,
    ) -> None:
        """Change the weights."""
        first = 1.0 - self.beta_1 ** (step + 1)
        second = sqrt(1.0 - self.beta_2 ** (step + 1))
        for name, w in weights.items():
            gradient = gradients[name]
            mean, square = memory[f"mean/{name}"], memory[f"square/{name}"]
            mean *= self.beta_1
            mean += (1.0 - self.beta_1) * gradient
            square *= self.beta_2
            square += (1.0 - self.beta_2) * gradient**2
            w -= (self.rate_at(step) / first) * mean / (np.sqrt(square) / second + self.epsilon)


def norm(gradients: Mapping[str, FloatArray]) -> float:
    """Return the length of all gradients together."""
    return sqrt(sum(float(np.vdot(g, g)) for g in gradients.values()))


def clip(gradients: Mapping[str, FloatArray], longest: float = inf) -> float:
    """Scale all gradients together, in place, to a length of at most `longest`.

    Returns
    -------
    float
        Length before scaling.
    """
    length = norm(gradients)
    if length > longest:
        for gradient in gradients.values():
            gradient *= longest / length
    return length

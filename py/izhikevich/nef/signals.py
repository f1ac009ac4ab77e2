"""Products of signals."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.neuron.stimuli.base import Stimulus


@dataclass(frozen=True)
class Product(Stimulus):
    """A product of several signals.

    Parameters
    ----------
    factors : tuple of Stimulus
        At least two.
    """

    factors: tuple[Stimulus, ...]

    def __post_init__(self) -> None:
        """Check the factors."""
        factors = tuple(self.factors)
        if len(factors) < 2 or not all(isinstance(f, Stimulus) for f in factors):
            raise ParameterError("factors", self.factors, "must be two stimuli or more")
        object.__setattr__(self, "factors", factors)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the signal at the times `t` (ms)."""
        total = self.factors[0].sample(t)
        for factor in self.factors[1:]:
            total = total * factor.sample(t)
        return total

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return tuple(t for factor in self.factors for t in factor.breakpoints(t0, t1))

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola approximates the signal well."""
        return min(factor.longest_interval for factor in self.factors) / len(self.factors)

    @property
    def text(self) -> str:
        """Raise an error: `izhikevich.parse` reads no text form of products."""
        raise ParameterError("stimulus", repr(self), "products have no text form")

    def __str__(self) -> str:
        """Return a short description."""
        return repr(self)

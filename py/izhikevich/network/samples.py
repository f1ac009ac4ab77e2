"""What all monitors share: when they take samples, and the samples by name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence, Set
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError, one_of
from izhikevich.network.live import Live

T = TypeVar("T", bound=np.generic)


class Samples(ABC):
    """Samples of some variables, taken now and then while it records.

    Parameters
    ----------
    variables : tuple of str
        What is sampled.
    period, first : int
        Steps between two samples, and before the first.
    live : Live
        How far the network is.
    dt : float
        Time step, ms.
    """

    def __init__(
        self, variables: tuple[str, ...], *, period: int, first: int, live: Live, dt: float
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.variables, self.period, self.first = variables, period, first
        self.recording = False
        self._live, self._dt = live, dt
        self._steps: list[IndexArray]
        self.clear()

    def start(self) -> None:
        """Record from the next step on, in addition to what was recorded before."""
        self._live.stands_still()
        self.recording = True

    def stop(self) -> None:
        """Record nothing from the next step on."""
        self._live.stands_still()
        self.recording = False

    @abstractmethod
    def clear(self) -> None:
        """Forget what was recorded, as `Network.reset` does."""

    @abstractmethod
    def _sampled(self, name: str) -> FloatArray:
        """Return the samples of a variable."""

    @property
    def t(self) -> FloatArray:
        """Times of the samples, ms: each is taken after the step that begins then."""
        return whole(self._steps).astype(np.float64) * self._dt

    def __getitem__(self, name: str) -> FloatArray:
        """Return samples by name, one row for each time."""
        if name not in self.variables:
            raise ParameterError("name", name, one_of(name, self.variables))
        return self._sampled(name)

    def __getattr__(self, name: str) -> FloatArray:
        """Return samples by name."""
        if name.startswith("_") or name not in self.variables:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return self[name]


def names_among(given: Any, known: Sequence[str]) -> tuple[str, ...]:
    """Return the names of what is to be recorded, each once.

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    several = isinstance(given, (Sequence, Set)) and not isinstance(given, str)
    names = list(given) if several else [given]
    for name in names or [given]:
        if not isinstance(name, str) or name not in known:
            raise ParameterError("variables", name, one_of(name, known))
    return tuple(dict.fromkeys(names))


def whole(parts: list[NDArray[T]], axis: int = 0) -> NDArray[T]:
    """Return arrays as one, which takes their place."""
    if len(parts) > 1:
        parts[:] = [np.concatenate(parts, axis=axis)]
    return parts[0]

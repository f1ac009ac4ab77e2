"""The weights after each epoch of a training, to go back to it."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich._typing import FloatArray

Arrays = dict[str, FloatArray]

#: Memory for all of them, bytes.
MAX_NUMBERS = 12_000_000


class KeptWeights:
    """Weights by the number of epochs after which they were copied.

    Of more than fit into the memory every second one goes, but never those at the start, the last
    ones, and those of the `wanted` epoch.

    Parameters
    ----------
    most : int
        Memory, bytes.

    Attributes
    ----------
    wanted : int
        An epoch whose weights stay.
    """

    def __init__(self, most: int = MAX_NUMBERS) -> None:
        self._most = most
        self._by_epoch: dict[int, Arrays] = {}
        self._every = 1
        self.wanted = 0

    def __contains__(self, epoch: int) -> bool:
        """Tell whether there are weights of an epoch."""
        return epoch in self._by_epoch

    def __getitem__(self, epoch: int) -> Arrays:
        """Return the weights of an epoch."""
        return self._by_epoch[epoch]

    def put(self, epoch: int, weights: Mapping[str, FloatArray]) -> None:
        """Keep a copy of the weights after an epoch, which is the last one so far."""
        last = max(self._by_epoch, default=0)
        if last % self._every and last != self.wanted:
            del self._by_epoch[last]
        self._by_epoch[epoch] = {name: array.copy() for name, array in weights.items()}
        size = sum(array.nbytes for array in weights.values())
        while len(self._by_epoch) * size > self._most and self._every < epoch:
            self._every *= 2
            self._by_epoch = {
                own: one
                for own, one in self._by_epoch.items()
                if own in (epoch, self.wanted) or not own % self._every
            }

"""What all layers have in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.units import integer

_LARGEST = 100_000
#: Streams of random numbers that a layer may use, from its own first one on.
STREAMS = 16


class Layer:
    """A part of a model: it maps what comes in over time to what goes out.

    Arrays are of shape (steps, batch, size), time first. After `forward` with learning, `backward`
    takes the gradient of a loss by the output and returns that by the input; those by the weights
    are left in `gradients`.

    Parameters
    ----------
    in_size, out_size : int
        Sizes of what comes in and of what goes out.

    Attributes
    ----------
    weights, gradients : dict of str to array
        What is learned, and the gradients of the loss by it.
    """

    def __init__(self, in_size: int, out_size: int) -> None:
        self.in_size = integer(in_size, "in_size", low=1, high=_LARGEST)
        self.out_size = integer(out_size, "out_size", low=1, high=_LARGEST)
        self.weights: dict[str, FloatArray] = {}
        self.gradients: dict[str, FloatArray] = {}

    def begin(self, seed: int, stream: int) -> None:
        """Draw the initial weights.

        Parameters
        ----------
        seed : int
        stream : int
            First of the streams that this layer may use.
        """

    def forward(self, x: FloatArray, dt: float, *, learn: bool = True) -> FloatArray:
        """Return what goes out.

        Parameters
        ----------
        x : array, shape (steps, batch, in_size)
        dt : float
            Time step, ms.
        learn : bool
            Whether `backward` will follow: only then is kept what it needs.

        Returns
        -------
        array, shape (steps, batch, out_size)
            Valid until the next call.
        """
        raise NotImplementedError

    def backward(self, gradient: FloatArray, *, onward: bool = True) -> FloatArray | None:
        """Return the gradient by the input, shape (steps, batch, in_size).

        Parameters
        ----------
        gradient : array, shape (steps, batch, out_size)
            Of the loss by the output of the last `forward`.
        onward : bool
            Whether that by the input is wanted: if not, it may be None.
        """
        raise NotImplementedError


class Workspace:
    """Arrays that are used again from batch to batch, as long as their shapes do not change."""

    def __init__(self) -> None:
        self._arrays: dict[str, NDArray[np.generic]] = {}

    def floats(self, name: str, shape: tuple[int, ...]) -> FloatArray:
        """Return the float64 array of that name; its content is arbitrary."""
        found = self._arrays.get(name)
        if found is None or found.shape != shape:
            found = self._arrays[name] = np.empty(shape)
        return found  # type: ignore[return-value]

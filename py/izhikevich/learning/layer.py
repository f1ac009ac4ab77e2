"""The base of all layers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.units import integer

MAX_SIZE = 100_000
#: Streams of random numbers that a layer may use, starting from its own first one.
STREAMS = 16


class Layer:
    """A part of a model: it maps its input over time to its output.

    Arrays are of shape (steps, batch, size), time first. After `forward` with learning, `backward`
    takes the gradient of a loss with respect to the output and returns that with respect to the
    input; those with respect to the weights are left in `gradients`.

    Parameters
    ----------
    in_size, out_size : int
        Sizes of the input and the output.

    Attributes
    ----------
    weights, gradients : dict of str to array
        Learned parameters, and the gradients of the loss with respect to them.
    """

    def __init__(self, in_size: int, out_size: int) -> None:
        self.in_size = integer(in_size, "in_size", low=1, high=MAX_SIZE)
        self.out_size = integer(out_size, "out_size", low=1, high=MAX_SIZE)
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
        """Return the output.

        Parameters
        ----------
        x : array, shape (steps, batch, in_size)
        dt : float
            Time step, ms.
        learn : bool
            Whether `backward` will follow: only then is stored what it needs.

        Returns
        -------
        array, shape (steps, batch, out_size)
            Valid until the next call.
        """
        raise NotImplementedError

    def backward(self, gradient: FloatArray, *, onward: bool = True) -> FloatArray | None:
        """Return the gradient with respect to the input, shape (steps, batch, in_size).

        Parameters
        ----------
        gradient : array, shape (steps, batch, out_size)
            Gradient of the loss with respect to the output of the last `forward`.
        onward : bool
            Whether the gradient with respect to the input is needed: if not, it may be None.
        """
        raise NotImplementedError


class Workspace:
    """Arrays that are reused from batch to batch, as long as their shapes do not change."""

    def __init__(self) -> None:
        self._arrays: dict[str, NDArray[np.generic]] = {}

    def floats(self, name: str, shape: tuple[int, ...]) -> FloatArray:
        """Return the float64 array of that name; its contents are arbitrary."""
        found = self._arrays.get(name)
        if found is None or found.shape != shape:
            found = self._arrays[name] = np.empty(shape)
        return found  # type: ignore[return-value]

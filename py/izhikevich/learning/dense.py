"""Layers of weights: from outside, from layer to layer, and to a readout."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.learning.filters import decay, trace, trace_backward
from izhikevich.learning.layer import Layer, Workspace
from izhikevich.messages import msg
from izhikevich.network.distributions import Distribution, Normal, values
from izhikevich.units import number

Weights = float | ArrayLike | Distribution | None


def drawn(given: Weights, shape: tuple[int, ...], name: str, seed: int, stream: int) -> FloatArray:
    """Return initial weights: given ones, or drawn from a distribution; rows are their sources.

    Raises
    ------
    ParameterError
        If an array has another shape, or is not finite.
    """
    law: Any = Normal(0.0, 1.0 / sqrt(shape[0])) if given is None else given
    if isinstance(law, Distribution) or np.ndim(law) == 0:
        return values(law, int(np.prod(shape)), name, "", seed, stream).reshape(shape)
    array = np.array(law, dtype=np.float64)
    if array.shape != shape or not np.isfinite(array).all():
        raise ParameterError(
            name, given, msg("must be finite numbers of shape {shape}", shape=shape)
        )
    return array


class Synaptic(Layer):
    """A layer of weights whose currents may decay exponentially, with an optional bias.

    Parameters
    ----------
    in_size, out_size : int
    tau : float, optional
        Time constant, ms: an incoming spike adds its weight to a current that decays. Default none:
        a current passes unchanged, and a spike lasts one step.
    """

    def __init__(self, in_size: int, out_size: int, tau: float | None) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(in_size, out_size)
        self.tau = None if tau is None else number(tau, "tau", "ms", low=1e-6)
        self._space = Workspace()

    def forward(self, x: FloatArray, dt: float, *, learn: bool = True) -> FloatArray:
        """Return the currents, shape (steps, batch, out_size)."""
        self._factor = None if self.tau is None else decay(self.tau, dt)
        self._x = x
        y = self._space.floats("y", (*x.shape[:2], self.out_size))
        self._weigh(x, y)
        if self._factor is not None:
            trace(y, self._factor, y)
        if "bias" in self.weights:
            y += self.weights["bias"]
        return y

    def backward(self, gradient: FloatArray, *, onward: bool = True) -> FloatArray | None:
        """Return the gradient with respect to the input, or None if it is not needed."""
        if "bias" in self.weights:
            self.gradients["bias"] = gradient.sum(axis=(0, 1))
        if self._factor is not None:
            back = self._space.floats("back", gradient.shape)
            gradient = trace_backward(gradient, self._factor, back)
        self._learn(gradient)
        return self._weigh_back(gradient) if onward else None

    def _weigh(self, x: FloatArray, y: FloatArray) -> None:
        """Write the weighted input into `y`."""
        raise NotImplementedError

    def _learn(self, gradient: FloatArray) -> None:
        """Store the gradient by the weights, given that by the weighted input."""
        raise NotImplementedError

    def _weigh_back(self, gradient: FloatArray) -> FloatArray:
        """Return the gradient by the input, given that by the weighted input."""
        raise NotImplementedError


class Input(Synaptic):
    """External input, channel by channel: each has one weight.

    Parameters
    ----------
    in_size : int
        Number of channels.
    weights : number, array of shape (in_size,) or distribution
        Initial weights, mV/ms per unit of the input.
    tau : float, optional
        Time constant of the current, ms.
    """

    def __init__(self, in_size: int, *, weights: Weights = 1.0, tau: float | None = None) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(in_size, in_size, tau)
        self._initial = weights
        self.begin(0, 0)

    def begin(self, seed: int, stream: int) -> None:
        """Draw the initial weights."""
        shape = (self.in_size,)
        self.weights["weights"] = drawn(self._initial, shape, "weights", seed, stream)

    def _weigh(self, x: FloatArray, y: FloatArray) -> None:
        np.multiply(x, self.weights["weights"], out=y)

    def _learn(self, gradient: FloatArray) -> None:
        self.gradients["weights"] = np.einsum("tbn,tbn->n", self._x, gradient)

    def _weigh_back(self, gradient: FloatArray) -> FloatArray:
        return gradient * self.weights["weights"]


class Dense(Synaptic):
    """All-to-all weights.

    Parameters
    ----------
    in_size, out_size : int
    weights : number, array of shape (in_size, out_size) or distribution, optional
        Initial weights, mV/ms: the current added by a spike, or the factor of a current. Default
        normal with standard deviation 1 / sqrt(in_size).
    bias : number, array of shape (out_size,) or distribution, optional
        Constant current, mV/ms, which is also learned; default none.
    tau : float, optional
        Time constant of the current, ms.
    """

    def __init__(
        self,
        in_size: int,
        out_size: int,
        *,
        weights: Weights = None,
        bias: Weights = None,
        tau: float | None = None,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(in_size, out_size, tau)
        self._initial = weights, bias
        self.begin(0, 0)

    def begin(self, seed: int, stream: int) -> None:
        """Draw the initial weights."""
        weights, bias = self._initial
        shape = (self.in_size, self.out_size)
        self.weights["weights"] = drawn(weights, shape, "weights", seed, stream)
        if bias is not None:
            self.weights["bias"] = drawn(bias, shape[1:], "bias", seed, stream + 1)

    def _weigh(self, x: FloatArray, y: FloatArray) -> None:
        np.matmul(_rows(x), self.weights["weights"], out=_rows(y))

    def _learn(self, gradient: FloatArray) -> None:
        self.gradients["weights"] = _rows(self._x).T @ _rows(gradient)

    def _weigh_back(self, gradient: FloatArray) -> FloatArray:
        by_input = self._space.floats("by_input", self._x.shape)
        np.matmul(_rows(gradient), self.weights["weights"].T, out=_rows(by_input))
        return by_input


class Readout(Dense):
    """Leaky integrators that do not spike: their voltages are the output of a model.

    A spike adds its weight to the voltage, which decays with the time constant.

    Parameters
    ----------
    in_size, out_size : int
    weights, bias : number, array or distribution, optional
        As in `Dense`, but dimensionless.
    tau : float
        Time constant, ms.
    """

    def __init__(
        self,
        in_size: int,
        out_size: int,
        *,
        weights: Weights = None,
        bias: Weights = 0.0,
        tau: float = 20.0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(in_size, out_size, weights=weights, bias=bias, tau=tau)


def _rows(x: FloatArray) -> FloatArray:
    """Return the steps and the batch as one axis."""
    return x.reshape(-1, x.shape[-1])

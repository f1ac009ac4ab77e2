"""Losses: of a model's output, and of the rates of its neurons.

Each is a mean over the batch. Outputs are of shape (steps, batch, size).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.errors import ParameterError, choices
from izhikevich.learning.filters import decay, trace, trace_backward
from izhikevich.messages import msg
from izhikevich.units import number

READINGS = ("mean", "last", "peak")


class Loss:
    """A loss of a model's output against a target."""

    def checked(self, target: Any, samples: int, steps: int, size: int) -> NDArray[Any]:
        """Return targets as the array this loss takes, one per sample on its first axis.

        Raises
        ------
        ParameterError
            If their shape or numbers do not match.
        """
        shape = self._shape(samples, steps, size)
        array = np.asarray(target, dtype=np.float64)
        if array.shape != shape or not np.isfinite(array).all():
            raise ParameterError(
                "targets", target, msg("must be finite numbers of shape {shape}", shape=shape)
            )
        return array

    def both(self, output: FloatArray, target: NDArray[Any], dt: float) -> tuple[float, FloatArray]:
        """Return the loss and its gradient with respect to the output.

        Parameters
        ----------
        output : array, shape (steps, batch, size)
        target : array
            Targets of these samples, as `checked` returns them.
        dt : float
            Time step, ms.
        """
        raise NotImplementedError

    def right(self, output: FloatArray, target: NDArray[Any], dt: float) -> BoolArray:
        """Tell for each sample whether the answer is right, shape (batch,)."""
        raise NotImplementedError

    def _shape(self, samples: int, steps: int, size: int) -> tuple[int, ...]:
        raise NotImplementedError


@dataclass(frozen=True)
class SpikeCount(Loss):
    """The squared difference between actual and desired spike counts, mean over neurons.

    Targets: counts, shape (samples, size). An answer is right if all counts are met, or, for
    several neurons with `classify`, if the neuron with the largest target fires most.

    Parameters
    ----------
    classify : bool
        Whether the neurons represent classes.
    """

    classify: bool = False

    def both(self, output: FloatArray, target: NDArray[Any], dt: float) -> tuple[float, FloatArray]:
        """Return the loss and its gradient with respect to the spikes."""
        wrong = output.sum(axis=0) - target
        gradient = np.broadcast_to(wrong * (2.0 / wrong.size), output.shape)
        return float((wrong**2).mean()), gradient

    def right(self, output: FloatArray, target: NDArray[Any], dt: float) -> BoolArray:
        """Tell for each sample whether the answer is right."""
        counts = output.sum(axis=0)
        if self.classify:
            return np.asarray(counts.argmax(axis=1) == target.argmax(axis=1))
        return np.asarray((counts == target).all(axis=1))

    def _shape(self, samples: int, steps: int, size: int) -> tuple[int, ...]:
        return (samples, size)


@dataclass(frozen=True)
class VanRossum(Loss):
    """The squared distance of spike trains after van Rossum, mean over neurons.

    Both trains become exponential traces; the loss is the integral of their squared difference
    over tau: 1/2 for an extra or a missing spike. A spike that is too early or too late counts more
    the further off it is, in units of tau.

    Targets: spikes 0 or 1, shape (samples, steps, size). A sample is right if each neuron fires as
    often as it should, each spike within `tolerance` of its target.

    Parameters
    ----------
    tau : float
        Time constant of the traces, ms.
    tolerance : float
        Largest allowed deviation of a spike, ms.

    References
    ----------
    van Rossum MCW (2001). A novel spike distance. Neural Computation 13, 751-763.
    """

    tau: float = 10.0
    tolerance: float = 2.0

    def __post_init__(self) -> None:
        """Check the fields."""
        object.__setattr__(self, "tau", number(self.tau, "tau", "ms", low=1e-6))
        object.__setattr__(self, "tolerance", number(self.tolerance, "tolerance", "ms", low=0.0))

    def both(self, output: FloatArray, target: NDArray[Any], dt: float) -> tuple[float, FloatArray]:
        """Return the loss and its gradient with respect to the spikes."""
        factor = decay(self.tau, dt)
        wrong = output - np.moveaxis(target, 1, 0)
        trace(wrong, factor, wrong)
        share = dt / self.tau / (wrong.shape[1] * wrong.shape[2])
        loss = share * float(np.vdot(wrong, wrong))
        wrong *= 2.0 * share
        return loss, trace_backward(wrong, factor, np.empty_like(wrong))

    def right(self, output: FloatArray, target: NDArray[Any], dt: float) -> BoolArray:
        """Tell for each sample whether its spikes are at the right times."""
        allowed = self.tolerance / dt + 1e-9
        result = np.ones(output.shape[1], dtype=np.bool_)
        for sample in range(output.shape[1]):
            for neuron in range(output.shape[2]):
                times = np.flatnonzero(output[:, sample, neuron])
                wanted = np.flatnonzero(target[sample, :, neuron])
                if times.size != wanted.size or (np.abs(times - wanted) > allowed).any():
                    result[sample] = False
        return result

    def _shape(self, samples: int, steps: int, size: int) -> tuple[int, ...]:
        return (samples, steps, size)


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """Cross-entropy of the softmax of a readout's voltages, read over time.

    Targets: classes, whole numbers, shape (samples,). A sample is right if its class has the
    largest voltage.

    Parameters
    ----------
    reading : {"mean", "last", "peak"}
        The voltages' mean from `start` on, their last, or their largest.
    start : float
        Beginning of the reading, ms; what comes before is ignored.
    """

    reading: str = "mean"
    start: float = 0.0

    def __post_init__(self) -> None:
        """Check the fields."""
        if self.reading not in READINGS:
            raise ParameterError("reading", self.reading, choices(READINGS))
        object.__setattr__(self, "start", number(self.start, "start", "ms", low=0.0))

    def checked(self, target: Any, samples: int, steps: int, size: int) -> NDArray[Any]:
        """Return the classes as integers."""
        array = np.asarray(target)
        if array.shape != (samples,) or array.dtype.kind not in "iu":
            raise ParameterError(
                "targets", target, msg("must be {samples} whole numbers", samples=samples)
            )
        if array.size and not (array.min() >= 0 and array.max() < size):
            raise ParameterError(
                "targets", target, msg("must be classes from 0 to {last}", last=size - 1)
            )
        return array

    def both(self, output: FloatArray, target: NDArray[Any], dt: float) -> tuple[float, FloatArray]:
        """Return the loss and its gradient with respect to the voltages."""
        read, where = self._read(output, dt)
        read -= read.max(axis=1, keepdims=True)
        power = np.exp(read)
        total = power.sum(axis=1)
        batch = np.arange(target.size)
        loss = float((np.log(total) - read[batch, target]).mean())
        share = power / total[:, None]
        share[batch, target] -= 1.0
        share /= target.size
        gradient = np.zeros(output.shape)
        if self.reading == "peak":
            np.put_along_axis(gradient, where[None], share[None], axis=0)
        else:
            first = int(where.min())
            gradient[first:] = share / (len(output) - first)
        return loss, gradient

    def right(self, output: FloatArray, target: NDArray[Any], dt: float) -> BoolArray:
        """Tell for each sample whether its class has the largest voltage."""
        return np.asarray(self.answers(output, dt) == target)

    def answers(self, output: FloatArray, dt: float) -> NDArray[np.intp]:
        """Return the class with the largest voltage of each sample, shape (batch,)."""
        return np.asarray(self._read(output, dt)[0].argmax(axis=1))

    def shares(self, output: FloatArray, dt: float) -> FloatArray:
        """Return how strongly each class is meant: the softmax, shape (batch, size)."""
        read, _ = self._read(output, dt)
        power = np.exp(read - read.max(axis=1, keepdims=True))
        return np.asarray(power / power.sum(axis=1, keepdims=True))

    def _read(self, output: FloatArray, dt: float) -> tuple[FloatArray, NDArray[np.intp]]:
        """Return the voltages that are read, (batch, size), and the (first) steps of reading."""
        first = min(int(self.start / dt + 1e-9), len(output) - 1)
        if self.reading == "last":
            first = len(output) - 1
        if self.reading == "peak":
            where = output[first:].argmax(axis=0) + first
            return np.take_along_axis(output, where[None], axis=0)[0], where
        return output[first:].mean(axis=0), np.array([first])

    def _shape(self, samples: int, steps: int, size: int) -> tuple[int, ...]:
        return (samples,)


@dataclass(frozen=True)
class RateRegularisation:
    """A cost of rates outside a band, so that silent neurons learn and busy ones become quieter.

    It is the strength times the squared distance of a neuron's rate from the band, mean over
    neurons.

    Parameters
    ----------
    lowest, highest : float
        Limits of the band, Hz; a neuron's rate over batch and time costs nothing between them.
    strength : float
        Factor of the cost, per kHz squared.
    """

    lowest: float = 1.0
    highest: float = 100.0
    strength: float = 1.0

    def __post_init__(self) -> None:
        """Check the fields."""
        lowest = number(self.lowest, "lowest", "Hz", low=0.0)
        object.__setattr__(self, "lowest", lowest)
        object.__setattr__(self, "highest", number(self.highest, "highest", "Hz", low=lowest))
        object.__setattr__(self, "strength", number(self.strength, "strength", "", low=0.0))

    def both(self, spikes: FloatArray, dt: float) -> tuple[float, FloatArray]:
        """Return the loss and its gradient with respect to each spike, shape (size,)."""
        spread = spikes.shape[0] * spikes.shape[1] * dt  # ms
        rates = spikes.sum(axis=(0, 1)) / spread
        off = np.maximum(rates - self.highest / 1e3, 0.0)
        off -= np.maximum(self.lowest / 1e3 - rates, 0.0)
        loss = self.strength * float((off**2).mean())
        return loss, off * (2.0 * self.strength / (off.size * spread))

"""The data to learn from, and the records of learning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray
from izhikevich.text import short_repr


@dataclass(frozen=True)
class Data:
    """Samples for training or testing.

    Parameters
    ----------
    inputs : array, shape (samples, steps, in_size)
        Spikes (0 or 1, in any numeric type; small ones save memory) or currents.
    targets : array
        As the loss takes them, sample by sample.
    """

    inputs: NDArray[Any]
    targets: ArrayLike

    __repr__ = short_repr


@dataclass(frozen=True)
class Epoch:
    """One pass over all samples.

    Attributes
    ----------
    number : int
        Number of the epoch, from 1.
    loss : float
        Mean over the samples, each at the time of its batch, with regularisation.
    accuracy : float
        Fraction of the samples that were right.
    spikes : float
        Spikes per sample, of all layers.
    test_loss, test_accuracy : float
        After the epoch, on samples not used for training; NaN if there are none.
    gradient : float
        Mean norm of the gradient, before clipping.
    steps_with_gradient : float
        Fraction of the steps of all neurons at which the surrogate's derivative is not zero.
    spikes_with_gradient : float
        Fraction of the spikes at which it is not zero; NaN if there were none.
    through_time : tuple of arrays, shape (steps,)
        For each layer of neurons, the size of the loss's derivative with respect to V at each step,
        mean over the batches.
    """

    number: int
    loss: float
    accuracy: float
    spikes: float
    test_loss: float
    test_accuracy: float
    gradient: float
    steps_with_gradient: float
    spikes_with_gradient: float
    through_time: tuple[FloatArray, ...]

    __repr__ = short_repr


#: The numbers of an epoch, in the order in which they are saved.
NUMBERS = (
    "loss",
    "accuracy",
    "spikes",
    "test_loss",
    "test_accuracy",
    "gradient",
    "steps_with_gradient",
    "spikes_with_gradient",
)


@dataclass(frozen=True)
class Score:
    """Performance on data: loss (without regularisation), accuracy, spikes per sample."""

    loss: float
    accuracy: float
    spikes: float

"""Synchrony of a view's neurons, as a number and in words."""

from __future__ import annotations

from numpy.typing import ArrayLike

from izhikevich.analysis import spike_synchrony
from izhikevich.messages import Number, written
from izhikevich.views.part import Readout

#: Above this value neurons fire in step.
IN_STEP = 0.3
_WINDOW = 5.0  # ms


def synchrony(times: ArrayLike, indices: ArrayLike, n: int, start: float, stop: float) -> float:
    """Return the synchrony of `n` neurons: 0 for none, 1 if all fire together."""
    return spike_synchrony(times, indices, n, start, stop, min(_WINDOW, stop - start))


def readout(value: float) -> Readout:
    """Return the synchrony as a fact."""
    text = "0 if all neurons fire independently, 1 if all fire together (Golomb's measure)."
    return Readout("Synchrony", written(value, ".2f"), help=text)


def shown(value: float) -> Number:
    """Return a synchrony as texts have it."""
    return Number(value, form=".2f")

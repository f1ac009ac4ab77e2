"""The course of a voltage, with its spikes."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.neuron.rules import FloatArray
from izhikevich.text import short_repr


@dataclass(frozen=True, eq=False)
class Course:
    """The voltage of a model over time.

    Parameters
    ----------
    t, v : array, shape (n,)
        ms, mV.
    spike_times : array, shape (k,)
        ms.
    """

    t: FloatArray
    v: FloatArray
    spike_times: FloatArray

    __repr__ = short_repr

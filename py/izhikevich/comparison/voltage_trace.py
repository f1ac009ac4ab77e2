"""The time course of a voltage, with its spikes, and the samples of the current that drives it."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.results import Plotted, Tabular
from izhikevich.units import numbers


@dataclass(frozen=True, eq=False)
class VoltageTrace(Plotted, Tabular):
    """The voltage of a model over time.

    Parameters
    ----------
    t, v : array, shape (n,)
        Times (ms) and voltages (mV).
    spike_times : array, shape (k,)
        Spike times, ms.
    """

    t: FloatArray
    v: FloatArray
    spike_times: FloatArray

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<VoltageTrace of {self.t[-1]:g} ms: {self.spike_times.size:,} spikes>"

    def _columns(self) -> dict[str, FloatArray]:
        return {"t": self.t, "v": self.v}


def sampled(t: FloatArray, current: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return checked times and currents, one current per time.

    Raises
    ------
    ParameterError
        If they are not finite, differ in length, or are fewer than two.
    """
    t, current = numbers(t, "t", "ms"), numbers(current, "current", "mV/ms")
    if t.ndim != 1 or t.size < 2 or not (t[1:] > t[:-1]).all():
        raise ParameterError("t", t, "must be at least two rising times (ms)")
    if current.shape != t.shape:
        raise ParameterError(
            "current",
            msg("of shape {shape}", shape=current.shape),
            msg("must have one value per time: {shape}", shape=t.shape),
        )
    return t, current

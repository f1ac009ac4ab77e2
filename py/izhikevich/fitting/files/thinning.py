"""Recordings with more samples than a fit needs: averaged, then cut off."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.messages import Message, Number, msg

#: Samples of a voltage that are kept.
MAX_KEPT = 10_000_000
#: Longest interval between samples (ms) to which several are averaged: spikes keep their peaks.
_LONGEST = 0.1


@dataclass(frozen=True)
class Thinning:
    """What is kept of a voltage or a current.

    Parameters
    ----------
    factor : int
        Number of samples that are averaged.
    sweeps, samples : int
        Numbers of sweeps, and of samples of each before they are averaged, that are kept.
    """

    factor: int
    sweeps: int
    samples: int

    def of(self, values: NDArray[Any], gain: float, offset: float) -> FloatArray:
        """Return values of shape (n_sweeps, n_samples), averaged, times a gain, plus an offset."""
        n = self.samples // self.factor
        rows = values[: self.sweeps, : n * self.factor]
        made = np.empty((len(rows), n))
        with np.errstate(invalid="ignore"):  # what is not finite is refused later
            for row, own in zip(rows, made, strict=True):
                whole = row.astype(np.float64)
                own[:] = whole if self.factor == 1 else whole.reshape(-1, self.factor).mean(axis=1)
        made *= gain
        made += offset
        return made


def thinning(shape: tuple[int, ...], dt: float) -> tuple[Thinning, list[Message]]:
    """Return what to keep of sweeps sampled every `dt` (ms), and what to say about it."""
    sweeps, samples = shape
    notes: list[Message] = []
    factor = max(1, min(ceil(sweeps * samples / MAX_KEPT), floor(_LONGEST / dt * (1 + 1e-9))))
    if factor > 1:
        notes.append(
            msg(
                "Each {factor} samples are averaged: there is one every {interval}.",
                factor=factor,
                interval=Number(dt * factor, "ms", ".3g"),
            )
        )
    kept = max(1, min(sweeps, MAX_KEPT // max(1, samples // factor)))
    if kept < sweeps:
        notes.append(msg("The first {kept} of {sweeps} sweeps are read.", kept=kept, sweeps=sweeps))
    length = min(samples, MAX_KEPT * factor)
    if length < samples:
        duration = Number(length * dt / 1e3, "s", ".3g")
        notes.append(msg("The first {duration} are read.", duration=duration))
    return Thinning(factor, kept, length), notes

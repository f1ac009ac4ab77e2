"""Conductances that rise before they decay, laid out flat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.populations import Population
from izhikevich.network.synapses.kinetics import factors


@dataclass(frozen=True, eq=False)
class Rising:
    """What a step does with conductances that rise first: see synapses/kinetics.py.

    Parameters
    ----------
    targets : array, shape (n_rising,)
        Which of the network's targets rise first, in some populations at least.
    rise, passed, gain : arrays, shape (n_rising, n)
        The `Factors` of these targets for each neuron; 0 where a target does not rise.
    """

    targets: IndexArray
    rise: FloatArray
    passed: FloatArray
    gain: FloatArray

    @classmethod
    def of(
        cls,
        populations: Sequence[Population],
        targets: tuple[str, ...],
        n: int,
        dt: float,
        real: Any,
    ) -> Rising:
        """Return those of some populations with `n` neurons."""
        made = [
            (targets.index(target), slice(p.start, p.stop), own)
            for p in populations
            for target, kinetics in p.tau.items()
            if (own := factors(kinetics, dt)).gain
        ]
        which = sorted({target for target, _, _ in made})
        rise, passed, gain = (np.zeros((len(which), n), real) for _ in range(3))
        for target, neurons, own in made:
            at = which.index(target), neurons
            rise[at], passed[at], gain[at] = own.rise, own.passed, own.gain
        return cls(np.array(which, np.int64), rise, passed, gain)

    def arrive(self, arrived: FloatArray, h: FloatArray) -> None:
        """Add to h what arrives for conductances that rise first, and take it out of `arrived`.

        Parameters
        ----------
        arrived : array, shape (n_targets, n)
        h : array, shape (n_rising, n)
        """
        for k, target in enumerate(self.targets.tolist()):
            row, gain = arrived[target], self.gain[k]
            h[k] += gain * row
            row[gain != 0.0] = 0.0

    def step(self, g: FloatArray, h: FloatArray) -> None:
        """Pass part of h on to g, which has decayed; the rest of h decays, too."""
        for k, target in enumerate(self.targets.tolist()):
            g[target] += h[k] * self.passed[k]
        h *= self.rise
        h += 0.0  # no -0

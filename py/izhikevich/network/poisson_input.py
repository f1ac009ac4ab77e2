"""Poisson spikes from outside the network: counts in each step, independent for each neuron."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.inputs import Input, Samples
from izhikevich.random import poisson_of_steps
from izhikevich.units import integer, number

#: Most spikes that are expected in a step.
_MOST = 1e6
_LARGEST = 1_000_000_000


class PoissonInput(Input):
    """Spikes of many independent Poisson sources onto each neuron, for `Network.inject`.

    In each step a neuron receives a Poisson number of spikes, each of which adds the weight of the
    injection to its target, as the spikes of a projection do; with ``scaling="charge"`` too. It
    costs the same however many sources there are, and more than one spike may come in a step:
    otherwise it is as `Network.poisson` with n sources for each neuron.

    Parameters
    ----------
    rate : float
        Rate of each source, Hz.
    n : int
        Number of sources of each neuron.

    Raises
    ------
    ParameterError
        If a number is out of range.

    Notes
    -----
    As Brian2's `PoissonInput`, which draws binomial numbers.

    Examples
    --------
    >>> from izhikevich import network
    >>> net = network.Network(seed=1)
    >>> cells = net.population(10)
    >>> outside = net.inject(network.PoissonInput(8.0, n=1000), cells, weights=1.0)
    """

    def __init__(self, rate: float, n: int = 1) -> None:
        """Initialise from the parameters that the class describes."""
        self.rate = number(rate, "rate", "Hz", low=0.0, high=1e6)
        self.n = integer(n, "n", low=1, high=_LARGEST)

    def __repr__(self) -> str:
        """Return the numbers."""
        return f"<PoissonInput: {self.n:,} of {self.rate:g} Hz>"

    def _bound(self, name: str, unit: str, size: int, dt: float, seed: int, stream: int) -> Samples:
        """Return what draws the numbers of spikes; see `bound`."""
        mean = self.n * self.rate * dt / 1000.0
        if mean > _MOST:
            allowed = msg(
                "at most {most} spikes are possible in a step", most=Number(_MOST, form=",.0f")
            )
            raise ParameterError(name, repr(self), allowed)

        def sample(t: FloatArray) -> FloatArray:
            steps = np.rint(t / dt).astype(np.int64)
            first, stop = int(steps.min()), int(steps.max()) + 1
            counts = poisson_of_steps(mean, seed, stream, first, stop - first, size)
            return counts[steps - first].astype(np.float64)

        return Samples(size, sample)

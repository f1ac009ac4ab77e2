"""Conductances that decay, and perhaps rise before, at any time: exact, whatever the time step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.network.simulation.plan import Plan
from izhikevich.network.synapses.kinetics import rates


class Conductances:
    """The conductances of a network that last longer than a step.

    Parameters
    ----------
    plan : Plan
    """

    def __init__(self, plan: Plan) -> None:
        """Initialise from the parameters that the class describes."""
        shape = len(plan.targets), plan.n
        self._g, self._h = np.zeros(shape), np.zeros(shape)  # at the time _since
        self._since = 0.0
        self._decay, self._rise, self._gain = np.zeros((3, *shape))
        self._lasts = np.zeros(shape, np.bool_)
        for population in plan.populations:
            neurons = slice(population.start, population.stop)
            for target, kinetics in population.tau.items():
                at = plan.targets.index(target), neurons
                self._decay[at], self._rise[at], self._gain[at] = rates(kinetics)
                self._lasts[at] = True

    def lasts(self, target: int, which: IndexArray) -> BoolArray:
        """Tell for which neurons a conductance lasts longer than a step."""
        found: BoolArray = self._lasts[target, which]
        return found

    def add(self, now: float, target: int, which: IndexArray, weights: FloatArray) -> None:
        """Let spikes arrive at a time, ms."""
        decays, passes, rises = _factors(now - self._since, self._decay, self._rise)
        self._g = self._g * decays + self._h * passes
        self._h *= rises
        self._since = now
        gain = self._gain[target, which]
        first = gain > 0.0
        np.add.at(self._g[target], which[~first], weights[~first])
        np.add.at(self._h[target], which[first], (gain * weights)[first])

    def course(self, target: int, which: IndexArray) -> Callable[[float], FloatArray] | None:
        """Return a conductance of some neurons as a function of the time, ms; None if it is 0."""
        at = target, which
        g, h, decay, rise = self._g[at], self._h[at], self._decay[at], self._rise[at]
        since = self._since
        if not (g.any() or h.any()):
            return None

        def of(t: float) -> FloatArray:
            decays, passes, _ = _factors(t - since, decay, rise)
            found: FloatArray = g * decays + h * passes
            return found

        return of


def _factors(
    passed: float, decay: FloatArray, rise: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what is left of g after a time (ms), what of h is then g, and what is left of h.

    The rates are 1/ms. For equal rates the second is the limit of what it is for others.
    """
    decays, rises = np.exp(-passed * decay), np.exp(-passed * rise)
    x = passed * (rise - decay)
    share = np.ones_like(x)
    np.divide(-np.expm1(-x), x, out=share, where=x != 0.0)
    return decays, decays * passed * share, rises

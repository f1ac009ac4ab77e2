"""Gap junctions: electrical synapses between pairs of neurons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from warnings import warn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import IzhikevichWarning, ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.distributions import Distribution
from izhikevich.network.live import Live
from izhikevich.network.populations import Population
from izhikevich.network.synapses.synapses import Synapses
from izhikevich.network.values import Quantity, Values
from izhikevich.network.weighted import Weighted


class Coupling(Weighted):
    """Gap junctions of a network, made by `Network.couple`.

    The current into neuron i through a junction to neuron j is g (v_j - v_i), and that into j is
    the opposite. The conductances g can be read and set before, between and after runs, as the
    weights of a `Projection`.

    Parameters
    ----------
    name : str
    pre, post : Population
        Both ends; which is which does not matter.
    synapses : Synapses
        The junctions, with their conductances as weights; without delays.
    conductance : number, array or distribution, optional
        What the conductances were made from.
    rule : Rule
        Rule that couples the neurons.
    draws : tuple of int
        Seed and first stream of the random numbers.
    dt : float
        Time step, ms.
    live : Live
        Plan and state of the network.
    """

    OWN = "conductance"
    name: str
    pre: Population
    post: Population
    _dt: float

    conductance = Quantity[Values](
        "Conductances, of each junction, in the order of `synapses`: 1/ms, in the 2007 form nS."
    )

    def __init__(
        self,
        name: str,
        pre: Population,
        post: Population,
        synapses: Synapses,
        *,
        conductance: float | ArrayLike | Distribution | None,
        rule: Rule,
        draws: tuple[int, int],
        dt: float,
        live: Live,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(synapses, conductance, rule, draws, live)
        vars(self).update(name=name, pre=pre, post=post, _dt=dt)
        self.check(synapses.weights)

    def restored(self, given: Any, one_weight: bool, stream: int) -> None:
        """Take back what a file says of where conductances and random numbers come from."""
        vars(self).update(given=given, _one_weight=one_weight, draws=(self.draws[0], stream))

    def __repr__(self) -> str:
        """Return a short summary."""
        count = f"{len(self):,} gap junctions"
        return f"<Coupling {self.name!r}: {count} between {self.pre!r} and {self.post!r}>"

    def unit(self, name: str) -> str:
        """Return the unit of the conductances."""
        return unit_of(self.pre)

    def check(self, weights: FloatArray) -> None:
        """Refuse negative conductances, and warn of those that are too large for the time step."""
        if weights.size and weights.min() < 0.0:
            raise ParameterError("conductance", float(weights.min()), msg("must be at least 0"))
        at = (self._synapses.sources(), self._synapses.targets)
        totals: dict[Population, Any] = {}
        for end, places in zip((self.pre, self.post), at, strict=True):
            total = np.bincount(places, weights=weights, minlength=end.size)
            totals[end] = totals.get(end, 0.0) + total
        for end, total in totals.items():
            fraction = total * self._dt / end.values["C"]
            if fraction.max(initial=0.0) >= 1.0:
                most = int(np.argmax(fraction))
                text = msg(
                    "the gap junctions of neuron {neuron} of {name} have {total} {unit} together: "
                    "with dt = {dt} ms its voltage jumps beyond those of its neighbours. Use a "
                    "smaller dt or lower conductances",
                    neuron=most,
                    name=end.name,
                    total=Number(float(total[most]), form="g"),
                    unit=unit_of(end),
                    dt=Number(self._dt, form="g"),
                )
                warn(text, IzhikevichWarning, stacklevel=2)
                return


def unit_of(population: Population) -> str:
    """Return the unit of conductances between neurons of a population: current by mV."""
    return "nS" if population.parameters.dimensional else "1/ms"


@dataclass(frozen=True, eq=False)
class CouplingWiring:
    """Gap junctions as the engines need them: rows by the neurons of one end.

    Parameters
    ----------
    first, post : int
        First neuron of each end within the network.
    starts : array, shape (n_pre + 1,)
    targets : int32 array, shape (n,)
        Neurons of the other end, within its population.
    conductances : array, shape (n,)
        In the precision of the network.
    n_post : int
        Number of neurons of the other end.
    """

    first: int
    post: int
    starts: IndexArray
    targets: NDArray[np.int32]
    conductances: FloatArray
    n_post: int

    @classmethod
    def of(cls, coupling: Coupling, real: Any) -> CouplingWiring:
        """Return the wiring of gap junctions."""
        synapses = coupling.synapses
        return cls(
            first=coupling.pre.start,
            post=coupling.post.start,
            starts=synapses.starts,
            targets=synapses.targets,
            conductances=synapses.weights.astype(real, copy=False),
            n_post=synapses.n_post,
        )

    @property
    def n_pre(self) -> int:
        """Number of neurons of the first end."""
        return self.starts.size - 1

    @cached_property
    def _sources(self) -> IndexArray:
        return np.repeat(np.arange(self.n_pre), np.diff(self.starts).astype(np.intp))

    def add(self, v: FloatArray, current: FloatArray) -> None:
        """Add the currents at the voltages `v` to those of the neurons of the network.

        One junction after the other: the sums have the same bits in any engine.
        """
        one, other = v[self.first :], v[self.post :]
        flowing = self.conductances * (other[self.targets] - one[self._sources])
        np.subtract.at(current[self.post : self.post + self.n_post], self.targets, flowing)
        own = np.zeros(self.n_pre, current.dtype)
        np.add.at(own, self._sources, flowing)
        current[self.first : self.first + self.n_pre] += own

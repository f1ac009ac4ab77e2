"""Monitors of projections: what a network keeps of synapses, over several runs."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.arrays import integers
from izhikevich.network.live import Live
from izhikevich.network.plasticity import DopamineSTDP
from izhikevich.network.projections import Projection
from izhikevich.network.samples import Samples, names_among, whole
from izhikevich.results import Plotted, Tabular
from izhikevich.units import integer

#: Variables of which each presynaptic neuron has one, for all of its synapses.
OF_NEURONS = ("resources", "utilisation")
_GOLDEN = 0.5 * (5.0**0.5 - 1.0)


class ProjectionMonitor(Samples, Plotted, Tabular):
    """Samples of the synapses of a projection, made by `Network.monitor`.

    It records in each run of the network while it is started. Its samples are attributes, also
    found by name: ``monitor.resources``, ``monitor["w"]``, arrays of shape (n_samples, n_pre), or
    (n_samples, n_synapses) for w and eligibility.

    Parameters
    ----------
    projection : Projection
    variables : tuple of str
        What is sampled: attributes of the projection.
    synapses : integer array, shape (n_synapses,), optional
        Those whose w and eligibility are sampled, as positions among those of the projection,
        sorted; default all.
    period, first : int
        Steps between two samples, and before the first.
    live : Live
        How far the network is.
    dt : float
        Time step, ms.

    Attributes
    ----------
    recording : bool
        Whether it is started.
    """

    def __init__(
        self,
        projection: Projection,
        variables: tuple[str, ...],
        synapses: IndexArray | None = None,
        *,
        period: int,
        first: int,
        live: Live,
        dt: float,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.projection, self.synapses = projection, synapses
        super().__init__(variables, period=period, first=first, live=live, dt=dt)

    def __repr__(self) -> str:
        """Return a short summary."""
        what, name = ", ".join(self.variables), self.projection.name
        return f"<ProjectionMonitor of {what} of {name!r}: {self.t.size:,} samples>"

    def clear(self) -> None:
        """Forget what was recorded, as `Network.reset` does."""
        self._steps = [np.empty(0, np.int64)]
        self._samples = {name: [np.empty((0, self.width(name)))] for name in self.variables}

    def thin(self) -> None:
        """Double the period, and forget the samples that it would not have taken."""
        self.period *= 2
        kept = (whole(self._steps) - self.first) % self.period == 0
        self._steps = [whole(self._steps)[kept]]
        self._samples = {name: [self[name][kept]] for name in self.variables}

    def up_to_now(self) -> ProjectionMonitor:
        """Return a copy that also has a sample of the last step."""
        found, last = copy(self), self._live.step - 1
        found._steps = self._steps[:]
        found._samples = {name: parts[:] for name, parts in self._samples.items()}
        if last >= 0 and last not in self._steps[-1][-1:]:
            found._take(last)
        return found

    def width(self, name: str) -> int:
        """Return how many numbers a sample of a variable has."""
        own = self.projection.synapses
        if name in OF_NEURONS:
            return own.n_pre
        return own.n if self.synapses is None else self.synapses.size

    def nbytes(self, steps: int) -> int:
        """Return the memory that samples of some steps take, bytes."""
        return 8 * sum(map(self.width, self.variables)) * (steps // self.period + 1)

    def next_step(self, step: int) -> int:
        """Return the first step, from `step` on, before which a sample is taken."""
        return max(self.first + 1, step + (self.first + 1 - step) % self.period)

    def keep(self, step: int) -> None:
        """Take a sample before a step, if there is to be one."""
        if self.next_step(step) == step:
            self._take(step - 1)

    def _take(self, step: int) -> None:
        """Keep the present values as a sample of a step."""
        self._steps.append(np.array([step]))
        for name, parts in self._samples.items():
            now = np.array(getattr(self.projection, name), np.float64)
            some = slice(None) if name in OF_NEURONS or self.synapses is None else self.synapses
            parts.append(now[None, some])

    def kept(self) -> dict[str, NDArray[Any]]:
        """Return what was recorded, as arrays that `restored` takes back."""
        return {"steps": whole(self._steps), **{name: self[name] for name in self.variables}}

    def restored(self, period: int, first: int, kept: Mapping[str, NDArray[Any]]) -> None:
        """Take back when samples are taken, in steps, and what was recorded."""
        self.period, self.first = period, first
        self._steps = [kept["steps"]]
        self._samples = {name: [kept[name]] for name in self.variables}

    def _sampled(self, name: str) -> FloatArray:
        return whole(self._samples[name])

    def _columns(self) -> dict[str, Any]:
        """Return a row for each sample of each variable of each neuron or synapse."""
        widths, n = [self.width(name) for name in self.variables], self.t.size
        return {
            "t": np.concatenate([np.repeat(self.t, width) for width in widths]),
            "variable": np.repeat(self.variables, [width * n for width in widths]),
            "index": np.concatenate([np.tile(self._indices(name), n) for name in self.variables]),
            "value": np.concatenate([self[name].ravel() for name in self.variables]),
        }

    def _indices(self, name: str) -> IndexArray:
        """Return of which neurons or synapses a variable is."""
        if name in OF_NEURONS or self.synapses is None:
            return np.arange(self.width(name))
        return self.synapses


def synaptic_names(given: Any, projection: Projection) -> tuple[str, ...]:
    """Return the names of what is to be recorded of a projection, each once.

    Raises
    ------
    ParameterError
        If it has none of that name.
    """
    tired = OF_NEURONS if projection.short_term is not None else ()
    eligible = ("eligibility",) if isinstance(projection.plasticity, DopamineSTDP) else ()
    return names_among(given, ("w", *tired, *eligible))


def chosen_synapses(
    given: ArrayLike | None, names: tuple[str, ...], projection: Projection
) -> IndexArray | None:
    """Return the synapses that are to be recorded of a projection, None for all.

    Parameters
    ----------
    given : int or integer array, optional
        Their number, or their positions among those of the projection.
    names : tuple of str
        What is to be recorded.
    projection : Projection

    Raises
    ------
    ParameterError
        If there are none of these, or nothing that is recorded is of synapses.
    """
    if given is None:
        return None
    if not set(names) - set(OF_NEURONS):
        what = ", ".join(names)
        raise ParameterError("synapses", given, msg("{what}: each neuron has one", what=what))
    count = projection.synapses.n
    if np.ndim(given) == 0:
        return np.unique(evenly(count, integer(given, "synapses", low=1)))
    return np.unique(integers(given, "synapses", 0, count - 1))


def evenly(count: int, some: int) -> IndexArray:
    """Return some of `count` positions, evenly spread; all of them if there are no more.

    No period of what is at these positions is that of their sequence.
    """
    if some >= count:
        return np.arange(count)
    found: IndexArray = (np.arange(some) * _GOLDEN % 1.0 * count).astype(np.int64)
    return found

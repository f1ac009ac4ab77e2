"""Monitors of projections: what a network keeps of synapses, over several runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.network.live import Live
from izhikevich.network.plasticity import DopamineSTDP
from izhikevich.network.projections import Projection
from izhikevich.network.samples import Samples, names_among, whole
from izhikevich.results import Tabular


class ProjectionMonitor(Samples, Tabular):
    """Samples of the synapses of a projection, made by `Network.monitor`.

    It records in each run of the network while it is started. Its samples are attributes, also
    found by name: ``monitor.resources``, ``monitor["w"]``, arrays of shape (n_samples, n_pre), or
    (n_samples, n_synapses) for w and eligibility.

    Parameters
    ----------
    projection : Projection
    variables : tuple of str
        What is sampled: attributes of the projection.
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
        *,
        period: int,
        first: int,
        live: Live,
        dt: float,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.projection = projection
        super().__init__(variables, period=period, first=first, live=live, dt=dt)

    def __repr__(self) -> str:
        """Return a short summary."""
        what, name = ", ".join(self.variables), self.projection.name
        return f"<ProjectionMonitor of {what} of {name!r}: {self.t.size:,} samples>"

    def clear(self) -> None:
        """Forget what was recorded, as `Network.reset` does."""
        self._steps = [np.empty(0, np.int64)]
        self._samples = {name: [np.empty((0, self.width(name)))] for name in self.variables}

    def width(self, name: str) -> int:
        """Return how many numbers a sample of a variable has."""
        own = self.projection
        return own.synapses.n_pre if name in _OF_NEURONS else own.synapses.n

    def nbytes(self, steps: int) -> int:
        """Return the memory that samples of some steps take, bytes."""
        return 8 * sum(map(self.width, self.variables)) * (steps // self.period + 1)

    def next_step(self, step: int) -> int:
        """Return the first step, from `step` on, before which a sample is taken."""
        return max(self.first + 1, step + (self.first + 1 - step) % self.period)

    def keep(self, step: int) -> None:
        """Take a sample before a step, if there is to be one."""
        if self.next_step(step) != step:
            return
        self._steps.append(np.array([step - 1]))
        for name, parts in self._samples.items():
            parts.append(np.array(getattr(self.projection, name), np.float64)[None])

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
            "index": np.concatenate([np.tile(np.arange(width), n) for width in widths]),
            "value": np.concatenate([self[name].ravel() for name in self.variables]),
        }


#: Variables of which each presynaptic neuron has one, for all of its synapses.
_OF_NEURONS = ("resources", "utilisation")


def synaptic_names(given: Any, projection: Projection) -> tuple[str, ...]:
    """Return the names of what is to be recorded of a projection, each once.

    Raises
    ------
    ParameterError
        If it has none of that name.
    """
    tired = _OF_NEURONS if projection.short_term is not None else ()
    eligible = ("eligibility",) if isinstance(projection.plasticity, DopamineSTDP) else ()
    return names_among(given, ("w", *tired, *eligible))

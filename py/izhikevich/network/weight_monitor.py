"""Weights over time, of some synapses of a projection."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.projections import Projection
from izhikevich.results import Plotted, Tabular
from izhikevich.units import integer, number, numbers

_GOLDEN = 0.5 * (5.0**0.5 - 1.0)


class WeightMonitor(Plotted, Tabular):
    """Weights of a projection at several times, of all its synapses or of some.

    Parameters
    ----------
    projection : Projection
    synapses : int, optional
        Number of synapses, evenly spread over those of the projection; None for all.

    Attributes
    ----------
    projection : Projection
    ids : integer array, shape (n_synapses,)
        The synapses, as positions among those of the projection, sorted.

    Raises
    ------
    ParameterError
        If it is not a projection, or not a whole number from 1 on.

    Examples
    --------
    >>> import izhikevich as izh
    >>> net = izh.networks.polychronous_2006(100, 25, out_degree=20)
    >>> weights = izh.network.WeightMonitor(net.projections[0], synapses=50)
    >>> callback = net.every(100.0, lambda n: weights.sample(net.time))
    >>> recording = net.run(300.0)
    >>> weights.t.tolist(), weights.w.shape
    ([0.0, 100.0, 200.0], (3, 50))
    """

    def __init__(self, projection: Projection, synapses: int | None = None) -> None:
        """Initialise from the parameters that the class describes."""
        if not isinstance(projection, Projection):
            allowed = msg("must be a projection: what `connect` returned")
            raise ParameterError("projection", projection, allowed)
        count = projection.synapses.n
        some = count if synapses is None else integer(synapses, "synapses", low=1)
        self.projection = projection
        self.ids = np.unique(evenly(count, some))
        self.clear()

    def __repr__(self) -> str:
        """Return a short summary."""
        return (
            f"<WeightMonitor of {self.ids.size:,} synapses of {self.projection.name!r}: "
            f"{self.t.size:,} samples>"
        )

    def clear(self) -> None:
        """Forget all samples."""
        self._times: list[float] = []
        self._rows: list[FloatArray] = []

    def sample(self, time: float) -> None:
        """Keep the present weights.

        Parameters
        ----------
        time : float
            The time of the network, ms.

        Raises
        ------
        ParameterError
            If it is not later than that of the last sample.
        """
        time = number(time, "time", "ms")
        if self._times and time <= self._times[-1]:
            allowed = msg("must be later than the last sample: clear the monitor first")
            raise ParameterError("time", time, allowed)
        self._times.append(time)
        self._rows.append(self.projection.read("w")[self.ids])

    def extended(self, time: float) -> WeightMonitor:
        """Return a copy that also has the present weights, unless its last sample is of this time.

        Parameters
        ----------
        time : float
            The time of the network, ms.

        Raises
        ------
        ParameterError
            If the last sample is later.
        """
        found = WeightMonitor(self.projection, self.ids.size or None)
        found.ids, found._times, found._rows = self.ids, self._times[:], self._rows[:]
        if not self._times or time != self._times[-1]:
            found.sample(time)
        return found

    def thin(self) -> None:
        """Forget every second sample, beginning with the second one."""
        del self._times[1::2], self._rows[1::2]

    @property
    def t(self) -> FloatArray:
        """Times of the samples, ms, shape (n_samples,)."""
        return np.array(self._times)

    @property
    def w(self) -> FloatArray:
        """The weights, shape (n_samples, n_synapses)."""
        return np.array(self._rows).reshape(len(self._rows), self.ids.size)

    @property
    def mean(self) -> FloatArray:
        """Mean of the weights at each time, shape (n_samples,); NaN without synapses."""
        return self.w.mean(axis=1) if self.ids.size else np.full(self.t.size, np.nan)

    def quantiles(self, q: ArrayLike) -> FloatArray:
        """Return quantiles of the weights at each time.

        Parameters
        ----------
        q : array, shape (m,)
            Which ones, 0 to 1: 0.5 is the median. Between two weights, they are interpolated.

        Returns
        -------
        array, shape (m, n_samples)
            NaN without synapses.

        Raises
        ------
        ParameterError
            If one is not between 0 and 1.
        """
        which = numbers(q, "q", "", dimensions=(1,))
        if ((which < 0.0) | (which > 1.0)).any():
            raise ParameterError("q", q, msg("must be from 0 to 1"))
        if not (self.ids.size and self.t.size):
            return np.full((which.size, self.t.size), np.nan)
        found: FloatArray = np.quantile(self.w, which, axis=1)
        return found

    def _columns(self) -> dict[str, Any]:
        """Return the samples, one row for each and each synapse."""
        return {
            "t": np.repeat(self.t, self.ids.size),
            "synapse": np.tile(self.ids, self.t.size),
            "w": self.w.ravel(),
        }


def evenly(count: int, some: int) -> IndexArray:
    """Return some of `count` positions, evenly spread; all of them if there are no more.

    No period of what is at these positions is that of their sequence.
    """
    if some >= count:
        return np.arange(count)
    found: IndexArray = (np.arange(some) * _GOLDEN % 1.0 * count).astype(np.int64)
    return found

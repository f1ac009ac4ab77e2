"""Sources that fire regularly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.distributions import (
    Distribution,
    is_one_number,
    values,
)
from izhikevich.network.live import Live
from izhikevich.network.populations import Source, check_rates, in_order, steps_of
from izhikevich.network.values import Values, plain
from izhikevich.random import normal
from izhikevich.units import number

#: Standard deviations beyond which `normal` gives no number.
_FARTHEST = 7.0
#: Largest jitter, ms: a spike is sought among all that may come to a step.
LARGEST_JITTER = 100.0
#: Streams of rates and phases, after that of the jitter.
_STREAMS = {"rate": 1, "phase": 2}


class RegularSource(Source):
    """Sources that fire regularly, made by `Network.regular`.

    Spike k of a source is due at (k + phase) / rate. `rate` and `phase` can be set between runs,
    also of some; spikes are then due as if they had been so from the beginning, or from the last
    `restart`.

    Parameters
    ----------
    name, size, start, dt, live, seed, stream
        As for `Source`.
    rate, phase : number, array or Distribution
        As for `Network.regular`.
    jitter : float
        Standard deviation by which spikes differ from their times, ms.

    Attributes
    ----------
    jitter : float
    """

    jitter: float
    _values: dict[str, FloatArray]
    _shared: dict[str, bool]

    def __init__(
        self,
        name: str,
        size: int,
        start: int,
        *,
        dt: float,
        live: Live,
        rate: float | ArrayLike | Distribution,
        phase: float | ArrayLike | Distribution,
        jitter: float,
        seed: int,
        stream: int,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        none = (np.empty(0),)
        super().__init__(name, size, start, dt=dt, live=live, times=none, seed=seed, stream=stream)
        vars(self).update(
            jitter=number(jitter, "jitter", "ms", low=0.0, high=LARGEST_JITTER),
            _values={name: np.zeros(size) for name in _STREAMS},
            _shared={},
        )
        self._set({"rate": rate, "phase": phase}, np.arange(size))

    @property
    def rate(self) -> Values:
        """Rate of each source, Hz."""
        return Values(self, "rate")

    @rate.setter
    def rate(self, value: Any) -> None:
        self.write({"rate": value})

    @property
    def phase(self) -> Values:
        """Part of a period that passes before the first spike of each source."""
        return Values(self, "phase")

    @phase.setter
    def phase(self, value: Any) -> None:
        self.write({"phase": value})

    @property
    def times(self) -> None:
        """None: times are not given."""
        return None

    @times.setter
    def times(self, value: Any) -> None:
        self.write({"times": value})

    def names(self) -> tuple[str, ...]:
        """Return the names under which there are values to set."""
        return tuple(_STREAMS)

    def read(self, name: str) -> FloatArray:
        """Return rates (Hz) or phases, shape (size,), not to be changed."""
        return self._values[name]

    def shared(self, name: str) -> bool:
        """Tell whether one number was given for all."""
        return self._shared[name]

    def unit(self, name: str) -> str:
        """Return the unit of values."""
        return "Hz" if name == "rate" else ""

    def write(self, changes: Mapping[str, Any], which: IndexArray | None = None) -> None:
        """Set rates or phases, of all sources or of those at some positions.

        Raises
        ------
        ParameterError
            If a value is not allowed; then nothing is changed.
        SimulationError
            If the network is being run.
        """
        self._live.stands_still()
        for name, value in changes.items():
            if name not in _STREAMS:
                self.unknown(name, value, name)
        self._set(
            {name: plain(value) for name, value in changes.items()},
            np.arange(self.size) if which is None else which,
        )
        self._live.changed()

    def spikes(self, first: int, count: int) -> tuple[IndexArray, IndexArray]:
        """Return steps of the network, sorted, and sources of the spikes in some steps."""
        dt, reach = self._dt, _FARTHEST * self.jitter
        begin = first - self.origin
        rate, phase = self._values["rate"] / 1000.0, self._values["phase"]
        # The spikes that may fall into these steps: one more on either side, for rounding.
        low = np.maximum(np.floor((begin * dt - reach) * rate - phase), 0.0)
        high = np.floor(((begin + count) * dt + reach) * rate - phase) + 1.0
        counts = np.where(rate > 0.0, np.maximum(high - low + 1.0, 0.0), 0.0).astype(np.intp)
        who = np.repeat(np.arange(self.size), counts)
        k = np.arange(who.size) - np.repeat(np.cumsum(counts) - counts, counts)
        k += np.repeat(low.astype(np.int64), counts)
        times = (k + phase[who]) / rate[who]
        if self.jitter:
            # Spike k of source i has the number k size + i, of which a step has 2^32.
            number_of = k * self.size + who
            for step in np.unique(number_of >> 32).tolist():
                own = number_of >> 32 == step
                index = number_of[own] & 0xFFFFFFFF
                times[own] += self.jitter * normal(self._seed, self.stream, step, index)
        steps = steps_of(times, dt)
        inside = (times >= 0.0) & (steps >= begin) & (steps < begin + count)
        steps, who = in_order(steps[inside], who[inside])
        return steps + self.origin, who

    def _set(self, changes: Mapping[str, Any], which: IndexArray) -> None:
        found = {}
        for name, value in changes.items():
            stream = self.stream + _STREAMS[name]
            if isinstance(value, Distribution):
                own = value.sample(self._seed, stream, which)
            else:
                own = values(value, which.size, name, self.unit(name), self._seed, stream)
            if name == "rate":
                check_rates(own, self._dt)
            elif (wrong := (own < 0.0) | (own > 1.0)).any():
                raise ParameterError(name, float(own[wrong][0]), msg("must be from 0 to 1"))
            found[name] = own
        for name, own in found.items():
            self._values[name][which] = own
            value = changes[name]
            self._shared[name] = is_one_number(value) and which.size == self.size
        # Spikes of earlier rates may still be on their way.
        each = (self._dt + 2.0 * _FARTHEST * self.jitter) * self._values["rate"] / 1000.0
        vars(self).update(most=max(self.most, int((np.floor(each) + 2.0).sum())), repeats=True)

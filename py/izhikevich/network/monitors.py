"""Monitors: what a network keeps of chosen neurons, over several runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.live import Live
from izhikevich.network.populations import Neuron, Neurons, Population
from izhikevich.network.samples import Samples, names_among, whole
from izhikevich.network.simulation.recording import FIELDS
from izhikevich.results import Plotted, Tabular

#: Name of what is recorded in addition to samples.
SPIKE = "spike"


class Monitor(Samples, Plotted, Tabular):
    """Samples and spikes of some neurons, made by `Network.monitor`.

    It records in each run of the network while it is started. Its samples are attributes, also
    found by name: ``monitor.v``, ``monitor["g_exc"]``, arrays of shape (n_samples, n_neurons).

    Parameters
    ----------
    population : Population
    ranks : integer array, shape (n_neurons,)
        Indices of the neurons within the population.
    variables : tuple of str
        What is sampled: v, u, v_before, u_before, current and g_NAME of targets.
    spikes : bool
        Whether spikes are recorded.
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
        population: Population,
        ranks: IndexArray,
        variables: tuple[str, ...],
        spikes: bool,
        *,
        period: int,
        first: int,
        live: Live,
        dt: float,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.population, self.ranks, self.spikes = population, ranks, spikes
        self._places = np.full(population.size, -1)  # position of each neuron among ours
        self._places[ranks] = np.arange(ranks.size)
        super().__init__(variables, period=period, first=first, live=live, dt=dt)

    def __repr__(self) -> str:
        """Return a short summary."""
        what = ", ".join([*self.variables, *([SPIKE] if self.spikes else [])])
        counts = f"{self.t.size:,} samples, " if self.variables else ""
        counts += f"{self.spike_times.size:,} spikes" if self.spikes else f"{self.duration:g} ms"
        return f"<Monitor of {what} of {self.ranks.size:,} of {self.population.name!r}: {counts}>"

    def clear(self) -> None:
        """Forget what was recorded, as `Network.reset` does."""
        self._steps = [np.empty(0, np.int64)]
        self._samples: list[FloatArray] = [np.empty((len(self.variables), 0, self.ranks.size))]
        self._times: list[FloatArray] = [np.empty(0)]
        self._who: list[IndexArray] = [np.empty(0, np.int64)]
        self._spans: list[list[int]] = []  # first step, and the one after the last

    def kept(self) -> dict[str, NDArray[Any]]:
        """Return what was recorded, as arrays that `restored` takes back."""
        return {
            "steps": whole(self._steps),
            "samples": whole(self._samples, 1),
            "times": whole(self._times),
            "who": whole(self._who),
            "spans": np.array(self._spans, np.int64).reshape(-1, 2),
        }

    def restored(self, period: int, first: int, kept: Mapping[str, NDArray[Any]]) -> None:
        """Take back when samples are taken, in steps, and what was recorded."""
        self.period, self.first = period, first
        self._steps, self._samples = [kept["steps"]], [kept["samples"]]
        self._times, self._who = [kept["times"]], [kept["who"]]
        self._spans = kept["spans"].tolist()

    @property
    def sampled(self) -> IndexArray:
        """Neurons, by their indices within the network, of which the engine takes samples."""
        return self.ranks + self.population.start if self.variables else self.ranks[:0]

    def nbytes(self, steps: int) -> int:
        """Return the memory that samples of some steps take, bytes."""
        return 8 * len(self.variables) * self.ranks.size * (steps // self.period + 1)

    def keep(
        self,
        begin: int,
        end: int,
        targets: tuple[str, ...],
        which: IndexArray,
        samples: FloatArray,
        times: FloatArray,
        fired: IndexArray,
    ) -> None:
        """Keep what is recorded here of some steps.

        Parameters
        ----------
        begin, end : int
            The first step, and the one after the last.
        targets : tuple of str
            Names of the conductances.
        which : integer array, shape (n_which,)
            Neurons of which there are samples, sorted.
        samples : array, shape (5 + n_targets, n_steps, n_which)
            As `Recorder` has them.
        times, fired : arrays, shape (n_spikes,)
            Spikes of the network.
        """
        if self._spans and self._spans[-1][1] == begin:
            self._spans[-1][1] = end
        elif end > begin:
            self._spans.append([begin, end])
        if self.variables:
            fields = [*FIELDS, *(f"g_{target}" for target in targets)]
            skipped = max(self.first - begin, 0) or (self.first - begin) % self.period
            taken = np.arange(skipped, samples.shape[1], self.period)
            columns = np.searchsorted(which, self.sampled)
            rows = [samples[fields.index(name)] for name in self.variables]
            self._steps.append(begin + taken)
            self._samples.append(np.array([row[taken[:, None], columns] for row in rows]))
        if self.spikes and fired.size:
            start, stop = self.population.start, self.population.stop
            own = (fired >= start) & (fired < stop)
            places = self._places[fired[own] - start]
            self._times.append(times[own][places >= 0])
            self._who.append(places[places >= 0])

    def _sampled(self, name: str) -> FloatArray:
        samples: FloatArray = whole(self._samples, 1)[self.variables.index(name)]
        return samples

    @property
    def spike_times(self) -> FloatArray:
        """Times of the spikes, ms, sorted, shape (n_spikes,)."""
        return whole(self._times)

    @property
    def spike_indices(self) -> IndexArray:
        """The neuron that fired, as its position in `ranks`, shape (n_spikes,)."""
        return whole(self._who)

    @property
    def spans(self) -> FloatArray:
        """Beginning and end of each time during which it recorded, ms, shape (n, 2)."""
        return np.array(self._spans, np.float64).reshape(-1, 2) * self._dt

    @property
    def duration(self) -> float:
        """Time during which it recorded, ms."""
        return sum(end - begin for begin, end in self._spans) * self._dt

    def trains(self) -> tuple[FloatArray, ...]:
        """Return the spike times of each neuron, ms."""
        from izhikevich.analysis.populations import by_neuron

        return by_neuron(self.spike_times, self._recorded_spikes(), self.ranks.size)

    def rates(self) -> FloatArray:
        """Return the mean rate of each neuron, Hz, shape (n_neurons,); NaN if nothing ran."""
        from izhikevich.analysis.populations import rates

        who, n, duration = self._recorded_spikes(), self.ranks.size, self.duration
        return rates(who, n, duration) if duration else np.full(n, np.nan)

    def intervals(self) -> FloatArray:
        """Return the interspike intervals of all neurons, one neuron after the other, ms.

        Intervals during which it did not record throughout are omitted.
        """
        return np.concatenate([np.empty(0), *self._intervals()])

    def cv(self) -> FloatArray:
        """Return the coefficient of variation of each neuron's intervals, shape (n_neurons,).

        It is 0 for a clock, 1 for a Poisson process, and NaN for fewer than two intervals.
        """
        found = np.full(self.ranks.size, np.nan)
        for k, gaps in enumerate(self._intervals()):
            if gaps.size > 1 and gaps.any():
                found[k] = gaps.std() / gaps.mean()
        return found

    def population_rate(
        self, bin_width: float, smooth: float | None = None
    ) -> tuple[FloatArray, FloatArray]:
        """Return the rate of all neurons over time, Hz per neuron.

        Parameters
        ----------
        bin_width : float
            Width of the bins, ms.
        smooth : float, optional
            Standard deviation of a Gaussian with which it is smoothed, ms.

        Returns
        -------
        centres, rate : arrays, shape (n_bins,)
            From the beginning of the first span to the end of the last; the rate is 0 in between.

        Raises
        ------
        ParameterError
            If nothing was recorded, or a width is not allowed.
        """
        from izhikevich.analysis.populations import population_rate

        self._recorded_spikes()
        spans = self.spans
        if not spans.size:
            allowed = msg("has recorded nothing: start it, and run the network")
            raise ParameterError("monitor", self, allowed)
        start, stop = float(spans[0, 0]), float(spans[-1, 1])
        return population_rate(self.spike_times, self.ranks.size, start, stop, bin_width, smooth)

    def _recorded_spikes(self) -> IndexArray:
        """Return `spike_indices`; raise an error if there are none to have."""
        if not self.spikes:
            allowed = msg("records {what}, and no spikes", what=", ".join(self.variables))
            raise ParameterError("monitor", self, allowed)
        return self.spike_indices

    def _intervals(self) -> list[FloatArray]:
        """Return the intervals of each neuron, without those that a gap interrupts."""
        breaks = self.spans[1:, 0]
        found = []
        for train in self.trains():
            span = np.searchsorted(breaks, train, side="right")
            found.append(np.diff(train)[np.diff(span) == 0])
        return found

    def _columns(self) -> dict[str, Any]:
        """Return the samples, one row for each and each neuron; or the spikes if there are none."""
        if not self.variables:
            return {"time": self.spike_times, "neuron": self.ranks[self.spike_indices]}
        t = self.t
        return {
            "t": np.repeat(t, self.ranks.size),
            "neuron": np.tile(self.ranks, t.size),
            **{name: self[name].ravel() for name in self.variables},
        }


def members(neurons: Any) -> tuple[Population, IndexArray]:
    """Return the population of some neurons and their indices in it, each once.

    Raises
    ------
    ParameterError
        If it is not a population or a part of one.
    """
    if isinstance(neurons, Population):
        return neurons, neurons.ranks
    if isinstance(neurons, Neuron):
        return neurons.population, np.array([neurons.rank])
    if isinstance(neurons, Neurons):
        _, first = np.unique(neurons.ranks, return_index=True)
        return neurons.population, neurons.ranks[np.sort(first)]
    allowed = msg("must be a population, or some of its neurons: population[10:20]")
    raise ParameterError("neurons", neurons, allowed)


def variable_names(given: Any, population: Population) -> tuple[str, ...]:
    """Return the names of what is to be recorded, each once.

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    known = (SPIKE, *FIELDS, *(f"g_{target}" for target in population.conductance.targets))
    return names_among(given, known)

"""The results of a run: spikes, and the time courses of selected neurons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import Number, msg
from izhikevich.network.populations import Group, Population
from izhikevich.network.simulation.neuron_trace import NeuronTrace
from izhikevich.network.simulation.traces import Traces, traced_neuron
from izhikevich.results import Plotted, Tabular
from izhikevich.units import integer

if TYPE_CHECKING:
    from neo import Block
    from pandas import DataFrame

#: Maximum number of spikes that a run keeps.
MAX_SPIKES = 20_000_000
_SHOWN = 5  # names or numbers shown in a line
#: What is sampled of a neuron in each step, before the conductances of its targets.
FIELDS = ("v", "u", "v_before", "u_before", "current")
_FIELDS = len(FIELDS)
_BLOCK = 1 << 24  # bytes of samples between two collections, if they are not kept


@dataclass(frozen=True, eq=False)
class Recording(Plotted, Tabular):
    """Spikes and time courses of a run.

    Parameters
    ----------
    start, stop : float
        Beginning and end of the run, ms.
    times : array, shape (n_spikes,)
        Spike times, ms, sorted.
    indices : integer array, shape (n_spikes,)
        Index, within the network, of the neuron that fired.
    artefacts : boolean array, shape (n_spikes,)
        Which spikes are numerical artefacts: the step made them, not the equations (see
        `izhikevich.neuron.schemes.artefacts`).
    courses : mapping
        `NeuronTrace` by index of the neuron.
    populations : tuple of Population
        Those of the network.
    """

    start: float
    stop: float
    times: FloatArray
    indices: IndexArray
    artefacts: BoolArray
    courses: Mapping[int, NeuronTrace]
    populations: tuple[Population, ...] = ()

    def __repr__(self) -> str:
        """Return a one-line summary: how long it is, and how often each population fired."""
        counts = [f"{p.name} {self.of(p)[0].size:,}" for p in self.populations[:_SHOWN]]
        more = len(self.populations) - len(counts)
        names = ", ".join([*counts, *([f"{more} more populations"] if more > 0 else [])])
        courses = f"; courses of {len(self.courses):,} neurons" if self.courses else ""
        return (
            f"<Recording: {self.start:g} to {self.stop:g} ms, {self.times.size:,} spikes"
            f"{f' ({names})' if names else ''}{courses}>"
        )

    def _columns(self) -> dict[str, Any]:
        starts = np.array([group.start for group in self.groups])
        names = np.array([group.name for group in self.groups], dtype=object)
        owners = np.searchsorted(starts, self.indices, side="right") - 1
        return {
            "time": self.times,
            "population": names[owners],
            "neuron": self.indices - starts[owners],
            "artefact": self.artefacts,
        }

    def to_pandas(self) -> DataFrame:
        """Return the spikes as a table of pandas, one row for each.

        Returns
        -------
        pandas.DataFrame
            Time (ms), name of the population, index of the neuron within it, and whether the spike
            is a numerical artefact.

        Raises
        ------
        ModuleNotFoundError
            If pandas is not installed.
        """
        return super().to_pandas()

    def to_neo(self) -> Block:
        """Return spikes and time courses as neo, and so Elephant, has them.

        Returns
        -------
        neo.Block
            One segment: a spike train for each neuron, silent ones too, annotated with the name of
            its population and its index within that; and for each recorded neuron an analog signal
            of its voltage (mV), and one of its recovery variable and current. Times are in ms.

        Raises
        ------
        ModuleNotFoundError
            If neo is not installed.
        """
        from izhikevich.network.simulation.neo_block import neo_block

        return neo_block(self)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The populations; where they are not known, all neurons up to the last that fired."""
        return self.populations or (Group("neurons", int(self.indices.max(initial=0)) + 1, 0),)

    @property
    def artefact_counts(self) -> dict[str, int]:
        """Number of numerical artefacts by the name of the population, where there are any."""
        return counts_by_population(self.indices[self.artefacts], self.populations)

    def of(self, group: Population) -> tuple[FloatArray, IndexArray]:
        """Return the spikes of a population: times (ms), and indices within the population.

        Raises
        ------
        ParameterError
            If it is not a population of this network; the activity of sources is not recorded.
        """
        self._check(group, "group")
        own = (self.indices >= group.start) & (self.indices < group.stop)
        return self.times[own], self.indices[own] - group.start

    def course(self, population: Population, neuron: int) -> NeuronTrace:
        """Return the time course of a neuron of a population that was recorded.

        Raises
        ------
        ParameterError
            If it was not recorded, or if there is no such neuron.
        """
        self._check(population, "population")
        index = integer(neuron, "neuron", low=0, high=population.size - 1)
        found = self.courses.get(population.start + index)
        if found is None:
            known = [i - population.start for i in self.courses]
            known = [i for i in known if 0 <= i < population.size]
            shown = ", ".join(map(str, known[:_SHOWN])) + (", …" if len(known) > _SHOWN else "")
            raise ParameterError(
                "neuron",
                index,
                msg(
                    "was not recorded: of {name} there are {recorded}; run with {code}",
                    name=population.name,
                    recorded=shown or msg("none"),
                    code=f"record={{population: [{index}]}}",
                ),
            )
        return found

    def traces(self, neurons: Mapping[Population, Iterable[int] | int] | None = None) -> Traces:
        """Return the membrane potentials of recorded neurons, to be drawn one above the other.

        Parameters
        ----------
        neurons : mapping, optional
            Which ones, as for `record` of `Network.run`; by default all that were recorded.

        Raises
        ------
        ParameterError
            If one of them was not recorded, or there are no populations to look them up in.
        """
        if neurons is None:
            found = sorted(self.courses)
        else:
            found = []
            for population, own in neurons.items():
                for neuron in [own] if isinstance(own, int | np.integer) else own:
                    self.course(population, neuron)
                    found.append(population.start + int(neuron))
        return Traces(
            tuple(
                traced_neuron(self.populations, index, self.courses[index])
                for index in dict.fromkeys(found)
            ),
            self.start,
            self.stop,
        )

    def rate(self, group: Population) -> float:
        """Return the mean rate of a population, Hz per neuron.

        Raises
        ------
        ParameterError
            If it is not a population of this network.
        """
        seconds = (self.stop - self.start) / 1000.0
        spikes = self.of(group)[0].size
        return spikes / seconds / group.size if seconds and group.size else 0.0

    def _check(self, population: object, name: str) -> None:
        known = self.populations
        own = isinstance(population, Population)
        if not own or (known and not any(population is p for p in known)):
            raise ParameterError(name, population, "must be a population of this network")


def counts_by_population(indices: IndexArray, populations: Sequence[Population]) -> dict[str, int]:
    """Count spikes by the name of the population, where there are any."""
    found = {}
    for population in populations:
        own = (indices >= population.start) & (indices < population.stop)
        if own.any():
            found[population.name] = int(np.count_nonzero(own))
    return found


class Recorder:
    """Records the activity of a network, step by step.

    Samples are written into a block, which has room for the whole run unless further neurons are
    watched (`watch`).

    Parameters
    ----------
    own : integer array, shape (m,)
        Neurons whose time course is recorded, sorted.
    targets : tuple of str
        Names of the conductances.
    steps : int
        Length of the run.
    dt : float
        Time step, ms.

    Attributes
    ----------
    which : integer array
        Neurons that are sampled, sorted.
    samples : array, shape (5 + n_targets, n_steps, n_which)
        v, u, both before resets, the current and the conductances of these neurons.
    done : int
        Steps that have been recorded into the block.
    """

    def __init__(self, own: IndexArray, targets: tuple[str, ...], steps: int, dt: float) -> None:
        self.targets, self.dt = targets, dt
        self._own = own
        self._steps = steps
        self._blocks: list[FloatArray] = []  # courses of earlier blocks
        self._before = 0  # steps of these
        self._times: list[FloatArray] = []
        self._fired: list[IndexArray] = []
        self._artefacts: list[IndexArray] = []
        self._count = 0
        self.done = 0
        self._sample(own, steps)

    def _sample(self, which: IndexArray, room: int) -> None:
        self.which = which
        # A slice is several times faster than an array of one index.
        self._which: Any = slice(which[0], which[0] + 1) if which.size == 1 else which
        self.samples = np.empty(
            (_FIELDS + len(self.targets), room if which.size else 0, which.size)
        )

    def watch(self, watched: IndexArray) -> None:
        """Sample some neurons as well, from the next step on: see `since`.

        Their samples are not kept beyond a block, so that a long run takes little memory.
        """
        which = np.union1d(self._own, watched)
        if which.size == self.which.size and (which == self.which).all():
            return
        self.make_room()
        left = self._steps - self._before
        if which.size > self._own.size:
            each = 8 * (_FIELDS + len(self.targets)) * which.size
            left = max(1, min(left, _BLOCK // each))
        self._sample(which, left)

    @property
    def room(self) -> int:
        """Number of steps for which there is room in the block."""
        return self.samples.shape[1] - self.done if self.which.size else self._steps

    def make_room(self) -> None:
        """Keep the courses that the block has, and begin it anew."""
        if self._own.size:
            block = self.samples[:, : self.done]
            if self.which.size > self._own.size:  # only then the block is used again
                block = block[:, :, np.searchsorted(self.which, self._own)]
            self._blocks.append(block)
        self._before += self.done
        self.done = 0

    @property
    def place(self) -> tuple[int, int]:
        """How far it is; see `since`."""
        return self.done, len(self._times)

    def since(self, place: tuple[int, int]) -> tuple[FloatArray, FloatArray, IndexArray]:
        """Return the samples and spikes of the last steps.

        Parameters
        ----------
        place : tuple of int
            `place` before these steps, in the same block.

        Returns
        -------
        samples : array, shape (5 + n_targets, n_steps, n_which)
        times : array, shape (n_spikes,)
            Times of the spikes, ms.
        fired : array, shape (n_spikes,)
            Neurons that fired.
        """
        done, begin = place
        times = np.concatenate([*self._times[begin:], np.empty(0)])
        fired = np.concatenate([*self._fired[begin:], np.empty(0, np.int64)])
        return self.samples[:, done : self.done], times, fired

    def inputs(self, current: FloatArray, g: FloatArray) -> None:
        """Record the input of the selected neurons in a step."""
        if self.which.size:
            row = self.samples[:, self.done]
            row[4], row[_FIELDS:] = current[self._which], g[:, self._which]

    def before(self, v: FloatArray, u: FloatArray) -> None:
        """Record the state of the selected neurons at the end of a step, before resets."""
        if self.which.size:
            row = self.samples[:, self.done]
            row[2], row[3] = v[self._which], u[self._which]

    def after(
        self, step: int, fired: IndexArray, artefacts: IndexArray, v: FloatArray, u: FloatArray
    ) -> None:
        """Record the state after resets, and the spikes; this ends the step.

        `artefacts` are the positions in `fired` of numerical artefacts.
        """
        if self.which.size:
            row = self.samples[:, self.done]
            row[0], row[1] = v[self._which], u[self._which]
        self.done += 1
        if not fired.size:
            return
        self._keep(np.full(fired.size, step * self.dt), fired, artefacts)

    def many(
        self, first: int, counts: IndexArray, fired: IndexArray, artefacts: IndexArray
    ) -> None:
        """Record the spikes of some steps, whose samples have been written into `samples`.

        Parameters
        ----------
        first : int
            The first of the steps.
        counts : array, shape (n_steps,)
            Number of neurons that fired in each step.
        fired : array, shape (sum of counts,)
            Neurons that fired.
        artefacts : array
            Positions in `fired` of the numerical artefacts.
        """
        self.done += counts.size
        times = np.arange(first, first + counts.size, dtype=np.float64) * self.dt
        self._keep(np.repeat(times, counts.astype(np.intp)), fired, artefacts)

    def _keep(self, times: FloatArray, fired: IndexArray, artefacts: IndexArray) -> None:
        self._times.append(times)
        self._fired.append(fired)
        if artefacts.size:
            self._artefacts.append(artefacts + self._count)
        self._count += fired.size

    @property
    def left(self) -> int:
        """Number of further spikes that can be kept."""
        return MAX_SPIKES - self._count

    def check(self) -> None:
        """Raise an error, at the end of a step, if there are more spikes than can be kept."""
        if self.left < 0:
            raise SimulationError(
                msg(
                    "more than {most} spikes are not kept: run for a shorter time, or weaken the "
                    "input",
                    most=Number(MAX_SPIKES, form=","),
                ),
                float(self._times[-1][-1]),
            )

    def recording(
        self, first: int, stop: int, populations: tuple[Population, ...] = ()
    ) -> Recording:
        """Return what was recorded between two steps."""
        artefacts = np.zeros(self._count, np.bool_)
        artefacts[np.concatenate([*self._artefacts, np.empty(0, np.int64)])] = True
        return Recording(
            start=first * self.dt,
            stop=stop * self.dt,
            times=np.concatenate([*self._times, np.empty(0)]),
            indices=np.concatenate([*self._fired, np.empty(0, np.int64)]),
            artefacts=artefacts,
            courses=self._courses(first) if self._own.size else {},
            populations=populations,
        )

    def _courses(self, first: int) -> dict[int, NeuronTrace]:
        self.make_room()
        t = np.arange(first, first + self._before, dtype=np.float64) * self.dt
        blocks, courses = self._blocks, {}
        samples = blocks[0] if len(blocks) == 1 else np.concatenate(blocks, axis=1)
        for k, index in enumerate(self._own.tolist()):
            v, u, v_before, u_before, current, *g = samples[:, :, k]
            conductances = dict(zip(self.targets, g, strict=True))
            courses[index] = NeuronTrace(t, v, u, v_before, u_before, current, conductances)
        return courses

"""A bounded cache of networks that have run, so that they can be continued or displayed again.

It only saves time: everything in it can be computed again from the values.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import Message, Number, msg
from izhikevich.network.network import Network
from izhikevich.network.populations import Population, place
from izhikevich.network.projection_monitors import ProjectionMonitor
from izhikevich.network.simulation.neuron_trace import NeuronTrace
from izhikevich.network.simulation.recording import Recording
from izhikevich.networks.interventions import Intervention, Interventions, intervene
from izhikevich.progress import Progress, Stopped
from izhikevich.units import time_of
from izhikevich.views.cache import LRUCache
from izhikevich.views.network.changes import check_changes, read_changes
from izhikevich.views.network.declaration import PLACES
from izhikevich.views.network.presets import building
from izhikevich.views.network.studied import DEFAULTS
from izhikevich.views.network.traced import Chosen, read_traced

#: Number of cached networks.
_KEPT = 3
#: Spikes kept of each; of a longer run the earlier ones are dropped.
MAX_SPIKES = 3_000_000
#: Samples that are kept of each of several traces.
MAX_SAMPLES = 50_000
_PIECE = 2000.0  # ms that are run and recorded in one piece; fewer if there are more spikes
_SPIKES = 1_000_000  # than about this many
#: Values that change nothing in a network as it is built.
SHOWN = ("duration", "window", "neuron", "traced", "changes", PLACES, *DEFAULTS)
_SAMPLES = 2000  # samples of a piece of a time course, at least: those of short runs are joined
_WEIGHTS_EVERY = 100.0  # ms between two samples of weights that learn, at first
_MAX_TIMES = 400  # samples of weights: of more, every second one is dropped
_MAX_LEARNING = 4  # projections whose weights are sampled ...
_WEIGHTS = 1000  # ... and their synapses
_FAST = 99.5  # times real time, above which no decimals are reported


@dataclass(eq=False)
class Session:
    """A network with its activity so far.

    Parameters
    ----------
    net : Network
    changes : Interventions
        Those in its runs.
    since : float
        Time before which no spikes are kept, ms.
    n_spikes : int
        Number of spikes, kept or not.
    neuron : int or None
        Neuron whose time course is recorded, index in the network.
    course : list of NeuronTrace
        Pieces of its time course, one after the other.
    chosen : Chosen
        Neurons whose traces are shown one above the other.
    traces : list of mappings
        Pieces of their time courses, by their indices in the network: the last ones, about
        `MAX_SAMPLES` of each.
    piece : generator or None
        The run in progress.
    diverged : bool
        Whether a voltage grew beyond all bounds.
    failed : bool
        Whether an intervention could not be carried out.

    Attributes
    ----------
    weights : list of ProjectionMonitor
        Weights of the first projections that learn.
    """

    net: Network
    changes: Interventions
    since: float = 0.0
    n_spikes: int = 0
    neuron: int | None = None
    course: list[NeuronTrace] = field(default_factory=list)
    chosen: Chosen = field(default_factory=Chosen)
    traces: list[dict[int, NeuronTrace]] = field(default_factory=list)
    piece: Generator[Progress, None, Recording] | None = None
    diverged: bool = False
    failed: bool = False
    weights: list[ProjectionMonitor] = field(init=False)
    _times: Growing = field(default_factory=lambda: Growing(np.float64))
    _indices: Growing = field(default_factory=lambda: Growing(np.int64))
    _artefacts: Growing = field(default_factory=lambda: Growing(np.bool_))

    def __post_init__(self) -> None:
        """Prepare what samples weights that learn."""
        every = round(_WEIGHTS_EVERY / self.net.dt) * self.net.dt
        self.net.monitors.clear()  # those of an earlier session
        learning = [one for one in self.net.projections if one.plasticity is not None]
        self.weights = [
            self.net.monitor(one, "w", synapses=_WEIGHTS, period=every)
            for one in learning[:_MAX_LEARNING]
        ]

    @property
    def times(self) -> FloatArray:
        """Times of the spikes, ms, shape (n_spikes,)."""
        return self._times.array

    @property
    def indices(self) -> IndexArray:
        """Neurons of the spikes, shape (n_spikes,)."""
        return self._indices.array

    @property
    def artefacts(self) -> BoolArray:
        """Which spikes are numerical artefacts, shape (n_spikes,)."""
        return self._artefacts.array

    def follows(self, wanted: Sequence[Intervention]) -> bool:
        """Tell whether what was done so far is what a list of interventions says."""
        due = tuple(one for one in wanted if one.at < self.net.time)
        return not self.failed and due == self.changes.done

    def advance(self, duration: float) -> Generator[Progress, None, bool]:
        """Run until `duration` (ms) of simulated time; tell whether it was reached.

        `Stopped` may be thrown into it: it then ends where it is.
        """
        begun, first, net = time.perf_counter(), self.net.time, self.net

        def report() -> Progress:
            passed = time.perf_counter() - begun
            return Progress(net.time / duration, _told(net.time, first, duration, passed))

        rate = float(net.n_neurons)  # spikes per ms, at most; later as observed
        try:
            while net.time < duration:
                before, spikes = net.time, self.n_spikes
                piece = max(net.dt * (_SPIKES / rate // net.dt), net.dt)
                yield from self._run(min(piece, _PIECE, duration - before), report)
                rate = max((self.n_spikes - spikes) / (net.time - before), _SPIKES / _PIECE)
        except Stopped:
            return False
        return True

    def _run(
        self, duration: float, report: Callable[[], Progress]
    ) -> Generator[Progress, None, None]:
        """Run for a time; whatever was done is kept, however it ends."""
        self.end()
        piece = self.piece = self.net.running(duration, _recorded(self.net, self._recorded))
        try:
            while True:
                next(piece)
                yield report()
        except StopIteration as done:
            self._keep(done.value)
        except SimulationError as error:
            self._keep(error.recording)
            self.diverged = True
            raise
        except ParameterError:
            self.failed = True
            raise
        except (Stopped, GeneratorExit):
            if self.piece is piece:
                self.end()
            raise
        finally:
            if self.piece is piece:
                self.piece = None

    def end(self) -> None:
        """End the run in progress, if there is one, and keep what it has done.

        The next request may arrive before the run of the last one has been stopped.
        """
        piece, self.piece = self.piece, None
        if piece is not None:
            self._keep(_ended(piece))

    @property
    def _recorded(self) -> set[int]:
        """Neurons whose time courses are recorded."""
        selected = set() if self.neuron is None else {self.neuron}
        return selected | set(self.chosen.neurons)

    def _keep(self, part: Recording | None) -> None:
        for monitor in self.weights:
            if monitor.t.size > _MAX_TIMES:
                monitor.thin()
        if part is None:  # it was ended from elsewhere, and stored there
            return
        self.add(part.times, part.indices, part.artefacts)
        if self.neuron is not None:
            own = part.courses[self.neuron]
            whole = [_copied(own) if len(part.courses) > 1 else own]
            if self.course and self.course[-1].t.size < _SAMPLES:
                whole.insert(0, self.course.pop())
            self.course.append(joined(whole))
        traces = {neuron: part.courses[neuron] for neuron in self.chosen.neurons}
        if self.traces and traces and _samples(self.traces[-1:]) < _SAMPLES:
            before = self.traces.pop()
            traces = {neuron: joined([before[neuron], one]) for neuron, one in traces.items()}
        self.traces.append(traces)
        while len(self.traces) > 1 and _samples(self.traces[1:]) >= MAX_SAMPLES:
            del self.traces[0]

    def add(self, times: FloatArray, indices: IndexArray, artefacts: BoolArray) -> None:
        """Keep further spikes; of too many the first ones are dropped."""
        self.n_spikes += times.size
        self._times.add(times)
        self._indices.add(indices)
        self._artefacts.add(artefacts)
        if self.times.size > MAX_SPIKES:
            cut = self.times.size - MAX_SPIKES // 2
            self.since = float(self.times[cut])
            for kept in (self._times, self._indices, self._artefacts):
                kept.drop(cut)


class Growing:
    """An array that grows at its end: adding takes time for what is added, not for what is there.

    Parameters
    ----------
    dtype : dtype
    """

    def __init__(self, dtype: DTypeLike) -> None:
        """Initialise from the parameters that the class describes."""
        self._room: NDArray[Any] = np.empty(0, dtype)
        self._size = 0

    @property
    def array(self) -> NDArray[Any]:
        """The array so far, shape (n,)."""
        return self._room[: self._size]

    def add(self, values: NDArray[Any]) -> None:
        """Add values at the end."""
        size = self._size + values.size
        if size > self._room.size:
            room = np.empty(max(size, 2 * self._size), self._room.dtype)
            room[: self._size] = self.array
            self._room = room
        self._room[self._size : size] = values
        self._size = size

    def drop(self, count: int) -> None:
        """Drop values at the beginning."""
        self._room = self.array[count:].copy()
        self._size = self._room.size


class Sessions:
    """The last few sessions, by what their networks are made of."""

    def __init__(self) -> None:
        self._kept = LRUCache[Session](_KEPT)

    def opening(
        self, preset: str, values: Mapping[str, Any], duration: float
    ) -> Generator[Progress, None, Session]:
        """Return the session of a network, which has run for at most `duration` (ms)."""
        made_of = {k: v for k, v in values.items() if k not in SHOWN}
        key = (preset, tuple(sorted(made_of.items())))
        text = str(values["changes"])
        wanted = read_changes(text)
        session = self._kept.get(key)
        if session is None:
            self._kept.make_room()
            session = yield from _built(preset, values)
        session.end()
        self._kept.put(key, session)
        check_changes(session.changes, wanted)
        neuron = min(int(values["neuron"]), session.net.n_neurons - 1)
        chosen = read_traced(str(values["traced"]), session.net.populations)
        same = (session.neuron, session.chosen) == (neuron, chosen)
        if not same or session.net.time > duration or not session.follows(wanted):
            if session.changes.done:  # its values are no longer those that it was built with
                session = yield from _built(preset, values)
            else:
                session.net.reset()
            session = Session(session.net, session.changes, neuron=neuron, chosen=chosen)
        session.changes.plan(wanted[len(session.changes.done) :])
        return self._kept.put(key, session)


def _built(preset: str, values: Mapping[str, Any]) -> Generator[Progress, None, Session]:
    net = yield from building(preset, values)
    return Session(net, intervene(net, ()))


def _ended(piece: Generator[Progress, None, Recording]) -> Recording:
    """Stop a run and return what it recorded."""
    try:
        piece.throw(Stopped())
    except StopIteration as done:
        recording: Recording = done.value
        return recording
    raise RuntimeError("a run that was stopped continues")


def _recorded(net: Network, neurons: Iterable[int]) -> dict[Population, list[int]]:
    found: dict[Population, list[int]] = {}
    for neuron in neurons:
        population, index = place(net.populations, neuron)
        found.setdefault(population, []).append(index)
    return found


def _copied(course: NeuronTrace) -> NeuronTrace:
    """Return a course with arrays of its own: otherwise those of all recorded neurons stay."""
    names = ("t", "v", "u", "v_before", "u_before", "current")
    own = {name: getattr(course, name).copy() for name in names}
    return NeuronTrace(**own, g={target: g.copy() for target, g in course.g.items()})


def joined(pieces: Sequence[NeuronTrace]) -> NeuronTrace:
    """Return pieces of a time course as one."""
    if len(pieces) == 1:
        return pieces[0]
    names = ("t", "v", "u", "v_before", "u_before", "current")
    whole = {name: np.concatenate([getattr(one, name) for one in pieces]) for name in names}
    g = {target: np.concatenate([one.g[target] for one in pieces]) for target in pieces[0].g}
    return NeuronTrace(**whole, g=g)


def _samples(pieces: Iterable[Mapping[int, NeuronTrace]]) -> int:
    """Return the number of samples of each neuron, or more than enough if there is none."""
    return sum(next(iter(piece.values())).t.size if piece else MAX_SAMPLES for piece in pieces)


def _told(now: float, first: float, duration: float, passed: float) -> Message:
    """Describe how far a run is, how fast, and how long it will take."""
    speed = (now - first) / (1000.0 * max(passed, 1e-9))
    left = (duration - now) / (1000.0 * max(speed, 1e-9))
    return msg(
        "{now} of {duration} · {speed}× real time · {left} left",
        now=time_of(now, like=duration, named=False),
        duration=time_of(duration),
        speed=Number(speed, form=".2g" if speed < _FAST else ",.0f"),
        left=Number(left, "s", ".0f"),
    )

"""The behaviour of a neuron at each of many currents: at rest, and along the firing branch.

A true sweep changes the current slowly up and down and carries the state along from one current to
the next. Here all currents run side by side, in a few rounds, with the same result:

- Rest. A neuron at rest stays there until the resting state loses its stability. So at a current
  with a stable equilibrium it starts exactly there; without one, next to the equilibrium (or the
  point) where stability was lost, from where it finds whatever follows.
- Firing. Where rest is lost next to currents at which it is not, firing may extend into those. All
  of them start from the state in which the nearest firing neuron ended; those next to it that keep
  firing are new ends to start from. This stops when the very next current, started from the end of
  its neighbour, falls silent: exactly what happens in a sweep.

The result differs from a sweep only where either has not settled within the given time: very close
to a bifurcation, where the dynamics are slow.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from math import nan
from warnings import warn

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.dynamics.bifurcations.bifurcations import saddle_node
from izhikevich.dynamics.equilibria.fixed_points import fixed_points
from izhikevich.errors import NumericalArtefactWarning, ParameterError
from izhikevich.messages import Number, joined, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.artefacts import artefact_warning
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.progress import Progress, part_of
from izhikevich.text import short_repr
from izhikevich.units import number

# Displacement from an unstable equilibrium, as a fraction of the distance from reset to peak.
_NUDGE = 0.005
_TEXT = "Sweeping the current"


@dataclass(frozen=True, eq=False)
class SweepRun:
    """The run of one neuron at one current.

    Parameters
    ----------
    times : array, shape (n,)
        Spike times from the start of the run, ms; without numerical artefacts (see
        `izhikevich.neuron.schemes.artefacts`).
    u_after : array, shape (n,)
        Recovery variable just after each reset.
    rate : float
        Rate, Hz, from all intervals that end after the transient; 0 if there are none; NaN if the
        run failed.
    end : (float, float)
        Final state (v, u).
    artefacts : int
        Number of numerical artefacts in the run.
    """

    times: FloatArray
    u_after: FloatArray
    rate: float
    end: tuple[float, float]
    artefacts: int

    __repr__ = short_repr


@dataclass(frozen=True)
class Protocol:
    """Protocol of each current.

    Parameters
    ----------
    transient : float
        Time that is discarded, ms.
    duration : float
        Time measured after it, ms.
    scheme : str
        Scheme.
    dt : float
        Time step of the scheme, ms.
    """

    transient: float
    duration: float
    scheme: str
    dt: float


@dataclass(frozen=True, eq=False)
class Sweep:
    """The runs at each current.

    Parameters
    ----------
    currents : array, shape (n,)
        Currents, ascending.
    from_start : list of n Run
        Runs started from one given state; empty if not requested.
    up, down : list of n Run
        Runs as a sweep with rising, and one with falling current would leave them.
    """

    currents: FloatArray
    from_start: list[SweepRun]
    up: list[SweepRun]
    down: list[SweepRun]

    __repr__ = short_repr

    @property
    def artefacts(self) -> IndexArray:
        """Numerical artefacts in the runs at each current, shape (n,)."""
        found = np.zeros(self.currents.size, np.int64)
        for runs in filter(None, (self.from_start, self.up, self.down)):
            found += [run.artefacts for run in runs]
        return found

    def warn(self, protocol: Protocol) -> None:
        """Warn of numerical artefacts, if there are any."""
        counts = self.artefacts
        if counts.any():
            where = self.currents[counts > 0]
            text = artefact_warning(int(counts.sum()), None, protocol.dt)
            uncounted = msg(
                "At I = {low} to {high} spikes are not counted.",
                low=Number(where[0], form="g"),
                high=Number(where[-1], form="g"),
            )
            warn(NumericalArtefactWarning(joined(" ", [uncounted, text])), stacklevel=2)


@dataclass
class _Chain:
    """The silent currents next to a firing one, and the runs among them that turned out to fire."""

    rising: bool
    ahead: list[int]
    last: SweepRun
    found: dict[int, SweepRun] = field(default_factory=dict)

    def accept(self, runs: list[SweepRun]) -> None:
        """Take the runs of the currents ahead: those that fire up to the first that does not."""
        firing = list(takewhile(_fires, runs))
        self.found.update(zip(self.ahead, firing, strict=False))
        self.ahead = self.ahead[len(firing) :] if firing else []
        self.last = firing[-1] if firing else self.last


def sweep(
    parameters: Parameters,
    currents: Iterable[float],
    start: tuple[float, float] | None,
    protocol: Protocol,
) -> Generator[Progress, None, Sweep]:
    """Run all currents from rest, then follow the firing to either side.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    currents : iterable of float
        Currents, strictly ascending.
    start : (float, float) or None
        State (v, u) for the runs `from_start`; None if they are not needed.
    protocol : Protocol
        Protocol of each run.

    Raises
    ------
    ParameterError
        If the currents do not ascend, or an argument is not allowed.
    """
    values = _ascending(parameters, currents)
    n = values.size
    starts = [_resting_start(parameters, float(current)) for current in values]
    if start is not None:
        starts += [start] * n
    first = _run_all(parameters, np.resize(values, len(starts)), starts, protocol)
    runs = yield from part_of(first, 0.0, 0.6, _TEXT)
    from_rest, from_start = runs[:n], runs[n:]
    chains, done = _chains(from_rest), 0.6
    while live := [chain for chain in chains if chain.ahead]:
        where = [i for chain in live for i in chain.ahead]
        ends = [chain.last.end for chain in live for _ in chain.ahead]
        more = _run_all(parameters, values[where], ends, protocol)
        # The number of rounds is unknown in advance: each takes half of the remaining progress.
        runs = yield from part_of(more, done, 0.5 * (done + 1.0), _TEXT)
        done = 0.5 * (done + 1.0)
        for chain in live:
            own, runs = runs[: len(chain.ahead)], runs[len(chain.ahead) :]
            chain.accept(own)
    up, down = list(from_rest), list(from_rest)
    for chain in chains:
        for i, run in chain.found.items():
            (up if chain.rising else down)[i] = run
    return Sweep(values, from_start, up, down)


def _ascending(parameters: Parameters, currents: Iterable[float]) -> FloatArray:
    """Check the currents of a sweep."""
    unit = parameters.units["I"]
    values = np.array([number(current, "currents", unit) for current in currents])
    if not values.size or not (np.diff(values) > 0.0).all():
        raise ParameterError(
            "currents", values, "must be at least one, in ascending order, each one once"
        )
    return values


def _fires(run: SweepRun) -> bool:
    return run.rate > 0.0


def _chains(from_rest: list[SweepRun]) -> list[_Chain]:
    """Return a chain for every end of firing: into the silent currents next to it."""
    chains: list[_Chain] = []
    for fires, group in groupby(range(len(from_rest)), lambda i: _fires(from_rest[i])):
        silent = list(group)
        if fires:
            continue
        if silent[0] > 0:
            chains.append(_Chain(True, silent, from_rest[silent[0] - 1]))
        if silent[-1] < len(from_rest) - 1:
            chains.append(_Chain(False, silent[::-1], from_rest[silent[-1] + 1]))
    return chains


def _resting_start(parameters: Parameters, current: float) -> tuple[float, float]:
    """Return the stable equilibrium, or a state next to where rest was lost."""
    points = fixed_points(parameters, current)
    for point in points:
        if point.stable:
            return point.v, point.u
    for point in points:
        if point.kind != "saddle":
            return point.v + _NUDGE * (parameters.v_peak - parameters.c), point.u
    fold = saddle_node(parameters)
    return (fold.v, fold.u) if fold else parameters.initial_state()


def _run_all(
    parameters: Parameters,
    currents: FloatArray,
    starts: list[tuple[float, float]],
    protocol: Protocol,
) -> Generator[Progress, None, list[SweepRun]]:
    """Run one neuron for each current and start."""
    v0, u0 = np.array(starts).reshape(-1, 2).T
    batch = yield from spike_batch(
        parameters,
        currents,
        protocol.transient + protocol.duration,
        dt=protocol.dt,
        scheme=protocol.scheme,
        v0=v0,
        u0=u0,
    )
    ends = zip(batch.v.tolist(), batch.u.tolist(), strict=True)
    failed = np.isfinite(batch.failed_at).tolist()
    trains, artefacts = batch.genuine().split(), batch.artefact_counts.tolist()
    return [
        SweepRun(times, u_after, nan if lost else _rate(times, protocol.transient), end, count)
        for (times, u_after), end, lost, count in zip(trains, ends, failed, artefacts, strict=True)
    ]


def _rate(times: FloatArray, transient: float) -> float:
    """Return the rate (Hz) over the intervals that end after the transient."""
    first = max(int(times.searchsorted(transient, "right")), 1)
    if first >= times.size:
        return 0.0
    total = times.item(-1) - times.item(first - 1)
    return 1000.0 * (times.size - first) / total if total > 0.0 else 0.0

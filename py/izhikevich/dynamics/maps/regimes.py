"""Firing regimes, by rules on spike times: the words of the page and the colours of maps.

The rules apply to the intervals between spikes. In a train with thirty or more, only those of the
second half count, so that the onset does not matter.

- Bursts. The intervals, sorted, are split where one is at least twice its predecessor, at the
  largest such step; the longer ones separate groups of spikes. These are bursts if at least two
  groups, and all but one, have two spikes or more: one early doublet is adaptation.
- Chattering: bursts at 10 Hz or more, with 200 spikes per second or more within them.
- Firing continues if the silence at the end of the run is shorter than 1.5 typical intervals.
- Irregular: in the second half an interval is at least 1.3 times its predecessor, and another at
  most 1 / 1.3 of it; changes below 1 ms, which an explicit scheme can cause, do not count.
- The onset of a train that continues has the first two intervals and, if an interval is at least
  twice its predecessor, all those before the largest such step; the last two never belong to it.
- Adapting: the last interval is at least 1.2 times the first one after the onset. What slows only
  at its onset is tonic: `onset_of` tells how it begins.

The numbers are chosen so that the published cell types get their own names; chattering cells of the
visual cortex have bursts at 20 to 70 Hz with 350 to 700 spikes per second (Gray & McCormick,
Science 274 (1996), 109-113).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray

#: Intervals that differ by this factor or more split a train into bursts.
_BURST_RATIO = 2.0
#: Intervals that change by this factor keep varying, or belong to another part of the train.
_VARYING = 1.3
#: A train whose intervals grow by this factor after its onset is slowing down.
_SLOWING = 1.2
#: Intervals of the onset, at least.
_ONSET = 2
#: Changes of an interval below this may be due to the scheme, ms.
_STEP = 1.0
#: Firing counts as continuing if the silence at the end is shorter than this many intervals.
_PATIENCE = 1.5
#: Bursts at this rate or more, with this rate within them or more, are chattering, Hz.
_CHATTERING, _WITHIN = 10.0, 200.0
#: In trains with at least this many intervals only the second half counts.
_LONG = 30
#: Spikes of a train beyond this number are ignored.
_MAX_SPIKES = 400


@dataclass(frozen=True)
class Regime:
    """A firing regime.

    Parameters
    ----------
    name : str
        Short name, as used for the page's colours.
    title : str
        Name for the reader.
    rule : str
        Criterion for this regime.
    """

    name: str
    title: str
    rule: str


#: In the order in which the rules are tried; the first that applies gives the regime.
REGIMES = (
    Regime("runaway", "runs away", "The voltage diverges, or the neuron fires ever faster."),
    Regime(
        "artefact",
        "numerical artefact",
        "The steps produce spikes that the equations do not have.",
    ),
    Regime("rest", "rest", "No spike."),
    Regime("single", "single spike", "One spike, then rest."),
    Regime("phasic", "several spikes, then rest", "Two spikes or more, then silence."),
    Regime(
        "chattering",
        "chattering",
        "Bursts at 10 Hz or more, each with spikes at 200 Hz or more.",
    ),
    Regime("bursting", "bursting", "Groups of spikes, separated by intervals twice as long."),
    Regime("irregular", "irregular", "Intervals that keep varying by 30 % up and down."),
    Regime(
        "adapting",
        "adapting",
        "Keeps firing; the last interval is at least 1.2 times the first one after the onset.",
    ),
    Regime("tonic", "tonic", "Keeps firing without slowing down after the onset."),
)
NAMES = tuple(regime.name for regime in REGIMES)


@dataclass(frozen=True, eq=False)
class FiringOfMany:
    """Firing of many trains. All arrays have shape (n,).

    Parameters
    ----------
    count : integer array
        Number of spikes.
    goes_on, slows, bursting : boolean arrays
        Whether it still fires at the end; whether its intervals grow; whether it fires in bursts.
    between : array
        The longest interval within a burst, ms; infinite without bursts.
    spikes_per_burst : integer array
        Spikes in the last burst that is certainly complete; 0 without bursts.
    regimes : integer array
        Index into `REGIMES`.
    """

    count: IndexArray
    goes_on: BoolArray
    slows: BoolArray
    bursting: BoolArray
    between: FloatArray
    spikes_per_burst: IndexArray
    regimes: IndexArray


def firing_of_many(
    times: FloatArray,
    neurons: IndexArray,
    failed: BoolArray,
    stop: float,
    artefacts: IndexArray | None = None,
) -> FiringOfMany:
    """Describe many spike trains.

    Parameters
    ----------
    times : array, shape (n_spikes,)
        Spike times, ms; those of one neuron ascend.
    neurons : integer array, shape (n_spikes,)
        Train of each spike, ascending.
    failed : boolean array, shape (n,)
        Trains that end because the neuron ran away.
    stop : float
        End of the runs, ms.
    artefacts : integer array, shape (n,), optional
        Number of spikes of each run that are numerical artefacts and not among `times`; default
        none. Whatever such a run does depends on them.
    """
    n = failed.size
    count = np.bincount(neurons, minlength=n)
    gaps, last = _gaps(times, neurons, count)
    number = np.isfinite(gaps).sum(axis=1)
    ends, rows = np.maximum(number - 1, 0), np.arange(n)
    slowing = gaps[rows, ends] > _SLOWING * gaps[rows, _onsets(gaps, number)]
    recent = np.max([gaps[rows, np.maximum(ends - k, 0)] for k in range(3)], axis=0)
    late, cut = _second_half(gaps, number)
    number = number - cut
    bursting, between = _bursts(late, number, cut > 0)
    longest = np.max(late, axis=1, initial=0.0, where=np.isfinite(late))
    default = np.where(bursting, longest, np.where(number > 0, recent, 0.0))
    goes_on = (number > 0) & (stop - last < _PATIENCE * default)
    slows = ~bursting & (number > _ONSET) & slowing
    sizes, rates, within = _cycles(late, between)
    holds = [
        failed,
        np.zeros(n, dtype=np.bool_) if artefacts is None else artefacts > 0,
        count == 0,
        count == 1,
        ~goes_on,
        bursting & (rates >= _CHATTERING) & (within >= _WITHIN),
        bursting,
        _irregular(late, number, cut > 0),
        slows,
        np.ones(n, dtype=np.bool_),
    ]
    regimes = np.argmax(holds, axis=0)
    sizes = np.where(bursting, sizes, 0)
    return FiringOfMany(count, goes_on, slows, bursting, between, sizes, regimes)


@dataclass(frozen=True)
class Onset:
    """How a train that continues begins.

    Parameters
    ----------
    count : int
        Number of intervals at its beginning that are shorter, by a factor of 1.3, than the first
        one after the onset.
    burst : bool
        Whether these are a burst: two intervals or more, then one at least twice as long.
    """

    count: int
    burst: bool


def onset_of(intervals: FloatArray) -> Onset:
    """Describe the onset of a train without bursts that continues.

    Parameters
    ----------
    intervals : array, shape (n,)
        Intervals between its spikes, ms.
    """
    if not intervals.size:
        return Onset(0, burst=False)
    number = np.array([intervals.size])
    after = int(_onsets(intervals[None, :], number)[0])
    shorter = intervals[:after] * _VARYING <= intervals[after]
    count = after if shorter.all() else int(np.argmin(shorter))
    burst = count >= _ONSET and bool(intervals[count] >= _BURST_RATIO * intervals[count - 1])
    return Onset(count, burst)


def _onsets(gaps: FloatArray, number: IndexArray) -> IndexArray:
    """Return the numbers of intervals that belong to the onsets."""
    known = np.arange(1, gaps.shape[1]) < number[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.where(known, gaps[:, 1:] / gaps[:, :-1], 0.0)
    last = np.maximum(number - 2, 0)
    if not ratios.shape[1]:
        return np.minimum(_ONSET, last)
    largest = ratios.argmax(axis=1)
    step = np.where(ratios[np.arange(number.size), largest] >= _BURST_RATIO, largest + 1, 0)
    found: IndexArray = np.minimum(np.maximum(step, _ONSET), last)
    return found


def _gaps(
    times: FloatArray, neurons: IndexArray, count: IndexArray
) -> tuple[FloatArray, FloatArray]:
    """Return the intervals, one train per row and infinite after its end, and the last spikes."""
    n = count.size
    starts = np.cumsum(count) - count
    last = np.full(n, -np.inf)
    last[count > 0] = times[(starts + count - 1)[count > 0]]
    width = max(1, min(int(count.max(initial=0)), _MAX_SPIKES) - 1)
    gaps = np.full((n, width), np.inf)
    place = np.arange(times.size) - starts[neurons]
    inner = np.flatnonzero((place > 0) & (place <= width))
    gaps[neurons[inner], place[inner] - 1] = times[inner] - times[inner - 1]
    return gaps, last


def _second_half(gaps: FloatArray, number: IndexArray) -> tuple[FloatArray, IndexArray]:
    """Return the intervals that count, and how many before them are left out."""
    cut = np.where(number >= _LONG, number // 2, 0)
    width = gaps.shape[1]
    place = np.arange(width) + cut[:, None]
    late = np.take_along_axis(gaps, np.minimum(place, width - 1), axis=1)
    late[place >= width] = np.inf
    return late, cut


def _bursts(gaps: FloatArray, number: IndexArray, cut: BoolArray) -> tuple[BoolArray, FloatArray]:
    """Return which trains fire in bursts, and the longest interval within one."""
    n, width = gaps.shape
    if width < 2:
        return np.zeros(n, dtype=np.bool_), np.full(n, np.inf)
    rows = np.arange(n)
    ordered = np.sort(gaps, axis=1)  # unknown ones, infinite, at the end
    known = np.arange(1, width) < number[:, None]
    upper = np.where(known, ordered[:, 1:], 0.0)
    ratios = upper / np.maximum(np.where(known, ordered[:, :-1], 1.0), 1e-9)
    split = ratios.argmax(axis=1)
    between = ordered[rows, split]
    apart = np.isfinite(gaps) & (gaps > between[:, None])
    # A spike is alone if there is a long interval or an end on either side of it.
    edge = np.arange(width + 1)
    before, after = np.ones((2, n, width + 1), dtype=np.bool_)
    before[:, 1:], after[:, :-1] = apart, apart
    after[:, -1] = False
    after |= edge == number[:, None]
    single = before & after & (edge <= number[:, None])
    groups = apart.sum(axis=1) + 1 - cut  # the first of a cut train may be incomplete
    alone = single.sum(axis=1) - (cut & single[:, 0])
    bursting = (number >= 3) & (ratios[rows, split] >= _BURST_RATIO)
    bursting &= (groups - alone >= 2) & (alone <= 1)
    return bursting, np.where(bursting, between, np.inf)


def _cycles(gaps: FloatArray, between: FloatArray) -> tuple[IndexArray, FloatArray, FloatArray]:
    """Return the spikes of the last complete burst, and the rates of bursts and within them, Hz."""
    n, width = gaps.shape
    known = np.isfinite(gaps)
    apart = known & (gaps > between[:, None])
    places = np.arange(1, width + 1)
    last = (apart * places).max(axis=1)
    one_before = (apart * places * (places < last[:, None])).max(axis=1)
    # With one long interval, the burst before it, from the first spike on.
    sizes = last - one_before
    sums = np.cumsum(np.where(known, gaps, 0.0), axis=1)
    rows = np.arange(n)
    first = np.where(apart.sum(axis=1) > 1, apart.argmax(axis=1), -1)
    begin = np.where(first >= 0, sums[rows, np.maximum(first, 0)], 0.0)
    time = sums[rows, np.maximum(last - 1, 0)] - begin
    cycles = np.maximum(apart.sum(axis=1) - 1, 1)
    inside = known & ~apart
    within = np.sum(gaps, axis=1, initial=0.0, where=inside) / np.maximum(inside.sum(axis=1), 1)
    return sizes, 1000.0 * cycles / np.maximum(time, 1e-9), 1000.0 / np.maximum(within, 1e-9)


def _irregular(gaps: FloatArray, number: IndexArray, cut: BoolArray) -> BoolArray:
    """Return which trains have intervals that go up and down in the second half."""
    n, width = gaps.shape
    if width < 3:
        return np.zeros(n, dtype=np.bool_)
    place = np.arange(1, width)
    late = (place < number[:, None]) & (place > np.where(cut, 0, number // 2)[:, None])
    with np.errstate(invalid="ignore"):
        ratios = gaps[:, 1:] / gaps[:, :-1]
        late &= np.abs(gaps[:, 1:] - gaps[:, :-1]) >= _STEP
    up = (late & (ratios >= _VARYING)).any(axis=1)
    down = (late & (ratios <= 1.0 / _VARYING)).any(axis=1)
    both: BoolArray = up & down & (number >= 4)
    return both

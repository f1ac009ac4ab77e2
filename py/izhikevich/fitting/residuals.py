"""Behaviour of a cell that its model lacks, as the residuals show it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.steps import CurrentStep, find_step
from izhikevich.fitting.verdict import SweepVerdict
from izhikevich.messages import Number, msg

_SHRUNK = 0.75  # of the first spike of a sweep
_REST = 3.0  # mV by which resting potentials may differ
_MISCOUNTED = 0.2  # of the spikes of a sweep
#: By which a cell's f–I curve bends more than the model's: a fraction of its spikes, and a number.
_BENT, _BENT_BY = 0.08, 3.0
#: Of a sag that a model misses: its least height (mV), and the part that it lacks.
_SAG, _LACKING = 2.0, 0.5
_PARTS = 20  # of a step, whose mean voltages show a sag
#: First interval of a burst, as a part of the median; how much longer that of the model is.
_BURST, _LATER = 0.5, 2.0
_FIRING = 4  # spikes of a sweep that can begin with a burst


def residuals(
    recording: Recording, spikes: Sequence[SpikeEvents], sweeps: Sequence[SweepVerdict]
) -> Iterator[str]:
    """Yield what a model does not do.

    Parameters
    ----------
    recording : Recording
    spikes : sequence of SpikeEvents
    sweeps : sequence of SweepVerdict
        Of all sweeps.
    """
    heights = [events.heights for events in spikes if len(events) > 2]
    if any(one.min() < _SHRUNK * one[0] for one in heights):
        yield msg("The recorded spikes shrink; those of the model all have one height.")
    answered = [one for one in sweeps if one.answered]
    step = find_step(recording)
    if step is not None:
        yield from _rest(recording, step, answered)
        yield from _bend(step, answered)
        yield from _sag(recording, step, answered)
        yield from _burst(answered)
    for one in sweeps:
        n = one.recorded.size
        if n and abs(one.model.size - n) > _MISCOUNTED * n:
            yield msg(
                "In sweep {sweep} the model fires {model} spikes, the cell {recorded}.",
                sweep=one.sweep,
                model=one.model.size,
                recorded=n,
            )


def _rest(recording: Recording, step: CurrentStep, sweeps: Sequence[SweepVerdict]) -> Iterator[str]:
    """Yield where the model rests, if it is elsewhere than the cell."""
    cell, model = (
        float(
            np.median([np.median(v[(t >= step.start / 2.0) & (t < step.start)]) for t, v in each])
        )
        for each in (
            [(recording.t - recording.t[0], recording.voltage[one.sweep]) for one in sweeps],
            [(one.t, one.voltage) for one in sweeps],
        )
    )
    if abs(model - cell) > _REST:
        yield msg(
            "Before the step the model rests at {model}, the cell at {cell}.",
            model=Number(model, "mV", ".0f"),
            cell=Number(cell, "mV", ".0f"),
        )


def _bend(step: CurrentStep, sweeps: Sequence[SweepVerdict]) -> Iterator[str]:
    """Yield the three steps between which the cell's f–I curve bends most, next to the model's."""
    firing = [one for one in sweeps if one.recorded.size]
    firing.sort(key=lambda one: float(step.amplitudes[one.sweep]))
    worst = 0.0
    three: tuple[SweepVerdict, ...] = ()
    for chosen in combinations(firing, 3):
        weak, middle, strong = (float(step.amplitudes[one.sweep]) for one in chosen)
        if not weak < middle < strong:
            continue
        part = (middle - weak) / (strong - weak)
        # How much less the model fires than the cell; in the middle, above the line of the ends.
        lacking = [one.recorded.size - one.model.size for one in chosen]
        bent = lacking[1] - (1.0 - part) * lacking[0] - part * lacking[2]
        if bent > max(worst, _BENT_BY, _BENT * chosen[1].recorded.size):
            worst, three = bent, chosen
    if three:
        currents = [Number(float(step.amplitudes[one.sweep]), form=".4g") for one in three[:2]]
        yield msg(
            "The cell's f–I curve bends more than the model's: at steps of {weak}, {middle} and "
            "{strong} the cell fires {cell} spikes, the model {model}.",
            weak=currents[0],
            middle=currents[1],
            strong=Number(float(step.amplitudes[three[2].sweep]), "pA", ".4g"),
            cell=", ".join(str(one.recorded.size) for one in three),
            model=", ".join(str(one.model.size) for one in three),
        )


def _sag(recording: Recording, step: CurrentStep, sweeps: Sequence[SweepVerdict]) -> Iterator[str]:
    """Yield the largest sag that the model lacks."""
    worst, found = 0.0, None
    for one in sweeps:
        current = float(step.amplitudes[one.sweep])
        fired = np.concatenate([one.recorded, one.model])
        during = (fired >= step.start) & (fired < step.stop)
        if current >= 0.0 or during.any() or not np.isfinite(one.voltage).all():
            continue
        cell = _sagging(recording.t - recording.t[0], recording.voltage[one.sweep], step)
        model = _sagging(one.t, one.voltage, step)
        if cell >= _SAG and cell - model > max(worst, _LACKING * cell):
            worst, found = cell - model, (current, cell, model)
    if found is not None:
        current, cell, model = found
        yield msg(
            "At a step of {current} the cell's voltage sags back by {cell}, the model's by "
            "{model}.",
            current=Number(current, "pA", ".4g"),
            cell=Number(cell, "mV", ".1f"),
            model=Number(model, "mV", ".1f"),
        )


def _sagging(t: FloatArray, v: FloatArray, step: CurrentStep) -> float:
    """Return how far v comes back during a step, mV; noise is averaged out."""
    during = v[(t >= step.start) & (t < step.stop)]
    means = np.array([part.mean() for part in np.array_split(during, _PARTS)])
    return float(means[-1] - means.min())


def _burst(sweeps: Sequence[SweepVerdict]) -> Iterator[str]:
    """Yield the sweep that begins with the clearest burst that the model lacks."""
    worst, found = _LATER, None
    for one in sweeps:
        if min(one.recorded.size, one.model.size) < _FIRING:
            continue
        intervals, own = np.diff(one.recorded), np.diff(one.model)
        first, median = float(intervals[0]), float(np.median(intervals))
        if first <= _BURST * median and own[0] > worst * first:
            worst, found = float(own[0]) / first, (one.sweep, first, median, float(own[0]))
    if found is not None:
        sweep, first, median, late = found
        yield msg(
            "In sweep {sweep} the cell begins with a burst (its first interval is {first}, the "
            "median {median}), the model does not ({own}).",
            sweep=sweep,
            first=Number(first, "ms", ".3g"),
            median=Number(median, "ms", ".3g"),
            own=Number(late, "ms", ".3g"),
        )

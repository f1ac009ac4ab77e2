"""Irregularities of a recording that no model with constant parameters can follow, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.steps import CurrentStep, find_step
from izhikevich.messages import Number, counted, msg

_RESTING = -35.0  # mV above which no cell rests that still fires
_DRIFT = 5.0  # mV by which the voltage before the step may differ
_SAME = 1.0  # pA: holding currents that hardly differ
_FEWER = 0.2  # of the spikes of a weaker step that a stronger one may lack


def irregularities(
    recording: Recording, spikes: Sequence[SpikeEvents], unanswered: Sequence[int]
) -> Iterator[str]:
    """Yield what is irregular in the answers to steps.

    Parameters
    ----------
    recording : Recording
    spikes : sequence of SpikeEvents
    unanswered : sequence of int
        Sweeps whose step did not reach the cell.
    """
    step = find_step(recording)
    if step is None:
        return
    if unanswered:
        yield counted(
            "The step of {count} sweep ({sweeps}) did not reach the cell: it is left out.",
            "The steps of {count} sweeps ({sweeps}) did not reach the cell: they are left out.",
            len(unanswered),
            sweeps=", ".join(map(str, unanswered)),
        )
    answered = [k for k in range(recording.n_sweeps) if k not in unanswered]
    rests = np.median(recording.voltage[answered, : step.first], axis=1)
    rest = float(np.median(rests))
    if rest > _RESTING:
        yield msg(
            "The voltage before the step is {rest}: an offset of the electrode was hardly "
            "subtracted. Potentials of the model have it, too.",
            rest=Number(rest, "mV", ".0f"),
        )
    if np.ptp(step.holding[answered]) <= _SAME and np.ptp(rests) > _DRIFT:
        yield msg(
            "The voltage before the step differs by {drift} between sweeps, at the same current: "
            "something that was not recorded changes.",
            drift=Number(float(np.ptp(rests)), "mV", ".0f"),
        )
    yield from _fewer_with_more(step, [len(spikes[k]) for k in answered], answered)


def _fewer_with_more(
    step: CurrentStep, counts: Sequence[int], sweeps: Sequence[int]
) -> Iterator[str]:
    """Yield the worst case of a stronger step with fewer spikes than a weaker one."""
    strengths = step.amplitudes[list(sweeps)]
    worst = 1.0
    pair: tuple[int, int] | None = None
    for k, count in enumerate(counts):
        for other, more in enumerate(counts):
            lacking = more - count - max(1.0, _FEWER * more)
            if 0.0 < strengths[other] < strengths[k] and lacking >= 0 and more - count >= worst:
                worst, pair = more - count, (other, k)
    if pair is not None:
        weak, strong = pair
        yield msg(
            "The cell fires {more} spikes at a step of {weaker}, and {fewer} at {stronger}: no "
            "model whose parameters stay the same does so.",
            more=counts[weak],
            weaker=Number(float(strengths[weak]), "pA", ".4g"),
            fewer=counts[strong],
            stronger=Number(float(strengths[strong]), "pA", ".4g"),
        )

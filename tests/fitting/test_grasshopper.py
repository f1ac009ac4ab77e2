"""An auditory receptor of which only spikes are known: one run predicts the other."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich._typing import FloatArray
from izhikevich.fitting import Recording, fit

from .files import real

DT, DURATION = 0.25, 10_000.0  # ms
#: ms that sound and spike take on their way, about as the spike-triggered average shows.
DELAY = 6.0
#: A voltage that has nothing but the spikes, mV, around each.
SPIKE = -45.0, -20.0, 20.0, -20.0, -60.0, -68.0, -68.0, -67.0
BEFORE = 2  # samples of it


def heard(run: int) -> FloatArray:
    """Return the amplitude of the sound in a run.

    It is in units of its maximum: the sounds differed in loudness, so that the receptor fired about
    equally in both.
    """
    sound = np.loadtxt(real.grasshopper(run)[0])
    assert sound[1, 0] - sound[0, 0] == 50.0  # us
    mean: FloatArray = sound[:, 1].reshape(-1, round(DT / 0.05)).mean(axis=1)
    return mean


def answered(run: int) -> FloatArray:
    """Return spike times, ms."""
    times: FloatArray = np.loadtxt(real.grasshopper(run)[1]) / 1e3
    return times


def receptor(duration: float = DURATION) -> Recording:
    """Return both runs; a unit of amplitude is 480 pA, which only fixes the unit of C."""
    t = np.arange(0.0, duration, DT)
    voltage = np.full((2, t.size), -65.0)
    for row, run in zip(voltage, (1, 2), strict=True):
        peaks = np.round(answered(run) / DT).astype(int)
        peaks = peaks[(peaks > 8) & (peaks < t.size - 8)]
        for k, v in enumerate(SPIKE):
            row[peaks + k - BEFORE] = v
    current = np.array([480.0 * (heard(run)[: t.size] - 0.16) for run in (1, 2)])
    return Recording(t, voltage, current, "grasshopper")


def test_spikes_alone_are_a_recording() -> None:
    found = receptor().spikes()
    assert [len(events) for events in found] == [928, 868]


def test_what_is_heard_arrives_later() -> None:
    """Before a spike, the sound is loudest some 6 ms earlier."""
    sound, spikes = heard(1), answered(1)
    at = np.round(spikes[(spikes > 20.0) & (spikes < 9980.0)] / DT).astype(int)
    lags = np.arange(0, round(15.0 / DT))
    mean = np.array([sound[at - lag].mean() for lag in lags])
    assert lags[mean.argmax()] * DT == pytest.approx(DELAY + 0.5, abs=1.0)
    assert mean.max() > sound.mean() + sound.std()


def test_the_other_run_is_predicted() -> None:
    """The bar of half of the coincidences in a stimulus that the search has not seen."""
    heard_later = receptor().delayed(DELAY)
    late = fit(heard_later, held_out=[1], weights={"voltage": 0.0}, generations=80)
    assert late.objective == "coincidence"
    assert late.sweeps[1].held_out
    assert late.sweeps[1].coincidence >= 0.5

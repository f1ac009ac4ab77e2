"""Recordings that no model with constant parameters can follow: what is done and said."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.fitting import Recording, detect_spikes, fit, read_recording
from izhikevich.fitting.fit import Fitting
from izhikevich.fitting.steps import find_step, unanswered

from .files import real
from .recordings import planted


@pytest.mark.parametrize("samples", [1, 2])
def test_artefacts_are_no_spikes(samples: int) -> None:
    clean = planted(noise=0.2)
    voltage, dt = clean.voltage.copy(), clean.dt / samples
    if samples > 1:  # sampled more finely, an artefact has more samples
        t = np.arange(voltage.shape[1] * samples) / samples
        voltage = np.array([np.interp(t, np.arange(row.size), row) for row in voltage])
    known = [len(events) for events in detect_spikes(voltage, dt)]
    for row in voltage:
        row[300 * samples : 301 * samples] += 90.0
    assert [len(events) for events in detect_spikes(voltage, dt)] == known
    assert sum(known) > 10


def test_narrow_spikes_of_a_model_are_spikes() -> None:
    """All spikes of one sample are no artefacts: a simulation can have such."""
    v = np.full((1, 3000), -65.0)
    v[0, 200::200] = 20.0
    assert len(detect_spikes(v, 0.1)[0]) == 14


def steps(amplitudes: tuple[float, ...]) -> Recording:
    return planted(amplitudes=amplitudes)


def test_steps_that_did_not_arrive() -> None:
    clean = steps((-80.0, -120.0, -160.0, 60.0, 90.0, 130.0, 200.0))
    step = find_step(clean)
    assert step is not None
    counts = [len(events) for events in clean.spikes()]
    assert not unanswered(clean, step, counts)
    voltage = clean.voltage.copy()
    voltage[[1, 2]] = voltage[0, 0]  # a weaker step moves v, these do not
    dead = Recording(clean.t, voltage, clean.current)
    assert unanswered(dead, step, counts) == {1, 2}
    fitting = Fitting(dead, generations=2)
    assert fitting.unanswered == {1, 2}
    assert fitting.kept == {4}
    found = fit(dead, generations=2, held_out=[1, 4])
    assert [one.sweep for one in found.judged] == [4]
    assert [one.answered for one in found.sweeps] == [True, False, False, True, True, True, True]
    assert any("The steps of 2 sweeps (1, 2) did not reach" in one for one in found.warnings())
    with pytest.raises(ParameterError, match="must leave a sweep to fit"):
        fit(dead, generations=2, held_out=[0, 3, 4, 5, 6])


@pytest.mark.parametrize(
    ("amplitudes", "kept"),
    [
        ((60.0, 90.0, 130.0, 200.0, 300.0), {1, 3}),
        ((300.0, 60.0, 200.0, 90.0, 130.0), {2, 3}),  # by strength, not by order
        ((-40.0, 20.0, 60.0, 130.0, 200.0), {3}),
        ((-40.0, 20.0, 130.0), {1}),
        ((60.0, 130.0), set()),
    ],
)
def test_sweeps_held_out_lie_between_others(amplitudes: tuple[float, ...], kept: set[int]) -> None:
    assert Fitting(steps(amplitudes), generations=2).kept == kept


def test_what_changes_from_sweep_to_sweep_is_said() -> None:
    clean = steps((60.0, 130.0, 200.0))
    assert not any("voltage before" in one for one in fit(clean, generations=2).warnings())
    offset = Recording(
        clean.t, clean.voltage + np.array([[0.0], [7.0], [14.0]]), clean.current[[2, 1, 0]]
    )
    said = "\n".join(fit(offset, generations=2).warnings())
    assert "differs by 14 mV" in said
    assert "at a step of 60 pA" in said
    high = Recording(clean.t, clean.voltage + 50.0, clean.current)
    assert any("offset of the electrode" in one for one in fit(high, generations=2).warnings())


def test_the_hippocampal_cell() -> None:
    """Commands of five sweeps did not reach the cell, and switching left artefacts in five."""
    recording = read_recording(real.nwb())
    assert [len(events) for events in recording.spikes()] == [0] * 5 + [5] + [0] * 5 + [
        11,
        8,
        12,
        22,
        29,
    ]
    fitting = Fitting(recording, generations=2)
    assert fitting.unanswered == {0, 1, 2, 3, 4}
    assert fitting.kept == {11, 13}
    said = "\n".join(fitting.result().warnings())
    assert "an offset of the electrode was hardly subtracted" in said
    assert "differs by 10 mV" in said
    assert "11 spikes at a step of 200 pA, and 8 at 400 pA" in said


def test_a_delay_moves_the_current() -> None:
    clean = steps((60.0, 130.0))
    later = clean.delayed(12.0)
    np.testing.assert_array_equal(later.current[:, 120:], clean.current[:, :-120])
    assert np.all(later.current[:, :120] == clean.current[:, :1])
    np.testing.assert_array_equal(later.voltage, clean.voltage)
    corrected = clean.corrected([(0, 10.0)]).delayed(0.0)
    assert corrected.corrections == ((0, 10.0),)
    np.testing.assert_array_equal(corrected.current, clean.current)
    with pytest.raises(ParameterError, match=r"^delay = -1"):
        clean.delayed(-1.0)
    with pytest.raises(ParameterError, match=r"^delay = "):
        clean.delayed(clean.duration)

"""Onsets of stimuli whose times are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError, PulseTrain, Sine, Step, analysis

TIMES = np.arange(1000.0)


def test_onsets_of_pulses_whatever_their_sign() -> None:
    for level in (5.0, -5.0):
        train = PulseTrain(level, 100, 20, 250, 3)
        found = analysis.onsets(train.sample(TIMES), 1)
        np.testing.assert_array_equal(found, [100, 350, 600])
        np.testing.assert_array_equal(analysis.onsets(train.sample(TIMES) + level, 1), found)


def test_onset_of_a_step_and_of_each_period() -> None:
    np.testing.assert_array_equal(analysis.onsets(Step(3, 40).sample(TIMES), 1), [40])
    np.testing.assert_array_equal(analysis.onsets(Step(3, 0).sample(TIMES), 1), [])
    # The sine itself is 0 at the beginning of each period: the next sample is beyond the middle.
    found = analysis.onsets(Sine(2, 10).sample(TIMES), 1)
    assert (np.abs(np.diff(found) - 100) <= 1).all()
    assert found.size in (9, 10)


@given(st.lists(st.floats(-5, 5), max_size=50), st.floats(0.1, 3), st.floats(0, 10))
def test_onsets_sample_by_sample(signal: list[float], dt: float, start: float) -> None:
    found = analysis.onsets(signal, dt, start)
    if not signal:
        assert not found.size
        return
    own = [-x for x in signal] if -min(signal) > max(signal) else signal
    middle = 0.5 * min(own) + 0.5 * max(own)
    expected = [k for k in range(1, len(own)) if own[k] > middle >= own[k - 1]]
    np.testing.assert_allclose(found, start + np.array(expected) * dt)


def test_signals_that_are_refused() -> None:
    with pytest.raises(ParameterError, match="signal"):
        analysis.onsets([np.nan], 1)
    with pytest.raises(ParameterError, match="dt"):
        analysis.onsets([1.0], 0)

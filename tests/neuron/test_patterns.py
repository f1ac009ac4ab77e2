"""The twenty patterns: their published definition, and their spikes one by one."""

import izhikevich as izh
import numpy as np
import pytest

from tests.neuron.reference import BY_LETTER, PATTERN_FACTS, PATTERN_SPIKES, stimulus

LETTERS = "ABCDEFGHIJKLMNOPQRST"


def test_order_and_keys() -> None:
    assert "".join(pattern.letter for pattern in izh.PATTERNS.values()) == LETTERS
    assert all(key == pattern.key for key, pattern in izh.PATTERNS.items())
    assert next(iter(izh.PATTERNS)) == "tonic_spiking"
    assert list(izh.PATTERNS)[-1] == "inhibition_induced_bursting"


@pytest.mark.parametrize("letter", LETTERS)
def test_definition(letter: str) -> None:
    facts, pattern = PATTERN_FACTS[letter], BY_LETTER[letter]
    p = pattern.parameters
    for name in ("a", "b", "c", "d", "k2", "k1", "k0"):
        assert getattr(p, name) == facts[name], name
    assert (pattern.v0, pattern.u0) == (facts["v0"], facts["u0"])
    assert (pattern.dt, pattern.duration) == (facts["tau_ms"], facts["duration_ms"])
    assert pattern.stimulus == stimulus(facts["stimulus"])
    assert pattern.scheme == "euler"
    assert p.v_peak == 30.0
    assert not p.dimensional
    assert p.drive.leak == (letter != "R")


@pytest.mark.parametrize("letter", LETTERS)
def test_published_spikes(letter: str) -> None:
    pattern = BY_LETTER[letter]
    trace = izh.simulate_pattern(pattern.key)
    indices = PATTERN_SPIKES[letter]["figure_indices"]
    assert trace.t.size == PATTERN_FACTS[letter]["n_samples"]
    assert trace.spike_indices.tolist() == indices
    np.testing.assert_array_equal(trace.spike_times, np.array(indices) * pattern.dt)


@pytest.mark.parametrize("letter", LETTERS[:-1])
def test_accurate_spikes(letter: str) -> None:
    trace = BY_LETTER[letter].simulate(scheme="accurate")
    expected = PATTERN_SPIKES[letter]["accurate_times"]
    assert trace.n_spikes == len(expected)
    np.testing.assert_allclose(trace.spike_times, expected, rtol=0, atol=1e-3)


@pytest.mark.parametrize("letter", LETTERS)
def test_texts(letter: str) -> None:
    pattern = BY_LETTER[letter]
    assert 80 < len(pattern.look_for) < 330
    assert pattern.look_for.endswith(".")
    assert izh.parse(pattern.stimulus.text) == pattern.stimulus


def test_runaway_is_reported() -> None:
    with pytest.raises(izh.SimulationError, match=r"runs away.*spikes per ms") as caught:
        BY_LETTER["T"].simulate(scheme="accurate")
    assert caught.value.time is not None
    assert 85 < caught.value.time < 250


def test_unknown_pattern_and_change() -> None:
    with pytest.raises(izh.ParameterError, match="tonic_spiking"):
        izh.simulate_pattern("tonic")
    with pytest.raises(izh.ParameterError, match="can only change") as caught:
        izh.PATTERNS["tonic_spiking"].simulate(step=0.1)
    assert caught.value.parameter == "step"


def test_current_control_is_an_offset() -> None:
    pattern = izh.PATTERNS["tonic_spiking"]
    trace = pattern.simulate(stimulus=pattern.stimulus + 2)
    np.testing.assert_array_equal(trace.current, pattern.simulate().current + 2)

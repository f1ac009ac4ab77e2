"""What a spike train is called."""

from dataclasses import replace

import numpy as np
import pytest
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.simulate import simulate
from izhikevich.neuron.trace import Trace
from izhikevich.views.neuron.spike_pattern import Firing, describe

from tests.views.runs import PRESETS, run_of


def firing_of(preset: str) -> Firing:
    trace = run_of(preset).trace
    assert trace is not None
    return describe(trace)


def train(*times: float, duration: float = 100.0) -> Trace:
    """Return a silent run with spikes written into it."""
    trace = simulate(Parameters(), 0.0, duration, dt=1.0)
    spikes = np.array(times, dtype=np.float64)
    zeros = np.zeros_like(spikes)
    return replace(
        trace,
        spike_times=spikes,
        spike_indices=spikes.astype(np.int64),
        spike_v=zeros,
        spike_u=zeros,
        artefacts=np.zeros(spikes.size, dtype=np.bool_),
    )


@pytest.mark.parametrize("preset", ["tonic_bursting", "CH", "CH_2007"])
def test_bursting_neurons(preset: str) -> None:
    firing = firing_of(preset)
    assert len(firing.bursts) >= 3
    assert sum(firing.bursts) == firing.count
    assert min(firing.bursts[:-1]) >= 2
    assert firing.goes_on
    assert not firing.slows


def test_bursts_between_inhibition() -> None:
    assert len(firing_of("inhibition_induced_bursting").bursts) == 2


@pytest.mark.parametrize(
    "preset",
    ["tonic_spiking", "mixed_mode", "spike_frequency_adaptation", "phasic_bursting", "RS", "FS"],
)
def test_other_neurons_do_not_burst(preset: str) -> None:
    assert firing_of(preset).bursts == ()


@pytest.mark.parametrize("preset", ["spike_frequency_adaptation", "LTS", "TC"])
def test_slowing(preset: str) -> None:
    firing = firing_of(preset)
    assert firing.slows
    assert firing.goes_on
    assert firing.intervals[-1] > firing.intervals[0]


@pytest.mark.parametrize("preset", ["phasic_bursting", "rebound_burst", "TC_burst", "bistability"])
def test_stopping(preset: str) -> None:
    firing = firing_of(preset)
    assert firing.count > 1
    assert not firing.goes_on


@pytest.mark.parametrize("preset", PRESETS)
def test_counts_and_times(preset: str) -> None:
    trace = run_of(preset).trace
    assert trace is not None
    firing = describe(trace)
    assert firing.count == trace.n_spikes
    assert firing.first == trace.spike_times[0]
    assert firing.last == trace.spike_times[-1]
    assert firing.intervals.sum() == pytest.approx(firing.last - firing.first)


def test_silence() -> None:
    firing = describe(train())
    assert firing.count == 0
    assert np.isnan(firing.first)
    assert np.isnan(firing.last)
    assert not firing.goes_on
    assert not firing.slows
    assert firing.bursts == ()


def test_one_spike() -> None:
    firing = describe(train(99.0))
    assert firing.count == 1
    assert firing.intervals.size == 0
    assert not firing.goes_on


def test_regular_firing() -> None:
    firing = describe(train(*range(5, 100, 10)))
    assert firing.goes_on
    assert not firing.slows
    assert firing.bursts == ()
    assert not describe(train(*range(5, 60, 10))).goes_on


def test_an_early_doublet_is_not_a_burst() -> None:
    assert describe(train(5, 8, 30, 52, 74, 96)).bursts == ()


def test_groups_are_bursts() -> None:
    firing = describe(train(5, 7, 9, 40, 42, 44, 75, 77))
    assert firing.bursts == (3, 3, 2)
    assert firing.goes_on
    assert not describe(train(5, 7, 9, 30, 32, 34)).goes_on


def test_spikes_at_one_time() -> None:
    assert describe(train(5, 5, 5, 5, 5)).count == 5

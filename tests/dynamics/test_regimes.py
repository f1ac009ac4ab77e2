"""The rules that name what a neuron does."""

from collections.abc import Sequence

import numpy as np
import pytest
from izhikevich.dynamics.maps.regimes import NAMES, REGIMES, firing_of_many, onset_of
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.simulate import simulate


def named(*trains: Sequence[float], stop: float = 1000.0) -> list[str]:
    times = np.concatenate([np.asarray(train, dtype=np.float64) for train in trains])
    neurons = np.repeat(np.arange(len(trains)), [len(train) for train in trains])
    failed = np.zeros(len(trains), dtype=np.bool_)
    return [NAMES[i] for i in firing_of_many(times, neurons, failed, stop).regimes]


def bursts(every: float, spikes: int, interval: float) -> list[float]:
    return [s + k * interval for s in np.arange(0.0, 990.0, every) for k in range(spikes)]


def test_each_regime() -> None:
    growing = np.cumsum(np.linspace(10.0, 40.0, 40))
    uneven = np.cumsum(np.tile([10.0, 14.0, 19.0, 14.0], 18))
    assert named(
        [],
        [30.0],
        [30.0, 40.0, 55.0],
        bursts(50.0, 4, 3.0),
        bursts(200.0, 4, 3.0),
        bursts(50.0, 3, 8.0),
        [*uneven, 1000.0],
        growing.tolist(),
        list(range(5, 1000, 20)),
    ) == [
        "rest",
        "single",
        "phasic",
        "chattering",
        "bursting",
        "bursting",
        "irregular",
        "adapting",
        "tonic",
    ]


def test_the_names_are_distinct_and_every_rule_is_written() -> None:
    assert len(set(NAMES)) == len(REGIMES)
    assert all(regime.rule.endswith(".") for regime in REGIMES)


def test_many_trains_at_once_are_as_each_alone() -> None:
    trains: list[list[float]] = [
        [],
        [5.0],
        bursts(50.0, 4, 3.0),
        list(np.arange(5.0, 1000.0, 20.0)),
        bursts(90.0, 2, 4.0),
    ]
    assert named(*trains) == [name for train in trains for name in named(train)]


@pytest.mark.parametrize("spikes", [2, 3, 5, 9])
def test_spikes_per_burst(spikes: int) -> None:
    times = np.array(bursts(110.0, spikes, 4.0))
    zeros = np.zeros(times.size, dtype=np.int64)
    found = firing_of_many(times, zeros, np.zeros(1, dtype=np.bool_), 1000.0)
    assert found.spikes_per_burst.tolist() == [spikes]
    assert found.between[0] == pytest.approx(4.0)


def test_a_transient_burst_does_not_decide_over_a_long_train() -> None:
    first = [0.0, 3.0, 6.0, 9.0]
    assert named([*first, *np.arange(30.0, 1000.0, 20.0)]) == ["tonic"]
    assert named([0.0, 5.0, 13.0, 27.0, *(x + 60.0 for x in bursts(50.0, 3, 4.0))]) == [
        "chattering"
    ]


#: What the paper's names of the patterns amount to by the rules, each in its published run.
PUBLISHED = {
    "tonic_spiking": "tonic",
    "phasic_spiking": "single",
    "tonic_bursting": "chattering",
    "phasic_bursting": "phasic",
    "mixed_mode": "tonic",
    "spike_frequency_adaptation": "adapting",
    "class_1_excitable": "tonic",
    "class_2_excitable": "tonic",
    "spike_latency": "single",
    "subthreshold_oscillations": "single",
    "resonator": "single",
    "integrator": "single",
    "rebound_spike": "single",
    "rebound_burst": "phasic",
    "threshold_variability": "single",
    "bistability": "phasic",
    "depolarizing_afterpotential": "single",
    "accommodation": "single",
    "inhibition_induced_spiking": "phasic",
    "inhibition_induced_bursting": "phasic",
}


@pytest.mark.parametrize(("key", "name"), PUBLISHED.items())
def test_the_twenty_patterns(key: str, name: str) -> None:
    trace = PATTERNS[key].simulate()
    assert named(trace.spike_times.tolist(), stop=float(trace.t[-1])) == [name]


def test_in_the_long_run_the_bursting_neuron_bursts() -> None:
    parameters = PATTERNS["tonic_bursting"].parameters
    times = simulate(parameters, 5.0, 2000.0, scheme="accurate").spike_times
    assert named(times.tolist(), stop=2000.0) == ["bursting"]
    assert set(PUBLISHED) == set(PATTERNS)


@pytest.mark.parametrize(
    ("intervals", "count", "burst"),
    [
        ([20.0, 20.0, 20.0, 20.0], 0, False),
        ([5.0, 20.0, 20.0, 20.0], 1, False),
        ([3.0, 4.0, 40.0, 40.0], 2, True),
        ([9.0, 14.0, 20.0, 20.0], 2, False),
        ([40.0, 20.0, 20.0, 20.0], 0, False),
        ([2.0, 3.0, 5.0, 60.0, 62.0, 61.0], 3, True),
    ],
)
def test_onsets(intervals: list[float], count: int, burst: bool) -> None:
    found = onset_of(np.array(intervals))
    assert (found.count, found.burst) == (count, burst)
    # What only its onset slows down is tonic.
    times = np.cumsum([5.0, *intervals])
    assert named(times.tolist(), stop=float(times[-1]) + 10.0) == ["tonic"]


#: Published runs in the accurate scheme: whether intervals still grow once the
#: first three are over says which cells adapt, whatever the rules are.
ADAPTS = {
    "tonic_spiking": False,
    "mixed_mode": False,
    "RS": False,
    "IB": False,
    "FS": False,
    "FS_Nengo": False,
    "RTN_2007": False,
    "LTS": True,
    "spike_frequency_adaptation": True,
}


@pytest.mark.parametrize(("key", "adapts"), ADAPTS.items())
def test_what_adapts_beyond_its_onset(key: str, adapts: bool) -> None:
    cell = EXPERIMENTS[key]
    gaps = np.diff(cell.simulate(scheme="accurate").spike_times)
    late = float(gaps[-1] / gaps[3 if gaps.size > 5 else -2])
    assert (late > 1.12) is adapts
    trace = cell.simulate()
    (found,) = named(trace.spike_times.tolist(), stop=float(trace.t[-1]))
    assert (found == "adapting") is adapts

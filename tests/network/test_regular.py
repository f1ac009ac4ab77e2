"""Sources that fire regularly, and pulse packets."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, ParameterError, engine
from izhikevich.network import STDP, OneToOne, ShortTerm, Uniform

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)
pytestmark = pytest.mark.filterwarnings("ignore:with dt")


def counts(net: Network, source: Any, duration: float, which: str, cuts: int = 1) -> Any:
    """Return how many spikes of each source arrive in each step, one step earlier."""
    cells = net.population(source.size)
    net.connect(source, cells, OneToOne(), weights=1.0)
    found = []
    with engine.use(which):
        for _ in range(cuts):
            recording = net.run(duration / cuts, {cells: range(source.size)})
            found.append([recording.course(cells, k).g["exc"] for k in range(source.size)])
    return np.concatenate(found, axis=1)[:, 1:].astype(int)


@ENGINES
@pytest.mark.parametrize("dt", [1.0, 0.1, 0.3])
def test_spikes_are_due_at_whole_intervals(which: str, dt: float) -> None:
    rates, phases = [100.0, 37.0, 0.0, 1000.0 / 3.0, 1.5], [0.0, 0.25, 0.5, 0.999, 1.0]
    net = Network(dt=dt, scheme="forward")
    found = counts(net, net.regular(5, rates, phase=phases), 300.0, which)
    expected = np.zeros_like(found)
    for row, rate, phase in zip(expected, rates, phases, strict=True):
        due = (np.arange(400) + phase) * 1000.0 / rate if rate else np.empty(0)
        steps = np.floor(due / dt + 1e-9).astype(int)
        np.add.at(row, steps[steps < row.size], 1)
    np.testing.assert_array_equal(found, expected)
    assert found[0].sum() == 30


@ENGINES
def test_jitter_displaces_spikes_and_loses_none(which: str) -> None:
    net = Network(dt=0.1, seed=3, scheme="forward")
    source = net.regular(200, 50.0, phase=0.5, jitter=2.0)
    found = counts(net, source, 1000.0, which)
    assert found.sum() == 200 * 50  # those at the ends are 10 ms from them
    step = np.repeat(np.tile(np.arange(found.shape[1]), 200), found.ravel())
    due = np.tile(10.0 + 20.0 * np.arange(50), 200)
    # Displaced by 2 ms, spikes of a source hardly ever pass each other.
    displaced = step * 0.1 + 0.05 - due
    assert displaced.mean() == pytest.approx(0.0, abs=0.1)
    assert displaced.std() == pytest.approx(2.0, rel=0.03)
    assert np.corrcoef(displaced[:-1], displaced[1:])[0, 1] == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize("jitter", [0.0, 15.0])
def test_it_does_not_matter_how_a_run_is_cut_or_which_engine_runs(jitter: float) -> None:
    found = []
    for which in engine.ENGINES:
        for cuts in (1, 7):
            net = Network(seed=2, scheme="forward")
            source = net.regular(30, Uniform(0.0, 400.0), phase=Uniform(0.0, 1.0), jitter=jitter)
            found.append(counts(net, source, 420.0, which, cuts))
    for other in found[1:]:
        np.testing.assert_array_equal(found[0], other)
    assert (found[0].max() > 1) == (jitter > 0.0)


def test_rates_and_phases_can_be_set_and_counted_anew() -> None:
    net = Network(scheme="forward")
    source = net.regular(3, 100.0, name="clock")
    cells = net.population(3)
    net.connect(source, cells, OneToOne(), weights=1.0)

    def run() -> list[list[int]]:
        recording = net.run(30.0, {cells: range(3)})
        return [np.flatnonzero(recording.course(cells, k).g["exc"]).tolist() for k in range(3)]

    assert run() == [[1, 11, 21]] * 3
    source.rate[1] = 50.0
    source.phase = [0.0, 0.0, 0.5]
    assert source.rate.tolist() == [100.0, 50.0, 100.0]
    assert (source.rate.shared, source.phase.shared, source.times) == (False, False, None)
    # Time 30 is the first moment of this run; the second source is due at 40 ms.
    assert run() == [[1, 11, 21], [11], [6, 16, 26]]
    net.run(4.0)
    source.restart()
    assert run() == [[1, 11, 21], [1, 21], [6, 16, 26]]
    net.reset()
    assert run() == [[1, 11, 21], [1, 21], [6, 16, 26]]


@ENGINES
def test_a_file_has_them(which: str) -> None:
    def build() -> Network:
        net = Network(seed=4, scheme="forward")
        cells = net.population(12, name="cells")
        clocks = net.regular(12, Uniform(5.0, 90.0), phase=0.25, jitter=3.0, name="clocks")
        packets = net.pulse_packets(12, [20.0, 50.0], sigma=3.0, spikes=2, name="packets")
        for source in (clocks, packets):
            net.connect(source, cells, OneToOne(), weights=7.0, plasticity=STDP(w_min=-9.0))
        return net

    whole, net = build(), build()
    with engine.use(which):
        whole.run(80.0)
        net.run(37.0)
        file = io.BytesIO()
        net.save(file)
        file.seek(0)
        again = Network.from_file(file)
        assert again["clocks"].rate.tolist() == net["clocks"].rate.tolist()
        assert again["clocks"].phase.shared
        again.run(43.0)
    expected, found = whole.state().arrays(), again.state().arrays()
    for name, array in expected.items():
        np.testing.assert_array_equal(found[name], array)


def test_each_spike_within_a_step_tires_a_synapse() -> None:
    """Jitter may put several spikes of a source into one step."""
    net = Network(seed=1, scheme="forward")
    source = net.regular(40, 500.0, jitter=5.0)
    cells = net.population(40)
    net.connect(source, cells, OneToOne(), weights=1.0, short_term=ShortTerm(0.5, 1e6))
    with engine.use("numpy"):
        recording = net.run(10.0, {cells: range(40)})
    for k in range(40):
        g = recording.course(cells, k).g["exc"]
        # 0.5, 0.25, ... of what is left
        assert g.sum() == pytest.approx(1.0 - 0.5 ** round(-np.log2(1.0 - g.sum())), abs=1e-4)


@pytest.mark.parametrize("spikes", [1, 3])
def test_packets_have_their_spikes_around_their_centres(spikes: int) -> None:
    net = Network(dt=0.1, seed=5, scheme="forward")
    source = net.pulse_packets(500, [100.0, 300.0], sigma=4.0, spikes=spikes)
    assert source.times is not None
    assert {train.size for train in source.times} == {2 * spikes}
    every = np.concatenate(source.times)
    for centre in (100.0, 300.0):
        own = every[np.abs(every - centre) < 50.0]
        assert own.size == 500 * spikes
        assert own.mean() == pytest.approx(centre, abs=0.6)
        assert own.std() == pytest.approx(4.0, rel=0.08)
    assert all((np.diff(train) >= 0.0).all() for train in source.times)
    first = np.array([train[0] for train in source.times])
    last = np.array([train[-1] for train in source.times])
    assert abs(np.corrcoef(first, last)[0, 1]) < 0.15
    early = net.pulse_packets(100, 0.0, sigma=1.0)
    assert early.times is not None
    assert 30 < sum(train.size for train in early.times) < 70
    sharp = net.pulse_packets(2, [7.0], sigma=0.0)
    assert sharp.times is not None
    assert [train.tolist() for train in sharp.times] == [[7.0], [7.0]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda net: net.regular(0, 5.0), "size = 0"),
        (lambda net: net.regular(2, -1.0), "rate = -1"),
        (lambda net: net.regular(2, 1001.0), "rate = 1001"),
        (lambda net: net.regular(2, [1.0]), "rate = "),
        (lambda net: net.regular(2, 5.0, phase=1.5), "phase = 1.5.*from 0 to 1"),
        (lambda net: net.regular(2, 5.0, jitter=-1.0), "jitter = -1"),
        (lambda net: net.regular(2, 5.0).write({"times": [[1.0]]}), "times = "),
        (lambda net: net.pulse_packets(2, [np.nan], sigma=1.0), "times"),
        (lambda net: net.pulse_packets(2, 5.0, sigma=-1.0), "sigma = -1"),
        (lambda net: net.pulse_packets(2, 5.0, sigma=1.0, spikes=0), "spikes = 0"),
        (lambda net: net.pulse_packets(10**7, 5.0, sigma=1.0, spikes=10**4), "memory_limit"),
    ],
)
def test_mistakes(make: Any, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        make(Network(scheme="forward"))

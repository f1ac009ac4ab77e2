"""Weights over time: what a plain loop over runs reads, for all synapses or some."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich import Network, ParameterError, networks
from izhikevich.network import STDP, FixedProbability, WeightMonitor
from izhikevich.network.weight_monitor import evenly
from izhikevich.plots.any_plot import figure


def learning() -> Network:
    net = Network(seed=2, scheme="half_step")
    a = net.population(20, noise=6.0, i_offset=5.0, name="A")
    net.connect(a, a, FixedProbability(0.5), weights=2.0, delays=1.0, plasticity=STDP())
    return net


@pytest.mark.engine
def test_samples_are_those_that_runs_one_after_the_other_show() -> None:
    net = learning()
    all_of, some = (WeightMonitor(net.projections[0], count) for count in (None, 7))

    @net.every(50.0)
    def callback(n: int) -> None:
        for one in (all_of, some):
            one.sample(net.time)

    recording = net.run(220.0)
    other, rows = learning(), []
    for _ in range(5):
        rows.append(np.array(other.projections[0].w))
        other.run(50.0)
    np.testing.assert_array_equal(all_of.t, [0.0, 50.0, 100.0, 150.0, 200.0])
    np.testing.assert_array_equal(all_of.w, rows)
    np.testing.assert_array_equal(some.w, all_of.w[:, some.ids])
    assert some.ids.size == 7
    assert (np.diff(some.ids) > 0).all()
    assert np.ptp(all_of.w[-1]) > 0.0
    np.testing.assert_allclose(all_of.mean, np.mean(rows, axis=1))
    np.testing.assert_allclose(all_of.quantiles([0.0, 0.5, 1.0])[1], np.median(rows, axis=1))
    np.testing.assert_array_equal(all_of.quantiles([1.0])[0], np.max(rows, axis=1))
    callback.active = False
    net.reset()
    np.testing.assert_array_equal(net.run(220.0).times, recording.times)


def test_every_second_sample_can_be_forgotten() -> None:
    net = learning()
    monitor = WeightMonitor(net.projections[0], 3)
    for time in range(5):
        monitor.sample(float(time))
    monitor.thin()
    np.testing.assert_array_equal(monitor.t, [0.0, 2.0, 4.0])
    assert monitor.w.shape == (3, 3)
    assert monitor.to_pandas().shape == (9, 3)
    assert "3 synapses of" in repr(monitor)
    assert len(figure(monitor).plot.panes) == 1
    later = monitor.extended(9.0)
    np.testing.assert_array_equal(later.t, [0.0, 2.0, 4.0, 9.0])
    assert monitor.t.size == monitor.extended(4.0).t.size == 3
    monitor.clear()
    assert monitor.w.shape == (0, 3)
    assert monitor.quantiles([0.5]).shape == (1, 0)


def test_chosen_synapses_are_evenly_spread() -> None:
    ids = np.sort(evenly(10_000, 100))
    assert np.diff(ids).max() < 3 * 100
    np.testing.assert_array_equal(evenly(5, 9), np.arange(5))


def test_what_is_refused() -> None:
    net = learning()
    with pytest.raises(ParameterError, match="must be a projection"):
        WeightMonitor(net.populations[0])  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="synapses"):
        WeightMonitor(net.projections[0], 0)
    monitor = WeightMonitor(net.projections[0])
    monitor.sample(3.0)
    with pytest.raises(ParameterError, match="later"):
        monitor.sample(3.0)
    with pytest.raises(ParameterError, match="from 0 to 1"):
        monitor.quantiles([1.5])
    with pytest.raises(ParameterError, match="nothing to plot"):
        figure(WeightMonitor(net.projections[0]))


def test_a_projection_without_synapses() -> None:
    net = networks.custom([{"name": "A", "size": 2}], [{"pre": "A", "post": "A", "probability": 0}])
    monitor = WeightMonitor(net.projections[0])
    monitor.sample(0.0)
    assert np.isnan(monitor.mean).all()
    assert np.isnan(monitor.quantiles([0.5])).all()

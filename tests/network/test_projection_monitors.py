"""Monitors of projections: samples as the attributes have them between steps, in both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import engine, network
from izhikevich.errors import ParameterError
from izhikevich.network.projection_monitors import evenly
from izhikevich.plots.any_plot import figure

ENGINES = ("numpy", "compiled")


def net_and_synapses() -> tuple[Any, Any, Any]:
    """Return a network whose neurons and Poisson sources have synapses that depress."""
    net = izh.Network(seed=3, scheme="half_step")
    cells = net.population(20, "RS", noise=5.0, i_offset=5.0, name="cells")
    rule = network.ShortTerm(0.5, 300.0, 50.0)
    own = net.connect(cells, cells, weights=0.3, short_term=rule, plasticity=None, name="own")
    outside = network.ShortTerm(0.5, 300.0)
    given = net.connect(net.poisson(5, 40.0), cells, weights=0.3, short_term=outside, name="given")
    return net, own, given


@pytest.mark.parametrize("which", ENGINES)
def test_samples_are_what_a_function_reads(which: str) -> None:
    net, own, given = net_and_synapses()
    one = net.monitor(own, ["resources", "utilisation"], period=3.0, offset=1.0)
    other = net.monitor(given, "resources")
    seen: dict[str, list[Any]] = {"resources": [], "utilisation": [], "given": []}

    def read(n: int) -> None:
        seen["given"].append(given.resources)
        if n % 3 == 2:  # before this step, after the one in which a sample is taken
            seen["resources"].append(own.resources)
            seen["utilisation"].append(own.utilisation)

    net.every(1.0)(read)
    with engine.use(which):
        net.run(101.0)
        net.run(50.0)
    np.testing.assert_array_equal(one.t, np.arange(1.0, 151.0, 3.0))
    np.testing.assert_array_equal(other.t, np.arange(151.0))
    np.testing.assert_array_equal(one.resources, seen["resources"])
    np.testing.assert_array_equal(one["utilisation"], seen["utilisation"])
    np.testing.assert_array_equal(other.resources[:-1], seen["given"][1:])
    assert other.resources.min() < 0.3 < one.utilisation.max()


def test_both_engines_have_the_same_samples() -> None:
    found = []
    for which in ENGINES:
        net, own, given = net_and_synapses()
        monitors = [net.monitor(own, ["w", "resources"], period=2.0), net.monitor(given, "w")]
        with engine.use(which):
            net.run(60.0)
        found.append([monitors[0].w, monitors[0].resources, monitors[1].w])
    for one, other in zip(*found, strict=True):
        np.testing.assert_array_equal(one, other)
    assert found[0][0].shape == (30, 380)


@pytest.mark.parametrize("which", ENGINES)
def test_a_monitor_changes_no_spike(which: str) -> None:
    runs = []
    for watched in (False, True):
        net, own, _ = net_and_synapses()
        if watched:
            net.monitor(own, "resources", period=7.0)
        with engine.use(which):
            runs.append(net.run(200.0))
    np.testing.assert_array_equal(runs[0].times, runs[1].times)
    np.testing.assert_array_equal(runs[0].indices, runs[1].indices)


def test_weights_that_learn_and_their_eligibility() -> None:
    net = izh.Network(seed=1, scheme="half_step")
    cells = net.population(10, "RS", noise=5.0, i_offset=8.0)
    learns = net.connect(cells, cells, weights=0.5, plasticity=network.DopamineSTDP())
    monitor = net.monitor(learns, ["w", "eligibility"], period=10.0, offset=9.0)
    net.run(100.0)
    np.testing.assert_array_equal(monitor.w[-1], learns.w)
    np.testing.assert_array_equal(monitor.eligibility[-1], learns.eligibility)
    assert np.abs(monitor.eligibility).max() > 0


def learning() -> izh.Network:
    """Return a network whose synapses learn."""
    net = izh.Network(seed=2, scheme="half_step")
    a = net.population(20, noise=6.0, i_offset=5.0, name="A")
    rule = network.FixedProbability(0.5)
    net.connect(a, a, rule, weights=2.0, delays=1.0, plasticity=network.STDP())
    return net


@pytest.mark.engine
def test_some_synapses_are_those_that_runs_one_after_the_other_show() -> None:
    net = learning()
    own = net.projections[0]
    given = [3, 40, 3, 7]
    monitors = [net.monitor(own, "w", synapses=n, period=50.0) for n in (None, 7, given)]
    recording = net.run(220.0)
    other, rows = learning(), []
    other.run(1.0)
    for _ in range(5):
        rows.append(np.array(other.projections[0].w))
        other.run(50.0)
    every, few, these = monitors
    np.testing.assert_array_equal(every.t, [0.0, 50.0, 100.0, 150.0, 200.0])
    np.testing.assert_array_equal(every.w, rows)
    assert few.synapses is not None
    assert few.synapses.size == 7
    assert (np.diff(few.synapses) > 0).all()
    np.testing.assert_array_equal(few.w, every.w[:, few.synapses])
    np.testing.assert_array_equal(these.w, every.w[:, [3, 7, 40]])
    assert np.ptp(every.w[-1]) > 0.0
    table = these.to_pandas()
    assert table["index"].tolist() == [3, 7, 40] * 5
    net = learning()
    np.testing.assert_array_equal(net.run(220.0).times, recording.times)


def test_half_of_the_samples_can_be_forgotten() -> None:
    net = learning()
    own = net.projections[0]
    monitors = [net.monitor(own, "w", synapses=3, period=p, offset=2.0) for p in (10.0, 20.0)]
    net.run(95.0)
    monitors[0].thin()
    net.run(40.0)
    for name in ("t", "w"):
        np.testing.assert_array_equal(*(getattr(one, name) for one in monitors))
    assert monitors[0].t.tolist() == [2.0, 22.0, 42.0, 62.0, 82.0, 102.0, 122.0]
    later = monitors[0].up_to_now()
    assert later.t.tolist() == [*monitors[0].t, 134.0]
    np.testing.assert_array_equal(later.w[-1], own.w[monitors[0].synapses])
    assert later.up_to_now().t.size == later.t.size
    net.run(8.0)
    assert monitors[0].up_to_now().t.size == monitors[0].t.size == 8


def test_every_variable_has_a_row_of_its_plot() -> None:
    net, own, _ = net_and_synapses()
    monitor = net.monitor(own, ["w", "resources"], synapses=5, period=5.0)
    with pytest.raises(ParameterError, match="nothing to plot"):
        figure(monitor)
    net.run(20.0)
    panes = figure(monitor).plot.panes
    assert [pane.y.quantity.name for pane in panes] == ["weight", "resources"]
    mean = next(one for one in panes[1].series if one.name == "mean")
    np.testing.assert_allclose(mean.y, monitor.resources.mean(axis=1))


def test_a_projection_without_synapses() -> None:
    rows = [{"pre": "A", "post": "A", "probability": 0}]
    net = izh.networks.custom([{"name": "A", "size": 2}], rows)
    monitor = net.monitor(net.projections[0], "w", synapses=10)
    net.run(3.0)
    assert monitor.w.shape == (3, 0)
    with pytest.raises(ParameterError, match="nothing to plot"):
        figure(monitor)


def test_chosen_synapses_are_evenly_spread() -> None:
    ids = np.sort(evenly(10_000, 100))
    assert np.diff(ids).max() < 3 * 100
    np.testing.assert_array_equal(evenly(5, 9), np.arange(5))


def test_it_stops_and_starts_and_is_cleared() -> None:
    net, own, _ = net_and_synapses()
    monitor = net.monitor(own, "resources", period=5.0, start=False)
    net.run(10.0)
    monitor.start()
    net.run(10.0)
    monitor.stop()
    net.run(10.0)
    assert monitor.t.tolist() == [10.0, 15.0]
    net.reset()
    assert monitor.resources.shape == (0, 20)


def test_a_file_has_it_and_it_goes_on(tmp_path: Path) -> None:
    net, own, given = net_and_synapses()
    net.monitor(own, ["utilisation", "w"], period=4.0, offset=2.0, synapses=[5, 9])
    net.monitor(given, "resources", start=False)
    net.run(33.0)
    net.save(tmp_path / "net.npz")
    again = izh.Network.from_file(tmp_path / "net.npz")
    for one in (net, again):
        one.run(20.0)
    for one, other in zip(net.monitors, again.monitors, strict=True):
        assert (one.variables, one.recording) == (other.variables, other.recording)
        np.testing.assert_array_equal(one.t, other.t)
        for name in one.variables:
            np.testing.assert_array_equal(one[name], other[name])
    assert net.monitors[0].t.tolist() == list(range(2, 53, 4))
    assert net.monitors[1].t.size == 0


def test_a_table_has_a_row_for_each_number() -> None:
    net, own, _ = net_and_synapses()
    monitor = net.monitor(own, ["resources", "w"], period=5.0)
    net.run(10.0)
    table = monitor.to_pandas()
    assert len(table) == 2 * 20 + 2 * 380
    some = table[(table.variable == "resources") & (table.t == 5.0) & (table["index"] == 7)]
    assert some.value.tolist() == [monitor.resources[1, 7]]


def test_what_is_not_there_is_refused() -> None:
    net, own, _ = net_and_synapses()
    plain = net.connect(net.populations[0], net.populations[0], weights=0.1)
    with pytest.raises(ParameterError, match="must be"):
        net.monitor(own, "eligibility")
    with pytest.raises(ParameterError, match="must be"):
        net.monitor(plain, "resources")
    with pytest.raises(ParameterError, match="projection of this network"):
        net.monitor(net_and_synapses()[1], "w")
    for wrong in (0, [380], 1.5, "all"):
        with pytest.raises(ParameterError, match="synapses"):
            net.monitor(own, "w", synapses=wrong)
    with pytest.raises(ParameterError, match="each neuron has one"):
        net.monitor(own, "resources", synapses=3)
    with pytest.raises(ParameterError, match="of a projection"):
        net.monitor(net.populations[0], "v", synapses=3)
    with pytest.raises(AttributeError):
        _ = net.monitor(own, "w").resources

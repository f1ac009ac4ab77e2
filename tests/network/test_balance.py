"""What inhibition does to a network: the same as single runs measure, and as the papers say."""

from __future__ import annotations

from typing import Any, cast

import izhikevich as izh
import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich import ParameterError, networks
from izhikevich.analysis import cv_distribution, spike_synchrony
from izhikevich.networks import BalanceCurve, balance_curve
from izhikevich.plots.network.balance import balance_plot
from izhikevich.plots.spec import Rule
from izhikevich.plots.table import tables
from izhikevich.progress import Progress

from tests import wire


def small(inhibition: float) -> izh.Network:
    return networks.feedforward((80, 20), inhibition=inhibition, connection_probability=0.6)


@pytest.fixture(scope="module")
def curve() -> BalanceCurve:
    return balance_curve(small(0.5), [0.0, 1.0, 4.0], duration=400.0, transient=50.0)


def test_each_value_is_that_of_a_run(curve: BalanceCurve) -> None:
    net = small(4.0)
    net.run(50.0)
    recording = net.run(400.0)
    rates = [recording.rate(population) for population in net.populations]
    np.testing.assert_allclose(curve.rates[2], rates)
    cvs = cv_distribution(recording.times, recording.indices, net.n_neurons)
    assert curve.cv[2] == pytest.approx(cvs[np.isfinite(cvs)].mean())
    together = spike_synchrony(recording.times, recording.indices, net.n_neurons, 50.0, 450.0, 5.0)
    assert curve.synchrony[2] == pytest.approx(together)
    assert curve.present == 0.5
    assert curve.populations == tuple(population.name for population in net.populations)


def test_inhibition_lowers_the_rates_of_the_second_layer(curve: BalanceCurve) -> None:
    first, second = curve.rates[:, 0], curve.rates[:, 2]
    assert first[0] == first[2] > 0.0
    assert second[0] > second[2]


def test_a_function_makes_the_same_networks(curve: BalanceCurve) -> None:
    own = balance_curve(small, [0.0, 1.0, 4.0], duration=400.0, transient=50.0)
    np.testing.assert_array_equal(own.rates, curve.rates)
    assert own.present is None


def test_an_origin_makes_the_same_networks() -> None:
    origin = small(0.5).origin
    assert origin is not None
    how: dict[str, Any] = {"duration": 50.0, "transient": 0.0}
    found = balance_curve(origin, [1.0], **how)
    np.testing.assert_array_equal(found.rates, balance_curve(small, [1.0], **how).rates)
    assert found.present == 0.5


def test_other_arguments_are_kept() -> None:
    net = networks.cortical_2003(80, 20, exc_weight=5.0, inh_weight=10.0, seed=5)
    curve = balance_curve(net, [1.0], duration=200.0, transient=0.0)
    recording = net.run(200.0)
    np.testing.assert_allclose(curve.rates[0], [recording.rate(p) for p in net.populations])


def test_the_dial_scales_inhibitory_weights_only() -> None:
    for make in (networks.cortical_2003, lambda **own: networks.cortical_sparse(500, **own)):
        plain, more = make(seed=2), make(seed=2, balance=2.0)
        for one, other in zip(plain.projections, more.projections, strict=True):
            factor = 2.0 if one.target == "inh" else 1.0
            np.testing.assert_array_equal(
                factor * one.synapses.weights, np.asarray(other.synapses.weights)
            )


def test_without_inhibition_the_cortical_network_fires_in_step() -> None:
    curve = balance_curve(networks.cortical_2003(), [0.5, 1.0], duration=500.0)
    assert curve.synchrony[0] > 0.8 > 0.3 > curve.synchrony[1]
    assert curve.rates[0].min() > 3.0 * curve.rates[1].max()


def test_progress_and_table(curve: BalanceCurve) -> None:
    told: list[Progress] = []
    balance_curve(small, [0.0, 1.0], duration=50.0, progress=told.append)
    assert [now.fraction for now in told] == sorted(now.fraction for now in told)
    assert {now.text for now in told} == {"Inhibition 0", "Inhibition 1"}
    frame = curve.to_pandas()
    assert list(frame)[:2] == ["dial", "rate layer 1 excitatory"]
    assert list(frame)[-2:] == ["cv", "synchrony"]


def test_the_plot(curve: BalanceCurve) -> None:
    plot = balance_plot(curve)
    (rule,) = plot.panes[0].marks
    assert isinstance(rule, Rule)
    assert rule.x == 0.5
    figure = wire.figure(plot)
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    (table,) = tables(plot)
    assert [column.heading for column in table.columns] == [
        "inhibition",
        *(f"{name}: rate (Hz)" for name in curve.populations),
        "CV of the intervals",
        "synchrony",
    ]
    np.testing.assert_array_equal(table.columns[3].values, curve.rates[:, 2])
    np.testing.assert_array_equal(table.columns[-1].values, curve.synchrony)


def test_voltages_that_diverge_leave_a_gap() -> None:
    def make(dial: float) -> izh.Network:
        return networks.cortical_2003(80, 20, exc_weight=500.0 * dial, seed=1)

    curve = balance_curve(make, [0.0, 2.0], duration=100.0, transient=0.0)
    assert np.isfinite(curve.rates[0]).all()
    assert np.isnan(curve.rates[1]).all()
    curve.plot()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: balance_curve(networks.ring(50)), "network"),
        (lambda: balance_curve(3), "network"),  # type: ignore[arg-type]
        (lambda: balance_curve(lambda dial: cast(Any, None), [1.0]), "network"),
        (lambda: balance_curve(small, []), "dials"),
        (lambda: balance_curve(small, [1.0, 0.0]), "dials"),
        (lambda: balance_curve(small, [-1.0]), "dials"),
        (lambda: balance_curve(small, [np.nan]), "dials"),
        (lambda: balance_curve(small, duration=0.0), "duration"),
        (lambda: balance_curve(small, transient=-1.0), "transient"),
        (lambda: networks.cortical_2003(80, 20, balance=-1.0), "balance"),
        (lambda: networks.cortical_sparse(100, out_degree=10, balance=np.inf), "balance"),
    ],
)
def test_bad_values_are_named(call: Any, name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        call()
    assert caught.value.parameter == name

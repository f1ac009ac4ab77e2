"""What the time step and the scheme do to a network."""

from __future__ import annotations

import warnings
from typing import Any, cast

import numpy as np
import pytest
from izhikevich import Network, ParameterError, networks
from izhikevich.network import FixedProbability
from izhikevich.networks import Convergence, convergence
from izhikevich.networks.convergence import converging
from izhikevich.plots.any_plot import plot_of
from izhikevich.plots.spec import Curve, Plot
from izhikevich.progress import Progress

pytestmark = pytest.mark.filterwarnings("ignore:Numerical artefacts", "ignore:with dt = ")


def driven(dt: float, scheme: str) -> Network:
    """Return a layer with strong inhibition, whose spikes from outside are those of any step."""
    net = Network(dt, 5, scheme=scheme, scaling="charge")
    rng = np.random.default_rng(1)
    sources = [
        net.spike_times([np.sort(rng.uniform(0.0, 500.0, 15)).round(0) for _ in range(size)])
        for size in (100, 25)
    ]
    cells = net.population(40)
    for source, target, weight in zip(sources, ("exc", "inh"), (6.0, 48.0), strict=True):
        rule = FixedProbability(0.5)
        net.connect(source, cells, rule, weights=weight, target=target, delays=1.0)
    return net


@pytest.fixture(scope="module")
def found() -> Convergence:
    steps = [1.0, 0.5, 0.25, 0.125, 0.0625]
    return convergence(driven, steps, ["half_step", "adaptive"], duration=450.0, transient=50.0)


def test_each_point_is_that_of_a_run(found: Convergence) -> None:
    net = driven(0.5, "adaptive")
    net.run(50.0)
    assert found.rates[1, 1] == net.run(450.0).rate(net.populations[0])


def test_the_schemes_agree_for_short_steps_only(found: Convergence) -> None:
    explicit, adaptive = found.rates
    assert adaptive[-1] == pytest.approx(explicit[-1], rel=0.03)
    assert np.ptp(adaptive) < 0.15 * adaptive[-1]  # input lasts for a step
    assert np.ptp(explicit) > np.ptp(adaptive)


def test_ready_made_networks_keep_their_arguments() -> None:
    net = networks.feedforward((80, 20), input_current=6.0, seed=4)
    found = convergence(net, [1.0, 0.5], ["half_step"], duration=200.0, transient=0.0)
    assert found.present == ("half_step", 1.0)
    again = networks.feedforward((80, 20), input_current=6.0, seed=4)
    assert found.rates[0, 0] == pytest.approx(again.run(200.0).times.size / 100 / 0.2)


def test_a_changed_network_is_made_again_by_its_origin() -> None:
    net = networks.feedforward((80, 20), seed=4, dt=0.5)
    origin = net.origin
    assert origin is not None
    how: dict[str, Any] = {"duration": 50.0, "transient": 0.0}
    before = convergence(net, [1.0], ["half_step"], **how)
    net.populations[0].set(v0=-60.0)
    with pytest.raises(ParameterError, match="not changed since"):
        convergence(net, [1.0], ["half_step"], **how)
    after = convergence(origin, [1.0], ["half_step"], **how)
    np.testing.assert_array_equal(after.rates, before.rates)
    assert after.present == before.present == ("half_step", 0.5)


@pytest.mark.parametrize(
    "make",
    [
        lambda **how: networks.feedforward((80, 20), **how),
        lambda **how: networks.cortical_2003(80, 20, **how),
        lambda **how: networks.cortical_sparse(100, out_degree=10, **how),
        lambda **how: networks.ring(50, **how),
        lambda **how: networks.custom([{"name": "E", "size": 50, "noise": 5}], **how),
    ],
)
def test_ready_made_networks_have_the_same_synapses_with_any_step(make: Any) -> None:
    published, fine = make(), make(dt=0.5, scheme="adaptive")
    assert (fine.dt, fine.scheme, fine.scaling) == (0.5, "adaptive", "charge")
    for one, other in zip(published.projections, fine.projections, strict=True):
        np.testing.assert_array_equal(one.w, other.w)
        np.testing.assert_array_equal(one.synapses.targets, other.synapses.targets)
        np.testing.assert_array_equal(one.delay, other.delay)


def test_what_is_known_is_shown_from_the_longest_step_on() -> None:
    told: list[Any] = []
    parts: list[Any] = []
    for part in converging(driven, [1.0, 0.5], ["adaptive"], duration=50.0, transient=0.0):
        (told if isinstance(part, Progress) else parts).append(part)
    assert [np.isfinite(part.rates).sum() for part in parts] == [1, 2]
    fractions = [progress.fraction for progress in told]
    assert fractions == sorted(fractions)


def test_the_plot_has_a_curve_for_each_scheme(found: Convergence) -> None:
    plot = plot_of(found)
    assert isinstance(plot, Plot)
    for pane, rows in zip(plot.panes, (found.rates, found.synchrony), strict=True):
        assert pane.x.kind == "log"
        for series, row in zip(pane.series, rows, strict=True):
            assert isinstance(series, Curve)
            np.testing.assert_array_equal(series.y, row)
    assert list(found.to_pandas().columns) == [
        "dt",
        "rate half_step",
        "rate adaptive",
        "synchrony half_step",
        "synchrony adaptive",
    ]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: convergence(networks.polychronous_2006(100, 25, out_degree=20)), "network"),
        (lambda: convergence(Network(scheme="forward")), "network"),
        (lambda: convergence(3), "network"),  # type: ignore[arg-type]
        (lambda: convergence(("feedforward", 3)), "network"),  # type: ignore[arg-type]
        (lambda: convergence(("unknown", {})), "network"),
        (lambda: convergence(lambda dt, scheme: cast(Any, None), [1.0]), "network"),
        (lambda: convergence(driven, []), "steps"),
        (lambda: convergence(driven, [0.5, 1.0]), "steps"),
        (lambda: convergence(driven, [1.0], ["accurate"]), "schemes"),
        (lambda: convergence(driven, [1.0], duration=0.0), "duration"),
    ],
)
def test_mistakes_are_named(call: Any, name: str) -> None:
    with pytest.raises(ParameterError, match=name), warnings.catch_warnings():
        call()

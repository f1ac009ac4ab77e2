"""The ready-made networks do what they are made for."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from izhikevich import ParameterError, analysis, networks
from izhikevich.network import Recording
from izhikevich.network.populations import whole_and_kind
from izhikevich.networks import polychronous_weights
from izhikevich.networks.polychronous_trained import learnt

SEEDS = range(6)


@cache
def cortical(seed: int) -> tuple[Recording, Any]:
    net = networks.cortical_2003(seed=seed)
    return net.run(10_000.0), net


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cortical_network_fires_as_published(seed: int) -> None:
    recording, net = cortical(seed)
    rate = recording.times.size / 10.0 / net.n_neurons
    assert 6.5 <= rate <= 8.5
    _, activity = analysis.population_rate(recording.times, net.n_neurons, 0.0, 10_000.0, 1.0)
    frequencies, power = analysis.spectrum(activity, 1.0)
    gamma = analysis.peak(frequencies, power, 25.0, 50.0)
    alpha = analysis.peak(frequencies, power, 5.0, 12.0)
    background = np.median(power[(frequencies >= 60.0) & (frequencies <= 100.0)])
    assert gamma is not None
    assert gamma.power >= 1.5 * background
    assert alpha is not None


def test_the_cortical_network_is_made_as_published() -> None:
    net = networks.cortical_2003(seed=3)
    exc, inh = net.populations
    assert (exc.size, inh.size) == (800, 200)
    varied = np.sqrt((exc.values["c"] + 65.0) / 15.0)
    np.testing.assert_allclose(exc.values["d"], 8.0 - 6.0 * varied**2)
    assert 0.45 < varied.mean() < 0.55
    varied = (inh.values["a"] - 0.02) / 0.08
    np.testing.assert_allclose(inh.values["b"], 0.25 - 0.05 * varied)
    assert net.n_synapses == 1_000_000
    for projection in net.projections:
        weights = projection.synapses.weights
        largest = 0.5 if projection.pre is exc else 1.0
        assert weights.min() >= 0.0
        assert weights.max() <= largest
        assert weights.mean() == pytest.approx(0.5 * largest, rel=0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_layer_fires_at_the_defaults(seed: int) -> None:
    net = networks.feedforward(seed=seed)
    recording = net.run(2000.0)
    layers: dict[str, tuple[int, int]] = {}
    for population in net.populations:
        name = population.name.rsplit(" ", 1)[0]
        spikes, size = layers.get(name, (0, 0))
        spikes += recording.of(population)[0].size
        layers[name] = (spikes, size + population.size)
    rates = [spikes / size / 2.0 for spikes, size in layers.values()]
    assert [size for _, size in layers.values()] == [1000, 200, 10]
    for rate in rates:
        assert 2.0 <= rate <= 40.0


def test_without_weights_only_the_first_layer_fires() -> None:
    net = networks.feedforward(weight_mean=0.0, weight_sd=0.0, background_noise=0.0)
    recording = net.run(500.0)
    first = {p.name for p in net.populations if p.name.startswith("layer 1")}
    assert {p.name for p in net.populations if recording.rate(p)} == first


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("layer 1 inhibitory", ("layer 1", "inhibitory")),
        ("excitatory", ("", "excitatory")),
        ("inhibitory pool excitatory", ("inhibitory pool", "excitatory")),
        ("inhibitory pool", ("", "")),
    ],
)
def test_names_tell_the_kind_by_their_last_word(name: str, found: tuple[str, str]) -> None:
    assert whole_and_kind(name) == found


# Noise and refractory periods of single neurons


def own(**row: Any) -> Any:
    return networks.custom([{"name": "A", "size": 200, "inhibitory": 0.25, **row}])


def test_each_neuron_draws_its_noise_and_its_refractory_period() -> None:
    net = own(noise="uniform(4,8)", tau_refrac="normal(5,10)")
    for population in net.populations:
        noise, refractory = population.values["noise"], population.values["tau_refrac"]
        assert 4.0 <= noise.min() < 5.0 < 7.0 < noise.max() <= 8.0
        assert refractory.min() == 0.0
        assert np.unique(refractory).size > population.size // 2


def test_a_refractory_period_keeps_spikes_apart() -> None:
    apart = []
    for tau in (0.0, "40"):
        recording = own(noise="6", current=10, tau_refrac=tau).run(1000.0)
        trains = analysis.by_neuron(recording.times, recording.indices, 200)
        apart.append(min(np.diff(train).min(initial=np.inf) for train in trains))
    assert apart[0] < 40.0 < apart[1]


def test_texts_are_the_numbers() -> None:
    one, other = own(noise="5", tau_refrac="2").run(200.0), own(noise=5, tau_refrac=2).run(200.0)
    np.testing.assert_array_equal(one.times, other.times)


def two(**row: Any) -> Any:
    """Return a network of two populations, one with receptors, and what connects them."""
    populations = [
        {"name": "A", "size": 100, "inhibitory": 0.2},
        {"name": "B", "size": 50, "receptors": "AMPA, GABA_A GABA_B"},
    ]
    return networks.custom(populations, [{"pre": "A", "post": "B", "weight": 0.1, **row}])


def test_excitation_and_inhibition_act_on_the_first_receptor_of_their_kind() -> None:
    assert [p.target for p in two().projections] == ["AMPA", "GABA_A"]
    assert [p.target for p in two(target_inh="GABA_B").projections] == ["AMPA", "GABA_B"]
    with pytest.raises(ParameterError, match="AMPA"):
        two(target="NMDA")


def test_rules_of_a_projection() -> None:
    (excites, inhibits) = two(rule="in_degree", probability=0.25).projections
    assert (excites.synapses.in_degrees() == 20).all()
    assert (inhibits.synapses.in_degrees() == 5).all()
    assert (two(rule="out_degree").projections[0].synapses.out_degrees() == 5).all()
    assert two(rule="all").projections[0].synapses.n == 80 * 50


def test_synapses_learn_where_they_can() -> None:
    def learning(name: str) -> list[bool]:
        net = networks.custom(
            [{"name": "A", "inhibitory": 0.2}], [{"pre": "A", "post": "A", "learning": name}]
        )
        return [bool(p.plasticity) for p in net.projections]

    for name in ("stdp", "nearest", "triplets"):
        assert learning(name) == [True, True, False, False]
    assert learning("inhibitory") == [False, False, True, True]
    with pytest.raises(ParameterError, match="leave out the receptors of B"):
        two(learning="stdp")
    both = two(short_term="depressing").projections
    assert [p.short_term.tau_rec for p in both] == [800.0, 800.0]
    with pytest.raises(ParameterError, match="must be one of stdp"):
        learning("hebb")


# Connections of pairs of layers


def pair(**row: Any) -> Any:
    return networks.feedforward((9, 3), connections=[{"pre": 1, "post": 2, **row}])


def between(net: Any, pre: str, post: str) -> Any:
    return next(p for p in net.projections if (p.pre.name, p.post.name) == (pre, post))


E1, I1, E2 = "layer 1 excitatory", "layer 1 inhibitory", "layer 2 excitatory"


def test_a_pair_without_differences_is_as_all_others() -> None:
    same = networks.feedforward(connections=[{"pre": 1, "post": 2, "weight": " "}]).run(200.0)
    default = networks.feedforward().run(200.0)
    np.testing.assert_array_equal(same.times, default.times)
    np.testing.assert_array_equal(same.indices, default.indices)


@pytest.mark.parametrize(
    ("weight", "mean", "sd"),
    [
        ("uniform(2,8)", 5.0, 6.0 / np.sqrt(12.0)),
        ("normal(6,1)", 6.0, 1.0),
        ("lognormal(1.5,0.5)", np.exp(1.625), np.exp(1.625) * np.sqrt(np.expm1(0.25))),
        ("exponential(4)", 4.0, 4.0),
        ("gamma(4,1.5)", 6.0, 3.0),
        (3.0, 3.0, 0.0),
    ],
)
def test_weights_of_a_pair_have_their_distribution(weight: Any, mean: float, sd: float) -> None:
    row = {"pre": 1, "post": 2, "weight": weight, "probability": 0.5}
    net = networks.feedforward(inhibition=2.0, connections=[row])
    for pre, factor in ((E1, 1.0), (I1, 2.0)):
        weights = between(net, pre, E2).synapses.weights
        error = sd / np.sqrt(weights.size)
        assert weights.mean() == pytest.approx(factor * mean, abs=5.0 * factor * error + 1e-12)
        assert weights.std() == pytest.approx(factor * sd, rel=0.1)
    assert between(net, E1, E2).synapses.n == pytest.approx(0.5 * 800 * 160, rel=0.05)
    later = between(net, E2, "layer 3 excitatory").synapses
    plain = networks.feedforward(inhibition=2.0)
    np.testing.assert_array_equal(
        later.weights, between(plain, E2, "layer 3 excitatory").synapses.weights
    )


def test_layers_that_are_no_neighbours() -> None:
    rows = [{"pre": 3, "post": 1, "weight": 2, "delay": 5}, {"pre": 2, "post": 2}]
    net = networks.feedforward((80, 20, 10), connections=rows)
    back = between(net, "layer 3 excitatory", E1).synapses
    assert set(back.weights.tolist()) == {2.0}
    assert between(net, E2, E2).synapses.n
    assert len(net.projections) == 8 + 4 + 4
    delays = net.projections[8].synapses.delays
    assert set(np.asarray(delays).tolist()) == {5}


@pytest.mark.parametrize("kind", ["array", "list", "file", "path"])
def test_weights_from_a_matrix(kind: str, tmp_path: Any) -> None:
    matrix = np.arange(27.0).reshape(3, 9)
    given: Any = matrix.tolist() if kind == "list" else matrix
    if kind in ("file", "path"):
        given = tmp_path / "weights.csv"
        np.savetxt(given, matrix, delimiter=",")
        given = str(given) if kind == "file" else given
    net = networks.feedforward(
        (9, 3),
        excitatory_fraction=2 / 3,
        inhibition=0.5,
        connections=[{"pre": 1, "post": 2, "weight": given}],
    )
    assert [p.size for p in net.populations] == [6, 3, 2, 1]
    excitatory = between(net, E1, E2).synapses
    assert excitatory.n == 11  # one weight is 0
    np.testing.assert_array_equal(excitatory.weights, matrix[:2, :6].T.ravel()[1:])
    inhibitory = between(net, I1, "layer 2 inhibitory").synapses
    np.testing.assert_array_equal(inhibitory.weights, 0.5 * matrix[2:, 6:].T.ravel())


def test_waves_travel_on_the_ring() -> None:
    net = networks.ring()
    recording = net.run(2000.0)
    (cells,) = net.populations
    assert 0.3 < recording.rate(cells) < 20.0
    # A neuron fires a few ms after its neighbours, not with those on the other side.
    trains = analysis.by_neuron(recording.times, recording.indices, cells.size)

    def together(distance: int) -> float:
        near = 0
        for k in range(0, cells.size, 5):
            other = trains[(k + distance) % cells.size]
            near += sum(np.abs(other - t).min(initial=np.inf) <= 5.0 for t in trains[k])
        return near / max(1, sum(trains[k].size for k in range(0, cells.size, 5)))

    assert together(1) > 0.6
    assert together(cells.size // 2) < 0.3


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: networks.feedforward(()), "layers"),
        (lambda: networks.feedforward((10, 0)), "layers"),
        (lambda: networks.feedforward(excitatory_fraction=1.5), "excitatory_fraction"),
        (lambda: networks.feedforward(connection_probability=2.0), "p"),
        (lambda: networks.feedforward((9, 3), connections=[{"pre": 1, "post": 3}]), "connections"),
        (lambda: networks.feedforward((9, 3), connections=[{"pre": 1, "pots": 2}]), "connections"),
        (lambda: own(noise="uniform(-2,1)"), "noise"),
        (lambda: own(noise="loud"), "distribution"),
        (lambda: own(tau_refrac=-1), "tau_refrac"),
        (lambda: own(tau_refrac="-1"), "tau_refrac"),
        (lambda: pair(probability=2), "probability"),
        (lambda: pair(probability="x"), "probability"),
        (lambda: pair(delay=0), "delay"),
        (lambda: pair(weight=-1), "weight"),
        (lambda: pair(weight="uniform(-1,1)"), "weight"),
        (lambda: pair(weight=np.ones((9, 3))), "weight"),
        (lambda: pair(weight=-np.ones((3, 9))), "weight"),
        (lambda: pair(weight="not there.csv"), "weight"),
        (lambda: networks.cortical_2003(0), "excitatory"),
        (lambda: networks.cortical_2003(thalamic_exc=-1.0), "thalamic_exc"),
        (lambda: networks.polychronous_2006(50, out_degree=100), "out_degree"),
        (lambda: networks.ring(reach=0.0), "reach"),
    ],
)
def test_bad_values_are_named(make: Any, name: str) -> None:
    with pytest.raises(ParameterError, match=name):
        make()


def gamma(net: Any) -> float:
    """The power of the population rate from 30 to 60 Hz, in 10 s."""
    recording = net.run(10_000.0)
    _, activity = analysis.population_rate(recording.times, net.n_neurons, 0.0, 10_000.0, 1.0)
    frequencies, power = analysis.spectrum(activity, 1.0)
    return float(power[(frequencies >= 30.0) & (frequencies <= 60.0)].mean())


def test_after_an_hour_the_polychronous_network_has_a_fast_rhythm() -> None:
    assert gamma(networks.polychronous_trained()) > 4.0 * gamma(networks.polychronous_2006(seed=0))


def test_the_learnt_weights_are_of_the_same_network() -> None:
    fresh, trained = networks.polychronous_2006(seed=0), networks.polychronous_trained()
    for one, other in zip(fresh.projections, trained.projections, strict=True):
        np.testing.assert_array_equal(one.synapses.targets, other.synapses.targets)
        np.testing.assert_array_equal(one.synapses.delays, other.synapses.delays)
        assert (one.plasticity is None) == (other.plasticity is None)
    weights = np.concatenate([p.synapses.weights for p in trained.projections if p.plasticity])
    assert weights.size == 80_000
    assert np.mean(weights > 9.0) > 0.4
    assert np.mean(weights < 1.0) > 0.3


def test_learnt_weights_are_read_as_they_were_written(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = learnt(3000.0)
    monkeypatch.setattr(polychronous_weights, "WEIGHTS", kept)
    net = networks.polychronous_2006(seed=0)
    net.run(3000.0)
    for one, other in zip(
        net.projections, networks.polychronous_trained().projections, strict=True
    ):
        np.testing.assert_allclose(net.weights(one), other.synapses.weights, atol=1 / 3 + 1e-9)


@pytest.mark.parametrize("size", [2000, 20_000])
def test_large_networks_fire_at_the_same_rate(size: int) -> None:
    net = networks.cortical_sparse(size, seed=1)
    assert net.precision == "float32"
    assert net.n_synapses == 100 * size
    recording = net.run(1000.0)
    assert 6.5 <= recording.times.size / size <= 8.5


def test_single_precision_changes_no_statistics() -> None:
    rates, spread = {}, {}
    for precision in ("float64", "float32"):
        net = networks.cortical_sparse(4000, seed=2, precision=precision)
        recording = net.run(2000.0)
        counts = np.bincount(recording.indices, minlength=4000) / 2.0
        rates[precision], spread[precision] = counts.mean(), counts.std()
    assert rates["float32"] == pytest.approx(rates["float64"], rel=0.03)
    assert spread["float32"] == pytest.approx(spread["float64"], rel=0.05)


def test_a_large_network_takes_little_memory() -> None:
    net = networks.cortical_sparse(20_000)
    assert sum(p.synapses.nbytes for p in net.projections) / net.n_synapses < 9.0

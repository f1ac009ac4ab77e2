from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import (
    Network,
    ParameterError,
    Parameters,
    Sampled,
    SimulationError,
    engine,
    networks,
    simulate,
)
from izhikevich.network import (
    AllToAll,
    FixedProbability,
    FromTriples,
    Normal,
    OneToOne,
    Recording,
    Uniform,
)
from izhikevich.network.populations import Population


def same(one: Recording, other: Recording) -> bool:
    return np.array_equal(one.times, other.times) and np.array_equal(one.indices, other.indices)


def joined(parts: list[Recording]) -> tuple[Any, Any]:
    return np.concatenate([p.times for p in parts]), np.concatenate([p.indices for p in parts])


def pair(weight: float, delay: float = 1.0, dt: float = 1.0, **post: Any) -> tuple[Any, Any, Any]:
    """One source that fires at 5 ms, and one neuron at rest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        net = Network(dt=dt, scheme="forward")
    source = net.spike_times([[5.0]])
    cell = net.population(1, v0=-70.0, u0=-14.0, **post)
    net.connect(source, cell, weights=weight, delays=delay)
    return net, cell, net.run(60.0, record={cell: [0]}).course(cell, 0)


@pytest.mark.parametrize("scheme", ["euler", "forward", "half_step"])
def test_a_single_neuron_is_that_of_simulate(scheme: str) -> None:
    net = Network(dt=0.25, scheme=scheme, scaling="charge")
    cell = net.population(3, i_offset=np.array([4.0, 10.0, 15.0]), v0=-65.0, u0=-13.0)
    recording = net.run(300.0, record={cell: [0, 1, 2]})
    for k, current in enumerate((4.0, 10.0, 15.0)):
        trace = simulate(Parameters(), current, 299.75, dt=0.25, v0=-65.0, u0=-13.0, scheme=scheme)
        times, indices = recording.of(cell)
        np.testing.assert_array_equal(times[indices == k], trace.spike_times)
        np.testing.assert_array_equal(recording.course(cell, k).v, trace.v)
        np.testing.assert_array_equal(recording.course(cell, k).u, trace.u)


@pytest.mark.parametrize("delay", [1.0, 2.0, 7.0, 20.0])
def test_a_spike_arrives_after_its_delay_and_lasts_one_step(delay: float) -> None:
    _, _, course = pair(3.0, delay)
    expected = np.zeros(60)
    expected[5 + int(delay)] = 3.0
    np.testing.assert_array_equal(course.g["exc"], expected)
    np.testing.assert_array_equal(course.current, expected)


def test_a_weight_is_a_charge_if_asked() -> None:
    def area(dt: float, scaling: str) -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            net = Network(dt=dt, scaling=scaling, scheme="forward")
        cell = net.population(1)
        net.connect(net.spike_times([[5.0]]), cell, weights=2.0)
        return float(net.run(20.0, record={cell: [0]}).course(cell, 0).current.sum() * dt)

    assert [area(dt, "charge") for dt in (1.0, 0.5, 0.25)] == pytest.approx([2.0, 2.0, 2.0])
    assert [area(dt, "step") for dt in (1.0, 0.5, 0.25)] == pytest.approx([2.0, 1.0, 0.5])


def test_a_step_that_depends_on_dt_is_told() -> None:
    with pytest.warns(UserWarning, match=r"dt = 0\.5 ms"):
        Network(dt=0.5, scheme="forward")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Network(dt=0.5, scaling="charge", scheme="forward")
        Network(scheme="forward")


def test_a_conductance_decays_with_its_time_constant() -> None:
    _, _, course = pair(3.0, tau={"exc": 5.0})
    expected = np.where(np.arange(60) < 6, 0.0, 3.0 * np.exp(-(np.arange(60) - 6) / 5.0))
    np.testing.assert_allclose(course.g["exc"], expected, rtol=1e-12)


def test_noise_has_the_asked_spread_and_scales_with_dt_as_a_charge() -> None:
    for dt, scaling, sd in ((1.0, "step", 3.0), (0.25, "charge", 6.0)):
        net = Network(dt=dt, seed=4, scaling=scaling, scheme="forward")
        cell = net.population(50, noise=3.0, d=0.0, v_peak=1000.0, c=-65.0)
        current = [net.run(20.0, record={cell: range(50)}).course(cell, k).current for k in (0, 49)]
        assert np.std(current) == pytest.approx(sd, rel=0.25)
        assert not np.array_equal(current[0], current[1])


def test_refractory_neurons_stand_still_and_miss_what_arrives() -> None:
    net = Network(scheme="forward")
    cell = net.population(1, i_offset=10.0, tau_refrac=5.0)
    free = net.population(1, i_offset=10.0)
    recording = net.run(200.0, record={cell: [0]})
    course = recording.course(cell, 0)
    first = int(recording.of(cell)[0][0])
    assert first == recording.of(free)[0][0]
    np.testing.assert_array_equal(course.v[first : first + 6], -65.0)
    np.testing.assert_array_equal(np.diff(course.u[first : first + 6]), 0.0)
    assert course.v[first + 6] != -65.0
    assert recording.of(cell)[0][-1] > recording.of(free)[0][recording.of(cell)[0].size - 1]


def test_dales_law() -> None:
    net = Network(seed=2, scheme="forward")
    cells = net.population(100)
    projection = net.connect(
        cells, cells, FixedProbability(0.3), weights=Normal(0.0, 1.0), excitatory_fraction=0.8
    )
    excitatory = projection.synapses.sources() < 80
    assert (projection.synapses.weights[excitatory] >= 0.0).all()
    assert (projection.synapses.weights[~excitatory] <= 0.0).all()
    assert (~excitatory).any()


def test_poisson_sources_fire_at_their_rate() -> None:
    net = Network(seed=3, scheme="forward")
    steady, rising = net.poisson(100, 50.0), net.poisson(100, "step(80,500)")
    counted = []
    for source in (steady, rising):
        counter = net.population(source.size)
        net.connect(source, counter, OneToOne(), weights=1.0)
        counted.append(counter)
    recording = net.run(1000.0, record={counter: range(100) for counter in counted})
    counts = np.array([[recording.course(c, k).g["exc"] for k in range(100)] for c in counted]).sum(
        axis=1
    )
    # Each sum over 100 sources: mean 5 per ms, standard deviation of the mean below 2 %.
    assert counts[0].mean() == pytest.approx(5.0, rel=0.06)
    assert counts[1, :500].sum() == 0.0
    assert counts[1, 501:].mean() == pytest.approx(8.0, rel=0.06)
    assert counts[0].var() == pytest.approx(counts[0].mean(), rel=0.2)


def test_seeds() -> None:
    first, again, other = (networks.cortical_2003(seed=s).run(200.0) for s in (1, 1, 2))
    assert same(first, again)
    assert not same(first, other)


OWN = partial(
    networks.custom, [{"name": "E", "inhibitory": 0.3, "noise": 6}], [{"pre": "E", "post": "E"}]
)
MAKERS = [
    networks.feedforward,
    networks.cortical_2003,
    networks.ring,
    networks.polychronous_2006,
    OWN,
]


@pytest.mark.parametrize("make", MAKERS, ids=lambda m: getattr(m, "__name__", "custom"))
def test_parts_of_a_run_make_the_whole(make: Callable[[], Network]) -> None:
    whole = make().run(1200.0)
    net = make()
    parts = [net.run(313.0)]
    file = io.BytesIO()
    net.save(file)
    parts.append(net.run(400.0))
    file.seek(0)
    other = make()
    other.load(file)
    parts[1:] = [other.run(400.0), other.run(487.0)]
    times, indices = joined(parts)
    np.testing.assert_array_equal(times, whole.times)
    np.testing.assert_array_equal(indices, whole.indices)
    assert other.time == 1200.0
    other.reset()
    assert same(other.run(1200.0), whole)


def test_a_state_of_another_network_is_refused() -> None:
    state = networks.ring(50).state()
    with pytest.raises(ParameterError, match="another network"):
        networks.ring(60).restore(state)


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=4),
    seed=st.integers(0, 1000),
    delay=st.integers(1, 5),
    decays=st.booleans(),
)
def test_laying_out_does_not_depend_on_how_neurons_are_grouped(
    sizes: list[int], seed: int, delay: int, decays: bool
) -> None:
    """One population, or several of the same neurons with the same synapses: equal spikes."""
    n = sum(sizes)
    starts = np.cumsum([0, *sizes])
    rng = np.random.default_rng(seed)
    pre, post = np.nonzero(rng.random((n, n)) < 0.4)
    weights = rng.uniform(0.0, 20.0, pre.size)
    drive = rng.uniform(0.0, 12.0, n)
    tau = {"exc": 4.0} if decays else {}
    one = Network(seed=1, scheme="forward")
    cells = one.population(n, i_offset=drive, noise=2.0, tau=tau)
    one.connect(cells, cells, FromTriples(pre, post, weights), delays=float(delay))
    many = Network(seed=1, scheme="forward")
    parts: list[Population] = [
        many.population(size, i_offset=drive[a : a + size], noise=2.0, tau=tau)
        for a, size in zip(starts, sizes, strict=False)
    ]
    for a in parts:
        for b in parts:
            own = (pre >= a.start) & (pre < a.stop) & (post >= b.start) & (post < b.stop)
            rule = FromTriples(pre[own] - a.start, post[own] - b.start, weights[own])
            many.connect(a, b, rule, delays=float(delay))
    # The sums of what arrives may differ in the last bit: compare spikes, not voltages.
    assert same(one.run(150.0), many.run(150.0))


def test_different_equations_run_beside_each_other() -> None:
    from izhikevich import CELL_TYPES

    net = Network(dt=0.25, scheme="forward", scaling="charge")
    keys = ["RS", "FS_2007", "LTS_2007"]
    cells = [net.population(2, CELL_TYPES[key], stimulus=CELL_TYPES[key].stimulus) for key in keys]
    recording = net.run(300.0)
    for population, key in zip(cells, keys, strict=True):
        cell = CELL_TYPES[key]
        v0, u0 = population.values["v0"][0], population.values["u0"][0]
        trace = simulate(
            cell.parameters, cell.stimulus, 299.75, dt=0.25, v0=v0, u0=u0, scheme="forward"
        )
        times, indices = recording.of(population)
        np.testing.assert_array_equal(times[indices == 1], trace.spike_times)


def test_a_network_that_diverges_says_who() -> None:
    net = Network(scheme="forward")
    net.population(5, name="calm")
    net.population(5, name="wild", i_offset=np.array([0.0, 0.0, 1e9, 0.0, 0.0]))
    with pytest.raises(SimulationError, match=r"neuron 2 of wild diverged"):
        net.run(100.0)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda net, e: Network(dt=0, scheme="forward"), "dt"),
        (lambda net, e: Network(scheme="rk4"), "scheme"),
        (lambda net, e: net.population(0), "size"),
        (lambda net, e: net.population(3, weight=1), "weight"),
        (lambda net, e: net.population(3, a=11.0), "a"),
        (lambda net, e: net.population(3, a=[0.1, 0.2]), "a"),
        (lambda net, e: net.population(3, c=40.0), "c"),
        (lambda net, e: net.population(3, noise=-1.0), "noise"),
        (lambda net, e: net.population(3, v_peak=30, v_thresh=30), "twice"),
        (lambda net, e: net.population(3, name="e"), "name"),
        (lambda net, e: net.population(3, tau={"ampa": 1.0}), "tau"),
        (lambda net, e: net.population(3, conductance="g_exc + spam"), "spam"),
        (lambda net, e: net.connect(e, e, target="ampa"), "ampa"),
        (lambda net, e: net.connect(e, e, weights=float("nan")), "weights"),
        (lambda net, e: net.connect(e, e, delays=0.0), "delays"),
        (lambda net, e: net.connect(e, Network(scheme="forward").population(1)), "post"),
        (lambda net, e: net.poisson(2, -1.0), "rate"),
        (lambda net, e: net.poisson(2, 2000.0), "rate"),
        (lambda net, e: net.spike_times([[-1.0]]), "times"),
        (lambda net, e: net.run(-1.0), "duration"),
        (lambda net, e: net.run(1.5), "duration"),
        (lambda net, e: net.run(10.0, record={e: [7]}), "recorded neuron"),
        (lambda net, e: Network(scheme="forward").run(10.0), "no neurons"),
    ],
)
def test_errors_name_what_is_wrong(act: Any, words: str) -> None:
    net = Network(scheme="forward")
    exc = net.population(5, name="e")
    with pytest.raises(ParameterError, match=words):
        act(net, exc)


def test_a_network_that_would_not_fit_is_refused_with_the_numbers() -> None:
    net = Network(memory_limit=100_000_000, scheme="forward")
    cells = net.population(20_000)
    with pytest.raises(ParameterError, match=r"399,980,000 synapses.*MB"):
        net.connect(cells, cells, AllToAll())
    assert net.n_synapses == 0
    net.connect(cells, cells, FixedProbability(0.0001), weights=Uniform(0.0, 1.0))


def test_adding_to_a_network_that_has_run_is_refused() -> None:
    net = Network(scheme="forward")
    net.population(1)
    net.run(1.0)
    with pytest.raises(ParameterError, match="reset"):
        net.population(1)


def test_delays_that_would_not_fit_are_refused() -> None:
    net = Network(memory_limit=10_000_000, scheme="forward")
    cells = net.population(1000)
    net.connect(cells, cells, OneToOne(), delays=5000.0)
    with pytest.raises(ParameterError, match=r"delays.*MB"):
        net.run(1.0)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_the_stimulus_of_a_population_may_be_an_array(which: str) -> None:
    values = np.linspace(0.0, 20.0, 50)
    currents = []
    for stimulus in (values, Sampled(values, 1.0), -Sampled(-values, 1.0)):
        net = Network(scheme="forward")
        cells = net.population(2, stimulus=stimulus)
        with engine.use(which):
            currents.append(net.run(50.0, record={cells: 0}).course(cells, 0).current)
    np.testing.assert_array_equal(currents[0], values)
    np.testing.assert_array_equal(currents[1], values)
    np.testing.assert_array_equal(currents[2], values)

"""Adaptive steps against closed forms, and both they and others against the accurate scheme."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from math import atan, sqrt, tan, tanh
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, NumericalArtefactWarning, ParameterError, networks, simulate
from izhikevich._typing import FloatArray
from izhikevich.network import (
    NMDA,
    STDP,
    Alpha,
    Conductance,
    DoubleExponential,
    FixedProbability,
    FromMatrix,
    Recording,
    ShortTerm,
    accurate_run,
    magnesium_block,
)
from izhikevich.neuron.cells.lookup import parameters_of
from scipy.integrate import solve_ivp

CELLS = (
    *("RS", "IB", "CH", "FS", "LTS", "TC", "RZ"),
    *("RS_2007", "IB_2007", "CH_2007", "FS_2007", "LTS_2007", "TC_2007"),
)
#: Expressions whose slope is a function of v, some with each operation.
SLOPED = (
    "g_exc * (0 - v) - g_inh * (v + 80)",
    "g_exc * (1 - 3600/(3600 + (v + 80)**2)) * (0 - v)",
    "g_exc / (1 + exp(-0.062 * v) / 3.57) * (0 - v) + cos(u + v) - log2(2 + sin(v)) * g_inh",
    "tanh(v / 30) + log(abs(v)) - log10(v * v) + sqrt(-v) * tan(v / 99) - (-v)**1.5 + (v / 9)**-3",
    "max(v, -60) - min(2 * v, -130) * pos(v + 61) + neg(v + 59) / v + clip(v, -62, -58) * g_exc",
    "g_exc + 3",
)


def made(dt: float = 1.0, scheme: str = "adaptive", seed: int = 3) -> Network:
    """Return a network in which an input does not depend on the step."""
    return Network(dt, seed, scheme=scheme, scaling="step" if dt == 1.0 else "charge")


def layer(
    inhibition: float,
    scheme: str = "adaptive",
    tau: dict[str, float] | None = None,
    **cell: Any,
) -> Network:
    """Return regular spiking cells with excitatory and inhibitory input at random times."""
    net = made(scheme=scheme)
    exc, inh = net.poisson(100, 30.0), net.poisson(25, 30.0)
    cells = net.population(40, "RS", tau=tau, **cell)
    weight, half = 1.5 if tau else 6.0, FixedProbability(0.5)
    net.connect(exc, cells, half, weights=weight)
    net.connect(inh, cells, half, weights=weight * inhibition, target="inh")
    return net


def rate(recording: Recording) -> float:
    return recording.rate(recording.populations[0])


def late(one: Recording, exact: Recording, dt: float = 1.0) -> float:
    """Return how far spikes are from the steps in which they should be, ms.

    Infinite if a neuron does not have as many.
    """
    worst = 0.0
    for neuron in range(one.populations[0].size):
        steps, times = one.times[one.indices == neuron], exact.times[exact.indices == neuron]
        if steps.size != times.size:
            return np.inf
        if times.size:
            worst = max(worst, (steps - times).max(), (times - dt - steps).max())
    return worst


@pytest.mark.parametrize("current", [-600.0, -50.0, 3.0, 16.0, 40.0])
def test_v_has_the_closed_form_where_u_is_constant(current: float) -> None:
    net = made()
    cell = net.population(1, a=0.0, v0=-70.0, u0=0.0, i_offset=current)
    course = net.run(1.0, record={cell: [0]}).course(cell, 0)
    # v' = 0.04 (v + 62.5)^2 + r
    r, y = 140.0 - 156.25 + current, -7.5
    root = sqrt(0.04 * abs(r))
    if r < 0:
        t = tanh(root) / root
    else:
        t = tan(root) / root if root + atan(0.04 * y / root) < 1.5 else np.inf
    exact = (y + r * t) / (1.0 - 0.04 * y * t) - 62.5
    if np.isfinite(t):
        assert course.v[0] == pytest.approx(exact, abs=0.15)
    else:
        assert course.v_before[0] == 30.0


@pytest.mark.parametrize("name", ["RS", "CH", "TC", "FS_2007", "LTS_2007"])
def test_the_accurate_scheme_is_that_of_one_neuron(name: str) -> None:
    p = parameters_of(name)
    net = made()
    cell = net.population(1, name, i_offset=300.0 if p.dimensional else 10.0)
    start = {"v0": cell.values["v0"][0], "u0": cell.values["u0"][0]}
    trace = simulate(p, 300.0 if p.dimensional else 10.0, 100.0, dt=0.5, scheme="accurate", **start)
    found = accurate_run(net, 100.0, tolerance=1e-6)
    assert trace.n_spikes > 1
    np.testing.assert_allclose(found.times, trace.spike_times, atol=5e-4)


@pytest.mark.parametrize("name", CELLS)
def test_a_neuron_fires_in_the_steps_of_the_accurate_scheme(name: str) -> None:
    currents = np.linspace(3.0, 15.0, 5) * (30.0 if parameters_of(name).dimensional else 1.0)
    net = made()
    net.population(5, name, i_offset=currents)
    exact = accurate_run(net, 200.0, tolerance=1e-6)
    assert exact.times.size > (3 if name == "IB_2007" else 20)
    for dt in (1.0, 0.5):
        net = made(dt)
        net.population(5, name, i_offset=currents)
        assert late(net.run(200.0), exact, dt) < 0.06


@pytest.mark.parametrize(("name", "order"), [("RS", 3.5), ("FS", 3.5), ("FS_2007", 2.5)])
def test_the_error_of_a_step_falls_with_its_fourth_power(name: str, order: float) -> None:
    p, errors = parameters_of(name), []
    current = 150.0 if p.dimensional else 6.0
    v, u = (-57.0, 20.0) if p.dimensional else (-66.0, -11.0)
    for dt in (0.5, 0.25):
        net = made(dt)
        cell = net.population(1, name, i_offset=current, v0=v, u0=u)
        found = net.run(dt, record={cell: [0]}).course(cell, 0)
        exact = simulate(p, current, dt, dt=dt, scheme="accurate", v0=v, u0=u)
        errors.append(abs(found.v[0] - exact.v[-1]) + abs(found.u[0] - exact.u[-1]))
    assert errors[0] < 2e-3
    assert np.log2(errors[0] / errors[1]) > order


@pytest.mark.parametrize("text", SLOPED)
def test_slopes_of_currents_are_their_derivatives(text: str) -> None:
    conductance = Conductance(text)
    v, u, h = np.array([-75.3, -60.7, -59.2, -40.1]), np.full(4, -10.0), 1e-5
    g = {"exc": np.array([0.1, 2.0, 0.5, 1.0]), "inh": np.array([0.3, 0.0, 1.5, 1.0])}
    current, slope = conductance.linearised(g, v, u)
    np.testing.assert_array_equal(current, conductance.evaluate(g, v, u))
    above, below = (conductance.evaluate(g, v + x, u) for x in (h, -h))
    np.testing.assert_allclose(slope, (above - below) / (2.0 * h), rtol=1e-6, atol=1e-6)
    assert conductance.depends_on_v == ("v" in text)


def with_receptors(inhibition: float, scheme: str = "adaptive", block: bool = False) -> Network:
    """Return cells with the four receptors, whose input comes at given times."""
    net = made(scheme=scheme)
    drawn = np.random.default_rng(1)
    times = [np.sort(np.floor(drawn.uniform(0.0, 100.0, drawn.poisson(6)))) for _ in range(60)]
    exc, inh = net.spike_times(times[:40]), net.spike_times(times[40:])
    nmda = replace(NMDA, block=magnesium_block()) if block else NMDA
    cells = net.population(8, receptors=("AMPA", nmda, "GABA_A", "GABA_B"))
    for pre, target, weight in (
        (exc, "AMPA", 0.02),
        (exc, "NMDA", 0.002),
        (inh, "GABA_A", 0.02 * inhibition),
        (inh, "GABA_B", 0.0002 * inhibition),
    ):
        net.connect(pre, cells, FixedProbability(0.5), weights=weight, target=target)
    return net


@pytest.mark.parametrize("block", [False, True])
def test_conductances_act_as_in_the_accurate_scheme(block: bool) -> None:
    exact = accurate_run(with_receptors(1.0, block=block), 100.0)
    found = with_receptors(1.0, block=block).run(100.0)
    assert exact.times.size > 10
    assert late(found, exact) < 0.1


@pytest.mark.filterwarnings("ignore:Numerical artefacts")
def test_strong_conductances_silence_neurons() -> None:
    """64 / ms at most: each step is many time constants of the membrane."""
    strong = 200.0
    assert not accurate_run(with_receptors(strong), 100.0).times.size
    assert not with_receptors(strong).run(100.0).times.size
    assert with_receptors(strong, "half_step").run(100.0).times.size > 100


def test_a_new_network_takes_these_steps() -> None:
    assert Network().scheme == "adaptive"
    assert networks.cortical_2003().scheme == "half_step"


@pytest.mark.parametrize("tau", [None, {"exc": 5.0, "inh": 8.0}])
@pytest.mark.parametrize("inhibition", [1.0, 2.0, 4.0, 8.0, 16.0])
def test_a_driven_layer_fires_as_in_the_accurate_scheme(
    inhibition: float, tau: dict[str, float] | None
) -> None:
    exact = accurate_run(layer(inhibition, tau=tau), 200.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", NumericalArtefactWarning)
        found = layer(inhibition, tau=tau).run(200.0)
    assert rate(found) == pytest.approx(rate(exact), rel=0.03)
    if inhibition <= 4.0:  # later single spikes may differ, at the threshold
        assert late(found, exact) < 0.2


def test_decaying_conductances_act_alike_at_any_step() -> None:
    counts = []
    for dt in (1.0, 0.5):
        net = made(dt)
        cells = net.population(1, "RS", tau={"exc": 5.0})
        net.connect(net.spike_times([np.arange(5.0, 400.0, 4.0)]), cells, weights=8.0)
        counts += [accurate_run(net, 400.0).times.size, net.run(400.0).times.size]
    assert min(counts) > 8
    assert max(counts) - min(counts) <= 1


@pytest.mark.filterwarnings("ignore:Numerical artefacts")
def test_without_it_inhibition_makes_neurons_fire() -> None:
    for scheme, factor in (("forward", 4.0), ("half_step", 16.0)):
        assert rate(layer(factor, scheme).run(500.0)) > 1.4 * rate(layer(factor).run(500.0))


@pytest.mark.filterwarnings("ignore:Numerical artefacts")
def test_more_inhibition_is_not_more_activity_between_layers() -> None:
    def rates(inhibition: float, scheme: str) -> float:
        net = networks.feedforward((1000, 200), inhibition=inhibition, scheme=scheme)
        recording = net.run(1000.0)
        return recording.rate(net.populations[2])

    found = {}
    for scheme in ("half_step", "adaptive"):
        found[scheme] = [rates(inhibition, scheme) for inhibition in (1.0, 4.0, 16.0)]
    none, some, strong = found["adaptive"]
    assert none > 1.2 * some
    assert strong < 1.1 * some
    assert found["half_step"][2] > 3.0 * strong


def test_refractory_neurons_rest_as_in_the_accurate_scheme() -> None:
    exact = accurate_run(layer(1.0, tau_refrac=4.0, i_offset=8.0), 200.0)
    found = layer(1.0, tau_refrac=4.0, i_offset=8.0).run(200.0)
    # A period of rest begins with the step after the spike.
    assert rate(found) == pytest.approx(rate(exact), rel=0.05)


def test_a_coupled_network_with_short_steps_is_the_accurate_one_before_chaos() -> None:
    def make() -> Network:
        net = made(0.1)
        cells = net.population(30, "RS", i_offset=np.linspace(4.0, 12.0, 30))
        net.connect(cells, cells, FixedProbability(0.2), weights=1.0, delays=2.0)
        return net

    net, exact = make(), accurate_run(make(), 200.0)
    found = net.run(200.0)
    assert found.times.size == exact.times.size > 100
    for neuron in range(30):
        own = found.times[found.indices == neuron], exact.times[exact.indices == neuron]
        # A spike has the time at which its step begins: at most 0.1 ms too early.
        np.testing.assert_allclose(own[0], own[1] - 0.05, atol=0.1)


def test_a_neuron_fires_once_in_a_step() -> None:
    net = made()
    cell = net.population(1, "FS", i_offset=5000.0)
    recording = net.run(20.0, record={cell: [0]})
    np.testing.assert_array_equal(recording.times, np.arange(20.0))
    assert np.isfinite(recording.course(cell, 0).u).all()


def test_delays_are_not_rounded_in_the_accurate_scheme() -> None:
    def arrival(delay: float) -> float:
        net = made()
        source = net.spike_times([[5.0]])
        cell = net.population(1, "RS")
        net.connect(source, cell, weights=60.0, delays=delay)
        return float(accurate_run(net, 30.0).times[0])

    assert arrival(1.3) - arrival(1.0) == pytest.approx(0.3, abs=0.01)
    assert arrival(2.0) - arrival(1.0) == pytest.approx(1.0, abs=0.01)


def by_scipy(
    currents: Callable[[float, FloatArray], FloatArray], breaks: FloatArray, count: int
) -> list[tuple[float, int]]:
    """Return times (ms) and neurons of the spikes of `count` regular spiking cells, by DOP853.

    What they get is a function of the time and all voltages, smooth between some times.
    """
    p = parameters_of("RS")
    state = np.repeat(p.initial_state(), count)
    found: list[tuple[float, int]] = []
    now = 0.0

    def change(t: float, y: FloatArray) -> FloatArray:
        v, u = y[:count], y[count:]
        return np.append(0.04 * v * v + 5 * v + 140 - u + currents(t, v), p.a * (p.b * v - u))

    def peak(k: int) -> Any:
        def event(t: float, y: FloatArray) -> float:
            return float(y[k]) - p.v_peak

        event.terminal, event.direction = True, 1.0  # type: ignore[attr-defined]
        return event

    peaks = [peak(k) for k in range(count)]
    for end in breaks[1:].tolist():
        while now < end:
            run = solve_ivp(
                change, (now, end), state, "DOP853", events=peaks, rtol=1e-10, atol=1e-10
            )
            now, state = float(run.t[-1]), run.y[:, -1]
            for k in (k for k in range(count) if run.t_events[k].size):
                found.append((now, k))
                state[k], state[count + k] = p.c, state[count + k] + p.d
    return found


@pytest.mark.parametrize(
    "rule", [None, ShortTerm(0.4, 120.0), ShortTerm(0.1, 60.0, 300.0)], ids=["plain", "D", "F"]
)
@pytest.mark.parametrize("kinetics", [5.0, Alpha(4.0), DoubleExponential(0.7, 6.0)])
def test_conductances_and_synapses_that_tire_are_exact(kinetics: Any, rule: Any) -> None:
    arrivals = np.cumsum([4.0, *np.resize([3.0, 9.0, 5.0, 17.0], 24)])
    net = made()
    cell = net.population(1, "RS", tau={"exc": kinetics})
    weight = 6.0 if rule is None else 60.0
    net.connect(net.spike_times([arrivals]), cell, weights=weight, delays=1.25, short_term=rule)
    found = accurate_run(net, 220.0, tolerance=1e-8)

    amounts, x, u, last = [], 1.0, 0.0, -np.inf
    for time in arrivals.tolist():
        if rule is None:
            amounts.append(weight)
            continue
        passed, last = time - last, time
        x = 1.0 - (1.0 - x) * np.exp(-passed / rule.tau_rec)
        u = u * np.exp(-passed / rule.tau_facil) if rule.tau_facil else 0.0
        u = u + rule.U * (1.0 - u)
        amounts.append(weight * u * x)
        x -= u * x

    def shape(t: FloatArray) -> Any:
        if isinstance(kinetics, float):
            return np.exp(-t / kinetics)
        if isinstance(kinetics, Alpha):
            return t / kinetics.tau * np.exp(1.0 - t / kinetics.tau)
        rise, decay = kinetics.rise, kinetics.decay
        peak = rise * decay / (decay - rise) * np.log(decay / rise)
        height = np.exp(-peak / decay) - np.exp(-peak / rise)
        return (np.exp(-t / decay) - np.exp(-t / rise)) / height

    def currents(t: float, v: FloatArray) -> FloatArray:
        passed = t - 1.25 - arrivals
        there = passed >= 0.0
        return np.full(1, np.sum(np.array(amounts)[there] * shape(passed[there])))

    exact = by_scipy(currents, np.array([0.0, *(arrivals + 1.25), 220.0]), 1)
    exact = [spike for spike in exact if spike[0] < 220.0]
    assert found.times.size >= 2
    np.testing.assert_allclose(found.times, [time for time, _ in exact], rtol=0, atol=1e-4)


def test_currents_through_gap_junctions_follow_the_voltages() -> None:
    offsets, total = np.array([5.0, 7.0, 12.0, 4.0]), np.zeros((4, 4))
    total[0, 1], total[1, 2], total[2, 3], total[0, 3] = 0.05, 0.02, 0.1, 0.03
    total += total.T
    net = made()
    cells = net.population(4, "RS", i_offset=offsets)
    net.couple(cells, cells, FromMatrix(total))
    found = accurate_run(net, 300.0, tolerance=1e-8)

    def currents(t: float, v: FloatArray) -> FloatArray:
        found: FloatArray = offsets + total @ v - total.sum(1) * v
        return found

    exact = by_scipy(currents, np.array([0.0, 300.0]), 4)
    assert {k for _, k in exact} == {0, 1, 2, 3}
    assert len(exact) > 15
    np.testing.assert_array_equal(found.indices, [k for _, k in exact])
    np.testing.assert_allclose(found.times, [time for time, _ in exact], rtol=0, atol=1e-4)


def test_gap_junctions_of_a_step_come_to_those_that_follow_the_voltages() -> None:
    """Refractory cells of two forms of u, between which spikes travel, too."""

    def make(dt: float) -> Network:
        net = Network(dt, scheme="adaptive", scaling="charge")
        one = net.population(3, "RS", i_offset=[10.0, 14.0, 8.0], tau_refrac=4.0)
        other = net.population(2, "FS", i_offset=[6.0, 8.0], tau={"exc": Alpha(2.0)})
        net.couple(one, other, conductance=0.02)
        net.connect(one, other, weights=2.0, delays=1.0)
        return net

    exact = accurate_run(make(1.0), 100.0)
    errors = []
    for dt in (0.05, 0.0125):
        found = make(dt).run(100.0)
        assert found.times.size == exact.times.size > 10
        own = [
            found.times[found.indices == k] + dt / 2 - exact.times[exact.indices == k]
            for k in range(5)
        ]
        errors.append(max(float(np.abs(one).max()) for one in own))
    assert errors[1] < 0.1
    assert errors[1] < 0.5 * errors[0]


def test_the_accurate_scheme_refuses_what_it_does_not_do() -> None:
    def with_rule(**rule: Any) -> Network:
        net = made()
        cells = net.population(3)
        net.connect(cells, cells, weights=1.0, **rule)
        return net

    def injected() -> Network:
        net = made()
        cells = net.population(3)
        net.inject("sine(1, 20)", cells)
        return net

    cases: list[tuple[Callable[[], Network], str]] = [
        (lambda: with_rule(plasticity=STDP()), "plasticity"),
        (injected, "injections"),
    ]
    for make, name in cases:
        with pytest.raises(ParameterError, match=f"{name}.*adaptive"):
            accurate_run(make(), 10.0)


def test_the_accurate_scheme_leaves_the_network_where_it_is() -> None:
    net = layer(1.0)
    one, other = accurate_run(net, 20.0), accurate_run(net, 20.0)
    np.testing.assert_array_equal(one.times, other.times)
    assert net.time == 0.0

"""Weights that change, against plain loops over spikes."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, ParameterError, engine, networks
from izhikevich.network import (
    STDP,
    FixedProbability,
    FromTriples,
    Polychronous,
    ShortTerm,
    Uniform,
)


def pair_sum(rule: STDP, pre: list[float], post: list[float], delay: float) -> float:
    """Return the change of a weight in closed form: all pairs of arrivals and spikes.

    An arrival at the time of a postsynaptic spike comes first.
    """
    change = 0.0
    for at in pre:
        for spike in post:
            gap = spike - (at + delay)
            if gap >= -1e-9:
                change += rule.a_plus * exp(-gap / rule.tau_plus)
            else:
                change -= rule.a_minus * exp(gap / rule.tau_minus)
    return change


@pytest.mark.parametrize("which", engine.ENGINES)
def test_pairs_of_spikes_change_weights_as_written(which: str) -> None:
    rule = STDP(a_plus=0.3, a_minus=0.2, tau_plus=15.0, tau_minus=25.0, w_max=20.0)
    net = Network(seed=1, scheme="forward")
    pre = [[3.0, 17.0, 40.0, 41.0, 80.0], [10.0, 55.0, 56.0, 90.0]]
    source = net.spike_times(pre)
    cells = net.population(3, i_offset=np.array([8.0, 12.0, 20.0]))
    delays = np.array([1.0, 4.0, 2.0, 1.0, 9.0, 3.0])
    triples = FromTriples([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2])
    projection = net.connect(source, cells, triples, weights=5.0, delays=delays, plasticity=rule)
    with engine.use(which):
        recording = net.run(200.0)
    times, indices = recording.of(cells)
    expected = [
        5.0 + pair_sum(rule, pre[k // 3], times[indices == k % 3].tolist(), delays[k])
        for k in range(6)
    ]
    np.testing.assert_allclose(net.weights(projection), expected, rtol=1e-9)


@pytest.mark.parametrize("which", engine.ENGINES)
@pytest.mark.parametrize("tau", [5.0, 20.0, 100.0])
@pytest.mark.parametrize("delay", [1.0, 3.0, 17.0])
@pytest.mark.parametrize("dt", [1.0, 0.5, 0.1])
def test_a_pair_counts_the_same_at_every_step(
    dt: float, delay: float, tau: float, which: str
) -> None:
    rule = STDP(0.4, 0.3, tau_plus=tau, tau_minus=1.5 * tau, w_min=-50.0, w_max=50.0)
    net = Network(dt=dt, scaling="charge", scheme="forward")
    pre, driven_at = [10.0, 12.0, 90.0, 101.0 - delay, 130.0], [20.0, 91.0, 111.0]
    cell = net.population(1)
    # What makes the cell fire acts within the step in which it arrives.
    net.connect(net.spike_times([np.array(driven_at) - dt]), cell, weights=2000.0, delays=dt)
    learning = net.population(1)
    quiet = net.connect(
        net.spike_times([pre]), cell, weights=0.0, delays=delay, target="inh", plasticity=rule
    )
    none = net.connect(cell, learning, weights=0.0, delays=delay, plasticity=rule)
    with engine.use(which):
        times = net.run(200.0).of(cell)[0]
    np.testing.assert_allclose(times, driven_at, rtol=1e-12)
    expected = pair_sum(rule, pre, driven_at, delay)
    np.testing.assert_allclose(net.weights(quiet), expected, rtol=1e-9)
    np.testing.assert_array_equal(net.weights(none), 0.0)


@pytest.mark.parametrize("dt", [1.0, 0.5, 0.1])
def test_depression_after_10_ms(dt: float) -> None:
    """A spike at 91 ms, an arrival at 101 ms: exp(-10 / 20) = 0.6065, as Brian2 2.9 has it."""
    net = Network(dt=dt, scaling="charge", scheme="forward")
    cell = net.population(1)
    net.connect(net.spike_times([[91.0 - dt]]), cell, weights=2000.0, delays=dt)
    learning = net.connect(
        net.spike_times([[101.0 - dt]]),
        cell,
        weights=0.0,
        delays=dt,
        plasticity=STDP(a_plus=0.0, a_minus=1.0, w_min=-10.0),
    )
    assert net.run(150.0).times == pytest.approx([91.0])
    assert net.weights(learning) == pytest.approx([-0.60653], abs=1e-5)


def test_weights_stay_within_bounds() -> None:
    net = Network(seed=2, scheme="forward")
    cells = net.population(60, i_offset=6.0, noise=6.0)
    rule = STDP(a_plus=2.0, a_minus=2.2, w_min=1.0, w_max=3.0)
    projection = net.connect(
        cells, cells, FixedProbability(0.2), weights=Uniform(1.0, 3.0), plasticity=rule
    )
    net.run(500.0)
    weights = net.weights(projection)
    assert weights.min() == 1.0
    assert weights.max() == 3.0
    assert not np.array_equal(weights, projection.synapses.weights)
    net.reset()
    np.testing.assert_array_equal(net.weights(projection), projection.synapses.weights)


def published(net: Network, seconds: int) -> tuple[list[tuple[int, int]], Any]:
    """Run a polychronous network by the order of the published program, one synapse at a time."""
    from izhikevich.network.simulation.numpy import PULSE_STREAM
    from izhikevich.random import uniform

    n = net.n_neurons
    projections = [
        (p.synapses.sources() + p.pre.start, p.synapses.targets + p.post.start, p)
        for p in net.projections
    ]
    # Each is [source, target, delay, weight, change, whether it learns].
    synapses: list[Any] = [
        [
            int(i),
            int(j),
            int(d),
            float(w) * (-1 if p.target == "inh" else 1),
            0.0,
            p.target == "exc",
        ]
        for pre, post, p in projections
        for i, j, d, w in zip(pre, post, p.synapses.delays, p.synapses.weights, strict=True)
    ]
    a = np.concatenate([p.values["a"] for p in net.populations])
    d = np.concatenate([p.values["d"] for p in net.populations])
    v, u = np.full(n, -65.0), np.full(n, -13.0)
    traces: dict[int, Any] = {0: np.zeros(n)}
    fired_at: dict[int, list[int]] = {}
    spikes = []
    for t in range(1000 * seconds + 1):
        fired = [int(i) for i in np.flatnonzero(v >= 30.0)]
        v[fired] = -65.0
        u[fired] += d[fired]
        spikes += [(t - 1, i) for i in fired]
        trace = traces[t]
        trace[fired] = 0.1
        fired_at[t] = fired
        now = set(fired)
        for s in synapses:
            if s[5] and s[1] in now:
                s[4] += traces[t - s[2]][s[0]] if t >= s[2] else 0.0
        if t == 1000 * seconds:
            return spikes, synapses
        current = np.zeros(n)
        for s in synapses:
            when = t - s[2] + 1
            if s[0] in fired_at.get(when, ()):
                current[s[1]] += s[3]
                if s[5]:
                    s[4] -= 1.2 * trace[s[1]]
        chosen = int(uniform(net.seed, PULSE_STREAM, 0, np.array([t]))[0] * n)
        current[chosen] += 20.0
        for _ in range(2):
            v = v + 0.5 * ((0.04 * (v * v) + 5.0 * v + 140.0 - u) + current)
        u = u + a * (0.2 * v - u)
        traces[t + 1] = 0.95 * trace
        if (t + 1) % 1000 == 0:
            for s in synapses:
                if s[5]:
                    s[3] = min(10.0, max(0.0, s[3] + (0.01 + s[4])))
                    s[4] *= 0.9
    raise AssertionError


def test_the_polychronous_network_is_that_of_the_published_program() -> None:
    net = networks.polychronous_2006(24, 6, out_degree=10, longest_delay=5, seed=3)
    recording = net.run(2000.0)
    spikes, synapses = published(net, 2)
    assert recording.times.size > 100
    found = list(zip(recording.times.astype(int).tolist(), recording.indices.tolist(), strict=True))
    assert found == spikes
    plastic = [p for p in net.projections if p.plasticity is not None]
    weights = np.concatenate([net.weights(p) for p in plastic])
    expected = [s[3] for s in synapses if s[5]]
    np.testing.assert_allclose(weights, expected, rtol=1e-9)
    assert np.ptp(weights) > 0.0


def test_the_polychronous_network_is_wired_as_published() -> None:
    net = networks.polychronous_2006(seed=1)
    exc, inh = net.populations
    out = {exc: np.zeros(800, int), inh: np.zeros(200, int)}
    delays: list[Any] = []
    for p in net.projections:
        assert isinstance(p.pre, type(exc))
        out[p.pre] += p.synapses.out_degrees()
        if p.pre is exc:
            assert (p.synapses.weights == 6.0).all()
            assert isinstance(p.plasticity, Polychronous)
            delays.append((p.synapses.sources(), p.synapses.delays))
            if p.post is exc:
                assert (p.synapses.sources() != p.synapses.targets).all()
        else:
            assert p.post is exc
            assert p.plasticity is None
            assert (p.synapses.weights == 5.0).all()
            assert (p.synapses.delays == 1).all()
    assert (out[exc] == 100).all()
    assert (out[inh] == 100).all()
    sources, lengths = (np.concatenate(part) for part in zip(*delays, strict=True))
    for neuron in (0, 1, 799):
        counts = np.bincount(lengths[sources == neuron], minlength=21)
        np.testing.assert_array_equal(counts[1:], 5)


def test_polychronous_plasticity_needs_steps_of_1_ms() -> None:
    net = Network(dt=0.5, scaling="charge", scheme="forward")
    cells = net.population(2)
    net.connect(cells, cells, weights=1.0, plasticity=Polychronous())
    with pytest.raises(ParameterError, match="dt"):
        net.run(1.0)


@pytest.mark.parametrize("which", engine.ENGINES)
@pytest.mark.parametrize("rule", [ShortTerm(0.4, 300.0), ShortTerm(0.1, 100.0, 500.0)])
def test_synapses_tire_and_facilitate_as_written(rule: ShortTerm, which: str) -> None:
    spikes = [5.0, 20.0, 30.0, 32.0, 150.0]
    net = Network(scheme="forward")
    cell = net.population(1)
    net.connect(net.spike_times([spikes]), cell, weights=8.0, delays=3.0, short_term=rule)
    with engine.use(which):
        arrived = net.run(200.0, record={cell: [0]}).course(cell, 0).g["exc"]
    x, u, last = 1.0, 0.0, None
    for at in spikes:
        if last is not None:
            x = 1.0 - (1.0 - x) * exp(-(at - last) / rule.tau_rec)
            u = u * exp(-(at - last) / rule.tau_facil) if rule.tau_facil else 0.0
        u += rule.U * (1.0 - u)
        assert arrived[int(at) + 3] == pytest.approx(8.0 * u * x, rel=1e-12)
        x, last = x * (1.0 - u), at
    assert np.count_nonzero(arrived) == len(spikes)

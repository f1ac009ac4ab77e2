"""Rules by which weights learn, against loops over single spikes, with sums written out."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from math import exp
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, ParameterError, engine, network
from izhikevich.network import (
    STDP,
    DopamineSTDP,
    FixedProbability,
    FromTriples,
    HomeostaticScaling,
    InhibitorySTDP,
    Normal,
    Polychronous,
    ShortTerm,
    TripletSTDP,
    Uniform,
)

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)
PAIRS = pytest.mark.parametrize("pairs", ["all", "nearest"])
#: Neither bound is met, so that sums can be written out.
WIDE: dict[str, Any] = {"w_min": -1e3, "w_max": 1e3}
PRE = ([3.0, 17.0, 40.0, 41.0, 80.0, 81.0, 130.0], [10.0, 55.0, 56.0, 58.0, 90.0, 144.0])
DELAYS = (1.0, 4.0, 2.0, 1.0, 9.0, 3.0)
REWARDS = (60.0, 61.0, 120.0)
STOP = 200.0


def clipped(w: float, rule: Any) -> float:
    return float(min(max(w, rule.w_min), rule.w_max))


def fallen(spikes: Sequence[float], now: float, tau: float, pairs: str) -> float:
    """A trace: of all earlier spikes, or of the last one."""
    counted = spikes if pairs == "all" else spikes[-1:]
    return sum(exp(-(now - one) / tau) for one in counted)


def events(pre: Sequence[float], post: Sequence[float], rewards: Sequence[float] = ()) -> Any:
    """In one step arrivals come first, then postsynaptic spikes, then dopamine."""
    kinds = [(pre, 0, "arrival"), (post, 1, "post"), (rewards, 2, "reward")]
    return sorted((round(t, 6), k, name) for times, k, name in kinds for t in times)


def by_pairs(rule: STDP, w: float, pre: Sequence[float], post: Sequence[float]) -> float:
    arrived: list[float] = []
    fired: list[float] = []
    for now, _, kind in events(pre, post):
        if kind == "arrival":
            w = clipped(w - rule.a_minus * fallen(fired, now, rule.tau_minus, rule.pairs), rule)
            arrived.append(now)
        else:
            w = clipped(w + rule.a_plus * fallen(arrived, now, rule.tau_plus, rule.pairs), rule)
            fired.append(now)
    return w


def by_triplets(rule: TripletSTDP, w: float, pre: Sequence[float], post: Sequence[float]) -> float:
    arrived: list[float] = []
    fired: list[float] = []
    for now, _, kind in events(pre, post):
        if kind == "arrival":
            r2 = fallen(arrived, now, rule.tau_x, rule.pairs)
            o1 = fallen(fired, now, rule.tau_minus, rule.pairs)
            w = clipped(w - o1 * (rule.a2_minus + rule.a3_minus * r2), rule)
            arrived.append(now)
        else:
            o2 = fallen(fired, now, rule.tau_y, rule.pairs)
            r1 = fallen(arrived, now, rule.tau_plus, rule.pairs)
            w = clipped(w + r1 * (rule.a2_plus + rule.a3_plus * o2), rule)
            fired.append(now)
    return w


def by_inhibition(
    rule: InhibitorySTDP, w: float, pre: Sequence[float], post: Sequence[float]
) -> float:
    arrived: list[float] = []
    fired: list[float] = []
    for now, _, kind in events(pre, post):
        if kind == "arrival":
            trace = fallen(fired, now, rule.tau, "all")
            w = clipped(w + rule.eta * (trace - 2.0 * rule.rate * rule.tau / 1000.0), rule)
            arrived.append(now)
        else:
            w = clipped(w + rule.eta * fallen(arrived, now, rule.tau, "all"), rule)
            fired.append(now)
    return w


def by_dopamine(
    rule: DopamineSTDP,
    w: float,
    pre: Sequence[float],
    post: Sequence[float],
    rewards: Sequence[float] = (),
    stop: float = STOP,
) -> float:
    arrived: list[float] = []
    fired: list[float] = []
    c = d = last = 0.0
    both = 1.0 / (1.0 / rule.tau_c + 1.0 / rule.tau_d)
    for now, _, kind in [*events(pre, post, rewards), (stop, 3, "end")]:
        passed = now - last
        change = c * d * both * (1.0 - exp(-passed / both))
        change += c * rule.tonic * rule.tau_c * (1.0 - exp(-passed / rule.tau_c))
        w = clipped(w + change / 1000.0, rule)
        c, d, last = c * exp(-passed / rule.tau_c), d * exp(-passed / rule.tau_d), now
        if kind == "arrival":
            c -= rule.a_minus * fallen(fired, now, rule.tau_minus, rule.pairs)
            arrived.append(now)
        elif kind == "post":
            c += rule.a_plus * fallen(arrived, now, rule.tau_plus, rule.pairs)
            fired.append(now)
        elif kind == "reward":
            d += rule.release
    return w


def wired(
    rule: Any, dt: float, rewards: Sequence[float] = REWARDS, **options: Any
) -> tuple[Network, Any]:
    """Two sources onto three cells that fire in the same steps whatever the weights."""
    net = Network(seed=1, dt=dt, scaling="charge", **{"scheme": "forward", **options})
    source = net.spike_times(PRE)
    cells = net.population(3, tau_refrac=3.0)
    times = ([20.0, 42.0, 91.0, 104.0], [4.0, 16.0, 21.0, 57.0, 66.0], [50.0, 99.0, 145.0])
    driving = net.spike_times([np.array(t) - dt for t in times])
    net.connect(driving, cells, "one_to_one", weights=2000.0, delays=dt)
    triples = FromTriples([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2])
    extra: dict[str, Any] = {}
    inner = rule.rule if isinstance(rule, HomeostaticScaling) else rule
    if isinstance(inner, DopamineSTDP):
        extra["dopamine"] = net.spike_times([rewards], name="reward")
    projection = net.connect(
        source, cells, triples, weights=0.5, delays=DELAYS, plasticity=rule, **extra
    )
    return net, projection


def expected(by: Callable[..., float], rule: Any, recording: Any, cells: Any, *more: Any) -> Any:
    times, indices = recording.of(cells)
    return [
        by(
            rule,
            0.5,
            [t + DELAYS[k] for t in PRE[k // 3]],
            times[indices == k % 3].tolist(),
            *more,
        )
        for k in range(6)
    ]


CASES: list[Any] = [
    (by_pairs, STDP(0.3, 0.2, 15.0, 25.0, **WIDE, pairs="nearest")),
    (by_pairs, STDP(0.3, 0.2, 15.0, 25.0, w_max=0.7, pairs="nearest")),
    (by_pairs, STDP(0.3, 0.2, 15.0, 25.0, w_max=0.7)),
    (by_inhibition, InhibitorySTDP(8.0, 0.2, 30.0, **WIDE)),
    (by_inhibition, InhibitorySTDP(30.0, 0.3, 15.0, 0.0, 0.6)),
    (by_triplets, TripletSTDP.visual_cortex(full=True, scale=20.0, **WIDE)),
    (by_triplets, TripletSTDP.visual_cortex("nearest", full=True, scale=20.0, **WIDE)),
    (by_triplets, TripletSTDP.hippocampus(scale=20.0, w_max=0.6)),
    (by_triplets, TripletSTDP.hippocampus("nearest", full=True, scale=20.0, **WIDE)),
]


@ENGINES
@pytest.mark.parametrize("dt", [1.0, 0.5, 0.1])
@pytest.mark.parametrize(("by", "rule"), CASES)
def test_weights_are_those_of_single_spikes(by: Any, rule: Any, dt: float, which: str) -> None:
    net, projection = wired(rule, dt)
    with engine.use(which):
        recording = net.run(STOP)
    assert recording.times.size == 12
    found = expected(by, rule, recording, net.populations[0])
    assert np.ptp(found) > 0.01
    np.testing.assert_allclose(net.weights(projection), found, rtol=1e-9)


DOPAMINE = [
    DopamineSTDP(2.0, 1.5, 15.0, 25.0, 400.0, 50.0, **WIDE),
    DopamineSTDP(2.0, 1.5, 15.0, 25.0, 30.0, 300.0, release=2.0, **WIDE, pairs="nearest"),
    DopamineSTDP(2.0, 1.5, 15.0, 25.0, tonic=0.2, **WIDE),
    DopamineSTDP(20.0, 15.0, tau_c=100.0, tonic=0.2, w_min=0.4, w_max=0.6),
]


@ENGINES
@pytest.mark.parametrize("dt", [1.0, 0.5, 0.1])
@pytest.mark.parametrize("rule", DOPAMINE)
def test_dopamine_turns_eligibility_into_weight(rule: DopamineSTDP, dt: float, which: str) -> None:
    net, projection = wired(rule, dt)
    with engine.use(which):
        recording = net.run(STOP)
    found = expected(by_dopamine, rule, recording, net.populations[0], REWARDS)
    assert np.ptp(found) > 0.01
    np.testing.assert_allclose(net.weights(projection), found, rtol=1e-9)


@ENGINES
def test_weights_grow_between_spikes_too(which: str) -> None:
    """What is read between runs is up to date, and reading changes nothing."""
    rule = DOPAMINE[0]
    net, projection = wired(rule, 1.0)
    whole, other = wired(rule, 1.0)
    with engine.use(which):
        times, indices = whole.run(STOP).of(whole.populations[0])
        for stop in (61.0, 100.0, 150.0, 199.0, STOP):
            net.run(stop - net.time)
            found = [
                by_dopamine(
                    rule,
                    0.5,
                    [t + DELAYS[k] for t in PRE[k // 3] if t + DELAYS[k] < stop],
                    [t for t in times[indices == k % 3].tolist() if t < stop],
                    [t for t in REWARDS if t < stop],
                    stop,
                )
                for k in range(6)
            ]
            np.testing.assert_allclose(net.weights(projection), found, rtol=1e-9)
            assert projection.eligibility.shape == (6,)
    np.testing.assert_array_equal(net.weights(projection), whole.weights(other))


@ENGINES
def test_a_reward_by_hand_is_one_by_spikes(which: str) -> None:
    """At times at which nothing else happens."""
    rule, rewards = DOPAMINE[0], (62.0, 120.0)
    net, projection = wired(rule, 1.0, rewards=())
    with engine.use(which):
        other, _ = wired(rule, 1.0)
        times, indices = other.run(STOP).of(other.populations[0])
        for now in rewards:
            net.run(now - net.time)
            projection.reward(rule.release)
        net.run(STOP - net.time)
    assert projection.dopamine_level == pytest.approx(
        sum(0.5 * exp(-(STOP - now) / rule.tau_d) for now in rewards)
    )
    for k in range(6):
        pre = [t + DELAYS[k] for t in PRE[k // 3]]
        found = by_dopamine(rule, 0.5, pre, times[indices == k % 3].tolist(), rewards)
        assert net.weights(projection)[k] == pytest.approx(found, rel=1e-9)


def scaled_by_hand(
    rule: HomeostaticScaling, dt: float, steps: Sequence[int], stop: int, w: float
) -> float:
    """The sensor of a neuron and the weight of one synapse, step by step."""
    a = lacking = 0.0
    for step in range(stop):
        a += 1000.0 / rule.tau * steps.count(step)
        # The integral of the rate less the sensor over a step, in s Hz.
        lacking += rule.rate * dt / 1000.0
        lacking -= a * rule.tau / 1000.0 * (1.0 - exp(-dt / rule.tau))
        a *= exp(-dt / rule.tau)
        if (step + 1) % round(rule.period / dt) == 0:
            w = clipped(w * (1.0 + rule.beta * lacking), rule)
            lacking = 0.0
    return w


@ENGINES
@pytest.mark.parametrize("dt", [1.0, 0.5, 0.1])
@pytest.mark.parametrize(
    "rule",
    [
        HomeostaticScaling(40.0, 0.3, 200.0, 20.0),
        HomeostaticScaling(20.0, 0.3, 50.0, 20.0, 0.24, 0.55),
    ],
)
def test_all_weights_of_a_neuron_scale_alike(
    rule: HomeostaticScaling, dt: float, which: str
) -> None:
    net, projection = wired(rule, dt)
    projection.w = [0.5, 0.5, 0.5, 0.25, 0.25, 0.25]
    with engine.use(which):
        times, indices = net.run(STOP).of(net.populations[0])
    steps = [np.round(times[indices == k] / dt).astype(int).tolist() for k in range(3)]
    found = [
        scaled_by_hand(rule, dt, steps[k % 3], round(STOP / dt), 0.5 if k < 3 else 0.25)
        for k in range(6)
    ]
    assert np.ptp(found) > 0.01
    np.testing.assert_allclose(net.weights(projection), found, rtol=1e-9)


@ENGINES
def test_scaling_leads_neurons_to_their_rate(which: str) -> None:
    net = Network(seed=2, scheme="forward")
    source = net.poisson(40, 40.0)
    cells = net.population(30, i_offset=Uniform(0.0, 3.0))
    rule = HomeostaticScaling(12.0, 0.05, 2000.0, 200.0, w_max=50.0)
    net.connect(source, cells, weights=0.5, plasticity=rule)
    with engine.use(which):
        before = net.run(3000.0).rate(cells)
        net.run(40_000.0)
        after = net.run(5000.0)
    assert abs(before - 12.0) > 3.0
    assert after.rate(cells) == pytest.approx(12.0, rel=0.05)


@ENGINES
def test_inhibition_leads_neurons_to_their_rate(which: str) -> None:
    net = Network(seed=2, scheme="forward")
    cells = net.population(40, i_offset=Uniform(4.0, 9.0), noise=3.0, tau={"inh": 5.0})
    source = net.poisson(50, 50.0)
    rule = InhibitorySTDP(5.0, 0.02)
    net.connect(source, cells, weights=0.0, target="inh", plasticity=rule)
    with engine.use(which):
        before = net.run(1000.0).rate(cells)
        net.run(10_000.0)
        after = net.run(5000.0).rate(cells)
    assert before > 10.0
    assert after == pytest.approx(5.0, rel=0.1)


RULES: list[Any] = [
    STDP(pairs="nearest", w_min=-1.0),
    InhibitorySTDP(20.0, 0.3),
    TripletSTDP.visual_cortex(full=True, scale=30.0),
    TripletSTDP.hippocampus("nearest", full=True, scale=30.0),
    DopamineSTDP(3.0, 2.0, tonic=0.1),
    HomeostaticScaling(60.0, 0.2, 300.0, 20.0),
    HomeostaticScaling(60.0, 0.2, 300.0, 20.0, rule=STDP()),
    HomeostaticScaling(60.0, 0.2, 300.0, 20.0, rule=DopamineSTDP(3.0, 2.0)),
    HomeostaticScaling(60.0, 0.2, 300.0, 20.0, rule=TripletSTDP.hippocampus(scale=30.0)),
]


def learning_network(rule: Any, **options: Any) -> tuple[Network, Any]:
    net = Network(seed=4, **{"scheme": "forward", **options})
    cells = net.population(12, i_offset=6.0, noise=4.0)
    source = net.poisson(6, 80.0)
    inner = rule.rule if isinstance(rule, HomeostaticScaling) else rule
    extra: dict[str, Any] = {"dopamine": source} if isinstance(inner, DopamineSTDP) else {}
    net.connect(cells, cells, FixedProbability(0.5), weights=0.3, target="inh")
    projection = net.connect(
        source,
        cells,
        FixedProbability(0.5),
        weights=Normal(2.0, 0.3),
        delays=Uniform(1.0, 6.0),
        plasticity=rule,
        **extra,
    )
    return net, projection


@ENGINES
@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_a_file_goes_on_with_the_same_bits(rule: Any, precision: str, which: str) -> None:
    net, projection = learning_network(rule, precision=precision)
    with engine.use(which):
        net.run(130.0)
        projection.learning = False
        net.run(20.0)
        file = io.BytesIO()
        net.save(file)
        file.seek(0)
        back = Network.from_file(file)
        other = back.projections[-1]
        assert other.plasticity == rule
        assert not other.learning
        assert (other.dopamine is None) == (projection.dopamine is None)
        for each in (net, back):
            each.projections[-1].learning = True
        one, two = net.run(100.0), back.run(100.0)
    np.testing.assert_array_equal(one.times, two.times)
    np.testing.assert_array_equal(one.indices, two.indices)
    arrays, others = net.state().arrays(), back.state().arrays()
    assert arrays.keys() == others.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(array, others[name], err_msg=name)
    assert np.ptp(np.array(projection.w) - projection.synapses.weights) > 0.0


@ENGINES
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_learning_is_switched_off_and_on(rule: Any, which: str) -> None:
    net, projection = learning_network(rule)
    assert projection.learning
    with engine.use(which):
        net.run(100.0)
        frozen = np.array(projection.w)
        projection.learning = False
        net.run(100.0)
        np.testing.assert_array_equal(projection.w, frozen)
        projection.learning = True
        net.run(100.0)
    assert not np.array_equal(projection.w, frozen)


@ENGINES
def test_traces_go_on_while_learning_is_off(which: str) -> None:
    """A pair that begins while learning is off counts when it is on again."""
    rule = STDP(0.3, 0.2, 15.0, 25.0, **WIDE)
    net, projection = wired(rule, 1.0)
    with engine.use(which):
        projection.learning = False
        before = net.run(60.0)
        projection.learning = True
        after = net.run(STOP - 60.0)
    cells = net.populations[0]
    early, who = before.of(cells)
    late, which_late = after.of(cells)
    for k in range(6):
        pre = [t + DELAYS[k] for t in PRE[k // 3]]
        first, second = early[who == k % 3].tolist(), late[which_late == k % 3].tolist()
        every = by_pairs(rule, 0.0, pre, [*first, *second])
        off = by_pairs(rule, 0.0, [t for t in pre if t < 60.0], first)
        assert net.weights(projection)[k] == pytest.approx(0.5 + every - off, rel=1e-9)


@ENGINES
def test_eligibility_goes_on_while_learning_is_off(which: str) -> None:
    """Pairs before, dopamine while learning is off, and then more: the first does nothing."""
    rule = DopamineSTDP(2.0, 1.5, tau_c=500.0, **WIDE)
    net, projection = wired(rule, 1.0)
    with engine.use(which):
        projection.learning = False
        net.run(170.0)
        np.testing.assert_array_equal(projection.w, 0.5)
        eligible, level = projection.eligibility, projection.dopamine_level
        projection.learning = True
        net.run(30.0)
    assert np.ptp(eligible) > 0.1
    assert level > 0.1
    both = 1.0 / (1.0 / rule.tau_c + 1.0 / rule.tau_d)
    change = eligible * level * both / 1000.0 * (1.0 - exp(-30.0 / both))
    np.testing.assert_allclose(projection.w, 0.5 + change, rtol=1e-9)


@ENGINES
def test_weights_are_set_while_they_learn_by_dopamine(which: str) -> None:
    net, projection = wired(DOPAMINE[0], 1.0)
    with engine.use(which):
        net.run(155.0)
        projection.w = 0.3
        np.testing.assert_allclose(projection.w, 0.3, rtol=1e-12)
        eligible, level = projection.eligibility, projection.dopamine_level
        net.run(45.0)
    both = 1.0 / (1.0 / 400.0 + 1.0 / 50.0)
    change = eligible * level * both / 1000.0 * (1.0 - exp(-45.0 / both))
    np.testing.assert_allclose(projection.w, 0.3 + change, rtol=1e-9)


def test_published_triplets() -> None:
    """Table 3 and Table 4 of Pfister & Gerstner (2006)."""
    minimal, whole = TripletSTDP.visual_cortex(), TripletSTDP.visual_cortex(full=True)
    assert minimal == TripletSTDP()
    assert (minimal.a2_plus, minimal.a3_minus) == (0.0, 0.0)
    assert (whole.a3_plus, whole.a2_minus, whole.tau_x, whole.tau_y) == (6.2e-3, 7e-3, 101.0, 125.0)
    nearest = TripletSTDP.hippocampus("nearest", scale=2.0, w_max=3.0)
    assert nearest.pairs == "nearest"
    assert (nearest.a2_plus, nearest.a3_plus) == (2.0 * 4.6e-3, 2.0 * 9.1e-3)
    assert (nearest.tau_y, nearest.w_max) == (48.0, 3.0)


@pytest.mark.parametrize("full", [False, True])
@PAIRS
def test_triplets_potentiate_at_high_rates_alone(pairs: str, full: bool) -> None:
    """What Sjöström et al. found: 60 pairs of +10 ms do nothing at 0.1 Hz, and much at 40 Hz.

    The paper's Fig. 4: about 0 and 0.5; depression with -10 ms at low rates.
    """
    changes = {}
    for rate in (0.1, 40.0):
        for gap in (10.0, -10.0):
            each = 1000.0 / rate
            pre = [100.0 + k * each for k in range(60)]
            post = [t + gap for t in pre]
            rule = TripletSTDP.visual_cortex(pairs, full=full, **WIDE)
            changes[rate, gap] = by_triplets(rule, 0.0, pre, post)
    assert abs(changes[0.1, 10.0]) < 0.1
    assert 0.3 < changes[40.0, 10.0] < 0.75
    assert -0.5 < changes[0.1, -10.0] < -0.15


class TestMistakes:
    @pytest.mark.parametrize(
        ("make", "name"),
        [
            (lambda: STDP(pairs="next"), "pairs"),
            (lambda: STDP(pairs=1), "pairs"),  # type: ignore[arg-type]
            (lambda: TripletSTDP(tau_x=0.0), "tau_x"),
            (lambda: TripletSTDP.visual_cortex("some"), "pairs"),
            (lambda: TripletSTDP.hippocampus(w_min=3.0, w_max=1.0), "w_min"),
            (lambda: InhibitorySTDP(rate=-1.0), "rate"),
            (lambda: DopamineSTDP(tau_c=-1.0), "tau_c"),
            (lambda: HomeostaticScaling(period=0.0), "period"),
            (lambda: HomeostaticScaling(rule=ShortTerm()), "rule"),  # type: ignore[arg-type]
        ],
    )
    def test_fields(self, make: Any, name: str) -> None:
        with pytest.raises(ParameterError, match=f"^{name} = "):
            make()

    def test_a_period_is_whole_steps(self) -> None:
        net, _ = learning_network(HomeostaticScaling(period=0.5))
        with pytest.raises(ParameterError, match="period"):
            net.run(1.0)

    def test_dopamine_is_for_its_rule(self) -> None:
        net, projection = learning_network(STDP())
        cells, source = net.populations[0], net.sources[0]
        with pytest.raises(ParameterError, match=r"^dopamine = .*DopamineSTDP"):
            net.connect(cells, cells, plasticity=STDP(), dopamine=source)
        with pytest.raises(ParameterError, match=r"^dopamine = .*of this network"):
            net.connect(cells, cells, plasticity=DopamineSTDP(), dopamine="x")  # type: ignore[arg-type]
        with pytest.raises(ParameterError, match=r"^amount = 0.5 .*DopamineSTDP"):
            projection.reward(0.5)
        with pytest.raises(ParameterError, match="DopamineSTDP"):
            assert net.projections[0].eligibility

    @pytest.mark.parametrize(
        ("name", "value"),
        [("dopamine", 0.0), ("dopamine", 2.0), ("weights", 11.0), ("pre", -1.0), ("rates", -1.0)],
    )
    def test_a_state_that_no_run_leads_to(self, name: str, value: float) -> None:
        net, _ = learning_network(HomeostaticScaling(rule=DopamineSTDP()))
        net.run(20.0)
        state = net.state()
        state.plastic[0][name].reshape(-1)[1] = value
        with pytest.raises(ParameterError, match=rf"^plastic\.0\.{name} of the state = "):
            net.restore(state)

    def test_learning_is_for_plasticity(self) -> None:
        net, projection = learning_network(STDP())
        assert not net.projections[0].learning
        with pytest.raises(ParameterError, match=r"^learning = True .*no plasticity"):
            net.projections[0].learning = True
        with pytest.raises(ParameterError, match=r"^learning = 1 .*True or False"):
            projection.learning = 1

    def test_a_reward_within_a_run(self) -> None:
        net, projection = learning_network(DopamineSTDP())
        net.every(10.0, lambda n: projection.reward(0.1))
        net.run(100.0)
        assert projection.dopamine_level > 0.3


def test_every_rule_is_public() -> None:
    from izhikevich.network.plasticity import RULES as NAMED

    assert set(NAMED) <= set(network.__all__)
    assert Polychronous in NAMED.values()

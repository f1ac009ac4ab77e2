"""The compiled engine gives the bits of the numpy engine: spikes, state, courses and weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from izhikevich import CELL_TYPES, SimulationError, engine, networks
from izhikevich.network import (
    GABA_A,
    STDP,
    Alpha,
    DopamineSTDP,
    DoubleExponential,
    FixedOutDegree,
    FixedProbability,
    HomeostaticScaling,
    InhibitorySTDP,
    Network,
    PoissonInput,
    Polychronous,
    Receptor,
    ShortTerm,
    TripletSTDP,
    Uniform,
    magnesium_block,
)
from izhikevich.network.simulation import recording
from izhikevich.network.simulation.native.stepper import CompiledStepper

pytestmark = [
    pytest.mark.engine,
    pytest.mark.filterwarnings(
        "ignore:with dt = ", "ignore:Numerical artefacts", "ignore:the gap junctions"
    ),
]

EXPRESSIONS = (
    "g_exc - g_inh",
    "g_exc * (0 - v) / 60 - g_inh",
    "0.3 * (g_exc + 2) - pos(g_inh - 1) + min(v, -50) - max(u, -14)",
    "sqrt(abs(g_exc)) - clip(g_inh, -1, 2) ** 3 + neg(v + 60) * 0.01 - (-u) ** -2",
    "3.5",
    "g_inh",
    "tanh(g_exc) * 20 - log(1 + g_inh**2) + 5 * exp(-((v + 60) / 20)**2) - abs(g_inh)**0.7",
    "g_exc / (1 + exp(-0.062 * v) / 3.57) * (0 - v) / 60 + cos(u) - log2(2 + sin(v)) * g_inh",
    "2/(5 + exp(0.1*v)) * g_exc - g_inh * (3.57/(3.57 + exp(-0.062*v))) * (v + 80) / 60",
)
CELLS = ("RS", "FS", "LTS", "RS_2007", "FS_2007", "LTS_2007", "TC_2007", "RTN_2007", "TC")

#: The last two make steps throw v over the threshold, in the 2003 and in the 2007 form.
STIMULI = (None, 12.0, "pulse(20, 10, 40)", "sine(15, 30)", "-70", "sine(2500, 20) - 2500")
KINETICS = (5.0, Alpha(3.0), DoubleExponential(0.5, 8.0), DoubleExponential(2.0, 2.0))
RECEPTORS = (
    ("AMPA", "NMDA", "GABA_A", "GABA_B"),
    ("AMPA", Receptor("exc", Alpha(4.0), 0.0, magnesium_block()), GABA_A.current_based()),
)
RULES = (None, FixedProbability(0.2), FixedOutDegree(1, self_connections=True))
#: Rules by which weights learn; with steps of 1 ms that of the polychronous network, too.
LEARNING: tuple[Any, ...] = (
    STDP(),
    STDP(pairs="nearest", w_min=-1.0),
    TripletSTDP.visual_cortex(full=True, scale=20.0),
    TripletSTDP.hippocampus("nearest", full=True, scale=20.0),
    InhibitorySTDP(20.0, 0.1),
    DopamineSTDP(tonic=0.3),
    DopamineSTDP(5.0, 6.0, tau_c=9.0, release=-0.4, pairs="nearest"),
)
PERIODS = (0.0, 12.0, 300.0)  # ms after which weights are scaled; 0: they are not


def offsets(size: int, strong: float, wild: float) -> Any:
    """Return a current for each of some neurons; the last gets `wild`, too."""
    current = np.linspace(0.0, strong, size)
    current[-1] += wild
    return current


@st.composite
def built(draw: st.DrawFn) -> Any:
    """Draw how a network is built, so that it can be built twice."""
    seed = draw(st.integers(0, 1000))
    wild = draw(st.sampled_from([0.0, 0.0, 0.0, 60.0, 3e3, 1e5, 1e9]))  # some diverge
    dt = draw(st.sampled_from([1.0, 0.5, 0.3, 4.0] if wild else [1.0, 0.5, 0.3]))
    options: dict[str, Any] = {
        "scheme": draw(st.sampled_from(["forward", "half_step", "euler", "adaptive", "adaptive"])),
        "scaling": draw(st.sampled_from(["step", "charge"])),
        "precision": draw(st.sampled_from(["float64", "float32"])),
    }
    groups: list[dict[str, Any]] = [
        {
            "size": draw(st.sampled_from([1, 5, 8, 127, 128, 131, 300])),
            "cell": draw(st.sampled_from(CELLS)),
            "conductance": draw(st.sampled_from(EXPRESSIONS)),
            "tau": draw(st.lists(st.none() | st.sampled_from(KINETICS), min_size=2, max_size=2)),
            "receptors": draw(st.none() | st.none() | st.sampled_from(RECEPTORS)),
            "noise": draw(st.sampled_from([0.0, 4.0])),
            "tau_refrac": draw(st.sampled_from([0.0, 2.0])),
            "stimulus": draw(st.sampled_from(STIMULI)),
            "mixed": draw(st.booleans()),
            "wild": draw(st.sampled_from([0.0, -wild, wild])),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    wires: list[dict[str, Any]] = [
        {
            "pre": draw(st.integers(0, 6)),
            "post": draw(st.integers(0, 2)),
            "rule": draw(st.sampled_from(RULES)),
            "delays": draw(st.sampled_from([None, 3.0, Uniform(0.1, 9.0)])),
            "learns": draw(st.sampled_from([None, Polychronous(), *LEARNING])),
            "tires": draw(
                st.sampled_from([None, None, ShortTerm(0.4, 60.0), ShortTerm(0.1, 30.0, 90.0)])
            ),
            "scaled": draw(st.sampled_from(PERIODS)),
            "frozen": draw(st.sampled_from([False, False, True])),
            "target": draw(st.integers(0, 1)),
            "weights": draw(
                st.sampled_from([Uniform(0.0, 2.0), Uniform(-2.0, 0.0), -0.0, Uniform(-wild, wild)])
            ),
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    couplings: list[dict[str, Any]] = [
        {
            "pre": draw(st.integers(0, 2)),
            "post": draw(st.integers(0, 2)),
            "rule": draw(st.sampled_from(RULES)),
            "conductance": draw(st.sampled_from([0.0, 0.02, Uniform(0.0, 0.1)])),
        }
        for _ in range(draw(st.integers(0, 2)))
    ]
    injected: list[dict[str, Any]] = [
        {
            "pre": draw(st.sampled_from([0, 1, "sine(3, 20)", PoissonInput(40.0, 5)])),
            "post": draw(st.integers(0, 2)),
            "variable": draw(st.sampled_from(["v", "u"])),
            "weights": draw(st.sampled_from([0.01, Uniform(-0.02, 0.02)])),
        }
        for _ in range(draw(st.integers(0, 2)))
    ]
    pulse = draw(st.sampled_from([0.0, 20.0]))

    note(f"{couplings}, {injected}")
    note(f"dt {dt}, seed {seed}, {options}, {groups}, {wires}, pulse {pulse}")

    def build() -> Network:
        net = Network(dt=dt, seed=seed, **options)
        for group in groups:
            parameters = CELL_TYPES[group["cell"]].parameters
            strong = 40.0 if parameters.dimensional else 1.0
            synapses: dict[str, Any] = {"receptors": group["receptors"]}
            if not group["receptors"]:
                given = zip(("exc", "inh"), group["tau"], strict=True)
                used = {t: k for t, k in given if k and f"g_{t}" in group["conductance"]}
                synapses = {"conductance": group["conductance"], "tau": used or None}
            varied: dict[str, Any] = {"a": Uniform(0.01, 0.1)} if group["mixed"] else {}
            stimulus = group["stimulus"]
            net.population(
                group["size"],
                parameters,
                **synapses,
                noise=group["noise"] * strong,
                tau_refrac=group["tau_refrac"],
                i_offset=offsets(group["size"], 10.0 * strong, group["wild"]),
                stimulus=stimulus,
                **varied,
            )
        net.poisson(20, 100.0)
        net.poisson(7, "sine(50, 20) + 60")
        net.regular(9, Uniform(0.0, 240.0), phase=Uniform(0.0, 1.0), jitter=4.0)
        net.spike_times([[1.0, 5.0, 5.2, 40.0], [], [5.0, 39.9]])
        if pulse:
            net.random_pulses(pulse)
        for wire in wires:
            post = net.populations[wire["post"] % len(net.populations)]
            everything = [*net.populations, *net.sources]
            if not post.conductance.targets:
                continue
            target = post.conductance.targets[wire["target"] % len(post.conductance.targets)]
            rule: Any = wire["learns"]
            if isinstance(rule, Polychronous) and dt != 1.0:
                rule = None
            by_dopamine = isinstance(rule, DopamineSTDP)
            if wire["scaled"]:
                rule = HomeostaticScaling(30.0, 0.1, 50.0, wire["scaled"], rule=rule)
            projection = net.connect(
                everything[wire["pre"] % len(everything)],
                post,
                wire["rule"],
                weights=wire["weights"],
                delays=wire["delays"],
                target=target,
                plasticity=rule,
                short_term=wire["tires"] if rule is None else None,
                dopamine=everything[wire["post"] - 1] if by_dopamine else None,
            )
            if rule is not None:
                projection.learning = not wire["frozen"]
        for one in couplings:
            pre, post = (net.populations[one[end] % len(groups)] for end in ("pre", "post"))
            if pre.parameters.dimensional == post.parameters.dimensional:
                net.couple(pre, post, one["rule"], conductance=one["conductance"])
        for one in injected:
            post = net.populations[one["post"] % len(groups)]
            which = one["pre"] if isinstance(one["pre"], int) else None
            if post.conductance.targets:
                net.inject(
                    one["pre"] if which is None else net.populations[which % len(groups)],
                    post,
                    None if which is None else FixedProbability(0.2),
                    weights=one["weights"],
                    target=post.conductance.targets[0],
                    variable=one["variable"],
                )
        return net

    return build


def run(build: Any, which: str, pieces: tuple[int, ...] = (37, 23)) -> Any:
    """Run in pieces, with some neurons recorded; return these, the error, and the state."""
    net = build()
    record = {net.populations[-1]: [0, net.populations[-1].size - 1], net.populations[0]: [0]}
    found = []
    with engine.use(which):
        try:
            for steps in pieces:
                found.append(net.run(steps * net.dt, record))
                for one in net.projections:
                    if one.plasticity is not None:
                        one.learning = not one.learning
        except SimulationError as error:
            return [*found, error.recording], (str(error), error.time), net.state()
    return found, None, net.state()


def assert_bits(one: Any, other: Any, name: str) -> None:
    """Compare arrays, and the signs of zeros and infinities, too."""
    assert one.dtype == other.dtype, name
    np.testing.assert_array_equal(one, other, err_msg=name)
    if one.dtype.kind == "f":
        known = ~np.isnan(one)
        np.testing.assert_array_equal(
            np.signbit(one[known]), np.signbit(other[known]), err_msg=f"sign of {name}"
        )


def assert_same(one: Any, other: Any) -> None:
    (recordings, error, state), (others, other_error, other_state) = one, other
    assert error == other_error
    assert len(recordings) == len(others)
    for a, b in zip(recordings, others, strict=True):
        assert (a.start, a.stop) == (b.start, b.stop)
        assert_bits(a.times, b.times, "times")
        assert_bits(a.indices, b.indices, "indices")
        np.testing.assert_array_equal(a.artefacts, b.artefacts)
        assert a.courses.keys() == b.courses.keys()
        for neuron, course in a.courses.items():
            for name in ("t", "v", "u", "v_before", "u_before", "current"):
                assert_bits(getattr(course, name), getattr(b.courses[neuron], name), name)
            for target, g in course.g.items():
                assert_bits(g, b.courses[neuron].g[target], f"g of {target}")
    arrays, other_arrays = state.arrays(), other_state.arrays()
    assert arrays.keys() == other_arrays.keys()
    for name, array in arrays.items():
        assert_bits(array, other_arrays[name], name)


@pytest.fixture(scope="module", autouse=True)
def there_is_a_compiled_engine() -> None:
    with engine.use("compiled"):
        assert engine.selected() == "compiled"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(built())
def test_any_network_has_the_same_bits(build: Any) -> None:
    net = build()
    assert engine.why_not(net) is None
    assert_same(run(build, "numpy"), run(build, "compiled"))


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("period", PERIODS[:2])
@pytest.mark.parametrize("rule", LEARNING, ids=str)
def test_each_rule_has_the_same_bits(rule: Any, period: float, precision: str) -> None:
    """With many spikes, several of some sources in one step, delays that differ, and rewards."""

    def build() -> Network:
        net = Network(seed=6, dt=0.5, scaling="charge", precision=precision, scheme="forward")
        cells = net.population(60, i_offset=Uniform(6.0, 14.0), noise=4.0)
        bursts = net.spike_times([np.arange(1.0, 90.0, 5.3).repeat(3) + 0.1 * k for k in range(9)])
        pulses = net.poisson(30, 60.0)
        for pre in (bursts, pulses, cells):
            wrapped = HomeostaticScaling(30.0, 0.1, 50.0, period, rule=rule) if period else rule
            by = pulses if isinstance(rule, DopamineSTDP) else None
            net.connect(
                pre,
                cells,
                FixedProbability(0.4),
                weights=Uniform(0.0, 1.0),
                delays=Uniform(0.5, 7.0),
                plasticity=wrapped,
                dopamine=by,
            )
        return net

    one, other = (run(build, which, (90, 30, 90)) for which in ("numpy", "compiled"))
    assert_same(one, other)
    start = build().state().arrays()
    for name in ("plastic.0.weights", "plastic.2.weights"):
        assert (one[2].arrays()[name] != start[name]).mean() > 0.5


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("name", ["cortical_2003", "feedforward", "polychronous_2006", "ring"])
def test_the_ready_made_networks_have_the_same_bits(name: str, precision: str) -> None:
    def build() -> Network:
        net: Network = getattr(networks, name)(seed=4)
        net.precision = precision
        return net

    found = {}
    for which in ("numpy", "compiled"):
        with engine.use(which):
            net = build()
            found[which] = [net.run(150.0)], None, net.state()
    assert found["numpy"][0][0].times.size > 50
    assert_same(found["numpy"], found["compiled"])


def test_a_run_may_go_on_with_the_other_engine() -> None:
    whole = networks.polychronous_2006(seed=2)
    recording = whole.run(300.0)
    parts = networks.polychronous_2006(seed=2)
    pieces = []
    for k in range(6):
        with engine.use(("numpy", "compiled")[k % 2]):
            pieces.append(parts.run(50.0))
    np.testing.assert_array_equal(
        np.concatenate([piece.times for piece in pieces]), recording.times
    )
    np.testing.assert_array_equal(
        np.concatenate([piece.indices for piece in pieces]), recording.indices
    )


def test_more_spikes_than_there_is_room_for_at_once() -> None:
    def build() -> Network:
        net = Network(seed=1, scheme="forward")
        net.population(9000, i_offset=100.0, v0=Uniform(-70.0, 20.0))
        return net

    found = {}
    for which in ("numpy", "compiled"):
        with engine.use(which):
            net = build()
            found[which] = [net.run(200.0)], None, net.state()
    assert found["compiled"][0][0].times.size > 1 << 17
    assert_same(found["numpy"], found["compiled"])


class TestWhatNumpyRuns:
    def test_expressions_that_need_a_deeper_stack(self) -> None:
        net = Network(scheme="forward")
        text = "v+v*clip(v,v," * 27 + "v" + ")" * 27
        net.population(10, conductance=text)
        assert engine.why_not(net) == f"{text} is nested too deeply for the compiled engine"

    def test_the_choice(self) -> None:
        net = Network(scheme="forward")
        net.population(10)
        with engine.use("numpy"):
            assert engine.selected() == "numpy"
            assert engine.why_not(net) == "the numpy engine was chosen"
        assert engine.why_not(net) is None

    def test_an_unknown_engine(self) -> None:
        with pytest.raises(ValueError, match=r"engine = 'fast' is not allowed: .*compiled, numpy"):
            engine.use("fast").__enter__()


def strong(n: int, **per_neuron: Any) -> Any:
    def build() -> Network:
        net = Network(dt=1.0, seed=1, scheme="forward")
        net.population(300, name="calm", i_offset=np.linspace(4.0, 40.0, 300), noise=3.0)
        wild = net.population(n, name="wild", **per_neuron)
        net.connect(wild, wild, weights=0.5, plasticity=STDP())
        net.population(300, CELL_TYPES["FS_2007"], tau_refrac=3.0, i_offset=400.0, name="fast")
        return net

    return build


@pytest.mark.parametrize(
    ("build", "who"),
    [
        (strong(200, i_offset=np.where(np.arange(200) == 150, -1e9, 0.0)), "neuron 150 of wild"),
        (strong(200, i_offset=np.where(np.arange(200) == 150, 1e9, 0.0)), "neuron 150 of wild"),
        (strong(200, stimulus="step(1e6,777)"), "neuron 0 of wild"),
        (strong(200, stimulus="step(-1e6,1203)"), "neuron 0 of wild"),
        (strong(1, stimulus="step(2e4,1300)", a=5.0), "neuron 0 of wild"),
        (strong(200, stimulus="step(20,1300)", a=-0.9, b=30.0), "neuron 0 of wild"),
    ],
)
def test_what_is_left_after_a_divergence(build: Any, who: str) -> None:
    """All spikes and samples up to the same step, the same state, message and time."""
    one, other = (run(build, which, (500, 2000)) for which in ("numpy", "compiled"))
    assert who in one[1][0]
    assert "diverged" in one[1][0]
    assert_same(one, other)


def test_the_time_of_a_divergence_does_not_depend_on_chunks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Runs are cut into chunks by the clock: a machine that is busy must find the same."""
    build = strong(200, stimulus="step(-1e6,1203)")
    found = []
    for most in (1, 7, 1000):
        monkeypatch.setattr(CompiledStepper, "most", most)
        found.append(run(build, "compiled", (2500,)))
    assert_same(found[0], found[1])
    assert_same(found[0], found[2])


def test_too_many_spikes_end_both_engines_in_the_same_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recording, "MAX_SPIKES", 3000)
    build = strong(200, i_offset=10.0)
    one, other = (run(build, which, (2000,)) for which in ("numpy", "compiled"))
    assert "more than 3,000 spikes are not kept" in one[1][0]
    assert one[0][0].times.size > 3000
    assert_same(one, other)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_conductances_that_fade_to_minus_zero(which: str) -> None:
    """A g below 0 that falls by a factor of 0 is -0 and, as zeros are added, 0 when it acts."""
    net = Network(scheme="forward")
    source = net.spike_times([[3.0]])
    cell = net.population(1, conductance="g_inh - g_exc", tau={"exc": 5.0})
    net.connect(source, cell, weights=-2.0, target="inh")
    with engine.use(which):
        g = net.run(9.0, {cell: [0]}).course(cell, 0).g["inh"]
    assert g.tolist() == [0.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.0, 0.0, 0.0]
    assert np.flatnonzero(np.signbit(g)).tolist() == [4]

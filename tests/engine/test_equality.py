"""The compiled engine gives the bits of the numpy engine: spikes, state, courses and weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from izhikevich import CELL_TYPES, SimulationError, engine, networks
from izhikevich.network import (
    STDP,
    FixedOutDegree,
    FixedProbability,
    Network,
    Polychronous,
    Recording,
    Uniform,
)
from izhikevich.network.state import State

pytestmark = [
    pytest.mark.engine,
    pytest.mark.filterwarnings("ignore:with dt = ", "ignore:Numerical artefacts"),
]

EXPRESSIONS = (
    "g_exc - g_inh",
    "g_exc * (0 - v) / 60 - g_inh",
    "0.3 * (g_exc + 2) - pos(g_inh - 1) + min(v, -50) - max(u, -14)",
    "sqrt(abs(g_exc)) - clip(g_inh, -1, 2) ** 3 + neg(v + 60) * 0.01 - (-u) ** -2",
    "3.5",
    "g_inh",
)
CELLS = ("RS", "FS", "LTS", "RS_2007", "FS_2007", "LTS_2007", "TC_2007", "RTN_2007", "TC")

#: The last two make steps throw v over the threshold, in the 2003 and in the 2007 form.
STIMULI = (None, 12.0, "pulse(20, 10, 40)", "sine(15, 30)", "-70", "sine(2500, 20) - 2500")
RULES = (None, FixedProbability(0.2), FixedOutDegree(1, self_connections=True))


@st.composite
def built(draw: st.DrawFn) -> Any:
    """Draw how a network is built, so that it can be built twice."""
    seed = draw(st.integers(0, 1000))
    dt = draw(st.sampled_from([1.0, 0.5, 0.3]))
    options = {
        "scheme": draw(st.sampled_from(["forward", "half_step", "euler"])),
        "scaling": draw(st.sampled_from(["step", "charge"])),
        "precision": draw(st.sampled_from(["float64", "float32"])),
    }
    groups = [
        {
            "size": draw(st.sampled_from([1, 5, 8, 127, 128, 131, 300])),
            "cell": draw(st.sampled_from(CELLS)),
            "conductance": draw(st.sampled_from(EXPRESSIONS)),
            "tau": draw(st.sampled_from([0.0, 5.0])),
            "noise": draw(st.sampled_from([0.0, 4.0])),
            "tau_refrac": draw(st.sampled_from([0.0, 2.0])),
            "stimulus": draw(st.sampled_from(STIMULI)),
            "mixed": draw(st.booleans()),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    wires = [
        {
            "pre": draw(st.integers(0, 4)),
            "post": draw(st.integers(0, 2)),
            "rule": draw(st.sampled_from(RULES)),
            "delays": draw(st.sampled_from([None, 3.0, Uniform(0.1, 9.0)])),
            "learns": draw(st.sampled_from(["", "", "pairs", "polychronous"])),
            "target": draw(st.integers(0, 1)),
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    pulse = draw(st.sampled_from([0.0, 20.0]))

    note(f"dt {dt}, seed {seed}, {options}, {groups}, {wires}, pulse {pulse}")

    def build() -> Network:
        net = Network(dt=dt, seed=seed, **options)
        for group in groups:
            parameters = CELL_TYPES[group["cell"]].parameters
            strong = 40.0 if parameters.dimensional else 1.0
            targets = [t for t in ("exc", "inh") if f"g_{t}" in group["conductance"]]
            varied: dict[str, Any] = {"a": Uniform(0.01, 0.1)} if group["mixed"] else {}
            stimulus = group["stimulus"]
            net.population(
                group["size"],
                parameters,
                conductance=group["conductance"],
                tau=dict.fromkeys(targets[:1], group["tau"]) if group["tau"] else None,
                noise=group["noise"] * strong,
                tau_refrac=group["tau_refrac"],
                i_offset=Uniform(0.0, 10.0 * strong),
                stimulus=stimulus,
                **varied,
            )
        net.poisson(20, 100.0)
        net.poisson(7, "sine(50, 20) + 60")
        net.spike_times([[1.0, 5.0, 5.2, 40.0], [], [5.0, 39.9]])
        if pulse:
            net.random_pulses(pulse)
        for wire in wires:
            post = net.populations[wire["post"] % len(net.populations)]
            everything = [*net.populations, *net.sources]
            if not post.conductance.targets:
                continue
            target = post.conductance.targets[wire["target"] % len(post.conductance.targets)]
            rule = {"pairs": STDP(), "polychronous": Polychronous()}.get(wire["learns"])
            if isinstance(rule, Polychronous) and dt != 1.0:
                rule = None
            net.connect(
                everything[wire["pre"] % len(everything)],
                post,
                wire["rule"],
                weights=Uniform(0.0, 2.0),
                delays=wire["delays"],
                target=target,
                plasticity=rule,
            )
        return net

    return build


def run(build: Any, which: str) -> tuple[list[Recording], State | str]:
    """Run in two pieces, with some neurons recorded."""
    net = build()
    record = {net.populations[-1]: [0, net.populations[-1].size - 1], net.populations[0]: [0]}
    pieces = []
    with engine.use(which):
        try:
            for steps in (37, 23):
                pieces.append(net.run(steps * net.dt, record))
        except SimulationError:
            return pieces, "diverged"
        return pieces, net.state()


def assert_same(one: Any, other: Any) -> None:
    recordings, state = one
    others, other_state = other
    assert len(recordings) == len(others)
    for a, b in zip(recordings, others, strict=True):
        np.testing.assert_array_equal(a.times, b.times)
        np.testing.assert_array_equal(a.indices, b.indices)
        np.testing.assert_array_equal(a.artefacts, b.artefacts)
        assert a.courses.keys() == b.courses.keys()
        for neuron, course in a.courses.items():
            for name in ("t", "v", "u", "v_before", "u_before", "current"):
                np.testing.assert_array_equal(
                    getattr(course, name), getattr(b.courses[neuron], name), err_msg=name
                )
            for target, g in course.g.items():
                np.testing.assert_array_equal(g, b.courses[neuron].g[target])
    if isinstance(state, str):
        assert other_state == state
        return
    arrays, other_arrays = state.arrays(), other_state.arrays()
    assert arrays.keys() == other_arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(array, other_arrays[name], err_msg=name)
        assert array.dtype == other_arrays[name].dtype


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
            found[which] = [net.run(150.0)], net.state()
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
        net = Network(seed=1)
        net.population(9000, i_offset=100.0, v=Uniform(-70.0, 20.0))
        return net

    found = {}
    for which in ("numpy", "compiled"):
        with engine.use(which):
            net = build()
            found[which] = [net.run(200.0)], net.state()
    assert found["compiled"][0][0].times.size > 1 << 17
    assert_same(found["numpy"], found["compiled"])


class TestWhatNumpyRuns:
    def test_functions_of_a_maths_library(self) -> None:
        net = Network()
        net.population(10, conductance="exp(g_exc)")
        assert engine.why_not(net) == "the compiled engine lacks what exp(g_exc) needs"
        net.run(10.0)

    def test_the_choice(self) -> None:
        net = Network()
        net.population(10)
        with engine.use("numpy"):
            assert engine.selected() == "numpy"
            assert engine.why_not(net) == "the numpy engine was chosen"
        assert engine.why_not(net) is None

    def test_an_unknown_engine(self) -> None:
        with pytest.raises(ValueError, match=r"engine = 'fast' is not allowed: .*compiled, numpy"):
            engine.use("fast").__enter__()


def test_divergence_names_the_neuron() -> None:
    messages = []
    for which in ("numpy", "compiled"):
        net = Network(dt=1.0, seed=1)
        net.population(3, name="calm")
        net.population(200, name="wild", i_offset=np.where(np.arange(200) == 150, -1e9, 0.0))
        with engine.use(which), pytest.raises(SimulationError) as caught:
            net.run(50.0)
        messages.append(str(caught.value).split(" diverged")[0])
    assert messages == ["neuron 150 of wild"] * 2

"""Interventions act at their times, and a run replays them, wherever it is cut, in both engines."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import Network, ParameterError, engine, networks
from izhikevich.network import Recording, Uniform
from izhikevich.networks import Intervention, intervene

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)
LENGTH = 80
MAKERS: dict[str, Callable[[], Network]] = {
    "cortical": lambda: networks.cortical_2003(24, 6, seed=3),
    "sparse": lambda: networks.cortical_sparse(40, out_degree=5, exc_weight=20, seed=3),
    "layers": lambda: networks.feedforward(
        (12, 6), inhibition=0.5, connections=[{"pre": 2, "post": 1, "weight": 3, "delay": 4}]
    ),
    "ring": lambda: networks.ring(30, reach=0.05, seed=2),
    "learning": lambda: networks.polychronous_2006(24, 6, out_degree=5, longest_delay=4),
}
#: What can be set in each, and values that are allowed.
ARGUMENTS: dict[str, list[tuple[str, float, float]]] = {
    "cortical": [
        ("exc_weight", 0, 2),
        ("inh_weight", 0, 3),
        ("balance", 0, 3),
        ("thalamic_exc", 0, 9),
    ],
    "sparse": [("exc_weight", 0, 20), ("balance", 0, 3), ("thalamic_inh", 0, 9)],
    "layers": [
        *(("weight_mean", 0, 9), ("weight_sd", 0, 3), ("inhibition", 0, 2)),
        *(("input_current", -5, 9), ("input_noise", 0, 9), ("background_noise", 0, 9)),
    ],
    "ring": [("weight", 0, 30), ("noise", 0, 9), ("delay", 1, 9)],
    "learning": [],
}
VALUES = [("a", 0.0, 0.1), ("b", 0.1, 0.3), ("c", -70, -45), ("d", 0, 10), ("noise", 0, 9)]


@st.composite
def plans(draw: Any) -> tuple[str, list[Intervention], list[float]]:
    """A network, interventions in it, and where its run is cut."""
    name = draw(st.sampled_from(sorted(MAKERS)))
    net = MAKERS[name]()
    populations = [population.name for population in net.populations]

    def one() -> Intervention:
        at = float(draw(st.integers(0, LENGTH)))
        kind = draw(
            st.sampled_from(["argument", "value", "drive", "silence", "weights", "current"])
        )
        of: str | int = draw(st.sampled_from(populations))
        if kind in ("drive", "value", "current") and draw(st.booleans()):
            of = draw(st.integers(0, net.n_neurons - 1))
        if kind == "argument" and ARGUMENTS[name]:
            argument, low, high = draw(st.sampled_from(ARGUMENTS[name]))
            to = draw(st.integers(low, high) if argument == "delay" else st.floats(low, high))
            return Intervention(at, argument, to=float(to))
        if kind == "weights" and name != "learning":
            return Intervention(at, "weights", of, draw(st.floats(0, 2)))
        if kind == "weights":
            return Intervention(at, "learning", "excitatory", float(draw(st.booleans())))
        if kind == "value":
            value, low, high = draw(st.sampled_from(VALUES))
            return Intervention(at, value, of, draw(st.floats(low, high)))
        if kind == "silence":
            return Intervention(at, "silence", of, float(draw(st.booleans())))
        return Intervention(
            at, "current" if kind == "current" else "drive", of, draw(st.floats(-5, 30))
        )

    found = [one() for _ in range(draw(st.integers(0, 8)))]
    cuts = draw(st.lists(st.integers(0, LENGTH), max_size=5))
    return (
        name,
        found,
        [float(b - a) for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), LENGTH], strict=True)],
    )


def spikes(parts: Sequence[Recording]) -> tuple[list[float], list[int]]:
    return (
        np.concatenate([part.times for part in parts]).tolist(),
        np.concatenate([part.indices for part in parts]).tolist(),
    )


@settings(max_examples=60)
@given(plan=plans())
def test_a_run_replays_wherever_it_is_cut_in_both_engines(
    plan: tuple[str, list[Intervention], list[float]],
) -> None:
    name, interventions, lengths = plan
    found = []
    for which in engine.ENGINES:
        with engine.use(which):
            whole = MAKERS[name]()
            intervene(whole, interventions)
            found.append((spikes([whole.run(LENGTH)]), whole.state().arrays()))
            cut = MAKERS[name]()
            made = intervene(cut, interventions)
            found.append((spikes([cut.run(length) for length in lengths]), cut.state().arrays()))
            assert len(made.done) + len(made.pending) == len(interventions)
            live = MAKERS[name]()  # each becomes known only when its time has come
            acting, parts = intervene(live, ()), []
            for length in lengths:
                due = [one for one in interventions if live.time <= one.at < live.time + length]
                acting.plan(sorted(due, key=lambda one: one.at))
                parts.append(live.run(length))
            found.append((spikes(parts), live.state().arrays()))
    first, state = found[0]
    for other, others in found[1:]:
        assert other == first
        for key, array in state.items():
            np.testing.assert_array_equal(array, others[key], err_msg=key)


@ENGINES
class TestWhatActs:
    @pytest.mark.parametrize(
        ("maker", "argument", "value"),
        [
            *(("cortical", name, high) for name, _, high in ARGUMENTS["cortical"]),
            *(("layers", name, high) for name, _, high in ARGUMENTS["layers"]),
            *(("ring", name, high) for name, _, high in ARGUMENTS["ring"]),
        ],
    )
    def test_an_argument_at_time_0_is_as_when_the_network_is_built(
        self, which: str, maker: str, argument: str, value: float
    ) -> None:
        net = MAKERS[maker]()
        assert net.origin is not None
        made = getattr(networks, net.origin[0])(**{**net.origin[1], argument: float(value)})
        intervene(net, [Intervention(0.0, argument, to=float(value))])
        with engine.use(which):
            assert spikes([net.run(LENGTH)]) == spikes([made.run(LENGTH)])

    def test_a_driven_neuron_fires_until_it_ends(self, which: str) -> None:
        net = MAKERS["layers"]()
        intervene(
            net,
            [
                Intervention(0.0, "input_noise"),
                Intervention(0.0, "input_current"),
                Intervention(20.0, "drive", 3, 40.0),
                Intervention(50.0, "drive", 3),
            ],
        )
        with engine.use(which):
            recording = net.run(200.0)
        times = recording.times[recording.indices == 3]
        assert times.size >= 3
        assert times[times > 15.0].min() >= 20.0
        assert times.max() < 55.0
        assert net.populations[0].i_offset[3] == 0.0

    def test_drives_add_to_the_currents_that_change_below_them(self, which: str) -> None:
        net = MAKERS["layers"]()
        intervene(
            net,
            [
                Intervention(1.0, "drive", "layer 1 excitatory", 5.0),
                Intervention(2.0, "drive", 0, 7.0),
                Intervention(3.0, "input_current", to=1.0),
                Intervention(4.0, "current", 1, 2.0),
                Intervention(5.0, "drive", "layer 1 excitatory"),
            ],
        )
        with engine.use(which):
            currents = []
            for _ in range(6):
                net.step()
                currents.append(net.populations[0].i_offset[:3].tolist())
        assert currents == [
            [3.0, 3.0, 3.0],
            [8.0, 8.0, 8.0],
            [15.0, 8.0, 8.0],
            [13.0, 6.0, 6.0],
            [13.0, 7.0, 6.0],
            [8.0, 2.0, 1.0],  # that of a neuron is its own
        ]

    def test_silenced_neurons_stay_as_they_are_and_go_on(self, which: str) -> None:
        net = MAKERS["cortical"]()
        inh = net["inhibitory"]
        intervene(
            net,
            [Intervention(30.0, "silence", inh.name, 1), Intervention(60.0, "silence", inh.name)],
        )
        with engine.use(which):
            before = net.run(30.0)
            v, u = np.array(inh.v), np.array(inh.u)
            held = net.run(30.0)
            assert inh.silent
            assert (inh.v == v).all()
            assert (inh.u == u).all()
            after = net.run(400.0)
        assert not inh.silent
        assert [part.of(inh)[0].size > 0 for part in (before, held, after)] == [True, False, True]

    def test_learning_ends_and_begins_again(self, which: str) -> None:
        net = networks.polychronous_2006(80, 20, out_degree=20, seed=1)
        off, on = (Intervention(at, "learning", "excitatory", to) for at, to in ((0, 0), (1500, 1)))
        intervene(net, [off, on])
        learning = [p for p in net.projections if p.plasticity]
        with engine.use(which):
            net.run(1500.0)
            assert all((np.array(p.w) == 6.0).all() for p in learning)
            net.run(600.0)
        assert all(p.learning for p in learning)
        assert all(not (np.array(p.w) == 6.0).all() for p in learning)

    def test_weights_have_a_factor_that_other_changes_leave(self, which: str) -> None:
        net = MAKERS["cortical"]()
        own = np.array(net.projections[0].w)
        intervene(
            net,
            [
                Intervention(1.0, "weights", "excitatory", 2.0),
                Intervention(2.0, "exc_weight", to=1.0),
                Intervention(3.0, "weights", "excitatory", 1.0),
            ],
        )
        with engine.use(which):
            net.run(2.0)
            np.testing.assert_array_equal(net.projections[0].w, 2.0 * own)
            net.run(1.0)
            np.testing.assert_array_equal(net.projections[0].w, 2.0 * (2.0 * own))  # twice 0.5
            net.run(1.0)
            np.testing.assert_array_equal(net.projections[0].w, 2.0 * own)

    def test_a_silenced_population_is_saved_with_its_network(self, which: str) -> None:
        net = MAKERS["cortical"]()
        net["inhibitory"].silence()
        with engine.use(which):
            net.run(20.0)
            file = io.BytesIO()
            net.save(file)
            file.seek(0)
            again = Network.from_file(file)
            assert again["inhibitory"].silent
            assert spikes([again.run(50.0)]) == spikes([net.run(50.0)])
            state = net.state()
            net["inhibitory"].silence(False)
            with pytest.raises(ParameterError, match="frozen"):
                net.restore(state)  # it is that of a network in which they are held


@pytest.mark.parametrize(
    ("maker", "one", "message"),
    [
        ("cortical", Intervention(5.0, "nothing"), "must be one of exc_weight, inh_weight"),
        ("cortical", Intervention(5.0, "excitatory", to=9.0), "fixed when the network is built"),
        ("learning", Intervention(5.0, "out_degree", to=9.0), "nothing of this network acts"),
        ("cortical", Intervention(5.0, "drive", to=9.0), "needs a population"),
        ("cortical", Intervention(5.0, "drive", "excitatry", to=9.0), "excitatory"),
        ("cortical", Intervention(5.0, "drive", 30, to=9.0), "from 0 to 29"),
        ("cortical", Intervention(5.0, "drive", "9" * 40, to=9.0), "one of excitatory"),
        ("cortical", Intervention(5.0, "drive", 3, to=1e9), "10000"),
        ("cortical", Intervention(5.0, "drive", 3, to=float("nan")), "finite"),
        ("cortical", Intervention(5.0, "silence", 3, to=1.0), "for populations"),
        ("cortical", Intervention(5.0, "silence", "excitatory", to=2.0), "<= 1"),
        ("cortical", Intervention(5.0, "noise", "excitatory", to=-2.0), "from 0"),
        ("cortical", Intervention(5.0, "thalamic_exc", to=-2.0), "from 0"),
        ("cortical", Intervention(5.0, "c", "excitatory", to=40.0), "never stop firing"),
        ("cortical", Intervention(5.5, "balance", to=1.0), "multiple of dt"),
        ("cortical", Intervention(-5.0, "balance", to=1.0), "at"),
        ("learning", Intervention(5.0, "weights", "excitatory", to=1.0), "learn"),
        ("learning", Intervention(5.0, "learning", "inhibitory", to=1.0), "none of its synapses"),
        ("learning", Intervention(5.0, "learning", 3, to=1.0), "for populations"),
        ("learning", Intervention(5.0, "learning", "excitatory", to=2.0), "to"),
    ],
)
def test_what_cannot_be_done_is_refused_when_it_is_planned(
    maker: str, one: Intervention, message: str
) -> None:
    net = MAKERS[maker]()
    with pytest.raises(ParameterError, match=message):
        intervene(net, [Intervention(1.0, "drive", 0, 1.0), one])
    assert not net.callbacks


def test_a_time_that_is_over_is_refused() -> None:
    net = MAKERS["ring"]()
    net.run(10.0)
    with pytest.raises(ParameterError, match="is over: the network is at 10 ms"):
        intervene(net, [Intervention(9.0, "drive", 0, 1.0)])


def test_a_network_of_one_s_own_has_the_actions() -> None:
    net = Network(scheme="forward")
    cells = net.population(5, name="cells", v0=Uniform(-70, -60))
    intervene(net, [Intervention(10.0, "drive", "cells", 30.0)])
    recording = net.run(50.0)
    assert recording.of(cells)[0].min() >= 10.0

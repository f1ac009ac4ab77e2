"""Runs in pieces, with functions that are called and monitors that record: as one long run."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import Network, ParameterError, SimulationError, analysis, engine
from izhikevich.analysis.variability import pooled_intervals
from izhikevich.network import STDP, FixedProbability, Recording, ShortTerm, Uniform
from izhikevich.progress import Stopped

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)
LENGTH = 60


def network(short_term: bool = False, **options: Any) -> Network:
    """A network with all that a state has. Short-term plasticity is run by numpy alone."""
    net = Network(seed=4, **{"scheme": "forward", **options})
    cells = net.population(
        12, name="cells", i_offset=6.0, noise=4.0, tau={"exc": 4.0}, tau_refrac=2.0
    )
    others = net.population(5, "FS", name="others", i_offset=5.0, stimulus="step(5,20)")
    source = net.poisson(6, 80.0, name="source")
    rule = FixedProbability(0.5)
    net.connect(cells, others, rule, weights=0.5, delays=Uniform(1.0, 9.0), name="static")
    net.connect(source, cells, rule, weights=2.0, delays=3.0, plasticity=STDP(), name="learns")
    extra: dict[str, Any] = {"short_term": ShortTerm()} if short_term else {}
    net.connect(others, cells, weights=0.3, target="inh", name="back", **extra)
    return net


def joined(*parts: Recording) -> dict[str, Any]:
    names = ("times", "indices", "artefacts")
    return {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}


def assert_alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one.keys() == other.keys()
    for name, array in one.items():
        np.testing.assert_array_equal(array, other[name], err_msg=name)


CUTS = st.lists(
    st.tuples(st.sampled_from(["run", "step", "until"]), st.integers(0, 30)), max_size=8
)
OPTIONS = st.fixed_dictionaries(
    {
        "precision": st.sampled_from(["float64", "float32"]),
        "scheme": st.sampled_from(["forward", "half_step", "euler"]),
        "short_term": st.booleans(),
    }
)


@ENGINES
@settings(max_examples=60, deadline=None)
@given(
    cuts=CUTS,
    options=OPTIONS,
    calls=st.lists(st.tuples(st.integers(1, 25), st.integers(0, 10)), max_size=2),
    every=st.integers(1, 9),
    begins=st.integers(0, 9),
)
@pytest.mark.filterwarnings("ignore")
def test_pieces_are_one_run(
    which: str,
    cuts: list[tuple[str, int]],
    options: dict[str, Any],
    calls: list[tuple[int, int]],
    every: int,
    begins: int,
) -> None:
    whole, cut = network(**options), network(**options)
    cells = cut.populations[0]
    found: list[tuple[int, int, float, float]] = []
    for k, (period, offset) in enumerate(calls):

        def look(n: int, k: int = k) -> None:
            found.append((k, n, cut.time, cells.v[3]))

        cut.every(float(period), look, offset=float(offset))
    samples = cut.monitor(cells[2:9], ["v", "g_inh", "spike"], period=every, offset=begins)
    with engine.use(which):
        parts = []
        end = 0.0

        def ended() -> bool:
            return cut.time >= end

        for way, length in cuts:
            end = min(cut.time + length, LENGTH)
            if way == "step" and cut.time < LENGTH:
                parts.append(cut.step())
            elif way == "until":
                parts.append(cut.simulate_until(ended, LENGTH - cut.time))
            else:
                parts.append(cut.run(end - cut.time))
        parts.append(cut.run(LENGTH - cut.time))
        one = whole.run(LENGTH, record={whole.populations[0]: range(12)})
    assert_alike(joined(one), joined(*parts))
    assert_alike(whole.state().arrays(), cut.state().arrays())
    course = [one.course(whole.populations[0], k) for k in range(12)]
    for k, (period, offset) in enumerate(calls):
        when = [t for j, _, t, _ in found if j == k]
        assert when == list(range(offset % period, LENGTH, period))
        assert [n for j, n, _, _ in found if j == k] == list(range(len(when)))
        for t, v in ((t, v) for j, _, t, v in found if j == k):
            assert v == (course[3].v[int(t) - 1] if t else -65.0)
    at = np.arange(begins % every, LENGTH, every)
    np.testing.assert_array_equal(samples.t, at)
    np.testing.assert_array_equal(samples.v, np.array([course[k].v[at] for k in range(2, 9)]).T)
    inhibition = np.array([course[k].g["inh"][at] for k in range(2, 9)]).T
    np.testing.assert_array_equal(samples["g_inh"], inhibition)
    times, neurons = one.of(whole.populations[0])
    own = (neurons >= 2) & (neurons < 9)
    np.testing.assert_array_equal(samples.spike_times, times[own])
    np.testing.assert_array_equal(samples.spike_indices, neurons[own] - 2)


@ENGINES
@pytest.mark.filterwarnings("ignore")
def test_what_a_function_sets_is_set_between_two_runs(which: str) -> None:
    called, by_hand = network(), network()

    def change(net: Network, n: int) -> None:
        net["cells"].i_offset[n % 12] = 5.0 + n
        net["cells"].v[3] = -50.0
        net["static"].w *= 1.1
        net["learns"].w[0] = 4.0
        net["source"].rate = 100.0 - n
        if n == 2:
            net["static"].delay = Uniform(1.0, 20.0)

    @called.every(7.0, offset=3.0, wait=7.0)
    def _(n: int) -> None:
        change(called, n)

    with engine.use(which):
        one = called.run(60.0)
        parts = [by_hand.run(10.0)]
        for n in range(8):
            if n * 7 + 10 < 60:
                change(by_hand, n)
                parts.append(by_hand.run(min(7.0, 60.0 - by_hand.time)))
    assert one.times.size > 20
    assert_alike(joined(one), joined(*parts))
    assert_alike(called.state().arrays(), by_hand.state().arrays())


class TestCallbacks:
    def test_they_can_be_stopped_and_taken_away(self) -> None:
        net = network()
        seen: list[int] = []
        callback = net.every(10.0, seen.append)
        assert net.callbacks == [callback]
        net.run(20.0)
        callback.active = False
        net.run(20.0)
        callback.active = True
        net.run(20.0)
        net.callbacks.clear()
        net.run(20.0)
        assert seen == [0, 1, 4, 5]

    def test_one_ends_the_run(self) -> None:
        net = network()

        def end(n: int) -> None:
            if n == 3:
                raise Stopped

        net.every(5.0, end)
        assert net.run(100.0).stop == net.time == 15.0
        assert net.run(5.0).stop == 20.0
        net.reset()
        assert net.run(100.0).stop == 15.0

    def test_an_error_in_one_leaves_the_network_usable(self) -> None:
        net = network()
        net.every(5.0, lambda n: 1 / (3 - n), offset=1.0)
        with pytest.raises(ZeroDivisionError):
            net.run(100.0)
        assert net.time == 16.0
        net.callbacks.clear()
        other = network()
        other.run(16.0)
        assert_alike(joined(net.run(20.0)), joined(other.run(20.0)))

    @pytest.mark.parametrize("name", ["run", "reset", "restore", "population", "step"])
    def test_what_one_cannot_do(self, name: str) -> None:
        net = network()
        state = net.state()
        acts: dict[str, Any] = {
            "run": lambda n: net.run(1.0),
            "step": lambda n: net.step(),
            "reset": lambda n: net.reset(),
            "restore": lambda n: net.restore(state),
            "population": lambda n: net.population(3),
        }
        net.every(5.0, acts[name], offset=2.0)
        with pytest.raises(SimulationError, match="already running"):
            net.run(10.0)
        with pytest.raises(SimulationError, match="already running"):
            net.run(10.0)

    def test_a_progress_report_is_no_callback(self) -> None:
        net = network()
        with pytest.raises(SimulationError, match="already running"):
            net.run(50.0, progress=lambda now: net["cells"].set(a=0.03))


class TestUntil:
    @ENGINES
    def test_a_condition_on_the_state(self, which: str) -> None:
        net, whole = network(), network()
        cells = net.populations[0]
        with engine.use(which):
            course = whole.run(60.0, {whole.populations[0]: [3]}).course(whole.populations[0], 3)
            first = int(np.flatnonzero(course.v > -50.0)[0])
            recording = net.simulate_until(lambda: cells.v[3] > -50.0, 60.0)
        assert recording.stop == net.time == first + 1.0
        assert cells.v[3] == course.v[first]

    def test_the_time_is_up(self) -> None:
        net = network()
        assert net.simulate_until(lambda: False, 25.0).stop == 25.0

    def test_it_looks_now_and_then(self) -> None:
        net = network()
        seen: list[float] = []

        def look() -> bool:
            seen.append(net.time)
            return net.time > 22.0

        net.run(3.0)
        recording = net.simulate_until(look, 100.0, period=5.0)
        assert seen == [8.0, 13.0, 18.0, 23.0]
        assert recording.stop == 23.0
        with pytest.raises(SimulationError, match="already running"):
            net.simulate_until(lambda: net["cells"].set(a=0.03), 10.0)


class TestMonitors:
    @ENGINES
    def test_starts_and_stops(self, which: str) -> None:
        net = network()
        cells = net.populations[0]
        monitor = net.monitor(cells, ["spike", "u"], start=False)
        assert repr(monitor).endswith("12 of 'cells': 0 samples, 0 spikes>")
        with engine.use(which):
            net.run(10.0)
            monitor.start()
            one = net.run(20.0)
            monitor.stop()
            net.run(10.0)
            net.every(1.0, lambda n: monitor.start() if n == 45 else None)
            two = net.run(60.0)
        np.testing.assert_array_equal(monitor.spans, [[10.0, 30.0], [45.0, 100.0]])
        assert monitor.duration == 75.0
        np.testing.assert_array_equal(monitor.t, [*range(10, 30), *range(45, 100)])
        times, neurons = (
            np.concatenate([a, b[two.of(cells)[0] >= 45.0]])
            for a, b in zip(one.of(cells), two.of(cells), strict=True)
        )
        assert times.size > 15
        np.testing.assert_array_equal(monitor.spike_times, times)
        np.testing.assert_array_equal(monitor.spike_indices, neurons)
        net.reset()
        assert monitor.t.size == monitor.spike_times.size == monitor.duration == 0
        net.run(5.0)
        np.testing.assert_array_equal(monitor.spans, [[0.0, 5.0]])
        net.monitors.remove(monitor)
        net.run(5.0)
        assert monitor.duration == 5.0

    @ENGINES
    def test_beside_the_courses_of_a_run(self, which: str) -> None:
        """Blocks of samples that are made anew, in the middle of a run too, change no course."""
        net, alone = network(), network()
        cells, others = net.populations
        monitor = net.monitor(others[[3, 1]], "v", start=False)
        net.every(13.0, lambda n: monitor.start() if n % 2 else monitor.stop())
        with engine.use(which):
            found = net.run(60.0, {cells: [1, 7], others: [1]})
            expected = alone.run(60.0, {alone.populations[0]: [1, 7], alone.populations[1]: [1]})
        assert found.courses.keys() == expected.courses.keys()
        for index, course in expected.courses.items():
            for name in ("t", "v", "u", "v_before", "u_before", "current"):
                mine = getattr(found.courses[index], name)
                np.testing.assert_array_equal(mine, getattr(course, name))
        at = [*range(13, 26), *range(39, 52)]
        np.testing.assert_array_equal(monitor.t, at)
        np.testing.assert_array_equal(monitor.v[:, 1], found.course(others, 1).v[at])

    @ENGINES
    def test_a_long_run_takes_the_memory_of_a_block(
        self, which: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("izhikevich.network.simulation.recording._BLOCK", 8 * 7 * 12 * 17)
        net, whole = network(), network()
        monitor = net.monitor(net.populations[0], ["current", "v_before"], period=4.0, offset=1.0)
        with engine.use(which):
            found = net.run(60.0, {net.populations[1]: [2]})
            cells, others = whole.populations
            expected = whole.run(60.0, {cells: range(12), others: [2]})
        for name in ("current", "v_before"):
            columns = [getattr(expected.course(cells, k), name)[1::4] for k in range(12)]
            np.testing.assert_array_equal(monitor[name], np.array(columns).T)
        mine, other = (
            recording.course(net.populations[1], 2)
            if recording is found
            else recording.course(others, 2)
            for recording in (found, expected)
        )
        np.testing.assert_array_equal(mine.v, other.v)

    def test_statistics_are_those_of_the_analyses(self) -> None:
        net = network()
        cells = net.populations[0]
        monitor = net.monitor(cells)
        recording = net.run(400.0)
        times, neurons = recording.of(cells)
        np.testing.assert_array_equal(monitor.rates(), analysis.rates(neurons, 12, 400.0))
        assert monitor.rates().mean() == pytest.approx(recording.rate(cells))
        gaps = pooled_intervals(times, neurons, 12)
        np.testing.assert_array_equal(monitor.intervals(), gaps)
        expected = [analysis.cv(train) for train in analysis.by_neuron(times, neurons, 12)]
        np.testing.assert_allclose(monitor.cv(), expected, rtol=1e-14)
        mine, others = (
            monitor.population_rate(5.0, 10.0),
            analysis.population_rate(times, 12, 0.0, 400.0, 5.0, 10.0),
        )
        np.testing.assert_array_equal(mine, others)
        for train, other in zip(
            monitor.trains(), analysis.by_neuron(times, neurons, 12), strict=True
        ):
            np.testing.assert_array_equal(train, other)

    def test_intervals_with_a_gap_are_left_out(self) -> None:
        net = Network(scheme="forward")
        cell = net.population(1, i_offset=20.0, name="cell")
        monitor = net.monitor(cell[0])
        first = net.run(100.0).times
        monitor.stop()
        net.run(100.0)
        monitor.start()
        second = net.run(100.0).times
        gaps = np.concatenate([np.diff(first), np.diff(second)])
        np.testing.assert_array_equal(monitor.intervals(), gaps)
        assert monitor.rates()[0] == (first.size + second.size) / 0.2
        assert monitor.cv()[0] == pytest.approx(gaps.std() / gaps.mean())

    def test_as_a_plot_and_as_tables(self) -> None:
        net = network()
        cells = net.populations[0]
        both, spikes = net.monitor(cells[3:5], ["v", "spike"]), net.monitor(cells)
        net.run(50.0)
        assert "<svg" in both.plot().svg
        assert "<svg" in spikes.plot().svg
        table = both.to_pandas()
        assert list(table.columns) == ["t", "neuron", "v"]
        assert len(table) == 100
        np.testing.assert_array_equal(table[table["neuron"] == 4]["v"], both.v[:, 1])
        assert list(spikes.to_pandas().columns) == ["time", "neuron"]
        assert len(spikes.to_pandas()) == spikes.spike_times.size

    def test_of_nothing_there_is_nothing(self) -> None:
        net = network()
        monitor = net.monitor(net.populations[0], ["spike", "v"])
        assert monitor.v.shape == (0, 12)
        assert np.isnan(monitor.rates()).all()
        assert np.isnan(monitor.cv()).all()
        assert monitor.intervals().size == 0
        with pytest.raises(ParameterError, match="has recorded nothing"):
            monitor.population_rate(5.0)

    def test_copies_of_a_network_have_monitors_of_their_own(self) -> None:
        net = network()
        net.monitor(net.populations[0], ["v", "spike"])
        net.run(10.0)
        other = deepcopy(net)
        other.run(10.0)
        net.run(5.0)
        assert [n.monitors[0].duration for n in (net, other)] == [15.0, 20.0]


WRONG: list[tuple[Any, str]] = [
    (lambda n, c: n.every(0.0, print), "period = 0.0 .*must be a multiple of dt = 1 ms"),
    (lambda n, c: n.every(0.5, print), "period = 0.5 .*must be a multiple of dt = 1 ms"),
    (lambda n, c: n.every("often", print), "period = 'often' .*must be a number"),
    (lambda n, c: n.every(5.0, print, offset=-1.0), "offset = -1.0 .*>= 0"),
    (lambda n, c: n.every(5.0, print, wait=0.3), "wait = 0.3 .*must be a multiple of dt"),
    (lambda n, c: n.every(5.0, 3), "function = 3 .*must be a function of the number of earlier"),
    (lambda n, c: n.every(5.0)(3), "function = 3 .*must be a function of the number of earlier"),
    (lambda n, c: n.simulate_until(True, 5.0), "condition = True .*must be a function without"),
    (lambda n, c: n.simulate_until(print, -1.0), "duration = -1.0 .*>= 0"),
    (lambda n, c: n.simulate_until(print, 5.0, period=0.1), "period = 0.1 .*must be a multiple"),
    (lambda n, c: n.monitor([1, 2]), r"neurons = \[1, 2\] .*must be a population, or some of its"),
    (lambda n, c: n.monitor(network().populations[0]), "neurons = .*must be neurons of this netw"),
    (lambda n, c: n.monitor(n.sources[0]), "neurons = .*must be a population, or some of its"),
    (lambda n, c: n.monitor(c, "w"), "variables = 'w' .*must be one of spike, v, u"),
    (lambda n, c: n.monitor(c, ["v", "g_ex"]), "variables = 'g_ex' .*Did you mean g_exc"),
    (lambda n, c: n.monitor(c, []), r"variables = \[\] .*must be one of spike"),
    (lambda n, c: n.monitor(c, 3), "variables = 3 .*must be one of spike"),
    (lambda n, c: n.monitor(c, "v", period=0.0), "period = 0.0 .*must be a multiple of dt"),
    (lambda n, c: n.monitor(c, "v", offset=0.5), "offset = 0.5 .*must be a multiple of dt"),
    (lambda n, c: n.monitor(c, "v")["u"], "name = 'u' .*must be one of v"),
    (lambda n, c: n.monitor(c, "v").rates(), "monitor = .*records v, and no spikes"),
    (lambda n, c: (n.monitor(c, "v"), n.run(1e9)), "record = .*would take .* MB"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "words"), WRONG)
def test_what_is_wrong_is_named(act: Any, words: str) -> None:
    net = network()
    with pytest.raises(ParameterError, match=words):
        act(net, net.populations[0])

"""Plausible mistakes in calls: an error that says what is meant, or what was meant is done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import CELL_TYPES, Network, ParameterError, SimulationError, engine
from izhikevich.network import (
    STDP,
    AllToAll,
    CorrelatedRate,
    Expression,
    FixedProbability,
    FromMatrix,
    FromTriples,
    Normal,
    OneToOne,
    Polychronous,
    ShortTerm,
    TimedArray,
)
from izhikevich.neuron.stimuli.stimulus import Constant, Stimulus

#: What may stand where something else is meant.
WRONG: list[Any] = [
    None, True, -1, 2, 7.5, float("nan"), 1e300, "exc", "", b"exc", [], [1], [1.0, "a"], (0, 1), {},
    {"exc": 1}, {1: 2}, set(), range(3), np.array(1.0), np.array([1.0, 2.0]), np.zeros((2, 2)),
    np.array(["a"]), np.float32(2), 1j, object(), int, len, lambda t: t, slice(3), iter([1]),
    AllToAll(), AllToAll, STDP(), STDP, ShortTerm(), Normal(1, 1), Normal, Constant(1.0),
    CELL_TYPES["RS"], CELL_TYPES, "RS", np, Ellipsis,
]  # fmt: skip


class Parts:
    """A network that has run, and parts of another one."""

    def __init__(self) -> None:
        self.net = Network(seed=1, scheme="forward")
        self.cells = self.net.population(3, name="cells", i_offset=6.0)
        self.source = self.net.spike_times([[1.0]], name="source")
        self.synapses = self.net.connect(self.cells, self.cells, weights=0.1, plasticity=STDP())
        other = Network(scheme="forward")
        self.other = other.population(3)
        self.others = [self.other, other.connect(self.other, self.other), other, other.state()]
        self.recording = self.net.run(20.0, {self.cells: [0, 2]})
        self.net.reset()

    def wrong(self) -> list[Any]:
        own = [self.net, self.cells, self.source, self.synapses, self.recording]
        return [*WRONG, *own, *self.others]


CALLS: dict[str, Callable[[Parts, Any], Any]] = {
    "Network dt": lambda p, x: Network(dt=x, scheme="forward"),
    "Network seed": lambda p, x: Network(seed=x, scheme="forward"),
    "Network scheme": lambda p, x: Network(scheme=x),
    "Network scaling": lambda p, x: Network(scaling=x, scheme="forward"),
    "Network precision": lambda p, x: Network(precision=x, scheme="forward"),
    "Network memory_limit": lambda p, x: Network(memory_limit=x, scheme="forward"),
    "population size": lambda p, x: p.net.population(x),
    "population parameters": lambda p, x: p.net.population(2, x),
    "population name": lambda p, x: p.net.population(2, name=x),
    "population conductance": lambda p, x: p.net.population(2, conductance=x),
    "population tau": lambda p, x: p.net.population(2, tau=x),
    "population tau of": lambda p, x: p.net.population(2, tau={"exc": x}),
    "population stimulus": lambda p, x: p.net.population(2, stimulus=x),
    "population a": lambda p, x: p.net.population(2, a=x),
    "population v": lambda p, x: p.net.population(2, v0=x),
    "population i_offset": lambda p, x: p.net.population(2, i_offset=x),
    "population noise": lambda p, x: p.net.population(2, noise=x),
    "poisson size": lambda p, x: p.net.poisson(x, 1.0),
    "poisson rate": lambda p, x: p.net.poisson(2, x),
    "poisson name": lambda p, x: p.net.poisson(2, 1.0, name=x),
    "spike_times times": lambda p, x: p.net.spike_times(x),
    "spike_times train": lambda p, x: p.net.spike_times([[1.0], x]),
    "spike_times name": lambda p, x: p.net.spike_times([[1.0]], name=x),
    "random_pulses": lambda p, x: p.net.random_pulses(x),
    "times of a source": lambda p, x: setattr(p.source, "times", x),
    "stimulus of cells": lambda p, x: setattr(p.cells, "stimulus", x),
    "timed array": lambda p, x: p.net.poisson(2, TimedArray(x)),
    "timed array schedule": lambda p, x: p.net.poisson(2, TimedArray([1.0, 2.0], x)),
    "timed array period": lambda p, x: p.net.poisson(2, TimedArray([1.0, 2.0], period=x)),
    "expression": lambda p, x: p.net.poisson(2, Expression(x)),
    "expression of": lambda p, x: p.net.poisson(2, Expression("a", a=x)),
    "correlated rate": lambda p, x: p.net.poisson(2, CorrelatedRate(x, 0.1, 10.0)),
    "correlation": lambda p, x: p.net.poisson(2, CorrelatedRate(5.0, x, 10.0)),
    "inject pre": lambda p, x: p.net.inject(x, p.cells),
    "inject post": lambda p, x: p.net.inject(p.cells, x),
    "inject rule": lambda p, x: p.net.inject(p.cells, p.cells, x),
    "inject weights": lambda p, x: p.net.inject(p.cells, p.cells, weights=x),
    "inject target": lambda p, x: p.net.inject(p.cells, p.cells, target=x),
    "inject variable": lambda p, x: p.net.inject(p.cells, p.cells, variable=x),
    "inject name": lambda p, x: p.net.inject(p.cells, p.cells, name=x),
    "couple pre": lambda p, x: p.net.couple(x, p.cells, conductance=0.1),
    "couple post": lambda p, x: p.net.couple(p.cells, x, conductance=0.1),
    "couple rule": lambda p, x: p.net.couple(p.cells, p.cells, x, conductance=0.1),
    "couple conductance": lambda p, x: p.net.couple(p.cells, p.cells, conductance=x),
    "couple name": lambda p, x: p.net.couple(p.cells, p.cells, conductance=0.1, name=x),
    "from_csv": lambda p, x: FromTriples.from_csv(x),
    "from_csv first": lambda p, x: FromTriples.from_csv("0,1\n", first=x),
    "from_file of a matrix": lambda p, x: FromMatrix.from_file(x),
    "connect pre": lambda p, x: p.net.connect(x, p.cells),
    "connect post": lambda p, x: p.net.connect(p.cells, x),
    "connect rule": lambda p, x: p.net.connect(p.cells, p.cells, x),
    "connect weights": lambda p, x: p.net.connect(p.cells, p.cells, weights=x),
    "connect delays": lambda p, x: p.net.connect(p.cells, p.cells, delays=x),
    "connect target": lambda p, x: p.net.connect(p.cells, p.cells, target=x),
    "connect fraction": lambda p, x: p.net.connect(p.cells, p.cells, excitatory_fraction=x),
    "connect plasticity": lambda p, x: p.net.connect(p.cells, p.cells, plasticity=x),
    "connect short_term": lambda p, x: p.net.connect(p.cells, p.cells, short_term=x),
    "connect name": lambda p, x: p.net.connect(p.cells, p.cells, name=x),
    "run duration": lambda p, x: p.net.run(x),
    "run record": lambda p, x: p.net.run(5.0, x),
    "run record of": lambda p, x: p.net.run(5.0, {p.cells: x}),
    "run record neuron": lambda p, x: p.net.run(5.0, {p.cells: [0, x]}),
    "run record population": lambda p, x: p.net.run(5.0, {x: [0]}),
    "running": lambda p, x: next(p.net.running(x, None)),
    "simulate_until duration": lambda p, x: p.net.simulate_until(bool, x),
    "simulate_until period": lambda p, x: p.net.simulate_until(bool, 3.0, period=x),
    "every period": lambda p, x: p.net.every(x, abs),
    "every offset": lambda p, x: p.net.every(3.0, abs, offset=x),
    "every wait": lambda p, x: p.net.every(3.0, abs, wait=x),
    "monitor": lambda p, x: p.net.monitor(x),
    "monitor variables": lambda p, x: p.net.monitor(p.cells, x),
    "monitor period": lambda p, x: p.net.monitor(p.cells, "v", period=x),
    "monitor offset": lambda p, x: p.net.monitor(p.cells, "v", offset=x),
    "population_rate": lambda p, x: p.net.monitor(p.cells).population_rate(x),
    "weights": lambda p, x: p.net.weights(x),
    "restore": lambda p, x: p.net.restore(x),
    "save": lambda p, x: p.net.save(x),
    "load": lambda p, x: p.net.load(x),
    "from_file": lambda p, x: Network.from_file(x),
    "from_file memory_limit": lambda p, x: Network.from_file("none.npz", memory_limit=x),
    "of": lambda p, x: p.recording.of(x),
    "rate": lambda p, x: p.recording.rate(x),
    "course population": lambda p, x: p.recording.course(x, 0),
    "course neuron": lambda p, x: p.recording.course(p.cells, x),
    "first": lambda p, x: p.synapses.first(x),
    "nbytes": lambda p, x: p.net.memory,
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CALLS)
def test_no_call_ends_in_an_error_of_python(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    parts = Parts()
    for k in range(len(parts.wrong())):
        wrong = parts.wrong()[k]
        if name == "run record population" and wrong.__hash__ is None:
            continue  # it cannot stand there
        try:
            CALLS[name](parts, wrong)
            parts.net.run(3.0)
        except FileNotFoundError:
            continue
        except (ParameterError, SimulationError) as error:
            assert str(error)  # noqa: PT017
            continue
        except Exception as error:
            pytest.fail(f"{name} with {wrong!r}: {error!r}")
        parts = Parts()


def net_with_cells() -> tuple[Network, Any]:
    net = Network(seed=1, scheme="forward")
    return net, net.population(5, name="cells", i_offset=np.linspace(5.0, 9.0, 5))


class TestWhatIsMeantIsDone:
    @pytest.mark.parametrize(
        ("name", "rule"), [("all_to_all", AllToAll()), ("one_to_one", OneToOne())]
    )
    def test_rules_by_name(self, name: str, rule: Any) -> None:
        net, cells = net_with_cells()
        one, other = net.connect(cells, cells, name), net.connect(cells, cells, rule)
        np.testing.assert_array_equal(one.synapses.targets, other.synapses.targets)
        assert one.rule == rule

    @pytest.mark.parametrize("index", [3, 3.0, np.int32(3), np.array(3), [3], (3,), range(3, 4)])
    def test_one_index(self, index: Any) -> None:
        net, cells = net_with_cells()
        recording = net.run(30.0, record={cells: index})
        assert list(recording.courses) == [3]
        assert recording.course(cells, index if np.ndim(index) == 0 else 3).v.size == 30


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda n, c: n.connect(c, c, "fixed_probability"), r'FixedProbability\(0.1\), "all_to_al'),
        (lambda n, c: n.connect(c, c, 0.1), r"rule = 0.1 .* must be a rule such as Fixed"),
        (lambda n, c: n.connect(c, c, FixedProbability), "must be a rule such as Fixed"),
        (lambda n, c: n.connect(c, c, plasticity=STDP), r"plasticity .* one of STDP\(…\)"),
        (
            lambda n, c: n.connect(c, c, plasticity="stdp"),
            r"plasticity .* one of STDP\(…\)",
        ),
        (lambda n, c: n.connect(c, c, short_term=STDP()), r"short_term .* must be ShortTerm\(…\)"),
        (lambda n, c: n.connect("cells", c), "pre = 'cells' .* population or source of this"),
        (lambda n, c: n.connect(c, n.poisson(2, 1.0)), "post = .* must be a population of this"),
        (lambda n, c: n.population(2, "RSS"), r"cell = 'RSS' .*did you mean RS"),
        (lambda n, c: n.population(2, tau=5.0), r'tau = 5.0 .* such as {"exc": 5}'),
        (lambda n, c: n.run(5.0, record=c), r"record = .* such as {population: \[0, 1\]}"),
        (lambda n, c: n.run(5.0, record=[c]), r"record = .* such as {population: \[0, 1\]}"),
        (lambda n, c: n.run(5.0, record={"cells": [0]}), "record = 'cells' .* of this network"),
        (lambda n, c: n.run(5.0, record={c: "all"}), "recorded neuron = 'all'"),
        (lambda n, c: n.run(5.0, record={c: 5}), "recorded neuron = 5 .* <= 4"),
        (lambda n, c: n.run(5.0, {n.poisson(9, 1.0): [0]}), "record = .* of this network"),
        (lambda n, c: n.run(5.0, {c: [1, 4]}).course(c, 2), "was not recorded: .* 1, 4; run"),
        (lambda n, c: n.run(5.0).course(c, 2), r"there are none; .*record={population: \[2\]}"),
        (lambda n, c: n.run(5.0, {c: 1}).course(c, -1), "neuron = -1"),
        (lambda n, c: n.run(5.0, {c: 1}).course("cells", 1), "population = 'cells'"),
        (lambda n, c: n.run(5.0).of("cells"), "group = 'cells' .* population of this network"),
        (
            lambda n, c: n.run(5.0).rate(Network(scheme="forward").population(5)),
            "population of this network",
        ),
        (lambda n, c: n.weights(c), "projection = .* must be a projection of this network"),
        (lambda n, c: n.restore({"v": 1}), "state = .* must be what `state`"),
        (lambda n, c: n.load(5), "file = 5"),
    ],
)
def test_the_error_says_what_is_meant(act: Any, words: str) -> None:
    net, cells = net_with_cells()
    with pytest.raises(ParameterError, match=words):
        act(net, cells)


def test_what_sources_do_is_not_recorded() -> None:
    """Sources are counted apart: their indices are those of neurons that did something else."""
    net, _ = net_with_cells()
    source = net.spike_times([[1.0], [2.0]])
    recording = net.run(50.0)
    assert recording.times.size
    for ask in (recording.of, recording.rate):
        with pytest.raises(ParameterError, match="must be a population of this network"):
            ask(source)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Interfering(Stimulus):
    """A current that does something with the network that asks for it, in another thread."""

    act: Callable[[], Any]

    def sample(self, t: Any) -> Any:
        caught: list[Exception] = []

        def run() -> None:
            try:
                self.act()
            except Exception as error:
                caught.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        FOUND.append(caught[0] if caught else None)
        return np.full(t.shape, 10.0)


FOUND: list[Exception | None] = []


class TestOneRunAtATime:
    @pytest.mark.parametrize("which", engine.ENGINES)
    @pytest.mark.parametrize(
        "act",
        [
            lambda net, state: net.run(5.0),
            lambda net, state: next(net.running(5.0)),
            lambda net, state: net.reset(),
            lambda net, state: net.restore(state),
            lambda net, state: net.state(),
            lambda net, state: net.weights(net.projections[0]),
            lambda net, state: net.population(3),
        ],
    )
    def test_another_thread_is_refused(self, act: Any, which: str) -> None:
        FOUND.clear()
        net = Network(seed=1, scheme="forward")
        stimulus = Interfering(lambda: act(net, state))
        cells = net.population(3, stimulus=stimulus)
        net.connect(cells, cells, plasticity=Polychronous())
        state = net.state()
        with engine.use(which):
            recording = net.run(60.0)
        assert FOUND
        for error in FOUND:
            assert isinstance(error, SimulationError)
            assert "already running" in str(error) or "by another thread" in str(error)
        quiet = Network(seed=1, scheme="forward")
        cells = quiet.population(3, stimulus=10.0)
        quiet.connect(cells, cells, plasticity=Polychronous())
        np.testing.assert_array_equal(recording.times, quiet.run(60.0).times)

    def test_a_second_run_within_the_first(self) -> None:
        net, _ = net_with_cells()
        first = net.running(500.0)
        next(first)
        for act in (lambda: net.run(5.0), net.reset, lambda: net.population(2)):
            with pytest.raises(SimulationError, match="already running: end that run first"):
                act()
        assert net.state().step == net.time  # between two reports it may be looked at
        first.close()
        net.run(5.0)
        net.reset()

    def test_a_run_that_failed_is_over(self) -> None:
        net = Network(scheme="forward")
        net.population(2, i_offset=1e9)
        for _ in range(2):
            with pytest.raises(SimulationError, match="diverged"):
                net.run(50.0)
            net.reset()


class TestShort:
    def test_network(self) -> None:
        net, cells = net_with_cells()
        net.connect(cells, cells)
        net.run(30.0)
        assert repr(net) == "<Network: cells (5); 20 synapses; at 30 ms, dt = 1 ms>"
        assert (
            repr(Network(scheme="forward"))
            == "<Network: no populations; 0 synapses; at 0 ms, dt = 1 ms>"
        )

    def test_many_populations(self) -> None:
        net = Network(dt=0.5, scaling="charge", scheme="forward")
        for k in range(9):
            net.population(1000 * (k + 1), name=f"p{k}")
        assert repr(net).startswith("<Network: p0 (1,000), p1 (2,000), ")
        assert "p4 (5,000), 4 more; 0 synapses; at 0 ms, dt = 0.5 ms>" in repr(net)

    def test_recording(self) -> None:
        net, cells = net_with_cells()
        recording = net.run(100.0, {cells: [0, 4]})
        n = recording.times.size
        text = f"<Recording: 0 to 100 ms, {n} spikes (cells {n}); courses of 2 neurons>"
        assert repr(recording) == text
        assert len(repr(net.run(10.0))) < 100

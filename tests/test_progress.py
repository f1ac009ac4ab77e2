"""Functions that take long report their progress, and can be ended."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich.learning import Data, Input, Neurons, SpikeCount, Trainer
from izhikevich.progress import (
    Progress,
    Report,
    Steps,
    Stopped,
    building,
    finish,
    returning,
    with_progress,
)


def counting(steps: int, *, progress: Report | None = None) -> Steps[int]:
    """Count, and say so."""
    for k in range(steps):
        yield Progress(k / steps, str(k))
    return steps


count = returning(counting)


def test_a_function_of_a_long_computation_returns_its_result() -> None:
    assert count(3) == finish(counting(3)) == 3


def test_it_looks_like_what_it_was_made_of() -> None:
    found = inspect.signature(count)
    assert list(found.parameters) == ["steps", "progress"]
    assert found.return_annotation == "int"
    assert (count.__name__, count.__doc__) == ("counting", "Count, and say so.")


def test_the_computation_can_be_begun_as_a_generator() -> None:
    work = with_progress(count, 2)
    assert [report.text for report in work] == ["0", "1"]


class Counter:
    """Counts to a number of its own, and further."""

    def __init__(self, begin: int) -> None:
        self.begin = begin

    @returning
    def count(self, steps: int, *, progress: Report | None = None) -> Steps[int]:
        """Count further, and say so."""
        return self.begin + (yield from counting(steps))

    @classmethod
    @returning
    def counted(cls, steps: int, *, progress: Report | None = None) -> Steps[Counter]:
        """Make one that has counted."""
        return cls((yield from counting(steps)))


def test_methods_are_functions_too() -> None:
    reports: list[Progress] = []
    assert Counter(4).count(2, progress=reports.append) == 6
    assert list(with_progress(Counter(4).count, 2)) == reports
    assert Counter.counted(3).begin == finish(with_progress(Counter.counted, 3)).begin == 3


def test_progress_is_called_with_each_report() -> None:
    reports: list[Progress] = []
    assert count(3, progress=reports.append) == 3
    assert [report.text for report in reports] == ["0", "1", "2"]


def test_nothing_but_progress_is_reported() -> None:
    def work() -> Any:
        yield "an epoch"
        yield Progress(0.5, "half")
        return 42

    reports: list[Progress] = []
    assert finish(work(), reports.append) == 42
    assert reports == [Progress(0.5, "half")]


@pytest.mark.parametrize("progress", [True, "bar", 3])
def test_progress_is_a_function(progress: Any) -> None:
    with pytest.raises(izh.ParameterError, match="such as print") as caught:
        count(3, progress=progress)
    assert caught.value.parameter == "progress"


def test_what_progress_raises_ends_the_computation() -> None:
    ended = []

    def work() -> Any:
        try:
            yield Progress(0.5, "half")
        finally:
            ended.append(True)

    with pytest.raises(ZeroDivisionError) as caught:
        finish(work(), lambda now: 1 / 0)
    assert ended, f"before the error is forgotten: {caught}"


def stop(now: Progress) -> None:
    raise Stopped


def test_a_network_stopped_returns_what_it_has_recorded_and_can_go_on() -> None:
    net = izh.Network(seed=1, scheme="forward")
    net.population(50, noise=5.0)
    first = net.run(1000.0, progress=stop)
    assert 0.0 < first.stop < 1000.0
    second = net.run(1000.0 - first.stop)
    again = izh.Network(seed=1, scheme="forward")
    again.population(50, noise=5.0)
    whole = again.run(1000.0)
    np.testing.assert_array_equal(np.append(first.times, second.times), whole.times)


def test_what_cannot_stop_halfway_says_that_it_was_stopped() -> None:
    with pytest.raises(Stopped):
        count(3, progress=stop)


def test_training_stopped_goes_on_where_it_was() -> None:
    model = izh.learning.Model([Input(1, weights=8.0), Neurons(1, scale=95.0)], dt=0.25)
    data = Data(np.ones((4, 200, 1)), [[3.0]] * 4)
    trainer = Trainer(model, SpikeCount(), data, batch_size=2)
    assert trainer.fit(2, progress=stop) == []
    assert trainer.batch == 1
    assert [epoch.number for epoch in trainer.fit(1)] == [1]


def model(seed: int) -> izh.nef.Model:
    """Return a model that has not been built before."""
    ensemble = izh.nef.Ensemble(20, seed=seed)
    return izh.nef.Model(
        [izh.nef.Connection(izh.nef.Node(1.0), ensemble)],
        {"x": izh.nef.Probe(ensemble, synapse=30.0)},
    )


def network(report: Report) -> None:
    net = izh.Network(seed=1, scheme="forward")
    cells = net.population(300, noise=5.0)
    net.connect(cells, cells, izh.network.FixedProbability(0.9), progress=report)


@pytest.mark.parametrize(
    "run",
    [
        network,
        lambda report: izh.networks.cortical_2003(80, 20).run(10.0, progress=report),
        lambda report: izh.networks.cortical_2003(80, 20, progress=report),
        lambda report: model(11).run(200.0, progress=report),
        lambda report: model(12).build(progress=report),
    ],
    ids=["connect", "run", "networks", "model", "build"],
)
def test_long_functions_report(run: Callable[[Report], object]) -> None:
    reports: list[Progress] = []
    run(reports.append)
    assert reports
    assert all(0.0 <= report.fraction <= 1.0 for report in reports)
    assert all(report.text for report in reports)


def test_much_memory_is_told_before_it_is_taken() -> None:
    assert building(0.5).text == building(0.5, 1e6).text == "Building the network"
    assert building(0.0, 640e6).text == "Building the network: about 640 MB"
    told: list[str] = []
    net = izh.Network(seed=1)
    cells = net.population(3000)
    rule = izh.network.FixedProbability(0.6)
    net.connect(cells, cells, rule, progress=lambda report: told.append(report.text))
    assert told[0].startswith("Building the network: about ")

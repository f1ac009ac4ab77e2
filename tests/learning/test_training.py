"""Training: optimisers, batches, stopping, going on, and files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.learning import (
    SGD,
    Adam,
    CrossEntropy,
    Data,
    Dense,
    Epoch,
    Input,
    Model,
    Neurons,
    RateRegularisation,
    Readout,
    ReluGrad,
    SpikeCount,
    Trainer,
)
from izhikevich.learning.optimisers import Optimiser, clip
from izhikevich.network import Normal
from izhikevich.progress import Progress, Stopped
from izhikevich.random import uniform

WIDE: dict[str, Any] = {
    "surrogate": ReluGrad(width=3.0),
    "scale": 95.0,
    "reset": "soft",
    "v0": -70.0,
    "u0": -14.0,
}


def trainer(optimiser: Optimiser | None = None, seed: int = 3, hidden: int = 6) -> Trainer:
    spikes = (uniform(1, 0, 0, 20 * 100 * 5) < 0.1).reshape(20, 100, 5)
    classes = np.arange(20) % 2
    spikes[classes == 1, 40:, :] = False
    model = Model(
        [
            Dense(5, hidden, weights=Normal(6.0, 3.0), tau=4.0),
            Neurons(hidden, **WIDE),
            Readout(hidden, 2),
        ],
        dt=0.5,
        seed=seed,
    )
    data = Data(spikes.astype(np.uint8), classes)
    return Trainer(
        model,
        CrossEntropy(),
        data,
        test=data,
        optimiser=optimiser or Adam(0.02),
        batch_size=6,
        longest=1.0,
        regularisation=RateRegularisation(strength=0.1),
        seed=seed,
    )


def same(one: Trainer, other: Trainer) -> bool:
    weights = zip(one.model.weights.values(), other.model.weights.values(), strict=True)
    return all(np.array_equal(a, b) for a, b in weights) and repr(one.history) == repr(
        other.history
    )


def test_reports() -> None:
    own = trainer()
    reports = list(own.fitting(2))
    epochs = [report for report in reports if isinstance(report, Epoch)]
    assert [epoch.number for epoch in epochs] == [1, 2]
    assert own.history == epochs
    fractions = [report.fraction for report in reports if isinstance(report, Progress)]
    assert fractions == sorted(fractions)
    assert len(fractions) == 6
    last = epochs[-1]
    assert last.spikes > 0.0
    assert 0.0 < last.steps_with_gradient <= 1.0
    assert last.gradient > 0.0
    assert last.through_time[0].shape == (100,)
    score = own.evaluate(own.data)
    assert (score.loss, score.accuracy) == (last.test_loss, last.test_accuracy)


def test_learns_and_starts_again() -> None:
    own = trainer(Adam(0.2))
    first = own.fit(20)[0]
    assert own.history[-1].loss < 0.5 * first.loss
    own.reset()
    assert not own.history
    assert repr(own.fit(1)[0]) == repr(first)


@pytest.mark.parametrize("optimiser", [Adam(0.02), SGD(0.1), SGD(0.1, momentum=0.9)], ids=repr)
@pytest.mark.parametrize("place", [1, 2, 5])
def test_stopped_saved_and_resumed_equals_uninterrupted(optimiser: Optimiser, place: int) -> None:
    whole = trainer(optimiser)
    whole.fit(4)
    stopped = trainer(optimiser)
    work = stopped.fitting(4)
    for _ in range(place):
        next(work)
    with pytest.raises(StopIteration):
        work.throw(Stopped())
    file = BytesIO()
    stopped.save(file)
    file.seek(0)
    resumed = trainer(optimiser, seed=3)
    resumed.load(file)
    resumed.fit(4 - len(resumed.history))
    assert same(resumed, whole)
    stopped.fit(4 - len(stopped.history))
    assert same(stopped, whole)


def test_files_of_other_models_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.npz"
    own = trainer()
    own.fit(1)
    own.save(file)
    fresh = trainer()
    fresh.load(file)
    assert same(own, fresh)
    for other in (trainer(hidden=7), trainer(SGD(0.1)), trainer(SGD(0.1, momentum=0.5))):
        before = {name: array.copy() for name, array in other.model.weights.items()}
        with pytest.raises(ParameterError, match="another model"):
            other.load(file)
        assert all(np.array_equal(before[n], a) for n, a in other.model.weights.items())
    with pytest.raises(ParameterError, match="NPZ"):
        own.load(BytesIO(b"no archive"))


@pytest.mark.proves("file-no-pickle")
def test_pickled_objects_are_not_loaded() -> None:
    file = BytesIO()
    np.savez(file, place=np.array([{"a": 1}], dtype=object))
    file.seek(0)
    with pytest.raises(ParameterError):
        trainer().load(file)


def test_each_epoch_has_an_order_of_its_own() -> None:
    own = trainer()
    orders = [own.order(epoch).tolist() for epoch in range(3)]
    assert orders[0] != orders[1] != orders[2]
    assert all(sorted(order) == list(range(20)) for order in orders)
    assert trainer().order(1).tolist() == orders[1]


def test_adam_by_hand() -> None:
    w, g = np.array([1.0, -2.0]), np.array([0.3, -4.0])
    rule = Adam(0.1)
    memory = rule.memory({"w": w})
    rule.change({"w": w}, {"w": g}, memory, 0)
    np.testing.assert_allclose(w, [0.9, -1.9], rtol=1e-7)
    rule.change({"w": w}, {"w": -g}, memory, 1)
    mean = (0.9 * 0.1 - 0.1) * g / (1.0 - 0.9**2)
    root = np.sqrt((0.999 * 0.001 + 0.001) * g**2 / (1.0 - 0.999**2))
    np.testing.assert_allclose(w, np.array([0.9, -1.9]) - 0.1 * mean / (root + 1e-8), rtol=1e-7)


def test_sgd_by_hand_with_momentum_and_decay() -> None:
    w = np.array([1.0])
    rule = SGD(0.5, decay=1.0, momentum=0.5)
    memory = rule.memory({"w": w})
    rule.change({"w": w}, {"w": np.array([1.0])}, memory, 0)
    assert w[0] == 0.5
    rule.change({"w": w}, {"w": np.array([1.0])}, memory, 1)
    assert w[0] == 0.5 - 0.25 - 0.25


def test_clipping_keeps_the_direction() -> None:
    gradients = {"a": np.array([3.0]), "b": np.array([[4.0]])}
    assert clip(gradients, 1.0) == 5.0
    assert gradients["a"][0] == pytest.approx(0.6)
    assert gradients["b"][0, 0] == pytest.approx(0.8)
    assert clip(gradients, 2.0) == pytest.approx(1.0)


def one_input(weights: float = 8.0) -> Model:
    return Model([Input(1, weights=weights), Neurons(1, **WIDE)], dt=0.5)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Model([]),
        lambda: Model([Dense(2, 3), Neurons(4)]),
        lambda: Model([one_input().layers[0]] * 2),
        lambda: Model([Neurons(1)], dt=0.0),
        lambda: Dense(2, 3, weights=np.zeros((3, 2))),
        lambda: Dense(2, 3, tau=0.0),
        lambda: one_input().forward(np.zeros((5, 1, 2))),
        lambda: Trainer(one_input(), SpikeCount(), Data(np.zeros((2, 5, 3)), [[1.0]] * 2)),
        lambda: Trainer(one_input(), SpikeCount(), Data(np.zeros((2, 5, 1)), [[1.0]] * 3)),
        lambda: Trainer(one_input(), SpikeCount(), Data(np.full((1, 5, 1), np.nan), [[1.0]])),
        lambda: Trainer(one_input(), SpikeCount(), Data(np.zeros((5, 1)), [[1.0]])),
        lambda: Adam(-1.0),
        lambda: Adam(beta_1=1.0),
        lambda: SGD(momentum=1.5),
        lambda: trainer().fit(-1),
    ],
)
def test_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(ParameterError):
        wrong()


def test_responses_are_copies() -> None:
    model = one_input(weights=15.0)
    inputs = np.ones((1, 100, 1))
    first = model.respond(inputs)
    kept = first.runs[0].V.copy()
    model.respond(0.5 * inputs)
    np.testing.assert_array_equal(first.runs[0].V, kept)
    assert first.output.any()


def test_layers_of_equal_laws_get_weights_of_their_own() -> None:
    model = Model([Dense(4, 4), Dense(4, 4)], seed=1)
    first, second = model.weights.values()
    assert not np.array_equal(first, second)
    again = Model([Dense(4, 4), Dense(4, 4)], seed=1)
    np.testing.assert_array_equal(first, again.weights["0/weights"])
    other = Model([Dense(4, 4), Dense(4, 4)], seed=2)
    assert not np.array_equal(first, other.weights["0/weights"])

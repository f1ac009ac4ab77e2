"""The ready-made tasks reach their marks; what their data are."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.learning import TASKS, TrueStep
from izhikevich.learning.digits import digits
from izhikevich.learning.digits_data import SHA256
from izhikevich.learning.tasks import coincidence
from izhikevich.learning.tasks.delayed_xor import CHANNELS, cues
from izhikevich.learning.tasks.handwritten import latencies


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("key", list(TASKS))
def test_marks(key: str, seed: int) -> None:
    task = TASKS[key]
    trainer = task.trainer(seed)
    before = task.measure(trainer)
    trainer.fit(task.epochs)
    assert before < 0.75 * task.mark
    assert task.measure(trainer) >= task.mark


def test_nothing_is_learned_with_the_true_derivative() -> None:
    task = TASKS["chosen_times"]
    trainer = task.trainer(surrogate=TrueStep())
    weights = {name: array.copy() for name, array in trainer.model.weights.items()}
    trainer.fit(3)
    for name, array in trainer.model.weights.items():
        np.testing.assert_array_equal(array, weights[name])
    last = trainer.history[-1]
    assert (last.gradient, last.steps_with_gradient) == (0.0, 0.0)
    assert not last.through_time[0].any()


def test_digits_are_those_of_the_source() -> None:
    images, classes = digits()
    rows = np.column_stack([images.reshape(1797, 64), classes]).tolist()
    text = "".join(",".join(map(str, row)) + "\n" for row in rows)
    assert sha256(text.encode()).hexdigest() == SHA256
    assert np.bincount(classes).min() > 170


def test_brighter_pixels_fire_earlier() -> None:
    image = np.zeros((1, 8, 8), dtype=np.uint8)
    image[0, 0, :4] = 16, 8, 2, 1
    spikes = latencies(image, 0.5)[0]
    assert spikes.sum() == 3
    assert [int(np.flatnonzero(spikes[:, k])[0]) for k in range(3)] == [0, 10, 17]


def test_cues() -> None:
    data = cues(200, 1, 4, 0.5)
    first = data.inputs[:, :40].reshape(200, 40, 2, CHANNELS).sum(axis=(1, 3))
    second = data.inputs[:, 40:].reshape(200, 80, 2, CHANNELS).sum(axis=(1, 3))
    assert np.all((first > 0).sum(axis=1) == 1)
    assert np.all((second > 0).sum(axis=1) == 1)
    differ = first.argmax(axis=1) != second.argmax(axis=1)
    np.testing.assert_array_equal(differ, data.targets)
    assert 60 < differ.sum() < 140


def test_coincidence() -> None:
    target = np.zeros((40, 2))
    target[[10, 30], 0] = target[20, 1] = 1.0
    assert coincidence(target, target, 0.0, 0.5) == 1.0
    late = np.roll(target, 3, axis=0)
    assert coincidence(late, target, 1.5, 0.5) == 1.0
    assert coincidence(late, target, 1.0, 0.5) == 0.0
    twice = target.copy()
    twice[11, 0] = 1.0
    assert coincidence(twice, target, 1.0, 0.5) == pytest.approx(6.0 / 7.0)
    assert coincidence(np.zeros((40, 2)), np.zeros((40, 2)), 1.0, 0.5) == 1.0


def test_settings_that_are_none() -> None:
    with pytest.raises(ParameterError, match="is not a setting"):
        TASKS["digits"].trainer(momentum=0.5)
    with pytest.raises(ParameterError):
        TASKS["digits"].trainer(dt=5.0)


def test_hidden_neurons_can_be_chosen() -> None:
    for key, default in (("digits", 40), ("delayed_xor", 30)):
        task = TASKS[key]
        (plain, same, few) = (
            task.trainer(5, **one) for one in ({}, {"neurons": default}, {"neurons": 7})
        )
        for name, weights in plain.model.weights.items():
            np.testing.assert_array_equal(same.model.weights[name], weights)
        assert few.model.neurons[-1].in_size == 7
        few.fit(1)
        with pytest.raises(ParameterError, match="neurons"):
            task.trainer(0, neurons=0)


def test_target_times_can_be_chosen() -> None:
    task = TASKS["chosen_times"]
    trainer = task.trainer(1, times=[90.0, 30.0, 30.0])
    assert np.flatnonzero(np.asarray(trainer.data.targets)[0, :, 0]).tolist() == [120, 360]
    plain = task.trainer(1)
    np.testing.assert_array_equal(trainer.data.inputs, plain.data.inputs)
    trainer.fit(60)
    assert task.measure(trainer) == 1.0
    for times in ([], [0.5], [119.5], [float("nan")], list(range(1, 20))):
        with pytest.raises(ParameterError, match="times"):
            task.trainer(0, times=times)

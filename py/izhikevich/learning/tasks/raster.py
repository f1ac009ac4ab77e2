"""A task: neurons learn to draw a picture with their spikes."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.learning.dense import Dense
from izhikevich.learning.losses import VanRossum
from izhikevich.learning.model import Model
from izhikevich.learning.neurons import Neurons
from izhikevich.learning.optimisers import Adam
from izhikevich.learning.records import Data
from izhikevich.learning.tasks.chosen_times import frozen_noise
from izhikevich.learning.tasks.task import Settings, Task, coincidence_of, steps_at, steps_of
from izhikevich.learning.training import Trainer
from izhikevich.network.distributions import Normal

#: Each # is a spike; rows are neurons, columns are times.
PICTURE = (
    "###.####.#..#",
    ".#.....#.#..#",
    ".#....#..#..#",
    ".#...#...####",
    ".#..#....#..#",
    ".#..#....#..#",
    "###.####.#..#",
)
FIRST, APART = 15.0, 11.0  # ms: time of the first column, and interval between columns
DURATION = 165.0  # ms
CHANNELS = 200
RATE = 30.0  # Hz
DECAY = 0.02  # of the learning rate, by epoch
TOLERANCE = 2.0  # ms


def target_spikes(dt: float) -> FloatArray:
    """Return the picture as spikes, shape (steps, neurons); the first neuron is the top row."""
    drawn = np.array([[mark == "#" for mark in row] for row in PICTURE])
    target = np.zeros((steps_of(DURATION, dt), len(PICTURE)))
    target[steps_at(FIRST + APART * np.arange(drawn.shape[1]), dt)] = drawn.T
    return target


def build(seed: int, settings: Settings) -> Trainer:
    """Return the trainer at its start."""
    dt = settings.dt
    inputs = frozen_noise(CHANNELS, DURATION, RATE, dt, seed)
    size = len(PICTURE)
    model = Model(
        [
            Dense(CHANNELS, size, weights=Normal(0.3, 0.5), tau=5.0),
            # With the recovery of a fast spiking cell it can fire in consecutive columns.
            Neurons(size, "FS", **settings.neurons),
        ],
        dt=dt,
        seed=seed,
    )
    return Trainer(
        model,
        VanRossum(tau=10.0, tolerance=TOLERANCE),
        Data(inputs[None], target_spikes(dt)[None]),
        optimiser=Adam(settings.rate, decay=DECAY),
        longest=0.01,
        seed=seed,
    )


TASK = Task(
    key="raster",
    title="Drawing with spikes",
    text=(
        f"{len(PICTURE)} neurons receive {CHANNELS} channels of random spikes, always the same, "
        "and learn to fire such that their raster shows IZH."
    ),
    measure_name=f"spikes within {TOLERANCE:g} ms of their targets (F score)",
    mark=0.9,
    epochs=100,
    settings=Settings(dt=0.25, rate=0.05),
    options={},
    _build=build,
    _measure=lambda trainer: coincidence_of(trainer, TOLERANCE),
)

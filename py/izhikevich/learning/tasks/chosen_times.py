"""A task: one neuron learns to fire at chosen times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.learning.dense import Dense
from izhikevich.learning.losses import VanRossum
from izhikevich.learning.model import Model
from izhikevich.learning.neurons import Neurons
from izhikevich.learning.optimisers import Adam
from izhikevich.learning.records import Data
from izhikevich.learning.tasks.task import Settings, Task, coincidence_of, steps_at, steps_of
from izhikevich.learning.training import Trainer
from izhikevich.messages import msg
from izhikevich.network.distributions import Normal
from izhikevich.random import uniform

_STREAM = 2
DURATION = 120.0  # ms
CHANNELS = 100
RATE = 30.0  # Hz
DECAY = 0.02  # of the learning rate, by epoch
TIMES = (25.0, 40.0, 80.0, 110.0)  # ms
TOLERANCE = 1.0  # ms
#: Earliest and latest target, ms, and their number.
FIRST, LAST, MAX_TIMES = 1.0, 119.0, 12


def frozen_noise(
    channels: int, duration: float, rate: float, dt: float, seed: int
) -> NDArray[np.uint8]:
    """Return spikes at random times, the same for every dt to within a step.

    Parameters
    ----------
    channels : int
    duration : float
        Duration, ms.
    rate : float
        Rate, Hz: each channel has the whole number of spikes closest to rate times duration.
    dt : float
        Time step, ms.
    seed : int

    Returns
    -------
    array, shape (steps, channels)
        Spikes, 0 or 1.
    """
    count = max(1, round(rate * duration / 1000.0))
    times = uniform(seed, _STREAM, 0, channels * count) * duration
    spikes = np.zeros((steps_of(duration, dt), channels), dtype=np.uint8)
    where = np.minimum(steps_at(times, dt), len(spikes) - 1)
    spikes[where, np.arange(channels * count) % channels] = 1
    return spikes


def targets(times: Sequence[float]) -> FloatArray:
    """Return the times of target spikes, in order and without repetitions.

    Parameters
    ----------
    times : sequence of float
        Times, ms.

    Raises
    ------
    ParameterError
        If there are none or too many, or one is too early or too late.
    """
    found = np.unique(np.asarray(times, dtype=np.float64))
    allowed = found.size and found[0] >= FIRST and found[-1] <= LAST  # false for NaN, which is last
    if not allowed or found.size > MAX_TIMES:
        raise ParameterError(
            "times",
            list(times),
            msg(
                "must be 1 to {most} times from {first} to {last} ms",
                most=MAX_TIMES,
                first=f"{FIRST:g}",
                last=f"{LAST:g}",
            ),
        )
    return found


def build(seed: int, settings: Settings, times: Sequence[float] = TIMES) -> Trainer:
    """Return the trainer at its start.

    Parameters
    ----------
    seed : int
    settings : Settings
    times : sequence of float
        Times at which the neuron learns to fire, ms.
    """
    dt = settings.dt
    inputs = frozen_noise(CHANNELS, DURATION, RATE, dt, seed)
    target = np.zeros((len(inputs), 1))
    target[steps_at(targets(times), dt)] = 1.0
    model = Model(
        [
            Dense(CHANNELS, 1, weights=Normal(0.5, 0.7), tau=5.0),
            Neurons(1, **settings.neurons),
        ],
        dt=dt,
        seed=seed,
    )
    return Trainer(
        model,
        VanRossum(tau=10.0, tolerance=TOLERANCE),
        Data(inputs[None], target[None]),
        optimiser=Adam(settings.rate, decay=DECAY),
        # Gradients through the upstroke of a spike are many times larger than others; with this
        # maximum length all changes are of similar size.
        longest=0.01,
        seed=seed,
    )


TASK = Task(
    key="chosen_times",
    title="Firing at chosen times",
    text=(
        f"One neuron receives {CHANNELS} channels that fire at random times, always the same, and "
        "learns by its weights to fire at four chosen times. Watch the spikes move, come and go "
        "until each target is met."
    ),
    measure_name=f"spikes within {TOLERANCE:g} ms of their targets (F score)",
    mark=1.0,
    epochs=40,
    settings=Settings(dt=0.25, rate=0.1),
    options={"times": TIMES},
    _build=build,
    _measure=lambda trainer: coincidence_of(trainer, TOLERANCE),
)

"""A task: handwritten digits, each pixel one spike; the brighter, the earlier."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import IndexArray
from izhikevich.learning.dense import Dense, Readout
from izhikevich.learning.digits import BRIGHTEST, digits
from izhikevich.learning.losses import CrossEntropy
from izhikevich.learning.model import Model
from izhikevich.learning.neurons import Neurons
from izhikevich.learning.optimisers import Adam
from izhikevich.learning.records import Data
from izhikevich.learning.tasks.task import Settings, Task, accuracy_of, steps_at, steps_of
from izhikevich.learning.training import Trainer
from izhikevich.network.distributions import Normal
from izhikevich.random import uniform
from izhikevich.units import integer

_STREAM = 3  # stream of the split into training and test samples
DURATION = 20.0  # ms
WINDOW = 10.0  # ms, in which the spikes of the pixels lie
NEURONS = 40
TRAINED = 1437  # of 1797: four fifths


def latencies(images: NDArray[np.uint8], dt: float) -> NDArray[np.uint8]:
    """Return one spike for each pixel that is not nearly dark; the brighter, the earlier.

    Parameters
    ----------
    images : array, shape (samples, 8, 8)
        Brightness, 0 to 16.
    dt : float
        Time step, ms.

    Returns
    -------
    array, shape (samples, steps, 64)
        Spikes, 0 or 1.
    """
    pixels = images.reshape(len(images), -1)
    spikes = np.zeros((len(pixels), steps_of(DURATION, dt), pixels.shape[1]), dtype=np.uint8)
    sample, channel = np.nonzero(pixels > 1)
    dark = 1.0 - pixels[sample, channel] / BRIGHTEST
    spikes[sample, steps_at(dark * WINDOW, dt), channel] = 1
    return spikes


def build(seed: int, settings: Settings, neurons: int = NEURONS) -> Trainer:
    """Return the trainer at its start.

    Parameters
    ----------
    seed : int
    settings : Settings
    neurons : int
        Number of hidden neurons.
    """
    size = integer(neurons, "neurons", low=1)
    images, classes = digits()
    spikes, wanted = latencies(images, settings.dt), classes.astype(np.int64)
    trained, tested = _split(seed)
    model = Model(
        [
            Dense(spikes.shape[2], size, weights=Normal(0.6, 1.5), tau=5.0),
            Neurons(size, **settings.neurons),
            Readout(size, 10, weights=Normal(0.0, 1.0 / sqrt(size)), tau=10.0),
        ],
        dt=settings.dt,
        seed=seed,
    )
    return Trainer(
        model,
        CrossEntropy(reading="mean"),
        Data(spikes[trained], wanted[trained]),
        test=Data(spikes[tested], wanted[tested]),
        optimiser=Adam(settings.rate),
        longest=1.0,
        seed=seed,
    )


def held_back_images(seed: int) -> NDArray[np.uint8]:
    """Return the images that are held out for the test, in the order of its samples."""
    images, _ = digits()
    return images[_split(seed)[1]]


def _split(seed: int) -> tuple[IndexArray, IndexArray]:
    """Return which images are trained on and which are held out."""
    order = np.argsort(uniform(seed, _STREAM, 0, len(digits()[0])), kind="stable")
    return order[:TRAINED], order[TRAINED:]


TASK = Task(
    key="digits",
    title="Handwritten digits",
    text=(
        "Images of 8 x 8 pixels, each pixel a spike that comes earlier the brighter it is. "
        f"{NEURONS} neurons and ten readouts learn to tell the digits from {TRAINED} images; the "
        "others, a fifth, are for the test."
    ),
    measure_name="right answers on images not trained on",
    mark=0.9,
    epochs=8,
    settings=Settings(dt=0.5, rate=0.05),
    options={"neurons": NEURONS},
    _build=build,
    _measure=accuracy_of,
)

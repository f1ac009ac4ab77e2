"""A task: are two successive cues the same? A recurrent layer must remember the first."""

from __future__ import annotations

import numpy as np

from izhikevich.learning.dense import Dense, Readout
from izhikevich.learning.losses import CrossEntropy
from izhikevich.learning.model import Model
from izhikevich.learning.optimisers import Adam
from izhikevich.learning.records import Data
from izhikevich.learning.recurrent import Recurrent
from izhikevich.learning.tasks.task import Settings, Task, accuracy_of, steps_of
from izhikevich.learning.training import Trainer
from izhikevich.network.distributions import Normal
from izhikevich.random import uniform
from izhikevich.units import integer

_STREAM = 4  # first stream of random numbers; the three after it are used as well
DURATION = 60.0  # ms
STARTS = (2.0, 32.0)  # ms, of the cues
CUE = 10.0  # ms
#: Channels that fire for a cue of 0, and as many for a cue of 1.
CHANNELS = 5
RATE = 200.0  # Hz
NEURONS = 30
SAMPLES = 256


def cues(samples: int, seed: int, stream: int, dt: float) -> Data:
    """Return pairs of cues as random spikes, and whether the two differ.

    Parameters
    ----------
    samples : int
    seed, stream : int
        Streams `stream` and the next one are used.
    dt : float
        Time step, ms.
    """
    steps, size = steps_of(DURATION, dt), 2 * CHANNELS
    bits = (uniform(seed, stream, 0, 2 * samples) < 0.5).reshape(samples, 2)
    time = np.arange(steps) * dt
    active = np.zeros((samples, steps, 2), dtype=np.bool_)  # by the value of the cue
    for k, start in enumerate(STARTS):
        on = (time >= start) & (time < start + CUE)
        for value in (0, 1):
            active[:, :, value] |= on & (bits[:, k] == value)[:, None]
    fires = uniform(seed, stream + 1, 0, samples * steps * size) < RATE * dt / 1000.0
    spikes = fires.reshape(samples, steps, size) & np.repeat(active, CHANNELS, axis=2)
    return Data(spikes.astype(np.uint8), (bits[:, 0] ^ bits[:, 1]).astype(np.int64))


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
    dt = settings.dt
    model = Model(
        [
            Dense(2 * CHANNELS, size, weights=Normal(3.0, 2.0), tau=5.0),
            Recurrent(size, recurrent=Normal(0.0, 0.5), tau=5.0, **settings.neurons),
            Readout(size, 2, tau=10.0),
        ],
        dt=dt,
        seed=seed,
    )
    return Trainer(
        model,
        CrossEntropy(reading="mean", start=STARTS[1] + CUE),
        cues(SAMPLES, seed, _STREAM, dt),
        test=cues(SAMPLES, seed, _STREAM + 2, dt),
        optimiser=Adam(settings.rate),
        longest=0.1,
        seed=seed,
    )


TASK = Task(
    key="delayed_xor",
    title="Delayed XOR",
    text=(
        "Two cues, each a burst of random spikes in one of two groups of channels, come one after "
        "the other; after the second, the readouts tell whether they differed. As the same "
        "channels carry both, the neurons must remember the first: by their synapses onto each "
        "other and by u."
    ),
    measure_name="right answers on samples not trained on",
    mark=0.95,
    epochs=35,
    settings=Settings(dt=0.5, rate=0.02),
    options={"neurons": NEURONS},
    _build=build,
    _measure=accuracy_of,
)

"""Spike trains whose statistics are known, made from the package's own random numbers."""

import numpy as np
from hypothesis import strategies as st
from izhikevich import random
from izhikevich._typing import FloatArray
from izhikevich.analysis.arguments import IntArray

Population = tuple[FloatArray, IntArray, int]


def poisson(n: int, rate: float, duration: float, seed: int = 1) -> Population:
    """Return n independent Poisson processes of `rate` Hz in [0, duration) ms."""
    mean = 1000.0 / rate
    most = int(duration / mean + 8 * (duration / mean) ** 0.5 + 20)
    gaps = -mean * np.log(random.uniform(seed, 0, 0, n * most).reshape(n, most))
    times = np.cumsum(gaps, axis=1)
    assert times[:, -1].min() > duration
    who, which = np.nonzero(times < duration)
    found = times[who, which]
    order = np.argsort(found)
    return found[order], who[order], n


@st.composite
def populations(draw: st.DrawFn) -> Population:
    """Draw a population of few neurons, whose spikes may coincide."""
    n = draw(st.integers(1, 5))
    time = st.one_of(st.integers(0, 100).map(float), st.floats(0, 100))
    spikes = draw(st.lists(st.tuples(time, st.integers(0, n - 1)), max_size=40))
    spikes.sort()
    return (
        np.array([t for t, _ in spikes], dtype=np.float64),
        np.array([i for _, i in spikes], dtype=np.intp),
        n,
    )

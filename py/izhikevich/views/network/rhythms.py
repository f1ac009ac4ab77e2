"""The rhythms of a network: the spectrum of its rate, and its peaks."""

from __future__ import annotations

from izhikevich._typing import FloatArray
from izhikevich.analysis import peak, population_rate, spectrum
from izhikevich.views.network.snapshot import Snapshot

_BANDS = (("alpha", 5.0, 14.0), ("gamma", 25.0, 60.0))


def rhythms(shown: Snapshot) -> tuple[FloatArray, FloatArray, list[tuple[str, float, float]]]:
    """Return the spectrum of the rate of all neurons, and its peaks by name."""
    times, _ = shown.genuine
    _, rate = population_rate(times, shown.n, shown.start, shown.stop, 1.0)
    frequencies, power = spectrum(rate, 1.0, segment=min(1000.0, float(rate.size)))
    found = []
    for name, low, high in _BANDS:
        highest = peak(frequencies, power, low, high)
        if highest is not None:
            found.append((name, highest.frequency, highest.power))
    return frequencies, power, found

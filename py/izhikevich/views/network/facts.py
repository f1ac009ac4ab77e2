"""Facts about the displayed network as numbers, for the tasks of tours."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.network.populations import whole_and_kind
from izhikevich.views.network.rhythms import rhythms
from izhikevich.views.network.snapshot import Snapshot

#: Meaning of each; NAME is the name of a population, or of a layer.
FACTS: Mapping[str, str] = {
    "spikes": "Number of spikes in the shown time.",
    "rate": "Mean rate of all neurons, Hz.",
    "rate NAME": "Mean rate of a population, or of both populations of a layer, Hz.",
    "synchrony": "0 if all neurons fire on their own, 1 if all fire together.",
    "rhythm": "Frequency at which the spectrum of the population rate has its highest peak, Hz.",
}

_MIN_SPIKES = 5  # spikes from which nothing more can be said
_SHORT = 500.0  # ms in which no rhythm can be detected


def facts(shown: Snapshot) -> dict[str, float]:
    """Return the facts that have a meaning for the displayed run."""
    length = (shown.stop - shown.start) / 1000.0
    times, _ = shown.genuine
    found = {"spikes": float(times.size), "rate": times.size / length / shown.n}
    layers: dict[str, list[float]] = {}
    for population in shown.populations:
        own = shown.of(population).size
        found[f"rate {population.name}"] = own / length / population.size
        whole, _ = whole_and_kind(population.name)
        if whole:
            layer = layers.setdefault(whole, [0.0, 0.0])
            layer[0] += own
            layer[1] += population.size
    for name, (spikes, size) in layers.items():
        found[f"rate {name}"] = spikes / length / size
    if times.size >= _MIN_SPIKES:
        found["synchrony"] = shown.synchrony
        peaks = rhythms(shown)[2] if 1000.0 * length >= _SHORT else []
        if peaks:
            found["rhythm"] = max(peaks, key=lambda peak: peak[2])[1]
    return found

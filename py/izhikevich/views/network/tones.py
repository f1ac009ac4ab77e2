"""The sound of a network: its populations as tones that follow their rates."""

from __future__ import annotations

from izhikevich.analysis import population_rate
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.part import Tones

_STEP = 10.0  # ms
_SMOOTH = 10.0  # ms
#: More voices than this cannot be distinguished: the largest populations are heard.
_MAX_TONES = 6


def tones(shown: Snapshot) -> Tones | None:
    """Return the rates (Hz per neuron) of the largest populations in steps of time (ms).

    There is nothing to hear in a stretch of less than two steps.
    """
    if shown.stop - shown.start < 2 * _STEP:
        return None
    largest = sorted(shown.populations, key=lambda population: -population.size)[:_MAX_TONES]
    voices = tuple(
        population_rate(
            shown.of(population), population.size, shown.start, shown.stop, _STEP, _SMOOTH
        )[1]
        for population in shown.populations
        if population in largest
    )
    return Tones(_STEP, voices)

"""The rhythms of a network over time."""

from __future__ import annotations

from izhikevich.analysis import population_rate, spectrogram
from izhikevich.messages import msg
from izhikevich.plots.network.spectrogram import spectrogram_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.units import time_of
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

_SEGMENT = 250.0  # ms: frequencies 4 Hz apart
_SHORTEST = 100.0  # ms
_COLUMNS = 200


def build(shown: Snapshot) -> Plot:
    """Return the spectrum of the rate over time, if there is enough of it."""
    span = shown.stop - shown.start
    if span < _SHORTEST:
        return empty(
            msg(
                "The time shown, {span}, is too short for a spectrogram: show at least {least}.",
                span=time_of(span),
                least=time_of(_SHORTEST),
            )
        )
    times, _ = shown.genuine
    _, rate = population_rate(times, shown.n, shown.start, shown.stop, 1.0)
    segment = min(_SEGMENT, float(rate.size // 2))
    step = max(1.0, round((rate.size - segment) / _COLUMNS))
    centres, frequencies, power = spectrogram(rate, 1.0, segment, step)
    if not power[:, 1:].any():
        return empty(
            "The rate is constant, without any rhythm: no neuron fires. Increase the input, or "
            "show another part of the run."
        )
    return spectrogram_plot(shown.start + centres, frequencies, power, (shown.start, shown.stop))


PANEL = Panel(
    name="spectrogram",
    title="Rhythms over time",
    help="Spectrogram of the rate of all neurons: its power at each frequency, in segments of "
    "250 ms that overlap, in dB below the highest.",
    place="extra",
    on_demand=True,
    axis_group="time",
    order=52,
    quick=True,
    build=build,
)

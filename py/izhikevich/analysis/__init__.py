"""Analysis of spikes: single trains, populations, their variability, correlations and spectra.

The spikes of a population are two arrays of the same length, `times` (ms, sorted) and `indices`
(which neuron fired, 0 to n - 1), and the number `n` of its neurons. Bins and windows are half-open,
[start, stop); a time that differs from an edge only by rounding errors counts as lying on it, so
that times on a grid of time steps are counted correctly whatever the step.
"""

from typing import TYPE_CHECKING

from izhikevich._lazy import lazy
from izhikevich.analysis.trains import (
    adaptation_index,
    bursts,
    cv,
    intervals,
    rate,
    spike_count,
)

if TYPE_CHECKING:
    from izhikevich.analysis.correlation import (
        auto_correlogram,
        cross_correlogram,
        cross_covariance,
        spike_triggered_average,
    )
    from izhikevich.analysis.events import onsets
    from izhikevich.analysis.populations import (
        by_neuron,
        group_rates,
        population_rate,
        psth,
        rates,
    )
    from izhikevich.analysis.spectra import Peak, peak, spectrogram, spectrum
    from izhikevich.analysis.unison import spike_synchrony, synchrony
    from izhikevich.analysis.variability import (
        cv_distribution,
        fano,
        fano_distribution,
        interval_distribution,
        pooled_intervals,
    )

__all__ = [
    "Peak",
    "adaptation_index",
    "auto_correlogram",
    "bursts",
    "by_neuron",
    "cross_correlogram",
    "cross_covariance",
    "cv",
    "cv_distribution",
    "fano",
    "fano_distribution",
    "group_rates",
    "interval_distribution",
    "intervals",
    "onsets",
    "peak",
    "pooled_intervals",
    "population_rate",
    "psth",
    "rate",
    "rates",
    "spectrogram",
    "spectrum",
    "spike_count",
    "spike_synchrony",
    "spike_triggered_average",
    "synchrony",
]

# A single neuron starts without the analyses of populations.
if not TYPE_CHECKING:
    _LATER = {
        "Peak": "spectra",
        "auto_correlogram": "correlation",
        "by_neuron": "populations",
        "cross_correlogram": "correlation",
        "cross_covariance": "correlation",
        "cv_distribution": "variability",
        "fano": "variability",
        "fano_distribution": "variability",
        "group_rates": "populations",
        "interval_distribution": "variability",
        "onsets": "events",
        "peak": "spectra",
        "pooled_intervals": "variability",
        "population_rate": "populations",
        "psth": "populations",
        "rates": "populations",
        "spectrogram": "spectra",
        "spectrum": "spectra",
        "spike_synchrony": "unison",
        "spike_triggered_average": "correlation",
        "synchrony": "unison",
    }
    __getattr__, __dir__ = lazy(
        __name__,
        __all__,
        {name: f"izhikevich.analysis.{module}" for name, module in _LATER.items()},
    )

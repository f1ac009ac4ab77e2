"""From a recording of a neuron to a model of it.

A `Recording` has the sweeps of a cell in current clamp; `fit` finds the parameters with which a
neuron answers likewise, and says how far they are to be trusted.
"""

from izhikevich.fitting.exponential_fit import fit_adaptive_exponential
from izhikevich.fitting.features import FEATURES, FeatureTable, features
from izhikevich.fitting.files import read_recording
from izhikevich.fitting.fit import Fit, fit
from izhikevich.fitting.objective import coincidence
from izhikevich.fitting.recording import Recording, step_current
from izhikevich.fitting.samples import sample
from izhikevich.fitting.spikes import SpikeEvents, detect_spikes
from izhikevich.fitting.verdict import SweepVerdict

__all__ = [
    "FEATURES",
    "FeatureTable",
    "Fit",
    "Recording",
    "SpikeEvents",
    "SweepVerdict",
    "coincidence",
    "detect_spikes",
    "features",
    "fit",
    "fit_adaptive_exponential",
    "read_recording",
    "sample",
    "step_current",
]

"""The shape of a distribution that stands in a cell, for a small plot next to it."""

from __future__ import annotations

import numpy as np

from izhikevich.app.protocol import Histogram
from izhikevich.errors import ParameterError
from izhikevich.network.distributions import parse_distribution

_DRAWS = 4000
_BINS = 32
#: Part of the draws beyond either end of the plot, so that rare ones do not squeeze all others.
_BEYOND = 0.002


def histogram(text: str) -> Histogram | None:
    """Return a histogram of a distribution, the same each time; None if the text is none."""
    try:
        law = parse_distribution(text)
    except ParameterError:
        return None
    drawn = law.sample(0, 0, np.arange(_DRAWS))
    low, high = np.quantile(drawn, (_BEYOND, 1.0 - _BEYOND)).tolist()
    counts, _ = np.histogram(drawn, _BINS, (low, high)) if high > low else (np.ones(1), None)
    return Histogram(low, high, (counts / counts.max()).tolist(), law.mean, law.sd)

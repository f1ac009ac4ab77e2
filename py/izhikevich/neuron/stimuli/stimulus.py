"""Injected currents: all stimuli, their sum, and their text form."""

from __future__ import annotations

from collections.abc import Generator
from math import ceil, isfinite
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.neuron.stimuli.base import (
    AMPLITUDE_LIMIT,
    Constant,
    Scaled,
    Stimulus,
    Sum,
    as_term,
    is_series,
)
from izhikevich.neuron.stimuli.pieces import Piece, Piecewise, Sampled
from izhikevich.neuron.stimuli.steps import Pulse, PulseTrain, Ramp, Step
from izhikevich.neuron.stimuli.text import parse
from izhikevich.neuron.stimuli.waves import (
    BandLimitedNoise,
    OrnsteinUhlenbeck,
    Sine,
    WhiteNoise,
    Zap,
)
from izhikevich.progress import Progress
from izhikevich.units import number, numbers

__all__ = [
    "BandLimitedNoise",
    "Constant",
    "OrnsteinUhlenbeck",
    "Piece",
    "Piecewise",
    "Pulse",
    "PulseTrain",
    "Ramp",
    "Sampled",
    "Scaled",
    "Sine",
    "Step",
    "Stimulus",
    "Sum",
    "WhiteNoise",
    "Zap",
    "as_stimulus",
    "parse",
    "sampling",
    "steady",
]

_AT_ONCE = 100_000  # samples between two progress reports


def as_stimulus(value: object, unit: str = "", dt: float | None = None) -> Stimulus:
    """Return `value` as a stimulus.

    Parameters
    ----------
    value : Stimulus, str, number, or array of shape (n,)
        A text is parsed, a number is a constant current, an array has one value for each step of
        `dt`.
    unit : str
        Unit to which a quantity with a unit is converted; by default no quantity is accepted.
    dt : float, optional
        Time step of an array, ms, such as that of the run; by default no array is accepted.

    Returns
    -------
    Stimulus

    Raises
    ------
    ParameterError
        If the value is none of these.
    """
    if isinstance(value, str):
        return parse(value)
    if dt is not None and is_series(value):
        try:
            return Sampled(_series(value, unit), dt)
        except ParameterError as fault:
            raise ParameterError("stimulus", value, fault.allowed) from None
    return as_term(value, unit)


def _series(values: Any, unit: str) -> FloatArray:
    """Return checked numbers, of which each may carry a unit."""
    if type(values) is np.ndarray:
        return numbers(values, "stimulus", unit)
    return np.array([number(value, "stimulus", unit) for value in values])


def steady(current: float) -> Stimulus:
    """Return a constant current, as a sum of several if it exceeds the limit for one."""
    count = max(1, ceil(abs(current) / AMPLITUDE_LIMIT)) if isfinite(current) else 1
    return Constant(current) if count == 1 else Sum((Constant(current / count),) * count)


def sampling(stimulus: Stimulus, t: FloatArray) -> Generator[Progress, None, FloatArray]:
    """Sample a stimulus at the times `t` (ms), as its `sample` does, with progress reports."""
    terms = stimulus.terms if isinstance(stimulus, Sum) else (stimulus,)
    total, since = terms[0].sample(t), t.size
    for k, part in enumerate(terms[1:], start=1):
        if since > _AT_ONCE:
            yield Progress(k / len(terms), "Sampling the current")
            since = 0
        total = total + part.sample(t)
        since += t.size
    return total

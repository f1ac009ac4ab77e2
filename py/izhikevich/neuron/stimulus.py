"""Injected currents: all stimuli, their sum, and their text form."""

from __future__ import annotations

from math import ceil, isfinite

from izhikevich.neuron.stimulus_base import AMPLITUDE_LIMIT, Constant, Stimulus, Sum
from izhikevich.neuron.stimulus_pieces import Piece, Piecewise, Sampled
from izhikevich.neuron.stimulus_steps import Pulse, PulseTrain, Ramp, Step
from izhikevich.neuron.stimulus_text import parse
from izhikevich.neuron.stimulus_waves import OrnsteinUhlenbeck, Sine, WhiteNoise, Zap
from izhikevich.units import number

__all__ = [
    "Constant",
    "OrnsteinUhlenbeck",
    "Piece",
    "Piecewise",
    "Pulse",
    "PulseTrain",
    "Ramp",
    "Sampled",
    "Sine",
    "Step",
    "Stimulus",
    "Sum",
    "WhiteNoise",
    "Zap",
    "as_stimulus",
    "parse",
    "steady",
]


def as_stimulus(value: object, unit: str = "") -> Stimulus:
    """Return `value` as a stimulus.

    Parameters
    ----------
    value : Stimulus, str, or number
        A text is parsed, a number is a constant current.
    unit : str
        Unit to which a quantity with a unit is converted; by default none is taken.

    Returns
    -------
    Stimulus

    Raises
    ------
    ParameterError
        If the value is neither.
    """
    if isinstance(value, Stimulus):
        return value
    if isinstance(value, str):
        return parse(value)
    return Constant(number(value, "stimulus", unit))


def steady(current: float) -> Stimulus:
    """Return a constant current, which may be the sum of several that are as large as allowed."""
    count = max(1, ceil(abs(current) / AMPLITUDE_LIMIT)) if isfinite(current) else 1
    return Constant(current) if count == 1 else Sum((Constant(current / count),) * count)

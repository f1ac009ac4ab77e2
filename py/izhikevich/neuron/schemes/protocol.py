"""Length, time step and scheme of a run, checked."""

from __future__ import annotations

from math import floor

from izhikevich.errors import ParameterError, SimulationError, choices
from izhikevich.messages import Number, msg
from izhikevich.neuron.schemes.accurate import MAX_STEPS
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.units import number


def protocol(duration: float, dt: float, scheme: str) -> tuple[float, float, int]:
    """Return the length of a run (ms), its time step (ms) and its number of samples.

    Raises
    ------
    ParameterError
        If one of them is not allowed.
    SimulationError
        If there are more than 5,000,000 samples.
    """
    dt = number(dt, "dt", "ms", low=1e-6, high=100.0)
    duration = number(duration, "duration", "ms", low=dt, high=1e9)
    if not isinstance(scheme, str) or scheme not in SCHEMES:
        raise ParameterError("scheme", scheme, choices(SCHEMES))
    samples = floor(duration / dt + 1e-9) + 1
    if samples > MAX_STEPS:
        raise SimulationError(
            msg(
                "{samples} samples are more than {most}: use a shorter duration or a larger dt",
                samples=Number(samples, form=","),
                most=Number(MAX_STEPS, form=","),
            )
        )
    return duration, dt, samples

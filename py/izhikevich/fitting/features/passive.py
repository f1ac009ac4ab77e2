"""Features of the membrane below threshold, by eFEL's names and definitions."""

from __future__ import annotations

import numpy as np

from izhikevich.fitting.features.measured_sweep import MeasuredSweep, UndefinedFeature
from izhikevich.messages import msg

_BASE = 0.9  # of the time before the step: from there on the voltage is at rest
_STEADY = 0.1  # of the step, at its end
_DECAY = 1.0, 10.0  # ms after the step
_WINDOW = 5  # samples by which a deflection ends, twice


def stimulus_current(sweep: MeasuredSweep) -> float:
    """Return the height of the step, pA."""
    return sweep.stimulus.amplitude


def voltage_base(sweep: MeasuredSweep) -> float:
    """Return the resting potential, mV: the mean over the last tenth before the step."""
    first = sweep.stimulus.first
    return float(sweep.v[sweep.sample(_BASE * first) : first + 1].mean())


def steady_state_voltage_stimend(sweep: MeasuredSweep) -> float:
    """Return the mean voltage during the last tenth of the step, mV."""
    first, last, _ = sweep.stimulus
    return float(sweep.v[sweep.sample(last - _STEADY * (last - first)) : last].mean())


def minimum_voltage(sweep: MeasuredSweep) -> float:
    """Return the lowest voltage during the step, mV."""
    first, last, _ = sweep.stimulus
    return float(sweep.v[first : min(last, sweep.v.size - 1)].min())


def ohmic_input_resistance(sweep: MeasuredSweep) -> float:
    """Return the change of voltage at the end of the step by its height, MOhm."""
    first, last, _ = sweep.stimulus
    _silent(sweep)
    if last + 1 >= sweep.v.size:
        raise UndefinedFeature(msg("the sweep ends with the step"))
    end = last + 1 - _WINDOW
    reached = sweep.v[end - _WINDOW : end].mean() - sweep.v[:first].mean()
    return 1000.0 * float(reached) / _height(sweep)


def ohmic_input_resistance_vb_ssse(sweep: MeasuredSweep) -> float:
    """Return the change of voltage in the last tenth of the step by its height, MOhm."""
    _silent(sweep)
    return 1000.0 * _deflection(sweep) / _height(sweep)


def decay_time_constant_after_stim(sweep: MeasuredSweep) -> float:
    """Return the time constant of the decay 1 to 10 ms after the step, ms.

    It is that of an exponential fitted to the distance from the voltage where the step begins.
    """
    first, last, _ = sweep.stimulus
    _silent(sweep)
    begin, end = (sweep.sample(last + after / sweep.dt) for after in _DECAY)
    if end > sweep.v.size:
        raise UndefinedFeature(msg("the sweep ends within 10 ms of the step"))
    far = np.abs(sweep.v[begin:end] - sweep.v[first])
    if not (far > 0).all() or np.ptp(far) == 0.0:
        raise UndefinedFeature(msg("the voltage is back where it was within 10 ms of the step"))
    times = np.arange(begin, end) * sweep.dt
    logs, away = np.log(far), times - times.mean()
    return float(abs((away * away).sum() / (away * logs).sum()))


def sag_amplitude(sweep: MeasuredSweep) -> float:
    """Return how far v comes back during a step that hyperpolarises, mV."""
    _silent(sweep)
    if _deflection(sweep) > 0.0:
        raise UndefinedFeature(msg("the step depolarises: a sag is below rest"))
    return steady_state_voltage_stimend(sweep) - minimum_voltage(sweep)


def sag_ratio1(sweep: MeasuredSweep) -> float:
    """Return the sag as a fraction of the largest change of voltage."""
    sag, largest = sag_amplitude(sweep), voltage_base(sweep) - minimum_voltage(sweep)
    if largest == 0.0:
        raise UndefinedFeature(msg("the voltage does not change"))
    return sag / largest


def _deflection(sweep: MeasuredSweep) -> float:
    return steady_state_voltage_stimend(sweep) - voltage_base(sweep)


def _height(sweep: MeasuredSweep) -> float:
    if sweep.stimulus.amplitude == 0.0:
        raise UndefinedFeature(msg("the step has no height"))
    return sweep.stimulus.amplitude


def _silent(sweep: MeasuredSweep) -> None:
    if sweep.stimulated.size:
        raise UndefinedFeature(msg("the cell fires during the step"))

"""Features of what spikes look like, one value for each spike, by eFEL's names and definitions."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.fitting.features.measured_sweep import MeasuredSweep, UndefinedFeature
from izhikevich.fitting.features.passive import voltage_base
from izhikevich.messages import msg


def peak_voltage(sweep: MeasuredSweep) -> FloatArray:
    """Return the voltages of the peaks, mV."""
    return sweep.v[sweep.peaks[_chosen(sweep.peaks >= 0, sweep)]]


def ap_begin_voltage(sweep: MeasuredSweep) -> FloatArray:
    """Return the voltages at which spikes begin: v rises by more than 10 mV/ms, mV."""
    return sweep.v[sweep.begins[_begun(sweep)]]


def ap_amplitude(sweep: MeasuredSweep) -> FloatArray:
    """Return the heights of the spikes of the step above where they begin, mV."""
    within = _begun(sweep) & (sweep.peaks <= sweep.stimulus.last)
    if not within.any():
        raise UndefinedFeature(msg("no spike during the step"))
    return sweep.v[sweep.peaks[within]] - sweep.v[sweep.begins[within]]


def ap_duration_half_width(sweep: MeasuredSweep) -> FloatArray:
    """Return the widths of spikes half-way between where they begin and their peaks, ms."""
    whole = _begun(sweep) & (sweep.ends > sweep.peaks)
    if not whole.any():
        raise UndefinedFeature(msg("the end of no spike is found"))
    signals = (sweep.begins[whole], sweep.peaks[whole], sweep.ends[whole])
    widths = []
    for begin, peak, end in zip(*(signal.tolist() for signal in signals), strict=True):
        half = (sweep.v[peak] + sweep.v[begin]) / 2.0
        rise = begin + int(np.abs(sweep.v[begin:peak] - half).argmin())
        fall = peak + int(np.abs(sweep.v[peak:end] - half).argmin())
        widths.append((fall - rise) * sweep.dt)
    return np.array(widths)


def ahp_depth_abs(sweep: MeasuredSweep) -> FloatArray:
    """Return the lowest voltages after spikes, mV."""
    _chosen(sweep.peaks >= 0, sweep)
    there = sweep.troughs >= 0
    if not there.any():
        raise UndefinedFeature(msg("the sweep ends before the voltage has fallen"))
    return sweep.v[sweep.troughs[there]]


def ahp_depth(sweep: MeasuredSweep) -> FloatArray:
    """Return the lowest voltages after spikes, from `voltage_base` on, mV."""
    return ahp_depth_abs(sweep) - voltage_base(sweep)


def _begun(sweep: MeasuredSweep) -> BoolArray:
    chosen = _chosen(sweep.begins >= 0, sweep)
    if not chosen.any():
        raise UndefinedFeature(msg("no spike rises by 10 mV/ms"))
    return chosen


def _chosen(which: BoolArray, sweep: MeasuredSweep) -> BoolArray:
    if not sweep.peaks.size:
        raise UndefinedFeature(msg("no spikes"))
    return which

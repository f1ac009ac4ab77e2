"""Features of a fitted model, measured as those of the recording."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from izhikevich.fitting.features import FeatureTable, features
from izhikevich.fitting.fit import Fit
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.messages import msg

_FAILED = msg("the model runs away")


def model_features(found: Fit) -> FeatureTable:
    """Return the features of the model in each sweep, at the times of the recording's samples.

    A spike is as high as the model cuts it off. In a sweep in which the model fails, no feature has
    a value.
    """
    recording, peak = found.recording, found.parameters.v_peak
    failed = [not np.isfinite(one.voltage).all() for one in found.sweeps]
    voltage = np.repeat(recording.v0[:, None], recording.t.size, axis=1)
    events = []
    for row, one, bad in zip(voltage, found.sweeps, failed, strict=True):
        peaks = np.empty(0, dtype=np.intp)
        if not bad:
            row[:] = np.interp(recording.dt * np.arange(row.size), one.t, one.voltage)
            peaks = np.unique(np.round(one.model / recording.dt).astype(np.intp))
            peaks = peaks[peaks < row.size]
            row[peaks] = peak
        times = peaks * np.float64(recording.dt)
        events.append(SpikeEvents(peaks, times, np.full(peaks.size, peak)))
    model = Recording(recording.t, voltage, recording.current, recording.name)
    table = features(model, events)
    none = np.empty(0)
    return replace(
        table,
        each={
            name: tuple(none if bad else one for one, bad in zip(values, failed, strict=True))
            for name, values in table.each.items()
        },
        reasons={
            name: tuple(_FAILED if bad else why for why, bad in zip(reasons, failed, strict=True))
            for name, reasons in table.reasons.items()
        },
    )

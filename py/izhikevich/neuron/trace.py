"""The record of one run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimuli.base import Stimulus
from izhikevich.results import Explorable, Plotted, Tabular


@dataclass(frozen=True, eq=False)
class Trace(Plotted, Tabular, Explorable):
    """Voltage, recovery and spikes of one run, sampled at t[i] = i dt.

    The meaning of a sample at a spike is fixed: the state *after* the reset is stored, and the
    state just before each reset is stored separately in `spike_v` and `spike_u`.

    With the explicit schemes, sample i is the state after the step that used the current at t[i],
    as in the published figure code: ``v[0]`` is one step after `v0`, and a spike in that step has
    the time t[i]. With the accurate scheme sample i is the state at t[i] itself (``v[0]`` is `v0`),
    and spike times lie between samples.

    Parameters
    ----------
    t : array, shape (n_samples,)
        Times, ms.
    v, u, current : array, shape (n_samples,)
        Voltage (mV), recovery variable and injected current (units: ``parameters.units``).
    spike_times : array, shape (n_spikes,)
        Spike times, ms.
    spike_indices : integer array, shape (n_spikes,)
        Index of the first sample at or after each spike: the sample that holds the reset.
    spike_v, spike_u : array, shape (n_spikes,)
        State just before each reset; with explicit schemes v overshoots the peak, often far.
    artefacts : boolean array, shape (n_spikes,)
        Which spikes are numerical artefacts: the step made them, not the equations (see
        `izhikevich.neuron.schemes.artefacts`).
    parameters : Parameters
        The neuron.
    stimulus : Stimulus
        The injected current.
    dt : float
        Sampling interval, ms.
    scheme : str
        Name of the scheme.
    v0, u0 : float
        Initial state of the run.
    """

    t: FloatArray
    v: FloatArray
    u: FloatArray
    current: FloatArray
    spike_times: FloatArray
    spike_indices: IndexArray
    spike_v: FloatArray
    spike_u: FloatArray
    artefacts: BoolArray
    parameters: Parameters
    stimulus: Stimulus
    dt: float
    scheme: str
    v0: float
    u0: float

    def __repr__(self) -> str:
        """Return a short summary."""
        last = float(self.t[-1]) if self.t.size else 0.0
        spikes = "1 spike" if self.n_spikes == 1 else f"{self.n_spikes:,} spikes"
        return f"<Trace of {last:g} ms in steps of {self.dt:g} ms: {spikes}>"

    def _columns(self) -> dict[str, FloatArray]:
        return {"t": self.t, "v": self.v, "u": self.u, "current": self.current}

    @property
    def n_spikes(self) -> int:
        """Number of spikes."""
        return int(self.spike_times.size)

    @property
    def n_artefacts(self) -> int:
        """Number of spikes that are numerical artefacts."""
        return int(np.count_nonzero(self.artefacts))

    @property
    def genuine_times(self) -> FloatArray:
        """Times of the spikes that are not artefacts, ms."""
        return self.spike_times[~self.artefacts]

    def with_peaks(self) -> tuple[FloatArray, FloatArray]:
        """Return times and voltages for plotting, in which every spike reaches the peak.

        Two points at the same time are present at each spike: one at the peak (or at the voltage
        reached, if that is less), then the one after the reset.

        Returns
        -------
        t, v : array
            Times (ms) and voltages (mV); longer than the samples by the inserted points.
        """
        top = np.minimum(self.spike_v, self.parameters.peak(self.spike_u))
        where = self.spike_indices
        if self.scheme != "accurate":  # the sample after the reset has the time of the spike
            return np.insert(self.t, where, self.spike_times), np.insert(self.v, where, top)
        after = self.parameters.reset(self.spike_u)[0]
        both = np.column_stack((top, np.broadcast_to(after, top.shape))).ravel()
        times = np.repeat(self.spike_times, 2)
        where = np.repeat(where, 2)
        return np.insert(self.t, where, times), np.insert(self.v, where, both)

"""Features of a recording, named and defined as in eFEL: a table with a row for each sweep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.fitting.comma_separated import csv_of
from izhikevich.fitting.features import firing, passive, shape
from izhikevich.fitting.features.measured_sweep import MeasuredSweep, Stimulus, UndefinedFeature
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.steps import find_step
from izhikevich.messages import counted
from izhikevich.results import Tabular
from izhikevich.table import Table


@dataclass(frozen=True)
class Feature:
    """What is measured in a sweep.

    Parameters
    ----------
    name : str
        As in eFEL.
    unit : str
        Empty for a number.
    measured : callable
        Returns the value of a sweep, or those of its spikes.
    """

    name: str
    unit: str
    measured: Callable[[MeasuredSweep], float | FloatArray]


#: All features by name, in the order of the table.
FEATURES: Table[Feature] = Table(
    "feature",
    {
        name: Feature(name, unit, measured)
        for name, unit, measured in (
            ("stimulus_current", "pA", passive.stimulus_current),
            ("spike_count", "", firing.spike_count),
            ("spike_count_stimint", "", firing.spike_count_stimint),
            ("mean_frequency", "Hz", firing.mean_frequency),
            ("time_to_first_spike", "ms", firing.time_to_first_spike),
            ("time_to_last_spike", "ms", firing.time_to_last_spike),
            ("all_ISI_values", "ms", firing.all_isi_values),
            ("ISI_CV", "", firing.isi_cv),
            ("adaptation_index2", "", firing.adaptation_index2),
            ("peak_voltage", "mV", shape.peak_voltage),
            ("AP_begin_voltage", "mV", shape.ap_begin_voltage),
            ("AP_amplitude", "mV", shape.ap_amplitude),
            ("AP_duration_half_width", "ms", shape.ap_duration_half_width),
            ("AHP_depth", "mV", shape.ahp_depth),
            ("AHP_depth_abs", "mV", shape.ahp_depth_abs),
            ("voltage_base", "mV", passive.voltage_base),
            ("steady_state_voltage_stimend", "mV", passive.steady_state_voltage_stimend),
            ("minimum_voltage", "mV", passive.minimum_voltage),
            ("ohmic_input_resistance", "MOhm", passive.ohmic_input_resistance),
            ("ohmic_input_resistance_vb_ssse", "MOhm", passive.ohmic_input_resistance_vb_ssse),
            ("decay_time_constant_after_stim", "ms", passive.decay_time_constant_after_stim),
            ("sag_amplitude", "mV", passive.sag_amplitude),
            ("sag_ratio1", "", passive.sag_ratio1),
        )
    },
)


@dataclass(frozen=True, eq=False)
class FeatureTable(Tabular):
    """Features of the sweeps of a recording.

    Parameters
    ----------
    name : str
        Name of the cell.
    each : mapping from str to tuple of arrays
        By feature, the values of each sweep: one, or one for each spike or interval.
    reasons : mapping from str to tuple of str
        By feature, why a sweep has no value; empty if it has.
    rheobase : float
        The smallest step with spikes, pA; NaN if there is none.
    silent : float
        The largest step below it without any, pA; NaN if there is none.
    """

    name: str
    each: Mapping[str, tuple[FloatArray, ...]]
    reasons: Mapping[str, tuple[str, ...]]
    rheobase: float
    silent: float

    def __repr__(self) -> str:
        """Return a one-line summary."""
        of = f" of {self.name}" if self.name else ""
        sweeps = counted("{count} sweep", "{count} sweeps", self.n_sweeps)
        return f"<FeatureTable{of}: {len(self.each)} features, {sweeps}>"

    @property
    def n_sweeps(self) -> int:
        """Number of sweeps."""
        return len(self.each["spike_count"])

    @property
    def units(self) -> dict[str, str]:
        """Units by feature; empty for numbers."""
        return {name: FEATURES[name].unit for name in self.each}

    def __getitem__(self, name: str) -> FloatArray:
        """Return a feature, shape (n_sweeps,): the mean over its spikes, NaN where undefined."""
        values = self.each[FEATURES[name].name]
        return np.array([one.mean() if one.size else np.nan for one in values])

    def _columns(self) -> Mapping[str, ArrayLike]:
        return {"sweep": np.arange(self.n_sweeps), **{name: self[name] for name in self.each}}

    def to_csv(self) -> str:
        """Return the table as CSV, with units in the headings; what is undefined is empty."""
        return csv_of(self._columns(), self.units)


def features(recording: Recording, spikes: list[SpikeEvents] | None = None) -> FeatureTable:
    """Return the features of each sweep, named and defined as in eFEL.

    Parameters
    ----------
    recording : Recording
    spikes : list of SpikeEvents, optional
        The spikes of each sweep, if they are not to be those of `Recording.spikes`.

    Returns
    -------
    FeatureTable

    Raises
    ------
    ParameterError
        If there are not as many lists of spikes as sweeps.

    Notes
    -----
    Values are those of eFEL 5.7 with the interval between samples as `interp_step`, and a
    `Threshold` that all spikes cross; spikes are found without one here. Those of spikes are means
    in the table, and in `FeatureTable.each` one by one. Input resistance, decay and sag are not
    measured where the cell fires during the step, which eFEL leaves to its user. The rheobase is
    that of BluePyEfe: no current between two steps is tried.

    Examples
    --------
    >>> import izhikevich as izh
    >>> t = np.arange(0.0, 500.0, 0.25)
    >>> current = izh.fitting.step_current(t, 100.0, 400.0, [-50.0, 100.0])
    >>> voltage = [izh.simulate("RS_2007", izh.Sampled(i, 0.25), t[-1], 0.25).v for i in current]
    >>> table = izh.fitting.features(izh.fitting.Recording(t, voltage, current))
    >>> table["spike_count"]
    array([0., 4.])
    >>> table.rheobase, table.silent
    (100.0, -50.0)
    """
    if not isinstance(recording, Recording):
        raise ParameterError("recording", recording, "must be a Recording")
    found = recording.spikes() if spikes is None else spikes
    if len(found) != recording.n_sweeps:
        raise ParameterError("spikes", len(found), "must be a list with the spikes of each sweep")
    step = find_step(recording)
    sweeps = []
    for k, (v, events) in enumerate(zip(recording.voltage, found, strict=True)):
        own = Stimulus(step.first, step.last, float(step.amplitudes[k])) if step else None
        sweeps.append(MeasuredSweep(v, recording.dt, events.peaks, own))
    each, reasons = {}, {}
    for name, feature in FEATURES.items():
        measured = [_measured(feature, sweep) for sweep in sweeps]
        each[name] = tuple(value for value, _ in measured)
        reasons[name] = tuple(reason for _, reason in measured)
    limits = _rheobase(sweeps) if step else (np.nan, np.nan)
    return FeatureTable(recording.name, MappingProxyType(each), MappingProxyType(reasons), *limits)


def _measured(feature: Feature, sweep: MeasuredSweep) -> tuple[FloatArray, str]:
    try:
        return np.atleast_1d(np.asarray(feature.measured(sweep), dtype=np.float64)), ""
    except UndefinedFeature as undefined:
        return np.empty(0), undefined.reason


def _rheobase(sweeps: list[MeasuredSweep]) -> tuple[float, float]:
    """Return the smallest step that makes the cell fire, and the largest below that does not."""
    firing_at = [s.stimulus.amplitude for s in sweeps if s.stimulated.size]
    lowest = min((x for x in firing_at if x > 0), default=np.nan)
    silent = [s.stimulus.amplitude for s in sweeps if not s.stimulated.size]
    return lowest, max((x for x in silent if not x >= lowest), default=np.nan)

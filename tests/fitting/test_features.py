"""Features are those of eFEL on the same data, and follow the units of what is measured."""

from __future__ import annotations

import csv
import io

import efel
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError
from izhikevich._typing import FloatArray
from izhikevich.fitting import FEATURES, FeatureTable, Recording, features, step_current
from izhikevich.fitting.steps import find_step

from .recordings import b8, fluctuating

DT = 0.125
#: A membrane of 200 MOhm and 20 ms, at rest at -70 mV.
RESISTANCE, TAU, REST = 0.2, 20.0, -70.0
#: eFEL has these of cells that fire as well, where they are not what their names say.
SILENT_ONLY = {
    *("ohmic_input_resistance", "ohmic_input_resistance_vb_ssse", "sag_amplitude", "sag_ratio1"),
    "decay_time_constant_after_stim",
}


def membrane(amplitudes: tuple[float, ...] = (-50.0, 25.0), sag: float = 0.0) -> Recording:
    """The voltage of a linear membrane with a step from 100 to 500 ms, in closed form.

    With a sag, it falls further by this fraction of the change, and comes back with 50 ms.
    """
    t = np.arange(0.0, 700.0, DT)
    rows = []
    for amplitude in amplitudes:

        def answer(since: FloatArray, height: float = amplitude * RESISTANCE) -> FloatArray:
            late = np.maximum(since, 0.0)
            reached = 1.0 - np.exp(-late / TAU)
            more = sag * reached * np.exp(-late / 50.0)
            return np.asarray(np.where(since > 0, height * (reached + more), 0.0))

        rows.append(REST + answer(t - 100.0) - answer(t - 500.0))
    return Recording(t, rows, step_current(t, 100.0, 500.0, amplitudes))


def spiking(shift: float = 0.0, stretch: float = 1.0) -> Recording:
    """Spikes drawn by hand at irregular times in a step, of heights that fall."""
    t = np.arange(0.0, 700.0, DT)
    v = np.full(t.size, REST)
    for k, time in enumerate((112.0, 131.0, 156.0, 190.0, 231.0, 300.0, 377.0)):
        since = t - time
        rise = np.where(since <= 0, 100.0 * np.exp(np.minimum(since, 0.0) / 0.5), 0.0)
        fall = np.where(since > 0, 108.0 * np.exp(-np.maximum(since, 0.0) / 0.8) - 8.0, 0.0)
        fall *= np.exp(-np.maximum(since, 0.0) / 15.0)
        v += (rise + fall) * (1.0 - 0.05 * k)
    return Recording(t * stretch, v + shift, step_current(t, 100.0, 500.0, [80.0])[0])


def peer(recording: Recording, threshold: float) -> list[dict[str, FloatArray]]:
    """The same by eFEL, from the samples as they are."""
    step = find_step(recording)
    assert step is not None
    efel.reset()
    efel.set_setting("interp_step", recording.dt)
    efel.set_setting("Threshold", threshold)
    traces = [
        {
            "T": np.arange(v.size) * recording.dt,
            "V": v,
            "stim_start": [step.start],
            "stim_end": [step.stop],
            "stimulus_current": [amplitude / 1000.0],  # nA
        }
        for v, amplitude in zip(recording.voltage, step.amplitudes, strict=True)
    ]
    names = [name for name in FEATURES if name != "stimulus_current"]
    found = efel.get_feature_values(traces, names, raise_warnings=False)
    return [
        {n: np.empty(0) if x is None else np.asarray(x, dtype=float) for n, x in one.items()}
        for one in found
    ]


def agrees(table: FeatureTable, found: list[dict[str, FloatArray]], firing: bool) -> None:
    compared = 0
    for k, values in enumerate(found):
        for name, wanted in values.items():
            own = table.each[name][k]
            if firing and name in SILENT_ONLY:
                assert not own.size
                continue
            np.testing.assert_allclose(own, wanted, rtol=1e-9, atol=1e-9, err_msg=f"{name} {k}")
            assert bool(table.reasons[name][k]) != bool(own.size)
            compared += own.size
    assert compared > 0


def test_a_real_cell_as_efel_measures_it() -> None:
    agrees(features(b8()), peer(b8(), -30.0), firing=True)


@pytest.mark.parametrize("sag", [0.0, 0.4])
def test_a_membrane_as_efel_measures_it(sag: float) -> None:
    recording = membrane((-50.0, -20.0), sag)
    agrees(features(recording), peer(recording, -30.0), firing=False)


def test_spikes_drawn_by_hand_as_efel_measures_them() -> None:
    agrees(features(spiking()), peer(spiking(), -30.0), firing=True)


def test_a_linear_membrane() -> None:
    table = features(membrane())
    np.testing.assert_allclose(table["voltage_base"], REST, atol=1e-9)
    np.testing.assert_allclose(table["ohmic_input_resistance"], 1000 * RESISTANCE, rtol=1e-6)
    np.testing.assert_allclose(table["ohmic_input_resistance_vb_ssse"], 200.0, rtol=1e-6)
    np.testing.assert_allclose(table["decay_time_constant_after_stim"], TAU, rtol=1e-6)
    np.testing.assert_array_equal(table["stimulus_current"], [-50.0, 25.0])
    assert table["sag_amplitude"][0] == pytest.approx(0.0, abs=1e-6)
    assert table.reasons["sag_amplitude"] == ("", "the step depolarises: a sag is below rest")
    assert table.reasons["peak_voltage"] == ("no spikes", "no spikes")
    assert np.isnan(table.rheobase)
    assert table.silent == 25.0


def test_a_sag() -> None:
    amplitudes = (-50.0, -100.0)
    table = features(membrane(amplitudes, sag=0.4))
    # By hand: the largest change is where the derivative of (1 - p)(1 + 0.4 q) is 0.
    since = np.linspace(0.0, 400.0, 400_001)
    change = (1 - np.exp(-since / TAU)) * (1 + 0.4 * np.exp(-since / 50.0))
    steady = change[since >= 360.0].mean()
    expected = (change.max() - steady) / change.max()
    np.testing.assert_allclose(table["sag_ratio1"], expected, rtol=1e-3)
    np.testing.assert_allclose(
        table["sag_amplitude"], expected * change.max() * 0.2 * -np.array(amplitudes), rtol=1e-3
    )


def test_when_a_cell_fires() -> None:
    table = features(spiking())
    times = np.array([112.0, 131.0, 156.0, 190.0, 231.0, 300.0, 377.0])
    intervals = np.diff(times)
    assert table["spike_count"][0] == table["spike_count_stimint"][0] == 7
    assert table["time_to_first_spike"][0] == 12.0
    assert table["time_to_last_spike"][0] == 277.0
    np.testing.assert_array_equal(table.each["all_ISI_values"][0], intervals)
    assert table["all_ISI_values"][0] == pytest.approx(intervals.mean())
    rest = intervals[1:]
    assert table["ISI_CV"][0] == pytest.approx(rest.std(ddof=1) / rest.mean())
    changes = (rest[1:] - rest[:-1]) / (rest[1:] + rest[:-1])
    assert table["adaptation_index2"][0] == pytest.approx(changes.mean())
    assert table["mean_frequency"][0] == pytest.approx(7 / 0.277)
    assert table.rheobase == 80.0


@given(shift=st.floats(-30.0, 30.0), gain=st.floats(0.2, 5.0), begin=st.floats(-1e4, 1e4))
def test_features_follow_the_units(shift: float, gain: float, begin: float) -> None:
    """A shifted voltage, a current in another unit, and a clock that starts elsewhere."""
    one = spiking()
    spikes = one.spikes()
    other = Recording(one.t + begin, one.voltage + shift, one.current * gain)
    before, after = features(one, spikes), features(other, spikes)
    moved = {"peak_voltage", "AP_begin_voltage", "AHP_depth_abs", "voltage_base"}
    moved |= {"steady_state_voltage_stimend", "minimum_voltage"}
    for name in FEATURES:
        expected = before[name] + (shift if name in moved else 0.0)
        if name == "stimulus_current":
            expected = expected * gain
        np.testing.assert_allclose(after[name], expected, rtol=1e-6, atol=1e-6, err_msg=name)


@given(stretch=st.floats(0.5, 2.0))
def test_times_follow_the_clock(stretch: float) -> None:
    spikes = spiking().spikes()
    before, after = features(spiking(), spikes), features(spiking(stretch=stretch), spikes)
    for name in ("time_to_first_spike", "time_to_last_spike", "all_ISI_values"):
        np.testing.assert_allclose(after[name], before[name] * stretch, rtol=1e-9)
    np.testing.assert_allclose(after["mean_frequency"], before["mean_frequency"] / stretch)
    for name in ("ISI_CV", "adaptation_index2", "spike_count", "peak_voltage", "voltage_base"):
        np.testing.assert_allclose(after[name], before[name], rtol=1e-9, err_msg=name)


@given(gain=st.floats(0.1, 10.0))
def test_a_membrane_is_linear(gain: float) -> None:
    one = membrane((-50.0,), sag=0.3)
    other = Recording(one.t, REST + gain * (one.voltage - REST), one.current)
    before, after = features(one), features(other)
    for name in ("ohmic_input_resistance", "ohmic_input_resistance_vb_ssse", "sag_amplitude"):
        np.testing.assert_allclose(after[name], gain * before[name], rtol=1e-6)
    for name in ("decay_time_constant_after_stim", "sag_ratio1"):
        np.testing.assert_allclose(after[name], before[name], rtol=1e-6)


def test_a_current_that_fluctuates_has_no_step() -> None:
    table = features(fluctuating())
    assert (table["spike_count"] > 10).all()
    assert np.isnan(table["time_to_first_spike"]).all()
    assert set(table.reasons["voltage_base"]) == {"the current is no step"}
    assert np.isnan(table.rheobase)


def test_a_table_of_features() -> None:
    table = features(b8())
    frame = table.to_pandas()
    assert list(frame["spike_count"]) == [20, 44, 62, 75, 81]
    rows = list(csv.reader(io.StringIO(table.to_csv())))
    assert rows[0][:2] == ["sweep", "stimulus_current (pA)"]
    assert len(rows) == 6
    assert float(rows[5][rows[0].index("spike_count")]) == 81.0
    assert rows[1][rows[0].index("sag_ratio1")] == ""
    assert repr(table) == "<FeatureTable of B8: 23 features, 5 sweeps>"
    assert table.rheobase == 93.5
    with pytest.raises(KeyError, match="did you mean AP_amplitude"):
        table["AP_amplitud"]
    with pytest.raises(ParameterError, match=r"^spikes = 2 .*of each sweep"):
        features(b8(), b8().spikes()[:2])

"""The f-I curve: classes 1 and 2, hysteresis as in a true sweep, failures, arguments."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich._typing import FloatArray
from izhikevich.dynamics import FrequencyCurve, frequency_current, hopf, saddle_node
from izhikevich.errors import ParameterError
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.simulate import simulate
from izhikevich.progress import Progress

TONIC = Parameters(d=6.0)
CLASS_1 = Parameters(b=-0.1, c=-55.0, d=6.0, k1=4.1, k0=108.0)
CLASS_2 = Parameters(a=0.2, b=0.26, c=-65.0, d=0.0)
BISTABLE = Parameters(a=0.1, b=0.26, c=-60.0, d=0.0)
INHIBITION_INDUCED = Parameters(a=-0.02, b=-1.0, c=-60.0, d=8.0)


def curve(parameters: Parameters, currents: FloatArray, **options: object) -> FrequencyCurve:
    """Compute a curve to its end."""
    return frequency_current(parameters, currents, **options)  # type: ignore[arg-type]


def sequential(
    parameters: Parameters, currents: list[float], state: tuple[float, float]
) -> list[float]:
    """Return the rates of one neuron whose current steps through `currents`."""
    rates = []
    for current in currents:
        trace = simulate(parameters, current, duration=1500.0, dt=0.25, v0=state[0], u0=state[1])
        state = float(trace.v[-1]), float(trace.u[-1])
        times = trace.spike_times
        intervals = np.diff(times)[times[1:] > 500.0]
        rates.append(1000.0 / float(intervals.mean()) if intervals.size else 0.0)
    return rates


@pytest.mark.parametrize(
    ("parameters", "low", "high"),
    [(CLASS_2, 0.21, 0.49), (BISTABLE, 0.105, 0.345), (TONIC, 3.0, 6.0)],
    ids=["class 2", "bistability", "tonic spiking"],
)
def test_same_as_a_sequential_sweep(parameters: Parameters, low: float, high: float) -> None:
    """Rates and hysteresis are those of one neuron whose current creeps up, then down."""
    currents = np.linspace(low, high, 9)
    found = curve(parameters, currents, scheme="euler", dt=0.25)
    rest = (-65.0, parameters.b * -65.0)
    up = sequential(parameters, currents.tolist(), rest)
    top = simulate(parameters, high, duration=1000.0)
    state = float(top.v[-1]), float(top.u[-1])
    down = sequential(parameters, currents[::-1].tolist(), state)[::-1]
    assert (found.up > 0.0).tolist() == [rate > 0.0 for rate in up]
    assert (found.down > 0.0).tolist() == [rate > 0.0 for rate in down]
    assert found.up == pytest.approx(np.array(up), rel=0.02)
    assert found.down == pytest.approx(np.array(down), rel=0.02)


@pytest.mark.parametrize(("parameters"), [CLASS_2, BISTABLE], ids=["class 2", "bistability"])
def test_hysteresis_ends_at_the_hopf_current(parameters: Parameters) -> None:
    """Rest and firing coexist over an interval whose upper end is the Hopf current."""
    currents = np.linspace(0.0, 0.5, 51)
    found = curve(parameters, currents)
    oscillation = hopf(parameters)
    assert oscillation is not None
    assert found.bistable is not None
    assert found.bistable[1] == pytest.approx(oscillation.current, abs=0.02)
    assert found.bistable[0] < oscillation.current - 0.05
    above = found.up > 0.0
    assert found.up[above] == pytest.approx(found.down[above], rel=1e-3)
    # Class 2: firing sets in with a jump.
    assert found.down[found.down > 0.0].min() > 15.0


def test_class_1_starts_from_zero() -> None:
    """Firing sets in at the saddle-node, at a very low rate, without hysteresis."""
    fold = saddle_node(CLASS_1)
    assert fold is not None
    currents = fold.current + np.array([-0.5, -0.05, 0.02, 0.05, 0.1, 1.0, 5.0])
    found = curve(CLASS_1, currents, transient=1000.0, duration=3000.0)
    assert found.bistable is None
    assert found.up[:2].tolist() == [0.0, 0.0]
    assert 0.5 < found.up[2] < 2.0
    assert (np.diff(found.up[2:]) > 0.0).all()
    assert (found.onset[-2:] > found.up[-2:]).all()


def test_accommodation_never_fires_for_long() -> None:
    """Without leak every constant current ends in rest, however strong (perfect adaptation)."""
    parameters = Parameters(b=1.0, c=-55.0, d=4.0, drive=LinearDrive(-65.0, leak=False))
    found = curve(parameters, np.linspace(0.0, 40.0, 9))
    assert not found.up.any()
    assert not found.down.any()
    assert np.isnan(found.onset[0])
    assert found.onset[-1] > 0.0


def test_inhibition_induced_spiking_fires_below_the_hopf_current() -> None:
    """With a < 0 less current makes it fire; far above the saddle-node it runs away: NaN."""
    oscillation = hopf(INHIBITION_INDUCED)
    assert oscillation is not None
    found = curve(INHIBITION_INDUCED, np.array([65.0, 70.0, 75.0, 80.0, 84.0, 95.0]))
    assert (found.down > 0.0).tolist()[:3] == [True, True, True]
    assert found.up[3:5].tolist() == [0.0, 0.0]
    assert np.isnan(found.up[-1])


def test_progress_and_arguments() -> None:
    """Progress rises towards 1; wrong arguments are named."""
    reports: list[Progress] = []
    times: Any = {"transient": 100.0, "duration": 200.0}
    frequency_current(CLASS_2, [0.2, 0.3, 0.6], **times, progress=reports.append)
    fractions = [report.fraction for report in reports]
    assert fractions == sorted(fractions)
    assert 0.5 < fractions[-1] <= 1.0
    for currents, options, name in [
        ([], {}, "currents"),
        ([1.0, 1.0], {}, "currents"),
        ([float("nan")], {}, "currents"),
        ([1.0], {"transient": -1.0}, "transient"),
        ([1.0], {"duration": 0.0}, "duration"),
        ([1.0], {"scheme": "best"}, "scheme"),
        ([1.0], {"v0": "low"}, "v0"),
    ]:
        with pytest.raises(ParameterError) as raised:
            curve(CLASS_2, currents, **options)  # type: ignore[arg-type]
        assert raised.value.parameter == name

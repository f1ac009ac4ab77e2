"""The adaptive exponential model of a recording, next to the Izhikevich model of it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.comparison import AdaptiveExponential, adaptive_exponential
from izhikevich.fitting import Recording, fit, fit_adaptive_exponential, step_current
from izhikevich.fitting.exponential_fit import AdaptiveExponentialFit

from .recordings import DT, planted

#: Regular spiking: Naud et al., Biological Cybernetics 99 (2008), table 1, "tonic spiking", with a
#: smaller capacitance, so that there are more spikes.
MODEL = AdaptiveExponential(
    C=100.0, g_l=10.0, e_l=-70.0, v_t=-50.0, delta_t=2.0, a=2.0, tau_w=30.0, b=30.0, reset=-58.0
)


@cache
def recording() -> Recording:
    t = np.arange(0.0, 600.0, DT)
    current = step_current(t, 100.0, 500.0, [-100.0, 280.0, 350.0, 450.0, 600.0])
    rows = []
    for row in current:
        course = adaptive_exponential(MODEL, t, row / MODEL.C)
        v = course.v.copy()
        # A spike rises within a step, so its peak lies between two samples.
        v[np.rint(course.spike_times / DT).astype(int)] = MODEL.v_peak
        rows.append(v)
    return Recording(t, rows, current, "AdEx")


@cache
def fitted() -> AdaptiveExponentialFit:
    return fit_adaptive_exponential(recording(), generations=120)


def test_known_parameters_are_found_again() -> None:
    found = fitted()
    for name in found.names:
        known = getattr(MODEL, name)
        assert getattr(found.parameters, name) == pytest.approx(known, rel=0.15), name
    for one in found.sweeps:
        assert abs(one.model.size - one.recorded.size) <= 1  # one at the end of the step
    assert found.sweeps[2].held_out
    assert found.sweeps[2].recorded.size > 10
    assert abs(found.sweeps[2].first) < 1.0
    assert found.sweeps[0].voltage[-1] == pytest.approx(MODEL.e_l, abs=0.5)


def test_the_seed_decides() -> None:
    one, again, other = (
        fit_adaptive_exponential(recording(), generations=25, seed=seed) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one.cloud, again.cloud)
    assert not np.array_equal(one.cloud, other.cloud)


def test_the_closer_model_is_named() -> None:
    found, other = fit(recording(), generations=40), fitted()
    counts = [sum(s.model.size for s in one.judged) for one in (other, found)]
    recorded = sum(s.recorded.size for s in found.judged)
    text = found.compared_with(other)
    assert text == other.compared_with(found)
    assert text == (
        f"The adaptive exponential model is closer in the held-out sweeps: {counts[0]} spikes, "
        f"the Izhikevich model {counts[1]}, the cell {recorded}."
    )
    with pytest.raises(ParameterError, match=r"^other = .* the same sweeps held out"):
        fit(planted(), generations=2, held_out=[0]).compared_with(other)


def test_a_fit_as_text_and_plot() -> None:
    found = fitted()
    rows = found.parameters_as().splitlines()
    assert len(rows) == 10
    assert rows[0].startswith("C ")
    assert "pF" in rows[0]
    assert '"form": "adaptive exponential"' in found.parameters_as("json")
    assert len(found.plot().plot.panes) == 5
    assert repr(found).startswith("<AdaptiveExponentialFit: model/recorded spikes 0/0")

"""What the models cost: many neurons are those of one, and each number is there."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich import ParameterError, simulate
from izhikevich.comparison import (
    OPERATIONS,
    AdaptiveExponential,
    HodgkinHuxley,
    IntegrateAndFire,
    ModelCosts,
    adaptive_exponential,
    hodgkin_huxley,
    model_costs,
)
from izhikevich.comparison.many import MANY
from izhikevich.plots.any_plot import plot_of
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress

DT, DURATION = 0.25, 200.0
T = np.arange(0.0, DURATION + DT / 2, DT)
CURRENTS = np.array([0.0, 1.6, 3.0, 5.0, 8.0, 10.0])


def counts(name: str) -> list[int]:
    cost = OPERATIONS[name]
    steps = (T.size - 1) * cost.parts(DT)
    return [int(n) for n in MANY[name](CURRENTS, steps, cost.step_of(DT))]


def test_many_are_as_many_of_one() -> None:
    """The same schemes with the same steps: as many spikes."""
    held = [np.full(T.size, level) for level in CURRENTS]
    adapting, detailed = AdaptiveExponential(), HodgkinHuxley()
    expected = [adaptive_exponential(adapting, T, current).spike_times.size for current in held]
    assert counts("adaptive-exponential") == expected
    assert counts("hodgkin-huxley") == [
        hodgkin_huxley(detailed, T, current).spike_times.size for current in held
    ]
    assert counts("izhikevich") == [
        simulate("RS", float(current[0]), DURATION - DT, DT).n_spikes for current in held
    ]


def test_many_integrate_and_fire_neurons_fire_at_the_ends_of_steps() -> None:
    """Each interval is the exact one, rounded up to whole steps."""
    model = IntegrateAndFire()
    for current, count in zip(CURRENTS, counts("integrate-and-fire"), strict=True):
        interval = model.interval(float(current))
        steps = np.ceil(interval / DT) if np.isfinite(interval) else np.inf
        assert count == (T.size - 1) // steps


def test_each_number_is_measured() -> None:
    reports: list[Progress] = []
    costs = model_costs(50, 10.0, progress=reports.append)
    assert costs.models == tuple(OPERATIONS)
    for values in (costs.operations, costs.one, costs.many):
        assert (values > 0.0).all()
    assert np.isnan(costs.published).tolist() == [False, False, True, False]
    assert np.isnan(costs.compiled).tolist()[:1] == [True]
    assert costs.neurons == 50
    assert "numpy" in costs.machine
    fractions = [report.fraction for report in reports]
    assert fractions == sorted(fractions)
    assert len(fractions) == 2 * len(OPERATIONS)


@pytest.mark.engine
def test_the_engine_is_measured() -> None:
    compiled = model_costs(50, 10.0).compiled
    assert np.isfinite(compiled).tolist() == [False, True, False, False]


def costs_of(**changes: object) -> ModelCosts:
    n = len(OPERATIONS)
    values = {
        "models": tuple(OPERATIONS),
        "published": np.array([5.0, 13.0, np.nan, 1200.0]),
        "operations": np.array([24.0, 80.0, 1040.0, 6560.0]),
        "one": np.arange(1.0, n + 1),
        "many": 0.1 * np.arange(1.0, n + 1),
        "compiled": np.array([np.nan, 0.01, np.nan, np.nan]),
        "neurons": 1000,
        "dt": DT,
        "duration": 50.0,
        "machine": "Python 3.12.0, numpy 2.0.0",
    }
    return ModelCosts(**{**values, **changes})  # type: ignore[arg-type]


def test_its_plot_and_table() -> None:
    plot = plot_of(costs_of())
    assert isinstance(plot, Plot)
    assert [series.name for pane in plot.panes for series in pane.series] == [
        "Izhikevich (2004)",
        "the code here",
        "one neuron, Python",
        "one of 1,000, numpy",
        "one of 1,000, compiled",
    ]
    without = plot_of(costs_of(compiled=np.full(4, np.nan)))
    assert isinstance(without, Plot)
    assert len(without.panes[1].series) == 2
    assert list(costs_of().to_pandas()["model"]) == list(OPERATIONS)
    assert repr(costs_of()).startswith("<ModelCosts: us per ms, for one neuron and each of 1,000: ")


@pytest.mark.parametrize(
    ("name", "value"), [("neurons", 0), ("duration", 0.0), ("dt", 0.0), ("dt", np.nan)]
)
def test_mistakes(name: str, value: float) -> None:
    with pytest.raises(ParameterError, match=f"{name} = "):
        model_costs(**{name: value})  # type: ignore[arg-type]

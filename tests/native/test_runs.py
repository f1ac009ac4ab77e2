"""Single neurons in the compiled engine: the bits of the Python and numpy loops."""

from __future__ import annotations

from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import CELL_TYPES, PATTERNS, Parameters, SimulationError, engine, nef
from izhikevich.native import library
from izhikevich.nef.rates import settled_rates
from izhikevich.neuron.native import runs
from izhikevich.neuron.schemes.batch import SpikeBatch, spike_batch
from izhikevich.neuron.schemes.table import EXPLICIT
from izhikevich.progress import finish

pytestmark = pytest.mark.engine

EXPERIMENTS = {**PATTERNS, **CELL_TYPES}


def traced(experiment: Any, scheme: str, which: str) -> Any:
    library.load()  # so that it is taken for short runs, too
    with engine.use(which):
        try:
            trace = experiment.simulate(scheme=scheme)
        except SimulationError as error:
            return str(error)
    arrays = (trace.v, trace.u, trace.spike_times, trace.spike_indices)
    return [*arrays, trace.spike_v, trace.spike_u]


@pytest.mark.parametrize("scheme", [*EXPLICIT, "accurate"])
@pytest.mark.parametrize("key", EXPERIMENTS)
def test_every_pattern_and_cell_has_the_same_course(key: str, scheme: str) -> None:
    one = traced(EXPERIMENTS[key], scheme, "numpy")
    other = traced(EXPERIMENTS[key], scheme, "compiled")
    if isinstance(one, str):
        assert other == one
        return
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a, b)
        assert a.dtype == b.dtype


def test_a_long_run_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []

    def run_trace(*arguments: object) -> None:
        called.append(arguments)
        raise ZeroDivisionError

    monkeypatch.setattr(runs, "run_trace", run_trace)
    with pytest.raises(ZeroDivisionError):
        izh.simulate(Parameters(), 10.0, duration=10_000.0, dt=0.1)
    assert called


def test_warming_up_loads_the_engine() -> None:
    with engine.use("numpy"):
        engine.warm_up()
    library._loaded.cache_clear()
    engine.warm_up()
    assert library.is_loaded()


def batch(which: str, *arguments: Any, **options: Any) -> SpikeBatch:
    with engine.use(which):
        return finish(spike_batch(*arguments, **options))


@pytest.mark.parametrize("scheme", [*EXPLICIT, "accurate"])
@pytest.mark.parametrize("cell", ["RS", "CH", "FS_2007", "TC_2007", "LTS_2007", "RZ"])
def test_many_neurons_have_the_same_spikes(cell: str, scheme: str) -> None:
    p = CELL_TYPES[cell].parameters
    strong = 100.0 if p.dimensional else 4.0
    currents = np.linspace(-2.0, 6.0, 300) * strong
    one, other = (
        batch(which, p, currents, 450.0, dt=0.5, scheme=scheme) for which in engine.ENGINES
    )
    assert one.times.size > 500
    for name in ("times", "neurons", "u_after", "v", "u", "failed_at"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def test_neurons_that_diverge_are_marked_alike() -> None:
    p = Parameters()
    currents = [-1e7, 10.0, 1e9, -1e5, 5.0]
    one, other = (
        batch(which, p, currents, 300.0, dt=1.0, scheme="forward") for which in engine.ENGINES
    )
    assert np.isfinite(one.failed_at).tolist() == [True, False, True, True, False]
    for name in ("times", "neurons", "u_after", "v", "u", "failed_at"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Parameters,
        a=st.floats(-0.5, 1.0).filter(bool),
        b=st.floats(-1.0, 2.0),
        c=st.floats(-80.0, 29.0),
        d=st.floats(-20.0, 20.0),
        peak_slope=st.sampled_from([0.0, 0.1]),
        c_slope=st.sampled_from([0.0, 5.0]),  # it may fire without end
        u_max=st.sampled_from([np.inf, 10.0]),
    ),
    st.lists(st.floats(-100.0, 300.0), min_size=1, max_size=150),
    st.sampled_from([0.05, 0.25, 2.0]),
)
def test_the_accurate_scheme_for_many_neurons(
    p: Parameters, currents: list[float], dt: float
) -> None:
    one, other = (
        batch(which, p, currents, 30.0, dt=dt, scheme="accurate", v0=-65.0, u0=0.0)
        for which in engine.ENGINES
    )
    for name in ("v", "u", "failed_at"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    for found, expected in zip(one.split(), other.split(), strict=True):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("cell", ["RS", "TC_2007", "LTS_2007"])
def test_ensembles_have_the_same_course(cell: str) -> None:
    found = []
    for which in engine.ENGINES:
        ensemble = nef.Ensemble(150, neurons=CELL_TYPES[cell], noise=3.0, seed=4)
        given = nef.Connection(nef.Node(izh.Sine(1.0, 3.0)), ensemble, synapse=None)
        probes = {
            of: nef.Probe(ensemble, of, neurons=None if of == "spikes" else (3, 140))
            for of in ("spikes", "voltage", "recovery")
        }
        with engine.use(which):
            found.append(nef.Model([given], probes).run(600.0))
    assert found[0]["spikes"].sum() > 1000
    for name in ("spikes", "voltage", "recovery"):
        np.testing.assert_array_equal(found[0][name], found[1][name], err_msg=name)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["RS", "IB", "RZ", "FS_2007", "LTS_2007", "TC_2007", "RTN_2007"]),
    st.lists(st.floats(-400.0, 400.0), min_size=1, max_size=300),
)
def test_rates_at_constant_currents(cell: str, currents: list[float]) -> None:
    p = CELL_TYPES[cell].parameters
    found = []
    for which in engine.ENGINES:
        with engine.use(which):
            found.append(settled_rates(p, np.array(currents)))
    one, other = found
    np.testing.assert_array_equal(one, other)

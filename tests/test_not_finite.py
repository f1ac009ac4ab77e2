"""What is not finite is refused by name, by everything that takes numbers.

Each function is called with arguments that it takes; then each number among them, or the first
one within an array, becomes NaN or infinite. `tests/dynamics/test_arguments.py` does the same for
the analyses of one neuron.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from math import inf, nan
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import analysis, comparison, nef, network, networks
from izhikevich.comparison import HodgkinHuxley, IntegrateAndFire
from izhikevich.errors import ParameterError

TIMES = np.array([1.0, 5.0, 9.0, 20.0])
WHO = np.array([0, 1, 0, 1])
STEPS = np.arange(5) * 0.1
SPIKES = {"times": TIMES, "indices": WHO, "n": 2}
WINDOW = {"start": 0.0, "stop": 40.0}

CASES: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (analysis.adaptation_index, {"spike_times": TIMES}),
    (analysis.auto_correlogram, {"times": TIMES, "max_lag": 20.0, "bin_width": 1.0}),
    (
        analysis.cross_correlogram,
        {"times_a": TIMES, "times_b": TIMES, "max_lag": 20.0, "bin_width": 1.0},
    ),
    (analysis.bursts, {"spike_times": TIMES, "max_interval": 5.0}),
    (analysis.by_neuron, SPIKES),
    (analysis.cv, {"spike_times": TIMES}),
    (analysis.cv_distribution, SPIKES),
    (analysis.fano, {"times": TIMES, **WINDOW, "counting_window": 10.0}),
    (analysis.fano_distribution, {**SPIKES, **WINDOW, "counting_window": 10.0}),
    (analysis.group_rates, {"indices": WHO, "n": 2, "duration": 30.0, "groups": {"a": [0]}}),
    (analysis.interval_distribution, {**SPIKES, "bin_width": 1.0, "longest": 10.0}),
    (analysis.intervals, {"spike_times": TIMES}),
    (analysis.peak, {"frequencies": TIMES, "power": TIMES, "low": 1.0, "high": 9.0}),
    (analysis.pooled_intervals, SPIKES),
    (analysis.population_rate, {"times": TIMES, "n": 2, **WINDOW, "bin_width": 1.0, "smooth": 2.0}),
    (
        analysis.psth,
        {"times": TIMES, "events": TIMES, "before": 1.0, "after": 2.0, "bin_width": 1.0},
    ),
    (analysis.rate, {"spike_times": TIMES, **WINDOW}),
    (analysis.rates, {"indices": WHO, "n": 2, "duration": 30.0}),
    (analysis.spectrum, {"signal": np.arange(64.0), "dt": 1.0, "segment": 16.0}),
    (analysis.spike_count, {"spike_times": TIMES, **WINDOW}),
    (analysis.spike_synchrony, {**SPIKES, **WINDOW, "bin_width": 1.0}),
    (
        analysis.spike_triggered_average,
        {"signal": np.arange(64.0), "dt": 1.0, "spike_times": TIMES, "before": 1.0, "after": 2.0},
    ),
    (analysis.synchrony, {"v": np.arange(12.0).reshape(3, 4)}),
    (HodgkinHuxley, dict.fromkeys(("g_na", "g_k", "g_l", "e_na", "e_k", "e_l"), 1.0)),
    (
        IntegrateAndFire,
        {"tau": 10.0, "rest": -65.0, "reset": -65.0, "threshold": -50.0},
    ),
    (
        comparison.hodgkin_huxley,
        {"model": HodgkinHuxley(), "t": STEPS, "current": 0.0 * STEPS, "v0": -65.0},
    ),
    (
        comparison.integrate_and_fire,
        {"model": IntegrateAndFire(), "t": STEPS, "current": 0.0 * STEPS},
    ),
    (nef.Alpha, {"tau": 5.0}),
    (nef.Lowpass, {"tau": 5.0}),
    (
        nef.BandLimitedNoise,
        {"rms": 0.5, "cutoff": 5.0, "seed": 0, "period": 4000.0, "low": 0.0},
    ),
    (
        nef.IzhikevichNeurons,
        {
            "tau_recovery": 0.02,
            "coupling": 0.2,
            "reset_voltage": -65.0,
            "reset_recovery": 8.0,
        },
    ),
    (
        nef.Ensemble,
        {
            "n_neurons": 5,
            "dimensions": 1,
            "radius": 1.0,
            "encoders": np.ones((5, 1)),
            "max_rates": np.full(5, 200.0),
            "intercepts": np.zeros(5),
            "eval_points": np.linspace(-1.0, 1.0, 9)[:, None],
            "v0": np.zeros(5),
            "noise": 0.0,
        },
    ),
    (nef.Ensemble, {"n_neurons": 5, "gain": np.ones(5), "bias": np.ones(5)}),
    (
        lambda **given: nef.Connection(nef.Node(1.0), nef.Ensemble(5), **given),
        {"transform": 1.0, "synapse": 5.0},
    ),
    (
        lambda **given: nef.Connection(nef.Ensemble(5), nef.Ensemble(5), **given),
        {"transform": 1.0, "synapse": 5.0, "regularisation": 0.1},
    ),
    (lambda **given: nef.Probe(nef.Ensemble(5), **given), {"synapse": 5.0, "regularisation": 0.1}),
    (lambda **given: nef.Model(ensembles=(nef.Ensemble(5),), **given), {"dt": 1.0, "seed": 0}),
    (
        lambda **given: nef.Model(ensembles=(nef.Ensemble(5),)).run(**given),
        {"duration": 10.0},
    ),
    (lambda **given: nef.filtered(np.ones((5, 1)), **given), {"synapse": 5.0, "dt": 1.0}),
    (
        nef.least_squares,
        {"activities": np.eye(5), "targets": np.ones((5, 1)), "regularisation": 0.1},
    ),
    (
        lambda **given: nef.rmse(np.ones((5, 1)), np.ones((5, 1)), **given),
        {"t": STEPS, "after": 0.0},
    ),
    (nef.settled_rates, {"cell": izh.Parameters(), "currents": np.zeros(3)}),
    (lambda **given: nef.spike_events(np.zeros((5, 2), np.uint8), **given), {"dt": 1.0}),
    (
        network.STDP,
        {
            "a_plus": 0.1,
            "a_minus": 0.1,
            "tau_plus": 20.0,
            "tau_minus": 20.0,
            "w_min": 0.0,
            "w_max": 10.0,
        },
    ),
    (network.CorrelatedRate, {"rate": 10.0, "correlation": 0.1, "tau": 10.0}),
    (
        network.TimedArray,
        {"values": np.ones(3), "schedule": 5.0, "period": 20.0, "start": 0.0},
    ),
    (network.Polychronous, {"w_max": 10.0}),
    (network.TripletSTDP, {"a3_plus": 0.1, "tau_x": 100.0, "tau_y": 100.0, "w_max": 10.0}),
    (network.TripletSTDP.visual_cortex, {"scale": 1.0}),
    (network.InhibitorySTDP, {"rate": 5.0, "eta": 0.1, "tau": 20.0, "w_min": 0.0}),
    (network.DopamineSTDP, {"tau_c": 1000.0, "tau_d": 200.0, "release": 0.5, "tonic": 0.0}),
    (network.HomeostaticScaling, {"rate": 5.0, "beta": 0.1, "tau": 100.0, "period": 10.0}),
    (network.ShortTerm, {"U": 0.5, "tau_rec": 800.0, "tau_facil": 10.0}),
    (network.DistanceDependent, {"p_max": 0.5, "sigma": 0.1}),
    (network.FixedProbability, {"p": 0.5}),
    (network.FixedInDegree, {"k": 5}),
    (network.FixedOutDegree, {"k": 5}),
    (network.FixedTotal, {"n": 5}),
    (network.SmallWorld, {"k": 4, "p": 0.1}),
    (network.Exponential, {"scale": 1.0}),
    (network.Gamma, {"shape": 1.0, "scale": 1.0}),
    (network.LogNormal, {"mu": 1.0, "sigma": 1.0}),
    (network.Normal, {"mu": 1.0, "sigma": 1.0}),
    (network.Uniform, {"low": 0.0, "high": 1.0}),
    (network.Grid, {"rows": 2, "columns": 2}),
    (
        network.FromTriples,
        {"pre": WHO, "post": WHO, "weights": np.ones(4), "delays": np.ones(4)},
    ),
    (network.image_rates, {"image": np.ones((2, 2)), "highest": 100.0, "lowest": 1.0}),
    (izh.Network, {"dt": 1.0, "seed": 0, "memory_limit": 8e9}),
    (
        lambda **given: izh.Network(scheme="forward").population(3, **given),
        {"stimulus": 1.0, "tau": {"exc": 5.0}, "a": 0.02, "d": np.ones(3)},
    ),
    (lambda **given: izh.Network(scheme="forward").spike_times(**given), {"times": [TIMES]}),
    (lambda **given: izh.Network(scheme="forward").poisson(**given), {"size": 3, "rate": 5.0}),
    (
        lambda **given: izh.Network(scheme="forward").poisson(**given),
        {"size": 3, "rate": np.ones(3)},
    ),
    (lambda **given: _connected(**given), {"weights": 1.0, "delays": 1.0}),
    (lambda **given: _connected(excitatory_fraction=0.8, **given), {"weights": 1.0}),
    (lambda **given: _connected(**given), {"weights": np.ones(4), "delays": np.ones(4)}),
    (lambda **given: _connected(weights=1.0, **given), {"excitatory_fraction": 0.8}),
    (lambda **given: _populated().run(**given), {"duration": 10.0}),
    (networks.cortical_2003, {"excitatory": 8, "inhibitory": 2}),
    (networks.cortical_sparse, {"size": 50, "out_degree": 5}),
    (networks.feedforward, {"layers": (20, 10)}),
    (networks.polychronous_2006, {"excitatory": 80, "inhibitory": 20, "out_degree": 20}),
    (networks.ring, {"size": 50}),
]


def _populated() -> izh.Network:
    net = izh.Network(scheme="forward")
    net.population(2)
    return net


def _connected(**given: Any) -> None:
    net = izh.Network(scheme="forward")
    net.connect(net.population(2), net.population(2), "all_to_all", **given)


def _arguments(function: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return the given arguments, and every one that is a number by default."""
    found = {
        name: one.default
        for name, one in inspect.signature(function).parameters.items()
        if type(one.default) in (int, float) and np.isfinite(one.default)
    }
    return {**found, **given}


def _spoilt(value: Any, by: float) -> Any:
    """Return a value with its first number replaced, None if it has none."""
    if isinstance(value, bool | str):
        return None
    if isinstance(value, int | float):
        return by
    if isinstance(value, np.ndarray):
        spoilt = value.astype(np.float64)
        spoilt.flat[0] = by
        return spoilt
    if isinstance(value, list | tuple) and value:
        first = _spoilt(value[0], by)
        return None if first is None else type(value)((first, *value[1:]))
    if isinstance(value, dict) and value:
        (name, first), *rest = value.items()
        found = _spoilt(first, by)
        return None if found is None else {name: found, **dict(rest)}
    return None


NAMED = [
    (f"{getattr(function, '__name__', '')} {k} {name}", function, arguments, name)
    for k, (function, given) in enumerate(CASES)
    for arguments in (_arguments(function, given),)
    for name, value in arguments.items()
    if _spoilt(value, nan) is not None
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: getattr(case[0], "__name__", ""))
def test_the_arguments_are_taken(case: tuple[Callable[..., Any], dict[str, Any]]) -> None:
    function, given = case
    function(**_arguments(function, given))


@pytest.mark.parametrize("value", [nan, inf, -inf])
@pytest.mark.parametrize("case", NAMED, ids=lambda case: str(case[0]))
def test_what_is_not_finite_is_refused(
    case: tuple[str, Callable[..., Any], dict[str, Any], str], value: float
) -> None:
    _, function, arguments, name = case
    with pytest.raises(ParameterError) as caught:
        function(**{**arguments, name: _spoilt(arguments[name], value)})
    assert caught.value.parameter


@pytest.mark.parametrize("value", [nan, inf])
def test_signals_pass_on_what_is_not_finite(value: float) -> None:
    """What a run computed is data: an error that is unknown is not a small one."""
    signal = np.array([[0.0], [value], [0.0], [0.0]])
    assert not np.isfinite(nef.filtered(signal, 5.0, 1.0)[2:]).any()
    assert not np.isfinite(nef.rmse(signal, np.zeros((4, 1))))


def test_a_matrix_may_leave_synapses_out() -> None:
    """NaN is no synapse there, as documented; infinite weights are refused."""
    net = izh.Network(scheme="forward")
    group = net.population(2)
    projection = net.connect(group, group, network.FromMatrix([[1.0, nan], [nan, 2.0]]))
    assert net.n_synapses == 2 == projection.synapses.weights.size
    with pytest.raises(ParameterError):
        net.connect(group, group, network.FromMatrix([[1.0, inf], [0.0, 2.0]]))

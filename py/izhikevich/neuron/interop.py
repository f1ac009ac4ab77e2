"""Parameter names of other simulators, translated into ours.

Checked against Nengo 4.1.0, ANNarchy 5.0.4 and BrainPy 2.8.2. Names that are not parameters of the
neuron are rejected with a hint about where they belong, so that nothing is silently dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.units import number

_START = "the initial state belongs to the run: simulate(..., v0=..., u0=...)"
_RULE = "it is a coefficient of the quadratic: use Parameters({ours}=...)"

#: Arguments of the neurons of other simulators, and which of our parameters each of them is.
NENGO: Mapping[str, str] = {
    "tau_recovery": "a",
    "coupling": "b",
    "reset_voltage": "c",
    "reset_recovery": "d",
}
_NENGO_ELSEWHERE = {
    "initial_state": _START,
    "max_rates": "it belongs to the ensemble, not to the neuron",
    "intercepts": "it belongs to the ensemble, not to the neuron",
    "gain": "it belongs to the ensemble, not to the neuron",
    "bias": "it belongs to the ensemble; for one neuron use a constant stimulus",
}
ANNARCHY: Mapping[str, str] = {"a": "a", "b": "b", "c": "c", "d": "d", "v_thresh": "v_peak"}
_ANNARCHY_ELSEWHERE = {
    "noise": "noise is a stimulus here: simulate(..., stimulus=WhiteNoise(sd, step=dt))",
    "tau_refrac": "this model has no refractory time; d and c bring about what there is of it",
    "conductance": "synaptic input belongs to a network's projections",
}
BRAINPY: Mapping[str, str] = {"a": "a", "b": "b", "c": "c", "d": "d", "V_th": "v_peak"}
_BRAINPY_ELSEWHERE = {
    "tau_ref": "this model has no refractory time; d and c bring about what there is of it",
    "ref_var": "this model has no refractory time",
    "V_initializer": _START,
    "u_initializer": _START,
    "V_init": _START,
    "u_init": _START,
    "p1": _RULE.format(ours="k2"),
    "p2": _RULE.format(ours="k1"),
    "p3": _RULE.format(ours="k0"),
    "spk_fun": "the surrogate gradient belongs to learning, not to the neuron",
    "spk_reset": "the reset mode belongs to learning; the neuron itself always resets to c",
    "tau": "v has no time constant of its own in this model; use Parameters(C=...)",
    "R": "scale the stimulus instead",
}
#: Names of our parameters in the other simulators.
NAMES_ELSEWHERE: Mapping[str, str] = {**NENGO, **ANNARCHY, **BRAINPY}


def from_nengo(values: Mapping[str, Any]) -> dict[str, Any]:
    """Translate the arguments of `nengo.Izhikevich`."""
    return _translated("Nengo", values, NENGO, _NENGO_ELSEWHERE)


def from_annarchy(values: Mapping[str, Any]) -> dict[str, Any]:
    """Translate the arguments of ANNarchy's `Izhikevich`."""
    own = dict(values)
    offset = number(own.pop("i_offset", 0.0), "i_offset", "mV/ms", low=-1e5, high=1e5)
    return {**_translated("ANNarchy", own, ANNARCHY, _ANNARCHY_ELSEWHERE), "k0": 140.0 + offset}


def from_brainpy(values: Mapping[str, Any]) -> dict[str, Any]:
    """Translate the arguments of BrainPy's `Izhikevich`."""
    return _translated("BrainPy", values, BRAINPY, _BRAINPY_ELSEWHERE)


def _translated(
    simulator: str, values: Mapping[str, Any], ours: Mapping[str, str], elsewhere: Mapping[str, str]
) -> dict[str, Any]:
    """Rename `values`, rejecting names that are not parameters of the neuron.

    All four defaults (0.02, 0.2, -65, 8) and the peak of 30 mV are the same in all of them.
    """
    for name, value in values.items():
        if name not in ours:
            known = ", ".join(ours)
            hint = elsewhere.get(name, f"{simulator}'s neuron takes {known}")
            raise ParameterError(name, value, hint)
    return {ours[name]: value for name, value in values.items()}

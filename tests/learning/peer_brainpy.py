"""Run the cases of `brainpy_cases` with BrainPy; a program of BrainPy's own environment.

``PYTHONPATH=py:. python tests/learning/peer_brainpy.py FIRST LAST FILE.json`` writes what the tests
compare, in float64. "documented" is BrainPy's layer with the soft reset that its documents
describe, V - V_th, in place of the hard one that version 2.8 computes for both words.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import brainpy
import brainstate
import brainunit as u
import jax
import numpy as np
from braintools import surrogate

from tests.learning.brainpy_cases import Case, case_of

UNITS = {
    "a": 1 / u.ms,
    "b": 1 / u.ms,
    "c": u.mV,
    "d": u.mV / u.ms,
    "V_th": u.mV,
    "V": u.mV,
    "u": u.mV / u.ms,
    "tau_ref": u.ms,
}
NAMES = {"relu": "ReluGrad", "gaussian": "GaussianGrad", "sigmoid": "Sigmoid", "arctan": "Arctan"}
PACKAGES = ("brainpy", "brainpy_state", "brainstate", "braintools", "jax")


class Documented(brainpy.state.Izhikevich):  # type: ignore[misc,unused-ignore]
    """The layer with the soft reset of BrainPy's documents."""

    def update(self, x: Any) -> Any:
        """Take one step, as the layer itself does but for V after a spike."""
        spiked = self.get_spike(self.V.value)
        V = self.V.value - self.V_th * spiked
        after = self.u.value + self.d * spiked

        def dv(v: Any) -> Any:
            return self.p1 * v * v + self.p2 * v + self.p3 - after + x

        V = brainstate.nn.exp_euler_step(dv, V)
        self.V.value = V
        self.u.value = brainstate.nn.exp_euler_step(lambda w: self.a * (self.b * V - w), after)
        return self.get_spike(V)


def result(case: Case) -> dict[str, Any]:
    """Return the summary of a case."""
    given = {name: value * UNITS[name] for name, value in case.values.items()}
    V, w = (np.broadcast_to(case.values[name], case.shape) * UNITS[name] for name in ("V", "u"))
    given["V_initializer"], given["u_initializer"] = (lambda *_: V), (lambda *_: w)
    del given["V"], given["u"]
    name, arguments = case.surrogate
    given["spk_fun"] = getattr(surrogate, NAMES[name])(**brainpy_arguments(name, arguments))
    documented = case.spk_reset == "documented"
    kind = Documented if documented else getattr(brainpy.state, case.neuron)
    layer = kind(case.in_size, spk_reset="soft" if documented else case.spk_reset, **given)
    layer.init_state(case.batch)

    def loss(x: Any) -> Any:
        layer.reset_state(case.batch)

        def step(t: Any, current: Any) -> Any:
            with brainstate.environ.context(t=t * case.dt * u.ms):
                spikes = layer.update(current * u.mV / u.ms)
            return spikes, layer.V.value / u.mV, layer.u.value / (u.mV / u.ms)

        with brainstate.environ.context(dt=case.dt * u.ms):
            spikes, V, w = brainstate.transform.for_loop(step, np.arange(len(x)) * 1.0, x)
        total = (spikes * case.by_spikes).sum() + (V * case.by_voltage).sum()
        return u.get_magnitude(total), (spikes, V, w)

    states = layer.states()
    back = brainstate.transform.grad(loss, states, argnums=0, has_aux=True)
    (_, gradient), (spikes, V, w) = brainstate.transform.jit(back)(jax.numpy.asarray(case.x))
    return case.summary(*map(u.get_magnitude, (spikes, V, w, gradient)))


def brainpy_arguments(name: str, arguments: dict[str, float]) -> dict[str, float]:
    """Return the arguments of a surrogate by BrainPy's names."""
    renamed = {"gaussian": {"width": "sigma"}}.get(name, {})
    return {renamed.get(key, key): value for key, value in arguments.items()}


def main(first: str, last: str, file: str) -> None:
    """Run the cases, and write them."""
    jax.config.update("jax_enable_x64", True)
    brainstate.environ.set(precision=64)
    versions = {package: version(package) for package in PACKAGES}
    found = {str(n): result(case_of(n)) for n in range(int(first), int(last))}
    written = {"source": "BrainPy, run by tests/learning/peer_brainpy.py", "versions": versions}
    Path(file).write_text(json.dumps({**written, "cases": found}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Models whose spikes are smooth about the spikes of a base run, written anew and plainly.

A spike is s0 + S(x) - S(x0): on the base trajectory what it is, beside it with the slope of the
smooth step S. Which branch a reset takes, refractory steps, and what is detached stay as they
were on the base trajectory. Finite differences of this model are what backpropagation computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from izhikevich.learning import Dense, Model, Neurons
from izhikevich.learning.dense import Synaptic


@dataclass
class Base:
    """Voltages and spikes of the base run of a layer of neurons."""

    V: np.ndarray
    spikes: np.ndarray


def bases(model: Model, x: np.ndarray) -> list[Base | None]:
    """Run a model and keep what its layers of neurons did."""
    model.forward(x)
    return [
        Base(layer.last.V.copy(), layer.last.spikes.copy()) if isinstance(layer, Neurons) else None
        for layer in model.layers
    ]


def forward(
    model: Model, x: np.ndarray, base: list[Base | None], weights: dict[str, np.ndarray]
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the output of the smoothed model with other weights, and spikes of all neurons."""
    spikes = []
    for k, (layer, own) in enumerate(zip(model.layers, base, strict=True)):
        named = {n.split("/")[1]: w for n, w in weights.items() if n.startswith(f"{k}/")}
        if isinstance(layer, Synaptic):
            x = currents(layer, x, model.dt, named)
        else:
            assert isinstance(layer, Neurons)
            assert own is not None
            x = neurons(layer, x, model.dt, own, named)
            spikes.append(x)
    return x, spikes


def currents(layer: Any, x: np.ndarray, dt: float, weights: dict[str, np.ndarray]) -> np.ndarray:
    """Weigh and filter."""
    y = np.zeros((*x.shape[:2], layer.out_size))
    state = np.zeros(y.shape[1:])
    for t in range(len(x)):
        own = x[t] @ weights["weights"] if isinstance(layer, Dense) else x[t] * weights["weights"]
        state = own if layer.tau is None else exp(-dt / layer.tau) * state + own
        y[t] = state + weights.get("bias", 0.0)
    return y


def neurons(
    layer: Neurons, x: np.ndarray, dt: float, base: Base, weights: dict[str, np.ndarray]
) -> np.ndarray:
    """Step the smoothed neurons; see the table in `izhikevich.learning.resets`."""
    smooth, own = layer.surrogate.smooth, layer.cell
    V, u = layer.start(x.shape[1])
    s0 = s = (layer.V_th <= V).astype(float)
    keep = np.exp(-layer.a * dt)
    recurrent = weights.get("recurrent")
    tau = getattr(layer, "tau", None)
    trace = np.zeros(V.shape)
    since = np.full(V.shape, 1e9)
    spikes = np.empty(x.shape)
    for t in range(len(x)):
        above = layer.V_th - layer.c
        if layer.reset == "soft":
            Vr = np.where(s0 > 0, layer.V_th, V) - s * above
        elif layer.reset == "subtract":
            Vr = V - s * layer.V_th
        else:
            Vr = np.where(s0 > 0, layer.c, V)
        ur = u + layer.d * (s0 if layer.reset == "hard" else s)
        current = x[t]
        if recurrent is not None:
            trace = s @ recurrent + (0.0 if tau is None else exp(-dt / tau)) * trace
            current = current + trace
        slope = (2.0 * own.k2 * Vr + own.k1) / own.C + 1e-300  # nowhere 0
        f = own.dv(Vr, ur, current)
        grown = Vr + np.expm1(dt * slope) / slope * f
        since = np.where(s0 > 0, 0.0, since + dt)
        # A step is refractory if it is less than tau_ref after the step of the spike.
        resting = since + dt < layer.tau_ref - 1e-9
        V = np.where(resting, Vr, grown)
        u = np.where(resting, ur, keep * ur + (1.0 - keep) * layer.b * (V - own.drive.origin))
        s0 = base.spikes[t]
        s = (
            s0
            + smooth((V - layer.V_th) / layer.scale)
            - smooth((base.V[t] - layer.V_th) / layer.scale)
        )
        spikes[t] = s
    return spikes

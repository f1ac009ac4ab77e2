"""Run a network with BrainPy's event-driven operators; a program of BrainPy's own environment.

The loop is compiled by JAX before the clock starts, and may use all cores. Neurons are stepped as
ours are, for BrainPy's own integrate otherwise and do more work; noise is from JAX's usual
generator.

``peer_brainpy.py NETWORK.npz PRECISION``; the last line printed is the result as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import Any

import brainevent  # type: ignore[import-not-found,unused-ignore]
import jax
import jax.numpy as jnp
import numpy as np

RUNS = 3


def main(file: str, precision: str) -> None:
    """Compile, run some times, print."""
    jax.config.update("jax_enable_x64", precision == "float64")
    given = np.load(file)
    real = np.dtype(precision)
    names = ("v", "u", "a", "b", "c", "d", "offset", "noise")
    v0, u0, a, b, c, d, offset, noise = (jnp.asarray(given[name], real) for name in names)
    n, noisy, receptors = v0.size, bool(given["noise"].any()), given["decay"].size
    reversal, decay = (given[name].astype(real) for name in ("reversal", "decay"))
    key = jax.random.key(1)
    synapses = []
    for of in [f"_{k}" for k in range(receptors)] or [""]:
        if given[f"targets{of}"].size:
            weights, starts = given[f"weights{of}"].astype(real), given[f"starts{of}"]
            arrays = (weights, given[f"targets{of}"], starts.astype(np.int32))
            synapses.append(brainevent.CSR(tuple(map(jnp.asarray, arrays)), shape=(n, n)))

    def slope(v: Any, u: Any, current: Any) -> Any:
        return 0.04 * v * v + 5.0 * v + 140.0 - u + current

    # The synapses are an argument: as constants JAX would try to fold them.
    def whole(v: Any, u: Any, synapses: Any) -> Any:
        def step(state: Any, k: Any) -> Any:
            v, u, g, fired = state
            current = offset
            if noisy:
                current += noise * jax.random.normal(jax.random.fold_in(key, k), (n,), real)
            arriving = [brainevent.BinaryArray(fired) @ one for one in synapses]
            if receptors:
                g = [old + more for old, more in zip(g, arriving, strict=True)]
                current += sum(one * (e - v) for one, e in zip(g, reversal, strict=True))
                g = [one * factor for one, factor in zip(g, decay, strict=True)]
            elif arriving:
                current += arriving[0]
            v += 0.5 * slope(v, u, current)
            v += 0.5 * slope(v, u, current)
            u += a * (b * v - u)
            fired = v >= 30.0
            return (jnp.where(fired, c, v), jnp.where(fired, u + d, u), g, fired), fired

        g = [jnp.zeros(n, real) for _ in range(receptors)]
        steps = jnp.arange(int(given["milliseconds"]))
        return jax.lax.scan(step, (v, u, g, jnp.zeros(n, bool)), steps)[1]

    run = jax.jit(whole)
    fired = run(v0, u0, synapses).block_until_ready()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run(v0, u0, synapses).block_until_ready()
        times.append(time.perf_counter() - begun)
    name = f"BrainPy {version('brainpy')}"
    print(json.dumps({"name": name, "times": times, "fired": fired.sum(axis=0).tolist()}))


if __name__ == "__main__":
    main(*sys.argv[1:])

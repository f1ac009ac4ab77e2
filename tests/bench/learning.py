"""Time an epoch of the digits, ours and BrainPy's where it is installed.

``python -m tests.bench.learning``; ``pip install brainpy`` in that environment for the ratio.

Both have the same data, sizes, neurons, surrogate, reset, batches and precision, and run forward
and backward with a change of the weights by Adam; the loss of the first batch is printed for both,
as it must agree. BrainPy's step is compiled once by JAX, before the clock starts.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from izhikevich.learning import TASKS, ReluGrad, Trainer
from izhikevich.learning.filters import decay
from izhikevich.learning.model import time_first

EPOCHS = 5
SURROGATE = ReluGrad(width=3.0)


def ours() -> Trainer:
    """The task, with what BrainPy can do: its reset, and V_th as the surrogate's scale."""
    return TASKS["digits"].trainer(reset="brainpy", surrogate=SURROGATE, scale=30.0)


def first_loss(trainer: Trainer) -> float:
    """Loss of the first samples with the initial weights."""
    count = trainer.batch_size
    output = trainer.model.forward(time_first(trainer.data.inputs[:count]))
    return trainer.loss.both(output, np.asarray(trainer.data.targets)[:count], trainer.model.dt)[0]


def our_times() -> list[float]:
    """Seconds of each epoch, without the test after it."""
    trainer = ours()
    trainer.test = None
    times = []
    for _ in range(EPOCHS):
        begun = time.perf_counter()
        trainer.fit(1)
        times.append(time.perf_counter() - begun)
    return times


def brainpy_epochs(trainer: Trainer) -> tuple[Callable[[int], float], float]:
    """Return what runs one of BrainPy's epochs and gives its seconds, and its first loss."""
    import brainpy  # type: ignore[import-not-found,unused-ignore]
    import brainstate  # type: ignore[import-not-found,unused-ignore]
    import braintools  # type: ignore[import-not-found,unused-ignore]
    import brainunit as u  # type: ignore[import-not-found,unused-ignore]
    import jax
    import jax.numpy as jnp
    import optax  # type: ignore[import-not-found,unused-ignore]

    jax.config.update("jax_enable_x64", True)
    brainstate.environ.set(precision=64)
    model, dt = trainer.model, trainer.model.dt
    weights = {name: jnp.asarray(array) for name, array in model.weights.items()}
    layer = model.neurons[0]
    fade = [decay(model.layers[k].tau, dt) for k in (0, 2)]  # type: ignore[attr-defined]

    def loss(w: dict[str, Any], x: Any, target: Any) -> Any:
        neurons = brainpy.state.Izhikevich(
            layer.in_size,
            V_initializer=braintools.init.Constant(-70.0 * u.mV),
            u_initializer=braintools.init.Constant(-14.0 * u.mV / u.ms),
            spk_fun=braintools.surrogate.ReluGrad(alpha=SURROGATE.alpha, width=SURROGATE.width),
        )
        neurons.init_state(x.shape[1])
        current = brainstate.ShortTermState(jnp.zeros((x.shape[1], layer.in_size)))
        voltage = brainstate.ShortTermState(jnp.zeros((x.shape[1], model.out_size)))

        def step(now: Any) -> Any:
            current.value = fade[0] * current.value + now @ w["0/weights"]
            spikes = neurons.update(current.value * u.mV / u.ms)
            voltage.value = fade[1] * voltage.value + spikes @ w["2/weights"]
            return voltage.value + w["2/bias"]

        with brainstate.environ.context(dt=dt * u.ms):
            read = brainstate.transform.for_loop(step, x).mean(axis=0)
        return optax.softmax_cross_entropy_with_integer_labels(read, target).mean()

    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(trainer.optimiser.rate))

    def changed(w: Any, memory: Any, x: Any, target: Any) -> Any:
        value, gradients = jax.value_and_grad(loss)(w, x, target)
        updates, memory = rule.update(gradients, memory)
        return optax.apply_updates(w, updates), memory, value

    inputs, targets = trainer.data.inputs, jnp.asarray(np.asarray(trainer.data.targets))
    size = trainer.batch_size

    def batch(chosen: Any) -> tuple[Any, Any]:
        return jnp.asarray(time_first(inputs[chosen])), targets[chosen]

    state = [weights, rule.init(weights)]
    change = jax.jit(changed)
    _, _, first = change(*state, *batch(np.arange(size)))
    # The last batch is smaller, and has to be compiled as well.
    change(*state, *batch(np.arange(len(inputs) % size or size)))

    def epoch(number: int) -> float:
        begun = time.perf_counter()
        order = trainer.order(number)
        for start in range(0, len(order), size):
            *state[:], value = change(*state, *batch(order[start : start + size]))
        value.block_until_ready()
        return time.perf_counter() - begun

    return epoch, float(first)


def main() -> int:
    """Print the times; the exit status."""
    trainer = ours()
    own = our_times()
    report: dict[str, Any] = {
        "conditions": {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2)},
        "epoch, ours (s)": round(statistics.median(own), 3),
        "first loss, ours": first_loss(trainer),
    }
    if importlib.util.find_spec("brainpy") is None:
        print("BrainPy is not installed here: no ratio.", file=sys.stderr)
    else:
        epoch, first = brainpy_epochs(trainer)
        theirs = statistics.median(epoch(number) for number in range(EPOCHS))
        report |= {
            "epoch, BrainPy (s)": round(theirs, 3),
            "first loss, BrainPy": first,
            "ours / BrainPy": round(statistics.median(own) / theirs, 2),
        }
    print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())

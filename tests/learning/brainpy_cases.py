"""Random layers and inputs, the same here and in BrainPy: all follow from a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from izhikevich.random import uniform

SIZES: tuple[int | tuple[int, ...], ...] = (1, 3, (2, 2), 4, (1, 3))
BATCHES = (None, 1, 3)
#: Surrogates by name in `SURROGATES`, with arguments that BrainPy's have as well.
SURROGATES: tuple[tuple[str, dict[str, float]], ...] = (
    ("relu", {"alpha": 0.3, "width": 1.0}),
    ("relu", {"alpha": 0.4, "width": 3.0}),
    ("gaussian", {"alpha": 1.0, "width": 2.0}),
    ("sigmoid", {"alpha": 4.0}),
    ("arctan", {"alpha": 2.0}),
)
#: Ranges of the parameters, in their units: ms, mV and combinations of them.
RANGES = {
    "a": (0.02, 0.1),
    "b": (0.15, 0.27),
    "c": (-68.0, -50.0),
    "d": (0.5, 8.0),
    "V_th": (20.0, 40.0),
    "V": (-75.0, -55.0),
    "u": (-16.0, 0.0),
}


@dataclass(frozen=True)
class Case:
    """A layer, its start, its input, and a loss: sum of by_spikes * spikes + by_voltage * V."""

    number: int
    neuron: str
    spk_reset: str
    in_size: int | tuple[int, ...]
    batch: int | None
    dt: float
    values: dict[str, Any]
    surrogate: tuple[str, dict[str, float]]
    x: np.ndarray
    by_spikes: np.ndarray
    by_voltage: np.ndarray

    @property
    def shape(self) -> tuple[int, ...]:
        return self.x.shape[1:]

    def summary(self, spikes: Any, V: Any, u: Any, gradient: Any) -> dict[str, Any]:
        """Return what is compared: spikes, some states, and the gradient summed over ten steps."""
        by_tens = np.asarray(gradient).reshape(-1, 10, *self.shape).sum(axis=1)
        return {
            "spikes": np.argwhere(np.asarray(spikes) > 0.5).tolist(),
            "V": _short(np.asarray(V)[9::30]),
            "u": _short(np.asarray(u)[9::30]),
            "gradient": _short(by_tens),
        }


def case_of(number: int) -> Case:
    """Return a case.

    The reset V - V_th, "documented", needs a small dt. It multiplies what differs by about two in
    each spike, so that runs are short, and begin near the threshold.
    """
    reset = ("hard", "soft", "hard", "documented")[number % 4]
    in_size = SIZES[number % 5]
    batch = BATCHES[number % 3]
    own = in_size if isinstance(in_size, tuple) else (in_size,)
    shape = own if batch is None else (batch, *own)
    stream = iter(range(100))

    def drawn(low: float, high: float, shape: tuple[int, ...] = ()) -> Any:
        count = int(np.prod(shape))
        found = low + (high - low) * uniform(number, next(stream), 0, max(count, 1))
        return found.reshape(shape) if shape else float(found[0])

    ranges = {**RANGES, "V": (0.0, 20.0)} if reset == "documented" else RANGES
    values = {name: drawn(*ranges[name], own if drawn(0, 1) < 0.5 else ()) for name in ranges}
    ref = reset != "documented" and drawn(0, 1) < 0.5
    if ref:
        values["tau_ref"] = drawn(0.3, 6.0, own if drawn(0, 1) < 0.5 else ())
    dt = 0.02 if reset == "documented" else (0.1, 0.25, 0.5)[int(drawn(0, 3))]
    steps = {0.02: 150, 0.1: 300}.get(dt, 120)
    return Case(
        number=number,
        neuron="IzhikevichRef" if ref else "Izhikevich",
        spk_reset=reset,
        in_size=in_size,
        batch=batch,
        dt=dt,
        values=values,
        surrogate=SURROGATES[int(drawn(0, len(SURROGATES)))],
        x=drawn(5.0, 35.0, shape) + drawn(-5.0, 5.0, (steps, *shape)),
        by_spikes=drawn(-1.0, 1.0, (steps, *shape)),
        by_voltage=drawn(-0.02, 0.02, (steps, *shape)),
    )


def _short(array: np.ndarray) -> list[float]:
    """Return the numbers of an array, with as many digits as are compared, and two more."""
    return [float(f"{value:.9g}") for value in array.reshape(-1).tolist()]

"""Counter-based random numbers: (seed, stream, step, index) -> uniform, normal or Poisson.

There is no generator state: each number is a function of its four coordinates, so that draws can be
made in any order, in parts, in parallel or again. `seed` identifies the whole experiment, `stream`
one use of randomness in it (so that two uses never share numbers), `step` the time step and `index`
the neuron, synapse or sample.

Only integer operations and + - * / sqrt on doubles in a fixed order are used, without a library's
log or sin and without fused multiply-add. The same numbers come out bit for bit in numpy on any
machine, and in C or WebAssembly that follows the same order.
"""

from izhikevich.random.counter import (
    Index,
    key,
    uniform,
    uniform_of_steps,
    words,
    words_of_steps,
)
from izhikevich.random.functions import exponential, logarithm, sine_of_turns
from izhikevich.random.laws import MEAN_LIMIT, normal, normal_of_steps, poisson, poisson_of_steps
from izhikevich.random.single import normal_single_of_steps

__all__ = [
    "MEAN_LIMIT",
    "Index",
    "exponential",
    "key",
    "logarithm",
    "normal",
    "normal_of_steps",
    "normal_single_of_steps",
    "poisson",
    "poisson_of_steps",
    "sine_of_turns",
    "uniform",
    "uniform_of_steps",
    "words",
    "words_of_steps",
]

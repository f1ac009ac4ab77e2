"""Conductance expressions as programs of the compiled engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.expression_text import above_zero, below_zero, clipped, whole_power

#: The operations in the order of the enumeration in engine.c.
PUSH_G, PUSH_NUMBER, PUSH_V, PUSH_U = range(4)
OPERATIONS = {
    np.add: 4,
    np.subtract: 5,
    np.multiply: 6,
    np.true_divide: 7,
    np.maximum: 8,
    np.minimum: 9,
    np.negative: 10,
    np.fabs: 11,
    np.sqrt: 12,
    clipped: 14,
}
POWER = 13
#: Functions that are an operation with 0.
_WITH_ZERO = {above_zero: np.maximum, below_zero: np.minimum}
#: Maximum depth of the engine's stack.
DEEPEST = 100


@dataclass(frozen=True, eq=False)
class Program:
    """The engine's program for a conductance.

    Parameters
    ----------
    code : array, shape (2 n,)
        Pairs of operation and argument.
    numbers : array
        Constants.
    depth : int
        Most values on its stack at any time.
    """

    code: IndexArray
    numbers: FloatArray
    depth: int


def compiled(conductance: Conductance, targets: tuple[str, ...]) -> Program | None:
    """Translate an expression; None if it needs a function that the engine does not have.

    Parameters
    ----------
    conductance : Conductance
    targets : tuple of str
        Names of the network's targets, in the order of their numbers.
    """
    code: list[tuple[int, int]] = []
    numbers: list[float] = []
    depth = deepest = 0
    for call, arity, name, number in conductance.program:
        if call is None:
            depth += 1
            deepest = max(deepest, depth)
            if name is None:
                code.append((PUSH_NUMBER, len(numbers)))
                numbers.append(number)
            elif name in ("v", "u"):
                code.append((PUSH_V if name == "v" else PUSH_U, 0))
            else:
                code.append((PUSH_G, targets.index(name[2:])))
            continue
        depth -= arity - 1
        if call in _WITH_ZERO:
            code.append((PUSH_NUMBER, len(numbers)))
            numbers.append(0.0)
            deepest = max(deepest, depth + 1)
            call = _WITH_ZERO[call]
        if call is np.positive:
            continue
        if isinstance(call, partial) and call.func is whole_power:
            code.append((POWER, call.args[0]))
        elif call in OPERATIONS:
            code.append((OPERATIONS[call], 0))
        else:
            return None
    if deepest > DEEPEST:
        return None
    return Program(np.array(code, np.int64).ravel(), np.array(numbers), deepest)

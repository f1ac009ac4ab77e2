"""Conductance expressions as programs of the compiled engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.expression_text import above_zero, below_zero, clipped
from izhikevich.random import elementary

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
    elementary.exp: 15,
    elementary.log: 16,
    elementary.log2: 17,
    elementary.log10: 18,
    elementary.sin: 19,
    elementary.cos: 20,
    elementary.tan: 21,
    elementary.tanh: 22,
}
POWER, REAL_POWER, PUSH_UNSCALED, DRIVE, ADD_DRIVE, PUSH_BLOCK = 13, 23, 24, 25, 26, 27
#: A number minus v.
_DRIVING = [PUSH_NUMBER, PUSH_V, OPERATIONS[np.subtract]]
#: a / (b + exp(c * v)) of three numbers, as `magnesium_block` has it.
_BLOCK = [
    *(PUSH_NUMBER, PUSH_NUMBER, PUSH_NUMBER, PUSH_V),
    *(OPERATIONS[call] for call in (np.multiply, elementary.exp, np.add, np.true_divide)),
]
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


def compiled(
    conductance: Conductance, targets: tuple[str, ...], decaying: frozenset[str]
) -> Program | None:
    """Translate an expression; None if it needs a deeper stack than the engine has.

    Parameters
    ----------
    conductance : Conductance
    targets : tuple of str
        Names of the network's targets, in the order of their numbers.
    decaying : frozenset of str
        Those whose g is no charge, as for `Block`.
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
                push = PUSH_UNSCALED if name[2:] in decaying else PUSH_G
                code.append((push, targets.index(name[2:])))
            continue
        depth -= arity - 1
        if call in _WITH_ZERO:
            code.append((PUSH_NUMBER, len(numbers)))
            numbers.append(0.0)
            deepest = max(deepest, depth + 1)
            call = _WITH_ZERO[call]
        if call is np.positive:
            continue
        if not isinstance(call, partial):
            code.append((OPERATIONS[call], 0))
        elif call.func is elementary.whole_power:
            code.append((POWER, call.args[0]))
        else:
            code.append((REAL_POWER, len(numbers)))
            numbers += [call.args[0], *elementary.power_parts(call.args[0])]
    if deepest > DEEPEST:
        return None
    return Program(np.array(_fused(code), np.int64).ravel(), np.array(numbers), deepest)


def _fused(code: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a program in which g (E - v), its addition, and a block by v are one step each."""
    found: list[tuple[int, int]] = []
    multiply, add = (OPERATIONS[np.multiply], 0), (OPERATIONS[np.add], 0)
    for step in code:
        found.append(step)
        if step == multiply and [op for op, _ in found[-4:-1]] == _DRIVING:
            found[-4:] = [(DRIVE, found[-4][1])]
        elif step == add and found[-2][0] == DRIVE:
            found[-2:] = [(ADD_DRIVE, found[-2][1])]
        elif [op for op, _ in found[-len(_BLOCK) :]] == _BLOCK:
            found[-len(_BLOCK) :] = [(PUSH_BLOCK, found[-len(_BLOCK)][1])]
    return found

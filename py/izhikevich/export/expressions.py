"""Expressions of this package, such as ``x**2`` or ``g_exc - g_inh``, as numpy source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from izhikevich.network.synapses.expression_text import (
    Step,
    above_zero,
    below_zero,
    clipped,
)
from izhikevich.random.elementary import whole_power

#: How functions of an expression are written; others are numpy's and have the same names there.
_OPERATIONS: Mapping[Any, str] = {
    np.add: "({} + {})",
    np.subtract: "({} - {})",
    np.multiply: "({} * {})",
    np.true_divide: "({} / {})",
    np.negative: "(-{})",
    np.positive: "{}",
    above_zero: "np.maximum({}, 0.0)",
    below_zero: "np.minimum({}, 0.0)",
    clipped: "np.minimum(np.maximum({}, {}), {})",
}


def expression_source(
    program: Iterable[Step], name: Callable[[str], str], power: Callable[[str, int], str]
) -> str:
    """Return the source of an expression, in brackets if it is an operation.

    Parameters
    ----------
    program : iterable of Step
    name : callable
        Returns the source of a name.
    power : callable
        Returns the source of a whole power of a source, other than 0 to 2.
    """
    stack: list[str] = []
    for call, arity, variable, number in program:
        if call is None:
            stack.append(repr(number) if variable is None else name(variable))
            continue
        given = stack[-arity:]
        del stack[-arity:]
        stack.append(_operation(call, given, power))
    return stack[0]


def _operation(call: Any, given: Sequence[str], power: Callable[[str, int], str]) -> str:
    if not isinstance(call, partial):
        form = _OPERATIONS.get(call)
        return form.format(*given) if form else f"np.{call.__name__}({', '.join(given)})"
    (exponent,), (x,) = call.args, given
    if call.func is not whole_power:
        return f"np.power({x}, {exponent!r})"
    if exponent == 0:
        return f"np.ones_like({x})"
    return f"({x}**2)" if exponent == 2 else power(x, exponent)

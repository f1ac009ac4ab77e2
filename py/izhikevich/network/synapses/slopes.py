"""The slope of a conductance expression: how its current changes with v.

Each operation of a program gives, besides its value, the derivative of that with respect to v. Both
are computed in the order in which the engine has them (`binary_slope` and `unary_slope` in
native/network.inc.c).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.network.synapses.expression_text import Step, above_zero, below_zero, clipped
from izhikevich.random import elementary
from izhikevich.random.elementary import whole_power
from izhikevich.random.functions import LOG2_E

_LOG10_E = 0.4342944819032518

#: The derivative of a function, by its argument, its value and the derivative of its argument.
SLOPES: dict[Callable[..., Any], Callable[[Any, Any, Any], Any]] = {
    np.negative: lambda x, z, dx: -dx,
    np.fabs: lambda x, z, dx: np.where(x < 0.0, -dx, dx),
    np.sqrt: lambda x, z, dx: dx / (z + z),
    elementary.exp: lambda x, z, dx: z * dx,
    elementary.log: lambda x, z, dx: dx / x,
    elementary.log2: lambda x, z, dx: dx / x * LOG2_E,
    elementary.log10: lambda x, z, dx: dx / x * _LOG10_E,
    elementary.sin: lambda x, z, dx: elementary.cos(x) * dx,
    elementary.cos: lambda x, z, dx: -(elementary.sin(x) * dx),
    elementary.tan: lambda x, z, dx: (z * z + 1.0) * dx,
    elementary.tanh: lambda x, z, dx: (1.0 - z * z) * dx,
    np.positive: lambda x, z, dx: dx,
}


def evaluate_with_slope(
    program: Iterable[Step], value: Callable[[str], Any], like: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Compute a program and its derivative with respect to v.

    Parameters
    ----------
    program : iterable of Step
    value : callable
        Returns the array of a name.
    like : array
        What the results are like.

    Returns
    -------
    current, slope : arrays
        The slope is 0 where it is not finite.
    """
    real = like.dtype.type
    stack: list[tuple[Any, Any]] = []  # values with their derivatives; None for 0
    with np.errstate(all="ignore"):
        for call, arity, name, number in program:
            if call is not None:
                arguments = stack[-arity:]
                del stack[-arity:]
                stack.append(_applied(call, arguments))
            elif name is None:
                stack.append((number, None))
            else:
                given = np.asarray(value(name), dtype=real)
                stack.append((given, np.ones_like(like) if name == "v" else None))
        current, slope = stack.pop()
        if slope is None:
            slope = np.zeros_like(like)
        finite = np.isfinite(slope)
    shape = like.shape
    return (
        np.array(np.broadcast_to(np.asarray(current, real), shape)),
        np.where(finite, slope, real(0.0)),
    )


def _applied(call: Callable[..., Any], arguments: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    """Apply an operation to values and their derivatives."""
    values = [value for value, _ in arguments]
    slopes = [slope for _, slope in arguments]
    if call is clipped:
        above = _applied(np.maximum, arguments[:2])
        return _applied(np.minimum, [above, arguments[2]])
    found = call(*values)
    if all(slope is None for slope in slopes):
        return found, None
    if len(values) == 2:
        return found, _of_two(call, values[0], values[1], found, slopes[0], slopes[1])
    (x,), (dx,) = values, slopes
    if call is above_zero or call is below_zero:
        picked = x >= 0.0 if call is above_zero else x <= 0.0
        return found, np.where(picked | (x != x), dx, x.dtype.type(0.0))
    if isinstance(call, partial):
        exponent = call.args[0]
        if call.func is whole_power:
            return found, exponent * whole_power(exponent - 1, x) * dx
        return found, exponent * (found / x) * dx
    return found, SLOPES[call](x, found, dx)


def _of_two(call: Callable[..., Any], x: Any, y: Any, z: Any, dx: Any, dy: Any) -> Any:
    """Return the derivative of an operation on two values, of which at least one has one."""
    if call is np.add:
        return dx if dy is None else dy if dx is None else dx + dy
    if call is np.subtract:
        return dx if dy is None else -dy if dx is None else dx - dy
    if call is np.multiply:
        return x * dy if dx is None else dx * y if dy is None else dx * y + x * dy
    if call is np.true_divide:
        return (-(z * dy) if dx is None else dx if dy is None else dx - z * dy) / y
    picked = (x >= y if call is np.maximum else x <= y) | (x != x)
    zero = z.dtype.type(0.0)
    return np.where(picked, zero if dx is None else dx, zero if dy is None else dy)

"""The function computed by a connection: an expression in x, or any callable."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.synapses.expression_text import Compiler, Language, Step, evaluate
from izhikevich.table import Table

#: Named functions, and how they are written.
FUNCTIONS: Table[str] = Table(
    "function",
    {
        "x": "x",
        "x²": "x**2",
        "|x|": "abs(x)",
        "sin πx": "sin(pi*x)",
        "x₀·x₁": "x0*x1",
    },
)

_COMPONENT = re.compile(r"x(\d+)", re.ASCII)
_LANGUAGE = Language("function", "x**2", "x, x0, x1, …", re.compile(r"x\d{0,2}", re.ASCII))
_INDEX = re.compile(r"\bx\[\s*(\d+)\s*\]", re.ASCII)


@dataclass(frozen=True)
class Function:
    """A function of a point as a text: ``x**2``, ``sin(pi*x)``, ``x0*x1``, ``x1, -x0``.

    ``x`` is the point, component by component; ``x0``, ``x1`` (or ``x[0]``, ``x[1]``) are
    individual components. Parts between commas are stacked. Numbers, ``pi``, ``+ - * /``, ``**``
    (or ``^``) with a constant exponent, and the functions of `izhikevich.network.Conductance` may
    be used, as well as the names in `FUNCTIONS`. The text is never executed.

    Parameters
    ----------
    text : str

    Attributes
    ----------
    programs : tuple of tuples of Step
        The parts between commas, as `evaluate` computes them.

    Raises
    ------
    ParameterError
        If it is not such a text.
    """

    text: str
    programs: tuple[tuple[Step, ...], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Read the text."""
        written = self.text
        if isinstance(written, str):
            written = FUNCTIONS.get(written.strip(), written).replace("^", "**")
            # Padded, so that columns in messages match the text.
            written = _INDEX.sub(lambda m: f"x{m[1]}".ljust(len(m[0])), written)
        parts = _parts(written) if isinstance(written, str) else [written]
        programs = tuple(tuple(Compiler(part, _LANGUAGE).program) for part in parts)
        object.__setattr__(self, "programs", programs)

    @property
    def size_in(self) -> int:
        """Minimum number of dimensions of the point."""
        names = [step.name for program in self.programs for step in program if step.name]
        found = [_COMPONENT.fullmatch(name) for name in names]
        return max([1, *(int(match[1]) + 1 for match in found if match)])

    def __call__(self, points: FloatArray) -> FloatArray:
        """Evaluate the function at some points: shape (m, dimensions) in, (m, results) out.

        Outside the domain of an operation the result is nan or infinite, without a warning.

        Raises
        ------
        ParameterError
            If the points have fewer components than the text names.
        """
        if points.shape[1] < self.size_in:
            raise ParameterError(
                "function",
                self.text,
                msg("there are only {dimensions} dimensions here", dimensions=points.shape[1]),
            )

        def value(name: str) -> FloatArray:
            match = _COMPONENT.fullmatch(name)
            if match is None:
                return points
            column: FloatArray = points[:, int(match[1])][:, None]
            return column

        found = [np.atleast_2d(evaluate(program, value)) for program in self.programs]
        columns = [np.broadcast_to(part, (len(points), part.shape[1])) for part in found]
        return np.concatenate(columns, axis=1)


@dataclass(frozen=True)
class PointFunction:
    """A callable that takes one point, shape (d,), and returns a number or an array."""

    call: Callable[[FloatArray], Any]

    def __call__(self, points: FloatArray) -> FloatArray:
        """Evaluate the function at some points: shape (m, d) in, (m, results) out."""
        try:
            rows = [np.atleast_1d(np.asarray(self.call(p), dtype=np.float64)) for p in points]
            found = np.stack(rows)
        except (TypeError, ValueError) as reason:
            allowed = msg(
                "must return a number, or equally many for each point ({reason})",
                reason=str(reason),
            )
            raise ParameterError("function", self.call, allowed) from reason
        return found.reshape(len(points), -1)


Computed: TypeAlias = Function | PointFunction


def as_function(value: object) -> Computed | None:
    """Return `value` as a function; None represents the point itself.

    Parameters
    ----------
    value : None, str, Function or callable

    Raises
    ------
    ParameterError
        If it is none of these, or the text cannot be read.
    """
    if value is None or isinstance(value, (Function, PointFunction)):
        return value
    if isinstance(value, str):
        return Function(value)
    if callable(value):
        return PointFunction(value)
    raise ParameterError("function", value, "must be a text, a callable, or None")


def _parts(text: str) -> list[str]:
    """Split at commas outside brackets; text before a part is replaced with spaces."""
    parts, depth, begin = [], 0, 0
    for place, character in enumerate(text + ","):
        depth += (character == "(") - (character == ")")
        if character == "," and (depth <= 0 or place == len(text)):
            parts.append(" " * begin + text[begin:place])
            begin = place + 1
    return parts

"""Nodes: signals from outside, and functions of signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, choices
from izhikevich.messages import Number, msg
from izhikevich.nef.description import Description
from izhikevich.neuron.stimuli.stimulus import Stimulus, as_stimulus
from izhikevich.units import integer

#: Maximum number of dimensions of a node or an ensemble.
MAX_DIMENSIONS = 16


#: Units of the time that a function of a node takes, and how many of them a millisecond is.
_TIME_UNITS = {"ms": 1.0, "s": 0.001}


@dataclass(eq=False)
class Node(Description):
    """A signal from outside, or a function of the signals that it receives.

    Parameters
    ----------
    output : Stimulus, str, number, a sequence of these, callable, or None
        Signal of each dimension: a stimulus or its text, or a number. A callable takes the time,
        in the unit `time_unit`, and returns a number, or one for each dimension. With `size_in`
        it takes the time and the input, shape (size_in,), is called once in each step, in order,
        and may keep a state of its own; None then passes the input on.
    dimensions : int, optional
        Number of dimensions of what a callable returns; by default it is called at time 0, with
        an input of zeros, to find out.
    size_in : int
        Number of dimensions of the input, which is the sum of all connections to the node.
    time_unit : {"ms", "s"}
        Unit of the time that a callable takes. Times are in ms everywhere else; Nengo has "s".
    name : str

    Raises
    ------
    ParameterError
        If the output is none of these, or has no dimensions or more than 16.
    """

    output: Any
    dimensions: int = 0
    size_in: int = field(default=0, kw_only=True)
    time_unit: Literal["ms", "s"] = field(default="ms", kw_only=True)
    name: str = ""
    _parts: tuple[Stimulus, ...] | Callable[..., Any] = field(init=False, repr=False)

    def _check(self) -> None:
        output, size = self.output, integer(self.size_in, "size_in", low=0, high=MAX_DIMENSIONS)
        self._set("size_in", size)
        if self.time_unit not in _TIME_UNITS:
            raise ParameterError("time_unit", self.time_unit, choices(_TIME_UNITS))
        if size and (output is None or (callable(output) and not isinstance(output, Stimulus))):
            call = _unchanged if output is None else output
            self._set("_parts", call)
            found = size if output is None else self.dimensions
            found = found or np.size(call(0.0, np.zeros(size)))
        elif size:
            raise ParameterError(
                "output", output, "with size_in, must be a function of time and input, or None"
            )
        elif callable(output) and not isinstance(output, Stimulus):
            self._set("_parts", output)
            found = self.dimensions or np.size(output(0.0))
        else:
            many = isinstance(output, (list, tuple, np.ndarray)) and np.ndim(output) > 0
            parts = tuple(as_stimulus(part) for part in (output if many else [output]))
            self._set("_parts", parts)
            found = len(parts)
        if self.dimensions not in (0, found):
            raise ParameterError(
                "dimensions", self.dimensions, msg("the output has {found}", found=found)
            )
        self._set("dimensions", integer(found, "dimensions", low=1, high=MAX_DIMENSIONS))

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the signal at the times `t` (ms), shape (n, dimensions).

        Raises
        ------
        ParameterError
            If a function returns something else than finite numbers, or the node has an input.
        """
        if self.size_in:
            raise ParameterError("size_in", self.size_in, "there is no signal without the input")
        if isinstance(self._parts, tuple):
            return np.stack([part.sample(t) for part in self._parts], axis=1)
        rows = [self._row(time, self._parts(self._scaled(time))) for time in t.tolist()]
        return np.array(rows).reshape(t.size, self.dimensions)

    def compute(self, time: float, x: FloatArray) -> FloatArray:
        """Return the output at a time (ms) for an input: shape (size_in,) in, (dimensions,) out.

        Raises
        ------
        ParameterError
            If it is something else than finite numbers.
        """
        assert callable(self._parts)
        return self._row(time, self._parts(self._scaled(time), x))

    def _scaled(self, time: float) -> float:
        return time * _TIME_UNITS[self.time_unit]

    def _row(self, time: float, value: Any) -> FloatArray:
        row = np.asarray(value, dtype=np.float64)
        if row.size != self.dimensions or not np.isfinite(row).all():
            raise ParameterError(
                "output",
                row,
                msg(
                    "at {time} ms, must be {dimensions} finite number(s)",
                    time=Number(time, form="g"),
                    dimensions=self.dimensions,
                ),
            )
        return row.reshape(self.dimensions)


def _unchanged(_: float, x: FloatArray) -> FloatArray:
    return x

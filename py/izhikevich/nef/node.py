"""Nodes: signals that enter a model from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.neuron.stimuli.stimulus import Stimulus, as_stimulus
from izhikevich.units import integer

#: Maximum number of dimensions of a node or an ensemble.
MAX_DIMENSIONS = 16


@dataclass(frozen=True, eq=False)
class Node:
    """A signal from outside.

    Parameters
    ----------
    output : Stimulus, str, number, a sequence of these, or callable
        Signal of each dimension: a stimulus or its text, or a number. A callable takes the time
        (ms) and returns a number, or one for each dimension.
    dimensions : int, optional
        Number of dimensions of a callable; by default it is called at time 0 to find out.
    name : str

    Raises
    ------
    ParameterError
        If the output is none of these, or has no dimensions or more than 16.
    """

    output: Any
    dimensions: int = 0
    name: str = ""
    _parts: tuple[Stimulus, ...] | Callable[[float], Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the output."""
        output, found = self.output, 0
        if callable(output) and not isinstance(output, Stimulus):
            object.__setattr__(self, "_parts", output)
            found = self.dimensions or np.size(output(0.0))
        else:
            many = isinstance(output, (list, tuple, np.ndarray)) and np.ndim(output) > 0
            parts = tuple(as_stimulus(part) for part in (output if many else [output]))
            object.__setattr__(self, "_parts", parts)
            found = len(parts)
        if self.dimensions not in (0, found):
            raise ParameterError(
                "dimensions", self.dimensions, msg("the output has {found}", found=found)
            )
        object.__setattr__(
            self, "dimensions", integer(found, "dimensions", low=1, high=MAX_DIMENSIONS)
        )

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the signal at the times `t` (ms), shape (n, dimensions)."""
        if isinstance(self._parts, tuple):
            return np.stack([part.sample(t) for part in self._parts], axis=1)
        rows = [np.asarray(self._parts(time), dtype=np.float64) for time in t.tolist()]
        for time, row in zip(t, rows, strict=True):
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
        return np.array(rows).reshape(t.size, self.dimensions)

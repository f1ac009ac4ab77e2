"""Long work as generators that tell how far they are.

A long computation is a generator: it yields `Progress` between chunks, so that whoever runs it
can show how far it is, let other work in, or stop; its return value is the result.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Progress:
    """How far a long computation is.

    Parameters
    ----------
    fraction : float
        Part that is done, 0 to 1.
    text : str
        What is being done, for a reader.
    """

    fraction: float
    text: str


class Stopped(Exception):
    """Thrown into a long computation to end it: it may still give what was computed so far."""


def finish(work: Generator[object, None, Result]) -> Result:
    """Run a long computation to its end and return its result, without showing progress."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result

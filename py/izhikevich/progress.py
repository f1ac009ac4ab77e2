"""Long computations as generators that report their progress.

A long computation is a generator: it yields `Progress` between chunks, so that the caller can show
how far it is, let other work in, or stop it; its return value is the result.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from izhikevich.messages import Number, msg

Result = TypeVar("Result")


@dataclass(frozen=True)
class Progress:
    """Progress of a long computation.

    Parameters
    ----------
    fraction : float
        Fraction that is done, 0 to 1.
    text : str
        What is being done, for the reader.
    """

    fraction: float
    text: str


class Stopped(Exception):
    """Thrown into a long computation to end it: it may still return what was computed so far."""


def part_of(
    work: Generator[Progress, None, Result], low: float, high: float, text: str
) -> Generator[Progress, None, Result]:
    """Pass on the progress of one part of the work.

    Parameters
    ----------
    work : generator
        The part.
    low, high : float
        Fraction of the whole that is done before and after it, 0 to 1.
    text : str
        What is being done, for the reader.

    Returns
    -------
    Result of the part.
    """
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            result: Result = end.value
            return result
        yield Progress(low + (high - low) * progress.fraction, text)


def finish(work: Generator[object, None, Result]) -> Result:
    """Run a long computation to its end and return its result, without showing progress."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result


def reached(part: float, time: float) -> Progress:
    """Return how far a run is: which part of it, and until which time (ms)."""
    return Progress(part, msg("{time}", time=Number(time, "ms", ".6g")))


def building(part: float) -> Progress:
    """Return how far the making of a network, or of a part of it, is."""
    return Progress(part, msg("Building the network"))


def one_by_one(
    parts: Sequence[Generator[Progress, None, object]],
) -> Generator[Progress, None, None]:
    """Run parts of about the same length one after the other."""
    for k, part in enumerate(parts):
        yield from part_of(part, k / len(parts), (k + 1) / len(parts), building(0.0).text)

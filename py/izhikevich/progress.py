"""Long computations: generators within the package, functions with `progress` for those who use it.

A long computation is a generator: it yields `Progress` between chunks, so that the caller can show
how far it is, let other work in, or stop it; its return value is the result. The app works with
generators. Public functions and methods return the result, and take ``progress``, a function that
is called with each `Progress`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import wraps
from types import MethodType
from typing import Any, ParamSpec, TypeAlias, TypeVar

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg

P = ParamSpec("P")
Result = TypeVar("Result")
_MUCH = 50e6  # bytes of a network that are reported


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


@dataclass(frozen=True)
class Loading(Progress):
    """A wait for a package, which the page fetches meanwhile.

    Parameters
    ----------
    library : str
        Name of the package.
    """

    library: str = ""


class Stopped(Exception):
    """Thrown into a long computation to end it: it may still return what was computed so far."""


#: A long computation.
Steps: TypeAlias = Generator[Progress, None, Result]
#: What public functions take as ``progress``.
Report: TypeAlias = Callable[[Progress], object]
#: The long computation of each function that `returning` has made.
_STEPS: dict[Callable[..., Any], Callable[..., Steps[Any]]] = {}


def returning(work: Callable[P, Steps[Result]]) -> Callable[P, Result]:
    """Turn a long computation into a function that returns its result.

    Parameters
    ----------
    work : callable
        Returns the generator. Its keyword argument ``progress`` is the function's alone: the
        generator never gets it.

    Returns
    -------
    callable
        The function; `with_progress` begins the computation as a generator.
    """
    kind = work.__annotations__["return"]  # as readers see it
    work.__annotations__["return"] = kind.removeprefix("Steps[").removesuffix("]")

    @wraps(work)
    def function(*args: P.args, **kwargs: P.kwargs) -> Result:
        report: Any = kwargs.pop("progress", None)
        return finish(work(*args, **kwargs), report)

    _STEPS[function] = work
    return function


def with_progress(
    function: Callable[P, Result], *args: P.args, **kwargs: P.kwargs
) -> Steps[Result]:
    """Begin the long computation of a function or method that `returning` has made."""
    if isinstance(function, MethodType):
        return _STEPS[function.__func__](function.__self__, *args, **kwargs)
    return _STEPS[function](*args, **kwargs)


def part_of(work: Steps[Result], low: float, high: float, text: str | None = None) -> Steps[Result]:
    """Pass on the progress of one part of the work.

    Parameters
    ----------
    work : generator
        The part.
    low, high : float
        Fraction of the whole that is done before and after it, 0 to 1.
    text : str, optional
        What is being done, for the reader; by default, what the part says.

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
        text_now = progress.text if text is None else text
        yield Progress(low + (high - low) * progress.fraction, text_now)


def finish(work: Generator[object, None, Result], progress: Report | None = None) -> Result:
    """Run a long computation to its end and return its result.

    Parameters
    ----------
    work : generator
        The computation.
    progress : callable, optional
        Called with each `Progress`. What it raises ends the computation; after `Stopped`, it may
        still return what was computed so far.

    Returns
    -------
    Result of the computation.

    Raises
    ------
    ParameterError
        If `progress` cannot be called.
    """
    if not (progress is None or callable(progress)):
        raise ParameterError("progress", progress, "must be a function such as print")
    stop: Stopped | None = None
    while True:
        try:
            now = next(work) if stop is None else work.throw(stop)
        except StopIteration as end:
            result: Result = end.value
            return result
        stop = None
        if progress is not None and isinstance(now, Progress):
            try:
                progress(now)
            except Stopped as reason:
                stop = reason
            except BaseException:
                work.close()
                raise


def reached(part: float, time: float) -> Progress:
    """Return how far a run is: which part of it, and until which time (ms)."""
    return Progress(part, msg("{time}", time=Number(time, "ms", ".6g")))


def building(part: float, memory: float = 0.0) -> Progress:
    """Return how far the making of a network, or of a part of it, is.

    Parameters
    ----------
    part : float
        What is done, 0 to 1.
    memory : float
        Memory that it takes with the part that is being made, bytes, reported if it is
            much.
    """
    if memory < _MUCH:
        return Progress(part, msg("Building the network"))
    size = Number(memory / 1e6, "MB", ",.0f")
    return Progress(part, msg("Building the network: about {size}", size=size))


def one_by_one(parts: Sequence[Steps[object]]) -> Steps[None]:
    """Run parts of about the same length one after the other."""
    for k, part in enumerate(parts):
        yield from part_of(part, k / len(parts), (k + 1) / len(parts))

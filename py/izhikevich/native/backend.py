"""The choice of engine: the compiled one where it can be loaded, numpy elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from warnings import warn

from izhikevich.errors import ParameterError, SlowRunWarning, choices
from izhikevich.messages import msg
from izhikevich.native import library

ENGINES = ("compiled", "numpy")
#: Number of steps of one neuron from which loading the engine pays off.
_MIN_SLOW_STEPS = 20_000

#: Updates in numpy that take as long as one in a Python loop.
_LOOP_COST = 5
#: Updates of neurons that take numpy about a second, or much longer one by one.
_LONG_RUN = 5_000_000

_wanted = "compiled"
_warned = False


def selected(updates: int = 0) -> str:
    """Return the engine that will run: "compiled", or "numpy" if it was chosen or is required.

    Parameters
    ----------
    updates : int
        Updates of single neurons about to be done. The first long run without an engine warns
        (`SlowRunWarning`).
    """
    if _wanted == "compiled" and library.load() is not None:
        return "compiled"
    if updates >= _LONG_RUN:
        _warn_once()
    return "numpy"


def _warn_once() -> None:
    global _warned
    if _warned or _wanted == "numpy":
        return
    _warned = True
    warn(
        msg(
            "This run uses numpy, 10 to 30 times slower than the compiled engine: {problem}. "
            "Install a wheel for your platform, or a C compiler (gcc or clang) and this "
            "package again.",
            problem=library.problem(),
        ),
        SlowRunWarning,
        stacklevel=2,
    )


@contextmanager
def use(engine: str) -> Iterator[None]:
    """Choose an engine temporarily.

    Parameters
    ----------
    engine : {"compiled", "numpy"}
        With "compiled", numpy still runs whatever the compiled engine cannot.

    Raises
    ------
    ParameterError
        If there is no such engine, or if the compiled one cannot be loaded.

    Examples
    --------
    >>> import izhikevich as izh
    >>> with izh.engine.use("numpy"):
    ...     izh.engine.selected()
    'numpy'
    """
    global _wanted
    if engine not in ENGINES:
        raise ParameterError("engine", engine, choices(ENGINES))
    if engine == "compiled" and library.load() is None:
        raise ParameterError("engine", engine, library.problem())
    before, _wanted = _wanted, engine
    try:
        yield
    finally:
        _wanted = before


def problem() -> str | None:
    """Return why the compiled engine does not run; None if it does."""
    if _wanted == "numpy":
        return msg("the numpy engine was chosen")
    return library.problem() or None


def worthwhile(steps: int) -> bool:
    """Tell whether to use the compiled engine for some steps of one neuron.

    Loading it takes longer than a few of them: so it must be loaded already, or there are many.
    """
    return (library.is_loaded() or steps >= _MIN_SLOW_STEPS) and selected(
        _LOOP_COST * steps
    ) == "compiled"

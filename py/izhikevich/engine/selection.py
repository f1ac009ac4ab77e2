"""Which engine is to run: the compiled one where it can be loaded, numpy elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from izhikevich.engine import library
from izhikevich.errors import ParameterError

ENGINES = ("compiled", "numpy")
#: Steps of one neuron from which on it pays to load the engine.
_MANY_STEPS = 20_000

_wanted = "compiled"


def selected() -> str:
    """Return the engine that runs: "compiled", or "numpy" if that was chosen or must be."""
    return "numpy" if _wanted == "numpy" or library.load() is None else "compiled"


@contextmanager
def use(engine: str) -> Iterator[None]:
    """Choose an engine for a while.

    Parameters
    ----------
    engine : {"compiled", "numpy"}
        With "compiled", numpy still runs what the compiled engine cannot.

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
        raise ParameterError("engine", engine, f"must be one of {', '.join(ENGINES)}")
    if engine == "compiled" and library.load() is None:
        raise ParameterError("engine", engine, library.problem())
    before, _wanted = _wanted, engine
    try:
        yield
    finally:
        _wanted = before


def problem() -> str | None:
    """Return why the compiled engine does not run, None if it does."""
    if _wanted == "numpy":
        return "the numpy engine was chosen"
    return library.problem() or None


def worthwhile(steps: int) -> bool:
    """Tell whether to take the compiled engine for some steps of one neuron.

    Loading it takes longer than a few of them: so it must be there already, or there are many.
    """
    return (library.is_loaded() or steps >= _MANY_STEPS) and selected() == "compiled"

"""Which engine runs: the compiled one where it can, numpy elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from izhikevich.engine import library, program
from izhikevich.errors import ParameterError
from izhikevich.network.plan import Plan
from izhikevich.network.recording import Recorder
from izhikevich.network.state import State
from izhikevich.network.stepping import Stepper

if TYPE_CHECKING:
    from izhikevich.network.network import Network

ENGINES = ("compiled", "numpy")

_wanted = "compiled"


class Steps(Protocol):
    """What steps a network, at most `most` steps at once."""

    most: int

    def run(self, count: int) -> None:
        """Do some steps."""


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


def why_not(network: Network) -> str | None:
    """Return why the compiled engine does not run a network, None if it does.

    Parameters
    ----------
    network : Network
    """
    return _why_not(network.plan())


def _why_not(plan: Plan) -> str | None:
    if _wanted == "numpy":
        return "the numpy engine was chosen"
    if library.load() is None:
        return library.problem()
    if plan.depressing:
        return "short-term plasticity is computed by numpy"
    for block in plan.blocks:
        if program.compiled(block.conductance, plan.targets) is None:
            return f"the conductance {block.conductance.text} is computed by numpy"
    return None


def stepper(plan: Plan, state: State, recorder: Recorder) -> Steps:
    """Return what steps a network: compiled if possible."""
    if _why_not(plan) is not None:
        return Stepper(plan, state, recorder)
    from izhikevich.engine.network import CompiledStepper

    return CompiledStepper(plan, state, recorder)

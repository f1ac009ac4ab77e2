"""The errors that this package raises deliberately."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np


def shown(value: object) -> str:
    """Write a value for a reader: numpy scalars as plain numbers, long ones shortened."""
    if isinstance(value, np.generic):
        value = value.item()
    # Only the beginning of a long text is written; integers can be too long for Python to write.
    start = value[:61] if isinstance(value, str | bytes) else value
    try:
        text = repr(start)
    except ValueError:
        text = "a number of very many digits"
    return text if len(text) <= 60 else text[:57] + "..."


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" for a name that is not known, or "" if none is near.

    Case is ignored unless it alone distinguishes two names.
    """
    from difflib import get_close_matches  # rarely needed, and slow to import in the browser

    names = list(known)
    near = get_close_matches(str(name), names, n=1)
    if not near:
        small = {each.lower(): each for each in names}
        near = [small[one] for one in get_close_matches(str(name).lower(), small, n=1)]
    return f" Did you mean {near[0]}?" if near else ""


def one_of(name: object, known: Iterable[str]) -> str:
    """Return what is allowed in place of an unknown name, phrased for `ParameterError`."""
    names = list(known)
    hint = did_you_mean(name, names)
    return f"must be one of {', '.join(names)}{'.' if hint else ''}{hint}"


class ParameterError(ValueError):
    """A value that is not allowed, with the name of the parameter and what is allowed.

    Parameters
    ----------
    parameter : str
        Name of the parameter, as the caller wrote it.
    value : object
        Rejected value.
    allowed : str
        What is allowed, as the end of the sentence "a = nan is not allowed: ...".
    """

    def __init__(self, parameter: str, value: object, allowed: str) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(f"{parameter} = {shown(value)} is not allowed: {allowed}")
        self.parameter = parameter
        self.value = value
        self.allowed = allowed

    def __reduce__(self) -> tuple[type[ParameterError], tuple[str, object, str]]:
        """Make the error survive pickling (it does not keep its message as only argument)."""
        return type(self), (self.parameter, self.value, self.allowed)


class FileError(ValueError):
    """A file that cannot be read, with the location and nature of the fault."""


class SlowRunWarning(UserWarning):
    """A long run without the compiled engine: in numpy it takes 10 to 30 times longer."""


class SimulationError(RuntimeError):
    """A run that cannot continue: it diverged, fires without end, or would need too many steps.

    Parameters
    ----------
    message : str
        What happened and what can be done about it.
    time : float, optional
        When it happened, in ms of the run; None if before the first step.

    Attributes
    ----------
    recording : Recording or None
        What a network recorded until then; None for a single neuron.
    """

    def __init__(self, message: str, time: float | None = None) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(message)
        self.time = time
        self.recording: Any = None


class NumericalArtefactWarning(UserWarning):
    """Spikes of a run are numerical artefacts: produced by its steps, not by the equations."""

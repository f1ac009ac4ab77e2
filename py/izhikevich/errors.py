"""The errors this package raises on purpose."""

from __future__ import annotations

from typing import Any

import numpy as np


def shown(value: object) -> str:
    """Write a value as a reader would: numpy scalars as plain numbers, long ones shortened."""
    if isinstance(value, np.generic):
        value = value.item()
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


class ParameterError(ValueError):
    """A value that is not allowed, with the name of the parameter and what is allowed.

    Parameters
    ----------
    parameter : str
        Name of the parameter, as the caller wrote it.
    value : object
        The refused value.
    allowed : str
        What is allowed, as the end of the sentence "a = nan is not allowed: ...".
    """

    def __init__(self, parameter: str, value: object, allowed: str) -> None:
        super().__init__(f"{parameter} = {shown(value)} is not allowed: {allowed}")
        self.parameter = parameter
        self.value = value
        self.allowed = allowed

    def __reduce__(self) -> tuple[type[ParameterError], tuple[str, object, str]]:
        """Make the error survive pickling (it does not keep its message as only argument)."""
        return type(self), (self.parameter, self.value, self.allowed)


class SimulationError(RuntimeError):
    """A run that cannot go on: it diverged, fires without end, or would need too many steps.

    Parameters
    ----------
    message : str
        What happened and what can be done about it.
    time : float, optional
        When it happened, in ms of the run; None if before the first step.

    Attributes
    ----------
    recording : Recording or None
        Of a network: what was recorded until then.
    """

    def __init__(self, message: str, time: float | None = None) -> None:
        super().__init__(message)
        self.time = time
        self.recording: Any = None


class NumericalArtefactWarning(UserWarning):
    """Spikes of a run are numerical artefacts: its steps made them, and not the equations."""

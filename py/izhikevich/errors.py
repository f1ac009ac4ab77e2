"""The errors that this package raises deliberately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from izhikevich.messages import Message, msg, verbatim
from izhikevich.messages.message import slots


def shown(value: object) -> str:
    """Write a value for a reader: numpy scalars as plain numbers, long ones shortened."""
    value = _unwrapped(value)
    # Only the beginning of a long text is written; integers can be too long for Python to write.
    start = value[:61] if isinstance(value, str | bytes) else value
    try:
        text = repr(start)
    except ValueError:
        text = "a number of very many digits"
    return text if len(text) <= 60 else text[:57] + "..."


def _unwrapped(value: object) -> object:
    """Return a numpy scalar as a plain number."""
    return value.item() if isinstance(value, np.generic) else value


def did_you_mean(name: object, known: Iterable[str]) -> Message | None:
    """Return "Did you mean ...?" for a name that is not known, or None if none is near.

    Case is ignored unless it alone distinguishes two names.
    """
    from difflib import get_close_matches  # rarely needed, and slow to import in the browser

    names = list(known)
    near = get_close_matches(str(name), names, n=1)
    if not near:
        small = {each.lower(): each for each in names}
        near = [small[one] for one in get_close_matches(str(name).lower(), small, n=1)]
    return msg("Did you mean {name}?", name=near[0]) if near else None


def choices(known: Iterable[str]) -> Message:
    """Return that one of some names is allowed, as `ParameterError` has it."""
    return msg("must be one of {names}", names=", ".join(known))


def one_of(name: object, known: Iterable[str]) -> Message:
    """Return what is allowed in place of a name that is not known, as `ParameterError` has it."""
    names = list(known)
    hint = did_you_mean(name, names)
    allowed = choices(names)
    return msg("{allowed}. {hint}", allowed=allowed, hint=hint) if hint else allowed


def as_message(text: str) -> Message:
    """Return a text as a message: a plain one is the same in all languages or a constant."""
    if isinstance(text, Message):
        return text
    return verbatim(text) if slots(text) else Message(text, {})


def _written(value: object) -> object:
    """Return a refused value as a slot of a message takes it: `shown`, but numbers as numbers."""
    if isinstance(value, Message):
        return msg("'{value}'", value=value)
    value = _unwrapped(value)
    number = type(value) is float or (type(value) is int and abs(value) < 1e15)
    return value if number else shown(value)


class ParameterError(ValueError):
    """A value that is not allowed, with the name of the parameter and what is allowed.

    Parameters
    ----------
    parameter : str
        Name of the parameter, as the caller wrote it.
    value : object
        Rejected value.
    allowed : str
        Allowed values, as the end of the sentence "a = nan is not allowed: ...": a message, or a
        constant text.

    Attributes
    ----------
    message : Message
        The whole sentence.
    """

    def __init__(self, parameter: str, value: object, allowed: str) -> None:
        """Initialise from the parameters that the class describes."""
        self.allowed = as_message(allowed)
        self.message = msg(
            "{parameter} = {value} is not allowed: {allowed}",
            parameter=parameter,
            value=_written(value),
            allowed=self.allowed,
        )
        super().__init__(self.message)
        self.parameter = parameter
        self.value = value

    def __reduce__(self) -> tuple[type[ParameterError], tuple[str, object, str]]:
        """Make the error survive pickling (it does not keep its message as only argument)."""
        return type(self), (self.parameter, self.value, self.allowed)


class TableError(ParameterError):
    """A value in a table that is not allowed, with its place in words.

    Parameters
    ----------
    parameter : str
        Name of the table.
    value : object
        Rejected value: the text of the cell, or of what was not understood in a row.
    allowed : str
        As for `ParameterError`.
    row : int
        Row, counted from 1; 0 if the error is about the whole table.
    column : str
        Column, or a name that stands in the row and is none; empty for the whole row.
    title, heading : str
        What the table and the column are called for readers; by default their names.
    """

    def __init__(
        self,
        parameter: str,
        value: object,
        allowed: str,
        *,
        row: int = 0,
        column: str = "",
        title: str = "",
        heading: str = "",
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(parameter, value, allowed)
        self.row = row
        self.column = column
        slots = {
            "table": as_message(title or parameter),
            "row": row,
            "column": as_message(heading or column),
            "value": _written(value),
            "allowed": self.allowed,
        }
        if not row:
            self.message = msg("{table}: {allowed}", **slots)
        elif not column:
            self.message = msg("{table}, row {row}: {value} is not allowed: {allowed}", **slots)
        else:
            self.message = msg(
                "{table}, row {row}, {column}: {value} is not allowed: {allowed}", **slots
            )
        self.args = (self.message,)

    def __reduce__(self) -> Any:
        """Make the error survive pickling, without what it is called for readers."""
        return _table_error, (self.parameter, self.value, self.allowed, self.row, self.column)

    def named(self, title: str, headings: Mapping[str, str]) -> TableError:
        """Return the same error with the words for readers: of the table, and of its columns."""
        return TableError(
            self.parameter,
            self.value,
            self.allowed,
            row=self.row,
            column=self.column,
            title=title,
            heading=headings.get(self.column, ""),
        )


def _table_error(parameter: str, value: object, allowed: str, row: int, column: str) -> TableError:
    return TableError(parameter, value, allowed, row=row, column=column)


class FileError(ValueError):
    """A file that cannot be read: what is wrong in it, and where.

    Attributes
    ----------
    message : Message
        What it says.
    """

    def __init__(self, message: str) -> None:
        """Initialise from what is wrong."""
        self.message = as_message(message)
        super().__init__(self.message)


class IzhikevichWarning(UserWarning):
    """A result may not be what was meant.

    Parameters
    ----------
    message : str
    """

    def __init__(self, message: str) -> None:
        """Initialise from the text, plain: tools that collect warnings take nothing else."""
        super().__init__(str.__str__(message))


class SlowRunWarning(IzhikevichWarning):
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
    message : Message
        What it says.
    recording : Recording or None
        What a network recorded until then; None for a single neuron.
    """

    def __init__(self, message: str, time: float | None = None) -> None:
        """Initialise from the parameters that the class describes."""
        self.message = as_message(message)
        super().__init__(self.message)
        self.time = time
        self.recording: Any = None


class NumericalArtefactWarning(IzhikevichWarning):
    """Spikes of a run are numerical artefacts: produced by its steps, not by the equations."""

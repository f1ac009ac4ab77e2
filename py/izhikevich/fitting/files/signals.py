"""The signals of a file, before it is known which of them is voltage and which current."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import FileError
from izhikevich.headings import Heading
from izhikevich.messages import Message

#: Voltages, currents and times of all sweeps together that are kept.
MAX_VALUES = 60_000_000


class MissingError(FileError):
    """Something that a file does not say, and an argument does.

    Parameters
    ----------
    message : str
    argument : str
        Argument of `read_recording` that gives it.

    Attributes
    ----------
    argument : str
    """

    def __init__(self, message: str, argument: str) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(message)
        self.argument = argument

    def __reduce__(self) -> tuple[type[MissingError], tuple[str, str]]:
        """Make the error survive pickling."""
        return type(self), (self.message, self.argument)


@dataclass(frozen=True, eq=False)
class Signal:
    """One quantity over time.

    Parameters
    ----------
    heading : Heading
        Its name, kind and unit.
    values : array, shape (n_sweeps, n_samples)
        As the file has them.
    gain, offset : float
        Their unit, and what is added then, in that of the heading.
    """

    heading: Heading
    values: NDArray[Any]
    gain: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, eq=False)
class Signals:
    """The signals of a file.

    Parameters
    ----------
    signals : tuple of Signal
    times : array, shape (n_samples,), optional
        Times of the samples, ms.
    dt : float, optional
        Interval between samples, ms, where the file gives that instead.
    notes : tuple of Message
        What was left out.
    """

    signals: tuple[Signal, ...]
    times: FloatArray | None = None
    dt: float | None = None
    notes: tuple[Message, ...] = field(default=())

"""Options of a reader of recordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from izhikevich.errors import ParameterError
from izhikevich.fitting.files.protocol import Protocol
from izhikevich.headings import Heading, read_heading
from izhikevich.messages import msg

MAX_COLUMNS = 2000


@dataclass(frozen=True)
class Options:
    """Options of a reader of recordings.

    Parameters
    ----------
    columns : tuple of Heading
        Names, kinds and units that the file does not have, or others than it has.
    channel : str or int, optional
        Name, or index from 0, of the voltage that is read if there are several.
    dt : float, optional
        Interval between samples, ms.
    protocol : Protocol, optional
        What was injected, in place of a current in the file.
    """

    columns: tuple[Heading, ...] = ()
    channel: str | int | None = None
    dt: float | None = None
    protocol: Protocol | None = None

    def named(self, name: str) -> Heading | None:
        """Return what `columns` says of a name."""
        small = name.lower()
        return next((one for one in self.columns if name_of(one).lower() == small), None)


def name_of(heading: Heading) -> str:
    """Return the name in a heading, without its unit."""
    return heading.text.rpartition(heading.unit)[0].strip(" ([,/_") or heading.text


def read_columns(columns: str | Sequence[str] | None) -> tuple[Heading, ...]:
    """Return headings that were given as text, separated by commas, or as a sequence.

    Raises
    ------
    ParameterError
        If one of them is neither a time, a voltage nor a current with a unit.
    """
    if columns is None:
        return ()
    if isinstance(columns, str):
        columns = columns.replace(";", ",").split(",")
    if len(columns) > MAX_COLUMNS or not all(isinstance(cell, str) for cell in columns):
        raise ParameterError(
            "columns", columns, msg("must be text such as {example}", example=SHOWN)
        )
    found = tuple(read_heading(cell.strip()) for cell in columns)
    for heading in found:
        if heading.kind not in ("time", "voltage", "current"):
            allowed = msg("must be times, voltages and currents, such as {example}", example=SHOWN)
            raise ParameterError("columns", heading.text, allowed)
        unit_factor(heading, "columns")
    return found


SHOWN = "t (ms), v (mV), I (pA)"


def unit_factor(heading: Heading, parameter: str) -> float:
    """Return the factor to ms, mV or pA of a heading that an argument has.

    Raises
    ------
    ParameterError
        If it has no unit, or one of another kind.
    """
    factor = known_factor(heading)
    if factor is None:
        allowed = msg("must have a unit, such as {example}", example=SHOWN)
        raise ParameterError(parameter, heading.text, allowed)
    return factor


def known_factor(heading: Heading) -> float | None:
    """Return the factor to ms, mV or pA; None if the unit is missing or another one."""
    if heading.kind == "current" and not heading.dimensional:
        return None
    try:
        return heading.factor
    except ParameterError:
        return None

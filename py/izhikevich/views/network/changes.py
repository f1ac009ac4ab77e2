"""The interventions of a run as a parameter: a table of times and changes, which links hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from izhikevich.errors import ParameterError
from izhikevich.networks.interventions import (
    DRIVE,
    SILENCE,
    Intervention,
    Interventions,
)
from izhikevich.views.network.declaration import CHANGES, PARAMETERS
from izhikevich.views.schema import Number, Values

_NUMBERS = {one.name: one for one in PARAMETERS if isinstance(one, Number)}
#: Short names of parameters for readers: symbols, unless they have subscripts.
NAMES = {
    name: one.label if "_" in one.symbol or not one.symbol else one.symbol
    for name, one in _NUMBERS.items()
}


def read_changes(text: object) -> tuple[Intervention, ...]:
    """Return the interventions that a table lists, in the order of their times.

    Raises
    ------
    ParameterError
        If it is not such a table; the message names row and column.
    """
    return tuple(_intervention(row) for row in CHANGES.rows(text))


def _intervention(row: Values) -> Intervention:
    return Intervention(float(row["at"]), str(row["set"]), str(row["of"]), float(row["to"]))


def check_changes(acting: Interventions, wanted: Sequence[Intervention]) -> None:
    """Reject interventions that a network does not have, or values that are not allowed.

    Raises
    ------
    ParameterError
        The message names the row.
    """
    for row, one in enumerate(wanted, start=1):
        try:
            if one.of == "" and one.set in _NUMBERS:
                _NUMBERS[one.set].read(one.to)
            acting.check(one)
        except ParameterError as error:
            raise CHANGES.fault(error.value, error.allowed, row, error.parameter) from None


@dataclass(frozen=True)
class Stretch:
    """A time for which something is done to neurons.

    Parameters
    ----------
    set, of : str
        As for `Intervention`.
    start, stop : float
        Its ends, ms.
    """

    set: str
    of: str
    start: float
    stop: float


def stretches(changes: Iterable[Intervention], stop: float) -> list[Stretch]:
    """Return when neurons are driven or silenced, up to a time (ms)."""
    begun: dict[tuple[str, str], float] = {}
    found: list[Stretch] = []
    for one in changes:
        if one.set not in (DRIVE, SILENCE) or one.at > stop:
            continue
        key = (one.set, str(one.of))
        if key in begun and not one.to:
            found.append(Stretch(*key, begun.pop(key), one.at))
        elif one.to:
            begun.setdefault(key, one.at)
    return [*found, *(Stretch(*key, start, stop) for key, start in begun.items())]

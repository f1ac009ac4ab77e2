"""The arrangement of plots on one sheet, as a text: "trace:2 phase / frequency bifurcation"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from izhikevich.errors import ParameterError, one_of
from izhikevich.messages import msg

_BETWEEN = re.compile(r"[\s,]+")


@dataclass(frozen=True)
class Place:
    """The place of a plot in its row.

    Parameters
    ----------
    panel : str
        Name of its panel.
    share : float
        Its share of the width, relative to those of its neighbours.
    """

    panel: str
    share: float = 1.0


Rows = tuple[tuple[Place, ...], ...]


def arranged(text: str, known: Collection[str]) -> Rows:
    """Read an arrangement: rows separated by "/", plots in a row by blanks or commas.

    Parameters
    ----------
    text : str
        "trace:2 phase / frequency": the trace is twice as wide as the phase plane next to it.
    known : collection of str
        Names of the panels.

    Raises
    ------
    ParameterError
        If it has no plot, an unknown one, the same one twice, or a share that is none.
    """
    rows = tuple(
        tuple(_place(word, known) for word in _BETWEEN.split(row) if word)
        for row in text.split("/")
    )
    found = tuple(row for row in rows if row)
    names = [place.panel for row in found for place in row]
    if not names:
        raise ParameterError(
            "arrangement",
            text,
            msg("name the plots, such as {example}", example=" ".join(list(known)[:2])),
        )
    for name in names:
        if names.count(name) > 1:
            raise ParameterError("arrangement", text, msg("{name} is in it twice", name=name))
    return found


def _place(word: str, known: Collection[str]) -> Place:
    name, mark, share = word.partition(":")
    if name not in known:
        raise ParameterError("panel", name, one_of(name, known))
    if not mark:
        return Place(name)
    try:
        value = float(share)
    except ValueError:
        value = 0.0
    if not 0.05 <= value <= 20.0:
        raise ParameterError(
            "arrangement", word, "the share of the width must be a number from 0.05 to 20"
        )
    return Place(name, value)

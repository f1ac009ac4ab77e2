"""Conditions of tasks: a fact of an answer, or a value of its state, compared with a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from operator import eq, ge, gt, le, lt

from izhikevich.messages import msg

_RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "<=": le,
    ">=": ge,
    "=": eq,
    "<": lt,
    ">": gt,
}
_TEXT = re.compile(rf"([^<>=]+)({'|'.join(_RELATIONS)})\s*([-+.0-9eE]+)")


@dataclass(frozen=True)
class Condition:
    """A fact or a parameter, a relation, a number: ``spikes per burst = 3``.

    Parameters
    ----------
    what : str
        Name of a fact (`View.facts`) or of a numeric parameter.
    relation : str
        "=", "<", ">", "<=" or ">=".
    value : float
    """

    what: str
    relation: str
    value: float

    @property
    def text(self) -> str:
        """The condition as text, which `condition` reads."""
        return f"{self.what} {self.relation} {self.value:.15g}"

    def holds(self, known: Mapping[str, object]) -> bool:
        """Whether it holds for these numbers by name; unknown names meet no condition."""
        number = known.get(self.what)
        if not isinstance(number, float | int) or isinstance(number, bool):
            return False
        return _RELATIONS[self.relation](number, self.value)


def condition(text: str) -> Condition:
    """Read a condition.

    Raises
    ------
    ValueError
        If the text is not a condition.
    """
    found = _TEXT.fullmatch(text.strip())
    try:
        if found is not None and isfinite(value := float(found[3])):
            return Condition(found[1].rstrip(), found[2], value)
    except ValueError:
        pass
    relations = ", ".join(_RELATIONS)
    raise ValueError(
        msg(
            "{text} is not a condition: a name, one of {relations}, and a number",
            text=repr(text),
            relations=relations,
        )
    )


def goal(*texts: str) -> tuple[str, ...]:
    """Return the conditions of a task, checked."""
    return tuple(condition(text).text for text in texts)


def is_met(
    conditions: Iterable[str], values: Mapping[str, object], facts: Mapping[str, float]
) -> bool:
    """Tell whether the values and facts of an answer meet all conditions of a task."""
    known = {**values, **facts}
    return all(condition(text).holds(known) for text in conditions)

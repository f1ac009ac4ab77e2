"""Which sweeps the search does not see, as text."""

from __future__ import annotations

from collections.abc import Sequence

from izhikevich.errors import ParameterError
from izhikevich.messages import msg

EVERY_OTHER, LAST, NONE = "every other", "last", "none"
_MAX_TEXT = 5000


def held_out(text: str, count: int) -> Sequence[int] | None:
    """Return the indices of the sweeps; None for every other one.

    Parameters
    ----------
    text : str
        "every other", "last", "none", or indices such as "1, 3".
    count : int
        Number of sweeps.

    Raises
    ------
    ParameterError
        If it is something else, there is no such sweep, or none is left.
    """
    if text in ("", EVERY_OTHER):
        return None
    if text == NONE or (text == LAST and count < 2):
        return ()
    if text == LAST:
        return (count - 1,)
    words = text.replace(",", " ").split()
    if len(text) > _MAX_TEXT or not all(word.isdecimal() for word in words):
        allowed = msg(
            "must be {names}, or indices of sweeps such as 1, 3",
            names=", ".join((EVERY_OTHER, LAST, NONE)),
        )
        raise ParameterError("held_out", text, allowed)
    found = sorted({int(word) for word in words})
    if found and found[-1] >= count:
        allowed = msg("must be indices of the {count} sweeps, from 0", count=count)
        raise ParameterError("held_out", text, allowed)
    if len(found) == count:
        raise ParameterError("held_out", text, "must leave a sweep to fit")
    return found

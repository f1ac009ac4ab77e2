"""Names of files and sweeps: which belong together, and in which order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

_DIGITS = re.compile(r"(\d+)")


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key for sorting by which sweep 2 precedes sweep 10."""
    parts = _DIGITS.split(name)
    return [(int(part[:9]), "") if part.isdecimal() else (0, part) for part in parts]


def common(names: Sequence[str]) -> str:
    """Return what several names begin with, up to a separator."""
    if len(names) == 1:
        return names[0]
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    begin = "".join(letters[0] for letters in same)
    ends = [k for k, letter in enumerate(begin) if letter in "-_ ."]
    return begin[: ends[-1]].rstrip("-_ .") if ends else begin or names[0]

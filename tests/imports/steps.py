"""Counting the steps of regular expressions: a plain matcher that tries what Python's engine tries.

It has no shortcuts, so that a pattern whose steps grow with the square of a text is found by
counting, whatever the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any


@cache
def _parsed(pattern: re.Pattern[str]) -> tuple[list[Any], dict[Any, bool]]:
    """Return the tree of a pattern, and what is known of its characters."""
    return list(parser.parse(pattern.pattern, pattern.flags)), {}


class Counter:
    """Matches a pattern against a text, and counts."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.text, self.steps = text, 0
        self._flags = pattern.flags
        self._tree, self._known = _parsed(pattern)

    def search(self) -> int:
        """Return the steps to find all matches in the text, from left to right."""
        at = 0
        while at <= len(self.text):
            end = next(self._all(self._tree, 0, at), None)
            at = at + 1 if end is None or end == at else end
        return self.steps

    def first(self) -> int:
        """Return the steps to match the beginning of the text."""
        next(self._all(self._tree, 0, 0), None)
        return self.steps

    def end(self) -> int | None:
        """Return where the match at the beginning of the text ends; None if there is none."""
        return next(self._all(self._tree, 0, 0), None)

    def whole(self) -> int:
        """Return the steps to find whether the whole text fits."""
        for end in self._all(self._tree, 0, 0):
            if end == len(self.text):
                break
        return self.steps

    def _all(self, tree: Any, k: int, at: int) -> Iterator[int]:
        """Go through all ways to match a sequence from its item `k` on; yield where they end."""
        self.steps += 1
        if k == len(tree):
            yield at
            return
        op, value = tree[k]
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            low, high, inner = value
            ends = self._repeated(inner, int(low), int(high), at)
            if op is c.MIN_REPEAT:
                ends = iter(sorted(ends))
            for end in ends:
                yield from self._all(tree, k + 1, end)
                if op is c.POSSESSIVE_REPEAT:
                    return
            return
        for end in self._one(op, value, at):
            yield from self._all(tree, k + 1, end)

    def _one(self, op: Any, value: Any, at: int) -> Iterator[int]:
        if op is c.SUBPATTERN:
            yield from self._all(value[3], 0, at)
        elif op is c.ATOMIC_GROUP:
            yield from list(self._all(value, 0, at))[:1]
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from self._all(branch, 0, at)
        elif op in (c.ASSERT, c.ASSERT_NOT):
            direction, inner = value
            begin = at if direction > 0 else at - inner.getwidth()[0]
            found = begin >= 0 and next(self._all(inner, 0, begin), None) is not None
            if found == (op is c.ASSERT):
                yield at
        elif op is c.AT:
            if self._fits([(op, value)], at, at):
                yield at
        elif at < len(self.text) and self._fits([(op, value)], at, at + 1):
            yield at + 1

    def _repeated(self, inner: Any, low: int, high: int, at: int) -> Iterator[int]:
        """Yield where repetitions can end, the longest first."""
        if len(inner) == 1 and inner[0][0] in (c.IN, c.LITERAL, c.NOT_LITERAL, c.ANY):
            end = at
            while (
                end - at < high and next(self._one(inner[0][0], inner[0][1], end), None) is not None
            ):
                end += 1
                self.steps += 1
            for last in range(end, at + low - 1, -1):
                self.steps += 1
                yield last
            return
        if high > 0:
            for end in self._all(inner, 0, at):
                if end > at:
                    yield from self._repeated(inner, max(0, low - 1), high - 1, end)
        if low == 0:
            yield at

    def _fits(self, node: list[Any], at: int, end: int) -> bool:
        """Whether one character, or a place, is as the pattern says."""
        self.steps += 1
        op, value = node[0]
        if op is c.AT:
            return self._is_at(value, at)
        key = (id(value) if op is c.IN else value, op, self.text[at])
        if key not in self._known:
            self._known[key] = self._allows(op, value, at)
        return bool(self._known[key])

    def _allows(self, op: Any, value: Any, at: int) -> bool:
        if op is c.LITERAL:
            return bool(ord(self.text[at]) == value or self._folded(self.text[at], value))
        if op is c.NOT_LITERAL:
            return bool(ord(self.text[at]) != value)
        if op is c.ANY:
            return bool(self._flags & re.DOTALL) or self.text[at] != "\n"
        character = self.text[at]
        found = any(self._in(one, character) for one in value if one[0] is not c.NEGATE)
        return found != (value[0][0] is c.NEGATE)

    def _folded(self, character: str, code: int) -> bool:
        return bool(self._flags & re.IGNORECASE) and character.lower() == chr(code).lower()

    def _in(self, one: tuple[Any, Any], character: str) -> bool:
        op, value = one
        if op is c.LITERAL:
            return ord(character) == value or self._folded(character, value)
        if op is c.RANGE:
            both = {character, character.lower(), character.upper()}
            ways = both if self._flags & re.IGNORECASE else {character}
            return any(len(x) == 1 and value[0] <= ord(x) <= value[1] for x in ways)
        kinds = {
            c.CATEGORY_DIGIT: character.isdecimal(),
            c.CATEGORY_SPACE: character.isspace(),
            c.CATEGORY_WORD: character.isalnum() or character == "_",
        }
        opposite = {
            c.CATEGORY_NOT_DIGIT: c.CATEGORY_DIGIT,
            c.CATEGORY_NOT_SPACE: c.CATEGORY_SPACE,
            c.CATEGORY_NOT_WORD: c.CATEGORY_WORD,
        }
        return not kinds[opposite[value]] if value in opposite else kinds[value]

    def _is_at(self, place: Any, at: int) -> bool:
        text = self.text
        if place in (c.AT_BEGINNING, c.AT_BEGINNING_STRING):
            return at == 0
        if place in (c.AT_END, c.AT_END_STRING):
            return at == len(text)
        words = [0 <= k < len(text) and (text[k].isalnum() or text[k] == "_") for k in (at - 1, at)]
        return (words[0] != words[1]) == (place is c.AT_BOUNDARY)

"""What views keep, within bounds, to be looked at again or to go on with."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last few things by key.

    Parameters
    ----------
    most : int
        How many.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """Return what is kept by a key, None if nothing is."""
        return self._things.get(key)

    def make_room(self) -> None:
        """Let go of what was not used longest, if one more would be too many: before it is made."""
        while len(self._things) >= self._most:
            self._things.popitem(last=False)

    def put(self, key: Hashable, thing: T) -> T:
        """Keep a thing as the last one, and return it; what was not used longest goes."""
        if key not in self._things:
            self.make_room()
        self._things[key] = thing
        self._things.move_to_end(key)
        return thing

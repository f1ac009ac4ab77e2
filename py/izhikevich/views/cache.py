"""A bounded cache of what views may need again or continue."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class LRUCache(Generic[T]):
    """The most recently used things, by key.

    Parameters
    ----------
    most : int
        Maximum number of things.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """Return the thing stored under a key; None if there is none."""
        return self._things.get(key)

    def make_room(self) -> None:
        """Drop the least recently used thing if one more would be too many, before it is made."""
        while len(self._things) >= self._most:
            self._things.popitem(last=False)

    def put(self, key: Hashable, thing: T) -> T:
        """Store a thing as the most recent one, and return it; drop the least recently used."""
        if key not in self._things:
            self.make_room()
        self._things[key] = thing
        self._things.move_to_end(key)
        return thing

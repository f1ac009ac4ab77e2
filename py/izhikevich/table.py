"""Tables looked up by name, which suggest names when one is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any, NoReturn, TypeVar

from izhikevich.errors import ParameterError, choices
from izhikevich.messages import Message, msg

T = TypeVar("T")
_MAX_NAMED = 40


class UnknownNameError(ParameterError, KeyError):
    """A name that a table does not have. It is also a `KeyError`."""

    def __str__(self) -> str:
        """Return the message as it is, which `KeyError` would put in quotes."""
        return str(self.args[0])


class Table(dict[str, T]):
    """A read-only mapping from names.

    Parameters
    ----------
    what : str
        What the entries are, for the message: ``"cell type"``.
    entries : mapping

    Raises
    ------
    UnknownNameError
        When a name is unknown; the message suggests what may have been meant.

    Examples
    --------
    >>> Table("colour", {"red": 1})["Red"]
    Traceback (most recent call last):
    izhikevich.table.UnknownNameError: colour = 'Red' is not allowed: did you mean red? ...
    """

    __slots__ = ("what",)

    def __init__(self, what: str, entries: Mapping[str, T]) -> None:
        super().__init__(entries)
        self.what = what

    def __missing__(self, name: object) -> NoReturn:
        """Report which names there are."""
        raise UnknownNameError(self.what, name, self.allowed(name))

    def allowed(self, name: object) -> Message:
        """Return what is allowed in place of a name that is not here, and what may be meant."""
        known = [*list(self)[:_MAX_NAMED], *(["…"] if len(self) > _MAX_NAMED else [])]
        return suggested(name, self._spellings(), choices(known))

    def named(self, name: str) -> T | None:
        """Return the first entry with that key, or else with that name or title; or None."""
        if name in self:
            return self[name]
        return next((self[own] for spelling, own in self._spellings() if spelling == name), None)

    def _spellings(self) -> Iterator[tuple[str, str]]:
        """Yield each spelling of an entry with its name."""
        for name, entry in self.items():
            yield name, name
            for field in ("name", "title", "full_name", "letter", "symbol"):
                other = getattr(entry, field, None)
                if isinstance(other, str) and other:
                    yield other, name

    def __reduce__(self) -> tuple[Any, ...]:
        """Support copying and pickling."""
        return type(self), (self.what, dict(self))

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(f"the table of each {self.what} cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


def suggested(name: object, spellings: Iterator[tuple[str, str]], allowed: Message) -> Message:
    """Return what is allowed, after the names that come near, if any do.

    Parameters
    ----------
    name : object
        Name that was looked up.
    spellings : iterator of (str, str)
        Possible spellings, each with the name it refers to.
    allowed : Message
    """
    from difflib import get_close_matches  # rarely needed, and slow to import in the browser

    names: dict[str, list[str]] = {}
    for spelling, own in spellings:
        known = names.setdefault(_plain(spelling), [])
        if own not in known:
            known.append(own)
    asked = _plain(str(name)[:100])
    exact = [own for own in names.get(asked, []) if _plain(own) == asked]
    near = [asked] if asked in names else get_close_matches(asked, names, n=2, cutoff=0.7)
    meant = exact or list(dict.fromkeys(own for spelling in near for own in names[spelling]))
    if not meant:
        return allowed
    names_meant = reduce(lambda one, two: msg("{one} or {two}", one=one, two=two), meant[:4])
    return msg("did you mean {meant}? {allowed}", meant=names_meant, allowed=allowed)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())

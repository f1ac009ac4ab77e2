"""What is done to texts in many places."""

from __future__ import annotations

from collections.abc import Iterable


def capital(text: str) -> str:
    """Return a text that begins with a capital letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" for a name that is not known, or "" if none is near.

    Capital letters do not count, unless they alone tell two names apart.
    """
    from difflib import get_close_matches  # rarely needed, and slow to import in the browser

    names = list(known)
    near = get_close_matches(str(name), names, n=1)
    if not near:
        small = {each.lower(): each for each in names}
        near = [small[one] for one in get_close_matches(str(name).lower(), small, n=1)]
    return f" Did you mean {near[0]}?" if near else ""


def one_of(name: object, known: Iterable[str]) -> str:
    """Return what is allowed in place of a name that is not known, as `ParameterError` has it."""
    names = list(known)
    hint = did_you_mean(name, names)
    return f"must be one of {', '.join(names)}{'.' if hint else ''}{hint}"

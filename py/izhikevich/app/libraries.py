"""Packages that the page fetches when they are first needed."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from importlib import invalidate_caches
from pathlib import Path
from tempfile import gettempdir

from izhikevich.errors import FileError
from izhikevich.messages import msg

#: All that read recordings; the names of the page's files are made of them.
READERS = ("igor2", "pyabf", "pyfive")
#: Returns one of the page's files.
Fetch = Callable[[str], Awaitable[bytes]]


async def install(library: str, fetch: Fetch) -> None:
    """Fetch a package, if it is not there yet, so that it can be imported.

    Raises
    ------
    FileError
        If it cannot be fetched.
    """
    place = Path(gettempdir()) / f"{library}.zip"
    if str(place) in sys.path:
        return
    try:
        content = await fetch(f"readers/{library}.zip")
    except Exception as error:  # of the browser
        text = msg(
            "The reader ({library}) could not be loaded: is there a connection?", library=library
        )
        raise FileError(text) from error
    place.write_bytes(content)
    sys.path.append(str(place))
    invalidate_caches()

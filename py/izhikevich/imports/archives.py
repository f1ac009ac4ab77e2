"""Archives: what is in them, without reading it."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

_MAX_NAMES = 1000  # names: files of ours have fewer


def names_in(content: bytes) -> frozenset[str]:
    """Return the names of the files in an archive, or of the first ones; none if it is broken."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return frozenset(archive.namelist()[:_MAX_NAMES])
    except (BadZipFile, ValueError):
        return frozenset()

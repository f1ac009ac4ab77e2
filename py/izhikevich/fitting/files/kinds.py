"""What a file is, by its first bytes."""

from __future__ import annotations

from dataclasses import dataclass

from izhikevich.messages import marked

_TEXT = marked("Export the sweeps as text (CSV) or in the Axon format (ABF) there.")
_PICTURE = marked("A picture has no samples: the file that it was drawn from is needed.")
_UNPACK = marked("Unpack it, and open the file in it.")
_SHEET = marked("Save the sheet as text (CSV) there.")


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Parameters
    ----------
    key : str
        Reader that takes it; "" for none.
    title : str
        What it is called.
    remedy : str
        What can be done if nothing takes it.
    """

    key: str
    title: str
    remedy: str = ""


_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", Kind("zip", "")),
    (b"PK\x05\x06", Kind("zip", "")),
    (b"\x89PNG", Kind("", "PNG", _PICTURE)),
    (b"\xff\xd8\xff", Kind("", "JPEG", _PICTURE)),
    (b"GIF8", Kind("", "GIF", _PICTURE)),
    (b"II*\x00", Kind("", "TIFF", _PICTURE)),
    (b"MM\x00*", Kind("", "TIFF", _PICTURE)),
    (b"%PDF", Kind("", "PDF", _PICTURE)),
    (b"\x1f\x8b", Kind("", "gzip", _UNPACK)),
    (b"BZh", Kind("", "bzip2", _UNPACK)),
    (b"\xfd7zXZ", Kind("", "xz", _UNPACK)),
    (b"7z\xbc\xaf", Kind("", "7-Zip", _UNPACK)),
    (b"Rar!", Kind("", "RAR", _UNPACK)),
    (b"\xd0\xcf\x11\xe0", Kind("", marked("an Excel or other Office file"), _SHEET)),
)

NPZ = Kind("npz", "NPZ")
TABLE = Kind("table", "CSV")
#: Members of archives that say what they are.
_MEMBERS: tuple[tuple[str, Kind], ...] = (
    ("xl/", Kind("", "Excel", _SHEET)),
    ("content.xml", Kind("", marked("an OpenDocument file"), _SHEET)),
)
ARCHIVE = Kind("", "ZIP", _UNPACK)
UNKNOWN = Kind("", marked("a binary file of an unknown format"), _TEXT)
_SEEN = 4096


def kind_of(content: bytes, members: tuple[str, ...] = ()) -> Kind:
    """Return what a file is, by its first bytes.

    Parameters
    ----------
    content : bytes
    members : tuple of str
        Names of its members if it is an archive.
    """
    found = next((kind for start, kind in _STARTS if content.startswith(start)), None)
    if found is None:
        return TABLE if _is_text(content[:_SEEN]) else UNKNOWN
    if found.key != "zip":
        return found
    if any(name.endswith(".npy") for name in members):
        return NPZ
    for start, kind in _MEMBERS:
        if any(name.startswith(start) for name in members):
            return kind
    return ARCHIVE


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
    return odd == 0

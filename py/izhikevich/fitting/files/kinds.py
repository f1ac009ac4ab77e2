"""The kind of a file, by its first bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from izhikevich.messages import Message, marked, msg

_FILE = marked("a file of {program}")
_PICTURE, _ARCHIVE = marked("a picture ({format})"), marked("an archive ({format})")
_EXPORT = marked("Export the sweeps there as text (CSV), or as ABF, NWB or MATLAB.")
_DRAWN = marked("A picture has no samples: the file that it was drawn from is needed.")
_UNPACK = marked("Unpack it, and open the file in it.")
_SHEET = marked("Save the sheet there as text (CSV).")
_WAVES = marked("Save its waves as Igor binary waves (IBW), and open these together.")
_NPZ = marked("Save the arrays with their names, as NPZ: numpy.savez.")


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Parameters
    ----------
    key : str
        Reader that takes it; "" for none.
    what : str
        What it is, with a slot for the name of the program or the format.
    name : str
        That name.
    remedy : str
        What can be done if nothing reads it.
    """

    key: str = ""
    what: str = _FILE
    name: str = ""
    remedy: str = _EXPORT

    @property
    def refusal(self) -> Message:
        """What to say if nothing reads it."""
        what = msg(self.what, program=self.name, format=self.name)
        return msg("This is {kind}. {remedy}", kind=what, remedy=msg(self.remedy))


TABLE, NPZ = Kind("table"), Kind("npz")
ABF, IBW, HDF5, MATLAB = Kind("abf"), Kind("ibw"), Kind("hdf5"), Kind("matlab")
_ZIP = Kind("", _ARCHIVE, "ZIP", _UNPACK)
_UNKNOWN = Kind("", marked("a binary file of an unknown format"))

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"ABF ", ABF),
    (b"ABF2", ABF),
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\x93NUMPY", Kind("", marked("a single array ({format})"), "NPY", _NPZ)),
    *(
        (start, Kind("", _PICTURE, name, _DRAWN))
        for start, name in (
            (b"\x89PNG", "PNG"),
            (b"\xff\xd8\xff", "JPEG"),
            (b"GIF8", "GIF"),
            (b"II*\x00", "TIFF"),
            (b"MM\x00*", "TIFF"),
            (b"%PDF", "PDF"),
        )
    ),
    *(
        (start, Kind("", _ARCHIVE, name, _UNPACK))
        for start, name in (
            (b"\x1f\x8b", "gzip"),
            (b"BZh", "bzip2"),
            (b"\xfd7zXZ", "xz"),
            (b"7z\xbc\xaf", "7-Zip"),
            (b"Rar!", "RAR"),
        )
    ),
    (b"\xd0\xcf\x11\xe0", Kind("", _FILE, "Excel (XLS)", _SHEET)),
    *(
        (start, Kind("", _FILE, name))
        for start, name in (
            (b"DAT1", "HEKA PatchMaster"),
            (b"DAT2", "HEKA PatchMaster"),
            (b"S64", "Spike2"),
            (b"AxGr", "AxoGraph"),
            (b"axgx", "AxoGraph"),
            (b"CEDFILE", "CED Signal"),
            (b"CFWB", "LabChart"),
            (b"VER=", "WinWCP"),
            (b"TDSm", "LabVIEW (TDMS)"),
            (b"######## Neuralynx", "Neuralynx"),
            (b"\xc6\x91\x27\x02\xc6", "Intan"),
            (b"BRSMPGRP", "Blackrock"),
            (b"NEURALSG", "Blackrock"),
        )
    ),
)
#: Formats that begin differently each time, by the end of the name.
_NAMES = {
    ".pxp": Kind("", _FILE, "Igor Pro (PXP)", _WAVES),
    ".pro": Kind("", marked("a protocol of {program}, without a recording"), "pCLAMP"),
    ".smr": Kind("", _FILE, "Spike2"),
    ".adicht": Kind("", _FILE, "LabChart"),
    ".dat": Kind("", _FILE, "HEKA PatchMaster"),
}
#: Members of archives that say what they are.
_MEMBERS = (
    ("xl/", Kind("", _FILE, "Excel (XLSX)", _SHEET)),
    ("content.xml", Kind("", _FILE, "OpenDocument", _SHEET)),
)
_HDF5 = b"\x89HDF\r\n\x1a\n"
_SEEN = 4096
#: Bytes of the header of an Igor wave before its samples, by version.
_WAVES_FROM = {2: 110, 3: 110, 5: 320}


def kind_of(content: bytes, name: str = "", members: tuple[str, ...] = ()) -> Kind:
    """Return what a file is.

    Parameters
    ----------
    content : bytes
    name : str
        Its name.
    members : tuple of str
        Names of its members if it is an archive.
    """
    if any(name.lower().endswith(end) for end in (".pxp", ".pro")):
        return _by_name(name)
    if any(content[at : at + 8] == _HDF5 for at in (0, 512, 1024, 2048)):
        return HDF5
    if content.startswith(b"MATLAB 5.0") and content[126:128] in (b"IM", b"MI"):
        return MATLAB
    if content[2:12] == b"(C) CED 87":
        return Kind("", _FILE, "Spike2")
    found = next((kind for start, kind in _STARTS if content.startswith(start)), None)
    if found is _ZIP:
        return _archive(members)
    if found is not None:
        return found
    if _is_wave(content):
        return IBW
    return TABLE if _is_text(content[:_SEEN]) else _by_name(name)


def _by_name(name: str) -> Kind:
    small = name.lower()
    return next((kind for end, kind in _NAMES.items() if small.endswith(end)), _UNKNOWN)


def _archive(members: tuple[str, ...]) -> Kind:
    if any(name.endswith(".npy") for name in members):
        return NPZ
    for start, kind in _MEMBERS:
        if any(name.startswith(start) for name in members):
            return kind
    return _ZIP


def _is_wave(content: bytes) -> bool:
    """Tell whether a file is an Igor wave: its version, and a size that goes with it."""
    if len(content) < 8:
        return False
    for order in "<>":
        version, _, at4 = struct.unpack_from(f"{order}hhi", content)
        (at2,) = struct.unpack_from(f"{order}i", content, 2)
        if version in _WAVES_FROM:
            return bool((at4 if version == 5 else at2) >= _WAVES_FROM[version])
    return False


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)

"""Archives whose bytes follow from their content: no times, owners or orders of this machine."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import tarfile
import time
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from make.errors import BuildError
from make.process import run

#: The earliest time that ZIP archives can hold; also where there is no history.
EARLIEST = 315532800  # s, 1980-01-01
_FILE, _PROGRAM = 0o644, 0o755
_LEVEL = 9


def epoch(root: Path) -> int:
    """Return the time of all files, in seconds since 1970.

    It is the variable SOURCE_DATE_EPOCH, if it is set, or the time of the last commit.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given.isdigit():
        try:
            given = run(
                ["git", "log", "-1", "--format=%ct"], purpose="ask for the commit", cwd=root
            )
        except BuildError:  # the folder of a source distribution
            return EARLIEST
    return max(EARLIEST, int(given))


def write_wheel(place: Path, files: Mapping[str, bytes], *, at: int) -> Path:
    """Write a wheel, with its RECORD.

    Parameters
    ----------
    place : Path
        Folder for the wheel, whose name follows from its METADATA and WHEEL.
    files : mapping
        Content by path within the wheel; RECORD is made.
    at : int
        Time of the files, seconds since 1970.
    """
    about = next(PurePosixPath(name).parent for name in files if name.endswith(".dist-info/WHEEL"))
    tags = [
        line.removeprefix("Tag: ")
        for line in files[f"{about}/WHEEL"].decode().splitlines()
        if line.startswith("Tag: ")
    ]
    (tag,) = tags
    record = f"{about}/RECORD"
    kept = {name: content for name, content in sorted(files.items()) if name != record}
    # The metadata come last, as the format recommends.
    order = sorted(kept, key=lambda name: (name.startswith(f"{about}/"), name))
    lines = [f"{name},sha256={_digest(kept[name])},{len(kept[name])}" for name in order]
    kept[record] = "\n".join((*lines, f"{record},,", "")).encode()
    path = place / f"{about.name.removesuffix('.dist-info')}-{tag}.whl"
    write_zip(path, {name: kept[name] for name in (*order, record)}, at=at)
    return path


def write_zip(path: Path, files: Mapping[str, bytes], *, at: int) -> None:
    """Write a ZIP archive of files in their order.

    Parameters
    ----------
    path : Path
    files : mapping
        Content by path within the archive.
    at : int
        Time of the files, seconds since 1970.
    """
    when = time.gmtime(at)[:6]
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, when)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # as Unix, wherever it is written
            mode = _PROGRAM if name.endswith((".so", ".pyd")) else _FILE
            entry.external_attr = (0o100000 | mode) << 16
            archive.writestr(entry, content, compresslevel=_LEVEL)


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def rewrite_sdist(path: Path, *, at: int) -> None:
    """Write the archive of a source distribution again, from the content of its files alone."""
    with tarfile.open(path) as archive:
        files = {
            member.name: content.read()
            for member in archive.getmembers()
            if member.isfile() and (content := archive.extractfile(member)) is not None
        }
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(data), at, _FILE
            archive.addfile(entry, io.BytesIO(data))
    path.write_bytes(gzip.compress(packed.getvalue(), _LEVEL, mtime=0))

"""Arrays from NPZ files: plain ones only, never pickled objects, and no more than a file holds."""

from __future__ import annotations

from pathlib import Path
from tokenize import TokenError
from typing import IO, Any, BinaryIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from izhikevich.errors import FileError
from izhikevich.messages import msg
from izhikevich.progress import Progress, Steps, finish

Arrays = dict[str, NDArray[Any]]

_SUFFIX = ".npy"
_PART = 8_000_000  # bytes that are read at a time
_HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


def load_arrays(file: str | Path | BinaryIO, most: int) -> Arrays:
    """Do what `loading_arrays` does, without progress reports."""
    return finish(loading_arrays(file, most))


def loading_arrays(file: str | Path | BinaryIO, most: int) -> Steps[Arrays]:
    """Return the arrays of an NPZ file by name, with progress reports.

    Parameters
    ----------
    file : str, path or binary file
    most : int
        Maximum size of all arrays together, bytes.

    Raises
    ------
    FileError
        If it is not an NPZ file of plain arrays, or too large.
    """
    try:
        with ZipFile(file) as archive:
            infos = [info for info in archive.infolist() if info.filename.endswith(_SUFFIX)]
            if not infos:
                raise FileError("it has no arrays: NPZ is an archive of arrays")
            total = sum(info.file_size for info in infos)
            if total > most:
                raise FileError(msg("its arrays are larger than {most} MB", most=most // 1_000_000))
            found: Arrays = {}
            before = 0
            for info in infos:
                name = info.filename.removesuffix(_SUFFIX)
                with archive.open(info) as member:
                    found[name] = yield from _reading(member, info.file_size, before, total)
                before += info.file_size
            return found
    except FileError:
        raise
    except (ValueError, EOFError, KeyError, BadZipFile, ZlibError) as reason:
        raise FileError(msg("it cannot be read as NPZ: {reason}", reason=str(reason))) from reason
    except (NotImplementedError, RuntimeError) as reason:  # encrypted, or compressed in other ways
        raise FileError(msg("it cannot be read as NPZ: {reason}", reason=str(reason))) from reason


def _reading(member: IO[bytes], size: int, before: int, total: int) -> Steps[NDArray[Any]]:
    """Return an array, no larger than the `size` bytes that there are, after those read before."""
    read_header = _HEADERS.get(npy.read_magic(member))
    if read_header is None:
        raise ValueError("a newer version of NPY")
    try:
        shape, in_columns, dtype = read_header(member)
    except (SyntaxError, TokenError, TypeError, MemoryError, RecursionError) as reason:
        raise ValueError("the header of an array cannot be read") from reason
    if dtype.hasobject:
        raise ValueError("objects are not read, only numbers and texts")
    count = 1
    for length in shape:  # in Python's own integers, which do not overflow
        count *= length
    if min(shape, default=0) < 0 or count * dtype.itemsize > size:
        raise ValueError("an array is shorter than it says")
    data, whole = bytearray(), count * dtype.itemsize
    while len(data) < whole:
        part = member.read(min(_PART, whole - len(data)))
        if not part:
            break
        data += part
        yield Progress((before + len(data)) / total, "Reading the arrays")
    array = np.frombuffer(data, dtype=dtype, count=count)
    return array.reshape(shape, order="F" if in_columns else "C")

"""MATLAB files (version 5, as `save` writes them by default): arrays of numbers, in structures too.

The format is that of "MAT-File Format" (The MathWorks, 2019). Later ones (version 7.3) are HDF5.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.errors import FileError
from izhikevich.fitting.files.arrays import signals_of
from izhikevich.fitting.files.libraries import cut_off, reading
from izhikevich.fitting.files.options import Options
from izhikevich.fitting.files.signals import MAX_VALUES, Signals
from izhikevich.messages import msg

_KIND = "MATLAB"
_HEADER = 128  # bytes
_TYPES = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8"}
_TYPES |= {13: "u8"}
_MATRIX, _COMPRESSED = 14, 15
_CELL, _STRUCTURE, _FIRST_NUMBER, _LAST_NUMBER = 1, 2, 6, 15
_COMPLEX = 0x0800
_MAX_BYTES, _MAX_PARTS, _MAX_DEPTH = 8 * MAX_VALUES, 10_000, 8


def read_matlab(content: bytes, options: Options) -> Signals:
    """Return the signals among the variables of a MATLAB file; fields are named after dots."""
    with reading(_KIND):
        return signals_of(arrays_of(content), options)


def arrays_of(content: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of numbers in a MATLAB file, by name.

    Raises
    ------
    FileError
        If it is damaged, or larger than what is read.
    """
    order = {b"IM": "<", b"MI": ">"}.get(content[126:128])
    if order is None:
        raise cut_off(_KIND)
    reader = _Reader(order)
    return dict(reader.variables(memoryview(content)[_HEADER:]))


@dataclass
class _Reader:
    """Reads elements, each no larger than what there is, and altogether no more than allowed."""

    order: str
    left: int = _MAX_BYTES
    parts: int = _MAX_PARTS

    def variables(self, data: memoryview) -> Iterator[tuple[str, NDArray[Any]]]:
        """Yield the arrays of all variables."""
        at = 0
        while at < len(data):
            kind, element, at = self.element(data, at)
            if kind == _COMPRESSED:
                kind, element, _ = self.element(self.unpacked(element), 0)
            if kind == _MATRIX:
                yield from self.matrix(element, "", 0)

    def unpacked(self, data: memoryview) -> memoryview:
        """Return a compressed element."""
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(data, self.left + 1)
        self.left -= len(unpacked)
        if self.left < 0:
            raise _too_large()
        return memoryview(unpacked)

    def element(self, data: memoryview, at: int) -> tuple[int, memoryview, int]:
        """Return kind and content of an element, and where the next one begins."""
        if at + 8 > len(data):
            raise cut_off(_KIND)
        kind, size = struct.unpack_from(f"{self.order}II", data, at)
        if kind >> 16:  # a small one, within four bytes
            kind, size = kind & 0xFFFF, kind >> 16
            return kind, data[at + 4 : at + 4 + min(size, 4)], at + 8
        start = at + 8
        if start + size > len(data):
            raise cut_off(_KIND)
        padding = 0 if kind == _COMPRESSED else -size % 8
        return kind, data[start : start + size], start + size + padding

    def matrix(self, data: memoryview, name: str, depth: int) -> Iterator[tuple[str, NDArray[Any]]]:
        """Yield the arrays of a variable or field."""
        self.parts -= 1
        if self.parts < 0 or depth > _MAX_DEPTH:
            raise _too_large()
        if not data:
            return
        _, flags, at = self.element(data, 0)
        (first,) = struct.unpack_from(f"{self.order}I", flags)
        _, lengths, at = self.element(data, at)
        shape = tuple(np.frombuffer(lengths, f"{self.order}i4").tolist())
        _, own, at = self.element(data, at)
        name = name or bytes(own).decode("latin-1")
        kind = first & 0xFF
        if _FIRST_NUMBER <= kind <= _LAST_NUMBER and not first & _COMPLEX:
            yield name, self.numbers(data, at, shape)
        elif kind == _CELL:
            for k in range(min(_count(shape), _MAX_PARTS)):
                _, element, at = self.element(data, at)
                yield from self.matrix(element, f"{name}.{k + 1}", depth + 1)
        elif kind == _STRUCTURE:
            _, width, at = self.element(data, at)
            (size,) = struct.unpack_from(f"{self.order}i", width)
            _, names, at = self.element(data, at)
            fields = _names(bytes(names), size)
            count = _count(shape)
            for k in range(min(count, _MAX_PARTS)):
                for field in fields:
                    _, element, at = self.element(data, at)
                    place = f"{name}.{field}" if count == 1 else f"{name}.{k + 1}.{field}"
                    yield from self.matrix(element, place, depth + 1)

    def numbers(self, data: memoryview, at: int, shape: tuple[int, ...]) -> NDArray[Any]:
        """Return an array, in the numbers in which it is stored."""
        kind, element, _ = self.element(data, at)
        dtype = np.dtype(f"{self.order}{_TYPES[kind]}")
        count = _count(shape)
        if count * dtype.itemsize != len(element):
            raise cut_off(_KIND)
        return np.frombuffer(element, dtype).reshape(shape, order="F")


def _count(shape: tuple[int, ...]) -> int:
    """Return the number of elements, in Python's own integers, which do not overflow."""
    count = 1
    for length in shape:
        if length < 0:
            raise cut_off(_KIND)
        count *= length
    return count


def _names(text: bytes, size: int) -> list[str]:
    if not 0 < size <= 64:
        raise cut_off(_KIND)
    cells = [text[k : k + size] for k in range(0, len(text), size)]
    return [cell.split(b"\x00")[0].decode("latin-1") for cell in cells]


def _too_large() -> FileError:
    return FileError(msg("It has too much in it: save the variables that are needed."))

"""The way of an answer to the page: JSON text, and one buffer that holds all its arrays.

In the text an array is ``{"$array": [type, byte offset, length]}``, with ``[rows, columns]`` as a
fourth item if it has two dimensions. The buffer is handed over as it is, never as text.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

import numpy as np

_ALIGNMENT = 8  # bytes: typed arrays of the page begin at multiples of their item size
_AS_IS = {np.dtype(name).str: name for name in ("float64", "float32", "int32", "uint8")}


def pack(answer: dict[str, Any]) -> tuple[str, bytes]:
    """Return the JSON text and the buffer of an answer.

    Parameters
    ----------
    answer : dict
        Of dicts, lists, texts, numbers and arrays of one or two dimensions. Booleans in arrays
        become bytes, integers 32-bit integers or, if they do not fit, doubles. Numbers outside
        arrays that are not finite become null.

    Returns
    -------
    header : str
    buffer : bytes
    """
    try:
        return _packed(answer)
    except ValueError:  # a number is not finite, which is rare: only then look at each
        return _packed(_finite(answer))


def _packed(answer: dict[str, Any]) -> tuple[str, bytes]:
    chunks: list[bytes] = []
    size = 0

    def place(node: Any) -> Any:
        """Stand in for what JSON does not know: arrays and numpy's numbers."""
        nonlocal size
        if isinstance(node, np.generic):
            return node.item()
        array = _plain(node)
        data = array.tobytes()
        found: list[Any] = [_AS_IS[array.dtype.str], size, array.size]
        if array.ndim == 2:
            found.append(list(array.shape))
        padding = -len(data) % _ALIGNMENT
        chunks.append(data + bytes(padding))
        size += len(data) + padding
        return {"$array": found}

    header = json.dumps(answer, separators=(",", ":"), allow_nan=False, default=place)
    return header, b"".join(chunks)


def _finite(node: Any) -> Any:
    """Return the answer with None for numbers that are not finite."""
    if isinstance(node, dict):
        return {key: _finite(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_finite(value) for value in node]
    if isinstance(node, np.generic):
        node = node.item()
    return None if isinstance(node, float) and not isfinite(node) else node


def unpack(header: str, buffer: bytes) -> dict[str, Any]:
    """Return the answer that `pack` was given, as the page reads it."""

    def decode(node: dict[str, Any]) -> Any:
        if "$array" not in node:
            return node
        name, offset, length, *shape = node["$array"]
        array = np.frombuffer(buffer, np.dtype(name), length, offset)
        return array.reshape(shape[0]) if shape else array

    answer: dict[str, Any] = json.loads(header, object_hook=decode)
    return answer


def _plain(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the array as one of the types that the page has."""
    if array.dtype.str in _AS_IS:
        return array
    if array.dtype.kind == "b":
        return array.astype(np.uint8)
    if array.dtype.kind in "iu":
        limits = np.iinfo(np.int32)
        if not array.size or (array.min() >= limits.min and array.max() <= limits.max):
            return array.astype(np.int32)
    return array.astype(np.float64)

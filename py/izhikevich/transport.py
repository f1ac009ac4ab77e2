"""Messages between Python and the page: JSON text, and one buffer that holds all arrays.

In the text a dataclass is an object of its fields, and an array is ``{"$array": [type, byte offset,
length]}``, with ``[rows, columns]`` as a fourth item if it is two-dimensional; bytes are an array
of these. The buffer is handed over as it is, never as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from enum import Enum
from math import isfinite
from operator import attrgetter
from typing import Any, Final, TypeAlias

import numpy as np

_ALIGNMENT = 8  # bytes: the page's typed arrays begin at multiples of their item size
_AS_IS = {np.dtype(name).str: name for name in ("float64", "float32", "int32", "uint8")}


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "unset"


#: The value of a field that is absent from a message, as opposed to None, which is sent as null.
UNSET: Final = Unset.UNSET
#: Metadata of a field that is internal to Python and not sent.
LOCAL: Mapping[str, bool] = {"local": True}


@dataclass(frozen=True)
class SentAs:
    """Metadata of an annotation: the type of a value in messages, where it differs."""

    type: object


def is_sent(field: Field[Any]) -> bool:
    """Tell whether a field of a dataclass is part of messages."""
    return not field.name.startswith("_") and "local" not in field.metadata


#: Names of the fields that are sent, and a getter of these (plus one more thing, so that they come
#: as a tuple).
_Sent: TypeAlias = tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]
#: These by dataclass: inspecting the fields themselves takes time.
_SENT: dict[type[Any], _Sent] = {}


def content(message: Any) -> dict[str, Any]:
    """Return the fields of a dataclass that are sent, by name; their values are unchanged."""
    known = _SENT.get(type(message)) or _inspect(type(message))
    return _content(message, known)


def _inspect(kind: type[Any]) -> _Sent:
    names = tuple(field.name for field in fields(kind) if is_sent(field))
    return _SENT.setdefault(kind, (names, attrgetter(*names, "__class__")))


def _content(message: Any, known: _Sent) -> dict[str, Any]:
    names, get = known
    pairs = zip(names, get(message), strict=False)
    return {name: value for name, value in pairs if value is not UNSET}


def plain(node: Any) -> Any:
    """Return a message as dicts, lists, texts, numbers and arrays, as `pack` sends it."""
    return _each(node, lambda leaf: leaf)


def _each(node: Any, of_leaf: Callable[[Any], Any]) -> Any:
    """Return a message as dicts and lists, with a function of each of its leaves."""
    if is_dataclass(node):
        node = content(node)
    if isinstance(node, Mapping):
        return {key: _each(value, of_leaf) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_each(value, of_leaf) for value in node]
    return of_leaf(node)


def pack(message: object) -> tuple[str, bytes]:
    """Return the JSON text and the buffer of a message.

    Parameters
    ----------
    message : object
        Made of dataclasses, mappings, sequences, texts, numbers, bytes, and arrays of one or two
        dimensions. Booleans in arrays become bytes, integers 32-bit integers or, if they do not
        fit, doubles. Numbers outside arrays that are not finite become null.

    Returns
    -------
    header : str
    buffer : bytes
    """
    try:
        return _packed(message)
    except ValueError:  # a number is not finite, which is rare: only then check each
        return _packed(_each(message, _finite))


def _packed(message: object) -> tuple[str, bytes]:
    chunks: list[bytes] = []
    size = 0

    def place(node: Any) -> Any:
        """Convert what JSON does not know: dataclasses, arrays and numpy's numbers."""
        nonlocal size
        known = _SENT.get(type(node))
        if known is not None:
            return _content(node, known)
        if isinstance(node, np.ndarray):
            array = _plain(node)
        elif isinstance(node, np.generic):
            return node.item()
        elif isinstance(node, Mapping):
            return dict(node)
        elif is_dataclass(node):
            return content(node)
        else:
            array = np.frombuffer(node, np.uint8)
        data = array.tobytes()
        found: list[Any] = [_AS_IS[array.dtype.str], size, array.size]
        if array.ndim == 2:
            found.append(list(array.shape))
        padding = -len(data) % _ALIGNMENT
        chunks.append(data + bytes(padding))
        size += len(data) + padding
        return {"$array": found}

    header = json.dumps(message, separators=(",", ":"), allow_nan=False, default=place)
    return header, b"".join(chunks)


def _finite(leaf: Any) -> Any:
    """Return None for a number that is not finite."""
    if isinstance(leaf, np.generic):
        leaf = leaf.item()
    return None if isinstance(leaf, float) and not isfinite(leaf) else leaf


def unpack(header: str, buffer: bytes) -> dict[str, Any]:
    """Return the message given to `pack`, as the page reads it."""

    def decode(node: dict[str, Any]) -> Any:
        if "$array" not in node:
            return node
        name, offset, length, *shape = node["$array"]
        array = np.frombuffer(buffer, np.dtype(name), length, offset)
        return array.reshape(shape[0]) if shape else array

    message: dict[str, Any] = json.loads(header, object_hook=decode)
    return message


def _plain(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the array with one of the page's array types."""
    if array.dtype.str in _AS_IS:
        return array
    if array.dtype.kind == "b":
        return array.astype(np.uint8)
    if array.dtype.kind in "iu":
        limits = np.iinfo(np.int32)
        if not array.size or (array.min() >= limits.min and array.max() <= limits.max):
            return array.astype(np.int32)
    return array.astype(np.float64)

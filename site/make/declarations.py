"""The page's type declarations, generated from the messages that Python declares.

This runs where the package can be imported; `make.protocol` runs it.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import (
    Annotated,
    Any,
    ForwardRef,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import numpy as np
from izhikevich.app import protocol
from izhikevich.app.schema import Schema
from izhikevich.plots.render.plotly import Json
from izhikevich.plots.table import Column as TableColumn
from izhikevich.tours.standing import Standing
from izhikevich.tours.tour import Tour
from izhikevich.transport import SentAs, Unset, is_sent
from izhikevich.views import about, live, part, table
from izhikevich.views import schema as declare

HEAD = (
    "// Made by the build (site/make/declarations.py) from what Python declares. Do not edit.\n\n"
)
#: Types with their own names, by name.
ALIASES: Mapping[str, object] = {
    "Value": declare.Value,
    "Values": declare.Values,
    "Level": part.Level,
    "Inline": about.Inline,
    "Parameter": table.AnyParameter,
    "Column": table.AnyColumn,
    "Call": protocol.AnyCall,
    "Request": protocol.Request,
    "Event": protocol.Event,
}
#: New names for types whose own names are taken.
RENAMED: Mapping[object, str] = {
    **{kind: f"{kind.__name__}Parameter" for kind in get_args(table.AnyParameter)},
    TableColumn: "TableColumn",
}


class _MathNode:
    """A placeholder for `izhikevich.views.mathml.Node`, which refers to itself."""


_NODE = "MathNode"
#: Names that modules use without importing them, or that refer to themselves.
_LATE: Mapping[str, type] = {
    "Node": _MathNode,
    "Standing": Standing,
    "Tour": Tour,
    "LiveAnswer": live.LiveAnswer,
    "LiveFrame": live.LiveFrame,
}
_NODES = f"""/** An element's name, its parameter if it shows the value of one, and its children. */
export type {_NODE} = string | [string, ...({_NODE} | {{ parameter?: string; form?: string }})[]];
"""
_PLAIN: Mapping[object, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    bytes: "Uint8Array<ArrayBuffer>",
    type(None): "null",
    object: "unknown",
    Any: "any",
}
_ARRAYS: Mapping[object, str] = {
    np.float64: "Float64Array",
    np.float32: "Float32Array",
    np.int32: "Int32Array",
    np.uint8: "Uint8Array",
    Any: "Float64Array | Float32Array | Int32Array | Uint8Array",
}


def declarations() -> str:
    """Return the declarations of everything that either side sends."""
    return HEAD + "\n".join(Declarations().made())


class Declarations:
    """Declarations under construction: types that occur are declared in turn."""

    def __init__(self) -> None:
        self._waiting: list[type] = []
        self._met: set[type] = set()

    def made(self) -> Iterator[str]:
        """Yield one declaration after the other."""
        for name, alias in ALIASES.items():
            yield f"export type {name} = {self._union(alias)};\n"
        yield _NODES
        yield self._results()
        self.of(Schema)
        yield from self.declared()

    def declared(self) -> Iterator[str]:
        """Yield the declarations of the types that occurred, and of those that occur in them."""
        while self._waiting:
            yield self._interface(self._waiting.pop(0))

    def of(self, kind: Any) -> str:
        """Return a type as the page writes it."""
        for name, alias in ALIASES.items():
            if kind == alias:
                return name
        return self._union(kind)

    def _union(self, kind: Any) -> str:
        """Return a type that has no name."""
        origin, arguments = get_origin(kind), get_args(kind)
        if kind in _PLAIN:
            return _PLAIN[kind]
        if origin is Annotated:
            (sent,) = (one for one in kind.__metadata__ if isinstance(one, SentAs))
            return self.of(sent.type)
        if origin is Literal:
            return " | ".join(f'"{one}"' for one in arguments)
        if origin in (Union, types.UnionType):
            return " | ".join(dict.fromkeys(self.of(one) for one in arguments if one is not Unset))
        if origin is np.ndarray:
            (item,) = get_args(arguments[1])
            return _ARRAYS[item]
        if origin is tuple and arguments[-1] is not Ellipsis:
            return f"[{', '.join(map(self.of, arguments))}]"
        if origin in (tuple, list, Sequence):
            item = self.of(arguments[0])
            return f"({item})[]" if " | " in item else f"{item}[]"
        if kind == Json:
            return "any"  # the type of another program
        if origin in (dict, Mapping):
            return f"Record<string, {self.of(arguments[1])}>"
        if isinstance(kind, ForwardRef):
            return self.of(_LATE[kind.__forward_arg__])
        if kind is _MathNode:
            return _NODE
        return self._named(kind)

    def _named(self, kind: Any) -> str:
        if not (is_dataclass(kind) or is_typeddict(kind)):
            raise TypeError(f"{kind} has no form in messages")
        if kind not in self._met:
            self._met.add(kind)
            self._waiting.append(kind)
        return _name(kind)

    def _interface(self, kind: type) -> str:
        hints = get_type_hints(kind, localns=dict(_LATE), include_extras=True)
        if is_dataclass(kind):
            names = [field.name for field in fields(kind) if is_sent(field)]
        else:
            names = list(hints)
        lines = (
            f"  {name}{'?' if Unset in get_args(hints[name]) else ''}: {self.of(hints[name])};\n"
            for name in names
        )
        return f"{_comment(kind)}export interface {_name(kind)} {{\n{''.join(lines)}}}\n"

    def _results(self) -> str:
        """Return what each call returns, by the type of the request."""
        lines = []
        for call in get_args(protocol.AnyCall):
            (base,) = call.__orig_bases__
            lines.append(f"  {call.type}: {self.of(get_args(base)[0])};\n")
        return f"/** What each call returns. */\nexport interface Results {{\n{''.join(lines)}}}\n"


def _name(kind: Any) -> str:
    return RENAMED.get(kind, kind.__name__)


def _comment(kind: type) -> str:
    """Return the first paragraph of a class's docstring as a comment."""
    text = (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
    return f"/** {text} */\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(declarations(), encoding="utf-8")

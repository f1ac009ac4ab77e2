"""The page's type declarations, made from the messages that Python declares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal, get_args

import numpy as np
import pytest
from izhikevich.app import protocol
from izhikevich.plots.spec import Array
from izhikevich.transport import LOCAL, UNSET, SentAs, Unset, pack
from izhikevich.views.schema import Values
from make.declarations import Declarations, declarations
from make.protocol import DECLARATIONS
from numpy.typing import NDArray


def test_they_are_up_to_date() -> None:
    text = DECLARATIONS.read_text(encoding="utf-8")
    assert text == declarations(), "python3 build.py writes them anew"


def test_all_messages_are_declared() -> None:
    declared = set(re.findall(r"export interface (\w+)", declarations()))
    messages = {*get_args(protocol.Request), *get_args(protocol.Event)}
    assert {message.__name__ for message in messages} <= declared


def test_messages_have_different_types() -> None:
    for messages in (get_args(protocol.Request), get_args(protocol.Event)):
        assert len({message.type for message in messages}) == len(messages)


@dataclass
class Inner:
    """What is inside.

    And more of it.
    """

    numbers: NDArray[np.float64]


@dataclass
class Example:
    """An example."""

    kind: Literal["a", "b"]
    values: Values
    inner: tuple[Inner, ...]
    pair: tuple[float, str | None]
    either: list[int | str]
    array: Array
    limit: Annotated[float, SentAs(float | None)]
    perhaps: bytes | Unset = UNSET
    own: set[int] = field(default_factory=set, metadata=LOCAL)
    _hidden: object = None


def test_what_types_become() -> None:
    made = Declarations()
    assert made.of(Example) == "Example"
    found = "".join(made.declared())
    assert found == (
        "/** An example. */\n"
        "export interface Example {\n"
        '  kind: "a" | "b";\n'
        "  values: Values;\n"
        "  inner: Inner[];\n"
        "  pair: [number, string | null];\n"
        "  either: (number | string)[];\n"
        "  array: Float64Array | Float32Array | Int32Array | Uint8Array;\n"
        "  limit: number | null;\n"
        "  perhaps?: Uint8Array<ArrayBuffer>;\n"
        "}\n"
        "/** What is inside. */\n"
        "export interface Inner {\n"
        "  numbers: Float64Array;\n"
        "}\n"
    )
    example = Example("a", {}, (), (1.0, None), [], np.ones(1), np.inf)
    names = set(re.findall(r"^  (\w+)\??:", found.partition("}")[0], re.MULTILINE))
    assert set(re.findall(r'"(\w+)":', pack(example)[0])) == names - {"perhaps"}


def test_a_type_that_cannot_be_sent() -> None:
    with pytest.raises(TypeError, match="has no form in messages"):
        Declarations().of(set[int])

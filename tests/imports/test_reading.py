"""Reading what others have written: what it is, and junk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import app
from izhikevich.errors import ParameterError
from izhikevich.imports import Imported, read

PIECES = st.sampled_from(
    [
        *("a=", "b", "0.02", "-65", "I=10 pA", "k=", "vr", "stimulus=", "step(1,2)", "u=b*v", "#"),
        *(
            "neuron?",
            "<",
            ">",
            "<izhikevichCell ",
            'a="1"',
            "/>",
            "<!DOCTYPE",
            "&x;",
            "\n",
            ",",
            ";",
        ),
        *(
            "t (ms)",
            "1,2\n",
            "3 4\n",
            "nan",
            "1e999",
            "=",
            "{",
            "}",
            "(",
            ")",
            '"',
            "%",
            "\t",
            "é",
            "\0",
        ),
    ]
)


def check(text: str | bytes) -> None:
    """Read something: it is a state that the page can show, or a sentence that says why not."""
    try:
        found = read(text)
    except ParameterError as error:
        reason = str(error)
    else:
        reason = ""
    if reason:
        assert "is not allowed" in reason
        assert len(reason) < 700
        return
    assert isinstance(found, Imported)
    assert found.words
    app.read(found.state)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_pieces(text: str) -> None:
    check(text)


@given(st.binary(max_size=100))
def test_any_bytes(data: bytes) -> None:
    check(data)
    check(b"PK\x03\x04" + data)


@pytest.mark.parametrize("text", ["", "  \n", "hello", "\ufeff"])
def test_says_what_can_be_read(text: str) -> None:
    with pytest.raises(ParameterError, match="must be a link, parameters such as"):
        read(text)


@pytest.mark.proves("file-bounded")
def test_refuses_other_things_and_long_ones() -> None:
    with pytest.raises(ParameterError, match="must be a link"):
        read(3)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="20 million characters"):
        read("a" * 20_000_001)


@pytest.mark.parametrize(
    "text",
    [
        "#neuron?preset=RS&I=3",
        "neuron?preset=RS&I=3",
        "https://example.org/a.html#neuron?preset=RS&I=3",
        "  #neuron?preset=RS&I=3\n",
    ],
)
def test_links(text: str) -> None:
    found = read(text)
    assert found.words == "a link"
    assert found.state["preset"] == "RS"
    assert found.state["values"] == {"I": "3"}

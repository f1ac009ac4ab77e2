"""Reading what others have written: what it is, and junk."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import links
from izhikevich.errors import ParameterError
from izhikevich.imports import Imported, lines, read, tables
from izhikevich.views import preparation

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
        assert "is not allowed" in reason or reason.startswith("Can't read this. Paste a ")
        assert len(reason) < 700
        return
    assert isinstance(found, Imported)
    assert found.words
    preparation.read(found.state)


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
    with pytest.raises(
        ParameterError, match=r"^Can't read this\. Paste a link, parameters \(a=0\.02"
    ):
        read(text)


@pytest.mark.proves("file-bounded")
def test_refuses_other_things_and_long_ones() -> None:
    with pytest.raises(ParameterError, match="text = 3 is not allowed: must be text"):
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


LARGE = 20_000_000


@pytest.mark.parametrize(
    "piece",
    [
        *(chr(k) for k in range(0, 256, 5)),
        *(
            "\n",
            "1",
            "a",
            "#",
            "=",
            "a=",
            "1,",
            "1\n",
            "é",
            "<a>",
            "0,1\n",
            "\x0b",
            "a\n",
            "#a\n",
            "# x",
            "stimulus=",
            "t,I\n",
            "neuron?a=1&",
            "a://#",
        ),
    ],
)
def test_a_large_text_of_anything_is_answered(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It meets a limit before any parser that does work for each character in Python.

    What the parsers are given is counted: none gets more than a part of the text, but the table
    (lines) and NeuroML (a compiled parser) up to their own limits.
    """
    longest = []

    def noted(function: Any) -> Any:
        def call(text: str, *others: Any) -> Any:
            longest.append(len(text))
            return function(text, *others)

        return call

    monkeypatch.setattr(lines, "_settings", noted(lines._settings))
    monkeypatch.setattr(lines, "_take_stimulus", noted(lines._take_stimulus))
    monkeypatch.setattr(links, "_take_apart", noted(links._take_apart))
    monkeypatch.setattr(tables, "_cell", noted(lambda cells, *_: 0.0))
    text = piece * (LARGE // len(piece))
    if text.strip():
        with pytest.raises(ParameterError) as caught:
            read(text)
        assert len(str(caught.value)) < 500
    assert all(length <= 200_000 for length in longest)


def test_limits_are_said() -> None:
    for text, message in (
        ("#" + "a" * 200_000, "at most 200,000 characters"),
        ("neuron?" + "a=1&" * 100_000, "at most 200,000 characters"),
        ("a=1 " * 10_000, "at most 20,000 characters"),
        ("<a>" + "<b/>" * 500_000 + "</a>", "at most 500,000 elements"),
        ("<a " + " ".join(f"a{k}='>'" for k in range(5000)) + "/>", "at most 20,000 characters"),
    ):
        with pytest.raises(ParameterError, match=message):
            read(text)

"""The kernel's side of the widget: documents, requests and events, and the values of a state."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from izhikevich.errors import ParameterError
from izhikevich.transport import unpack
from izhikevich.widget.answering import Answering
from izhikevich.widget.page import document
from izhikevich.widget.values import Values

RS = {"version": 1, "view": "neuron", "preset": "RS", "values": {"I": 12}, "panels": ["trace"]}


class Views:
    """Collects what is sent to the views."""

    def __init__(self) -> None:
        self.sent: list[tuple[dict[str, Any], list[bytes]]] = []
        self.answering = Answering(lambda *one: self.sent.append(one), lambda: b"document")

    def tell(self, kind: str, view: str = "a", launch: int = 1, **more: Any) -> None:
        self.answering.receive({"type": kind, "view": view, "launch": launch, **more}, [])

    def request(self, number: int, **request: Any) -> None:
        self.tell("request", number=number, header=json.dumps(request))

    def events(self, view: str = "a") -> list[dict[str, Any]]:
        return [
            unpack(content["header"], b"".join(buffers))
            for content, buffers in self.sent
            if content["type"] == "event" and content["view"] == view
        ]

    def settled(self) -> list[int]:
        return [one["number"] for one, _ in self.sent if one["type"] == "settled"]


def test_it_hands_over_the_document() -> None:
    views = Views()
    views.tell("open", launch=0)
    assert views.sent == [({"type": "page", "view": "a", "launch": 0}, [b"document"])]


def test_a_state_is_answered_and_settled() -> None:
    views = Views()

    async def run() -> None:
        views.tell("launch")
        views.request(1, type="ask", id=1, state=RS, goal=[])
        while 1 not in views.settled():
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(run(), 60.0))
    kinds = [one["type"] for one in views.events()]
    assert kinds[:2] == ["live", "begun"]
    assert kinds[-1] == "done"
    (first, *_) = (one["answer"] for one in views.events() if one["type"] == "answer")
    assert first["state"]["values"] == {"I": 12}
    assert not views.events("b")


def test_what_is_done_at_once_is_settled_at_once() -> None:
    views = Views()
    views.tell("launch")
    views.request(7, type="ping")
    assert views.settled() == [7]


def test_a_view_that_left_gets_no_more() -> None:
    views = Views()

    async def run() -> None:
        views.tell("launch")
        views.request(1, type="ask", id=1, state=RS, goal=[])
        views.tell("leave")
        await asyncio.sleep(0.2)

    asyncio.run(run())
    assert [one["type"] for one in views.events()] == ["live"]


def test_requests_to_an_earlier_launch_are_dropped() -> None:
    views = Views()
    views.tell("launch", launch=1)
    views.tell("launch", launch=2)
    views.request(1, type="ping")
    assert views.settled() == []


def test_the_document_lacks_what_only_the_own_python_needs(tmp_path: Path) -> None:
    asset = '<script type="application/octet-stream" data-asset="{}" data-type="x">QUJD</script>\n'
    names = ("pyodide/pyodide.js", "izhikevich.zip", "readers/pyabf.zip", "pyscript/core.js")
    kept = ("plotly.js", "schema.json")
    page = tmp_path / "page.html"
    parts = "".join(asset.format(name) for name in (*names, *kept))
    page.write_text(f'<!doctype html>\n<html lang="en">\n{parts}</html>', encoding="utf-8")
    made = gzip.decompress(document(page, 0, "https://a.example/")).decode()
    assert re.findall('data-asset="([^"]+)"', made) == list(kept)
    assert '<html lang="en" data-python="host" data-address="https://a.example/">' in made


class TestValues:
    @pytest.fixture
    def links(self) -> list[str]:
        return []

    @pytest.fixture
    def values(self, links: list[str]) -> Values:
        return Values("#neuron?preset=CH&I=11", links.append)

    def test_they_are_those_of_the_state(self, values: Values) -> None:
        assert values["I"] == 11.0
        assert values["c"] == -50.0
        assert {"a", "b", "c", "d"} <= set(values)

    def test_setting_one_gives_a_link(self, values: Values, links: list[str]) -> None:
        values["I"] = 12
        values.update(a=0.03, d=3)
        del values["I"]
        assert links == [
            "#neuron?preset=CH&I=12",
            "#neuron?preset=CH&a=0.03&d=3&I=11",
            "#neuron?preset=CH",
        ]

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [("currrent", 1, "must be one of"), ("I", "much", "must be a number")],
    )
    def test_what_is_refused(self, values: Values, name: str, value: Any, said: str) -> None:
        with pytest.raises(ParameterError, match=said):
            values[name] = value

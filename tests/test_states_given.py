"""What takes a state, a link or a tour refuses anything else, and does not answer for another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import izhikevich as izh
import pytest
from izhikevich import imports, links, tours
from izhikevich.app import console, files
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.links import read_link, write_link
from izhikevich.views import registry

from tests import wire

#: No state, no link, no tour.
OTHERS: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "list": lambda: [1, 2],
    "int": lambda: 3,
    "bytes": lambda: b"\x00",
    "Network": izh.Network,
    "Trace": lambda: izh.simulate(izh.Parameters(), 10.0, 20.0),
    "Parameters": izh.Parameters,
    "dict of parameters": lambda: {"a": 0.02, "b": 0.2},
    "dict of numbers": lambda: {1: 2},
    "view": lambda: {"view": "neurons"},
    "view of no name": lambda: {"view": 3},
    "preset": lambda: {"preset": "tonic_spikin"},
    "preset of no name": lambda: {"view": "network", "preset": ["ring"]},
    "values": lambda: {"values": [1]},
}
TAKE_STATES: dict[str, Callable[[Any], Any]] = {
    **{f"export {name}": partial(export, name=name) for name in FORMATS},
    "write_link": write_link,
    "files.writing": lambda state: list(files.writing(state, "python", {})),
    "console.script": console.script,
}
TAKE_TEXTS: dict[str, Callable[[Any], Any]] = {
    "read_link": read_link,
    "imports.read": imports.read,
    "files.opening": wire.opened,
    "read_tour": tours.read_tour,
    "read_tour_link": tours.read_tour_link,
}
TAKE_TOURS: dict[str, Callable[[Any], Any]] = {
    "write_tour": tours.write_tour,
    "write_tour_link": tours.write_tour_link,
}


@pytest.mark.parametrize("other", [*OTHERS, "str"])
@pytest.mark.parametrize("name", [*TAKE_STATES, *TAKE_TOURS])
def test_states_and_tours(name: str, other: str) -> None:
    given = "#neuron?preset=RS" if other == "str" else OTHERS[other]()
    with pytest.raises(ParameterError):
        {**TAKE_STATES, **TAKE_TOURS}[name](given)


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", TAKE_TEXTS)
def test_texts(name: str, other: str) -> None:
    with pytest.raises(ParameterError):
        TAKE_TEXTS[name](OTHERS[other]())


@pytest.mark.parametrize("other", OTHERS)
def test_the_page_s_own_answers_with_a_notice(other: str) -> None:
    part = wire.at_once(OTHERS[other]())
    levels = [notice["level"] for notice in part["notices"]]
    assert ("error" in levels) == (not other.startswith("dict of"))


def test_what_is_meant_is_said() -> None:
    with pytest.raises(ParameterError, match=r"must be the state of a view, a dictionary with"):
        export(izh.Network(scheme="forward"), "brian2")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match=r"a state has no 'a', only type, version, view"):
        export({"a": 0.02}, "brian2")
    with pytest.raises(ParameterError, match=r"Did you mean neuron\?"):
        write_link({"view": "neurons"})
    with pytest.raises(ParameterError, match=r"Did you mean RS\?"):
        write_link({"preset": "rs"})
    with pytest.raises(ParameterError, match=r"Did you mean brian2\?"):
        export({}, "brian")
    with pytest.raises(ParameterError, match="panels = 3"):
        write_link({"panels": 3})
    with pytest.raises(ParameterError, match="a number or a text"):
        write_link({"values": {"a": [1]}})
    with pytest.raises(ParameterError, match="page = 'dark'"):
        write_link({}, "dark")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="embed = 1"):
        write_link({}, {"embed": 1})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("#neuron", "#neuron"),
        ("#neuron?preset=RS&I=12", "#neuron?preset=RS&I=12"),
        ("preset=ring", "#network?preset=ring"),
        ("#neuron?preset=ring", "#network?preset=ring"),
        ("#neuron?preset=RS&a=0.02&I=12.50&panels=trace", "#neuron?preset=RS&I=12.5&panels=trace"),
        ("#neuron?a=x&b=0.3", "#neuron?a=x&b=0.3"),
        ("#network?preset=custom&plasticity=true", "#network?preset=custom&plasticity=true"),
    ],
)
def test_links_of_states_that_were_read(link: str, written: str) -> None:
    assert write_link(read_link(link)[0]) == written
    assert links.write_link(imports.read(link).state if "#" in link else read_link(link)[0]) == (
        written
    )


def test_links_of_imports() -> None:
    for text in (
        "a=0.02 b=0.25 c=-55 d=0.05",
        "t (ms),I (mV/ms)\n0,1\n1,2\n2,3\n",
        "0.02 0.2 -65 8",
    ):
        state = imports.read(text).state
        _, first = registry.request_of(state)
        _, second = registry.request_of(read_link(write_link(state))[0])
        assert first.notices == second.notices == ()
        assert (second.preset, second.values) == (first.preset, first.values)

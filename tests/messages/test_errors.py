"""What errors say is read in another language, too: the words of code around values are no slot."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from functools import partial
from math import inf, nan
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import imports, links
from izhikevich.errors import (
    FileError,
    ParameterError,
    SimulationError,
    did_you_mean,
    one_of,
)
from izhikevich.export import export
from izhikevich.messages import Message, msg
from izhikevich.messages.catalogues import texts_of
from izhikevich.messages.translation import Translation
from izhikevich.nef.functions import as_function
from izhikevich.network.connectivity.rules import FixedOutDegree, OneToOne
from izhikevich.neuron.stimuli.text import parse
from izhikevich.units import integer, number, numbers
from izhikevich.views import registry
from izhikevich.views.file import File
from izhikevich.views.schema import Number, Parameter
from izhikevich.views.table import Table

from tests.messages.files import COMPLETE, demand

RS = izh.CELL_TYPES["RS"].parameters
#: Two words of a sentence; names of parameters and what is typed have none.
SENTENCE = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")
STIMULI = (
    *("", "x", "step(", "stepp(3)", "step(1,2,3,4,5)", "zap(1,2)", "step(,2)", "step(level=1)"),
    *("step(1,level=2)", "step(1,x=2)", "pulse(1,5,-1)", "pulses(1,0,5,2)", "3 4", "-step(3)"),
    *("white(2,seed=x)", "piecewise(0,1<t<2)", "piecewise(0,2>t>1>0:3)", "step(nan)", "1e999"),
    *("step(1e99)", "piecewise(0,3<t<2:1)", "sine(1,-2)", "noise(1,0)", "1" * 5000),
)
EXPRESSIONS = (
    *("", "x+*", "y", "1/0", "sin", "foo(x)", "sin(x,x)", "x**y", "2**1000", "clip(x,2,1)"),
    *("(x", "x)", "x x", "07", "x;x", "9" * 400, "x**0.5.5", "x[0]", "x=3", "x+" * 400 + "x"),
    *("(" * 60 + "x" + ")" * 60, "x=='a'", "x**99", "-" * 300 + "x"),
)
PASTED: tuple[str | bytes, ...] = (
    *("", "hello there", "a=0.02 a=0.03", "a=0.02 b=", "k=1 vr=-60", "a=0.02 mV", "g=3 C=1 nS/cm2"),
    *("I=3 uA/cm2", "i_offset=3", "u=b*v", "a=0.02 ???", "c=3 pA", "zeta=4", "k=3 C=100"),
    "x" * 9999,
    *("<a", "<a/>", "<!DOCTYPE a><a/>", "<izhikevichCell/>", '<izhikevichCell v0="x" a="1"/>'),
    '<izhikevichCell id="x" v0="1 ms" a="1" b="1" c="1" d="1" thresh="1 mV"/>',
    *("<" + "a" * 99999 + "/>", b"PK\3\4", b"PK"),
    *("1,2\n3,4", "t (ms),I (pA)\n1,2", "t (ms),I (pA)\n1,2\n1,2", "t (ms),I (pA)\n1,2\n3\n"),
    *("t,I\n1,2\n2,3", "t (ms),I\n1,2\n2,3", "t (h),I (pA)\n1,2\n2,3", "t (ms),v (mV)\n1,2\n2,3"),
    *("t (ms),spikes\n1,2\n2,3", "t (ms),I (uA/cm2)\n1,2\n2,3", "x,y\n1,2\n2,3", "t (ms)\n1\n2\n3"),
    *("t (ms),I (pA)\n1,nan\n2,3", "t (s),I (pA)\n1,2\n2000,3", "t (ms),I (pA)\n1,2\n2,1e99"),
    *("I (pA),J (pA)\n1,2\n2,3", "#neuron?" + "a" * 99999),
)


def unread() -> Iterator[Callable[[], object]]:
    """Yield what asks for something that is not allowed."""
    for view in registry.views():
        for parameter in view.parameters:
            for value in values(parameter):
                yield partial(parameter.read, value)
    for text in STIMULI:
        yield partial(parse, text)
    for text in EXPRESSIONS:
        yield partial(izh.Network(scheme="forward").population, 5, RS, conductance=text)
        yield partial(as_function, text)
    for pasted in PASTED:
        yield partial(imports.read, pasted)
    yield from calls()


def values(parameter: Parameter) -> Iterator[object]:
    yield from (None, "x", "\ud800", [], nan, -1e99, 1e99, True)
    if isinstance(parameter, Number):
        yield from (0.5, parameter.low - 1.0, parameter.high + 1.0)
    if isinstance(parameter, File):
        yield from ("x" * 20_000, "file:0123456789ab:own.csv", f"file:0123456789ab:{'x' * 200}")
    if isinstance(parameter, Table):
        names = [column.name for column in parameter.columns]
        first = names[0]
        yield from ("x", "x=3", f"{first}=A,{first}=B", f"{first}=(", "a" * 9999, "", f"{first}=")
        yield ";".join([f"{first}=A"] * 99)
        yield f"{first}=A;{first}=A"
        for name in names:
            yield from (f"{name}=-3", f"{name}=x", f"{name}=0.5", f"{name}=")


def calls() -> Iterator[Callable[[], object]]:
    """Yield calls of the package's functions with what they refuse."""
    net = izh.Network(scheme="forward")
    cells = net.population(10, RS, name="E")
    given = np.ones((2, 2))
    yield lambda: number("x", "a", "1/ms", low=0.0, high=1.0)
    yield lambda: number(given, "a", "")
    yield lambda: number(None, "a", "mV")
    yield lambda: number(-1.0, "a", "mV", low=0.0, low_open=True)
    yield lambda: number(3.0, "a", "", high=2.0)
    yield lambda: integer(0.5, "n", low=0, high=5)
    yield lambda: integer(-1, "n", low=0)
    yield lambda: numbers([1.0, inf], "t", "ms")
    yield lambda: izh.CELL_TYPES["RZ"]
    yield lambda: izh.Parameters(aa=3)  # type: ignore[call-arg]
    yield lambda: izh.Parameters(k=3)  # type: ignore[call-arg]
    yield lambda: izh.Parameters(c=99.0)
    yield lambda: izh.simulate(RS, 10.0, 100.0, scheme="quick")
    yield lambda: izh.simulate(RS, 10.0, 1e9, dt=1e-3)
    yield lambda: izh.simulate(RS, 1e5, 100.0, dt=5.0)
    yield lambda: net.population(10, RS, name="E")
    yield lambda: net.population(10**12, RS)
    yield lambda: net.population(10, RS, zeta=3)
    yield lambda: net.population(10, RS, a="uniform(3)")
    yield lambda: net.population(10, RS, a="uniform(3,1)")
    yield lambda: net.population(10, RS, a=[1.0, 2.0])
    yield lambda: net.connect(cells, cells, FixedOutDegree(99))
    yield lambda: net.connect(cells, cells, OneToOne(), target="x")
    yield lambda: net.run(0.3)
    yield lambda: net.run(10.0, record={cells: [99]})
    yield lambda: izh.Network(scheme="quick")
    yield lambda: registry.view_of(3)
    yield lambda: registry.view_of({"view": "neurons"})
    yield lambda: registry.view_of({"zeta": 1})
    yield lambda: registry.view_of({"preset": "RT"})
    yield lambda: export({"view": "learning"}, "pynn")
    yield lambda: export({}, "svgg")
    yield lambda: export({}, "csv", panel="trce")
    yield lambda: export({}, "csv", zeta=3)
    yield lambda: export({"view": "network"}, "numpy", neurons="12")
    yield lambda: export({"view": "network"}, "numpy", neurons=[1210])
    yield lambda: links.write_link({}, page={"zeta": 3})  # type: ignore[dict-item]
    yield lambda: izh.phase_plane("RS", window=3)  # type: ignore[arg-type]
    yield lambda: izh.dynamics.phase_plane_of(3)  # type: ignore[arg-type]
    yield lambda: izh.explore(3)
    yield lambda: izh.explore("feedforwrd")
    yield lambda: izh.explore("RS", site="ftp://example.org")
    yield lambda: izh.explore("RS", site="missing.html")


@pytest.fixture(scope="module")
def errors() -> list[Message]:
    """What is said of all that, each sentence once."""
    found: dict[str, Message] = {}
    for call in unread():
        try:
            call()
        except (ParameterError, SimulationError, FileError) as error:
            found[str(error)] = error.message
        except (AttributeError, TypeError):
            pass
    return list(found.values())


def test_many_errors_are_seen(errors: list[Message]) -> None:
    assert len({_shape(error) for error in errors}) > 90


def test_an_error_says_its_message(errors: list[Message]) -> None:
    for message in errors:
        assert isinstance(str(ParameterError("a", 1, message)), Message)
        assert not message.startswith(" ")


@pytest.mark.parametrize("code", COMPLETE)
def test_all_of_it_is_in_the_catalogues(errors: list[Message], code: str) -> None:
    missing: set[str] = set()
    speech = Translation({**texts_of(code)}, missing.add)
    for message in errors:
        message.written(speech)
    demand(code, missing)


def test_no_words_are_within_slots(errors: list[Message]) -> None:
    words = {text for message in errors for text in _plain(message) if SENTENCE.search(text)}
    assert words == set()


def test_numbers_are_those_of_the_language() -> None:
    speech = Translation({"1,234.5": "1.234,5"})
    error = ParameterError("a", 0.25, msg("must be at most {most}", most=0.5))
    assert error.message.written(speech) == "a = 0,25 is not allowed: must be at most 0,5"
    typed = ParameterError("a", "0.25", "must be a number")
    assert typed.message.written(speech) == "a = '0.25' is not allowed: must be a number"


@pytest.mark.parametrize(
    "error",
    [
        ParameterError("a", 3, msg("must be at most {most}", most=2)),
        FileError(msg("line {number} is broken", number=3)),
        SimulationError(msg("it ends at {time} ms", time=3)),
    ],
)
def test_messages_survive_pickling(error: Any) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert again.message.template == error.message.template
    assert again.message.values == error.message.values


@given(st.text(), st.text())
def test_what_is_given_stays_as_it_is(name: str, allowed: str) -> None:
    """Braces within texts of others are no slots."""
    error = ParameterError(name, 3, allowed)
    assert str(error) == f"{name} = 3 is not allowed: {allowed}"
    assert error.message.written(Translation({})) == str(error)


def test_a_guess_is_a_sentence_of_its_own() -> None:
    assert did_you_mean("prests", ["preset", "panel"]) == "Did you mean preset?"
    assert did_you_mean("x", ["preset", "panel"]) is None
    assert one_of("pannel", ["preset", "panel"]) == (
        "must be one of preset, panel. Did you mean panel?"
    )
    assert one_of("x", ["preset", "panel"]) == "must be one of preset, panel"


def _shape(message: Message) -> tuple[object, ...]:
    parts = (_shape(one) for one in message.values.values() if isinstance(one, Message))
    return message.template, *parts


def _plain(message: Message) -> Iterator[str]:
    """Yield what fills the slots of a message as it is, but the refused value itself."""
    for name, value in message.values.items():
        if isinstance(value, Message):
            yield from _plain(value)
        elif isinstance(value, str) and name not in ("value", "part", "name", "reason"):
            yield value


def test_warnings_are_plain_for_tools_that_collect_them() -> None:
    with pytest.warns(UserWarning, match="scaling='charge' keeps both") as caught:
        izh.Network(dt=0.5, scheme="forward")
    (warning,) = caught
    assert isinstance(warning.message, UserWarning)
    assert type(warning.message.args[0]) is str

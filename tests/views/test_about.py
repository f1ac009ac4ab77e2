"""Explanations: marks lead somewhere, and equations hold what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from izhikevich.links import read_link
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, PiecewiseDrive
from izhikevich.views import registry
from izhikevich.views.about import CurveName, Mark, Symbol, inline, items, section, text
from izhikevich.views.equations import factored, general, live, rest_ends
from izhikevich.views.mathml import number, plus

from tests import wire

from .markup import markup
from .runs import PRESETS, run_of

#: Values that make the answers quick; what is written is the same.
QUICK: Mapping[str, dict[str, Any]] = {
    "network": {"duration": 100},
    "ensemble": {"duration": 300},
    "learning": {"epochs": 0},
    "fit": {"searched": 1},
}
CASES = [
    (view.name, preset.name)
    for view in registry.views()
    for preset in view.presets
    if preset.name != "cortical_100k"  # has the texts of the one with 10,000
]


class TestMarks:
    def test_kinds(self) -> None:
        found = inline(
            "At [I = 4](set:I=4&stimulus=step(4,10)) the [parabola](curve:phase/v-nullcline) of "
            "*v* moves: [f–I](panel:frequency), [b](parameter:b), [A](see:#neuron?preset=RS), "
            "[2003](https://doi.org/x)."
        )
        assert [one for one in found if not isinstance(one, str)] == [
            Mark("I = 4", set={"I": 4.0, "stimulus": "step(4,10)"}),
            Mark("parabola", curve=CurveName("phase", "v-nullcline")),
            Symbol("v"),
            Mark("f–I", panel="frequency"),
            Mark("b", parameter="b"),
            Mark("A", see="#neuron?preset=RS"),
            Mark("2003", source="https://doi.org/x"),
        ]
        assert found[0] == "At "
        assert found[-1] == "."

    def test_what_has_no_marks_stays_as_it_is(self) -> None:
        for words in ("", "2 * 3 * 4", "f(x) [a]", "<b>bold</b> & more"):
            assert "".join(str(one) for one in inline(words)) == words

    def test_values_fill_what_stands_between_marks(self) -> None:
        found = inline(msg("Now {v}: [at {v}](set:I=4).", v=Number(2.5, "mV")))
        assert found == ("Now 2.5 mV: ", Mark("at 2.5 mV", set={"I": 4.0}), ".")
        assert isinstance(found[0], Message)

    @pytest.mark.parametrize("target", ["javascript:alert(1)", "http://a.b", "what", ""])
    def test_other_targets_are_refused(self, target: str) -> None:
        with pytest.raises(ValueError, match="no known kind"):
            inline(f"[words]({target})")

    def test_empty_parts_are_left_out(self) -> None:
        assert section("Title", text(""), items()) is None


@pytest.mark.parametrize(("view_name", "preset"), CASES)
def test_marks_lead_somewhere(view_name: str, preset: str) -> None:
    view = registry.VIEWS[view_name]()
    state = {"view": view_name, "preset": preset, "values": QUICK.get(view_name, {})}
    figures: dict[str, Any] = {}
    about: list[Any] = []
    values: Mapping[str, Any] = {}
    for part in wire.respond(state):
        if isinstance(part, dict):
            figures.update(part.get("figures", {}))
            about, values = part.get("about", about), part.get("values", values)
    titles = [one["title"] for one in about]
    lacking = {"Try", "In the brain", "Sources"} - set(titles)
    assert not lacking, (
        f"{preset} has no section {lacking}. What a cell does in the brain is said by symbol, in "
        "BIOLOGY of py/izhikevich/views/neuron/about_cells.py"
    )
    parameters = {parameter.name: parameter for parameter in view.parameters}
    for mark in marks(about):
        if "curve" in mark:
            panel, name = mark["curve"]["panel"], mark["curve"]["name"]
            assert name in [trace["name"] for trace in figures[panel]["data"]]
        elif "panel" in mark:
            assert mark["panel"] in [panel.name for panel in view.panels]
        elif "parameter" in mark:
            assert mark["parameter"] in values
        elif "set" in mark:
            for name, value in mark["set"].items():
                assert name in values
                parameters[name].read(value)
            prepared = view.preset(preset)
            assert prepared is not None
            read = {name: parameters[name].read(value) for name, value in mark["set"].items()}
            view.prepare(prepared, {**prepared.values, **read})
        elif "see" in mark:
            assert not registry.request_of(read_link(mark["see"])[0])[1].notices
        else:
            assert mark["source"].startswith("https://doi.org/")
    for node in equations(about):
        tree = ElementTree.fromstring(markup(node))
        for element in tree.iter():
            if "data-parameter" in element.attrib:
                shown = "".join(element.itertext()).replace("−", "-")
                given = values[element.attrib["data-parameter"]]
                if element.attrib["data-parameter"] != "I":  # of which the stimulus is a part
                    assert abs(float(shown)) == pytest.approx(abs(given), rel=1e-5)


def test_texts_do_not_fit_into_the_numbers_only_when_these_change() -> None:
    (same,) = [s for s in about_of("RS") if s["title"] == "In the phase plane"]
    (other,) = [s for s in about_of("RS", d=2.0) if s["title"] == "In the phase plane"]
    assert len(other["blocks"]) == len(same["blocks"]) + 1
    assert "Some values now differ" in other["blocks"][-1]["text"][0][0]


class TestEquations:
    @pytest.mark.parametrize("preset", PRESETS)
    def test_they_are_those_of_the_neuron(self, preset: str) -> None:
        parameters = ({**PATTERNS, **CELL_TYPES})[preset].parameters
        random = Random(preset)
        changed = {
            name: getattr(parameters, name) * random.choice((1.0, -0.37, 1.234567, 1e-6))
            for name in ("a", "b", "d", "k1", "k0")
        }
        for own in (parameters, parameters.replace(**changed)):
            first, second, *_ = live(own, ">", -2.5)
            for _ in range(5):
                v, u = random.uniform(-90.0, 30.0), random.uniform(-20.0, 20.0)
                assert side(first, v=v, u=u) == pytest.approx(
                    own.dv(v, u, -2.5), rel=1e-4, abs=1e-4
                )
                if not isinstance(own.drive, PiecewiseDrive | CubicDrive):
                    assert side(second, v=v, u=u) == pytest.approx(own.du(v, u), rel=1e-4, abs=1e-6)

    @pytest.mark.parametrize("preset", PRESETS)
    def test_every_number_of_the_model_stands_there(self, preset: str) -> None:
        parameters = ({**PATTERNS, **CELL_TYPES})[preset].parameters
        written = "".join(markup(row) for row in live(parameters, ">", 1.0))
        named = set(re.findall(r'data-parameter="(\w+)"', written))
        unused = set() if parameters.dimensional else {"C"}
        if isinstance(parameters.drive, PiecewiseDrive | CubicDrive):
            unused |= {"b"}
        assert named == {*MODEL, "I"} - unused
        assert "".join(markup(row) for row in general(parameters, ">"))

    @pytest.mark.parametrize(
        ("view", "values", "beyond"),
        [
            ("neuron", {}, ">"),
            ("neuron", {"method": "half_step"}, "≥"),
            ("neuron", {"method": "accurate"}, ">"),
            ("network", {}, "≥"),
            ("ensemble", {}, "≥"),
        ],
    )
    def test_a_spike_is_where_the_scheme_has_it(
        self, view: str, values: dict[str, Any], beyond: str
    ) -> None:
        state = {"view": view, "values": {**QUICK.get(view, {}), **values}}
        parts = [part for part in wire.respond(state) if isinstance(part, dict)]
        about = next(part["about"] for part in reversed(parts) if "about" in part)
        read = ["".join(ElementTree.fromstring(markup(one)).itertext()) for one in equations(about)]
        told = [re.findall("[≥>]", one) for one in read if one.startswith("at")]
        assert told
        assert all(one == [beyond] for one in told)

    @pytest.mark.parametrize("preset", PRESETS)
    def test_where_rest_ends(self, preset: str) -> None:
        run = run_of(preset)
        node = rest_ends(run.parameters)
        if node is None or run.saddle_node is None:
            return
        assert float(number_at_end(node)) == pytest.approx(run.saddle_node.current, abs=1e-4)

    def test_the_product_of_2007(self) -> None:
        parameters = CELL_TYPES["RS_2007"].parameters
        node = factored(parameters)
        assert node is not None
        assert side(node, v=-50.0, u=3.0, I=7.0) == pytest.approx(parameters.dv(-50.0, 3.0, 7.0))
        assert factored(Parameters()) is None

    def test_numbers(self) -> None:
        def written(node: Any) -> str:
            return "".join(ElementTree.fromstring(markup(node)).itertext())

        assert written(number(-65.0)) == "−65"
        assert written(number(0.1 + 0.2)) == "0.3"
        assert written(number(1.5e-7)) == "1.5·10−7"
        assert written(number(float("inf"))) == "∞"
        assert written(plus(-3.0, "d", "u")) == "−3u"


def about_of(preset: str, **values: float) -> list[Any]:
    """The explanation that the Neuron view gives."""
    parts = wire.respond({"preset": preset, "values": values})
    return next(part["about"] for part in parts if isinstance(part, dict) and "about" in part)


def marks(node: Any) -> Iterator[dict[str, Any]]:
    """All marks of an explanation."""
    if isinstance(node, dict):
        if "words" in node:
            yield node
        else:
            for value in node.values():
                yield from marks(value)
    elif isinstance(node, list):
        for value in node:
            yield from marks(value)


def equations(about: list[Any]) -> Iterator[Any]:
    """All equations of an explanation."""
    for one in about:
        for block in one["blocks"]:
            yield from block.get("math", [])


def number_at_end(node: Any) -> str:
    """The number that stands last in an equation."""
    return (
        "".join(ElementTree.fromstring(markup(node)).itertext())
        .rpartition("=")[2]
        .replace("−", "-")
    )


def side(node: Any, **known: float) -> float:
    """The derivative that an equation gives, with what stands before it divided out."""
    left, _, right = expression(ElementTree.fromstring(markup(node))).partition("=")
    factor = left.replace("prime", "").strip("*")
    return float(eval(right, {}, known)) / float(eval(factor or "1", {}, known))


def expression(element: ElementTree.Element) -> str:
    """An equation as Python would have it; products have no sign in it."""
    words = ""
    for token in tokens(element):
        if words and token[0] not in "+-*/=)" and words[-1] not in "+-*/=(":
            words += "*"
        words += token
    return words


def tokens(element: ElementTree.Element) -> Iterator[str]:
    """The parts of an equation."""
    children = list(element)
    if element.tag == "msup":
        above = "".join(children[1].itertext())
        base = expression(children[0])
        yield "prime" if above == "′" else f"({base})**({expression(children[1])})"
    elif children:
        for child in children:
            yield from tokens(child)
    else:
        yield {"−": "-", "·": "*"}.get(element.text or "", element.text or "")

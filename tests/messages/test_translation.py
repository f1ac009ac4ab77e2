"""Translating: texts, slots, marks; what is not words stays as it is."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.links import read_link
from izhikevich.messages import Number, listed_numbers, msg, written
from izhikevich.messages.catalogues import texts_of, translation
from izhikevich.messages.keys import LONG, key, shortened
from izhikevich.messages.translation import Translation
from izhikevich.views.about import Block, Section, inline

from tests import wire

GERMAN = translation("de")
SMALL = Translation(
    {
        "spikes": "Spikes",
        "from {low} to {high}": "nach {high} von {low}",
        "{what}: {name}.": "{what}; {name}!",
        "1,234.5": "1.234,5",
        "rest": "Ruhe",
        "a line with [a mark] and [another], *v*": "Zeile mit [andrer](1), *v*, [Marke](0)",
    }
)


class TestTexts:
    @pytest.mark.parametrize(
        ("english", "german"),
        [
            ("spikes", "Spikes"),
            (msg("rest"), "Ruhe"),
            (msg("{what}: {name}.", what=msg("rest"), name="rest"), "Ruhe; rest!"),
            (
                msg("{what}: {name}.", what="rest", name=msg("unknown words")),
                "rest; unknown words!",
            ),
            ("-1.5 mV", "-1,5 mV"),
            ("12 spikes", "12 spikes"),
            ("unknown words", "unknown words"),
            ("", ""),
        ],
    )
    def test_examples(self, english: str, german: str) -> None:
        assert SMALL.text(english) == german

    @given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
    def test_numbers_get_the_signs_of_the_language(self, low: float, high: float) -> None:
        ends = {"low": Number(low, form=".2f"), "high": Number(high, form=".1f")}
        german = f"nach {high:.1f} von {low:.2f}".replace(".", ",")
        assert SMALL.text(msg("from {low} to {high}", **ends)) == german

    @given(st.text())
    def test_any_text_can_be_asked(self, text: str) -> None:
        assert Translation({}).text(text) == text
        SMALL.text(text)

    def test_what_is_missing_is_told(self) -> None:
        told: list[str] = []
        own = Translation({"rest": "Ruhe"}, told.append)
        for text in ("rest", "unknown words", "v = 3 mV", "t (ms)", "−65 mV"):
            own.text(text)
        assert told == ["unknown words"]

    def test_small_catalogues_say_the_same(self) -> None:
        small = Translation(shortened(texts_of("de")))
        for english in texts_of("de"):
            if "{" not in english:
                assert small.text(english) == GERMAN.text(english)
        operations = msg("{operations} operations/ms", operations=1234)
        assert small.text(operations) == "1234 Operationen/ms"

    def test_numbers_in_a_row_are_apart_in_german(self) -> None:
        numbers = listed_numbers([written(1.5, ".2f"), written(7.25, ".2f")])
        assert numbers == "1.50, 7.25"
        assert GERMAN.text(numbers) == "1,50; 7,25"

    def test_keys(self) -> None:
        assert key("rest") == "rest"
        assert len(key("x" * (LONG + 1))) == 8
        with pytest.raises(ValueError, match="have the key"):
            shortened({"x" * (LONG + 1): "", key("x" * (LONG + 1)): ""})


class TestContent:
    def test_lines_with_marks(self) -> None:
        line = [
            "a line with ",
            {"words": "a mark", "panel": "phase"},
            " and ",
            {"words": "another", "set": {"a": 1.0}},
            ", ",
            {"symbol": "v"},
        ]
        found = SMALL.content({"about": [{"title": "rest", "blocks": [{"text": [line]}]}]})
        assert found["about"] == [
            {
                "title": "Ruhe",
                "blocks": [
                    {
                        "text": [
                            [
                                "Zeile mit ",
                                {"words": "andrer", "set": {"a": 1.0}},
                                ", ",
                                {"symbol": "v"},
                                ", ",
                                {"words": "Marke", "panel": "phase"},
                            ]
                        ]
                    }
                ],
            }
        ]

    def test_lines_with_values(self) -> None:
        line = inline(
            msg("from {v} [at {t}](panel:phase) and [so](set:a=1)", v=Number(0.5), t=Number(1.5))
        )
        own = Translation(
            {
                "1,234.5": "1.234,5",
                "from {v} [at {t}] and [so]": "[so](1) und [um {t}](0) von {v}",
            }
        )
        (section,) = own.content({"about": [Section("", (Block(text=(line,)),))]})["about"]
        assert section["blocks"][0]["text"][0] == [
            {"words": "so", "set": {"a": 1.0}},
            " und ",
            {"words": "um 1,5", "panel": "phase"},
            " von 0,5",
        ]

    def test_braces_without_a_value_stay(self) -> None:
        section = Section("", (Block(text=(inline("a {set} of [{b}](set:a=1)"),)),))
        (found,) = SMALL.content({"about": [section]})["about"]
        assert found["blocks"][0]["text"] == [["a {set} of ", {"words": "{b}", "set": {"a": 1.0}}]]

    def test_only_what_is_read(self) -> None:
        x = np.arange(3.0)
        part: dict[str, Any] = {
            "state": {"preset": "rest"},
            "values": {"stimulus": "rest"},
            "facts": {"spikes": 3.0},
            "figures": {
                "rest": {"data": [{"name": "rest", "x": x}], "layout": {"title": {"text": "rest"}}}
            },
            "cursor": {"shifts": [{"panel": "rest", "trace": "rest", "dy": x}]},
            "readouts": [{"label": "spikes", "value": "rest", "unit": "", "help": ""}],
        }
        found = SMALL.content(part)
        assert all(found[name] is part[name] for name in ("state", "values", "facts", "figures"))
        (shift,) = found["cursor"]["shifts"]
        assert (shift["panel"], shift["trace"]) == ("rest", "rest")
        assert found["readouts"] == [{"label": "Spikes", "value": "Ruhe", "unit": "", "help": ""}]
        assert part["readouts"][0]["label"] == "spikes"

    def test_an_answer_keeps_its_numbers(self) -> None:
        asked = {"view": "neuron", "preset": "RS"}
        part = wire.at_once(asked)
        figures: dict[str, Any] = {}
        for one in wire.unsent(asked, GERMAN):
            if isinstance(one, dict):
                figures |= one["figures"]
        assert GERMAN.content(part)["values"] is part["values"]
        for name, figure in part["figures"].items():
            own = figures[name]["data"]
            assert len(own) == len(figure["data"])
            assert [curve["name"] for curve in figure["data"]] == [called(one) for one in own]
            for one, other in zip(figure["data"], own, strict=True):
                for axis in {"x", "y"} & one.keys():
                    np.testing.assert_array_equal(one[axis], other[axis])
        names = {curve.get("name") for curve in figures["phase"]["data"]}
        assert {"v-Nullkline", "u-Nullkline", "Trajektorie"} <= names

    def test_what_points_at_curves_finds_them(self) -> None:
        asked = {"view": "neuron", "preset": "tonic_spiking", "panels": ["phase"]}
        part: dict[str, Any] = {}
        for one in wire.unsent(asked, GERMAN):
            assert isinstance(one, dict)
            found = GERMAN.content(one)
            part |= {**found, "figures": {**part.get("figures", {}), **found["figures"]}}
        named = {
            called(curve)
            for figure in part["figures"].values()
            for curve in figure["data"]
            if "name" in curve
        }
        lines = [
            line
            for section in part["about"]
            for block in section["blocks"]
            for line in (*block.get("text", []), *block.get("items", []))
        ]
        pointed = [
            piece["curve"]["name"]
            for line in lines
            for piece in line
            if isinstance(piece, dict) and "curve" in piece
        ]
        assert pointed
        assert set(pointed) <= named
        assert {shift["trace"] for shift in part["cursor"]["shifts"]} <= named

    def test_english_is_as_it_is(self) -> None:
        part = {"summary": "rest"}
        assert translation("en").content(part) is part

    def test_other_languages_are_refused(self) -> None:
        with pytest.raises(ParameterError, match="must be one of en, "):
            texts_of("xx")


def called(curve: dict[str, Any]) -> str:
    """Return by what the page finds a curve."""
    return str(curve.get("meta", {}).get("name", curve["name"]))


def test_links_can_name_the_language() -> None:
    assert read_link("#neuron?preset=RS&lang=de")[1] == {"lang": "de"}

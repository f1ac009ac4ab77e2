"""Translating: gaps, marks, sentences; what is not words stays as it is."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.links import read_link
from izhikevich.messages.catalogues import texts_of, translation
from izhikevich.messages.pattern import LONG, key, outline, shortened
from izhikevich.messages.translation import Translation

from tests import wire

GERMAN = translation("de")
SMALL = Translation(
    {
        "spikes": "Spikes",
        "{} spikes": "{} Spikes",
        "from {} to {}": "nach {1} von {0}",
        "{text}: {name}.": "{}; {}!",
        "rest": "Ruhe",
        "a line with [a mark] and [another], *v*": "Zeile mit [andrer](1), *v*, [Marke](0)",
        "Fires on.": "Feuert weiter.",
        "Then rest.": "Dann Ruhe.",
    }
)


class TestTexts:
    @pytest.mark.parametrize(
        ("english", "german"),
        [
            ("12 spikes", "12 Spikes"),
            ("-1.5e-07 spikes", "-1.5e-07 Spikes"),
            ("%{y:.1f} spikes", "%{y:.1f} Spikes"),
            ("from −65 mV to 30 mV", "nach 30 mV von −65 mV"),
            ("rest: anything.", "Ruhe; anything!"),
            ("rest: rest.", "Ruhe; Ruhe!"),
            ("anything: rest.", "anything: rest."),
            ("Fires on. Then rest.", "Feuert weiter. Dann Ruhe."),
            ("spikes<br>rest", "Spikes<br>Ruhe"),
            ("Fires<br>on.", "Feuert<br>weiter."),
            (" rest ", " Ruhe "),
            ("unknown words", "unknown words"),
            ("", ""),
        ],
    )
    def test_examples(self, english: str, german: str) -> None:
        assert SMALL.text(english) == german

    @given(st.floats(allow_nan=False, allow_infinity=False), st.floats(0, 1e6))
    def test_numbers_come_through(self, one: float, other: float) -> None:
        assert SMALL.text(f"from {one!r} to {other:.4g} ms") == f"nach {other:.4g} ms von {one!r}"

    @given(st.text())
    def test_any_text_can_be_asked(self, text: str) -> None:
        assert Translation({}).text(text) == text
        SMALL.text(text)
        outline(text)

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
        assert small.text("1234 operations/ms") == "1234 Operationen/ms"

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
        found = SMALL.content({"about": [{"title": "rest", "blocks": [{"text": line}]}]})
        assert found["about"] == [
            {
                "title": "Ruhe",
                "blocks": [
                    {
                        "text": [
                            "Zeile mit ",
                            {"words": "andrer", "set": {"a": 1.0}},
                            ", ",
                            {"symbol": "v"},
                            ", ",
                            {"words": "Marke", "panel": "phase"},
                        ]
                    }
                ],
            }
        ]

    def test_only_what_is_read(self) -> None:
        x = np.arange(3.0)
        part: dict[str, Any] = {
            "state": {"preset": "rest"},
            "values": {"stimulus": "rest"},
            "facts": {"spikes": 3.0},
            "figures": {
                "rest": {
                    "data": [{"name": "rest", "x": x, "mode": "rest", "text": ["spikes", "3"]}],
                    "layout": {"title": {"text": "rest"}},
                }
            },
            "cursor": {"shifts": [{"panel": "rest", "trace": "rest", "dy": x}]},
            "readouts": [{"label": "spikes", "value": "rest", "unit": "", "help": ""}],
        }
        found = SMALL.content(part)
        assert [found[name] for name in ("state", "values", "facts")] == [
            part[name] for name in ("state", "values", "facts")
        ]
        (curve,) = found["figures"]["rest"]["data"]
        assert curve == {"name": "Ruhe", "x": x, "mode": "rest", "text": ["Spikes", "3"]}
        assert curve["x"] is x
        assert found["figures"]["rest"]["layout"]["title"]["text"] == "Ruhe"
        (shift,) = found["cursor"]["shifts"]
        assert (shift["panel"], shift["trace"]) == ("rest", "Ruhe")
        assert found["readouts"] == [{"label": "Spikes", "value": "Ruhe", "unit": "", "help": ""}]
        assert part["readouts"][0]["label"] == "spikes"

    def test_an_answer_keeps_its_numbers(self) -> None:
        part = wire.at_once({"view": "neuron", "preset": "RS"})
        found = GERMAN.content(part)
        assert found["values"] is part["values"]
        for name, figure in part["figures"].items():
            own = found["figures"][name]["data"]
            assert len(own) == len(figure["data"])
            for one, other in zip(figure["data"], own, strict=True):
                for axis in {"x", "y"} & one.keys():
                    np.testing.assert_array_equal(one[axis], other[axis])
        names = {curve.get("name") for curve in found["figures"]["phase"]["data"]}
        assert {"v-Nullkline", "u-Nullkline", "Trajektorie"} <= names

    def test_what_points_at_curves_finds_them(self) -> None:
        asked = wire.respond({"view": "neuron", "preset": "tonic_spiking", "panels": ["phase"]})
        part: dict[str, Any] = {}
        for one in asked:
            assert isinstance(one, dict)
            found = GERMAN.content(one)
            part |= {**found, "figures": {**part.get("figures", {}), **found["figures"]}}
        named = {
            curve["name"]
            for figure in part["figures"].values()
            for curve in figure["data"]
            if "name" in curve
        }
        lines = [
            line
            for section in part["about"]
            for block in section["blocks"]
            for line in (block.get("text", []), *block.get("items", []))
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


def test_links_can_name_the_language() -> None:
    assert read_link("#neuron?preset=RS&lang=de")[1] == {"lang": "de"}

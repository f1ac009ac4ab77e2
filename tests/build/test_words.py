"""The page finds its words in the catalogue, and translates the schema as Python does."""

import json
import subprocess
from typing import Any

from izhikevich.messages.catalogues import codes, texts_of, translation
from izhikevich.messages.message import slots
from make import languages, node, paths

from tests import wire

#: Learns a catalogue, says texts and translates a schema, all from the standard input.
PROGRAM = """
import { readFileSync } from "node:fs";
const { digits, learn, say, translated } = await import(process.argv[1]);
const { catalogue, texts, schema } = JSON.parse(readFileSync(0, "utf8"));
const all = () => texts.map((text) => Array.isArray(text) ? say(...text) : say(text));
const before = all();
learn(catalogue);
const told = { before, said: all(), schema: translated(schema), number: digits(2.25, 1) };
console.log(JSON.stringify(told));
"""


def ask(texts: list[Any], schema: Any) -> dict[str, Any]:
    """Let messages.js speak German."""
    words = (paths.SITE / "js" / "language" / "messages.js").as_uri()
    asked = {
        "catalogue": json.loads(languages.catalogues()["de.json"]),
        "texts": texts,
        "schema": schema,
    }
    done = subprocess.run(
        [node.ensure().node, "--input-type=module", "--eval", PROGRAM, words],
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_each_language_has_a_file() -> None:
    assert {f"{code}.json" for code in codes() if code != "en"} == set(languages.catalogues())
    assert set(languages.names()) == set(codes())


def test_words_are_found() -> None:
    plain = [text for text in texts_of("de", "page") if not slots(text)]
    examples = {
        " Play ": " Abspielen ",
        "unknown": "unknown",
        "": "",
    }
    answer = ask([*plain, *examples], {})
    assert answer["before"] == [*plain, *examples]
    assert answer["said"] == [*(texts_of("de", "page")[text] for text in plain), *examples.values()]


def test_slots_are_filled() -> None:
    rows = ["Rows {first} to {last} of {count}", {"first": 1, "last": "{count}", "count": 2.5}]
    answer = ask([rows, ["unknown {x}", {"x": 0.5}]], {})
    assert answer["before"] == ["Rows 1 to {count} of 2.5", "unknown 0.5"]
    assert answer["said"] == ["Zeilen 1 bis {count} von 2,5", "unknown 0,5"]
    assert answer["number"] == "2,3"


def test_the_schema_is_translated_alike() -> None:
    schema = wire.schema()
    found = ask([], schema)["schema"]
    assert found == translation("de").content(schema)
    assert found["views"][0]["presets"][0]["title"] == texts_of("de")["tonic spiking"]


#: Names that every object of JavaScript has.
INHERITED = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]


def test_inherited_names_are_no_words() -> None:
    named = {"title": INHERITED[0], "steps": [{"text": text} for text in INHERITED]}
    answer = ask(INHERITED, named)
    assert answer["said"] == INHERITED
    assert answer["schema"] == named


def test_inherited_names_are_no_languages() -> None:
    program = """
    globalThis.explorerLanguages = { en: "English", de: "Deutsch" };
    Object.defineProperty(globalThis, "navigator", { value: { languages: ["toString", "de-AT"] } });
    const { languageOf } = await import(process.argv[1]);
    console.log(JSON.stringify(JSON.parse(process.argv[2]).map((code) => languageOf(code, code))));
    """
    language = (paths.SITE / "js" / "language" / "language.js").as_uri()
    codes = json.dumps([*INHERITED, "en", ""])
    done = subprocess.run(
        [node.ensure().node, "--input-type=module", "--eval", program, language, codes],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout) == [*("de" for _ in INHERITED), "en", "de"]

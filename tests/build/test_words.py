"""The page finds its words in the catalogue, and translates the schema as Python does."""

import json
import subprocess
from typing import Any

from izhikevich.language import LANGUAGES, catalogue, page_words, translation
from izhikevich.language.pattern import gaps
from make import languages, node, paths

from tests import wire

#: Learns a catalogue, says texts and translates a schema, all from the standard input.
PROGRAM = """
import { readFileSync } from "node:fs";
const { learn, say, translated } = await import(process.argv[1]);
const { catalogue, texts, schema } = JSON.parse(readFileSync(0, "utf8"));
const before = texts.map(say);
learn(catalogue);
console.log(JSON.stringify({ before, said: texts.map(say), schema: translated(schema) }));
"""


def ask(texts: list[str], schema: Any) -> dict[str, Any]:
    """Let words.js speak German."""
    words = (paths.SITE / "js" / "words.js").as_uri()
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
    assert {f"{code}.json" for code in LANGUAGES if code != "en"} == set(languages.catalogues())


def test_words_are_found() -> None:
    plain = [text for text in page_words("de") if not gaps(text)]
    examples = {
        "Step 2 of 7": "Schritt 2 von 7",
        " Play ": " Abspielen ",
        "unknown": "unknown",
        "": "",
    }
    answer = ask([*plain, *examples], {})
    assert answer["before"] == [*plain, *examples]
    assert answer["said"] == [*(page_words("de")[text] for text in plain), *examples.values()]


def test_the_schema_is_translated_alike() -> None:
    schema = wire.schema()
    found = ask([], schema)["schema"]
    assert found == translation("de").content(schema)
    assert found["views"][0]["presets"][0]["title"] == catalogue("de")["tonic spiking"]


#: Names that every object of JavaScript has.
INHERITED = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]


def test_inherited_names_are_no_words() -> None:
    named = {"title": INHERITED[0], "steps": [{"text": text} for text in INHERITED]}
    answer = ask(INHERITED, named)
    assert answer["said"] == INHERITED
    assert answer["schema"] == named


def test_inherited_names_are_no_languages() -> None:
    program = """
    Object.defineProperty(globalThis, "navigator", { value: { languages: ["toString", "de-AT"] } });
    const { languageOf } = await import(process.argv[1]);
    console.log(JSON.stringify(JSON.parse(process.argv[2]).map((code) => languageOf(code, code))));
    """
    language = (paths.SITE / "js" / "language.js").as_uri()
    codes = json.dumps([*INHERITED, "en", ""])
    done = subprocess.run(
        [node.ensure().node, "--input-type=module", "--eval", program, language, codes],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout) == [*("de" for _ in INHERITED), "en", "de"]

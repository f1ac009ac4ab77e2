"""Catalogues are files of gettext, complete, and all that a language needs."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import izhikevich
import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po as read_by_babel
from babel.messages.pofile import write_po
from babel.numbers import format_decimal
from izhikevich.messages import Number, counted, msg
from izhikevich.messages.catalogues import codes, plural_of, texts_of
from izhikevich.messages.message import slots
from izhikevich.messages.po import read_po
from izhikevich.messages.translation import PLURAL, Translation
from make import extraction, languages, paths

from tests import wire

FOLDER = Path(izhikevich.__file__).parent / "messages" / "locales"
FILES = sorted(FOLDER.glob("*.po"))
WORD = "słowo"


def texts(given: object) -> list[str]:
    """Return the forms of a text in a catalogue."""
    return (
        [given]
        if isinstance(given, str)
        else list(given)
        if isinstance(given, tuple | list)
        else []
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestFiles:
    def test_babel_reads_the_same(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        catalog = read_by_babel(BytesIO(text.encode()))
        own = {key: value for key, value in read_po(text).items() if key[1]}
        assert own == {
            (one.context or "", originals[0]): forms[0] if len(originals) == 1 else tuple(forms)
            for one in catalog
            if one.id
            for originals, forms in [(texts(one.id), texts(one.string))]
        }
        assert catalog.locale_identifier == path.stem

    def test_it_has_the_messages_of_the_code(self, path: Path) -> None:
        """`python build.py messages` would change nothing."""
        text = path.read_text(encoding="utf-8")
        assert extraction.updated(text, paths.PACKAGE, paths.SITE) == text

    def test_all_is_translated(self, path: Path) -> None:
        catalog = read_by_babel(BytesIO(path.read_bytes()))
        lacking = [one.id for one in catalog if one.id and not (one.string and all(one.string))]
        assert lacking == []

    def test_slots_are_kept(self, path: Path) -> None:
        for one in read_by_babel(BytesIO(path.read_bytes())):
            if one.id and one.locations:
                known = set(slots(texts(one.id)[-1]))
                for form in texts(one.string):
                    assert set(slots(form)) <= known, one.id
                    assert known - set(slots(form)) <= {"count"}, one.id

    def test_its_numbers_and_name_are_those_of_unicode(self, path: Path) -> None:
        locale = Locale.parse(path.stem)
        texts = texts_of(path.stem)
        assert texts["1,234.5"] == format_decimal(1234.5, locale=locale)
        assert texts["English"] == locale.get_display_name()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    catalog = Catalog(locale="pl")
    own = {"English": "polski", "1,234.5": "1\N{NO-BREAK SPACE}234,5"}
    for one in read_by_babel(BytesIO(FILES[0].read_bytes())):
        if one.id:
            string = own.get(str(one.id), WORD) if isinstance(one.id, str) else (WORD,) * 3
            catalog.add(one.id, string, context=one.context)
    catalog.add("{n} of {total}", "{total}: {n}", context="page")
    catalog.add(("{count} thing", "{count} things"), ("{count} a", "{count} b", "{count} c"))
    folder = tmp_path_factory.mktemp("locales")
    with (folder / "pl.po").open("wb") as file:
        write_po(file, catalog)
    return folder


class TestThirdLanguage:
    """One file makes a language."""

    def test_python_speaks_it(self, folder: Path) -> None:
        assert codes(folder) == ("en", "pl")
        speech = Translation(
            {**texts_of("pl", folder=folder), PLURAL: plural_of("pl", folder)}, code="pl"
        )
        for count, form in ((1, "a"), (2, "b"), (5, "c"), (22, "b")):
            text = speech.text(counted("{count} thing", "{count} things", count))
            assert text == f"{count} {form}"
        assert speech.text(msg("{a}", a=Number(1234.5, "ms", ",.1f"))) == "1\xa0234,5 ms"
        assert speech.content(wire.schema())["views"][0]["title"] == WORD

    def test_the_page_gets_it(self, folder: Path) -> None:
        assert languages.names(folder) == {"en": "English", "pl": "polski"}
        (made,) = languages.catalogues(folder).items()
        assert made[0] == "pl.json"
        content = json.loads(made[1])
        assert content["page"]["{n} of {total}"] == "{total}: {n}"
        assert content["content"]["1,234.5"] == "1\xa0234,5"
        speech = Translation(content["content"])
        assert speech.text(counted("{count} thing", "{count} things", 5)) == "5 c"

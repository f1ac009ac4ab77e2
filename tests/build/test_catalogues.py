"""Catalogues are files of gettext, and all that a language needs."""

from __future__ import annotations

import json
import re
import sys
from difflib import unified_diff
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po as read_by_babel
from babel.numbers import format_decimal
from izhikevich.messages import Number, counted, msg
from izhikevich.messages.catalogues import codes, plural_of, texts_of
from izhikevich.messages.message import slots
from izhikevich.messages.po import read_po
from izhikevich.messages.translation import PLURAL, Translation
from make import command_line, extraction, languages, paths

from tests import wire
from tests.messages.files import COMPLETE, FOLDER, demand, is_partial

FILES = sorted(FOLDER.glob("*.po"))
MODEL = (FOLDER / "de.po").read_text(encoding="utf-8")
#: Translations into Polish, by what its catalogue has before them.
OWN = {
    'msgid "Neuron"': 'msgstr "Neuron po polsku"',
    'msgctxt "page"\nmsgid "{number} of {count}"': 'msgstr "{count}: {number}"',
    'msgid "{count} neuron"\nmsgid_plural "{count} neurons"': (
        'msgstr[0] "{count} neuron"\nmsgstr[1] "{count} neurony"\nmsgstr[2] "{count} neuronów"'
    ),
}


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
            if one.id and one.string and all(one.string)
            for originals, forms in [(texts(one.id), texts(one.string))]
        }
        assert catalog.locale_identifier == path.stem

    def test_it_has_the_messages_of_the_code(self, path: Path) -> None:
        """`python build.py messages` would change nothing."""
        text = path.read_text(encoding="utf-8")
        made = extraction.updated(text, MODEL, paths.PACKAGE, paths.SITE)
        changes = "\n".join(unified_diff(text.splitlines(), made.splitlines(), lineterm="", n=0))
        assert not changes, f"run `python build.py messages`, which changes {path.name}:\n{changes}"

    def test_all_is_translated(self, path: Path) -> None:
        if path.stem not in COMPLETE:
            return
        lacking = extraction.untranslated(path.read_text(encoding="utf-8"))
        for context in {one.context for one in lacking}:
            own = {texts(one.id)[0] for one in lacking if one.context == context}
            demand(path.stem, own, context or "")

    def test_its_head_has_no_placeholders(self, path: Path) -> None:
        head = path.read_text(encoding="utf-8").partition("\n\n")[0]
        assert not re.search("FULL NAME|EMAIL@|LL@li|YEAR|PROJECT|ORGANIZATION|fuzzy", head)

    def test_slots_are_kept(self, path: Path) -> None:
        for one in read_by_babel(BytesIO(path.read_bytes())):
            if one.id and one.locations:
                known = set(slots(texts(one.id)[-1]))
                for form in filter(None, texts(one.string)):
                    assert set(slots(form)) <= known, one.id
                    assert known - set(slots(form)) <= {"count"}, one.id

    def test_its_numbers_and_name_are_those_of_unicode(self, path: Path) -> None:
        locale = Locale.parse(path.stem)
        texts = texts_of(path.stem)
        for original, own in (
            ("1,234.5", format_decimal(1234.5, locale=locale)),
            ("English", locale.get_display_name()),
        ):
            assert texts.get(original) == own, (
                f'{path.name}: the entry of "{original}" is as Unicode writes it: {own}'
            )


def test_texts_of_empty_plots_are_extracted(tmp_path: Path) -> None:
    """Messages in them are found once."""
    (tmp_path / "panel.py").write_text(
        'empty("Three spikes are needed.")\nempty(msg("None at {v}.", v=3))\nnp.empty(3)\n'
        'empty(joined(" ", [msg("A part."), reason]))\n'
    )
    (tmp_path / "js").mkdir()
    found = [text for _, _, text in extraction.extracted(tmp_path, tmp_path)]
    assert sorted(map(str, found)) == ["A part.", "None at {v}.", "Three spikes are needed."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a catalogue of Polish, begun by the command, of which little is translated."""
    folder = tmp_path_factory.mktemp("locales")
    (folder / "de.po").write_text(MODEL, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "_LOCALES", folder)
        patch.setattr("make.languages.environment.ensure", lambda lock: Path(sys.executable))
        assert command_line.main(["messages", "pl"]) == 0
    path = folder / "pl.po"
    text = path.read_text(encoding="utf-8")
    for entry, own in OWN.items():
        empty = "\n".join(f'{line.split(" ")[0]} ""' for line in own.splitlines())
        assert f"{entry}\n{empty}\n" in text
        text = text.replace(f"{entry}\n{empty}\n", f"{entry}\n{own}\n")
    path.write_text(text, encoding="utf-8")
    return folder


class TestThirdLanguage:
    """One file makes a language, from the beginning."""

    def test_the_command_makes_all_but_the_translations(self, folder: Path) -> None:
        begun = extraction.begun("pl", MODEL, paths.PACKAGE, paths.SITE)
        catalog = read_by_babel(BytesIO(begun.encode()))
        lacking = {
            one.id
            for one in read_by_babel(BytesIO(MODEL.encode()))
            if one.id and not catalog.get(one.id, one.context)
        }
        # German has its own marks in one of these, which have no words.
        assert lacking == {"{some}, {one}", "{name} {before} → {now}"}
        translated = len(catalog) - len(extraction.untranslated(begun))
        assert translated == 2

    def test_a_partial_file_passes(self, folder: Path) -> None:
        files = TestFiles()
        files.test_babel_reads_the_same(folder / "pl.po")
        files.test_slots_are_kept(folder / "pl.po")
        files.test_its_head_has_no_placeholders(folder / "pl.po")

    def test_it_is_partial(self, folder: Path) -> None:
        assert is_partial("pl", folder)
        assert not is_partial("de", folder)

    def test_it_has_the_texts_of_the_model(self, folder: Path) -> None:
        begun = (folder / "pl.po").read_text(encoding="utf-8")
        model = f'{MODEL}\nmsgid "A new panel"\nmsgstr "Ein neues Diagramm"\n'
        text = extraction.updated(begun, model, paths.PACKAGE, paths.SITE)
        assert 'msgid "A new panel"\nmsgstr ""' in text
        assert extraction.updated(text, MODEL, paths.PACKAGE, paths.SITE) == begun

    @pytest.mark.parametrize("code", ["en", "Polish", "xx", "../pl"])
    def test_other_languages_are_refused(
        self,
        code: str,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(languages, "_LOCALES", folder)
        monkeypatch.setattr("make.languages.environment.ensure", lambda lock: Path(sys.executable))
        assert command_line.main(["messages", code]) == 1
        assert "is not the code of another language" in capsys.readouterr().err
        assert {path.name for path in folder.iterdir()} == {"de.po", "pl.po"}

    def test_python_speaks_it(self, folder: Path) -> None:
        """What has no translation is in English."""
        assert codes(folder) == ("en", "de", "pl")
        speech = Translation(
            {**texts_of("pl", folder=folder), PLURAL: plural_of("pl", folder)}, code="pl"
        )
        for count, form in ((1, "neuron"), (2, "neurony"), (5, "neuronów"), (22, "neurony")):
            text = speech.text(counted("{count} neuron", "{count} neurons", count))
            assert text == f"{count} {form}"
        assert speech.text(msg("{a}", a=Number(1234.5, "ms", ",.1f"))) == "1\xa0234,5 ms"
        assert speech.text(msg("Stopped at {now} of {total}.", now=Number(0.5), total=2)) == (
            "Stopped at 0,5 of 2."
        )
        first, second = speech.content(wire.schema())["views"][:2]
        assert (first["title"], second["title"]) == ("Neuron po polsku", "Network")

    def test_the_page_gets_it(self, folder: Path) -> None:
        assert languages.names(folder) == {"en": "English", "de": "Deutsch", "pl": "polski"}
        made = languages.catalogues(folder)
        assert list(made) == ["de.json", "pl.json"]
        content = json.loads(made["pl.json"])
        assert content["page"] == {"{number} of {count}": "{count}: {number}"}
        assert content["content"]["1,234.5"] == "1\xa0234,5"
        assert all(content["content"].values())
        speech = Translation(content["content"])
        assert speech.text(counted("{count} neuron", "{count} neurons", 5)) == "5 neuronów"
        assert languages.early_words(folder=folder)["pl"] == {}

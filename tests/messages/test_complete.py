"""Catalogues are complete, but for those that say they are not, and no text is left over."""

import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import izhikevich
import pytest
from izhikevich.messages import Message
from izhikevich.messages.catalogues import texts_of
from izhikevich.messages.keys import shortened
from izhikevich.messages.message import slots
from izhikevich.messages.translation import Translation

from tests import wire
from tests.messages.files import COMPLETE, OTHERS, cure, demand, is_partial
from tests.messages.texts import answers

PACKAGE = Path(izhikevich.__file__).parent
PAGE = Path(__file__).parents[2] / "site"
MARKS = re.compile(r"\[([^][]+)\](?:\((\d+)\))?")
WORDS = re.compile(r"[A-Za-z'’]{2,}|\d+")
#: Texts of the page's scripts begin so; what else stands there are names and styles.
SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z].*")
OF_PROGRAMS = ("Mod-", "DOM")
#: Share of longer texts that may be the same in two languages.
MAX_ALIKE = 0.1


@pytest.fixture(scope="module")
def missing() -> dict[str, set[str]]:
    """What cannot be translated, by language."""
    found: dict[str, set[str]] = {code: set() for code in COMPLETE}
    for code, own in found.items():
        speech = Translation(texts_of(code), own.add)
        for content in (wire.schema(), *answers(speech)):
            if isinstance(content, str):
                speech.text(content)
            else:
                speech.content(content)
    return found


@pytest.mark.parametrize("code", COMPLETE)
class TestComplete:
    def test_has_all_that_is_read(self, missing: dict[str, set[str]], code: str) -> None:
        demand(code, missing[code])

    def test_has_the_words_of_the_page(self, code: str) -> None:
        known = {*texts_of(code, "page"), *texts_of(code)}
        blob = "\n".join(fragment for text in known for fragment in _fragments(text))
        lacking = {text for text in _page_literals() if text not in blob}
        demand(code, lacking, "page")


@pytest.mark.parametrize("code", OTHERS)
class TestCatalogue:
    def test_slots_are_kept(self, code: str) -> None:
        """Of a text with plural forms, each may leave out the number."""
        for original, text in entries(code):
            assert {*slots(text), "count"} == {*slots(original), "count"}, original

    def test_marks_are_kept(self, code: str) -> None:
        for original, text in entries(code):
            count = len(MARKS.findall(original))
            found = MARKS.findall(text)
            order = [int(which or i) for i, (_, which) in enumerate(found)]
            assert sorted(order) == list(range(count)), original

    def test_has_nothing_else(self, code: str) -> None:
        """Each text occurs in the code, or what it is put together from: pairs of words do."""
        texts = [*_python_literals(), *_page_sources()]
        source: set[tuple[str, ...]] = {(word,) for word in WORDS.findall(" ".join(texts).lower())}
        for text in texts:
            source |= set(pairwise(WORDS.findall(re.sub(r"\{\w*\}", " ", text.lower()))))
        stale = []
        for original in dict(entries(code)):
            own = _pairs(re.sub(r"\{\w*\}|<[^>]*>", " ", original))
            if own and len(own & source) < 0.4 * len(own):
                stale.append(original)
        assert not stale, f"{code}.po: no text of the code is any of\n" + "\n".join(stale)

    def test_is_in_its_own_language(self, code: str) -> None:
        """A copy of another catalogue is not a translation."""
        own = sentences(code)
        for other in OTHERS:
            if other != code:
                assert share(own, sentences(other)) < MAX_ALIKE, (
                    f"{code}.po and {other}.po have the same texts: "
                    "begin a language with `python build.py messages CODE`"
                )

    def test_small_keys_differ(self, code: str) -> None:
        assert len(shortened(texts_of(code))) == len(texts_of(code))
        assert len(shortened(texts_of(code, "page"))) == len(texts_of(code, "page"))


def entries(code: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a language, each form of those that have several, with the English."""
    for context in ("", "page", "command line"):
        for original, text in texts_of(code, context).items():
            yield from ((original, one) for one in ([text] if isinstance(text, str) else text))


def sentences(code: str) -> dict[str, str]:
    """Return the longer texts that a language has translated, by the English ones."""
    return {
        original: text
        for original, text in entries(code)
        if text != original and len(WORDS.findall(original)) >= 4
    }


def share(one: dict[str, str], other: dict[str, str]) -> float:
    """Return the share of texts that are the same in two languages."""
    both = one.keys() & other.keys()
    return sum(one[text] == other[text] for text in both) / max(1, len(both))


def test_a_copy_is_found() -> None:
    german = sentences("de")
    assert len(german) > 500
    assert share(german, {**german, "Nothing is the same here": "x"}) > MAX_ALIKE
    assert share(german, {text: f"{own}!" for text, own in german.items()}) == 0.0
    assert share(german, {}) == 0.0


def test_all_that_lacks_is_told(tmp_path: Path) -> None:
    """As entries that can be pasted, with the name of the file."""
    catalogue = tmp_path / "it.po"
    catalogue.write_text('msgid ""\nmsgstr ""\n\nmsgid "Run"\nmsgstr ""\n', encoding="utf-8")
    plain = [f'The text "{k}" of a panel.' for k in range(20)]
    told = cure("it", ["Run", *plain], folder=tmp_path)
    assert "Translate these in py/izhikevich/messages/locales/it.po" in told
    assert 'msgid "Run"\nmsgstr ""\n' in told.partition("lacks")[0]
    for text in plain:
        assert f'msgid {json.dumps(text)}\nmsgstr ""\n' in told.partition("by hand")[2]
    assert 'msgctxt "page"\nmsgid "Open"' in cure("it", ["Open"], "page", tmp_path)


def test_a_partial_catalogue_says_so(tmp_path: Path) -> None:
    for head, partial in (("# Status: partial\n", True), ("# Italian\n", False)):
        (tmp_path / "it.po").write_text(f'{head}msgid ""\nmsgstr ""\n', encoding="utf-8")
        assert is_partial("it", tmp_path) == partial


def test_empty_plots_show_messages() -> None:
    """Their texts are extracted, since few states show them: plain ones where `empty` is called."""
    named = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in re.findall(r"(?<![\w.])empty\(([A-Z_]+)\)", path.read_text(encoding="utf-8")):
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            text = getattr(import_module(".".join(parts)), name)
            assert isinstance(text, Message), f"{name} of {path.name} should be msg({str(text)!r})"
            named += 1
    assert named > 3


def test_german_readers_are_not_addressed() -> None:
    formal = re.compile(r"(?<![.:;!?„}] )(?<!^)\b(Sie|Ihnen|Ihre?[nmrs]?)\b")
    for _, text in entries("de"):
        assert not formal.search(text), text


def _pairs(text: str) -> set[tuple[str, ...]]:
    """Return the pairs of words of a text; of a short one, which may be put together, the words."""
    words = WORDS.findall(text.lower().replace("’", "'"))
    return set(pairwise(words)) if len(words) > 3 else {(word,) for word in words}


def _python_literals() -> Iterator[str]:
    """Yield the texts in the package; what is put together stays so."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (one.value if isinstance(one, ast.Constant) else " " for one in node.values)
                yield "".join(map(str, parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _page_sources() -> Iterator[str]:
    for path in (*sorted((PAGE / "js").rglob("*.js")), PAGE / "index.html"):
        yield re.sub(r"\$\{[^}]*\}", " ", path.read_text(encoding="utf-8"))


def _page_literals() -> Iterator[str]:
    """Yield texts in the page's scripts that begin like sentences, up to what is put into them."""
    for path in sorted((PAGE / "js").rglob("*.js")):
        text = re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)", "", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"new Error\([`\"].*?[`\"]\)", "", text) if path.name in UNREAD else text
        for double, template in re.findall(r'"([^"\\\n]+)"|`([^`\\]+)`', text):
            found = (double or template).split("${")[0].strip()
            if SENTENCE.fullmatch(found) and not found.startswith(OF_PROGRAMS):
                yield found


#: Scripts whose errors are for those who change them.
UNREAD = ("boot.js", "dom.js", "rows.js", "transport.js")


def _fragments(text: str) -> list[str]:
    return [text, *re.split(r"\{\w*\}", text)]

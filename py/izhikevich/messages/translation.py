"""Translating what is shown: the schema of the views, and the parts of their answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from gettext import c2py  # the rules of plurals, as catalogues have them
from typing import Any

from izhikevich.messages.inline import translated
from izhikevich.messages.message import Message, slots
from izhikevich.messages.number import EXAMPLE, Signs
from izhikevich.messages.pattern import LONG, compiled, filled, gaps, key, outline
from izhikevich.transport import content, plain

#: Texts of a language, or their forms for different numbers, by the English ones.
Texts = Mapping[str, str | tuple[str, ...] | list[str]]
#: In place of a text: the rule for plurals that the language has.
PLURAL = ""

#: What readers read stands by these names, as a text or a list of texts.
READ = frozenset(
    [
        *("title", "heading", "label", "help", "intro", "text", "hint", "why", "live", "summary"),
        "mark",
    ]
)
#: Nothing to be read is inside, or (figures) it is in the language already.
SKIPPED = frozenset(["state", "values", "facts", "sets", "brings", "thumbnail", "goal", "figures"])

_SENTENCES = re.compile(r"(?<=[.!?…]) (?=[A-Z“”\d\[*])")
_WORD = re.compile(r"[^\W\d_]{2}")
# What is the same in all languages: units, fields of hover texts.
_WORDLESS = re.compile(r"%\{[^}]*\}|</?extra>|\b(?:mV|ms|kHz|Hz|pA|pF|nS|nA|MB|kB|MΩ)\b")
_ENDS = ("<br>", "\n")  # of lines
_KEPT = 4000  # texts whose translation is remembered


class Translation:
    """Translates texts by a catalogue.

    Parameters
    ----------
    catalogue : mapping
        Texts by the English ones, which may have gaps, or by what stands for them
        (`izhikevich.messages.pattern`). Those of a message with plural forms have as many as the
        rule (`PLURAL`) gives.
    missing : callable, optional
        Is told each text that cannot be translated; such texts stay as they are.
    code : str
        Of the language.
    """

    def __init__(
        self,
        catalogue: Texts,
        missing: Callable[[str], object] | None = None,
        code: str = "",
    ) -> None:
        self.code = code
        self._catalogue = {text: own for text, own in catalogue.items() if isinstance(own, str)}
        self._plurals = {text: own for text, own in catalogue.items() if not isinstance(own, str)}
        self._form = c2py(self._catalogue.pop(PLURAL, "") or "n != 1")
        self.signs = Signs.of(self._catalogue.get(EXAMPLE, EXAMPLE))
        self._missing = missing
        self._patterns: dict[str, list[tuple[re.Pattern[str], list[bool], str]]] = {}
        for original in sorted(self._catalogue, key=len, reverse=True):
            found = gaps(original)
            if "{text}" in found or "{name}" in found:
                words = [gap == "{text}" for gap in found]
                entry = (compiled(original), words, self._catalogue[original])
                self._patterns.setdefault(_beginning(original), []).append(entry)
        self._known: dict[str, str | None] = {}

    def content(self, node: Any) -> Any:
        """Return a message, such as a part of an answer, with its texts translated.

        Dataclasses (which become dicts), dicts, lists and texts are walked through; arrays and
        numbers stay the same objects.
        """
        if not self._catalogue:
            return node
        return self._walk(node)

    def text(self, text: str) -> str:
        """Return a text translated, or as it is if the catalogue does not have it."""
        if isinstance(text, Message):
            return text.written(self)
        inner = text.strip()
        found = self._find(inner)
        if found is None:
            if self._missing is not None:
                self._missing(inner)
            return text
        if inner == text:
            return found
        at = text.index(inner)
        return text[:at] + found + text[at + len(inner) :]

    def template(self, message: Message) -> str:
        """Return the template of a message, in English if the catalogue does not have it."""
        original = message.template
        if message.plural is not None:
            forms = self._plurals.get(original) or self._plurals.get(key(original))
            if forms:
                return forms[self._form(message.number)]
            original = original if message.number == 1 else message.plural
        found = self._entry_of(original)
        if found is None:
            if self._missing is not None and _WORD.search(_WORDLESS.sub("", _bare(original))):
                self._missing(message.template)
            return original
        return found

    def _find(self, text: str) -> str | None:
        try:
            return self._known[text]
        except KeyError:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = self._known[text] = self._look_up(text)
            return found

    def _look_up(self, text: str) -> str | None:
        found = self._entry_of(text)
        if found is not None:
            return found
        shape, numbers = outline(text)
        found = self._entry_of(shape)
        if found is not None:
            return filled(found, [self.signs.write(number) for number in numbers])
        if not _WORD.search(_WORDLESS.sub("", text)):
            return self.signs.write(text)
        for end in _ENDS:
            if end in text:
                return self._by_lines(text, end)
        return self._by_sentences(text) or self._by_patterns(text, shape)

    def _entry_of(self, text: str) -> str | None:
        found = self._catalogue.get(text)
        return self._catalogue.get(key(text)) if found is None and len(text) > LONG else found

    def _by_patterns(self, text: str, shape: str) -> str | None:
        for beginning in dict.fromkeys((_beginning(shape), "")):
            for pattern, words, own in self._patterns.get(beginning, ()):
                match = pattern.fullmatch(text)
                if match:
                    contents = self._contents(words, match.groups())
                    if contents is not None:
                        return filled(own, contents)
        return None

    def _contents(self, words: list[bool], found: tuple[str, ...]) -> list[str] | None:
        """Translate what fills the gaps; None if words that are needed cannot be."""
        each = []
        for needed, one in zip(words, found, strict=True):
            translated = self._find(one)
            if translated is None and needed:
                return None
            each.append(one if translated is None else translated)
        return each

    def _by_lines(self, text: str, end: str) -> str | None:
        """Translate a text that is broken into lines, line by line or as one sentence."""
        lines = text.split(end)
        each = [self._find(line.strip()) for line in lines]
        if None not in each:
            return end.join(filter(None, each))
        whole = self._find(" ".join(lines))
        return None if whole is None else _broken(whole, max(map(len, lines)), end)

    def _by_sentences(self, text: str) -> str | None:
        sentences = _SENTENCES.split(text)
        if len(sentences) < 2:
            return None
        each = [self._find(sentence) for sentence in sentences]
        return None if None in each else " ".join(filter(None, each))

    def _walk(self, node: Any) -> Any:
        if is_dataclass(node):
            node = content(node)
        if isinstance(node, Mapping):
            return {key: self._entry(node, key, value) for key, value in node.items()}
        if isinstance(node, list | tuple):
            if node and isinstance(node[-1], int | float):
                return node  # numbers
            return [self._walk(value) for value in node]
        return node.written(self) if isinstance(node, Message) else node

    def _entry(self, owner: Mapping[str, Any], key: str, value: Any) -> Any:
        # The values of a state are a mapping; what has a value at each moment has a name.
        if key in SKIPPED and not (key == "values" and isinstance(value, list | tuple)):
            return value
        if key in READ or (key == "name" and owner.get("kind") == "readout"):
            if isinstance(value, str):
                return self.text(value)
            if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
                return [self.text(one) for one in value]
        if key == "about":
            return [self._section(section) for section in plain(value)]
        if key == "readouts":
            return [self._readout(readout) for readout in plain(value)]
        return self._walk(value)

    def _readout(self, readout: Mapping[str, Any]) -> dict[str, Any]:
        translated = {key: self.text(readout[key]) for key in ("label", "value", "unit", "help")}
        return {**readout, **translated}

    def _section(self, section: Mapping[str, Any]) -> dict[str, Any]:
        blocks = [self._block(block) for block in section["blocks"]]
        return {**section, "title": self.text(section["title"]), "blocks": blocks}

    def _block(self, block: Mapping[str, Any]) -> dict[str, Any]:
        if "text" in block:
            return {**block, "text": [self._line(sentence) for sentence in block["text"]]}
        if "items" in block:
            return {**block, "items": [self._line(item) for item in block["items"]]}
        return {**block, "math": [self._math(row) for row in block["math"]]}

    def _line(self, pieces: list[Any]) -> list[Any]:
        return translated(pieces, self)

    def _math(self, node: Any) -> Any:
        if not isinstance(node, list):
            return node
        if node[0] == "mtext":
            return ["mtext", *(self.text(child) for child in node[1:])]
        if node[0] == "mn":
            return ["mn", *map(self.signs.write, node[1:])]
        if node[0] == "msub":  # the name of a quantity
            return node
        return [self._math(child) for child in node]


def _bare(template: str) -> str:
    """Return a template without its slots."""
    for name in slots(template):
        template = template.replace(f"{{{name}}}", "")
    return template


def _beginning(text: str) -> str:
    """Return the word a text begins with, by which its pattern is found; "" if a gap does."""
    word = text.partition(" ")[0]
    return "" if "{" in word else word


def _broken(text: str, width: int, end: str) -> str:
    from textwrap import wrap

    return end.join(wrap(text, width, break_long_words=False, break_on_hyphens=False))

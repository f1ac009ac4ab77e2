"""Translation of the page's content: the schema of the views, and the parts of their answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from gettext import c2py  # the rules of plurals, as catalogues have them
from typing import Any

from izhikevich.messages.inline import translated
from izhikevich.messages.keys import LONG, key
from izhikevich.messages.message import Message, slots
from izhikevich.messages.number import EXAMPLE, Signs
from izhikevich.transport import content, plain

#: Texts of a language, or their forms for different numbers, by the English ones.
Texts = Mapping[str, str | tuple[str, ...] | list[str]]
#: In place of a text: the rule for plurals that the language has.
PLURAL = ""

#: Names of fields with text for readers, or a list of such texts.
READ = frozenset(
    [
        *("title", "heading", "label", "help", "intro", "text", "hint", "why", "live", "summary"),
        *("mark", "badge", "keywords", "finder", "kept", "ended", "clear", "remedy"),
    ]
)
#: Fields without text for readers, or (figures, coarse) already in the language.
SKIPPED = frozenset(
    ["state", "values", "facts", "sets", "brings", "thumbnail", "goal", "figures", "coarse"]
)

_WORD = re.compile(r"[^\W\d_]{2}")
# Units are the same in all languages.
_UNIT = re.compile(r"\b(?:mV|ms|kHz|Hz|pA|pF|nS|nA|MB|kB|MΩ)\b")


class Translation:
    """Translates texts by a catalogue.

    Parameters
    ----------
    catalogue : mapping
        Texts by the English ones, or by their `izhikevich.messages.keys`. Those of a message with
        plural forms have as many as the rule (`PLURAL`) gives.
    missing : callable, optional
        Called with each text that cannot be translated; such texts stay as they are.
    code : str
        Code of the language.
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
        found = self._entry_of(text)
        if found is not None:
            return found
        if not _WORD.search(_UNIT.sub("", text)):
            return self.signs.write(text)
        if self._missing is not None:
            self._missing(text)
        return text

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
            if self._missing is not None and _WORD.search(_UNIT.sub("", _bare(original))):
                self._missing(message.template)
            return original
        return found

    def _entry_of(self, text: str) -> str | None:
        found = self._catalogue.get(text)
        return self._catalogue.get(key(text)) if found is None and len(text) > LONG else found

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
        if key == "equations":
            return [self._math(row) for row in plain(value)]
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
            return {**block, "text": [translated(line, self) for line in block["text"]]}
        if "items" in block:
            return {**block, "items": [translated(line, self) for line in block["items"]]}
        return {**block, "math": [self._math(row) for row in block["math"]]}

    def _words(self, text: str) -> str:
        """Translate words in an equation, which keeps the spaces around them."""
        if isinstance(text, Message):
            return text.written(self)
        words = text.strip()
        return text.replace(words, self.text(words)) if words else text

    def _math(self, node: Any) -> Any:
        if not isinstance(node, list):
            return node
        if node[0] == "mtext":
            return ["mtext", *map(self._words, node[1:])]
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

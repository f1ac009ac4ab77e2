"""Texts that know what they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from typing import Protocol

from izhikevich.messages.number import Number, Signs
from izhikevich.text import capital

# Fields of Plotly's hover texts, such as %{x}, are not slots.
_SLOT = re.compile(r"(?<!%)\{(\w+)\}")


class Language(Protocol):
    """The parts of a language that a message needs to be written in it."""

    @property
    def signs(self) -> Signs:
        """The signs of its numbers."""

    def template(self, message: Message) -> str:
        """Return the message's template in this language."""


class Message(str):
    """A text in English that can be written in another language.

    Parameters
    ----------
    template : str
        The text, with slots such as ``{total}``.
    values : mapping
        Contents of the slots: a `Number` (or a plain number), a message, or text that is the same
        in all languages.
    plural : str, optional
        The template for numbers other than one.
    number : int
        The number that decides.
    """

    __slots__ = ("number", "plural", "template", "values")

    template: str
    values: Mapping[str, object]
    plural: str | None
    number: int

    def __new__(
        cls, template: str, values: Mapping[str, object], plural: str | None = None, number: int = 1
    ) -> Message:
        """Write the text in English."""
        chosen = template if plural is None or number == 1 else plural
        form, names = _form(chosen)
        made = super().__new__(cls, form % tuple([values[name] for name in names]))
        made.template = template
        made.values = values
        made.plural = plural
        made.number = number
        return made

    def __reduce__(self) -> tuple[type[Message], tuple[object, ...]]:
        """Keep the parts when pickled or copied."""
        return type(self), (self.template, self.values, self.plural, self.number)

    def __str__(self) -> str:
        """Return the message itself, which is text."""
        return self

    def written(self, language: Language) -> str:
        """Return the text in a language."""
        return filled(language.template(self), self.values, language)


class _Capitalised(Message):
    """A message that begins with a capital letter in each language."""

    __slots__ = ()

    def __new__(cls, template: str, values: Mapping[str, object], *_: object) -> _Capitalised:
        """Write the text in English."""
        plain = Message(template, values)
        made = str.__new__(cls, capital(plain))
        made.template, made.values, made.plural, made.number = template, values, None, 1
        return made

    def written(self, language: Language) -> str:
        """Return the text in a language."""
        return capital(super().written(language))


def msg(template: str, /, **values: object) -> Message:
    """Return a message.

    Parameters
    ----------
    template : str
        The text in English, as a literal (it is extracted for the catalogues), with slots such as
        ``{total}``.
    **values
        Contents of the slots.
    """
    return Message(template, values)


def counted(singular: str, plural: str, count: int, /, **values: object) -> Message:
    """Return a message whose words depend on a number, which may fill the slot ``{count}``.

    Parameters
    ----------
    singular, plural : str
        The text in English for one and for another number, as literals.
    count : int
        The number.
    **values
        Contents of other slots, or of that of the number if it is to be written differently.
    """
    return Message(singular, {"count": count, **values}, plural, count)


def written(value: float, form: str) -> Message:
    """Return a single number as a message, in a format of `Number`."""
    return Message("{number}", {"number": Number(value, form=form)})


def capitalised(message: str) -> Message:
    """Return a message that begins with a capital letter, for the beginning of a sentence."""
    return _Capitalised("{message}", {"message": message})


def verbatim(text: str) -> Message:
    """Return a text that is the same in all languages, such as a name that a reader gave."""
    return Message("{text}", {"text": text})


def marked(template: str) -> str:
    """Return the template of a message made later, so that it is extracted here."""
    return template


def joined(separator: str, parts: Iterable[str]) -> Message:
    """Return messages and texts in a sequence; all languages separate them alike."""
    values = {f"part{k}": part for k, part in enumerate(parts)}
    return Message(separator.join(f"{{{name}}}" for name in values), values)


def filled(template: str, values: Mapping[str, object], language: Language) -> str:
    """Return a template of a language with what fills its slots, in that language."""

    def content(slot: re.Match[str]) -> str:
        value = values[slot[1]]
        if isinstance(value, Message):
            return value.written(language)
        if isinstance(value, Number | int | float):
            return language.signs.write(str(value))
        return str(value)

    return _SLOT.sub(content, template)


def listed_numbers(numbers: Iterable[Message]) -> Message:
    """Return one or more texts with numbers in a row, separated as a language separates numbers."""
    return reduce(lambda some, one: msg("{some}, {one}", some=some, one=one), numbers)


@lru_cache(maxsize=2048)
def _form(template: str) -> tuple[str, tuple[str, ...]]:
    """Return a template as what the operator % fills, and its slots: messages are made often."""
    literals, names = _SLOT.split(template)[::2], tuple(slots(template))
    return "%s".join(literal.replace("%", "%%") for literal in literals), names


def slots(template: str) -> list[str]:
    """Return the slots of a template."""
    return _SLOT.findall(template)

"""A file as a parameter: its content, or a reference to what was opened here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Generic, Literal, TypeVar

from izhikevich.errors import ParameterError
from izhikevich.messages import Message, msg
from izhikevich.text import is_whole
from izhikevich.transport import LOCAL
from izhikevich.views.cache import LRUCache
from izhikevich.views.schema import HALVES, Example, Parameter, Values

T = TypeVar("T")

#: The beginning of a reference to a file whose content is not in the value itself.
HELD = "file:"
_MAX_NAME = 60  # characters of a name in a reference
_REFERENCE = re.compile(rf"{HELD}[0-9a-f]{{12}}:")
_ODD = re.compile(r"[^\w .()-]+")


@dataclass(frozen=True, kw_only=True)
class File(Parameter):
    """Content that the reader opens: chosen, dropped or pasted.

    Its value is the name of an example, the content itself in a compact form, or a reference to a
    file that was opened here and is too large for a link.

    Parameters
    ----------
    examples : tuple of Example
        What can be chosen without a file; one of them is the preset's value.
    accept : str
        Suffixes and types of files, as a file dialog takes them.
    hint : str
        What can be opened, in one or two sentences.
    longest : int
        Maximum number of characters of content in the value; 0 if there is only the reference.
    largest : int
        Maximum size of a file, bytes.
    remedy : str
        What to do with a larger one.
    stays : tuple of str
        Parameters that keep their values with it when another preset is chosen; empty if the file
        is left as well.
    """

    kind: Literal["file"] = field(default="file", init=False)
    examples: tuple[Example, ...]
    accept: str
    hint: str
    held: str = field(default=HELD, init=False)
    longest: int = field(default=0, metadata=LOCAL)
    largest: int = 20_000_000
    remedy: str = ""
    stays: tuple[str, ...] = ()

    def read(self, value: object) -> str:
        """Return the value; the view reads the content."""
        if not isinstance(value, str):
            raise ParameterError(self.name, value, "must be text")
        if not is_whole(value):
            raise ParameterError(self.name, value, HALVES)
        value = value.strip()
        if any(value == example.value for example in self.examples):
            return value
        if is_reference(value) and len(value) < 2 * _MAX_NAME:
            return value
        if not self.longest:
            names = ", ".join(example.value for example in self.examples)
            allowed = msg("must be one of {names}, or a file that is opened here", names=names)
            raise ParameterError(self.name, value, allowed)
        if len(value) > self.longest:
            allowed = msg("must have at most {most} characters", most=self.longest)
            raise ParameterError(self.name, value, allowed)
        return value


@dataclass(frozen=True)
class Taken:
    """What a view made of a file.

    Parameters
    ----------
    values : dict
        Values that it gives parameters.
    words : str
        Description for the reader: half a sentence.
    notes : tuple of str
        What was left out.
    preset : str
        Preset from which the state then starts, if it has to be another one.
    """

    values: Values
    words: Message
    notes: tuple[str, ...] = ()
    preset: str = ""


class OpenedFiles(Generic[T]):
    """The last files that were opened, by reference.

    Parameters
    ----------
    most : int
        Maximum number of files.
    """

    def __init__(self, most: int) -> None:
        self._kept = LRUCache[T](most)

    def hold(self, content: str | bytes, filename: str, thing: T) -> str:
        """Store what a file contains, and return the reference to it."""
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        name = _ODD.sub("_", filename)[-_MAX_NAME:].strip() or "pasted"
        reference = f"{HELD}{sha256(data).hexdigest()[:12]}:{name}"
        self._kept.put(reference, thing)
        return reference

    def find(self, reference: str, parameter: str) -> T:
        """Return what a file contained.

        Raises
        ------
        ParameterError
            If it was not opened here, or others since.
        """
        found = self._kept.get(reference)
        if found is None:
            allowed = msg(
                "what {name} contains is not in the link: open the file here",
                name=name_of(reference),
            )
            raise ParameterError(parameter, name_of(reference), allowed)
        return self._kept.put(reference, found)


def is_reference(value: str) -> bool:
    """Tell whether a value refers to a file."""
    return _REFERENCE.match(value) is not None


def name_of(reference: str) -> str:
    """Return the name of the file in a reference."""
    return reference.split(":", 2)[2]

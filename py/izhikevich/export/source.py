"""Values and calls as Python source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from textwrap import wrap
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from izhikevich.messages import Message
from izhikevich.neuron.stimuli.stimulus import Constant, Stimulus

_WIDTH = 88  # characters of a line of code
_INDENT = "    "
#: Where to import the classes of written values from, by the beginning of their module's name.
_WHERE = {
    "izhikevich.neuron.": "izh.",
    "izhikevich.network.": "izh.network.",
    "izhikevich.nef.": "izh.nef.",
    "izhikevich.learning.": "izh.learning.",
}


@dataclass(frozen=True)
class Code:
    """Source that is inserted as it is."""

    text: str


def value(given: Any) -> str:
    """Return the source of a value.

    Objects of this package are written as calls, omitting fields with their default values.
    """
    if isinstance(given, Code):
        return given.text
    if isinstance(given, np.ndarray):
        return f"np.array({value(given.tolist())})"
    if isinstance(given, np.generic):
        return value(given.item())
    if isinstance(given, str):
        text = repr(given)
        return text if '"' in text else f'"{text[1:-1]}"'
    if isinstance(given, list | tuple):
        return _bracketed("[", [value(one) for one in given], "]")
    if isinstance(given, Mapping):
        return _bracketed("{", [f"{value(k)}: {value(v)}" for k, v in given.items()], "}")
    if is_dataclass(given):
        kind = type(given)
        where = next(known for start, known in _WHERE.items() if kind.__module__.startswith(start))
        return call(f"{where}{kind.__name__}", **changed_fields(given))
    return repr(given)


def number_list(values: NDArray[Any]) -> str:
    """Return the source of an array's numbers, row by row, as a list of lines."""
    text = ", ".join(map(repr, values.ravel().tolist()))
    lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "[\n" + indented("\n".join(lines)) + "\n]"


def array_source(values: NDArray[Any]) -> str:
    """Return the source of an array of many numbers."""
    shape = ", ".join(map(str, values.shape))
    return f"np.array({number_list(values)}).reshape({shape})"


def stimulus_source(stimulus: Stimulus) -> str:
    """Return the source of a stimulus: a number, or its text."""
    return value(stimulus.level if isinstance(stimulus, Constant) else stimulus.text)


def changed_fields(given: Any) -> dict[str, Any]:
    """Return the fields of an object that differ from their defaults."""
    found = {}
    for field in fields(given):
        if not field.init:
            continue
        own = getattr(given, field.name)
        default = field.default
        if field.default_factory is not MISSING:
            default = field.default_factory()
        if default is MISSING or own != default:
            found[field.name] = own
    return found


def call(name: str, /, *positional: Any, **named: Any) -> str:
    """Return the source of a call, on one line if it is short enough."""
    parts = [value(one) for one in positional]
    parts += [f"{key}={value(one)}" for key, one in named.items()]
    return _bracketed(f"{name}(", parts, ")")


class Difference(NamedTuple):
    """How the results of a script differ from those here, printed when the script runs.

    Parameters
    ----------
    text : Message
        A sentence.
    condition : str
        Source of the condition under which they differ; "" if always.
    """

    text: Message
    condition: str = ""


def differences_source(differences: Iterable[Difference], tell: str) -> str:
    """Return the source that prints differences, or "" if there are none.

    Parameters
    ----------
    differences : iterable of Difference
    tell : str
        Source of the call that prints ``text``.
    """
    given = list(differences)
    if not given:
        return ""
    always = "".join(f"{_long(text)},\n" for text, condition in given if not condition)
    lines = ["# What differs from izhikevich."]
    lines.append(f"differences = [\n{indented(always)}]" if always else "differences = []")
    for text, condition in given:
        if condition:
            lines.append(
                f"if {condition}:\n{indented(f'differences.append({_long(text, bracketed=True)})')}"
            )
    lines += ["for text in differences:", f"{_INDENT}{tell}"]
    return "\n".join(lines) + "\n"


def _long(text: str, *, bracketed: bool = False) -> str:
    """Return the source of a text, in several lines if it is long; these need brackets."""
    pieces = wrap(text, _WIDTH - 10, drop_whitespace=False, break_on_hyphens=False)
    if len(pieces) < 2:
        return value(text)
    lines = indented("\n".join(map(value, pieces)))
    return f"\n{lines}\n" if bracketed else f"(\n{lines}\n)"


def _bracketed(start: str, parts: list[str], end: str) -> str:
    line = f"{start}{', '.join(parts)}{end}"
    if len(line) <= _WIDTH and "\n" not in line:
        return line
    body = "".join(f"{part},\n" for part in parts)
    return f"{start}\n{indented(body)}{end}"


def indented(source: str) -> str:
    """Return source one level deeper."""
    lines = source.splitlines(keepends=True)
    return "".join(f"{_INDENT}{line}" if line.strip() else line for line in lines)

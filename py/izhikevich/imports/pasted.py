"""Neurons within a pasted text: calls, dictionaries, and rows of tables, of whatever simulator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from izhikevich.errors import ParameterError, one_of
from izhikevich.imports.names import NAMES
from izhikevich.imports.neurons import left_out
from izhikevich.imports.quoted import without_quoted
from izhikevich.messages import Message, marked, msg
from izhikevich.text import NUMBER

#: Longer texts are not searched; nor more calls, nor longer arguments.
MAX_TEXT, _MAX_CALLS, _MAX_ARGUMENTS = 200_000, 200, 5_000
#: At least so many of a, b, c and d make a dictionary one of a neuron.
_MIN_OWN = 2
_OWN = frozenset("abcd")


@dataclass(frozen=True)
class Simulator:
    """A simulator whose scripts are read.

    Parameters
    ----------
    name : str
    sign : Pattern
        What its scripts contain.
    units : str
        What its numbers are in, for a note.
    names : mapping
        Its own names of parameters.
    """

    name: str
    sign: re.Pattern[str]
    units: str
    names: Mapping[str, str]


_PLAIN = marked("voltages in mV, times in ms, currents in mV/ms")
SIMULATORS = (
    Simulator(
        "NEST",
        re.compile(r"\bnest\s*\.(?!\w*\.?Izhikevich)|\bI_e\b|\bU_m\b"),
        marked("voltages in mV, I_e in pA with a capacitance of 1 pF"),
        {"V_min": ""},
    ),
    Simulator(
        "PyNN",
        re.compile(r"pynn|\bsim\s*\.\s*(?:Izhikevich|Population|setup)|i_offset", re.IGNORECASE),
        marked("voltages in mV, i_offset in nA with a capacitance of 1 pF"),
        {},
    ),
    Simulator("CARLsim", re.compile(r"setNeuronParameters|carlsim", re.IGNORECASE), _PLAIN, {}),
    Simulator("BrainPy", re.compile(r"brainpy|\bbp\s*\.|\bbst?\s*\."), _PLAIN, {}),
    Simulator(
        "Norse",
        re.compile(r"norse|IzhikevichParameters|IzhikevichSpikingBehavior"),
        _PLAIN,
        {"sq": "k2", "mn": "k1", "bias": "k0"},
    ),
    Simulator("Brian2", re.compile(r"brian2?\b|NeuronGroup"), _PLAIN, {}),
)


@dataclass(frozen=True)
class Cell:
    """A neuron in a text.

    Parameters
    ----------
    name : str
        Its name there, or its number, from 1.
    settings : str
        Its parameters, as ``name=number`` with units.
    notes : tuple of Message
    """

    name: str
    settings: str
    notes: tuple[Message, ...] = ()


_CALL = re.compile(r"(?<!\w)(\w+)\s*\(")
#: Ends of names of calls that may make a neuron, besides all with the name of the model.
_MAKERS = ("setNeuronParameters", "Create", "Parameters", "dimensional_2007", "dict")
_MODEL = re.compile(r"[Ii]zhikevich")
_NEAR = 200  # characters before a call or a dictionary in which its name is sought
_POSITIONAL: Mapping[str, Sequence[str]] = {
    "IzhikevichParameters": ("a", "b", "c", "d", "sq", "mn", "bias", "v_th"),
    "Parameters": ("a", "b", "c", "d"),
}
_CARLSIM_2003 = ("a", "b", "c", "d")
_CARLSIM_2007 = ("C", "k", "vr", "vt", "a", "b", "vpeak", "c", "d")
_FLOAT = re.compile(rf"({NUMBER})[fFlL]?")
#: What holds nothing but a number, such as ``torch.tensor(-70.0)``.
_HOLDS = re.compile(
    r"(?:\w+\s*\.\s*)*(?:(?:as_?)?(?:tensor|array)|float(?:32|64)?|OneInit|Constant)"
    rf"\(\s*\[?\s*({NUMBER})\s*\]?\s*\)"
)
_KEYWORD = re.compile(r"\s*[\"']?(\w+)[\"']?\s*(?:=(?!=)|:(?!:))\s*(.*?)\s*", re.DOTALL)
_BRACES = re.compile(r"\{([^{}]*)\}")
_LABELS = ("name", "id", "label", "type", "cell", "neuron", "cell_type", "title")
_LITERAL = re.compile(r"[rRuUbB]?[\"'](.*)[\"']")
_STARTS = re.compile(r"initial_values\s*=\s*\{|\binitialize\s*\(|\bIzhikevichState\s*\(")
_COMMENT = re.compile(r"(?m)(?:(?<!\S)#(?!define).*|//.*)$")


def cells_in(text: str) -> list[Cell]:
    """Return the neurons that a text describes by calls, dictionaries or rows of a table.

    Parameters
    ----------
    text : str
        Such as a script, a notebook, or an answer in a forum.

    Returns
    -------
    list of Cell
        Empty if there are none, or the text is too long to be searched.

    Raises
    ------
    ParameterError
        If a call has arguments that cannot be read.
    """
    if len(text) > MAX_TEXT:
        return []
    code = _COMMENT.sub("", without_quoted(source_of(text)))
    found = list(_unique(_named(_calls(code)))) or list(_unique(_named(_dictionaries(code))))
    if found:
        starts = _starts(code)
        told = simulator_of(code)
        notes = (assumed(told),) if told else ()
        return [Cell(one.name, f"{one.settings}{starts}", (*one.notes, *notes)) for one in found]
    return list(_unique(_named(_rows(source_of(text)))))


def chosen(cells: Sequence[Cell], name: str | None) -> tuple[Cell, tuple[Message, ...]]:
    """Return a cell by its name, or the first, with a note that names the others.

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    names = [cell.name for cell in cells]
    if name is not None:
        if name not in names:
            known = one_of(name, names) if names else msg("there is no neuron with a name")
            raise ParameterError("cell", name, known)
        return cells[names.index(name)], ()
    return cells[0], left_out(names)


def simulator_of(text: str) -> Simulator | None:
    """Return the simulator that a text is for; None if it is for none or for several."""
    found = [one for one in SIMULATORS if one.sign.search(text)]
    return found[0] if len(found) == 1 else None


def assumed(simulator: Simulator) -> Message:
    """Return a note on what the numbers of a simulator are in."""
    return msg(
        "Read as a script for {simulator}: {units}.",
        simulator=simulator.name,
        units=msg(simulator.units),
    )


def source_of(text: str) -> str:
    """Return the code of a Jupyter notebook; any other text as it is, without prompts."""
    if text.startswith("{") and '"cells"' in text:
        try:
            cells = json.loads(text)["cells"]
            return "\n".join(
                "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            return text
    return re.sub(r"(?m)^(?:>>> |\.\.\. |In \[\d*\]: )", "", text)


def _unique(cells: Iterator[Cell]) -> Iterator[Cell]:
    """Leave out neurons that were described before."""
    seen = set()
    for cell in cells:
        if cell.settings not in seen:
            seen.add(cell.settings)
            yield cell


def _named(cells: Iterator[Cell]) -> Iterator[Cell]:
    names = set()
    for k, cell in enumerate(cells, start=1):
        name = cell.name if cell.name and cell.name not in names else str(k)
        names.add(name)
        yield Cell(name, cell.settings, cell.notes)


def _calls(code: str) -> Iterator[Cell]:
    made = ((found, _maker(found[1])) for found in _CALL.finditer(code))
    for found, name in islice((one for one in made if one[1]), _MAX_CALLS):
        inner = _inside(code, found.end())
        if inner is None:
            continue
        arguments = _split(inner)
        target = _assigned(_unqualified(code[max(0, found.start() - _NEAR) : found.start()]))
        if name == "setNeuronParameters":
            yield _carlsim(arguments)
        elif name == "IzhikevichState":
            continue
        elif name == "Create":
            first = _LITERAL.fullmatch(arguments[0].strip()) if arguments else None
            if first is not None and first[1].startswith("izhikevich"):
                for braces in _BRACES.findall(inner):
                    yield Cell(target, _settings(_split(braces)))
        else:
            settings = _settings(_keywords(name, arguments))
            if _own(settings) >= (_MIN_OWN if name == "dict" else 1):
                yield Cell(target, settings)


def _maker(name: str) -> str:
    """Return which call a name is that may make a neuron; "" if it is none."""
    if _MODEL.search(name):
        return name
    return next((end for end in _MAKERS if name.endswith(end)), "")


def _unqualified(before: str) -> str:
    """Return a text before a name without the modules or objects that the name belongs to."""
    while True:
        plain = before.rstrip()
        mark = next((mark for mark in (".", "->", "::") if plain.endswith(mark)), "")
        owner = _last_word(plain.removesuffix(mark).rstrip()) if mark else ""
        if not owner:
            return plain
        before = plain.removesuffix(mark).rstrip().removesuffix(owner)


def _assigned(before: str, marks: Sequence[str] = ("<-", "=")) -> str:
    """Return the name to which what follows a text is assigned; "" if it is to none."""
    plain = before.rstrip()
    mark = next((mark for mark in marks if plain.endswith(mark)), None)
    return _last_word(plain.removesuffix(mark).rstrip().rstrip("\"'")) if mark else ""


def _last_word(text: str) -> str:
    """Return the letters, digits and underscores at the end of a text."""
    k = len(text)
    while k and (text[k - 1].isalnum() or text[k - 1] == "_"):
        k -= 1
    return text[k:]


def _carlsim(arguments: Sequence[str]) -> Cell:
    """Read ``setNeuronParameters(group, …)``: 4 or 9 parameters, or each with its deviation."""
    group, *given = [argument.strip() for argument in arguments] or [""]
    numbers = [_FLOAT.fullmatch(argument) for argument in given]
    if not all(numbers):
        raise ParameterError(
            "setNeuronParameters", ", ".join(given)[:80], "must have numbers, not names"
        )
    values = [number[1] for number in numbers if number]
    names = {4: _CARLSIM_2003, 8: _CARLSIM_2003, 9: _CARLSIM_2007, 18: _CARLSIM_2007}.get(
        len(values)
    )
    if names is None:
        allowed = "must have 4 or 9 parameters after the group, or each with its deviation"
        raise ParameterError("setNeuronParameters", len(values), allowed)
    notes: tuple[Message, ...] = ()
    if len(values) == 2 * len(names):
        if any(float(value) for value in values[1::2]):
            notes = (msg("The parameters vary from neuron to neuron: their means are read."),)
        values = values[::2]
    settings = ", ".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
    return Cell(group if re.fullmatch(r"\w+", group) else "", settings, notes)


def _keywords(name: str, arguments: Sequence[str]) -> list[str]:
    """Return the arguments of a call with their names, where their order says these."""
    order = _POSITIONAL.get(name, ())
    made = []
    for k, argument in enumerate(arguments):
        plain = _KEYWORD.fullmatch(argument) is None
        made.append(f"{order[k]}={argument}" if plain and k < len(order) else argument)
    return made


def _dictionaries(code: str) -> Iterator[Cell]:
    for found in _BRACES.finditer(code):
        arguments = _split(found[1])
        settings = _settings(arguments)
        if _own(settings) >= _MIN_OWN:
            before = code[max(0, found.start() - _NEAR) : found.start()]
            yield Cell(_label(arguments) or _assigned(before, ("<-", "=", ":")), settings)


def _label(arguments: Sequence[str]) -> str:
    for argument in arguments:
        pair = _KEYWORD.fullmatch(argument)
        if pair is not None and pair[1].lower() in _LABELS:
            literal = _LITERAL.fullmatch(pair[2])
            if literal is not None:
                return literal[1]
    return ""


def _settings(arguments: Sequence[str]) -> str:
    """Return the arguments that are parameters of a neuron, as ``name=number``.

    Raises
    ------
    ParameterError
        If one of these is no number.
    """
    made = []
    for argument in arguments:
        pair = _KEYWORD.fullmatch(argument)
        if pair is None:
            continue
        name, value = pair[1], pair[2]
        name = next((s.names[name] for s in SIMULATORS if name in s.names), name)
        if name not in NAMES:
            continue
        holds = _HOLDS.fullmatch(value)
        plain = _FLOAT.fullmatch(value)
        value = holds[1] if holds else plain[1] if plain else value
        if not re.match(NUMBER, value):
            if NAMES[name] in _OWN:
                raise ParameterError(name, value, "must be a number")
            continue
        made.append(f"{name}={value}")
    return ", ".join(made)


def _own(settings: str) -> int:
    """Return how many of a, b, c and d there are."""
    names = (part.partition("=")[0].strip() for part in settings.split(","))
    return len({NAMES.get(name) for name in names} & _OWN)


def _starts(code: str) -> str:
    """Return the initial values that PyNN and Norse give apart from the parameters."""
    found = _STARTS.search(code)
    inner = _inside(code, found.end()) if found else None
    settings = _settings(_split(inner)) if inner else ""
    return f", {settings}" if settings else ""


def _inside(code: str, start: int) -> str | None:
    """Return what stands between a bracket and the one that closes it; None if none does."""
    depth = 1
    for k in range(start, min(len(code), start + _MAX_ARGUMENTS)):
        if code[k] in "([{":
            depth += 1
        elif code[k] in ")]}":
            depth -= 1
            if not depth:
                return code[start:k]
    return None


def _split(arguments: str) -> list[str]:
    """Split arguments at the commas between them."""
    parts, depth, begin = [], 0, 0
    for k, sign in enumerate(arguments):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign in ",;" and depth == 0:
            parts.append(arguments[begin:k])
            begin = k + 1
    parts.append(arguments[begin:])
    return [part for part in parts if part.strip()]


_RULE = re.compile(r"[\s|:+=-]+")
_HEAD = re.compile(r"([A-Za-z_]\w*)\s*(?:[\[(]([^\])]*)[\])])?")
_NOTE = re.compile(r"(?:%|//|#).*")


def _rows(text: str) -> Iterator[Cell]:
    """Yield the neurons of a table: a heading with a, b, c and d, and a row for each."""
    lines = text.splitlines()
    for k, line in enumerate(lines[:200]):
        heads = [_HEAD.fullmatch(cell) for cell in _cells(line)]
        names = [head[1] if head else "" for head in heads]
        if {NAMES.get(name) for name in names} >= _OWN and len(set(names)) == len(names):
            units = [(head[2] or "").strip() if head else "" for head in heads]
            yield from _of_table(names, units, lines[k + 1 :])
            return


def _of_table(names: Sequence[str], units: Sequence[str], lines: Sequence[str]) -> Iterator[Cell]:
    label = next((k for k, name in enumerate(names) if name.lower() in _LABELS), None)
    label = next((k for k, name in enumerate(names) if name not in NAMES), label)
    for line in lines[:1000]:
        if not line.strip() or (_RULE.fullmatch(line) and not re.search(r"\d", line)):
            continue
        row = _cells(line)
        own = [k for k, name in enumerate(names) if name in NAMES]
        if len(row) != len(names) or not all(_FLOAT.fullmatch(row[k]) for k in own if row[k]):
            return
        settings = ", ".join(f"{names[k]}={row[k]} {units[k]}".strip() for k in own if row[k])
        if settings:
            yield Cell("" if label is None else row[label].strip("\"'"), settings)


def _cells(line: str) -> list[str]:
    """Split a line of a table: at tabs, semicolons, bars or commas, or else at blanks."""
    plain = (
        _NOTE.sub("", line).strip().strip("|").removesuffix("\\\\").replace("\N{MINUS SIGN}", "-")
    )
    mark = next((mark for mark in "\t;|&," if mark in plain), None)
    return [cell.strip().strip("\"'$") for cell in plain.split(mark)]

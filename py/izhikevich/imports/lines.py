"""Parameters written in sequence, as in a paper, a script or a chat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.headings import PER_AREA, PLAINER
from izhikevich.imports.names import NAMES
from izhikevich.imports.neurons import describe, neuron_state
from izhikevich.imports.quoted import without_quoted
from izhikevich.imports.result import Imported
from izhikevich.messages import Message, Number, counted, joined, msg
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimuli.text import parse
from izhikevich.text import NUMBER
from izhikevich.views.neuron.opening import default, state

#: Maximum number of characters; number of ignored names that are listed, and length of each.
LONGEST = 20_000
_MAX_UNKNOWN, _LONGEST_NAME = 8, 40
#: A name, and a number, with its unit perhaps, or a product with another value (``u=b*v``).
_SETTING = re.compile(
    rf"(?<![\w.])(?:\w++\.)?[\"']?(?P<name>[A-Za-z_]\w*)[\"']?(?:\(0\))?\s*(?::=|=|:|<-)\s*"
    rf"(?>(?P<number>{NUMBER})(?:[fFlL](?!\w))?"
    r"|(?P<first>[A-Za-z]\w*)\s*\*\s*(?P<second>[A-Za-z]\w*)(?![\w(]))"
    rf"(?>(?:\s*\*?\s*(?:(?P<area>{PER_AREA})|(?:[a-z]\w*\.)?"
    r"(?P<unit>(?:m?V/m?s|m?volt/m?second|1?/ms|per_ms|"
    r"[um]?s|m?second|m?V|m?volt|[pnum]?A|[pnum]?amp|[pn]F|nS/mV|[nu]S|k?Hz)(?![\w=(/])))"
    r")?)"
    # No part of a longer expression, such as 0.02*ones(n,1).
    r"(?![ \t]*(?:[*/^]|[-+][ \t]*[\w(.])|[ \t]?\.[*/^])"
)
_STIMULUS = re.compile(
    r"(?<![\w.])[\"']?stimulus[\"']?\s*[=:]\s*[\"']?(?!\s)"
    r"((?:[A-Za-z_]+\s*\([^()]*\)|[\d.+-]|\s+(?=\+)|(?<=\+)\s+)+)[\"']?"
)
_COMMENT = re.compile(r"(?:%|#|//).*")
_DEFINE = re.compile(
    rf"(?m)^[ \t]*#[ \t]*define[ \t]+([A-Za-z]\w*)[ \t]+\(?[ \t]*({NUMBER})[fF]?[ \t]*\)?"
)
#: A name to which something is assigned at the beginning of a statement.
_SET = re.compile(r"(?:^|[\n;,{])[ \t]*(?:\w+[ \t]+)?([A-Za-z_]\w*)[ \t]*(?:=(?!=)|<-)")
#: With these a neuron is known, whatever else a text says.
_REQUIRED = frozenset("abcd")
_NUMBERS = re.compile(NUMBER)
_WORDS = re.compile(r"(?<![\w.])[A-Za-z_][\w.]*(?=\s*\()")
_BETWEEN = re.compile(r"[\s,;(){}\[\]]+")
#: Simulators whose scripts have ``i_offset`` in nA, and those with mV/ms.
_PYNN = re.compile(r"pynn|\bsim\s*\.", re.IGNORECASE)
_ANNARCHY = re.compile(r"annarchy|\bann\s*\.", re.IGNORECASE)

_FORM_2007 = ("C", "k", "vr", "vt", "v_peak", "a", "b", "c", "d")
#: Factors to this package's units.
_UNITS: Mapping[str, tuple[str, float]] = {
    "mV": ("mV", 1.0),
    "V": ("mV", 1e3),
    "us": ("ms", 1e-3),
    "ms": ("ms", 1.0),
    "s": ("ms", 1e3),
    "pA": ("pA", 1.0),
    "nA": ("pA", 1e3),
    "uA": ("pA", 1e6),
    "mA": ("pA", 1e9),
    "A": ("pA", 1e12),
    "pF": ("pF", 1.0),
    "nF": ("pF", 1e3),
    "nS": ("nS", 1.0),
    "uS": ("nS", 1e3),
    "nS/mV": ("nS/mV", 1.0),
    "mV/ms": ("mV/ms", 1.0),
    "V/ms": ("mV/ms", 1e3),
    "V/s": ("mV/ms", 1.0),
    "mV/s": ("mV/ms", 1e-3),
    **dict.fromkeys(("/ms", "1/ms", "per_ms"), ("1/ms", 1.0)),
    "Hz": ("1/ms", 1e-3),
    "kHz": ("1/ms", 1.0),
}
#: Brian2's long names of units.
_LONG_UNITS = {"volt": "V", "second": "s", "amp": "A"}
_OTHER_UNITS = {"v0": "mV", "dt": "ms", "duration": "ms", "k": "nS/mV", "vr": "mV", "vt": "mV"}


def read_line(text: str, context: str = "", told: tuple[Message, ...] = ()) -> Imported:
    """Read parameters of a neuron.

    Parameters
    ----------
    text : str
        Such as ``a=0.02, b=0.2, c=-65, d=8, I=10`` in the syntax of MATLAB, Python, R, C, XPP or
        none of them; or four numbers alone, which are a, b, c and d, or five including I. If it has
        a, b, c and d, other words may stand between them, as in a script.
    context : str
        The text of which it is a part, which may say for which simulator it is.
    told : tuple of Message
        Notes that go before the others.

    Returns
    -------
    Imported
        Missing values are those of a regular spiking cell.

    Raises
    ------
    ParameterError
        If nothing here is recognised, or something cannot be read.
    """
    if len(text) > LONGEST:
        raise ParameterError(
            "text",
            text,
            msg(
                "at most {most} characters of parameters are read",
                most=Number(LONGEST, form=","),
            ),
        )
    plain = _defined(without_quoted(text))
    plain = _COMMENT.sub("", plain).translate(PLAINER)
    numbers = _NUMBERS.findall(plain)
    if len(numbers) in (4, 5) and not _NUMBERS.sub("", plain).strip(" \t,;[]()"):
        plain = " ".join(f"{name}={number}" for name, number in zip("abcdI", numbers, strict=False))
    stimulus, plain = _take_stimulus(plain)
    given, unknown, notes = _settings(plain, context or text)
    notes = [*told, *notes]
    if not given and stimulus is None:
        raise ParameterError(
            "text",
            ", ".join(unknown[:_MAX_UNKNOWN]) or text,
            msg(
                "it has no parameter of a neuron; they are {names}",
                names=", ".join(_own_names()),
            ),
        )
    notes += [_left_out(name) for name in unknown[:_MAX_UNKNOWN]]
    if len(unknown) > _MAX_UNKNOWN:
        notes.append(_more_left_out(len(unknown) - _MAX_UNKNOWN))
    others: dict[str, Any] = {k: given.pop(k) for k in ("dt", "duration") if k in given}
    if stimulus is not None:
        others["stimulus"] = stimulus
    if "I" in given:
        others["I"] = given.pop("I")
        if stimulus is None:
            others["stimulus"] = "0"
            notes.append(msg("I is a constant current; there is no other stimulus."))
    v0, u0 = given.pop("v0", None), given.pop("u0", None)
    if not given and v0 is None and u0 is None:
        return Imported(state(default(False), others), msg("a protocol"), tuple(notes))
    parameters = _parameters(given)
    made, more = neuron_state(parameters, v0, u0, **others)
    return Imported(made, describe(parameters), (*notes, *more))


def _defined(text: str) -> str:
    """Write the numbers that C's preprocessor defines as assignments.

    Its names are often capitals; if all of A, B, C and D are there, C is no capacitance.
    """
    capitals = {"A", "B", "C", "D"}
    small = capitals <= {name for name, _ in _DEFINE.findall(text)}

    def assigned(found: re.Match[str]) -> str:
        name = found[1].lower() if small and found[1] in capitals else found[1]
        return f"{name}={found[2]};"

    return _DEFINE.sub(assigned, text)


def _take_stimulus(text: str) -> tuple[str | None, str]:
    """Remove the text of a stimulus, whose commas belong to it."""
    match = _STIMULUS.search(text)
    if match is None:
        return None, text
    return parse(match[1].strip()).text, text[: match.start()] + " " + text[match.end() :]


def _settings(text: str, context: str) -> tuple[dict[str, float], list[str], list[Message]]:
    """Return the assignments, in our names and units; the unknown names; and notes."""
    given: dict[str, float] = {}
    unknown: list[str] = []
    units: dict[str, str] = {}
    notes: list[Message] = []
    wrong: list[tuple[str, ParameterError]] = []
    rest = []
    position = 0
    for match in _SETTING.finditer(text):
        rest.append(text[position : match.start()])
        position = match.end()
        name = match["name"]
        if name not in NAMES:
            unknown.append(name)
            continue
        own = NAMES[name] or name
        if match["area"]:
            allowed = msg(
                "{unit} is per area: multiply it by the area of the cell", unit=match["area"]
            )
            raise ParameterError(name, match[0].strip(), allowed)
        try:
            value, unit = _value(match, given), _unit(match["unit"] or "")
        except ParameterError as error:
            wrong.append((own, error))
            continue
        if name in ("i_offset", "I_e"):
            value, unit = _injected(name, value, unit, context, notes)
        if own in given and (given[own], units[own]) != (value, unit):
            twice = msg("{own} is given twice", own=own)
            wrong.append((own, ParameterError(name, match[0].strip(), twice)))
            continue
        given[own], units[own] = value, unit
    rest.append(text[position:])
    notes += _left(rest, given, wrong)
    return _converted(given, units), unknown, notes


def _left(
    rest: list[str], given: dict[str, float], wrong: list[tuple[str, ParameterError]]
) -> list[Message]:
    """Refuse what cannot be read, unless a, b, c and d are known; return a note on the rest.

    What is then ambiguous, such as a voltage that is set several times, is not guessed.
    """
    whole = given.keys() >= _REQUIRED
    for own, error in wrong:
        if own in (*MODEL, *_FORM_2007) or not whole:
            raise error
        given.pop(own, None)
    left = [_BETWEEN.sub(" ", _WORDS.sub("", piece)).strip() for piece in rest]
    left = [piece for piece in left if re.search(r"\w", piece)]
    if not left and not wrong:
        return []
    several = {
        NAMES[name] or name for piece in rest for name in _SET.findall(piece) if name in NAMES
    }
    both = sorted(several & given.keys() & {*MODEL, *_FORM_2007})
    if both and whole:
        raise ParameterError(both[0], given[both[0]], "is also set to what is no single number")
    if not whole:
        raise ParameterError("text", left[0], "cannot be read; write name=number")
    missed = sorted({*several, *(name for name, _ in wrong)} - given.keys())
    if missed:
        names = ", ".join(missed)
        return [msg("Only single numbers are read; left out: {names}.", names=names)]
    return [msg("Only the parameters are read, not the text around them.")]


def _unit(text: str) -> str:
    for long, short in _LONG_UNITS.items():
        text = text.replace(long, short)
    return text


def _injected(
    name: str, value: float, unit: str, text: str, notes: list[Message]
) -> tuple[float, str]:
    """Return the constant current of another simulator, and its unit, "" for this package's.

    ``i_offset`` is in nA in PyNN and in mV/ms in ANNarchy, ``I_e`` in pA in NEST. The capacitance
    of their neurons of the 2003 form is 1 pF, with which 1 pA is 1 mV/ms.
    """
    if name == "i_offset" and not unit:
        pynn, annarchy = _PYNN.search(text), _ANNARCHY.search(text)
        if (pynn is None) == (annarchy is None):
            raise ParameterError(
                name,
                value,
                msg(
                    "its unit is missing: write {name}={value} nA as in PyNN, or I={value} "
                    "mV/ms as in ANNarchy",
                    name=name,
                    value=f"{value:g}",
                ),
            )
        unit = "nA" if pynn else ""
    kind, factor = _UNITS.get(unit, ("", 1.0))
    if kind != "pA":
        return value, unit
    found = float(f"{value * factor:.14g}")
    if factor != 1.0:
        note = msg(
            "{name} = {given} is read as I = {found}.",
            name=name,
            given=Number(value, unit, "g"),
            found=Number(found, form="g"),
        )
        notes.append(note)
    return found, ""


def _value(match: re.Match[str], given: Mapping[str, float]) -> float:
    if match["number"] is not None:
        return float(match["number"])
    product = 1.0
    for name in (match["first"], match["second"]):
        own = NAMES.get(name, name)
        if own not in given:
            raise ParameterError(
                match["name"], match[0], msg("{name} must be given before it", name=name)
            )
        product *= given[own]
    return product


def _converted(given: dict[str, float], units: Mapping[str, str]) -> dict[str, float]:
    """Convert to this package's units; values without a unit are already in them."""
    dimensional = "k" in given or given.get("C", 1.0) != 1.0
    own = default(dimensional).parameters.units
    expected = {**own, **_OTHER_UNITS, "u0": own["u"]}
    found = {}
    for name, value in given.items():
        if units[name]:
            unit, factor = _UNITS[units[name]]
            if unit != expected[name]:
                allowed = (
                    msg("must be in {unit}", unit=expected[name])
                    if expected[name]
                    else msg("it has no unit")
                )
                raise ParameterError(
                    name,
                    f"{value:g} {units[name]}",
                    allowed,
                )
            value = value if factor == 1.0 else float(f"{value * factor:.14g}")
        found[name] = value
    return found


def _parameters(given: dict[str, float]) -> Parameters:
    if not any(name in given for name in ("k", "vr", "vt")):
        dimensional = given.get("C", 1.0) != 1.0
        return default(dimensional).parameters.replace(**given)
    missing = [name for name in _FORM_2007 if name not in given]
    if missing:
        raise ParameterError(
            "text",
            ", ".join(given),
            msg(
                "k, vr and vt belong to the 2007 form, which also needs {names}",
                names=", ".join(missing),
            ),
        )
    for name in given:
        if name not in _FORM_2007:
            raise ParameterError(name, given[name], "k, vr and vt replace it")
    return Parameters.dimensional_2007(**given)


def _own_names() -> tuple[str, ...]:
    return (*MODEL, "I", "v0", "u0", "stimulus", "duration", "dt")


def _left_out(name: str) -> Message:
    name = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    near = get_close_matches(name, _own_names(), n=1, cutoff=0.5)
    note = msg("{name} is not a parameter of a neuron here and is left out.", name=name)
    return joined(" ", [note, msg("Did you mean {name}?", name=near[0])]) if near else note


def _more_left_out(count: int) -> Message:
    return counted(
        "{number} more name is left out.",
        "{number} more names are left out.",
        count,
        number=Number(count, form=","),
    )

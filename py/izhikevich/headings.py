"""Headings of tables: the quantity and the unit of a column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from izhikevich.errors import ParameterError
from izhikevich.messages import msg

#: Characters that are read as plainer ones: both micro signs, a superscript 2, the typographic
#: minus.
PLAINER = str.maketrans({"µ": "u", "μ": "u", "²": "2", "⁻": "-", "·": " ", "−": "-"})
#: A current or a capacitance per area, such as uA/cm2, uF cm^-2 or A/m**2.
PER_AREA = r"[pnum]?[AF][ .*]?(?:/ ?[cmu]?m(?:\^|\*\*)?2|[cmu]?m(?:\^|\*\*)?-2)(?!\w)"

#: What begins a comment in a table.
COMMENTS = ("#", "%", "//")
#: Longer headings are not read.
MAX_HEADING = 100

_AMPERES = {"pA": 1.0, "nA": 1e3, "uA": 1e6, "mA": 1e9, "A": 1e12}
#: Factors to this package's units, by kind and unit.
UNITS: Mapping[str, Mapping[str, float]] = {
    "time": {"us": 1e-3, "ms": 1.0, "s": 1e3, "sec": 1e3, "msec": 1.0, "usec": 1e-3}
    | dict.fromkeys(("second", "seconds"), 1e3)
    | dict.fromkeys(("millisecond", "milliseconds"), 1.0),
    "current": {"mV/ms": 1.0, "V/s": 1.0, **_AMPERES},
    "voltage": {"uV": 1e-3, "mV": 1.0, "V": 1e3},
}
_LONG_UNITS = {
    f"{prefix}{name}{end}": f"{short}{letter}"
    for prefix, short in (("", ""), ("milli", "m"), ("micro", "u"), ("nano", "n"), ("pico", "p"))
    for name, letter in (("volt", "V"), ("amp", "A"), ("ampere", "A"))
    for end in ("", "s")
}
_DENSITY = re.compile(rf"(?<![A-Za-z]){PER_AREA}")
_SLASH = re.compile(r" ?/ ?")

#: Meaning of names in lower case; the first match counts. A capital I is not an index.
_NAMES: Mapping[str, re.Pattern[str]] = {
    "spikes": re.compile(
        r"i|ids?|gids?|(?:neuron|cell|unit|node|sender|spike|train|index|indices)s?(?:[ _].*)?"
    ),
    "time": re.compile(r"(?:t|times?|zeit)(?:[ _].*)?"),
    "recovery": re.compile(r"(?:u|w|recovery)(?:[ _].*)?"),
    "voltage": re.compile(r"(?:v|vm|voltage|membrane|potential|spannung)(?:[ _].*)?"),
    "current": re.compile(
        r"i(?:ext|inj|syn|app|in|stim)?(?:[ _].*)?|(?:curr|strom|stim|inj|input|command|cmd).*"
    ),
}


@dataclass(frozen=True)
class Heading:
    """The heading of a column.

    Parameters
    ----------
    text : str
        Text as written.
    kind : str
        "time", "current", "voltage", "recovery", "spikes" (which neuron), "density" (a current per
        area), or "" if it is none of these.
    unit : str
        Unit in the spelling of `UNITS`, or as written if it is not there; "" for none.
    """

    text: str
    kind: str
    unit: str

    @property
    def factor(self) -> float:
        """Factor to ms, to mV/ms or pA, or to mV.

        Raises
        ------
        ParameterError
            If the unit is missing, or not among those that are read.
        """
        known = UNITS[self.kind]
        if self.unit in known:
            return known[self.unit]
        example = {
            "time": "t (ms)",
            "current": msg("I (mV/ms) or I (pA)"),
            "voltage": "v (mV)",
        }
        if not self.unit:
            raise ParameterError(
                "heading",
                self.text,
                msg("the unit is missing: write {example}", example=example[self.kind]),
            )
        units = msg("us, ms or s") if self.kind == "time" else msg("mV/ms, pA, nA, uA, mA or A")
        raise ParameterError(
            "unit",
            self.unit,
            msg("must be {units}, as in {example}", units=units, example=example[self.kind]),
        )

    @property
    def dimensional(self) -> bool:
        """Whether a current is in amperes, for neurons of the 2007 form."""
        return self.unit in _AMPERES


def read_heading(text: str) -> Heading:
    """Read the heading of one column: a name and a unit.

    Parameters
    ----------
    text : str
        Such as ``t (ms)``, ``I [nA]``, ``I/pA``, ``time_ms``, ``current, pA`` or ``pA``; text
        before a colon, as in the tables of this package, is ignored.
    """
    plain = " ".join(text[:MAX_HEADING].translate(PLAINER).rpartition(":")[2].split())
    name, unit = _parted(_SLASH.sub("/", plain))
    if _DENSITY.search(plain):
        return Heading(text, "density", unit)
    small = name if name == "I" else name.lower()
    kind = next((kind for kind, pattern in _NAMES.items() if pattern.fullmatch(small)), "")
    of_unit = next((kind for kind, units in UNITS.items() if unit in units), "")
    if name == "I":
        kind = "current"
    elif kind == "spikes" and (of_unit == "time" or (small == "i" and of_unit)):
        kind = of_unit  # times of spikes; a small i with the unit of a current
    elif not kind and (not name or unit not in ("mV/ms", "V/s")):
        kind = of_unit  # mV/ms alone may be that of a recovery variable or a conductance
    return Heading(text, kind, unit)


def of_unit(name: str, unit: str) -> Heading:
    """Return the heading of a signal whose unit is known; its kind is that of the unit."""
    plain = unit.translate(PLAINER).strip()
    plain = _LONG_UNITS.get(plain.lower(), plain)
    kind = next((kind for kind in ("voltage", "current", "time") if plain in UNITS[kind]), "")
    return Heading(
        f"{name.strip()} ({unit.strip()})" if unit.strip() else name.strip(), kind, plain
    )


def joined_units(cells: list[str]) -> list[str]:
    """Reattach units to their names where spaces separate: ``t (ms) I (pA)``."""
    joined: list[str] = []
    for cell in cells:
        if joined and cell.startswith(("(", "[")):
            joined[-1] += f" {cell}"
        else:
            joined.append(cell)
    return joined


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit of `UNITS`."""
    return any(text in units for units in UNITS.values())


def is_comment(line: str) -> bool:
    """Tell whether a line of a table is a comment."""
    return line.lstrip().startswith(COMMENTS)


def _parted(text: str) -> tuple[str, str]:
    """Return name and unit."""
    if is_unit(text) and len(text) > 1:
        return "", text
    if text.endswith((")", "]")):
        name, mark, unit = text[:-1].partition("(" if text.endswith(")") else "[")
        if mark:
            return name.rstrip(" /,"), unit.strip()
    for mark in (" ", "_"):
        name, found, unit = text.rpartition(mark)
        # "I_A" may be a current of a kind A; "t_s" cannot be anything else.
        if found and is_unit(unit) and unit not in ("A", "V"):
            return name.strip(" ,/"), unit
    for mark in ("/", ","):
        name, found, unit = text.partition(mark)
        if found and name.strip():
            return name.strip(), unit.strip()
    return text, ""

"""Izhikevich cells of NeuroML 2."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.export.neuroml_cells import OWN
from izhikevich.imports.neurons import describe, neuron_state
from izhikevich.imports.result import Imported
from izhikevich.messages import Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, Drive, LinearDrive, PiecewiseDrive
from izhikevich.text import NUMBER

#: Limits of an archive: bytes, unpacked bytes, and number of files that are examined.
MAX_ARCHIVE, MAX_UNPACKED, MAX_FILES = 5_000_000, 20_000_000, 100
#: Maximum number of elements of a document, or of an archive; characters of a quantity.
MAX_ELEMENTS, _MAX_QUANTITY = 500_000, 100
#: Characters of a tag: with its attributes, the parser's work grows faster than their number.
MAX_TAG = 20_000
_TAG = re.compile(r"<[A-Za-z_:](?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+")
_QUANTITY = re.compile(rf"({NUMBER})\s*([A-Za-z_]*)")

#: The attributes of the cells: dimensions by name.
_SIMPLE = {"v0": "voltage", "a": "", "b": "", "c": "", "d": "", "thresh": "voltage"}
_DIMENSIONAL = {
    "v0": "voltage",
    "C": "capacitance",
    "k": "conductance per voltage",
    "vr": "voltage",
    "vt": "voltage",
    "vpeak": "voltage",
    "a": "rate",
    "b": "conductance",
    "c": "voltage",
    "d": "current",
}
#: Factors to this package's units by dimension and by unit.
_UNITS: Mapping[str, Mapping[str, float]] = {
    "": {"": 1.0},
    "voltage": {"mV": 1.0, "V": 1e3},
    "capacitance": {"pF": 1.0, "nF": 1e3, "uF": 1e6, "F": 1e12},
    "conductance": {"nS": 1.0, "pS": 1e-3, "uS": 1e3, "mS": 1e6, "S": 1e9},
    "conductance per voltage": {"nS_per_mV": 1.0, "S_per_V": 1e6},
    "current": {"pA": 1.0, "nA": 1e3, "uA": 1e6, "A": 1e12},
    "time": {"ms": 1.0, "s": 1e3},
    "rate": {"per_ms": 1.0, "per_s": 1e-3, "Hz": 1e-3},
}


@dataclass
class _Found:
    """The relevant contents of a document."""

    cells: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    inputs: bool = False
    elements: set[str] = field(default_factory=set)


@dataclass
class _Work:
    """The work done so far."""

    elements: int = 0


def read_neuroml(text: str) -> Imported:
    """Read the first Izhikevich cell of a NeuroML or LEMS file.

    Raises
    ------
    ParameterError
        If the file is not XML, has a document type (which could define entities), or no such cell,
        if the cell is incomplete, or there are more elements than are read.
    """
    return _read(text, _Work())


def _read(text: str, work: _Work) -> Imported:
    found = _scan(text, work)
    if not found.cells:
        raise ParameterError(
            "NeuroML",
            ", ".join(sorted(found.elements)[:8]),
            "there is no izhikevichCell and no izhikevich2007Cell in it",
        )
    kind, attributes = found.cells[0]
    name = attributes.get("id", kind)
    p, v0, u0 = cell_of(kind, name, attributes)
    made, notes = neuron_state(p, v0, u0)
    told = list(notes)
    if len(found.cells) > 1:
        others = ", ".join(other.get("id", "?") for _, other in found.cells[1:6])
        told.append(
            msg(
                "The file has {count} such cells; {others} are left out.",
                count=len(found.cells),
                others=others,
            )
        )
    if found.inputs:
        told.append(msg("Only the cell is read, not what is injected into it."))
    words = msg("{neuron}, from {kind} {name}", neuron=describe(p), kind=kind, name=name)
    return Imported(made, words, tuple(told))


def read_archive(data: bytes) -> Imported:
    """Read the first Izhikevich cell of the NeuroML and LEMS files in an archive.

    Raises
    ------
    ParameterError
        If there is none, the archive cannot be opened, or its contents exceed the limits.
    """
    reason: ParameterError | None = None
    work = _Work()
    for text in texts_of(data):
        try:
            return _read(text, work)
        except ParameterError as error:
            if work.elements > MAX_ELEMENTS:
                raise
            reason = reason or error
    raise reason or ParameterError("archive", data[:8], "there is no NeuroML file in it")


def texts_of(data: bytes) -> Iterator[str]:
    """Yield the NeuroML and LEMS files in an archive.

    Raises
    ------
    ParameterError
        If it cannot be opened, or its contents exceed the limits.
    """
    import io
    import zipfile
    import zlib

    if len(data) > MAX_ARCHIVE:
        allowed = msg(
            "an archive must have at most {most} bytes",
            most=Number(MAX_ARCHIVE, form=","),
        )
        raise ParameterError(
            "archive", msg("{count} bytes", count=Number(len(data), form=",")), allowed
        )
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [e for e in archive.infolist() if e.filename.endswith((".nml", ".xml"))]
            for entry in entries[:MAX_FILES]:
                unpacked += entry.file_size  # no more than this is unpacked
                if unpacked > MAX_UNPACKED:
                    allowed = msg(
                        "unpacked it is too large: at most {most} bytes are read",
                        most=Number(MAX_UNPACKED, form=","),
                    )
                    raise ParameterError("archive", entry.filename, allowed)
                yield archive.read(entry).decode("utf-8", errors="replace")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise ParameterError(
            "archive", data[:8], msg("it cannot be opened: {reason}", reason=str(error))
        ) from None


def _scan(text: str, work: _Work) -> _Found:
    found = _Found()

    def start(name: str, attributes: dict[str, str]) -> None:
        work.elements += 1
        if work.elements > MAX_ELEMENTS:
            raise too_many(name)
        found.elements.add(name[:40])
        if name in _READERS:
            found.cells.append((name, attributes))
        found.inputs = found.inputs or name in ("explicitInput", "inputList")

    parse(text, start)
    return found


def too_many(name: str) -> ParameterError:
    """Return the error of a document with more elements than are read."""
    allowed = msg("at most {most} elements are read", most=Number(MAX_ELEMENTS, form=","))
    return ParameterError("XML", f"<{name[:40]}", allowed)


def parse(
    text: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
) -> None:
    """Parse a document. Nothing is expanded: a document type ends it.

    Parameters
    ----------
    text : str
    start, end : callable
        Called with the name of each element, without its namespace, and `start` also with its
        attributes.

    Raises
    ------
    ParameterError
        If it is not XML, or has a document type or too long a tag.
    """
    import pyexpat  # the compiled parser, which exists even without the package `xml`

    def doctype(*_: object) -> None:
        raise ParameterError(
            "XML", "<!DOCTYPE", "a document type declaration is not read; remove it"
        )

    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > MAX_TAG:
            allowed = msg(
                "a tag must have at most {most} characters", most=Number(MAX_TAG, form=",")
            )
            raise ParameterError("XML", tag[0][:40], allowed)
    parser = pyexpat.ParserCreate()
    parser.StartElementHandler = lambda name, own: start(name.rpartition(":")[2], own)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text, True)
    except pyexpat.ExpatError as error:
        allowed = msg(
            "it cannot be read: line {line}: {reason}",
            line=error.lineno,
            reason=pyexpat.ErrorString(error.code),
        )
        raise ParameterError("XML", text[:40], allowed) from None


def _simple(name: str, attributes: Mapping[str, str]) -> tuple[Parameters, float, float]:
    read = _attributes("izhikevichCell", name, attributes, _SIMPLE)
    v0 = read.pop("v0")
    own: dict[str, Any] = {"v_peak": read.pop("thresh"), **read}
    return Parameters(**own), v0, read["b"] * v0


def _dimensional(name: str, attributes: Mapping[str, str]) -> tuple[Parameters, float, float]:
    read = _attributes("izhikevich2007Cell", name, attributes, _DIMENSIONAL)
    v0, v_peak = read.pop("v0"), read.pop("vpeak")
    return Parameters.dimensional_2007(v_peak=v_peak, **read), v0, 0.0


def _general(name: str, attributes: Mapping[str, str]) -> tuple[Parameters, float, float]:
    """Read the cell that `izhikevich.export` defines where NeuroML has none."""
    rules = ("scale", "switch", "bBelow", "peakSlope", "cSlope", "uMax", "form")
    plain = ("C", "k2", "k1", "k0", "a", "b", "c", "d", "vPeak", "u0", "origin", "leak")
    asked = dict.fromkeys((*plain, *(key for key in rules if key in attributes)), "")
    read = _attributes(OWN, name, attributes, {"v0": "voltage", **asked})
    origin, leak = read.pop("origin"), read.pop("leak")
    drive: Drive = LinearDrive(origin, leak != 0.0)
    if "scale" in read:
        drive = CubicDrive(origin, read.pop("scale"))
    elif "switch" in read and "bBelow" in read:
        drive = PiecewiseDrive(origin, read.pop("switch"), read.pop("bBelow"))
    renamed = {"vPeak": "v_peak", "peakSlope": "peak_slope", "cSlope": "c_slope", "uMax": "u_max"}
    v0, u0 = read.pop("v0"), read.pop("u0")
    form = f"{read.pop('form'):g}" if "form" in read else None
    own: dict[str, Any] = {renamed.get(key, key): value for key, value in read.items()}
    return Parameters(drive=drive, form=form, **own), v0, u0


_READERS = {"izhikevichCell": _simple, "izhikevich2007Cell": _dimensional, OWN: _general}


def cell_of(kind: str, name: str, attributes: Mapping[str, str]) -> tuple[Parameters, float, float]:
    """Return a cell with its initial v (mV) and u.

    Raises
    ------
    ParameterError
        If it is incomplete, or something in it is no number in a known unit.
    """
    return _READERS[kind](name, attributes)


def _attributes(
    kind: str, name: str, attributes: Mapping[str, str], dimensions: Mapping[str, str]
) -> dict[str, float]:
    """Return the numbers of a cell in this package's units."""
    missing = [key for key in dimensions if key not in attributes]
    if missing:
        raise ParameterError(kind, name, msg("it lacks {names}", names=", ".join(missing)))
    return {key: quantity_of(key, attributes[key], dim) for key, dim in dimensions.items()}


def quantity_of(key: str, text: str, dimension: str) -> float:
    """Return a quantity, such as "5 mV", in this package's units."""
    units = _UNITS[dimension]
    match = _QUANTITY.fullmatch(text.strip()) if len(text) <= _MAX_QUANTITY else None
    if match is None or match[2] not in units:
        allowed = (
            msg("must be a number in {units}", units=", ".join(units))
            if dimension
            else msg("must be a number without unit")
        )
        raise ParameterError(key, text, allowed)
    factor = units[match[2]]
    value = float(match[1])
    return value if factor == 1.0 else float(f"{value * factor:.14g}")

"""Izhikevich cells of NeuroML 2."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from izhikevich.errors import ParameterError, one_of
from izhikevich.export.neuroml_cells import OWN
from izhikevich.imports.neuroml_inputs import Inputs
from izhikevich.imports.neuroml_quantities import quantity
from izhikevich.imports.neurons import describe, left_out, neuron_state
from izhikevich.imports.result import Imported
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, Drive, LinearDrive, PiecewiseDrive

#: Limits of an archive: bytes, unpacked bytes, and number of files that are examined.
MAX_ARCHIVE, MAX_UNPACKED, MAX_FILES = 5_000_000, 20_000_000, 100
#: Maximum number of elements of a document, or of an archive.
MAX_ELEMENTS = 500_000
_SHORTEST_RUN, _LONGEST_RUN = 5.0, 1e5  # of the view, ms
#: Characters of a tag: with its attributes, the parser's work grows faster than their number.
MAX_TAG = 20_000
_TAG = re.compile(r"<[A-Za-z_:](?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+")

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
#: A cell type that others define in LEMS, with a quadratic of its own: X v^2 + Y v + Z.
GENERALIZED = "generalizedIzhikevichCell"
_QUADRATIC = {"X": "k2", "Y": "k1", "Z": "k0"}
#: What LEMS files include of NeuroML itself.
_STANDARD = frozenset(
    f"{name}.xml"
    for name in ("Cells", "Networks", "Simulation", "Inputs", "NeuroML2CoreTypes", "PyNN")
)


@dataclass
class _Found:
    """The relevant contents of a document."""

    cells: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    inputs: Inputs = field(default_factory=Inputs)
    elements: set[str] = field(default_factory=set)
    included: list[str] = field(default_factory=list)
    #: Duration of the simulation, ms.
    length: float | None = None


@dataclass
class _Work:
    """The work done so far."""

    elements: int = 0


def read_neuroml(text: str, cell: str | None = None) -> Imported:
    """Read an Izhikevich cell of a NeuroML or LEMS file, with what is injected into it.

    Parameters
    ----------
    text : str
    cell : str, optional
        Its id; by default the first.

    Raises
    ------
    ParameterError
        If the file is not XML, has a document type (which could define entities), or no such cell,
        if the cell is incomplete, or there are more elements than are read.
    """
    found = _Found()
    _scan(text, _Work(), found)
    return _opened(found, cell)


def _opened(found: _Found, cell: str | None) -> Imported:
    if not found.cells:
        allowed = msg("there is no izhikevichCell and no izhikevich2007Cell in it")
        listed = ", ".join(sorted(found.elements)[:8])
        raise ParameterError("NeuroML", listed, _hinted(allowed, found))
    names = [attributes.get("id", kind) for kind, attributes in found.cells]
    if cell is not None and cell not in names:
        raise ParameterError("cell", cell, _hinted(one_of(cell, names), found))
    kind, attributes = found.cells[names.index(cell) if cell is not None else 0]
    name = attributes.get("id", kind)
    p, v0, u0 = cell_of(kind, name, attributes)
    injected, told = found.inputs.into(name, p.dimensional)
    others: dict[str, Any] = {} if injected is None else {"stimulus": injected.text, "I": 0.0}
    if found.length is not None or injected is not None:
        stop = found.length or max(injected.breakpoints(0.0, _LONGEST_RUN) if injected else ())
        others["duration"] = min(max(float(stop), _SHORTEST_RUN), _LONGEST_RUN)
    made, notes = neuron_state(p, v0, u0, **others)
    notes = (*notes, *(left_out(names) if cell is None else ()), *told)
    words = msg("{neuron}, from {kind} {name}", neuron=describe(p), kind=kind, name=name)
    several = len(names) > 1
    return Imported(made, words, notes, tuple(names) if several else (), name if several else "")


def _hinted(allowed: Message, found: _Found) -> Message:
    """Return what is allowed, and the files that may have what is missing."""
    if not found.included:
        return allowed
    return msg(
        "{allowed}, but it includes {files}: open these, or a ZIP archive of all",
        allowed=allowed,
        files=", ".join(found.included[:5]),
    )


def read_archive(data: bytes, cell: str | None = None) -> Imported:
    """Read an Izhikevich cell of the NeuroML and LEMS files in an archive.

    Parameters
    ----------
    data : bytes
    cell : str, optional
        Its id; by default the first.

    Raises
    ------
    ParameterError
        If there is none, the archive cannot be opened, or its contents exceed the limits.
    """
    reason: ParameterError | None = None
    work, found = _Work(), _Found()
    for text in texts_of(data):
        try:
            _scan(text, work, found)
        except ParameterError as error:
            if work.elements > MAX_ELEMENTS:
                raise
            reason = reason or error
    if reason and not found.cells:
        raise reason
    if not found.elements:
        raise ParameterError("archive", data[:8], "there is no NeuroML file in it")
    return _opened(found, cell)


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


def _scan(text: str, work: _Work, found: _Found) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        work.elements += 1
        if work.elements > MAX_ELEMENTS:
            raise too_many(name)
        found.elements.add(name[:40])
        if name in _READERS:
            found.cells.append((name, attributes))
        if name.lower() == "include":
            file = attributes.get("href", attributes.get("file", ""))
            if file and file not in _STANDARD:
                found.included.append(file[:80])
        if name == "Simulation" and "length" in attributes:
            found.length = quantity("length", attributes["length"], "time")
        found.inputs.start(name, attributes)

    parse(text, start, found.inputs.end)


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


def _generalized(name: str, attributes: Mapping[str, str]) -> tuple[Parameters, float, float]:
    """Read the cell of 2003 with another quadratic, as networks of Open Source Brain define it."""
    asked = {**_SIMPLE, **dict.fromkeys(_QUADRATIC, "")}
    read = _attributes(GENERALIZED, name, attributes, asked)
    v0 = read.pop("v0")
    own: dict[str, Any] = {"v_peak": read.pop("thresh")}
    own |= {_QUADRATIC.get(key, key): value for key, value in read.items()}
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


_READERS = {
    "izhikevichCell": _simple,
    GENERALIZED: _generalized,
    "izhikevich2007Cell": _dimensional,
    OWN: _general,
}


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
    return {key: quantity(key, attributes[key], dim) for key, dim in dimensions.items()}

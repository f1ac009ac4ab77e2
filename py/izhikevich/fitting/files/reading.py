"""The entry point: what a file is, and the recording in it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from izhikevich.errors import FileError, IzhikevichWarning, ParameterError
from izhikevich.fitting.files.abf import reading_abf
from izhikevich.fitting.files.arrays import reading_npz
from izhikevich.fitting.files.assembly import assembled, together
from izhikevich.fitting.files.hdf5 import reading_hdf5
from izhikevich.fitting.files.ibw import reading_ibw
from izhikevich.fitting.files.kinds import kind_of
from izhikevich.fitting.files.matlab import read_matlab
from izhikevich.fitting.files.names import common, natural
from izhikevich.fitting.files.options import Options, read_columns
from izhikevich.fitting.files.protocol import Protocol, read_protocol
from izhikevich.fitting.files.signals import Signals
from izhikevich.fitting.files.tables import reading_table
from izhikevich.fitting.recording import Recording
from izhikevich.messages import Message, msg
from izhikevich.progress import Report, Steps, finish
from izhikevich.units import number

MAX_BYTES = 1_000_000_000
MAX_FILES = 2000
Source = str | Path | bytes | tuple[str, bytes]


@dataclass(frozen=True, eq=False)
class ReadRecording:
    """A recording, and what the reader of its file has to say.

    Parameters
    ----------
    recording : Recording
    notes : tuple of Message
        What was left out.
    """

    recording: Recording
    notes: tuple[Message, ...]


def read_recording(
    source: Source | list[Source],
    *,
    name: str | None = None,
    protocol: str | None = None,
    columns: str | Sequence[str] | None = None,
    channel: str | int | None = None,
    dt: float | None = None,
    progress: Report | None = None,
) -> Recording:
    """Read a recording from a file.

    Parameters
    ----------
    source : path, bytes, (name, bytes), or a list of these
        A table as text, arrays (NPZ, MATLAB, HDF5), ABF, IBW or NWB.
    name : str, optional
        Name of the cell.
    protocol : str, optional
        What was injected, such as "step from 200 to 2200 ms: 100, 150, 200 pA".
    columns : str or sequence of str, optional
        Names and units that the file lacks, such as "t (ms), v (mV), I (pA)".
    channel : str or int, optional
        Name or index of the voltage, if there are several.
    dt : float, optional
        Interval between samples, ms, if the file has no right times.
    progress : callable, optional
        Called with each `Progress`.

    Returns
    -------
    Recording
        What was left out of the file is an `IzhikevichWarning`.

    Raises
    ------
    FileError
        If it is of another kind, damaged, or has no voltage; `argument` names the argument that can
        give what is missing.
    ParameterError
        If an argument cannot be read or does not match the file.
    OSError
        If there is no such file.
    """
    given = reading_recording(
        source, name=name, protocol=protocol, columns=columns, channel=channel, dt=dt
    )
    found = finish(given, progress)
    for note in found.notes:
        warnings.warn(IzhikevichWarning(note), stacklevel=2)
    return found.recording


def reading_recording(
    source: Source | list[Source],
    *,
    name: str | None = None,
    protocol: str | None = None,
    columns: str | Sequence[str] | None = None,
    channel: str | int | None = None,
    dt: float | None = None,
) -> Steps[ReadRecording]:
    """Do what `read_recording` does, with progress reports and notes."""
    contents = _contents(source)
    options = Options(
        columns=read_columns(columns),
        channel=channel,
        dt=None if dt is None else number(dt, "dt", "ms", low=0.0, low_open=True),
        protocol=_protocol(protocol),
    )
    found = []
    for k, (filename, content) in enumerate(contents):
        step = 1 / len(contents)
        part = _reading(filename, content, options)
        found.append((yield from _passed(part, k * step, step)))
    of = common([Path(filename).stem for filename, _ in contents]) if name is None else name
    recording, notes = assembled(together(found), options, of)
    return ReadRecording(recording, notes)


def _reading(name: str, content: bytes, options: Options) -> Steps[Signals]:
    """Return the signals of a file."""
    kind = kind_of(content, name, _members(content))
    match kind.key:
        case "table":
            return (yield from reading_table(content, options))
        case "npz":
            return (yield from reading_npz(content, options))
        case "abf":
            return (yield from reading_abf(content))
        case "ibw":
            return (yield from reading_ibw(content))
        case "hdf5":
            return (yield from reading_hdf5(content, options))
        case "matlab":
            return read_matlab(content, options)
    raise FileError(kind.refusal)


def _passed(work: Steps[Signals], low: float, size: float) -> Steps[Signals]:
    """Pass on the progress of one of several files."""
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            found: Signals = end.value
            return found
        yield replace(progress, fraction=low + size * progress.fraction)


def _contents(source: Source | list[Source]) -> list[tuple[str, bytes]]:
    """Return names and contents of one or several files."""
    sources: list[object] = list(source) if isinstance(source, list) else [source]
    if not 0 < len(sources) <= MAX_FILES:
        text = msg("must be one file, or at most {most} of a cell", most=MAX_FILES)
        raise ParameterError("source", source, text)
    found: list[tuple[str, bytes]] = []
    total = 0
    for one in sources:
        found.append(_content(one))
        total += len(found[-1][1])
        _check_size(total)
    return sorted(found, key=lambda pair: natural(pair[0])) if len(found) > 1 else found


def _content(source: object) -> tuple[str, bytes]:
    """Return name and content of a file."""
    name: object = ""
    if isinstance(source, tuple) and len(source) == 2:
        name, source = source
    elif isinstance(source, str | Path):
        path = Path(source)
        _check_size(path.stat().st_size)
        return path.name, path.read_bytes()
    if not isinstance(name, str) or not isinstance(source, bytes):
        raise ParameterError("source", source, "must be a path, bytes, or a name and bytes")
    _check_size(len(source))
    return name, source


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        text = msg("It has more than {most} MB.", most=MAX_BYTES // 1_000_000)
        raise FileError(text)
    if not size:
        raise FileError(msg("It is empty."))


def _members(content: bytes) -> tuple[str, ...]:
    if not content.startswith(b"PK"):
        return ()
    try:
        with ZipFile(BytesIO(content)) as archive:
            return tuple(archive.namelist()[:1000])
    except (BadZipFile, ValueError, NotImplementedError):
        return ()


def _protocol(text: str | None) -> Protocol | None:
    return None if text is None else read_protocol(text)

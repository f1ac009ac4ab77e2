"""The entry point: what a file is, and the recording in it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from izhikevich.errors import FileError, IzhikevichWarning, ParameterError
from izhikevich.fitting.files.arrays import read_npz
from izhikevich.fitting.files.assembly import assembled
from izhikevich.fitting.files.kinds import Kind, kind_of
from izhikevich.fitting.files.options import Options, read_columns
from izhikevich.fitting.files.protocol import Protocol, read_protocol
from izhikevich.fitting.files.signals import Signals
from izhikevich.fitting.files.tables import reading_table
from izhikevich.fitting.recording import Recording
from izhikevich.messages import Message, msg
from izhikevich.progress import Report, Steps, finish
from izhikevich.units import number

MAX_BYTES = 1_000_000_000
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
    source: Source,
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
    source : path, bytes, or (name, bytes)
        A table as text, with any separator and decimal sign, of one column for each sweep; or
        arrays (NPZ) named t, voltage and current, or by quantity and unit, such as voltage_mV.
    name : str, optional
        Name of the cell; default that of the file.
    protocol : str, optional
        What was injected, in place of a current in the file: "step from 200 to 2200 ms: 100, 150,
        200 pA" has a current for each sweep, or one for all.
    columns : str or sequence of str, optional
        Names and units where the file does not have them, such as "t (ms), v (mV), I (pA)". Those
        of a table are in the order of its columns, and those after the time repeat; arrays are
        found by their names.
    channel : str or int, optional
        Name of the voltage that is read, or its index from 0, if there are several.
    dt : float, optional
        Interval between samples, ms, where the file has no times or wrong ones.
    progress : callable, optional
        Called with each `Progress`.

    Returns
    -------
    Recording
        What was left out of the file is an `IzhikevichWarning`.

    Raises
    ------
    FileError
        If it is a file of another kind, is damaged, or has no voltage. Where an argument can give
        what the file does not say, the attribute `argument` of the error names it.
    ParameterError
        If an argument cannot be read or does not match the file, or the recording is not one.
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
    source: Source,
    *,
    name: str | None = None,
    protocol: str | None = None,
    columns: str | Sequence[str] | None = None,
    channel: str | int | None = None,
    dt: float | None = None,
) -> Steps[ReadRecording]:
    """Do what `read_recording` does, with progress reports and notes."""
    filename, content = _content(source)
    options = Options(
        columns=read_columns(columns),
        channel=channel,
        dt=None if dt is None else number(dt, "dt", "ms", low=0.0, low_open=True),
        protocol=_protocol(protocol),
    )
    kind = kind_of(content, _members(content))
    found = yield from _reading(kind, content, options)
    of = Path(filename).stem if name is None else name
    recording, notes = assembled(found, options, of)
    return ReadRecording(recording, notes)


def _reading(kind: Kind, content: bytes, options: Options) -> Steps[Signals]:
    if kind.key == "npz":
        return read_npz(content, options)
    if kind.key == "table":
        return (yield from reading_table(content, options))
    text = msg("It is {kind}. {remedy}", kind=msg(kind.title), remedy=msg(kind.remedy))
    raise FileError(text)


def _content(source: Source) -> tuple[str, bytes]:
    """Return name and content of a file."""
    name = ""
    if isinstance(source, tuple) and len(source) == 2:
        name, source = source
    elif isinstance(source, str | Path):
        size = Path(source).stat().st_size
        _check_size(size)
        return str(source), Path(source).read_bytes()
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

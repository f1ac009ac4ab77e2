"""Axon binary files (ABF 1 and 2), whose headers pyabf reads; samples are taken as they are."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import FileError
from izhikevich.fitting.files.libraries import cut_off, loading, reading
from izhikevich.fitting.files.signals import Signal, Signals
from izhikevich.headings import of_unit
from izhikevich.messages import Message, msg
from izhikevich.progress import Steps

_KIND = "ABF"
_HEADER = 512  # bytes; also the size of a block
#: Places of (block, bytes of an entry, number of entries) in the header of ABF 2.
_SECTIONS = range(76, 364, 16)
_MAX_ENTRIES = 20_000
_MAX_CHANNELS, _MAX_SWEEPS = 64, 20_000
_WAVEFORM = 1  # of a command that epochs describe; others are in files elsewhere


def reading_abf(content: bytes) -> Steps[Signals]:
    """Return the signals of an ABF file, and its command where it is a current."""
    _check_header(content)
    pyabf = yield from loading("pyabf", "pyabf", _KIND)
    with reading(_KIND), TemporaryDirectory() as folder:
        path = Path(folder) / "recording.abf"
        path.write_bytes(content)
        header = pyabf.ABF(str(path), loadData=False, cacheStimulusFiles=False)
    with reading(_KIND):
        return _signals(header, pyabf, content)


def _check_header(content: bytes) -> None:
    """Refuse lists that are longer than the file, before anything goes through them."""
    if len(content) < 2 * _HEADER:
        raise cut_off(_KIND)
    if content.startswith(b"ABF2"):
        lists = [struct.unpack_from("<IIi", content, at) for at in _SECTIONS]
        samples = 236  # the section of the samples, of which there may be many
        lists = [one for at, one in zip(_SECTIONS, lists, strict=True) if at != samples]
    else:
        block, count = struct.unpack_from("<ii", content, 44)
        lists = [(block, 64, count)]
    for block, size, count in lists:
        if not 0 <= count <= _MAX_ENTRIES or size * count > max(0, len(content) - _HEADER * block):
            raise cut_off(_KIND)


def _signals(header: Any, pyabf: Any, content: bytes) -> Signals:
    channels, sweeps = int(header.channelCount), int(header.sweepCount)
    points = int(header.sweepPointCount)
    if not 0 < channels <= _MAX_CHANNELS or not 0 < sweeps <= _MAX_SWEEPS or points < 1:
        raise cut_off(_KIND)
    lengths = set(getattr(getattr(header, "_synchArraySection", None), "lLength", ()))
    if sweeps > 1 and len(lengths) > 1:
        raise FileError(
            msg("Its sweeps differ in length: export those of one length from it, as ABF or CSV.")
        )
    dtype = np.dtype("<i2" if header._dtype == np.int16 else "<f4")
    start, count = int(header.dataByteStart), channels * sweeps * points
    if start < 0 or start + count * dtype.itemsize > len(content):
        raise cut_off(_KIND)
    raw = np.frombuffer(content, dtype, count, start).reshape(sweeps, points, channels)
    found = []
    for k in range(channels):
        gain, offset = float(header._dataGain[k]), float(header._dataOffset[k])
        if dtype.kind == "f":
            gain, offset = 1.0, 0.0
        heading = of_unit(str(header.adcNames[k]), str(header.adcUnits[k]))
        found.append(Signal(heading, raw[:, :, k], gain, offset))
    notes: tuple[Message, ...] = ()
    if not any(one.heading.kind == "current" for one in found):
        command = _command(header, pyabf, sweeps, points)
        if command is not None:
            found.append(command)
            text = msg(
                "Its current is the command {name} of its protocol.", name=command.heading.text
            )
            notes = (text,)
    return Signals(tuple(found), None, 1e3 * float(header.dataSecPerPoint), notes)


def _command(header: Any, pyabf: Any, sweeps: int, points: int) -> Signal | None:
    """Return the command that is a current and is described by epochs, if there is one."""
    about = header._headerV1 if header.abfVersion["major"] == 1 else header._dacSection
    for k, (name, unit) in enumerate(zip(header.dacNames, header.dacUnits, strict=False)):
        heading = of_unit(str(name), str(unit))
        enabled = _at(about.nWaveformEnable, k) and _at(about.nWaveformSource, k) == _WAVEFORM
        if heading.kind != "current" or not enabled:
            continue
        table = pyabf.waveform.EpochTable(header, k)
        rows = [_row(one, points) for one in table.epochWaveformsBySweep[:sweeps]]
        if len(rows) == sweeps and np.ptp(rows) > 0:
            return Signal(heading, np.array(rows))
    return None


def _row(waveform: Any, points: int) -> FloatArray:
    """Return the command of a sweep, which lasts from its first epoch to its last."""
    if max(waveform.p2s, default=0) > points:
        raise cut_off(_KIND)
    row: FloatArray = np.asarray(waveform.getWaveform(), dtype=np.float64)
    return row[:points]


def _at(values: Sequence[int], k: int) -> int:
    return int(values[k]) if k < len(values) else 0

"""The recordings: those that come with the package, and those that the reader opened."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

from izhikevich.errors import FileError, ParameterError
from izhikevich.fitting.files import ReadRecording, reading_recording
from izhikevich.fitting.files.signals import MissingError
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.samples import SAMPLES
from izhikevich.messages import Message, counted, msg
from izhikevich.progress import Progress
from izhikevich.views.cache import LRUCache
from izhikevich.views.file import OpenedFiles, Taken, is_reference
from izhikevich.views.schema import Values

#: Parameters that hold the recording, and what was corrected by hand.
RECORDING, CORRECTIONS = "cell", "corrections"
#: Arguments of `read_recording` for what a file may not say, and the parameters that give them.
OPTIONS: Mapping[str, str] = {"protocol": "stimulation", "columns": "headings"}
_MAX_FILES = 3
_KEPT = 4
MAX_CORRECTIONS = 500


@dataclass(frozen=True, eq=False)
class Opened:
    """A file as it was opened."""

    name: str
    content: bytes


@dataclass(frozen=True, eq=False)
class Unreadable:
    """Why there is no recording, and the parameter that can help."""

    why: str
    parameter: str


class Recordings:
    """Recordings by the values that describe them."""

    def __init__(self) -> None:
        self._files = OpenedFiles[Opened](_MAX_FILES)
        self._read = LRUCache[Recording](_KEPT)

    def finding(
        self, values: Mapping[str, Any]
    ) -> Generator[Progress, None, Recording | Unreadable]:
        """Return the recording that values describe, with its corrections.

        Raises
        ------
        ParameterError
            If the file was not opened here, or a value is not allowed.
        """
        value = str(values[RECORDING])
        options = given_options(values)
        if not is_reference(value):
            options = {}
        key = (value, *options.items())
        found = self._read.get(key)
        if found is None:
            if value in SAMPLES:
                found = SAMPLES[value].make()
            else:
                file = self._files.find(value, RECORDING)
                try:
                    found = (yield from _reading(file, options)).recording
                except MissingError as missing:
                    return Unreadable(missing.message, OPTIONS.get(missing.argument, RECORDING))
                except FileError as error:
                    return Unreadable(error.message, RECORDING)
        self._read.put(key, found)
        return found.corrected(corrections(str(values[CORRECTIONS]), found.n_sweeps))

    def taking(
        self, content: str | bytes, filename: str, values: Values
    ) -> Generator[Progress, None, Taken]:
        """Read a file; see `View.taking`. What it does not say can be given afterwards."""
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        file = Opened(filename, data)
        options: dict[str, str] = {}
        notes: tuple[str, ...] = ()
        while True:
            try:
                read = yield from _reading(file, options)
            except MissingError as missing:
                known = given_options(values).get(missing.argument)
                if known and missing.argument not in options:
                    options[missing.argument] = known
                    continue
                if missing.argument not in OPTIONS:
                    raise
                words, notes = msg("a recording that does not say everything"), (missing.message,)
            else:
                words, notes = described(read.recording), read.notes
            break
        given: Values = {name: options.get(argument, "") for argument, name in OPTIONS.items()}
        reference = self._files.hold(content, filename, file)
        given |= {RECORDING: reference, CORRECTIONS: "", "held_out": "every other"}
        return Taken({**given, "searched": 100.0, "sweep": 0.0}, words, notes)


def given_options(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the arguments of `read_recording` that values give."""
    return {argument: str(values[name]) for argument, name in OPTIONS.items() if values.get(name)}


def _reading(file: Opened, options: Mapping[str, str]) -> Generator[Progress, None, ReadRecording]:
    source = file.name, file.content
    return (
        yield from reading_recording(
            source, protocol=options.get("protocol"), columns=options.get("columns")
        )
    )


def described(recording: Recording) -> Message:
    """Describe a recording for the reader: half a sentence."""
    from izhikevich.messages import Number

    return counted(
        "{count} sweep of {duration}, with {spikes} spikes",
        "{count} sweeps of {duration} each, with {spikes} spikes",
        recording.n_sweeps,
        duration=Number(recording.duration, "ms", ".5g"),
        spikes=sum(map(len, recording.spikes())),
    )


def corrections(text: str, count: int) -> list[tuple[int, float]]:
    """Return the sweeps and times (ms) of corrections, "0@812.5,2@33".

    Raises
    ------
    ParameterError
        If it is not a list of these, or there is no such sweep.
    """
    found = []
    parts = [part for part in text.split(",") if part.strip()]
    for part in parts[: MAX_CORRECTIONS + 1]:
        sweep, mark, time = part.strip().partition("@")
        try:
            found.append((int(sweep), float(time)))
        except ValueError:
            mark = ""
        if not mark:
            allowed = "must be sweeps and times in ms, such as 0@812.5,2@33"
            raise ParameterError(CORRECTIONS, part, allowed)
        if not 0 <= found[-1][0] < count:
            allowed = msg("must be within the {count} sweeps, counted from 0", count=count)
            raise ParameterError(CORRECTIONS, part, allowed)
    if len(found) > MAX_CORRECTIONS:
        raise ParameterError(
            CORRECTIONS, text[:20], msg("must be at most {most}", most=MAX_CORRECTIONS)
        )
    return found

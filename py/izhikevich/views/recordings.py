"""Recordings as values of parameters: those that come with the package, and opened files."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from izhikevich.errors import FileError, ParameterError
from izhikevich.messages import Message, counted, msg
from izhikevich.progress import Progress
from izhikevich.views.cache import LRUCache
from izhikevich.views.file import File, OpenedFiles, Taken, is_reference
from izhikevich.views.schema import Example, Parameter, Text, Values, examples

if TYPE_CHECKING:  # the readers are imported when there is something to read
    from izhikevich.fitting.files import ReadRecording
    from izhikevich.fitting.recording import Recording

#: Parameter that holds what was corrected by hand.
CORRECTIONS = "corrections"
#: Arguments of `read_recording` for what a file may not say, and the parameters that give them.
OPTIONS: Mapping[str, str] = {"protocol": "stimulation", "columns": "headings"}
#: Parameters that say what the file of a recording does not.
DETAILS = (*OPTIONS.values(), CORRECTIONS)
#: Sweeps that can be selected; a file may have fewer.
MAX_SWEEPS = 1000
_MAX_FILES = 3
#: Bytes of a file: with what is read of it, a page that has 4 GB at most holds it some times over.
_LARGEST = 300_000_000
_KEPT = 4
MAX_CORRECTIONS = 500
#: The recordings that come with the package.
SAMPLES = examples(
    {"Cortical cell of the rat (B8)": "b8", "Known parameters (RS, 2007)": "planted"}
)
_PROTOCOL = "step from 200 to 2200 ms: 100, 150, 200 pA"


def parameters(
    name: str, group: str, help: str, *, none: bool = False, stays: tuple[str, ...] = ()
) -> tuple[Parameter, ...]:
    """Declare the parameters that describe a recording.

    Parameters
    ----------
    name : str
        Name of the one that takes the file.
    group : str
    help : str
        Its help text.
    none : bool
        Whether there may be none.
    stays : tuple of str
        Parameters that keep their values with it.
    """
    file = File(
        name=name,
        label="Recording",
        group=group,
        help=help,
        examples=(Example("None", ""), *SAMPLES) if none else SAMPLES,
        accept=".csv,.tsv,.txt,.dat,.npz,.mat,.abf,.ibw,.nwb,.h5,.hdf5,text/*",
        hint="ABF, IBW, NWB, HDF5, MATLAB (.mat), NPZ or CSV: a column of times, and columns of "
        "voltages and currents, one for each sweep, with units in the heading: t (ms), v (mV), I "
        "(pA). A current that was not recorded is given as a protocol.",
        largest=_LARGEST,
        remedy="Save some of its sweeps as a file of their own, or read it in Python: "
        "izh.fitting.read_recording.",
        stays=(*DETAILS, *stays) if stays else (),
    )
    protocol = Text(
        name=OPTIONS["protocol"],
        label="Protocol",
        group=group,
        help="What was injected, where the file does not say it: the steps and their currents, one "
        "for each sweep or one for all.",
        examples=examples({"As recorded": "", "Steps": _PROTOCOL}),
    )
    columns = Text(
        name=OPTIONS["columns"],
        label="Columns",
        group=group,
        help="Names and units of the columns, in their order, where the file does not have them.",
        examples=examples(
            {"As in the file": "", "Time, voltage, current": "t (ms), v (mV), I (pA)"}
        ),
    )
    corrected = Text(
        name=CORRECTIONS,
        label="Corrected spikes",
        group=group,
        help="Sweep and time (ms) of each correction by hand, such as 0@812.5: where a spike was "
        "found it is none, elsewhere there is one. Clicks in the plot of the recording make them "
        "in the Fit view.",
        examples=examples({"None": ""}),
    )
    return file, protocol, columns, corrected


@cache
def recordings() -> Recordings:
    """Return the recordings that were opened, which all views share."""
    return Recordings()


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
        self._read: LRUCache[Recording] = LRUCache(_KEPT)

    def finding(
        self, values: Mapping[str, Any], parameter: str
    ) -> Generator[Progress, None, Recording | Unreadable]:
        """Return the recording that values describe, with its corrections.

        Parameters
        ----------
        values : mapping
        parameter : str
            The one that holds the recording.

        Raises
        ------
        ParameterError
            If the file was not opened here, or a value is not allowed.
        """
        from izhikevich.fitting.files.signals import MissingError

        value = str(values[parameter])
        options = given_options(values) if is_reference(value) else {}
        key = (value, *options.items())
        found = self._read.get(key)
        if found is None:
            if not is_reference(value):
                from izhikevich.fitting.samples import sample

                found = sample(value)
            else:
                file = self._files.find(value, parameter)
                try:
                    found = (yield from _reading(file, options)).recording
                except MissingError as missing:
                    return Unreadable(missing.message, OPTIONS.get(missing.argument, parameter))
                except FileError as error:
                    return Unreadable(error.message, parameter)
        self._read.put(key, found)
        given = str(values[CORRECTIONS])
        return found.corrected(corrections(given, found.n_sweeps)) if given else found

    def taking(
        self, content: str | bytes, filename: str, values: Values, parameter: str
    ) -> Generator[Progress, None, tuple[Taken, Recording | None]]:
        """Read a file; see `View.taking`. What it does not say can be given afterwards."""
        from izhikevich.fitting.files.signals import MissingError

        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        file = Opened(filename, data)
        options: dict[str, str] = {}
        notes: tuple[str, ...] = ()
        found: Recording | None = None
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
                found, words, notes = read.recording, described(read.recording), read.notes
            break
        given: Values = {name: options.get(argument, "") for argument, name in OPTIONS.items()}
        reference = self._files.hold(content, filename, file)
        if found is not None:
            self._read.put((reference, *options.items()), found)
        return Taken({**given, parameter: reference, CORRECTIONS: ""}, words, notes), found


def given_options(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the arguments of `read_recording` that values give."""
    return {argument: str(values[name]) for argument, name in OPTIONS.items() if values.get(name)}


def _reading(file: Opened, options: Mapping[str, str]) -> Generator[Progress, None, ReadRecording]:
    from izhikevich.fitting.files import reading_recording

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


def first_firing(recording: Recording) -> int:
    """Return the index of the first sweep in which a cell fires repeatedly, or fires most."""
    counts = [len(events) for events in recording.spikes()]
    # A single spike may be due to how the sweep begins.
    return next((k for k, n in enumerate(counts) if n > 1), counts.index(max(counts)))


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

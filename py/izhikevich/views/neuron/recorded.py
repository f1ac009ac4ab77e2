"""A recorded sweep in the Neuron view: laid beneath the trace, its current injected."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.headings import is_comment, read_heading
from izhikevich.neuron.stimuli.stimulus import Sampled
from izhikevich.progress import Progress
from izhikevich.views.cache import LRUCache
from izhikevich.views.recordings import (
    DETAILS,
    Unreadable,
    recordings,
)
from izhikevich.views.schema import Values

if TYPE_CHECKING:  # imported when there is a recording
    from izhikevich.fitting.recording import Recording
    from izhikevich.fitting.spikes import SpikeEvents

#: Parameters that hold the recording, and the index of the sweep.
RECORDING, SWEEP = "recording", "sweep"
#: The stimulus that stands for the recorded current.
RECORDED = "recorded"
#: All that describes a recording.
_DESCRIBING = (RECORDING, *DETAILS)
_KEPT = 4
_BINARY = (b"ABF ", b"ABF2", b"\x89HDF", b"MATLAB 5.0", b"\x05\x00", b"\x02\x00", b"\x00\x05")
_FIRST = 20  # lines of a table that may be its heading
_SEEN = 20_000  # characters


class RecordedCurrent(Sampled):
    """The recorded current of a sweep."""

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        """Return the times at which it changes: those between two equal samples are none."""
        times = self.dt * (np.flatnonzero(np.diff(self.values)) + 1)
        ends = np.array([0.0, self.dt * self.values.size])
        every = np.union1d(times, ends)
        return tuple(every[(every >= t0) & (every <= t1)].tolist())

    @property
    def text(self) -> str:
        """Raise an error that says what can be done instead."""
        allowed = "a recorded current is only in the Python script and the notebook"
        raise ParameterError("stimulus", RECORDED, allowed)

    def source(self) -> str:
        """Raise the same error."""
        return self.text


@dataclass(frozen=True, eq=False)
class RecordedSweep:
    """A sweep of a recording.

    Parameters
    ----------
    name : str
        Name of the cell.
    sweep, n_sweeps : int
        Its index, and the number of sweeps.
    t, voltage : array, shape (n_samples,)
        Times since the first sample, ms; membrane potential, mV.
    current : RecordedCurrent
        In pA.
    spikes : array, shape (n_spikes,)
        Times since the first sample, ms.
    v0, duration : float
        Voltage at the start, mV; length, ms.
    given : dict
        Values that describe the recording, of `views.recordings.parameters`.
    """

    name: str
    sweep: int
    n_sweeps: int
    t: FloatArray
    voltage: FloatArray
    current: RecordedCurrent
    spikes: FloatArray
    v0: float
    duration: float
    given: Values


class Sweeps:
    """The last sweeps that were used, by the values that describe them."""

    def __init__(self) -> None:
        self._read: LRUCache[tuple[Recording, list[SpikeEvents]]] = LRUCache(_KEPT)
        self._kept = LRUCache[RecordedSweep](_KEPT)

    def finding(
        self, values: Mapping[str, Any]
    ) -> Generator[Progress, None, RecordedSweep | Unreadable | None]:
        """Return the sweep that values describe; None if there is no recording.

        Raises
        ------
        ParameterError
            If the file was not opened here, or a value is not allowed.
        """
        if not values[RECORDING]:
            return None
        key = tuple(str(values[name]) for name in _DESCRIBING)
        sweep = int(values[SWEEP])
        found = self._kept.get((*key, sweep))
        if found is None:
            read = self._read.get(key)
            if read is None:
                recording = yield from recordings().finding(values, RECORDING)
                if isinstance(recording, Unreadable):
                    return recording
                read = recording, recording.spikes()
            self._read.put(key, read)
            given = {name: values[name] for name in _DESCRIBING}
            found = swept(*read, sweep, given)
        return self._kept.put((*key, sweep), found)


def swept(
    recording: Recording, spikes: list[SpikeEvents], sweep: int, given: Values
) -> RecordedSweep:
    """Return a sweep of a recording, the last one if it has fewer."""
    k = min(sweep, recording.n_sweeps - 1)
    return RecordedSweep(
        recording.name,
        k,
        recording.n_sweeps,
        np.float64(recording.dt) * np.arange(recording.t.size),
        recording.voltage[k],
        RecordedCurrent(recording.current[k], recording.dt),
        spikes[k].times,
        float(recording.v0[k]),
        recording.duration,
        given,
    )


def is_recording(content: str | bytes) -> bool:
    """Tell whether something is a recording, rather than another thing that this view opens."""
    if isinstance(content, bytes):
        if content.startswith(b"PK"):
            return b"voltage" in content[:_SEEN] or b"voltage" in content[-_SEEN:]
        if content.startswith(_BINARY) or b"\0" in content[:_SEEN]:
            return content.startswith(_BINARY)
        content = content[:_SEEN].decode("utf-8", "replace")
    lines = [
        line.lstrip("#%/ ") if is_comment(line) else line for line in content[:_SEEN].split("\n")
    ]
    return any(_has_voltage(line) for line in lines[:_FIRST])


def _has_voltage(line: str) -> bool:
    for mark in ("\t", ";", ","):
        cells = line.split(mark)
        if len(cells) > 1:
            return any(read_heading(cell.strip().strip('"')).kind == "voltage" for cell in cells)
    return False

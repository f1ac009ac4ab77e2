"""The recording and the model, and what is known of its parameters, as arrays.

"t", "voltage" and "current" are those of the recording, a row for each sweep. "spike_times" are of
the model, and "recorded_times" of the cell; "spike_neurons" and "recorded_neurons" have the sweep
of each. "best" are the parameters named in "names", and "cloud" has such a row for each set that is
about as good.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.export.formats import ExportRequest
from izhikevich.export.runs import Arrays
from izhikevich.progress import Progress


def arrays(asked: ExportRequest) -> Generator[Progress, None, Arrays]:
    """Return the arrays, once the view has computed what they are taken from."""
    yield from ()
    shown = asked.prepared.shown
    found, recording = shown.found, shown.recording
    if recording is None:
        return {}
    arrays: Arrays = {
        "t": recording.t,
        "voltage": recording.voltage,
        "current": recording.current,
        **_events("recorded", [events.times for events in shown.session.spikes]),
    }
    if found is None:
        return arrays
    return {
        **arrays,
        **_events("spike", [one.model for one in found.sweeps]),
        "held_out": np.array([one.held_out for one in found.sweeps]),
        "names": np.array(found.names),
        "best": found.cloud[0],
        "cloud": found.cloud,
    }


def _events(name: str, times: list[FloatArray]) -> Arrays:
    sweeps = np.repeat(np.arange(len(times)), [one.size for one in times])
    return {f"{name}_times": np.concatenate(times), f"{name}_neurons": sweeps}

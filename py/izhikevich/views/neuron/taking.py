"""A recording that is opened in the Neuron view: its current is injected into the neuron."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from izhikevich.fitting.recording import Recording
from izhikevich.progress import Progress
from izhikevich.views.file import Taken
from izhikevich.views.neuron.opening import default
from izhikevich.views.neuron.presets import values_of
from izhikevich.views.neuron.recorded import RECORDED, RECORDING, SWEEP
from izhikevich.views.recordings import first_firing, recordings
from izhikevich.views.schema import Values

_DIGITS = 6
_MIN_DURATION, _MAX_DURATION = 5.0, 1e5  # ms, of this view
_MAX_STEPS = 100_000  # of a run that is meant to follow a control


def taken(content: str | bytes, filename: str, values: Values) -> Generator[Progress, None, Taken]:
    """Read a recording; see `View.taking`.

    Recorded currents are in pA: a neuron of the 2003 form gives way to one of the 2007 form.
    """
    found, recording = yield from recordings().taking(content, filename, values, RECORDING)
    preset = ""
    if float(values["C"]) == 1.0:
        cell = default(True)
        preset, values = cell.key, values_of(cell)
    given: Values = {**found.values, SWEEP: 0.0}
    if recording is not None:
        given |= _protocol(recording, values)
    return replace(found, values=given, preset=preset)


def _protocol(recording: Recording, values: Values) -> Values:
    """Return what is injected into the neuron, from the voltage at which the cell begins."""
    sweep = first_firing(recording)
    duration = _rounded(min(max(recording.duration, _MIN_DURATION), _MAX_DURATION))
    given: Values = {SWEEP: float(sweep), "stimulus": RECORDED, "I": 0.0, "duration": duration}
    given["method"] = "accurate"
    v0 = _rounded(float(recording.v0[sweep]))
    if "v_r" in values:
        u0 = float(values["b"]) * (v0 - float(values["v_r"]))
        given |= {"v0": v0, "u0": _rounded(u0)}
    if duration / float(values["dt"]) > _MAX_STEPS:
        given["dt"] = _rounded(min(duration / _MAX_STEPS, 1.0))
    return given


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}") + 0.0

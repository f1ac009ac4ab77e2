"""A fit as a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.export.formats import ExportRequest
from izhikevich.export.recipe import PACKAGE, Part, Recipe
from izhikevich.export.source import Code, call
from izhikevich.fitting.samples import SAMPLES
from izhikevich.fitting.weights import weights_of
from izhikevich.views.file import name_of
from izhikevich.views.fit.declaration import RECORDING
from izhikevich.views.fit.held_out import held_out
from izhikevich.views.recordings import CORRECTIONS, corrections, given_options

_PLOT = "\n".join(
    (
        "sweep = found.sweeps[-1]",
        "figure = go.Figure()",
        'figure.add_scatter(x=recording.t, y=recording.voltage[-1], name="recording")',
        'figure.add_scatter(x=sweep.t, y=sweep.voltage, name="model")',
        'figure.update_layout(xaxis_title="t (ms)", yaxis_title="v (mV)")',
    )
)


def recipe(asked: ExportRequest) -> Recipe:
    """Return the parts of the script."""
    values, session = asked.values, asked.prepared.session
    recording = session.recording
    given: dict[str, Any] = {
        "seed": int(values["seed"]),
        "generations": int(values["generations"]),
    }
    if values["form"] != "2007":
        given["form"] = str(values["form"])
    weights = weights_of(str(values["weights"]))
    if weights:
        given["weights"] = weights
    if asked.prepared.until < given["generations"]:
        given["until"] = asked.prepared.until
    count = 0 if recording is None else recording.n_sweeps
    kept = held_out(str(values["held_out"]), count) if count else None
    if kept is not None:
        given["held_out"] = list(kept)
    parts = (
        PACKAGE,
        Part(where_from(str(values[RECORDING])), recording_source(values, RECORDING, count)),
        Part(
            "The fit. The same seed gives the same parameters.",
            f"found = {call('izh.fitting.fit', Code('recording'), **given)}",
        ),
        Part(
            "The parameters, and what the model does not reproduce.",
            "print(found.parameters)\n"
            "for name, (low, high) in found.ranges().items():\n"
            '    print(f"{name}: {low:.4g} to {high:.4g}")\n'
            'print("\\n".join(found.warnings()))',
        ),
        Part(
            "The model beside each sweep.",
            "for sweep in found.sweeps:\n"
            '    kind = "held out" if sweep.held_out else "fitted"\n'
            '    print(f"sweep {sweep.sweep} ({kind}): "\n'
            '          f"{sweep.model.size} spikes, recorded {sweep.recorded.size}")',
        ),
    )
    return Recipe(parts, _PLOT, "found")


def where_from(value: str) -> str:
    """Say where a recording is from."""
    if value in SAMPLES:
        return "The recording."
    return "The recording: the file is not part of this script."


def recording_source(values: Mapping[str, Any], parameter: str, count: int) -> str:
    """Return the source that makes the recording of a parameter, with `count` sweeps."""
    value = str(values[parameter])
    if value in SAMPLES:
        source = call("izh.fitting.sample", value)
    else:
        options = given_options(values)
        source = call("izh.fitting.read_recording", name_of(value), **options)
    corrected = corrections(str(values[CORRECTIONS]), count) if count else []
    lines = [f"recording = {source}"]
    if corrected:
        pairs = [Code(repr(pair)) for pair in corrected]
        lines.append(f"recording = {call('recording.corrected', pairs)}")
    return "\n".join(lines)

"""Small pictures of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.learning import EXAMPLES, TASKS, FeatureTable
from izhikevich.learning.digits import BRIGHTEST, digits
from izhikevich.learning.tasks import chosen_times, delayed_xor, raster

#: Role, and end points, as fractions of width and height.
Stroke = tuple[str, float, float, float, float]

_STREAM = 8  # stream of random numbers
_DIGIT = 0  # index of the image
_EACH = 4  # of so many penguins one is drawn


def strokes(task: str) -> list[Stroke]:
    """Return the picture of a task."""
    return _PICTURES[task]()


def _chosen_times() -> list[Stroke]:
    """Return spikes on their targets."""
    places = [time / chosen_times.DURATION for time in chosen_times.TIMES]
    line: Stroke = ("v", 0.0, 0.8, 1.0, 0.8)
    return [
        *(("target", x, 0.2, x, 0.8) for x in places),
        *(("v", x, 0.2, x, 0.8) for x in places),
        line,
    ]


def _delayed_xor() -> list[Stroke]:
    """Return the spikes of two cues that differ."""
    dt = TASKS["delayed_xor"].settings.dt
    data = delayed_xor.cues(16, 0, _STREAM, dt)
    sample = int(np.argmax(data.targets))
    steps, channels = np.nonzero(data.inputs[sample])
    size = data.inputs.shape[2]
    half = 0.35 / size
    marks = zip((steps * dt / delayed_xor.DURATION).tolist(), channels.tolist(), strict=True)
    return [
        ("spikes", x, (channel + 0.5) / size - half, x, (channel + 0.5) / size + half)
        for x, channel in marks
    ]


def _raster() -> list[Stroke]:
    """Return the picture that is to be drawn."""
    rows, columns = len(raster.PICTURE), len(raster.PICTURE[0])
    return [
        (
            "v",
            (x + 1.0) / (columns + 1.0),
            (y + 0.2) / rows,
            (x + 1.0) / (columns + 1.0),
            (y + 0.8) / rows,
        )
        for y, row in enumerate(raster.PICTURE)
        for x, mark in enumerate(row)
        if mark == "#"
    ]


def _digits() -> list[Stroke]:
    """Return one digit: each pixel is a stroke that is the longer the brighter it is."""
    image = digits()[0][_DIGIT] / BRIGHTEST
    side, left = 0.06, 0.26  # fraction of a pixel, and of the image
    return [
        (
            "spikes",
            left + side * (x + 0.5 - 0.5 * image[y, x]),
            (y + 0.5) / 8.0,
            left + side * (x + 0.5 + 0.5 * image[y, x]),
            (y + 0.5) / 8.0,
        )
        for y, x in np.argwhere(image > 0.1).tolist()
    ]


def _own_data() -> list[Stroke]:
    """Return two measurements of some penguins, a stroke for each in the colour of its species."""
    table = EXAMPLES["penguins"].make()
    assert isinstance(table, FeatureTable)
    x, y = (table.features[::_EACH, k] for k in (0, 1))
    places = zip(_within(x), _within(y), table.codes[::_EACH].tolist(), strict=True)
    roles = ("v", "spikes", "target")
    return [(roles[code], at - 0.012, 1.0 - up, at + 0.012, 1.0 - up) for at, up, code in places]


def _within(values: FloatArray) -> list[float]:
    low, high = float(values.min()), float(values.max())
    found: list[float] = (0.08 + 0.84 * (values - low) / (high - low)).tolist()
    return found


_PICTURES: Mapping[str, Callable[[], list[Stroke]]] = {
    "chosen_times": _chosen_times,
    "delayed_xor": _delayed_xor,
    "raster": _raster,
    "digits": _digits,
    "own_data": _own_data,
}

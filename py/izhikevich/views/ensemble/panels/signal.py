"""The decoded signal and its target."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import verbatim
from izhikevich.plots.ensemble.decoded import Row, decoded_plot
from izhikevich.plots.spec import Plot, padded
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Draw, Panel

_ROOM = 1.6  # radii to the edge of the axis on which the reader draws
_SMALL = 0.4  # fraction of the radius


def build(shown: Snapshot) -> Plot:
    """Return the decoded signal and its target, ensemble by ensemble."""
    setup = shown.setup
    titles = ["integral of the input" if setup.loop else "x"]
    if setup.dimensions > 1:
        titles = ["x, y"]
    if setup.function is not None:
        titles.append(verbatim(setup.function.text))
    rows = []
    for k, (title, ensemble) in enumerate(zip(titles, setup.ensembles, strict=True)):
        target, decoded = shown.targets[k], shown.decoded[k]
        ends = _range(target, ensemble.radius)
        if k:  # the reader does not draw there
            both = np.concatenate([target, decoded])
            low, high = (float(end) for end in np.quantile(both, (0.002, 0.998)))
            ends = padded(min(low, 0.0), max(high, 0.5))
        rows.append(Row(title, target, decoded, ends))
    given = np.ascontiguousarray(shown.given[:, 0])
    return decoded_plot(shown.t, rows, (shown.t, given), setup.duration)


def _range(target: FloatArray, radius: float) -> tuple[float, float]:
    """Return an axis with room to draw in; a small signal is magnified."""
    low, high = float(target.min(initial=0.0)), float(target.max(initial=0.0))
    if 0.0 < max(high, -low) < _SMALL * radius:
        return padded(2.0 * low, 2.0 * high)
    return -_ROOM * radius, _ROOM * radius


PANEL = Panel(
    name="signal",
    title="Decoded output and its target",
    help="The value decoded from the spikes, and the value it should have.",
    place="main",
    default=True,
    axis_group="time",
    draw=Draw(
        parameter="signal",
        trace="input",
        points=64,
        label="Draw",
        help="Draw the input in the plot, with a pointer or finger. Its values can also be typed "
        "in the signal's field.",
    ),
    order=10,
    quick=True,
    build=build,
)

"""The strength-duration curve."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import NO_REST, Run
from izhikevich.views.schema import Panel

_PULSES = (0.2, 100.0, 16)  # shortest and longest, ms, and their number


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the strength-duration curve from rest."""
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics.responses.strength_duration import strength_duration
    from izhikevich.plots.neuron.strength_duration import strength_duration_plot

    if run.rest_current is None:
        yield empty(NO_REST)
        return
    low, high, count = _PULSES
    durations = np.geomspace(low, high, count)
    found = yield from with_progress(strength_duration, run.parameters, run.rest_current, durations)
    yield strength_duration_plot(found)


PANEL = Panel(
    name="strength_duration",
    title="Strength–duration",
    help="The weakest pulse that triggers a spike from rest. Long pulses need the rheobase; the "
    "chronaxie is the duration at which twice as much is needed. A slow ramp triggers a spike only "
    "where rest is lost, which can be at a larger current: after a step, v outruns u.",
    place="extra",
    on_demand=True,
    order=100,
    build=build,
)

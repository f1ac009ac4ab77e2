"""The strength-duration curve."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import NO_REST, Run
from izhikevich.views.schema import Panel

_DURATIONS = 0.2, 100.0  # shortest and longest, ms
_PULSES, _FEW_PULSES = 16, 6


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the strength-duration curve from rest."""
    yield from _drawn(run, _PULSES)


def coarse(run: Run) -> Iterator[Progress | Plot]:
    """Compute it for few durations."""
    yield from _drawn(run, _FEW_PULSES)


def _drawn(run: Run, count: int) -> Iterator[Progress | Plot]:
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics.responses.strength_duration import strength_duration
    from izhikevich.plots.neuron.strength_duration import strength_duration_plot

    if run.rest_current is None:
        yield empty(NO_REST)
        return
    durations = np.geomspace(*_DURATIONS, count)
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
    coarse=coarse,
)

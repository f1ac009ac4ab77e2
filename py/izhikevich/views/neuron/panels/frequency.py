"""The f-I curve."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

_CURRENTS, _FEW_CURRENTS = 60, 16


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the f-I curve around the displayed current."""
    yield from _drawn(run, _CURRENTS)


def coarse(run: Run) -> Iterator[Progress | Plot]:
    """Compute it at few currents."""
    yield from _drawn(run, _FEW_CURRENTS)


def _drawn(run: Run, count: int) -> Iterator[Progress | Plot]:
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics import frequency_current
    from izhikevich.plots.neuron.frequency import frequency_plot

    currents = np.linspace(*run.current_range, count)
    curve = yield from with_progress(frequency_current, run.parameters, currents)
    yield frequency_plot(curve, run.shown_current)


PANEL = Panel(
    name="frequency",
    title="f–I curve",
    help="Steady firing rate at constant currents, as the current rises and falls.",
    place="extra",
    on_demand=True,
    order=40,
    build=build,
    coarse=coarse,
)

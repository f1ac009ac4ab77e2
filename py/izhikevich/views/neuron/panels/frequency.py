"""The f-I curve."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

_CURRENTS = 60


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the f-I curve around the displayed current."""
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics import frequency_current
    from izhikevich.plots.neuron.frequency import frequency_plot

    curve = yield from with_progress(
        frequency_current, run.parameters, np.linspace(*run.current_range, _CURRENTS)
    )
    yield frequency_plot(curve, run.shown_current)


PANEL = Panel(
    name="frequency",
    title="f–I curve",
    help="Steady firing rate at constant currents, as the current rises and falls.",
    place="extra",
    on_demand=True,
    order=40,
    build=build,
)

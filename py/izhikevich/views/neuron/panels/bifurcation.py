"""The bifurcation diagram over the current."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

_CURRENTS = 60


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the bifurcation diagram around the displayed current."""
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics import bifurcation_diagram
    from izhikevich.plots.neuron.bifurcation import bifurcation_plot

    diagram = yield from with_progress(
        bifurcation_diagram, run.parameters, np.linspace(*run.current_range, _CURRENTS)
    )
    yield bifurcation_plot(diagram, run.shown_current)


PANEL = Panel(
    name="bifurcation",
    title="Bifurcations",
    help="Equilibria with their stability, and the resets of the spiking cycle, at constant "
    "currents.",
    place="extra",
    on_demand=True,
    order=50,
    build=build,
)

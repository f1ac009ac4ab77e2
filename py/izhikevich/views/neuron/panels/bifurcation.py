"""The bifurcation diagram over the current."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

_CURRENTS, _FEW_CURRENTS = 60, 16
_TIME, _SHORT_TIME = 1000.0, 300.0  # discarded, and measured, at each current, ms


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the bifurcation diagram around the displayed current."""
    yield from _drawn(run, _CURRENTS, _TIME)


def coarse(run: Run) -> Iterator[Progress | Plot]:
    """Compute it at few currents."""
    yield from _drawn(run, _FEW_CURRENTS, _SHORT_TIME)


def _drawn(run: Run, count: int, time: float) -> Iterator[Progress | Plot]:
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics import bifurcation_diagram
    from izhikevich.plots.neuron.bifurcation import bifurcation_plot

    currents = np.linspace(*run.current_range, count)
    diagram = yield from with_progress(
        bifurcation_diagram, run.parameters, currents, transient=time, duration=time
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
    coarse=coarse,
)

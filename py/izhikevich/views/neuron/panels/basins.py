"""Basins of attraction."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.dynamics.equilibria.window import WindowLimits, phase_window
from izhikevich.plots.spec import Pick, Plot
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the basins of attraction at the displayed current."""
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics import Window, saddle_manifolds
    from izhikevich.dynamics.maps.basins import basins
    from izhikevich.plots.neuron.basins import basins_plot

    window = _near_rest(run)
    found = None
    if any(point.stable for point in run.reachable):
        scheme, dt = run.explicit
        found = yield from with_progress(
            basins, run.parameters, run.shown_current, Window(*window), scheme=scheme, dt=dt
        )
    manifolds = saddle_manifolds(run.parameters, run.shown_current, Window(*window))
    yield basins_plot(
        found,
        run.parameters,
        run.shown_current,
        window,
        run.equilibria,
        None if manifolds is None else manifolds.separatrix,
        (run.v0, run.u0),
    )


def _near_rest(run: Run) -> WindowLimits:
    """Return the phase plane up to slightly beyond the threshold, where all starts are alike."""
    window = phase_window(run.parameters, run.trace, run.shown_current)
    knee = -run.parameters.k1 / (2.0 * run.parameters.k2)
    threshold = max([knee, *(point.v for point in run.reachable)])
    return window[0], min(window[1], threshold + 0.5 * (threshold - window[0])), *window[2:]


PANEL = Panel(
    name="basins",
    title="Basins",
    help="The phase plane coloured by where each starting point leads at the current value of I: "
    "rest, rest after some spikes, or sustained firing. The boundary between two of them is the "
    "separatrix or an unstable cycle. A click sets the start.",
    place="extra",
    on_demand=True,
    tall=True,
    pick=Pick("v0", "u0"),
    order=70,
    build=build,
)

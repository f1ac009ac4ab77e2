"""Weights that learn, over the whole run."""

from __future__ import annotations

from izhikevich.plots.network.weight_courses import weight_courses_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.network.snapshot import NO_COURSE, Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return mean, quantiles and examples of weights over time."""
    monitors = shown.session.weights
    if not monitors:
        return empty(
            "No synapse of this network learns: choose the polychronous network, or a kind of "
            "learning for a projection of your own network."
        )
    if not shown.session.net.time:
        return empty(NO_COURSE)
    return weight_courses_plot([one.up_to_now() for one in monitors])


PANEL = Panel(
    name="weight_courses",
    title="Weights over time",
    help="Weights of the projections that learn, since the beginning of the run: mean, median, "
    "quantiles and a few synapses, of a thousand evenly spread ones of each projection.",
    place="extra",
    on_demand=True,
    tall=True,
    order=62,
    quick=True,
    build=build,
)

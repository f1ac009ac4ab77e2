"""The spikes of a network, and its rates."""

from __future__ import annotations

from izhikevich.plots.network.recorded import recorded_plot
from izhikevich.plots.spec import Pick, Plot
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the spikes, with the rates of the populations below."""
    return recorded_plot(
        *shown.spikes,
        shown.populations,
        (shown.start, shown.stop),
        dt=shown.session.net.dt,
        neuron=shown.where[0].start + shown.where[1],
    )


PANEL = Panel(
    name="raster",
    title="Spikes of all neurons, and the rates of the populations",
    help="Each mark is a spike. Small populations are drawn larger than their share. Drag to zoom; "
    "click a neuron to select it.",
    place="main",
    default=True,
    axis_group="time",
    pick=Pick(None, "neuron"),
    order=10,
    quick=True,
    build=build,
)

"""Populations and the projections between them."""

from __future__ import annotations

from izhikevich.network.populations import Population
from izhikevich.plots.network.graph import graph_plot
from izhikevich.plots.network.recorded import role_of, title_of
from izhikevich.plots.spec import Plot
from izhikevich.views.network.connections import sign
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return populations and the projections between them."""
    net = shown.session.net
    number = {population: k for k, population in enumerate(net.populations)}
    shown_ones = [p for p in net.projections if isinstance(p.pre, Population) and p.synapses.n]
    edges = [
        (number[p.pre], number[p.post], sign(p) * float(net.weights(p).mean()), p.synapses.n)
        for p in shown_ones
        if isinstance(p.pre, Population)
    ]
    return graph_plot(
        [title_of(p) for p in net.populations],
        [p.size for p in net.populations],
        [role_of(p) for p in net.populations],
        edges,
        [p.weight_unit for p in shown_ones],
    )


PANEL = Panel(
    name="graph",
    title="Graph",
    help="Populations and the projections between them.",
    place="extra",
    on_demand=True,
    order=70,
    quick=True,
    build=build,
)

"""The mean rates of the neurons."""

from __future__ import annotations

from izhikevich.plots.ensemble.rates import rates_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the distribution of the mean rates."""
    return rates_plot(shown.rates, shown.positive, shown.chosen)


PANEL = Panel(
    name="rates",
    title="Rates",
    help="Distribution of the neurons' mean rates.",
    place="extra",
    on_demand=True,
    order=60,
    quick=True,
    build=build,
)

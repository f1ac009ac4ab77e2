"""Coincidences of two populations against chance."""

from __future__ import annotations

from izhikevich.analysis import cross_covariance
from izhikevich.messages import Message, counted, msg
from izhikevich.plots.network.correlogram import correlogram_plot
from izhikevich.plots.network.recorded import title_of
from izhikevich.plots.spec import Plot, empty
from izhikevich.units import time_of
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

#: Spikes of each population that a correlogram needs.
_MIN_SPIKES = 20
_BINS = 10  # bins that the time shown must have


def build(shown: Snapshot) -> Plot:
    """Return the covariance of the rates of two populations, if they fire."""
    a, b = shown.studied.pair(shown.populations)
    span, width = shown.stop - shown.start, shown.studied.bin
    if span < _BINS * width:
        return empty(
            msg(
                "The time shown, {span}, is too short for bins of {width}: show more, or take "
                "narrower bins.",
                span=time_of(span),
                width=time_of(width),
            )
        )
    for population in (a, b):
        few = shown.of(population).size
        if few < _MIN_SPIKES:
            return empty(_few(title_of(population), few))
    lags, covariance, chance = cross_covariance(
        shown.of(a),
        None if a is b else shown.of(b),
        shown.start,
        shown.stop,
        min(shown.studied.lag, 0.5 * span),
        width,
        n_a=a.size,
        n_b=b.size,
    )
    return correlogram_plot((title_of(a), title_of(b)), lags, covariance, chance)


def _few(name: Message, count: int) -> Message:
    return msg(
        "{name} has {spikes} in the time shown, and a correlogram needs {least}: continue the run, "
        "show more of it, or choose other populations under Analysis.",
        name=name,
        spikes=counted("{count} spike", "{count} spikes", count),
        least=_MIN_SPIKES,
    )


PANEL = Panel(
    name="correlogram",
    title="Cross-correlogram",
    help="How much more often than by chance one population fires at a time from a spike of "
    "another: the rate of coincidences minus the product of both mean rates (covariogram, Brody "
    "1999), for each pair of neurons. Between the dotted lines are two standard deviations of "
    "independent Poisson processes. Populations, bins and the longest lag are chosen under "
    "Analysis.",
    place="extra",
    on_demand=True,
    order=42,
    quick=True,
    build=build,
)

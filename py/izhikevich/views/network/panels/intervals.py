"""Intervals between spikes of each population, and their variation."""

from __future__ import annotations

import numpy as np

from izhikevich.analysis import cv_distribution, interval_distribution
from izhikevich.plots.network.intervals import Intervals, intervals_plot
from izhikevich.plots.network.recorded import role_of, title_of
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

_BIN, _LONGEST = 2.0, 300.0  # ms


def build(shown: Snapshot) -> Plot:
    """Return how regularly the neurons fire."""
    found = []
    edges = np.empty(0)
    for population in shown.most_active:
        times, indices = shown.own(population)
        edges, counts = interval_distribution(
            times, indices, population.size, _BIN, longest=_LONGEST
        )
        cvs = cv_distribution(times, indices, population.size)
        found.append(
            Intervals(title_of(population), role_of(population), counts.astype(np.float64), cvs)
        )
    if not any(one.counts.any() for one in found):
        return empty(
            "No neuron has fired twice within 300 ms: continue the run, show more of it, or "
            "increase the input."
        )
    return intervals_plot(edges, found)


PANEL = Panel(
    name="intervals",
    title="Intervals",
    help="How regularly the neurons of each population fire: intervals between spikes, and their "
    "coefficient of variation (0 for a clock, 1 for a Poisson process), neuron by neuron. Of many "
    "populations, those with the most spikes.",
    place="extra",
    on_demand=True,
    tall=True,
    order=40,
    quick=True,
    build=build,
)

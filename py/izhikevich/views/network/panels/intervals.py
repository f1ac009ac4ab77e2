"""Intervals between spikes, and their variation."""

from __future__ import annotations

import numpy as np

from izhikevich.analysis import cv_distribution, interval_distribution
from izhikevich.plots.network.intervals import intervals_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return how regularly the neurons fire."""
    times, indices = shown.genuine
    edges, counts = interval_distribution(times, indices, shown.n, 2.0, longest=300.0)
    return intervals_plot(
        edges, counts.astype(np.float64), cv_distribution(times, indices, shown.n)
    )


PANEL = Panel(
    name="intervals",
    title="Intervals",
    help="How regularly the neurons fire: intervals between spikes, and their variation.",
    place="extra",
    on_demand=True,
    order=40,
    quick=True,
    build=build,
)

"""Tuning curves, or encoders in the plane."""

from __future__ import annotations

import numpy as np

from izhikevich.plots.ensemble.plane import plane_plot
from izhikevich.plots.ensemble.tuning import tuning_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel

_CURVE_POINTS = 101


def build(shown: Snapshot) -> Plot:
    """Return the tuning curves; in two dimensions the encoders around the decoded path."""
    if shown.dimensions == 2:
        k = shown.setup.looked_at
        fastest = float(shown.built.max_rates.max())
        return plane_plot(
            shown.built.encoders[shown.order],
            shown.built.max_rates[shown.order] / fastest,
            shown.built.ensemble.radius,
            shown.targets[k],
            shown.decoded[k],
            shown.chosen,
        )
    radius = shown.built.ensemble.radius
    x = np.linspace(-radius, radius, _CURVE_POINTS)
    return tuning_plot(
        x,
        shown.fit.rates(x[:, None])[:, shown.order],
        shown.positive,
        shown.chosen,
        "represented value",
    )


PANEL = Panel(
    name="tuning",
    title="Tuning curves, or decoded path",
    help="How fast each neuron fires for each value.",
    place="side",
    default=True,
    order=30,
    quick=True,
    build=build,
)

"""The decoders of the selected ensemble."""

from __future__ import annotations

from izhikevich.plots.ensemble.decoders import decoders_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the decoders of the selected ensemble, for the function it feeds."""
    onset = shown.built.ensemble.radius * shown.built.intercepts
    title = "where it begins to fire, along its encoder"
    if shown.dimensions == 1:
        onset, title = onset * shown.built.encoders[:, 0], "value at which it begins to fire"
    return decoders_plot(
        onset[shown.order],
        shown.decoders.values.T[shown.order],
        shown.positive,
        shown.chosen,
        (title, shown.function.text if shown.function else "x"),
    )


PANEL = Panel(
    name="decoders",
    title="Decoders",
    help="How much each neuron's spikes contribute to the decoded value.",
    place="extra",
    on_demand=True,
    order=50,
    quick=True,
    build=build,
)

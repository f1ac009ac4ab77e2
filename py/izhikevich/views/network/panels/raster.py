"""The spikes of a network, and its rates."""

from __future__ import annotations

from dataclasses import replace

from izhikevich.plots.network.recorded import recorded_plot
from izhikevich.plots.spec import Collect, Pick, Plot
from izhikevich.views.network.intervention_marks import intervention_marks
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.network.traced import MAX_TRACED
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the spikes, with the rates of the populations below."""
    chosen = shown.session.chosen
    plot = recorded_plot(
        *shown.spikes,
        shown.populations,
        (shown.start, shown.stop),
        dt=shown.session.net.dt,
        neuron=shown.where[0].start + shown.where[1],
        lit=chosen.neurons if shown.lit else (),
    )
    marks = intervention_marks(shown)
    if marks:
        spikes, *others = plot.panes
        plot = replace(plot, panes=[replace(spikes, marks=[*spikes.marks, *marks]), *others])
    listed = tuple(map(str, chosen.listed))
    return replace(plot, pick=replace(_PICK, collect=replace(_TRACED, listed=listed)))


_TRACED = Collect(
    parameter="traced",
    most=MAX_TRACED,
    panel="traces",
    label="Trace neurons",
    help="Let clicks in this plot add a neuron to those whose traces are shown one above the "
    "other, or remove it. Clicks with the Shift key always do so, and the numbers can also be "
    "typed.",
)
_PICK = Pick(None, "neuron", collect=_TRACED)


PANEL = Panel(
    name="raster",
    title="Spikes and population rates",
    help="Each mark is a spike. Small populations are drawn larger than their share. Drag to zoom; "
    "click a neuron to select it.",
    place="main",
    default=True,
    axis_group="time",
    pick=_PICK,
    order=10,
    quick=True,
    build=build,
)

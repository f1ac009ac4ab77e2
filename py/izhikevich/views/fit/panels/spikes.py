"""One recorded sweep, and the spikes found in it."""

from __future__ import annotations

from dataclasses import replace

from izhikevich.plots.fitting.recorded import recorded_sweep_plot
from izhikevich.plots.spec import Collect, Pick, Plot, empty
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.recordings import CORRECTIONS, MAX_CORRECTIONS
from izhikevich.views.schema import Panel

_CORRECTED = Collect(
    parameter=CORRECTIONS,
    most=MAX_CORRECTIONS,
    panel="spikes",
    axis="x",
    digits=1,
    label="Correct spikes",
    help="Let clicks in this plot remove the spike that they are next to, or add one where none "
    "was found. Clicks with the Shift key always do so.",
)
_PICK = Pick(None, None, collect=_CORRECTED)


def build(shown: Snapshot) -> Plot:
    """Return the selected sweep with its spikes."""
    if shown.recording is None:
        return empty(shown.no_model)
    plot = recorded_sweep_plot(shown.recording, shown.session.spikes[shown.sweep], shown.sweep)
    listed = tuple(part.strip() for part in shown.corrections.split(",") if part.strip())
    collect = replace(_CORRECTED, listed=listed, before=f"{shown.sweep}@")
    return replace(plot, pick=replace(_PICK, collect=collect))


PANEL = Panel(
    name="spikes",
    title="Recorded spikes",
    help="The selected sweep with the spikes that were found, and its current. “Correct spikes” "
    "lets clicks add and remove them.",
    place="extra",
    axis_group="time",
    pick=_PICK,
    order=20,
    quick=True,
    build=build,
)

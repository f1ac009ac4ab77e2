"""The features of each sweep, recorded and modelled."""

from __future__ import annotations

from izhikevich.fitting.features import features
from izhikevich.fitting.model_features import model_features
from izhikevich.plots.fitting.features import features_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.schema import Panel

#: Sweeps in the table; of more, those around the selected one.
MAX_SWEEPS = 40


def build(shown: Snapshot) -> Plot:
    """Return the table of features of the cell and, if there is one, of its model."""
    recording, found = shown.recording, shown.found
    if recording is None:
        return empty(shown.no_model)
    count = min(recording.n_sweeps, MAX_SWEEPS)
    first = max(0, min(shown.sweep - count // 2, recording.n_sweeps - count))
    recorded = features(recording, shown.session.spikes)
    model = model_features(found) if found is not None else None
    return features_plot(recorded, model, range(first, first + count))


PANEL = Panel(
    name="features",
    title="Features of each sweep",
    help="Counts, latencies, intervals, shapes of spikes and passive properties, named and defined "
    "as in eFEL: those of spikes as means. A dash where a sweep has no such feature.",
    place="extra",
    on_demand=True,
    tall=True,
    order=50,
    build=build,
)

"""Which class is taken for which."""

from __future__ import annotations

from izhikevich.plots.learning.confusion import confusion_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the confusion matrix of the held-out samples."""
    if not shown.session.classifies:
        return empty("This task has no classes: neurons learn when to fire.")
    judged = shown.judged
    if judged is None:
        return empty("Not computed: the run was stopped.")
    return confusion_plot(judged.matrix, shown.classes)


PANEL = Panel(
    name="confusion",
    title="Confusion matrix",
    help="How many held-out samples of each class (rows) are given each answer (columns).",
    place="extra",
    order=35,
    build=build,
)

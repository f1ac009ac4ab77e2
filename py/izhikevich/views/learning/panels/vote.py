"""The digit, and how strongly each class is meant."""

from __future__ import annotations

from izhikevich.learning.drawing import MAX_POINTS
from izhikevich.plots.learning.vote import vote_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.learning.settings import DRAWING
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Draw, Panel


def build(shown: Snapshot) -> Plot:
    """Return the image of the sample, if it has one, and the share of each class in the vote."""
    if not shown.session.classifies:
        return empty("This task has no classes: neurons learn when to fire.")
    return vote_plot(shown.image, shown.shares, shown.classes, shown.right)


PANEL = Panel(
    name="vote",
    title="Sample and vote",
    help="What the network sees, and how strongly its readouts mean each class.",
    place="side",
    draw=Draw(
        parameter=DRAWING,
        points=MAX_POINTS,
        label="Draw a digit",
        help="Draw a digit with a pointer or finger, in one stroke or several: it takes the place "
        "of the sample.",
        clear="Clear",
    ),
    order=25,
    quick=True,
    build=build,
)

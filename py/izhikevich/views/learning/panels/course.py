"""Loss and score, epoch by epoch."""

from __future__ import annotations

import numpy as np

from izhikevich.plots.learning.learning_curve import LEARNED, LearningCurve, course_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.learning.handles import epoch_handles
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return loss and score, epoch by epoch."""
    session = shown.session
    history = shown.whole_history
    # The loss of an epoch is that of its batches in sequence: on average that of its middle.
    ends = np.arange(1.0, len(history) + 1.0)
    x = ends - 0.5 - 0.5 / session.trainer.batches
    losses = [LearningCurve("loss", x, np.array([epoch.loss for epoch in history]))]
    scores = np.array(shown.scores)
    after = np.arange(float(scores.size))
    title = "targets met (F score)"
    measured = [LearningCurve("score", after, scores)]
    if session.classifies:
        title = "correct answers"
        losses = [
            LearningCurve("trained", losses[0].x, losses[0].y, LEARNED),
            LearningCurve("tested", ends, np.array([epoch.test_loss for epoch in history])),
        ]
        accuracy = np.array([epoch.accuracy for epoch in history])
        measured = [
            LearningCurve("trained", x, accuracy, LEARNED),
            LearningCurve("tested", after, scores),
        ]
    end = float(max(shown.asked, 1))
    plot = course_plot(losses, measured, title, session.mark, end, float(shown.epoch))
    return plot.held_by(epoch_handles(shown), {})


PANEL = Panel(
    name="course",
    title="Loss and score",
    help="How learning progresses. Drag the line to go back to an earlier epoch.",
    place="main",
    default=True,
    order=20,
    quick=True,
    build=build,
)

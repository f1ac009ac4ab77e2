"""When a training has converged: it has learned its task, or it no longer improves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

#: Epochs without a better score after which a task that is solved counts as learned.
PATIENCE = 5
#: Epochs without a better score or a lower loss after which a training no longer improves.
STALLED = 40
_LOWER = 1e-3  # fraction by which a loss has to be lower


@dataclass(frozen=True)
class Convergence:
    """The end of an improvement.

    Attributes
    ----------
    epoch : int
        Number of epochs after which it is known.
    learned : bool
        Whether the task is solved; if not, the training has stalled.
    """

    epoch: int
    learned: bool


def converged(
    scores: Sequence[float],
    losses: Sequence[float],
    mark: float,
    *,
    patience: int = PATIENCE,
    stalled: int = STALLED,
) -> Convergence | None:
    """Return when a training first converged.

    It has learned as soon as the score is perfect, or at the mark and no better for some epochs; it
    has stalled when neither score nor loss have improved for many.

    Parameters
    ----------
    scores : sequence of float
        Score (0 to 1) before the training and after each epoch.
    losses : sequence of float
        Loss over each epoch.
    mark : float
        Score at which the task counts as solved.
    patience, stalled : int
        Numbers of epochs.

    Returns
    -------
    Convergence or None
        None if it still improves.
    """
    best, lowest = -inf, inf
    best_at = lowest_at = 0
    for epoch, score in enumerate(scores):
        if score > best:
            best, best_at = score, epoch
        if 0 < epoch <= len(losses) and losses[epoch - 1] < lowest * (1.0 - _LOWER):
            lowest, lowest_at = losses[epoch - 1], epoch
        if score >= mark and (score >= 1.0 or epoch - best_at >= patience):
            return Convergence(epoch, learned=True)
        if epoch - max(best_at, lowest_at) >= stalled:
            return Convergence(epoch, learned=False)
    return None

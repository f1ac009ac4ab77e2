"""Facts about a training as numbers, for the tasks of tours."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.views.learning.snapshot import Snapshot

#: Meaning of each. One that has no meaning yet, such as the loss before any training, is omitted.
FACTS: Mapping[str, str] = {
    "score": "Fraction of the held-out samples that are answered correctly, or the F score.",
    "epochs trained": "Number of epochs so far, up to the one shown.",
    "loss": "Loss over the epoch shown.",
    "solved after": "Epochs until the score first reached the mark.",
}


def facts(shown: Snapshot) -> dict[str, float]:
    """Return the facts that have a meaning for this training."""
    history = shown.history
    found = {"score": float(shown.score), "epochs trained": float(shown.epoch)}
    if history:
        found["loss"] = float(history[-1].loss)
    if shown.learned_after is not None:
        found["solved after"] = float(shown.learned_after)
    return found

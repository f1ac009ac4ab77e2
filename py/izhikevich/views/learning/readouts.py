"""The facts next to the plots of the Learning view, and its summary sentence."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import numpy as np

from izhikevich.learning import SURROGATES, CrossEntropy, TrueStep
from izhikevich.messages import Message, Number, counted, joined, msg, written
from izhikevich.views.learning.declaration import DEFAULTS, NAMES
from izhikevich.views.learning.snapshot import Snapshot, changed
from izhikevich.views.part import Action, Notice, Readout
from izhikevich.views.schema import Values

_MIN_SHARE_OF_STEPS = 0.1  # fraction of steps with a gradient below which it is reported
_SOFT: Values = {"reset": "soft"}
_VANISHES, _EXPLODES = 1e-3, 1e3


def readouts(shown: Snapshot) -> list[Readout]:
    """Return the facts about a training in its current state."""
    return [*_score(shown), *_data(shown), *_gradient(shown), *_weights(shown), *_sample(shown)]


def summary(shown: Snapshot) -> Message:
    """Return how far it is, in one or two sentences."""
    session = shown.session
    epochs = shown.epoch
    does = _does(shown)
    if not epochs:
        return msg("Before any learning: {does}.", does=does)
    after = counted(
        "After {count} epoch: {does}.", "After {count} epochs: {does}.", epochs, does=does
    )
    if blind(shown):
        moved = any(np.any(change) for change in changed(shown).values())
        if not moved:
            unchanged = counted(
                "After {count} epoch no weight has changed: no error comes back through a spike.",
                "After {count} epochs no weight has changed: no error comes back through a spike.",
                epochs,
            )
            return joined(" ", [unchanged, msg("Still: {does}.", does=does)])
        only = msg(
            "Only the readouts, which do not spike, have learned; no error comes back through the "
            "spikes."
        )
        return joined(" ", [after, only])
    learned = shown.learned_after
    if learned is None:
        return after
    if shown.score < session.mark:
        return counted(
            "After {count} epoch: {does}; after {learned} it was solved, but not for good.",
            "After {count} epochs: {does}; after {learned} it was solved, but not for good.",
            epochs,
            does=does,
            learned=learned,
        )
    it = counted("Solved after {count} epoch.", "Solved after {count} epochs.", learned)
    return joined(" ", [after, it])


def notices(shown: Snapshot) -> Iterator[Notice]:
    """Yield what matters most to the reader, and what they may want to try."""
    if blind(shown):
        back: Values = {"surrogate": "relu", **DEFAULTS["relu"]}
        yield Notice(
            "info",
            "This is why: a small change in v changes no spike. The true derivative is zero at "
            "each step, and nothing can be learned.",
            actions=(Action("Back to a surrogate", back),),
            badge=msg("nothing is learned"),
        )
        return
    part = float(np.mean(shown.slope != 0.0))
    if part < _MIN_SHARE_OF_STEPS:
        wide: Values = {"scale": 95.0, **DEFAULTS[_key(shown)]}
        yield Notice(
            "warning",
            msg(
                "Only {part} of the steps carry a gradient: the surrogate is so narrow that v is "
                "hardly ever within it.",
                part=Number(100.0 * part, "%", ".1f"),
            ),
            "width",
            (Action("Use a wide one", wide),),
            msg("the surrogate is too narrow"),
        )
        return
    if shown.reach > _EXPLODES:
        text = (
            "The gradient explodes on its way back: it grows while v climbs to a spike, and only "
            "the soft reset damps it."
        )
        actions = () if shown.layer.reset == "soft" else (Action("Use the soft reset", _SOFT),)
        yield Notice("warning", text, "reset", actions, msg("the gradient explodes"))
        return
    true: Values = {"surrogate": "true_step"}
    yield Notice(
        "info",
        "Why a surrogate? The true derivative of a spike is zero. See what is learned with it.",
        actions=(Action("Train with the true derivative", true),),
        badge=msg("why a surrogate?"),
    )


def blind(shown: Snapshot) -> bool:
    """Tell whether the true derivative is used."""
    return isinstance(shown.layer.surrogate, TrueStep)


def _key(shown: Snapshot) -> str:
    kind = type(shown.layer.surrogate)
    return next(key for key in NAMES if SURROGATES[key] is kind)


def _does(shown: Snapshot) -> Message:
    """Describe in words what the model does now."""
    if shown.session.classifies:
        return msg(
            "{part} of the answers are correct", part=Number(100.0 * shown.score, "%", ".0f")
        )
    target, output = int(shown.target.sum()), int(shown.now.output.sum())
    if shown.score == 1.0:
        return msg("all {count} targets hit, no extra spikes", count=target)
    met = round(shown.score * (target + output) / 2.0)
    return counted(
        "{met} of {targets} targets hit, with {count} spike",
        "{met} of {targets} targets hit, with {count} spikes",
        output,
        met=met,
        targets=target,
    )


def _score(shown: Snapshot) -> Iterator[Readout]:
    session = shown.session
    history = shown.history
    text: str
    if session.classifies:
        text = "Fraction of the held-out samples."
        yield Readout("Correct answers", written(100.0 * shown.score, ".1f"), "%", text)
    else:
        text = (
            "Twice the number of targets hit by a spike, divided by the number of targets and "
            "spikes together: 1 if they match one to one."
        )
        yield Readout("F score", written(shown.score, ".2f"), help=text)
    text = msg(
        "Epochs until the score first reaches {mark}.",
        mark=Number(session.mark, form="g"),
    )
    learned = shown.learned_after
    yield Readout("Solved after", "not yet" if learned is None else f"{learned}", help=text)
    if history:
        text = "Loss over the epoch shown, as its samples were presented: what training minimises."
        yield Readout("Loss", written(history[-1].loss, ".3g"), help=text)


def _data(shown: Snapshot) -> Iterator[Readout]:
    """Yield what is to be known of the reader's own data."""
    trainer = shown.session.trainer
    if shown.session.own is None or trainer.test is None:
        return
    text = "Trained on, and held out for the test."
    trained, tested = (Number(len(data.inputs), form=",") for data in (trainer.data, trainer.test))
    yield Readout("Samples", msg("{trained} + {tested}", trained=trained, tested=tested), help=text)
    counts = np.bincount(np.asarray(trainer.test.targets))
    text = "Correct answers if it is always the most frequent class of the held-out samples."
    yield Readout("Guessing", written(100.0 * counts.max() / counts.sum(), ".1f"), "%", text)


def _gradient(shown: Snapshot) -> Iterator[Readout]:
    slope, spikes = shown.slope, shown.run.spikes[:, 0] > 0.0
    text = (
        "Fraction of steps, over all neurons in the run shown, at which the surrogate's derivative "
        "is not zero, so that an error can pass."
    )
    yield Readout("Steps with a gradient", written(100.0 * np.mean(slope != 0.0), ".1f"), "%", text)
    if spikes.any():
        text = "The same, for steps with a spike."
        part = 100.0 * float(np.mean(slope[spikes] != 0.0))
        yield Readout("Spikes with a gradient", written(part, ".1f"), "%", text)
    history = shown.history
    if history:
        text = (
            "Over all weights together, averaged over the batches of the epoch shown, before "
            "clipping."
        )
        yield Readout("Norm of the gradient", written(history[-1].gradient, ".2g"), help=text)
    reach = shown.reach
    if isfinite(reach):
        text = (
            "The gradient with respect to v in the first fifth of the time, divided by that in the "
            "last fifth: far below 1 it vanishes on its way back, far above 1 it explodes. See "
            "Gradient through time."
        )
        value = written(reach, ".2g")
        if reach < _VANISHES:
            value = msg("{ratio} (vanishes)", ratio=value)
        elif reach > _EXPLODES:
            value = msg("{ratio} (explodes)", ratio=value)
        yield Readout("Gradient, early to late", value, help=text)


def _weights(shown: Snapshot) -> Iterator[Readout]:
    changes = changed(shown)
    text = "Everything that is learned: the weights of all layers, and biases."
    yield Readout(
        "Weights", written(sum(change.size for change in changes.values()), ","), help=text
    )
    everything = np.concatenate([change.ravel() for change in changes.values()])
    text = "Root mean square change since the start."
    yield Readout("Changed by", written(float(np.sqrt(np.mean(everything**2))), ".2g"), help=text)


def _sample(shown: Snapshot) -> Iterator[Readout]:
    text = "Total over all neurons, in the run shown."
    yield Readout("Spikes", f"{int(shown.run.spikes.sum())}", help=text)
    loss = shown.session.trainer.loss
    if not isinstance(loss, CrossEntropy):
        return
    answer, right, names = shown.answer, shown.right, shown.classes
    result = names[answer]
    if right is None:
        text = "The readouts' answer for the drawn digit."
        yield Readout("Drawn digit", result, help=text)
        return
    text = "The readouts' answer for the sample shown, and the correct one."
    if answer != right:
        result = msg("{answer}; correct: {right}", answer=result, right=names[right])
    yield Readout(msg("Sample {number}", number=shown.chosen), result, help=text)

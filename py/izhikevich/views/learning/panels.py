"""The plots of the Learning view, by the name of their panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from izhikevich.learning import CrossEntropy
from izhikevich.learning.layer import FloatArray
from izhikevich.plots.learning.course import LEARNED, Course, course_plot
from izhikevich.plots.learning.gradient import gradient_plot
from izhikevich.plots.learning.spikes_and_answers import Answers, Spikes, learned_plot
from izhikevich.plots.learning.surrogate import surrogate_plot
from izhikevich.plots.learning.voltages import voltages_plot
from izhikevich.plots.learning.weights import Matrix, weights_plot
from izhikevich.plots.spec import Plot
from izhikevich.plots.style import Role
from izhikevich.views.learning.shown import Shown

_POINTS = 601
_BINS = 50
_RANGE = (-100.0, 120.0)  # mV, of the surrogate's plot
_SHARES = (2.0, 3.0)  # of the height: a row of one neuron, and of many


def raster(shown: Shown) -> Plot:
    """Return what comes in, and the spikes before and now, with their targets or the readouts."""
    epochs = shown.session.epochs
    now = f"now, after {epochs} epoch{'s' if epochs != 1 else ''}"
    size = shown.layer.in_size
    share = _SHARES[size > 1]
    loss = shown.session.trainer.loss
    targets = None if shown.session.classifies else shown.events(shown.target)
    rows: list[Spikes | Answers] = [
        Spikes(
            f"{size} neuron{'s' if size > 1 else ''} {now}",
            *shown.events(shown.run.spikes[:, 0]),
            size,
            Role.VOLTAGE,
            share,
            targets,
            shown.looked_at if size > 1 else None,
        ),
        Spikes(
            "before learning",
            *shown.events(shown.before.runs[-1].spikes[:, 0]),
            size,
            Role.MUTED,
            share,
            targets,
        ),
    ]
    if isinstance(loss, CrossEntropy):
        answers = shown.now.output[:, 0]
        rows.insert(
            1,
            Answers(
                "readouts, now",
                shown.t,
                answers,
                classes(shown),
                int(shown.target),
                share,
                loss.start,
            ),
        )
    channels = shown.inputs.shape[2]
    rows.append(
        Spikes(
            f"what comes in, {channels} channels",
            *shown.events(shown.inputs[0]),
            channels,
            Role.MUTED,
            _SHARES[0],
        )
    )
    return learned_plot(rows, shown.end)


def classes(shown: Shown) -> list[str]:
    """Return the names of the answers."""
    if shown.session.task.key == "delayed_xor":
        return ["the same", "different"]
    return [str(k) for k in range(shown.model.out_size)]


def course(shown: Shown) -> Plot:
    """Return loss and score, epoch by epoch."""
    session = shown.session
    history = session.trainer.history
    # The loss of an epoch is that of its batches as they came: on average that of its middle.
    ends = np.arange(1.0, len(history) + 1.0)
    x = ends - 0.5 - 0.5 / session.trainer.batches
    losses = [Course("loss", x, np.array([epoch.loss for epoch in history]))]
    scores = np.array(shown.scores)
    after = np.arange(float(scores.size))
    title = "targets met (F score)"
    measured = [Course("score", after, scores)]
    if session.classifies:
        title = "right answers"
        losses = [
            Course("trained", losses[0].x, losses[0].y, LEARNED),
            Course("tested", ends, np.array([epoch.test_loss for epoch in history])),
        ]
        accuracy = np.array([epoch.accuracy for epoch in history])
        measured = [
            Course("trained", x, accuracy, LEARNED),
            Course("tested", after, scores),
        ]
    end = float(max(shown.asked, session.epochs, 1))
    return course_plot(losses, measured, title, session.task.mark, end)


def surrogate(shown: Shown) -> Plot:
    """Return the surrogate beside the true step, over v."""
    layer = shown.layer
    threshold, scale = float(layer.V_th[0]), float(layer.scale[0])
    v = np.linspace(*_RANGE, _POINTS)
    x = (v - threshold) / scale
    edges = np.linspace(*_RANGE, _BINS + 1)
    visited = np.clip(shown.run.V[:, 0].ravel(), *_RANGE)
    parts = np.histogram(visited, edges)[0] / visited.size
    return surrogate_plot(
        v,
        layer.surrogate.smooth(x),
        layer.surrogate.derivative(x) / scale,
        threshold,
        (edges, parts),
    )


def voltage(shown: Shown) -> Plot:
    """Return the course of the selected neuron."""
    k = shown.looked_at
    targets = np.zeros(0)
    if not shown.session.classifies:
        targets = shown.t[np.flatnonzero(shown.target[:, k])]
    return voltages_plot(
        shown.t,
        (shown.before.runs[-1].V[:, 0, k], shown.run.V[:, 0, k]),
        np.ascontiguousarray(shown.run.u[:, 0, k]),
        np.ascontiguousarray(shown.slope[:, k]),
        float(shown.layer.V_th[k]),
        targets,
    )


def gradient(shown: Shown) -> Plot:
    """Return the size of the gradient at each moment."""
    history = shown.session.trainer.history
    first = history[0].through_time if history else ()
    last = history[-1].through_time if history else ()
    return gradient_plot(shown.t, first, last, len(history))


def weights(shown: Shown) -> Plot:
    """Return all matrices of weights, and their changes."""
    session = shown.session
    matrices = []
    for name, now in session.now.items():
        if now.ndim == 2:
            to_readout = session.classifies and name.startswith(f"{len(shown.model.layers) - 1}/")
            what = "readout" if to_readout else "input"
            if name.endswith("recurrent"):
                what = "recurrent"
            unit = "" if to_readout else "mV/ms"
            matrices.append(Matrix(what, session.first[name], now, unit))
    return weights_plot(matrices)


def changed(shown: Shown) -> dict[str, FloatArray]:
    """Return by how much each weight has changed, by name."""
    session = shown.session
    return {name: now - session.first[name] for name, now in session.now.items()}


#: Those that grow while the training goes on.
LIVE: Mapping[str, Callable[[Shown], Plot]] = {
    "raster": raster,
    "course": course,
    "voltage": voltage,
    "gradient": gradient,
    "weights": weights,
}
#: All of them.
FIGURES: Mapping[str, Callable[[Shown], Plot]] = {**LIVE, "surrogate": surrogate}

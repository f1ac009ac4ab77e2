"""The selected sample, after the epoch shown, and the results of learning, as arrays.

In addition to the spikes: "t", "v" and "u" of all neurons (rows are steps) and "input"; "loss" by
epoch, "score" before the first and after each; the initial ("first/...") and current weights
("now/...").
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from izhikevich.export.formats import ExportRequest
from izhikevich.export.runs import Arrays
from izhikevich.progress import Progress


def arrays(asked: ExportRequest) -> Generator[Progress, None, Arrays]:
    """Return the arrays, once the view has computed what they are taken from."""
    yield from ()
    shown = asked.prepared.shown
    times, neurons = shown.events(shown.run.spikes[:, 0])
    return {
        "t": shown.t,
        "v": shown.run.V[:, 0],
        "u": shown.run.u[:, 0],
        "input": np.asarray(shown.inputs)[0],
        "spike_times": times,
        "spike_neurons": neurons,
        "loss": np.array([epoch.loss for epoch in shown.history]),
        "score": np.array(shown.scores[: shown.epoch + 1]),
        **{f"first/{name}": weights for name, weights in shown.first_weights.items()},
        **{f"now/{name}": weights for name, weights in shown.weights.items()},
    }

"""The spikes of each sweep, recorded and modelled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.fitting.fit import Fit
from izhikevich.fitting.steps import find_step
from izhikevich.messages import Message, marked, msg
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Series,
    padded,
)
from izhikevich.plots.style import Role

_SPIKES = Quantity("spikes", digits=".0f")
_CURRENT = Quantity("I", "pA", ".4g")
_SWEEP = Quantity("sweep", digits=".0f")


def counts_plot(found: Fit) -> Plot:
    """Describe the number of spikes of each sweep over its step, or over its index."""
    step = find_step(found.recording)
    if step is None:
        quantity, x = _SWEEP, np.arange(float(found.recording.n_sweeps))
    else:
        quantity, x = _CURRENT, step.holding + step.amplitudes
    order = np.argsort(x, kind="stable")
    held = np.array([one.held_out for one in found.sweeps])[order]
    recorded, model = (
        np.array([float(values.size) for values in each])[order]
        for each in zip(*((one.recorded, one.model) for one in found.sweeps), strict=True)
    )
    highest = max(float(recorded.max()), float(model.max()), 1.0)
    return Plot(
        results=[_in_words(found)],
        panes=[
            Pane(
                x=Axis(quantity, range=padded(float(x.min()), float(x.max())), grid=True),
                # Sweeps without spikes have whole markers.
                y=Axis(_SPIKES, range=(-0.05 * highest, 1.25 * highest), grid=True),
                heading=_SPIKES,
                notes=[("recording", Role.INK), ("model", Role.VOLTAGE)],
                series=[
                    *_both("recording", Role.INK, x[order], recorded, held, Marker("square", 12.0)),
                    *_both("model", Role.VOLTAGE, x[order], model, held, Marker("circle", 6.0)),
                ],
            )
        ],
    )


def _both(
    name: str, role: Role, x: FloatArray, y: FloatArray, held: BoolArray, marker: Marker
) -> list[Series]:
    line = Curve(name=name, role=role, x=x, y=y, width=1.0, opacity=0.5, point=None, legend=False)
    marker = replace(marker, filled=[not one for one in held.tolist()])
    points = Points(
        name=name, role=role, x=x, y=y, marker=marker, point=marked("{name}: {y} spikes at {x}")
    )
    return [line, points]


def _in_words(found: Fit) -> Message:
    model, recorded = (
        sum(values.size for values in each)
        for each in zip(*((one.model, one.recorded) for one in found.sweeps), strict=True)
    )
    return msg(
        "In all sweeps together the model fires {model} spikes, the cell {recorded}.",
        model=model,
        recorded=recorded,
    )

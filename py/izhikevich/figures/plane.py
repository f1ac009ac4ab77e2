"""The plane that an ensemble of two dimensions represents: its encoders, and what is decoded."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.figures.style import (
    CURRENT,
    DECODED,
    FAINT,
    GHOST,
    INK,
    PAPER,
    POSITIVE,
    Figure,
    axis,
    curve,
    label,
    layout,
    margins,
)
from izhikevich.figures.thin import room
from izhikevich.neuron.rules import FloatArray

_CIRCLE = np.linspace(0.0, 2.0 * np.pi, 73)
_ROOM = 1.6  # radii to the edge
_CLOUD = (1.06, 1.46)  # radii between which the encoders stand
_MOST_POINTS = 2000


def plane_figure(
    encoders: FloatArray,
    heights: FloatArray,
    radius: float,
    target: FloatArray,
    decoded: FloatArray,
    chosen: int,
) -> Figure:
    """Return the cloud of encoders around what is decoded.

    Parameters
    ----------
    encoders : array, shape (n_neurons, 2)
        Unit vectors.
    heights : array, shape (n_neurons,)
        Up to 1: how far outside the radius each encoder stands.
    radius : float
        Of the ensemble.
    target, decoded : arrays, shape (n_samples, 2)
        Paths.
    chosen : int
        The neuron whose encoder is marked.
    """
    edge = _ROOM * radius
    step = -(-decoded.shape[0] // room(decoded.shape[0], _MOST_POINTS))
    low, high = _CLOUD
    cloud = radius * (low + (high - low) * heights)[:, None] * encoders
    own = cloud[chosen]
    return {
        "data": [
            _path("radius", radius * np.cos(_CIRCLE), radius * np.sin(_CIRCLE), FAINT, 1.0),
            {
                "type": "scatter",
                "mode": "markers",
                "name": "encoders",
                "x": np.ascontiguousarray(cloud[:, 0]),
                "y": np.ascontiguousarray(cloud[:, 1]),
                "marker": {"color": POSITIVE, "size": 4},
                "opacity": 0.7,
                "hovertemplate": "encoder of neuron %{pointNumber}: the further out, the higher "
                "its largest rate<extra></extra>",
            },
            {
                **_path("target", target[::step, 0], target[::step, 1], CURRENT, 3.5),
                "opacity": 0.45,
            },
            {
                **_path("decoded", decoded[::step, 0], decoded[::step, 1], DECODED, 1.5),
                "meta": GHOST,
            },
            {
                **_path("neuron looked at", [0.0, own[0]], [0.0, own[1]], INK, 2.0),
                "hovertemplate": f"preferred direction of neuron {chosen}<extra></extra>",
            },
        ],
        "layout": layout(
            margin=margins(top=20),
            xaxis=axis("x", range=[-edge, edge]),
            yaxis=axis("y", range=[-edge, edge], scaleanchor="x", constrain="domain"),
            annotations=[
                label(
                    f"neuron {chosen}",
                    float(own[0]),
                    float(own[1]),
                    INK,
                    bgcolor=PAPER,
                    xanchor="right" if own[0] > 0 else "left",
                    yanchor="bottom" if own[1] > 0 else "top",
                ),
            ],
        ),
    }


def _path(name: str, x: Any, y: Any, colour: str, width: float) -> dict[str, Any]:
    x, y = np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
    return curve(name, x, y, colour, width=width, hoverinfo="skip")

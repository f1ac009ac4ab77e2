"""The plane represented by a two-dimensional ensemble: its encoders, and the decoded path."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked, msg
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Detail,
    Label,
    Loop,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Stays,
)
from izhikevich.plots.style import Role

_ROOM = 1.6  # radii to the edge
_CLOUD = (1.06, 1.46)  # radii between which the encoders are drawn
_NEURON = Quantity("neuron", digits=".0f")


def plane_plot(
    encoders: FloatArray,
    heights: FloatArray,
    radius: float,
    target: FloatArray,
    decoded: FloatArray,
    chosen: int,
) -> Plot:
    """Describe the cloud of encoders around the decoded path.

    Parameters
    ----------
    encoders : array, shape (n_neurons, 2)
        Unit vectors.
    heights : array, shape (n_neurons,)
        Up to 1: how far outside the radius each encoder is drawn.
    radius : float
        Radius of the ensemble.
    target, decoded : arrays, shape (n_samples, 2)
        Paths.
    chosen : int
        Index of the neuron whose encoder is marked.
    """
    edge = _ROOM * radius
    low, high = _CLOUD
    cloud = radius * (low + (high - low) * heights)[:, None] * encoders
    x, y = cloud[chosen].tolist()
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("x"), range=(-edge, edge)),
                y=Axis(Quantity("y"), range=(-edge, edge)),
                equal=True,
                series=[
                    Points(
                        name="encoders",
                        role=Role.POSITIVE,
                        x=np.ascontiguousarray(cloud[:, 0]),
                        y=np.ascontiguousarray(cloud[:, 1]),
                        marker=Marker(size=4.0),
                        opacity=0.7,
                        detail=Detail(_NEURON, np.arange(cloud.shape[0])),
                        point=marked(
                            "encoder of neuron {detail}: the further out, the higher its "
                            "largest rate"
                        ),
                    ),
                    _path("target", target, Role.CURRENT, 3.5, opacity=0.45),
                    _path("decoded", decoded, Role.DECODED, 1.5, stays="dragged"),
                    Curve(
                        name="selected neuron",
                        role=Role.INK,
                        x=np.array([0.0, x]),
                        y=np.array([0.0, y]),
                        width=2.0,
                        point=msg("preferred direction of neuron {neuron}", neuron=chosen),
                    ),
                ],
                marks=[
                    Loop(role=Role.FAINT, centre=(0.0, 0.0), radius=radius, width=1.0),
                    Label(
                        text=msg("neuron {neuron}", neuron=chosen),
                        role=Role.INK,
                        x=x,
                        y=y,
                        align="right" if x > 0.0 else "left",
                        valign="bottom" if y > 0.0 else "top",
                        boxed=True,
                    ),
                ],
            )
        ]
    )


def _path(
    name: str,
    points: FloatArray,
    role: Role,
    width: float,
    *,
    opacity: float = 1.0,
    stays: Stays = "never",
) -> Curve:
    return Curve(
        name=name,
        role=role,
        x=np.ascontiguousarray(points[:, 0]),
        y=np.ascontiguousarray(points[:, 1]),
        width=width,
        opacity=opacity,
        stays=stays,
        point=None,
    )

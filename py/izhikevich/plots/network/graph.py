"""The populations and projections of a network, as a graph."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin, sqrt
from typing import Any

import numpy as np

from izhikevich.messages import Message, Number, counted
from izhikevich.plots.network.raster import sized
from izhikevich.plots.spec import (
    Arrow,
    Axis,
    Detail,
    Label,
    Loop,
    Mark,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
)
from izhikevich.plots.style import Role

_SMALLEST, _LARGEST = 14.0, 44.0  # diameter of a population, px
_THINNEST, _THICKEST = 1.0, 5.0  # width of an arrow, px
_SIDE = 0.05  # distance between two arrows that connect the same populations
_SCALE = 150.0  # approximate length of a unit, px


def graph_plot(
    names: Sequence[str],
    sizes: Sequence[int],
    roles: Sequence[Role],
    edges: Sequence[tuple[int, int, float, int]],
    units: Sequence[str] | None = None,
) -> Plot:
    """Describe populations as circles and projections as arrows between them.

    Parameters
    ----------
    names, sizes, roles : sequences
        Names, sizes and roles of the populations; areas grow with the number of neurons.
    edges : sequence of (from, to, mean weight, number of synapses)
        Indices of populations; signed weights. Widths grow with the sum over all synapses of a
        postsynaptic neuron, among weights of the same unit.
    units : sequence of str, optional
        Units of the weights; default mV/ms.
    """
    n = len(names)
    turn = [2.0 * pi * (0.5 + k / n) for k in range(n)]
    places = [(cos(angle), 0.75 * sin(angle)) for angle in turn] if n > 1 else [(0.0, 0.0)]
    largest = max(sizes)
    diameters = [max(_SMALLEST, _LARGEST * sqrt(size / largest)) for size in sizes]
    strength = [abs(weight) * count / sizes[post] for _, post, weight, count in edges]
    own_units = ["mV/ms"] * len(edges) if units is None else list(units)
    most: dict[str, float] = {}
    for unit, value in zip(own_units, strength, strict=True):
        most[unit] = max(most.get(unit, 0.0), value)
    widths = [
        _THINNEST + (_THICKEST - _THINNEST) * value / (most[unit] or 1.0)
        for unit, value in zip(own_units, strength, strict=True)
    ]
    arrows: list[Mark] = []
    loops: list[Mark] = []
    for (pre, post, weight, count), width, unit in zip(edges, widths, own_units, strict=True):
        role = Role.EXCITATORY if weight >= 0.0 else Role.INHIBITORY
        tip = counted(
            "{pre} to {post}: {count} synapse, {weight} on average",
            "{pre} to {post}: {count} synapses, {weight} on average",
            count,
            count=Number(count, form=","),
            pre=names[pre],
            post=names[post],
            weight=Number(weight, unit, ".3g"),
        )
        if pre == post:
            loops.append(_loop(places[pre], diameters[pre] / _SCALE, role, width))
        else:
            gaps = (diameters[pre] / 2.0 + 3.0, diameters[post] / 2.0 + 5.0)
            arrows.append(_arrow(places[pre], places[post], gaps, role, width, tip))
    nodes = list(zip(names, sizes, places, diameters, strict=True))
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("x"), range=(-2.8, 2.8), visible=False),
                y=Axis(Quantity("y"), range=(-1.2, 1.2), visible=False),
                series=[
                    Points(
                        name="populations",
                        role=Role.EXCITATORY,
                        x=np.array([x for x, _ in places]),
                        y=np.array([y for _, y in places]),
                        marker=Marker(size=diameters),
                        roles=roles,
                        texts=[_said(name, size) for name, size, *_ in nodes],
                        detail=Detail(Quantity("neurons", digits=".0f"), np.array(sizes)),
                    )
                ],
                marks=[
                    *loops,
                    *arrows,
                    *(
                        Label(
                            text=sized(name, size),
                            role=Role.MUTED,
                            x=x,
                            y=y,
                            **_beside(x, y, diameter),
                        )
                        for name, size, (x, y), diameter in nodes
                    ),
                ],
            )
        ]
    )


def _said(name: str, size: int) -> Message:
    number = Number(size, form=",")
    return counted(
        "{name}: {count} neuron", "{name}: {count} neurons", size, count=number, name=name
    )


def _beside(x: float, y: float, diameter: float) -> dict[str, Any]:
    """Return the position of a population's name: on the outer side."""
    if x > 0.1:
        return {"align": "left", "shift": (diameter / 2.0 + 3.0, 0.0)}
    if x < -0.1:
        return {"align": "right", "shift": (-diameter / 2.0 - 3.0, 0.0)}
    above = y >= 0.0
    return {
        "valign": "bottom" if above else "top",
        "shift": (0.0, diameter * (0.6 if above else -0.6)),
    }


def _arrow(
    start: tuple[float, float],
    end: tuple[float, float],
    gaps: tuple[float, float],
    role: Role,
    width: float,
    tip: str,
) -> Arrow:
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    right, up = _SIDE * (y1 - y0) / length, -_SIDE * (x1 - x0) / length
    return Arrow(
        role=role,
        start=(x0 + right, y0 + up),
        end=(x1 + right, y1 + up),
        gaps=gaps,
        width=width,
        tip=tip,
    )


def _loop(place: tuple[float, float], diameter: float, role: Role, width: float) -> Loop:
    """Return a circle that touches a population connected to itself."""
    x, y = place
    centre = (x, y - 0.8 * diameter)
    return Loop(role=role, centre=centre, radius=0.4 * diameter, width=width)

"""What a network is made of, as a graph of its populations."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin, sqrt
from typing import Any

from izhikevich.figures.style import (
    EXCITATORY,
    INHIBITORY,
    MUTED,
    Figure,
    label,
    layout,
    literal,
    margins,
)

_SMALLEST, _LARGEST = 14.0, 44.0  # diameter of a population, px
_THINNEST, _THICKEST = 1.0, 5.0  # width of an arrow, px
_SIDE = 0.05  # by which two arrows between the same populations stand apart
_SCALE = 150.0  # px of a unit, about


def graph_figure(
    names: Sequence[str],
    sizes: Sequence[int],
    colors: Sequence[str],
    edges: Sequence[tuple[int, int, float, int]],
) -> Figure:
    """Return populations as circles and projections as arrows between them.

    Parameters
    ----------
    names, sizes, colors : sequences
        Of the populations; areas grow with the number of neurons.
    edges : sequence of (from, to, mean weight, number of synapses)
        Indices of populations; signed weights. Widths grow with what all synapses of a
        postsynaptic neuron give together.
    """
    n = len(names)
    names = [literal(name) for name in names]
    turn = [2.0 * pi * (0.5 + k / n) for k in range(n)]
    places = [(cos(angle), 0.75 * sin(angle)) for angle in turn] if n > 1 else [(0.0, 0.0)]
    largest = max(sizes)
    diameters = [max(_SMALLEST, _LARGEST * sqrt(size / largest)) for size in sizes]
    strength = [abs(weight) * count / sizes[post] for _, post, weight, count in edges]
    most = max(strength, default=1.0) or 1.0
    widths = [_THINNEST + (_THICKEST - _THINNEST) * value / most for value in strength]
    arrows, loops = [], []
    for (pre, post, weight, count), width in zip(edges, widths, strict=True):
        colour = EXCITATORY if weight >= 0.0 else INHIBITORY
        text = f"{names[pre]} to {names[post]}: {count:,} synapses, {weight:.3g} mV/ms on average"
        if pre == post:
            loops.append(_loop(places[pre], diameters[pre] / _SCALE, colour, width))
        else:
            gaps = (diameters[pre] / 2.0 + 3.0, diameters[post] / 2.0 + 5.0)
            arrows.append(_arrow(places[pre], places[post], gaps, colour, width, text))
    hidden = {"visible": False, "showgrid": False, "zeroline": False}
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "name": "populations",
                "x": [x for x, _ in places],
                "y": [y for _, y in places],
                "marker": {"size": diameters, "color": list(colors), "opacity": 1.0},
                "text": [f"{name}: {size:,}" for name, size in zip(names, sizes, strict=True)],
                "hovertemplate": "%{text} neurons<extra></extra>",
            }
        ],
        "layout": layout(
            margin=margins(bottom=8, left=12),
            xaxis={**hidden, "range": [-2.8, 2.8]},
            yaxis={**hidden, "range": [-1.2, 1.2]},
            shapes=loops,
            annotations=[
                *arrows,
                *(
                    label(f"{name} ({size:,})", x, y, MUTED, **_beside(x, y, diameter))
                    for name, size, (x, y), diameter in zip(
                        names, sizes, places, diameters, strict=True
                    )
                ),
            ],
        ),
    }


def _beside(x: float, y: float, diameter: float) -> dict[str, Any]:
    """Return where the name of a population stands: on the outer side."""
    if x > 0.1:
        return {"xanchor": "left", "xshift": diameter / 2.0 + 3.0}
    if x < -0.1:
        return {"xanchor": "right", "xshift": -diameter / 2.0 - 3.0}
    return {
        "yanchor": "bottom" if y >= 0.0 else "top",
        "yshift": diameter * (0.6 if y >= 0 else -0.6),
    }


def _arrow(
    start: tuple[float, float],
    end: tuple[float, float],
    gaps: tuple[float, float],
    colour: str,
    width: float,
    text: str,
) -> dict[str, Any]:
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    aside = (_SIDE * (y1 - y0) / length, -_SIDE * (x1 - x0) / length)
    return {
        "x": x1 + aside[0],
        "y": y1 + aside[1],
        "ax": x0 + aside[0],
        "ay": y0 + aside[1],
        "xref": "x",
        "yref": "y",
        "axref": "x",
        "ayref": "y",
        "text": "",
        "hovertext": text,
        "showarrow": True,
        "arrowhead": 2,
        "arrowsize": 0.8 if width > 2.0 else 1.2,
        "arrowwidth": width,
        "arrowcolor": colour,
        "startstandoff": gaps[0],
        "standoff": gaps[1],
    }


def _loop(place: tuple[float, float], diameter: float, colour: str, width: float) -> dict[str, Any]:
    """Return a circle that touches a population: it is connected to itself."""
    x, y = place
    down = y - 0.8 * diameter
    return {
        "type": "circle",
        "x0": x - 0.4 * diameter,
        "x1": x + 0.4 * diameter,
        "y0": down - 0.4 * diameter,
        "y1": down + 0.4 * diameter,
        "layer": "below",
        "line": {"color": colour, "width": width},
    }

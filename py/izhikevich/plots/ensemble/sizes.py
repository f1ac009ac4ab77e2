"""The error of an ensemble as a function of its size, and where it stops decreasing."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked, written
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Dash,
    Label,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Range,
)
from izhikevich.plots.style import Role

_NEURONS, _ERROR = Quantity("neurons", digits=".0f"), Quantity("RMSE", digits=".3f")
_ROUND = (1.0, 2.0, 5.0)
_WORDS = 0.35  # of the axis of the curves


def sizes_plot(
    sizes: FloatArray,
    errors: FloatArray,
    static: FloatArray,
    present: tuple[float, float],
    axis: FloatArray | None = None,
) -> Plot:
    """Describe the error over the number of neurons, on logarithmic axes.

    Parameters
    ----------
    sizes : array, shape (k,)
        Numbers of neurons, ascending.
    errors : array, shape (k, seeds)
        RMSE of the output decoded from spikes, for ensembles that differ in their random numbers.
    static : array, shape (k,)
        The error if each neuron fired steadily at the rate of its tuning curve.
    present : (float, float)
        Number of neurons and RMSE of the displayed ensemble.
    axis : array, optional
        Numbers of neurons on the axis, ascending, if not only those of the errors.
    """
    ticks = sizes if axis is None else axis
    mean = errors.mean(axis=1)
    low = float(min(static.min(), errors.min(), present[1]))
    high = float(max(errors.max(), static.max(), present[1]))
    return Plot(
        panes=[
            Pane(
                x=Axis(
                    _NEURONS,
                    kind="log",
                    range=_wider(float(ticks[0]), float(max(ticks[-1], present[0])), 0.06),
                    ticks=[(size, f"{size:.0f}") for size in ticks.tolist()],
                ),
                y=Axis(_ERROR, kind="log", range=_with_words(low, high), ticks=_ticks(), grid=True),
                series=[
                    _line("rates alone", sizes, static, Role.CURRENT, "dash"),
                    Points(
                        name="single ensembles",
                        role=Role.DECODED,
                        x=np.repeat(sizes, errors.shape[1]),
                        y=errors.ravel(),
                        marker=Marker(size=4.0),
                        opacity=0.5,
                        point=marked("{x} neurons: {y}"),
                    ),
                    _line("spikes", sizes, mean, Role.DECODED, "solid"),
                    Points(
                        name="as shown",
                        role=Role.INK,
                        x=np.array([present[0]]),
                        y=np.array([present[1]]),
                        marker=Marker(size=11.0, filled=False, edge=2.0),
                        point=marked("as shown: {y} with {x} neurons"),
                    ),
                ],
                marks=[
                    _end("from spikes", sizes, mean, Role.DECODED),
                    _end("if rates were steady", sizes, static, Role.MUTED),
                    Label(
                        text="The gap: neurons that adapt\nor fire in step err together;\n"
                        "more of them do not help.",
                        role=Role.MUTED,
                        x=0.99,
                        y=0.98,
                        x_in="pane",
                        y_in="pane",
                        align="right",
                        valign="top",
                    ),
                ],
            )
        ]
    )


def _wider(low: float, high: float, decades: float) -> Range:
    return low * 10.0**-decades, high * 10.0**decades


def _with_words(low: float, high: float) -> Range:
    """Return a range with room for three lines above the curves, on a small screen too."""
    bottom, top = _wider(low, high, 0.1)
    return bottom, top * (top / bottom) ** _WORDS


def _ticks() -> list[tuple[float, str]]:
    values = [m * 10.0**k for k in range(-6, 3) for m in _ROUND]
    return [(value, written(value, "g")) for value in values]


def _end(text: str, x: FloatArray, y: FloatArray, role: Role) -> Label:
    """Return the name of a curve behind its right end."""
    return Label(
        text=text, role=role, x=float(x[-1]), y=float(y[-1]), align="left", shift=(6.0, 0.0)
    )


def _line(name: str, x: FloatArray, y: FloatArray, role: Role, dash: Dash) -> Curve:
    point = marked("{name}: {y} with {x} neurons")
    return Curve(name=name, role=role, x=x, y=y, width=2.0, dash=dash, point=point)

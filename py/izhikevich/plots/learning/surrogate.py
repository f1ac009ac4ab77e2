"""A spike as a function of the voltage, and the surrogate of its derivative."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked, written
from izhikevich.plots.spec import Area, Axis, Curve, Pane, Plot, Quantity, Rule
from izhikevich.plots.style import Role

_SPIKE, _SLOPE, _WHERE = (
    Area(bottom=0.68, top=1.0),
    Area(bottom=0.28, top=0.58),
    Area(bottom=0.0, top=0.18),
)
_POINT = marked("{name}: {y:plain} at {x}")


def surrogate_plot(
    v: FloatArray,
    smooth: FloatArray,
    derivative: FloatArray,
    threshold: float,
    visits: tuple[FloatArray, FloatArray],
) -> Plot:
    """Describe the spike and its smooth substitute, the derivatives of both, and where v is.

    Parameters
    ----------
    v : array, shape (n,)
        Voltages, mV.
    smooth, derivative : array, shape (n,)
        The function whose derivative is the surrogate, and that derivative by v, 1/mV.
    threshold : float
        Threshold, mV.
    visits : (edges, parts)
        Distribution of v in the run, shapes (m + 1,) mV and (m,), fractions of the time.
    """
    ends = float(v[0]), float(v[-1])
    edges, parts = visits
    low, high = min(0.0, float(smooth.min())), max(1.0, float(smooth.max()))
    steepest = float(np.abs(derivative).max(initial=0.0)) or 0.01
    lowest = min(0.0, float(derivative.min()))
    voltage = Axis(Quantity("v", "mV", ".0f"), range=ends)
    step = np.array([ends[0], threshold, threshold, ends[1]]), np.array([0.0, 0.0, 1.0, 1.0])
    # Zero, and unbounded at the threshold: outside the picture.
    true = (
        np.array([ends[0], threshold, threshold, threshold, ends[1]]),
        np.array([0.0, 0.0, 2.0 * steepest, 0.0, 0.0]),
    )
    return Plot(
        panes=[
            Pane(
                x=voltage,
                y=Axis(
                    Quantity("spike", digits=".3g"),
                    range=(low - 0.1, high + 0.1),
                    ticks=[(0.0, "0"), (0.5, written(0.5, "g")), (1.0, "1")],
                    grid=True,
                ),
                area=_SPIKE,
                heading="the spike, a step, and its surrogate",
                series=[
                    _line("surrogate", v, smooth, Role.GRADIENT),
                    _line("spike", *step, Role.INK),
                ],
            ),
            Pane(
                x=voltage,
                y=Axis(
                    Quantity("derivative", "1/mV", ".3g"),
                    range=(1.15 * lowest - 0.06 * steepest, 1.2 * steepest),
                    ticks=3,
                    grid=True,
                ),
                area=_SLOPE,
                heading="their derivatives (1/mV)",
                series=[
                    _line("derivative of the surrogate", v, derivative, Role.GRADIENT),
                    _line("true derivative", *true, Role.INK),
                ],
            ),
            Pane(
                x=voltage,
                y=Axis(Quantity("fraction of time", digits=".3g"), from_zero=True, ticks=3),
                area=_WHERE,
                heading="where v is in this run (fraction of time)",
                series=[
                    Curve(
                        name="v",
                        role=Role.VOLTAGE,
                        x=edges,
                        y=np.append(parts, 0.0),
                        step="after",
                        point=_POINT,
                    )
                ],
                marks=[Rule(role=Role.FAINT, x=threshold, dash="dot")],
            ),
        ]
    )


def _line(name: str, x: FloatArray, y: FloatArray, role: Role) -> Curve:
    width = 2.0 if role is Role.GRADIENT else 1.5
    return Curve(name=name, role=role, x=x, y=y, width=width, point=_POINT)

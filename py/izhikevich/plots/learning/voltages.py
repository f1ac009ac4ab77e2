"""A learning neuron over time: v before and now, u, and the surrogate's derivative along v."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import marked
from izhikevich.plots.spec import Area, Axis, Curve, Pane, Plot, Quantity, Series, Strokes, padded
from izhikevich.plots.style import Role

_V, _U, _SLOPE = (
    Area(bottom=0.56, top=1.0),
    Area(bottom=0.3, top=0.44),
    Area(bottom=0.0, top=0.18),
)


def voltages_plot(
    t: FloatArray,
    v: tuple[FloatArray, FloatArray],
    u: FloatArray,
    slope: FloatArray,
    peak: float,
    targets: FloatArray,
) -> Plot:
    """Describe v before and now, u, and the surrogate's derivative along v.

    Parameters
    ----------
    t : array, shape (n,)
        Times, ms.
    v : (array, array)
        Voltages, mV, before learning and now; drawn up to the peak.
    u : array, shape (n,)
        Recovery variable, mV/ms, now.
    slope : array, shape (n,)
        Derivative of the surrogate at v, now, 1/mV.
    peak : float
        Threshold of spikes, mV.
    targets : array
        Times when it should fire, ms.
    """
    before, now = (np.minimum(one, peak) for one in v)
    floor = 10.0 * np.floor(0.1 * min(float(before.min()), float(now.min()), -70.0) - 0.2)
    steepest = float(slope.max(initial=0.0)) or 0.01
    time = Axis(Quantity("t", "ms", ".1f"), range=(0.0, float(t[-1])))
    ceiling = peak + 8.0
    of_v: list[Series] = []
    if targets.size:
        of_v.append(
            Strokes(
                name="target",
                role=Role.CURRENT,
                x=targets,
                y=np.full(targets.size, 0.5 * (floor + ceiling)),
                half=0.5 * (ceiling - floor),
                width=6.0,
                opacity=0.25,
                point=None,
                data=(targets,),
            )
        )
    of_v += [
        _line("v before learning", t, before, Role.FAINT),
        _line("v", t, now, Role.VOLTAGE),
    ]
    return Plot(
        panes=[
            Pane(
                x=time,
                y=Axis(Quantity("v", "mV", ".3g"), range=(floor, peak + 10.0), ticks=4, grid=True),
                area=_V,
                heading="v (mV)",
                notes=[("before learning", Role.MUTED), ("now", Role.VOLTAGE)],
                series=of_v,
            ),
            Pane(
                x=time,
                y=Axis(
                    Quantity("u", "mV/ms", ".3g"),
                    range=padded(float(u.min()), float(u.max())),
                    ticks=3,
                ),
                area=_U,
                heading="u (mV/ms)",
                series=[_line("u", t, u, Role.RECOVERY)],
            ),
            Pane(
                x=time,
                y=Axis(
                    Quantity("derivative", "1/mV", ".3g"),
                    range=(min(0.0, float(slope.min())), 1.1 * steepest),
                    ticks=3,
                ),
                area=_SLOPE,
                heading="surrogate's derivative at v (1/mV)",
                series=[_line("derivative", t, slope, Role.GRADIENT)],
            ),
        ]
    )


def _line(name: str, t: FloatArray, y: FloatArray, role: Role) -> Curve:
    samples = np.ascontiguousarray(y)
    return Curve(name=name, role=role, x=t, y=samples, point=marked("{name} {y} at {x}"))

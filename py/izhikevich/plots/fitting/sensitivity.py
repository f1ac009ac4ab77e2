"""How much the spikes of a fitted model depend on the time step, in several schemes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from izhikevich.fitting.objective import GOOD_COUNT
from izhikevich.fitting.sensitivity import Sensitivity, SolvedSweep
from izhikevich.messages import Message, Number, joined, marked, msg, written
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.plots.spec import Area, Axis, Curve, Marker, Pane, Plot, Quantity, Rule, upwards
from izhikevich.plots.style import Role

_ROLES = (Role.RECOVERY, Role.DECODED, Role.GRADIENT)
_STEP = Quantity("dt", "ms", ".4g")
_COUNTS = Quantity("largest difference of the spike counts", "%", ".3g")
_LAST = Quantity("largest difference of the last spikes", "ms", ".3g")
_TOP, _BOTTOM = Area(bottom=0.56), Area(top=0.36)
_LIMIT = 100.0 * GOOD_COUNT  # %


def sensitivity_plot(found: Sensitivity) -> Plot:
    """Describe how far counts and last spikes are from the accurate ones, over the time step."""
    steps = sorted({one.dt for one in found.solved})
    axis = Axis(
        _STEP,
        range=(steps[0] / 1.15, steps[-1] * 1.15),
        kind="log",
        ticks=[(step, written(step, "g")) for step in steps],
    )
    counts, last = _curves(found, steps, _count), _curves(found, steps, _last, legend=False)
    return Plot(
        legend="below",
        results=[_in_words(found)],
        panes=[
            Pane(
                x=axis,
                y=Axis(_COUNTS, range=upwards(counts, 1.2 * _LIMIT), ticks=4, grid=True),
                heading=_COUNTS,
                area=_TOP,
                series=counts,
                marks=[Rule(role=Role.INK, y=_LIMIT, dash="dash", below=True)],
            ),
            Pane(
                x=axis,
                y=Axis(_LAST, range=upwards(last, 1.0), ticks=4, grid=True),
                heading=_LAST,
                area=_BOTTOM,
                series=last,
            ),
        ],
    )


def _count(one: SolvedSweep) -> float:
    return 100.0 * abs(one.spikes - one.accurate) / max(1, one.accurate)


def _last(one: SolvedSweep) -> float:
    return abs(one.last)


def _curves(
    found: Sensitivity,
    steps: Sequence[float],
    of: Callable[[SolvedSweep], float],
    *,
    legend: bool = True,
) -> list[Curve]:
    """Return for each scheme the largest value in any sweep, over the time step."""
    curves = []
    for k, scheme in enumerate(dict.fromkeys(one.scheme for one in found.solved)):
        own = [one for one in found.solved if one.scheme == scheme]
        rows = [[of(one) for one in own if one.dt == dt] for dt in steps]
        # A sweep without spikes has no last one to compare.
        largest = [max((x for x in row if np.isfinite(x)), default=np.nan) for row in rows]
        curves.append(
            Curve(
                name=msg(SCHEMES[scheme].title),
                role=_ROLES[k % len(_ROLES)],
                x=np.array(steps),
                y=np.array(largest),
                marker=Marker(size=5.0),
                legend=legend,
                point=marked("{name}: {y} with dt = {x}"),
            )
        )
    return curves


def _in_words(found: Sensitivity) -> Message:
    parts = [
        msg("{scheme}: {dt}", scheme=msg(SCHEMES[name].title), dt=Number(dt, "ms", "g"))
        for name, dt in found.longest().items()
    ]
    return msg(
        "Longest time steps with the spike counts of the accurate solution: {steps}.",
        steps=joined(", ", parts),
    )

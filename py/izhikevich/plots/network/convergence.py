"""Rate and synchrony of a network as functions of its time step, in several schemes."""

from __future__ import annotations

from typing import get_args

from izhikevich._typing import FloatArray
from izhikevich.messages import Message, marked, msg, written
from izhikevich.networks.convergence import Convergence
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES
from izhikevich.plots.spec import RATE, Area, Axis, Curve, Dash, Marker, Pane, Plot, Quantity, Rule
from izhikevich.plots.style import Role

_ROLES = (Role.RECOVERY, Role.DECODED, Role.GRADIENT, Role.VOLTAGE)
_DASHES: tuple[Dash, ...] = get_args(Dash)
_STEP = Quantity("dt", "ms", ".4g")
_SYNCHRONY = Quantity("synchrony", digits=".2f")
_TOP, _BOTTOM = Area(bottom=0.48), Area(top=0.36)


def convergence_plot(found: Convergence) -> Plot:
    """Describe the rate above, the synchrony below, on one logarithmic axis of time steps.

    Parameters
    ----------
    found : Convergence
        Its present time step, if any, is a broken line through both; the curve of its present
        scheme is thicker, and its name says so.
    """
    low, high = float(found.steps[-1]), float(found.steps[0])
    ticks = [(step, written(step, "g")) for step in found.steps.tolist()]
    axis = Axis(_STEP, range=(low / 1.15, high * 1.15), kind="log", ticks=ticks)
    marks = (
        [Rule(role=Role.INK, x=found.present[1], dash="dash", through=True, below=True)]
        if found.present is not None
        else []
    )
    return Plot(
        legend="below",
        panes=[
            Pane(
                x=axis,
                y=Axis(RATE, from_zero=True, grid=True),
                area=_TOP,
                series=_curves(found, found.rates),
                marks=marks,
            ),
            Pane(
                x=axis,
                y=Axis(_SYNCHRONY, from_zero=True, ticks=3, grid=True),
                area=_BOTTOM,
                series=_curves(found, found.synchrony, named=False),
            ),
        ],
    )


def _curves(found: Convergence, rows: FloatArray, named: bool = True) -> list[Curve]:
    """Return a curve for each scheme."""
    present = found.present[0] if found.present is not None else None

    def name(scheme: str) -> Message:
        title = msg(NETWORK_SCHEMES[scheme].title)
        return msg("{scheme} (selected)", scheme=title) if scheme == present else title

    return [
        Curve(
            name=name(scheme),
            width=2.5 if scheme == present else 1.5,
            role=_ROLES[k % len(_ROLES)],
            x=found.steps,
            y=row,
            dash=_DASHES[k // len(_ROLES) % len(_DASHES)],
            marker=Marker(size=4.0),
            legend=named,
            point=marked("{name}: {y} with dt = {x}"),
        )
        for k, (scheme, row) in enumerate(zip(found.schemes, rows, strict=True))
    ]

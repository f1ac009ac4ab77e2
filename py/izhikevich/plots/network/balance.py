"""Rates, regularity and synchrony of a network as functions of its inhibition."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Message, marked, msg, verbatim
from izhikevich.network.names import read_name
from izhikevich.networks.balance import BalanceCurve
from izhikevich.plots.network.raster import dash_of
from izhikevich.plots.network.recorded import role_of_name
from izhikevich.plots.spec import RATE, Area, Axis, Curve, Dash, Marker, Pane, Plot, Quantity, Rule
from izhikevich.plots.style import Role

_DIAL = Quantity("inhibition", digits=".3g")
_SHARE = Quantity("CV, synchrony", digits=".2f")
_TOP, _BOTTOM = Area(bottom=0.48), Area(top=0.36)


def balance_plot(found: BalanceCurve) -> Plot:
    """Describe rates above, coefficient of variation and synchrony below, on one axis.

    Parameters
    ----------
    found : BalanceCurve
        Its present inhibition, if any, is a broken line through both.
    """
    low, high = float(found.dials[0]), float(found.dials[-1])
    if found.present is not None:
        low, high = min(low, found.present), max(high, found.present)
    margin = 0.03 * (high - low) or 0.5
    dial = Axis(_DIAL, range=(low - margin, high + margin))
    roles = [role_of_name(name) for name in found.populations]
    rates = [
        _curve(
            read_name(name),
            role,
            found.dials,
            found.rates[:, k],
            dash_of(roles, k),
        )
        for k, (name, role) in enumerate(zip(found.populations, roles, strict=True))
    ]
    marks = (
        [Rule(role=Role.INK, x=found.present, dash="dash", through=True, below=True)]
        if found.present is not None
        else []
    )
    most = np.nanmax([1.0, *found.cv[np.isfinite(found.cv)]])
    return Plot(
        legend="below",
        panes=[
            Pane(
                x=dial,
                y=Axis(RATE, from_zero=True, grid=True),
                area=_TOP,
                series=rates,
                marks=marks,
            ),
            Pane(
                x=dial,
                y=Axis(_SHARE, range=(0.0, 1.05 * float(most)), ticks=3, grid=True),
                area=_BOTTOM,
                series=[
                    _share(msg("CV of the intervals"), Role.DECODED, found.dials, found.cv),
                    _share(msg("synchrony"), Role.INK, found.dials, found.synchrony),
                ],
            ),
        ],
    )


def _share(name: str, role: Role, x: FloatArray, y: FloatArray) -> Curve:
    return replace(_curve(name, role, x, y), value=Quantity(name, digits=_SHARE.digits))


def _curve(name: str, role: Role, x: FloatArray, y: FloatArray, dash: Dash = "solid") -> Curve:
    return Curve(
        name=name if isinstance(name, Message) else verbatim(name),
        role=role,
        x=x,
        y=y,
        dash=dash,
        marker=Marker(size=4.0),
        stays="compared",
        point=marked("{name}: {y} with inhibition {x}"),
    )

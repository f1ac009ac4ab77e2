"""A plot for print without colours: what colours alone distinguished is dashed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from izhikevich.plots.spec import Curve, Dash, Plot, Series
from izhikevich.plots.style import Role

#: Dashes of the roles whose grey is close to that of another.
_DASHES: Mapping[Role, Dash] = MappingProxyType(
    {
        Role.RECOVERY: "dash",
        Role.INHIBITORY: "dash",
        Role.NEGATIVE: "dash",
        Role.DECODED: "longdash",
        Role.GRADIENT: "dot",
    }
)


def monochrome(plot: Plot) -> Plot:
    """Return a plot whose solid curves are dashed where colours distinguished them."""
    return replace(
        plot,
        panes=[
            replace(pane, series=[_dashed(series) for series in pane.series]) for pane in plot.panes
        ],
    )


def _dashed(series: Series) -> Series:
    role = series.role
    if isinstance(series, Curve) and series.dash == "solid" and role in _DASHES:
        return replace(series, dash=_DASHES[role])
    return series

"""The spikes of a network, with the rates of its populations below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.plots.network.bands import (
    Band,
    band_of,
    band_ticks,
    gap_between,
    make_bands,
    row,
)
from izhikevich.plots.spec import (
    RATE,
    Area,
    Axis,
    Curve,
    Dash,
    Dots,
    Label,
    Marker,
    Pane,
    Plot,
    Quantity,
    Raster,
    selected,
)
from izhikevich.plots.style import Role

_RATES, _SPIKES = Area(top=0.2), Area(bottom=0.28)
_TIME = Quantity("t", "ms", ".1f")
_DASHES: tuple[Dash, ...] = get_args(Dash)
_LINES: Mapping[Dash, str] = {
    "solid": "\N{EM DASH}",
    "dash": "\N{EN DASH} \N{EN DASH}",
    "dot": "\N{MIDDLE DOT} \N{MIDDLE DOT} \N{MIDDLE DOT}",
    "dashdot": "\N{EN DASH} \N{MIDDLE DOT} \N{EN DASH}",
    "longdash": "\N{EM DASH} \N{EM DASH}",
}
_SMALL = 0.05  # fraction of the axis below which a population gets no name
_BINS = 250  # number of bins of the rates
_LIT = Marker(shape="stroke", size=8.0, edge=2.0)
_LIT_ROLES = (Role.DECODED, Role.GRADIENT, Role.INK)  # none of them that of a population


def raster_plot(
    times: FloatArray,
    indices: Any,
    groups: Any,
    *,
    names: Sequence[str],
    roles: Sequence[Role],
    sizes: Sequence[int],
    t_range: tuple[float, float],
    rates: Sequence[tuple[FloatArray, FloatArray]],
    neuron: int | None = None,
    lit: Sequence[int] = (),
) -> Plot:
    """Describe the spikes, neuron by neuron, with population rates on the same time axis.

    Each population has its own band (`izhikevich.plots.network.bands`).

    Parameters
    ----------
    times : array, shape (n_spikes,)
        Spike times, ms, sorted.
    indices : integer array, shape (n_spikes,)
        Index of the neuron that fired; neuron 0 is at the top.
    groups : integer array, shape (n_spikes,)
        Its population.
    names, roles, sizes : sequences
        Names, roles and sizes of the populations.
    t_range : (float, float)
        Range of the time axis, ms.
    rates : sequence of (times, rates)
        Rate of each population, ms and Hz.
    neuron : int, optional
        The selected neuron, which is marked at the right.
    lit : sequence of int
        Neurons whose spikes stand out, each in the colour of its trace (`lit_roles`).
    """
    time = Axis(_TIME, range=t_range)
    return Plot(
        panes=[
            raster_pane(
                times,
                indices,
                groups,
                names=names,
                roles=roles,
                sizes=sizes,
                time=time,
                neuron=neuron,
                lit=lit,
                keyed=True,
            ),
            Pane(
                x=time,
                y=Axis(RATE, from_zero=True, ticks=3),
                area=_RATES,
                heading=RATE,
                series=[
                    Curve(
                        name=name,
                        role=role,
                        x=t,
                        y=rate,
                        dash=dash_of(roles, k),
                        point=marked("{name}: {y} at {x}"),
                    )
                    for k, (name, role, (t, rate)) in enumerate(
                        zip(names, roles, rates, strict=True)
                    )
                ],
            ),
        ]
    )


def raster_pane(
    times: FloatArray,
    indices: Any,
    groups: Any,
    *,
    names: Sequence[str],
    roles: Sequence[Role],
    sizes: Sequence[int],
    time: Axis,
    neuron: int | None = None,
    lit: Sequence[int] = (),
    keyed: bool = False,
) -> Pane:
    """Describe the spikes alone; parameters as in `raster_plot`.

    With `keyed`, the names are also the key to curves of the populations.
    """
    n = int(np.sum(sizes))
    bands = make_bands(sizes)
    texts = _texts(names, roles, sizes, keyed=keyed)
    marks: list[Label | Dots] = [*_names(texts, roles, bands)]
    if neuron is not None:
        marks.append(selected(row(band_of(bands, neuron), neuron)))
    for one, role in zip(lit, lit_roles(len(lit)), strict=True):
        at = row(band_of(bands, one), one)
        own = np.asarray(times)[np.asarray(indices) == one]
        marks.append(Dots(role=role, x=own, y=np.full(own.size, at), marker=_LIT))
        if one != neuron:
            marks.append(selected(at, role))
    return Pane(
        x=time,
        y=Axis(
            Quantity("neuron", digits=".0f"),
            range=(n - 0.5, -0.5),
            ticks=band_ticks(bands) if len(bands) > 1 else 5,
        ),
        area=_SPIKES,
        series=[
            Raster(
                name="spikes",
                role=roles[0],
                x=times,
                y=indices,
                groups=groups,
                names=names,
                roles=roles,
                bands=bands,
                point=marked("{name} at {x}"),
            )
        ],
        marks=marks,
    )


def lit_roles(count: int) -> list[Role]:
    """Return the roles of lit neurons from top to bottom: neighbours differ."""
    return [_LIT_ROLES[k % len(_LIT_ROLES)] for k in range(count)]


def sized(name: str, size: int) -> Message:
    """Return the name of a population with its number of neurons."""
    return Message("{name} ({size})", {"name": name, "size": Number(size, form=",")})


def rate_width(t_range: tuple[float, float], dt: float) -> float:
    """Return the width (ms) of the bins of the rates below a raster."""
    start, stop = t_range
    return min(max(2.0 * dt, (stop - start) / _BINS), stop - start)


def dash_of(roles: Sequence[Role], k: int) -> Dash:
    """Return how the curve of a population is drawn: those with the same colour differ."""
    return _DASHES[roles[:k].count(roles[k]) % len(_DASHES)]


def _texts(
    names: Sequence[str], roles: Sequence[Role], sizes: Sequence[int], *, keyed: bool
) -> Sequence[str]:
    """Return the names of populations, with their sizes if there are several.

    With `keyed` also how their curves are drawn, if colours alone do not tell.
    """
    if len(names) == 1:
        return names
    plain = [sized(name, size) for name, size in zip(names, sizes, strict=True)]
    if not keyed or len(set(roles)) == len(roles):
        return plain
    return [
        msg("{line} {name}", line=_LINES[dash_of(roles, k)], name=name)
        for k, name in enumerate(plain)
    ]


def _names(texts: Sequence[str], roles: Sequence[Role], bands: Sequence[Band]) -> list[Label]:
    """Return names and sizes of the populations, above the right end of their bands.

    Where the gaps are too low for that, they are in the bands.
    """
    least = _SMALL * sum(band["size"] for band in bands)
    roomy = gap_between(len(bands)) >= _SMALL
    return [
        Label(
            text=text,
            role=role,
            x=1.0,
            y=band["top"],
            x_in="pane",
            align="right",
            valign="bottom" if roomy or not band["first"] else "top",
            shift=(0.0, -1.0 if roomy else 0.0),
            size=11.0 if roomy else 12.0,
            boxed=not roomy,
            band=True,
        )
        for text, role, band in zip(texts, roles, bands, strict=True)
        if band["height"] >= least
    ]

"""The figures of the Ensemble view, by the name of their panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from izhikevich.analysis import population_rate
from izhikevich.figures.decoded import Row, decoded_figure
from izhikevich.figures.decoders import decoders_figure
from izhikevich.figures.membrane import membrane_figure
from izhikevich.figures.plane import plane_figure
from izhikevich.figures.raster import raster_figure, rate_width
from izhikevich.figures.rates import rates_figure
from izhikevich.figures.style import NEGATIVE, POSITIVE, Figure, literal, padded
from izhikevich.figures.tuning import tuning_figure
from izhikevich.neuron.rules import FloatArray
from izhikevich.views.ensemble.shown import Shown

_ROOM = 1.6  # radii to the edge of the axis on which one draws
_SMALL = 0.4  # part of the radius
_CURVE_POINTS = 101
_PEAK = 30.0  # mV


def signal(shown: Shown) -> Figure:
    """Return what is decoded over what it should be, ensemble by ensemble."""
    setup = shown.setup
    titles = ["integral of the input" if setup.loop else "x"]
    if setup.dimensions > 1:
        titles = ["x, y"]
    if setup.function is not None:
        titles.append(literal(setup.function.text))
    rows = []
    for k, (title, ensemble) in enumerate(zip(titles, setup.ensembles, strict=True)):
        target, decoded = shown.targets[k], shown.decoded[k]
        ends = _range(target, ensemble.radius)
        if k:  # one does not draw there
            both = np.concatenate([target, decoded])
            low, high = (float(end) for end in np.quantile(both, (0.002, 0.998)))
            ends = padded(min(low, 0.0), max(high, 0.5))
        rows.append(Row(title, target, decoded, ends))
    given = np.ascontiguousarray(shown.given[:, 0])
    return decoded_figure(shown.t, rows, (shown.t, given), setup.duration)


def _range(target: FloatArray, radius: float) -> tuple[float, float]:
    """Return an axis with room to draw in; a small signal gets a closer look."""
    low, high = float(target.min(initial=0.0)), float(target.max(initial=0.0))
    if 0.0 < max(high, -low) < _SMALL * radius:
        return padded(2.0 * low, 2.0 * high)
    return -_ROOM * radius, _ROOM * radius


def raster(shown: Shown) -> Figure:
    """Return the spikes in the order of the encoders, and the rates of both kinds."""
    times, indices = shown.spikes
    above = int(shown.positive.sum())
    kinds = [
        ("positive encoders", POSITIVE, above),
        ("negative encoders", NEGATIVE, shown.n - above),
    ]
    if shown.dimensions > 1:
        kinds = [("by the angle of their encoders", POSITIVE, shown.n)]
    kinds = [kind for kind in kinds if kind[2]]
    groups = (~shown.positive[indices]).astype(np.intp) if len(kinds) > 1 else 0 * indices
    width = rate_width((0.0, shown.setup.duration), shown.result.dt)
    rates = [
        population_rate(times[groups == k], size, 0.0, shown.setup.duration, width)
        for k, (_, _, size) in enumerate(kinds)
    ]
    return raster_figure(
        times,
        indices,
        groups,
        names=[name for name, *_ in kinds],
        colors=[colour for _, colour, _ in kinds],
        sizes=[size for *_, size in kinds],
        t_range=(0.0, shown.setup.duration),
        rates=rates,
        neuron=shown.chosen,
    )


def tuning(shown: Shown) -> Figure:
    """Return the tuning curves; in two dimensions the encoders around what is decoded."""
    if shown.dimensions == 2:
        k = shown.setup.looked_at
        fastest = float(shown.built.max_rates.max())
        return plane_figure(
            shown.built.encoders[shown.order],
            shown.built.max_rates[shown.order] / fastest,
            shown.built.ensemble.radius,
            shown.targets[k],
            shown.decoded[k],
            shown.chosen,
        )
    radius = shown.built.ensemble.radius
    x = np.linspace(-radius, radius, _CURVE_POINTS)
    return tuning_figure(
        x,
        shown.fit.rates(x[:, None])[:, shown.order],
        shown.positive,
        shown.chosen,
        "represented value",
    )


def cell(shown: Shown) -> Figure:
    """Return voltage and recovery of the neuron looked at."""
    times, indices = shown.spikes
    fired = np.searchsorted(shown.t, times[indices == shown.chosen] - 0.5 * shown.result.dt)
    v, u = (shown.result[quantity][:, 0] for quantity in ("voltage", "recovery"))
    return membrane_figure(
        shown.t,
        np.ascontiguousarray(v),
        np.ascontiguousarray(u),
        fired,
        _PEAK,
        shown.setup.duration,
    )


def decoders(shown: Shown) -> Figure:
    """Return the decoders of the ensemble looked at, for what is made of it."""
    function = shown.setup.function if shown.setup.looked_at == 0 else None
    found = shown.fit.solve(function)
    onset = shown.built.ensemble.radius * shown.built.intercepts
    title = "where it begins to fire, along its encoder"
    if shown.dimensions == 1:
        onset, title = onset * shown.built.encoders[:, 0], "value at which it begins to fire"
    return decoders_figure(
        onset[shown.order],
        found.values.T[shown.order],
        shown.positive,
        shown.chosen,
        (title, literal(function.text) if function else "x"),
    )


def rates(shown: Shown) -> Figure:
    """Return the distribution of the mean rates."""
    return rates_figure(shown.rates, shown.positive, shown.chosen)


#: Panels that are drawn at once, in this order.
QUICK: Mapping[str, Callable[[Shown], Figure]] = {
    "signal": signal,
    "raster": raster,
    "tuning": tuning,
    "cell": cell,
}
#: Those that are drawn after.
LATER: Mapping[str, Callable[[Shown], Figure]] = {"decoders": decoders, "rates": rates}

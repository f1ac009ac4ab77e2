"""The plots of the Ensemble view, by the name of their panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.analysis import population_rate
from izhikevich.plots.ensemble.decoded import Row, decoded_plot
from izhikevich.plots.ensemble.decoders import decoders_plot
from izhikevich.plots.ensemble.membrane import membrane_plot
from izhikevich.plots.ensemble.plane import plane_plot
from izhikevich.plots.ensemble.rates import rates_plot
from izhikevich.plots.ensemble.tuning import tuning_plot
from izhikevich.plots.network.raster import raster_plot, rate_width
from izhikevich.plots.spec import Plot, padded
from izhikevich.plots.style import Role
from izhikevich.views.ensemble.shown import Shown

_ROOM = 1.6  # radii to the edge of the axis on which one draws
_SMALL = 0.4  # part of the radius
_CURVE_POINTS = 101
_PEAK = 30.0  # mV


def signal(shown: Shown) -> Plot:
    """Return what is decoded over what it should be, ensemble by ensemble."""
    setup = shown.setup
    titles = ["integral of the input" if setup.loop else "x"]
    if setup.dimensions > 1:
        titles = ["x, y"]
    if setup.function is not None:
        titles.append(setup.function.text)
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
    return decoded_plot(shown.t, rows, (shown.t, given), setup.duration)


def _range(target: FloatArray, radius: float) -> tuple[float, float]:
    """Return an axis with room to draw in; a small signal gets a closer look."""
    low, high = float(target.min(initial=0.0)), float(target.max(initial=0.0))
    if 0.0 < max(high, -low) < _SMALL * radius:
        return padded(2.0 * low, 2.0 * high)
    return -_ROOM * radius, _ROOM * radius


def raster(shown: Shown) -> Plot:
    """Return the spikes in the order of the encoders, and the rates of both kinds."""
    times, indices = shown.spikes
    above = int(shown.positive.sum())
    kinds = [
        ("positive encoders", Role.POSITIVE, above),
        ("negative encoders", Role.NEGATIVE, shown.n - above),
    ]
    if shown.dimensions > 1:
        kinds = [("by the angle of their encoders", Role.POSITIVE, shown.n)]
    kinds = [kind for kind in kinds if kind[2]]
    groups = (~shown.positive[indices]).astype(np.intp) if len(kinds) > 1 else 0 * indices
    width = rate_width((0.0, shown.setup.duration), shown.result.dt)
    rates = [
        population_rate(times[groups == k], size, 0.0, shown.setup.duration, width)
        for k, (_, _, size) in enumerate(kinds)
    ]
    return raster_plot(
        times,
        indices,
        groups,
        names=[name for name, *_ in kinds],
        roles=[role for _, role, _ in kinds],
        sizes=[size for *_, size in kinds],
        t_range=(0.0, shown.setup.duration),
        rates=rates,
        neuron=shown.chosen,
    )


def tuning(shown: Shown) -> Plot:
    """Return the tuning curves; in two dimensions the encoders around what is decoded."""
    if shown.dimensions == 2:
        k = shown.setup.looked_at
        fastest = float(shown.built.max_rates.max())
        return plane_plot(
            shown.built.encoders[shown.order],
            shown.built.max_rates[shown.order] / fastest,
            shown.built.ensemble.radius,
            shown.targets[k],
            shown.decoded[k],
            shown.chosen,
        )
    radius = shown.built.ensemble.radius
    x = np.linspace(-radius, radius, _CURVE_POINTS)
    return tuning_plot(
        x,
        shown.fit.rates(x[:, None])[:, shown.order],
        shown.positive,
        shown.chosen,
        "represented value",
    )


def cell(shown: Shown) -> Plot:
    """Return voltage and recovery of the selected neuron."""
    times, indices = shown.spikes
    fired = np.searchsorted(shown.t, times[indices == shown.chosen] - 0.5 * shown.result.dt)
    v, u = (shown.result[quantity][:, 0] for quantity in ("voltage", "recovery"))
    return membrane_plot(
        shown.t,
        np.ascontiguousarray(v),
        np.ascontiguousarray(u),
        fired,
        _PEAK,
        shown.setup.duration,
    )


def decoders(shown: Shown) -> Plot:
    """Return the decoders of the selected ensemble, for what is made of it."""
    function = shown.setup.function if shown.setup.looked_at == 0 else None
    found = shown.fit.solve(function)
    onset = shown.built.ensemble.radius * shown.built.intercepts
    title = "where it begins to fire, along its encoder"
    if shown.dimensions == 1:
        onset, title = onset * shown.built.encoders[:, 0], "value at which it begins to fire"
    return decoders_plot(
        onset[shown.order],
        found.values.T[shown.order],
        shown.positive,
        shown.chosen,
        (title, function.text if function else "x"),
    )


def rates(shown: Shown) -> Plot:
    """Return the distribution of the mean rates."""
    return rates_plot(shown.rates, shown.positive, shown.chosen)


#: Panels that are drawn at once, in this order.
QUICK: Mapping[str, Callable[[Shown], Plot]] = {
    "signal": signal,
    "raster": raster,
    "tuning": tuning,
    "cell": cell,
}
#: Those that are drawn after.
LATER: Mapping[str, Callable[[Shown], Plot]] = {"decoders": decoders, "rates": rates}

"""The plots of the Network view, by the name of their panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.analysis import (
    cv_distribution,
    interval_distribution,
    peak,
    population_rate,
    spectrum,
)
from izhikevich.network.populations import Population, Source
from izhikevich.network.projections import Projection
from izhikevich.plots.network.graph import graph_plot
from izhikevich.plots.network.intervals import intervals_plot
from izhikevich.plots.network.recorded import recorded_plot, role_of
from izhikevich.plots.network.spectrum import spectrum_plot
from izhikevich.plots.network.weights import matrix_plot, weights_plot
from izhikevich.plots.neuron.phase_plane import phase_plot
from izhikevich.plots.neuron.trace import trace_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.plots.style import Role
from izhikevich.progress import Progress
from izhikevich.views.network.shown import Shown

_AT_ONCE = 500_000  # synapses between two reports of progress
_SQUARES = 100  # of the matrix, along each side
_NO_COURSE = "The network diverged before a step of this neuron was recorded."
_SHORTEST = 2.0  # ms that have a spectrum: two bins of the rate
_BANDS = (("alpha", 5.0, 14.0), ("gamma", 25.0, 60.0))


def raster(shown: Shown) -> Plot:
    """Return the spikes, and the rates of the populations beneath."""
    return recorded_plot(
        *shown.spikes,
        shown.populations,
        (shown.start, shown.stop),
        dt=shown.session.net.dt,
        neuron=shown.where[0].start + shown.where[1],
    )


def cell(shown: Shown) -> Plot:
    """Return voltage and current of the selected neuron."""
    if shown.trace is None:
        return empty(_NO_COURSE)
    return trace_plot(shown.trace, shown.parameters.units["I"], (shown.start, shown.stop))


def phase(shown: Shown) -> Plot:
    """Return the phase plane of the selected neuron, at its mean current."""
    if shown.trace is None:
        return empty(_NO_COURSE)
    current = float(shown.trace.current.mean())
    return phase_plot(shown.parameters, shown.trace, current, 0.0)


def intervals(shown: Shown) -> Plot:
    """Return how regular the neurons fire."""
    times, indices = shown.genuine
    edges, counts = interval_distribution(times, indices, shown.n, 2.0, longest=300.0)
    return intervals_plot(
        edges, counts.astype(np.float64), cv_distribution(times, indices, shown.n)
    )


def rhythms(shown: Shown) -> tuple[FloatArray, FloatArray, list[tuple[str, float, float]]]:
    """Return the spectrum of the rate of all neurons, and its peaks by name."""
    times, _ = shown.genuine
    _, rate = population_rate(times, shown.n, shown.start, shown.stop, 1.0)
    frequencies, power = spectrum(rate, 1.0, segment=min(1000.0, float(rate.size)))
    found = []
    for name, low, high in _BANDS:
        highest = peak(frequencies, power, low, high)
        if highest is not None:
            found.append((name, highest.frequency, highest.power))
    return frequencies, power, found


def rhythm(shown: Shown) -> Plot:
    """Return the spectrum, where there is enough time for one."""
    if shown.stop - shown.start < _SHORTEST:
        return empty("The run is too short for a spectrum.")
    return spectrum_plot(*rhythms(shown))


def weights(shown: Shown) -> Iterator[Progress | Plot]:
    """Compute the distribution of weights, at first and now, of what excites and what inhibits."""
    net = shown.session.net
    parts = []
    for name, role, sign in (
        ("excitatory", Role.EXCITATORY, 1.0),
        ("inhibitory", Role.INHIBITORY, -1.0),
    ):
        own = [p for p in net.projections if _sign(p) == sign]
        if own:
            yield Progress(0.0, "Counting weights")
            first = np.concatenate([sign * p.synapses.weights for p in own])
            learns = any(p.plasticity is not None for p in own)
            now = np.concatenate([sign * net.weights(p) for p in own]) if learns else first
            parts.append((name, role, first, now))
    yield (yield from weights_plot(parts))


def matrix(shown: Shown) -> Iterator[Progress | Plot]:
    """Compute who is connected to whom."""
    n, m = shown.n, min(_SQUARES, shown.n)
    total = np.zeros(m * m)
    projections = [p for p in shown.session.net.projections if not isinstance(p.pre, Source)]
    for k, projection in enumerate(projections):
        synapses, signed = projection.synapses, _sign(projection)
        pre = (np.arange(synapses.n_pre) + projection.pre.start) * m // n
        post = (np.arange(synapses.n_post) + projection.post.start) * m // n
        now = shown.session.net.weights(projection)
        for first in range(0, synapses.n, _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            ids = np.arange(first, min(first + _AT_ONCE, synapses.n))
            sources = np.searchsorted(synapses.starts, ids, side="right") - 1
            at = post[synapses.targets[some]] * m + pre[sources]
            total += np.bincount(at, weights=signed * now[some], minlength=m * m)
            yield Progress((k + first / synapses.n) / len(projections), "Looking at connections")
    sizes = np.bincount(np.arange(n) * m // n, minlength=m)
    firsts = [float(p.start) for p in shown.populations]
    yield matrix_plot(total.reshape(m, m) / np.outer(sizes, sizes), n, firsts)


def graph(shown: Shown) -> Plot:
    """Return populations and the projections between them."""
    net = shown.session.net
    number = {population: k for k, population in enumerate(net.populations)}
    edges = [
        (
            number[p.pre],
            number[p.post],
            _sign(p) * float(net.weights(p).mean()),
            p.synapses.n,
        )
        for p in net.projections
        if isinstance(p.pre, Population) and p.synapses.n
    ]
    return graph_plot(
        [p.name for p in net.populations],
        [p.size for p in net.populations],
        [role_of(p) for p in net.populations],
        edges,
    )


def _sign(projection: Projection) -> float:
    """Return -1 for what inhibits, else 1."""
    return -1.0 if projection.target == "inh" else 1.0


def strongest(shown: Shown, count: int = 3) -> tuple[list[str], list[str]]:
    """Return the strongest inputs and targets of the selected neuron, in words."""
    neuron = shown.where[0].start + shown.where[1]
    inputs: list[tuple[float, int]] = []
    targets: list[tuple[float, int]] = []
    for projection in shown.session.net.projections:
        if isinstance(projection.pre, Source):
            continue
        synapses, first, last = projection.synapses, projection.pre.start, projection.post.start
        signed = _sign(projection) * shown.session.net.weights(projection)
        if first <= neuron < projection.pre.stop:
            own = slice(*synapses.starts[neuron - first : neuron - first + 2].tolist())
            others = (synapses.targets[own] + last).tolist()
            targets += zip(signed[own].tolist(), others, strict=True)
        at = np.flatnonzero(synapses.targets == neuron - last)
        others = (np.searchsorted(synapses.starts, at, side="right") - 1 + first).tolist()
        inputs += zip(signed[at].tolist(), others, strict=True)
    return tuple(
        [
            f"{other} ({weight:.3g})"
            for weight, other in sorted(found, key=lambda p: -abs(p[0]))[:count]
        ]
        for found in (inputs, targets)
    )  # type: ignore[return-value]


#: Panels that are drawn at once.
QUICK: Mapping[str, Callable[[Shown], Plot]] = {
    "raster": raster,
    "phase": phase,
    "cell": cell,
}
#: Those that are computed after, with progress.
LATER: Mapping[str, Callable[[Shown], Iterator[Progress | Plot]]] = {
    "intervals": lambda shown: iter((intervals(shown),)),
    "spectrum": lambda shown: iter((rhythm(shown),)),
    "weights": weights,
    "graph": lambda shown: iter((graph(shown),)),
    "matrix": matrix,
}

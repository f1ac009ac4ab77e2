"""The connectivity matrix."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.network.populations import Source
from izhikevich.network.projections import Projection
from izhikevich.plots.network.weights import matrix_plot
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress
from izhikevich.views.network.connections import few_fraction, few_of, sign, unit_of
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

_AT_ONCE = 500_000  # synapses between two progress reports
_SQUARES, _FEW_SQUARES = 100, 50  # cells of the matrix, along each side


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Compute the connectivity matrix."""
    yield from _drawn(shown, _SQUARES, 1.0)


def coarse(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Estimate it from some of the synapses, for larger squares."""
    yield from _drawn(shown, _FEW_SQUARES, few_fraction(_projections(shown)))


def _projections(shown: Snapshot) -> list[Projection]:
    return [p for p in shown.session.net.projections if not isinstance(p.pre, Source)]


def _drawn(shown: Snapshot, squares: int, fraction: float) -> Iterator[Progress | Plot]:
    n, m = shown.n, min(squares, shown.n)
    total = np.zeros(m * m)
    projections = _projections(shown)
    for k, projection in enumerate(projections):
        synapses, signed = projection.synapses, sign(projection)
        pre = (np.arange(synapses.n_pre) + projection.pre.start) * m // n
        post = (np.arange(synapses.n_post) + projection.post.start) * m // n
        now = shown.session.net.weights(projection)
        some = few_of(synapses.n, fraction)
        count = synapses.n if some is None else some.size
        for first in range(0, count, _AT_ONCE):
            end = min(first + _AT_ONCE, count)
            ids = np.arange(first, end) if some is None else some[first:end]
            sources = np.searchsorted(synapses.starts, ids, side="right") - 1
            at = post[synapses.targets[ids]] * m + pre[sources]
            weights = signed * now[ids] * (synapses.n / count)
            total += np.bincount(at, weights=weights, minlength=m * m)
            yield Progress((k + first / count) / len(projections), "Reading connections")
    sizes = np.bincount(np.arange(n) * m // n, minlength=m)
    firsts = [float(p.start) for p in shown.populations]
    yield matrix_plot(total.reshape(m, m) / np.outer(sizes, sizes), n, firsts, unit_of(projections))


PANEL = Panel(
    name="matrix",
    title="Connections",
    help="Which neurons connect to which, and how strongly.",
    place="extra",
    on_demand=True,
    order=80,
    build=build,
    coarse=coarse,
)

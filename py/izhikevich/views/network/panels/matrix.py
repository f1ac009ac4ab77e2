"""The connectivity matrix."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.network.populations import Source
from izhikevich.plots.network.weights import matrix_plot
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress
from izhikevich.views.network.connections import sign
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

_AT_ONCE = 500_000  # synapses between two progress reports
_SQUARES = 100  # cells of the matrix, along each side


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Compute the connectivity matrix."""
    n, m = shown.n, min(_SQUARES, shown.n)
    total = np.zeros(m * m)
    projections = [p for p in shown.session.net.projections if not isinstance(p.pre, Source)]
    for k, projection in enumerate(projections):
        synapses, signed = projection.synapses, sign(projection)
        pre = (np.arange(synapses.n_pre) + projection.pre.start) * m // n
        post = (np.arange(synapses.n_post) + projection.post.start) * m // n
        now = shown.session.net.weights(projection)
        for first in range(0, synapses.n, _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            ids = np.arange(first, min(first + _AT_ONCE, synapses.n))
            sources = np.searchsorted(synapses.starts, ids, side="right") - 1
            at = post[synapses.targets[some]] * m + pre[sources]
            total += np.bincount(at, weights=signed * now[some], minlength=m * m)
            yield Progress((k + first / synapses.n) / len(projections), "Reading connections")
    sizes = np.bincount(np.arange(n) * m // n, minlength=m)
    firsts = [float(p.start) for p in shown.populations]
    yield matrix_plot(total.reshape(m, m) / np.outer(sizes, sizes), n, firsts)


PANEL = Panel(
    name="matrix",
    title="Connections",
    help="Which neurons connect to which, and how strongly.",
    place="extra",
    on_demand=True,
    order=80,
    build=build,
)

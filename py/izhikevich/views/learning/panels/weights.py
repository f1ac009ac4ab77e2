"""The weights as matrices, and their changes."""

from __future__ import annotations

from izhikevich.messages import msg
from izhikevich.plots.learning.weights import Matrix, weights_plot
from izhikevich.plots.spec import Plot
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return all matrices of weights, and their changes."""
    session = shown.session
    matrices = []
    for name, now in shown.weights.items():
        if now.ndim == 2:
            to_readout = session.classifies and name.startswith(f"{len(shown.model.layers) - 1}/")
            what = msg("readout") if to_readout else msg("input")
            if not to_readout and not name.startswith("0/"):
                what = msg("second layer")
            if name.endswith("recurrent"):
                what = msg("recurrent")
            unit = "" if to_readout else "mV/ms"
            matrices.append(Matrix(what, shown.first_weights[name], now, unit))
    return weights_plot(matrices)


PANEL = Panel(
    name="weights",
    title="Weights",
    help="The weights as matrices (columns: from; rows: to), and what learning has added.",
    place="extra",
    order=60,
    quick=True,
    build=build,
)

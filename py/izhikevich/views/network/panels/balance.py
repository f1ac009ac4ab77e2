"""The effect of the balance of excitation and inhibition on the network."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.networks.balance import balance_curve, dial_of
from izhikevich.plots.network.balance import balance_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, with_progress
from izhikevich.views.network.reruns import too_large
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

_HIGHEST, _STEPS = 3.0, 13


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Run the network for several strengths of inhibition."""
    origin = shown.session.changes.origin  # as it would be built now, after interventions
    dial = dial_of(origin)
    if origin is None or dial is None:
        yield empty("This network has no dial for its inhibition.")
        return
    large = too_large(shown.session.net, "izh.networks.balance_curve(net).plot()")
    if large is not None:
        yield large
        return
    present = float(origin[1][dial])
    dials = np.linspace(0.0, max(_HIGHEST, present), _STEPS)
    yield balance_plot((yield from with_progress(balance_curve, origin, dials)))


PANEL = Panel(
    name="balance",
    title="E/I balance",
    help="Rates, CV of the intervals and synchrony against the strength of inhibition, each "
    "measured in a run of 1 s after 0.1 s; the broken line is the present setting.",
    place="extra",
    on_demand=True,
    tall=True,
    order=55,
    build=build,
)

"""What the balance of excitation and inhibition does to the network."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from izhikevich.messages import Number, msg
from izhikevich.networks.balance import balance_curve, dial_of
from izhikevich.plots.network.balance import balance_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, with_progress
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

#: Networks with more synapses would take minutes.
_MAX_SYNAPSES = 2_500_000
_HIGHEST, _STEPS = 3.0, 13


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Run the network for several strengths of inhibition."""
    net = shown.session.net
    if net.origin is None:  # after interventions: it is measured as it would be built now
        net.origin = shown.session.changes.origin
    dial = dial_of(net)
    if dial is None:
        yield empty("This network has no dial for its inhibition.")
        return
    if net.n_synapses > _MAX_SYNAPSES:
        yield empty(
            msg(
                "With more than {most} synapses this takes too long here. In Python: "
                "izh.networks.balance_curve(net).plot()",
                most=Number(_MAX_SYNAPSES, form=","),
            )
        )
        return
    present = float(net.origin[1][dial]) if net.origin else 0.0
    dials = np.linspace(0.0, max(_HIGHEST, present), _STEPS)
    yield balance_plot((yield from with_progress(balance_curve, net, dials)))


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

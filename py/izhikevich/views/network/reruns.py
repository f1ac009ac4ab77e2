"""Networks that panels run many times: as they would be built now, unless they are too large."""

from __future__ import annotations

from izhikevich.messages import Number, msg
from izhikevich.network.network import Network
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.network.snapshot import Snapshot

#: Networks with more synapses would take minutes.
_MAX_SYNAPSES = 2_500_000


def as_built(shown: Snapshot) -> Network:
    """Return the network, with its origin even after interventions."""
    net = shown.session.net
    if net.origin is None:
        net.origin = shown.session.changes.origin
    return net


def too_large(net: Network, code: str) -> Plot | None:
    """Return a plot that says so, and which code does it in Python; None if it is not too large."""
    if net.n_synapses <= _MAX_SYNAPSES:
        return None
    return empty(
        msg(
            "With more than {most} synapses this takes too long here. In Python: {code}",
            most=Number(_MAX_SYNAPSES, form=","),
            code=code,
        )
    )

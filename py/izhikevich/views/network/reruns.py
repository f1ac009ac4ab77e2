"""Networks that panels would run many times are not too large for it."""

from __future__ import annotations

from izhikevich.messages import Number, msg
from izhikevich.network.network import Network
from izhikevich.plots.spec import Plot, empty

#: Networks with more synapses would take minutes.
_MAX_SYNAPSES = 2_500_000


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

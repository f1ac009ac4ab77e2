"""What the time step and the scheme do to the network."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.messages import Number, msg
from izhikevich.networks.convergence import converging, is_convergent
from izhikevich.plots.network.convergence import convergence_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel

#: Networks with more synapses would take minutes.
_MAX_SYNAPSES = 2_500_000


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Run the network with ever shorter time steps, in each scheme; show what is known so far."""
    net = shown.session.net
    if net.origin is None:  # after interventions: it is measured as it would be built now
        net.origin = shown.session.changes.origin
    if not is_convergent(net):
        yield empty("This network learns, in time steps of 1 ms: it cannot be run with others.")
        return
    if net.n_synapses > _MAX_SYNAPSES:
        yield empty(
            msg(
                "With more than {most} synapses this takes too long here. In Python: "
                "izh.networks.convergence(net).plot()",
                most=Number(_MAX_SYNAPSES, form=","),
            )
        )
        return
    for part in converging(net):
        yield part if isinstance(part, Progress) else convergence_plot(part)


PANEL = Panel(
    name="convergence",
    title="Convergence",
    help="Mean rate and synchrony against the time step, in each scheme: where the curves agree, "
    "the step does not matter. Each point is a run of 1 s after 0.1 s; the broken line is the "
    "present step. Noise differs from step to step, so that small differences are chance.",
    place="extra",
    on_demand=True,
    tall=True,
    order=57,
    build=build,
)

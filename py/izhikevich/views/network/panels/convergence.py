"""The effect of the time step and the scheme on the network."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.networks.convergence import converging, is_convergent
from izhikevich.plots.network.convergence import convergence_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress
from izhikevich.views.network.reruns import too_large
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Iterator[Progress | Plot]:
    """Run the network with ever shorter time steps, in each scheme; show what is known so far."""
    origin = shown.session.changes.origin  # as it would be built now, after interventions
    if origin is None or not is_convergent(origin):
        yield empty("This network learns, in time steps of 1 ms: it cannot be run with others.")
        return
    large = too_large(shown.session.net, "izh.networks.convergence(net).plot()")
    if large is not None:
        yield large
        return
    for part in converging(origin):
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

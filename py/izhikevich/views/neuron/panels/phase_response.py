"""The phase response of tonic firing."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.errors import SimulationError
from izhikevich.messages import Number, joined, msg
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

_POINTS, _FEW_POINTS = 80, 20


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the phase response of the firing at the displayed current."""
    yield from _drawn(run, _POINTS)


def coarse(run: Run) -> Iterator[Progress | Plot]:
    """Compute it at few phases."""
    yield from _drawn(run, _FEW_POINTS)


def _drawn(run: Run, points: int) -> Iterator[Progress | Plot]:
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics.responses.phase_response import phase_response
    from izhikevich.plots.neuron.phase_response import phase_response_plot

    try:
        found = yield from with_progress(
            phase_response,
            run.parameters,
            run.shown_current,
            v0=run.v0,
            u0=run.u0,
            points=points,
        )
    except SimulationError as error:
        why = str(error) if error.time is None else msg("the neuron runs away")
        at = Number(run.shown_current, form=".4g")
        reason = msg("At I = {current}, {why}.", current=at, why=why)
        yield empty(joined(" ", [msg("Phase is defined only for tonic firing."), reason]))
        return
    yield phase_response_plot(found)


PANEL = Panel(
    name="phase_response",
    title="Phase response",
    help="How much a small kick of v shifts the spikes of tonic firing, by its phase: up is "
    "earlier. Type 1 neurons are only advanced; type 2 neurons are also delayed, which lets "
    "excitation synchronise them.",
    place="extra",
    on_demand=True,
    order=80,
    build=build,
    coarse=coarse,
)

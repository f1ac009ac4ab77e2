"""The impedance at rest."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.errors import SimulationError
from izhikevich.messages import msg
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, part_of, with_progress
from izhikevich.views.neuron.run import NO_REST, Run
from izhikevich.views.schema import Panel

_HIGHEST = 100.0  # highest frequency of the sweep, Hz
_DURATION, _SHORT = 2000.0, 500.0  # of the sweep, ms


def build(run: Run) -> Iterator[Progress | Plot]:
    """Measure the impedance at rest."""
    yield from _drawn(run, _DURATION)


def coarse(run: Run) -> Iterator[Progress | Plot]:
    """Measure it by a short sweep."""
    yield from _drawn(run, _SHORT)


def _drawn(run: Run, duration: float) -> Iterator[Progress | Plot]:
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics.responses.impedance import zap_impedance
    from izhikevich.plots.neuron.impedance import impedance_plot

    current = run.rest_current
    if current is None:
        yield empty(NO_REST)
        return
    yield Progress(0.1, "Sweeping the frequency")
    try:
        work = with_progress(
            zap_impedance, run.parameters, current, highest=_HIGHEST, duration=duration
        )
        found = yield from part_of(work, 0.1, 0.9, "Sweeping the frequency")
    except SimulationError as error:
        yield empty(msg("No impedance: {why}.", why=str(error)))
        return
    yield impedance_plot(found)


PANEL = Panel(
    name="impedance",
    title="Impedance",
    help="How strongly the resting neuron responds to small currents at each frequency: measured "
    "with a swept sine, and in closed form from the linearised equations. A maximum above 0 Hz is "
    "the resonance of subthreshold oscillations.",
    place="extra",
    on_demand=True,
    tall=True,
    order=90,
    build=build,
    coarse=coarse,
)

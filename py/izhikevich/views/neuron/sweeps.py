"""The panels over the current: computed when they are open, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from izhikevich.dynamics import bifurcation_diagram, frequency_current
from izhikevich.plots.neuron.bifurcation import bifurcation_plot
from izhikevich.plots.neuron.frequency import frequency_plot
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress
from izhikevich.views.neuron.map import regimes
from izhikevich.views.neuron.run import Run
from izhikevich.views.neuron.whys import WHYS

_CURRENTS = 60


def frequency(run: Run) -> Iterator[Progress | Plot]:
    """Compute the f-I curve around what is shown."""
    curve = yield from frequency_current(run.parameters, np.linspace(*run.current_range, _CURRENTS))
    yield frequency_plot(curve, run.parameters, run.shown_current, run.parameters.units["I"])


def bifurcation(run: Run) -> Iterator[Progress | Plot]:
    """Compute the bifurcation diagram around what is shown."""
    diagram = yield from bifurcation_diagram(
        run.parameters, np.linspace(*run.current_range, _CURRENTS)
    )
    yield bifurcation_plot(diagram, run.parameters, run.shown_current, run.parameters.units["I"])


#: What is computed when its panel is open, by the name of the panel: progress and plots, each of
#: which takes the place of the one before.
SWEEPS: Mapping[str, Callable[[Run], Iterator[Progress | Plot]]] = {
    "frequency": frequency,
    "bifurcation": bifurcation,
    **WHYS,
    "regime_map": regimes,
}

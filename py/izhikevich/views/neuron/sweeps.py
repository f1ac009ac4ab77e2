"""The panels over the current: computed when they are open, with progress."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from izhikevich.dynamics import bifurcation_diagram, frequency_current
from izhikevich.figures.bifurcation import bifurcation_figure
from izhikevich.figures.frequency import frequency_figure
from izhikevich.figures.style import Figure
from izhikevich.neuron.rules import FloatArray
from izhikevich.progress import Progress
from izhikevich.views.neuron.run import Run

_CURRENTS = 60


def frequency(run: Run) -> Generator[Progress, None, Figure]:
    """Compute the f-I curve around what is shown."""
    curve = yield from frequency_current(run.parameters, currents(run))
    return frequency_figure(curve, run.parameters, run.shown_current, run.parameters.units["I"])


def bifurcation(run: Run) -> Generator[Progress, None, Figure]:
    """Compute the bifurcation diagram around what is shown."""
    diagram = yield from bifurcation_diagram(run.parameters, currents(run))
    return bifurcation_figure(diagram, run.parameters, run.shown_current, run.parameters.units["I"])


def currents(run: Run) -> FloatArray:
    """Return the currents of the sweeps: where rest ends, what is shown, and a margin."""
    marks = [run.shown_current, float(run.current[0])]
    marks += [b.current for b in (run.saddle_node, run.hopf) if b is not None]
    low, high = min(marks), max(marks)
    least = 50.0 if run.parameters.dimensional else 2.0
    margin = max(0.25 * (high - low), 0.5 * least)
    return np.linspace(low - margin, high + max(margin, least), _CURRENTS)


#: The sweeps by the name of their panel.
SWEEPS = {"frequency": frequency, "bifurcation": bifurcation}

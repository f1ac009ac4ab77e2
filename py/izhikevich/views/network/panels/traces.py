"""The voltages of several neurons, one above the other."""

from __future__ import annotations

from izhikevich.plots.network.traces import traces_plot
from izhikevich.plots.spec import Plot, empty
from izhikevich.views.network.snapshot import NO_COURSE, Snapshot
from izhikevich.views.schema import Panel


def build(shown: Snapshot) -> Plot:
    """Return the voltages of the traced neurons."""
    if not shown.session.chosen.neurons:
        return empty("No neuron is traced: choose some in the raster, or type their numbers.")
    if not any(one.course.t.size for one in shown.traces):
        return empty(NO_COURSE)
    return traces_plot(shown.traces, (shown.start, shown.stop))


PANEL = Panel(
    name="traces",
    title="Traces",
    help="Voltages of several neurons, with the peak (broken line), the voltage after each reset "
    "(dots) and, where the mean current lets a neuron rest, its threshold (dotted line). Their "
    "spikes are lit in the raster.",
    place="extra",
    axis_group="time",
    tall=True,
    order=35,
    quick=True,
    build=build,
)

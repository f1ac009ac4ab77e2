"""The cost of the models, measured once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

if TYPE_CHECKING:
    from izhikevich.comparison import ModelCosts

#: What was measured, for all later answers: it does not depend on the run.
_measured: list[ModelCosts] = []


def build(run: Run) -> Iterator[Progress | Plot]:
    """Measure the models when this is first shown; a drag shows the same numbers again."""
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.comparison import model_costs
    from izhikevich.plots.neuron.model_costs import model_costs_plot

    if not _measured:
        _measured.append((yield from with_progress(model_costs)))
    yield model_costs_plot(_measured[0])


PANEL = Panel(
    name="model_costs",
    title="Cost of the models",
    help="What a millisecond of each model costs: operations, as Izhikevich counted them and as "
    "the code here makes them, and the time that this computer takes for one neuron and for "
    "each of 1000 without connections. Like is compared with like: loops of plain Python with "
    "each other, and numpy with numpy, in steps of 0.25 ms or the shorter ones that a model "
    "needs. IF is integrate-and-fire, AdEx the adaptive exponential and HH the Hodgkin–Huxley "
    "model. It is measured once, when this panel is first opened.",
    place="extra",
    on_demand=True,
    tall=True,
    order=115,
    build=build,
)

"""The recording of the Neuron view in the Fit view."""

from __future__ import annotations

from izhikevich.links import write_link
from izhikevich.messages import msg
from izhikevich.views.fit.declaration import RECORDING as FITTED
from izhikevich.views.fit.presets import DEFAULT
from izhikevich.views.neuron.recorded import RECORDING, RecordedSweep
from izhikevich.views.opening import normal
from izhikevich.views.part import Action, Notice
from izhikevich.views.registry import VIEWS
from izhikevich.views.schema import Values


def way_to_fit(recorded: RecordedSweep) -> Notice:
    """Return the offer to fit a recording."""
    values: Values = {
        FITTED if name == RECORDING else name: value for name, value in recorded.given.items()
    }
    values |= {"searched": 100.0, "sweep": float(recorded.sweep)}
    state = normal(VIEWS["fit"](), DEFAULT, values)
    assert state is not None, values
    return Notice(
        "info",
        "The Fit view searches for the parameters with which a neuron answers as this cell does.",
        actions=(Action("Fit it", see=write_link({**state, "view": "fit"})),),
        badge=msg("fit this recording"),
    )

"""Runs as the Neuron view makes them."""

from izhikevich.views.neuron.run import Run, prepare
from izhikevich.views.neuron.view import NeuronView
from izhikevich.views.schema import Value

VIEW = NeuronView()
PRESETS = [preset.name for preset in VIEW.presets]


def run_of(name: str, **changes: Value) -> Run:
    """Return the run of a preset, with changes."""
    preset = VIEW.preset(name)
    assert preset is not None
    values, notices = VIEW.settled(preset, changes)
    assert not [notice for notice in notices if notice.level == "error"]
    return prepare(preset, values)

"""The Neuron view: one neuron, its voltage and its phase plane."""

from typing import Any

from izhikevich.views.base import AnyView
from izhikevich.views.state import State


def make() -> AnyView:
    """Return the view."""
    from izhikevich.views.neuron.view import NeuronView

    return NeuronView()


def opens(thing: Any) -> State | None:
    """Return the state that displays a neuron, a stimulus or a run of one neuron, if any."""
    from izhikevich.views.neuron.opening import opened

    return opened(thing)

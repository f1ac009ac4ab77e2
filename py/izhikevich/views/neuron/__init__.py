"""The Neuron view: one neuron, its voltage and its phase plane."""

from typing import Any

from izhikevich.views.view import View


def make() -> View:
    """Return the view."""
    from izhikevich.views.neuron.view import NeuronView

    return NeuronView()


def opens(thing: Any) -> dict[str, Any] | None:
    """Return the state that shows a neuron, a stimulus or a run of one neuron, if one does."""
    from izhikevich.views.neuron.opening import opened

    return opened(thing)

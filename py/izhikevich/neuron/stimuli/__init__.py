"""Injected currents as functions of time.

Each kind is there with the package, so that a kind of a reader's own cannot take the name of one
of them.
"""

from izhikevich.neuron.stimuli import pieces, steps, waves  # noqa: F401 - they join base.KINDS

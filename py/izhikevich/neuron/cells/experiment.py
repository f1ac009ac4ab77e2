"""A neuron together with the protocol that demonstrates its behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.simulation import finished, simulating
from izhikevich.neuron.stimuli.base import Stimulus
from izhikevich.neuron.trace import Trace

_PROTOCOL = ("parameters", "stimulus", "duration", "dt", "v0", "u0", "scheme")


@dataclass(frozen=True, kw_only=True, repr=False)
class Experiment:
    """A neuron, the current it receives, and how it is simulated.

    Parameters
    ----------
    key : str
        Name in code and links.
    name : str
        Name in running text, such as "tonic spiking".
    parameters : Parameters
        The neuron.
    stimulus : Stimulus
        Injected current: mV/ms, or pA in the 2007 form.
    duration, dt : float
        Length of the run and time step, ms.
    v0, u0 : float
        Initial state: mV, and the unit of u.
    scheme : str
        Scheme of the published figure.
    look_for : str
        What to look for in the trace and the phase plane, and why it happens.
    source : str
        Source of parameters and protocol.
    """

    key: str
    name: str
    parameters: Parameters
    stimulus: Stimulus
    duration: float
    dt: float
    v0: float
    u0: float
    scheme: str
    look_for: str
    source: str

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<{type(self).__name__} {self.key!r}: {self.name}>"

    def simulate(self, **changes: Any) -> Trace:
        """Run the protocol.

        Parameters
        ----------
        **changes
            What differs from the protocol, such as ``scheme="accurate"`` or ``dt=0.1``: parameters,
            stimulus, duration, dt, v0, u0, scheme.

        Returns
        -------
        Trace

        Raises
        ------
        ParameterError, SimulationError
            As `izhikevich.simulate` does.
        """
        arguments = {name: getattr(self, name) for name in _PROTOCOL}
        for name, value in changes.items():
            if name not in arguments:
                raise ParameterError(
                    name, value, msg("can only change {names}", names=", ".join(_PROTOCOL))
                )
        return finished(simulating(**{**arguments, **changes}))

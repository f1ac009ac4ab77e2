"""Time steps and schemes of the ready-made networks."""

from __future__ import annotations

from izhikevich.network.network import Network

#: The scheme of the 2003 paper, in which the ready-made networks were made.
PUBLISHED = "half_step"
_STEP = 1.0  # ms; what weights and noise refer to


def network_of(dt: float, seed: int, scheme: str, precision: str = "float64") -> Network:
    """Return an empty network; if its step is not 1 ms, weights are charges, to act alike."""
    scaling = "step" if dt == _STEP else "charge"
    return Network(dt=dt, seed=seed, scheme=scheme, scaling=scaling, precision=precision)


def delay_of(delay: float, net: Network) -> float | None:
    """Return a delay (ms) as `Network.connect` takes it: nothing for one step, its default."""
    return None if delay == net.dt else delay

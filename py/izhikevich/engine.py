"""The compiled engine: bit-identical to numpy, in C, for networks and for single neurons.

The same C source is a shared library on CPython and a WebAssembly side module in the page; where
neither can be loaded, everything runs in numpy, which is the reference. `selected` returns which
engine runs, `use` selects one, and `why_not` explains why a network cannot use the compiled one. A
browser compiles WebAssembly well only once it has run for a while: `warm_up` lets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from izhikevich.native.backend import ENGINES, selected, use

if TYPE_CHECKING:
    from izhikevich.network.network import Network

__all__ = ["ENGINES", "selected", "use", "warm_up", "warming", "why_not"]

_NEURONS, _DURATION, _TIMES = 1000, 40.0, 4


def why_not(network: Network) -> str | None:
    """Return why the compiled engine does not run a network; None if it does."""
    from izhikevich.network.simulation import backend

    return backend.why_not(network.plan())


def warming() -> Iterator[None]:
    """Load the compiled engine, and run it for some tens of milliseconds, piece by piece."""
    if selected() != "compiled":
        return
    yield
    from izhikevich.neuron.parameters import Parameters
    from izhikevich.neuron.simulation import simulating
    from izhikevich.progress import finish

    for _ in range(_TIMES):
        finish(simulating(Parameters(), 10.0, 2000.0))
    yield
    from izhikevich.network.connectivity import FixedProbability
    from izhikevich.network.network import Network

    yield
    net = Network()
    cells = net.population(_NEURONS, noise=5.0)
    net.connect(cells, cells, FixedProbability(0.02), weights=1.0)
    for _ in range(_TIMES):
        yield
        net.run(_DURATION)


def warm_up() -> None:
    """Load and warm up the engine in a single call."""
    for _ in warming():
        pass

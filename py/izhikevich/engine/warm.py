"""Warming up: a browser compiles WebAssembly well only once it has run for a while."""

from __future__ import annotations

from collections.abc import Iterator

from izhikevich.engine.selection import selected

_NEURONS, _DURATION, _TIMES = 1000, 40.0, 4


def warming() -> Iterator[None]:
    """Load the compiled engine, and let it run for some tens of milliseconds, piece by piece."""
    if selected() != "compiled":
        return
    yield
    from izhikevich.neuron.parameters import Parameters
    from izhikevich.neuron.simulate import simulate

    for _ in range(_TIMES):
        simulate(Parameters(), 10.0, 2000.0)
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
    """Do all of it at once."""
    for _ in warming():
        pass

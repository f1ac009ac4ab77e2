"""Networks that are made again with other arguments, run and measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.analysis import cv_distribution, spike_synchrony
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import Message, msg
from izhikevich.network.live import Origin
from izhikevich.network.network import Network
from izhikevich.network.simulation.recording import Recording
from izhikevich.progress import Progress, Steps, part_of, with_progress
from izhikevich.units import number

_TOGETHER = 5.0  # ms within which spikes are synchronous, as in the Network view


def origin_of(network: Network | Origin | Callable[..., Network]) -> Origin | None:
    """Return the function that made a network, and its arguments, if it is known."""
    if isinstance(network, Network):
        return network.origin
    match network:
        case (str(), Mapping()):
            return network
    return None


def made_again(
    network: Network | Origin | Callable[..., Network],
    makers: Mapping[str, Callable[..., Network]],
    allowed: Message,
) -> Callable[..., Steps[Network]]:
    """Return what makes a network with some arguments changed, which are given by name.

    Parameters
    ----------
    network : Network, origin or callable
        One that a maker has made, whose other arguments are kept, or the name of the maker and
        these; or a function, which gets the changed ones in their order.
    makers : mapping of str to callable
        Functions that make networks, by name.
    allowed : Message
        What is said if no maker has made it.

    Raises
    ------
    ParameterError
        If it is neither.
    """
    if isinstance(network, Network | tuple):
        name, given = origin_of(network) or ("", {})
        if name not in makers:
            raise ParameterError("network", network, allowed)
        return lambda **changed: with_progress(makers[name], **{**given, **changed})
    if not callable(network):
        raise ParameterError("network", network, "must be a network, or a function that makes one")
    return lambda **changed: _made(network, *changed.values())


def _made(make: Callable[..., Network], *values: Any) -> Steps[Network]:
    yield Progress(0.0, msg("Building the network"))
    net = make(*values)
    if not isinstance(net, Network):
        raise ParameterError("network", net, "must be a function that returns a network")
    return net


def times_of_runs(transient: float, duration: float) -> tuple[float, float]:
    """Check how long networks run before they are measured, and then, ms.

    Raises
    ------
    ParameterError
        If one is not allowed.
    """
    length = number(duration, "duration", "ms", low=0.0, low_open=True)
    return number(transient, "transient", "ms", low=0.0), length


@dataclass(frozen=True, eq=False)
class Point:
    """What was measured of one network; NaN where it diverged."""

    populations: tuple[str, ...]
    sizes: tuple[int, ...]
    rates: FloatArray
    cv: float = np.nan
    synchrony: float = np.nan


def measuring(making: Steps[Network], before: float, length: float) -> Steps[Point]:
    """Make a network, run it and measure it; it is gone before the next one is made.

    Parameters
    ----------
    making : generator
        Returns the network.
    before, length : float
        How long it runs before it is measured, and then, ms.
    """
    net = yield from part_of(making, 0.0, 0.4, "")
    names = tuple(population.name for population in net.populations)
    sizes = tuple(population.size for population in net.populations)
    try:
        if before:
            yield from part_of(net.running(before), 0.4, 0.5, "")
        recording = yield from part_of(net.running(length), 0.5, 1.0, "")
    except SimulationError:
        return Point(names, sizes, np.full(len(names), np.nan))
    return Point(names, sizes, *_measured(net, recording))


def _measured(net: Network, recording: Recording) -> tuple[FloatArray, float, float]:
    """Return rates, CV and synchrony, without numerical artefacts."""
    kept = ~recording.artefacts
    times, indices = recording.times[kept], recording.indices[kept]
    n, seconds = net.n_neurons, (recording.stop - recording.start) / 1000.0
    sizes = np.array([population.size for population in net.populations])
    edges = np.array([0, *np.cumsum(sizes)])
    rates = np.histogram(indices, edges)[0] / sizes / seconds
    cvs = cv_distribution(times, indices, n)
    known = cvs[np.isfinite(cvs)]
    width = min(_TOGETHER, recording.stop - recording.start)
    together = spike_synchrony(times, indices, n, recording.start, recording.stop, width)
    return rates, float(known.mean()) if known.size else np.nan, together

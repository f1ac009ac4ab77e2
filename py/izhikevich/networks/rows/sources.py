"""Rows that are sources of spikes instead of neurons.

``poisson(20)``, ``regular(40,phase=uniform(0,1),jitter=1)``, ``packets(50 150 250,sigma=2)``,
``spikes(10 20 30)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.inputs import as_input
from izhikevich.network.network import Network
from izhikevich.network.populations import Source
from izhikevich.networks.rows.text import Called, amount, called, plain_number, words

#: What each kind takes, by name.
EXAMPLES: Mapping[str, str] = {
    "poisson": "poisson(20)",
    "regular": "regular(40,phase=uniform(0,1),jitter=1)",
    "packets": "packets(50 150 250,sigma=2,spikes=1)",
    "spikes": "spikes(10 20 30)",
}
_MAX_TIMES = 10_000


def is_source(cell: object) -> bool:
    """Tell whether a cell is a source of spikes."""
    return isinstance(cell, str) and cell.partition("(")[0].strip() in EXAMPLES


def check_source(text: str) -> None:
    """Raise an error if a text is no source."""
    _read(text)


def add_source(net: Network, name: str, size: int, text: str) -> Source:
    """Add the sources of a row to a network.

    Raises
    ------
    ParameterError
        If the text or a number is not allowed.
    """
    return _read(text)(net, name, size)


def _read(text: str) -> Callable[[Network, str, int], Source]:
    found = called(text)
    options = {"regular": ("phase", "jitter"), "packets": ("sigma", "spikes")}
    allowed = options.get(found.name, ())
    if len(found.plain) != 1 or any(key not in allowed for key in found.named):
        raise ParameterError(
            "cell", text, msg("must be written {example}", example=EXAMPLES[found.name])
        )
    return _READERS[found.name](found)


def _poisson(found: Called) -> Callable[[Network, str, int], Source]:
    rate = _rate(found.plain[0])
    return lambda net, name, size: net.poisson(size, rate, name=name)


def _regular(found: Called) -> Callable[[Network, str, int], Source]:
    rate: Any = amount(found.plain[0], "rate", "Hz", low=0.0)
    phase: Any = amount(found.named.get("phase", "0"), "phase", low=0.0)
    jitter = plain_number(found.named.get("jitter", "0"), "jitter", "ms")
    return lambda net, name, size: net.regular(size, rate, phase=phase, jitter=jitter, name=name)


def _packets(found: Called) -> Callable[[Network, str, int], Source]:
    times = _times(found.plain[0])
    sigma = plain_number(found.named.get("sigma", "1"), "sigma", "ms")
    spikes = plain_number(found.named.get("spikes", "1"), "spikes")
    return lambda net, name, size: net.pulse_packets(
        size, times, sigma=sigma, spikes=int(spikes), name=name
    )


def _spikes(found: Called) -> Callable[[Network, str, int], Source]:
    times = _times(found.plain[0])
    return lambda net, name, size: net.spike_times([times] * size, name=name)


_READERS = {"poisson": _poisson, "regular": _regular, "packets": _packets, "spikes": _spikes}


def _rate(text: str) -> Any:
    """Read a rate: a number, a distribution, or what changes over time."""
    try:
        return amount(text, "rate", "Hz", low=0.0)
    except ParameterError:
        return as_input(text, "rate", "Hz")


def _times(text: str) -> list[float]:
    found = words(text)
    if len(found) > _MAX_TIMES:
        raise ParameterError("times", text[:40], msg("must be at most {most}", most=_MAX_TIMES))
    return [plain_number(word, "times", "ms") for word in found]

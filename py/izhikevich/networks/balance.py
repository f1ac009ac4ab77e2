"""The effect of the balance of excitation and inhibition on a network, measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.live import Origin
from izhikevich.network.network import Network
from izhikevich.networks.cortical import cortical_2003, cortical_sparse
from izhikevich.networks.feedforward import feedforward
from izhikevich.networks.measuring import Point, made_again, measuring, origin_of, times_of_runs
from izhikevich.progress import Report, Steps, part_of, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import numbers

#: Functions that make networks, by name, each with its argument that scales inhibitory weights.
_DIALS: Mapping[str, tuple[Callable[..., Network], str]] = MappingProxyType(
    {
        "feedforward": (feedforward, "inhibition"),
        "cortical_2003": (cortical_2003, "balance"),
        "cortical_sparse": (cortical_sparse, "balance"),
    }
)
_DEFAULT = np.linspace(0.0, 3.0, 13)


@dataclass(frozen=True, eq=False)
class BalanceCurve(Plotted, Tabular):
    """Activity of a network as a function of its inhibition.

    Parameters
    ----------
    dials : array, shape (n,)
        Inhibition, as the network takes it; as a rule a multiple of the inhibitory weights.
    populations : tuple of str
        Names of the populations.
    rates : array, shape (n, n_populations)
        Mean rates, Hz per neuron; nan where the voltages diverge.
    cv : array, shape (n,)
        Coefficient of variation of the intervals, mean of all neurons; nan where none fires often
        enough.
    synchrony : array, shape (n,)
        Golomb's synchrony of the spikes in bins of 5 ms: 0 for none, 1 if all fire together.
    present : float or None
        The inhibition of the network that was given.
    """

    dials: FloatArray
    populations: tuple[str, ...]
    rates: FloatArray
    cv: FloatArray
    synchrony: FloatArray
    present: float | None = None

    def __repr__(self) -> str:
        """Return a one-line summary."""
        ends = f"{self.dials[0]:g} to {self.dials[-1]:g}"
        return f"<BalanceCurve: {self.dials.size} values of inhibition, {ends}>"

    def _columns(self) -> dict[str, FloatArray]:
        rates = {f"rate {name}": self.rates[:, k] for k, name in enumerate(self.populations)}
        return {"dial": self.dials, **rates, "cv": self.cv, "synchrony": self.synchrony}


@returning
def balance_curve(
    network: Network | Origin | Callable[[float], Network],
    dials: ArrayLike | None = None,
    *,
    duration: float = 1000.0,
    transient: float = 100.0,
    progress: Report | None = None,
) -> Steps[BalanceCurve]:
    """Measure rates, regularity and synchrony of a network for several strengths of inhibition.

    Parameters
    ----------
    network : Network, origin or callable
        A network that `feedforward`, `cortical_2003` or `cortical_sparse` has made, whose other
        arguments are kept, or its `Network.origin`; or a function that takes the inhibition and
        returns a network.
    dials : array, shape (n,), optional
        Values of the inhibition, ascending; by default 13 from 0 to 3.
    duration : float
        Length of each run that is measured, ms.
    transient : float
        Length of the run before that, ms.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    BalanceCurve

    Raises
    ------
    ParameterError
        If a value is not allowed, or the network has no such argument.

    Examples
    --------
    >>> found = balance_curve(feedforward((80, 20)), [0, 1], duration=100.0)
    >>> found
    <BalanceCurve: 2 values of inhibition, 0 to 1>
    """
    values = numbers(_DEFAULT if dials is None else dials, "dials", "", dimensions=(1,))
    if not values.size or np.any(values < 0.0) or np.any(np.diff(values) <= 0.0):
        raise ParameterError("dials", values, "must be ascending and not negative")
    before, length = times_of_runs(transient, duration)
    make, present = _maker(network)
    points: list[Point] = []
    for k, dial in enumerate(values.tolist()):
        text = msg("Inhibition {dial}", dial=Number(dial, form=".3g"))
        ends = k / values.size, (k + 1) / values.size
        points.append((yield from part_of(measuring(make(dial), before, length), *ends, text)))
    return BalanceCurve(
        values,
        points[0].populations,
        np.array([point.rates for point in points]),
        np.array([point.cv for point in points]),
        np.array([point.synchrony for point in points]),
        present,
    )


def dial_of(origin: Origin | None) -> str | None:
    """Return the argument that scales the inhibition of a network with this origin, if any does."""
    found = _DIALS.get(origin[0]) if origin else None
    return found[1] if found else None


def _maker(
    network: Network | Origin | Callable[[float], Network],
) -> tuple[Callable[[float], Steps[Network]], float | None]:
    """Return what makes the network for a value of the dial, and its present value."""
    allowed = msg(
        "must be made by one of {makers}, and not changed since; or be a function of the "
        "inhibition",
        makers=", ".join(_DIALS),
    )
    make = made_again(network, {name: maker for name, (maker, _) in _DIALS.items()}, allowed)
    origin = origin_of(network)
    name = dial_of(origin)
    if origin is None or name is None:
        return lambda dial: make(dial=dial), None
    present = origin[1].get(name)
    return lambda dial: make(**{name: dial}), None if present is None else float(present)

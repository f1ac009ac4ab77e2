"""The effect of the time step and the scheme on a network, measured."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, choices
from izhikevich.messages import Number, msg
from izhikevich.network.live import Origin
from izhikevich.network.network import Network
from izhikevich.networks.cortical import cortical_2003, cortical_sparse
from izhikevich.networks.custom import custom
from izhikevich.networks.feedforward import feedforward
from izhikevich.networks.measuring import made_again, measuring, origin_of, times_of_runs
from izhikevich.networks.ring import ring
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES
from izhikevich.progress import Progress, Report, Steps, part_of, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import numbers

#: Time steps that are compared by default, ms.
STEPS = (1.0, 0.5, 0.25, 0.125, 0.0625)
_MAKERS: Mapping[str, Callable[..., Network]] = MappingProxyType(
    {one.__name__: one for one in (feedforward, cortical_2003, cortical_sparse, custom, ring)}
)


@dataclass(frozen=True, eq=False)
class Convergence(Plotted, Tabular):
    """Activity of a network as a function of its time step, in several schemes.

    Parameters
    ----------
    steps : array, shape (n_steps,)
        Time steps, ms, descending.
    schemes : tuple of str
    rates : array, shape (n_schemes, n_steps)
        Mean rate of all neurons, Hz, without numerical artefacts; nan where the voltages diverge.
    synchrony : array, shape (n_schemes, n_steps)
        Golomb's synchrony of the spikes in bins of 5 ms: 0 for none, 1 if all fire together.
    present : tuple of (str, float) or None
        Scheme and time step of the network that was given.
    """

    steps: FloatArray
    schemes: tuple[str, ...]
    rates: FloatArray
    synchrony: FloatArray
    present: tuple[str, float] | None = None

    def __repr__(self) -> str:
        """Return a one-line summary."""
        ends = f"{self.steps[0]:g} to {self.steps[-1]:g} ms"
        return f"<Convergence: {', '.join(self.schemes)}; steps of {ends}>"

    def _columns(self) -> dict[str, FloatArray]:
        rates = {f"rate {name}": row for name, row in zip(self.schemes, self.rates, strict=True)}
        together = {
            f"synchrony {name}": row for name, row in zip(self.schemes, self.synchrony, strict=True)
        }
        return {"dt": self.steps, **rates, **together}


@returning
def convergence(
    network: Network | Origin | Callable[[float, str], Network],
    steps: ArrayLike = STEPS,
    schemes: Sequence[str] = tuple(NETWORK_SCHEMES),
    *,
    duration: float = 1000.0,
    transient: float = 100.0,
    progress: Report | None = None,
) -> Steps[Convergence]:
    """Measure rate and synchrony of a network for several time steps and schemes.

    Parameters
    ----------
    network : Network, origin or callable
        A network that `feedforward`, `cortical_2003`, `cortical_sparse`, `custom` or `ring` has
        made, whose other arguments are kept, or its `Network.origin`; or a function that takes time
        step (ms) and scheme and returns a network, with scaling="charge".
    steps : array, shape (n_steps,)
        Time steps, ms, descending.
    schemes : sequence of str
    duration : float
        Length of each run that is measured, ms.
    transient : float
        Length of the run before that, ms.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    Convergence

    Raises
    ------
    ParameterError
        If a value is not allowed, or the network cannot be made with other time steps.

    Examples
    --------
    >>> found = convergence(feedforward((80, 20)), [1, 0.5], ["adaptive"], duration=100.0)
    >>> found
    <Convergence: adaptive; steps of 1 to 0.5 ms>
    """
    measured = None
    for part in converging(network, steps, schemes, duration=duration, transient=transient):
        if isinstance(part, Progress):
            yield part
        else:
            measured = part
    assert measured is not None, "there is at least one step"
    return measured


def converging(
    network: Network | Origin | Callable[[float, str], Network],
    steps: ArrayLike = STEPS,
    schemes: Sequence[str] = tuple(NETWORK_SCHEMES),
    *,
    duration: float = 1000.0,
    transient: float = 100.0,
) -> Generator[Progress | Convergence]:
    """Yield progress, and after each time step what is known: nan where that is nothing yet."""
    values = numbers(steps, "steps", "ms", dimensions=(1,))
    if not values.size or np.any(values <= 0.0) or np.any(np.diff(values) >= 0.0):
        raise ParameterError("steps", values, "must be descending and positive")
    for name in schemes:
        if name not in NETWORK_SCHEMES:
            raise ParameterError("schemes", name, choices(NETWORK_SCHEMES))
    before, length = times_of_runs(transient, duration)
    make, present = _maker(network)
    rates, together = np.full((2, len(schemes), values.size), np.nan)
    done, all_ = 0.0, len(schemes) * float(np.sum(1.0 / values))
    for k, dt in enumerate(values.tolist()):
        for j, scheme in enumerate(schemes):
            ends = done / all_, (done + 1.0 / dt) / all_
            text = msg(
                "{scheme}, dt = {dt}",
                scheme=msg(NETWORK_SCHEMES[scheme].title),
                dt=Number(dt, "ms", "g"),
            )
            work = measuring(make(dt, scheme), before, length)
            point = yield from part_of(work, *ends, text)
            rates[j, k] = float(np.average(point.rates, weights=point.sizes))
            together[j, k] = point.synchrony
            done += 1.0 / dt
        yield Convergence(values, tuple(schemes), rates.copy(), together.copy(), present)


def is_convergent(origin: Origin) -> bool:
    """Tell whether a network with this origin can be made with other time steps."""
    return origin[0] in _MAKERS


def _maker(
    network: Network | Origin | Callable[[float, str], Network],
) -> tuple[Callable[[float, str], Steps[Network]], tuple[str, float] | None]:
    """Return what makes the network for a time step and a scheme, and its present ones."""
    allowed = msg(
        "must be made by one of {makers}, and not changed since; or be a function of the time step "
        "and the scheme",
        makers=", ".join(_MAKERS),
    )
    make = made_again(network, _MAKERS, allowed)
    origin = origin_of(network)
    given = origin[1] if origin else {}
    known = {"scheme", "dt"} <= given.keys()
    present = (str(given["scheme"]), float(given["dt"])) if known else None
    return lambda dt, scheme: make(dt=dt, scheme=scheme), present

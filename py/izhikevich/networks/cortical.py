"""The network of the 2003 paper, and larger ones with the same cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from izhikevich.network.connectivity import AllToAll, FixedOutDegree, Rule
from izhikevich.network.distributions import Uniform
from izhikevich.network.network import Network
from izhikevich.network.populations import Population
from izhikevich.networks.origin import Acts, Setting, ready_made
from izhikevich.networks.steps import PUBLISHED, delay_of, network_of
from izhikevich.progress import Report, Steps, one_by_one, with_progress
from izhikevich.random import uniform
from izhikevich.units import integer, number


@ready_made
def cortical_2003(
    excitatory: int = 800,
    inhibitory: int = 200,
    *,
    thalamic_exc: float = 5.0,
    thalamic_inh: float = 2.0,
    exc_weight: float = 0.5,
    inh_weight: float = 1.0,
    balance: float = 1.0,
    seed: int = 0,
    dt: float = 1.0,
    scheme: str = PUBLISHED,
    progress: Report | None = None,
) -> Steps[Network]:
    """Return a network of randomly coupled cortical neurons, driven by noise.

    Excitatory cells lie between regular spiking and chattering, inhibitory ones between low
    threshold and fast spiking. Connectivity is all to all. The rates show alpha and gamma rhythms.

    Parameters
    ----------
    excitatory, inhibitory : int
        Numbers of neurons.
    thalamic_exc, thalamic_inh : float
        Standard deviation of the noise in each cell in each ms, mV/ms.
    exc_weight, inh_weight : float
        Maximum weight; weights are uniform between 0 and this. In the paper they are for 1000
        neurons and are not scaled with the size.
    balance : float
        Factor of all inhibitory weights: more than 1 is more inhibition (see `balance_curve`).
    seed : int
    dt : float
        Time step, ms. If it is not 1, weights are charges and noise keeps its strength: see
        `scaling` of `Network`.
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Notes
    -----
    Source: Izhikevich, "Simple model of spiking neurons", IEEE Trans. Neural Networks 14 (2003),
    1569-1572. The step of 1 ms, with v in two half steps, is the paper's. A spike is recorded in
    the step in which v passes the peak, 1 ms before the published program prints it.
    """
    net = network_of(dt, seed, scheme)
    _populate(net, excitatory, inhibitory, thalamic_exc, thalamic_inh)
    everyone = AllToAll(self_connections=True)
    yield from _connect(net, lambda post: everyone, exc_weight, inh_weight, balance)
    return net


@ready_made
def cortical_sparse(
    size: int = 10_000,
    *,
    out_degree: int = 100,
    excitatory_fraction: float = 0.8,
    thalamic_exc: float = 5.0,
    thalamic_inh: float = 2.0,
    exc_weight: float = 3.65,
    inh_weight: float = 7.3,
    balance: float = 1.0,
    precision: str = "float32",
    seed: int = 0,
    dt: float = 1.0,
    scheme: str = PUBLISHED,
    progress: Report | None = None,
) -> Steps[Network]:
    """Return a large network of the cells of `cortical_2003`, each with some random targets.

    With the defaults it fires at about 7.5 Hz, whatever its size.

    Parameters
    ----------
    size : int
        Number of neurons.
    out_degree : int
        Number of targets of each neuron, excitatory and inhibitory in proportion to their numbers.
    excitatory_fraction : float
        Fraction of excitatory cells; there is at least one cell of each kind.
    thalamic_exc, thalamic_inh : float
        Standard deviation of the noise in each cell in each ms, mV/ms.
    exc_weight, inh_weight : float
        Maximum weight; weights are uniform between 0 and this.
    balance : float
        Factor of all inhibitory weights: more than 1 is more inhibition (see `balance_curve`).
    precision : {"float64", "float32"}
        As for `Network`.
    seed : int
    dt : float
        Time step, ms. If it is not 1, weights are charges and noise keeps its strength: see
        `scaling` of `Network`.
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Notes
    -----
    Cells, noise and scheme are those of the 2003 paper, see `cortical_2003`; the number of targets
    and the weights are our own.
    """
    total = integer(size, "size", low=10)
    degree = integer(out_degree, "out_degree", low=1, high=total - 1)
    fraction = number(excitatory_fraction, "excitatory_fraction", "", low=0.0, high=1.0)
    n_exc = min(max(round(total * fraction), 1), total - 1)
    net = network_of(dt, seed, scheme, precision)
    _populate(net, n_exc, total - n_exc, thalamic_exc, thalamic_inh)

    def rule(post: Population) -> FixedOutDegree:
        # A neuron is not its own target, so that a population may be one too small.
        return FixedOutDegree(min(round(degree * post.size / total), post.size - 1))

    yield from _connect(net, rule, exc_weight, inh_weight, balance)
    return net


def _populate(
    net: Network, excitatory: int, inhibitory: int, thalamic_exc: float, thalamic_inh: float
) -> None:
    """Add the cells of the 2003 paper."""
    size_exc = integer(excitatory, "excitatory", low=1)
    size_inh = integer(inhibitory, "inhibitory", low=1)
    varied = uniform(net.seed, 2, 0, size_exc)
    net.population(
        size_exc,
        name="excitatory",
        c=-65.0 + 15.0 * varied * varied,
        d=8.0 - 6.0 * varied * varied,
        v0=-65.0,
        noise=number(thalamic_exc, "thalamic_exc", "mV/ms", low=0.0),
    )
    varied = uniform(net.seed, 2, 1, size_inh)
    net.population(
        size_inh,
        name="inhibitory",
        a=0.02 + 0.08 * varied,
        b=0.25 - 0.05 * varied,
        d=2.0,
        v0=-65.0,
        noise=number(thalamic_inh, "thalamic_inh", "mV/ms", low=0.0),
    )


def _connect(
    net: Network,
    rule: Callable[[Population], Rule],
    exc_weight: float,
    inh_weight: float,
    balance: float,
) -> Steps[None]:
    """Connect the two populations to each other and to themselves."""
    inhibiting = _inhibiting(inh_weight, balance)
    exc, inh = net.populations
    work = [
        with_progress(
            net.connect,
            pre,
            post,
            rule(post),
            weights=weights,
            delays=delay_of(1.0, net),
            target=target,
        )
        for post in (exc, inh)
        for pre, weights, target in (
            (exc, Uniform(0.0, exc_weight), "exc"),
            (inh, inhibiting, "inh"),
        )
    ]
    yield from one_by_one(work)


def _inhibiting(inh_weight: float, balance: float) -> Uniform:
    """Return the weights of inhibitory synapses."""
    factor = number(balance, "balance", "", low=0.0)
    return Uniform(0.0, number(inh_weight, "inh_weight", "mV/ms") * factor)


def _excite(net: Network, given: Mapping[str, Any]) -> list[Setting]:
    return [(p, "w", Uniform(0.0, given["exc_weight"])) for p in net.projections[::2]]


def _inhibit(net: Network, given: Mapping[str, Any]) -> list[Setting]:
    weights = _inhibiting(given["inh_weight"], given["balance"])
    return [(p, "w", weights) for p in net.projections[1::2]]


#: What acts on a running network, by the names of the arguments.
ACTS: Acts = {
    "exc_weight": _excite,
    "inh_weight": _inhibit,
    "balance": _inhibit,
    "thalamic_exc": lambda net, given: [(net.populations[0], "noise", given["thalamic_exc"])],
    "thalamic_inh": lambda net, given: [(net.populations[1], "noise", given["thalamic_inh"])],
}

"""A custom network, written as two short lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.connectivity import FixedProbability
from izhikevich.network.distributions import Uniform
from izhikevich.network.network import Network
from izhikevich.network.populations import EXCITATORY, INHIBITORY, Population, whole_and_kind
from izhikevich.network.synapses.expression import DEFAULT
from izhikevich.networks.origin import ready_made
from izhikevich.networks.steps import PUBLISHED, network_of
from izhikevich.networks.weights import read_amounts
from izhikevich.neuron.cells.lookup import parameters_of
from izhikevich.progress import Report, Steps, one_by_one, with_progress
from izhikevich.units import integer, number

_INHIBITORY_CELL = "FS"


@ready_made
def custom(
    populations: Sequence[Mapping[str, Any]],
    projections: Sequence[Mapping[str, Any]] = (),
    *,
    seed: int = 0,
    dt: float = 1.0,
    scheme: str = PUBLISHED,
    progress: Report | None = None,
) -> Steps[Network]:
    """Return a network of given populations and projections.

    Parameters
    ----------
    populations : sequence of mappings
        "name"; "size"; "cell", one of the 2003/2004 form (default RS); "inhibitory",
        the fraction of neurons that inhibit others, which are fast spiking (default 0); "current"
        and "noise", mean and standard deviation (per ms) of the input, mV/ms; "tau_refrac", the
        refractory period, ms (default 0); "conductance", an expression (default "g_exc - g_inh").
        Noise and refractory period may be distributions or their texts, such as "uniform(1,5)",
        from which each neuron draws its own.
    projections : sequence of mappings
        "pre" and "post", names of populations; "probability" (default 0.1); "weight" of the
        synapses of excitatory neurons and "weight_inh" of those of inhibitory ones, numbers or
        texts of distributions, mV/ms for one step (default 5; negative ones count as 0); "delay",
        ms (default 1); "target", the conductance that excitatory neurons act on (default "exc";
        that of inhibitory ones is "inh").
    seed : int
    dt : float
        Time step, ms. With another than 1 weights are charges, and noise keeps its strength: see
        `scaling` of `Network`.
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Raises
    ------
    ParameterError
        If a population, a cell or a value is unknown or not allowed.

    Examples
    --------
    >>> net = custom([{"name": "E", "size": 80, "inhibitory": 0.2, "noise": 5}],
    ...              [{"pre": "E", "post": "E", "weight": "uniform(0,2)"}])
    >>> [population.name for population in net.populations]
    ['E excitatory', 'E inhibitory']
    """
    net = network_of(dt, seed, scheme)
    parts: dict[str, list[Population]] = {}
    for row in populations:
        name = str(row.get("name", ""))
        if not name or name in parts:
            raise ParameterError("populations", name, "each needs its own name")
        parts[name] = _population(net, name, row)
    work = []
    for row in projections:
        for end in ("pre", "post"):
            if row.get(end) not in parts:
                known = ", ".join(parts) or msg("none")
                raise ParameterError(
                    "projections",
                    row.get(end),
                    msg("there are the populations {known}", known=known),
                )
        work += [
            _connect(net, pre, post, row)
            for pre in parts[row["pre"]]
            for post in parts[row["post"]]
        ]
    yield from one_by_one(work)
    return net


def _population(net: Network, name: str, row: Mapping[str, Any]) -> list[Population]:
    """Add the excitatory and the inhibitory neurons of a population, where there are any."""
    size = integer(int(row.get("size", 100)), "size", low=1)
    inhibitory = round(
        size * number(row.get("inhibitory", 0.0), "inhibitory", "", low=0.0, high=1.0)
    )
    cell = row.get("cell", "RS")
    if parameters_of(cell).dimensional:
        raise ParameterError("cell", cell, "must be of the 2003/2004 form, with currents in mV/ms")
    parts = ((size - inhibitory, cell, EXCITATORY), (inhibitory, _INHIBITORY_CELL, INHIBITORY))
    return [
        net.population(
            count,
            one,
            name=f"{name} {kind}",
            i_offset=number(row.get("current", 0.0), "current", "mV/ms"),
            noise=read_amounts(row.get("noise", 0.0), "noise"),
            tau_refrac=read_amounts(row.get("tau_refrac", 0.0), "tau_refrac", "ms"),
            conductance=str(row.get("conductance", DEFAULT)),
            v0=Uniform(-75.0, -55.0),
        )
        for count, one, kind in parts
        if count
    ]


def _connect(net: Network, pre: Population, post: Population, row: Mapping[str, Any]) -> Steps[Any]:
    excites = whole_and_kind(pre.name)[1] == EXCITATORY
    weight = "weight" if excites else "weight_inh"
    return with_progress(
        net.connect,
        pre,
        post,
        FixedProbability(number(row.get("probability", 0.1), "probability", "", low=0.0, high=1.0)),
        weights=read_amounts(row.get(weight, 5.0), weight),
        delays=number(row.get("delay", 1.0), "delay", "ms", low=0.0, low_open=True),
        target=str(row.get("target", "exc")) if excites else "inh",
    )

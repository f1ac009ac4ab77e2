"""A custom network, written as two short lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from izhikevich.errors import ParameterError, TableError
from izhikevich.messages import msg
from izhikevich.network.network import Network
from izhikevich.networks.origin import ready_made
from izhikevich.networks.rows.columns import POPULATION, PROJECTION, check_columns
from izhikevich.networks.rows.populations import Part, add_inputs, add_populations
from izhikevich.networks.rows.projections import add_projections
from izhikevich.networks.rows.text import in_row
from izhikevich.networks.steps import PUBLISHED, network_of
from izhikevich.progress import Report, Steps, one_by_one


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
        "name"; "size"; "cell", a cell ("RS", "RS_2007"), its numbers ("a=0.02 b=0.2 c=-65 d=8", "CH
        d=uniform(2,8)") or a source of spikes ("poisson(20)", "regular(40)", "packets(50 150,
        sigma=2)", "spikes(10 20)"); "inhibitory", the fraction of neurons that inhibit others
        (default 0), which are of the "inhibitory_cell" (default fast spiking); "current" and
        "noise", mean and standard deviation (per ms) of the input, mV/ms, in the 2007 form pA;
        "stimulus", a current over time; "tau_refrac", the refractory period, ms (default 0);
        "conductance", an expression (default "g_exc - g_inh"), and "tau", how its targets decay
        ("exc=5 inh=alpha(10)", ms); or "receptors", names such as "AMPA GABA_A", whose weights are
        conductances, 1/ms or nS; "input_rate", "input_sources", "input_weight" and "input_target",
        Poisson spikes from outside: rate (Hz) and number of the sources of each neuron;
        "positions", "ring" (default), "line", "torus(20,40)" or "sheet(20,40)"; "v0" and "u0",
        where neurons start (default near rest; "c", at the voltage after a spike). Where an amount
        is a distribution or its text, such as "uniform(1,5)", each neuron draws its own.
    projections : sequence of mappings
        "pre" and "post", names of populations; "kind", "" for synapses or "gap" for gap junctions,
        whose conductance is the weight; "rule", "" (at random, with the "probability", default
        0.1), "in_degree", "out_degree" or "total" (the number of synapses "degree", or the
        probability times the number of possible partners), "all" or "one" (to one), "gaussian" or
        "exponential" (of the distance, with the "reach" as a part of the ring or the longer side),
        "small_world"; "self_connections" and "multapses", "yes" where they are allowed; "weight" of
        the synapses of excitatory neurons and "weight_inh" of those of inhibitory ones, numbers or
        texts of distributions, mV/ms for one step, in the 2007 form pA (default 5; negative ones
        count as 0); "delay", ms, or its distribution (default 1); "target" and "target_inh", the
        conductances on which excitatory and inhibitory neurons act (default "exc" and "inh", or the
        first such receptor); "learning", "stdp", "nearest", "triplets" or, of inhibitory neurons,
        "inhibitory", with numbers of its own perhaps ("stdp(a_plus=0.2)"); "short_term",
        "depressing" or "facilitating".
    seed : int
    dt : float
        Time step, ms. If it is not 1, weights are charges and noise keeps its strength: see
        `scaling` of `Network`.
    scheme : str
        How a step is taken: see `Network`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Raises
    ------
    ParameterError
        If a population, a cell or a value is unknown or not allowed; it names row and column.

    Examples
    --------
    >>> net = custom([{"name": "E", "size": 80, "inhibitory": 0.2, "noise": 5}],
    ...              [{"pre": "E", "post": "E", "weight": "uniform(0,2)"}])
    >>> [population.name for population in net.populations]
    ['E excitatory', 'E inhibitory']
    """
    net = network_of(dt, seed, scheme)
    parts: dict[str, list[Part]] = {}
    for k, row in enumerate(populations, start=1):
        name = str(row.get("name", ""))
        with in_row("populations", k):
            check_columns(row, POPULATION)
            if not name or name in parts:
                raise ParameterError("name", name, "each needs its own name")
            parts[name] = add_populations(net, name, row)
    work: list[Steps[Any]] = []
    for k, row in enumerate(projections, start=1):
        for end in ("pre", "post"):
            if row.get(end) not in parts:
                known = ", ".join(parts) or msg("none")
                allowed = msg("there are the populations {known}", known=known)
                raise TableError("projections", row.get(end), allowed, row=k, column=end)
        with in_row("projections", k):
            check_columns(row, PROJECTION)
            added = add_projections(net, parts[row["pre"]], parts[row["post"]], row)
        work += [_named(one, k) for one in added]
    yield from one_by_one(work)
    for k, row in enumerate(populations, start=1):
        with in_row("populations", k):
            add_inputs(net, parts[str(row["name"])], row)
    return net


def _named(work: Steps[Any], row: int) -> Steps[Any]:
    """Name the row of the projection that is being added in an error."""
    with in_row("projections", row):
        return (yield from work)

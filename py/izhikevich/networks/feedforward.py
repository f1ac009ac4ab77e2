"""Layers of neurons, each driving the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, choices
from izhikevich.messages import msg
from izhikevich.network.connectivity import FixedProbability, FromMatrix
from izhikevich.network.connectivity.rules import Rule
from izhikevich.network.distributions import Distribution, Normal, Uniform
from izhikevich.network.network import Network
from izhikevich.network.populations import EXCITATORY, INHIBITORY, Population, whole_and_kind
from izhikevich.network.projections import Projection
from izhikevich.networks.origin import Act, Acts, Setting, ready_made
from izhikevich.networks.steps import PUBLISHED, delay_of, network_of
from izhikevich.networks.weights import is_matrix, read_amounts, read_matrix, scaled
from izhikevich.progress import Report, Steps, building, part_of, with_progress
from izhikevich.units import integer, number

_MAX_LAYERS = 20
_KEYS = ("pre", "post", "probability", "weight", "delay")


@ready_made
def feedforward(
    layers: Sequence[int] = (1000, 200, 10),
    *,
    excitatory_fraction: float = 0.8,
    connection_probability: float = 0.1,
    weight_mean: float = 6.0,
    weight_sd: float = 2.0,
    inhibition: float = 1.0,
    input_current: float = 3.0,
    input_noise: float = 3.0,
    background_noise: float = 3.0,
    connections: Sequence[Mapping[str, Any]] = (),
    seed: int = 0,
    dt: float = 1.0,
    scheme: str = PUBLISHED,
    progress: Report | None = None,
) -> Steps[Network]:
    """Return layers, each driving the next; the first is driven by a noisy current.

    In each layer the first neurons are excitatory (regular spiking), the others inhibitory (fast
    spiking). Weights are normal, cut at 0, since signs are those of the neurons (Dale's law). Each
    neuron sends fewer synapses to a smaller layer, so that with a fixed probability the input of a
    neuron depends on the size of the layer before.

    Parameters
    ----------
    layers : sequence of int
        Number of neurons of each layer.
    excitatory_fraction : float
        Fraction of each layer that is excitatory, 0 to 1.
    connection_probability : float
        Probability that a pair of neurons of neighbouring layers is connected.
    weight_mean, weight_sd : float
        Mean and standard deviation of the weights, mV/ms for one step; inhibitory ones are
        multiplied by `inhibition`.
    inhibition : float
        Strength of inhibitory weights, as a multiple of the excitatory ones.
    input_current, input_noise : float
        Mean and standard deviation (per ms) of the current into the first layer, mV/ms.
    background_noise : float
        Standard deviation of the current into all other layers, mV/ms.
    connections : sequence of mappings
        What is different for some pairs of layers: "pre" and "post", numbers of layers from 1 on,
        which need not be neighbours; "probability"; "weight" of the synapses of excitatory neurons
        (those of inhibitory ones are multiplied by `inhibition`): a number, a distribution or its
        text, such as "lognormal(1.5,0.5)", or a matrix of shape (n_post, n_pre) or the name of a
        CSV file with one, which also says who is connected; "delay", ms (default 1). What is left
        out, or an empty text, is as in all other pairs. Of several for one pair the last counts.
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
        If a value is not allowed, or a layer is not there.

    Examples
    --------
    >>> net = feedforward((80, 20, 5), connections=[
    ...     {"pre": 1, "post": 2, "weight": "uniform(0,12)", "probability": 0.3},
    ...     {"pre": 3, "post": 1, "weight": 2, "delay": 5},
    ... ])
    >>> "layer 3 excitatory to layer 1 excitatory" in [p.name for p in net.projections]
    True
    """
    sizes = [integer(size, "layers", low=1) for size in layers]
    if not 1 <= len(sizes) <= _MAX_LAYERS:
        raise ParameterError(
            "layers",
            tuple(layers),
            msg("must be 1 to {most} sizes", most=_MAX_LAYERS),
        )
    fraction = number(excitatory_fraction, "excitatory_fraction", "", low=0.0, high=1.0)
    net = network_of(dt, seed, scheme)
    pairs = _pairs(connections, len(sizes))
    strength = number(inhibition, "inhibition", "", low=0.0)
    general = _Connection(connection_probability, Normal(weight_mean, weight_sd, low=0.0))
    layers_made: list[list[Population]] = []
    for k, size in enumerate(sizes):
        drive = (input_current, input_noise) if k == 0 else (0.0, background_noise)
        layers_made.append(_layer(net, f"layer {k + 1}", size, fraction, *drive))
        if k:
            own = _read(pairs.pop((k, k + 1), {}), general, sizes[k - 1], size)
            for work in _connecting(net, layers_made[k - 1], layers_made[k], own, strength):
                # Layer by layer: the random numbers of a part depend on the parts before it.
                yield from part_of(work, k / len(sizes), k / len(sizes), building(0.0).text)
    for (pre, post), row in pairs.items():
        own = _read(row, general, sizes[pre - 1], sizes[post - 1])
        for work in _connecting(net, layers_made[pre - 1], layers_made[post - 1], own, strength):
            yield from part_of(work, 1.0, 1.0, building(0.0).text)
    return net


@dataclass(frozen=True)
class _Connection:
    """How two layers are connected.

    Parameters
    ----------
    probability : float
    weights : float, Distribution or array, shape (n_post, n_pre)
        Those of excitatory neurons.
    delay : float
        In ms.
    """

    probability: float
    weights: float | Distribution | FloatArray
    delay: float = 1.0


def _pairs(rows: Sequence[Mapping[str, Any]], count: int) -> dict[tuple[int, int], Any]:
    """Return what is given for pairs of layers, by their numbers."""
    found: dict[tuple[int, int], Any] = {}
    for row in rows:
        unknown = [key for key in row if key not in _KEYS]
        if unknown:
            raise ParameterError("connections", unknown[0], choices(_KEYS))
        ends = []
        for end in _KEYS[:2]:
            layer = row.get(end)
            if not isinstance(layer, int | float | np.number) or layer not in range(1, count + 1):
                raise ParameterError(
                    "connections",
                    layer,
                    msg("{end} must be a layer, 1 to {count}", end=end, count=count),
                )
            ends.append(int(layer))
        found[ends[0], ends[1]] = row
    return found


def _read(row: Mapping[str, Any], general: _Connection, n_pre: int, n_post: int) -> _Connection:
    """Return what a row says, and otherwise what holds for all pairs."""
    given = {name: value for name, value in row.items() if not _is_empty(value)}
    changes: dict[str, Any] = {}
    if "probability" in given:
        changes["probability"] = _number(given["probability"], "probability", low=0.0, high=1.0)
    if "delay" in given:
        changes["delay"] = _number(given["delay"], "delay", "ms", low=0.0, low_open=True)
    if "weight" in given:
        weight = given["weight"]
        matrix = is_matrix(weight)
        changes["weights"] = (
            read_matrix(weight, n_pre, n_post) if matrix else read_amounts(weight, "weight")
        )
    return replace(general, **changes)


def _is_empty(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _number(value: Any, name: str, unit: str = "", **limits: Any) -> float:
    """Read a number, or a text with one."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            raise ParameterError(name, value, "must be a number") from None
    return number(value, name, unit, **limits)


def _connecting(
    net: Network,
    before: Sequence[Population],
    now: Sequence[Population],
    how: _Connection,
    inhibition: float,
) -> Iterator[Steps[Projection]]:
    """Connect two layers, part by part."""
    for pre in before:
        excitatory = whole_and_kind(pre.name)[1] == EXCITATORY
        strength = 1.0 if excitatory else inhibition
        for post in now:
            options: dict[str, Any] = {"target": "exc" if excitatory else "inh"}
            options["delays"] = delay_of(how.delay, net)
            if isinstance(how.weights, np.ndarray):
                first = before[0].start, now[0].start
                rows = slice(post.start - first[1], post.stop - first[1])
                columns = slice(pre.start - first[0], pre.stop - first[0])
                rule: Rule = FromMatrix(strength * how.weights[rows, columns])
            else:
                rule = FixedProbability(how.probability)
                options["weights"] = scaled(how.weights, strength)
            yield with_progress(net.connect, pre, post, rule, **options)


def _layer(
    net: Network, name: str, size: int, fraction: float, current: float, noise: float
) -> list[Population]:
    """Add the excitatory and the inhibitory neurons of a layer, where there are any."""
    excitatory = round(fraction * size)
    parts = ((EXCITATORY, excitatory, "RS"), (INHIBITORY, size - excitatory, "FS"))
    return [
        net.population(
            count,
            cell,
            name=f"{name} {kind}",
            i_offset=current,
            noise=noise,
            v0=Uniform(-75.0, -55.0),  # otherwise all would fire together at first
        )
        for kind, count, cell in parts
        if count
    ]


def _weigh(net: Network, given: Mapping[str, Any]) -> list[Setting]:
    """Return the weights of all synapses, as they are drawn when the network is built."""
    sizes = [int(size) for size in given["layers"]]
    pairs = _pairs(given["connections"], len(sizes))
    strength = number(given["inhibition"], "inhibition", "", low=0.0)
    weights = Normal(given["weight_mean"], given["weight_sd"], low=0.0)
    general = _Connection(given["connection_probability"], weights)
    found: list[Setting] = []
    for projection in net.projections:
        pre, kind = _place(projection.pre.name)
        post, _ = _place(projection.post.name)
        row = pairs.get((pre, post), {})
        how = _read(row, general, sizes[pre - 1], sizes[post - 1])
        if isinstance(how.weights, np.ndarray):
            raise ParameterError(
                "inhibition", strength, "does not act on a running network with matrices of weights"
            )
        found.append(
            (projection, "w", scaled(how.weights, strength if kind == INHIBITORY else 1.0))
        )
    return found


def _place(name: str) -> tuple[int, str]:
    """Return the number of a population's layer, and its kind."""
    layer, kind = whole_and_kind(name)
    return int(layer.removeprefix("layer ")), kind


def _into(first: bool, name: str, argument: str) -> Act:
    """Return what sets a value of the first layer, or of all others, to an argument."""
    return lambda net, given: [
        (population, name, given[argument])
        for population in net.populations
        if (_place(population.name)[0] == 1) == first
    ]


#: What acts on a running network, by the names of the arguments.
ACTS: Acts = {
    "weight_mean": _weigh,
    "weight_sd": _weigh,
    "inhibition": _weigh,
    "input_current": _into(True, "i_offset", "input_current"),
    "input_noise": _into(True, "noise", "input_noise"),
    "background_noise": _into(False, "noise", "background_noise"),
}

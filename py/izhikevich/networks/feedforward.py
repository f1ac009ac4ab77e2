"""Layers of neurons, each driving the next."""

from __future__ import annotations

from collections.abc import Sequence

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.connectivity import FixedProbability
from izhikevich.network.distributions import Normal, Uniform
from izhikevich.network.network import Network
from izhikevich.network.populations import EXCITATORY, INHIBITORY, Population, whole_and_kind
from izhikevich.networks.origin import ready_made
from izhikevich.progress import Report, Steps, building, part_of, with_progress
from izhikevich.units import integer, number

_MAX_LAYERS = 20


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
    seed: int = 0,
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
    seed : int
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.
    """
    sizes = [integer(size, "layers", low=1) for size in layers]
    if not 1 <= len(sizes) <= _MAX_LAYERS:
        raise ParameterError(
            "layers",
            tuple(layers),
            msg("must be 1 to {most} sizes", most=_MAX_LAYERS),
        )
    fraction = number(excitatory_fraction, "excitatory_fraction", "", low=0.0, high=1.0)
    net = Network(dt=1.0, seed=seed, scheme="half_step")
    before: list[Population] = []
    for k, size in enumerate(sizes):
        drive = (input_current, input_noise) if k == 0 else (0.0, background_noise)
        now = _layer(net, f"layer {k + 1}", size, fraction, *drive)
        for pre in before:
            excitatory = whole_and_kind(pre.name)[1] == EXCITATORY
            strength = 1.0 if excitatory else number(inhibition, "inhibition", "", low=0.0)
            for post in now:
                weights = Normal(weight_mean * strength, weight_sd * strength, low=0.0)
                target = "exc" if excitatory else "inh"
                rule = FixedProbability(connection_probability)
                work = with_progress(net.connect, pre, post, rule, weights=weights, target=target)
                # Layer by layer: the random numbers of a part depend on the parts before it.
                yield from part_of(work, k / len(sizes), k / len(sizes), building(0.0).text)
        before = now
    return net


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

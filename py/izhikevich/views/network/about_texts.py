"""Why the network of each preset behaves as it does, and what to try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class NetworkText:
    """Texts with marks (see `izhikevich.views.about`)."""

    why: tuple[str, ...]
    tries: tuple[str, ...]
    biology: str
    sources: tuple[str, ...]


_2003 = (
    "E. M. Izhikevich, [Simple model of spiking neurons](https://doi.org/10.1109/TNN.2003.820440), "
    "IEEE Trans. Neural Networks 14 (2003) 1569–1572."
)
_2006 = (
    "E. M. Izhikevich, [Polychronization: computation with spikes]"
    "(https://doi.org/10.1162/089976606775093882), Neural Computation 18 (2006) 245–282."
)
_WAVES = (
    "D. Golomb, Y. Amitai, [Propagating neuronal discharges in neocortical slices]"
    "(https://doi.org/10.1152/jn.1997.78.3.1199), J. Neurophysiol. 78 (1997) 1199–1211."
)
_SCHEME = "Steps of 1 ms, with *v* in two half-steps, as in the paper."

_SPARSE = (
    "Each neuron receives input from about 100 others, whose spikes add up to a current that is "
    "nearly the same for all and, in a large network, hardly fluctuates. All start alike and so "
    "fire together at first; noise and differences between the cells then desynchronise them, and "
    "a [steady rate](curve:raster/excitatory) remains."
)
_LARGE_TRIES = (
    "Weaken [inhibition](parameter:inh_weight): [4](set:inh_weight=4) instead of 7.3.",
    "The rhythms of the population: [spectrum](panel:spectrum).",
)

TEXTS: Mapping[str, NetworkText] = {
    "feedforward": NetworkText(
        (
            "[Noise](parameter:input_noise) makes the neurons of the first layer fire "
            "independently. Each neuron in the next layer receives input from about a tenth of "
            "them: a single spike moves it by only a few mV, so several must arrive within a few "
            "ms. What drives a layer is the number of neurons that fire together in the layer "
            "before.",
            "Synapses from excitatory neurons add to the current, those from inhibitory neurons "
            "subtract from it. The net current decides.",
        ),
        (
            "Weaken the weights: with [w = 3](set:weight_mean=3) the last layer falls silent; with "
            "[w = 9](set:weight_mean=9) it fires fast.",
            "Remove [inhibition](parameter:inhibition): [0](set:inhibition=0).",
            "Noise in the first layer only: [0](set:background_noise=0).",
        ),
        "Sensory pathways are such chains of layers; whether they pass on synchronous volleys or "
        "only rates depends on the strength of the synapses and the noise.",
        (_2003, f"Layers and sizes are our own choice. {_SCHEME}"),
    ),
    "cortical_2003": NetworkText(
        (
            "Each excitatory cell receives input from 1000 others. When by chance more of them "
            "fire than average, still more fire a few ms later, and the wave grows until "
            "[inhibition](curve:raster/inhibitory), which acts faster than the [excitatory "
            "cells](curve:raster/excitatory) recover, stops it. Then noise starts the next wave: "
            "the rhythm belongs to the whole network, and to no single cell.",
        ),
        (
            "Weaker coupling: with [half the weights](set:exc_weight=0.25&inh_weight=0.5) the "
            "waves disappear.",
            "Less inhibition: at [0.75](set:balance=0.75) all neurons fire together, in bursts. "
            "Its [measured effect](panel:balance) is a sharp transition.",
            "See the [rhythms](panel:spectrum): alpha near 10 Hz, gamma near 40.",
            "The [weights](panel:weights) are drawn from a uniform distribution.",
        ),
        "Rhythms of about 10 Hz (alpha) and 40 Hz (gamma) are seen in the awake cortex; the paper "
        "showed that a network of 1000 simple cells produces them, in real time on a PC of 2003.",
        (_2003, _SCHEME),
    ),
    "cortical_10k": NetworkText(
        (_SPARSE,),
        _LARGE_TRIES,
        "A cubic millimetre of cortex has about 100,000 cells; each receives input from thousands "
        "of others.",
        (_2003, "The number of targets and the weights are our own choice."),
    ),
    "cortical_100k": NetworkText(
        (_SPARSE,),
        _LARGE_TRIES,
        "This is about the number of cells in a cubic millimetre of cortex; each of those receives "
        "input from thousands of others.",
        (_2003, "The number of targets and the weights are our own choice."),
    ),
    "ring": NetworkText(
        (
            "A neuron that fires excites its neighbours on both sides, and they fire about one "
            "[delay](parameter:delay) later: a front runs each way. Behind it *u* is high and the "
            "neurons are refractory for a while, so a front does not turn back, and two that meet "
            "annihilate each other. See the [phase plane](panel:phase): after its spike the neuron "
            "is far above rest.",
        ),
        (
            "Longer delays, [D = 6](set:delay=6), slow the waves: the lines get steeper.",
            "A wider [reach](parameter:reach), [s = 0.03](set:reach=0.03), speeds them up.",
            "Weaker synapses, [w = 6](set:weight=6): waves soon die out.",
        ),
        "Excitable waves of this kind run across isolated or sleeping cortex, the retina before "
        "birth, and the heart.",
        (_WAVES,),
    ),
    "polychronous_2006": NetworkText(
        (
            "Synapses have delays of 1 to 20 ms, and those of excitatory cells learn: one whose "
            "spike arrives just before its target fires is strengthened; one whose spike arrives "
            "late is weakened. At first all are alike, and the network fires in bursts, several "
            "times a second. Over time most weights move to one of their bounds, leaving groups of "
            "cells that fire not together but in time-locked order.",
        ),
        (
            "Continue with the button below the plots, and watch the [weights](panel:weights).",
            "[After an hour](see:#network?preset=polychronous_trained) of simulated time.",
        ),
        "Axons in the cortex conduct slowly enough for delays of up to tens of ms; spike-timing "
        "dependent plasticity has been measured at many synapses.",
        (_2006,),
    ),
    "polychronous_trained": NetworkText(
        (
            "This is the same network after 3600 s of learning. Most [weights](panel:weights) are "
            "at 0 or at their bound; the few strong paths let activity run along chains of cells "
            "with matching delays.",
        ),
        (
            "Compare the [rhythms](panel:spectrum) with those "
            "[before learning](see:#network?preset=polychronous_2006).",
        ),
        "The paper finds thousands of such groups in 1000 cells, far more groups than cells: a "
        "measure of how much a network could hold.",
        (_2006,),
    ),
    "custom": NetworkText(
        (
            "A network of your own: each row of the tables is a population or a projection. The "
            "[graph](panel:graph) shows how the populations are connected, the "
            "[matrix](panel:matrix) how the neurons are.",
        ),
        (
            "Click a neuron in the raster: its voltage, phase plane and strongest synapses are "
            "shown.",
            "Another random network of the same kind: [seed 1](set:seed=1).",
        ),
        "In the cortex, RS, IB and CH cells are excitatory, FS and LTS cells inhibitory.",
        (_2003,),
    ),
}

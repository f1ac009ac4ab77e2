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
_SCHEME = "Steps of 1 ms, with *v* in two halves, as in the paper."

_SPARSE = (
    "Each neuron hears about 100 others, whose spikes add up to a current that is nearly the same "
    "for all and hardly changes when there are many. They all start alike and so fire together "
    "at first; noise and differences between the cells then take them apart, and what stays is a "
    "[steady rate](curve:raster/excitatory)."
)
_LARGE_TRIES = (
    "Weaken [inhibition](parameter:inh_weight): [4](set:inh_weight=4) instead of 7.3.",
    "The rhythms of the population: [spectrum](panel:spectrum).",
)

TEXTS: Mapping[str, NetworkText] = {
    "feedforward": NetworkText(
        (
            "[Noise](parameter:input_noise) makes the neurons of the first layer fire "
            "independently. A neuron of the next layer hears about a tenth of them: a spike alone "
            "moves it by few mV, so that several must come within some ms. A layer is as strong "
            "as the number of those that fire together in the layer before.",
            "Excitatory neurons send through synapses that add to the current, inhibitory ones "
            "through such that take from it. What is left decides.",
        ),
        (
            "Weaken the weights: with [w = 3](set:weight_mean=3) the last layer falls silent; with "
            "[w = 9](set:weight_mean=9) it fires fast.",
            "Take [inhibition](parameter:inhibition) away: [0](set:inhibition=0).",
            "No noise but in the first layer: [0](set:background_noise=0).",
        ),
        "Sensory pathways are such chains of layers; whether synchronous volleys or mere rates "
        "are handed on depends on the strength of the synapses and the noise.",
        (_2003, f"Layers and sizes are ours. {_SCHEME}"),
    ),
    "cortical_2003": NetworkText(
        (
            "Each excitatory cell hears 1000 others. When by chance more of them fire than on "
            "average, more fire a few ms later, and the wave grows until "
            "[inhibition](curve:raster/inhibitory), which answers faster than the [excitatory "
            "cells](curve:raster/excitatory) recover, stops it. Then noise starts the next wave: "
            "the rhythm is that of the whole network, and of no cell.",
        ),
        (
            "Weaker coupling: with [half the weights](set:exc_weight=0.25&inh_weight=0.5) the "
            "waves are gone.",
            "See the [rhythms](panel:spectrum): alpha near 10 Hz, gamma near 40.",
            "The [weights](panel:weights) are uniform: none is special.",
        ),
        "Rhythms of about 10 Hz (alpha) and 40 Hz (gamma) are seen in the awake cortex; the paper "
        "showed that a network of 1000 simple cells has them in real time on a PC of 2003.",
        (_2003, _SCHEME),
    ),
    "cortical_10k": NetworkText(
        (_SPARSE,),
        _LARGE_TRIES,
        "A cubic millimetre of cortex has about 100,000 cells; each hears thousands of others.",
        (_2003, "Number of targets and weights are ours."),
    ),
    "cortical_100k": NetworkText(
        (_SPARSE,),
        _LARGE_TRIES,
        "This is about the number of cells in a "
        "cubic millimetre of cortex; each of those hears thousands of others.",
        (_2003, "Number of targets and weights are ours."),
    ),
    "ring": NetworkText(
        (
            "A neuron that fires excites its neighbours on both sides, and they fire about a "
            "[delay](parameter:delay) later: a front runs each way. Behind it *u* is high and the "
            "neurons are hard to excite for a while, so that a front does not turn back and two "
            "that meet put each other out. Look at the [phase plane](panel:phase): after its spike "
            "the neuron is far above rest.",
        ),
        (
            "Longer delays, [D = 6](set:delay=6), slow the waves: the lines get steeper.",
            "A wider [reach](parameter:reach), [s = 0.03](set:reach=0.03), speeds them up.",
            "Weaker synapses, [w = 6](set:weight=6): waves do not get far.",
        ),
        "Waves run over cortex that is cut loose or asleep, over the retina before birth, and over "
        "the heart; they are of this excitable kind.",
        (_WAVES,),
    ),
    "polychronous_2006": NetworkText(
        (
            "Synapses have delays of 1 to 20 ms, and those of excitatory cells learn: one whose "
            "spike comes just before that of its target grows, one that comes late shrinks. At "
            "first all are alike, and the network fires in bursts, several times a second. As "
            "time goes by most weights move to one of their bounds; what is left are groups of "
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
        "The paper counts thousands of such groups in 1000 cells, more than there are synapses: a "
        "measure of how much a network could hold.",
        (_2006,),
    ),
    "custom": NetworkText(
        (
            "What happens is up to you: each row of the tables is a population or a projection. "
            "The [graph](panel:graph) shows how they are connected, the "
            "[matrix](panel:matrix) neuron by neuron.",
        ),
        (
            "Click a neuron in the raster: its voltage, phase plane and strongest synapses are "
            "shown.",
            "Another random network of the same kind: [seed 1](set:seed=1).",
        ),
        "Cell types by name: RS, IB and CH excite in cortex, FS and LTS inhibit.",
        (_2003,),
    ),
}

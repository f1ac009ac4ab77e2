"""Networks to begin from: the rows of small networks of each kind, as data for `custom`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from izhikevich.messages import msg
from izhikevich.network.network import Network
from izhikevich.networks.custom import custom
from izhikevich.networks.steps import PUBLISHED
from izhikevich.table import Table

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class NetworkTemplate:
    """A network to begin from.

    Parameters
    ----------
    title : str
        Name for the reader.
    text : str
        What it is, what it does, and what to change first.
    populations, projections : sequences of mappings
        Rows for `custom`.
    scheme : str
        How a step is taken.
    duration : float
        Time in which it shows what it does, ms.
    source : str
        The paper that it follows, if any.
    """

    title: str
    text: str
    populations: Sequence[Row]
    projections: Sequence[Row]
    scheme: str = PUBLISHED
    duration: float = 1000.0
    source: str = ""

    def network(self, seed: int = 0) -> Network:
        """Return the network.

        Parameters
        ----------
        seed : int
        """
        return custom(self.populations, self.projections, seed=seed, scheme=self.scheme)


def _pair() -> NetworkTemplate:
    return NetworkTemplate(
        msg("two populations"),
        msg(
            "Excitatory neurons drive inhibitory ones, which hold them back a few milliseconds "
            "later: the loop makes waves of about 40 Hz (gamma) of the noise that keeps both "
            "going. Strengthen the arrow from E to I, or take one away."
        ),
        (
            {"name": "E", "size": 400, "cell": "RS d=uniform(4,10)", "noise": 6},
            {"name": "I", "size": 100, "inhibitory": 1, "noise": 2},
        ),
        (
            {"pre": "E", "post": "E", "probability": 0.2, "weight": "uniform(0,2)"},
            {"pre": "E", "post": "I", "probability": 0.2, "weight": "uniform(0,6)"},
            {"pre": "I", "post": "E", "probability": 0.2, "weight_inh": "uniform(0,4)"},
            {"pre": "I", "post": "I", "probability": 0.2, "weight_inh": "uniform(0,2)"},
        ),
    )


#: States of a balanced network: inhibition g, weight (mV/ms), synapses from excitatory neurons,
#: spikes from outside of each neuron in a second, and delays.
_STATES: Mapping[str, tuple[str, str, float, float, int, int, str]] = {
    "balanced_ai": (
        msg("balanced, asynchronous irregular"),
        msg(
            "Strong synapses with strong inhibition: excitation and inhibition nearly cancel, and "
            "each neuron fires when chance lets excitation win. Neurons fire irregularly and "
            "independently, as in awake cortex."
        ),
        8.0,
        4.0,
        100,
        500,
        "uniform(1,5)",
    ),
    "balanced_ar": (
        msg("balanced, asynchronous regular"),
        msg(
            "Weak synapses, weak inhibition and delays of many lengths: the input of each neuron "
            "is nearly constant, so it fires like a clock, and the clocks are not in step."
        ),
        2.0,
        0.3,
        200,
        13_333,
        "uniform(1,10)",
    ),
    "balanced_sr": (
        msg("balanced, synchronous regular"),
        msg(
            "As the asynchronous regular state, with one delay for all synapses and more "
            "inhibition: the clocks lock, and the network fires in waves."
        ),
        3.0,
        0.3,
        200,
        13_333,
        "2",
    ),
    "balanced_si": (
        msg("balanced, synchronous irregular"),
        msg(
            "Inhibition dominates and returns after 2 ms: the network oscillates quickly as a "
            "whole, while each neuron takes part in some of the cycles only, irregularly."
        ),
        12.0,
        0.7,
        200,
        14_286,
        "2",
    ),
}
_BRUNEL = (
    "N. Brunel, [Dynamics of sparsely connected networks of excitatory and inhibitory spiking "
    "neurons](https://doi.org/10.1023/A:1008925309027), J. Comput. Neurosci. 8 (2000) 183–208."
)


def _balanced(
    title: str, text: str, g: float, weight: float, degree: int, outside: int, delay: str
) -> NetworkTemplate:
    """Return a state of the balanced network: each neuron gets a quarter as many inhibitory."""
    own = {
        "noise": 0,
        "tau_refrac": 2,
        "input_rate": 10,
        "input_sources": outside // 10,
        "input_weight": weight,
    }
    rows = [
        {
            "pre": pre,
            "post": post,
            "rule": "in_degree",
            "degree": degree if pre == "E" else degree // 4,
            "weight" if pre == "E" else "weight_inh": weight
            if pre == "E"
            else round(g * weight, 6),
            "delay": delay,
        }
        for pre in "EI"
        for post in "EI"
    ]
    return NetworkTemplate(
        title,
        text,
        (
            {"name": "E", "size": 1000, "cell": "FS", **own},
            {"name": "I", "size": 250, "inhibitory": 1, **own},
        ),
        rows,
        scheme="adaptive",
        source=_BRUNEL,
    )


#: Neurons of a cubic millimetre, and synapses of each from outside, by layer and kind.
_LAYERS = {
    "L23E": (20_683, 1600),
    "L23I": (5834, 1500),
    "L4E": (21_915, 2100),
    "L4I": (5479, 1900),
    "L5E": (4850, 2000),
    "L5I": (1065, 1900),
    "L6E": (14_395, 2900),
    "L6I": (2948, 2100),
}
#: Probability of a connection, to each (rows) from each (columns).
_COLUMN = (
    (0.101, 0.169, 0.044, 0.082, 0.032, 0.0, 0.008, 0.0),
    (0.135, 0.137, 0.032, 0.052, 0.075, 0.0, 0.004, 0.0),
    (0.008, 0.006, 0.050, 0.135, 0.007, 0.0, 0.045, 0.0),
    (0.069, 0.003, 0.079, 0.160, 0.003, 0.0, 0.106, 0.0),
    (0.100, 0.062, 0.051, 0.006, 0.083, 0.373, 0.020, 0.0),
    (0.055, 0.027, 0.026, 0.002, 0.060, 0.316, 0.009, 0.0),
    (0.016, 0.007, 0.021, 0.017, 0.057, 0.020, 0.040, 0.225),
    (0.036, 0.001, 0.003, 0.001, 0.028, 0.008, 0.066, 0.144),
)


def _column(scale: float = 0.05, weight: float = 0.5, g: float = 4.0) -> NetworkTemplate:
    """Return a cortical column with a fraction of its neurons."""
    populations = []
    for name, (size, outside) in _LAYERS.items():
        row = {"name": name, "size": round(scale * size), "noise": 0, "tau": "exc=2 inh=5"}
        if name.endswith("I"):
            row["inhibitory"] = 1
        row |= {"input_rate": 8, "input_sources": outside, "input_weight": 0.2}
        populations.append(row)
    projections = []
    for post, chances in zip(_LAYERS, _COLUMN, strict=True):
        for pre, chance in zip(_LAYERS, chances, strict=True):
            if not chance:
                continue
            strong = 2.0 if (pre, post) == ("L4E", "L23E") else 1.0
            mean = weight * (strong if pre.endswith("E") else g)
            law = f"normal({mean:g},{mean / 10:g})"
            row = {"pre": pre, "post": post, "probability": chance}
            row |= (
                {"weight": law, "delay": "normal(1.5,0.75)"}
                if pre.endswith("E")
                else {"weight_inh": law}
            )
            projections.append(row)
    return NetworkTemplate(
        msg("cortical column"),
        msg(
            "Four layers of cortex under a square millimetre, each with excitatory and inhibitory "
            "neurons, with the connection probabilities that were measured. A twentieth of the "
            "neurons is here, with stronger synapses. Inhibitory neurons fire faster than their "
            "excitatory neighbours, and layers 2 and 3 fire least."
        ),
        populations,
        projections,
        scheme="adaptive",
        duration=500.0,
        source="T. C. Potjans, M. Diesmann, [The cell-type specific cortical microcircuit]"
        "(https://doi.org/10.1093/cercor/bhs358), Cerebral Cortex 24 (2014) 785–806.",
    )


def _synfire(layers: int = 8, size: int = 100, weight: float = 0.5) -> NetworkTemplate:
    populations = [
        {"name": "strong", "size": size, "cell": "packets(100 500,sigma=2)"},
        {"name": "weak", "size": 7 * size // 10, "cell": "packets(300 700,sigma=4)"},
        *(
            {"name": f"L{k}", "size": size, "inhibitory": 0.2, "noise": 1.5}
            for k in range(1, layers + 1)
        ),
    ]
    links = [("strong", "L1"), ("weak", "L1")]
    links += [(f"L{k}", f"L{k + 1}") for k in range(1, layers)]
    own = {"rule": "all", "weight": weight, "weight_inh": weight, "delay": 5}
    return NetworkTemplate(
        msg("synfire chain"),
        msg(
            "Each group excites all neurons of the next. A packet of many spikes at nearly one "
            "time travels to the end and sharpens; one of few and scattered spikes dies. Two "
            "sources send such packets in turn: change how many neurons a source has, or the "
            "scatter sigma of its packets."
        ),
        populations,
        [{"pre": pre, "post": post, **own} for pre, post in links],
        duration=900.0,
        source="M. Diesmann, M.-O. Gewaltig, A. Aertsen, [Stable propagation of synchronous "
        "spiking in cortical neural networks](https://doi.org/10.1038/990101), Nature 402 (1999) "
        "529–533.",
    )


def _thalamocortical() -> NetworkTemplate:
    thalamus, cortex = "AMPA GABA_A GABA_B", "AMPA GABA_A"
    return NetworkTemplate(
        msg("thalamocortical loop"),
        msg(
            "Relay cells of the thalamus (TC) excite the cortex and the reticular nucleus (RTN), "
            "which inhibits them in return: after inhibition relay cells rebound, and the loop "
            "beats about 13 times a second, as in sleep spindles. The cortex (E, I) follows and "
            "answers to both. Take the arrows from RTN to TC away, and the rhythm is gone."
        ),
        (
            {
                "name": "TC",
                "size": 200,
                "cell": "TC_2007",
                "noise": 0,
                "receptors": thalamus,
                "input_rate": 80,
                "input_sources": 5,
                "input_weight": 2,
            },
            {
                "name": "RTN",
                "size": 200,
                "inhibitory": 1,
                "inhibitory_cell": "RTN_2007",
                "noise": 20,
                "receptors": thalamus,
            },
            {"name": "E", "size": 400, "cell": "RS_2007", "noise": 30, "receptors": cortex},
            {
                "name": "I",
                "size": 100,
                "inhibitory": 1,
                "inhibitory_cell": "FS_2007",
                "noise": 30,
                "receptors": cortex,
            },
        ),
        (
            {"pre": "TC", "post": "RTN", "weight": 4, "delay": 2},
            {"pre": "RTN", "post": "TC", "weight_inh": 2, "delay": 2},
            {"pre": "RTN", "post": "TC", "weight_inh": 0.1, "delay": 2, "target_inh": "GABA_B"},
            {"pre": "RTN", "post": "RTN", "weight_inh": 0.5},
            {"pre": "TC", "post": "E", "weight": 4, "delay": 3},
            {"pre": "TC", "post": "I", "weight": 1.2, "delay": 3},
            {
                "pre": "E",
                "post": "TC",
                "probability": 0.05,
                "weight": 0.3,
                "delay": "uniform(5,10)",
            },
            {"pre": "E", "post": "RTN", "probability": 0.05, "weight": 1, "delay": "uniform(5,10)"},
            {"pre": "E", "post": "E", "weight": 0.5, "delay": "uniform(1,3)"},
            {"pre": "E", "post": "I", "weight": 0.5},
            {"pre": "I", "post": "E", "probability": 0.2, "weight_inh": 1},
        ),
        scheme="adaptive",
    )


def _attractor() -> NetworkTemplate:
    decay = "exc=100 inh=10"
    return NetworkTemplate(
        msg("ring attractor"),
        msg(
            "Neurons on a ring excite their neighbours through slow synapses, and inhibitory "
            "neurons hold back all others. A cue from 200 to 400 ms starts a bump of activity at "
            "its place, which stays there when the cue is gone: a memory of a direction. Move the "
            "cue (100 in the stimulus is its neuron), or weaken the arrow from E to E."
        ),
        (
            {
                "name": "E",
                "size": 400,
                "cell": "RS d=2",
                "current": 1,
                "noise": 2,
                "tau": decay,
                "stimulus": "12*exp(-((i-100)/15)**2)*clip(t-200,0,1)*clip(400-t,0,1)",
            },
            {"name": "I", "size": 100, "inhibitory": 1, "noise": 2, "tau": decay},
        ),
        (
            {
                "pre": "E",
                "post": "E",
                "rule": "gaussian",
                "probability": 1,
                "reach": 0.05,
                "weight": 0.12,
            },
            {"pre": "E", "post": "I", "probability": 0.3, "weight": 0.1},
            {"pre": "I", "post": "E", "probability": 0.5, "weight_inh": 0.6},
        ),
        duration=1500.0,
    )


def _coupled() -> NetworkTemplate:
    return NetworkTemplate(
        msg("interneurons with gap junctions"),
        msg(
            "Fast spiking interneurons, each coupled to about thirty others by gap junctions, "
            "through which currents flow from higher voltages to lower ones. Weak as they are, "
            "they make all neurons fire together. Set their conductance to 0, and each fires in "
            "its own time."
        ),
        (
            {
                "name": "I",
                "size": 100,
                "inhibitory": 1,
                "current": "normal(5,0.2)",
                "noise": 2,
            },
        ),
        ({"pre": "I", "post": "I", "kind": "gap", "probability": 0.3, "weight": 0.01},),
    )


def _polychronous() -> NetworkTemplate:
    """Return a network whose excitatory synapses learn, a little with each pair of spikes."""
    own = {"noise": 0, "input_rate": 1, "input_weight": 20}
    learns = {"weight": 6, "delay": "uniform(1,20)", "learning": "stdp(a_plus=0.4,a_minus=0.48)"}
    return NetworkTemplate(
        msg("polychronous network"),
        msg(
            "Delays of 1 to 20 ms, and synapses that learn from the order of spikes. At first "
            "volleys run through all of it three or four times a second (delta). Continue for 20 "
            "s: synapses whose spikes come too late have become weaker, the volleys give way to "
            "irregular firing, and what recurs are chains of spikes with their own delays. Take "
            "learning away, and the volleys stay."
        ),
        (
            {"name": "E", "size": 800, **own},
            {"name": "I", "size": 200, "inhibitory": 1, **own},
        ),
        (
            {"pre": "E", "post": "E", "rule": "out_degree", "degree": 80, **learns},
            {"pre": "E", "post": "I", "rule": "out_degree", "degree": 20, **learns},
            {"pre": "I", "post": "E", "rule": "out_degree", "degree": 100},
        ),
        source="E. M. Izhikevich, [Polychronization: Computation with "
        "spikes](https://doi.org/10.1162/089976606775093882), Neural Comput. 18 (2006) 245–282.",
    )


#: Networks to begin from, by name.
TEMPLATES: Table[NetworkTemplate] = Table(
    "template",
    {
        "pair": _pair(),
        **{name: _balanced(*state) for name, state in _STATES.items()},
        "column": _column(),
        "synfire": _synfire(),
        "thalamocortical": _thalamocortical(),
        "ring_attractor": _attractor(),
        "gap_junctions": _coupled(),
        "polychronous": _polychronous(),
    },
)

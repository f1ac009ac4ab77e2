"""Parameters and layout of the Network view."""

from __future__ import annotations

from izhikevich.networks.interventions import ACTS, DRIVE, SILENCE
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES
from izhikevich.views.network.traced import EACH
from izhikevich.views.schema import (
    Changing,
    Choice,
    Continue,
    Example,
    Group,
    Number,
    Option,
    Parameter,
    PresetGroup,
    Slider,
    Text,
    amount,
)
from izhikevich.views.shared import NOISE, RUN, SIMULATED, seed
from izhikevich.views.table import ChoiceColumn, NumberColumn, Table, TextColumn

GROUPS = (
    Group("network", "Network", "The neurons and synapses of the network."),
    Group(
        "connections",
        "Pairs of layers",
        "Distributions of weights, probabilities and delays of single pairs of layers.",
        open=False,
    ),
    Group("input", "Input", "The input to the network."),
    RUN,
    Group(
        "changes",
        "Interventions",
        "What was changed while the network ran.",
        open=False,
    ),
)

PRESET_GROUPS = (
    PresetGroup("networks", "Networks"),
    PresetGroup("large", "Large networks"),
)


def _count(
    name: str, symbol: str, label: str, slider: Slider, text: str, low: float = 1.0
) -> Number:
    return amount(
        name, symbol, label, "", slider, text, group="network", low=low, high=100_000.0, whole=True
    )


def _layer(name: str, label: str, default: float) -> NumberColumn:
    return NumberColumn(
        name=name, label=label, help="", default=default, low=1, high=20, whole=True, width=5
    )


_CELLS = tuple(
    Option(key, one.title) for key, one in CELL_TYPES.items() if not one.parameters.dimensional
)

_RULES = (
    Option("", "at random"),
    Option("in_degree", "fixed in-degree"),
    Option("out_degree", "fixed out-degree"),
    Option("all", "all to all"),
    Option("one", "one to one"),
)
_LEARNING = (
    Option("", "none"),
    Option("stdp", "STDP, all pairs"),
    Option("nearest", "STDP, nearest pairs"),
    Option("triplets", "STDP, triplets"),
    Option("inhibitory", "inhibitory STDP"),
)
_SHORT_TERM = (
    Option("", "none"),
    Option("depressing", "depressing"),
    Option("facilitating", "facilitating"),
)
_OWN = "A number, or a distribution from which each neuron draws its own, such as uniform(1,5)."
_WEIGHT = "Current that a spike adds to its targets, for one step."
_THALAMIC = f"{NOISE} It represents thalamic input."
_UNIFORM = "Weights are uniform between 0 and this."

POPULATIONS = Table(
    name="populations",
    label="Populations",
    group="network",
    help="The populations of the network. Inhibitory neurons of a population are fast spiking.",
    least=1,
    most=12,
    columns=(
        TextColumn(
            name="name", label="name", help="", default="E", width=5, unique=True, required=True
        ),
        NumberColumn(
            name="size",
            label="size",
            help="",
            default=100.0,
            low=1,
            high=20_000,
            whole=True,
            width=6,
        ),
        ChoiceColumn(
            name="cell", label="cell type", help="", default="RS", options=_CELLS, width=7
        ),
        NumberColumn(
            name="inhibitory",
            label="inhibitory",
            help="Fraction, 0 to 1.",
            default=0.0,
            low=0,
            high=1,
        ),
        NumberColumn(
            name="current", label="current", help="", default=0.0, unit="mV/ms", low=-1e3, high=1e3
        ),
        TextColumn(
            name="noise",
            label="noise",
            help=f"{NOISE} {_OWN}",
            default="3",
        ),
        TextColumn(
            name="tau_refrac",
            label="refractory",
            help="Time after a spike in which v and u stay as they are and input is missed, ms. "
            f"{_OWN}",
            default="0",
        ),
        TextColumn(
            name="conductance",
            label="conductance",
            help="Synaptic current: an expression in v, u and the g_NAME of each target.",
            default="g_exc - g_inh",
            width=16,
        ),
        TextColumn(
            name="receptors",
            label="receptors",
            help="Instead of the conductance: AMPA, NMDA, GABA_A, GABA_B, separated by spaces. "
            "Weights are conductances then, 1/ms: 0.1 is a strong synapse.",
            default="",
            width=10,
        ),
    ),
)

PROJECTIONS = Table(
    name="projections",
    label="Projections",
    group="network",
    help="Which populations connect to which. Weights are numbers, or distributions such as "
    "normal(5,1).",
    most=60,
    columns=(
        TextColumn(name="pre", label="from", help="", default="E", width=5, required=True),
        TextColumn(name="post", label="to", help="", default="E", width=5, required=True),
        NumberColumn(
            name="probability", label="probability", help="", default=0.1, low=0, high=1, width=6
        ),
        TextColumn(
            name="weight",
            label="weight",
            help="Weights of synapses from excitatory neurons.",
            default="5",
        ),
        TextColumn(
            name="weight_inh",
            label="weight (inh.)",
            help="Weights of synapses from inhibitory neurons.",
            default="5",
        ),
        NumberColumn(
            name="delay", label="delay", help="", default=1.0, unit="ms", low=1, high=1000, width=5
        ),
        TextColumn(name="target", label="target", help="", default="exc", width=6),
        TextColumn(
            name="target_inh",
            label="target (inh.)",
            help="Conductance on which inhibitory neurons act.",
            default="inh",
            width=6,
        ),
        ChoiceColumn(
            name="rule", label="rule", help="Which pairs are connected.", default="", options=_RULES
        ),
        ChoiceColumn(
            name="learning",
            label="learning",
            help="How weights change with the times of spikes.",
            default="",
            options=_LEARNING,
        ),
        ChoiceColumn(
            name="short_term",
            label="short term",
            help="How a synapse changes with use.",
            default="",
            options=_SHORT_TERM,
        ),
    ),
)

CONNECTIONS = Table(
    name="connections",
    label="Connections that differ",
    group="connections",
    help="Pairs of layers, not only neighbours, whose synapses differ; an empty cell is as in all "
    "other pairs. A weight is a number (constant), normal(mean,sd), uniform(low,high), "
    "lognormal(mu,sigma), exponential(mean) or gamma(shape,scale), in mV/ms; for inhibitory "
    "neurons it is multiplied by ρ. A low probability makes connections sparse.",
    most=40,
    columns=(
        _layer("pre", "from", 1.0),
        _layer("post", "to", 2.0),
        TextColumn(name="weight", label="weight", help="", default="", width=18),
        TextColumn(
            name="probability", label="probability", help="From 0 to 1.", default="", width=9
        ),
        NumberColumn(
            name="delay", label="delay", help="", default=1.0, unit="ms", low=1, high=1000, width=7
        ),
    ),
)

CHANGES = Table(
    name="changes",
    label="Interventions",
    group="changes",
    help="What is changed while the network runs, and when: a parameter, by its name in links; or, "
    "of a population or a neuron, drive (an extra current, mV/ms), silence (1 or 0), weights (a "
    "factor of its outgoing synapses), learning (of these, 1 or 0), a, b, c, d, current or noise.",
    most=200,
    longest=10_000,
    sorted_by=("at", "set", "of"),
    columns=(
        NumberColumn(
            name="at",
            label="time",
            help="Time from which it acts.",
            default=0.0,
            unit="ms",
            low=0,
            high=600_000,
            whole=True,
            width=7,
        ),
        TextColumn(
            name="set",
            label="what",
            help="Name of a parameter; or drive, silence, weights, learning, a, b, c, d, current, "
            "noise.",
            default="drive",
            width=10,
            required=True,
        ),
        TextColumn(
            name="of",
            label="of",
            help="Population, or number of a neuron. Empty for a parameter.",
            default="",
            width=14,
        ),
        NumberColumn(name="to", label="value", help="Value from then on.", default=0.0, width=6),
    ),
)

PARAMETERS: tuple[Parameter, ...] = (
    POPULATIONS,
    PROJECTIONS,
    CONNECTIONS,
    Text(
        name="layers",
        label="Layers",
        group="network",
        help="Number of neurons in each layer, first to last.",
        examples=(
            Example("1000, 200, 10", "1000,200,10"),
            Example("Three equal layers", "300,300,300"),
            Example("Two layers", "500,500"),
        ),
    ),
    _count(
        "excitatory",
        "n_exc",
        "excitatory neurons",
        (50, 2000, 50),
        "Number of neurons that excite others.",
    ),
    _count(
        "inhibitory",
        "n_inh",
        "inhibitory neurons",
        (10, 1000, 10),
        "Number of neurons that inhibit others.",
    ),
    _count("neurons", "n", "neurons", (50, 2000, 50), "Number of neurons.", 2.0),
    _count(
        "out_degree",
        "k_out",
        "targets per neuron",
        (10, 200, 5),
        "Number of neurons, chosen at random, that each one connects to.",
    ),
    amount(
        "excitatory_fraction",
        "f_exc",
        "excitatory fraction",
        "",
        (0.0, 1.0, 0.05),
        "Fraction of each layer that excites the next; the rest inhibits it.",
        group="network",
        high=1.0,
    ),
    amount(
        "connection_probability",
        "p",
        "connection probability",
        "",
        (0.0, 1.0, 0.01),
        "Probability that a neuron connects to a given one in the next layer.",
        group="network",
        high=1.0,
    ),
    amount(
        "weight_mean",
        "w",
        "mean weight",
        "mV/ms",
        (0.0, 20.0, 0.1),
        _WEIGHT,
        group="network",
    ),
    amount(
        "weight_sd",
        "w_sd",
        "spread of weights",
        "mV/ms",
        (0.0, 10.0, 0.1),
        "Standard deviation of the weights, before those below 0 are set to 0.",
        group="network",
    ),
    amount(
        "inhibition",
        "ρ",
        "inhibition relative to excitation",
        "",
        (0.0, 10.0, 0.1),
        "Inhibitory weights as a multiple of the excitatory ones: the balance of excitation and "
        "inhibition. The panel E/I balance measures its effect.",
        group="network",
    ),
    amount(
        "exc_weight",
        "w_exc",
        "largest excitatory weight",
        "mV/ms",
        (0.0, 2.0, 0.02),
        _UNIFORM,
        group="network",
    ),
    amount(
        "inh_weight",
        "w_inh",
        "largest inhibitory weight",
        "mV/ms",
        (0.0, 4.0, 0.02),
        _UNIFORM,
        group="network",
    ),
    amount(
        "balance",
        "g",
        "inhibition dial",
        "",
        (0.0, 4.0, 0.05),
        "Factor of all inhibitory weights: the balance of excitation and inhibition. The panel "
        "E/I balance measures its effect.",
        group="network",
        high=100.0,
    ),
    amount(
        "reach",
        "s",
        "reach",
        "",
        (0.002, 0.1, 0.001),
        "How far synapses reach, as a fraction of the ring.",
        group="network",
        low=0.0005,
        high=1.0,
    ),
    amount(
        "weight",
        "w",
        "mean weight",
        "mV/ms",
        (0.0, 40.0, 0.5),
        _WEIGHT,
        group="network",
    ),
    amount(
        "delay",
        "D",
        "delay",
        "ms",
        (1.0, 20.0, 1.0),
        "Time from a spike to its effect.",
        group="network",
        low=1.0,
        high=1000.0,
    ),
    amount(
        "input_current",
        "I",
        "current into layer 1",
        "mV/ms",
        (-5.0, 15.0, 0.1),
        "Constant current into each neuron of the first layer.",
        group="input",
        low=-1000.0,
    ),
    amount(
        "input_noise",
        "I_sd,1",
        "noise in layer 1",
        "mV/ms",
        (0.0, 15.0, 0.1),
        NOISE,
        group="input",
    ),
    amount(
        "background_noise",
        "I_sd,bg",
        "noise in other layers",
        "mV/ms",
        (0.0, 15.0, 0.1),
        NOISE,
        group="input",
    ),
    amount(
        "thalamic_exc",
        "I_sd,exc",
        "noise, excitatory",
        "mV/ms",
        (0.0, 15.0, 0.1),
        _THALAMIC,
        group="input",
    ),
    amount(
        "thalamic_inh",
        "I_sd,inh",
        "noise, inhibitory",
        "mV/ms",
        (0.0, 15.0, 0.1),
        _THALAMIC,
        group="input",
    ),
    amount(
        "noise",
        "I_sd",
        "noise",
        "mV/ms",
        (0.0, 10.0, 0.1),
        f"{NOISE} It starts waves.",
        group="input",
    ),
    amount(
        "duration",
        "T",
        "duration",
        "ms",
        (100.0, 5000.0, 100.0),
        SIMULATED,
        group="run",
        low=10.0,
        high=600_000.0,
        whole=True,
    ),
    amount(
        "window",
        "T_w",
        "time shown",
        "ms",
        (100.0, 5000.0, 100.0),
        "Length of the last part of the run, which is plotted.",
        group="run",
        low=10.0,
        high=600_000.0,
        whole=True,
    ),
    seed("Seed of the random numbers: the same seed gives the same spikes everywhere."),
    Choice(
        name="scheme",
        label="Scheme",
        group="run",
        help="How the neurons are stepped, by 1 ms each time. The panel Convergence shows what it "
        "changes.",
        options=tuple(Option(name, one.title, one.help) for name, one in NETWORK_SCHEMES.items()),
    ),
    amount(
        "neuron",
        "i",
        "selected neuron",
        "",
        (0.0, 1000.0, 1.0),
        "Neuron whose voltage, phase plane and strongest synapses are shown. Click one in the "
        "raster.",
        group="run",
        high=1e7,
        whole=True,
        looks=True,
    ),
    Text(
        name="traced",
        label="Traced neurons",
        group="run",
        help="Numbers of the neurons, separated by commas, whose voltages are shown one above the "
        "other in the panel Traces, and whose spikes are then lit in the raster.",
        examples=(Example("One of each population", EACH),),
        looks=True,
    ),
    CHANGES,
)

_ACTING = {name for acts in ACTS.values() for name in acts}
CONTINUE = Continue(
    "duration",
    1000.0,
    "Run 1 s more",
    pace=1000.0,
    scrolls="raster",
    window="window",
    changes=Changing(
        table=CHANGES.name,
        at="at",
        set="set",
        of="of",
        to="to",
        parameters=tuple(one.name for one in PARAMETERS if one.name in _ACTING),
        display=("duration", "window", "neuron", "traced"),
        drive=DRIVE,
        silence=SILENCE,
        current=20.0,
        unit="mV/ms",
    ),
)

"""Parameters and layout of the Network view."""

from __future__ import annotations

from izhikevich.errors import ParameterError
from izhikevich.network.inputs import as_input
from izhikevich.networks.interventions import ACTS, DRIVE, SILENCE
from izhikevich.networks.rows.cells import read_cell
from izhikevich.networks.rows.populations import AT_RESET
from izhikevich.networks.rows.positions import read_positions
from izhikevich.networks.rows.projections import (
    GAP_JUNCTIONS,
    LEARNING,
    SHORT_TERM,
    SYNAPSES,
)
from izhikevich.networks.rows.receptors import read_receptors, read_time_constants
from izhikevich.networks.rows.sources import EXAMPLES as SOURCES
from izhikevich.networks.rows.sources import check_source, is_source
from izhikevich.networks.rows.text import amount as law
from izhikevich.networks.rows.text import changed
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES
from izhikevich.views.graph import Counted, Edges, Graph, Nodes, read_places
from izhikevich.views.network.studied import DEFAULTS
from izhikevich.views.network.traced import EACH, MAX_TRACED
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
    a_number,
    amount,
    examples,
)
from izhikevich.views.shared import NOISE, RUN, SIMULATED, seed
from izhikevich.views.table import (
    Check,
    ChoiceColumn,
    NumberColumn,
    Only,
    Table,
    TextColumn,
)

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
    Group(
        "analysis",
        "Analysis",
        "What the panels of correlations, averages and stimuli show.",
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


_CELLS = tuple(Option(key, one.title) for key, one in CELL_TYPES.items())
_OWN_CELLS = examples(
    {
        "Own numbers (2003)": "a=0.02 b=0.2 c=-65 d=8",
        "Own numbers (2007)": "C=100 k=0.7 vr=-60 vt=-40 v_peak=35 a=0.03 b=-2 c=-50 d=100",
        "Each neuron differs": "RS c=uniform(-65,-50) d=uniform(2,8)",
    }
)
_SOURCES = examples(
    {
        "Poisson source": SOURCES["poisson"],
        "Regular source": SOURCES["regular"],
        "Pulse packets": SOURCES["packets"],
        "Given spike times": SOURCES["spikes"],
    }
)
_RULES = (
    Option("", "at random"),
    Option("in_degree", "fixed in-degree"),
    Option("out_degree", "fixed out-degree"),
    Option("total", "fixed total"),
    Option("all", "all to all"),
    Option("one", "one to one"),
    Option("gaussian", "by distance, Gaussian"),
    Option("exponential", "by distance, exponential"),
    Option("small_world", "small world"),
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
_KINDS = (Option(SYNAPSES, "synapses"), Option(GAP_JUNCTIONS, "gap junctions"))
_YES_OR_NO = (Option("", "no"), Option("yes", "yes"))
_POSITIONS = (
    Option("", "ring"),
    Option("line", "line"),
    Option("torus", "torus"),
    Option("sheet", "sheet"),
)
_LAWS = examples(
    {
        "A number": "5",
        "Uniform": "uniform(1,5)",
        "Normal": "normal(5,1)",
        "Lognormal": "lognormal(1.5,0.5)",
        "Exponential": "exponential(5)",
        "Gamma": "gamma(2,2.5)",
    }
)
_OWN = "A number, or a distribution from which each neuron draws its own, such as uniform(1,5)."
_UNIT = "mV/ms, in the 2007 form pA."
_WEIGHT = "Current that a spike adds to its targets, for one step."
_LONGEST_DELAY = 1000.0
_DRAWN = ("", "in_degree", "out_degree", "total", "gaussian", "exponential")
_OF_SYNAPSES = (Only("kind", ("",)),)


def _is_amount(name: str, unit: str, *, low: float = 0.0) -> Check:
    """Return what refuses a text that is neither a number from `low` on nor a distribution."""
    return lambda text: law(text, name, unit, low=low)


def _is_delay(text: str) -> None:
    found = law(text, "delay", "ms", low=0.0, low_open=True)
    if isinstance(found, float) and found > _LONGEST_DELAY:
        raise ParameterError("delay", text, a_number(0.0, _LONGEST_DELAY))


def _is_start(text: str) -> None:
    if text != AT_RESET:
        law(text, "v0", "mV")


def _is_cell(text: str) -> None:
    if is_source(text):
        check_source(text)
    else:
        read_cell(text)


_THALAMIC = f"{NOISE} It represents thalamic input."
_UNIFORM = "Weights are uniform between 0 and this."

POPULATIONS = Table(
    name="populations",
    label="Populations",
    group="network",
    help="The populations of the network, and the sources of spikes. Currents are in mV/ms, of "
    "cells of the 2007 form in pA.",
    least=1,
    most=40,
    longest=20_000,
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
            name="cell",
            label="cell type",
            help="A cell, its numbers or distributions of them, or a source of spikes.",
            default="RS",
            options=_CELLS,
            free=(*_OWN_CELLS, *_SOURCES),
            saved=True,
            check=_is_cell,
            width=7,
        ),
        NumberColumn(
            name="inhibitory",
            label="inhibitory",
            help="Fraction of neurons that inhibit others, 0 to 1.",
            default=0.0,
            low=0,
            high=1,
        ),
        ChoiceColumn(
            name="inhibitory_cell",
            label="cell type (inh.)",
            heading="Cell and synapses",
            help="Of the inhibitory neurons.",
            default="",
            options=(Option("", "fast spiking"), *_CELLS),
            free=_OWN_CELLS,
            saved=True,
            check=read_cell,
            width=7,
        ),
        TextColumn(
            name="current",
            label="current",
            heading="Input",
            help=f"Constant current, {_UNIT} {_OWN}",
            default="0",
            examples=_LAWS,
            law=True,
            check=_is_amount("current", "", low=-1e9),
        ),
        TextColumn(
            name="noise",
            label="noise",
            heading="Input",
            help=f"{NOISE} {_OWN} In {_UNIT}",
            default="3",
            examples=_LAWS,
            law=True,
            check=_is_amount("noise", ""),
        ),
        TextColumn(
            name="stimulus",
            label="stimulus",
            heading="Input",
            help=f"Current over time, {_UNIT} Such as step(10,200), or an expression of t (ms) and "
            "of the index i of the neuron.",
            default="",
            check=lambda text: as_input(text, "stimulus"),
            examples=examples(
                {
                    "Step": "step(10,200)",
                    "Pulse": "pulse(10,200,50)",
                    "Sine": "sine(5,8)",
                    "Expression": "5*(1+sin(2*pi*t/100))",
                }
            ),
            width=12,
        ),
        TextColumn(
            name="tau_refrac",
            label="refractory",
            heading="Cell and synapses",
            help="Time after a spike in which v and u stay as they are and input is missed, ms. "
            f"{_OWN}",
            default="0",
            examples=_LAWS,
            law=True,
            check=_is_amount("tau_refrac", "ms"),
        ),
        TextColumn(
            name="conductance",
            label="conductance",
            heading="Cell and synapses",
            help="Synaptic current: an expression in v, u and the g_NAME of each target.",
            default="g_exc - g_inh",
            width=16,
            only=(Only("receptors", ("",)),),
        ),
        TextColumn(
            name="tau",
            label="decay",
            heading="Cell and synapses",
            help="How each g decays, ms, such as exc=5 inh=10: a time constant, alpha(5), or "
            "rise(0.5,5). Without, it lasts one step.",
            default="",
            check=read_time_constants,
            examples=examples(
                {
                    "Exponential": "exc=5 inh=10",
                    "Alpha functions": "exc=alpha(5) inh=alpha(10)",
                    "Rise and decay": "exc=rise(0.5,5) inh=rise(1,10)",
                }
            ),
            width=12,
            only=(Only("receptors", ("",)),),
        ),
        TextColumn(
            name="receptors",
            label="receptors",
            heading="Cell and synapses",
            help="Instead of the conductance: AMPA, NMDA, GABA_A, GABA_B, separated by spaces, or "
            "your own such as exc(tau=5,reversal=0). Weights are conductances then, 1/ms (0.1 is a "
            "strong synapse), in the 2007 form nS.",
            default="",
            check=read_receptors,
            examples=examples(
                {
                    "Fast": "AMPA GABA_A",
                    "All four": "AMPA NMDA GABA_A GABA_B",
                    "Your own": "exc(tau=5,reversal=0) inh(tau=10,reversal=-80,inhibitory=1)",
                }
            ),
            width=10,
        ),
        NumberColumn(
            name="input_rate",
            label="input rate",
            heading="Spikes from outside",
            help="Rate of the Poisson spikes that each neuron receives from outside, from each of "
            "its sources.",
            default=0.0,
            unit="Hz",
            low=0,
            high=1e5,
        ),
        NumberColumn(
            name="input_sources",
            label="input sources",
            heading="Spikes from outside",
            help="Number of Poisson sources of each neuron.",
            default=1.0,
            low=1,
            high=1e6,
            whole=True,
        ),
        TextColumn(
            name="input_weight",
            label="input weight",
            heading="Spikes from outside",
            help="Weights of the spikes from outside.",
            default="5",
            examples=_LAWS,
            law=True,
            check=_is_amount("input_weight", ""),
        ),
        TextColumn(
            name="input_target",
            label="input target",
            heading="Spikes from outside",
            help="Conductance on which these spikes act. Empty: the excitatory one.",
            default="",
            width=6,
        ),
        ChoiceColumn(
            name="positions",
            label="positions",
            heading="Cell and synapses",
            help="Where neurons are, for rules of distance.",
            default="",
            options=_POSITIONS,
            free=examples({"Rows and columns": "torus(20,40)"}),
            check=read_positions,
            width=7,
        ),
        TextColumn(
            name="v0",
            label="v at 0",
            heading="Cell and synapses",
            help=f"Voltage at time 0, mV. {_OWN} Empty: near rest; c: as after a spike.",
            default="",
            examples=_LAWS,
            law=True,
            check=_is_start,
        ),
        TextColumn(
            name="u0",
            label="u at 0",
            heading="Cell and synapses",
            help=f"Recovery variable at time 0. {_OWN} Empty: at its target.",
            default="",
            examples=_LAWS,
            law=True,
            check=_is_amount("u0", "", low=-1e9),
        ),
    ),
)

PROJECTIONS = Table(
    name="projections",
    label="Projections",
    group="network",
    help="Which populations connect to which. Weights are numbers, or distributions such as "
    "normal(5,1).",
    most=200,
    longest=40_000,
    columns=(
        TextColumn(name="pre", label="from", help="", default="E", width=5, required=True),
        TextColumn(name="post", label="to", help="", default="E", width=5, required=True),
        ChoiceColumn(
            name="kind",
            label="kind",
            help="Synapses, or gap junctions, which couple voltages in both directions.",
            default="",
            options=_KINDS,
        ),
        ChoiceColumn(
            name="rule", label="rule", help="Which pairs are connected.", default="", options=_RULES
        ),
        NumberColumn(
            name="probability",
            label="probability",
            help="Of each pair, by distance at distance 0, in a small world of moving a synapse.",
            default=0.1,
            low=0,
            high=1,
            width=6,
            only=(Only("rule", (*_DRAWN, "small_world")),),
        ),
        NumberColumn(
            name="degree",
            label="synapses",
            help="Number of synapses of each neuron, or of all with a fixed total. 0: as many as "
            "the probability makes on average.",
            default=0.0,
            low=0,
            high=1e7,
            whole=True,
            width=6,
            only=(Only("rule", ("in_degree", "out_degree", "total", "small_world")),),
        ),
        NumberColumn(
            name="reach",
            label="reach",
            help="Length over which the probability falls, as a part of the ring or of the longer "
            "side of the sheet.",
            default=0.1,
            low=1e-6,
            high=100,
            width=6,
            only=(Only("rule", ("gaussian", "exponential")),),
        ),
        ChoiceColumn(
            name="self_connections",
            label="to itself",
            heading="Connections",
            help="Whether a neuron may be connected to itself.",
            default="",
            options=_YES_OR_NO,
            only=(
                *_OF_SYNAPSES,
                Only("rule", (*_DRAWN, "all")),
            ),
        ),
        ChoiceColumn(
            name="multapses",
            label="repeated",
            heading="Connections",
            help="Whether a pair may have several synapses.",
            default="",
            options=_YES_OR_NO,
            only=(*_OF_SYNAPSES, Only("rule", ("in_degree", "out_degree", "total"))),
        ),
        TextColumn(
            name="weight",
            label="weight",
            help=f"Weights of synapses from excitatory neurons, {_UNIT} With receptors they are "
            "conductances, 1/ms or nS, as are those of gap junctions.",
            default="5",
            examples=_LAWS,
            law=True,
            check=_is_amount("weight", ""),
        ),
        TextColumn(
            name="weight_inh",
            label="weight (inh.)",
            help="Weights of synapses from inhibitory neurons.",
            default="5",
            examples=_LAWS,
            law=True,
            check=_is_amount("weight_inh", ""),
            only=_OF_SYNAPSES,
        ),
        TextColumn(
            name="delay",
            label="delay",
            help="Time from a spike to its effect, ms: a number, or a distribution.",
            default="1",
            examples=_LAWS,
            law=True,
            check=_is_delay,
            width=5,
            only=_OF_SYNAPSES,
        ),
        TextColumn(
            name="target",
            label="target",
            heading="Where it acts",
            help="Conductance on which excitatory neurons act.",
            default="exc",
            width=6,
            only=_OF_SYNAPSES,
        ),
        TextColumn(
            name="target_inh",
            label="target (inh.)",
            heading="Where it acts",
            help="Conductance on which inhibitory neurons act.",
            default="inh",
            width=6,
            only=_OF_SYNAPSES,
        ),
        ChoiceColumn(
            name="learning",
            label="learning",
            heading="Plasticity",
            help="How weights change with the times of spikes.",
            default="",
            options=_LEARNING,
            free=examples({"Own numbers": "stdp(a_plus=0.2,w_max=20)"}),
            check=lambda text: changed(text, {name: rule for name, (rule, _) in LEARNING.items()}),
            only=_OF_SYNAPSES,
        ),
        ChoiceColumn(
            name="short_term",
            label="short term",
            heading="Plasticity",
            help="How a synapse changes with use.",
            default="",
            options=_SHORT_TERM,
            free=examples({"Own numbers": "depressing(U=0.3,tau_rec=500)"}),
            check=lambda text: changed(text, SHORT_TERM),
            only=_OF_SYNAPSES,
        ),
    ),
)

#: Parameter that holds where the boxes of populations were put.
PLACES = "box_places"

DRAWING = Graph(
    name="drawing",
    label="Draw the network",
    help="Populations are boxes, and projections are arrows between them: pointed ones excite, "
    "round ones inhibit.",
    nodes=Nodes(
        table=POPULATIONS.name,
        key="name",
        label="Population",
        shown=(("size",), ("cell",)),
        inhibitory="inhibitory",
        counted=Counted(
            parameter="traced",
            label="recorded voltages",
            help="Neurons whose voltages are recorded, for the panel Traces. Spikes are recorded "
            "of all.",
            each=EACH,
            most=MAX_TRACED,
        ),
    ),
    edges=Edges(
        table=PROJECTIONS.name,
        start="pre",
        end="post",
        label="Projection",
        shown=(("weight",), ("weight_inh",), ("degree", "probability"), ("delay",)),
        excitatory=("weight", "target"),
        inhibitory=("weight_inh", "target_inh"),
        undirected=Only("kind", (GAP_JUNCTIONS,)),
    ),
    places=PLACES,
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
    amount(
        "dt",
        "dt",
        "time step",
        "ms",
        (0.1, 1.0, 0.1),
        "Time step. Weights and noise act as they do with steps of 1 ms.",
        group="run",
        low=0.01,
        high=1.0,
    ),
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
        "other in the panel Traces, and whose spikes are then lit in the raster. A name with a "
        "number, such as E:3, stands for so many of a population.",
        examples=(Example("One of each population", EACH),),
        looks=True,
    ),
    Text(
        name=PLACES,
        label="Layout of the drawing",
        group="network",
        help="Where the boxes of populations were put. Empty: arranged by their arrows.",
        check=lambda text: read_places(text, PLACES),
        looks=True,
    ),
    CHANGES,
    Text(
        name="reference",
        label="From",
        group="analysis",
        help="Population from whose spikes the cross-correlogram counts. Empty: the first one.",
        looks=True,
    ),
    Text(
        name="compared",
        label="To",
        group="analysis",
        help="Population whose spikes it counts. Empty: the second one. The same one: the "
        "population with itself.",
        looks=True,
    ),
    amount(
        "bin",
        "Δ",
        "bin width",
        "ms",
        (0.5, 20.0, 0.5),
        "Width of the bins of the cross-correlogram and of rates around spikes and onsets.",
        group="analysis",
        low=0.1,
        looks=True,
    ),
    amount(
        "lag",
        "τ_max",
        "longest lag",
        "ms",
        (10.0, 500.0, 10.0),
        "Longest time before and after a spike or an onset.",
        group="analysis",
        low=1.0,
        high=10_000.0,
        looks=True,
    ),
    Text(
        name="onsets",
        label="Onsets",
        group="analysis",
        help="Times of a stimulus in ms, separated by commas. Empty: those of the network's "
        "stimuli, of volleys of its sources, and of drives by hand.",
        looks=True,
    ),
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
        display=("duration", "window", "neuron", "traced", PLACES, *DEFAULTS),
        drive=DRIVE,
        silence=SILENCE,
        current=20.0,
        unit="mV/ms",
    ),
)

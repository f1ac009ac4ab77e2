"""Arguments and calls of other systems next to ours.

The names of neurons' parameters come from the maps by which the package reads them. Every name of
ours in the other rows is looked up (`resolved`), so that none can be renamed without its row.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from izhikevich.neuron.interop import ANNARCHY, BRAINPY, NENGO

from make.reference.docstrings import inline
from make.reference.markdown import Document, Part, slug
from make.reference.markup import Content, code, table, tag, together


@dataclass(frozen=True)
class Row:
    """An argument or a call.

    Parameters
    ----------
    theirs : str
        As the other system has it.
    ours : tuple of str
        What does the same here: "Network.population(noise)" is an argument, "population.v" an
        attribute of what `OBJECTS` names. Empty if there is nothing.
    note : str
        How it differs, or why it is not here.
    """

    theirs: str
    ours: tuple[str, ...] = ()
    note: str = ""


#: The first words of names that stand for an object of a class, or for a module.
OBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "izh": "izhikevich",
        "network": "izhikevich.network",
        "nef": "izhikevich.nef",
        "learning": "izhikevich.learning",
        "net": "izhikevich.network.network.Network",
        "population": "izhikevich.network.populations.Population",
        "projection": "izhikevich.network.projections.Projection",
        "recording": "izhikevich.network.simulation.recording.Recording",
        "monitor": "izhikevich.network.monitors.Monitor",
        "course": "izhikevich.network.simulation.recording.NeuronTrace",
        "model": "izhikevich.nef.model.Model",
        "result": "izhikevich.nef.result.Result",
        "ensemble": "izhikevich.nef.builder.BuiltEnsemble",
        "layer": "izhikevich.learning.izhikevich.Izhikevich",
    }
)
_NAME = re.compile(r"([\w.]+?)(?:\((\w+)\))?")
_MS = "ms, where Nengo has seconds"
_DRAWS = "its random numbers are others"


def _neuron(names: Mapping[str, str], call: str) -> tuple[Row, ...]:
    """Return the arguments of a system's neuron that are parameters of ours, from their map."""
    return tuple(
        Row(f"Izhikevich({theirs})", (f"izh.Parameters({ours})", f"{call}({theirs})"))
        for theirs, ours in names.items()
    )


#: By system; the last two lists end with what is left to them.
SYSTEMS: Mapping[str, tuple[Row, ...]] = MappingProxyType(
    {
        "Script with three layers": (
            Row("layers 1000 → 200 → 10", ("izh.networks.feedforward(layers)",)),
            Row("neuron parameters (a, b, c, d)", ("net.population(cell)", "population.a")),
            Row(
                "connectivity",
                ("izh.networks.feedforward(connection_probability)", "net.connect(rule)"),
            ),
            Row(
                "initial weights",
                ("izh.networks.feedforward(weight_mean)", "net.connect(weights)", "projection.w"),
                "numbers, a distribution, or a matrix",
            ),
            Row(
                "balance of excitation and inhibition",
                (
                    "izh.networks.feedforward(excitatory_fraction)",
                    "izh.networks.feedforward(inhibition)",
                ),
            ),
            Row("spike times", ("recording.times", "recording.of")),
            Row("membrane potentials", ("net.run(record)", "recording.course", "course.v")),
            Row(
                "izhikevich_spiking_neural_network.py",
                ("izh.export.export",),
                'format "numpy": one file that needs only numpy and matplotlib',
            ),
            Row("raster plot", ("recording.plot",)),
            Row("membrane traces", ("recording.traces",), "with peak, threshold and resets"),
        ),
        "Portfolio page": (
            Row("library of 20 neuron types", ("izh.PATTERNS", "izh.simulate_pattern")),
            Row("interactive selector", ("izh.explore",), "and the page itself"),
            Row("phase plane, nullclines and fixed points", ("izh.phase_plane",)),
            Row("spike train", ("izh.simulate", "izh.Trace.plot")),
            Row(
                "leaky integrate-and-fire, Hodgkin–Huxley",
                ("izh.comparison.integrate_and_fire", "izh.comparison.hodgkin_huxley"),
            ),
            Row("computational cost", ("izh.comparison.model_costs",), "counted and measured"),
            Row("iframe", ("izh.explore(site)",), "“Share” in the page writes one as well"),
        ),
        "Nengo": (
            *_neuron(NENGO, "nef.IzhikevichNeurons"),
            Row("Izhikevich(initial_state)", ("nef.Ensemble(v0)", "nef.Ensemble(u0)")),
            Row("Network(seed)", ("nef.Model(seed)",)),
            Row(
                "Node(output)",
                ("nef.Node(output)", "nef.Node(time_unit)"),
                "a function of t in ms, or in s if it says so",
            ),
            Row("Node(size_in)", ("nef.Node(size_in)",)),
            Row("Node(size_out)", ("nef.Node(dimensions)",)),
            Row("Ensemble(n_neurons)", ("nef.Ensemble(n_neurons)",)),
            Row("Ensemble(dimensions)", ("nef.Ensemble(dimensions)",)),
            Row("Ensemble(neuron_type)", ("nef.Ensemble(neurons)",)),
            Row("Ensemble(radius)", ("nef.Ensemble(radius)",)),
            Row("Ensemble(encoders)", ("nef.Ensemble(encoders)",)),
            Row("Ensemble(intercepts)", ("nef.Ensemble(intercepts)",)),
            Row("Ensemble(max_rates)", ("nef.Ensemble(max_rates)",)),
            Row("Ensemble(eval_points)", ("nef.Ensemble(eval_points)",)),
            Row("Ensemble(n_eval_points)", ("nef.Ensemble(n_eval_points)",)),
            Row("Ensemble(gain)", ("nef.Ensemble(gain)",)),
            Row("Ensemble(bias)", ("nef.Ensemble(bias)",)),
            Row("Ensemble(noise)", ("nef.Ensemble(noise)",), "a standard deviation"),
            Row("Ensemble(seed)", ("nef.Ensemble(seed)",)),
            Row("Connection(pre, post)", ("nef.Connection(pre)", "nef.Connection(post)")),
            Row("Connection(synapse)", ("nef.Connection(synapse)",), _MS),
            Row("Connection(function)", ("nef.Connection(function)",)),
            Row("Connection(transform)", ("nef.Connection(transform)",)),
            Row(
                "Connection(solver)",
                ("nef.Connection(solver)", "nef.Connection(regularisation)"),
                "the number is that of `LstsqL2`",
            ),
            Row(
                "solvers.LstsqL2(weights, reg)",
                ("nef.LstsqL2(weights)", "nef.LstsqL2(reg)", "nef.Connection(weights)"),
            ),
            Row("solvers.LstsqL2nz(weights, reg)", ("nef.LstsqL2nz(reg)",)),
            Row("solvers.Lstsq(weights, rcond)", ("nef.Lstsq(rcond)",)),
            Row("solvers.LstsqNoise(weights, noise)", ("nef.LstsqNoise(noise)",), _DRAWS),
            Row("solvers.LstsqMultNoise(weights, noise)", ("nef.LstsqMultNoise(noise)",), _DRAWS),
            Row(
                "solvers.LstsqL1(weights, l1, l2, max_iter)",
                ("nef.LstsqL1(l1)", "nef.LstsqL1(l2)", "nef.LstsqL1(max_iter)"),
                "needs no scikit-learn",
            ),
            Row(
                "solvers.LstsqDrop(weights, drop, solver1, solver2)",
                ("nef.LstsqDrop(drop)", "nef.LstsqDrop(solver1)", "nef.LstsqDrop(solver2)"),
            ),
            Row("solvers.Nnls(weights)", ("nef.Nnls",), "needs no SciPy"),
            Row("solvers.NnlsL2(weights, reg)", ("nef.NnlsL2(reg)",), "needs no SciPy"),
            Row("solvers.NnlsL2nz(weights, reg)", ("nef.NnlsL2nz(reg)",), "needs no SciPy"),
            Row("solvers.NoSolver(values)", ("nef.Connection(decoders)",), "transposed"),
            Row("solver(A, Y)", ("nef.Solver.solve",), "a class of one's own has this method"),
            Row(
                "a solver called with filtered spikes",
                ("nef.FromSpikes", "nef.spike_activities"),
                "Nengo has no solver for it; the numbers are those of its own spikes",
            ),
            Row("Connection(learning_rule_type)", ("nef.Connection(learning_rule)",)),
            Row("PES(learning_rate)", ("nef.PES(learning_rate)",)),
            Row("BCM(learning_rate)", ("nef.BCM(learning_rate)",)),
            Row("Oja(learning_rate, beta)", ("nef.Oja(learning_rate)", "nef.Oja(beta)")),
            Row("Lowpass(tau)", ("nef.Lowpass(tau)",), _MS),
            Row("Alpha(tau)", ("nef.Alpha(tau)",), _MS),
            Row("Probe(target)", ("nef.Probe(target)",)),
            Row("Probe(attr)", ("nef.Probe(of)",), "also each neuron's current, and weights"),
            Row("Probe(synapse)", ("nef.Probe(synapse)",), _MS),
            Row("Probe(solver)", ("nef.Probe(solver)", "nef.Probe(regularisation)")),
            Row("Probe(sample_every)", ("nef.Probe(sample_every)",), _MS),
            Row("Simulator(dt)", ("nef.Model(dt)",), _MS),
            Row("Simulator.run(time_in_seconds)", ("model.run(duration)", "nef.Simulator"), _MS),
            Row("Simulator.trange(sample_every)", ("result.t", "result.times"), _MS),
            Row("Simulator.data[probe]", ("result.probes",)),
            Row("utils.ensemble.tuning_curves", ("nef.tuning_curves",)),
            Row("utils.matplotlib.rasterplot", ("nef.spike_events",), "times and neurons"),
            Row(
                "a script for Nengo",
                ("izh.export.export",),
                'format "nengo": what the Ensemble view shows, with the same spikes',
            ),
        ),
        "BrainPy": (
            *_neuron(BRAINPY, "learning.Izhikevich"),
            *(
                Row(f"Izhikevich({name})", (f"learning.Izhikevich({name})",), note)
                for name, note in (
                    ("in_size", "an integer or a shape"),
                    ("V_initializer", ""),
                    ("u_initializer", ""),
                    ("spk_fun", "a surrogate of `izh.learning`, or a function"),
                    ("spk_reset", "“soft”, “hard” as in BrainPy"),
                    ("name", ""),
                )
            ),
            Row("IzhikevichRef(tau_ref)", ("learning.IzhikevichRef(tau_ref)",)),
            Row("V, u", ("layer.V", "layer.u")),
            Row("init_state(batch_size)", ("layer.init_state(batch_size)",)),
            Row("reset_state(batch_size)", ("layer.reset_state(batch_size)",)),
            Row("update(x)", ("layer.update(x)",)),
            Row("get_spike(V)", ("layer.get_spike(V)",)),
            Row("brainstate.environ.set(dt)", ("learning.Izhikevich(dt)", "learning.Model(dt)")),
            Row("braintools.init.Constant", ("learning.Constant",)),
            Row("braintools.init.Uniform", ("learning.Uniform",)),
            Row("braintools.init.Normal", ("learning.Normal",)),
            Row("braintools.surrogate.ReluGrad(alpha, width)", ("learning.ReluGrad(alpha)",)),
        ),
        "ANNarchy": (
            *_neuron(ANNARCHY, "net.population"),
            Row("Izhikevich(i_offset)", ("net.population(i_offset)", "population.i_offset")),
            Row("Izhikevich(noise)", ("net.population(noise)", "population.noise")),
            Row("Izhikevich(tau_refrac)", ("net.population(tau_refrac)", "population.tau_refrac")),
            Row("Izhikevich(conductance)", ("net.population(conductance)",)),
            Row("Network(dt)", ("izh.Network(dt)",)),
            Row("Network(seed)", ("izh.Network(seed)",)),
            Row("Network.create(geometry)", ("net.population(size)",)),
            Row("Network.create(name)", ("net.population(name)",)),
            Row("Network.connect(pre, post)", ("net.connect(pre)", "net.connect(post)")),
            Row("Network.connect(target)", ("net.connect(target)",)),
            Row("Network.connect(synapse)", ("net.connect(plasticity)", "net.connect(short_term)")),
            Row("Network.simulate(duration)", ("net.run(duration)",), "ms"),
            Row("Network.reset", ("net.reset",)),
            Row("Network.save, Network.load", ("net.save", "net.load", "izh.Network.from_file")),
            Row("Population.v, Population.u", ("population.v", "population.u")),
            Row("Population.set", ("population.set",)),
            Row("Population.neuron, Population.ranks", ("population.neuron", "population.ranks")),
            Row("Projection.w, Projection.delay", ("projection.w", "projection.delay")),
            Row("Projection.dendrite", ("projection.dendrite", "projection.dendrites")),
            Row("Network.simulate_until", ("net.simulate_until(condition)",), "a function"),
            Row("Network.step", ("net.step",)),
            Row("Network.every(period)", ("net.every(period)",), "ms"),
            Row("Network.every(offset, wait)", ("net.every(offset)", "net.every(wait)")),
            Row("Monitor(obj)", ("net.monitor(neurons)",), "or `net.run(record=…)`"),
            Row("Monitor(variables)", ("net.monitor(variables)",), "spikes are always recorded"),
            Row("Monitor(period)", ("net.monitor(period)",), "ms"),
            Row("Monitor(start)", ("net.monitor(start)",)),
            Row("Monitor.start, Monitor.stop", ("monitor.start", "monitor.stop")),
            Row("Monitor.get", ("monitor.t", "recording.times", "recording.course")),
            Row("Monitor.raster_plot", ("monitor.spike_times", "monitor.spike_indices")),
            Row("Monitor.mean_fr", ("monitor.rates", "recording.rate")),
            Row("Monitor.inter_spike_interval", ("monitor.intervals",)),
            Row("Monitor.coefficient_of_variation", ("monitor.cv",)),
            Row("Monitor.population_rate", ("monitor.population_rate",)),
            Row("Projection.all_to_all", ("network.AllToAll",)),
            Row("Projection.one_to_one", ("network.OneToOne",)),
            Row("Projection.fixed_probability", ("network.FixedProbability",)),
            Row("Projection.fixed_number_pre", ("network.FixedInDegree",)),
            Row("Projection.fixed_number_post", ("network.FixedOutDegree",)),
            Row("Projection.gaussian", ("network.DistanceDependent",)),
            Row("Projection.from_matrix", ("network.FromMatrix",)),
            Row("Projection.from_sparse", ("network.FromTriples",)),
            Row("STDP", ("network.STDP",)),
            Row("STP", ("network.ShortTerm",)),
            Row(
                "PoissonPopulation(rates)",
                ("net.poisson(rate)", "network.Expression"),
                "a number or an expression",
            ),
            Row("TimedPoissonPopulation", ("net.poisson(rate)", "network.TimedArray")),
            Row("TimedArray(rates)", ("network.TimedArray",)),
            Row("TimedArray(schedule)", ("network.TimedArray(schedule)",), "ms"),
            Row("TimedArray(period)", ("network.TimedArray(period)",), "ms"),
            Row("InputArray", ("net.inject(pre)", "net.population(stimulus)")),
            Row("SpikeSourceArray(spike_times)", ("net.spike_times(times)",)),
            Row(
                "HomogeneousCorrelatedSpikeTrains",
                ("network.CorrelatedRate",),
                "with twice the correlation of ANNarchy for the same arguments",
            ),
            Row("CurrentInjection(pre, post)", ("net.inject(pre)", "net.inject(post)")),
            Row("ImagePopulation", ("network.image_rates",)),
            Row("Uniform", ("network.Uniform",)),
            Row("Normal", ("network.Normal",)),
            Row("LogNormal", ("network.LogNormal",)),
            Row("Exponential", ("network.Exponential",)),
            Row("Gamma", ("network.Gamma",)),
            Row("EIF_cond_exp_isfa_ista", ("izh.comparison.adaptive_exponential",), "one neuron"),
            Row("IF_curr_exp", ("izh.comparison.integrate_and_fire",), "one neuron"),
            Row("HH_cond_exp", ("izh.comparison.hodgkin_huxley",), "one neuron"),
            Row("DiscreteUniform, Binomial", note="draw them with numpy, and give the array"),
            Row("DecodingProjection", note="decodes into neurons with rates; `izh.nef` decodes"),
            Row("Neuron, Synapse", note="the model is Izhikevich's; use ANNarchy or Brian2"),
            Row("Hebb, Oja, IBCM", note="rules for rates, where the neurons here have spikes"),
            Row("LeakyIntegrator", note="a neuron with a rate"),
            Row("BoldMonitor", note="blood flow, not neurons"),
            Row("Convolution, Pooling", note="for neurons with rates"),
            Row("Creating, Pruning", note="synapses stay; a weight may be 0"),
            Row("VideoPopulation", note="reading cameras is left to other packages"),
            Row("ANNtoSNNConverter", note="`izh.learning` trains spiking neurons themselves"),
            Row("Logger", note="progress is given to a function of your own"),
        ),
    }
)


def resolved(name: str) -> Any:
    """Return what a name of ours stands for: an argument, or else a thing.

    Raises
    ------
    LookupError
        If there is nothing of the name.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        raise LookupError(f"{name} is not written like a name")
    first, *path = found[1].split(".")
    if first not in OBJECTS:
        raise LookupError(f"{name}: {first} is not in OBJECTS")
    thing = _imported(OBJECTS[first])
    for part in path:
        thing = _member(thing, part, name)
    return thing if found[2] is None else _argument(thing, found[2], name)


def _imported(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name) if name[:1].isupper() else import_module(path)


def _member(thing: Any, part: str, name: str) -> Any:
    if hasattr(thing, part):
        return getattr(thing, part)
    found = [one for one in fields(thing) if one.name == part] if is_dataclass(thing) else []
    if not found:
        raise LookupError(f"{name}: there is no {part}")
    return found[0]


def _argument(call: Any, argument: str, name: str) -> Any:
    parameters = inspect.signature(call).parameters
    if argument in parameters:
        return parameters[argument]
    values = _imported(OBJECTS["population"])
    if "per_neuron" in parameters and hasattr(values, argument):  # arguments by their own names
        return parameters["per_neuron"]
    raise LookupError(f"{name}: there is no argument {argument}")


def systems() -> Document:
    """Return the tables as a document.

    Raises
    ------
    LookupError
        If a name of ours stands for nothing.
    """
    intro = tag(
        "p",
        "What five other systems have, and where it is here. An argument is in parentheses after "
        "the call that takes it. Tests look up every name of the second column.",
    )
    heads = ("There", "Here", "Note")
    parts = (
        Part(f"systems-{slug(name)}", name, table(heads, ((_cells(row), "") for row in rows)))
        for name, rows in SYSTEMS.items()
    )
    return Document("systems", "Other systems", (Part("", "", intro), *parts))


def _cells(row: Row) -> tuple[Content, ...]:
    for name in row.ours:
        resolved(name)
    names = [part for name in row.ours for part in (", ", code(name))][1:]
    return row.theirs, together(*names) if names else "—", inline(row.note)

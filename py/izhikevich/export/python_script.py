"""A script with this package that computes what a state shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.export.formats import Asked, Exported, comment, exported
from izhikevich.export.source import Code, call, unusual, value
from izhikevich.nef import Connection, Ensemble, Lowpass, Probe
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.simulate import METHODS
from izhikevich.neuron.stimulus import Constant, Stimulus, parse
from izhikevich.views.ensemble.setup import Setup
from izhikevich.views.neuron.run import Run


@dataclass(frozen=True)
class Part:
    """A piece of a script.

    Parameters
    ----------
    title : str
        What it does, as a sentence of a comment or a heading.
    code : str
        Lines of Python, without a line break at the end.
    """

    title: str
    code: str


@dataclass(frozen=True)
class Recipe:
    """What a script is made of.

    Parameters
    ----------
    parts : tuple of Part
        One after the other; the first imports.
    plot : str
        Lines that make a Plotly figure called ``figure`` of the results.
    notes : tuple of str
        What the reader should know.
    """

    parts: tuple[Part, ...]
    plot: str
    notes: tuple[str, ...] = ()


def write(asked: Asked) -> Exported:
    """Return the script."""
    recipe = make_recipe(asked)
    lines = [
        comment(f"{asked.title[:1].upper()}{asked.title[1:]}, with the package izhikevich."),
        "#",
        f"# {asked.link}",
        *("#\n" + comment(f"Note: {note}") for note in (*asked.notes, *recipe.notes)),
        "",
    ]
    for part in recipe.parts:
        lines += [comment(part.title), part.code, ""]
    return exported(asked, "\n".join(lines), recipe.notes)


def make_recipe(asked: Asked) -> Recipe:
    """Return what the script of a state is made of."""
    return _RECIPES[asked.view](asked)


def _neuron(asked: Asked) -> Recipe:
    run: Run = asked.prepared
    units = run.parameters.units
    named = {
        "duration": run.duration,
        "dt": run.dt,
        "v0": run.v0,
        "u0": run.u0,
        "method": run.method,
    }
    scheme = METHODS[run.method].title
    parts = (
        _imports(),
        Part(
            "The neuron; what is not given here has its usual value.",
            f"neuron = {call('izh.Parameters', **unusual(run.parameters))}",
        ),
        Part(
            f"What is injected, in {units['I']}; times are in ms.",
            f"stimulus = {_stimulus(run.stimulus)}",
        ),
        Part(
            f"The run: times in ms, voltages in mV, u in {units['u']}. Scheme: {scheme}.",
            f"trace = {call('izh.simulate', Code('neuron'), Code('stimulus'), **named)}",
        ),
        Part(
            "Voltage and recovery are trace.v and trace.u, at the times trace.t.",
            'print(f"{trace.n_spikes} spikes, at (ms):")\nprint(trace.spike_times)',
        ),
    )
    plot = "\n".join(
        (
            "t, v = trace.with_peaks()",
            'figure = go.Figure([go.Scatter(x=t, y=v, name="v (mV)")])',
            'figure.update_layout(xaxis_title="t (ms)", yaxis_title="v (mV)")',
        )
    )
    notes = () if run.trace is not None else (f"This run cannot be completed: {run.outcome}",)
    return Recipe(parts, plot, notes)


def network_source(asked: Asked) -> str:
    """Return the call that makes the network of a state."""
    from izhikevich.views.network.presets import recipe

    maker, arguments = recipe(asked.preset, asked.values)
    return call(f"izh.networks.{maker.__name__}", **arguments)


def _network(asked: Asked) -> Recipe:
    duration, window = (float(asked.values[name]) for name in ("duration", "window"))
    first = max(0.0, duration - window)
    shown = "all of it" if first == 0.0 else f"from {first:g} ms on"
    rates = "\n".join(
        (
            f"start, stop = {first!r}, {duration!r}",
            "for population in net.populations:",
            "    times, neurons = recording.of(population)",
            "    count = (times >= start).sum()",
            "    rate = 1000.0 * count / (stop - start) / population.size",
            '    print(f"{population.name}: {count} spikes, {rate:.2f} Hz per neuron")',
        )
    )
    parts = (
        _imports(),
        Part(
            "The network: currents and weights in mV/ms, times in ms.",
            f"net = {network_source(asked)}",
        ),
        Part(
            "The run, ms. The same seed gives the same spikes everywhere.",
            f"recording = net.run({duration!r})",
        ),
        Part(f"What the view shows of it is {shown}.", rates),
    )
    plot = "\n".join(
        (
            "figure = go.Figure()",
            "for population in net.populations:",
            "    times, neurons = recording.of(population)",
            "    seen = times >= start",
            "    figure.add_scattergl(",
            "        x=times[seen],",
            "        y=neurons[seen] + population.start,",
            '        mode="markers",',
            "        marker_size=2,",
            "        name=population.name,",
            "    )",
            'figure.update_layout(xaxis_title="t (ms)", yaxis_title="neuron")',
        )
    )
    return Recipe(parts, plot)


def _ensemble(asked: Asked) -> Recipe:
    setup: Setup = asked.prepared
    model = setup.model(traced=False)
    names = [ensemble.name for ensemble in setup.ensembles]
    signals = [
        _signal(str(asked.values[key]), signal, setup.duration)
        for key, signal in zip(("signal", "signal_y"), setup.signals, strict=False)
    ]
    imports = ["import izhikevich as izh", "from izhikevich.views.ensemble.decoding import fit"]
    if any(signal.startswith("read_signal") for signal in signals):
        imports.append("from izhikevich.views.ensemble.signals import read_signal")
    inputs = value([Code(signal) for signal in signals])
    made = call(
        "izh.nef.Model",
        [_connection(one) for one in model.connections],
        {name: _probe(one) for name, one in model.probes.items()},
        dt=model.dt,
        seed=model.seed,
    )
    parts = (
        Part("Times are in ms, rates in Hz.", "\n".join(imports)),
        Part("The input, one signal for each dimension.", f"node = izh.nef.Node({inputs})"),
        Part("The ensembles.", "\n".join(_ensemble_source(one) for one in setup.ensembles)),
        Part(
            "Connections and probes. `fit` solves for decoders as quickly as the view does; "
            "without `decoders` they are solved for exactly, and differ by about 1 %.",
            f"model = {made}",
        ),
        Part("The run, ms.", f"result = model.run({setup.duration!r})"),
        Part(
            "Spikes are 0 or 1, of shape (steps, neurons).",
            f"for name in {value(names)}:\n"
            '    count = int(result[f"{name} spikes"].sum())\n'
            '    decoded = result[f"{name} decoded"][-1]\n'
            '    print(f"{name}: {count} spikes; at the end it stands for {decoded}")',
        ),
    )
    plot = "\n".join(
        (
            "figure = go.Figure()",
            f'for k, column in enumerate(result["{names[-1]} decoded"].T):',
            '    figure.add_scatter(x=result.t, y=column, name=f"decoded, dimension {k + 1}")',
            'figure.update_layout(xaxis_title="t (ms)")',
        )
    )
    return Recipe(parts, plot)


def _ensemble_source(ensemble: Ensemble) -> str:
    named = unusual(ensemble)
    if ensemble.parameters == Parameters():
        del named["neurons"]
    return f"{ensemble.name} = {call('izh.nef.Ensemble', named.pop('n_neurons'), **named)}"


def _connection(part: Connection) -> Code:
    pre = part.pre.name if isinstance(part.pre, Ensemble) else "node"
    named = _decoding(part, pre)
    if not _is_identity(part.transform):
        named["transform"] = part.transform.tolist()
    return Code(call("izh.nef.Connection", Code(pre), Code(part.post.name), **named))


def _probe(part: Probe) -> Code:
    name = part.target.name
    if part.of != "decoded":
        return Code(call("izh.nef.Probe", Code(name), part.of))
    return Code(call("izh.nef.Probe", Code(name), **_decoding(part, name)))


def _decoding(part: Connection | Probe, source: str) -> dict[str, Any]:
    """Return what connections and probes share: function, synapse and decoders."""
    named: dict[str, Any] = {}
    function = "" if part.function is None else value(part.function)
    if function:
        named["function"] = part.function.text
    named["synapse"] = part.synapse.tau if isinstance(part.synapse, Lowpass) else part.synapse
    if part.decoders is not None:
        named["decoders"] = Code(f"fit({source}).solve({function}).values")
    return named


def _is_identity(matrix: FloatArray) -> bool:
    return matrix.shape[0] == matrix.shape[1] and bool((matrix == np.eye(len(matrix))).all())


def _learning(asked: Asked) -> Recipe:
    from izhikevich.views.learning.presets import settings, task_of

    values = asked.values
    task = task_of(asked.preset).key
    trainer = call("task.trainer", **{"seed": int(values["seed"]), **settings(values)})
    parts = (
        _imports(),
        Part(
            "The task, and how it is learned: times in ms.",
            f'task = izh.learning.TASKS["{task}"]\ntrainer = {trainer}',
        ),
        Part(
            "The training. It can be called again to go on.",
            f"for epoch in trainer.fit({int(values['epochs'])}):\n"
            '    print(f"epoch {epoch.number}: loss {epoch.loss:.4g}")',
        ),
        Part(
            "What the model makes now of the sample that the view shows.",
            "\n".join(
                (
                    "data = trainer.test or trainer.data",
                    f"sample = min({int(values.get('sample', 0))}, len(data.inputs) - 1)",
                    "response = trainer.model.respond(data.inputs[sample : sample + 1])",
                    "spikes = response.runs[-1].spikes[:, 0]  # shape (steps, neurons)",
                    'print(f"{task.measure_name}: {task.measure(trainer):.3f}")',
                    'print(f"{int(spikes.sum())} spikes")',
                )
            ),
        ),
    )
    plot = "\n".join(
        (
            "steps, neurons = spikes.nonzero()",
            "figure = go.Figure()",
            'figure.add_scatter(x=steps * trainer.model.dt, y=neurons, mode="markers")',
            'figure.update_layout(xaxis_title="t (ms)", yaxis_title="neuron")',
        )
    )
    return Recipe(parts, plot)


_RECIPES: Mapping[str, Callable[[Asked], Recipe]] = {
    "neuron": _neuron,
    "network": _network,
    "ensemble": _ensemble,
    "learning": _learning,
}


def _imports() -> Part:
    return Part("The package is all that is needed.", "import izhikevich as izh")


def _stimulus(stimulus: Stimulus) -> str:
    """Return the source of a stimulus: a number, or its text."""
    return value(stimulus.level if isinstance(stimulus, Constant) else stimulus.text)


def _signal(text: str, signal: Stimulus, duration: float) -> str:
    """Return the source of a signal of the Ensemble view."""
    try:
        if parse(text) == signal:
            return _stimulus(signal)
    except ParameterError:
        pass  # noise, a product or a drawn curve, which the view reads itself
    return call("read_signal", text, "signal", duration)

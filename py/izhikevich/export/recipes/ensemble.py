"""Ensembles as a script."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.export.formats import ExportRequest
from izhikevich.export.recipe import Part, Recipe
from izhikevich.export.source import Code, call, changed_fields, stimulus_source, value
from izhikevich.nef import Connection, Ensemble, Lowpass, Probe
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimuli.stimulus import Stimulus, parse
from izhikevich.views.ensemble.setup import Setup


def recipe(asked: ExportRequest) -> Recipe:
    """Return the parts of the script."""
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
            '    print(f"{name}: {count} spikes; decoded value at the end: {decoded}")',
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
    return Recipe(parts, plot, "result")


def _ensemble_source(ensemble: Ensemble) -> str:
    named = changed_fields(ensemble)
    if ensemble.parameters == Parameters():
        del named["neurons"]
    return f"{ensemble.name} = {call('izh.nef.Ensemble', named.pop('n_neurons'), **named)}"


def _connection(part: Connection) -> Code:
    pre = part.pre.name if isinstance(part.pre, Ensemble) else "node"
    named = _decoding(part, pre)
    if not _is_identity(part.matrix):
        named["transform"] = part.matrix.tolist()
    return Code(call("izh.nef.Connection", Code(pre), Code(part.post.name), **named))


def _probe(part: Probe) -> Code:
    name = part.target.name
    if part.of != "decoded":
        return Code(call("izh.nef.Probe", Code(name), part.of))
    return Code(call("izh.nef.Probe", Code(name), **_decoding(part, name)))


def _decoding(part: Connection | Probe, source: str) -> dict[str, Any]:
    """Return the arguments shared by connections and probes: function, synapse and decoders."""
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


def _signal(text: str, signal: Stimulus, duration: float) -> str:
    """Return the source of a signal of the Ensemble view."""
    try:
        if parse(text) == signal:
            return stimulus_source(signal)
    except ParameterError:
        pass  # noise, a product or a drawn curve, which the view interprets itself
    return call("read_signal", text, "signal", duration)

"""One neuron as a script."""

from __future__ import annotations

from izhikevich.errors import as_message
from izhikevich.export.formats import ExportRequest
from izhikevich.export.recipe import PACKAGE, Part, Recipe
from izhikevich.export.recipes.fit import recording_source, where_from
from izhikevich.export.source import Code, call, changed_fields, stimulus_source
from izhikevich.messages import Message, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.views.neuron.recorded import RECORDING
from izhikevich.views.neuron.run import Run


def _neuron(p: Parameters) -> str:
    """Return the source of a neuron; in the 2007 form, with its k, vr and vt if these are exact."""
    own = changed_fields(p)
    if not p.dimensional or p.factors is None:
        return call("izh.Parameters", **own)
    names = ("C", "k", "vr", "vt", "v_peak", "a", "b", "c", "d")
    k, vr, vt = p.factors
    form = {name: getattr(p, name, None) for name in names} | {"k": k, "vr": vr, "vt": vt}
    rules = ("peak_slope", "c_slope", "u_max")
    form |= {name: own[name] for name in rules if name in own}
    if p.drive != LinearDrive(vr):
        form["drive"] = p.drive
    return call("izh.Parameters.dimensional_2007", **form)


def _recording(asked: ExportRequest, run: Run) -> tuple[Part, ...]:
    """Return the recording of a run whose current is from it."""
    if run.sweep is None or run.given is not run.sweep.current:
        return ()
    source = recording_source(asked.values, RECORDING, run.sweep.n_sweeps)
    return (Part(where_from(str(asked.values[RECORDING])), source),)


def _stimulus(run: Run) -> str:
    if run.sweep is None or run.given is not run.sweep.current:
        return stimulus_source(run.stimulus)
    source = f"izh.Sampled(recording.current[{run.sweep.sweep}], recording.dt)"
    return f"{source} + {run.added!r}" if run.added else source


def recipe(asked: ExportRequest) -> Recipe:
    """Return the parts of the script."""
    run: Run = asked.prepared
    units = run.parameters.units
    scheme = SCHEMES[run.scheme].title
    parts = (
        PACKAGE,
        *_recording(asked, run),
        Part(
            "The neuron; what is not given here has its default value.",
            f"neuron = {_neuron(run.parameters)}",
        ),
        Part(
            f"What is injected, in {units['I']}; times are in ms.",
            f"stimulus = {_stimulus(run)}",
        ),
        Part(
            f"The run: times in ms, voltages in mV, u in {units['u']}. Scheme: {scheme}.",
            f"trace = {call('izh.simulate', Code('neuron'), Code('stimulus'), **run.protocol)}",
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
    notes: tuple[Message, ...] = ()
    if run.trace is None:
        reason = as_message(str(run.outcome))
        notes = (msg("This run cannot be completed: {reason}", reason=reason),)
    return Recipe(parts, plot, "trace", notes)

"""One neuron as a script."""

from __future__ import annotations

from izhikevich.errors import as_message
from izhikevich.export.formats import ExportRequest
from izhikevich.export.recipe import PACKAGE, Part, Recipe
from izhikevich.export.source import Code, call, stimulus_source, unusual
from izhikevich.messages import Message, msg
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.views.neuron.run import Run


def recipe(asked: ExportRequest) -> Recipe:
    """Return the parts of the script."""
    run: Run = asked.prepared
    units = run.parameters.units
    named = {
        "duration": run.duration,
        "dt": run.dt,
        "v0": run.v0,
        "u0": run.u0,
        "scheme": run.scheme,
    }
    scheme = SCHEMES[run.scheme].title
    parts = (
        PACKAGE,
        Part(
            "The neuron; what is not given here has its usual value.",
            f"neuron = {call('izh.Parameters', **unusual(run.parameters))}",
        ),
        Part(
            f"What is injected, in {units['I']}; times are in ms.",
            f"stimulus = {stimulus_source(run.stimulus)}",
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
    notes: tuple[Message, ...] = ()
    if run.trace is None:
        reason = as_message(str(run.outcome))
        notes = (msg("This run cannot be completed: {reason}", reason=reason),)
    return Recipe(parts, plot, "trace", notes)

"""A network as a script."""

from __future__ import annotations

from izhikevich.export.formats import ExportRequest
from izhikevich.export.recipe import PACKAGE, Part, Recipe
from izhikevich.export.source import call, indented
from izhikevich.views.network.changes import read_changes
from izhikevich.views.network.presets import recipe as ready_made


def recipe(asked: ExportRequest) -> Recipe:
    """Return the parts of the script."""
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
        PACKAGE,
        Part(
            "The network: currents and weights in mV/ms, times in ms.",
            f"net = {network_source(asked)}",
        ),
        *_interventions(asked),
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
    return Recipe(parts, plot, "recording")


def _interventions(asked: ExportRequest) -> list[Part]:
    """Return the part that registers the interventions of a state, if it has any."""
    found = read_changes(asked.values["changes"])
    if not found:
        return []
    rows = []
    for one in found:
        named = {"of": one.of, "to": one.to} if one.of else {"to": one.to}
        rows.append(indented(f"{call('izh.networks.Intervention', one.at, one.set, **named)},"))
    code = "\n".join(
        ("interventions = [", *rows, "]", "izh.networks.intervene(net, interventions)")
    )
    return [Part("What changes while the network runs, and when, ms.", code)]


def network_source(asked: ExportRequest) -> str:
    """Return the call that makes the network of a state."""
    maker, arguments = ready_made(asked.preset, asked.values)
    return call(f"izh.networks.{maker.__name__}", **arguments)

"""The selected neuron, and the populations, around its spikes."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.analysis import psth, spike_triggered_average
from izhikevich.messages import counted, msg
from izhikevich.network.populations import Population
from izhikevich.plots.network.around import Mean, Rate, triggered_plot
from izhikevich.plots.network.recorded import role_of, title_of
from izhikevich.plots.spec import Plot, empty
from izhikevich.units import time_of
from izhikevich.views.network.snapshot import NO_COURSE, Snapshot
from izhikevich.views.schema import Panel

#: Spikes that an average needs.
_MIN_SPIKES = 5


def build(shown: Snapshot) -> Plot:
    """Return its mean input and voltage around a spike, and the rates of the populations."""
    trace, net, lag = shown.trace, shown.session.net, shown.studied.lag
    if trace is None:
        return empty(NO_COURSE)
    spikes = trace.genuine_times
    inner = spikes[(spikes >= trace.t[0] + lag) & (spikes <= trace.t[-1] - lag)]
    number = shown.where[0].start + shown.where[1]
    if inner.size < _MIN_SPIKES:
        return empty(
            msg(
                "Neuron {number} has {spikes} at least {lag} from both ends of the time shown, and "
                "an average needs {least}: continue the run, show more of it, select another "
                "neuron, or shorten the longest lag under Analysis.",
                number=number,
                spikes=counted("{count} spike", "{count} spikes", int(inner.size)),
                lag=time_of(lag),
                least=_MIN_SPIKES,
            )
        )
    signals = np.column_stack([trace.current, trace.v])
    middle = signals.mean(axis=0)
    both = np.column_stack([signals - middle, (signals - middle) ** 2])
    lags, average = spike_triggered_average(both, net.dt, inner, lag, lag, float(trace.t[0]))
    variance = np.maximum(average[:, 2:] - average[:, :2] ** 2, 0.0)
    error = np.sqrt(variance / (inner.size - 1))
    current: Mean = average[:, 0] + middle[0], error[:, 0]
    voltage: Mean = average[:, 1] + middle[1], error[:, 1]
    rates = [_rate(shown, one, inner) for one in shown.most_active]
    neuron = msg(
        "neuron {number}, mean of {spikes}",
        number=number,
        spikes=counted("{count} spike", "{count} spikes", int(inner.size)),
    )
    unit = shown.parameters.units["I"]
    return triggered_plot(
        lags, current, voltage, unit, (rates[0][0], [r for _, r in rates]), neuron
    )


def _rate(shown: Snapshot, population: Population, spikes: FloatArray) -> tuple[FloatArray, Rate]:
    """Return the rate of a population around spikes of the selected neuron, without that one."""
    own, rank = shown.where
    times, indices = shown.own(population)
    size = population.size
    if population is own and size > 1:
        times, size = times[indices != rank], size - 1
    lag = shown.studied.lag
    lags, rate = psth(times, spikes, lag, lag, min(shown.studied.bin, lag), size)
    return lags, (title_of(population), role_of(population), rate)


PANEL = Panel(
    name="triggered",
    title="Spike-triggered average",
    help="Mean input and voltage of the selected neuron around its spikes, with their standard "
    "errors (thin lines), and the mean rates of the populations without it. Spikes are at time 0; "
    "the longest lag and the bins of the rates are chosen under Analysis.",
    place="extra",
    on_demand=True,
    tall=True,
    order=44,
    quick=True,
    build=build,
)

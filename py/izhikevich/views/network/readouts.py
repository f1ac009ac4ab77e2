"""The facts next to the plots of the Network view, and its summary sentence."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import chain

import numpy as np

from izhikevich.analysis import cv_distribution, fano
from izhikevich.messages import (
    Message,
    Number,
    capitalised,
    counted,
    joined,
    listed_numbers,
    msg,
    written,
)
from izhikevich.network.names import read_name
from izhikevich.progress import Progress
from izhikevich.views import synchrony as unison
from izhikevich.views.network.connections import strongest, unit_of
from izhikevich.views.network.rhythms import rhythms
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.part import Readout

_MAX_SPIKES_AT_ONCE = 100_000  # spikes above which measures are computed one after the other
_MIN_SPIKES = 5  # spikes too few to say anything about a network
_LOOSE = 0.12  # synchrony


def readouts(shown: Snapshot) -> Generator[Progress, None, list[Readout]]:
    """Return the facts about the displayed stretch of time, with progress if many spikes."""
    found: list[Readout] = []
    for one in chain(_rates(shown), _together(shown), _neuron(shown)):
        found.append(one)
        if shown.spikes[0].size > _MAX_SPIKES_AT_ONCE:
            yield Progress(1.0, "Measuring")
    return found


def summary(shown: Snapshot) -> Message:
    """Return what the network does, in one or two sentences."""
    times, _ = shown.genuine
    if shown.session.diverged:
        return msg("The voltages diverge: the plots end there.")
    if shown.artefacts.any():
        return msg(
            "Numerical artefacts: {artefacts} of {spikes} spikes come from steps of {dt}, which "
            "carry v across the threshold; the equations do not.",
            artefacts=int(np.count_nonzero(shown.artefacts)),
            spikes=shown.artefacts.size,
            dt=Number(shown.session.net.dt, "ms", "g"),
        )
    if times.size < _MIN_SPIKES:
        return msg("Almost nothing fires: the input is too weak, or inhibition too strong.")
    rates = {p.name: shown.rate(p) for p in shown.populations}
    silent = [name for name, value in rates.items() if value < 0.1]
    if silent:
        return counted(
            "{names} does not fire: too little input arrives there.",
            "{names} do not fire: too little input arrives there.",
            len(silent),
            names=capitalised(joined(", ", map(read_name, silent))),
        )
    chi = shown.synchrony
    fastest = max(rates, key=lambda name: rates[name])
    facts = {
        "population": read_name(fastest),
        "rate": Number(rates[fastest], "Hz", ".0f"),
        "synchrony": unison.shown(chi),
    }
    if chi > unison.IN_STEP:
        return msg(
            "All populations fire, {population} fastest ({rate}); the neurons fire in step "
            "(synchrony {synchrony}).",
            **facts,
        )
    if chi > _LOOSE:
        return msg(
            "All populations fire, {population} fastest ({rate}); loosely in step (synchrony "
            "{synchrony}).",
            **facts,
        )
    return msg(
        "All populations fire, {population} fastest ({rate}); mostly independently (synchrony "
        "{synchrony}).",
        **facts,
    )


def _rates(shown: Snapshot) -> Iterator[Readout]:
    net = shown.session.net
    text = "Neurons and synapses of the network."
    size = joined(
        ", ",
        [
            counted("{n} neuron", "{n} neurons", net.n_neurons, n=Number(net.n_neurons, form=",")),
            counted(
                "{n} synapse", "{n} synapses", net.n_synapses, n=Number(net.n_synapses, form=",")
            ),
        ],
    )
    yield Readout("Size", size, help=text)
    if shown.artefacts.any():
        text = "Spikes produced by the steps, not the equations; they are counted nowhere else."
        count = int(np.count_nonzero(shown.artefacts))
        yield Readout("Numerical artefacts", str(count), help=text)
    for population in shown.populations:
        name, rate = read_name(population.name), written(shown.rate(population), ".1f")
        text = counted(
            "Rate of the one neuron of {population}.",
            "Mean rate of the {count} neurons of {population}.",
            population.size,
            population=name,
        )
        yield Readout(capitalised(name), rate, "Hz", text)


def _together(shown: Snapshot) -> Iterator[Readout]:
    times, indices = shown.genuine
    if times.size < _MIN_SPIKES:
        return
    cvs = cv_distribution(times, indices, shown.n)
    known = cvs[np.isfinite(cvs)]
    if known.size:
        text = (
            "For the intervals of each neuron, averaged over neurons: 0 like a clock, 1 like "
            "chance."
        )
        yield Readout("CV of the intervals", written(known.mean(), ".2f"), help=text)
    yield unison.readout(shown.synchrony)
    counting = min(10.0, shown.stop - shown.start)
    value = fano(times, shown.start, shown.stop, counting)
    if np.isfinite(value):  # there are at least two stretches to count in
        text = "Variance of the number of spikes in 10 ms, divided by its mean: 1 if random."
        yield Readout("Fano factor", written(value, ".1f"), help=text)
    if shown.stop - shown.start >= 500.0:
        peaks = [
            msg("{frequency} ({band})", frequency=Number(frequency, form=".0f"), band=msg(name))
            for name, frequency, _ in rhythms(shown)[2]
        ]
        if peaks:
            text = "Frequencies at which the spectrum of the population rate peaks."
            yield Readout("Rhythms", listed_numbers(peaks), "Hz", text)


def _neuron(shown: Snapshot) -> Iterator[Readout]:
    population, index = shown.where
    number = population.start + index
    text = "Click a neuron in the raster to select it."
    own = msg("{neuron}: {population}", neuron=number, population=read_name(population.name))
    yield Readout("Selected neuron", own, help=text)
    inputs, targets = strongest(shown)
    unit = unit_of(shown.session.net.projections)
    if inputs:
        text = "Neurons with the strongest synapses onto it, and the weights."
        yield Readout("Strongest inputs", listed_numbers(inputs), unit, text)
    if targets:
        text = "Neurons that receive its strongest synapses, and the weights."
        yield Readout("Strongest targets", listed_numbers(targets), unit, text)

"""The facts next to the plots of the Network view, and its summary sentence."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import chain

import numpy as np

from izhikevich.analysis import cv_distribution, fano
from izhikevich.progress import Progress
from izhikevich.views import unison
from izhikevich.views.network.connections import strongest
from izhikevich.views.network.rhythms import rhythms
from izhikevich.views.network.shown import Shown
from izhikevich.views.part import Readout

_MANY = 100_000  # spikes above which measures are computed one after the other
_FEW = 5  # spikes too few to say anything about a network
_LOOSE = 0.12  # synchrony


def readouts(shown: Shown) -> Generator[Progress, None, list[Readout]]:
    """Return the facts about the displayed stretch of time, with progress if many spikes."""
    found: list[Readout] = []
    for one in chain(_rates(shown), _together(shown), _neuron(shown)):
        found.append(one)
        if shown.spikes[0].size > _MANY:
            yield Progress(1.0, "Measuring")
    return found


def summary(shown: Shown) -> str:
    """Describe what the network does, in one or two sentences."""
    times, _ = shown.genuine
    if shown.session.diverged:
        return "The voltages diverge: what is shown ends there."
    if shown.artefacts.any():
        return (
            f"Numerical artefacts: {np.count_nonzero(shown.artefacts)} of {shown.artefacts.size} "
            f"spikes come from steps of {shown.session.net.dt:g} ms, which throw v over the "
            "threshold; the equations do not."
        )
    if times.size < _FEW:
        return "Almost nothing fires: the input is too weak, or inhibition too strong."
    rates = {p.name: shown.rate(p) for p in shown.populations}
    silent = [name for name, value in rates.items() if value < 0.1]
    if silent:
        verb = "does not fire" if len(silent) == 1 else "do not fire"
        return f"{', '.join(silent).capitalize()} {verb}: too little arrives there."
    chi = shown.synchrony
    fastest = max(rates, key=lambda name: rates[name])
    words = f"All populations fire, {fastest} fastest ({rates[fastest]:.0f} Hz)"
    if chi > unison.IN_STEP:
        return f"{words}; {unison.in_step(chi)}."
    if chi > _LOOSE:
        return f"{words}; loosely in step (synchrony {chi:.2f})."
    return f"{words}; each mostly for itself (synchrony {chi:.2f})."


def _rates(shown: Shown) -> Iterator[Readout]:
    net = shown.session.net
    text = "Neurons and synapses of the network."
    yield Readout("Size", f"{net.n_neurons:,} neurons, {net.n_synapses:,} synapses", help=text)
    if shown.artefacts.any():
        text = "Spikes that the steps make, not the equations: they are counted nowhere else."
        count = int(np.count_nonzero(shown.artefacts))
        yield Readout("Numerical artefacts", str(count), help=text)
    for population in shown.populations:
        text = f"Mean rate of the {population.size} neurons of {population.name}."
        yield Readout(population.name.capitalize(), f"{shown.rate(population):.1f}", "Hz", text)


def _together(shown: Shown) -> Iterator[Readout]:
    times, indices = shown.genuine
    if times.size < _FEW:
        return
    cvs = cv_distribution(times, indices, shown.n)
    known = cvs[np.isfinite(cvs)]
    if known.size:
        text = "Of the intervals of a neuron, mean over neurons: 0 like a clock, 1 like chance."
        yield Readout("CV of the intervals", f"{known.mean():.2f}", help=text)
    yield unison.readout(shown.synchrony)
    counting = min(10.0, shown.stop - shown.start)
    value = fano(times, shown.start, shown.stop, counting)
    text = "Variance of the number of spikes in 10 ms, divided by its mean: 1 if by chance."
    yield Readout("Fano factor", f"{value:.1f}", help=text)
    if shown.stop - shown.start >= 500.0:
        peaks = ", ".join(f"{frequency:.0f} ({name})" for name, frequency, _ in rhythms(shown)[2])
        if peaks:
            text = "Where the spectrum of the population rate has its peaks."
            yield Readout("Rhythms", peaks, "Hz", text)


def _neuron(shown: Shown) -> Iterator[Readout]:
    population, index = shown.where
    text = "Click a neuron in the raster to look at it."
    yield Readout("Selected neuron", f"{population.start + index}: {population.name}", help=text)
    inputs, targets = strongest(shown)
    if inputs:
        text = "Neurons whose synapses onto it are strongest, with their weights."
        yield Readout("Strongest inputs", ", ".join(inputs), "mV/ms", text)
    if targets:
        text = "Neurons onto which its synapses are strongest, with their weights."
        yield Readout("Strongest targets", ", ".join(targets), "mV/ms", text)

"""Recordings as neo has them, which Elephant and others analyse."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich.network.populations import Group, Population
from izhikevich.results import optional

if TYPE_CHECKING:
    from neo import Block

    from izhikevich.network.simulation.recording import Recording


def neo_block(recording: Recording) -> Block:
    """Return a recording as a block of neo, see `Recording.to_neo`."""
    neo = optional("neo")
    block, segment = neo.Block(), neo.Segment()
    block.segments.append(segment)
    for group in recording.groups:
        segment.spiketrains.extend(list(_trains(recording, group, neo)))
    for population in recording.populations:
        segment.analogsignals.extend(list(_signals(recording, population, neo)))
    return block


def _trains(recording: Recording, group: Group, neo: Any) -> Iterator[Any]:
    """Yield the spikes of each neuron of a group."""
    own = (recording.indices >= group.start) & (recording.indices < group.stop)
    times, neurons = recording.times[own], recording.indices[own] - group.start
    order = np.argsort(neurons, kind="stable")
    ends = np.searchsorted(neurons[order], np.arange(1, group.size))
    for neuron, train in enumerate(np.split(times[order], ends)):
        yield neo.SpikeTrain(
            train,
            units="ms",
            t_start=recording.start,
            t_stop=recording.stop,
            name=f"{group.name} {neuron}",
            population=group.name,
            neuron=neuron,
        )


def _signals(recording: Recording, population: Population, neo: Any) -> Iterator[Any]:
    """Yield the time courses of each recorded neuron of a population."""
    quantity = import_module("quantities").Quantity  # neo has its units from there
    units = population.parameters.units
    for index, course in recording.courses.items():
        if not population.start <= index < population.stop or not course.t.size:
            continue
        neuron = index - population.start
        period = (recording.stop - recording.start) / course.t.size
        for name, unit in (("v", "mV"), ("u", units["u"]), ("current", units["I"])):
            yield neo.AnalogSignal(
                getattr(course, name)[:, None],
                units=unit,
                sampling_period=quantity(period, "ms"),
                t_start=quantity(recording.start, "ms"),
                name=f"{population.name} {neuron}: {name}",
                population=population.name,
                neuron=neuron,
            )

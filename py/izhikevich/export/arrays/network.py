"""The run of a network as arrays.

In addition to the spikes: "population_names", "population_starts" and "population_sizes" (neurons
are counted through all populations); and "t", "v", "u", "I" of the selected "neuron".
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from izhikevich.export.formats import ExportRequest
from izhikevich.export.runs import Arrays, course
from izhikevich.progress import Progress
from izhikevich.views.network.snapshot import Snapshot


def arrays(asked: ExportRequest) -> Generator[Progress, None, Arrays]:
    """Return the arrays, once the view has computed what they are taken from."""
    yield from ()
    session = asked.prepared.session
    net = session.net
    found: Arrays = {
        "spike_times": session.times,
        "spike_neurons": session.indices,
        "population_names": np.array([population.name for population in net.populations]),
        "population_starts": np.array([population.start for population in net.populations]),
        "population_sizes": np.array([population.size for population in net.populations]),
    }
    trace = Snapshot(session, net.time).trace
    if trace is not None:
        found |= {"neuron": np.array(session.neuron), **course(trace)}
    return found

"""The run of one neuron as arrays.

In addition to the spikes: "t", "v", "u", "I", and v and u just before each reset ("spike_v",
"spike_u").
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from izhikevich.export.formats import ExportRequest
from izhikevich.export.runs import Arrays, course
from izhikevich.progress import Progress


def arrays(asked: ExportRequest) -> Generator[Progress, None, Arrays]:
    """Return the arrays, once the view has computed what they are taken from."""
    yield from ()
    trace = asked.prepared.trace
    if trace is None:  # a run that cannot be completed
        return {"spike_times": np.empty(0), "spike_neurons": np.empty(0, np.int64)}
    return {
        **course(trace),
        "spike_times": trace.spike_times,
        "spike_neurons": np.zeros(trace.n_spikes, np.int64),
        "spike_v": trace.spike_v,
        "spike_u": trace.spike_u,
    }

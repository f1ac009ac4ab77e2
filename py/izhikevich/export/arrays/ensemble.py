"""The run of ensembles as arrays.

In addition to the spikes: "t"; "input"; for each ensemble (A, B) its target ("A/target"), its
decoded output ("A/decoded"), its spikes ("A/spike_times", "A/spike_neurons"; those without a name
are of the selected ensemble, and neurons are numbered as they were created) and the overlaid
voltages ("A/v", of the neurons "A/v_neurons"); "v" and "u" of the selected "neuron".
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from izhikevich import nef
from izhikevich.export.formats import ExportRequest
from izhikevich.export.runs import Arrays
from izhikevich.progress import Progress
from izhikevich.views.ensemble.runs import Runs
from izhikevich.views.ensemble.setup import ENSEMBLES, in_order


def arrays(asked: ExportRequest) -> Generator[Progress, None, Arrays]:
    """Return the arrays, once the view has computed what they are taken from."""
    setup = asked.prepared
    shown = yield from Runs().run(setup, traced=True, overlaid=True)
    result = shown.result
    found: Arrays = {"t": shown.t, "input": shown.given}
    for k, (name, target) in enumerate(zip(ENSEMBLES, shown.targets, strict=False)):
        found[f"{name}/target"] = target
        found[f"{name}/decoded"] = result[f"{name} decoded"]
        times, neurons = nef.spike_events(result[f"{name} spikes"], result.dt)
        found |= {f"{name}/spike_times": times, f"{name}/spike_neurons": neurons}
        found[f"{name}/v"] = result[f"{name} voltages"]
        found[f"{name}/v_neurons"] = in_order(setup.ensembles[k])[setup.overlaid(k)]
    looked_at = ENSEMBLES[setup.looked_at]
    order = in_order(setup.ensembles[setup.looked_at])
    return {
        **found,
        "spike_times": found[f"{looked_at}/spike_times"],
        "spike_neurons": found[f"{looked_at}/spike_neurons"],
        "neuron": np.array(order[setup.chosen]),
        "v": result["voltage"][:, 0],
        "u": result["recovery"][:, 0],
    }

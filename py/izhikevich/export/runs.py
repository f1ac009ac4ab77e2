"""The run behind a state as arrays: spikes, and what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.export.formats import Asked
from izhikevich.progress import Progress

Arrays = dict[str, NDArray[Any]]


def run_arrays(asked: Asked) -> Generator[Progress, None, Arrays]:
    """Return the arrays of a run that its view has computed.

    Times are in ms, v in mV, u and currents in the units of the neuron. All views give
    "spike_times" and "spike_neurons". Beside them:

    Neuron: "t", "v", "u", "I", and v and u just before each reset ("spike_v", "spike_u").

    Network: "population_names", "population_starts" and "population_sizes" (neurons are counted
    through all populations); and "t", "v", "u", "I" of the "neuron" looked at.

    Ensemble: "t"; "input"; of each ensemble (A, B) what it should stand for ("A/target"), what is
    decoded ("A/decoded") and its spikes ("A/spike_times", "A/spike_neurons"; those without a name
    are of the one looked at, and neurons are counted as they were made); "v" and "u" of the
    "neuron" looked at.

    Learning, for the sample looked at, after the last epoch: "t", "v" and "u" of all neurons (rows
    are steps) and "input"; "loss" by epoch, "score" before the first and after each; the weights at
    first ("first/...") and now ("now/...").
    """
    return (yield from _RUNS[asked.view](asked))


def _neuron(asked: Asked) -> Generator[Progress, None, Arrays]:
    yield from ()
    trace = asked.prepared.trace
    if trace is None:  # a run that cannot be completed
        return {"spike_times": np.empty(0), "spike_neurons": np.empty(0, np.int64)}
    return {
        **_course(trace),
        "spike_times": trace.spike_times,
        "spike_neurons": np.zeros(trace.n_spikes, np.int64),
        "spike_v": trace.spike_v,
        "spike_u": trace.spike_u,
    }


def _network(asked: Asked) -> Generator[Progress, None, Arrays]:
    from izhikevich.views.network.shown import Shown

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
    trace = Shown(session, net.time).trace
    if trace is not None:
        found |= {"neuron": np.array(session.neuron), **_course(trace)}
    return found


def _ensemble(asked: Asked) -> Generator[Progress, None, Arrays]:
    from izhikevich import nef
    from izhikevich.views.ensemble.runs import Runs
    from izhikevich.views.ensemble.setup import ENSEMBLES, in_order

    setup = asked.prepared
    shown = yield from Runs().run(setup, traced=True)
    result = shown.result
    found: Arrays = {"t": shown.t, "input": shown.given}
    for name, target in zip(ENSEMBLES, shown.targets, strict=False):
        found[f"{name}/target"] = target
        found[f"{name}/decoded"] = result[f"{name} decoded"]
        times, neurons = nef.spike_events(result[f"{name} spikes"], result.dt)
        found |= {f"{name}/spike_times": times, f"{name}/spike_neurons": neurons}
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


def _learning(asked: Asked) -> Generator[Progress, None, Arrays]:
    yield from ()
    shown = asked.prepared.shown
    session = shown.session
    times, neurons = shown.events(shown.run.spikes[:, 0])
    return {
        "t": shown.t,
        "v": shown.run.V[:, 0],
        "u": shown.run.u[:, 0],
        "input": np.asarray(shown.inputs)[0],
        "spike_times": times,
        "spike_neurons": neurons,
        "loss": np.array([epoch.loss for epoch in session.trainer.history]),
        "score": np.array(shown.scores),
        **{f"first/{name}": weights for name, weights in session.first.items()},
        **{f"now/{name}": weights for name, weights in session.now.items()},
    }


def _course(trace: Any) -> Arrays:
    return {"t": trace.t, "v": trace.v, "u": trace.u, "I": trace.current}


_RUNS: Mapping[str, Callable[[Asked], Generator[Progress, None, Arrays]]] = {
    "neuron": _neuron,
    "network": _network,
    "ensemble": _ensemble,
    "learning": _learning,
}

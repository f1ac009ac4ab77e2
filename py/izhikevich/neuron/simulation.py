"""The run of one neuron with given parameters."""

from __future__ import annotations

from warnings import warn

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import NumericalArtefactWarning, ParameterError
from izhikevich.native.backend import worthwhile
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes import artefacts
from izhikevich.neuron.schemes.accurate import accurate
from izhikevich.neuron.schemes.explicit import Loop, Record, diverged
from izhikevich.neuron.schemes.protocol import protocol
from izhikevich.neuron.schemes.table import DEFAULTS, SCHEMES
from izhikevich.neuron.stimuli.stimulus import Stimulus, as_stimulus, sampling
from izhikevich.neuron.trace import Trace
from izhikevich.progress import Report, Steps, finish
from izhikevich.units import number


def finished(work: Steps[Trace], progress: Report | None = None) -> Trace:
    """Return the trace of a run; warn the caller's caller of numerical artefacts."""
    trace = finish(work, progress)
    if trace.n_artefacts:
        text = artefacts.artefact_warning(trace.n_artefacts, trace.n_spikes, trace.dt)
        warn(NumericalArtefactWarning(text), stacklevel=3)
    return trace


def simulating(
    parameters: Parameters,
    stimulus: Stimulus | ArrayLike = 0.0,
    duration: float = 1000.0,
    dt: float = 0.25,
    v0: float | None = None,
    u0: float | None = None,
    scheme: str = DEFAULTS["neuron"],
) -> Steps[Trace]:
    """Simulate one neuron, as `simulate` does, with progress reports and without a warning."""
    if not isinstance(parameters, Parameters):
        raise ParameterError("parameters", parameters, "must be a Parameters object")
    _, dt, samples = protocol(duration, dt, scheme)
    stimulus = as_stimulus(stimulus, parameters.units["I"], dt)
    v0, u0 = initial_state(parameters, v0, u0)
    t = np.arange(samples, dtype=np.float64)
    t *= dt
    current = yield from sampling(stimulus, t)
    loop = SCHEMES[scheme].loop
    if loop is None:
        record = yield from accurate(parameters, stimulus, t, v0, u0)
    elif worthwhile(t.size):
        record = _compiled(parameters, current, dt, v0, u0, scheme)
    else:
        record = _stepped(loop, parameters, current, dt, (v0, u0), scheme)
    none = np.zeros(len(record.spike_times), dtype=np.bool_)
    return Trace(
        t=t,
        v=np.asarray(record.v),
        u=np.asarray(record.u),
        current=current,
        spike_times=np.asarray(record.spike_times, dtype=np.float64),
        spike_indices=np.asarray(record.spike_indices, dtype=np.int64),
        spike_v=np.asarray(record.spike_v, dtype=np.float64),
        spike_u=np.asarray(record.spike_u, dtype=np.float64),
        artefacts=none if record.artefacts is None else record.artefacts,
        parameters=parameters,
        stimulus=stimulus,
        dt=dt,
        scheme=scheme,
        v0=v0,
        u0=u0,
    )


def _stepped(
    loop: Loop,
    parameters: Parameters,
    current: FloatArray,
    dt: float,
    start: tuple[float, float],
    scheme: str,
) -> Record:
    """Run the loop of an explicit scheme, and find the artefacts among the spikes."""
    found = loop(parameters, current.tolist(), dt, *start)
    record = Record(
        np.array(found.v),
        np.array(found.u),
        np.array(found.spike_indices, dtype=np.int64),
        found.spike_times,
        found.spike_v,
        found.spike_u,
    )
    record.artefacts = artefacts.in_trace(parameters, dt, scheme, start, record, current)
    return record


def _compiled(
    parameters: Parameters, current: FloatArray, dt: float, v0: float, u0: float, scheme: str
) -> Record:
    """Do the work of the loop of an explicit scheme in the compiled engine."""
    from izhikevich.neuron.native.runs import run_trace

    course = run_trace(parameters, current, dt, v0, u0, scheme)
    if course.failed is not None:
        diverged(course.failed, dt)
    indices = course.spike_indices
    times = indices * dt
    spikes = indices, times, course.spike_v, course.spike_u, course.artefacts
    return Record(course.v, course.u, *spikes)


def initial_state(
    parameters: Parameters, v0: float | None, u0: float | None
) -> tuple[float, float]:
    """Complete and check the initial state of a run, as `izhikevich.simulate` describes it."""
    v_default, u_default = parameters.initial_state()
    if v0 is not None:
        v_default = number(v0, "v0", "mV", low=-1e4, high=1e4)
        if parameters.drive.leak and not parameters.dimensional:
            u_default = parameters.drive.target(v_default, parameters.b)
    if u0 is not None:
        u_default = number(u0, "u0", parameters.units["u"], low=-1e6, high=1e6)
    return v_default, u_default

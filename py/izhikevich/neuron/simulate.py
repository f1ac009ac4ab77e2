"""Simulation of one neuron."""

from __future__ import annotations

from collections.abc import Generator
from math import floor
from warnings import warn

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import NumericalArtefactWarning, ParameterError, SimulationError, choices
from izhikevich.messages import Number, msg
from izhikevich.native.backend import worthwhile
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes import artefacts
from izhikevich.neuron.schemes.accurate import MAX_STEPS, accurate
from izhikevich.neuron.schemes.explicit import Loop, Record, diverged
from izhikevich.neuron.schemes.table import METHODS
from izhikevich.neuron.stimuli.stimulus import Stimulus, as_stimulus, sampling
from izhikevich.neuron.trace import Trace
from izhikevich.progress import Progress, finish
from izhikevich.units import number


def simulate(
    parameters: Parameters,
    stimulus: Stimulus | str | float = 0.0,
    duration: float = 1000.0,
    dt: float = 0.25,
    v0: float | None = None,
    u0: float | None = None,
    method: str = "euler",
) -> Trace:
    """Simulate one neuron.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    stimulus : Stimulus, str or float
        Injected current; a text is parsed, a number is a constant current (mV/ms, or pA in the 2007
        form).
    duration : float
        Length of the run, ms. There are floor(duration / dt) + 1 samples, the first at time 0.
    dt : float
        Step of the explicit schemes, and sampling interval of every scheme, ms.
    v0, u0 : float, optional
        Initial state: mV, and the unit of u. By default that of ``parameters.initial_state()``; if
        only `v0` is given, u starts at the target of its drive there (in the 2003/2004 form with
        leak).
    method : str
        One of `METHODS`.

    Returns
    -------
    Trace

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    SimulationError
        If more than 5,000,000 steps would be needed (the accurate scheme reports this as soon as
        its pace reveals it), if the voltage diverges, or if the neuron fires faster and faster
        without end (accurate scheme; as the published pattern T does).

    Warns
    -----
    NumericalArtefactWarning
        If the steps produce spikes that the equations do not have (see `Trace.artefacts`).
    """
    trace = finish(simulating(parameters, stimulus, duration, dt, v0, u0, method))
    if trace.n_artefacts:
        text = artefacts.told(trace.n_artefacts, trace.n_spikes, trace.dt)
        warn(NumericalArtefactWarning(text), stacklevel=2)
    return trace


def simulating(
    parameters: Parameters,
    stimulus: Stimulus | str | float = 0.0,
    duration: float = 1000.0,
    dt: float = 0.25,
    v0: float | None = None,
    u0: float | None = None,
    method: str = "euler",
) -> Generator[Progress, None, Trace]:
    """Simulate one neuron, as `simulate` does, with progress reports and without a warning."""
    if not isinstance(parameters, Parameters):
        raise ParameterError("parameters", parameters, "must be a Parameters object")
    stimulus = as_stimulus(stimulus, parameters.units["I"])
    dt = number(dt, "dt", "ms", low=1e-6, high=100.0)
    duration = number(duration, "duration", "ms", low=dt, high=1e9)
    if not isinstance(method, str) or method not in METHODS:
        raise ParameterError("method", method, choices(METHODS))
    v0, u0 = _start(parameters, v0, u0)
    steps = floor(duration / dt + 1e-9)
    if steps >= MAX_STEPS:
        raise SimulationError(
            msg(
                "{steps} samples are more than {most}: use a shorter duration or a larger dt",
                steps=Number(steps + 1, form=","),
                most=Number(MAX_STEPS, form=","),
            )
        )
    t = np.arange(steps + 1, dtype=np.float64)
    t *= dt
    current = yield from sampling(stimulus, t)
    loop = METHODS[method].loop
    if loop is None:
        record = yield from accurate(parameters, stimulus, t, v0, u0)
    elif worthwhile(t.size):
        record = _compiled(parameters, current, dt, v0, u0, method)
    else:
        record = _stepped(loop, parameters, current, dt, (v0, u0), method)
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
        method=method,
        v0=v0,
        u0=u0,
    )


def _stepped(
    loop: Loop,
    parameters: Parameters,
    current: FloatArray,
    dt: float,
    start: tuple[float, float],
    method: str,
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
    record.artefacts = artefacts.in_trace(parameters, dt, method, start, record, current)
    return record


def _compiled(
    parameters: Parameters, current: FloatArray, dt: float, v0: float, u0: float, method: str
) -> Record:
    """Do the work of the loop of an explicit scheme in the compiled engine."""
    from izhikevich.neuron.native.runs import run_trace

    course = run_trace(parameters, current, dt, v0, u0, method)
    if course.failed is not None:
        diverged(course.failed, dt)
    indices = course.spike_indices
    times = indices * dt
    spikes = indices, times, course.spike_v, course.spike_u, course.artefacts
    return Record(course.v, course.u, *spikes)


def _start(parameters: Parameters, v0: float | None, u0: float | None) -> tuple[float, float]:
    """Complete and check the initial state."""
    v_default, u_default = parameters.initial_state()
    if v0 is not None:
        v_default = number(v0, "v0", "mV", low=-1e4, high=1e4)
        if parameters.drive.leak and not parameters.dimensional:
            u_default = parameters.drive.target(v_default, parameters.b)
    if u0 is not None:
        u_default = number(u0, "u0", parameters.units["u"], low=-1e6, high=1e6)
    return v_default, u_default

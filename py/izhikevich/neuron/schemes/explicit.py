"""The explicit schemes, step by step as they were published.

Scalar Python on local variables: for one neuron that is several times faster than numpy, and the
order of the operations is that of the published code. Division by C = 1 changes no bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from izhikevich._typing import BoolArray
from izhikevich.errors import SimulationError
from izhikevich.messages import Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive

#: Beyond this voltage (mV) a run has diverged. At a coarse step, overshoots of thousands of mV
#: just before a reset are normal.
V_LIMIT = 1e6


@dataclass
class Record:
    """Record of a scheme: one v and u per sample, and some numbers per spike.

    The loops here fill lists; the compiled engine gives arrays.
    """

    v: Any
    u: Any
    spike_indices: Any = field(default_factory=list)
    spike_times: Any = field(default_factory=list)
    spike_v: Any = field(default_factory=list)
    spike_u: Any = field(default_factory=list)
    artefacts: BoolArray | None = None  # which spikes are artefacts; None if unknown

    @classmethod
    def empty(cls, n_samples: int) -> Record:
        """Return a record with room for the samples."""
        return cls([0.0] * n_samples, [0.0] * n_samples)


Loop = Callable[[Parameters, list[float], float, float, float], Record]


def euler(p: Parameters, currents: list[float], dt: float, v: float, u: float) -> Record:
    """Step v, then u with the new v: the code of the 2004 paper's figure. Spike if v > peak."""
    record = Record.empty(len(currents))
    vs, us = record.v, record.u
    a, b, v_peak, k2, k1, k0, C = p.a, p.b, p.v_peak, p.k2, p.k1, p.k0, p.C
    linear, origin, target, leak, slope = _rules(p)
    for i, current in enumerate(currents):
        v += dt * ((k2 * (v * v) + k1 * v + k0 - u + current) / C)
        drive = b * (v - origin) if linear else target(v, b)
        u += dt * (a * (drive - leak * u))
        if v > v_peak + slope * u:
            v, u = _spike(record, p, i, v, u, dt)
        elif not v > -V_LIMIT:
            diverged(i, dt)
        vs[i] = v
        us[i] = u
    return record


def forward(p: Parameters, currents: list[float], dt: float, v: float, u: float) -> Record:
    """Step v and u both from their old values. Spike if v > peak.

    A drive with branches selects the branch by the new v, as the code published with the 2007
    cells does; the value on the branch is that of the old v.
    """
    record = Record.empty(len(currents))
    vs, us = record.v, record.u
    a, b, v_peak, k2, k1, k0, C = p.a, p.b, p.v_peak, p.k2, p.k1, p.k0, p.C
    linear, origin, _, leak, slope = _rules(p)
    branch = p.drive.branch
    for i, current in enumerate(currents):
        old = v
        v += dt * ((k2 * (v * v) + k1 * v + k0 - u + current) / C)
        drive = b * (old - origin) if linear else branch(old, v, b)
        u += dt * (a * (drive - leak * u))
        if v > v_peak + slope * u:
            v, u = _spike(record, p, i, v, u, dt)
        elif not v > -V_LIMIT:
            diverged(i, dt)
        vs[i] = v
        us[i] = u
    return record


def half_step(p: Parameters, currents: list[float], dt: float, v: float, u: float) -> Record:
    """Step v twice by dt / 2, then u by dt with the new v: the 2003 network. Spike if v >= peak."""
    record = Record.empty(len(currents))
    vs, us = record.v, record.u
    a, b, v_peak, k2, k1, k0, C = p.a, p.b, p.v_peak, p.k2, p.k1, p.k0, p.C
    linear, origin, target, leak, slope = _rules(p)
    half = 0.5 * dt
    for i, current in enumerate(currents):
        v += half * ((k2 * (v * v) + k1 * v + k0 - u + current) / C)
        v += half * ((k2 * (v * v) + k1 * v + k0 - u + current) / C)
        drive = b * (v - origin) if linear else target(v, b)
        u += dt * (a * (drive - leak * u))
        if v >= v_peak + slope * u:
            v, u = _spike(record, p, i, v, u, dt)
        elif not v > -V_LIMIT:
            diverged(i, dt)
        vs[i] = v
        us[i] = u
    return record


def _rules(
    p: Parameters,
) -> tuple[bool, float, Callable[[float, float], float], float, float]:
    """Return what the loops need of the rules; the common linear drive is computed inline."""
    drive = p.drive
    return (
        isinstance(drive, LinearDrive),
        drive.origin,
        drive.target,
        float(drive.leak),
        p.peak_slope,
    )


def _spike(
    record: Record, p: Parameters, i: int, v: float, u: float, dt: float
) -> tuple[float, float]:
    """Record a spike in step i and return the state after the reset."""
    if not v < V_LIMIT:
        diverged(i, dt)
    record.spike_indices.append(i)
    record.spike_times.append(i * dt)
    record.spike_v.append(v)
    record.spike_u.append(u)
    return p.reset(u)


def diverged(i: int, dt: float) -> NoReturn:
    """Raise the error of a run that diverged in step i."""
    raise SimulationError(
        msg(
            "the voltage diverged at {time} ms: with dt = {dt} ms this scheme is unstable here. "
            "Use a smaller dt or the accurate scheme, or a weaker current.",
            time=Number(i * dt, form="g"),
            dt=Number(dt, form="g"),
        ),
        i * dt,
    )

"""A network as named arrays: one of bytes in JSON, and those of its parts.

The description in JSON is under "network", the arrays of the parts under names such as
"populations.0.a". The state adds its own (see `State.arrays`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.couplings import Coupling
from izhikevich.network.distributions import Distribution
from izhikevich.network.files.inputs import written_input
from izhikevich.network.files.values import written_given
from izhikevich.network.injections import Injection
from izhikevich.network.monitors import Monitor
from izhikevich.network.neuron_values import NAMES
from izhikevich.network.populations import Population, Source
from izhikevich.network.projection_monitors import ProjectionMonitor
from izhikevich.network.projections import Projection
from izhikevich.network.regular import RegularSource
from izhikevich.network.synapses import kinetics
from izhikevich.network.synapses.synapses import Synapses
from izhikevich.network.values import Values
from izhikevich.neuron.parameters import Parameters

if TYPE_CHECKING:
    from izhikevich.network.network import Network

FORMAT, VERSION = "izhikevich network", 1
#: Options of a network, and values from which neurons start.
OPTIONS = ("dt", "seed", "scheme", "scaling", "precision")
START = ("v0", "u0")


def contents(net: Network) -> dict[str, Any]:
    """Return a network, without its state, as named arrays.

    Raises
    ------
    ParameterError
        If something in it cannot be written.
    """
    if net.callbacks:
        allowed = msg(
            "functions cannot be saved: remove them from the list, or save the state alone "
            "(state_only=True)"
        )
        raise ParameterError("callbacks", net.callbacks, allowed)
    arrays: dict[str, Any] = {}
    description = {
        "format": FORMAT,
        "version": VERSION,
        **{name: getattr(net, name) for name in OPTIONS},
        "pulse": net.pulse,
        "longest": net.plan().longest,
        "populations": [_population(p, k, arrays) for k, p in enumerate(net.populations)],
        "sources": [_source(s, k, arrays) for k, s in enumerate(net.sources)],
        "projections": [_projection(p, k, net.dt, arrays) for k, p in enumerate(net.projections)],
        "injections": [_injection(i, k, arrays) for k, i in enumerate(net.injections)],
        "couplings": [_coupling(c, k, arrays) for k, c in enumerate(net.couplings)],
        "monitors": [_monitor(m, k, arrays) for k, m in enumerate(net.monitors)],
    }
    text = json.dumps(description, allow_nan=False)
    return {"network": np.frombuffer(text.encode(), np.uint8), **arrays}


def _population(population: Population, k: int, arrays: dict[str, Any]) -> dict[str, Any]:
    found, at = population, f"populations.{k}"
    numbers = {}
    for name in NAMES:
        if name not in START and found.shared(name):
            numbers[name] = float(found.values[name][0])
        else:
            arrays[f"{at}.{name}"] = found.values[name]
    for name in START:
        arrays[f"{at}.own_{name}"] = found.own_start(name)
    return {
        "name": found.name,
        "size": found.size,
        "parameters": _parameters(found.parameters),
        "conductance": found.conductance.text,
        "tau": kinetics.written(found.tau),
        "stimulus": written_input(
            found.stimulus, f"stimulus of {found.name}", f"{at}.stimulus", arrays
        ),
        "values": numbers,
        "given": {
            name: written_given(value, found.values[name]) for name, value in found.given.items()
        },
        "stream": found.draws[1],
        **({"silent": True} if found.silent else {}),
    }


def _parameters(parameters: Parameters) -> dict[str, Any]:
    found = asdict(parameters)
    found["drive"] = _of_kind(parameters.drive)
    if np.isinf(parameters.u_max):
        del found["u_max"]  # JSON has no infinity
    return found


def _of_kind(rule: Any) -> dict[str, Any] | None:
    if rule is None:
        return None
    own = {one.name: getattr(rule, one.name) for one in fields(rule)}
    plain = {name: _of_kind(x) if is_dataclass(x) else x for name, x in own.items()}
    return {"kind": type(rule).__name__, **plain}


def _source(source: Source, k: int, arrays: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": source.name,
        "size": source.size,
        "stream": source.stream,
        "origin": source.origin,
    }
    at, times = f"sources.{k}", source.times
    if isinstance(source, RegularSource):
        found |= {"jitter": source.jitter, "most": source.most}
        for name in source.names():
            if source.shared(name):
                found[name] = float(source.read(name)[0])
            else:
                found[name] = None
                arrays[f"{at}.{name}"] = source.read(name)
        return found
    if times is not None:
        arrays[f"{at}.times"] = np.concatenate(times)
        arrays[f"{at}.lengths"] = np.array([train.size for train in times])
        return {**found, "most": source.most, "repeats": source.repeats}
    if not isinstance(source.rate, Values):
        rate = written_input(source.rate, f"rate of {source.name}", f"{at}.rate", arrays)
        return {**found, "over_time": rate}
    if source.rate.shared:
        return {**found, "rate": float(source.rate)}
    arrays[f"{at}.rate"] = np.array(source.rate)
    return {**found, "rate": None}


def _projection(
    projection: Projection, k: int, dt: float, arrays: dict[str, Any]
) -> dict[str, Any]:
    found, synapses, at = projection, projection.synapses, f"projections.{k}"
    _put_synapses(synapses, at, arrays)
    signed = found.excitatory_fraction is not None and not isinstance(found.weights, Distribution)
    weights = None if signed else written_given(found.weights, synapses.weights)
    delays = written_given(found.delays, synapses.delays * dt)
    if not isinstance(delays, float):
        arrays[f"{at}.delays"] = synapses.delays
    return {
        "name": found.name,
        "pre": found.pre.name,
        "post": found.post.name,
        "target": found.target,
        "weights": weights,
        "delays": delays,
        "excitatory_fraction": found.excitatory_fraction,
        "plasticity": _of_kind(found.plasticity),
        "short_term": _of_kind(found.short_term),
        "stream": found.draws[1],
        **({} if found.dopamine is None else {"dopamine": found.dopamine.name}),
        **({"learning": False} if found.plasticity and not found.learning else {}),
    }


def _put_synapses(synapses: Synapses, at: str, arrays: dict[str, Any]) -> None:
    arrays[f"{at}.starts"], arrays[f"{at}.targets"] = synapses.starts, synapses.targets
    arrays[f"{at}.weights"] = synapses.weights


def _injection(injection: Injection, k: int, arrays: dict[str, Any]) -> dict[str, Any]:
    found, pre, at = injection, injection.pre, f"injections.{k}"
    _put_synapses(found.synapses, at, arrays)
    if isinstance(pre, Population):
        origin = {"pre": pre.name, "over_time": None}
    else:
        timed = written_input(pre, f"pre of {found.name}", f"{at}.pre", arrays)
        origin = {"pre": None, "over_time": timed}
    return {
        "name": found.name,
        **origin,
        "post": found.post.name,
        "target": found.target,
        "variable": found.variable,
        "given": written_given(found.given, found.synapses.weights),
        "one_weight": found.w.shared,
        "stream": found.draws[1],
    }


def _coupling(coupling: Coupling, k: int, arrays: dict[str, Any]) -> dict[str, Any]:
    _put_synapses(coupling.synapses, f"couplings.{k}", arrays)
    return {
        "name": coupling.name,
        "pre": coupling.pre.name,
        "post": coupling.post.name,
        "given": written_given(coupling.given, coupling.synapses.weights),
        "one_weight": coupling.conductance.shared,
        "stream": coupling.draws[1],
    }


def _monitor(
    monitor: Monitor | ProjectionMonitor, k: int, arrays: dict[str, Any]
) -> dict[str, Any]:
    arrays.update({f"monitors.{k}.{name}": array for name, array in monitor.kept().items()})
    found = {
        "variables": list(monitor.variables),
        "period": monitor.period,
        "first": monitor.first,
        "recording": monitor.recording,
    }
    if isinstance(monitor, ProjectionMonitor):
        if monitor.synapses is not None:
            arrays[f"monitors.{k}.synapses"] = monitor.synapses
        return {"projection": monitor.projection.name, **found}
    arrays[f"monitors.{k}.ranks"] = monitor.ranks
    return {"population": monitor.population.name, "spikes": monitor.spikes, **found}

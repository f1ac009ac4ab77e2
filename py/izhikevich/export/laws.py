"""What a network is drawn from, for scripts that draw it again by the rules of another simulator.

Nothing here depends on the simulator, but that its neuron is v' = 0.04 v^2 + 5 v + 140 - u + I with
a linear u, and that a spike adds to its current: the Izhikevich neuron of NEST and PyNN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.export.currents import current_source
from izhikevich.export.network_inputs import check_calls, refused
from izhikevich.export.network_source import VARIED, law
from izhikevich.export.source import number_list
from izhikevich.messages import Message, msg
from izhikevich.network.connectivity import OneToOne
from izhikevich.network.distributions import Distribution
from izhikevich.network.injections import Injection
from izhikevich.network.inputs import TimedArray
from izhikevich.network.network import Network
from izhikevich.network.plasticity import Polychronous
from izhikevich.network.poisson_input import PoissonInput
from izhikevich.network.populations import Group, Population, Source
from izhikevich.network.projections import Projection
from izhikevich.network.regular import RegularSource
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES
from izhikevich.neuron.stimuli.stimulus import Stimulus

#: Maximum number of values that a script lists; more would not be a script.
MAX_LISTED = 2000
#: What a neuron has of its own, by the names of scripts.
_OWN = ("a", "b", "c", "d", "v_peak", "i_offset", "noise", "v0", "u0")
#: The coefficients of the quadratic, and those of the form of 2003.
_QUADRATIC = {"k2": 0.04, "k1": 5.0, "k0": 140.0, "C": 1.0}
_CORTICAL = ("cortical_2003", "cortical_sparse")


def written_scheme(net: Network) -> tuple[str, Message | None]:
    """Return the scheme that a script takes, and what it says if that is not the network's."""
    if not NETWORK_SCHEMES[net.scheme].adaptive:
        return net.scheme, None
    return "half_step", msg(
        "Each step is two half-steps for v here, and an adaptive one in izhikevich: where "
        "inhibition or conductances are strong, a shorter time step brings the results together."
    )


def check_laws(net: Network) -> None:
    """Reject a network with something that the simulator's own neuron cannot do.

    Raises
    ------
    ParameterError
        It names the part, with the reason.
    """
    check_calls(net)
    for one in net.couplings:
        raise refused(
            one.name,
            msg("the Izhikevich neuron of this simulator has no gap junctions: Brian2 has them"),
        )
    for injection in net.injections:
        if not is_outside(injection):
            raise refused(
                injection.name,
                msg("injected currents are not written for this simulator: use a stimulus"),
            )
    for population in net.populations:
        _check_cells(population)


def is_outside(injection: Injection) -> bool:
    """Tell whether an injection is of Poisson spikes from outside, independent for each neuron."""
    return isinstance(injection.pre, PoissonInput) and isinstance(injection.rule, OneToOne)


def outside_rate(injection: Injection) -> float:
    """Return the rate (Hz) of all spikes from outside that a neuron receives."""
    assert isinstance(injection.pre, PoissonInput)
    return injection.pre.rate * injection.pre.n


def _check_cells(p: Population) -> None:
    own = p.parameters
    if p.tau:
        raise refused(
            p.name,
            msg(
                "the Izhikevich neuron of this simulator adds a spike to v at once, and has no "
                "receptors or time constants of synapses: Brian2 has them, and so has NEST with a "
                "neuron made by NESTML"
            ),
        )
    if p.conductance.weights is None:
        raise refused(
            p.name,
            msg(
                "the Izhikevich neuron of this simulator adds up its inputs; the conductance "
                "{conductance} is more than a sum",
                conductance=p.conductance.text,
            ),
        )
    if p.values["tau_refrac"].any():
        raise refused(
            p.name,
            msg(
                "the Izhikevich neuron of this simulator is never refractory: export the network "
                "with tau_refrac = 0, or for Brian2"
            ),
        )
    linear = isinstance(own.drive, LinearDrive) and own.drive.leak
    if not linear or own.peak_slope or own.c_slope or own.u_max < inf:
        raise refused(
            p.name,
            msg(
                "the Izhikevich neuron of this simulator has u' = a (b v - u), a fixed peak and a "
                "fixed reset, which this cell has not: Brian2 has it"
            ),
        )
    for name in _QUADRATIC:
        if not _same(p.values[name]):
            raise refused(
                p.name,
                msg(
                    "values of {name} that differ between neurons are not written for this "
                    "simulator",
                    name=name,
                ),
            )


def is_plain(p: Population) -> bool:
    """Tell whether neurons have the quadratic of the form of 2003; others must be scaled."""
    origin = p.parameters.drive.origin
    return not origin and all(p.values[k][0] == value for k, value in _QUADRATIC.items())


def quadratic(p: Population) -> dict[str, float]:
    """Return what a scaled neuron is scaled by: coefficients, and the voltage of zero drive."""
    found = {name: float(p.values[name][0]) for name in _QUADRATIC}
    return {**found, "origin": p.parameters.drive.origin}


def gain(p: Population) -> float:
    """Return the current of the simulator's neuron for a current of 1."""
    if is_plain(p):
        return 1.0
    return float(25.0 * p.values["k2"][0] / p.values["C"][0] ** 2)


def neuron_source(net: Network, p: Population) -> tuple[str, dict[str, str]]:
    """Return lines before, and source of what each neuron has: numbers, or arrays drawn by numpy.

    Raises
    ------
    ParameterError
        If more values are given one by one than a script can list.
    """
    varied = _varied(net, p)
    lines = [f"r = rng.random({p.size})"] if varied else []
    found = {}
    for name in _OWN:
        follows = name == "u0" and name not in p.given and not _same(p.values[name])
        source = varied.get(name) or ("" if follows else _source_of(p, name))
        if isinstance(p.given.get(name), Distribution):
            lines.append(f"{name} = {source}")
            source = name
        found[name] = source
    # As neurons start where nothing else is given.
    if "v0" not in p.given and not p.parameters.dimensional:
        found["v0"] = found["c"]
    if not found["u0"]:
        origin = p.parameters.drive.origin
        v0 = f"({found['v0']} - {origin!r})" if origin else f"({found['v0']})"
        found["u0"] = f"({found['b']}) * {v0}"
    offset = p.conductance.offset
    if offset:
        found["i_offset"] = f"{found['i_offset']} + {offset!r}"
    return "".join(f"{line}\n" for line in lines), found


def _same(values: FloatArray) -> bool:
    return bool((values == values[0]).all())


def _varied(net: Network, p: Population) -> Mapping[str, str]:
    """Return what a ready-made network varies from neuron to neuron by a law of its own."""
    return VARIED.get(p.name, {}) if made_by(net) in _CORTICAL else {}


def _source_of(p: Population, name: str) -> str:
    given = p.given.get(name)
    if isinstance(given, Distribution):
        return law(given, f"{p.size}")
    values = p.values[name]
    if _same(values):
        return repr(float(values[0]))
    check_listed(p.name, p.size)
    return f"np.array({number_list(values)})"


def check_listed(name: str, count: int) -> None:
    """Reject more values than a script can list."""
    if count > MAX_LISTED:
        raise refused(
            name,
            msg(
                "{count} values are given one by one, and a script lists at most {most}: give them "
                "as a distribution or by a rule of connection, or save the network by net.save",
                count=count,
                most=MAX_LISTED,
            ),
        )


def names_of(groups: Iterable[Group]) -> dict[str, str]:
    """Return a name in a script for each group, by its own name."""
    found: dict[str, str] = {}
    for group in groups:
        plain = "".join(one if one.isalnum() and one.isascii() else "_" for one in group.name)
        name = f"cells_{plain}".rstrip("_").lower()
        while name in found.values():
            name += "_"
        found[group.name] = name
    return found


def each_source(s: Source, values: Any) -> str:
    """Return source of a value for each source."""
    if (values == values[0]).all():
        return f"np.full({s.size}, {float(values[0])!r})"
    check_listed(s.name, values.size)
    return f"np.array({number_list(values)})"


def given_trains(s: Source, duration: float) -> list[list[float]]:
    """Return the spike times (ms) of each source that a script lists: those before its end."""
    assert s.times is not None
    kept = [train[train < duration].tolist() for train in s.times]
    check_listed(s.name, sum(map(len, kept)))
    return kept


def regular_trains(s: RegularSource) -> str:
    """Return source of the spike times of regular sources, by the script's function for these."""
    rate, phase = (each_source(s, s.read(key)) for key in ("rate", "phase"))
    return f"regular({rate}, {phase}, {s.jitter!r})"


def over_time(net: Network, given: Any, name: str, duration: float) -> tuple[str, list[Message]]:
    """Return source of ``times`` and ``current``, what changes in each step, and what differs.

    Raises
    ------
    ParameterError
        If it differs between neurons, or is computed by an expression or a function.
    """
    text = "times = np.arange(round(DURATION / DT) + 1) * DT\n"
    if isinstance(given, Stimulus):
        source = current_source(given, duration)
        constant = "times" not in source.expression
        plus = " + 0.0 * times" if constant else ""
        return f"{text}{source.before}current = {source.expression}{plus}\n", list(source.notes)
    if isinstance(given, TimedArray) and given.width == 1:
        times = np.arange(round(duration / net.dt) + 1, dtype=np.float64) * net.dt
        found = given._bound("stimulus", "", 1, net.dt, 0, 0).at(times)[:, 0]
        starts = np.concatenate([[0], np.flatnonzero(np.diff(found)) + 1])
        check_listed(name, starts.size)
        return (
            f"{text}begins = np.array({number_list(starts * net.dt)})\n"
            f"levels = np.array({number_list(found[starts])})\n"
            'current = levels[np.searchsorted(begins, times + 1e-9, "right") - 1]\n'
        ), []
    raise refused(
        name,
        msg(
            "values over time that differ between neurons, expressions and functions are not "
            "written for this simulator: use a stimulus such as 'sine(5,10)'"
        ),
    )


def coefficient(net: Network, projection: Projection | Injection, *, for_step: bool) -> float:
    """Return what multiplies the weights of a projection, or of spikes from outside.

    Parameters
    ----------
    net : Network
    projection : Projection or Injection
    for_step : bool
        Whether the simulator adds a weight to the current for a step; otherwise it adds it to v.
    """
    post = projection.post
    assert post.conductance.weights is not None
    factor = post.conductance.weights[projection.target] * gain(post)
    return float(factor * scale(net, for_step=for_step))


def scale(net: Network, *, for_step: bool) -> float:
    """Return what multiplies weights because of the time step: see `coefficient`."""
    if net.scaling == "charge":
        return 1.0 / net.dt if for_step else 1.0
    return 1.0 if for_step else net.dt


def made_by(net: Network) -> str:
    """Return the name of the function that made a ready-made network; "" if there is none."""
    return "" if net.origin is None else net.origin[0]


def is_polychronous(net: Network, projection: Projection) -> bool:
    """Tell whether synapses are those of the polychronous network that learn."""
    learns = isinstance(projection.plasticity, Polychronous)
    return learns and made_by(net) in ("polychronous_2006", "polychronous_trained")

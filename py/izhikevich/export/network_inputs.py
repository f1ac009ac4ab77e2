"""The check that a network has nothing that files for other simulators leave out."""

from __future__ import annotations

from types import NoneType

from izhikevich.errors import ParameterError
from izhikevich.messages import Message, msg
from izhikevich.network.connectivity import DistanceDependent, FixedOutDegree, FixedProbability
from izhikevich.network.distributions import Distribution
from izhikevich.network.network import Network
from izhikevich.network.plasticity import Polychronous
from izhikevich.network.populations import Population
from izhikevich.network.projections import Projection
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES

#: Plasticity of which exports say what becomes of it.
_WRITTEN = (NoneType, Polychronous)
_FIXED = ("k2", "k1", "k0", "C", "v_peak")
_PLAIN = Parameters()
_QUADRATIC_AND_PEAK = (_PLAIN.k2, _PLAIN.k1, _PLAIN.k0, _PLAIN.v_peak)


#: Why a rule of connection is refused that scripts for other programs do not have.
UNKNOWN_RULE = msg(
    "this rule of connection is not written for other programs: take the Python script, or connect "
    "at random"
)


def refused(name: str, reason: Message) -> ParameterError:
    """Return the error of a part of a network that a file cannot express."""
    return ParameterError("network", name, reason)


def check_projection(projection: Projection) -> None:
    """Reject rules and delays for which scripts for other programs have no source.

    Raises
    ------
    ParameterError
        The message names the projection.
    """
    same = projection.pre is projection.post
    match projection.rule:
        case FixedProbability(self_connections=True) if same:
            raise refused(projection.name, UNKNOWN_RULE)
        case FixedOutDegree(self_connections=own, multapses=several) if several or (own and same):
            raise refused(projection.name, UNKNOWN_RULE)
        case DistanceDependent() as rule if rule != DistanceDependent(1.0, rule.sigma) or not same:
            raise refused(projection.name, UNKNOWN_RULE)
    if isinstance(projection.delays, Distribution):
        allowed = msg(
            "delays from a distribution are not written for other programs: take the Python "
            "script, or give one delay"
        )
        raise refused(projection.name, allowed)


def check_calls(net: Network) -> None:
    """Reject networks with functions that are called.

    Raises
    ------
    ParameterError
    """
    if net.callbacks:
        raise refused(
            msg("{count} interventions", count=len(net.callbacks)),
            msg(
                "interventions and other functions that are called during a run are not written "
                "for other programs: remove them, or take the Python script, which replays them"
            ),
        )


def check_written(net: Network) -> None:
    """Reject networks with parts, changes during a run, or a scheme that only this package has.

    Raises
    ------
    ParameterError
        The message names those that the network has.
    """
    check_calls(net)
    if NETWORK_SCHEMES[net.scheme].adaptive:
        raise ParameterError(
            "scheme",
            net.scheme,
            msg(
                "other programs do not have this scheme: export the network with scheme "
                "'half_step', or take the Python script"
            ),
        )
    others = [p.name for p in net.populations if not _is_written(p)]
    if others:
        raise refused(
            ", ".join(others),
            msg(
                "cells of the 2007 form, and cells with another quadratic, peak or initial u, are "
                "not written for other programs as parts of a network: take the Python script, or "
                "save the network itself by net.save"
            ),
        )
    slow = [p.name for p in net.populations if p.tau]
    if slow:
        raise refused(
            ", ".join(slow),
            msg(
                "receptors and time constants of synapses are not written for other simulators, "
                "where each g would last one step: save the network itself by net.save"
            ),
        )
    learning = [p.name for p in net.projections if not isinstance(p.plasticity, _WRITTEN)]
    if learning:
        raise refused(
            ", ".join(learning),
            msg(
                "this way of learning is not written for other simulators: export the network "
                "without it, or save the network itself by net.save"
            ),
        )
    names = [
        *(s.name for s in net.sources),
        *(i.name for i in net.injections),
        *(c.name for c in net.couplings),
        *(p.name for p in net.projections if p.short_term is not None),
        *(p.name for p in net.populations if p.stimulus is not None),
    ]
    if names:
        raise refused(
            ", ".join(names),
            msg(
                "spike sources, stimuli, injected currents, gap junctions and short-term "
                "plasticity are not written for other simulators: export the network without "
                "them and add them there"
            ),
        )


def _is_written(population: Population) -> bool:
    """Tell whether all that neurons differ in is what other programs' scripts have."""
    own, given = population.parameters, population.given
    return (
        not own.dimensional
        and (own.k2, own.k1, own.k0, own.v_peak) == _QUADRATIC_AND_PEAK
        and not any(name in given for name in (*_FIXED, "u0"))
    )

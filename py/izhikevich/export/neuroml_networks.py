"""Networks as NeuroML's populations and projections, with individual synapses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.export.laws import scale
from izhikevich.export.network_inputs import check_written
from izhikevich.export.neuroml_cells import simple_cell
from izhikevich.export.neuroml_inputs import pulse, quantity
from izhikevich.messages import Message, Number, msg
from izhikevich.network.network import Network
from izhikevich.network.populations import Population
from izhikevich.network.projections import Projection
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters

#: Larger networks are not written: every neuron and every synapse is an element.
MAX_NEURONS, MAX_SYNAPSES = 5_000, 150_000
_SYNAPSE = "pulseSynapseDL"
_NOISE = "normalNoiseDL"
#: Times are shifted by this, so that no sum of rounded steps falls on them, ms.
_BESIDE = 1e-6

_SYNAPSE_TYPE = f"""\
<ComponentType name="{_SYNAPSE}" extends="basePointCurrentDL"
    description="A spike gives a current of the weight for a while">
    <Property name="weight" dimension="none" defaultValue="1"/>
    <Parameter name="duration" dimension="time"/>
    <EventPort name="in" direction="in"/>
    <Dynamics>
        <StateVariable name="I" dimension="none" exposure="I"/>
        <StateVariable name="end" dimension="time"/>
        <OnStart>
            <StateAssignment variable="I" value="0"/>
            <StateAssignment variable="end" value="0"/>
        </OnStart>
        <OnEvent port="in">
            <StateAssignment variable="I" value="weight"/>
            <StateAssignment variable="end" value="t + duration"/>
        </OnEvent>
        <OnCondition test="t .gt. end">
            <StateAssignment variable="I" value="0"/>
        </OnCondition>
    </Dynamics>
</ComponentType>"""

_NOISE_TYPE = f"""\
<ComponentType name="{_NOISE}" extends="basePointCurrentDL"
    description="Normal numbers, each held for a while">
    <Property name="weight" dimension="none" defaultValue="1"/>
    <Parameter name="sd" dimension="none"/>
    <Parameter name="interval" dimension="time"/>
    <Constant name="BESIDE" dimension="time" value="{quantity(_BESIDE, "ms")}"/>
    <EventPort name="in" direction="in"/>
    <Dynamics>
        <StateVariable name="I" dimension="none" exposure="I"/>
        <StateVariable name="next" dimension="time"/>
        <OnStart>
            <StateAssignment variable="I" value="0"/>
            <StateAssignment variable="next" value="0 - BESIDE"/>
        </OnStart>
        <OnEvent port="in"/>
        <OnCondition test="t .gt. next">
            <StateAssignment variable="I" value="weight * sd * sqrt(0 - 2 * log(1 - random(1))) * \
cos(6.283185307179586 * random(1))"/>
            <StateAssignment variable="next" value="next + interval"/>
        </OnCondition>
    </Dynamics>
</ComponentType>"""


@dataclass(frozen=True)
class Written:
    """A network in NeuroML.

    Parameters
    ----------
    parts : tuple of str
        Cells and inputs that NeuroML has.
    own : tuple of str
        Types, and components of these types, that are missing in NeuroML.
    network : str
        The network made of them.
    neurons : tuple of str
        Paths of all neurons.
    notes : tuple of Message
        What cannot be written.
    """

    parts: tuple[str, ...]
    own: tuple[str, ...]
    network: str
    neurons: tuple[str, ...]
    notes: tuple[Message, ...]


def write_network(net: Network, duration: float) -> Written:
    """Return a network; its synapses have their initial weights.

    Raises
    ------
    ParameterError
        If it is too large, or has sources, stimuli or injected currents.
    """
    check_written(net)
    for what, count, most in (
        ("neurons", net.n_neurons, MAX_NEURONS),
        ("synapses", net.n_synapses, MAX_SYNAPSES),
    ):
        if count > most:
            raise ParameterError(
                what,
                count,
                msg(
                    "NeuroML lists each of them; at most {most} are written",
                    most=Number(most, form=","),
                ),
            )
    names = _identifiers(net)
    own = [_SYNAPSE_TYPE, _synapse(net)]
    cells: list[str] = []
    inputs: list[str] = []
    lists: list[str] = []
    if any(p.values["noise"].any() for p in net.populations):
        own.append(_NOISE_TYPE)
    for p in net.populations:
        name = names[p.name]
        cells.append(simple_cell(_average(p), _typical(p.values["v0"]), f"{name}_cell").element)
        for k, (given, element) in enumerate(_inputs(net, p, duration), start=1):
            identifier = f"{name}_input_{k}"
            (own if given == _NOISE else inputs).append(element.format(id=identifier))
            lists.append(_input_list(p, name, identifier))
    body = [
        *(
            f'<population id="{names[p.name]}" component="{names[p.name]}_cell" size="{p.size}"/>'
            for p in net.populations
        ),
        *(_projection(net, p, names) for p in net.projections if p.synapses.n),
        *lists,
    ]
    inner = "\n".join(f"    {line}" for part in body for line in part.splitlines())
    return Written(
        parts=(*cells, *inputs),
        own=tuple(own),
        network=f'<network id="net">\n{inner}\n</network>',
        neurons=tuple(f"{names[p.name]}[{i}]" for p in net.populations for i in range(p.size)),
        notes=tuple(_notes(net)),
    )


def _identifiers(net: Network) -> dict[str, str]:
    """Return an identifier for each population: letters, digits and underscores."""
    found: dict[str, str] = {}
    for p in net.populations:
        plain = re.sub(r"\W", "_", p.name, flags=re.ASCII)
        plain = plain if plain[:1].isalpha() else f"p_{plain}"
        name, k = plain, 2
        while name in found.values():
            name, k = f"{plain}_{k}", k + 1
        found[p.name] = name
    return found


def _average(p: Population) -> Parameters:
    """Return the average neuron of a population."""
    return p.parameters.replace(**{name: _typical(p.values[name]) for name in MODEL})


def _typical(values: FloatArray) -> float:
    """Return the value that all have, or otherwise the mean."""
    first = float(values[0])
    return first if (values == first).all() else float(values.mean())


def _inputs(net: Network, p: Population, duration: float) -> Iterator[tuple[str, str]]:
    """Yield the sources that drive a population: the type and the element, without its id."""
    offset = _typical(p.values["i_offset"]) + (p.conductance.offset or 0.0)
    if offset:
        yield "pulse", pulse(offset, 0.0, duration + net.dt, "")
    noise = _typical(p.values["noise"])
    if noise:
        noise /= net.dt**0.5 if net.scaling == "charge" else 1.0
        sd, interval = quantity(noise), quantity(net.dt, "ms")
        yield _NOISE, f'<{_NOISE} id="{{id}}" sd="{sd}" interval="{interval}"/>'


def _input_list(p: Population, name: str, component: str) -> str:
    inputs = "\n".join(
        f'    <input id="{i}" target="../{name}[{i}]" destination="synapses"/>'
        for i in range(p.size)
    )
    return (
        f'<inputList id="{component}_list" population="{name}" component="{component}">\n'
        f"{inputs}\n</inputList>"
    )


def _synapse(net: Network) -> str:
    return f'<{_SYNAPSE} id="synapse" duration="{quantity(net.dt + _BESIDE, "ms")}"/>'


def _projection(net: Network, projection: Projection, names: Mapping[str, str]) -> str:
    """Return a projection with all its synapses, except those of zero weight."""
    pre, post = names[projection.pre.name], names[projection.post.name]
    synapses = projection.synapses
    weights = synapses.weights * _sign(projection) * scale(net, for_step=True)
    lines = [
        f'    <connectionWD id="{k}" preCellId="../{pre}[{i}]" postCellId="../{post}[{j}]" '
        f'weight="{quantity(weight)}" delay="{quantity(delay * net.dt, "ms")}"/>'
        for k, (i, j, weight, delay) in enumerate(
            zip(
                synapses.sources().tolist(),
                synapses.targets.tolist(),
                weights.tolist(),
                synapses.delays.tolist(),
                strict=True,
            )
        )
        if weight
    ]
    name = re.sub(r"\W", "_", projection.name, flags=re.ASCII)
    inner = "\n".join(lines)
    return (
        f'<projection id="projection_{name}" presynapticPopulation="{pre}" '
        f'postsynapticPopulation="{post}" synapse="synapse">\n{inner}\n</projection>'
    )


def _sign(projection: Projection) -> float:
    """Return the factor of a weight in the current."""
    weights = projection.post.conductance.weights
    if weights is None:
        return -1.0 if projection.target == "inh" else 1.0
    return weights[projection.target]


def _notes(net: Network) -> Iterator[Message]:
    """State what cannot be written."""
    yield msg(
        "PyLEMS leaves out weights and delays of projections: run the network with pyNeuroML (pynml"
        " LEMS_....xml), or in NEURON. A weight is a current for {dt} ms: the LEMS file defines "
        "the synapse, and the noise, if there is any.",
        dt=Number(net.dt, form="g"),
    )
    varied = sorted(
        {
            name
            for p in net.populations
            for name, values in p.values.items()
            if name not in ("v0", "u0", "tau_refrac") and np.ptp(values)
        }
    )
    if varied:
        yield msg(
            "The neurons of a population differ in {names}; here all have the mean.",
            names=", ".join(varied),
        )
    if any(np.ptp(p.values["v0"]) for p in net.populations):
        yield msg("The neurons of a population start at different voltages; here all at the mean.")
    if any(p.values["tau_refrac"].any() for p in net.populations):
        yield msg("The neurons have a refractory period, which is left out.")
    if any(p.values["noise"].any() for p in net.populations):
        yield msg(
            "The noise has the same distribution but different random numbers, so spikes differ."
        )
    for p in net.populations:
        if p.conductance.weights is None:
            yield msg(
                "The conductance of {name}, {text}, cannot be written: its synapses act as "
                "g_exc - g_inh.",
                name=p.name,
                text=p.conductance.text,
            )
    if any(p.plasticity is not None for p in net.projections):
        yield msg("Learning is left out: weights stay as they are at the start.")
    if net.pulse:
        yield msg(
            "The pulses of {pulse} mV/ms to random neurons are left out.",
            pulse=Number(net.pulse, form="g"),
        )

"""A row of populations: excitatory and inhibitory neurons, or sources of spikes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.distributions import Uniform
from izhikevich.network.inputs import as_input
from izhikevich.network.network import Network
from izhikevich.network.poisson_input import PoissonInput
from izhikevich.network.populations import EXCITATORY, INHIBITORY, Population, Source
from izhikevich.network.synapses.expression import DEFAULT
from izhikevich.network.synapses.receptors import Receptor
from izhikevich.networks.rows.cells import INHIBITORY_CELLS, Neurons, read_cell
from izhikevich.networks.rows.positions import Positions, check_positions
from izhikevich.networks.rows.receptors import read_receptors, read_time_constants
from izhikevich.networks.rows.sources import add_source, is_source
from izhikevich.networks.rows.text import amount, in_column
from izhikevich.networks.weights import read_amounts
from izhikevich.neuron.parameters import Parameters
from izhikevich.units import integer, number

_V0 = Uniform(-75.0, -55.0)
#: Where neurons may start, in the column "v0": at the voltage after a spike.
AT_RESET = "c"
_BELOW, _ABOVE = 10.0, 5.0  # from the resting potential: where neurons of the 2007 form start, mV


@dataclass(frozen=True)
class Part:
    """What a row of populations has made: its neurons of one kind, or its sources.

    Parameters
    ----------
    group : Population or Source
    excites : bool
        Its effect on others.
    share : float
        Its fraction of the row.
    receptors : tuple of Receptor
        Those of its neurons, if it has any.
    positions : Positions
    """

    group: Population | Source
    excites: bool
    share: float
    receptors: tuple[Receptor, ...]
    positions: Positions

    def neurons(self, end: str) -> Population:
        """Return its neurons; an error names the end of the projection if it is a source.

        Raises
        ------
        ParameterError
            If it has none.
        """
        if isinstance(self.group, Population):
            return self.group
        allowed = msg("is a source of spikes: it receives none, and has no voltage")
        raise ParameterError(end, self.group.name, allowed)

    @property
    def dimensional(self) -> bool:
        """Whether its currents are in pA."""
        return isinstance(self.group, Population) and self.group.parameters.dimensional


def add_populations(net: Network, name: str, row: Mapping[str, Any]) -> list[Part]:
    """Add the excitatory and the inhibitory neurons of a row, where there are any.

    Raises
    ------
    ParameterError
        If a value is not allowed; it names the column.
    """
    size = integer(int(row.get("size", 100)), "size", low=1)
    fraction = number(row.get("inhibitory", 0.0), "inhibitory", "", low=0.0, high=1.0)
    inhibitory = round(size * fraction)
    with in_column("positions", row.get("positions", "ring")):
        positions = check_positions(str(row.get("positions", "") or "ring"), size)
    cell = row.get("cell", "RS")
    if is_source(cell):
        return [_sources(net, name, size, cell, fraction, positions)]
    with in_column("cell", cell):
        neurons = read_cell(cell)
    own = row.get("inhibitory_cell") or INHIBITORY_CELLS[neurons.parameters.dimensional]
    with in_column("inhibitory_cell", own):
        others = read_cell(own)
    mixed = others.parameters.dimensional != neurons.parameters.dimensional
    if mixed and 0 < inhibitory < size:
        allowed = msg("must be of the same form as the cell, 2003 or 2007: their currents have one")
        raise ParameterError("inhibitory_cell", own, allowed)
    kinds = ((size - inhibitory, neurons, EXCITATORY), (inhibitory, others, INHIBITORY))
    receptors = _receptors(row)
    return [
        Part(
            _population(net, f"{name} {kind}", count, one, receptors, row),
            kind == EXCITATORY,
            count / size,
            tuple(receptors),
            positions,
        )
        for count, one, kind in kinds
        if count
    ]


def add_inputs(net: Network, parts: Sequence[Part], row: Mapping[str, Any]) -> None:
    """Add the Poisson spikes that the neurons of a row receive from outside.

    Raises
    ------
    ParameterError
        If a value is not allowed; it names the column.
    """
    rate = number(row.get("input_rate", 0.0), "input_rate", "Hz", low=0.0)
    if not rate:
        return
    sources = integer(int(row.get("input_sources", 1)), "input_sources", low=1)
    for part in parts:
        target = str(row.get("input_target", "") or "")
        if not target:
            target = first_target(part, excites=True, default="exc")
        with in_column("input_weight", row.get("input_weight", "5")):
            weight = read_amounts(row.get("input_weight", 5.0), "input_weight")
        with in_column("input_target", target):
            net.inject(
                PoissonInput(rate, sources),
                part.neurons("name"),
                weights=weight,
                target=target,
                name=f"input of {part.group.name}",
            )


def first_target(part: Part, excites: bool, default: str) -> str:
    """Return the first receptor of a kind that neurons have, or else the default."""
    fitting = [one.name for one in part.receptors if one.inhibitory != excites]
    return fitting[0] if fitting else default


def _sources(
    net: Network,
    name: str,
    size: int,
    cell: str,
    fraction: float,
    positions: Positions,
) -> Part:
    if fraction not in (0.0, 1.0):
        raise ParameterError("inhibitory", fraction, msg("must be 0 or 1 for a source of spikes"))
    with in_column("cell", cell):
        source = add_source(net, name, size, cell)
    return Part(source, fraction == 0.0, 1.0, (), positions)


def _receptors(row: Mapping[str, Any]) -> list[Receptor]:
    given = row.get("receptors", "")
    with in_column("receptors", given):
        return read_receptors(given)


def _population(
    net: Network,
    name: str,
    size: int,
    neurons: Neurons,
    receptors: Sequence[Receptor],
    row: Mapping[str, Any],
) -> Population:
    own, unit = neurons.parameters, neurons.parameters.units["I"]
    synapses: dict[str, Any] = {"receptors": receptors}
    if not receptors:
        synapses = {"conductance": str(row.get("conductance", DEFAULT))}
        with in_column("tau", row.get("tau", "")):
            synapses["tau"] = read_time_constants(row.get("tau", ""))
    with in_column("current", row.get("current", 0.0)):
        current: Any = amount(row.get("current", 0.0), "current", unit)
    with in_column("noise", row.get("noise", 0.0)):
        noise: Any = read_amounts(row.get("noise", 0.0), "noise", unit)
    with in_column("tau_refrac", row.get("tau_refrac", 0.0)):
        refractory: Any = read_amounts(row.get("tau_refrac", 0.0), "tau_refrac", "ms")
    given: dict[str, Any] = dict(neurons.per_neuron)
    start = row.get("v0", "")
    if start != AT_RESET:
        with in_column("v0", start):
            given["v0"] = _start(own) if start == "" else amount(start, "v0")
    if row.get("u0", "") != "":
        with in_column("u0", row["u0"]):
            given["u0"] = amount(row["u0"], "u0")
    stimulus: Any = row.get("stimulus", "") or None
    with in_column("stimulus", stimulus):
        stimulus = None if stimulus is None else as_input(stimulus, "stimulus", unit, net.dt)
    return net.population(
        size,
        own,
        name=name,
        i_offset=current,
        noise=noise,
        tau_refrac=refractory,
        stimulus=stimulus,
        **synapses,
        **given,
    )


def _start(parameters: Parameters) -> Uniform:
    """Return the voltages from which neurons start, mV."""
    if not parameters.dimensional:
        return _V0
    rest = parameters.drive.origin
    return Uniform(rest - _BELOW, rest + _ABOVE)

"""Receptors of synapses: how a conductance decays, and what current it passes.

Those that are ready-made have the numbers of Izhikevich and Edelman, "Large-scale model of
mammalian thalamocortical systems", PNAS 105 (2008), 3593-3598, supporting information.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from izhikevich.errors import ParameterError, one_of
from izhikevich.messages import msg
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.expression_text import Compiler, Language
from izhikevich.network.synapses.kinetics import Kinetics, as_kinetics
from izhikevich.units import number

_NAME = re.compile(r"\w+", re.ASCII)
_BLOCK = Language("block", "1/(1 + exp(-0.062*v)/3.57)", "v", re.compile("v"), same_bits=True)


@dataclass(frozen=True)
class Receptor:
    """A receptor, for `Network.population`: a target of synapses of that name.

    With a reversal potential E the current into a neuron is g (E - v) times the block, else g
    alone. A spike raises g by the weight of its synapse (with kinetics that rise first: its peak).
    So weights are conductances: in nS in the 2007 form, whose currents are in pA, and in 1/ms in
    the form of 2003, whose currents are in mV/ms: 0.1 brings v nearer to E by a tenth of the
    distance in each ms. Without a reversal potential weights are in the unit of the current.

    Parameters
    ----------
    name : str
        Name of the target, in letters, digits and underscores.
    tau : float, Alpha, DoubleExponential or None
        Time constant of the decay, ms, or kinetics; None if g lasts one step.
    reversal : float, optional
        Reversal potential, mV; default none: the current does not depend on v.
    block : str, optional
        Factor of the conductance, an expression of v: ``"1/(1 + exp(-0.062*v)/3.57)"``.
    inhibitory : bool
        Whether the current is outward where there is no reversal potential.

    Raises
    ------
    ParameterError
        If a name, a number or an expression is not allowed.
    """

    name: str
    tau: Kinetics | None
    reversal: float | None = None
    block: str | None = None
    inhibitory: bool = False

    def __post_init__(self) -> None:
        """Check the fields."""
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name):
            allowed = msg("must be a name of letters, digits and underscores, such as AMPA")
            raise ParameterError("name", self.name, allowed)
        if self.tau is not None:
            object.__setattr__(self, "tau", as_kinetics(self.tau, "tau"))
        if self.reversal is not None:
            object.__setattr__(self, "reversal", number(self.reversal, "reversal", "mV"))
        if self.block is not None:
            Compiler(self.block, _BLOCK)
            if self.reversal is None:
                allowed = msg("needs a reversal potential, such as reversal=0")
                raise ParameterError("block", self.block, allowed)
        if not isinstance(self.inhibitory, bool):
            raise ParameterError("inhibitory", self.inhibitory, msg("must be True or False"))

    def current_based(self) -> Receptor:
        """Return this receptor without reversal potential and block: its current is g or -g."""
        return replace(self, reversal=None, block=None)

    @property
    def current(self) -> str:
        """The current into a neuron, as a `Conductance` has it."""
        if self.reversal is None:
            return f"-g_{self.name}" if self.inhibitory else f"g_{self.name}"
        factor = "" if self.block is None else f"*({self.block.strip()})"
        return f"g_{self.name}{factor}*({_plain(self.reversal)} - v)"


def magnesium_block(concentration: float = 1.0) -> str:
    """Return the block of NMDA receptors by magnesium, for `Receptor`.

    It is 1 / (1 + exp(-0.062 v) [Mg] / 3.57), v in mV; written so that it takes one division.

    Parameters
    ----------
    concentration : float
        Concentration of magnesium outside the cell, mM.

    Raises
    ------
    ParameterError
        If the concentration is negative.

    Notes
    -----
    Source: Jahr and Stevens, "Voltage dependence of NMDA-activated macroscopic conductances
    predicted by single-channel kinetics", J. Neuroscience 10 (1990), 3178-3182.
    """
    found = number(concentration, "concentration", "mM", low=0.0)
    if not found:
        return "1"
    half = _plain(3.57 / found)
    return f"{half}/({half} + exp(-0.062*v))"


#: Fast excitation: 5 ms, 0 mV.
AMPA = Receptor("AMPA", 5.0, 0.0)
#: Slow excitation: 150 ms, 0 mV, blocked where v is low: x^2 / (1 + x^2) with x = (v + 80) / 60.
NMDA = Receptor("NMDA", 150.0, 0.0, "1 - 3600/(3600 + (v + 80)**2)")
#: Fast inhibition: 6 ms, -70 mV.
GABA_A = Receptor("GABA_A", 6.0, -70.0, inhibitory=True)
#: Slow inhibition: 150 ms, -90 mV.
GABA_B = Receptor("GABA_B", 150.0, -90.0, inhibitory=True)
#: Those that may be given by their names.
RECEPTORS = {receptor.name: receptor for receptor in (AMPA, NMDA, GABA_A, GABA_B)}


def with_receptors(receptors: Any) -> tuple[Conductance, dict[str, Kinetics]]:
    """Return the synaptic current of neurons with some receptors, and the kinetics of these.

    Parameters
    ----------
    receptors : sequence of Receptor or str
        At least one; those in `RECEPTORS` may be given by their names.

    Raises
    ------
    ParameterError
        If one is neither, or there are two of one name.
    """
    given = [receptors] if isinstance(receptors, str | Receptor) else receptors
    if not isinstance(given, Iterable) or not (found := [_receptor(one) for one in given]):
        raise ParameterError("receptors", receptors, msg('must be a list such as ("AMPA", "NMDA")'))
    names = [receptor.name for receptor in found]
    for name in names:
        if names.count(name) > 1:
            allowed = msg("there must be only one of a name: dataclasses.replace(…, name=…)")
            raise ParameterError("receptors", name, allowed)
    text = found[0].current
    for receptor in found[1:]:
        current = receptor.current
        text += f" - {current[1:]}" if current[0] == "-" else f" + {current}"
    return Conductance(text), {one.name: one.tau for one in found if one.tau is not None}


def _receptor(one: Any) -> Receptor:
    if isinstance(one, Receptor):
        return one
    if not isinstance(one, str) or one not in RECEPTORS:
        allowed = msg("{names}, or a Receptor(…) of your own", names=one_of(one, RECEPTORS))
        raise ParameterError("receptors", one, allowed)
    return RECEPTORS[one]


def _plain(value: float) -> str:
    """Return a number as an expression has it."""
    return repr(value).removesuffix(".0")

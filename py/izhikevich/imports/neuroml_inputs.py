"""Inputs of the cells of a NeuroML network: pulses, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from izhikevich.errors import ParameterError
from izhikevich.imports.neuroml_quantities import quantity
from izhikevich.messages import Message, msg
from izhikevich.neuron.stimuli.pieces import Piece, Piecewise
from izhikevich.neuron.stimuli.stimulus import Stimulus, Sum

#: More pulses than these are not read.
_MAX_PULSES = 100
_PULSES = ("pulseGenerator", "pulseGeneratorDL")
#: Generators that are not read, and those that hold others.
_OTHERS = ("sineGenerator", "sineGeneratorDL", "rampGenerator", "rampGeneratorDL")
_COMPOUNDS = ("compoundInput", "compoundInputDL")
_DIGITS = 5  # of times in ms, since our own edges are a little off the steps
#: The population in a target, such as "pop0[0]" or "../pop0/0/RS".
_TARGET = re.compile(r"(?:\.\./)?(\w+)(?:\[(\d+)\]|/(\d+))?")


@dataclass
class Inputs:
    """The generators, populations and inputs that were met in a document."""

    pulses: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    populations: dict[str, str] = field(default_factory=dict)
    #: Generator, population and index of each.
    leads: list[tuple[str, str, str]] = field(default_factory=list)
    #: What compound generators hold.
    compounds: dict[str, list[str]] = field(default_factory=dict)
    _list: tuple[str, str] = ("", "")
    _compound: str | None = None

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        """Take notice of an element that begins."""
        name = attributes.get("id", "")
        if self._compound is not None and element in (*_PULSES, *_OTHERS):
            self.compounds[self._compound].append(name)
        if element in _PULSES:
            self.pulses[name] = element, attributes
        elif element in _COMPOUNDS:
            self.compounds[name] = []
            self._compound = name
        elif element == "population":
            self.populations[name] = attributes.get("component", "")
        elif element == "inputList":
            self._list = attributes.get("component", ""), attributes.get("population", "")
        elif element in ("explicitInput", "input", "inputW"):
            own = element == "explicitInput"
            target = _TARGET.match(attributes.get("target", ""))
            generator = attributes.get("input", "") if own else self._list[0]
            population = target[1] if target else self._list[1]
            index = (target[2] or target[3] or "0") if target else "0"
            self.leads.append((generator, population, index))

    def end(self, element: str) -> None:
        """Take notice of an element that ends."""
        if element in _COMPOUNDS:
            self._compound = None

    def into(self, cell: str, dimensional: bool) -> tuple[Stimulus | None, tuple[Message, ...]]:
        """Return what is injected into the first of the neurons with a cell that get something.

        Parameters
        ----------
        cell : str
            Id of the cell.
        dimensional : bool
            Whether its currents are in pA.

        Returns
        -------
        Stimulus or None
            None if there is nothing that can be read.
        tuple of Message
            What was left out.
        """
        own = [lead for lead in self.leads if self.populations.get(lead[1], lead[1]) == cell]
        if not own:
            if self.leads and not self.populations:
                return None, (msg("Only the cell is read, not what is injected into it."),)
            return None, ()
        first = own[0][1:]
        leading = dict.fromkeys(lead[0] for lead in own if lead[1:] == first)
        mine = [part for name in leading for part in self.compounds.get(name, [name])]
        notes: list[Message] = []
        if len({lead[1:] for lead in own}) > 1:
            notes.append(
                msg(
                    "Several neurons with this cell get currents: that of {population}[{index}] "
                    "is read.",
                    population=first[0],
                    index=first[1],
                )
            )
        missed = [name for name in mine if name not in self.pulses]
        if missed:
            notes.append(
                msg("Only pulses are read, not what {names} inject.", names=", ".join(missed[:5]))
            )
        pulses = [self._pulse(name, dimensional) for name in mine if name in self.pulses]
        if len(pulses) > _MAX_PULSES:
            allowed = msg("at most {most} pulses are read", most=_MAX_PULSES)
            raise ParameterError("NeuroML", len(pulses), allowed)
        if not pulses:
            return None, tuple(notes)
        return (pulses[0] if len(pulses) == 1 else Sum(tuple(pulses))), tuple(notes)

    def _pulse(self, name: str, dimensional: bool) -> Stimulus:
        element, attributes = self.pulses[name]
        plain = element.endswith("DL")
        missing = [key for key in ("delay", "duration", "amplitude") if key not in attributes]
        if missing:
            raise ParameterError(element, name, msg("it lacks {names}", names=", ".join(missing)))
        if plain == dimensional:
            allowed = msg("does not fit the cell, whose current is {unit}", unit=_unit(dimensional))
            raise ParameterError(element, name, allowed)
        start = quantity("delay", attributes["delay"], "time")
        stop = round(start + quantity("duration", attributes["duration"], "time"), _DIGITS)
        level = quantity("amplitude", attributes["amplitude"], "" if plain else "current")
        piece = Piece(level=level, start=round(start, _DIGITS), stop=stop, includes_start=True)
        return Piecewise(0.0, (piece,))


def _unit(dimensional: bool) -> Message:
    return msg("in pA") if dimensional else msg("without unit")

"""Networks of NeuroML 2: populations of Izhikevich cells, their synapses and inputs."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np

from izhikevich.errors import IzhikevichWarning, ParameterError
from izhikevich.imports.delays import whole_delays
from izhikevich.imports.neuroml import (
    GENERALIZED,
    MAX_ELEMENTS,
    cell_of,
    parse,
    texts_of,
    too_many,
)
from izhikevich.imports.neuroml_quantities import quantity
from izhikevich.imports.result import ImportedNetwork
from izhikevich.messages import Message, msg
from izhikevich.network.connectivity import FromTriples
from izhikevich.network.network import Network
from izhikevich.network.populations import Group, Population
from izhikevich.network.synapses.kinetics import Alpha, DoubleExponential, Kinetics
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.neuron.stimuli.steps import Pulse
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.neuron.stimuli.waves import Sine

#: The synapse and the noise that `izhikevich.export` defines where NeuroML has none.
_PULSE, _NOISE = "pulseSynapseDL", "normalNoiseDL"
_CELLS = ("izhikevichCell", GENERALIZED, "izhikevich2007Cell")
_CURRENTS = {"alphaCurrentSynapse": ("ibase", "tau")}
_CONDUCTANCES = {
    "expOneSynapse": ("tauDecay",),
    "expTwoSynapse": ("tauRise", "tauDecay"),
    "alphaSynapse": ("tau",),
}
#: Currents over time, and the target that adds them up.
_INPUT = "input"
_GENERATORS = ("pulseGenerator", "pulseGeneratorDL", "sineGenerator", "sineGeneratorDL")
#: Elements in which nothing of a network is missed if they are left out.
_OTHERS = ("notes", "annotation", "property")
_PATH = re.compile(r"(?:\.\./)?(\w+)(?:\[(\d+)\]|/(\d+)/\w+)")


@dataclass
class _Element:
    """An element with what is in it."""

    kind: str
    attributes: Mapping[str, str]
    children: list[_Element] = field(default_factory=list)

    def get(self, name: str, default: str | None = None) -> str:
        """Return an attribute; an error if there is none."""
        found = self.attributes.get(name, default)
        if found is None:
            allowed = msg("it lacks {names}", names=name)
            raise ParameterError(self.kind, self.attributes.get("id", ""), allowed)
        return found

    def number(self, name: str, dimension: str, default: str | None = None) -> float:
        """Return a quantity in this package's units."""
        return quantity(name, self.get(name, default), dimension)

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.get("id")


def read_network(data: str | bytes, *, dt: float | None, seed: int) -> ImportedNetwork:
    """Return the network of a NeuroML document, or of an archive of NeuroML and LEMS files.

    Parameters
    ----------
    data : str or bytes
    dt : float, optional
        Time step, ms; default that of the LEMS file, or 0.1.
    seed : int
        For random sources.

    Raises
    ------
    ParameterError
        If it has no network, or something in it that cannot be expressed; the message names it.
    """
    roots = _trees([data] if isinstance(data, str) else texts_of(data))
    return _Reader(roots, dt, seed).read()


def _trees(texts: Iterable[str]) -> list[_Element]:
    """Return the roots of documents."""
    top, count = _Element("", {}), 0
    path = [top]

    def start(kind: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            raise too_many(kind)
        made = _Element(kind, attributes)
        path[-1].children.append(made)
        path.append(made)

    def end(_: str) -> None:
        path.pop()

    for text in texts:
        parse(text, start, end)
    return top.children


def _every(elements: Iterable[_Element]) -> Iterable[_Element]:
    for one in elements:
        yield one
        yield from _every(one.children)


def _refuse(one: _Element, reason: Message) -> NoReturn:
    raise ParameterError("NeuroML", f"{one.kind} {one.attributes.get('id', '')}".strip(), reason)


class _Reader:
    """Reads the documents, and makes the network."""

    def __init__(self, roots: list[_Element], dt: float | None, seed: int) -> None:
        self.components: dict[str, _Element] = {}
        networks: list[_Element] = []
        self.step = 0.0
        for one in _every(roots):
            if one.kind == "network":
                networks.append(one)
            elif one.kind == "Simulation":
                self.step = one.number("step", "time")
            elif "id" in one.attributes:
                self.components.setdefault(one.id, one)
        if not networks:
            raise ParameterError("NeuroML", "", msg("there is no network in it"))
        self.network = networks[0]
        self.notes: list[str] = []
        if len(networks) > 1:
            self.notes.append(
                msg("Only the first of {count} networks is read.", count=len(networks))
            )
        self.dt, scheme = self._steps(dt)
        with warnings.catch_warnings():  # weights are currents or conductances, as in the file
            warnings.simplefilter("ignore", IzhikevichWarning)
            self.net = Network(dt=self.dt, seed=seed, scheme=scheme)
        self.groups: dict[str, Group] = {}

    def _steps(self, dt: float | None) -> tuple[float, str]:
        """Return the time step, and the scheme: that which this package wrote, or its default."""
        for one in self.components.values():
            if one.kind == _PULSE:
                own = round(one.number("duration", "time"), 5)
                return own, "half_step" if self.step and self.step < 0.75 * own else "forward"
        return dt or self.step or 0.1, DEFAULTS["network"]

    def component(self, name: str, asked: _Element) -> _Element:
        """Return a component by its identifier."""
        if name not in self.components:
            _refuse(
                asked,
                msg(
                    "there is no {name} in it: files that it includes must be in the archive",
                    name=name,
                ),
            )
        return self.components[name]

    def read(self) -> ImportedNetwork:
        """Return the network."""
        children = self.network.children
        links = [one for one in children if one.kind == "projection"]
        inputs = [one for one in children if one.kind in ("inputList", "explicitInput")]
        known = ("population", "projection", "inputList", "explicitInput")
        for one in children:
            if one.kind not in known and one.kind not in _OTHERS:
                _refuse(one, msg("this part of a network is not read"))
        used: dict[str, list[str]] = defaultdict(list)
        for one in links:
            used[one.get("postsynapticPopulation")].append(one.get("synapse"))
        given = [row for one in inputs for row in self._targets(one)]
        for population, _, component, _ in given:
            if component.kind == "poissonFiringSynapse":
                used[population].append(component.get("synapse"))
        for one in children:
            if one.kind == "population":
                self._population(one, list(dict.fromkeys(used[one.id])), given)
        for one in links:
            self._projection(one)
        self._random(given)
        return ImportedNetwork(self.net, tuple(self.notes))

    def _population(self, one: _Element, synapses: list[str], given: list[Any]) -> None:
        instances = sum(child.kind == "instance" for child in one.children)
        size = int(one.attributes.get("size", instances)) or instances
        cell = self.component(one.get("component"), one)
        if cell.kind == "spikeGeneratorPoisson":
            rate = cell.number("averageRate", "rate") * 1000.0
            self.groups[one.id] = self.net.poisson(size, rate, name=one.id)
            return
        if cell.kind == "spikeArray":
            times = [child.number("time", "time") for child in cell.children]
            self.groups[one.id] = self.net.spike_times([sorted(times)] * size, name=one.id)
            return
        if cell.kind not in _CELLS:
            _refuse(cell, msg("only Izhikevich cells, and sources of spikes, are read"))
        p, v0, u0 = cell_of(cell.kind, cell.id, cell.attributes)
        unit = "current" if p.dimensional else ""
        terms, tau = [], {}
        for name in synapses:
            term, kinetics = self._receptor(self.component(name, one), p)
            terms.append(term)
            if kinetics is not None:
                tau[name] = kinetics
        offset = np.zeros(size)
        noise = np.zeros(size)
        over: dict[Stimulus, list[int]] = defaultdict(list)
        for population, index, source, weight in given:
            if population != one.id or source.kind == "poissonFiringSynapse":
                continue
            if source.kind == _NOISE:
                noise[index] = source.number("sd", "")
            elif (constant := self._constant(source, unit)) is not None:
                offset[index] += weight * constant
            else:
                for current in self._stimulus(source, unit, weight):
                    over[current].append(index)
        if one.id in self.groups:
            _refuse(one, msg("its name is used twice"))
        if tau and over:
            terms.append(f"g_{_INPUT}")
        more: dict[str, Any] = {"conductance": " + ".join(terms), "tau": tau} if tau else {}
        made = self.net.population(
            size,
            p,
            name=one.id,
            v0=v0,
            u0=u0,
            i_offset=_one(offset),
            noise=_one(noise),
            **more,
        )
        self.groups[one.id] = made
        target = _INPUT if tau else made.conductance.targets[0]
        for current, indices in over.items():
            pairs = FromTriples(np.zeros(len(indices), int), np.array(indices))
            self.net.inject(current, made, pairs, target=target)

    def _constant(self, source: _Element, unit: str) -> float | None:
        """Return the size of a pulse that lasts from the beginning for as long as one would run."""
        if source.kind not in ("pulseGenerator", "pulseGeneratorDL"):
            return None
        begin, length = source.number("delay", "time"), source.number("duration", "time")
        whole = max((s.number("length", "time") for s in self._simulations()), default=1e5)
        if begin > 0.0 or length < whole:
            return None
        return source.number("amplitude", unit)

    def _simulations(self) -> list[_Element]:
        return [one for one in self.components.values() if one.kind == "Simulation"]

    def _stimulus(self, source: _Element, unit: str, weight: float) -> list[Stimulus]:
        """Return the terms of a current over time."""
        if source.kind.startswith("compoundInput"):
            return [term for one in source.children for term in self._stimulus(one, unit, weight)]
        if source.kind not in _GENERATORS:
            _refuse(source, msg("this input is not read: only pulses, sines and Poisson synapses"))
        size = weight * source.number("amplitude", unit)
        begin, length = source.number("delay", "time"), source.number("duration", "time")
        if source.kind.startswith("pulse"):
            return [Pulse(size, begin, length)]
        frequency = 1000.0 / source.number("period", "time")
        return [Sine(size, frequency, source.number("phase", ""), begin, begin + length)]

    def _receptor(self, one: _Element, p: Parameters) -> tuple[str, Kinetics | None]:
        """Return the term of a synapse in the current, and the kinetics of its g."""
        if one.kind == _PULSE:
            return f"g_{one.id}", None
        if not p.dimensional:
            _refuse(one, msg("an izhikevichCell has synapses without dimension only"))
        if one.kind in _CURRENTS:
            return f"g_{one.id}", Alpha(one.number("tau", "time"))
        if one.kind not in _CONDUCTANCES:
            _refuse(one, msg("this kind of synapse is not read"))
        times = [one.number(name, "time") for name in _CONDUCTANCES[one.kind]]
        kinetics: Kinetics = times[0]
        if one.kind == "alphaSynapse":
            kinetics = Alpha(times[0])
        elif one.kind == "expTwoSynapse":
            kinetics = DoubleExponential(*times)
        reversal = one.number("erev", "voltage")
        return f"g_{one.id} * ({reversal!r} - v)", kinetics

    def _size(self, one: _Element) -> float:
        """Return the current or conductance of a synapse of weight 1."""
        if one.kind == _PULSE:
            return 1.0
        if one.kind in _CURRENTS:
            return one.number("ibase", "current")
        return one.number("gbase", "conductance")

    def _projection(self, one: _Element) -> None:
        pre, post = (
            self._group(one, one.get(f"{side}synapticPopulation")) for side in ("pre", "post")
        )
        synapse = self.component(one.get("synapse"), one)
        size = self._size(synapse)
        if not isinstance(post, Population):
            _refuse(one, msg("it ends at a source of spikes"))
        rows: list[tuple[int, int, float, float]] = []
        for child in one.children:
            if child.kind not in ("connection", "connectionWD"):
                _refuse(child, msg("this kind of connection is not read"))
            weight = child.number("weight", "", "1")
            delay = child.number("delay", "time", "0ms")
            i, j = (self._index(child, child.get(f"{side}CellId"))[1] for side in ("pre", "post"))
            rows.append((i, j, size * weight, delay))
        if rows:
            self._connect(pre, post, rows, synapse)

    def _connect(self, pre: Group, post: Population, rows: list[Any], synapse: _Element) -> None:
        i, j, weights, delays = map(np.array, zip(*rows, strict=True))
        delays = whole_delays(delays, self.dt, self.notes)
        target = synapse.id if synapse.kind != _PULSE else post.conductance.targets[0]
        self.net.connect(pre, post, FromTriples(i, j, weights, delays), target=target)

    def _random(self, given: list[Any]) -> None:
        """Add a source for each Poisson input."""
        found: dict[str, list[tuple[str, int, float]]] = defaultdict(list)
        for population, index, source, weight in given:
            if source.kind == "poissonFiringSynapse":
                found[source.id].append((population, index, weight))
        for name, targets in found.items():
            source = self.components[name]
            rate = source.number("averageRate", "rate") * 1000.0
            synapse = self.component(source.get("synapse"), source)
            for population in dict.fromkeys(target[0] for target in targets):
                own = [target for target in targets if target[0] == population]
                post = self.groups[population]
                assert isinstance(post, Population)
                made = self.net.poisson(len(own), rate, name=f"{name}_{population}")
                size = self._size(synapse)
                rows = [(k, j, size * weight, self.dt) for k, (_, j, weight) in enumerate(own)]
                self._connect(made, post, rows, synapse)

    def _targets(self, one: _Element) -> list[tuple[str, int, _Element, float]]:
        """Return which neurons of which population an input reaches, and with what weight."""
        if one.kind == "explicitInput":
            component = self.component(one.get("input"), one)
            return [(*self._index(one, one.get("target")), component, 1.0)]
        component = self.component(one.get("component"), one)
        return [
            (*self._index(child, child.get("target")), component, child.number("weight", "", "1"))
            for child in one.children
            if child.kind in ("input", "inputW")
        ]

    def _group(self, one: _Element, name: str) -> Group:
        if name not in self.groups:
            _refuse(one, msg("there is no population {name}", name=name))
        return self.groups[name]

    def _index(self, one: _Element, path: str) -> tuple[str, int]:
        """Return the population of a neuron and its number, of ``../pop/3/cell`` or ``pop[3]``."""
        found = _PATH.fullmatch(path)
        if found is None:
            _refuse(one, msg("{path} is no neuron", path=path))
        return found[1], int(found[2] or found[3])


def _one(values: Any) -> Any:
    """Return one number where all are the same."""
    return float(values[0]) if (values == values[0]).all() else values

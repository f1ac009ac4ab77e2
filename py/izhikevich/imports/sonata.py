"""Networks of SONATA: Izhikevich neurons of NEST's model, their synapses, spikes and currents."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import IzhikevichWarning, ParameterError
from izhikevich.fitting.files.libraries import loading, reading
from izhikevich.imports.delays import whole_delays
from izhikevich.imports.result import ImportedNetwork
from izhikevich.messages import Message, msg
from izhikevich.network.connectivity import FromTriples
from izhikevich.network.network import Network
from izhikevich.network.populations import Group, Population
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.neuron.schemes.table import DEFAULTS, NETWORK_SCHEMES
from izhikevich.neuron.stimuli.steps import Pulse
from izhikevich.neuron.stimuli.stimulus import Stimulus, Sum
from izhikevich.progress import finish
from izhikevich.units import number

#: Names of the file that ties the others together, in a folder or an archive.
CONFIGURATIONS = ("simulation_config.json", "circuit_config.json", "config.json")
_MAX_BYTES = 1_000_000_000
#: What NEST's model has where nothing is given.
_NEURON = {
    "a": 0.02,
    "b": 0.2,
    "c": -65.0,
    "d": 8.0,
    "V_th": 30.0,
    "I_e": 0.0,
    "V_m": -65.0,
    "U_m": -13.0,
}
_HERE = {"V_th": "v_peak", "I_e": "i_offset", "V_m": "v0", "U_m": "u0"}
_STATIC = ("", "NULL", "static_synapse", "static_synapse_hom_w")
_VARIABLE = re.compile(r"\$\{?(\w+)\}?")

Attributes = dict[str, Any]


def is_sonata(names: frozenset[str]) -> bool:
    """Tell whether an archive with these files is of SONATA."""
    return any(name in CONFIGURATIONS for name in names)


def read_sonata(source: bytes | Path, *, dt: float | None, seed: int | None) -> ImportedNetwork:
    """Return the network of a configuration, of a folder with one, or of an archive.

    Parameters
    ----------
    source : bytes or Path
    dt : float, optional
        Time step, ms; default that of the simulation, or 0.1.
    seed : int, optional
        Default that of the simulation, or 0.

    Raises
    ------
    FileError, ParameterError
        If a file is missing or damaged, or something cannot be expressed; the message names it.
    """
    if isinstance(source, bytes):
        return _Reader(_in_archive(source), "", dt, seed).read()
    folder, name = (source, "") if source.is_dir() else (source.parent, source.name)
    return _Reader(lambda path: _from_folder(folder, path), name, dt, seed).read()


def _from_folder(folder: Path, path: str) -> bytes | None:
    file = folder / path
    return file.read_bytes() if file.is_file() else None


def _in_archive(content: bytes) -> Callable[[str], bytes | None]:
    """Return a function that reads files of an archive, whose contents have bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_BYTES:
                raise _refused("archive", msg("unpacked it is too large"))
            files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _refused("archive", msg("it is damaged: {why}", why=str(error))) from error
    return lambda path: files.get(str(PurePosixPath(path)))


def _refused(part: str, reason: Message) -> ParameterError:
    return ParameterError("SONATA", part, reason)


class _Reader:
    """Reads the files, and makes the network."""

    def __init__(
        self, load: Callable[[str], bytes | None], name: str, dt: float | None, seed: int | None
    ) -> None:
        self.load = load
        self.notes: list[str] = []
        self.circuit, self.simulation = self._configurations(name)
        run = self.simulation.get("run", {})
        self.dt = number(dt or run.get("dt", 0.1), "dt", "ms", low=0.0, high=100.0, low_open=True)
        given = run.get("random_seed")
        self.seed = seed if seed is not None else given if isinstance(given, int) else 0
        self.components = self.circuit.get("components", {})
        self.tables = self._nodes()
        self.sets = self._sets()

    def _configurations(self, name: str) -> tuple[Attributes, Attributes]:
        """Return the configurations of the circuit and of the simulation, without variables."""
        names = [name] if name else [one for one in CONFIGURATIONS if self.load(one) is not None]
        if not names:
            raise _refused("", msg("there is no {name} in it", name=CONFIGURATIONS[0]))
        found: Attributes = {}
        for one in names[:1]:
            found = self._configuration(one)
        if "network" in found and not isinstance(found["network"], dict):
            return self._configuration(found["network"]), found
        if "networks" not in found and "circuit" in found:  # both in one file of names
            parts = [self._configuration(found[part]) for part in ("circuit", "simulation")]
            return parts[0], parts[1]
        return found, found

    def _configuration(self, path: str) -> Attributes:
        found = self._json(path)
        variables = {key.strip("${}"): text for key, text in found.get("manifest", {}).items()}

        def filled(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: filled(one) for key, one in value.items()}
            if isinstance(value, list):
                return [filled(one) for one in value]
            if isinstance(value, str):
                for _ in range(10):  # variables may have others in them
                    text = _VARIABLE.sub(lambda m: variables.get(m[1], m[0]), value)
                    if text == value:
                        break
                    value = text
            return value

        return {key: filled(one) for key, one in found.items() if key != "manifest"}

    def _file(self, path: str) -> bytes:
        content = self.load(path)
        if content is None:
            raise _refused(path, msg("there is no such file"))
        return content

    def _json(self, path: str) -> Attributes:
        try:
            found = json.loads(self._file(path))
        except ValueError as error:
            raise _refused(path, msg("it is no JSON: {why}", why=str(error))) from error
        if not isinstance(found, dict):
            raise _refused(path, msg("it is no JSON object"))
        return found

    def _hdf5(self, path: str) -> Any:
        pyfive = finish(loading("pyfive", "pyfive", "HDF5"))
        content = self._file(path)
        with reading("HDF5"):
            return pyfive.File(io.BytesIO(content))

    def _types(self, path: str | None, key: str) -> dict[tuple[str, int], Attributes]:
        """Return the attributes of types, by population ("" for all) and number."""
        if not path or path == "NULL":
            return {}
        text = self._file(path).decode("utf-8", errors="replace")
        found = {}
        for row in csv.DictReader(io.StringIO(text), delimiter=" ", skipinitialspace=True):
            own = {name: one for name, one in row.items() if one not in (None, "", "NULL")}
            found[own.get("population", ""), int(own[key])] = own
        return found

    def _nodes(self) -> dict[str, list[tuple[IndexArray, Attributes]]]:
        """Return for each population the attributes of its nodes, by type and group."""
        found: dict[str, list[tuple[IndexArray, Attributes]]] = {}
        self.ids: dict[str, IndexArray] = {}
        for one in self.circuit.get("networks", {}).get("nodes", []):
            file = self._hdf5(one["nodes_file"])
            types = self._types(one.get("node_types_file"), "node_type_id")
            for name in file["nodes"]:
                node = file["nodes"][name]
                size = node["node_type_id"].shape[0]
                ids = node["node_id"][...] if "node_id" in node else np.arange(size)
                self.ids[name] = np.asarray(ids, np.int64)
                parts = self._parts(node, name, types, "node", "point_neuron_models_dir")
                found[name] = list(parts)
        if not found:
            raise _refused("", msg("there are no nodes in it"))
        return found

    def _parts(
        self,
        table: Any,
        name: str,
        types: Mapping[tuple[str, int], Attributes],
        kind: str,
        folder: str,
    ) -> Iterator[tuple[IndexArray, Attributes]]:
        """Yield which nodes or edges have the same type and group, and what attributes they have.

        Values that differ are arrays, and numbers of HDF5 take precedence over those of types.
        """
        type_ids = np.asarray(table[f"{kind}_type_id"][...], np.int64)
        zero = np.zeros(type_ids.size, np.int64)
        named = f"{kind}_group_id" in table
        groups = np.asarray(table[f"{kind}_group_id"][...], np.int64) if named else zero
        every = np.arange(type_ids.size)
        named = f"{kind}_group_index" in table
        places = np.asarray(table[f"{kind}_group_index"][...], np.int64) if named else every
        for type_id, group in sorted(set(zip(type_ids.tolist(), groups.tolist(), strict=True))):
            which = np.flatnonzero((type_ids == type_id) & (groups == group))
            own = dict(types.get((name, type_id)) or types.get(("", type_id)) or {})
            parameters: Attributes = {}
            if "dynamics_params" in own:
                path = f"{self.components.get(folder, '.')}/{own['dynamics_params']}"
                parameters = self._json(path)
            if str(group) in table:
                more = table[str(group)]
                for key in more:
                    if key == "dynamics_params":
                        listed = more[key]
                        parameters |= {one: listed[one][...][places[which]] for one in listed}
                    elif hasattr(more[key], "shape"):
                        own[key] = more[key][...][places[which]]
            yield which, {**own, "parameters": parameters}

    def _sets(self) -> dict[str, Any]:
        path = self.simulation.get("node_sets_file") or self.circuit.get("node_sets_file")
        return self._json(path) if path else {}

    def read(self) -> ImportedNetwork:
        """Return the network."""
        points = {name: _is_point(name, parts) for name, parts in self.tables.items()}
        whole = [
            own["parameters"].get("consistent_integration", True)
            for name, parts in self.tables.items()
            for _, own in parts
            if points[name]
        ]
        if len(set(map(bool, whole))) > 1:
            raise _refused(
                "consistent_integration", msg("it differs between neurons, and a network has one")
            )
        forward = bool(whole and whole[0])
        scheme = "forward" if forward else "half_step"
        wanted = self.simulation.get("izhikevich", {}).get("scheme", scheme)
        if wanted in NETWORK_SCHEMES and (wanted == "forward") == forward:
            scheme = wanted
        # NEST adds a weight to v, or to the current for a step.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", IzhikevichWarning)
            self.net = Network(
                dt=self.dt,
                seed=self.seed,
                scheme=scheme if whole else DEFAULTS["network"],
                scaling="charge" if forward else "step",
            )
        currents, noise, trains = self._inputs()
        self.groups: dict[str, Group] = {}
        for name in sorted(self.tables, key=lambda own: not points[own]):
            if points[name]:
                self._population(name, currents.get(name, []), noise.get(name, (0.0, 0.0)))
            else:
                own = trains.get(name)
                none: list[list[float]] = [[] for _ in self.ids[name]]
                self.groups[name] = self.net.spike_times(own or none, name=self._name(name))
        for one in self.circuit.get("networks", {}).get("edges", []):
            if one.get("enabled", True):
                self._edges(one)
        return ImportedNetwork(self.net, tuple(self.notes))

    def _name(self, name: str) -> str:
        """Return the name of a population: its own if all its types have one of their own."""
        names = {own.get("pop_name", name) for _, own in self.tables[name]}
        given = names.pop() if len(names) == 1 else name
        return str(name if given in {own.name for own in self.groups.values()} else given)

    def _population(self, name: str, currents: list[Stimulus], noise: tuple[float, float]) -> None:
        size = self.ids[name].size
        values = {key: np.full(size, one) for key, one in _NEURON.items()}
        for which, own in self.tables[name]:
            for key, given in own["parameters"].items():
                if key == "consistent_integration":
                    continue
                if key not in values:
                    raise _refused(name, msg("the parameter {name} is not read", name=key))
                values[key][which] = given
        mean, sd = noise
        values["I_e"] = values["I_e"] + mean
        scale = self.dt**0.5 if self.net.scaling == "charge" else 1.0
        given = {_HERE.get(key, key): _one(own) for key, own in values.items()}
        stimulus = Sum(tuple(currents)) if len(currents) > 1 else currents[0] if currents else None
        self.groups[name] = self.net.population(
            size, name=self._name(name), noise=sd * scale, stimulus=stimulus, **given
        )

    def _inputs(
        self,
    ) -> tuple[
        dict[str, list[Stimulus]],
        dict[str, tuple[float, float]],
        dict[str, list[FloatArray]],
    ]:
        """Return pulses, mean and standard deviation of noise, and spikes, by population."""
        currents: dict[str, list[Stimulus]] = defaultdict(list)
        noise: dict[str, tuple[float, float]] = {}
        trains: dict[str, list[FloatArray]] = {}
        for key, one in self.simulation.get("inputs", {}).items():
            if not one.get("enabled", True):
                continue
            kind = one.get("input_type"), one.get("module")
            populations = self._populations(key, one.get("node_set"))
            if kind == ("spikes", "h5"):
                trains |= self._trains(one["input_file"], populations)
            elif kind == ("current_clamp", "IClamp") and "amp" in one:
                width = float(one["duration"])
                pulse = Pulse(float(one["amp"]), float(one.get("delay", 0.0)), width)
                for name in populations:
                    currents[name].append(pulse)
            elif kind == ("current_clamp", "noise") and not one.get("delay") and "mean" in one:
                own = float(one["mean"]), float(one["variance"]) ** 0.5
                for name in populations:
                    if name in noise:
                        raise _refused(key, msg("{name} has noise already", name=name))
                    noise[name] = own
            else:
                raise _refused(
                    key,
                    msg(
                        "this input is not read: only spikes in HDF5, pulses by IClamp, and noise "
                        "from the beginning, into whole populations"
                    ),
                )
        return currents, noise, trains

    def _populations(self, key: str, given: Any) -> list[str]:
        """Return the populations of a set of nodes, which must be whole ones."""
        if isinstance(given, str) and given in self.sets:
            given = self.sets[given]
        if isinstance(given, list):
            return [name for own in given for name in self._populations(key, own)]
        if isinstance(given, dict) and set(given) == {"population"}:
            given = given["population"]
        if isinstance(given, str) and given in self.tables:
            return [given]
        raise _refused(key, msg("its set of nodes is not made of whole populations"))

    def _trains(self, path: str, names: list[str]) -> dict[str, list[FloatArray]]:
        spikes = self._hdf5(path)["spikes"]
        found = {}
        for name in names:
            if name not in spikes:
                raise _refused(path, msg("there are no spikes of {name} in it", name=name))
            times = np.asarray(spikes[name]["timestamps"][...], float)
            members = self._places(name, spikes[name]["node_ids"][...])
            order = np.lexsort((times, members))
            ends = np.searchsorted(members[order], np.arange(1, self.ids[name].size))
            found[name] = np.split(times[order], ends)
        return found

    def _places(self, name: str, ids: Any) -> IndexArray:
        """Return the places of nodes in their population, by their ids."""
        own, ids = self.ids[name], np.asarray(ids, np.int64)
        order = np.argsort(own)
        found = np.searchsorted(own[order], ids)
        if ids.size and (found.max() >= own.size or (own[order][found] != ids).any()):
            raise _refused(name, msg("it has no nodes of some ids that are used"))
        return np.asarray(order[found], np.int64)

    def _edges(self, one: Mapping[str, Any]) -> None:
        file = self._hdf5(one["edges_file"])
        types = self._types(one.get("edge_types_file"), "edge_type_id")
        for name in file["edges"]:
            edges = file["edges"][name]
            ends = []
            for side in ("source", "target"):
                ids = edges[f"{side}_node_id"]
                population = _text(ids.attrs.get("node_population", ""))
                if population not in self.groups:
                    raise _refused(name, msg("there is no population {name}", name=population))
                ends.append((self.groups[population], self._places(population, ids[...])))
            (pre, i), (post, j) = ends
            if not isinstance(post, Population):
                raise _refused(name, msg("it ends at a source of spikes"))
            for which, own in self._parts(edges, name, types, "edge", "synaptic_models_dir"):
                self._projection(name, pre, post, i[which], j[which], own)

    def _projection(
        self,
        name: str,
        pre: Group,
        post: Population,
        i: IndexArray,
        j: IndexArray,
        own: Attributes,
    ) -> None:
        if not i.size:
            return
        parameters = own["parameters"]
        short_term = None
        template = str(own.get("model_template", ""))
        if template == "tsodyks2_synapse":
            values = {key: float(one) for key, one in parameters.items() if key != "u"}
            short_term = ShortTerm(
                values.get("U", 0.5), values.get("tau_rec", 800.0), values.get("tau_fac", 0.0)
            )
        elif template not in _STATIC:
            raise _refused(name, msg("synapses of the model {model} are not read", model=template))
        weights = np.full(i.size, 1.0) * _numbers(own.get("syn_weight", 1.0))
        weights = weights * _numbers(own.get("nsyns", 1.0))
        delays = np.full(i.size, 1.0) * _numbers(own.get("delay", self.dt))
        target = own.get("target")
        if target not in ("exc", "inh"):
            target = "inh" if (weights <= 0.0).all() and weights.any() else "exc"
        signed = -weights if target == "inh" else weights
        rows = FromTriples(i, j, signed, whole_delays(delays, self.dt, self.notes))
        self.net.connect(pre, post, rows, target=target, short_term=short_term)


def _is_point(name: str, parts: list[tuple[IndexArray, Attributes]]) -> bool:
    """Tell whether a population is of neurons, and not of sources of spikes."""
    kinds = set()
    for _, own in parts:
        kind, template = str(own.get("model_type", "")), str(own.get("model_template", ""))
        point = kind in ("point_neuron", "point_process") and template == "nest:izhikevich"
        if kind != "virtual" and not point:
            raise _refused(
                name,
                msg(
                    "only neurons of the model nest:izhikevich, and virtual ones, are read; these "
                    "are {kind} {template}",
                    kind=kind,
                    template=template,
                ),
            )
        kinds.add(point)
    if len(kinds) > 1:
        raise _refused(name, msg("some of its nodes are virtual and others are not"))
    return kinds.pop()


def _numbers(given: Any) -> FloatArray:
    return np.asarray(given, np.float64)


def _one(values: FloatArray) -> Any:
    """Return one number where all are the same."""
    return float(values[0]) if (values == values[0]).all() else values


def _text(given: Any) -> str:
    given = given.item() if hasattr(given, "item") else given
    return given.decode() if isinstance(given, bytes) else str(given)

"""Networks as SONATA: neurons and synapses in HDF5, their types in CSV, how they run in JSON."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.export.laws import (
    check_laws,
    coefficient,
    gain,
    is_plain,
    quadratic,
    written_scheme,
)
from izhikevich.export.nest_source import scaled
from izhikevich.export.network_inputs import refused
from izhikevich.export.same import source_spike_lists
from izhikevich.messages import Message, msg
from izhikevich.network.inputs import TimedArray
from izhikevich.network.network import Network
from izhikevich.network.populations import Group, Population
from izhikevich.network.projections import Projection
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.neuron.stimuli.stimulus import Stimulus

#: A current is written as pulses, of which each is an entry of the configuration.
MAX_PULSES = 200
#: How spikes are sorted, as SONATA numbers it.
_ORDERS = {"none": 0, "by_id": 1, "by_time": 2}
_NAMES = {"v_peak": "V_th", "i_offset": "I_e", "v0": "V_m", "u0": "U_m"}
_OWN = ("a", "b", "c", "d", "v_peak", "i_offset", "v0", "u0")
_UNITS = msg(
    "Neurons and synapses are models of NEST, which adds a weight to the current for a step or, "
    "with the scheme 'forward', to v: a program with other models of these names runs it "
    "differently."
)
_DRAWN = msg(
    "Spikes of sources are listed up to the end of the run, as they are drawn here: a longer run "
    "has no more."
)
_NOISE = msg(
    "The noise is an input of the kind 'noise', by its variance in each step; not every program "
    "that reads SONATA has it."
)


def network(net: Network, duration: float) -> tuple[bytes, tuple[Message, ...]]:
    """Return a network as an archive of SONATA files, and its notes.

    Raises
    ------
    ParameterError
        If it cannot be written: the message names the part, with the reason; or if the package
        h5py, which writes HDF5, is not installed.
    """
    check_laws(net)
    _check(net)
    return _Writer(net, duration).archive()


def _check(net: Network) -> None:
    if net.pulse:
        raise refused(
            msg("random pulses"), msg("SONATA has no input into one random neuron in each step")
        )
    for injection in net.injections:
        raise refused(
            injection.name,
            msg(
                "Poisson spikes from outside are not written as SONATA: use a Poisson source that "
                "is connected, as by net.poisson"
            ),
        )
    for population in net.populations:
        if np.ptp(population.values["noise"]):
            raise refused(
                population.name,
                msg("noise that differs between neurons is not written: give one number for all"),
            )
        if population.silent:
            raise refused(population.name, msg("SONATA has no neurons that are silent"))
    for projection in net.projections:
        if projection.plasticity is not None:
            raise refused(
                projection.name,
                msg("learning is not written as SONATA: export the network for NEST"),
            )


class _Writer:
    """Writes the files of a network."""

    def __init__(self, net: Network, duration: float) -> None:
        self.net, self.duration = net, duration
        scheme, said = written_scheme(net)
        self.halves = SCHEMES[scheme].parts > 1
        self.notes = [_UNITS] if said is None else [_UNITS, said]
        self.names = _identifiers([*net.populations, *net.sources])
        self.files: dict[str, bytes] = {}
        self.nodes: list[dict[str, str]] = []
        self.edges: list[dict[str, str]] = []
        self.inputs: dict[str, dict[str, Any]] = {}

    def archive(self) -> tuple[bytes, tuple[Message, ...]]:
        """Return the archive, and the notes."""
        net = self.net
        for p in net.populations:
            self._population(p)
        for s, (steps, members) in source_spike_lists(net, self.duration):
            name = self.names[s.name]
            self._nodes(s, {}, {}, "virtual", "NULL")
            order = np.argsort(steps, kind="stable")
            spikes = {
                "timestamps": steps[order] * net.dt,
                "node_ids": members[order].astype(np.uint64),
            }
            file = f"inputs/{name}_spikes.h5"
            self.files[file] = _hdf5({f"spikes/{name}": spikes}, {})
            self.inputs[f"spikes_{name}"] = {
                "input_type": "spikes",
                "module": "h5",
                "input_file": f"$BASE_DIR/{file}",
                "node_set": name,
            }
        if net.sources:
            self.notes.append(_DRAWN)
        used: set[str] = set()
        for projection in net.projections:
            if projection.synapses.n:
                self._edges(projection, used)
        self._configurations()
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, content in self.files.items():
                archive.writestr(file, content)
        return made.getvalue(), tuple(self.notes)

    def _population(self, p: Population) -> None:
        values: Mapping[str, Any] = {name: p.values[name] for name in _OWN}
        values = {**values, "i_offset": values["i_offset"] + (p.conductance.offset or 0.0)}
        if is_plain(p):
            values = {_NAMES.get(name, name): own for name, own in values.items()}
        else:
            values = scaled(**quadratic(p), **values)
        same = {"consistent_integration": not self.halves}
        varied: dict[str, FloatArray] = {}
        for name, own in values.items():
            if np.ptp(own):
                varied[name] = np.broadcast_to(own, (p.size,))
            else:
                same[name] = np.ravel(own)[0].item()
        self._nodes(p, same, varied, "point_neuron", "nest:izhikevich")
        name = self.names[p.name]
        noise = float(p.values["noise"][0]) * gain(p)
        if noise:
            noise /= self.net.dt**0.5 if self.net.scaling == "charge" else 1.0
            if _NOISE not in self.notes:
                self.notes.append(_NOISE)
            self.inputs[f"noise_{name}"] = {
                **_clamp("noise", name, 0.0, self.duration),
                "mean": 0.0,
                "variance": noise * noise,
            }
        if p.stimulus is not None:
            for k, (level, start, width) in enumerate(self._pulses(p, p.stimulus), start=1):
                self.inputs[f"current_{name}_{k}"] = {
                    **_clamp("IClamp", name, start, width),
                    "amp": level * gain(p),
                }

    def _pulses(self, p: Population, given: Any) -> Iterator[tuple[float, float, float]]:
        """Yield the level, the onset and the duration (ms) of each piece of a stimulus."""
        inputs = p.inputs if isinstance(given, Stimulus | TimedArray) else None
        if inputs is None or inputs.width != 1:
            raise refused(
                p.name,
                msg(
                    "currents that differ between neurons, expressions and functions of time are "
                    "not written as SONATA: use a stimulus such as 'step(5,100)'"
                ),
            )
        dt = self.net.dt
        steps = round(self.duration / dt)
        values = inputs.at(np.arange(steps, dtype=np.float64) * dt)[:, 0]
        starts = np.flatnonzero(np.diff(values, prepend=np.nan))
        if starts.size > MAX_PULSES:
            raise refused(
                p.name,
                msg(
                    "its stimulus has {count} levels, and SONATA has them as pulses, of which at "
                    "most {most} are written",
                    count=starts.size,
                    most=MAX_PULSES,
                ),
            )
        for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), steps], strict=True):
            if values[start]:
                yield float(values[start]), start * dt, (stop - start) * dt

    def _nodes(
        self,
        group: Group,
        same: Mapping[str, float],
        varied: Mapping[str, FloatArray],
        kind: str,
        template: str,
    ) -> None:
        """Write the neurons or sources of a group."""
        name, size = self.names[group.name], group.size
        every = np.arange(size, dtype=np.uint64)
        none = np.zeros(size, np.uint32)
        own: dict[str, NDArray[Any]] = {
            "node_id": every,
            "node_group_index": every,
            "node_group_id": none,
        }
        groups: dict[str, dict[str, NDArray[Any]]] = {
            f"nodes/{name}": {"node_type_id": none, **own},
            f"nodes/{name}/0": {},
        }
        if varied:
            groups[f"nodes/{name}/0/dynamics_params"] = dict(varied)
        self.files[f"network/{name}_nodes.h5"] = _hdf5(groups, {})
        parameters = "NULL"
        if same:
            parameters = f"{name}.json"
            self.files[f"components/cells/{parameters}"] = _json(dict(same))
        row = {
            "node_type_id": 0,
            "population": name,
            "model_type": kind,
            "model_template": template,
            "dynamics_params": parameters,
            "pop_name": group.name,
        }
        self._types("nodes", name, row, self.nodes)

    def _edges(self, p: Projection, used: set[str]) -> None:
        """Write the synapses of a projection."""
        pre, post = self.names[p.pre.name], self.names[p.post.name]
        name = f"{pre}_to_{post}"
        while name in used:
            name += "_"
        used.add(name)
        synapses = p.synapses
        every = np.arange(synapses.n, dtype=np.uint64)
        none = np.zeros(synapses.n, np.uint32)
        factor = coefficient(self.net, p, for_step=self.halves)
        groups: dict[str, dict[str, NDArray[Any]]] = {
            f"edges/{name}": {
                "source_node_id": synapses.sources().astype(np.uint64),
                "target_node_id": synapses.targets.astype(np.uint64),
                "edge_type_id": none,
                "edge_group_id": none,
                "edge_group_index": every,
            },
            f"edges/{name}/0": {
                "syn_weight": synapses.weights.astype(np.float64) * factor,
                "delay": synapses.delays * self.net.dt,
            },
        }
        ends = {f"edges/{name}/source_node_id": pre, f"edges/{name}/target_node_id": post}
        self.files[f"network/{name}_edges.h5"] = _hdf5(groups, ends)
        model, parameters = "static_synapse", "NULL"
        if p.short_term is not None:
            own = p.short_term
            model, parameters = "tsodyks2_synapse", f"{name}.json"
            self.files[f"components/synapses/{parameters}"] = _json(
                {"U": own.U, "u": own.U, "tau_rec": own.tau_rec, "tau_fac": own.tau_facil}
            )
        row = {
            "edge_type_id": 0,
            "population": name,
            "model_template": model,
            "dynamics_params": parameters,
            "target": p.target,
        }
        self._types("edges", name, row, self.edges)

    def _types(
        self, kind: str, name: str, row: Mapping[str, Any], files: list[dict[str, str]]
    ) -> None:
        """Write the table of the type of nodes or edges, and list the files."""
        one = kind[:-1]
        table = f"network/{name}_{one}_types.csv"
        words = [_word(value) for value in row.values()]
        self.files[table] = f"{' '.join(row)}\n{' '.join(words)}\n".encode()
        files.append(
            {
                f"{kind}_file": f"$BASE_DIR/network/{name}_{kind}.h5",
                f"{one}_types_file": f"$BASE_DIR/{table}",
            }
        )

    def _configurations(self) -> None:
        """Write what ties the files together."""
        net = self.net
        base = {"$BASE_DIR": "."}
        sets = {name: {"population": name} for name in self.names.values()}
        self.files |= {
            "circuit_config.json": _json(
                {
                    "manifest": base,
                    "target_simulator": "NEST",
                    "components": {
                        "point_neuron_models_dir": "$BASE_DIR/components/cells",
                        "synaptic_models_dir": "$BASE_DIR/components/synapses",
                    },
                    "node_sets_file": "$BASE_DIR/node_sets.json",
                    "networks": {"nodes": self.nodes, "edges": self.edges},
                }
            ),
            "simulation_config.json": _json(
                {
                    "manifest": base,
                    "target_simulator": "NEST",
                    "network": "$BASE_DIR/circuit_config.json",
                    "node_sets_file": "$BASE_DIR/node_sets.json",
                    "run": {"tstop": self.duration, "dt": net.dt, "random_seed": net.seed},
                    "inputs": self.inputs,
                    "output": {"output_dir": "$BASE_DIR/output", "spikes_file": "spikes.h5"},
                    "izhikevich": {"scheme": net.scheme},
                }
            ),
            "node_sets.json": _json(sets),
        }


def _clamp(module: str, name: str, delay: float, duration: float) -> dict[str, Any]:
    """Return the keys that all currents have."""
    return {
        "input_type": "current_clamp",
        "module": module,
        "node_set": name,
        "delay": delay,
        "duration": duration,
    }


def _identifiers(groups: list[Any]) -> dict[str, str]:
    """Return a name in files for each group."""
    found: dict[str, str] = {}
    for group in groups:
        name = re.sub(r"\W", "_", group.name, flags=re.ASCII)
        while name.lower() in {own.lower() for own in found.values()}:
            name += "_"
        found[group.name] = name
    return found


def _word(value: object) -> str:
    """Return a value in a table whose columns are parted by spaces."""
    text = str(value)
    if re.fullmatch(r"[\w.:-]+", text):
        return text
    return '"' + text.replace('"', '""').replace("\n", " ") + '"'


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=2) + "\n").encode()


def _hdf5(
    groups: Mapping[str, Mapping[str, NDArray[Any]]], populations: Mapping[str, str]
) -> bytes:
    """Return an HDF5 file.

    Parameters
    ----------
    groups : mapping
        Arrays by name, by the path of their group.
    populations : mapping
        The population that an array's indices belong to, by its path.
    """
    try:
        import h5py
    except ImportError as error:
        allowed = msg("HDF5 files are written by another package: pip install h5py")
        raise ParameterError("name", "sonata", allowed) from error
    made = io.BytesIO()
    with h5py.File(made, "w") as file:
        for path, arrays in groups.items():
            group = file.require_group(path)
            for name, values in arrays.items():
                # The archive compresses; not every reader of HDF5 has filters.
                group.create_dataset(name, data=values)
        for path, name in populations.items():
            file[path].attrs["node_population"] = name
        for path in groups:
            if path.startswith("spikes/"):
                orders = h5py.enum_dtype(_ORDERS, basetype="u1")
                file[path].attrs.create("sorting", _ORDERS["by_time"], dtype=orders)
                file[f"{path}/timestamps"].attrs["units"] = "ms"
    return made.getvalue()

"""Networks of SONATA: files of ours give the same spikes, and others what they say."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from izhikevich import Network, ParameterError, export, imports
from izhikevich.errors import FileError
from izhikevich.network import (
    STDP,
    FixedProbability,
    FromTriples,
    Normal,
    PoissonInput,
    ShortTerm,
    Uniform,
)

from tests.export.tools import run

Fired = list[tuple[float, int]]


def spikes(net: Network, duration: float = 200.0) -> Fired:
    recording = net.run(duration)
    return list(zip(recording.times.tolist(), recording.indices.tolist(), strict=True))


def written(net: Network, duration: float = 200.0) -> bytes:
    content = export.network(net, "sonata", duration=duration).content
    assert isinstance(content, bytes)
    return content


def medley(scheme: str = "half_step", scaling: str = "step", dt: float = 1.0) -> Network:
    """Return a network of all that SONATA has: two populations, sources, currents and noise."""
    net = Network(seed=7, dt=dt, scheme=scheme, scaling=scaling)
    exc = net.population(40, name="exc cells", i_offset=Normal(4, 1), d=Uniform(6, 9), noise=3.0)
    inh = net.population(10, "FS", name="inh", stimulus="step(6,50)+pulse(3,100,20)")
    poisson = net.poisson(8, 30.0, name="in")
    given = net.spike_times([[5.0, 9.0, 9.0, 40.0], [12.0, 13.0]])
    net.connect(exc, inh, FixedProbability(0.3), weights=Uniform(0, 4), delays=Uniform(1, 5))
    net.connect(inh, exc, FixedProbability(0.4), weights=2.0, delays=2.0, target="inh")
    net.connect(poisson, exc, FixedProbability(0.5), weights=3.0, short_term=ShortTerm(0.4, 60, 30))
    net.connect(given, exc, weights=4.0, delays=2.0)
    net.connect(exc, exc, FixedProbability(0.1), weights=Normal(0.2, 0.5))  # of both signs
    return net


@pytest.mark.parametrize(
    ("scheme", "scaling", "dt"),
    [
        ("half_step", "step", 1.0),
        ("adaptive", "charge", 0.5),
        ("forward", "charge", 0.25),
        ("forward", "step", 1.0),
    ],
)
def test_a_network_and_back(scheme: str, scaling: str, dt: float, tmp_path: Path) -> None:
    net = medley(scheme, scaling, dt)
    content = written(net)
    expected = spikes(net)
    assert len(expected) > 100
    (tmp_path / "a.zip").write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "a")
    folder = tmp_path / "a"
    for source in (content, tmp_path / "a.zip", folder, folder / "simulation_config.json"):
        read = imports.network(source)
        assert not read.notes
        assert (read.net.dt, read.net.seed, read.net.scheme) == (dt, 7, scheme)
        assert [one.name for one in read.net.populations] == ["exc cells", "inh"]
        assert spikes(read.net) == expected


def test_cells_of_2007_are_scaled() -> None:
    """Their voltages are those of NEST's neuron, so that only the spikes are compared."""
    net = Network(seed=1, scheme="half_step")
    cells = net.population(10, "RS_2007", i_offset=np.linspace(60, 200, 10), noise=10.0)
    net.connect(cells, cells, FixedProbability(0.3), weights=20.0)
    content = written(net)
    expected = spikes(net)
    assert len(expected) > 20
    assert spikes(imports.network(content).net) == expected


def test_the_files_are_as_specified() -> None:
    """The names, types and attributes of the specification, as h5py reads them."""
    net = medley()
    with zipfile.ZipFile(io.BytesIO(written(net))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    circuit = json.loads(files["circuit_config.json"])
    for one in (*circuit["networks"]["nodes"], *circuit["networks"]["edges"]):
        for path in one.values():
            assert path.replace("$BASE_DIR/", "") in files
    table = files["network/exc_cells_node_types.csv"].decode().splitlines()
    assert table[1] == '0 exc_cells point_neuron nest:izhikevich exc_cells.json "exc cells"'
    with h5py.File(io.BytesIO(files["network/exc_cells_nodes.h5"])) as file:
        node = file["nodes/exc_cells"]
        assert set(node) == {"0", "node_id", "node_type_id", "node_group_id", "node_group_index"}
        np.testing.assert_array_equal(node["0/dynamics_params/d"], net.populations[0].values["d"])
    with h5py.File(io.BytesIO(files["network/inh_to_exc_cells_edges.h5"])) as file:
        edge = file["edges/inh_to_exc_cells"]
        assert edge["source_node_id"].attrs["node_population"] == "inh"
        assert edge["target_node_id"].attrs["node_population"] == "exc_cells"
        assert set(edge["0/syn_weight"][...].tolist()) == {-2.0}
        assert edge["0/delay"][...].tolist() == [2.0] * net.projections[1].synapses.n
    with h5py.File(io.BytesIO(files["inputs/source_1_spikes.h5"])) as file:
        assert file["spikes/source_1/timestamps"][...].tolist() == [5, 9, 9, 12, 13, 40]
        assert file["spikes/source_1/timestamps"].attrs["units"] == "ms"


#: Lists all that libsonata reads in the files of a network, by the names of populations.
_READ = """
import sys
from pathlib import Path

import libsonata

folder, samples = Path(sys.argv[1]), {}
for path in folder.glob("network/*_nodes.h5"):
    storage = libsonata.NodeStorage(path)
    for name in storage.population_names:
        nodes = storage.open_population(name)
        own = {k: nodes.get_dynamics_attribute(k, nodes.select_all()).tolist()
               for k in nodes.dynamics_attribute_names}
        samples[name] = [{"size": nodes.size, **own}]
for path in folder.glob("network/*_edges.h5"):
    storage = libsonata.EdgeStorage(path)
    for name in storage.population_names:
        edges = storage.open_population(name)
        every = edges.select_all()
        samples[f"{edges.source} {edges.target}"] = [
            edges.source_nodes(every).tolist(),
            edges.target_nodes(every).tolist(),
            edges.get_attribute("syn_weight", every).tolist(),
            edges.get_attribute("delay", every).tolist(),
        ]
for path in folder.glob("inputs/*.h5"):
    reader = libsonata.SpikeReader(path)
    for name in reader.get_population_names():
        own = reader[name]
        samples[f"spikes {name}"] = [own.get(), [own.sorting, own.time_units]]
samples["sets"] = sorted(libsonata.NodeSets.from_file(folder / "node_sets.json").names)
samples = {name: np.array(found, object) for name, found in samples.items()}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="libsonata has no wheel for Windows")
def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    net = medley()
    content = written(net)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "a")
    # What a script gives is kept by its arguments: the last one says what the files are.
    arguments = [str(tmp_path / "a"), hashlib.sha256(content).hexdigest()]
    (found,) = run("sonata", [(f"import numpy as np\n{_READ}", arguments)], tmp_path)
    exc = net.populations[0]
    assert found["exc_cells"][0]["size"] == 40
    np.testing.assert_allclose(found["exc_cells"][0]["d"], exc.values["d"])
    names = {"exc cells": "exc_cells", "inh": "inh", "in": "in", net.sources[1].name: "source_1"}
    for p in net.projections:
        pre, post, weights, delays = found[f"{names[p.pre.name]} {names[p.post.name]}"]
        ends = sorted(zip(pre, post, strict=True))
        own = zip(p.synapses.sources().tolist(), p.synapses.targets.tolist(), strict=True)
        assert ends == sorted(own)
        factor = -1.0 if p.target == "inh" else 1.0
        expected = np.sort(factor * p.synapses.weights)
        np.testing.assert_allclose(np.sort(weights), expected, rtol=1e-6)
        np.testing.assert_allclose(np.sort(delays), np.sort(p.synapses.delays * net.dt))
    given, how = found["spikes source_1"]
    assert how == ["by_time", "ms"]
    assert sorted(t for _, t in given) == [5, 9, 9, 12, 13, 40]
    assert found["sets"] == ["exc_cells", "in", "inh", "source_1"]


def foreign(folder: Path, **changes: Any) -> Path:
    """Write a network by hand, as other programs do: types in tables, ids in any order."""
    network, models = folder / "net", folder / "models"
    network.mkdir()
    models.mkdir()
    with h5py.File(network / "v1_nodes.h5", "w") as file:
        node = file.create_group("nodes/v1")
        node["node_id"] = np.array([3, 1, 2])
        node["node_type_id"] = np.array([100, 101, 100])
        node["node_group_id"] = np.array([0, 0, 0])
        node["node_group_index"] = np.array([0, 1, 2])
        node.create_group("0")
        other = file.create_group("nodes/lgn")
        other["node_type_id"] = np.array([7, 7])
    template = changes.get("template", "nest:izhikevich")
    (network / "types.csv").write_text(
        "node_type_id model_type model_template dynamics_params ei\n"
        f"100 point_neuron {template} e.json e\n101 point_process nest:izhikevich i.json i\n"
        "7 virtual NULL NULL e\n"
    )
    (models / "e.json").write_text(json.dumps({"I_e": 6.0, **changes.get("parameters", {})}))
    (models / "i.json").write_text(json.dumps({"a": 0.1, "d": 2.0}))
    with h5py.File(network / "edges.h5", "w") as file:
        edge = file.create_group("edges/lgn_to_v1")
        edge["source_node_id"] = np.array([0, 1, 1])
        edge["target_node_id"] = np.array([1, 1, 3])
        edge["source_node_id"].attrs["node_population"] = "lgn"
        edge["target_node_id"].attrs["node_population"] = changes.get("post", "v1")
        edge["edge_type_id"] = np.array([5, 5, 6])
        edge["edge_group_id"] = np.zeros(3, int)
        edge["edge_group_index"] = np.arange(3)
        edge.create_group("0")["nsyns"] = np.array([1, 2, 1])
    model = changes.get("synapse", "static_synapse")
    (network / "edge_types.csv").write_text(
        "edge_type_id syn_weight delay model_template dynamics_params\n"
        f"5 12.0 2.0 {model} NULL\n6 -3.0 1.46 static_synapse NULL\n"
    )
    with h5py.File(folder / "in.h5", "w") as file:
        own = file.create_group("spikes/lgn")
        own["timestamps"] = np.array([30.0, 10.0, 20.0])
        own["node_ids"] = np.array([1, 0, 1], np.uint64)
    circuit = {
        "manifest": {"$BASE": ".", "$NET": "$BASE/net"},
        "components": {"point_neuron_models_dir": "${BASE}/models"},
        "networks": {
            "nodes": [{"nodes_file": "$NET/v1_nodes.h5", "node_types_file": "$NET/types.csv"}],
            "edges": [{"edges_file": "$NET/edges.h5", "edge_types_file": "$NET/edge_types.csv"}],
        },
    }
    (folder / "circuit_config.json").write_text(json.dumps(circuit))
    simulation = {
        "network": "./circuit_config.json",
        "run": {"tstop": 100.0, "dt": 0.5},
        "inputs": {
            "spikes": {
                "input_type": "spikes",
                "module": "h5",
                "input_file": "./in.h5",
                "node_set": {"population": "lgn"},
            },
            "more": {
                "input_type": "current_clamp",
                "module": changes.get("module", "IClamp"),
                "amp": 2.0,
                "delay": 10.0,
                "duration": 50.0,
                "node_set": "v1",
            },
        },
    }
    (folder / "simulation_config.json").write_text(json.dumps(simulation))
    return folder


def test_a_foreign_network(tmp_path: Path) -> None:
    read = imports.network(foreign(tmp_path))
    assert read.notes == ("Delays are rounded to steps of 0.5 ms, of which there is one at least.",)
    same = Network(dt=0.5, scheme="forward", scaling="charge")
    cells = same.population(
        3,
        i_offset=[6.0, 0.0, 6.0],
        a=[0.02, 0.1, 0.02],
        d=[8.0, 2.0, 8.0],
        stimulus="pulse(2,10,50)",
    )
    source = same.spike_times([[10.0], [20.0, 30.0]])
    rows = FromTriples([0, 1], [1, 1], [12.0, 24.0], [2.0, 2.0])
    same.connect(source, cells, rows)
    same.connect(source, cells, FromTriples([1], [0], [3.0], [1.5]), target="inh")
    expected = spikes(same, 100.0)
    assert {neuron for _, neuron in expected} == {0, 1, 2}
    assert spikes(read.net, 100.0) == expected


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"template": "nest:iaf_psc_alpha"}, "iaf_psc_alpha"),
        ({"parameters": {"V_min": -90.0}}, "V_min"),
        ({"parameters": {"consistent_integration": False}}, "differs between neurons"),
        ({"synapse": "stdp_synapse"}, "stdp_synapse"),
        ({"module": "ramp"}, "only spikes in HDF5"),
        ({"post": "v2"}, "no population v2"),
    ],
)
def test_what_cannot_be_read_is_named(changes: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=said):
        imports.network(foreign(tmp_path, **changes))


def test_damaged_files_are_named(tmp_path: Path) -> None:
    folder = foreign(tmp_path)
    (folder / "net" / "edges.h5").write_bytes(b"nothing")
    with pytest.raises(FileError, match="HDF5"):
        imports.network(folder)
    (folder / "net" / "edges.h5").unlink()
    with pytest.raises(ParameterError, match="no such file"):
        imports.network(folder)
    (folder / "simulation_config.json").write_text("{")
    with pytest.raises(ParameterError, match="no JSON"):
        imports.network(folder)


def _refused() -> dict[str, tuple[Network, str]]:
    found = {}
    net = medley()
    net.random_pulses(5.0)
    found["pulses"] = net, "random neuron"
    net = Network(scheme="half_step")
    cells = net.population(5, noise=Uniform(1, 2))
    found["noise"] = net, "differs between neurons"
    net = Network(scheme="half_step")
    cells = net.population(5)
    net.connect(cells, cells, plasticity=STDP())
    found["learning"] = net, "learning"
    net = Network(scheme="half_step")
    net.population(5, stimulus="sine(3,5)")
    found["levels"] = net, "1000 levels"
    net = Network(scheme="half_step")
    net.population(5, stimulus=lambda t: t)
    found["function"] = net, "use a stimulus"
    net = Network(scheme="half_step")
    net.population(5).silence()
    found["silent"] = net, "silent"
    net = Network(scheme="half_step")
    net.inject(PoissonInput(8.0, 1000), net.population(5))
    found["outside"] = net, "net.poisson"
    net = Network(scheme="half_step")
    net.population(5, receptors=("AMPA",))
    found["receptors"] = net, "receptors"
    return found


@pytest.mark.parametrize("name", list(_refused()))
def test_what_sonata_lacks_is_refused(name: str) -> None:
    net, said = _refused()[name]
    with pytest.raises(ParameterError, match=said):
        export.network(net, "sonata")

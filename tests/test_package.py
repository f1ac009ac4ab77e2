"""The package as a whole."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from dataclasses import is_dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import izhikevich as izh
import numpy as np
import pytest


@pytest.mark.parametrize("name", izh.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(izh, name) is not None


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'neurons'"):
        _ = izh.neurons  # type: ignore[attr-defined]


def _first_loaded() -> set[str]:
    """Return the modules that `import izhikevich` loads in a Python of its own."""
    code = "import sys; known = {*sys.modules}; import izhikevich; print(*{*sys.modules} - known)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_is_quick_since_all_names_are_imported_on_first_use() -> None:
    """Numpy alone takes several times as long as all that is left."""
    loaded = _first_loaded()
    assert {name for name in loaded if name.startswith("izhikevich")} == {
        "izhikevich",
        "izhikevich._lazy",
        "izhikevich._version",
        "izhikevich.messages",
        "izhikevich.messages.message",
        "izhikevich.messages.number",
        "izhikevich.results",
        "izhikevich.text",
    }
    assert not loaded & {"numpy", "ctypes", "argparse", "asyncio"}


def test_names_are_those_that_type_checkers_read() -> None:
    """The two lists in the root of the package agree, and have every public name."""
    tree = ast.parse(Path(izh.__file__).read_text(encoding="utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If)]
    imported = {
        alias.name: str(node.module)
        for block in blocks
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for name in set(izh.__all__) - {"__version__"}:
        module = import_module(imported[name])
        assert getattr(izh, name) is getattr(module, name)


def test_a_name_is_looked_up_once() -> None:
    lookup = izh.__getattr__
    assert izh.Step is lookup("Step") is vars(izh)["Step"]


@pytest.mark.parametrize("package", [izh, izh.analysis, izh.dynamics], ids=lambda p: p.__name__)
def test_completion_offers_every_public_name(package: ModuleType) -> None:
    assert set(package.__all__) <= set(dir(package))
    assert all(hasattr(package, name) for name in package.__all__)


def test_the_version_is_that_of_the_distribution() -> None:
    assert izh.__version__ == version("izhikevich-explorer")


def _public_classes() -> dict[str, type]:
    modules = [izh, *(getattr(izh, name) for name in izh.__all__)]
    found = {}
    for module in filter(inspect.ismodule, modules):
        for name in getattr(module, "__all__", ()):
            if inspect.isclass(thing := getattr(module, name)):
                found[f"{module.__name__}.{name}"] = thing
    return found


@pytest.mark.parametrize("name", _public_classes())
def test_help_on_how_to_make_one(name: str) -> None:
    """`help` of a class has its parameters; that of `__init__` says where they are."""
    made = _public_classes()[name]
    own = vars(made).get("__init__")
    if own is None or is_dataclass(made):  # the parameters are the fields
        assert inspect.getdoc(made)
        return
    assert "class describes" in (own.__doc__ or "")
    described = inspect.getdoc(made) or ""
    for parameter in list(inspect.signature(own).parameters.values())[1:]:
        assert parameter.name in described


def _results() -> dict[str, Any]:
    rs = izh.Parameters()
    dynamics = izh.dynamics
    net = izh.Network(seed=1, scheme="forward")
    cells = net.population(50, noise=5.0)
    synapses = net.connect(cells, cells, weights=0.1)
    signal = izh.nef.Node(izh.Sine(1.0, 1.0))
    ensemble = izh.nef.Ensemble(20, seed=1)
    model = izh.nef.Model(
        [izh.nef.Connection(signal, ensemble, synapse=None)],
        {"spikes": izh.nef.Probe(ensemble, "spikes")},
    )
    layers = [izh.learning.Input(30), izh.learning.Dense(30, 20), izh.learning.Neurons(20)]
    return {
        "Parameters": rs,
        "CellType": izh.CELL_TYPES["RS"],
        "Sampled": izh.Sampled(np.arange(1000.0), 0.25),
        "Trace": izh.simulate(rs, 10.0, 500.0),
        "Network": net,
        "Population": cells,
        "Recording": net.run(200.0, record={cells: [0]}),
        "NeuronTrace": net.run(10.0, record={cells: [0]}).course(cells, 0),
        "Projection": synapses,
        "Model": model,
        "Result": model.run(100.0),
        "BuiltEnsemble": izh.nef.build_ensemble(ensemble),
        "Layers": izh.learning.Model(layers),
        "FrequencyCurve": dynamics.frequency_current(rs, np.linspace(0.0, 20.0, 11)),
        "Manifolds": dynamics.saddle_manifolds(rs, 0.0, dynamics.Window(-90.0, 40.0, -30.0, 20.0)),
        "Nullcline": dynamics.v_nullcline(rs, 0.0, (-90.0, 40.0)),
        "Exported": izh.export.export(izh.links.read_link("#neuron?preset=RS")[0], "csv"),
    }


def test_no_result_floods_a_notebook() -> None:
    texts = {name: repr(thing) for name, thing in _results().items()}
    assert {name: len(text) for name, text in texts.items() if len(text) > 700} == {}
    assert texts["Trace"] == "<Trace of 500 ms in steps of 0.25 ms: 12 spikes>"
    assert texts["Result"] == "<Result of 100 ms: spikes>"


_USE = """
import izhikevich as izh

reveal_type(izh.Network)
reveal_type(izh.Network().run(1.0))
reveal_type(izh.export.export)
reveal_type(izh.networks.cortical_2003())
izh.Network(foo=3)
izh.nothing
"""


def test_types_reach_those_who_use_the_package(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    script = tmp_path / "use.py"
    script.write_text(_USE, encoding="utf-8")
    out, _, _ = api.run(["--cache-dir", str(tmp_path / "cache"), "--strict", str(script)])
    revealed = re.findall(r'Revealed type is "(.*)"', out)
    assert len(revealed) == 4
    assert not [kind for kind in revealed if kind == "Any"]
    assert "Recording" in revealed[1]
    assert 'Unexpected keyword argument "foo" for "Network"' in out
    assert 'Module has no attribute "nothing"' in out

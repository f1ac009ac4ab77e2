"""Validates and runs exported NeuroML models, in the environment that has the tools for it.

``validate FILE…``: by the schema of libNeuroML; prints what is wrong with each.
``pylems FILE…``: by PyLEMS; prints the spike times (ms) of each neuron, by population.
``jar``: prints where jNeuroML is.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

TYPES = "NeuroML2CoreTypes"


def validate(files: list[str]) -> list[str]:
    """Return what the schema finds wrong, empty if nothing."""
    from lxml import etree  # type: ignore[import-not-found,unused-ignore]

    folder = Path(_origin("neuroml")) / "nml"
    newest = max(folder.glob("NeuroML_v2.[0-9]*.xsd"), key=lambda path: path.stem)
    schema = etree.XMLSchema(etree.parse(newest))
    return ["" if schema.validate(etree.parse(file)) else str(schema.error_log) for file in files]


def jar() -> str:
    """Return the path of jNeuroML, which has NeuroML's definitions, too."""
    return str(next((Path(_origin("pyneuroml")) / "lib").glob("jNeuroML-*.jar")))


def pylems(files: list[str]) -> list[dict[str, list[list[float]]]]:
    """Run the simulations."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(jar()) as archive:
            inside = [name for name in archive.namelist() if name.startswith(f"{TYPES}/")]
            archive.extractall(folder, inside)
        return [_run(file, f"{folder}/{TYPES}") for file in files]


def _run(file: str, types: str) -> dict[str, list[list[float]]]:
    from lems.model.model import Model  # type: ignore[import-not-found,unused-ignore]
    from lems.sim.build import SimulationBuilder  # type: ignore[import-not-found,unused-ignore]

    model = Model()
    model.add_include_directory(types)
    model.import_from_file(file)
    simulation = SimulationBuilder(model.resolve()).build()
    networks = [r for r in simulation.runnables.values() if r.component.type == "network"]
    (network,) = networks
    found = {
        part.component.id: [_recorded(cell) for cell in part.array]
        for part in network.uchildren.values()
        if part.component.type == "population"
    }
    simulation.run()
    return found


def _recorded(cell: Any) -> list[float]:
    times: list[float] = []
    # All cells of a population share one list of what is called.
    cell.event_out_callbacks = {port: list(c) for port, c in cell.event_out_callbacks.items()}
    cell.register_event_out_callback("spike", lambda: times.append(cell.time_completed * 1000.0))
    return times


def _origin(package: str) -> str:
    spec = importlib.util.find_spec(package)
    assert spec is not None, f"{package} is not installed"
    return str(Path(str(spec.origin)).parent)


if __name__ == "__main__":
    action, *arguments = sys.argv[1:]
    with contextlib.redirect_stdout(io.StringIO()):  # PyLEMS tells what it does
        if action == "jar":
            result: Any = jar()
        else:
            result = {"validate": validate, "pylems": pylems}[action](arguments)
    print(json.dumps(result))

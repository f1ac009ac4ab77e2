"""What CONTRIBUTING adds in one or two Python files, the package knows at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .additions import PACKAGE, VIEW, copy_with_additions

Run = Callable[[str], Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a package with all of them."""
    own = tmp_path_factory.mktemp("additions")
    copy_with_additions(own)
    return own


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """Return a function that runs lines in a Python with that package, and returns `found`."""

    def in_python(lines: str) -> Any:
        program = f"import json\nimport izhikevich as izh\n{lines}\nprint(json.dumps(found))"
        command = [sys.executable, "-c", program]
        env = {**os.environ, "PYTHONPATH": str(folder)}
        done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return in_python


def test_nothing_else_is_touched(tmp_path: Path) -> None:
    touched = copy_with_additions(tmp_path)
    assert len(touched) == 7
    old = {path.relative_to(PACKAGE): path.read_bytes() for path in PACKAGE.rglob("*.py")}
    package = tmp_path / "izhikevich"
    new = {path.relative_to(package): path.read_bytes() for path in package.rglob("*.py")}
    changed = {path for path in new if old.get(path) != new[path]}
    assert changed == {path.relative_to(package) for path in touched}


def test_a_cell_type(run: Run) -> None:
    found = run(
        """
from izhikevich import app, networks
from izhikevich.app.schema import schema
from izhikevich.transport import pack
from izhikevich.views.neuron.about import about
from izhikevich.views.neuron.view import NeuronView
cell = izh.CELL_TYPES["XB"]
views = {view.name: view for view in schema().views}
preset = next(p for p in views["neuron"].presets if p.name == "XB")
answer = app.at_once({"view": "neuron", "preset": "XB"})
kinds = pack(views["network"].parameters)[0]
net = networks.custom([{"name": "A", "size": 20, "cell": "XB"}], [])
view = NeuronView()
explained = about("XB", view.prepare(view.preset("XB"), view.preset("XB").values))
found = {
    "spikes": cell.simulate().spike_times.tolist(),
    "shown": answer.spikes,
    "title": preset.title,
    "kinds": kinds.count("XB"),
    "d": net.populations[0].parameters.d,
    "group": [preset.group, [group.name for group in views["neuron"].preset_groups]],
    "about": [section.title for section in explained],
    "source": repr(explained[-1]),
}
"""
    )
    assert found["shown"] == len(found["spikes"]) > 5
    assert "example bursting" in found["title"]
    assert found["kinds"] > 0
    assert found["d"] == 1.5
    group, groups = found["group"]
    assert group == "example" == groups[-1]
    assert found["about"][-1] == "Sources"
    assert "with invented numbers" in found["source"]
    assert "figure 2, with the protocol" not in found["source"]


def test_a_stimulus(run: Run) -> None:
    found = run(
        """
import numpy as np
from izhikevich import app
from izhikevich.export.currents import current_source
text = "halfwave(12,50)+3"
stimulus = izh.parse(text)
times = np.arange(0.0, 100.0, 0.25)
names = {"np": np, "times": times}
source = current_source(stimulus, 100.0)
exec(source.before + "current = " + source.expression, names)
answer = next(app.respond({"view": "neuron", "preset": "RS", "values": {"stimulus": text}}))
wrong = next(app.respond({"view": "neuron", "preset": "RS", "values": {"stimulus": "halfwave(x)"}}))
found = {
    "text": stimulus.text,
    "current": stimulus.sample(times).tolist(),
    "source": names["current"].tolist(),
    "taken": answer.values["stimulus"],
    "notices": [notice.text for notice in answer.notices],
    "wrong": wrong.notices[0].text,
}
"""
    )
    times = np.arange(0.0, 100.0, 0.25)
    expected = 3.0 + np.maximum(12.0 * np.sin(2.0 * np.pi * times / 50.0), 0.0)
    np.testing.assert_allclose(found["current"], expected, atol=1e-9)
    np.testing.assert_allclose(found["source"], expected, atol=1e-9)
    assert found["text"] == found["taken"] == "halfwave(12,50)+3"
    assert found["notices"] == []
    assert "halfwave(amplitude,[period])" in found["wrong"]


def test_a_stimulus_is_integrated_where_it_bends(run: Run) -> None:
    found = run(
        """
from izhikevich.export.neuroml_inputs import generators
stimulus = izh.parse("halfwave(12,50)")
cell = izh.CELL_TYPES["RS"].parameters
runs = {
    name: izh.simulate(cell, stimulus, 500.0, **scheme).spike_times.tolist()
    for name, scheme in {
        "accurate": {"scheme": "accurate"}, "fine": {"scheme": "euler", "dt": 0.001}
    }.items()
}
refused = []
for text in ("halfwave(1e300)", "halfwave(3,-1)"):
    try:
        izh.parse(text)
    except izh.ParameterError as error:
        refused.append(str(error))
found = {
    **runs,
    "refused": refused,
    "neuroml": len(generators(stimulus, 100.0, 0.25, "")[0]),
}
"""
    )
    assert len(found["accurate"]) > 5
    np.testing.assert_allclose(found["accurate"], found["fine"], atol=0.1)
    amplitude, period = found["refused"]
    assert "amplitude = " in amplitude
    assert "period = " in period
    assert found["neuroml"] > 100, "it is held for each step of a half-wave"


def test_a_panel(run: Run) -> None:
    found = run(
        """
from izhikevich import app
from izhikevich.app.files import picturing
from izhikevich.app.protocol import Picture
from izhikevich.app.recent import RecentPlots
from izhikevich.app.schema import schema
from izhikevich.export import export
from izhikevich.progress import finish
panels = schema().views[0].panels
state = {"view": "neuron", "preset": "RS", "panels": ["return_map", "trace"]}
recent = RecentPlots()
answer = app.at_once(state, recent=recent)
figure = answer.figures["return_map"]
asked = Picture(id=1, state=answer.state, panel="return_map", width=85.0, unit="mm", theme="light",
                filled=True, title="", windows={}, behind=None)
found = {
    "panels": [panel.name for panel in panels],
    "title": {panel.name: panel.title for panel in panels}["return_map"],
    "drawn": [trace["x"].size for trace in figure.data],
    "words": list(answer.words["return_map"]),
    "usual": list(app.at_once({"view": "neuron", "preset": "RS"}).figures),
    "table": export(state, "csv", panel="return_map").content.splitlines(),
    "spikes": answer.spikes,
    "picture": finish(picturing(asked, recent)),
    "asked": answer.state["panels"],
}
"""
    )
    at = found["panels"].index("return_map")
    assert found["panels"][at - 1 : at + 2] == ["recovery", "return_map", "frequency"]
    assert set(found["asked"]) == {"trace", "return_map"}
    assert found["title"] == "Return map"
    assert found["drawn"] == [found["spikes"] - 2]
    assert "return_map" not in found["usual"]
    assert found["table"][0] == "interval n (ms),interval n + 1 (ms)"
    assert len(found["table"]) == 1 + found["spikes"] - 2, "the diagonal is no data"
    assert "interval n + 1 (ms)" in found["picture"]
    assert any("intervals" in sentence for sentence in found["words"])


def test_an_export_format(run: Run) -> None:
    found = run(
        """
from izhikevich.app.schema import schema
from izhikevich.export import export
made = export({"view": "neuron", "preset": "RS"}, "spikes")
others = {
    view: export({"view": view, "values": {"duration": 100.0}}, "spikes").content.splitlines()[0]
    for view in ("network", "ensemble")
}
found = {
    "views": {form.name: form.views for form in schema().formats}["spikes"],
    "file": made.filename,
    "lines": made.content.splitlines(),
    "spikes": izh.CELL_TYPES["RS"].simulate().spike_times.tolist(),
    "others": others,
}
"""
    )
    assert found["views"] == ["neuron", "network", "ensemble", "learning", "fit"]
    assert found["file"] == "RS_spikes.txt"
    assert found["lines"][0] == "# #neuron?preset=RS"
    rows = [line.split("\t") for line in found["lines"] if not line.startswith("#")]
    assert rows == [[repr(time), "0"] for time in found["spikes"]]
    assert all(line.startswith(f"# #{view}") for view, line in found["others"].items())


def test_a_view(run: Run) -> None:
    found = run(
        """
from io import BytesIO
import numpy as np
from izhikevich import app
from izhikevich.app.schema import schema
from izhikevich.export import export
answer = app.at_once({"view": "example"})
run = np.load(BytesIO(export({"view": "example"}, "npz").content))
declared = schema()
formats = {form.name: form.views for form in declared.formats}
found = {
    "views": [view.name for view in declared.views],
    "figures": list(answer.figures),
    "offered": [name for name, views in formats.items() if "example" in views],
    "table": export({"view": "example"}, "csv").content.splitlines(),
    "run": run["plots/shape/line/y"].tolist(),
    "link": izh.links.write_link({**answer.state, "values": {"row": 5.0}}),
}
"""
    )
    assert found["views"] == [
        "neuron",
        "network",
        "ensemble",
        "learning",
        "fit",
        "example",
        "plain",
    ]
    assert found["figures"] == ["shape"]
    assert found["offered"] == ["csv", "npz"]
    assert found["table"][-3:] == ["0.0,0.0", "1.0,1.0", "2.0,2.0"]
    assert found["run"] == [0.0, 1.0, 2.0]
    assert "example" in found["link"]
    assert "row=5" in found["link"]


def test_a_view_of_another_package(tmp_path: Path) -> None:
    package = tmp_path / "theirs"
    package.mkdir()
    package.joinpath("__init__.py").touch()
    view = package / "rooms.py"
    view.write_text(
        f"{VIEW.read_text(encoding='utf-8')}\n\ndef opens(thing):\n"
        '    return {"view": "example", "values": {"row": 7.0}} if thing == "seven" else None\n',
        encoding="utf-8",
    )
    about = tmp_path / "theirs-1.0.dist-info"
    about.mkdir()
    about.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n")
    points = "[izhikevich.views]\nexample = theirs.rooms\nneuron = theirs.missing\n"
    about.joinpath("entry_points.txt").write_text(points)
    path = os.pathsep.join([str(PACKAGE.parent), str(tmp_path)])
    program = """
import json, sys
from izhikevich import app
from izhikevich.app.schema import schema
from izhikevich.export import export
from izhikevich.links import write_link
from izhikevich.views.opening import state_of
from izhikevich.views.registry import VIEWS
early = "theirs.rooms" in sys.modules
state = state_of("seven")
answer = app.at_once(state)
print(json.dumps({
    "views": list(VIEWS),
    "early": early,
    "shown": schema().views[-1].title,
    "figures": list(answer.figures),
    "link": write_link(answer.state),
    "table": export(state, "csv").content.splitlines()[-1],
}))
"""
    env = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "views": ["neuron", "network", "ensemble", "learning", "fit", "example"],
        "early": False,
        "shown": "Example",
        "figures": ["shape"],
        "link": "#example?row=7",
        "table": "2.0,2.0",
    }


def test_two_kinds_of_stimuli_with_one_name_are_refused(run: Run) -> None:
    found = run(
        """
from izhikevich.neuron.stimuli.base import Stimulus
try:
    class Other(Stimulus):
        NAME = "pulse"
    found = ""
except izh.ParameterError as error:
    found = str(error)
"""
    )
    assert "pulse" in found
    assert "Pulse" in found

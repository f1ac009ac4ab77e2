"""Scripts and notebooks: written for every preset, and as good as the view itself."""

from __future__ import annotations

import contextlib
import io
import json
import re
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from izhikevich.app import files
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.views import preparation, registry

State = dict[str, Any]

SCRIPTS = tuple(name for name, form in FORMATS.items() if form.suffix.endswith(".py"))
OF_NEURONS = tuple(name for name in SCRIPTS if "neuron" in FORMATS[name].views)
_LARGE = ("cortical_10k", "cortical_100k")


def _presets(view: str) -> list[str]:
    return [preset.name for preset in registry.VIEWS[view]().presets if preset.name not in _LARGE]


def _text(state: State, form: str) -> str:
    content = export(state, form).content
    assert isinstance(content, str)
    return content


def _run(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "script", "exec"), names)
    return names


@pytest.mark.parametrize("form", [*SCRIPTS, "notebook"])
@pytest.mark.parametrize("view", list(registry.VIEWS))
def test_every_preset_is_written(view: str, form: str) -> None:
    if view not in FORMATS[form].views:
        with pytest.raises(ParameterError, match="is available for"):
            export({"view": view}, form)
        return
    for preset in _presets(view):
        values = {"epochs": 0.0} if view == "learning" else {}
        written = export({"view": view, "preset": preset, "values": values}, form)
        assert isinstance(written.content, str)
        assert written.filename == preset + FORMATS[form].suffix
        if form != "notebook":
            compile(written.content, written.filename, "exec")
        for note in written.notes:
            assert note.split()[-1] in written.content


def test_what_is_wrong_becomes_a_note() -> None:
    state = {"preset": "RS", "values": {"a": "nan", "c": 50.0, "stimulus": "nonsense(1)"}}
    for form in (*OF_NEURONS, "notebook"):
        written = export(state, form)
        assert any("a = nan" in note for note in written.notes)
        assert any("nonsense" in note for note in written.notes)
        assert any("c = 50" in note for note in written.notes)
    compile(_text(state, "python"), "script", "exec")


def _head(state: State, form: str, **options: str) -> str:
    """Return what stands in a file before its content."""
    content = export(state, form, **options).content
    if isinstance(content, bytes):
        with ZipFile(io.BytesIO(content)) as packed:
            return "".join(packed.read(name).decode() for name in packed.namelist())
    return content if form == "notebook" else content.partition("import ")[0]


@pytest.mark.parametrize("view", ["neuron", "network"])
@pytest.mark.parametrize("form", [*OF_NEURONS, "notebook", "neuroml"])
def test_files_say_where_they_are_from_and_what_they_need(view: str, form: str) -> None:
    state: State = {"view": view, "preset": {"neuron": "CH", "network": "ring"}[view]}
    link = f"#{view}?preset={state['preset']}"
    head = _head(state, form)
    assert link in head
    assert "example.org" not in head
    whole = _head(state, form, address="https://example.org/explorer/?a=b")
    assert f"https://example.org/explorer/?a=b{link}" in whole
    tool = {
        "numpy": "numpy matplotlib",
        "brian2": "brian2",
        "pynn": "pynn nest-simulator",
        "neuroml": "pyneuroml",
    }.get(form)
    if tool:
        assert f"pip install {tool}" in head
    own = form in ("python", "notebook") or (view == "network" and form in ("brian2", "pynn"))
    assert ("package izhikevich: pip install . in the folder of its source code" in head) == own


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///home/me/explorer.html",
        "https://example.org/#neuron",
        "https://example.org/\nimport os",
        "https://example.org/`",
        "https://example.org/<b>",
        "example.org",
        3,
        ["https://example.org/"],
    ],
)
def test_addresses_that_are_none_are_refused(address: Any) -> None:
    for form in ("python", "csv", "neuroml"):
        with pytest.raises(ParameterError, match="address = "):
            export({}, form, address=address)


def test_the_page_leaves_out_an_address_that_is_none() -> None:
    for address in ("file:///home/me/explorer.html", "about:srcdoc", "https://example.org/a b/"):
        writing = files.writing({}, "python", {}, address)
        with pytest.raises(StopIteration) as end:
            next(writing)
        assert "\n# #neuron\n" in end.value.value.content


def test_what_is_unknown_is_refused() -> None:
    with pytest.raises(ParameterError, match="python, notebook"):
        export({}, "nonsense")
    with pytest.raises(ParameterError, match="knows no Izhikevich neurons"):
        export({"view": "learning"}, "nir")
    with pytest.raises(ParameterError, match="options of python"):
        export({}, "python", panel="trace")


def test_a_run_that_fails_is_told() -> None:
    state = {"preset": "RS", "values": {"dt": 2.0, "stimulus": "-100000"}}
    for form in OF_NEURONS:
        assert any("cannot be completed" in note for note in export(state, form).notes)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"I": 3.0, "method": "half_step"},
        {"method": "accurate", "stimulus": "4+white(6,seed=3)+ou(4,3,10)"},
    ],
)
@pytest.mark.parametrize("preset", ["tonic_bursting", "accommodation", "TC_burst_2007", "FS_2007"])
def test_neurons_fire_alike(preset: str, values: dict[str, Any]) -> None:
    state = {"view": "neuron", "preset": preset, "values": values}
    trace = _run(_text(state, "python"))["trace"]
    _, _, run = preparation.read(state)
    assert trace.spike_times.tolist() == run.trace.spike_times.tolist()
    assert trace.v.tolist() == run.trace.v.tolist()


@pytest.mark.parametrize(
    ("preset", "values"),
    [
        ("feedforward", {"layers": "100,30"}),
        ("cortical_2003", {"excitatory": 80, "inhibitory": 20, "seed": 3}),
        ("cortical_10k", {"neurons": 1000}),
        ("ring", {}),
        ("polychronous_2006", {"excitatory": 160, "inhibitory": 40}),
        ("polychronous_trained", {}),
        ("custom", {"populations": "name=x' \\,size=40,noise=6", "projections": ""}),
        ("custom", {}),
    ],
)
def test_networks_fire_alike(preset: str, values: dict[str, Any]) -> None:
    state = {"view": "network", "preset": preset, "values": {"duration": 120.0, **values}}
    recording = _run(_text(state, "python"))["recording"]
    _, _, prepared = preparation.read(state)
    assert all(True for _ in prepared.session.advance(prepared.duration))
    assert recording.times.tolist() == prepared.session.times.tolist()
    assert recording.indices.tolist() == prepared.session.indices.tolist()
    assert recording.times.size


@pytest.mark.parametrize(
    ("preset", "values"),
    [
        ("RS", {"signal": "0.5*noise(0.5,5,2)"}),
        ("FS", {"signal": "0,0.2,1,0.5,-1"}),
        ("square", {"noise": 1.0}),
        ("product", {"neurons": 60, "neurons_b": 40}),
        ("oscillator", {"neurons": 60, "radius": 1.2}),
        ("integrator", {"neurons": 40}),
    ],
)
def test_ensembles_fire_alike(preset: str, values: dict[str, Any]) -> None:
    state = {"view": "ensemble", "preset": preset, "values": {"duration": 150.0, **values}}
    result = _run(_text(state, "python"))["result"]
    _, _, setup = preparation.read(state)
    shown = setup.model(traced=False).run(setup.duration)
    assert set(result.probes) == set(shown.probes)
    for name in shown.probes:
        np.testing.assert_array_equal(result[name], shown[name], err_msg=name)
    assert any(result[name].any() for name in result.probes if name.endswith("spikes"))


@pytest.mark.parametrize(
    ("preset", "values"),
    [
        ("chosen_times", {"epochs": 2, "surrogate": "arctan"}),
        ("delayed_xor", {"epochs": 0, "sample": 3}),
        ("narrow", {"epochs": 1}),
    ],
)
def test_trainings_end_alike(preset: str, values: dict[str, Any]) -> None:
    state = {"view": "learning", "preset": preset, "values": values}
    names = _run(_text(state, "python"))
    view, _, prepared = preparation.read(state)
    for _ in prepared.session.advance(prepared.epochs):
        pass
    shown = prepared.shown
    assert view.name == "learning"
    np.testing.assert_array_equal(names["spikes"], shown.run.spikes[:, 0])
    assert names["task"].measure(names["trainer"]) == shown.score


@pytest.mark.parametrize("preset", _presets("neuron"))
def test_steps_in_place_of_the_accurate_scheme_are_fine(preset: str) -> None:
    """Euler's method in the steps of a script fires as often, and within 0.25 ms."""
    state = {"preset": preset, "values": {"method": "accurate"}}
    _, _, run = preparation.read(state)
    for form, pattern in (("pynn", r"^DT = (\S+)"), ("brian2", r"^defaultclock.dt = (\S+) ")):
        written = export(state, form)
        found = re.search(pattern, str(written.content), flags=re.MULTILINE)
        assert found
        step = float(found[1])
        assert step <= 0.01
        assert f"steps of {step:g} ms" in " ".join(written.notes)
        if run.trace is None:
            assert any("cannot be completed" in note for note in written.notes)
            continue
        times = run.simulate(scheme="forward", dt=step).spike_times
        differ = [note for note in written.notes if "Spikes may still differ" in note]
        ours = run.trace.spike_times
        assert ours[ours < run.duration - 0.35].size <= times.size <= ours.size
        apart = np.abs(times - ours[: times.size]).max()
        assert (apart > 0.25) == bool(differ), preset
        assert apart < 0.35


def test_brian2_says_what_differs_when_it_runs() -> None:
    for state, said in (
        ({"preset": "FS_2007"}, ""),
        (
            {"preset": "RS", "values": {"stimulus": "white(5,step=0.01)"}},
            "only in their statistics",
        ),
        ({"preset": "CH", "values": {"method": "accurate", "duration": 10_000.0}}, "too long"),
        ({"view": "network", "preset": "polychronous_2006"}, "stay as they are"),
        ({"view": "network", "preset": "feedforward"}, ""),
    ):
        source = _text(state, "brian2")
        before, _, after = source.partition("differences = [")
        assert bool(after) == bool(said)
        if said:
            assert "import sys" in before
            listed, _, then = after.partition("]\n")
            assert said in listed.replace('"\n        "', "")
            assert 'print(f"Note: {text}", file=sys.stderr)' in then


@pytest.mark.parametrize("view", list(registry.VIEWS))
def test_notebooks_are_of_format_4_5_and_run(view: str) -> None:
    state: State = {"view": view}
    if view == "network":
        state = {"view": view, "values": {"layers": "50", "duration": 50.0}}
    if view == "learning":
        state = {"view": view, "values": {"epochs": 1}}
    notebook = json.loads(_text(state, "notebook"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert set(notebook) == {"nbformat", "nbformat_minor", "metadata", "cells"}
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        kind = cell["cell_type"]
        outputs = {"execution_count", "outputs"} if kind == "code" else set()
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | outputs
        assert all(line.endswith("\n") for line in cell["source"][:-1])
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    figure = _run("\n".join(code).replace("figure.show()", "pass"))["figure"]
    assert figure.data
    assert any(trace.y is not None and len(trace.y) for trace in figure.data)


def test_adaptive_steps_are_half_steps_elsewhere() -> None:
    """Scripts that draw a network anew say so; those that are to give the same spikes refuse."""
    values = {"layers": "20,5", "duration": 20, "scheme": "adaptive"}
    state: dict[str, Any] = {"view": "network", "preset": "feedforward", "values": values}
    assert 'scheme="adaptive"' in str(export(state, "python").content)
    for name in ("brian2", "nest"):
        script = str(export(state, name).content)
        assert "two half-steps for v here, and an adaptive one in" in " ".join(script.split())
    for name in ("pynn", "numpy", "neuroml"):
        with pytest.raises(ParameterError, match=r"scheme = 'adaptive' .*half_step"):
            export(state, name)

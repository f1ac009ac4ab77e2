"""The Ensemble view: its answers are those of the package, and its texts tell what is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich import nef
from izhikevich.app.schema import schema
from izhikevich.errors import ParameterError
from izhikevich.links import read_link
from izhikevich.neuron.stimuli.stimulus import Constant, Sampled, Sine, Step
from izhikevich.progress import Progress
from izhikevich.transport import pack, unpack
from izhikevich.views import registry
from izhikevich.views.ensemble.setup import make_setup
from izhikevich.views.ensemble.signals import read_signal
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.schema import Preset

from tests import wire

VIEW = registry.VIEWS["ensemble"]()
NAMES = [preset.name for preset in VIEW.presets]
TYPES = ["RS", "IB", "CH", "FS", "LTS", "RZ"]
SMALL = {"neurons": 12, "duration": 300}
EVERY = [panel.name for panel in VIEW.panels]


def answer(**state: Any) -> wire.Message:
    return wire.at_once({"view": "ensemble", **state})


def readout(part: wire.Message, label: str) -> str:
    (value,) = [r["value"] for r in part["readouts"] if r["label"] == label]
    return str(value)


def trace(part: wire.Message, panel: str, name: str) -> dict[str, Any]:
    (found,) = [t for t in part["figures"][panel]["data"] if t["name"] == name]
    return dict(found)


def preset_of(name: str) -> Preset:
    found = VIEW.preset(name)
    assert found is not None
    return found


def small(preset: str) -> dict[str, Any]:
    values: dict[str, Any] = dict(SMALL)
    if "neurons_b" in preset_of(preset).values:
        values["neurons_b"] = 12
    return values


@pytest.mark.parametrize("name", NAMES)
def test_every_preset_is_answered(name: str) -> None:
    part = answer(preset=name, values=small(name), panels=["signal", "raster", "tuning", "cell"])
    assert [n for n in part["notices"] if n["level"] == "error"] == []
    assert set(part["figures"]) == {"signal", "raster", "tuning", "cell"}
    for figure in part["figures"].values():
        go.Figure({key: figure[key] for key in ("data", "layout")})
    assert part["summary"].endswith(".")
    labels = [r["label"] for r in part["readouts"]]
    assert len(set(labels)) == len(labels)
    assert any(label.startswith("RMSE") for label in labels)
    assert all(r["help"] for r in part["readouts"])


def test_the_view_declares_what_the_presets_have() -> None:
    names = {parameter.name for parameter in VIEW.parameters}
    groups = {group.name for group in VIEW.groups}
    assert {parameter.group for parameter in VIEW.parameters} == groups
    assert set().union(*(preset.values for preset in VIEW.presets)) == names
    assert [p.mark for p in VIEW.presets if p.group == "types"] == TYPES
    for preset in VIEW.presets:
        for parameter in VIEW.parameters:
            if parameter.name in preset.values:
                assert parameter.read(preset.values[parameter.name]) is not None


@pytest.mark.parametrize("key", TYPES)
def test_the_numbers_are_those_of_the_package(key: str) -> None:
    part = answer(preset=key, values={"neurons": 25})
    ensemble = nef.Ensemble(25, neurons=nef.NEURONS[key], seed=0)
    result = nef.models.representation(Sine(1.0, 1.0), ensemble).run(1000.0)
    raster = part["figures"]["raster"]["raster"]
    times, _ = nef.spike_events(result["spikes"], 1.0)
    np.testing.assert_array_equal(raster["times"], times)
    # Decoders are those of a table of rates.
    decoded = trace(part, "signal", "decoded")
    np.testing.assert_allclose(decoded["y"], result["decoded"][:, 0], atol=0.015)
    target = np.sin(2e-3 * np.pi * result.t)[:, None]
    error = nef.rmse(result["decoded"], target, result.t, 200.0)
    assert float(readout(part, "RMSE")) == pytest.approx(error, rel=0.05)


def test_the_raster_is_in_the_order_of_the_encoders() -> None:
    part = answer(values={"neurons": 30, "signal": "0.9"})
    raster = part["figures"]["raster"]["raster"]
    assert raster["names"] == ["positive encoders", "negative encoders"]
    late = raster["times"] > 300.0
    counts = np.bincount(raster["indices"][late], minlength=30)
    above = np.bincount(raster["indices"], raster["groups"], minlength=30) == 0
    assert np.all(counts[np.flatnonzero(above)] > 0), "near the edge all positive ones fire"
    upper, lower = (raster["indices"][raster["groups"] == group] for group in (0, 1))
    assert upper.max() < lower.min()
    assert raster["indices"].dtype == np.int32


def test_the_neuron_looked_at() -> None:
    part = answer(values={**SMALL, "neuron": 3}, panels=["raster", "tuning", "cell"])
    figure = part["figures"]["raster"]
    raster = figure["raster"]
    (mark,) = [note for note in figure["layout"]["annotations"] if note["text"] == "\u25c2"]
    band = raster["bands"][0]
    assert band["top"] < mark["y"] < band["top"] + band["height"]
    spikes = raster["times"][raster["indices"] == 3]
    voltage = trace(part, "cell", "v")
    peaks = voltage["x"][voltage["y"] == 30.0]
    np.testing.assert_array_equal(peaks, spikes)
    rate = f"{spikes.size / 0.3:.0f}"
    assert readout(part, "Neuron 3: mean rate") == rate
    assert "Neuron 3: encoder" in [r["label"] for r in part["readouts"]]
    beyond = answer(values={**SMALL, "neuron": 500})
    assert "Neuron 11: encoder" in [r["label"] for r in beyond["readouts"]]


def test_looking_elsewhere_runs_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {**SMALL, "seed": 91}
    first = answer(values=values)
    monkeypatch.setattr(nef.Model, "running", lambda *_: pytest.fail("it ran again"))
    again = answer(values={**values, "neuron": 4}, panels=["signal", "tuning", "rates"])
    assert readout(again, "RMSE") == readout(first, "RMSE")
    assert "Neuron 4: encoder" in [r["label"] for r in again["readouts"]]


@pytest.mark.parametrize("panel", ["decoders", "rates", "sizes"])
def test_panels_on_demand(panel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("izhikevich.views.ensemble.panels.sizes._SIZES", (5, 10))
    for preset in ("RS", "square", "plane", "integrator"):
        state = {"view": "ensemble", "preset": preset, "values": small(preset), "panels": [panel]}
        parts = list(wire.respond(state))
        figures = {
            key: figure
            for part in parts
            if isinstance(part, dict)
            for key, figure in part.get("figures", {}).items()
        }
        assert set(figures) == {panel}
        go.Figure(figures[panel])
        for part in parts:
            if isinstance(part, dict):
                unpack(*pack(part))
        if panel == "sizes":
            told = [part.text for part in parts if isinstance(part, Progress)]
            assert "Ensembles of 10 neurons" in told


def test_more_neurons_help_up_to_a_floor() -> None:
    state = {"view": "ensemble", "panels": ["sizes"], "values": {"seed": 3}}
    figures = [p["figures"] for p in wire.respond(state) if isinstance(p, dict) and "figures" in p]
    data = {t["name"]: t for t in figures[-1]["sizes"]["data"]}
    spikes, steady = data["spikes"], data["rates alone"]
    errors = dict(zip(spikes["x"], spikes["y"], strict=True))
    assert errors[5] > 2.0 * errors[30]
    assert errors[200] > 0.5 * errors[30], "the floor"
    assert steady["y"][-1] < 0.2 * errors[200], "which steady rates would not have"


@pytest.mark.parametrize("name", ["communication", "squaring"])
def test_what_opens_first_decodes_well(name: str) -> None:
    assert VIEW.first_preset == NAMES[0] == "communication"
    assert name in NAMES[:2]
    for seed in range(4):
        setup = make_setup({**preset_of(name).values, "seed": seed})
        shown = Snapshot(setup, setup.model(traced=False).run(1000.0))
        assert max(shown.rmse(0), shown.rmse(1)) < 0.03
    said = answer(preset=name)
    assert "follows its target" in said["summary"]
    assert [n for n in said["notices"] if n["level"] != "info"] == []


def test_links_without_a_preset_stay_what_they_were() -> None:
    view, request = registry.request_of(read_link("#ensemble")[0])
    assert (view.name, request.preset.name, VIEW.default_preset) == ("ensemble", "RS", "RS")
    (declared,) = [one for one in schema().views if one.name == "ensemble"]
    assert (declared.first_preset, declared.default_preset) == ("communication", "RS")
    assert all(one.first_preset for one in schema().views)


@pytest.mark.parametrize(
    ("neurons", "plain", "second", "both"), [(30, 0.28, 0.15, 0.05), (100, 0.29, 0.20, 0.02)]
)
def test_a_function_needs_quick_recovery(
    neurons: int, plain: float, second: float, both: float
) -> None:
    """What the text of the preset says."""
    text = preset_of("square").text
    for quick, error in (((1, 1), plain), ((1, 10), second), ((10, 10), both)):
        values = {
            **preset_of("square").values,
            "neurons": neurons,
            "neurons_b": neurons,
            "recovery": quick[0],
            "recovery_b": quick[1],
        }
        found = []
        for seed in range(8):
            setup = make_setup({**values, "seed": seed})
            found.append(Snapshot(setup, setup.model(traced=False).run(1000.0)).rmse(1))
        assert np.mean(found) == pytest.approx(error, abs=0.0075)
        assert f"{error:.2f}" in text


def test_the_first_spike_comes_easier() -> None:
    """What the text of the preset says."""
    part = answer(preset="constant")
    raster = part["figures"]["raster"]["raster"]
    early = np.unique(raster["indices"][raster["times"] <= 10.0]).size
    late = np.unique(raster["indices"][raster["times"] > 90.0]).size
    assert early > 1.3 * late
    decoded = trace(part, "signal", "decoded")["y"]
    assert decoded.max() > 0.22
    assert int(np.argmax(decoded)) < 60
    assert decoded[-20:].mean() == pytest.approx(0.2, abs=0.015)
    assert part["summary"].startswith("In the last fifth of the run the output is 0.")


def test_an_integrator_keeps_its_value() -> None:
    part = answer(preset="integrator")
    target = trace(part, "signal", "target")
    np.testing.assert_allclose(target["y"].max(), 0.6, atol=0.01)
    assert float(readout(part, "RMSE")) < 0.25
    forgetful = answer(preset="integrator", values={"gain": 0.5})
    assert float(readout(forgetful, "RMSE")) > 2.0 * float(readout(part, "RMSE"))


def test_an_oscillator_goes_around() -> None:
    part = answer(preset="oscillator")
    assert float(readout(part, "Frequency")) == pytest.approx(1.0, abs=0.2)
    assert float(readout(part, "Amplitude")) > 0.3
    faster = answer(preset="oscillator", values={"frequency": 2})
    assert float(readout(faster, "Frequency")) > 1.5
    dying = answer(preset="oscillator", values={"gain": 0.3})
    assert dying["summary"].startswith("The oscillation dies out")


def test_the_second_ensemble_can_be_looked_at() -> None:
    values = {**SMALL, "neurons_b": 25}
    first, second = (answer(preset="square", values={**values, "look": look}) for look in "AB")
    sizes = [part["figures"]["raster"]["layout"]["yaxis"]["range"][0] for part in (first, second)]
    assert sizes == [11.5, 24.5]
    third = answer(preset="square", values={**values, "look": "A"}, panels=["cell"])
    assert trace(third, "cell", "v")["y"].max() == 30.0
    assert readout(first, "RMSE of B") == readout(second, "RMSE of B")


def test_a_custom_function() -> None:
    values = {**SMALL, "function": "abs(x) - 0.5", "synapse": 20}
    part = answer(preset="square", values={**values, "target": "input"})
    target = trace(part, "signal", "target 2")["y"]
    np.testing.assert_allclose(target, np.abs(trace(part, "signal", "input")["y"]) - 0.5)
    delayed = answer(preset="square", values={**values, "target": "filtered"})
    through = nef.filtered(nef.filtered(target[:, None], 20.0, 1.0), 20.0, 1.0)[:, 0]
    np.testing.assert_allclose(trace(delayed, "signal", "target 2")["y"], through, atol=1e-12)


def test_a_second_ensemble_can_be_added() -> None:
    """The first keeps its spikes; the second receives its function, as that of the preset does."""
    values = {"neurons": 30, "duration": 500, "synapse": 20}
    alone = answer(preset="RS", values=values)
    both = answer(
        preset="RS", values={**values, "second": "on", "neurons_b": 40, "target": "input"}
    )
    first, same = (part["figures"]["raster"]["raster"] for part in (alone, both))
    np.testing.assert_array_equal(first["times"], same["times"])
    assert readout(alone, "RMSE") == readout(both, "RMSE of A")
    chain = answer(
        preset="square", values={**values, "neurons_b": 40, "target": "input", "look": "A"}
    )
    for name in ("decoded 2", "target 2"):
        np.testing.assert_array_equal(
            trace(both, "signal", name)["y"], trace(chain, "signal", name)["y"]
        )
    assert "second ensemble" in both["summary"]
    (look,) = [answer(preset="RS", values={**values, "look": "B"})["figures"]["raster"]["raster"]]
    np.testing.assert_array_equal(look["times"], first["times"])  # there is no second one


def together(preset: str, **values: Any) -> dict[str, Any]:
    """The panel of all ensembles, when everything is computed."""
    state = {"view": "ensemble", "preset": preset, "values": values, "panels": ["together"]}
    parts = [part for part in wire.respond(state) if isinstance(part, dict)]
    (figure,) = [
        part["figures"]["together"] for part in parts if "together" in part.get("figures", {})
    ]
    return dict(figure)


@pytest.mark.parametrize("second", ["none", "on"])
def test_all_ensembles_together(second: str) -> None:
    values = {"neurons": 20, "neurons_b": 16, "duration": 300, "overlaid": 4, "second": second}
    figure = together("RS", **values)
    count = 1 + (second == "on")
    setup = make_setup({**preset_of("RS").values, **values})
    result = setup.model(traced=False, overlaid=True).run(300.0)
    lines = {line["name"]: line for line in figure["data"]}
    raster = figure["raster"]
    assert len(raster["names"]) == count
    first_row = 0
    for name, label in list(zip("AB", ("first ensemble", "second ensemble"), strict=True))[:count]:
        spikes, voltages = result[f"{name} spikes"], result[f"{name} voltages"]
        ensemble = setup.ensembles["AB".index(name)]
        in_band = (raster["indices"] >= first_row) & (
            raster["indices"] < first_row + ensemble.n_neurons
        )
        assert in_band.sum() == spikes.sum() > 0
        first_row += ensemble.n_neurons
        assert voltages.shape == (300, 4)
        line = lines[f"voltages of {label if count > 1 else 'ensemble'}"]
        shown = np.asarray(line["y"])
        shown = shown[np.isfinite(shown)]
        assert shown.max() == 30.0
        assert shown.min() == pytest.approx(voltages.min())
        decoded = lines["decoded" if name == "A" else "decoded 2"]
        np.testing.assert_allclose(decoded["y"], result[f"{name} decoded"][:, 0])
    assert raster["times"].size == sum(int(result[f"{n} spikes"].sum()) for n in "AB"[:count])


def test_overlaid_voltages_are_those_of_the_rows() -> None:
    """Evenly spaced rows of the raster, from the first to the last."""
    setup = make_setup({**preset_of("RS").values, "neurons": 21.0, "overlaid": 5.0})
    np.testing.assert_array_equal(setup.overlaid(0), [0, 5, 10, 15, 20])
    result = setup.model(traced=False, overlaid=True).run(100.0)
    peaks = Snapshot(setup, result).spikes[1]
    for column, row in zip(result["A voltages"].T, setup.overlaid(0), strict=True):
        resets = np.count_nonzero(column == -65.0)
        assert resets == np.count_nonzero(peaks == row)
    few = make_setup({**preset_of("RS").values, "neurons": 3.0, "overlaid": 5.0})
    np.testing.assert_array_equal(few.overlaid(0), [0, 1, 2])
    long = make_setup({**preset_of("RS").values, "overlaid": 50.0, "duration": 60_000.0})
    assert long.overlaid(0).size == 8


@pytest.mark.parametrize(
    ("preset", "values", "parameter", "words"),
    [
        ("RS", {"signal": "sine(1"}, "signal", "sine"),
        ("RS", {"signal": ""}, "signal", "number"),
        ("RS", {"signal": "sine(1,1)*"}, "signal", "number"),
        ("RS", {"signal": "noise(1,x)"}, "signal", "write noise([rms],[cutoff],[seed]"),
        ("RS", {"neurons": 0}, "neurons", "1"),
        ("RS", {"neurons": 2001}, "neurons", "2000"),
        ("RS", {"neurons": 2000, "duration": 50_000}, "duration", "at most"),
        ("RS", {"rate_low": 300, "rate_high": 200}, "rate_low", "rate_high"),
        ("RS", {"intercept_low": 0.9, "intercept_high": 0.0}, "intercept_low", "intercept_high"),
        ("RS", {"cell": "XX"}, "cell", "RS"),
        ("square", {"function": "import os"}, "function", "import"),
        ("square", {"function": "x1"}, "function", "dimension"),
        ("square", {"function": "1/0"}, "function", ""),
    ],
)
def test_bad_values_become_notices(
    preset: str, values: dict[str, Any], parameter: str, words: str
) -> None:
    part = answer(preset=preset, values={"duration": 50, **values})
    (notice,) = [n for n in part["notices"] if n["level"] == "error"]
    assert notice["parameter"] == parameter
    assert words in notice["text"]
    assert part["figures"]


def test_a_signal_beyond_the_radius_is_told() -> None:
    part = answer(values={**SMALL, "signal": "2"})
    (notice,) = [n for n in part["notices"] if n["parameter"] == "radius"]
    assert notice["actions"][0]["values"] == {"radius": 2.0}
    fitted = answer(values={**SMALL, "signal": "2", **notice["actions"][0]["values"]})
    assert not [n for n in fitted["notices"] if n["parameter"] == "radius"]


@pytest.mark.parametrize(("preset", "kind"), [("RS", "line"), ("plane", "dot")])
def test_the_cursor_goes_along(preset: str, kind: str) -> None:
    panels = ["signal", "raster", "tuning", "cell"]
    part = answer(preset=preset, values={**SMALL, "duration": 9000}, panels=panels)
    cursor = part["cursor"]
    assert [mark["panel"] for mark in cursor["marks"]] == ["signal", "raster", "cell", "tuning"]
    n = cursor["time"].size
    assert 2000 < n <= 4000
    mark = cursor["marks"][-1]
    assert mark["kind"] == kind
    decoded = trace(part, "signal", "decoded")
    at = np.searchsorted(decoded["x"], cursor["time"])
    there = decoded["x"][np.minimum(at, decoded["x"].size - 1)] == cursor["time"]
    assert there.any()
    np.testing.assert_array_equal(mark["x"][there], decoded["y"][at[there]])
    assert all(mark[axis].size == n for axis in "xy" if axis in mark)
    assert [value["values"].size for value in cursor["values"]] == [n, n]
    closed = answer(preset=preset, values=SMALL, panels=["raster"])
    assert [mark["panel"] for mark in closed["cursor"]["marks"]] == ["raster"]


def test_a_small_signal_gets_a_closer_look() -> None:
    def ends(signal: str) -> list[float]:
        figure = answer(values={**SMALL, "signal": signal})["figures"]["signal"]
        return list(figure["layout"]["yaxis"]["range"])

    assert ends("0.9") == ends("0.5") == ends("0") == [-1.6, 1.6]
    low, high = ends("0.2")
    assert -0.1 < low < 0.0
    assert 0.4 <= high < 0.5


def test_neurons_that_race_on_are_told() -> None:
    def told(**values: Any) -> tuple[list[str], Any]:
        part = answer(values=values)
        texts = [n["text"] for n in part["notices"] if "500 Hz" in n["text"]]
        return texts, part["figures"]["raster"]["raster"]

    (text,), raster = told()
    rows = [int(row) for row in text.split("rows ")[1].split(")")[0].split(", ")]
    assert text.startswith(f"{len(rows)} of 100 neurons")
    for row in range(100):
        intervals = np.diff(raster["times"][raster["indices"] == row])
        runs = "".join("x" if interval <= 2.0 else " " for interval in intervals).split()
        assert (max(map(len, runs), default=0) >= 20) == (row in rows)
    assert not told(recovery=10)[0]


def test_silence() -> None:
    part = answer(values={**SMALL, "signal": "0", "intercept_low": 0.8, "intercept_high": 0.9})
    late = part["figures"]["raster"]["raster"]["times"]
    assert late.size <= 12, "nothing but the start"


T = np.arange(1.0, 1001.0)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0.2", Constant(0.2).sample(T)),
        ("sine(1,2)*sine(1,0.5)", Sine(1.0, 2.0).sample(T) * Sine(1.0, 0.5).sample(T)),
        ("-0.5+2*step(1e+0,100)*0.5", Step(1.0, 100.0).sample(T) - 0.5),
        ("noise(0.5,3,2)", nef.BandLimitedNoise(0.5, 3.0, 2).sample(T)),
        ("noise", None),
        ("1,,", None),
        ("step(1,2,3,4)", None),
        ("1;2", None),
    ],
)
def test_signals_are_read(text: str, values: Any) -> None:
    if values is None:
        with pytest.raises(ParameterError, match=r"^signal_y = ") as caught:
            read_signal(text, "signal_y", 1000.0)
        assert caught.value.parameter == "signal_y"
    else:
        found = read_signal(text, "signal_y", 1000.0).sample(T)
        np.testing.assert_allclose(found, values, rtol=0, atol=1e-15)


def test_a_drawn_signal_goes_over_the_whole_run() -> None:
    drawn = read_signal("0, 1,-1", "signal", 1000.0)
    assert isinstance(drawn, Sampled)
    at = np.array([0.0, 250.0, 500.0, 750.0, 1000.0])
    np.testing.assert_allclose(drawn.sample(at), [0.0, 0.5, 1.0, 0.0, -1.0])
    part = answer(values={**SMALL, "signal": "0,0.5,-0.5"})
    given = trace(part, "signal", "input")
    assert given["y"][149] == pytest.approx(0.5)
    assert part["state"]["values"]["signal"] == "0,0.5,-0.5"


def test_the_input_can_be_drawn() -> None:
    schema = wire.of_view(VIEW)
    (draw,) = [panel["draw"] for panel in schema["panels"] if panel["draw"]]
    assert draw["parameter"] in {p["name"] for p in schema["parameters"] if p["kind"] == "text"}
    assert draw["points"] <= 64
    for preset in NAMES:
        part = answer(preset=preset, values=small(preset))
        given = trace(part, "signal", draw["trace"])
        assert given["x"].size == given["y"].size == 300

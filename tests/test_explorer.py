"""The page from Python: what is shown, where, and how."""

from __future__ import annotations

import re
import sys
import urllib.request
import webbrowser
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import ParameterError, built, dynamics, networks
from izhikevich.built import FILE
from izhikevich.dynamics.maps.regime_map import Protocol
from izhikevich.dynamics.responses.impedance import zap_impedance
from izhikevich.explorer import VARIABLE, Exploration, exploration, explore
from izhikevich.links import read_link
from izhikevich.policy import SANDBOX
from izhikevich.views.neuron.run import Run
from izhikevich.views.registry import request_of

SITE = "https://example.org/explorer/"
WINDOW = dynamics.Window(-80.0, 30.0, -20.0, 20.0)
PROTOCOL = Protocol(0.0, -65.0, -13.0, 50.0, 0.5, "euler")
RANGES = ((0.15, 0.25), (0.0, 10.0))


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the browser would open; no page is known but that which a test names."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", addresses.append)
    monkeypatch.setattr(built, "FOLDER", Path("nowhere"))
    monkeypatch.setattr(built, "PAGE", "no_module")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "IPython", shell(None))
    return addresses


@pytest.fixture
def file(tmp_path: Path) -> Path:
    page = tmp_path / "a folder" / FILE
    page.parent.mkdir()
    page.write_text("<!doctype html><title>the page</title>", encoding="utf-8")
    return page


def shell(kernel: object) -> ModuleType:
    module = ModuleType("IPython")
    running = None if kernel is None else SimpleNamespace(kernel=kernel)
    module.get_ipython = lambda: running  # type: ignore[attr-defined]
    return module


def link(thing: Any) -> str:
    return exploration(thing).link


def fires(text: str) -> int:
    """Open a link as the page does, and count the spikes."""
    state, _ = read_link(text)
    view, request = request_of(state)
    assert not request.notices
    run: Run = view.prepare(request.preset, request.values)
    assert run.trace is not None
    return run.trace.n_spikes


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        ("RS", "#neuron?preset=RS"),
        ("chattering", "#neuron?preset=CH"),
        ("FS (Nengo)", "#neuron?preset=FS_Nengo"),
        ("tonic_spiking", "#neuron"),
        (izh.CELL_TYPES["CH"], "#neuron?preset=CH"),
        (izh.PATTERNS["tonic_bursting"], "#neuron?preset=tonic_bursting"),
        (izh.CELL_TYPES["LTS"].parameters, "#neuron?preset=LTS"),
        (izh.Parameters(d=3.0), "#neuron?preset=RS&d=3"),
        (izh.Step(10, 50), "#neuron?preset=RS&stimulus=step(10,50)"),
        ("feedforward", "#network"),
        ("cortical_2003", "#network?preset=cortical_2003"),
        ("digits", "#learning?preset=digits"),
        ("ensemble", "#ensemble"),
        ("#neuron?preset=RS&I=12", "#neuron?preset=RS&I=12"),
        (f"{SITE}#neuron?preset=RS&I=12&lang=de", "#neuron?preset=RS&I=12&lang=de"),
        ({"view": "neuron", "preset": "RS", "values": {"I": 12.0}}, "#neuron?preset=RS&I=12"),
    ],
)
def test_the_link_to_a_thing(thing: Any, expected: str) -> None:
    assert link(thing) == expected


def test_a_ready_made_network() -> None:
    assert link(networks.cortical_2003(seed=2)).startswith("#network?preset=cortical_2003")


def test_a_run_opens_to_its_spikes() -> None:
    trace = izh.simulate("CH", "step(10,50)+sine(2,8)", 400.0, 0.2, scheme="half_step")
    assert fires(link(trace)) == trace.n_spikes > 10


def test_a_phase_plane_opens_as_its_run() -> None:
    plane = izh.phase_plane("RS", stimulus="step(10,50)", duration=300.0)
    assert plane.trace is not None
    assert fires(link(plane)) == plane.trace.n_spikes > 3


@pytest.mark.parametrize(
    ("panel", "analyse"),
    [
        ("frequency", lambda: dynamics.frequency_current("RS", [0.0, 9.0], duration=50.0)),
        ("bifurcation", lambda: dynamics.bifurcation_diagram("RS", [0.0, 9.0], duration=50.0)),
        ("reset_map", lambda: dynamics.reset_map("RS", 9.0, (-10.0, 10.0), points=5)),
        (
            "basins",
            lambda: dynamics.basins("RS", 3.0, WINDOW, duration=50.0, columns=3, rows=2),
        ),
        ("impedance", lambda: zap_impedance("RS", 0.0, duration=100.0)),
        ("strength_duration", lambda: dynamics.strength_duration("RS", 0.0, np.array([1.0, 5.0]))),
        ("regime_map", lambda: dynamics.regime_map("RS", 3.0, "a_b", RANGES, PROTOCOL, 2)),
    ],
)
def test_an_analysis_opens_its_panel(panel: str, analyse: Any) -> None:
    result = analyse()
    text = link(result)
    state, _ = read_link(text)
    assert state["panels"] == ["trace", "phase", panel]
    assert state["preset"] == "RS"
    if hasattr(result, "current"):
        assert float(state["values"].get("I", 0.0)) == result.current


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (3, "no view of the page shows it"),
        (izh.Sampled(np.arange(4.0), 1.0), "no view of the page shows it"),
        (izh.Network(scheme="forward"), "no view of the page shows it"),
        ("chatering", r"name of a cell or of a preset.* Did you mean"),
        ("feedforwrd", r"Did you mean feedforward\?"),
        ("#nerve?preset=RS", "view = 'nerve'"),
        ("#neuron?preset=RSS", "preset = 'RSS'"),
        ({"vew": "neuron"}, "a state has no 'vew'"),
    ],
)
def test_what_no_view_shows(thing: Any, said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        explore(thing, open=False)


class TestWhere:
    def test_an_address(self, opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        shown = explore("RS", site=f"{SITE}#network")
        assert opened == [str(shown)] == [f"{SITE}#neuron?preset=RS"]
        assert capsys.readouterr().out == f"{shown}\n"

    def test_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, SITE)
        assert str(explore("RS", open=False)) == f"{SITE}#neuron?preset=RS"
        monkeypatch.setenv(VARIABLE, "nowhere.html")
        with pytest.raises(ParameterError, match=f"{VARIABLE} = 'nowhere.html'.*no file"):
            explore("RS", open=False)

    def test_a_file_opens_by_a_page_that_leads_to_it(self, opened: list[str], file: Path) -> None:
        shown = explore("#neuron?preset=RS&I=12", site=file.parent)
        assert str(shown) == f"{file.as_uri()}#neuron?preset=RS&I=12"
        (address,) = opened
        leading = Path(urllib.request.url2pathname(address.removeprefix("file://")))
        text = leading.read_text(encoding="utf-8")
        leading.unlink()
        assert f"url={file.as_uri()}#neuron?preset=RS&amp;I=12" in text

    def test_what_the_build_made(self, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
        monkeypatch.setattr(built, "FOLDER", file.parent)
        assert str(explore("RS", open=False)) == f"{file.as_uri()}#neuron?preset=RS"

    def test_nowhere(self, opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        shown = explore("RS")
        assert str(shown) == "#neuron?preset=RS"
        assert "set IZHIKEVICH_SITE" in capsys.readouterr().out
        assert not opened
        with pytest.raises(ParameterError, match="site = None"):
            shown.open()
        assert "<iframe" not in shown.frame

    @pytest.mark.parametrize("site", ["ftp://example.org/", "no such folder", 3])
    def test_no_page(self, site: Any) -> None:
        with pytest.raises(ParameterError, match="site = "):
            explore("RS", site=site, open=False)

    def test_nothing_is_opened_unless_asked_for(
        self, opened: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        explore("RS", site=SITE, open=False)
        assert not opened
        assert not capsys.readouterr().out


class TestNotebook:
    def test_a_frame(self, monkeypatch: pytest.MonkeyPatch, opened: list[str], capsys: Any) -> None:
        monkeypatch.setitem(sys.modules, "IPython", shell(object()))
        shown = explore("#neuron?preset=RS&I=12", site=SITE, height=500, widget=False)
        html = shown._repr_html_()
        assert f'src="{SITE}#neuron?preset=RS&amp;I=12&amp;embed=1"' in html
        assert "height: 500px" in html
        assert shown._mime_() == ("text/html", html)
        assert not opened
        assert not capsys.readouterr().out

    def test_a_widget_without_anywidget(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "IPython", shell(object()))
        monkeypatch.setitem(sys.modules, "anywidget", None)
        with pytest.raises(ModuleNotFoundError, match="pip install anywidget"):
            explore("RS")

    def test_its_sandbox_is_that_of_the_page(self) -> None:
        script = Path(__file__).parents[1] / "site" / "js" / "embed" / "snippet.js"
        assert f'SANDBOX = "{SANDBOX}"' in script.read_text(encoding="utf-8")

    def test_a_file_is_served(self, file: Path) -> None:
        html = explore("RS", site=file, open=False).frame
        found = re.search(r'src="(http://127\.0\.0\.1:\d+/)#', html)
        assert found
        with urllib.request.urlopen(found[1], timeout=5) as answer:
            assert answer.read() == file.read_bytes()
        assert found[1] in explore("CH", site=file, open=False).frame

    @pytest.mark.parametrize("height", [0, 0.5, "x"])
    def test_no_height(self, height: Any) -> None:
        with pytest.raises(ParameterError, match="height = "):
            explore("RS", height=height)


def test_it_has_a_short_repr() -> None:
    shown = explore("RS", site=SITE, open=False)
    assert isinstance(shown, Exploration)
    assert repr(shown) == f"<Exploration '{SITE}#neuron?preset=RS'>"

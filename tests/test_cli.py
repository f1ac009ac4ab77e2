"""``python -m izhikevich``: what it writes, and what it says."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import izhikevich
import numpy as np
import pytest
from izhikevich import PATTERNS, app
from izhikevich.cli import figures, meter
from izhikevich.cli import run as command
from izhikevich.cli.listing import list_view, list_views
from izhikevich.cli.main import COMMANDS, main
from izhikevich.cli.run import DATA, SCRIPTS
from izhikevich.export import FORMATS
from izhikevich.export.computed import computing
from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.export.runs import run_arrays
from izhikevich.links import read_link
from izhikevich.messages.catalogues import codes, texts_of
from izhikevich.messages.translation import Translation
from izhikevich.plots.render.standalone import standalone
from izhikevich.plots.style import THEMES, Role
from izhikevich.progress import Progress
from izhikevich.views import registry
from izhikevich.views.network.session import Session
from izhikevich.views.neuron.run import Run

from tests import wire

#: Links that have figures of all kinds, quickly.
LINKS = [
    "#neuron?preset=RS_2007&duration=200&panels=trace,phase,recovery,frequency,bifurcation",
    "#network?preset=custom&duration=100&panels=raster,cell,intervals,spectrum,weights,graph,matrix",
    "#ensemble?preset=square&neurons=20&neurons_b=20&duration=200&panels=signal,raster,tuning,rates",
    "#ensemble?preset=plane&neurons=40&duration=200&panels=signal,tuning,decoders,cell",
    "#learning?preset=delayed_xor&epochs=1&panels=raster,course,surrogate,voltage,gradient,weights",
]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert not ended.value.code
    assert capsys.readouterr().out == f"izhikevich {izhikevich.__version__}\n"


def test_the_layered_network_in_one_line(tmp_path: Path) -> None:
    """As a command of its own, as readers call it."""
    folder = tmp_path / "plots"
    words = ["#network?preset=feedforward&duration=200", "--out", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "izhikevich", *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].endswith(".")
    files = {Path(line) for line in lines if line.startswith(str(folder))}
    assert {path.name for path in files} == names(folder)
    assert names(folder) == {
        *("feedforward.html", "feedforward_raster.svg", "feedforward_raster.png"),
        *("feedforward_phase.svg", "feedforward_phase.png", "feedforward.npz"),
        *("feedforward_about.txt", *(f"feedforward_raster_{name}.csv" for name in RASTER)),
        *(f"feedforward_phase_{name}.csv" for name in PHASE),
    }
    picture = (folder / "feedforward_raster.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == pytest.approx(170 / 25.4 * 300, abs=1)
    run = np.load(folder / "feedforward.npz")
    assert run["spike_times"].size > 1000


#: Tables of two panels.
RASTER = ("spikes", "rate")
PHASE = ("u", "u_nullcline", "separatrix", "resets", "trajectory", "start", "equilibria")


@pytest.mark.parametrize("link", LINKS)
def test_every_kind_of_figure_is_drawn(link: str, tmp_path: Path) -> None:
    assert main([link, "--out", str(tmp_path), "--formats", "html,svg", "--size", "85x60"]) == 0
    panels = link.rpartition("panels=")[2].split(",")
    suffixes = [path.suffix for path in tmp_path.iterdir()]
    assert suffixes.count(".html") == 1
    for panel in panels:
        (picture,) = tmp_path.glob(f"*_{panel}.svg")
        root = ElementTree.parse(picture).getroot()
        assert root.tag.endswith("svg")
        assert (root.attrib["width"], root.attrib["height"]) == ("85mm", "60mm")
        assert "var(--" not in picture.read_text(encoding="utf-8")
    (page,) = tmp_path.glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "var(--" not in text.rpartition("Plotly.newPlot")[2]
    assert all(f'id="{panel}"' in text for panel in panels)
    assert "https://cdn" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_the_same_files_each_time(tmp_path: Path) -> None:
    words = ["#neuron?preset=RS&duration=100", "--formats", "svg,png,csv,npz"]
    for name in ("one", "two"):
        assert main([*words, "--out", str(tmp_path / name)]) == 0
    for path in (tmp_path / "one").iterdir():
        if path.suffix != ".npz":
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_data_and_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["https://example.org/#neuron?preset=tonic_bursting&I=2", "--formats", "csv,npz"]
    assert main([*words, "--out", str(tmp_path), "--script", "python", "--panels", "recovery"]) == 0
    assert names(tmp_path) == {
        "tonic_bursting_recovery_u.csv",
        "tonic_bursting_recovery_spikes.csv",
        "tonic_bursting_about.txt",
        "tonic_bursting.npz",
        "tonic_bursting.py",
    }
    run = np.load(tmp_path / "tonic_bursting.npz")
    assert json.loads(str(run["parameters"]))["I"] == 2.0
    told = capsys.readouterr()
    assert told.err == ""
    assert "tonic_bursting.py" in told.out
    default = PATTERNS["tonic_bursting"].simulate()
    assert run["spike_times"].size > default.n_spikes


def test_data_are_whole_and_pictures_are_not(tmp_path: Path) -> None:
    link = "#neuron?preset=RS&dt=0.01&duration=100&panels=trace,recovery"
    assert main([link, "--out", str(tmp_path), "--formats", "html,csv,npz"]) == 0
    for name in ("trace_samples", "recovery_u"):
        rows = (tmp_path / f"RS_{name}.csv").read_text(encoding="utf-8").count("\n")
        assert rows == 1 + 10_001
    assert np.load(tmp_path / "RS.npz")["plots/trace/samples/I"].size == 10_001
    assert main([link, "--out", str(tmp_path / "alone"), "--formats", "html"]) == 0
    page = (tmp_path / "RS.html").read_bytes()
    assert page == (tmp_path / "alone" / "RS.html").read_bytes()


@pytest.mark.parametrize("theme", THEMES)
def test_themes(theme: str, tmp_path: Path) -> None:
    for link, words in ((f"#neuron?theme={theme}", []), ("#neuron", ["--theme", theme])):
        panel = ["--panels", "recovery", "--formats", "svg,html", "--out", str(tmp_path)]
        assert main([link, *panel, *words]) == 0
        text = (tmp_path / "tonic_spiking_recovery.svg").read_text(encoding="utf-8")
        assert THEMES[theme][Role.RECOVERY] in text
        assert THEMES[theme][Role.PAPER] in text
        page = (tmp_path / "tonic_spiking.html").read_text(encoding="utf-8")
        assert f"background: {THEMES[theme][Role.PAPER]}" in page


def test_colours_are_those_of_the_page() -> None:
    sheet = Path(__file__).parents[1] / "site" / "css" / "tokens.css"
    light, dark = sheet.read_text(encoding="utf-8").split('[data-theme="dark"]')
    for text, colours in ((light, THEMES["light"]), (dark, THEMES["dark"])):
        found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text))
        assert {name: found[name] for name in colours} == dict(colours)


def test_every_colour_of_a_figure_is_known() -> None:
    for view in registry.views():
        state = {"view": view.name, "values": {"epochs": 1, "duration": 100}}
        for figure in app.at_once(state).figures.values():
            for theme in THEMES.values():
                assert "var(--" not in repr(standalone(figure, theme))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "a link is needed"),
        (["#nothing"], "no view called 'nothing'"),
        (["#neuron?aa=3"], "Did you mean a?"),
        (["#neuron?a=x"], "a = 'x' is not allowed"),
        (["#neuron?preset=tonic"], "no preset called 'tonic'"),
        (["#neuron?v_peak=-70"], "must be below v_peak = -70 mV"),
        (["#neuron", "--panels", "raster"], "must be one of trace, phase"),
        (["#neuron", "--formats", "svg,doc"], "no format 'doc'"),
        (["#neuron", "--size", "big"], "must be two lengths"),
        (["#neuron", "--size", "1x1"], "from 30 to 1000 mm"),
        (["#learning", "--script", "brian2", "--formats", "csv"], "available for neuron, network"),
        (["#network?preset=cortical_2003", "--script", "neuroml"], "synapses = 1000000"),
        (["--list", "neurons"], "must be one of neuron, network"),
        (["--list", "neurons"], "Did you mean neuron?"),
        (["#neurons"], "Did you mean neuron?"),
        (["#neuron?preset=rs"], "Did you mean RS?"),
        (["#neuron?Duration=3"], "Did you mean duration?"),
        (["#neuron?panels=phases"], "Did you mean phase?"),
        (["#neuron", "--panels", "phases"], "Did you mean phase?"),
        (["#neuron", "--formats", "SVG"], "Did you mean svg?"),
        (["#neuron", "--out", __file__], "--out "),
    ],
)
def test_mistakes_are_said(
    words: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "plots"
    monkeypatch.setattr(command, "computing", not_reached)
    assert main(["--out", str(out), *words]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert not list(tmp_path.rglob("*.*"))


def not_reached(*_: object) -> None:
    """Stand in for what takes long."""
    raise AssertionError("it was computed, though the mistake could be seen before")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--colour"], "unrecognized arguments"),
        (
            ["#neuron", "--theme", "drak"],
            "no theme 'drak', only light, dark, mono. Did you mean dark?",
        ),
        (["#neuron", "--script", "c"], "there is no format 'c', only python, notebook"),
        (["#neuron", "--script", "brian"], "Did you mean brian2?"),
        (["#neuron", "--lang", "xx"], "there is no language 'xx', only en, "),
    ],
)
def test_unknown_options_end_with_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--list", "network"], ["--help"], ["#neuron?duration=20"]])
def test_nobody_reads_on(words: list[str], tmp_path: Path) -> None:
    """As in ``python -m izhikevich … | head``, which ends before all is written."""
    command_of = [sys.executable, "-m", "izhikevich", "--out", str(tmp_path), *words]
    held = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(
        command_of, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=held
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert started.stderr.read() == ""
        assert started.wait() == 128 + 13  # as the shell has it for a broken pipe
    assert bool(names(tmp_path)) == (words == ["#neuron?duration=20"])


def test_panels_without_data_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A panel may have nothing to show but a message."""
    link = "#learning?epochs=0&panels=raster,gradient"
    assert main([link, "--out", str(tmp_path), "--formats", "csv"]) == 0
    out = capsys.readouterr().out
    assert "Note: Gradient through time: nothing to write as CSV. No epochs yet" in out
    assert "chosen_times_gradient.csv" not in names(tmp_path)
    assert "raster: nothing" not in out


class TestAnotherFormat:
    """What is computed is asked for by --formats, whatever it is called."""

    @pytest.fixture(autouse=True)
    def formats(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def write_spikes(asked: ExportRequest) -> Generator[Progress, None, Exported]:
            computed = yield from computing(asked, ())
            arrays = yield from run_arrays(asked)
            notes = (*computed.notes[len(asked.notes) :], "Times only.")
            return exported(asked, f"{arrays['spike_times'].size} spikes", notes)

        spikes = replace(
            FORMATS["npz"],
            name="spikes",
            suffix="_spikes.txt",
            module="spikes",
            views=("neuron", "network"),
        )
        module = SimpleNamespace(writing=write_spikes)
        monkeypatch.setitem(sys.modules, "izhikevich.export.spikes", module)
        monkeypatch.setattr(command, "FORMATS", {**FORMATS, "spikes": spikes})
        monkeypatch.setattr(command, "DATA", (*DATA, "spikes"))

    def test_data_are_what_is_computed(self) -> None:
        assert {*DATA} == {name for name, form in FORMATS.items() if form.kind != "script"}
        assert {*DATA, *SCRIPTS} == set(FORMATS)

    # A seed of its own, since runs of networks are kept, and continued by whoever asks for more.
    @pytest.mark.parametrize("link", ["#neuron?preset=RS&dt=1", "#network?preset=custom&seed=7301"])
    def test_the_run_is_computed_once(
        self,
        link: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        simulated: list[float] = []
        for owner, name in ((Run, "_running"), (Session, "_run")):
            original = getattr(owner, name)

            def counted(*given: Any, original: Any = original) -> Any:
                simulated.append(given[1] if len(given) > 1 else given[0].duration)
                return original(*given)

            monkeypatch.setattr(owner, name, counted)
        words = ["--formats", "svg,spikes", "--out", str(tmp_path)]
        assert main([f"{link}&duration=103", *words]) == 0
        assert sum(simulated) == 103.0
        out = capsys.readouterr().out
        (path,) = tmp_path.glob("*_spikes.txt")
        assert str(path) in out
        assert path.read_text(encoding="utf-8").endswith(" spikes")
        lines = [line for line in out.splitlines() if line.startswith("Note")]
        assert "Note: Times only." in lines
        assert len(lines) == len(set(lines))

    def test_other_views_go_without_it(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        link = "#ensemble?duration=100&neurons=10&panels=raster"
        assert main([link, "--formats", "spikes", "--out", str(tmp_path)]) == 2
        assert "is available for neuron, network" in capsys.readouterr().err
        assert main([link, "--out", str(tmp_path)]) == 0
        assert {path.suffix for path in tmp_path.iterdir()} >= {".npz", ".csv"}
        assert not list(tmp_path.glob("*_spikes.txt"))


def test_the_address_of_the_page_is_kept(tmp_path: Path) -> None:
    words = ["--out", str(tmp_path), "--formats", "html,svg,csv", "--panels", "trace"]
    own = [name for name in SCRIPTS if "neuron" in FORMATS[name].views]
    scripts = [word for name in own for word in ("--script", name)]
    whole = "https://example.org/a/#neuron?preset=CH"
    assert main([whole, *words, *scripts]) == 0
    for path in tmp_path.iterdir():
        if path.suffix == ".zip":
            with ZipFile(path) as files:
                assert all(whole in files.read(name).decode() for name in files.namelist()[:1])
        elif path.suffix != ".csv":  # nothing but the table: the link stands in the text next to it
            assert whole in path.read_text(encoding="utf-8"), path.name
    assert {"CH_trace_samples.csv", "CH_trace_spikes.csv", "CH_about.txt"} <= names(tmp_path)


def test_a_trained_network_is_written_once_it_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--out", str(tmp_path), "--formats", "svg", "--panels", "raster"]
    scripts = [word for name in ("brainpy", "python", "pytorch") for word in ("--script", name)]
    assert main(["#learning?preset=raster&epochs=1&seed=41", *words, *scripts]) == 0
    assert names(tmp_path) >= {"raster_brainpy.py", "raster.py", "raster_pytorch.py"}
    assert "Note (pytorch): Neurons that spike 10 times" in capsys.readouterr().out
    assert main(["#neuron", "--script", "pytorch"]) == 2
    assert "PyTorch script is available for learning" in capsys.readouterr().err


def test_nir_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["#learning", "--script", "nir"])
    assert "NIR (1.0) knows no Izhikevich neurons" in capsys.readouterr().err


def test_a_warning_does_not_end_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["#neuron?preset=ring&duration=50&v=2", "--out", str(tmp_path), "--formats", "csv"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "Note: ring is a preset of Network, not of Neuron." in out
    assert "newer version" in out
    assert "ring_raster_spikes.csv" in names(tmp_path)


def test_a_run_that_cannot_be_completed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = "#neuron?preset=inhibition_induced_bursting&method=accurate"
    assert main([link, "--out", str(tmp_path), "--formats", "svg,csv"]) == 1
    assert "inhibition_induced_bursting_phase.svg" in names(tmp_path)
    assert "Note: " in capsys.readouterr().out


def test_without_plotly_and_typst(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(figures, "find_spec", lambda name: None)
    assert main(["#neuron", "--out", str(tmp_path)]) == 0
    assert "pip install plotly typst." in capsys.readouterr().err
    assert {path.suffix for path in tmp_path.iterdir()} == {".svg", ".csv", ".npz", ".txt"}
    assert main(["#neuron", "--out", str(tmp_path), "--formats", "html,svg,pdf"]) == 2
    assert "html, pdf cannot be written" in capsys.readouterr().err


def test_a_plot_that_needs_more_height_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["#neuron", "--panels", "trace", "--formats", "svg", "--size", "100x30"]
    assert main([*words, "--out", str(tmp_path), "--lang", "de"]) == 0
    (picture,) = tmp_path.iterdir()
    root = ElementTree.parse(picture).getroot()
    assert root.attrib["width"] == "100mm"
    assert float(root.attrib["height"].removesuffix("mm")) > 30.0
    assert "höher als 30 mm" in capsys.readouterr().out


def test_pictures_speak_german(tmp_path: Path) -> None:
    words = ["#neuron?preset=RS&panels=frequency", "--formats", "svg", "--lang", "de"]
    assert main([*words, "--out", str(tmp_path)]) == 0
    text = (tmp_path / "RS_frequency.svg").read_text(encoding="utf-8")
    assert "steigender Strom" in text
    assert "rising" not in text


def test_the_list_names_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    whole = capsys.readouterr().out
    for view in registry.views():
        assert f"{view.name}: " in whole
        assert main(["--list", view.name]) == 0
        out = capsys.readouterr().out
        for preset in view.presets:
            assert preset.name in re.split(r"[\s,]+", whole)
            assert f"    {preset.name}: " in out
        for parameter in view.parameters:
            assert f"    {parameter.name}: " in out
        for panel in view.panels:
            assert f"  {panel.name}" in out
        assert max(map(len, out.splitlines())) <= 300


def test_help_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) < 40
    assert "#network?preset=feedforward" in told
    assert all(f"\n    {name}" in told for name in COMMANDS)
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    told = capsys.readouterr().out
    assert len(told.splitlines()) < 50
    assert all(name in re.sub(r"\s+", "", told) for name in (*SCRIPTS, *DATA))


def test_install_hints_name_what_there_is() -> None:
    """The package is on no index: hints name its folder, or other distributions."""
    package = Path(izhikevich.__file__).parent
    found = {
        hint.strip()
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        for hint in re.findall(r"pip install ([\w -]*)", line)
    }
    drawing, science = {"plotly", "typst", "matplotlib"}, {"numpy", "pandas", "neo"}
    simulators = {"brian2", "pynn", "nest-simulator", "pyneuroml", "nengo", "torch"}
    readers, shells = {"igor2", "pyabf", "pyfive", "h5py"}, {"shtab", "distributed", "anywidget"}
    known = drawing | science | simulators | readers | shells
    for hint in found:
        assert hint.startswith("in the folder of its source code") or set(hint.split()) <= known
    assert any("plotly" in hint for hint in found)


class TestGerman:
    """With lang=de in the link, or --lang de."""

    @pytest.mark.parametrize("link", LINKS)
    def test_figures(self, link: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        words = ["--formats", "html,csv", "--out", str(tmp_path / "de")]
        assert main([f"{link}&lang=de", *words]) == 0
        told = capsys.readouterr().out
        missing: set[str] = set()
        speech = Translation({**texts_of("de"), **texts_of("de", "command line")}, missing.add)
        state, _ = read_link(link)
        view = registry.VIEWS[registry.request_of(state)[0].name]()
        (page,) = (tmp_path / "de").glob("*.html")
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
        assert '<html lang="de">' in text
        for part in wire.unsent(state, speech):
            if isinstance(part, dict):
                for name, figure in part.get("figures", {}).items():
                    title = next(panel.title for panel in view.panels if panel.name == name)
                    assert f"<h2>{speech.text(title)}</h2>" in text
                    for word in axis_titles(figure):
                        assert word in text
                if "summary" in part:
                    assert speech.text(part["summary"]) == told.splitlines()[0]
        assert missing == set()
        assert main([link, "--formats", "csv", "--out", str(tmp_path / "en")]) == 0
        for path in (tmp_path / "en").iterdir():  # data stay as they are
            assert path.read_bytes() == (tmp_path / "de" / path.name).read_bytes()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["#neuron?aa=3&lang=de"], "Einen Parameter 'aa' gibt es nicht. Ist a gemeint?"),
            (["#neuron?a=x&lang=de"], "nichts wurde berechnet, denn der Link hat Fehler"),
            (["#neuron?a=x&lang=de"], "muss eine Zahl von -10 bis 10 sein"),
            (["#neuron?lang=de", "--formats", "svgg"], "gibt es nicht (Format), nur html"),
            (["#neuron?lang=de", "--size", "big"], "muss zwei Längen in mm nennen"),
            (["#neuron?lang=de", "--size", "1x1"], "Längen müssen von"),
            (["#learning?lang=de", "--script", "pynn"], "PyNN-Skript gibt es für neuron, network"),
            (["--lang", "de"], "ein Link fehlt"),
        ],
    )
    def test_mistakes(
        self, words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        assert main([*words, "--out", str(tmp_path)]) == 2
        assert said in capsys.readouterr().err

    def test_lists(self, capsys: pytest.CaptureFixture[str]) -> None:
        missing: set[str] = set()
        told = {**texts_of("de"), **texts_of("de", "command line")}
        speech = Translation(told, missing.add)
        print(list_views(speech))
        for view in registry.views():
            print(list_view(view.name, speech))
        assert missing == set()
        ours = capsys.readouterr().out
        assert main(["--list", "--lang", "de"]) == 0
        for view in registry.views():
            assert main(["--list", view.name, "--lang", "de"]) == 0
        assert capsys.readouterr().out == ours
        assert "Voreinstellungen (preset=NAME; tonic_spiking" in ours

    def test_an_unknown_language_is_said(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        for code in ("xx", "constructor"):
            words = [f"#neuron?lang={code}", "--formats", "csv", "--out", str(tmp_path)]
            assert main(words) == 0
            told = capsys.readouterr()
            assert f"there is no language '{code}', only {', '.join(codes())}" in told.err
            assert told.out.startswith("Keeps firing")


def axis_titles(figure: dict[str, Any]) -> set[str]:
    axes = [value for key, value in figure["layout"].items() if "axis" in key]
    return {str((axis.get("title") or {}).get("text") or "") for axis in axes} - {""}


class Terminal(io.StringIO):
    """What a terminal is to a program."""

    def isatty(self) -> bool:
        return True


def work(steps: int) -> Generator[Progress, None, str]:
    for step in range(steps):
        yield Progress(step / steps, f"step {step}")
    return "done"


@pytest.mark.parametrize("library", [True, False], ids=["with tqdm", "without tqdm"])
def test_progress_on_a_terminal(library: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if library:
        pytest.importorskip("tqdm")
    else:
        monkeypatch.setattr(meter, "find_spec", lambda name: None)
    clock = iter(np.arange(0.0, 1000.0, 1.0).tolist())
    monkeypatch.setattr("izhikevich.cli.meter.time.monotonic", lambda: next(clock))
    terminal = Terminal()
    with meter.Meter(terminal) as shown:
        assert shown.follow(work(4)) == "done"
    lines = terminal.getvalue().split("\r")
    last = [line.strip() for line in lines if "%" in line][-1]
    assert last.startswith("75 % ")
    assert "step 3" in last
    assert ("|" in last) == library
    assert lines[-1] == ""
    assert "\n" not in terminal.getvalue()


def test_where_there_is_no_terminal_progress_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(np.arange(0.0, 1000.0, 1.0).tolist())
    monkeypatch.setattr("izhikevich.cli.meter.time.monotonic", lambda: next(clock))
    log = io.StringIO()
    with meter.Meter(log) as shown:
        assert shown.follow(work(35)) == "done"
    assert log.getvalue() == ""


def test_numerical_artefacts_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = "#neuron?preset=RS&I=-80&stimulus=0&dt=1&method=forward&panels=trace"
    assert main([link, "--out", str(tmp_path), "--formats", "csv"]) == 0
    said = capsys.readouterr()
    assert "Numerical artefact: 75 of 75 spikes" in said.out
    assert "Note: Numerical artefacts: 75 of 75 spikes. With dt = 1 ms" in said.out
    assert said.err == ""

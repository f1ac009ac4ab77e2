"""The command as shells and scripts use it: what it takes, opens, converts, and how it ends."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import urllib.request
import webbrowser
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import numpy as np
import pytest
from izhikevich import built, explorer
from izhikevich.cli import completion, given
from izhikevich.cli.main import COMMANDS, main, parser
from izhikevich.export import FORMATS, export
from izhikevich.imports import read
from izhikevich.links import read_link
from izhikevich.views.registry import request_of
from izhikevich.views.state import written

CH = "a=0.02 b=0.2 c=-50 d=2 I=10"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page, where the environment says that it is."""
    file = tmp_path / built.FILE
    file.write_text("<!doctype html><title>The page</title>", encoding="utf-8")
    monkeypatch.setenv(explorer.VARIABLE, str(file))
    return file


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that a browser was asked for."""
    found: list[str] = []

    def note(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    return found


def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(explorer.VARIABLE, raising=False)
    monkeypatch.setattr(built, "FOLDER", Path("nowhere"))


class TestThePage:
    @pytest.mark.parametrize(
        ("words", "link"),
        [
            ([], "#neuron"),
            (["--lang", "de"], "#neuron?lang=de"),
            (["--lang=de", "--theme", "dark"], "#neuron?theme=dark&lang=de"),
            (["open"], "#neuron"),
            (["open", "#network?preset=ring"], "#network?preset=ring"),
            (["open", "a=0.02 b=0.2 c=-50 d=2"], "#neuron?preset=CH"),
        ],
    )
    def test_is_opened(
        self,
        words: list[str],
        link: str,
        page: Path,
        opened: list[str],
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert main(words) == 0
        assert capsys.readouterr().out == f"{page.as_uri()}{link}\n"
        (address,) = opened
        leading = Path(urllib.request.url2pathname(address.removeprefix("file://")))
        assert page.as_uri() in leading.read_text(encoding="utf-8")

    def test_where_there_is_no_browser_it_says_so(
        self, page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(webbrowser, "open", lambda address: False)
        assert main([]) == 1
        told = capsys.readouterr()
        assert told.out.startswith(page.as_uri())
        assert "no browser was found" in told.err

    @pytest.mark.parametrize("words", [[], ["open"], ["serve"]])
    def test_where_there_is_none_it_says_how_to_get_one(
        self,
        words: list[str],
        opened: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        nothing_known(monkeypatch)
        assert main(words) == 2
        said = capsys.readouterr().err
        assert "the page is not installed" in said
        assert "--site" in said
        assert explorer.VARIABLE in said
        assert opened == []

    def test_is_served(self, page: Path) -> None:
        words = [sys.executable, "-m", "izhikevich", "serve", "--port", "0", "--no-browser"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, encoding="utf-8") as started:
            assert started.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", started.stdout.readline())
            assert found is not None
            with urllib.request.urlopen(found[0], timeout=20) as answer:
                assert answer.read() == page.read_bytes()
            started.terminate()

    def test_a_port_in_use(self, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with explorer.server(page) as taken:
            words = ["serve", "--no-browser", "--port", str(taken.server_port)]
            assert main(words) == 2
        assert "give another by --port" in capsys.readouterr().err
        assert main(["serve", "--no-browser", "--port", "99999"]) == 2
        assert "port 99999 cannot be used" in capsys.readouterr().err


class TestWhatIsGiven:
    @pytest.mark.parametrize(
        "text", [CH, "[0.02, 0.2, -50, 2, 10]", '{"a": 0.02, "c": -50, "d": 2, "I": 10}']
    )
    def test_parameters_as_text(
        self, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ["--formats", "npz", "--panels", "trace", "--out", str(tmp_path)]
        assert main([text, *words]) == 0
        assert "Note: I is a constant current" in capsys.readouterr().out
        run = np.load(tmp_path / "CH.npz")
        assert run["spike_times"].size > 10

    @pytest.mark.parametrize(
        "link", ["#neuron?preset=CH", "neuron?preset=CH", "preset=CH", "a=0.05", "a=0.05&b=0.3"]
    )
    def test_links_stay_links(self, link: str) -> None:
        assert given.read_given(link)[0] == read_link(link)[0]

    def test_files(self, tmp_path: Path) -> None:
        model = export({"view": "neuron", "preset": "CH"}, "neuroml").content
        assert isinstance(model, bytes)
        with ZipFile(io.BytesIO(model)) as archive:
            archive.extractall(tmp_path)
        (nml,) = tmp_path.glob("*.nml")
        assert given.read_given(str(nml))[0] == read(nml.read_bytes()).state
        table = tmp_path / "current.csv"
        table.write_text("t (ms), I (pA)\n0, 0\n10, 50\n20, 0\n", encoding="utf-8")
        assert "stimulus" in given.read_given(str(table))[0]["values"]

    def test_a_recording(self, tmp_path: Path) -> None:
        t = np.arange(0.0, 200.0, 0.1)
        times = np.where(t % 20 < 0.5, 30.0, -65.0)
        file = tmp_path / "cell.npz"
        np.savez(file, t=t, voltage=times, current=np.full(t.size, 100.0))
        state, _, _ = given.read_given(str(file))
        assert state["view"] == "fit"

    def test_the_standard_input(self, tmp_path: Path) -> None:
        words = [sys.executable, "-m", "izhikevich", "convert", "-", "--to", "link"]
        done = subprocess.run(words, input=CH, capture_output=True, encoding="utf-8")
        assert done.returncode == 0
        assert done.stdout.startswith("#neuron?preset=CH")
        assert "Note: I is a constant current" in done.stderr


class TestConvert:
    def test_to_the_output(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["convert", "#neuron?preset=CH", "--to", "brian2"]) == 0
        made = export({"view": "neuron", "preset": "CH"}, "brian2")
        assert capsys.readouterr().out == made.content

    def test_to_a_file_and_a_folder(self, tmp_path: Path) -> None:
        for place, path in ((tmp_path, "CH_neuroml.zip"), (tmp_path / "own.zip", "own.zip")):
            words = ["--to", "neuroml", "--out", str(place)]
            assert main(["convert", "#neuron?preset=CH", *words]) == 0
            state = read((tmp_path / path).read_bytes()).state
            assert state["preset"] == "CH"
            assert "stimulus" in state["values"]

    def test_to_a_link_and_a_state(self, capsys: pytest.CaptureFixture[str]) -> None:
        link = "#neuron?preset=CH&I=12&lang=de"
        assert main(["convert", link, "--to", "link"]) == 0
        assert capsys.readouterr().out == f"{link}\n"
        assert main(["convert", link, "--to", "state"]) == 0
        made = json.loads(capsys.readouterr().out)
        assert made == json.loads(json.dumps(written(*request_of(read_link(link)[0]))))

    @pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.computes])
    def test_every_script(self, name: str, tmp_path: Path) -> None:
        view = FORMATS[name].views[0]
        assert main(["convert", f"#{view}", "--to", name, "--out", str(tmp_path)]) == 0
        (made,) = tmp_path.iterdir()
        assert made.name.endswith(FORMATS[name].suffix)


class TestCompletion:
    @pytest.mark.parametrize("shell", completion.SHELLS)
    def test_knows_all_commands(self, shell: str, capsys: pytest.CaptureFixture[str]) -> None:
        pytest.importorskip("shtab")
        assert main(["completion", shell]) == 0
        script = capsys.readouterr().out
        for name in COMMANDS:
            assert name in script
        assert "held-out" in script

    @pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
    def test_bash_completes(self, capsys: pytest.CaptureFixture[str]) -> None:
        pytest.importorskip("shtab")
        main(["completion", "bash"])
        script = capsys.readouterr().out
        asked = (
            'COMP_WORDS=(izhikevich sw); COMP_CWORD=1; _shtab_izhikevich; echo "${COMPREPLY[@]}"'
        )
        done = subprocess.run(["bash", "-c", f"{script}\n{asked}"], capture_output=True, text=True)
        assert done.stdout.split() == ["sweep"]

    def test_without_shtab(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(completion, "find_spec", lambda name: None)
        assert main(["completion", "bash"]) == 2
        assert "pip install shtab" in capsys.readouterr().err


#: Content of files that cannot be read.
BAD = {
    "empty.json": b"",
    "brackets.json": b"[[[[[[[[",
    "deep.json": b"[" * 100_000,
    "network.json": b'{"type": "izhikevich-network", "version": 99}',
    "broken.nml": b"<neuroml><izhikevichCell id='x'",
    "other.nml": b"<neuroml/>",
    "cell.abf": b"ABF2" + b"\xff" * 600,
    "cell.nwb": b"\x89HDF\r\n\x1a\n" + b"\0" * 600,
    "cell.mat": b"MATLAB 5.0 MAT-file" + b" " * 107 + b"IM" + b"\xff" * 99,
    "archive.zip": b"PK\x03\x04" + b"\0" * 99,
    "bytes.csv": bytes(range(256)),
    "table.csv": b"t (ms), I (pA)\n0, x\n1, y\n",
    "picture.png": b"\x89PNG\r\n\x1a\n",
    "script.py": b"import os\nos.system('x')\n",
    "notebook.ipynb": b'{"cells": [{"cell_type": "code", "source": ["a = "]}]}',
    "wide.csv": b"t (ms), I (pA)\n" + b"1," * 20_000,
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["run", "fit", "convert", "sweep"])
def test_bad_files_end_with_one_sentence(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(BAD[name])
    further = {
        "run": ["--out", str(tmp_path / "plots"), "--formats", "csv"],
        "fit": ["--out", str(tmp_path / "report"), "--generations", "1"],
        "convert": ["--to", "python"],
        "sweep": ["I=1,2", "--processes", "1"],
    }[command]
    assert main([command, str(file), *further]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("izhikevich: ")
    assert len(told.err.strip().splitlines()) == 1
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.json"], "there is no file nothing.json"),
        (["folder/nothing"], "there is no file folder/nothing"),
        (["fit", "nothing.abf"], "there is no file nothing.abf"),
        (["convert", "nothing.nml", "--to", "python"], "there is no file nothing.nml"),
        (["hello world"], "Can't read this. Paste a link, parameters"),
        (["x" * 5000], "no view called"),
        (["neuron\0?a=1"], "no view called"),
        (["convert", "#learning", "--to", "pynn"], "available for neuron, network"),
    ],
)
def test_what_cannot_be_found_or_read(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert len(told.err) < 1000


def test_binary_files_are_not_written_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True, flush=lambda: None))
    assert main(["convert", "#neuron?preset=CH", "--to", "neuroml"]) == 2
    monkeypatch.undo()
    assert "give --out, such as --out CH_neuroml.zip" in capsys.readouterr().err


def test_warnings_are_notes_without_lines_of_source(tmp_path: Path) -> None:
    file = tmp_path / "cell.csv"
    rows = [f"{k / 10:g}, {30 if k % 200 < 5 else -65}, {100:g}" for k in range(3000)]
    file.write_text("\n".join(["t (ms), v (mV), I (pA)", *rows]), encoding="utf-8")
    words = ["fit", str(file), "--generations", "1", "--out", str(tmp_path / "report")]
    done = subprocess.run(
        [sys.executable, "-m", "izhikevich", *words], capture_output=True, encoding="utf-8"
    )
    assert "Warning" not in done.stderr
    assert ".py" not in done.stderr


def test_every_command_has_help_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in COMMANDS.items():
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        told = capsys.readouterr().out
        assert all(f"izhikevich {call}" in told for call in command.examples)
        for call in command.examples:
            words = call.partition(" > ")[0].replace("'", "")
            assert words.split()[0] in COMMANDS or words.startswith(("#", "network", "a=", "--"))
    assert parser().prog == "izhikevich"

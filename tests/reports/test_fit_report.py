"""Reports of fits: a page, and a folder with all that is known about a cell."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.cli.main import main
from izhikevich.fitting import Fit, fit
from izhikevich.messages.catalogues import commands
from izhikevich.reports import report_svg, write_folder

from tests.fitting.recordings import planted


@cache
def fitted() -> Fit:
    return fit(planted(), generations=6)


def texts(picture: str) -> list[str]:
    root = ElementTree.fromstring(picture)
    return ["".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_page_has_figure_parameters_and_verdict() -> None:
    found = fitted()
    words = texts(report_svg(found))
    assert words[0] == "RS_2007: a model of the 2007 form"
    assert "Parameters, and range of equally good sets" in words
    assert "1, held out" in words
    assert f"{found.parameters.C:.4g}" in words
    assert sum(word.startswith("Sweep ") for word in words) == 3
    german = texts(report_svg(found, commands("de")))
    assert "Sweeps" not in german
    assert f"{found.parameters.C:.4g}".replace(".", ",") in german


def test_what_is_rounded_to_nothing_has_no_sign() -> None:
    found = fitted()
    near = tuple(replace(one, first=-0.01, interval=-0.001) for one in found.sweeps)
    words = texts(report_svg(replace(found, sweeps=near)))
    assert "0.0" in words
    assert not {"−0.0", "-0.0", "−0", "-0"} & set(words)


def test_a_report_as_file(tmp_path: Path) -> None:
    fitted().report(tmp_path / "report.svg")
    assert (tmp_path / "report.svg").read_text(encoding="utf-8") == report_svg(fitted())
    fitted().report(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(ParameterError, match=r"must end in one of \.svg"):
        fitted().report(tmp_path / "report.doc")


def test_parameters_with_ranges() -> None:
    found = fitted()
    named = json.loads(found.parameters_as("json"))["parameters"]
    assert list(named) == ["C", "k", "v_r", "v_t", "v_peak", "a", "b", "c", "d"]
    assert named["C"] == {
        "value": found.parameters.C,
        "unit": "pF",
        "range": list(found.ranges()["C"]),
    }
    rows = list(csv.DictReader(found.parameters_as("csv").splitlines()))
    assert [row["parameter"] for row in rows] == list(named)
    assert float(rows[8]["value"]) == pytest.approx(found.parameters.d)
    assert re.search(r"(?m)^v_r +=", found.parameters_as())
    with pytest.raises(ParameterError, match="text, json, csv"):
        found.parameters_as("xml")


def test_a_folder_with_scripts_of_the_fitted_cell(tmp_path: Path) -> None:
    found = fitted()
    names = {path.name for path in write_folder(found, tmp_path, pictures=("svg",))}
    assert {"report.svg", "parameters.json", "features.csv", "sweeps.csv", "link.txt"} <= names
    scripts = {name.split("_")[0] for name in names if "_" in name}
    assert {"python", "numpy", "brian2", "pynn", "neuroml", "notebook"} <= scripts
    link = (tmp_path / "link.txt").read_text(encoding="utf-8").strip()
    state, _ = izh.links.read_link(link)
    assert float(state["values"]["C"]) == found.parameters.C
    rows = list(csv.DictReader((tmp_path / "sweeps.csv").read_text().splitlines()))
    assert [int(row["model_spikes"]) for row in rows] == [s.model.size for s in found.sweeps]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = planted()
    table = np.column_stack([one.t, one.voltage.T])
    heading = "t (ms)," + ",".join(["v (mV)"] * 3)
    np.savetxt(tmp_path / "cell.csv", table, delimiter=",", header=heading, comments="")
    given = ["fit", str(tmp_path / "cell.csv"), "--out", str(tmp_path / "out"), "--seed", "1"]
    given += ["--generations", "2"]
    protocol = ["--protocol", "step from 100 to 500 ms: 60, 100, 200 pA"]
    assert main([*given, *protocol, "--held-out", "2", "--compare"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("C ")
    assert re.search(r"The .+ model is closer in the held-out sweeps: \d+ spikes", said.out)
    other = json.loads((tmp_path / "out" / "adaptive_exponential.json").read_text())
    assert other["parameters"]["g_l"]["unit"] == "nS"
    assert "model is closer in" in (tmp_path / "out" / "report.svg").read_text()
    assert (tmp_path / "out" / "report.svg").is_file()
    rows = csv.DictReader((tmp_path / "out" / "sweeps.csv").read_text().splitlines())
    assert [row["held_out"] for row in rows] == ["0", "0", "1"]
    assert main([*given, *protocol, "--held-out", "x"]) == 2
    assert "--held-out" in capsys.readouterr().err
    assert main(given) == 2  # no current
    assert main(["fit", str(tmp_path / "nothing.csv")]) == 2

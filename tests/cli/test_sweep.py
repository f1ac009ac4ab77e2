"""A grid of links as one table."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.app import at_once
from izhikevich.cli import sweep
from izhikevich.cli.main import main
from izhikevich.errors import ParameterError
from izhikevich.links import read_link

NEURON = "#neuron?preset=RS&duration=150"
GRID = ["I=0:10:5", "a=0.02,0.1"]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_row_is_the_run_of_its_link_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", NEURON, *GRID, "--processes", "1"]) == 0
    told = capsys.readouterr()
    rows = rows_of(told.out)
    assert [(row["I"], row["a"]) for row in rows] == list(
        product(("0", "5", "10"), ("0.02", "0.1"))
    )
    assert told.err == ""
    for row in rows:
        alone = at_once(read_link(row["link"])[0]).facts
        assert isinstance(alone, Mapping)
        assert {"spikes", "rate", "first spike"} <= alone.keys()
        for name, value in alone.items():
            assert float(row[name]) == value


def test_processes_and_formats_say_the_same(tmp_path: Path) -> None:
    tables = []
    for processes, name in (("1", "one.csv"), ("2", "two.csv"), ("2", "two.json")):
        out = tmp_path / name
        words = ["--processes", processes, "--out", str(out)]
        assert main(["sweep", NEURON, *GRID, *words]) == 0
        tables.append(out.read_text(encoding="utf-8"))
    assert tables[0] == tables[1]
    read = json.loads(tables[2])
    for row, same in zip(rows_of(tables[0]), read, strict=True):
        assert {name: "" if value is None else str(value) for name, value in same.items()} == row


@pytest.mark.parametrize("link", ["#network?preset=ring&duration=50", "#ensemble?duration=100"])
def test_every_view_has_facts(link: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", link, "seed=1:2:1", "--processes", "1"]) == 0
    rows = rows_of(capsys.readouterr().out)
    assert [row["seed"] for row in rows] == ["1", "2"]
    assert len(rows[0]) > 4


def test_presets_and_values_with_commas(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["preset=RS,CH", "stimulus=step(10,20),step(12,20)+sine(1,8)", "--processes", "1"]
    assert main(["sweep", "#neuron?duration=60", *words]) == 0
    rows = rows_of(capsys.readouterr().out)
    assert [row["preset"] for row in rows] == ["RS", "RS", "CH", "CH"]
    assert [row["stimulus"] for row in rows][:2] == ["step(10,20)", "step(12,20)+sine(1,8)"]


def test_a_run_that_is_impossible_is_a_row_that_says_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Values that do not go together are found when they meet."""
    assert main(["sweep", NEURON, "v_peak=30,40", "c=-65,35", "--processes", "1"]) == 1
    told = capsys.readouterr()
    errors = [row["error"] for row in rows_of(told.out)]
    assert [bool(error) for error in errors] == [False, True, False, False]
    assert "must be below v_peak" in errors[1]
    assert "1 of 4 runs could not be completed" in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["I=0:10:0"], "whose step leads from start to stop"),
        (["I=10:0:1"], "whose step leads from start to stop"),
        (["I=0:1e9:1e-3"], "has more than 100,000 values"),
        (["I=0:999:1", "a=0:9:0.01"], "the grid has more than 100,000 points"),
        (["I"], "I: write NAME=A,B,C or NAME=START:STOP:STEP"),
        (["I="], "I=: write NAME=A,B,C"),
        (["II=1,2"], "Did you mean I?"),
        (["I=1,x"], "I = 'x' is not allowed"),
        (["a=1,100"], "a = 100.0 is not allowed"),
        (["preset=RS,XX"], "no preset called 'XX'"),
        (["I=1", "I=2"], "I is given twice"),
        (["I=1,2", "--out", "table.xls"], "must end in .csv or .json"),
        (["I=1,2", "--processes", "0"], "must be at least 1"),
        (
            ["I=1,2", "--out", "no/such/folder/t.csv", "--processes", "1"],
            "there is no folder no/such/folder",
        ),
    ],
)
def test_mistakes_are_found_before_anything_is_computed(
    words: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def not_reached(state: Any) -> None:
        raise AssertionError("it was computed")

    monkeypatch.setattr(sweep, "outcome_of", not_reached)
    assert main(["sweep", NEURON, *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert len(told.err.splitlines()) == 1


def test_a_cluster_computes_the_same(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask gives an executor of the standard library's kind, for which threads stand here."""
    asked: list[str] = []

    def client(address: str, **_: object) -> Any:
        asked.append(address)
        return SimpleNamespace(get_executor=lambda: ThreadPoolExecutor(2))

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=client))
    monkeypatch.setattr(sweep, "find_spec", lambda name: name)
    assert main(["sweep", NEURON, *GRID, "--dask", "tcp://there:1"]) == 0
    there = capsys.readouterr().out
    assert main(["sweep", NEURON, *GRID, "--processes", "1"]) == 0
    assert there == capsys.readouterr().out
    assert asked == ["tcp://there:1"]
    monkeypatch.setattr(sweep, "find_spec", lambda name: None)
    assert main(["sweep", NEURON, *GRID, "--dask", "tcp://there:1"]) == 2
    assert "pip install distributed" in capsys.readouterr().err


@given(
    st.integers(-50, 50),
    st.integers(1, 40),
    st.sampled_from([0.1, 0.25, 0.3, 1.0, 2.5]),
)
def test_a_range_has_both_ends_and_no_rounding(start: int, count: int, step: float) -> None:
    stop = start + count * step
    found = sweep.read_values("I", f"{start}:{stop!r}:{step}")
    assert len(found) == count + 1
    assert found[0] == start
    assert found[-1] == pytest.approx(stop, rel=1e-12)
    assert all(len(repr(value)) <= 12 for value in found)
    down = sweep.read_values("I", f"{stop!r}:{start}:-{step}")
    assert down[::-1] == pytest.approx(found, rel=1e-9, abs=1e-9)


def test_a_range_that_does_not_meet_its_end() -> None:
    assert sweep.read_values("I", "0:1:0.4") == [0.0, 0.4, 0.8]
    with pytest.raises(ParameterError):
        sweep.read_values("I", "0:1:-0.4")

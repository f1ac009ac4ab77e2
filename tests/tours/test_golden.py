"""Tours as each version wrote them: files and links open for ever, and are written alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from izhikevich.tours import read_tour, read_tour_link, write_tour, write_tour_link

FILES = sorted((Path(__file__).parents[1] / "data" / "tours").glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_golden(file: Path) -> None:
    text = file.read_text(encoding="utf-8").rstrip("\n")
    link = file.with_suffix(".link").read_text(encoding="utf-8").rstrip("\n")
    tour = read_tour(text)
    assert write_tour(tour) == text
    assert tour.title == json.loads(text)["title"]
    assert len(tour.steps) == len(json.loads(text)["steps"])
    # Compressors differ in their bytes; what they hold is the same.
    assert read_tour_link(link) == tour
    assert read_tour_link(write_tour_link(tour)) == tour


def test_each_kind_of_part_is_there() -> None:
    steps = [step for file in FILES for step in read_tour(file.read_text(encoding="utf-8")).steps]
    assert {step.state["view"] for step in steps} == {"neuron", "network", "ensemble", "learning"}
    assert {step.points_at.kind for step in steps if step.points_at} >= {"panel", "readout"}
    assert any(step.task.answer for step in steps if step.task)

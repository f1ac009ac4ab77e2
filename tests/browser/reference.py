"""The published spikes of the twenty patterns, as the page must show them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from izhikevich import PATTERNS

from .driver import Explorer

Spikes = dict[str, list[float]]

_FILE = Path(__file__).parents[1] / "data" / "pattern_spikes.json"


def load_spikes() -> Spikes:
    """Spike times in ms, by the pattern's letter, under the paper's own scheme and step."""
    facts = json.loads(_FILE.read_text(encoding="utf-8"))["patterns"]
    return {
        pattern.letter: [index * pattern.dt for index in facts[pattern.letter]["figure_indices"]]
        for pattern in PATTERNS.values()
    }


def check_alive(explorer: Explorer, spikes: Spikes, letters: str = "CGT") -> None:
    """Check that Python answers: each pattern clicked shows its own spikes, in both plots.

    At the end a current that no stored answer has is typed in, so that the plots can only
    come from a simulation.
    """
    assert explorer.live() == "Simulated in your browser"
    explorer.choose(letters[-1])
    before = (explorer.traces("trace"), explorer.traces("phase"))
    for letter in letters:
        explorer.choose(letter)
        assert explorer.spikes() == pytest.approx(spikes[letter]), letter
        now = (explorer.traces("trace"), explorer.traces("phase"))
        assert now[0] != before[0], f"{letter}: the voltage trace stayed as it was"
        assert now[1] != before[1], f"{letter}: the phase plane stayed as it was"
        before = now
    explorer.choose("A")
    explorer.type("I", "7.3251")
    assert explorer.traces("trace") != before[0]
    assert len(explorer.spikes()) > len(spikes["A"])

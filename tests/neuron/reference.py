"""Reference facts for the tests of one neuron, read from tests/data."""

import json
from pathlib import Path
from typing import Any

import izhikevich as izh

_DATA = Path(__file__).parents[1] / "data"


def load(name: str) -> Any:
    """Read one of the data files."""
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


def stimulus(facts: dict[str, Any]) -> izh.Piecewise:
    """Return the stimulus that a protocol in the data files describes."""
    return izh.Piecewise(facts["baseline"], tuple(_piece(piece) for piece in facts["pieces"]))


def _piece(facts: dict[str, Any]) -> izh.Piece:
    ramp = facts["kind"] == "ramp"
    return izh.Piece(
        level=facts["I0"] if ramp else facts["I"],
        start=facts["from"],
        stop=facts["to"],
        includes_start=facts["from_op"] == ">=",
        includes_stop=facts["to_op"] == "<=",
        slope=facts["slope"] if ramp else 0.0,
        t_ref=facts["t_ref"] if ramp else None,
    )


PATTERN_FACTS = {facts["letter"]: facts for facts in load("patterns")["patterns"]}
PATTERN_SPIKES = load("pattern_spikes")["patterns"]
BY_LETTER = {pattern.letter: pattern for pattern in izh.PATTERNS.values()}

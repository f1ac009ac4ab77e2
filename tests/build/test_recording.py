"""The page writes tours as Python does, and takes over only what has the form of one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from izhikevich.tours import TOURS, Tour, read_tour, write_tour
from make import node, paths

FILES = sorted((paths.ROOT / "tests" / "data" / "tours").glob("*.json"))
PROGRAM = """
import { readFileSync } from "node:fs";
const { difference, draftOf, partsOf, tourText } = await import(process.argv[1]);
const { found, conditions, pairs } = JSON.parse(readFileSync(0, "utf8"));
const drafts = found.map(draftOf);
console.log(JSON.stringify({
  drafts,
  texts: drafts.map((draft) => draft && tourText(draft)),
  parts: conditions.map(partsOf),
  differences: pairs.map(([from, to, defaults]) => difference(from, to, defaults)),
}));
"""


def ask(
    found: list[Any], conditions: list[str] | None = None, pairs: list[Any] | None = None
) -> dict[str, Any]:
    """Let recording.js read and write."""
    module = (Path(paths.SITE) / "js" / "tours" / "recording.js").as_uri()
    done = subprocess.run(
        [node.ensure().node, "--input-type=module", "--eval", PROGRAM, module],
        input=json.dumps({"found": found, "conditions": conditions or [], "pairs": pairs or []}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_tours_are_written_alike() -> None:
    texts = [file.read_text(encoding="utf-8").rstrip("\n") for file in FILES]
    texts += [write_tour(Tour("", t.title, t.text, t.steps)) for t in TOURS.values()]
    written = ask([json.loads(text) for text in texts])["texts"]
    assert written == texts
    for text in written:
        assert write_tour(read_tour(text)) == text


def test_only_what_has_the_form_is_taken_over() -> None:
    state = {"version": 1, "view": "neuron", "preset": "RS", "values": {}, "panels": ["trace"]}
    odd: list[Any] = [None, 3, [], {}, {"steps": 3}, {"steps": [None, 3, {}, {"state": {}}]}]
    odd += [
        {
            "title": 3,
            "text": "x" * 5000,
            "steps": [
                {"state": {**state, "values": {"I": 1, "a": [1], "b": None}}, "task": 3},
                {"state": {**state, "panels": [1]}},
                {"state": state, "points_at": {"kind": "script", "name": "x"}},
                {"state": state, "task": {"goal": [*range(20)], "answer": [1], "harm": "x"}},
            ],
        },
        {"steps": [{"state": state}] * 99},
    ]
    drafts = ask(odd)["drafts"]
    assert drafts[:5] == [None] * 5
    assert drafts[5] == {"title": "", "text": "", "steps": []}
    taken = drafts[6]
    assert taken["title"] == ""
    assert len(taken["text"]) == 2000
    first, second, third = taken["steps"]
    assert first["state"]["values"] == {"I": 1}
    assert first["task"] is None
    assert second["points_at"] is None
    assert third["task"] == {"text": "", "goal": [""] * 8, "hint": "", "answer": {}, "why": ""}
    assert len(drafts[7]["steps"]) == 30


def test_conditions_and_answers() -> None:
    conditions = ["spikes per burst = 3", "I<=-1e2", "rate layer 3 > 5", "nothing"]
    state = {"view": "neuron", "preset": "RS", "values": {"I": 1, "d": 2}}
    other = {"view": "neuron", "preset": "RS", "values": {"I": 1, "c": 3}}
    pairs = [[state, other, {"d": 8}], [state, state, {}], [state, {**other, "preset": "FS"}, {}]]
    answer = ask([], conditions, pairs)
    assert answer["parts"] == [
        {"what": "spikes per burst", "relation": "=", "value": "3"},
        {"what": "I", "relation": "<=", "value": "-1e2"},
        {"what": "rate layer 3", "relation": ">", "value": "5"},
        {"what": "", "relation": "=", "value": ""},
    ]
    assert answer["differences"] == [{"d": 8, "c": 3}, {}, None]

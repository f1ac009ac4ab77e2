"""The page reads and writes the same links as Python."""

import json
import subprocess
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from izhikevich.links import read_comparison, read_link, write_link
from izhikevich.views import registry
from make import node, paths

from tests import wire
from tests.link_states import VIEWS, junk, sent, states, usual_panels

CASES = 300

#: Reads links and states from the standard input, and answers what the page makes of them.
PROGRAM = """
import { readFileSync } from "node:fs";
const link = await import(process.argv[1]);
const { readComparison, readLink, readPage, viewOf, writeComparison, writeLink } = link;
const { views, links, states, pairs } = JSON.parse(readFileSync(0, "utf8"));
const read = links.map((link) => ({ state: readLink(link, views), page: readPage(link) }));
const written = states.map(({ state, page }) => writeLink(state, viewOf(state, views), page));
const shown = read.map(({ state }) => viewOf(state, views).name);
const compared = read.map(({ state, page: { compare } }) =>
  compare === undefined ? null : readComparison(compare, state));
const joined = pairs.map(([b, a]) => {
  const view = viewOf(b, views);
  return writeLink(b, view, { compare: writeComparison(a, b, view) });
});
console.log(JSON.stringify({ read, written, shown, compared, joined }));
"""


def generated(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Return examples, the same each time."""
    found: list[Any] = []

    @settings(max_examples=CASES, database=None, suppress_health_check=[*HealthCheck])
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


def ask(links: list[str], asked: list[Any], pairs: list[Any] | None = None) -> dict[str, Any]:
    """Let link.js read and write."""
    schema = wire.schema()["views"]
    keys = ("name", "default_preset", "presets", "panels")
    views = [{key: view[key] for key in keys} for view in schema]
    link = (paths.SITE / "js" / "state" / "link.js").as_uri()
    done = subprocess.run(
        [node.ensure().node, "--input-type=module", "--eval", PROGRAM, link],
        input=json.dumps({"views": views, "links": links, "states": asked, "pairs": pairs or []}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def completed(state: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in, as the page does, what a link leaves out."""
    view, _ = registry.request_of(state)
    default = {
        "view": VIEWS[0].name,
        "preset": view.default_preset,
        "panels": usual_panels(view),
    }
    return {**default, **state}


def test_links_are_read_alike() -> None:
    links = [*generated(junk), *(write_link(state) for state in generated(states()))]
    links = [link for link in links if link.isprintable() or link.isascii()]
    answer = ask(links, [])
    for link, page_side, shown in zip(links, answer["read"], answer["shown"], strict=True):
        state, page = read_link(link)
        assert page_side == {"state": completed(state), "page": page}, link
        assert shown == registry.request_of(state)[0].name, link


def test_links_are_written_alike() -> None:
    pages = st.dictionaries(st.sampled_from(["embed", "controls", "theme", "lang", "start"]), junk)
    asked = [
        {"state": state, "page": page} for state, page in generated(st.tuples(states(), pages))
    ]
    answer = ask([], asked)
    for each, link in zip(asked, answer["written"], strict=True):
        assert link == write_link(**each)


def test_comparisons_are_read_and_written_alike() -> None:
    pairs = [
        [shown, {**other, "panels": shown["panels"]}]
        for shown, drawn in generated(st.tuples(states(), states()))
        for other in (drawn, sent({**shown, "values": drawn["values"]}), {**drawn, "values": {}})
        if other["view"] == shown["view"]
    ]
    assert len(pairs) > CASES
    links = [write_link(shown, None, other) for shown, other in pairs]
    links += [write_link({}, {"compare": text}) for text in generated(junk)]
    answer = ask(links, [], pairs)
    assert answer["joined"] == links[: len(pairs)]
    for link, found in zip(links, answer["compared"], strict=True):
        compared = read_comparison(link)
        assert compared is not None
        expected = completed(compared)
        if "preset" not in compared:
            expected["preset"] = registry.VIEWS[expected["view"]]().default_preset
        assert found == expected, link


def test_blanks_are_read_once() -> None:
    """However many there are, at the ends or inside: a pattern for them would try each of them."""
    many = " \t" * 150_000
    links = [f"{many}#neuron?preset=RS&I=1{many}", f"#neuron?preset=RS&I=1{many}x"]
    answer = ask(links, [])
    for link, found in zip(links, answer["read"], strict=True):
        state, page = read_link(link)
        assert found["state"]["values"] == state["values"]
        assert found["page"] == page
    assert answer["read"][0]["state"]["values"] == {"I": "1"}

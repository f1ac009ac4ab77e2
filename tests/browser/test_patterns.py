"""All twenty patterns: what the page shows is what the package gives on CPython."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from izhikevich import CELL_TYPES, PATTERNS
from playwright.sync_api import Browser

from . import digest
from .conftest import NewPage
from .driver import Explorer
from .reference import Spikes
from .servers import serve_unpacked


def test_every_pattern_shows_its_published_spikes(
    new_page: NewPage, long_lived: Browser, site: str, spikes: Spikes
) -> None:
    page = new_page(long_lived)
    page.goto(site)
    explorer = Explorer(page)
    explorer.live()
    for letter, expected in spikes.items():
        state = explorer.choose(letter)
        assert PATTERNS[state["preset"]].letter == letter
        assert explorer.spikes() == pytest.approx(expected), letter
        assert explorer.readouts()["Spikes"] == str(len(expected)), letter


def test_the_same_bits_under_pyodide(new_page: NewPage, long_lived: Browser, folder: Path) -> None:
    """Samples, spikes and random numbers, in the Pyodide and numpy that the page ships."""
    page = new_page(long_lived)
    blank = '<!doctype html><link rel="icon" href="data:,">'
    page.route("**/blank", lambda route: route.fulfill(body=blank, content_type="text/html"))
    script = Path(digest.__file__).read_text(encoding="utf-8")
    with serve_unpacked(folder) as base:
        page.goto(base + "blank")
        there: dict[str, Any] = json.loads(
            page.evaluate(
                """async ([base, script]) => {
                  const { loadPyodide } = await import(base + "pyodide/pyodide.js");
                  const half = await import(base + "pyodide/pyodide.asm.js");
                  const pyodide = await loadPyodide(
                    { packages: ["numpy"], createPyodideModule: half.default },
                  );
                  const shipped = await (await fetch(base + "izhikevich.zip")).arrayBuffer();
                  pyodide.FS.writeFile("izhikevich.zip", new Uint8Array(shipped));
                  pyodide.runPython("import sys; sys.path.insert(0, 'izhikevich.zip')");
                  return pyodide.runPython(script + "\\nimport json; json.dumps(digest())");
                }""",
                [base, script],
            )
        )
    here: dict[str, Any] = json.loads(json.dumps(digest.digest()))
    assert there.keys() == here.keys()
    assert len(here["patterns"]) == len(PATTERNS)
    assert len(here["cells"]) == len(CELL_TYPES)
    for part, values in here.items():
        assert there[part] == values, part

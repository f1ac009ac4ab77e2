"""The panel for the reader's own code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from .conftest import NewPage
from .driver import Explorer
from .firefox import Firefox
from .live import Live, started_at

BURSTS = 'trace = izh.simulate_pattern("tonic_bursting")\nprint(trace.n_spikes)\ntrace'
ENDLESS = 'print("begun")\nwhile True: pass'


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once, and open the panel in it."""
    with started_at(chromium, site) as live:
        live.explorer.code()
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page with the view's own script; any error in the page fails the test."""
    started.show("#neuron?preset=tonic_spiking")
    update = started.page.get_by_role("button", name="Update from view")
    if update.is_enabled():
        update.click()
    started.page.locator(".cm-content").filter(has_text="Tonic spiking").wait_for()
    yield started
    started.watch.check()


@pytest.fixture
def explorer(live: Live) -> Explorer:
    """What drives the shared page."""
    return live.explorer


def ran(explorer: Explorer, code: str) -> str:
    """Run code: what it printed and showed in words."""
    explorer.write(code)
    explorer.run()
    return str(explorer.output())


@pytest.fixture
def careless(chromium: Browser) -> Iterator[Page]:
    """A page that may have errors: it is made to crash."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_the_script_of_the_view_runs(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(f"{site}#neuron?I=3")
    explorer = Explorer(page)
    explorer.live()
    spikes = explorer.spikes()
    assert (
        "editor.js"
        not in page.evaluate("performance.getEntriesByType('resource').map(e => e.name)").__repr__()
    )
    assert "izh.simulate(" in explorer.code()
    explorer.run()
    assert f"{len(spikes)} spikes" in explorer.output()
    assert explorer.figures(1)[0][0] == explorer.traces("trace")[0]["length"]


def test_the_script_follows_the_view_until_it_is_edited(live: Live) -> None:
    page, explorer = live.page, live.explorer
    content = page.locator(".cm-content")
    explorer.choose("C")
    content.filter(has_text="Tonic bursting").wait_for()
    explorer.write("1 + 1")
    explorer.choose("B")
    explorer.tab("network")
    content.filter(has_text="izh.networks.feedforward").wait_for()
    explorer.tab("neuron")
    content.filter(has_text="1 + 1").wait_for()
    page.get_by_role("button", name="Update from view").click()
    content.filter(has_text="Phasic spiking").wait_for()
    content.focus()
    page.keyboard.press("Control+z")
    content.filter(has_text="1 + 1").wait_for()


def test_what_code_makes_is_opened_in_a_view(explorer: Explorer) -> None:
    output = ran(explorer, BURSTS)
    assert output == "28\nTrace of 220 ms in steps of 0.25 ms: 28 spikes"
    explorer.figures(1)
    assert explorer.openShown()["preset"] == "tonic_bursting"
    assert len(explorer.spikes()) == 28
    ran(explorer, "izh.networks.cortical_2003(80, 20, seed=3)")
    state = explorer.openShown()
    assert state["view"] == "network"
    assert state["values"] == {"excitatory": 80, "inhibitory": 20, "seed": 3}


def test_numbers_and_figures_are_drawn(explorer: Explorer) -> None:
    code = (
        "izh.show(np.arange(5.0) ** 2)\n"
        "net = izh.networks.ring(50)\n"
        "izh.show(net.run(100))\n"
        'izh.show({"data": [{"x": [1, 2, 3], "y": [3, 1, 2]}]})'
    )
    assert ran(explorer, code) == ""
    line, _, own = explorer.figures(3)
    assert (line, own) == ([5], [3])


def test_errors_name_the_line(live: Live) -> None:
    page, explorer = live.page, live.explorer
    output = ran(explorer, 'print("half")\ndef f(x): return 1 / x\nf(0)')
    assert output.startswith("half\nLine 2: ZeroDivisionError: division by zero")
    assert "izhikevich" not in output
    assert page.locator(".cm-line.cm-problem").inner_text() == "def f(x): return 1 / x"
    assert "matplotlib is not available here" in ran(explorer, "import matplotlib.pyplot")
    assert ran(explorer, "x = = 1").startswith("Line 1: SyntaxError")


def test_what_is_printed_without_end_stays_readable(explorer: Explorer) -> None:
    output = ran(explorer, 'for i in range(100_000): print("a line", i)')
    assert output.startswith("a line 0\n")
    assert output.endswith("More than 200,000 characters are not shown.")


@pytest.mark.proves("code-stopped")
@pytest.mark.parametrize("way", ["folder", "single file from disk", "sandbox"])
def test_what_hangs_is_stopped(
    careless: Page, site: str, single_file: Path, tmp_path: Path, way: str
) -> None:
    page = careless
    if way == "sandbox":
        host = tmp_path / "index.html"
        attributes = 'sandbox="allow-scripts" width="1240" height="700"'
        host.write_text(
            f'<!doctype html><iframe src="{single_file.as_uri()}" {attributes}></iframe>',
            encoding="utf-8",
        )
        page.goto(host.as_uri())
        explorer = Explorer(page.frames[1])
    else:
        page.goto(site if way == "folder" else single_file.as_uri())
        explorer = Explorer(page)
    explorer.live()
    explorer.choose("C")
    spikes = explorer.spikes()
    explorer.code()
    explorer.write(ENDLESS)
    explorer.run()
    place = page.frames[-1].locator(".code-output")
    place.filter(has_text="begun").wait_for()
    page.frames[-1].locator("#code .primary").click()
    explorer.answer()
    assert "Python is being restarted" in explorer.output()
    assert explorer.spikes() == spikes
    assert ran(explorer, "1 + 1") == "2"
    explorer.choose("D")
    assert explorer.spikes() != spikes


def test_code_that_waits_is_stopped_without_ado(live: Live) -> None:
    page, explorer = live.page, live.explorer
    workers = len(page.workers)
    explorer.write('import asyncio\nprint("begun")\nawait asyncio.sleep(1000)')
    explorer.run()
    page.locator(".code-output").filter(has_text="begun").wait_for()
    explorer.run()
    assert explorer.output() == "begun"
    assert len(page.workers) == workers
    assert ran(explorer, "2 + 1") == "3"


CRASHES = {
    "an error of the worker": (
        "import js\nfrom pyodide.ffi import create_once_callable\n"
        "js.setTimeout(create_once_callable(lambda: 1 / 0), 0)"
    ),
    "a fatal error": "import pyodide_js, js\npyodide_js._api.fatal_error(js.Error.new())",
    "no memory": 'raise MemoryError("for example")',
}


@pytest.mark.parametrize("crash", CRASHES)
def test_the_page_survives(careless: Page, site: str, crash: str) -> None:
    careless.goto(f"{site}#neuron?preset=tonic_bursting&I=2")
    explorer = Explorer(careless)
    explorer.live()
    explorer.code()
    spikes = explorer.spikes()
    explorer.write(CRASHES[crash])
    explorer.run()
    explorer.answer()
    if crash == "no memory":
        assert "ran out of memory" in explorer.output()
    else:
        assert "Python stopped unexpectedly" in explorer.told()[0]
    assert explorer.spikes() == spikes
    assert "preset=tonic_bursting" in careless.url
    assert ran(explorer, "1 + 1") == "2"
    explorer.choose("A")
    explorer.settled()  # until then it stands there faintly
    assert not careless.locator(".notice").filter(has_text="stopped unexpectedly").count()


def test_the_keyboard_is_not_caught(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site)
    explorer = Explorer(page)
    explorer.live()
    page.locator("#python").focus()
    page.keyboard.press("Enter")
    page.locator(".cm-content:focus").filter(has_text="import").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.locator(".code-output:focus").count() == 1
    page.keyboard.press("Shift+Tab")
    explorer.write("1 + 2")
    page.keyboard.press("Control+Enter")
    assert explorer.output() == "3"
    page.get_by_role("button", name="Close").click()
    assert page.locator("#python:focus").count() == 1
    assert page.locator("#code").is_hidden()


@pytest.mark.proves("link-no-code")
def test_no_code_runs_from_a_link(new_page: NewPage, site: str) -> None:
    page = new_page()
    code = quote("import js\njs.postMessage('ran')")
    page.goto(f"{site}#neuron?code={code}&python={code}&stimulus={code}")
    explorer = Explorer(page)
    explorer.live()
    assert page.locator("#code").is_hidden()
    assert "js.postMessage" not in explorer.code()


def test_firefox(firefox: Firefox, site: str) -> None:
    with firefox.page(site) as page:
        explorer = Explorer(page)
        explorer.live()
        explorer.code()
        assert ran(explorer, BURSTS).startswith("28")
        explorer.figures(1)
        explorer.write(ENDLESS)
        explorer.run()
        explorer.run()
        explorer.answer()
        assert "Python is being restarted" in explorer.output()
        assert ran(explorer, "1 + 1") == "2"
    firefox.troubles.clear()

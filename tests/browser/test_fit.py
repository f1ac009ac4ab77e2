"""Fitting in the page: a recorded cell, a dropped file, and the way to the Neuron view."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import numpy as np
import pytest
from izhikevich.fitting import sample, step_current
from playwright.sync_api import Browser, expect

from tests import wire
from tests.fitting.files.axon import Epochs, abf2
from tests.fitting.recordings import answered

from .live import Live, started_at
from .test_about import unfold
from .test_own_data import DROP

DROP_BYTES = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  const options = { dataTransfer, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new DragEvent("drop", options));
}"""
#: A file on the page's host: requests of the page are answered by its service worker otherwise.
SERVED = """(content) => {
  const own = window.fetch;
  window.fetch = async (address, ...options) => {
    if (!String(address).includes("/data/")) return own(address, ...options);
    if (String(address).endsWith("cell.csv")) return new Response(content);
    return new Response("", { status: 404 });
  };
  window.fetch.own = own;
}"""
LINK = "#fit?preset=known_parameters&searched=2"


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once, with the Fit view."""
    with started_at(chromium, f"{site}{LINK}") as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page; any error in it fails the test."""
    started.show(LINK)
    yield started
    started.watch.check()


def table(sweeps: int = 3) -> str:
    """Some sweeps of the known cell, every fourth sample, as a table."""
    cell = sample("planted")
    head = ["t (ms)", *["v (mV)"] * sweeps, *["I (pA)"] * sweeps]
    columns = [cell.t, *cell.voltage[-sweeps:], *cell.current[-sweeps:]]
    rows = np.column_stack(columns)[::2].tolist()
    return "\n".join([",".join(head), *(",".join(f"{x:.5g}" for x in row) for row in rows)])


def test_the_page_finds_what_python_finds(live: Live) -> None:
    state = {"view": "fit", "preset": "known_parameters", "values": {"searched": 2}}
    expected = wire.at_once(state)
    assert live.explorer.readouts()["Loss"] == next(
        one["value"] for one in expected["readouts"] if one["label"] == "Loss"
    )
    live.page.get_by_role("button", name="10 % more").click()
    live.explorer.settled()
    assert float(live.explorer.value("searched")) == 12.0


def test_a_search_runs_until_it_is_stopped(live: Live) -> None:
    before = float(live.explorer.readouts()["Loss"])
    live.page.get_by_role("button", name="Fit", exact=True).click()
    live.page.wait_for_function("() => !location.hash.includes('searched=2&')", timeout=60_000)
    live.page.get_by_role("button", name="Fit", exact=True).click()
    live.explorer.settled()
    assert float(live.explorer.value("searched")) > 2.0
    assert float(live.explorer.readouts()["Loss"]) <= before


def test_it_opens_in_the_neuron_view(live: Live) -> None:
    fitted = live.explorer.readouts()["C"]
    live.page.get_by_role("button", name="Open in Neuron").click()
    live.explorer.settled()
    assert live.page.evaluate("location.hash").startswith("#neuron?preset=RS_2007")
    assert float(live.explorer.value("C")) == pytest.approx(float(fitted.split()[0]), rel=1e-3)
    assert not live.page.locator(".notice.error").count()


def test_a_dropped_recording_is_fitted_and_stays_here(live: Live) -> None:
    live.page.evaluate(DROP, ["cell.csv", table()])
    result = live.page.locator("dialog .result")
    expect(result).to_contain_text("3 sweeps of 600 ms each", timeout=60_000)
    live.page.get_by_role("button", name="View it").click()
    live.explorer.settled()
    assert live.explorer.readouts()["Recorded spikes"] == "8 · 14 · 22"
    assert float(live.explorer.value("searched")) == 100.0
    link = live.page.evaluate("location.hash")
    assert "cell.csv" in link
    assert len(link) < 300


def test_a_file_by_its_address(live: Live) -> None:
    page = live.page
    page.evaluate(SERVED, table())
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("tab", name="Open").click()
    result = page.locator("dialog .result")
    for address, said in (
        ("https://elsewhere.invalid/cell.csv", "from this page's own host only"),
        ("./data/none.csv", "“none.csv” cannot be fetched: 404"),
        ("./data/cell.csv", "“cell.csv”: 3 sweeps of 600 ms each"),
    ):
        page.get_by_label("What to open").fill(address)
        page.locator("dialog").get_by_role("button", name="Open", exact=True).click()
        expect(result).to_contain_text(said, timeout=60_000)
    page.keyboard.press("Escape")
    page.evaluate("void (window.fetch = window.fetch.own)")
    live.explorer.settled()
    assert live.explorer.readouts()["Recorded spikes"] == "8 · 14 · 22"


def test_a_network_of_the_cell(live: Live) -> None:
    page = live.page
    unfold(page)
    page.get_by_role("link", name="Use it in a network").click()
    live.explorer.settled()
    assert page.evaluate("location.hash").startswith("#network?preset=custom")
    assert float(live.explorer.readouts()["Cells excitatory"].split()[0]) > 1.0


def test_a_click_adds_a_spike(live: Live) -> None:
    assert live.explorer.readouts()["Recorded spikes"].startswith("2 · 4 · 8")
    live.explorer.open("spikes")
    panel = live.page.locator('[data-panel="spikes"]')
    panel.get_by_role("button", name="Correct spikes").click()
    area = panel.locator(".draglayer .nsewdrag").first
    box = area.bounding_box()
    assert box
    live.page.mouse.click(box["x"] + 0.97 * box["width"], box["y"] + 0.5 * box["height"])
    live.explorer.settled()
    assert live.explorer.readouts()["Recorded spikes"].startswith("2 · 4 · 9")
    assert live.explorer.value("corrections").startswith("2@")


def test_features_in_a_table(live: Live) -> None:
    live.explorer.open("features")
    row = live.page.locator('[data-panel="features"] .cells tr').filter(
        has_text="spike_count_stimint"
    )
    assert [cell.strip() for cell in row.locator("td").all_text_contents()][::2] == [
        "2",
        "4",
        "8",
        "14",
        "22",
    ]


def test_other_models_and_steps_of_the_cell(live: Live) -> None:
    for name, rows in (("alternative", 3), ("time_step", 3)):
        live.explorer.open(name)
        panel = live.page.locator(f'[data-panel="{name}"]')
        expect(panel.locator(".legend .traces")).to_have_count(rows, timeout=60_000)
    live.explorer.settled()
    loss = live.explorer.readouts()["Loss"]
    live.page.get_by_label("Weights").first.fill("voltage 4")
    live.page.keyboard.press("Enter")
    live.explorer.settled()
    assert "weights=voltage" in live.page.evaluate("location.hash")
    assert live.explorer.readouts()["Loss"] != loss


def test_the_report_is_printed_on_a_page(live: Live) -> None:
    page = live.page
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Export", exact=True).click()
    row = page.locator(".run-row").filter(has_text="Report")
    row.get_by_role("button", name="PDF").click()
    page.locator(".printed-figure").wait_for(state="attached")
    pdf = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    assert float(box[1]) == pytest.approx(210 / 25.4 * 72, abs=1)
    assert float(box[2]) == pytest.approx(297 / 25.4 * 72, abs=1)
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.keyboard.press("Escape")


def test_the_cell_is_saved_for_the_neuron_view(live: Live) -> None:
    live.page.get_by_role("button", name="Save the cell").click()
    expect(live.page.locator("#notices")).to_contain_text("Saved as “RS” under My cells.")
    live.page.get_by_role("button", name="Show it").click()
    live.explorer.settled()
    saved = live.page.locator(".saved-list").get_by_text("RS", exact=True)
    expect(saved).to_have_count(1)
    assert "recording" not in live.page.evaluate("location.hash")


def test_a_recording_in_the_neuron_view(live: Live) -> None:
    live.show("#neuron?preset=tonic_spiking")
    live.page.evaluate(DROP, ["cell.csv", table()])
    expect(live.page.locator("dialog .result")).to_contain_text("3 sweeps", timeout=60_000)
    live.page.get_by_role("button", name="View it").click()
    live.explorer.settled()
    assert live.explorer.readouts()["Spikes, model/cell"] == "8/8"
    assert "recording" in [trace["name"] for trace in live.explorer.traces("trace")]
    live.explorer.type("d", 40)
    live.explorer.settled()
    model, cell = live.explorer.readouts()["Spikes, model/cell"].split("/")
    assert int(model) > int(cell) == 8
    live.page.get_by_text("chattering cell, visual cortex (2007)").click()
    live.explorer.settled()
    assert live.explorer.readouts()["Spikes, model/cell"].endswith("/8")


def test_an_abf_goes_from_the_neuron_view_to_a_model(live: Live) -> None:
    t = np.arange(0.0, 300.0, 0.1)
    cell = answered("RS_2007", t, step_current(t, 50.0, 250.0, (150.0, 250.0)), 0.1)
    content = abf2(cell.voltage, 0.1, Epochs(500, 2500, 150.0, 100.0))
    live.show("#neuron?preset=tonic_spiking")
    live.page.evaluate(DROP_BYTES, ["cell.abf", base64.b64encode(content).decode()])
    result = live.page.locator("dialog .result")
    expect(result).to_contain_text("2 sweeps of 300 ms each", timeout=60_000)
    expect(result).to_contain_text("Its current is the command Icmd (pA)")
    live.page.get_by_role("button", name="View it").click()
    live.explorer.settled()
    live.page.locator("#badges").get_by_text("fit this recording").click()
    live.page.get_by_role("button", name="Fit it").click()
    live.explorer.settled()
    assert live.page.evaluate("location.hash").startswith("#fit")
    expect(live.page.locator("h1, h2").get_by_text("a recorded cell")).to_be_visible()
    counts = [str(len(spikes)) for spikes in cell.spikes()]
    assert live.explorer.readouts()["Recorded spikes"] == " · ".join(counts)
    assert live.explorer.readouts()["Spikes"] == " · ".join(f"{n}/{n}" for n in counts)

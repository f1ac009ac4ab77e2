"""The reader's own data in the page: a file is dropped and learned, and its weights are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests import wire

from .driver import Explorer
from .live import Live, started_at

LINK = "#learning?preset=own_data&panels=raster,course,confusion&epochs=2"
DROP = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  const options = { dataTransfer, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new DragEvent("drop", options));
}"""
PHONE: ViewportSize = {"width": 390, "height": 844}
#: Two classes that a line separates, and whose names want to be markup.
SMALL = "y,<i>x</i>,species\n" + "".join(
    f"{k % 9},{(k * 37) % 20 + 30 * (k % 2)},{('<b>low', 'high & up')[k % 2]}\n" for k in range(80)
)
LARGE = "a,b,c,label\n" + "".join(
    f"{k % 97 + (k % 3) * 40},{k % 89},{k % 7},class {k % 3}\n" for k in range(60_000)
)


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once, with its own samples."""
    with started_at(chromium, f"{site}{LINK}", accept_downloads=True) as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page; any error in it fails the test."""
    started.show(LINK)
    yield started
    started.watch.check()


def drop(live: Live, name: str, text: str) -> None:
    live.page.evaluate(DROP, [name, text])
    expect(live.page.locator("dialog .result")).to_contain_text(name)


def view_it(live: Live) -> None:
    live.page.get_by_role("button", name="View it").click()
    live.explorer.settled()


def classes(live: Live) -> list[str]:
    """The names of the classes at the confusion matrix."""
    labels = live.page.locator('[data-panel="confusion"] .ytick text').all_text_contents()
    return sorted(labels)


def test_a_dropped_table_is_learned_and_judged(live: Live) -> None:
    assert classes(live) == ["Adelie", "Chinstrap", "Gentoo"]
    drop(live, "own.csv", SMALL)
    expect(live.page.locator("dialog .result")).to_contain_text(
        "80 samples of 2 classes, with 2 features"
    )
    view_it(live)
    assert classes(live) == ["<b>low", "high & up"]
    before = live.explorer.value("epochs")
    live.page.get_by_role("button", name="10 more epochs").click()
    live.explorer.settled()
    assert float(live.explorer.value("epochs")) == float(before) + 10
    assert live.explorer.readouts()["Correct answers"] == "100.0 %"
    link = live.page.evaluate("location.hash")
    assert "data=" in link
    told = live.explorer.readouts()
    live.page.reload()  # the link holds all of it
    live.explorer = Explorer(live.page)
    live.explorer.live()
    live.explorer.settled()
    assert live.explorer.readouts() == told


def test_undo_goes_back_to_the_samples_before(live: Live) -> None:
    drop(live, "own.csv", SMALL)
    view_it(live)
    live.page.keyboard.press("Control+z")
    live.explorer.settled()
    assert classes(live) == ["Adelie", "Chinstrap", "Gentoo"]


def test_a_large_file_is_not_in_the_link(live: Live) -> None:
    live.show(LINK.replace("epochs=2", "epochs=0"))
    drop(live, "large.csv", LARGE)
    expect(live.page.locator("dialog .result")).to_contain_text("60,000 samples of 3 classes")
    view_it(live)
    expect(live.page.locator("#notices")).to_contain_text("of the 60,000 samples are used")
    assert "large.csv" in live.page.locator("#parameter-data").evaluate(
        "(field) => field.selectedOptions[0].textContent"
    )
    live.page.locator("#share").click()
    expect(live.page.locator("dialog .notice.warning")).to_contain_text(
        "Data: the content of “large.csv” is not in the link"
    )


def test_what_cannot_be_read_says_where(live: Live) -> None:
    drop(live, "bad.csv", "x,label\n1,a\n2,b\n3,a\n4,b\n5x,a\n")
    result = live.page.locator("dialog .result")
    expect(result.locator(".notice.error")).to_contain_text("line 6, column x: must be a number")
    live.page.keyboard.press("Escape")
    assert live.explorer.readouts()["Samples"] == "256 + 86"  # what was shown stays


def test_samples_are_pasted(live: Live) -> None:
    live.page.locator('[data-parameter="data"]').get_by_role("button", name="open a file").click()
    live.page.locator("dialog textarea").fill("x,label\n1,no\n2,no\n8,yes\n9,yes\n")
    live.page.locator("dialog").get_by_role("button", name="Open", exact=True).click()
    view_it(live)
    assert classes(live) == ["no", "yes"]


def test_weights_are_saved_and_opened(live: Live, tmp_path: Path) -> None:
    live.show(LINK.replace("epochs=2", "epochs=6&hidden=11"))
    known = live.explorer.readouts()
    live.page.locator("#export").click()
    with live.page.expect_download() as saved:
        row = live.page.locator(".run-row", has_text="Trained weights")
        row.get_by_role("button", name="NPZ").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert file.name == "own_data_weights.npz"
    live.show(LINK)
    row = live.page.locator('[data-parameter="weights"]')
    row.get_by_role("button", name="open a file").click()
    live.page.locator('dialog input[type="file"]').set_input_files(file)
    view_it(live)
    now = live.explorer.readouts()
    assert now["Correct answers"] == known["Correct answers"]
    assert live.explorer.summary().startswith("Before any learning")
    assert float(live.explorer.value("hidden")) == 11.0
    live.page.get_by_role("button", name="10 more epochs").click()
    live.explorer.settled()
    found = wire.opened(file.read_bytes(), "own_data_weights.npz", {"view": "learning"})
    values = {**found.state["values"], "epochs": 10.0}
    state = {**found.state, "values": values}
    answer = wire.at_once(state)
    facts = {r["label"]: f"{r['value']} {r['unit']}".strip() for r in answer["readouts"]}
    assert live.explorer.readouts() == facts


def test_nir_says_why_not(live: Live) -> None:
    live.page.locator("#export").click()
    live.page.get_by_role("tab", name="Scripts").click()
    live.page.get_by_role("button", name="NIR").click()
    expect(live.page.locator("dialog .notes .error")).to_contain_text("NIR (1.0) knows no Izh")
    live.page.get_by_role("button", name="BrainPy script").click()
    expect(live.page.locator("dialog textarea")).to_have_value(
        re.compile(r"brainpy\.state\.Izhikevich")
    )


def test_on_a_phone(chromium: Browser, site: str) -> None:
    with started_at(chromium, f"{site}{LINK}", viewport=PHONE, has_touch=True) as live:
        page = live.page
        page.locator("#sheet-handle").click()
        for name in ("data", "weights"):
            row = page.locator(f'[data-parameter="{name}"]')
            row.scroll_into_view_if_needed()
            for part in (row.locator("select"), row.get_by_role("button", name="open a file")):
                box = part.bounding_box()
                assert box is not None
                assert box["x"] >= 0.0
                assert box["x"] + box["width"] <= PHONE["width"]
                assert box["height"] >= 32.0
        page.locator('[data-parameter="data"]').get_by_role("button", name="open a file").click()
        dialog = page.locator("dialog").bounding_box()
        assert dialog is not None
        assert dialog["x"] + dialog["width"] <= PHONE["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        live.watch.check()

"""Guided tours: walked through by keyboard, tasks that tick, a teacher's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from izhikevich.links import write_link
from izhikevich.tours import (
    TOURS,
    TourError,
    read_tour,
    read_tour_link,
    write_tour,
    write_tour_link,
)
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.random_states import PAYLOADS

from .conftest import NewPage
from .driver import Explorer
from .live import Live, started_at
from .test_share import frame_html, open_host
from .tools import press

#: Where pictures are left to be looked at.
PICTURES = Path(__file__).parents[2] / "dist" / "screenshots"
#: Where each tour is begun.
LINK = "#neuron?preset=RS"
#: ms for what Python must answer first.
PATIENCE = 30000

OWN: dict[str, Any] = {
    "type": "izhikevich-tour",
    "title": "My lesson",
    "steps": [
        {"title": "Look", "text": "It fires.", "state": "#neuron?preset=RS&I=2"},
        {
            "title": "Do",
            "text": "Now you.",
            "points_at": {"kind": "parameter", "name": "d"},
            "task": {"text": "Set d to 3.", "goal": ["d = 3"], "answer": {"d": 3}},
        },
    ],
}


def tour_of(*steps: dict[str, Any]) -> str:
    """Link to a tour with these steps."""
    tour = {"type": "izhikevich-tour", "title": "My lesson", "steps": steps}
    return write_tour_link(read_tour(json.dumps(tour)))


def open_live(page: Page, address: str) -> Explorer:
    """Open the page, and wait until Python has drawn."""
    page.goto(address)
    explorer = Explorer(page)
    explorer.live()
    return explorer


def title(page: Page) -> str:
    """Title of the step that is shown."""
    return page.locator("#tour-title").inner_text()


def focused(page: Page) -> str:
    """Text of what has the focus."""
    text: str = page.evaluate("document.activeElement.textContent.trim()")
    return text


def press_enter(page: Page) -> None:
    """Press what has the focus, and wait until the answer to it is drawn."""
    page.evaluate(
        "globalThis.drawn = new Promise((resolve) => "
        "addEventListener('explorer:drawn', () => resolve(0), { once: true })); 0"
    )
    page.keyboard.press("Enter")
    page.evaluate("drawn")


def tab_to(page: Page, text: str) -> None:
    """Press Tab until something with this text has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if focused(page) == text:
            return
    raise AssertionError(f"Tab does not lead to {text}")


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once."""
    with started_at(chromium, f"{site}{LINK}") as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page outside any tour; any error in the page fails the test."""
    started.show(LINK)
    yield started
    started.watch.check()


@pytest.mark.parametrize("name", TOURS)
def test_walk_through_by_keyboard(live: Live, name: str) -> None:
    page, tour = live.page, TOURS[name]
    page.locator("#tours").focus()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if focused(page).startswith(tour.title):
            break
    press_enter(page)
    expect(page.locator("#tour")).to_be_visible()
    assert focused(page) == tour.steps[0].title
    tab_to(page, "Next")
    for i, step in enumerate(tour.steps):
        assert title(page) == step.title
        assert page.locator(".tour-dots").get_attribute("aria-label") == (
            f"Step {i + 1} of {len(tour.steps)}"
        )
        expect(page.locator("#progress")).to_be_hidden(timeout=PATIENCE)
        assert not page.locator("#notices .error").count()
        if step.points_at:
            expect(page.locator(".marked:visible").first).to_be_visible(timeout=PATIENCE)
        assert focused(page) == ("Finish" if i + 1 == len(tour.steps) else "Next")
        press_enter(page)
    expect(page.locator("#tour")).to_be_hidden()
    expect(page.locator("dialog.tours")).to_be_visible()
    expect(page.locator(".tour-choice", has_text=tour.title)).to_contain_text("✓")
    page.keyboard.press("Escape")
    assert focused(page) == "Tours"
    assert "tour=" not in page.url


def test_tasks_tick(live: Live) -> None:
    """They do when the reader meets them, and not when the page shows the answer."""
    page = live.page
    task = page.locator(".tour-task")
    for name, tour in TOURS.items():
        for i, step in enumerate(tour.steps):
            if step.task is None:
                continue
            page.evaluate(f"location.hash = '#tour={name}&step={i + 1}'")
            expect(page.locator("#tour-title")).to_have_text(step.title)
            live.explorer.settled()
            expect(task).not_to_have_class("tour-task solved")
            expect(page.locator("#tour .tour-now")).to_contain_text(", wanted ")
            page.get_by_role("button", name="Hint").click()
            expect(page.locator(".tour-hint")).to_have_text(step.task.hint)
            page.get_by_role("button", name="Show the answer").click()
            expect(page.locator(".tour-result")).to_contain_text("Shown, but not done")
            live.explorer.settled()
            expect(task).not_to_have_class("tour-task solved")
            page.get_by_role("button", name="Reset this step").click()
            live.explorer.settled()
            expect(task).not_to_have_class("tour-task solved")
            state = step.normal_state
            done = {**state, "values": {**state["values"], **step.task.answer}}
            live.explorer.follow(write_link(done, {"tour": name, "step": f"{i + 1}"}))
            expect(task).to_have_class("tour-task solved", timeout=PATIENCE)
            expect(page.locator(".tour-result")).to_have_text("Achieved.")
            expect(page.locator("#tour .tour-now")).to_have_text("Done.")
    page.locator("#tours").click()
    assert (
        page.locator(".task-choice", has_text="✓").count() == page.locator(".task-choice").count()
    )


def test_a_task_ticks_by_a_slider_and_the_step_can_be_set_again(
    new_page: NewPage, site: str
) -> None:
    page = new_page()
    explorer = open_live(page, f"{site}#tour=bursting&step=4")
    assert title(page) == "Counting spikes"
    now = page.locator("#tour .tour-now")
    expect(now).to_have_text("spikes per burst: now 6, wanted 3", timeout=PATIENCE)
    explorer.type("d", "3")
    expect(now).to_have_text("spikes per burst: now 4, wanted 3", timeout=PATIENCE)
    explorer.drag("d", [2.5, 3.0, 3.5, 4.0])
    expect(page.locator(".tour-result")).to_have_text("Achieved.", timeout=PATIENCE)
    page.get_by_role("button", name="Reset this step").click()
    explorer.settled()
    assert explorer.value("d") == "2"
    expect(page.get_by_role("button", name="Reset this step")).to_be_hidden()


def test_what_is_so_at_arrival_is_not_done(new_page: NewPage, site: str) -> None:
    """Whoever opens a link to a solved state has not solved it."""
    page = new_page()
    own = tour_of(
        {
            "text": "At 2.",
            "state": "#neuron?preset=RS&I=2",
            "task": {"text": "2!", "goal": ["I = 2"]},
        }
    )
    explorer = open_live(page, f"{site}{own}")
    task, now = page.locator(".tour-task"), page.locator("#tour .tour-now")
    expect(now).to_have_text("now 2, wanted 2", timeout=PATIENCE)
    explorer.type("d", "7")
    explorer.settled()
    expect(task).to_have_class("tour-task")
    explorer.type("I", "3")
    expect(now).to_have_text("now 3, wanted 2")
    explorer.type("I", "2")
    expect(task).to_have_class("tour-task solved")
    expect(now).to_have_text("Done.")


def test_a_view_in_the_address_is_not_yet_a_state(live: Live) -> None:
    live.show("#neuron?tour=spike")
    assert title(live.page) == TOURS["spike"].steps[0].title
    live.explorer.settled()
    assert "stimulus=" in live.page.url  # that of the first step
    live.page.get_by_role("button", name="Leave").click()


def test_history(live: Live) -> None:
    page = live.page
    live.show("#tour=spike")
    first, second = (step.title for step in TOURS["spike"].steps[:2])
    assert title(page) == first
    page.get_by_role("button", name="Next").click()
    live.explorer.settled()
    assert title(page) == second
    page.go_back()
    expect(page.locator("#tour-title")).to_have_text(first)
    live.explorer.settled()
    assert "step=1" in page.url
    page.go_forward()
    expect(page.locator("#tour-title")).to_have_text(second)
    page.get_by_role("button", name="Leave").click()
    expect(page.locator("#tour")).to_be_hidden()
    expect(page.locator("#selector")).to_be_visible()


def test_a_teacher_s_own(new_page: NewPage, site: str, tmp_path: Path) -> None:
    page = new_page()
    explorer = open_live(page, site)
    own = tmp_path / "lesson.json"
    own.write_text(json.dumps(OWN, indent=1), encoding="utf-8")
    page.locator("#tours").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a tour").click()
    chooser.value.set_files(own)
    expect(page.locator(".tour-name")).to_have_text("My lesson", timeout=PATIENCE)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".tour-result")).to_contain_text("Shown, but not done")
    explorer.settled()
    assert explorer.value("d") == "3"
    page.get_by_role("button", name="Reset this step").click()
    explorer.settled()
    explorer.type("d", "3")
    expect(page.locator(".tour-result")).to_have_text("Achieved.", timeout=PATIENCE)
    # The address holds all of it.
    other = new_page()
    open_live(other, page.url)
    expect(other.locator("#tour-title")).to_have_text("Do", timeout=PATIENCE)
    assert Explorer(other).value("d") == "3"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({**OWN, "steps": []}, "must be a list of 1 to 30 steps"),
        ({**OWN, "title": "<img src=x onerror=alert(1)>"}, "is plain text, without HTML"),
    ],
)
def test_junk_is_refused_in_words(
    live: Live, tmp_path: Path, content: dict[str, Any], words: str
) -> None:
    page = live.page
    file = tmp_path / "junk.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    page.locator("#tours").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a tour").click()
    chooser.value.set_files(file)
    expect(page.locator("#notices .error")).to_contain_text(words, timeout=PATIENCE)
    assert "junk.json" in live.explorer.told()[0]


def test_broken_links(new_page: NewPage, site: str) -> None:
    page = new_page()
    told = page.locator("#notices .error")
    explorer = open_live(page, f"{site}#tour=nothing")
    for link in ("#tour=nothing", "#tour=z!!!", "#tour=zAAAA"):
        page.evaluate(f"location.hash = '{link}'")
        # It is reported only once, although the address is told again, twice within a frame.
        page.evaluate(
            "for (const newURL of [location.href, location.href])"
            " dispatchEvent(new HashChangeEvent('hashchange', { newURL }))"
        )
        explorer.settled()
        expect(told).to_contain_text("The tour of this link cannot be shown", timeout=PATIENCE)
        expect(page.locator("#tour")).to_be_hidden()
        explorer.follow(LINK)
        expect(told).to_have_count(0)


def test_invitation(new_page: NewPage, site: str) -> None:
    page = new_page()
    open_live(page, site)
    line = page.locator("#invitation")
    expect(line).to_be_visible()
    line.get_by_role("button", name="Take a five-minute tour").click()
    expect(page.locator("dialog.tours")).to_be_visible()
    page.keyboard.press("Escape")
    expect(line).to_be_hidden()
    page.reload()
    expect(line).to_be_hidden()
    linked = new_page()
    linked.goto(f"{site}#neuron?preset=RS")
    expect(linked.locator("#invitation")).to_be_hidden()


def test_the_task_stays_in_sight_on_a_phone(new_page: NewPage, site: str) -> None:
    """In one line above the controls, which cover the tour."""
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    explorer = open_live(page, f"{site}#tour=bursting&step=4")
    explorer.settled()
    in_tour = page.locator("#tour .tour-line")
    expect(in_tour).to_contain_text("Make this cell burst with three spikes.")
    expect(in_tour).to_contain_text("now 6, wanted 3")
    page.locator("#sheet-handle").click()
    line = page.locator(".tour-line.in-controls")
    expect(line).to_be_visible()
    for value, text in (("3", "spikes per burst: now 4, wanted 3"), ("4", "Done.")):
        explorer.type("d", value)
        expect(line).to_contain_text(text, timeout=PATIENCE)
        seen = line.bounding_box()
        handle = page.locator("#sheet-handle").bounding_box()
        assert seen is not None
        assert handle is not None
        assert seen["height"] < 40
        assert seen["x"] >= 0
        assert seen["x"] + seen["width"] <= 390
        assert abs(seen["y"] - handle["y"] - handle["height"]) <= 1
        assert page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('.tour-line') !== null",
            [seen["x"] + seen["width"] / 2, seen["y"] + seen["height"] / 2],
        )
        assert line.locator(".tour-now").evaluate("(e) => e.scrollWidth <= e.clientWidth")


def test_phone(new_page: NewPage, site: str) -> None:
    """The plot that a step points at is seen above the sheet."""
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    explorer = open_live(page, f"{site}#tour=spike&step=4")
    explorer.settled()
    sheet = page.locator("#tour").bounding_box()
    plot = page.locator('[data-panel="phase"]').bounding_box()
    assert sheet is not None
    assert plot is not None
    assert plot["y"] >= 0
    assert min(plot["y"] + plot["height"], sheet["y"]) - plot["y"] > 0.8 * plot["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def field(step: Locator, label: str) -> Locator:
    """Field of a step that is being recorded."""
    return step.locator(".recorded-field", has_text=label).locator("input, textarea, select").first


@pytest.mark.parametrize(
    "size",
    [{"width": 1280, "height": 800}, {"width": 390, "height": 844}],
    ids=["desktop", "phone"],
)
def test_a_tour_is_recorded_shared_and_done(
    new_page: NewPage, site: str, size: ViewportSize
) -> None:
    """Two steps, the second with a task from the facts; a reader opens the link, and does it."""
    page = new_page(viewport=size, has_touch=size["width"] < 800)
    explorer = open_live(page, f"{site}#neuron?preset=tonic_bursting&duration=300")
    press(page, "tours")
    page.get_by_role("button", name="Record a tour").click()
    dialog, bar = page.locator("dialog.tour-recording"), page.locator("#recorder")
    field(dialog, "Title").fill("Spikes in a burst")
    dialog.get_by_role("button", name="Add this state").click()
    first, second = dialog.locator(".recorded > li").nth(0), dialog.locator(".recorded > li").nth(1)
    field(first, "Heading").fill("Six")
    field(first, "Text").fill("Each burst has six spikes. <b>Look</b>")
    dialog.get_by_role("button", name="Preview").click()
    expect(dialog.locator(".feedback.error")).to_contain_text("step 1")
    expect(dialog.locator(".feedback.error")).to_contain_text("without HTML such as '<b>'")
    field(first, "Text").fill("Each burst has six spikes.")
    field(first, "Points at").select_option("panel trace")
    page.keyboard.press("Escape")
    bar.get_by_role("button", name="Add this state").click()
    expect(bar).to_contain_text("Recording: 2 steps")
    explorer.type("d", "4")
    explorer.settled()
    bar.get_by_role("button", name="Steps").click()
    field(second, "Text").fill("How many do you want?")
    second.get_by_role("button", name="Add a task").click()
    field(second, "What to do").fill("Three spikes in each burst.")
    second.get_by_label("What is measured").select_option("spikes per burst")
    assert second.get_by_label("Value").input_value() == "3"  # as it is now
    second.get_by_role("button", name="Use the present values").click()
    expect(second).to_contain_text("Answer: d = 4")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    inside = dialog.evaluate("(e) => e.querySelector('.dialog-body').scrollWidth <= e.clientWidth")
    assert inside
    if size["width"] < 800:
        small = dialog.locator("button.plain:visible").evaluate_all(
            "(all) => all.map((e) => e.getBoundingClientRect())"
            ".filter(({ width, height }) => width < 44 || height < 44).length"
        )
        assert not small
    # Keys move a step, and the focus stays with it.
    second.get_by_role("button", name="Move up").press("Enter")
    expect(first).to_contain_text("Answer: d = 4")
    assert focused(page) == "↓"
    first.get_by_role("button", name="Move down").press("Enter")
    dialog.get_by_role("button", name="Link", exact=True).click()
    link = dialog.get_by_label("Link to the tour").input_value()
    page.screenshot(path=PICTURES / f"recording-{size['width']}.png")
    tour = read_tour_link(link)
    assert [step.title for step in tour.steps] == ["Six", ""]
    task = tour.steps[1].task
    assert task is not None
    assert (task.goal, task.answer) == (("spikes per burst = 3",), {"d": 4.0})
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save as a file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "Spikes-in-a-burst.json"
    assert read_tour(text) == tour
    assert write_tour(read_tour(text)) == text
    dialog.get_by_role("button", name="Preview").click()
    expect(page.locator("#tour-title")).to_have_text("Six")
    page.get_by_role("button", name="Leave").click()
    expect(dialog).to_be_visible()
    # It is kept where there is storage.
    page.reload()
    expect(page.locator("#recorder")).to_contain_text("Recording: 2 steps")
    reader = new_page(viewport=size)
    other = open_live(reader, link)
    expect(reader.locator("#tour-title")).to_have_text("Six", timeout=PATIENCE)
    reader.locator(".tour-next").click()
    expect(reader.locator("#tour .tour-now")).to_have_text("now 6, wanted 3", timeout=PATIENCE)
    other.type("d", "4")
    expect(reader.locator(".tour-result")).to_have_text("Achieved.", timeout=PATIENCE)


def accepted() -> list[str]:
    """Payloads that a tour may have as its text."""
    found = []
    for text in PAYLOADS:
        try:
            tour_of({"text": text[:100], "title": text[:100]})
        except TourError:
            continue
        found.append(text[:100])
    return found


def test_texts_of_a_tour_stay_text_in_a_frame(new_page: NewPage, site: str, tmp_path: Path) -> None:
    """Those that Python lets pass: also where the frame has no origin, and while recording."""
    texts = accepted()
    assert len(texts) > 30
    whole = "\n\n".join(texts)[:1500]
    task = {"text": whole, "goal": ["I = 1"], "hint": whole, "why": whole, "answer": {"I": 1}}
    link = tour_of({"title": "Here", "text": whole, "task": task})
    page = new_page()
    open_host(page, tmp_path, frame_html(f"{site}{link}", sandbox="allow-scripts"))
    frame = page.frame_locator("iframe")
    expect(frame.locator("#tour-title")).to_have_text("Here", timeout=120_000)
    frame.get_by_role("button", name="Hint").click()
    frame.get_by_role("button", name="Show the answer").click()
    shown = frame.locator(".tour-text")
    words = "".join(whole.split())
    assert "".join((shown.text_content() or "").replace("−", "-").split()) == words.replace(
        "−", "-"
    )
    frame.locator("#tours").click()
    frame.get_by_role("button", name="Edit a copy of this tour").click()
    dialog = frame.locator("dialog.tour-recording")
    expect(dialog).to_contain_text("Nothing is kept here")
    assert dialog.locator(".recorded textarea").first.input_value() == whole
    for place in ("#tour", "dialog.tour-recording"):
        found = frame.locator(place).locator("img, script, iframe, svg, a, [onload], [onerror]")
        assert found.count() == 0


def test_what_is_stored_is_taken_field_by_field(new_page: NewPage, site: str) -> None:
    state = {"view": "neuron", "preset": "RS", "values": {"I": 2, "a": [1]}, "panels": ["trace"]}
    step = {
        "text": "<img src=x onerror='globalThis.harmed = 1'>",
        "state": state,
        "task": {"goal": 3},
    }
    kept = {"open": True, "title": 3, "steps": [step, None, {"state": {"view": 1}}], "x": "y"}
    page = new_page()
    page.add_init_script(
        f"localStorage.setItem('tour-recording', JSON.stringify({json.dumps(kept)}))"
    )
    open_live(page, site)
    expect(page.locator("#recorder")).to_contain_text("Recording: 1 step")
    page.locator("#recorder").get_by_role("button", name="Steps").click()
    expect(page.locator(".recorded textarea").first).to_have_value(str(step["text"]))
    assert page.evaluate("globalThis.harmed ?? null") is None
    assert page.locator("dialog img").count() == 0
    page.get_by_role("button", name="Delete all").click()
    expect(page.locator("#recorder")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('tour-recording')") is None

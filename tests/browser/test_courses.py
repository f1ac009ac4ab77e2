"""Packages for learning platforms, in one: scorm-again is the platform's side of SCORM."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from izhikevich.tours import TOURS, Tour
from izhikevich.tours.course import Standard, course_package
from playwright.sync_api import Browser, FrameLocator, Page, expect

from .conftest import NewPage
from .driver import Explorer
from .servers import serve
from .tools import press
from .watch import Watch

_MODULES = Path(__file__).parents[2] / "site" / "node_modules"
PICTURES = Path(__file__).parents[2] / "dist" / "screenshots"
PATIENCE = 60_000  # ms for what Python must answer first

#: A platform: what it kept of the last attempt is in its session storage.
_PLATFORM = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A course</title>
<link rel="icon" href="data:,">
<style>html, body, iframe {{ width: 100%; height: 100%; margin: 0; border: 0 }}</style>
<script src="scorm-again.min.js"></script></head><body>
<script>
const api = new {maker}({{ autocommit: false, logLevel: 4 }});
const before = sessionStorage.getItem("kept");
if (before) api.loadFromJSON(JSON.parse(before), "");
globalThis.{name} = api;
const keep = () => sessionStorage.setItem("kept", JSON.stringify(api.renderCMIToJSONObject().cmi));
for (const kind of ["{prefix}Commit", "{prefix}{end}"]) api.on(kind, keep);
</script>
<iframe src="course/index.html"></iframe></body></html>
"""


class _Names(NamedTuple):
    """How a standard calls what is looked at."""

    maker: str
    object: str
    prefix: str
    end: str
    score: str
    location: str


_NAMES: dict[Standard, _Names] = {
    "scorm12": _Names(
        "Scorm12API", "API", "LMS", "Finish", "cmi.core.score", "cmi.core.lesson_location"
    ),
    "scorm2004": _Names(
        "Scorm2004API", "API_1484_11", "", "Terminate", "cmi.score", "cmi.location"
    ),
}


class Platform:
    """A page of the platform that shows the lesson."""

    def __init__(self, page: Page, address: str, standard: Standard) -> None:
        self.page = page
        self.names = _NAMES[standard]
        page.goto(address)

    @property
    def lesson(self) -> FrameLocator:
        """The page of the package."""
        return self.page.frame_locator("iframe")

    @property
    def explorer(self) -> FrameLocator:
        """The explorer within it."""
        return self.lesson.frame_locator("#explorer")

    def value(self, element: str) -> str:
        """What the platform knows now."""
        get = f"{self.names.object}.lmsGetValue"
        return str(self.page.evaluate(f"{get}({json.dumps(element)})"))

    def live(self) -> None:
        """Wait until Python has drawn."""
        inside = self.page.frames[-1]
        assert "izhikevich-explorer.html" in inside.url
        Explorer(inside).live()

    def solve(self, values: dict[str, Any]) -> None:
        """Change values, as the page around the explorer may."""
        message = json.dumps({"type": "izhikevich:set", "values": values})
        self.page.frames[1].evaluate(
            f"document.getElementById('explorer').contentWindow.postMessage({message}, '*')"
        )

    def walk(self, tour: Tour, steps: range, solved: int) -> int:
        """Go through steps, counted from 1, and solve their tasks; return how many are solved."""
        for number in steps:
            step = tour.steps[number - 1]
            expect(self.explorer.locator("#tour-title")).to_have_text(step.title, timeout=PATIENCE)
            if step.task is not None:
                self.settled()
                self.solve(dict(step.task.answer))
                solved += 1
                expect(self.explorer.locator(".tour-task")).to_have_class(
                    "tour-task solved", timeout=PATIENCE
                )
                expected = f"Tasks solved: {solved} of {_count(tour)}"
                expect(self.lesson.locator("#solved")).to_have_text(expected)
            self.explorer.locator(".tour-next").click()
        return solved

    def settled(self) -> None:
        """Wait until the page has answered."""
        expect(self.explorer.locator(".tour-line .tour-now").first).not_to_be_empty(
            timeout=PATIENCE
        )


def _count(tour: Tour) -> int:
    return sum(step.task is not None for step in tour.steps)


@contextmanager
def hosted(folder: Path, content: bytes, standard: Standard) -> Iterator[str]:
    """Lay a package on a platform's host; the value is the address of the page with it."""
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder / "course")
    if standard != "plain":
        shutil.copy(_MODULES / "scorm-again" / "dist" / "scorm-again.min.js", folder)
        names = _NAMES[standard]
        page = _PLATFORM.format(
            maker=names.maker, name=names.object, prefix=names.prefix, end=names.end
        )
        page = page.replace("const keep = () =>", "globalThis.keep = () =>")
        (folder / "index.html").write_text(page, encoding="utf-8")
    with serve(folder) as address:
        yield address


@pytest.mark.parametrize("standard", _NAMES)
@pytest.mark.parametrize("name", TOURS)
def test_score_and_resume(
    chromium: Browser, single_file: Path, tmp_path: Path, name: str, standard: Standard
) -> None:
    """Half of a tour is done, left, resumed and finished; the platform knows all of it."""
    tour = TOURS[name]
    tasks = [k for k, step in enumerate(tour.steps, 1) if step.task is not None]
    half = tasks[len(tasks) // 2]
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    watch = Watch(context)
    page = context.new_page()
    content = course_package(tour, single_file.read_bytes(), standard)
    with hosted(tmp_path, content, standard) as address:
        platform = Platform(page, address, standard)
        names = platform.names
        solved = platform.walk(tour, range(1, half), 0)
        expect(platform.explorer.locator("#tour-title")).to_have_text(tour.steps[half - 1].title)
        page.wait_for_function(
            f"{names.object}.lmsGetValue('{names.location}') === '{half}'", timeout=PATIENCE
        )
        assert float(platform.value(f"{names.score}.raw")) == round(100 * solved / len(tasks))
        assert _status(platform, standard) == ("incomplete", False)
        page.screenshot(path=PICTURES / f"course_{name}_{standard}.png")

        again = Platform(page, address, standard)
        expect(again.explorer.locator("#tour-title")).to_have_text(tour.steps[half - 1].title)
        expect(again.lesson.locator("#solved")).to_have_text(
            f"Tasks solved: {solved} of {len(tasks)}"
        )
        assert float(again.value(f"{names.score}.raw")) == round(100 * solved / len(tasks))
        solved = again.walk(tour, range(half, len(tour.steps) + 1), solved)
        expect(again.lesson.locator("#state")).to_have_text("Completed.")
        assert solved == len(tasks)
        assert float(again.value(f"{names.score}.raw")) == 100
        assert _status(again, standard) == ("completed", True)
        for k, step in enumerate(tasks):
            assert again.value(f"cmi.objectives.{k}.id") == f"task_{step}"
            assert float(again.value(f"cmi.objectives.{k}.score.raw")) == 100
        again.lesson.locator("#back").click()
        expect(again.explorer.locator("#tour-title")).to_have_text(tour.steps[-1].title)
    context.close()
    watch.check()


def _status(platform: Platform, standard: Standard) -> tuple[str, bool]:
    """Completion, and whether it is passed."""
    if standard == "scorm12":
        status = platform.value("cmi.core.lesson_status")
        return ("completed" if status == "passed" else status), status == "passed"
    passed = platform.value("cmi.success_status") == "passed"
    return platform.value("cmi.completion_status"), passed


def test_plain_package_from_a_disk(new_page: NewPage, single_file: Path, tmp_path: Path) -> None:
    """Without a platform the browser keeps the progress; the folder needs no server."""
    tour = TOURS["excitability"]
    with ZipFile(BytesIO(course_package(tour, single_file.read_bytes(), "plain"))) as archive:
        assert archive.namelist() == ["index.html", "izhikevich-explorer.html"]
        archive.extractall(tmp_path)
    page = new_page()
    address = (tmp_path / "index.html").as_uri()
    page.goto(address)
    explorer = page.frame_locator("#explorer")
    expect(explorer.locator("#tour-title")).to_have_text(tour.steps[0].title, timeout=PATIENCE)
    explorer.locator(".tour-next").click()
    expect(page.locator("#seen")).to_have_text(f"Steps seen: 2 of {len(tour.steps)}")
    expect(page.locator("#kept")).to_have_text("Saved in this browser")
    page.goto("about:blank")
    page.goto(address)
    expect(explorer.locator("#tour-title")).to_have_text(tour.steps[1].title, timeout=PATIENCE)


def test_without_a_platform(new_page: NewPage, single_file: Path, tmp_path: Path) -> None:
    """A package that no platform shows says that nothing is saved."""
    content = course_package(TOURS["spike"], single_file.read_bytes(), "scorm12")
    page = new_page()
    with hosted(tmp_path, content, "plain") as address:
        page.goto(f"{address}course/index.html")
        expect(page.locator("#kept")).to_have_text("Not saved: no learning platform answers")
        expect(page.locator("#kept")).to_have_class("warning")


@pytest.mark.parametrize("from_disk", [False, True])
def test_made_in_the_page(
    new_page: NewPage, site: str, single_file: Path, tmp_path: Path, from_disk: bool
) -> None:
    """The page makes the same package as Python, of its own file or of the one it is given."""
    page = new_page()
    page.goto(single_file.as_uri() if from_disk else site)
    Explorer(page).live()
    press(page, "tours")
    section = page.locator(".course-export")
    tour, form, required = section.locator("select").all()
    tour.select_option(label=TOURS["bursting"].title)
    form.select_option("scorm2004")
    required.select_option("1")
    button = section.get_by_role("button", name="Export for a course")
    if from_disk:
        button.click()
        expect(section.locator(".feedback")).to_contain_text("choose the file of this page first")
        section.locator("input[type=file]").set_input_files(single_file)
    with page.expect_download(timeout=PATIENCE) as download:
        button.click()
    section.scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / "course-export.png")
    download.value.save_as(tmp_path / "course.zip")
    explorer = single_file.read_bytes()
    expected = course_package(TOURS["bursting"], explorer, "scorm2004", required=1)
    with ZipFile(tmp_path / "course.zip") as made, ZipFile(BytesIO(expected)) as ours:
        assert made.namelist() == ours.namelist()
        for name in ours.namelist():
            assert made.read(name) == ours.read(name)


def test_the_page_for_teachers(new_page: NewPage, site: str, tmp_path: Path) -> None:
    """Each tour has a card and each task a code; on paper, answers are on a sheet of their own."""
    tasks = sum(map(_count, TOURS.values()))
    page = new_page()
    for name, heading in (("teaching", "Answers"), ("teaching-de", "Antworten")):
        page.goto(f"{site}{name}.html")
        expect(page.locator(".card .code svg")).to_have_count(len(TOURS))
        expect(page.locator(".task .code svg")).to_have_count(tasks)
        expect(page.locator("#answers li")).to_have_count(tasks)
        expect(page.locator("#answers h2")).to_have_text(heading)
        page.screenshot(path=PICTURES / f"{name}.png")
        page.pdf(path=PICTURES / f"{name}.pdf", format="A4", prefer_css_page_size=True)
    page.goto(f"{site}teaching.html")
    page.locator(".task a").nth(1).click()
    explorer = page.locator("#tour-title")
    expect(explorer).to_have_text(TOURS["spike"].steps[-1].title, timeout=PATIENCE)

"""Several views on one page, long runs, and tables: with a view that only Python declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

from . import live as shared_page
from .conftest import DESKTOP, NewPage
from .driver import Explorer
from .example_site import make_site
from .servers import serve

USUAL = "part=E,count=800;part=I,count=200,kind=FS"
PHONE: ViewportSize = {"width": 390, "height": 844}
LEAKS = """() => {
  globalThis.observing = 0;
  const { observe, disconnect } = ResizeObserver.prototype;
  ResizeObserver.prototype.observe = function (...all) { observing++; observe.apply(this, all); };
  ResizeObserver.prototype.disconnect = function () { observing--; disconnect.apply(this); };
  globalThis.listening = 0;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const counted = (target, options) => (target === document || target === window) && !options?.once;
  EventTarget.prototype.addEventListener = function (type, act, options) {
    if (counted(this, options)) listening++;
    add.call(this, type, act, options);
  };
  EventTarget.prototype.removeEventListener = function (type, act, options) {
    if (counted(this, options)) listening--;
    remove.call(this, type, act, options);
  };
}"""


class Live(shared_page.Live):
    """The page that the tests of this file share, and what they do in it."""

    def tab(self, view: str) -> None:
        """Click a view's tab, and wait for its first answer."""
        self.explorer.tab(view)

    def table(self, text: str) -> dict[str, Any]:
        """Follow a link to a table."""
        state: dict[str, Any] = self.explorer.follow(f"#example?parts={text}")
        return state

    def cell(self, row: int, column: str) -> Any:
        """The cell of the table."""
        return self.page.locator(f".table .row:nth-child({row}) [data-column={column}]")

    def put(self, row: int, column: str, text: str) -> None:
        """Type into a cell, and wait for the answer."""
        self.explorer.settled()
        self.cell(row, column).fill(text)
        self.cell(row, column).press("Enter")
        self.explorer.settled()


@pytest.fixture(scope="module")
def example_site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the site with one more view."""
    own = tmp_path_factory.mktemp("example") / "site"
    make_site(folder, own)
    with serve(own) as url:
        yield url


@pytest.fixture(scope="module")
def started(chromium: Browser, example_site: str) -> Iterator[Live]:
    """Start the page once."""
    with shared_page.started_at(chromium, example_site, LEAKS, service_workers="block") as shared:
        yield Live(**vars(shared))


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, in the example view; any error in the page fails the test."""
    started.explorer.follow("#example?row=7")
    started.explorer.follow("#example")
    yield started
    started.watch.check()


@pytest.fixture
def long_run(live: Live) -> Live:
    """A run of ten seconds has begun and can be stopped."""
    live.page.evaluate("location.hash = '#example?length=2000'")
    live.page.locator("#stop").wait_for()
    return live


def test_each_view_has_its_own(live: Live) -> None:
    page = live.page
    assert page.locator("#views [aria-current]").inner_text() == "Example"
    assert page.title().startswith("Short")
    assert page.locator(".panels-main .panel, #extra-panels .panel").count() == 2
    assert page.locator("#runner").is_visible()
    assert not page.locator("#player").is_visible()
    live.tab("neuron")
    assert page.locator("#views [aria-current]").inner_text() == "Neuron"
    assert "#neuron" in page.url or "#" not in page.url
    assert page.locator("#player").is_visible()
    assert not page.locator("#runner").is_visible()
    assert live.explorer.traces("trace")
    assert page.locator("[data-panel=shape], .field.table").count() == 0


def test_a_view_is_found_as_it_was_left(live: Live) -> None:
    live.explorer.type("row", "12")
    live.tab("neuron")
    live.explorer.choose("C")
    live.tab("example")
    assert "row=12" in live.page.url
    assert live.explorer.value("row") == "12"
    live.tab("neuron")
    assert live.explorer.chosen() == ["C tonic bursting"]
    live.page.go_back()
    live.page.wait_for_function("document.getElementById('parameter-row')?.value === '12'")
    live.page.go_back()
    live.page.wait_for_function("document.title.startsWith('tonic bursting')")


def test_the_tab_keeps_the_focus(live: Live) -> None:
    live.page.locator("#views [data-view=neuron]").focus()
    live.page.keyboard.press("Enter")
    live.page.wait_for_function("document.querySelector('[data-panel=trace] .plot')?.data")
    assert live.page.evaluate("document.activeElement.dataset.view") == "neuron"


def test_nothing_is_left_behind(live: Live) -> None:
    count = "[observing, listening, document.querySelectorAll('*').length]"

    def rounds(n: int) -> Any:
        for _ in range(n):
            live.tab("neuron")
            live.tab("example")
        live.explorer.settled()
        return live.page.evaluate(count)

    assert rounds(1) == rounds(3)


def test_views_can_be_switched_quickly(live: Live) -> None:
    live.page.evaluate(
        """async () => {
          const click = (view) => document.querySelector(`#views [data-view=${view}]`).click();
          for (let i = 0; i < 12; i++) {
            click(i % 2 ? "example" : "neuron");
            await new Promise((resolve) => setTimeout(resolve, 12 * i));
          }
        }"""
    )
    live.page.wait_for_function("document.getElementById('summary').textContent.includes('row')")
    live.explorer.settled()
    assert live.explorer.summary().startswith("0 of 0 ms")


def test_a_place_in_the_page_is_no_state(live: Live) -> None:
    live.page.locator(".skip").focus()
    live.page.keyboard.press("Enter")
    live.page.wait_for_timeout(100)
    assert live.page.evaluate("document.activeElement.id") == "plots"
    assert live.page.locator("#notices .notice").count() == 0


def test_what_is_stopped_keeps_what_it_has(long_run: Live) -> None:
    page = long_run.page
    assert "ms of 2000 ms" in page.locator("#status").inner_text()
    assert page.locator("#progress").is_visible()
    page.locator("#stop").click()
    page.locator("#stop").wait_for(state="hidden")
    (told,) = long_run.explorer.told()
    assert told.startswith("Stopped at")
    reached = int(told.removeprefix("Stopped at ").removesuffix(" ms."))
    assert 0 < reached < 2000
    assert long_run.explorer.summary().startswith(f"{reached} of 2000 ms")
    assert not page.locator("#progress").is_visible()


def test_what_does_not_mind_simply_ends(live: Live) -> None:
    live.page.locator("[data-opens=more]").click()
    live.page.locator("#stop").click()
    live.page.locator("#stop").wait_for(state="hidden")
    assert live.page.locator("#notices .notice").count() == 0
    live.page.locator("[data-opens=more]").click()
    live.explorer.type("row", "5")
    assert live.explorer.summary().endswith("row 5.")


def test_a_newer_question_overtakes_a_long_run(long_run: Live) -> None:
    long_run.explorer.type("length", "0")
    assert long_run.explorer.summary().startswith("0 of 0 ms")
    long_run.page.locator("#progress").wait_for(state="hidden")


def test_another_view_overtakes_a_long_run(long_run: Live) -> None:
    long_run.tab("neuron")
    assert long_run.explorer.summary()
    long_run.explorer.settled()
    assert not long_run.page.locator("#progress").is_visible()


def test_nothing_jumps_when_a_run_takes_long(live: Live) -> None:
    places = """() => ["views", "status", "plots", "side", "runner"].map((id) => {
      const { x, y, height } = document.getElementById(id).getBoundingClientRect();
      return [x, y, height];
    })"""
    for size in (DESKTOP, PHONE):
        live.page.set_viewport_size(size)
        live.explorer.follow("#example?row=2")
        before = live.page.evaluate(places)
        live.page.evaluate("location.hash = '#example?length=2000'")
        live.page.locator("#stop").wait_for()
        during = live.page.evaluate(places)
        box = live.page.locator("#stop").bounding_box()
        assert box
        assert 0 <= box["x"] <= size["width"] - box["width"]
        live.explorer.follow("#example")
        assert during == before
    live.page.set_viewport_size(DESKTOP)


def test_going_on(live: Live) -> None:
    more = live.page.get_by_role("button", name="Go on for 20 ms")
    more.click()
    live.page.wait_for_function("driver.summary().startsWith('20 of 20')")
    live.explorer.settled()
    more.click()
    live.page.wait_for_function("driver.summary().startsWith('40 of 40')")
    assert "length=40" in live.page.url


def at_rest(live: Live) -> None:
    """Wait until what runs has ended."""
    live.explorer.settled()
    live.page.wait_for_function("document.querySelector('#progress').hidden")
    live.explorer.settled()


def test_live_goes_on_until_it_is_switched_off(live: Live) -> None:
    button = live.page.get_by_role("button", name="Live")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    live.page.wait_for_function("driver.summary().startsWith('60 of 60')")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    at_rest(live)
    before = live.explorer.summary()
    live.page.wait_for_timeout(500)
    assert live.explorer.summary() == before


@pytest.mark.parametrize("way", ["control", "stop", "hidden", "error", "view"])
def test_live_ends(live: Live, way: str) -> None:
    page = live.page
    button = page.get_by_role("button", name="Live")
    button.click()
    page.wait_for_function("Number.parseInt(driver.summary()) >= 20")
    if way == "control":
        live.explorer.type("row", "9")
    elif way == "stop":
        page.evaluate("document.getElementById('stop').click()")
    elif way == "hidden":
        page.evaluate(
            """() => {
              Object.defineProperty(document, "hidden", { configurable: true, value: true });
              document.dispatchEvent(new Event("visibilitychange"));
              delete document.hidden;
            }"""
        )
    elif way == "error":
        page.locator("#parameter-broken").select_option("yes")
        page.locator("#notices .error").wait_for()
        live.watch.troubles.clear()  # the console tells of it, too
    else:
        live.tab("neuron")
        live.tab("example")
    assert page.get_by_role("button", name="Live").get_attribute("aria-pressed") == "false"
    at_rest(live)
    before = live.explorer.summary()
    page.wait_for_timeout(400)
    assert live.explorer.summary() == before


def test_nothing_goes_on_before_python_runs(new_page: NewPage, example_site: str) -> None:
    page = new_page(service_workers="block")
    page.goto(f"{example_site}#example")
    assert page.get_by_role("button", name="Go on for 20 ms").is_disabled()
    assert page.get_by_role("button", name="Live").is_disabled()
    Explorer(page).live()
    page.wait_for_function("!document.querySelector('#runner button').disabled")


def test_nothing_goes_on_beyond_what_is_allowed(live: Live) -> None:
    live.page.evaluate("location.hash = '#example?length=1990'")
    live.page.locator("#stop").click()
    live.page.locator("#stop").wait_for(state="hidden")
    assert live.page.get_by_role("button", name="Go on for 20 ms").is_disabled()
    assert live.page.get_by_role("button", name="Live").is_disabled()


@pytest.mark.parametrize(("part", "row"), [(0.5, 8), (0.95, 0), (0.03, 19)])
def test_a_click_sets_one_coordinate(live: Live, part: float, row: int) -> None:
    # Two clicks in quick succession would reset the axes; what an earlier test left may still move.
    live.page.wait_for_timeout(500)
    axes = live.page.evaluate(
        """(() => {
          const plot = document.querySelector('[data-panel=shape] .plot');
          const { xaxis, yaxis } = plot._fullLayout;
          const box = plot.getBoundingClientRect();
          return { x: box.left + xaxis._offset, y: box.top + yaxis._offset,
                   width: xaxis._length, height: yaxis._length };
        })()"""
    )
    live.page.mouse.click(axes["x"] + axes["width"] / 2, axes["y"] + part * axes["height"])
    live.page.wait_for_function(
        f"Math.abs(driver.value('row') - {row}) <= 1 && driver.value('row') !== '3'"
    )
    live.explorer.settled()
    assert float(live.explorer.value("row")).is_integer()
    assert "length" not in live.page.url


def test_a_table_is_shown_and_written_back(live: Live) -> None:
    assert live.page.locator(".table .row").count() == 2
    assert live.cell(1, "count").input_value() == "800"
    assert live.cell(2, "kind").input_value() == "FS"
    live.put(1, "count", "1e3")
    assert live.page.url.endswith("#example?parts=part=E,count=1000;part=I,count=200,kind=FS")
    assert live.explorer.readouts()["E"] == "1000 RS"
    live.cell(1, "kind").select_option("FS")
    live.put(2, "law", "normal(5, 1, low=0)")
    assert live.explorer.readouts() == {"E": "1000 FS", "I": "200 FS normal(5, 1, low=0)"}
    live.page.reload()
    live.explorer = Explorer(live.page)
    live.explorer.live()
    live.page.wait_for_function(
        "document.querySelector('.table .row [data-column=count]')?.value === '1000'"
    )
    assert live.explorer.readouts() == {"E": "1000 FS", "I": "200 FS normal(5, 1, low=0)"}
    live.page.locator(".field.table .revert").click()
    live.explorer.settled()
    assert live.cell(1, "count").input_value() == "800"
    assert live.page.url.endswith("#example")


def test_a_table_by_keyboard(live: Live) -> None:
    page = live.page
    page.get_by_role("button", name="Add a row").focus()
    page.keyboard.press("Enter")
    live.explorer.settled()
    assert page.locator(".table .row").count() == 3
    assert live.explorer.readouts()["I2"] == "200 FS"
    assert page.evaluate("document.activeElement.dataset.column") == "part"
    page.keyboard.type("X")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    live.explorer.settled()
    assert "200" not in live.explorer.readouts().get("X", "")
    assert page.evaluate("document.activeElement.dataset.column") == "kind"
    page.get_by_role("button", name="Remove row 2").focus()
    page.keyboard.press("Enter")
    live.explorer.settled()
    assert list(live.explorer.readouts()) == ["E", "X"]
    assert page.evaluate("document.activeElement.title") == "Remove row 2"
    page.keyboard.press("Enter")
    live.explorer.settled()
    assert not page.get_by_role("button", name="Remove row 1").is_visible(), "one must stay"


def test_what_is_wrong_in_a_table_is_told_and_kept(live: Live) -> None:
    live.put(2, "count", "many")
    said = "row 2, size: 'many' is not allowed: must be a whole number"
    assert said in live.explorer.trouble("parts")
    assert live.cell(2, "count").input_value() == "many"
    live.explorer.type("row", "4")
    assert "row 2, size" in live.explorer.trouble("parts")
    assert live.cell(2, "count").input_value() == "many", "the other cells took work"
    live.put(2, "part", "E")
    live.put(2, "count", "50")
    assert "row 2, name: 'E' is not allowed: row 1 has the same" in live.explorer.trouble("parts")
    live.put(2, "part", "J")
    assert live.explorer.trouble("parts") == ""
    assert live.explorer.readouts() == {"E": "800 RS", "J": "50 FS"}
    live.put(1, "part", "forbidden")
    assert "is forbidden" in live.explorer.trouble("parts")
    assert live.cell(2, "part").input_value() == "J"


def test_a_cell_cannot_become_two(live: Live) -> None:
    live.cell(1, "law").fill("1,kind=FS")
    live.cell(1, "law").press("Enter")
    live.explorer.settled()
    assert live.page.locator(".table :invalid").count() == 1
    assert live.explorer.readouts()["E"] == "800 RS"
    live.put(1, "law", "max(1,2)")
    assert live.explorer.readouts()["E"] == "800 RS max(1,2)"


@pytest.mark.parametrize("text", ["part=A", "part=A,law=normal(5,1);part=B", "count=3,part=Z"])
def test_a_table_in_a_link(live: Live, text: str) -> None:
    live.table(text)
    assert live.page.locator(".table .row").count() == text.count(";") + 1
    assert live.explorer.trouble("parts") == ""


@pytest.mark.parametrize(
    "text", ["", ";;", "nonsense", "part", "=", "part=A,part=B", "part=(", "%26%23%3C", "a=" * 3000]
)
def test_a_bad_table_in_a_link(live: Live, text: str) -> None:
    live.table(text)
    assert live.explorer.trouble("parts").startswith("Parts")
    assert len(live.explorer.trouble("parts")) < 250
    live.page.locator(".field.table .revert").click()
    live.explorer.settled()
    assert live.explorer.trouble("parts") == ""


def test_a_view_without_a_panel(live: Live) -> None:
    live.explorer.follow("#plain?q=5")
    live.explorer.settled()
    assert live.page.locator("#summary").inner_text() == "The sum is 6 mV."
    assert live.page.locator("#readouts").inner_text().split() == ["Sum", "6", "mV"]
    assert live.page.locator(".panel:visible").count() == 0
    live.tab("neuron")
    live.tab("plain")
    assert live.page.url.endswith("#plain?q=5")
    live.tab("example")


def test_a_table_fits_a_phone(live: Live) -> None:
    live.page.set_viewport_size(PHONE)
    live.page.locator("#sheet-handle").click()
    boxes = live.page.evaluate(
        """() => {
          const all = document.querySelectorAll(".table .rows :is(input, select, button)");
          return [...all].map((e) => e.getBoundingClientRect()).map((b) => [b.left, b.right]);
        }"""
    )
    assert len(boxes) == 10
    assert all(0 <= left < right <= PHONE["width"] for left, right in boxes)
    assert live.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    live.page.locator("#sheet-handle").click()
    live.page.set_viewport_size(DESKTOP)

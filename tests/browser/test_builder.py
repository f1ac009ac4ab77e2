"""The builder of networks: tables drawn as a graph, edited by pointer, by keys and by fingers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .axe import complaints
from .live import Live, started_at

PAIR = (
    "#network?preset=custom&duration=100&panels=raster"
    "&populations=name=E,size=80;name=I,size=20,cell=FS,inhibitory=1"
    "&projections=pre=E,post=I,weight=normal(5,1),delay=2;pre=I,post=E,weight_inh=9"
)
PHONE = {"width": 390, "height": 844}
#: A thousand edits of all kinds, as the builder's own buttons, keys and fields make them; each of
#: them is counted by the change of the state.
EDITS = """async (count) => {
  let seed = 7;
  const random = (n) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const all = (selector) => [...document.querySelectorAll(`.graph-dialog ${selector}`)];
  const one = (selector) => {
    const found = all(selector).filter((element) => !element.disabled);
    return found[random(found.length)];
  };
  const press = (key, more = {}) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );
  const change = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const kinds = [
    () => all(".graph-bar button").find((b) => b.textContent.startsWith("+"))?.click(),
    () => (one(".graph-node").focus(), press("d")),
    () => (one(".graph-node").focus(), press("Delete")),
    () => (one(".graph-edge")?.focus(), press("Delete")),
    () => (one(".graph-edge")?.focus(), press("d")),
    () => {
      one(".graph-node").focus();
      press("c");
      one(".graph-node").click();
    },
    () => {
      one(".graph-node").focus();
      change(one(".graph-sheet .graph-actions select"), "0");
    },
    () => {
      one(".graph-node").focus();
      change(one(".graph-sheet input[data-column=name]"), `P${random(1000)}`);
    },
    () => {
      one(".graph-node").focus();
      change(one(".graph-sheet input[data-column=size]"), String(1 + random(60)));
    },
    () => (one(".graph-node").focus(), press("ArrowDown", { shiftKey: true })),
    () => {
      one(".graph-node").focus();
      change(one(".graph-sheet select[data-column=traced]"), String(random(3)));
    },
    () => {
      one(".graph-edge")?.focus();
      const field = one(".graph-sheet [data-column=rule]");
      if (field) change(field, field.options[random(field.options.length)].value);
    },
    () => {
      one(".graph-edge")?.focus();
      const field = one(".graph-sheet input[data-column=weight]");
      if (field) change(field, `uniform(0,${1 + random(9)})`);
    },
  ];
  for (let i = 0; i < count; i++) {
    if (all(".graph-node").length > 9) kinds[2]();
    else kinds[random(kinds.length)]();
    if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return all(".graph-node").length;
}"""
BACK = """async () => {
  const undo = document.querySelector('.graph-dialog [aria-label="Undo"]');
  let steps = 0;
  for (; !undo.disabled && steps < 3000; steps++) {
    undo.click();
    if (steps % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return steps;
}"""


@pytest.fixture(scope="module")
def live(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once, with a network of one's own."""
    with started_at(chromium, f"{site}{PAIR}") as live:
        yield live
        live.watch.check()


def opened(live: Live, link: str = PAIR) -> Locator:
    """Show a network and open the builder."""
    live.show(link)
    live.page.get_by_role("button", name="Draw the network").click()
    dialog = live.page.locator(".graph-dialog")
    expect(dialog.locator(".graph-node").first).to_be_visible()
    return dialog


def table(page: Page, name: str) -> str:
    """Return what the link has of a table."""
    parts = dict(part.split("=", 1) for part in page.url.partition("?")[2].split("&"))
    return unquote(parts[name])


def names(parts: Locator) -> list[str]:
    """Return what a screen reader calls buttons."""
    return [str(part.get_attribute("aria-label")) for part in parts.all()]


def middle(part: Locator) -> tuple[float, float]:
    """Return the middle of an element on the screen."""
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_what_a_link_has_is_drawn_and_unchanged(live: Live) -> None:
    dialog = opened(live)
    before = live.page.url
    assert names(dialog.locator(".graph-node")) == [
        "Population E: 80, RS (2003)",
        "Population I: 20, FS (2003)",
    ]
    assert names(dialog.locator(".graph-edge")) == [
        "Projection from E to I: excitatory, weight normal(5,1), probability 0.1, delay 2",
        "Projection from I to E: inhibitory, weight (inh.) 9, probability 0.1, delay 1",
    ]
    assert dialog.locator("path.head.excitatory").count() == 1
    assert dialog.locator("circle.head.inhibitory").count() == 1
    dialog.get_by_role("button", name="List").click()
    dialog.get_by_role("button", name="Drawing").click()
    live.page.keyboard.press("Escape")
    assert live.page.url == before


def test_with_the_pointer(live: Live) -> None:
    dialog = opened(live)
    page = live.page
    nodes = dialog.locator(".graph-node")
    # The handle, dragged to another box, connects both; to the same box makes a loop.
    nodes.nth(1).hover()
    page.mouse.move(*middle(nodes.nth(1).locator(".port")))
    page.mouse.down()
    page.mouse.move(*middle(nodes.nth(0)), steps=5)
    page.mouse.up()
    expect(dialog.locator(".graph-edge")).to_have_count(3)
    expect(dialog.locator(".graph-sheet h3")).to_have_text("Projection I → E")
    # A box is moved.
    at = middle(nodes.nth(0))
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 30, at[1] + 90, steps=5)
    page.mouse.up()
    moved = middle(nodes.nth(0))
    assert moved == pytest.approx((at[0] + 30, at[1] + 90), abs=2)
    # A double click makes one where it is.
    field = dialog.locator(".graph-place").bounding_box()
    assert field is not None
    spot = (field["x"] + field["width"] - 120, field["y"] + field["height"] - 60)
    page.mouse.dblclick(*spot)
    expect(nodes).to_have_count(3)
    assert middle(nodes.nth(2)) == pytest.approx(spot, abs=2)
    live.explorer.settled()
    assert table(page, "populations").split(";")[2] == "name=E2"
    assert table(page, "projections").split(";")[2] == "pre=I"  # the rest is as it is by default
    # A box leaves with its arrows, as one step.
    nodes.nth(0).click()
    dialog.get_by_role("button", name="Delete").click()
    expect(nodes).to_have_count(2)
    expect(dialog.locator(".graph-edge")).to_have_count(0)
    dialog.get_by_role("button", name="Undo").click()
    expect(nodes).to_have_count(3)
    expect(dialog.locator(".graph-edge")).to_have_count(3)
    assert middle(nodes.nth(0)) == pytest.approx(moved, abs=2)


def test_a_link_has_the_places_of_boxes_that_were_moved(live: Live, chromium: Browser) -> None:
    dialog = opened(live)
    live.explorer.settled()
    page = live.page
    nodes = dialog.locator(".graph-node")

    def places(boxes: Locator = nodes) -> list[float]:
        return [value for box in boxes.all() for value in middle(box)]

    arranged = places()
    plain = page.url
    x, y, *other = arranged
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 100, steps=5)
    page.mouse.up()
    nodes.nth(1).focus()
    page.keyboard.press("Shift+ArrowRight")
    moved = places()
    assert moved == pytest.approx([x + 60, y + 100, other[0] + 16, other[1]], abs=2)
    live.explorer.settled()
    assert re.fullmatch(r"E:\d+:\d+,I:\d+:\d+", table(page, "box_places"))
    link = page.url.partition("#")[2]
    # A box that is renamed stays where it is, and one that is deleted leaves.
    dialog.locator(".graph-sheet [data-column=name]").fill("Fast")
    page.keyboard.press("Enter")
    live.explorer.settled()
    assert ",Fast:" in table(page, "box_places")
    assert places() == pytest.approx(moved, abs=2)
    dialog.get_by_role("button", name="Delete").click()
    live.explorer.settled()
    assert re.fullmatch(r"E:\d+:\d+", table(page, "box_places"))
    # Another page with the link has the drawing.
    page.keyboard.press("Escape")
    with started_at(chromium, f"{page.url.partition('#')[0]}#{link}") as new:
        new.page.get_by_role("button", name="Draw the network").click()
        drawn = new.page.locator(".graph-dialog")
        there = drawn.locator(".graph-node")
        expect(there).to_have_count(2)
        assert places(there) == pytest.approx(moved, abs=2)
        # Arranged, the link has none.
        drawn.get_by_role("button", name="Arrange").click()
        assert places(there) == pytest.approx(arranged, abs=2)
        new.explorer.settled()
        assert "box_places=" not in new.page.url
        drawn.get_by_role("button", name="Undo").click()
        assert places(there) == pytest.approx(moved, abs=2)
        new.watch.check()
    # Undone to the beginning, it is arranged as it was.
    dialog = opened(live, f"#{page.url.partition('#')[2]}")
    for _ in range(4):  # a box moved, another one, a name, and one deleted
        dialog.get_by_role("button", name="Undo").click()
    live.explorer.settled()
    assert page.url == plain
    assert places() == pytest.approx(arranged, abs=2)


def test_voltages_of_so_many_neurons_are_recorded(live: Live) -> None:
    dialog = opened(live, PAIR.replace("panels=raster", "panels=raster,traces"))
    page = live.page
    dialog.locator(".graph-node").nth(0).click()
    count = dialog.get_by_label("recorded voltages")
    expect(count).to_have_value("1")
    count.select_option("3")
    live.explorer.settled()
    assert table(page, "traced") == "each,E:3"
    dialog.locator(".graph-node").nth(1).click()
    expect(count).to_have_value("1")
    count.select_option("0")
    live.explorer.settled()
    assert table(page, "traced") == "each,E:3,I:0"
    page.keyboard.press("Escape")
    traces = {str(one["name"]).split()[0] for one in live.explorer.traces("traces")}
    assert "E" in traces
    assert "I" not in traces
    dialog = opened(live, f"#{page.url.partition('#')[2]}")
    dialog.get_by_role("button", name="Undo").click()
    dialog.get_by_role("button", name="Undo").click()
    live.explorer.settled()
    assert "traced=" not in page.url


def test_what_is_shown_larger_is_edited_where_it_is(live: Live) -> None:
    dialog = opened(live)
    page = live.page
    nodes = dialog.locator(".graph-node")

    def width() -> float:
        box = nodes.nth(0).bounding_box()
        assert box is not None
        return box["width"]

    before = width()
    dialog.get_by_role("button", name="Make larger").click()
    assert width() == pytest.approx(1.25 * before, rel=0.01)
    # A box follows the pointer, whatever the size of the drawing.
    at = middle(nodes.nth(0))
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 40, at[1] + 50, steps=5)
    page.mouse.up()
    assert middle(nodes.nth(0)) == pytest.approx((at[0] + 40, at[1] + 50), abs=2)
    page.keyboard.press("-")
    assert width() == pytest.approx(before, rel=0.01)
    dialog.get_by_role("button", name="Make smaller").click()
    assert width() == pytest.approx(before / 1.25, rel=0.01)
    # What is under two fingers stays there while they move apart.
    middle_of = middle(nodes.nth(1))
    page.evaluate(
        """([x, y]) => {
          const place = document.querySelector(".graph-place");
          const send = (type, half) => place.dispatchEvent(new TouchEvent(type, {
            bubbles: true, cancelable: true,
            touches: half ? [-half, half].map((dx, identifier) =>
              new Touch({ identifier, target: place, clientX: x + dx, clientY: y })) : [],
          }));
          send("touchstart", 50);
          send("touchmove", 75);
          send("touchmove", 100);
          send("touchend", 0);
          send("touchmove", 200);
        }""",
        list(middle_of),
    )
    assert width() == pytest.approx(2 * before / 1.25, rel=0.01)
    nodes.nth(0).focus()
    page.keyboard.press("0")
    assert width() <= before * 1.01
    page.keyboard.press("Escape")


def test_saved_neurons_are_cells(live: Live) -> None:
    page = live.page
    live.show("#neuron?preset=RS&d=6.5")
    page.locator("button.keep").click()
    page.keyboard.press("Enter")
    dialog = opened(live)
    dialog.locator(".graph-node").nth(0).click()
    mine = dialog.locator(".graph-sheet [label='My cells'] option")
    expect(mine.first).to_be_attached()
    value = mine.first.get_attribute("value")
    assert value == "RS d=6.5"
    dialog.locator(".graph-sheet select[data-column=cell]").select_option(value)
    live.explorer.settled()
    assert "cell=RS d=6.5" in table(page, "populations").replace("+", " ")
    page.keyboard.press("Escape")


def test_with_keys_only(live: Live) -> None:
    live.show(PAIR)
    page = live.page
    page.get_by_role("button", name="Draw the network").focus()
    page.keyboard.press("Enter")
    dialog = page.locator(".graph-dialog")
    expect(dialog.locator(".graph-node").first).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('graph-node')"):
            break
    focused = dialog.locator(":focus")
    expect(focused).to_have_attribute("aria-label", "Population E: 80, RS (2003)")
    page.keyboard.press("d")
    expect(focused).to_have_attribute("aria-label", "Population E2: 80, RS (2003)")
    expect(dialog.locator(".graph-edge")).to_have_count(4)
    # Connect it to itself, then take the arrow back.
    page.keyboard.press("c")
    expect(dialog.get_by_role("status")).to_contain_text("From E2 to")
    page.keyboard.press("Enter")
    expect(dialog.locator(".graph-edge")).to_have_count(5)
    expect(focused).to_have_attribute(
        "aria-label", "Projection from E2 to E2: excitatory, weight 5, probability 0.1, delay 1"
    )
    page.keyboard.press("Delete")
    expect(dialog.locator(".graph-edge")).to_have_count(4)
    # Escape ends a connection, and not the dialog.
    dialog.locator(".graph-node").nth(2).focus()
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("")
    # Rename it in the sheet: its arrows follow, as one step; then back to its box.
    for key in ("Enter", "Escape", "F2"):
        page.keyboard.press(key)
        if key == "Escape":
            expect(focused).to_have_attribute("aria-label", "Population E2: 80, RS (2003)")
        else:
            expect(focused).to_have_attribute("data-column", "name")
    page.keyboard.type("Big")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(focused).to_have_attribute("aria-label", "Population Big: 80, RS (2003)")
    expect(dialog.locator(".graph-edge").nth(2)).to_have_attribute(
        "aria-label",
        "Projection from Big to I: excitatory, weight normal(5,1), probability 0.1, delay 2",
    )
    page.keyboard.press("Control+z")
    expect(dialog.get_by_role("status")).to_have_text("Undone")
    expect(dialog.locator(".graph-node").nth(2)).to_have_attribute(
        "aria-label", "Population E2: 80, RS (2003)"
    )
    page.keyboard.press("Control+Shift+z")
    expect(dialog.locator(".graph-node").nth(2)).to_have_attribute(
        "aria-label", "Population Big: 80, RS (2003)"
    )
    live.explorer.settled()
    assert "pre=Big,post=I" in table(page, "projections")


def test_a_thousand_edits_and_back(live: Live) -> None:
    opened(live)
    live.explorer.settled()
    page = live.page
    page.evaluate(BACK)  # what other tests did
    live.explorer.settled()
    before = page.url
    assert page.evaluate(EDITS, 1000) > 1
    live.explorer.settled()
    assert page.url != before
    assert page.evaluate(BACK) > 700  # others changed nothing: there was no arrow, or no room
    live.explorer.settled()
    assert page.url == before


def test_a_law_is_drawn(live: Live) -> None:
    dialog = opened(live)
    dialog.locator(".graph-edge").nth(0).click()
    law = dialog.locator(".graph-law")
    expect(law).to_contain_text("mean 5, standard deviation 1")
    bars = law.locator("rect")
    heights = [float(str(bar.get_attribute("height"))) for bar in bars.all()]
    assert len(heights) == 32
    assert 10 <= heights.index(max(heights)) < 22  # the peak is in the middle
    dialog.locator(".graph-edge").nth(1).click()
    expect(law).to_have_count(0)


def test_one_can_begin_from_a_template(live: Live) -> None:
    dialog = opened(live)
    live.explorer.settled()
    before = live.page.url
    dialog.get_by_label("Begin from").select_option(index=1)
    expect(dialog.get_by_role("status")).not_to_have_text("")
    assert dialog.locator(".graph-node").count() > 1
    expect(dialog.locator(".graph-faults .notice")).to_have_count(0)
    dialog.get_by_role("button", name="Undo").click()
    live.explorer.settled()
    assert live.page.url == before


def test_faults_are_told_in_words_and_at_their_place(live: Live) -> None:
    dialog = opened(live)
    dialog.locator(".graph-edge").nth(0).click()
    field = dialog.locator(".graph-sheet input[data-column=weight]")
    field.fill("normal(5)")
    field.press("Enter")
    edge = dialog.locator(".graph-edge").nth(0)
    expect(edge).to_have_class("graph-edge excitatory invalid")
    told = dialog.locator(".graph-faults .notice").first
    expect(told).to_contain_text("Projections, row 1, weight: 'normal(5)' is not allowed")
    assert "pre=" not in told.inner_text()
    expect(dialog.locator(".graph-sheet .graph-cell.invalid label")).to_have_text("weight")
    dialog.get_by_role("button", name="List").click()
    dialog.get_by_role("button", name="Show").first.click()
    expect(dialog.locator(":focus")).to_have_attribute("aria-label", "Projections, row 1, weight")
    dialog.locator(":focus").fill("3")
    page = live.page
    page.keyboard.press("Enter")
    expect(dialog.locator(".graph-faults .notice")).to_have_count(0)


@pytest.mark.parametrize("headed", [True, False])
def test_rows_from_a_spreadsheet(live: Live, headed: bool) -> None:
    dialog = opened(live)
    dialog.get_by_role("button", name="List").click()
    rows = (
        "name\tcell type\tsize\nL4\tFS (2003)\t30\nL5\tRS\t60"
        if headed
        else "L4\t30\tFS\t0,5\nL5\t60\tRS\t0"
    )
    dialog.locator('[aria-label="Populations, row 2, name"]').focus()
    live.page.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const options = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        rows,
    )
    expect(dialog.locator('[aria-label="Populations, row 3, name"]')).to_have_value("L5")
    live.explorer.settled()
    told = dialog.locator(".graph-faults .notice").first
    expect(told).to_contain_text("Projections, row 1, to: 'I' is not allowed")
    assert dialog.locator('[aria-label="Populations, row 2, cell type"]').input_value() == "FS"
    share = dialog.locator('[aria-label="Populations, row 2, inhibitory"]').input_value()
    assert share == ("1" if headed else "0.5")  # which the headed rows leave as it was


def test_with_fingers_on_a_phone(chromium: Browser, site: str) -> None:
    with started_at(
        chromium, f"{site}{PAIR}", viewport=PHONE, has_touch=True, is_mobile=True
    ) as live:
        page = live.page
        page.evaluate("document.querySelector('[data-parameter=populations] .primary').click()")
        dialog = page.locator(".graph-dialog")
        dialog.locator(".graph-node").nth(1).tap()
        expect(dialog.locator(".graph-sheet h3")).to_have_text("Population I")
        dialog.get_by_label("Connect to").select_option("I")
        expect(dialog.locator(".graph-edge")).to_have_count(3)
        dialog.locator(".graph-edge").nth(0).tap()
        expect(dialog.locator(".graph-sheet h3")).to_have_text("Projection E → I")
        small = page.evaluate(
            """() => ["button", "select", "input", "summary"]
              .flatMap((tag) => [...document.querySelectorAll(`.graph-dialog ${tag}`)])
              .filter((one) => one.checkVisibility())
              .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
              .filter(([{ width, height }]) => width < 43.5 || height < 43.5)
              .map(([{ width, height }, html]) => `${width} x ${height}: ${html}`)"""
        )
        assert small == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        live.watch.check()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_for_those_who_hear_it(chromium: Browser, site: str, theme: str) -> None:
    with started_at(chromium, f"{site}{PAIR}&theme={theme}") as live:
        dialog = opened(live, f"{PAIR}&theme={theme}")
        dialog.locator(".graph-edge").nth(0).click()
        assert complaints(live.page) == []
        dialog.get_by_role("button", name="List").click()
        assert complaints(live.page) == []

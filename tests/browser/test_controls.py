"""What a reader does in the page, and what the page does with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .conftest import NewPage
from .driver import Explorer
from .live import Live, started_at
from .reference import Spikes
from .watch import Watch

MAX_SAME = 12  # attributes that an answer sets to what they are, those of Plotly's among them

#: Notes what is written outside of plots, and whether it was so before.
WATCH_WRITES = """() => {
  globalThis.writes = [];
  new MutationObserver((records) => {
    for (const { type, target, attributeName, oldValue } of records) {
      const element = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
      if (!element || element.closest(".main-svg, #js-plotly-tester")) continue;
      const place = element.closest("[id]")?.id ?? "";
      const what = type === "attributes" ? attributeName : "children";
      const same = type === "attributes" && oldValue === element.getAttribute(attributeName);
      writes.push(`${what} of ${element.tagName} in #${place}${same ? ", same" : ""}`);
    }
  }).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeOldValue: true, characterData: true,
  });
}"""


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once."""
    with started_at(chromium, site) as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, back in its first state; any error in the page fails the test."""
    started.explorer.choose("B")
    started.explorer.choose("A")
    yield started
    started.watch.check()


def test_a_slider_moves_the_plots(live: Live) -> None:
    before = live.explorer.traces("trace")
    slider = live.page.locator(".field:has(#parameter-I) input[type=range]")
    slider.focus()
    for _ in range(5):
        live.page.keyboard.press("ArrowRight")
    live.explorer.settled()
    assert "I=" in live.page.url
    assert live.explorer.traces("trace") != before
    assert float(live.explorer.value("I")) == pytest.approx(float(slider.input_value()), abs=1e-9)


def test_a_fast_drag_never_queues(live: Live) -> None:
    values = [round(0.2 * step, 1) for step in range(60)]
    seen = live.explorer.drag("I", values)
    assert seen["shown"] == values[-1]
    assert 1 <= seen["answers"] <= len(values)
    assert seen["jumps"] == 0, "the slider jumped back while it was dragged"


@pytest.mark.parametrize(
    ("name", "bad"), [("a", "nan"), ("a", "much"), ("dt", "-1"), ("duration", ""), ("c", "1e999")]
)
def test_a_bad_number_is_explained_beside_its_field(live: Live, name: str, bad: str) -> None:
    live.explorer.type(name, bad)
    assert name in live.explorer.trouble(name)
    others = [other for other in ("a", "b", "dt", "duration", "c") if other != name]
    assert not any(live.explorer.trouble(other) for other in others)
    live.explorer.type("I", "5")
    assert live.explorer.spikes(), "the rest works on"
    live.explorer.choose("A")
    assert live.explorer.trouble(name) == ""


def test_a_bad_stimulus_is_explained_beside_its_field(live: Live) -> None:
    live.explorer.type("stimulus", "stepp(10, 14)")
    assert "stepp" in live.explorer.trouble("stimulus")
    live.explorer.choose("A")
    assert live.explorer.trouble("stimulus") == ""


def test_back_to_the_value_of_the_preset(live: Live, spikes: Spikes) -> None:
    default = live.explorer.value("d")
    live.explorer.type("d", "2")
    assert live.explorer.spikes() != pytest.approx(spikes["A"])
    assert "d=2" in live.page.url
    live.explorer.back("d")
    assert live.explorer.value("d") == default
    assert live.explorer.spikes() == pytest.approx(spikes["A"])
    assert "d=" not in live.page.url


def test_a_link_opens_what_it_says(live: Live, spikes: Spikes) -> None:
    state = live.explorer.follow("#neuron?preset=tonic_bursting&I=12")
    assert state["preset"] == "tonic_bursting"
    assert live.explorer.chosen() == ["C tonic bursting"]
    assert float(live.explorer.value("I")) == 12
    assert live.explorer.spikes() != pytest.approx(spikes["C"])
    assert not live.page.locator("#notices .error").count()


@pytest.mark.parametrize(
    "link",
    [
        "#neuron?preset=no_such_pattern",
        "#neuron?wrong=1",
        "#neuron?panels=trace,nothing",
        "#nothing?preset=tonic_spiking",
        "#%E0%A4%A",
    ],
)
def test_a_bad_link_is_explained_and_the_page_works(live: Live, link: str, spikes: Spikes) -> None:
    live.explorer.follow(link)
    assert " ".join(live.explorer.told())
    live.explorer.choose("C")
    assert live.explorer.spikes() == pytest.approx(spikes["C"])


def test_the_back_button_goes_through_the_patterns(live: Live) -> None:
    live.explorer.choose("C")
    live.explorer.choose("G")
    live.page.go_back()
    live.page.wait_for_function("driver.chosen()[0].startsWith('C ')")


def test_arrow_keys_move_through_the_selector(live: Live) -> None:
    live.page.locator('.preset[aria-checked="true"]').focus()
    steps = [("ArrowRight", "B"), ("ArrowDown", "C"), ("End", "T"), ("ArrowUp", "S")]
    for key, expected in steps:
        live.page.keyboard.press(key)
        live.page.wait_for_function(f"driver.chosen()[0].startsWith('{expected} ')")
    focused = live.page.evaluate("document.activeElement.textContent")
    assert focused == "inhibition-induced spiking S"


def test_cell_types_can_be_chosen(live: Live) -> None:
    for year, name in (("2003", "chattering (2003)"), ("2007", "reticular thalamic cell (2007)")):
        cells = live.page.get_by_role("radiogroup", name=re.compile(year))
        cell = cells.get_by_role("radio", name=name)
        cell.click()
        expect(cell).to_be_checked()
        live.explorer.settled()
        assert live.explorer.spikes()


def test_a_click_in_the_phase_plane_starts_there(live: Live) -> None:
    axes = live.page.evaluate(
        """(() => {
          const plot = document.querySelector('[data-panel=phase] .plot');
          const { xaxis, yaxis } = plot._fullLayout;
          const box = plot.getBoundingClientRect();
          return { x: box.left + xaxis._offset, y: box.top + yaxis._offset,
                   width: xaxis._length, height: yaxis._length,
                   v: xaxis.range, u: yaxis.range };
        })()"""
    )
    live.page.mouse.click(axes["x"] + axes["width"] / 4, axes["y"] + axes["height"] / 4)
    live.page.wait_for_function("location.hash.includes('v0=') && location.hash.includes('u0=')")
    live.explorer.settled()
    v0, u0 = (float(live.explorer.value(name)) for name in ("v0", "u0"))
    low, high = axes["v"]
    assert v0 == pytest.approx(low + (high - low) / 4, abs=(high - low) / 100)
    low, high = axes["u"]
    assert u0 == pytest.approx(low + (high - low) * 3 / 4, abs=(high - low) / 100)


def test_the_time_cursor_moves_in_both_plots(live: Live) -> None:
    slider = live.page.locator("#player input[aria-label='Time cursor']")
    slider.focus()
    live.page.keyboard.press("End")
    at_end = live.explorer.overlay("trace") + live.explorer.overlay("phase")
    assert {kind for kind, *_ in at_end} == {"line", "dot"}
    live.page.keyboard.press("PageDown")
    before = live.explorer.overlay("trace") + live.explorer.overlay("phase")
    assert before != at_end


def test_play_and_pause(live: Live) -> None:
    live.page.locator("#player input[aria-label='Time cursor']").focus()
    live.page.keyboard.press("Home")  # so that the end is far
    button = live.page.locator("#player .play")
    button.click()
    assert button.get_attribute("aria-label") == "Pause"
    first = live.explorer.overlay("trace")
    live.page.wait_for_timeout(300)
    later = live.explorer.overlay("trace")
    assert first != later
    button.click()
    assert button.get_attribute("aria-label") == "Play"
    stopped = live.explorer.overlay("trace")
    live.page.wait_for_timeout(100)
    assert live.explorer.overlay("trace") == stopped


def test_the_previous_run_can_be_kept(live: Live) -> None:
    box = live.page.locator(".panel-tabs label input")
    default = len(live.explorer.traces("phase"))
    box.check()
    live.explorer.choose("C")
    names = [trace["name"] for trace in live.explorer.traces("phase")]
    assert len(names) > default
    assert any(str(name).endswith(" before") for name in names)
    box.uncheck()
    live.explorer.choose("C")
    assert not any(str(t["name"]).endswith(" before") for t in live.explorer.traces("phase"))


@pytest.mark.parametrize("panel", ["frequency", "bifurcation"])
def test_further_panels_are_computed_on_demand(live: Live, panel: str) -> None:
    live.explorer.open(panel)
    assert sum(trace["length"] for trace in live.explorer.traces(panel)) > 20
    assert f"panels=trace,phase,{panel}" in live.page.url
    live.explorer.close(panel)
    assert not live.page.locator(f".panel[data-panel={panel}]").is_visible()


def test_a_change_overtakes_a_panel_being_computed(live: Live, spikes: Spikes) -> None:
    live.page.locator(".panel-tabs [data-opens=bifurcation]").click()
    live.explorer.choose("C")
    assert live.explorer.spikes() == pytest.approx(spikes["C"])
    live.page.wait_for_function("document.getElementById('progress').hidden")
    live.explorer.close("bifurcation")


def test_the_theme_changes_the_plots(live: Live) -> None:
    seen = set()
    button = live.page.locator("#theme")
    for _ in range(3):
        button.click()
        live.page.wait_for_timeout(150)
        seen.add(
            (
                live.page.evaluate("document.documentElement.dataset.theme"),
                str(live.explorer.colours("trace")),
            )
        )
    assert {theme for theme, _ in seen} == {"light", "dark"}
    assert len(seen) == 2
    assert "var(" not in str(seen)


def test_words_and_numbers(live: Live) -> None:
    readouts = live.explorer.readouts()
    assert len(readouts) >= 5
    assert live.explorer.summary().endswith(".")
    assert not re.search(
        r"\b(nan|inf|undefined|None|null)\b", str(readouts) + live.explorer.summary()
    )


def test_numbers_below_zero_have_a_minus_sign(live: Live) -> None:
    live.explorer.choose("J")
    live.explorer.type("v0", "-2000")
    told = live.page.locator("#readouts, #summary, .field-error, .bubble").all_text_contents()
    assert any("\N{MINUS SIGN}62" in text for text in told)
    assert any("\N{MINUS SIGN}2000" in text for text in told)
    assert not [text for text in told if re.search(r"(?<!\w)-\d", text)]
    live.explorer.choose("T")
    assert "is at \N{MINUS SIGN}45 mV" in live.page.locator("#preset-text").inner_text()


def test_the_link_is_copied(live: Live) -> None:
    live.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    live.explorer.choose("G")
    live.page.locator("#share").click()
    live.page.get_by_role("button", name="Copy link").click()
    live.page.get_by_role("button", name="Copied").first.wait_for()
    copied = live.page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("#neuron?preset=class_1_excitable")
    live.page.keyboard.press("Escape")
    expect(live.page.locator("dialog")).to_have_count(0)


def test_without_python_the_stored_plots_stay(chromium: Browser, site: str) -> None:
    context = chromium.new_context(service_workers="block")
    watch = Watch(context)
    context.route("**/pyodide.asm.wasm.gz", lambda route: route.abort())
    page = context.new_page()
    page.goto(site)
    explorer = Explorer(page)
    explorer.stored()
    explorer.failed()
    assert "could not start" in " ".join(explorer.told())
    assert sum(trace["length"] for trace in explorer.traces("trace")) > 100
    context.close()
    assert not [trouble for trouble in watch.troubles if trouble.startswith("foreign")]


def test_a_stored_plot_needs_no_python(new_page: NewPage, folder: Path, site: str) -> None:
    """The first plot stands before Python lives."""
    page = new_page()
    page.goto(site)
    explorer = Explorer(page)
    explorer.stored()
    explorer.live()
    first, live = page.evaluate(
        "['first-interactive', 'python-live']"
        ".map((n) => performance.getEntriesByName(n)[0].startTime)"
    )
    assert first < live


def test_a_link_is_followed_whatever_the_address_became(live: Live) -> None:
    """An answer to an older state may write it before the browser tells of the link."""
    live.show("#neuron?preset=RS")
    live.page.evaluate(
        """() => {
          location.hash = "#neuron?preset=CH";
          history.replaceState(null, "", "#neuron?preset=RS");
        }"""
    )
    expect(live.page.locator(".lead h2")).to_contain_text("chattering")


def test_what_an_answer_does_not_change_is_not_set_again(live: Live) -> None:
    """Each of these would have its styles found anew, and be laid out and painted."""
    page = live.page
    live.explorer.type("d", "7")
    page.evaluate(WATCH_WRITES)
    live.explorer.type("d", "6.5")
    written = page.evaluate("writes")
    assert any("summary" in one for one in written), "nothing was watched"
    same = [one for one in written if one.endswith("same")]
    assert len(same) <= MAX_SAME, same
    rows = sum("#readouts" in one for one in written)
    assert rows < page.locator("#readouts > div").count()

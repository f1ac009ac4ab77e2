"""Live: what is changed acts on the running network, is a part of the link, and can be replayed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from izhikevich.links import read_link
from izhikevich.views import preparation
from playwright.sync_api import Browser
from playwright.sync_api import expect as wait_for

from .live import Live, expected, started_at

RING = "#network?preset=ring&neurons=120&duration=300"
PAINTED = "document.querySelector('[data-panel=raster] canvas.raster').toDataURL()"


#: Takes note of where the raster is moved to, and of when an answer is drawn.
WATCH = """() => {
  const canvas = document.querySelector("[data-panel=raster] .live-strip canvas");
  globalThis.seen = [];
  const noted = () => seen.push(canvas.style.transform);
  globalThis.watcher = new MutationObserver(noted);
  watcher.observe(canvas, { attributes: true, attributeFilter: ["style"] });
  addEventListener("explorer:drawn", () => seen.push("answer"));
}"""


@pytest.fixture(scope="module")
def live(chromium: Browser, site: str) -> Iterator[Live]:
    with started_at(chromium, f"{site}{RING}") as live:
        yield live
        live.watch.check()


def go(live: Live, until: int) -> None:
    """Let it run live up to a time, ms."""
    button = live.page.get_by_role("button", name="Live", exact=True)
    if button.get_attribute("aria-pressed") != "true":
        button.click()
    live.page.wait_for_function(f"Number(driver.value('duration')) >= {until}")


def pause(live: Live) -> str:
    """End it, and return the link."""
    button = live.page.get_by_role("button", name="Live", exact=True)
    if button.get_attribute("aria-pressed") == "true":
        button.click()
    live.explorer.settled()
    link: str = live.page.evaluate("decodeURIComponent(location.hash)")
    return link


def slide(live: Live, name: str, value: str) -> None:
    live.page.evaluate(
        """([name, value]) => {
          const slider = document.querySelector(`[data-parameter="${name}"] input[type="range"]`);
          slider.value = value;
          slider.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        [name, value],
    )


def spikes(link: str) -> tuple[list[float], list[int]]:
    """Compute what a link opens to, on CPython."""
    view, _, prepared = preparation.read(read_link(link)[0])
    for _ in view.compute(prepared, ()):
        pass
    return prepared.session.times.tolist(), prepared.session.indices.tolist()


def agree(live: Live, link: str) -> None:
    """Compare what the page says, which has run live, with a run from the beginning on CPython."""
    state = read_link(link)[0]
    facts = expected("network", state["preset"], **state["values"])
    assert (live.explorer.readouts(), live.explorer.summary()) == facts


def test_a_slider_acts_on_the_running_network(live: Live) -> None:
    live.show(RING)
    go(live, 600)
    slide(live, "noise", "6")
    live.page.wait_for_function("location.hash.includes('changes=')")
    reached = int(live.explorer.value("duration"))
    go(live, reached + 300)
    assert live.explorer.value("noise") == "6"
    link = pause(live)
    ((name, changes),) = [
        part.split("=", 1) for part in link.split("&") if part.startswith("changes")
    ]
    assert name == "changes"
    assert changes.endswith(",set=noise,to=6")
    at = float(changes.split(",")[0].removeprefix("at="))
    assert 600 <= at <= reached
    times, neurons = spikes(link)
    others = spikes(link.replace(f"&changes={changes}", ""))
    early = sum(time < at for time in times)
    assert early > 0
    assert (times[:early], neurons[:early]) == (others[0][:early], others[1][:early])
    assert (times, neurons) != others
    agree(live, link)


def test_a_link_replays_it(live: Live) -> None:
    live.show(RING)
    go(live, 500)
    live.page.get_by_role("button", name="Silence").click()
    go(live, 700)
    live.page.get_by_role("button", name="Silence").click()
    go(live, 900)
    link = pause(live)
    assert link.count("set=silence,of=ring") == 2
    before = live.page.evaluate(PAINTED)
    live.show("#network?preset=ring&neurons=50&duration=100")
    assert live.page.evaluate(PAINTED) != before
    live.show(link)
    assert live.page.evaluate(PAINTED) == before
    agree(live, link)


def test_a_neuron_is_driven_while_it_is_held(live: Live) -> None:
    live.show(f"{RING}&noise=0")
    go(live, 400)
    box = live.page.locator('[data-panel="raster"] canvas.raster').bounding_box()
    assert box
    live.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    live.page.mouse.down()
    tools = live.page.locator(".live-tools output")
    wait_for(tools).to_contain_text("drive 20: neuron")
    go(live, int(live.explorer.value("duration")) + 250)
    live.page.mouse.up()
    wait_for(tools).not_to_contain_text("drive 20")
    go(live, int(live.explorer.value("duration")) + 100)
    link = pause(live)
    rows = link.split("changes=")[1].split(";")
    assert len(rows) == 2
    start, stop = (float(row.split(",")[0].removeprefix("at=")) for row in rows)
    neuron = int(rows[0].split("of=")[1].split(",")[0])
    assert 55 <= neuron <= 65
    assert rows[0].endswith("to=20")
    times, neurons = spikes(link)
    own = [time for time, one in zip(times, neurons, strict=True) if one == neuron]
    assert own
    assert start <= min(own) < stop
    assert live.explorer.value("neuron") == "0"  # it was no click


def test_a_button_drives_a_population_from_the_keyboard(live: Live) -> None:
    live.show(f"{RING}&noise=0")
    go(live, 400)
    button = live.page.get_by_role("button", name="Hold to drive")
    button.focus()
    live.page.keyboard.down("Space")
    wait_for(button).to_have_attribute("aria-pressed", "true")
    go(live, int(live.explorer.value("duration")) + 200)
    live.page.keyboard.up("Space")
    wait_for(button).to_have_attribute("aria-pressed", "false")
    rows = pause(live).split("changes=")[1].split(";")
    assert [row.split(",", 1)[1] for row in rows] == ["of=ring,to=20", "of=ring"]


def test_what_is_built_starts_again_and_says_so(live: Live) -> None:
    live.show(RING)
    go(live, 500)
    slide(live, "noise", "5")
    go(live, 700)
    slide(live, "reach", "0.02")
    live.page.wait_for_function("location.hash.includes('reach=0.02')")
    assert any("starts from 0" in text for text in live.explorer.told())
    link = pause(live)
    assert "changes" not in link
    assert "noise=5" in link
    live.page.get_by_role("button", name="Start over").click()
    live.explorer.settled()
    assert live.page.evaluate("location.hash").count("duration") == 0


def test_paused_a_change_acts_from_there_on_and_can_be_removed(live: Live) -> None:
    live.show(RING)
    go(live, 500)
    link = pause(live)
    slide(live, "weight", "20")
    live.page.wait_for_function("location.hash.includes('changes=')")
    live.explorer.settled()
    at = int(live.explorer.value("duration"))
    assert pause(live) == f"{link}&changes=at={at},set=weight,to=20"
    live.page.locator('[data-parameter="changes"]').evaluate(
        "(row) => (row.closest('details').open = true)"
    )
    live.page.locator('[data-parameter="changes"] .row button').click()
    live.page.wait_for_function("!location.hash.includes('changes=')")
    live.explorer.settled()
    assert live.explorer.value("weight") == "12"


def test_the_speed_can_be_chosen(live: Live) -> None:
    live.show(RING)
    live.page.locator(".speed").select_option("0.1")
    go(live, 310)
    before = int(live.explorer.value("duration"))
    live.page.wait_for_timeout(1000)
    slow = int(live.explorer.value("duration")) - before
    live.page.locator(".speed").select_option("10")
    live.page.wait_for_timeout(1000)
    fast = int(live.explorer.value("duration")) - before - slow
    live.page.locator(".speed").select_option("1")
    pause(live)
    assert 0 < slow < fast
    assert slow <= 200


def test_the_raster_moves_between_answers(live: Live) -> None:
    live.show(RING)
    live.page.locator(".speed").select_option("0.2")
    go(live, 310)
    live.page.evaluate(WATCH)
    between = (
        "seen.join(' ').split('answer').map((part) => new Set(part.match(/-?[\\d.]+px/g)).size)"
    )
    live.page.wait_for_function(f"Math.max(...{between}) > 3")
    nodes = "document.querySelectorAll('*').length"
    before = live.page.evaluate(nodes)
    live.page.wait_for_function("seen.filter((one) => one === 'answer').length > 12")
    assert abs(live.page.evaluate(nodes) - before) < 40, "the page grows"
    live.page.evaluate("watcher.disconnect()")
    live.page.locator(".speed").select_option("1")
    link = pause(live)
    assert live.page.locator(".live-strip").count() == 0
    times, _ = spikes(link)
    drawn = live.page.evaluate(
        "document.querySelector('[data-panel=raster] .js-plotly-plot')._fullLayout.xaxis.range"
    )
    assert drawn[1] == float(live.explorer.value("duration")) >= max(times)


def test_it_moves_by_answers_for_those_who_want_less_motion(chromium: Browser, site: str) -> None:
    with started_at(chromium, f"{site}{RING}", reduced_motion="reduce") as calm:
        go(calm, 500)
        assert calm.page.locator(".live-strip").count() == 0
        drawn = calm.page.evaluate(PAINTED)
        calm.page.wait_for_function(f"(drawn) => {PAINTED} !== drawn", arg=drawn)

"""The Network view in the page: the same numbers as on CPython, and what a reader does with it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Browser

from tests import wire

from .live import Live, expected, started_at


@pytest.fixture(scope="module")
def live(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once, at the Network view."""
    with started_at(chromium, f"{site}#network?preset=ring&duration=300") as live:
        yield live
        live.watch.check()


@pytest.mark.parametrize("preset", ["ring", "feedforward", "cortical_2003", "custom"])
def test_the_page_says_what_the_package_says(live: Live, preset: str) -> None:
    live.explorer.follow(f"#network?preset={preset}&duration=300&seed=2")
    assert (live.explorer.readouts(), live.explorer.summary()) == expected(
        "network", preset, duration=300, seed=2
    )


def test_the_page_ends_with_the_window_whatever_is_open(live: Live) -> None:
    """Only the plots scroll: words for those who listen do not lie below them."""
    live.explorer.follow("#network?preset=feedforward&panels=raster,intervals,psth,correlogram")
    live.explorer.settled()
    over = "document.documentElement.scrollHeight - innerHeight"
    assert live.page.evaluate(over) <= 0


def test_a_plot_that_waits_is_dimmed(live: Live) -> None:
    """The raster of the network before is not shown below the title of one that is being built."""
    live.explorer.follow("#network?preset=ring&duration=300")
    live.explorer.settled()
    live.page.evaluate("location.hash = '#network?preset=cortical_10k'")
    raster = "document.querySelector('[data-panel=raster] .plot')"
    live.page.wait_for_function(f"Number(getComputedStyle({raster}).opacity) < 0.5")
    assert live.page.locator("#preset-title").inner_text().startswith("10,000 neurons")
    assert live.page.locator("[data-panel=raster] .doing").inner_text() != ""
    live.page.wait_for_function("document.querySelector('.panel.waiting') === null")
    live.explorer.settled()
    assert live.page.evaluate(f"getComputedStyle({raster}).opacity") == "1"


def test_a_network_that_is_stopped_while_it_is_built_leaves_nothing_behind(live: Live) -> None:
    page = live.page
    live.show("#network?preset=ring&duration=300")
    page.evaluate("location.hash = '#network?preset=cortical_100k'")
    # Words, facts and controls are still those of the ring, and so are dimmed.
    beside = ("summary", "readouts", "about", "control-groups")
    page.wait_for_function(
        """(ids) => ids.every((id) =>
          Number(getComputedStyle(document.getElementById(id)).opacity) < 0.5)""",
        arg=list(beside),
    )
    page.locator("[data-panel=raster] .doing").get_by_text("Building").wait_for()
    page.get_by_role("button", name="Stop").click()
    message = page.locator("[data-panel=raster]").get_by_text("Stopped before anything was")
    message.wait_for()
    live.explorer.settled()
    assert live.explorer.readouts() == {}
    assert live.explorer.summary() == ""
    assert page.locator("#preset-title").inner_text().startswith("100,000 neurons")
    assert page.locator("#parameter-neurons").input_value() == "100000"
    for name in beside:
        assert page.locator(f"#{name}").evaluate("e => getComputedStyle(e).opacity") == "1"
    assert page.locator(".panel.waiting").count() == 0
    # It is asked again by any change.
    live.explorer.follow("#network?preset=ring&duration=300")
    live.explorer.settled()
    assert live.explorer.summary() != ""


def test_the_spikes_are_painted(live: Live) -> None:
    live.explorer.follow("#network?preset=ring&duration=400")
    live.explorer.settled()
    painted = live.page.evaluate(
        """() => {
          const canvas = document.querySelector('[data-panel="raster"] canvas.raster');
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.filter((_, i) => i % 4 === 3 && data[i] > 0).length;
        }"""
    )
    assert painted > 500


def test_a_click_in_the_raster_looks_at_that_neuron(live: Live) -> None:
    live.explorer.follow("#network?preset=ring&duration=250")
    live.explorer.settled()
    box = live.page.locator('[data-panel="raster"] canvas.raster').bounding_box()
    assert box is not None
    live.page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.75 * box["height"])
    live.page.wait_for_function("driver.value('neuron') !== '0'")
    live.explorer.settled()
    neuron = int(live.explorer.value("neuron"))
    assert 285 <= neuron <= 315
    assert live.explorer.readouts()["Selected neuron"].startswith(f"{neuron}: ring")


def test_a_spike_of_a_small_layer_can_be_clicked(live: Live) -> None:
    values = {"layers": "1000,10", "excitatory_fraction": 1, "duration": 250}
    answer = wire.at_once({"view": "network", "preset": "feedforward", "values": values})
    spikes = answer["figures"]["raster"]["raster"]
    _, layer = spikes["bands"]
    own = spikes["times"][spikes["groups"] == 1]
    apart = [np.sort(np.abs(own - time))[1] for time in own]
    time, neuron = own[np.argmax(apart)], spikes["indices"][spikes["groups"] == 1][np.argmax(apart)]
    assert 1000 <= neuron < 1010
    place = layer["top"] + (neuron - 1000 + 0.5) * layer["height"] / 10
    link = "&".join(f"{name}={value}" for name, value in values.items())
    live.explorer.follow(f"#network?preset=feedforward&{link}")
    live.explorer.settled()
    box = live.page.locator('[data-panel="raster"] canvas.raster').bounding_box()
    assert box is not None
    assert layer["height"] / 1010 * box["height"] > 15.0, "too low to be read"
    y = box["y"] + (place + 0.5) / 1010 * box["height"]
    live.page.mouse.click(box["x"] + time / 250.0 * box["width"], y)
    live.page.wait_for_function("driver.value('neuron') !== '0'")
    live.explorer.settled()
    assert live.explorer.value("neuron") == str(neuron)
    assert live.explorer.readouts()["Selected neuron"] == f"{neuron}: layer 2 excitatory"
    mark = live.page.locator('[data-panel="raster"] .annotation-text', has_text="\u25c2")
    found = mark.bounding_box()
    assert found is not None
    assert found["y"] + found["height"] / 2.0 == pytest.approx(y, abs=3.0)


@pytest.mark.parametrize("panel", ["cell", "intervals", "spectrum", "weights", "graph", "matrix"])
def test_panels_on_demand(live: Live, panel: str) -> None:
    live.explorer.open(panel)
    assert any(trace["length"] for trace in live.explorer.traces(panel))
    live.explorer.close(panel)


def test_a_long_run_goes_on_and_can_be_stopped(live: Live) -> None:
    live.explorer.follow("#network?preset=feedforward&duration=300")
    live.page.get_by_role("button", name="Run 1 s more").click()
    live.page.wait_for_function("location.hash.includes('duration=1300')")
    facts, _ = expected("network", "feedforward", duration=1300)
    live.page.wait_for_function(
        "(facts) => JSON.stringify(driver.readouts()) === JSON.stringify(facts)", arg=facts
    )
    live.page.evaluate("location.hash = '#network?preset=feedforward&duration=500000'")
    stop = live.page.get_by_role("button", name="Stop")
    stop.click()
    (text,) = [text for text in live.explorer.told() if text.startswith("Stopped at")]
    assert "of 500.0 s" in text
    stop.wait_for(state="hidden")


def test_a_name_from_a_link_is_no_link(live: Live) -> None:
    """Plotly turns tags in its texts into elements; what a reader wrote is shown as it is."""
    name = '<a href="https://example.org/">Session expired</a>'
    live.explorer.follow(
        f"#network?preset=custom&duration=200&panels=raster,phase,graph"
        f"&populations={quote(f'name={name},size=40,noise=9')}"
        f"&projections={quote(f'pre={name},post={name}')}"
    )
    live.explorer.settled()
    shown = live.page.evaluate(
        """() => ({
          links: document.querySelectorAll(".panel svg a").length,
          texts: [...document.querySelectorAll(".panel svg text")].map((one) => one.textContent),
        })"""
    )
    assert shown["links"] == 0
    assert any(f"{name} excitatory" in text for text in shown["texts"])


def test_clicks_add_neurons_to_the_traces(live: Live) -> None:
    live.explorer.follow("#network?preset=ring&duration=250&traced=20")
    live.explorer.settled()
    raster = live.page.locator('[data-panel="raster"] canvas.raster')
    button = live.page.get_by_role("button", name="Trace neurons")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    live.page.wait_for_function("document.querySelector('[data-panel=traces] .main-svg')")
    live.explorer.settled()
    box = raster.bounding_box()
    assert box is not None
    at = (box["x"] + 0.5 * box["width"], box["y"] + 0.75 * box["height"])
    live.page.mouse.click(*at)
    live.page.wait_for_function("driver.value('traced') !== '20'")
    live.explorer.settled()
    first, second = live.explorer.value("traced").split(",")
    assert first == "20"
    assert 285 <= int(second) <= 315
    assert live.explorer.value("neuron") == "0", "the selected neuron stays"
    names = live.page.evaluate("driver.traces('traces').map(({ name }) => name)")
    assert f"ring, no. {second} (neuron {second})" in names
    live.page.mouse.click(*at)
    live.page.wait_for_function("driver.value('traced') === '20'")
    live.explorer.settled()
    live.page.keyboard.press("Escape")
    button.press("Escape")
    assert button.get_attribute("aria-pressed") == "false"
    live.page.keyboard.down("Shift")
    live.page.mouse.click(*at)
    live.page.keyboard.up("Shift")
    live.page.wait_for_function("driver.value('traced') !== '20'")
    live.explorer.settled()
    live.page.mouse.click(*at)
    live.page.wait_for_function("driver.value('neuron') !== '0'")

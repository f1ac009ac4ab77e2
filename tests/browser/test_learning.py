"""The Learning view in the page: the same numbers as on CPython, and training that one watches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from .live import Live, expected, started_at


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once, at the Learning view."""
    with started_at(chromium, f"{site}#learning?epochs=1") as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page; any error in it fails the test."""
    yield started
    started.watch.check()


@pytest.mark.parametrize(
    ("preset", "values"),
    [
        ("chosen_times", {"epochs": 5, "seed": 1}),
        ("raster", {"epochs": 2, "neuron": 3}),
        ("delayed_xor", {"epochs": 1, "dt": 1}),
        ("digits", {"epochs": 0, "sample": 4}),
    ],
)
def test_the_page_says_what_the_package_says(
    live: Live, preset: str, values: dict[str, Any]
) -> None:
    link = "&".join(f"{name}={value}" for name, value in values.items())
    live.explorer.follow(f"#learning?preset={preset}&{link}")
    assert (live.explorer.readouts(), live.explorer.summary()) == expected(
        "learning", preset, **values
    )


def test_training_is_watched_until_it_is_learned(live: Live) -> None:
    live.explorer.follow("#learning?epochs=0&seed=2")
    assert live.explorer.readouts()["Solved after"] == "not yet"
    train = live.page.get_by_role("button", name="Train", exact=True)
    train.click()
    live.page.get_by_text("Learned: training stopped after").wait_for()
    expect(train).to_have_attribute("aria-pressed", "false")
    live.page.wait_for_function("document.getElementById('progress').hidden")
    live.explorer.settled()
    epochs = int(live.explorer.value("epochs"))
    learned = int(live.explorer.readouts()["Solved after"])
    assert learned <= epochs
    facts, _ = expected("learning", "chosen_times", seed=2, epochs=epochs)
    assert facts == live.explorer.readouts()
    train.click()  # on, although nothing improves
    live.page.wait_for_function(f"Number(driver.value('epochs')) > {epochs}")
    train.click()
    expect(train).to_have_attribute("aria-pressed", "false")
    live.page.wait_for_function("document.getElementById('progress').hidden")


def test_figures_grow_and_training_stops(live: Live) -> None:
    live.explorer.follow("#learning?preset=raster&epochs=0&seed=3")
    live.page.evaluate("location.hash = '#learning?preset=raster&epochs=4000&seed=3'")
    length = "driver.traces('course').find(({ name }) => name === 'loss').length"
    live.page.wait_for_function(f"{length} > 3")
    before = live.page.evaluate(length)
    live.page.wait_for_function(f"{length} > {before}")
    live.page.get_by_role("button", name="Stop").click()
    live.page.wait_for_function("Number(driver.value('epochs')) < 4000")
    epochs = int(live.explorer.value("epochs"))
    live.page.get_by_text(f"Stopped after {epochs} of 4000 epochs.").wait_for()
    assert f"epochs={epochs}" in live.page.url
    live.page.get_by_role("button", name="10 more epochs").click()
    live.page.wait_for_function(f"driver.value('epochs') === '{epochs + 10}'")
    live.page.wait_for_function(f"driver.summary().startsWith('After {epochs + 10} epochs')")


def test_why_a_surrogate(live: Live) -> None:
    live.explorer.follow("#learning?epochs=5")
    badge = live.page.locator("#badges .badge")
    badge.locator("summary", has_text="why a surrogate?").click()
    badge.get_by_role("button", name="Train with the true derivative").click()
    live.page.wait_for_function("driver.summary().includes('no weight has changed')")
    assert live.explorer.value("surrogate") == "true_step"
    badge.locator("summary", has_text="nothing is learned").click()
    badge.get_by_role("button", name="Back to a surrogate").click()
    live.page.wait_for_function("driver.value('surrogate') === 'relu'")
    live.page.wait_for_function("!driver.summary().includes('no weight has changed')")


def test_a_surrogate_brings_its_numbers(live: Live) -> None:
    live.explorer.follow("#learning?epochs=1")
    live.explorer.type("surrogate", "sigmoid")
    assert (live.explorer.value("alpha"), live.explorer.value("width")) == ("4", "2")
    values = {"epochs": 1, "surrogate": "sigmoid", "alpha": 4, "width": 2}
    said = (live.explorer.readouts(), live.explorer.summary())
    assert said == expected("learning", "chosen_times", **values)


@pytest.mark.parametrize("panel", ["voltage", "gradient", "weights"])
def test_further_panels(live: Live, panel: str) -> None:
    live.explorer.open(panel)
    assert live.page.evaluate(f"document.querySelector('[data-panel={panel}] .plot').data.length")
    live.explorer.close(panel)

"""The page in a language whose letters all have accents and whose texts are a third longer."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator

import pytest
from izhikevich.messages.keys import shortened
from izhikevich.views import registry
from playwright.sync_api import Browser, Page, ViewportSize

from tests.messages.pseudo import ACCENT, texts

from .conftest import DESKTOP
from .driver import Explorer
from .test_geometry import settled
from .test_language import CUT_OFF, PHONE, READ
from .watch import Watch

TABLET: ViewportSize = {"width": 768, "height": 1024}
#: The same in all languages: units, symbols, names of cells and languages, and formats of files.
SAME = re.compile(
    r"\b(mV|ms|Hz|kHz|pA|pF|nS|MΩ|MB|kB|px|mm|"
    r"RS|IB|CH|FS|LTS|TC|RZ|Izhikevich|Nengo|Brian2|Python|"
    r"CSV|NPZ|SVG|PNG|PDF|EN|DE|English|Deutsch|sin|exp)\b"
)
#: Texts that leave the box of what they stand in.
OUTSIDE = """() => {
  const range = document.createRange();
  const texts = ".field .words, .lead h2, .summary, .preset .caption, .preset-text, .notice p,"
    + " dt, dd, summary";
  return [...document.querySelectorAll(texts)]
    .filter((element) => element.checkVisibility() && element.textContent.trim())
    .filter((element) => {
      range.selectNodeContents(element);
      const { left, right } = range.getBoundingClientRect();
      const box = element.parentElement.getBoundingClientRect();
      return right > box.right + 1 || left < box.left - 1;
    })
    .map((element) => `${element.parentElement.className} ${element.textContent.trim()}`);
}"""
WORD = re.compile(r"[^\W\d_]{3}")


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Page]:
    """A page whose catalogue of German is that of the language for tests."""
    catalogue = {
        name: shortened(texts(context)) for name, context in (("content", ""), ("page", "page"))
    }
    packed = gzip.compress(json.dumps(catalogue).encode())
    context = chromium.new_context(viewport=DESKTOP, service_workers="block")
    context.route("**/de.json.gz", lambda route: route.fulfill(body=packed))
    watch = Watch(context)
    page = context.new_page()
    page.goto(f"{site}#neuron?lang=de")
    Explorer(page).live()
    yield page
    context.close()
    watch.check()


def is_typed(text: str) -> bool:
    """Tell whether a text is the name or the value of a parameter, or the page's configuration."""
    views = [make() for make in registry.VIEWS.values()]
    names = {parameter.name for view in views for parameter in view.parameters}
    values = {
        value for view in views for preset in view.presets for value in preset.values.values()
    }
    return text in names | values or text.startswith("{")


def turn_to(page: Page, view: str) -> None:
    """Show a view, if it is not shown already."""
    explorer = Explorer(page)
    if not page.evaluate("location.hash").startswith(f"#{view}"):
        explorer.tab(view)
    explorer.settled()


@pytest.mark.parametrize("view", list(registry.VIEWS))
def test_no_text_escapes(started: Page, view: str) -> None:
    turn_to(started, view)
    assert started.evaluate("document.body.textContent").count(ACCENT) > 1000
    texts = started.evaluate(READ)
    left = [text for text in texts if ACCENT not in text and WORD.search(SAME.sub("", text))]
    assert [text for text in left if not is_typed(text)] == []


@pytest.mark.parametrize("view", list(registry.VIEWS))
def test_long_texts_have_room(started: Page, view: str) -> None:
    turn_to(started, view)
    for size in (DESKTOP, TABLET, PHONE):
        started.set_viewport_size(size)
        assert started.evaluate(CUT_OFF) == []
        assert started.evaluate(OUTSIDE) == [], size
        assert settled(started) == [], size
    started.set_viewport_size(DESKTOP)

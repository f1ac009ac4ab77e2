"""The references have everything that is declared, and lead nowhere that is not there."""

from __future__ import annotations

import gzip
import inspect
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from izhikevich.export import FORMATS
from izhikevich.links import PAGE, read_link
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.neuron.stimuli.base import KINDS
from izhikevich.views import registry
from izhikevich.views.schema import Choice, Number
from make.paths import SITE
from make.reference import api, docstrings, write
from make.reference.declared import bounds
from make.reference.markup import tag

VOID = {"meta", "link", "input"}
MAX_BYTES = 100_000


class Reader(HTMLParser):
    """Reads a page: the text within each element that has an id, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.open: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        place = given.get("id")
        if place:
            self.ids[place] += 1
        if name == "a":
            self.links.append(given["href"] or "")
        if name not in VOID:
            self.open.append((name, place))

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop()[0] == name

    def handle_data(self, data: str) -> None:
        for _, place in self.open:
            if place:
                self.texts[place] = self.texts.get(place, "") + data


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {"reference": write.reference(), "python": write.python()}


@pytest.fixture(scope="module")
def page(pages: dict[str, str]) -> Reader:
    return Reader(pages["reference"])


@pytest.fixture(scope="module")
def package_page(pages: dict[str, str]) -> Reader:
    return Reader(pages["python"])


@pytest.mark.parametrize("name", ["reference", "python"])
def test_it_is_well_formed(pages: dict[str, str], name: str) -> None:
    page = Reader(pages[name])
    assert page.open == []
    assert [place for place, count in page.ids.items() if count > 1] == []


@pytest.mark.parametrize("name", ["reference", "python"])
def test_links_lead_somewhere(pages: dict[str, str], name: str) -> None:
    others = {f"./{other}.html" for other in ("documentation", "licences", *pages) if other != name}
    page = Reader(pages[name])
    assert others <= set(page.links)
    for address in set(page.links) - others:
        if address.startswith("#"):
            assert address[1:] in page.ids, address
        elif address != "./":
            assert address.startswith("./#")
            assert not registry.request_of(read_link(address)[0])[1].notices


@pytest.mark.parametrize("name", list(registry.VIEWS))
def test_every_view_is_whole(page: Reader, name: str) -> None:
    view = registry.VIEWS[name]()
    for parameter in view.parameters:
        text = page.texts[f"{name}-{parameter.name}"]
        assert parameter.name in text
        assert parameter.help in text
        assert parameter.label[1:] in text
        if isinstance(parameter, Number):
            assert parameter.unit in text
            assert bounds(parameter.low, parameter.high) in text
        if isinstance(parameter, Choice):
            assert all(option in text for option in parameter.values)
    for preset in view.presets:
        text = page.texts[f"{name}-preset-{preset.name}"]
        assert preset.title[1:] in text
        assert preset.text in text
    for panel in view.panels:
        text = page.texts[f"{name}-panel-{panel.name}"]
        assert panel.title in text
        assert panel.help in text


def test_the_rest_is_whole(page: Reader) -> None:
    assert all(f"scheme-{name}" in page.ids for name in SCHEMES)
    assert all(f"stimulus-{name}" in page.ids for name in KINDS)
    assert all(form.title in page.texts["exports"] for form in FORMATS.values())
    assert all(key in page.texts["links"] for key in PAGE)
    host = (SITE / "js" / "embed" / "host.js").read_text(encoding="utf-8")
    for kind in set(re.findall(r'"(izhikevich:\w+)"', host)):
        assert kind in page.texts["messages"]


@pytest.mark.parametrize("package", api.PACKAGES)
def test_what_a_package_offers_is_there(package_page: Reader, package: str) -> None:
    for path, thing in api.members(package):
        if inspect.ismodule(thing):
            assert thing.__name__ in package_page.ids or package != "izhikevich", path
        else:
            assert path.rpartition(".")[2] in package_page.texts[path]


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, str]) -> None:
    for html in pages.values():
        assert not re.search(r'(src|href)="(https?:)?//', html)


def test_they_stay_light(pages: dict[str, str]) -> None:
    for html in pages.values():
        assert len(gzip.compress(html.encode(), 9)) < MAX_BYTES


class TestDocstrings:
    TEXT = """Return what it is ::

            x = 1

    With `code` and ``more <code>``.

    Parameters
    ----------
    a, b : float
        Two numbers, mV.

        - one
        - two
    c : {"x", "y"}

    Returns
    -------
    float

    Notes
    -----
    Source: a paper (2003),
    page 3.
    """

    def test_parts(self) -> None:
        shown = docstrings.rendered(self.TEXT).text
        assert "<p>Return what it is:</p><pre>x = 1</pre>" in re.sub(r">\s+", ">", shown)
        assert "<code>code</code> and <code>more &lt;code&gt;</code>" in shown
        assert '<dt><code>a, b</code> <span class="type">float</span></dt>' in shown
        assert "<ul><li>one</li><li>two</li></ul>" in shown
        assert "<dt><code>float</code></dt>" in shown
        assert docstrings.summary(self.TEXT) == "Return what it is"
        assert docstrings.sources(self.TEXT) == "Source: a paper (2003), page 3."

    def test_without_the_summary(self) -> None:
        assert docstrings.rendered("One.\n\nTwo.", summed=True).text == "<p>Two.</p>"
        assert docstrings.rendered(None).text == ""


def test_text_is_escaped() -> None:
    assert tag("p", "<b> & c", title='"').text == '<p title="&quot;">&lt;b&gt; &amp; c</p>'

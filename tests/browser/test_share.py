"""What goes out of the page and comes back: links, frames in other pages, messages, files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from .conftest import DESKTOP, NewPage
from .driver import Explorer
from .firefox import Firefox
from .live import Live, started_at
from .reference import Spikes
from .servers import serve
from .watch import Watch

LIGHT = 1_000_000  # bytes that five frames may load before a click
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"

# A host keeps what it is told, as readers of js/embed/host.js would.
LISTEN = """<script>
globalThis.heard = [];
addEventListener("message", ({ data }) => heard.push(data));
const send = (message) => document.querySelector("iframe").contentWindow.postMessage(message, "*");
</script>"""

JUNK: list[Any] = [
    None,
    7,
    "izhikevich:set",
    [],
    {},
    {"type": 3},
    {"type": "izhikevich:set"},
    {"type": "izhikevich:set", "link": 5},
    {"type": "izhikevich:set", "link": "no link"},
    {"type": "izhikevich:set", "link": "#neuron?" + "x" * 30000},
    {"type": "izhikevich:set", "values": [1]},
    {"type": "izhikevich:set", "values": {}},
    {"type": "izhikevich:set", "values": {"I": {"deep": 1}}},
    {"type": "izhikevich:set", "values": {"I": None}},
    {"type": "izhikevich:set", "values": {f"x{i}": 1 for i in range(1000)}},
    {"type": "izhikevich:evaluate", "code": "alert(1)"},
    {"kind": "izhikevich", "header": '{"type": "answer", "id": 1, "answer": {}}'},
]


def open_host(page: Page, folder: Path, html: str) -> None:
    """Open a page of another site that holds some HTML."""
    text = f'<!doctype html><link rel="icon" href="data:,">{LISTEN}<h1>A blog</h1>{html}'
    (folder / "index.html").write_text(text, encoding="utf-8")
    with serve(folder) as host:
        page.goto(host.replace("127.0.0.1", "localhost"))


def frame_html(address: str, *, sandbox: str = SANDBOX, style: str = "") -> str:
    """A frame as an author would write it."""
    style = style or "width: 100%; height: 520px; border: 0"
    address = address.replace("&", "&amp;")
    return f'<iframe src="{address}" sandbox="{sandbox}" style="{style}"></iframe>'


def heard(page: Page, kind: str) -> list[dict[str, Any]]:
    """The messages of one type that came to the host."""
    found: list[dict[str, Any]] = page.evaluate(f"heard.filter(({{ type }}) => type === '{kind}')")
    return found


def await_message(page: Page, kind: str, after: int = 0) -> dict[str, Any]:
    """Wait for more messages of a type than `after`; the newest."""
    page.wait_for_function(
        f"heard.filter(({{ type }}) => type === '{kind}').length > {after}", timeout=60000
    )
    return heard(page, kind)[-1]


@pytest.fixture(scope="class")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page of the tests of links once."""
    with started_at(chromium, f"{site}#neuron", accept_downloads=True) as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, as it begins; any error in the page fails the test."""
    started.show("#neuron")
    yield started
    started.watch.check()


class TestLinks:
    def test_back_and_forward(self, live: Live, spikes: Spikes) -> None:
        page, explorer = live.page, live.explorer
        explorer.choose("C")
        explorer.choose("G")
        explorer.type("I", "3")
        explorer.settled()
        ends = []
        for move in (page.go_back, page.go_back, page.go_forward, page.go_forward):
            move()
            explorer.settled()
            ends.append((page.url.split("#")[-1].split("?")[-1], explorer.chosen()[0]))
        assert ends == [
            ("preset=tonic_bursting", "C tonic bursting"),
            ("neuron", "A tonic spiking"),
            ("preset=tonic_bursting", "C tonic bursting"),
            ("preset=class_1_excitable&I=3", "G Class 1 excitable"),
        ]
        assert explorer.value("I") == "3"
        page.go_back()
        explorer.settled()
        assert explorer.spikes() == pytest.approx(spikes["C"])

    def test_bad_links_are_told_in_words(self, new_page: NewPage, site: str) -> None:
        page = new_page()
        page.goto(f"{site}#neuron?preset=tonic_burst&I=loud&speed=9&panels=trace,fase&theme=pink")
        explorer = Explorer(page)
        explorer.live()
        explorer.settled()
        said = " ".join(page.locator(".notice, .field-error").all_inner_texts())
        for words in (
            "There is no preset called 'tonic_burst'. Did you mean tonic_bursting?",
            "tonic_spiking is shown instead",
            "I = 'loud' is not allowed",
            "There is no parameter called 'speed'",
            "There is no panel called 'fase'",
            "theme=pink is not known",
        ):
            assert words in said
        assert page.url.endswith("#neuron?panels=trace&theme=pink")

    def test_a_panel_that_a_link_leaves_out_can_be_brought_back(self, live: Live) -> None:
        page = live.page
        live.show("#neuron?panels=phase")
        assert not page.locator(".panel[data-panel=trace]").is_visible()
        page.get_by_role("button", name="Show: Voltage and current").click()
        live.explorer.settled()
        assert page.locator(".panel[data-panel=trace] .plot .main-svg").first.is_visible()
        assert page.url.endswith("#neuron")

    def test_a_state_too_long_for_a_link_goes_by_file(self, live: Live, tmp_path: Path) -> None:
        page, explorer = live.page, live.explorer
        page.locator("#share").click()
        assert not page.locator("dialog .notice").is_visible()
        page.keyboard.press("Escape")
        long = "+".join(f"pulse({at},1,{at % 7 + 1})" for at in range(1, 200))
        explorer.type("stimulus", long)
        explorer.settled()
        page.locator("#share").click()
        expect(page.locator("dialog .notice")).to_contain_text("some programs truncate long links")
        with page.expect_download() as download:
            page.locator("dialog .notice button").click()
        path = tmp_path / "state.json"
        download.value.save_as(path)
        assert json.loads(path.read_text(encoding="utf-8"))["values"]["stimulus"] == long
        page.keyboard.press("Escape")
        explorer.choose("C")
        page.locator("#share").click()
        with page.expect_file_chooser() as chooser:
            page.locator("dialog").get_by_role("button", name="Open a file …").click()
        chooser.value.set_files(path)
        page.wait_for_function("document.title.startsWith('tonic spiking')")
        explorer.settled()
        assert explorer.value("stimulus") == long

    @pytest.mark.proves("file-data-only")
    def test_files_of_another_kind_are_told(self, live: Live) -> None:
        page, explorer = live.page, live.explorer
        for text, words in (
            ("{", "it is not JSON"),
            ("[1]", "it is not a state that was saved here"),
            ('{"type": "izhikevich-state", "view": "neuron", "values": 3}', "do not have the form"),
        ):
            page.evaluate(
                """(text) => {
                  const dataTransfer = new DataTransfer();
                  const file = new File([text], "odd.json", { type: "application/json" });
                  dataTransfer.items.add(file);
                  const drop = new DragEvent("drop", { dataTransfer, bubbles: true });
                  document.body.dispatchEvent(drop);
                }""",
                text,
            )
            expect(page.locator(".notice.error")).to_contain_text(words)
            explorer.choose("B")
            expect(page.locator(".notice.error")).to_have_count(0)
            explorer.choose("A")


class TestFrames:
    def test_five_that_wait_for_a_click_are_light(
        self, new_page: NewPage, folder: Path, tmp_path: Path
    ) -> None:
        names = ("tonic_spiking", "tonic_bursting", "class_1_excitable", "resonator", "RS")
        sent: dict[str, int] = {}
        page = new_page(viewport={"width": 1280, "height": 3000})
        with serve(folder, sent=sent) as url:
            links = [f"{url}#neuron?preset={name}&embed=1&start=click" for name in names]
            open_host(page, tmp_path, "".join(frame_html(link) for link in links))
            for frame in page.frames[1:]:
                frame.locator(".poster-button").wait_for()
                frame.locator(".panel[data-panel=phase] .still path").first.wait_for()
                assert not frame.locator(".selector, .views, .controls").first.is_visible()
            page.wait_for_load_state("networkidle")
        titles = [frame.locator("#preset-title").inner_text() for frame in page.frames[1:]]
        assert titles[1] == "tonic bursting C"
        assert len(set(titles)) == 5
        print(f"five frames before a click: {sum(sent.values()) / 1000:.0f} kB")
        assert sum(sent.values()) <= LIGHT, sent
        assert not any("plotly" in path or "pyodide" in path or "app.js" in path for path in sent)

    @pytest.mark.parametrize("place", [".panels-main", ".panels-side"])
    def test_a_click_on_the_picture_runs_it(self, new_page: NewPage, site: str, place: str) -> None:
        page = new_page()
        page.goto(f"{site}#neuron?I=3&embed=1&start=click")
        page.locator(".poster-note").wait_for()
        picture = page.locator(f"{place} .panel").first
        assert picture.evaluate("(panel) => getComputedStyle(panel).cursor") == "pointer"
        picture.click(position={"x": 20, "y": 20})
        expect(page.locator(".poster-button, .poster-note")).to_have_count(0)
        Explorer(page).live()
        assert picture.evaluate("(panel) => getComputedStyle(panel).cursor") == "auto"

    def test_a_key_runs_it(self, new_page: NewPage, site: str) -> None:
        page = new_page()
        page.goto(f"{site}#neuron?embed=1&start=click")
        page.locator(".poster-button").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".poster-button")).to_have_count(0)
        Explorer(page).live()

    def test_a_click_runs_it(
        self, new_page: NewPage, folder: Path, tmp_path: Path, spikes: Spikes
    ) -> None:
        page = new_page()
        with serve(folder) as url:
            link = f"{url}#neuron?preset=tonic_bursting&embed=1&controls=I,a&start=click"
            open_host(page, tmp_path, frame_html(link))
            frame = page.frames[1]
            frame.locator(".poster-button").click()
            await_message(page, "izhikevich:ready")
            explorer = Explorer(frame)
            assert explorer.spikes() == pytest.approx(spikes["C"])
            assert not frame.locator(".poster-button").is_visible()
            shown = frame.locator(".field .number:visible")
            assert shown.evaluate_all("(all) => all.map((one) => one.id)") == [
                "parameter-I",
                "parameter-a",
            ]
            assert not frame.locator("#share").is_visible()
            explorer.type("I", "3")
            with page.context.expect_page() as opened:
                frame.locator("#new-tab").click()
            assert opened.value.url.endswith("#neuron?preset=tonic_bursting&I=3")
            assert opened.value.locator("#share").is_visible()

    @pytest.mark.parametrize(("theme", "scheme"), [("dark", "light"), ("light", "dark")])
    def test_themes(self, new_page: NewPage, site: str, theme: str, scheme: str) -> None:
        page = new_page(color_scheme=scheme)
        page.goto(f"{site}#neuron?embed=1&start=click&theme={theme}")
        page.locator(".poster-button").wait_for()
        assert page.locator("html").get_attribute("data-theme") == theme

    def test_what_a_frame_shows_stays_in_its_address(self, new_page: NewPage, site: str) -> None:
        page = new_page()
        page.goto(f"{site}#neuron?embed=1&controls=I&panels=phase")
        explorer = Explorer(page)
        explorer.live()
        explorer.type("I", "3")
        assert page.url.endswith("#neuron?I=3&panels=phase&embed=1&controls=I")
        assert not page.locator(".panel[data-panel=trace]").is_visible()
        assert page.locator(".field:visible").count() == 1

    def test_the_height_follows_the_content(
        self, new_page: NewPage, site: str, tmp_path: Path
    ) -> None:
        page = new_page()
        style = "width: 700px; height: 100px"
        open_host(page, tmp_path, frame_html(f"{site}#neuron?embed=1&start=click", style=style))
        first = await_message(page, "izhikevich:height")
        page.wait_for_timeout(300)
        first = heard(page, "izhikevich:height")[-1]
        amp = page.evaluate("heard.filter(({ sentinel }) => sentinel === 'amp').at(-1)")
        assert amp == {"sentinel": "amp", "type": "embed-size", "height": first["height"]}
        assert 300 < first["height"] < 800
        frame = page.locator("iframe")
        frame.evaluate("(frame, height) => (frame.style.height = `${height}px`)", first["height"])
        page.wait_for_timeout(300)
        over = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
        assert page.frames[1].evaluate(over) <= 0
        assert heard(page, "izhikevich:height")[-1] == first, "it grows with its frame"
        count = len(heard(page, "izhikevich:height"))
        frame.evaluate("(frame) => (frame.style.width = '360px')")
        assert await_message(page, "izhikevich:height", count)["height"] > first["height"]


@pytest.fixture(scope="class")
def ready(
    chromium: Browser, site: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, Watch]]:
    """A page around a frame that is ready, and what listens to it."""
    with chromium.new_context(viewport=DESKTOP) as context:
        watch, page = Watch(context), context.new_page()
        html = f'<iframe src="{site}#neuron?embed=1" width=900 height=500>'
        open_host(page, tmp_path_factory.mktemp("host"), html)
        await_message(page, "izhikevich:ready")
        yield page, watch


@pytest.fixture
def host(ready: tuple[Page, Watch]) -> Iterator[Page]:
    """The shared page around a frame at rest; any error in it fails the test."""
    page, watch = ready
    Explorer(page.frames[1]).settled()
    yield page
    watch.check()


class TestHost:
    def send(self, page: Page, message: Any) -> None:
        page.evaluate("(message) => send(message)", message)

    @pytest.mark.proves("frame-reports", "frame-commands")
    def test_commands_and_events(self, host: Page) -> None:
        assert heard(host, "izhikevich:ready") == [{"type": "izhikevich:ready", "link": "#neuron"}]
        assert heard(host, "izhikevich:spikes")[-1]["count"] == 5
        frame = host.frames[1]

        def after(message: Any) -> tuple[str, int]:
            count = len(heard(host, "izhikevich:spikes"))
            self.send(host, message)
            spikes = await_message(host, "izhikevich:spikes", count)["count"]
            return heard(host, "izhikevich:state")[-1]["link"], spikes

        link = "#neuron?preset=tonic_bursting"
        assert after({"type": "izhikevich:set", "link": link}) == (link, 28)
        link, count = after({"type": "izhikevich:set", "values": {"stimulus": "0"}})
        assert (link, count) == ("#neuron?preset=tonic_bursting&stimulus=0", 0)
        self.send(host, {"type": "izhikevich:play"})
        frame.locator(".player [aria-label=Pause]").wait_for()
        self.send(host, {"type": "izhikevich:pause"})
        frame.locator(".player [aria-label=Play]").wait_for()

    @pytest.mark.proves("frame-commands")
    def test_junk_is_ignored(self, host: Page) -> None:
        before = heard(host, "izhikevich:state")
        for message in JUNK:
            self.send(host, message)
        host.wait_for_timeout(500)
        assert heard(host, "izhikevich:state") == before
        assert not host.frames[1].locator(".notice.error").count()
        self.send(host, {"type": "izhikevich:set", "values": {"I": "loud", "nothing": 1}})
        told = host.frames[1].locator(".notice.error, .field-error:not(:empty)")
        expect(told.first).to_be_visible()

    @pytest.mark.proves("frame-only-parent")
    def test_others_than_the_host_are_ignored(self, host: Page) -> None:
        before = heard(host, "izhikevich:state")
        host.frames[1].evaluate("postMessage({ type: 'izhikevich:set', values: { I: 3 } }, '*')")
        host.wait_for_timeout(500)
        assert heard(host, "izhikevich:state") == before


class TestDialog:
    def snippet(self, page: Page) -> str:
        """What the dialog writes, with one control chosen."""
        page.locator("#share").click()
        page.locator("dialog").get_by_label("rate of recovery").check()
        return page.get_by_label("HTML for another page").input_value()

    def check_in(self, page: Page, frame: Frame, spikes: Spikes, letter: str) -> None:
        """Click in a frame that a snippet made, and see it run."""
        frame.locator(".poster-button").click()
        frame.locator(".field:visible").wait_for(timeout=60000)
        frame = page.frames[1]
        explorer = Explorer(frame)
        explorer.live()
        assert explorer.spikes() == pytest.approx(spikes[letter])
        assert frame.evaluate("origin") == "null"

    def test_its_html_works_in_another_page(
        self, new_page: NewPage, site: str, tmp_path: Path, spikes: Spikes
    ) -> None:
        page = new_page()
        page.goto(f"{site}#neuron?preset=class_1_excitable")
        Explorer(page).live()
        html = self.snippet(page)
        assert f'sandbox="{SANDBOX}"' in html
        assert 'loading="lazy"' in html
        preview = page.frame_locator("dialog iframe")
        preview.locator(".poster-button").wait_for()
        expect(preview.locator("#preset-title")).to_have_text("Class 1 excitable G")
        other = new_page()
        open_host(other, tmp_path, html)
        assert other.locator("iframe").get_attribute("allow") == "clipboard-write"
        await_message(other, "izhikevich:height")
        other.wait_for_function("document.querySelector('iframe').style.height !== '520px'")
        self.check_in(other, other.frames[1], spikes, "G")

    def test_its_html_from_a_disk(
        self, new_page: NewPage, single_file: Path, tmp_path: Path, spikes: Spikes
    ) -> None:
        page = new_page()
        page.goto(single_file.as_uri())
        Explorer(page).live()
        html = self.snippet(page)
        assert "https://YOUR-HOST/explorer/#neuron?" in html
        expect(page.locator("dialog")).to_contain_text("opened from disk")
        page.frame_locator("dialog iframe").locator(".poster-button").wait_for()
        page.get_by_label("From").select_option("copy")
        html = page.get_by_label("HTML for another page").input_value()
        assert 'src="/files/Izhikevich-Model.html#neuron?' in html
        other = new_page()
        text = html.replace("/files/Izhikevich-Model.html", single_file.as_uri())
        (tmp_path / "post.html").write_text(f"<!doctype html>{text}", encoding="utf-8")
        other.goto((tmp_path / "post.html").as_uri())
        self.check_in(other, other.frames[1], spikes, "A")

    def test_what_a_host_forbids_is_told(
        self, new_page: NewPage, site: str, tmp_path: Path
    ) -> None:
        page = new_page()
        open_host(page, tmp_path, frame_html(site, sandbox="allow-scripts"))
        page.frame_locator("iframe").locator("#share").wait_for(timeout=60000)
        frame = page.frames[1]
        Explorer(frame).live()
        frame.evaluate("document.execCommand = () => false")
        frame.locator("#share").click()
        frame.get_by_role("button", name="Copy link").click()
        expect(frame.locator("dialog .feedback").first).to_contain_text(
            "Copying is not allowed here"
        )
        chosen = "document.activeElement.value.slice(document.activeElement.selectionStart)"
        assert frame.evaluate(chosen).endswith("#neuron")
        expect(frame.locator("dialog")).to_contain_text("If nothing is saved, keep this text")
        text = frame.get_by_label("The state as text").input_value()
        assert json.loads(text)["preset"] == "tonic_spiking"


def test_firefox_runs_a_frame_at_a_click(firefox: Firefox, site: str, spikes: Spikes) -> None:
    with firefox.page(f"{site}#neuron?preset=tonic_bursting&embed=1&start=click") as page:
        page.evaluate("document.querySelector('.poster-button').click()")
        explorer = Explorer(page)
        explorer.live()
        assert explorer.spikes() == pytest.approx(spikes["C"])
    troubles, firefox.troubles[:] = list(firefox.troubles), []
    assert not troubles


def test_print_is_light(new_page: NewPage, site: str) -> None:
    page = new_page(color_scheme="dark")
    page.goto(site)
    Explorer(page).live()
    theme = "document.documentElement.dataset.theme"
    colours = "driver.colours('trace')"
    dark = page.evaluate(colours)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(theme) == "light"
    assert page.evaluate(colours) != dark
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(theme) == "dark"
    assert page.evaluate(colours) == dark


def test_print_shows_plots_only(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site)
    page.emulate_media(media="print")
    assert page.locator(".panel .still").first.is_visible()
    assert not page.locator(".bar").is_visible()


def test_the_hosted_page_says_what_it_is(folder: Path) -> None:
    card = json.loads((folder / "oembed.json").read_text(encoding="utf-8"))
    assert card["version"] == "1.0"
    assert f'sandbox="{SANDBOX}"' in card["html"]
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert '<meta property="og:image" content="' in html
    assert "oembed.json" in html
    assert (folder / "picture.png").is_file()

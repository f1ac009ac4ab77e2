"""What the page writes to files, and what it reads: each file is downloaded and looked into."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZipFile

import izhikevich
import numpy as np
import pytest
from izhikevich.app import files
from izhikevich.export import FORMATS, export
from izhikevich.export.formats import address_of
from izhikevich.imports.straight import as_pieces
from izhikevich.plots.style import DARK, LIGHT, Role
from izhikevich.progress import finish
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from .conftest import NewPage
from .driver import Explorer
from .live import Live, started_at
from .servers import serve

PRESET = "tonic_bursting"
LINK = f"#neuron?preset={PRESET}"
SCRIPTS = [name for name, form in FORMATS.items() if form.kind == "script"]
SVG = "{http://www.w3.org/2000/svg}"
TABLE = "t (ms),I (mV/ms)\n0,0\n10,8\n20,8\n30,0\n"


@pytest.fixture(scope="module")
def started(chromium: Browser, site: str) -> Iterator[Live]:
    """Start the page once."""
    with started_at(chromium, site + LINK, accept_downloads=True) as live:
        yield live


@pytest.fixture
def live(started: Live) -> Iterator[Live]:
    """The shared page, which shows a preset; any error in the page fails the test."""
    started.show(LINK)
    yield started
    started.watch.check()


@pytest.fixture
def page(live: Live) -> Page:
    """Return the shared page itself."""
    return live.page


def dialog(page: Page, part: str = "Plots and data") -> Locator:
    """The dialog behind the button, open at a part."""
    page.locator("#export").click()
    page.get_by_role("tab", name=part).click()
    return page.locator("dialog.export")


def whole_link(page: Page) -> str:
    """Return the link with the address of the page."""
    return page.url.partition("#")[0] + LINK


def saved(page: Page, button: Locator) -> tuple[str, bytes]:
    """Name and content of the file that a button saves."""
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def row(page: Page, plot: str) -> Locator:
    """What there is to save of a plot."""
    return page.locator(f"dialog [data-plot={plot}]")


def png_size(png: bytes) -> tuple[int, int, int]:
    """Width and height in pixels, and pixels per metre."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    assert png[37:41] == b"pHYs"
    return width, height, int.from_bytes(png[41:45])


def pixels(page: Page, png: bytes) -> dict[str, Any]:
    """Colour of the ground, as the browser reads it, and how many pixels have another."""
    found: dict[str, Any] = page.evaluate(
        """async (text) => {
          const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes]));
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          let other = 0;
          const whole = new Uint32Array(data.buffer);
          for (const pixel of whole) if (pixel !== whole[0]) other += 1;
          return { ground: [...data.slice(0, 4)], other };
        }""",
        b64encode(png).decode(),
    )
    return found


class TestPlots:
    def test_svg_has_the_curve_at_its_size(self, page: Page) -> None:
        dialog(page)
        name, content = saved(page, row(page, "trace").get_by_role("button", name="SVG"))
        assert name == f"{PRESET}_trace.svg"
        root = ElementTree.fromstring(content)
        assert root.get("width") == "85mm"
        box = [float(one) for one in (root.get("viewBox") or "").split()]
        assert box[2] == pytest.approx(85 / 25.4 * 96, abs=0.01)
        lines = [x for x in root.iter(f"{SVG}path") if x.get("stroke") == LIGHT[Role.VOLTAGE]]
        assert max(len(x.get("d") or "") for x in lines) > 300
        page.get_by_label("Width").select_option("180 mm")
        _, content = saved(page, row(page, "phase").get_by_role("button", name="SVG"))
        assert ElementTree.fromstring(content).get("width") == "180mm"
        page.get_by_label("Width").select_option("1920 px")
        page.get_by_label("Colours").select_option("dark")
        _, content = saved(page, row(page, "trace").get_by_role("button", name="SVG"))
        root = ElementTree.fromstring(content)
        assert root.get("width") == "1920"
        assert any(x.get("stroke") == DARK[Role.VOLTAGE] for x in root.iter(f"{SVG}path"))
        assert "dark" not in (page.locator("html").get_attribute("data-theme") or "")
        page.get_by_label("Colours").select_option("light")
        page.get_by_label("Width").select_option("85 mm")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_png_is_light_and_knows_its_size(
        self, new_page: NewPage, site: str, scheme: str
    ) -> None:
        page = new_page(accept_downloads=True)
        page.goto(f"{site}{LINK}&theme={scheme}")
        Explorer(page).live()
        dialog(page)
        button = row(page, "phase").get_by_role("button", name="PNG")
        name, png = saved(page, button)
        assert name == f"{PRESET}_phase.png"
        width, _, density = png_size(png)
        assert width == pytest.approx(85 / 25.4 * 300, abs=1)
        assert density == 11811
        found = pixels(page, png)
        assert found["ground"] == [255, 255, 255, 255]
        assert found["other"] > 3000
        page.get_by_label("Background").select_option("clear")
        assert pixels(page, saved(page, button)[1])["ground"] == [0, 0, 0, 0]
        assert page.locator("html").get_attribute("data-theme") == scheme

    def test_spikes_on_the_canvas_are_in_both(self, live: Live) -> None:
        live.show("#network?preset=feedforward&duration=300")
        page = live.page
        name = page.locator(".panel:visible:has(canvas:visible)").first.get_attribute("data-panel")
        assert name
        dialog(page)
        _, svg = saved(page, row(page, name).get_by_role("button", name="SVG"))
        root = ElementTree.fromstring(svg)
        dots = [x.get("d") or "" for x in root.iter(f"{SVG}path")]
        assert max(map(len, dots)) > 3000
        words = ["".join(x.itertext()) for x in root.iter(f"{SVG}text")]
        assert "\N{BLACK LEFT-POINTING SMALL TRIANGLE}" not in words, "nothing is selected on paper"
        _, png = saved(page, row(page, name).get_by_role("button", name="PNG"))
        assert pixels(page, png)["other"] > 3000

    def test_csv_has_the_numbers_of_the_figure(self, page: Page) -> None:
        drawn = page.evaluate(
            """(() => {
              const { data } = document.querySelector(".panel[data-panel=trace] .plot");
              const { x, y } = data.find(({ name }) => name === "current");
              return [...x].map((t, i) => [t, y[i]]);
            })()"""
        )
        dialog(page)
        name, content = saved(page, row(page, "trace").get_by_role("button", name="CSV"))
        assert name == f"{PRESET}_trace.zip"
        with ZipFile(BytesIO(content)) as archive:
            assert whole_link(page) in archive.read("about.txt").decode().splitlines()
            table = list(csv.DictReader(StringIO(archive.read("samples.csv").decode())))
            spikes = list(csv.DictReader(StringIO(archive.read("spikes.csv").decode())))
        assert list(table[0]) == ["t (ms)", "v (mV)", "I (mV/ms)"]
        assert [[float(one["t (ms)"]), float(one["I (mV/ms)"])] for one in table] == drawn
        assert [float(one["t (ms)"]) for one in spikes] == pytest.approx(Explorer(page).spikes())

    def test_the_run_loads_with_numpy(self, page: Page) -> None:
        spikes = Explorer(page).spikes()
        dialog(page)
        name, content = saved(page, page.locator("dialog .run-row button"))
        assert name == f"{PRESET}.npz"
        with np.load(BytesIO(content)) as run:
            assert run["spike_times"].tolist() == pytest.approx(spikes)
            assert str(run["link"]) == whole_link(page)

    def test_a_plot_alone(self, page: Page) -> None:
        page.locator(".panel[data-panel=phase]").hover()
        page.locator(".panel[data-panel=phase] .panel-button.save").click()
        expect(page.locator("dialog h2")).to_have_text("Save plot")
        assert page.locator("dialog [data-plot]").count() == 1
        name, _ = saved(page, row(page, "phase").get_by_role("button", name="CSV"))
        assert name == f"{PRESET}_phase.zip"

    def test_on_a_phone(self, new_page: NewPage, site: str) -> None:
        size = {"width": 390, "height": 844}
        page = new_page(viewport=size, has_touch=True, is_mobile=True, accept_downloads=True)
        page.goto(site)
        Explorer(page).live()
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(over) <= 0
        page.locator(".panel[data-panel=trace] .panel-button.save").tap()
        assert saved(page, row(page, "trace").get_by_role("button", name="PNG"))[0].endswith(".png")
        inside = page.locator("dialog .dialog-body").evaluate(
            "(e) => e.scrollWidth - e.clientWidth"
        )
        assert inside <= 0


def preview(page: Page) -> str:
    """Return the sheet that is seen, once it is drawn."""
    expect(page.locator("dialog .sheet-preview")).not_to_have_class(re.compile("is-waiting"))
    picture = page.locator("dialog .sheet-preview img")
    address = picture.get_attribute("src") or ""
    return unquote(address.partition(",")[2])


class TestFigure:
    def test_what_is_seen_is_what_is_saved(self, page: Page) -> None:
        sheet = dialog(page, "Figure").get_by_role("tabpanel", name="Figure")
        first = preview(page)
        sheet.get_by_label("Add a plot").select_option("frequency")
        sheet.get_by_role("button", name="Wide: Voltage and current").click()
        expect(sheet.locator(".places .name")).to_have_text(
            ["Voltage and current", "Phase plane", "f–I curve"]
        )
        sheet.get_by_label("Colours").select_option("mono")
        sheet.get_by_role("checkbox", name="Caption").check()
        expect(sheet.locator("textarea")).to_have_value(re.compile(r"^Tonic bursting\. A, Voltage"))
        seen = preview(page)
        assert seen != first
        name, content = saved(page, sheet.get_by_role("button", name="SVG"))
        assert name == f"{PRESET}_figure.svg"
        assert content.decode() == seen
        arrangement = "trace:2 phase / frequency"
        link = whole_link(page)
        own = izhikevich.figure(LINK, arrangement, theme="mono", caption=True)
        assert without_caption(content.decode()) == without_caption(own.svg)
        assert link in sheet.locator("textarea").input_value()
        sheet.get_by_label("PNG at").select_option("150")
        _, png = saved(page, sheet.get_by_role("button", name="PNG"))
        width, _, per_metre = png_size(png)
        assert width == pytest.approx(180 / 25.4 * 150, abs=1)
        assert per_metre == pytest.approx(150 / 0.0254, abs=1)
        sheet.get_by_role("button", name="Leave out: Phase plane").click()
        sheet.locator("textarea").fill("My own words.")
        expect(sheet.locator(".sheet-preview img")).to_have_attribute("alt", "My own words.")
        assert "My own words.</text>" in preview(page)
        sheet.get_by_role("checkbox", name="Caption").uncheck()
        sheet.get_by_label("Colours").select_option("light")

    def test_pdf_has_a_page_of_its_size(self, page: Page) -> None:
        sheet = dialog(page, "Figure").get_by_role("tabpanel", name="Figure")
        height = ElementTree.fromstring(preview(page)).get("height") or ""
        page.evaluate("window.print = () => {}")
        sheet.get_by_role("button", name="PDF").click()
        page.locator(".printed-figure").wait_for(state="attached")
        pdf = page.pdf(prefer_css_page_size=True)
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
        assert box
        assert float(box[1]) == pytest.approx(180 / 25.4 * 72, abs=1)
        assert float(box[2]) == pytest.approx(float(height.removesuffix("mm")) / 25.4 * 72, abs=1)
        assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".printed-figure").count() == 0
        assert page.evaluate("document.adoptedStyleSheets.length") == 0

    def test_what_does_not_fit_is_told(self, page: Page) -> None:
        sheet = dialog(page, "Figure").get_by_role("tabpanel", name="Figure")
        preview(page)
        sheet.get_by_label("Font size").select_option("16")
        sheet.get_by_label("Size", exact=True).select_option("single")
        expect(sheet.locator(".feedback")).to_contain_text("need a larger figure")
        sheet.get_by_label("Font size").select_option("")
        sheet.get_by_label("Size", exact=True).select_option("double")
        expect(sheet.locator(".feedback")).to_have_text("")


def without_caption(svg: str) -> str:
    """Return the plots of a sheet: captions have the address of the page."""
    return "".join(re.findall(r"<g transform=.*</g>", svg))


class TestScripts:
    def test_they_are_what_the_package_writes(self, page: Page) -> None:
        shown = dialog(page, "Scripts")
        state = {"view": "neuron", "preset": PRESET}
        for name in (name for name in SCRIPTS if "neuron" in FORMATS[name].views):
            own = export(state, name, address=page.url.partition("#")[0])
            shown.locator(f"[data-format={name}]").click()
            download = shown.get_by_role("button", name=f"Download {own.filename}", exact=True)
            expect(download).to_be_enabled(timeout=60000)
            expect(shown.locator(".notes .notice")).to_have_text(list(own.notes))
            filename, content = saved(page, download)
            assert filename == own.filename
            if isinstance(own.content, str):
                assert content.decode() == own.content
                assert shown.get_by_label("Script", exact=True).input_value() == own.content
            else:
                assert "</Lems>" in shown.get_by_label("Script", exact=True).input_value()

    def test_the_three_layers_run_with_numpy_only(self, live: Live, tmp_path: Path) -> None:
        live.show("#network?preset=feedforward")
        page = live.page
        dialog(page)
        with np.load(BytesIO(saved(page, page.locator("dialog .run-row button"))[1])) as run:
            here = run["spike_times"].tolist(), run["spike_neurons"].tolist()
        page.keyboard.press("Escape")
        shown = dialog(page, "Scripts")
        shown.get_by_role("button", name="NumPy script", exact=True).click()
        download = shown.get_by_role("button", name="Download feedforward_numpy.py", exact=True)
        expect(download).to_be_enabled(timeout=60000)
        expect(shown.locator(".hint")).to_contain_text(["Needs only numpy and matplotlib"])
        path = tmp_path / "izhikevich_spiking_neural_network.py"
        path.write_bytes(saved(page, download)[1])

        def python(*arguments: str) -> str:
            command = [sys.executable, "-I", *arguments]
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
            assert done.stderr == b""
            return done.stdout.decode()

        counts = [int(count) for count in re.findall(r": (\d+) spikes", python(path.name))]
        assert len(counts) == 6
        assert sum(counts) == len(here[0])
        plots = sorted(one.name for one in (tmp_path / "plots").iterdir())
        assert plots == ["raster.png", "voltages.png"]
        keep = (
            "import numpy, runpy, sys\n"
            "times, neurons, _ = runpy.run_path(sys.argv[1])['simulate']()\n"
            "numpy.savez('run.npz', times=times, neurons=neurons)"
        )
        python("-c", keep, path.name)
        with np.load(tmp_path / "run.npz") as run:
            assert (run["times"].tolist(), run["neurons"].tolist()) == here

    def test_views_offer_what_there_is(self, live: Live) -> None:
        live.show("#ensemble")
        shown = dialog(live.page, "Scripts").locator("[data-format]")
        names = shown.evaluate_all("(all) => all.map((one) => one.dataset.format)")
        assert names == [name for name in SCRIPTS if "ensemble" in FORMATS[name].views]

    def test_a_trained_network(self, live: Live) -> None:
        live.show("#learning?epochs=2")
        shown = dialog(live.page, "Scripts")
        shown.locator("[data-format=pytorch]").click()
        download = shown.get_by_role("button", name="Download chosen_times_pytorch.py", exact=True)
        expect(download).to_be_enabled(timeout=60000)
        script = shown.get_by_label("Script", exact=True).input_value()
        assert "epochs of training: 2" in script
        assert "network = Network(" in script

    def test_a_long_run_goes_on(self, new_page: NewPage, site: str) -> None:
        page = new_page()
        page.goto(f"{site}#network?preset=feedforward&duration=120000")
        Explorer(page)
        page.locator("#stop").wait_for(timeout=60000)
        shown = dialog(page, "Scripts")
        download = shown.get_by_role("button", name=re.compile("^Download .*py$"))
        expect(download).to_be_enabled(timeout=60000)
        assert page.locator("#stop").is_visible(), "the run goes on"
        page.keyboard.press("Escape")
        page.locator("#stop").click()
        expect(page.locator("#notices")).to_contain_text("Stopped at", timeout=60000)


class TestOpening:
    def read(self, page: Page, text: str) -> str:
        """Paste a text and open it; what is said."""
        shown = dialog(page, "Open")
        shown.get_by_label("What to open").fill(text)
        shown.get_by_role("button", name="Open", exact=True).click()
        shown.locator(".result .notice").first.wait_for(timeout=60000)
        return "\n".join(shown.locator(".result .notice p").all_inner_texts())

    def test_parameters_are_a_step_back_in_history(self, page: Page) -> None:
        said = self.read(page, "a=0.02 b=0.2 c=-50 d=2 I=12 speed=3")
        assert said.startswith("CH (2003), chattering. It is now shown")
        assert "speed is not a parameter of a neuron here" in said
        page.get_by_role("button", name="View it").click()
        expect(page.locator("dialog")).to_have_count(0)
        explorer = Explorer(page)
        explorer.settled()
        assert explorer.value("I") == "12"
        assert "preset=CH" in page.url
        page.go_back()
        explorer.settled()
        assert page.url.endswith(LINK)

    def test_a_link(self, page: Page) -> None:
        self.read(page, "https://example.org/#network?preset=feedforward&duration=300&speed=1")
        expect(page.locator("dialog")).to_contain_text("There is no parameter called 'speed'")
        page.wait_for_url("**#network?duration=300")

    def test_one_of_several_neurons_is_chosen(self, page: Page) -> None:
        """Names that are words of the page stay as they are."""
        cell = '<izhikevichCell id="{}" v0="-70mV" thresh="30mV" a="0.02" b="0.2" c="{}" d="{}"/>'
        cells = cell.format("Learning", -65, 8) + cell.format("chatter", -50, 2)
        said = self.read(page, f'<neuroml xmlns="x" id="d">{cells}</neuroml>')
        assert "RS (2003), regular spiking, from izhikevichCell Learning" in said
        choice = page.get_by_label("Neuron", exact=True)
        assert choice.locator("option").all_inner_texts() == ["Learning", "chatter"]
        choice.select_option("chatter")
        result = page.locator("dialog .result")
        expect(result).to_contain_text("CH (2003), chattering, from izhikevichCell chatter")
        expect(result.locator(".notice.warning")).to_have_count(0)
        expect(choice).to_have_value("chatter")
        expect(choice).to_be_focused()
        page.keyboard.press("Escape")
        Explorer(page).settled()
        assert "preset=CH" in page.url

    def test_a_current(self, page: Page, tmp_path: Path) -> None:
        path = tmp_path / "current.csv"
        path.write_text(TABLE, encoding="utf-8")
        shown = dialog(page, "Open")
        with page.expect_file_chooser() as chooser:
            shown.get_by_role("button", name="Choose a file").click()
        chooser.value.set_files(path)
        expect(shown.locator(".notice.info")).to_contain_text(
            "“current.csv”: a current of 4 samples"
        )
        page.keyboard.press("Escape")
        stimulus, _ = as_pieces([0.0, 10.0, 20.0, 30.0], [0.0, 8.0, 8.0, 0.0], 40.0)
        Explorer(page).settled()
        assert Explorer(page).value("stimulus") == stimulus.text

    def test_an_archive_with_a_cell(self, page: Page, tmp_path: Path) -> None:
        content = export({"preset": "RS_2007"}, "neuroml").content
        assert isinstance(content, bytes)
        path = tmp_path / "cell.zip"
        path.write_bytes(content)
        shown = dialog(page, "Open")
        with page.expect_file_chooser() as chooser:
            shown.get_by_role("button", name="Choose a file").click()
        chooser.value.set_files(path)
        expect(shown.locator(".notice.info")).to_contain_text("It is now shown")
        page.wait_for_url("**#neuron?preset=RS_2007*")

    def test_what_is_dropped(self, page: Page) -> None:
        drop = """([name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name));
          const options = { dataTransfer, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new DragEvent("drop", options));
        }"""
        page.evaluate(drop, ["odd.csv", "t,I\n0,1\n0,2\n3,x\n"])
        expect(page.locator("dialog .notice.error")).to_contain_text("“odd.csv” cannot be opened.")
        page.evaluate(drop, ["current.csv", TABLE])
        expect(page.locator("dialog .notice.info")).to_contain_text("a current of 4 samples")

    def test_a_saved_state(self, page: Page) -> None:
        state = {"type": "izhikevich-state", "view": "neuron", "preset": "FS", "values": {"I": 9}}
        assert self.read(page, json.dumps(state)).startswith("a saved state")
        page.wait_for_url("**#neuron?preset=FS&I=9")

    def test_junk_is_told(self, page: Page) -> None:
        assert self.read(page, "rubbish").startswith("Can't read this. Paste a link, parameters")
        assert page.url.endswith(LINK)


def test_where_downloads_are_switched_off(
    new_page: NewPage, site: str, folder: Path, tmp_path: Path
) -> None:
    page = new_page()
    with serve(folder) as url:
        html = f'<iframe src="{url}" sandbox="allow-scripts" width=1200 height=760></iframe>'
        (tmp_path / "index.html").write_text(
            f'<!doctype html><link rel="icon" href="data:,">{html}', encoding="utf-8"
        )
        with serve(tmp_path) as host:
            page.goto(host.replace("127.0.0.1", "localhost"))
        frame: Frame = page.frames[1]
        Explorer(frame).live()
        frame.locator("#export").click()
        expect(frame.locator("dialog")).to_contain_text("may have disabled downloads")
        trace = frame.locator("dialog [data-plot=trace]")
        trace.get_by_role("button", name="CSV").click()
        field = trace.locator("textarea")
        field.wait_for(timeout=60000)
        address = address_of(frame.url).partition("?")[0]
        made = finish(files.writing({}, "csv", {"panel": "trace"}, address))
        assert field.input_value() == (made.text or "").replace("\r\n", "\n")
        trace.get_by_role("button", name="PNG").click()
        trace.locator("img.full-size").wait_for()
        frame.get_by_role("tab", name="Scripts").click()
        expect(frame.get_by_label("Script", exact=True)).not_to_have_value("", timeout=60000)

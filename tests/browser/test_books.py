"""Books and slides with the explorer, built as authors build them and opened as readers do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.export.environments import python_of

from .conftest import NewPage
from .driver import Explorer
from .servers import serve

_BOOKS = Path(__file__).parents[1] / "books"
_ROOT = Path(__file__).parents[2]
_REVEAL = _ROOT / "site" / "node_modules" / "reveal.js"
_FILTER = _ROOT / "py" / "izhikevich" / "books" / "quarto" / "izhikevich.lua"
PICTURES = _ROOT / "dist" / "screenshots"
PATIENCE = 60_000  # ms for what Python must answer first


def _sphinx(form: str, out: Path, **variables: str) -> str:
    """Build the book in a format; return what Sphinx prints of its troubles."""
    done = subprocess.run(
        [
            *(python_of("books", _BOOKS), "-m", "sphinx", "-E", "-b", form),
            *("-d", f"{out}-trees", _BOOKS / "book", out),
        ],
        env={**os.environ, "PYTHONPATH": str(_ROOT / "py"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


@pytest.fixture(scope="module")
def pandoc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Pandoc with our filter; the command "izhikevich" is on its search path."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "izhikevich"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m izhikevich "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    told = "import pypandoc; print(pypandoc.get_pandoc_path())"
    found = subprocess.run(
        [python_of("books", _BOOKS), "-c", told], capture_output=True, text=True, check=True
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        patch.setenv("PYTHONPATH", str(_ROOT / "py"))
        yield [found.stdout.strip(), "--lua-filter", str(_FILTER)]


def _run(command: list[str], *words: str | Path) -> None:
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert not done.stderr, done.stderr


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, single_file: Path) -> Path:
    """The book as HTML, with the explorer in it."""
    out = tmp_path_factory.mktemp("book")
    assert not _sphinx("html", out, BOOK_SITE=str(single_file))
    return out


def _starts(page: Page, index: int = 0) -> None:
    """Click a still, and wait until the explorer in its place has drawn."""
    frame = page.locator(".izhikevich iframe").nth(index)
    inside = frame.content_frame
    expect(inside.get_by_text("Run it here")).to_be_visible()
    inside.locator("a").click()
    expect(inside.locator(".panel .plot").first).to_be_visible(timeout=PATIENCE)
    Explorer(page.frames[-1]).live()


def test_a_page_of_the_book(new_page: NewPage, book: Path) -> None:
    page = new_page()
    with serve(book) as address:
        page.goto(f"{address}index.html")
        page.screenshot(path=PICTURES / "book-still.png")
        _starts(page)
        page.screenshot(path=PICTURES / "book-live.png")
        controls = page.frames[-1].locator(".controls .field")
        expect(controls.first).to_be_visible()
        assert controls.count() == 2
        out = page.get_by_role("link", name="Open in the explorer")
        assert out.get_attribute("href") == "_static/izhikevich-explorer.html#neuron?preset=CH"
        page.goto(f"{address}chapters/plane.html")
        _starts(page)
        page.screenshot(path=PICTURES / "book-markdown.png")


def test_the_book_on_a_disk(new_page: NewPage, book: Path) -> None:
    page = new_page()
    page.goto((book / "chapters" / "plane.html").as_uri())
    _starts(page)


def test_the_other_forms_of_the_book(tmp_path: Path, single_file: Path) -> None:
    site = str(single_file)
    assert not _sphinx("epub", tmp_path / "epub", BOOK_SITE=site)
    with ZipFile(tmp_path / "epub" / "Neurons.epub") as archive:
        names = archive.namelist()
        pictures = [name for name in names if re.search(r"_images/izhikevich-\w+\.svg$", name)]
        assert len(pictures) == 2
        assert not any(name.endswith("izhikevich-explorer.html") for name in names)
        assert b"<svg" in archive.read(pictures[0])
        text = archive.read(next(n for n in names if n.endswith("chapters/plane.xhtml"))).decode()
        assert 'src="../_images/izhikevich-' in text
        assert "iframe" not in text
        assert pictures[0] in archive.read("content.opf").decode()
    assert not _sphinx("latex", tmp_path / "latex", BOOK_SITE=site)
    text = (tmp_path / "latex" / "neurons.tex").read_text(encoding="utf-8")
    included = re.findall(r"sphinxincludegraphics\[.*?\]\{(izhikevich-\w+\.pdf)\}", text)
    assert len(included) == 2
    assert all((tmp_path / "latex" / name).read_bytes().startswith(b"%PDF") for name in included)
    assert not _sphinx("text", tmp_path / "text", BOOK_SITE=site)
    assert "neuron?preset=CH" in (tmp_path / "text" / "index.txt").read_text(encoding="utf-8")


def test_what_is_wrong_is_a_warning_at_its_place(tmp_path: Path, single_file: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(_BOOKS / "book", source)
    page = source / "index.rst"
    page.write_text(page.read_text("utf-8").replace("preset=CH", "preset=nonsense"), "utf-8")
    done = subprocess.run(
        [python_of("books", _BOOKS), "-m", "sphinx", "-E", source, tmp_path / "out"],
        env={**os.environ, "PYTHONPATH": str(_ROOT / "py"), "BOOK_SITE": str(single_file)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.search(r"index\.rst:6: WARNING: izhikevich: .*nonsense", done.stderr), done.stderr


def test_slides(
    new_page: NewPage, chromium: Browser, pandoc: list[str], single_file: Path, tmp_path: Path
) -> None:
    """A deck of reveal.js by Pandoc, with a live frame; nothing comes from elsewhere."""
    shutil.copytree(_REVEAL, tmp_path / "reveal.js")
    shutil.copy(single_file, tmp_path)
    words = [
        "-t",
        "revealjs",
        "-s",
        "-V",
        "revealjs-url=reveal.js",
        "-V",
        "theme=white",
        "-V",
        "transition=none",
    ]
    _run(pandoc, *words, _BOOKS / "deck.md", "-o", tmp_path / "index.html")
    page = new_page()
    with serve(tmp_path) as address:
        page.goto(f"{address}index.html")
        expect(page.locator("h1.title")).to_be_visible()
        page.keyboard.press("ArrowRight")
        expect(page.locator("section.present h2")).to_have_text("A chattering neuron")
        frame = page.locator("section.present iframe").content_frame
        expect(frame.locator(".panel .plot").first).to_be_visible(timeout=PATIENCE)
        Explorer(page.frames[1]).live()
        page.screenshot(path=PICTURES / "slides-live.png")
        page.keyboard.press("ArrowRight")
        expect(page.locator("section.present h2")).to_have_text("A ring")
        page.screenshot(path=PICTURES / "slides-still.png")


def test_pandoc_without_a_page(pandoc: list[str], tmp_path: Path) -> None:
    """EPUB gets the still as SVG, Word as PNG, and LaTeX as PDF."""
    _run(pandoc, _BOOKS / "deck.md", "-o", tmp_path / "deck.epub")
    with ZipFile(tmp_path / "deck.epub") as archive:
        pictures = [name for name in archive.namelist() if name.endswith(".svg")]
        assert len(pictures) == 2
    _run(pandoc, _BOOKS / "deck.md", "-o", tmp_path / "deck.docx")
    with ZipFile(tmp_path / "deck.docx") as archive:
        assert sum(name.endswith(".png") for name in archive.namelist()) == 2
    words = ["-t", "latex", "--extract-media", str(tmp_path / "media")]
    _run(pandoc, *words, _BOOKS / "deck.md", "-o", tmp_path / "deck.tex")
    text = (tmp_path / "deck.tex").read_text(encoding="utf-8")
    assert len(re.findall(r"\\includegraphics.*?izhikevich-\w+\.pdf", text)) == 2


def test_the_shortcode(pandoc: list[str], tmp_path: Path) -> None:
    """What Quarto would call, by Pandoc's own Lua: it has the same libraries."""
    script = tmp_path / "quarto.lua"
    script.write_text(
        'quarto, FORMAT = {}, "html"\n'
        f"local shortcodes = dofile({str(_FILTER)!r})\n"
        'local meta = { ["izhikevich-site"] = "https://example.org/explorer/" }\n'
        'local words = { "neuron?preset=CH" }\n'
        'local block = shortcodes.izhikevich(words, { height = "300", controls = "I,d" }, meta)\n'
        "io.write(block.format, '\\n', block.text)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [pandoc[0], "lua", str(script)], capture_output=True, text=True, check=False
    )
    assert not done.stderr
    form, _, text = done.stdout.partition("\n")
    assert form == "html"
    assert "height: 300px" in text
    address = "https://example.org/explorer/#neuron?preset=CH"
    assert f'href="{address}"' in text
    assert f"{address}&amp;amp;embed=1&amp;amp;controls=I,d" in text

"""The documents name what is there, lead somewhere, and have code that runs."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import izhikevich as izh
import pytest
from izhikevich.links import PAGE, read_link
from izhikevich.tours import read_tour
from izhikevich.views import registry
from make import command_line, paths
from make.errors import BuildError
from make.reference import documentation, markdown

from tests.additions import copy_with_additions

DOCUMENTS = sorted((paths.SITE / "docs").glob("*.md"))
README = paths.ROOT / "README.md"
GITHUB = sorted((paths.ROOT / ".github").rglob("*.md"))
ALL = [README, *DOCUMENTS, *GITHUB]
NAMED = re.compile(r"`((?:py|site|tests)/[\w./*-]*)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
#: What a comment at a print says is printed: a number, a name, a representation.
RESULT = re.compile(r"^print\(.*\)  # (\d+\.\d+|None|<.*>|\w+\(.*\))", re.MULTILINE)
WALKS = "architecture.md"
MAX_LINES, MAX_BYTES = 120, 60_000


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Yield each block of code in a language, with where it is."""
    for path in ALL:
        for k, (of, code) in enumerate(FENCE.findall(text_of(path))):
            if of == language:
                yield f"{path.name}-{k}", code


def prose(path: Path) -> str:
    return FENCE.sub("", text_of(path))


@pytest.mark.parametrize("document", ALL, ids=lambda path: path.name)
def test_the_files_that_are_named_exist(document: Path) -> None:
    named = NAMED.findall(text_of(document))
    missing = [name for name in named if not list(paths.ROOT.glob(name.rstrip("/")))]
    assert not missing


@pytest.mark.parametrize("document", ALL, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for address in LINK.findall(prose(document)):
        if address.startswith("https://"):
            continue
        file, _, place = address.partition("#")
        target = (document.parent / file).resolve() if file else document
        assert target.exists(), address
        headings = re.findall(r"^#+ (.*)", prose(target), re.MULTILINE) if place else []
        assert not place or place in map(markdown.slug, headings), address


@pytest.mark.parametrize("document", ALL, ids=lambda path: path.name)
def test_links_of_the_explorer_can_be_read(document: Path) -> None:
    for link in re.findall(r"#\w+\?[\w=&.,-]+", text_of(document)):
        if "NAME" not in link:
            state, page = read_link(link)
            assert not registry.request_of(state)[1].notices, link
            assert page.keys() <= set(PAGE), link


def test_the_readme_is_short() -> None:
    assert len(text_of(README).splitlines()) <= MAX_LINES


def test_the_version_is_that_of_the_package() -> None:
    assert f"version = {{{izh.__version__}}}" in text_of(README)
    assert f"\n## {izh.__version__}\n" in text_of(paths.SITE / "docs" / "changes.md")


def test_the_readme_shows_pictures_that_are_there() -> None:
    pictures = re.findall(r'src="(site/[^"]+)"', text_of(README))
    assert 1 <= len(pictures) <= 3
    assert all((paths.ROOT / name).stat().st_size < 50_000 for name in pictures)


#: Documents whose blocks continue each other; they run as one.
CONTINUED = ("nengo.md",)
RUN = [
    pytest.param(code, id=name)
    for name, code in blocks("python")
    if not name.startswith(("CONTRIBUTING", *CONTINUED))
]
RUN += [
    pytest.param("\n".join(code for at, code in blocks("python") if at.startswith(name)), id=name)
    for name in CONTINUED
]


@pytest.mark.parametrize("code", RUN)
def test_code_runs(code: str, tmp_path: Path) -> None:
    """It prints what the comments at its lines say, where that is a result."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=tmp_path,  # some code writes files
    )
    assert done.returncode == 0, done.stderr
    for result in RESULT.findall(code):
        assert result in done.stdout.splitlines()


def test_tours_can_be_read() -> None:
    found = [read_tour(code) for _, code in blocks("json")]
    assert all(tour.steps for tour in found)
    assert found


def test_the_patterns_that_change_are_those_that_are_named() -> None:
    changed = []
    for pattern in izh.PATTERNS.values():
        spikes = pattern.simulate().n_spikes
        try:
            accurate = replace(pattern, scheme="accurate").simulate().n_spikes
        except izh.SimulationError:
            accurate = None
        if spikes != accurate:
            changed.append(pattern.letter)
    said = f"({', '.join(changed[:-1])} and {changed[-1]})"
    assert said in " ".join(text_of(paths.SITE / "docs" / "numerics.md").split())


def test_what_contributors_add_is_what_the_tests_add(tmp_path: Path) -> None:
    added = "".join(text_of(path) for path in copy_with_additions(tmp_path))
    code = [code for name, code in blocks("python") if name.startswith("CONTRIBUTING")]
    assert len(code) == 5
    assert [each for each in code if each not in added] == []


@pytest.mark.parametrize("document", ALL, ids=lambda path: path.name)
def test_commands_of_the_build_exist(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command_line.main(["--help"])
    known = capsys.readouterr().out
    for command in re.findall(r"python3? build\.py (\w+)", text_of(document)):
        assert re.search(rf"^ +{command} ", known, re.MULTILINE), command


def test_walks_have_at_most_eight_steps() -> None:
    text = text_of(paths.SITE / "docs" / WALKS)
    parts = [part for part in text.split("\n## ") if re.search(r"^1\. ", part, re.MULTILINE)][1:]
    assert len(parts) == 6
    for part in parts:
        steps = re.findall(r"^(\d+)\. ", part, re.MULTILINE)
        assert steps == [str(k + 1) for k in range(len(steps))], part[:40]
        assert 4 <= len(steps) <= 8, part[:40]


class Reader(HTMLParser):
    """Reads the page: anchors and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if name == "a" and "href" in given else []


@pytest.fixture(scope="module")
def html() -> str:
    return documentation.page()


class TestPage:
    def test_every_document_is_there(self, html: str) -> None:
        names = sorted((*documentation.NAMES, *markdown.SEPARATE))
        assert names == [path.stem for path in DOCUMENTS]
        ids = Reader(html).ids
        assert set(documentation.NAMES) <= set(ids)
        assert len(ids) == len(set(ids))

    def test_links_lead_somewhere(self, html: str) -> None:
        page = Reader(html)
        others = {"./", "./reference.html", "./python.html", "./licences.html"}
        others |= {f"./{name}.html" for name in markdown.SEPARATE}
        led = [x.split("#")[0] if x.startswith("./") else x for x in page.links]
        lost = [x for x in led if x not in others and x.removeprefix("#") not in page.ids]
        assert not lost

    def test_courses_and_books_are_a_page_of_their_own(self) -> None:
        own = documentation.separate("publishing")
        page = Reader(own)
        assert "publishing-sphinx-and-myst" in page.ids
        lost = [x for x in page.links if x[0] == "#" and x[1:] not in page.ids]
        assert not lost

    def test_changes_are_a_page_of_their_own(self, html: str) -> None:
        own = documentation.separate("changes")
        page, documents = Reader(own), Reader(html)
        assert f"changes-{izh.__version__.replace('.', '')}" in page.ids
        assert "./documentation.html#nengo" in page.links
        for address in page.links:
            name, _, place = address.partition("#")
            ids = {"": page.ids, "./documentation.html": documents.ids}.get(name)
            assert ids is None or not place or place in ids, address
        assert len(gzip.compress(own.encode(), 9)) < MAX_BYTES

    def test_it_loads_nothing_and_is_light(self, html: str) -> None:
        assert not re.search(r'src="(https?:)?//', html)
        assert len(gzip.compress(html.encode(), 9)) < MAX_BYTES

    def test_each_statement_on_security_has_a_place(self, html: str) -> None:
        ids = Reader(html).ids
        names = markdown.names(markdown.read("security"))
        assert names
        assert all(f"security-{name}" in ids for name in names)


class TestMarkdown:
    TEXT = """# Title

    Lead with [a link](other.md#its-part), [another](#own) and [a file](../js/x.js).

    ## A part, and `more`

    - `name`: an item
    - `not a name`: another

    ### Inner

    | a | b |
    |---|---|
    | 1 | <b> |
    """

    def test_parts(self) -> None:
        text = "\n".join(line.removeprefix("    ") for line in self.TEXT.split("\n"))
        document = markdown.parsed("doc", text)
        lead, part = document.parts
        assert (document.title, lead.title, part.title) == ("Title", "", "A part, and more")
        assert part.anchor == "doc-a-part-and-more"
        assert '<a href="#other-its-part">a link</a>' in lead.content.text
        assert '<a href="#doc-own">another</a>' in lead.content.text
        assert '<a class="file">a file</a>' in lead.content.text
        assert markdown.names(document) == ["name"]
        assert "<h4>Inner</h4>" in part.content.text
        assert '<div class="wide"><table>' in part.content.text
        assert "<td>&lt;b&gt;</td>" in part.content.text

    def test_a_title_is_needed(self) -> None:
        with pytest.raises(BuildError, match="must begin with its title"):
            markdown.parsed("doc", "Lead.\n")


def test_no_host_of_a_registry() -> None:
    hosts = ["pypi." + "org", "npmjs." + "org", "npmjs." + "com", "pythonhosted." + "org"]
    files = [*ALL, *(paths.ROOT / ".github").rglob("*.yml")]
    assert not [path.name for path in files for host in hosts if host in text_of(path)]

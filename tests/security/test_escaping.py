"""What a reader wrote stays text in whatever it is written to.

Each field that a link can fill, in each target, with texts that the target would take for marks.
What is made with them is compared with what the same state gives with harmless texts: the same
elements, statements and tags; only the words differ.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from izhikevich.cli.figures import page
from izhikevich.errors import ParameterError
from izhikevich.export import csv as csv_format
from izhikevich.export import export
from izhikevich.export.computed import Computed, computing
from izhikevich.export.formats import FORMATS, read
from izhikevich.links import write_link
from izhikevich.messages.catalogues import commands
from izhikevich.plots.render.plotly import Figure, escaped, render
from izhikevich.plots.render.standalone import standalone
from izhikevich.plots.render.svg.still import still
from izhikevich.progress import Progress, finish
from izhikevich.tours import TourError, read_tour
from izhikevich.views import registry

from tests import wire
from tests.random_states import PAYLOADS

#: Payloads that a cell of a table may hold, for what separates cells means something there.
IN_CELLS = [text for text in PAYLOADS if not set(text) & set(",;=()\ud800\udc00") and text.strip()]
State = dict[str, Any]
ENGLISH = commands("en")


def batches(texts: list[str], size: int) -> list[list[str]]:
    return [texts[first : first + size] for first in range(0, len(texts), size)]


def named(names: list[str]) -> State:
    """A network whose populations have these names, and which are connected in a row."""
    rows = ";".join(f"name={name},size=4,noise=9,current=9" for name in names)
    pairs = zip(names, [*names[1:], names[0]], strict=True)
    joined = ";".join(f"pre={a},post={b},probability=1" for a, b in pairs)
    panels = [panel.name for panel in registry.VIEWS["network"]().panels]
    values = {"populations": rows, "projections": joined, "duration": 60, "window": 60}
    return {"view": "network", "preset": "custom", "values": values, "panels": panels}


def refused(view: str, preset: str, *names: str) -> Callable[[list[str]], State]:
    """A state that gives texts to parameters that refuse them: they come back in notices."""

    def made(texts: list[str]) -> State:
        values = {name: texts[k % len(texts)] for k, name in enumerate(names)}
        return {"view": view, "preset": preset, "values": values}

    return made


def in_tables(texts: list[str]) -> State:
    values = {
        "populations": f"name=A,conductance={texts[0]}",
        "projections": f"pre={texts[-1]},post=A",
        "duration": 20,
        "seed": texts[1],
    }
    return {"view": "network", "preset": "custom", "values": values}


#: Payloads that may name a feature or a class in a line of samples.
IN_LINES = [
    text
    for text in IN_CELLS
    if not set(text) & set(' "\t\n\r\x0b\x0c') and text.isprintable() and text[0] not in "#%/"
    if len(text) < 90  # longer names are refused
]


def samples(names: list[str]) -> State:
    """Samples whose features and classes have these names."""
    features = ",".join(f"f{k}{name}" for k, name in enumerate(names))
    rows = (
        ",".join([*(str((k * j) % 7) for j in range(len(names))), f"c{k % 2}{names[k % 2]}"])
        for k in range(12)
    )
    data = ";".join([f"{features},label", *rows])
    panels = [panel.name for panel in registry.VIEWS["learning"]().panels]
    values = {"data": data, "epochs": 0}
    return {"view": "learning", "preset": "own_data", "values": values, "panels": panels}


#: Payloads that are no currents: those are shown as what they are.
NO_CURRENTS = [text for text in PAYLOADS if set(text) - set("+-1 ")]

#: By field: payloads, how many a state holds, and the state that holds them.
FIELDS: dict[str, tuple[list[str], int, Callable[[list[str]], State]]] = {
    "population names": (IN_CELLS, 9, named),
    "tables": (PAYLOADS[::2], 3, in_tables),
    "stimulus and numbers": (
        NO_CURRENTS,
        5,
        refused("neuron", "RS", "stimulus", "I", "a", "dt", "d"),
    ),
    "function and signal": (
        NO_CURRENTS[::4],
        2,
        refused("ensemble", "square", "function", "signal"),
    ),
    "choices": (PAYLOADS[::5], 2, refused("neuron", "tonic_spiking", "method", "map_plane")),
    "names of samples": (IN_LINES, 6, samples),
    "files": (PAYLOADS[::3], 2, refused("learning", "own_data", "data", "weights")),
    "unknown parameters": (
        PAYLOADS,
        18,
        lambda texts: {"view": "neuron", "preset": "RS", "values": dict.fromkeys(texts, "1")},
    ),
    "unknown panels": (PAYLOADS, 18, lambda texts: {"view": "neuron", "panels": ["trace", *texts]}),
}
CASES = [
    (field, k)
    for field, (texts, size, _) in FIELDS.items()
    for k, _ in enumerate(batches(texts, size))
]


def state_of(field: str, k: int) -> State:
    texts, size, make = FIELDS[field]
    return make([*batches(texts, size)[k], *texts[:2]][: max(size, 2)])


def harmless(field: str, k: int) -> State:
    """The same with texts that mean nothing anywhere."""
    texts, size, make = FIELDS[field]
    count = len([*batches(texts, size)[k], *texts[:2]][: max(size, 2)])
    return make([f"harmless{i}x" for i in range(count)])


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.parametrize("key", ["view", "preset"])
def test_an_unknown_name_is_refused_or_repeated_as_text(key: str, text: str) -> None:
    """A file is of the model that was asked for; the page says what it shows instead."""
    state = {key: f"{text} x"}
    with pytest.raises(ParameterError):
        read(state, FORMATS["npz"])
    (notice, *_) = wire.at_once({**state, "panels": ["recovery"]})["notices"]
    assert notice["level"] == "error"
    assert notice["actions"] == []
    assert repr(f"{text} x")[:40] in notice["text"]


@cache
def computed(field: str, k: int, *, safe: bool = False) -> Computed:
    state = harmless(field, k) if safe else state_of(field, k)
    asked = read(state, FORMATS["npz"])
    return finish(computing(asked, asked.state["panels"]))


def figures_of(computed: Computed) -> dict[str, Figure]:
    return {name: render(plot) for name, plot in computed.plots.items()}


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from strings(value)


def plotly(figure: wire.Message) -> tuple[list[str], list[str]]:
    """Tags and gaps in the texts of a figure, by the rules of Plotly's own text reader."""
    found = [*strings(figure)]
    tags = [tag for text in found for tag in re.findall(r"<[^<>]*>", text)]
    gaps = [gap for text in found for gap in re.findall(r"%\{[^\s%{}:]*(?:[:|][^}]*)?\}", text)]
    return tags, gaps


@pytest.mark.parametrize(("field", "k"), CASES)
class TestFigures:
    def test_plotly_reads_no_marks(self, field: str, k: int) -> None:
        ours, safe = computed(field, k), computed(field, k, safe=True)
        for name, figure in figures_of(ours).items():
            drawn = standalone(figure)
            other = standalone(figures_of(safe)[name])
            assert set(plotly(drawn)[0]) <= {"<br>", "<extra>", "</extra>"}, name
            assert set(plotly(drawn)[1]) <= set(plotly(other)[1]), name
            assert not any("$" in text for text in strings(drawn)), name

    def test_stills_hold_words_only(self, field: str, k: int) -> None:
        ours, safe = computed(field, k), computed(field, k, safe=True)
        for name, plot in ours.plots.items():
            try:
                drawn, other = still(plot), still(safe.plots[name])
            except ValueError:
                continue  # not all figures have stills
            assert elements(drawn) == elements(other), name


def elements(text: str) -> set[str]:
    """Elements of XML, with the names of their attributes."""
    found = ElementTree.fromstring(text)
    return {f"{one.tag} {' '.join(sorted(one.attrib))}" for one in found.iter()}


def plain_words(text: str) -> str:
    """A text of a figure as Plotly shows it."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub("<br>", "\n", text)))


def test_names_are_shown_as_they_are() -> None:
    for texts in batches(IN_CELLS, 9):
        plots = finish(computing(read(named(texts), FORMATS["npz"]), ["raster"])).plots
        shown = [plain_words(trace["name"]) for trace in wire.figure(plots["raster"])["data"]]
        for text in texts:
            assert f"{re.sub(_CONTROLS, '�', text.strip())} excitatory" in shown


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_is_escaped_is_as_it_was(text: str) -> None:
    marked = escaped(text)
    assert set(re.findall(r"<[^<>]*>|%\{|\$", marked)) <= {"<br>"}
    assert not marked.startswith("var(")
    assert plain_words(marked) == re.sub(f"{_CONTROLS.pattern}|[\ud800-\udfff]", "�", text)


class Tags(HTMLParser):
    """The tags of a page, and what its scripts are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.meta: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        named = {name: value or "" for name, value in attrs}
        if tag == "meta" and "http-equiv" in named:
            self.meta[named["http-equiv"]] = named["content"]


@pytest.mark.parametrize(("field", "k"), CASES)
def test_the_page_of_the_command_line(field: str, k: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plotly.offline.get_plotlyjs", lambda: "")
    monkeypatch.setattr("plotly.io._html.get_plotlyjs", lambda: "")
    ours, safe = Tags(), Tags()
    ours.feed(page(computed(field, k), "light", ENGLISH))
    safe.feed(page(computed(field, k, safe=True), "light", ENGLISH))
    assert set(ours.found) == set(safe.found)
    assert "a" not in {tag for tag, _ in ours.found}
    policy = ours.meta["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src ")
    assert "http" not in policy
    assert "*" not in policy
    assert "'unsafe-inline'" not in re.findall(r"script-src [^;]*", policy)[0]


@pytest.mark.parametrize(("field", "k"), CASES[::4])
def test_pictures_of_the_command_line(field: str, k: int, tmp_path: Any) -> None:
    from izhikevich.cli import figures

    ours = computed(field, k)
    drawn = figures.write(ours, tmp_path, ["svg"], "light", (80.0, 60.0), ENGLISH, print)
    for path in drawn:
        text = path.read_text(encoding="utf-8")
        tags = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(text).iter()}
        assert "a" not in tags
        assert "script" not in tags
        addresses = re.findall(
            r"url\(([^)#]+)", re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", text, flags=re.S)
        )
        assert addresses == []


def skeleton(code: str) -> str:
    """A program without its texts, numbers and comments."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = type(node.value).__name__
    return ast.dump(tree)


WRITTEN = [
    (field, k, name)
    for field, k in CASES
    for name in ("python", "numpy", "brian2", "pynn", "nengo", "notebook", "neuroml")
    if state_of(field, k)["view"] in FORMATS[name].views
]


@pytest.mark.parametrize(("field", "k", "name"), WRITTEN)
def test_scripts_and_models(field: str, k: int, name: str) -> None:
    ours, safe = (export(state, name).content for state in (state_of(field, k), harmless(field, k)))
    if name == "neuroml":
        for one, other in zip(members(ours), members(safe), strict=True):
            assert elements(one) == elements(other)
    elif name == "notebook":
        cells, others = (json.loads(content)["cells"] for content in (ours, safe))
        for cell, other in zip(cells, others, strict=True):
            text = "".join(cell["source"])
            if cell["cell_type"] == "code":
                assert skeleton(text) == skeleton("".join(other["source"]))
            else:
                check_markdown(text)
    else:
        assert isinstance(ours, str)
        assert isinstance(safe, str)
        assert skeleton(ours) == skeleton(safe)


def members(content: str | bytes) -> list[str]:
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name).decode() for name in archive.namelist()]


def check_markdown(text: str) -> None:
    """After what is escaped is taken out, notes hold no marks, and one paragraph each."""
    for paragraph in text.split("\n\n"):
        if not paragraph.startswith("**Note:** "):
            continue
        left = re.sub(
            r"\\[!-/:-@\[-`{-~]|&(?:lt|gt|amp);", "", paragraph.removeprefix("**Note:** ")
        )
        assert not re.search(r"[\[\]<>`*_$|~&\n]|://|www\.|@", left), paragraph


@pytest.mark.parametrize(("field", "k"), CASES)
def test_tables_hold_no_formulas(field: str, k: int) -> None:
    ours = computed(field, k)
    for panel in csv_format.with_data(ours):
        for text in csv_format.files_of(ours, panel).values():
            for cell in (cell for row in csv.reader(io.StringIO(text)) for cell in row):
                assert is_number(cell) or not re.match(r"\s*[=+\-@]|[\t\r\n]", cell), cell


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(("field", "k"), CASES)
def test_arrays_stay_in_their_place(field: str, k: int) -> None:
    content = export(state_of(field, k), "npz").content
    assert isinstance(content, bytes)
    with np.load(io.BytesIO(content)) as arrays:
        for name in arrays.files:
            assert not set(name.split("/")) & {"", ".", ".."}, name
            assert not re.search(r"[\\:\x00-\x1f]", name), name


@pytest.mark.parametrize("text", PAYLOADS)
def test_tours_are_text_or_refused(text: str) -> None:
    file = {
        "type": "izhikevich-tour",
        "title": text,
        "steps": [{"text": text, "title": text[:120]}],
    }
    try:
        tour = read_tour(json.dumps(file))
    except TourError:
        return
    assert not re.search(r"<[a-zA-Z/!][^>]*>", tour.title + tour.steps[0].text)


@pytest.mark.parametrize(("field", "k"), CASES)
def test_states_have_links_and_answers(field: str, k: int) -> None:
    from izhikevich.links import read_link
    from izhikevich.transport import pack

    state: State = {}
    for part in wire.respond(state_of(field, k)):
        if not isinstance(part, Progress):
            state = part.get("state", state)
            pack(part)[0].encode()
    again, _ = read_link(write_link(state))
    view, request = registry.request_of(again)
    assert view.name == state["view"]
    assert request.notices == ()

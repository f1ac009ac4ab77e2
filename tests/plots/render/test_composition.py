"""Plots on one sheet: where they are, how large their letters are, and what is refused."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from izhikevich.errors import ParameterError
from izhikevich.plots.render.svg.composition import SIZES, Look, Part, composed, look_of
from izhikevich.plots.spec import Plot
from izhikevich.plots.style import FIGURE_THEMES, MONO, Role

from tests.plots.render.sheet import SVG, Sheet, Word, plots_of, read

_AT = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")
PANELS = ["trace", "phase", "frequency", "bifurcation"]


@pytest.fixture(scope="module")
def plots() -> dict[str, Plot]:
    return plots_of("neuron", "CH", PANELS)


def rows_of(plots: dict[str, Plot], *names: str) -> list[list[Part]]:
    return [[Part(plots[name], name=name) for name in row.split()] for row in names]


def parts_of(text: str) -> list[Sheet]:
    """Return the plots of a sheet, their words where they are on it."""
    root = ElementTree.fromstring(text)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    found = []
    for group in root.findall(f"{SVG}g"):
        at = _AT.fullmatch(group.attrib["transform"])
        assert at
        across, down = float(at[1]), float(at[2])
        alone = ElementTree.Element("svg", root.attrib)
        alone.extend(group)
        words = [
            Word(w.text, w.left + across, w.top + down, w.right + across, w.bottom + down)
            for w in read(ElementTree.tostring(alone, encoding="unicode")).words
        ]
        found.append(Sheet(alone, width, height, words))
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", FIGURE_THEMES)
def test_no_words_overlap(plots: dict[str, Plot], size: str, theme: Any) -> None:
    look = replace(look_of(size), theme=theme, names=True)
    names = PANELS if size == "single" else ["trace phase", "frequency bifurcation"]
    text = composed(rows_of(plots, *names), look, caption="What this is. " * 12)
    own = read(text)
    words = [word for part in parts_of(text) for word in part.words]
    below = [word for word in own.words if word.text.startswith("What this is.")]
    assert below
    Sheet(own.root, own.width, own.height, [*words, *below]).check((size, theme))
    assert min(word.top for word in below) > max(word.bottom for word in words)
    letters = [part.words[0].text[0] for part in parts_of(text)]
    assert letters == list("ABCD")
    sizes = {item.attrib.get("font-size") for item in own.root.iter(f"{SVG}text")}
    assert len(sizes) <= 3  # of titles, of labels of marks, and of all the rest


def test_rows_share_the_width(plots: dict[str, Plot]) -> None:
    rows = [[Part(plots["trace"], 2.0), Part(plots["phase"])], [Part(plots["frequency"])]]
    first, second, third = parts_of(composed(rows, Look(width=180.0)))
    lefts = [min(word.left for word in part.words) for part in (first, second, third)]
    assert lefts[0] == pytest.approx(lefts[2], abs=3.0)
    assert lefts[1] == pytest.approx(2.0 / 3.0 * first.width, rel=0.05)
    assert second.words[0].top == first.words[0].top
    assert third.words[0].top > max(word.bottom for word in (*first.words, *second.words))


@pytest.mark.parametrize("height", [90.0, 130.0])
def test_a_height_is_kept(plots: dict[str, Plot], height: float) -> None:
    rows = rows_of(plots, "trace phase", "frequency bifurcation")
    root = ElementTree.fromstring(composed(rows, Look(width=180.0, height=height)))
    assert root.attrib["height"] == f"{height:g}mm"
    assert root.attrib["width"] == "180mm"


def test_letters_names_and_legends(plots: dict[str, Plot]) -> None:
    rows = rows_of(plots, "trace frequency")
    bare = composed(rows, Look(letters=False, legends=False))
    full = composed(rows, Look(names=True))
    assert "rising current" in full
    assert "rising current" not in bare
    assert [part.words[0].text for part in parts_of(full)] == ["A  trace", "B  frequency"]
    (alone,) = parts_of(composed(rows_of(plots, "trace"), Look()))
    assert all(word.text != "A" for word in alone.words)


def test_lines_are_as_thick_as_asked(plots: dict[str, Plot]) -> None:
    def width(lines: float) -> float:
        root = ElementTree.fromstring(composed(rows_of(plots, "trace"), Look(lines=lines)))
        return max(float(p.attrib["stroke-width"]) for p in root.iter(f"{SVG}path"))

    assert width(2.0) == pytest.approx(2.0 * width(1.0), rel=1e-3)


def test_without_colours(plots: dict[str, Plot]) -> None:
    text = composed(rows_of(plots, "phase"), Look(theme="mono"))
    colours = set(re.findall(r"#[0-9a-f]{6}", text))
    assert all(one[1:3] == one[3:5] == one[5:] for one in colours)
    (part,) = parts_of(text)
    nullclines = [
        path
        for path in part.root.iter(f"{SVG}path")
        if path.attrib.get("stroke") == MONO[Role.RECOVERY]
    ]
    assert nullclines
    assert all("stroke-dasharray" in path.attrib for path in nullclines)


def test_minus_signs_in_a_caption(plots: dict[str, Plot]) -> None:
    text = composed(rows_of(plots, "trace"), Look(), caption="c = -50 mV. #neuron?c=-50 and-5")
    assert "c = \N{MINUS SIGN}50 mV. #neuron?c=-50 and-5</text>" in text


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (Look(width=0.0), "width"),
        (Look(lines=0.0), "lines"),
        (Look(font_size=-1.0), "font_size"),
        (Look(width=60.0), "size"),
        (Look(width=180.0, height=20.0), "size"),
        (Look(theme="sepia"), "theme"),  # type: ignore[arg-type]
    ],
)
def test_refused(plots: dict[str, Plot], look: Look, name: str) -> None:
    with pytest.raises(ParameterError, match=rf"^{name} = "):
        composed(rows_of(plots, "trace phase frequency", "bifurcation"), look)


def test_no_such_size() -> None:
    with pytest.raises(ParameterError, match="single, double, slide"):
        look_of("A4")

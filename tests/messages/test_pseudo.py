"""Whatever readers read goes through a catalogue, wherever it stands in what the page gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from izhikevich.messages.translation import Translation
from izhikevich.plots.render.svg.figure import svg
from izhikevich.plots.translated import translated
from izhikevich.views import preparation, registry
from izhikevich.views.part import Part

from tests import wire
from tests.messages.pseudo import ACCENT, texts
from tests.messages.texts import answers

#: What stands by these names is read by programs.
OF_PROGRAMS = frozenset(
    [
        *("state", "set", "sets", "goal", "facts", "thumbnail", "brings", "math", "equations"),
        *("kind", "group", "value", "default", "panel", "parameter", "place", "symbol", "unit"),
        *("axis_group", "layout", "suffix", "level", "pick", "default_preset", "role", "form"),
        *("scrolls", "window", "stays", "link"),
        *(
            "accept",
            "held",
            "see",
            "source",
            "view",
            "preset",
            "draw",
            "units",
            "version",
            "trace",
            "curve",
        ),
    ]
)
#: In figures this is read, and all else is for Plotly.
IN_FIGURES = frozenset(
    ["name", "text", "ticktext", "hovertext", "hovertemplate", "customdata", "words"]
)
#: Traces whose names nobody reads.
UNREAD = frozenset(["labels", "boundaries", "dots"])
#: Names that the samples have, as a reader's own would: they are the same in all languages.
GIVEN = frozenset(["Adelie", "Chinstrap", "Gentoo"])
WORD = re.compile(r"[^\W\d_]{3}")
# Without what programs fill in, units, and names of programs and machines.
WORDLESS = re.compile(r"%\{[^}]*\}|</?\w+>|\bkHz\b|Python [\d.]+, numpy [\d.]+, [\w-]+", re.ASCII)


def read(node: Any, *names: str) -> Iterator[tuple[str, str]]:
    """Yield the texts that readers read, each with where it stands."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in OF_PROGRAMS or {"figures", "coarse", "readouts"} & {*names}:
                yield from read(value, *names, name)
    elif isinstance(node, list | tuple):
        if not (node and isinstance(node[0], int | float)):
            for value in node:
                yield from read(value, *names)
    elif isinstance(node, str) and not _is_for_programs(names):
        yield "/".join(names), node


def _is_for_programs(names: tuple[str, ...]) -> bool:
    """Tell whether a text is none for readers, such as what links and the page know a thing by."""
    *above, last = names
    if "changes" in above:  # names of parameters and actions
        return True
    if "graphs" in above and last not in ("label", "help"):  # names of tables and their columns
        return True
    if last == "column" or above[-1:] == ["only"]:  # in which a notice, or another column, is
        return True
    if {"figures", "coarse"} & {*above}:
        handle = last == "name" and above[-1] != "data"
        return last not in IN_FIGURES or handle
    by_name = ("name", "panels", "views", "first_preset", "opens")
    return last in by_name or (above[-1:] == ["values"] and last != "label")


@pytest.fixture(scope="module")
def escaped() -> set[tuple[str, str]]:
    speech = Translation(texts())
    found: set[tuple[str, str]] = set()
    for content in (wire.schema(), *answers(speech)):
        if isinstance(content, str):
            shown = [("progress", speech.text(content))]
        else:
            shown = list(read(speech.content(content)))
        found |= {
            (place, text)
            for place, text in shown
            if ACCENT not in text
            and text not in UNREAD | GIVEN
            and WORD.search(WORDLESS.sub("", text))
        }
    return found


def test_nothing_escapes(escaped: set[tuple[str, str]]) -> None:
    assert escaped == set()


@pytest.mark.parametrize(
    ("view", "preset"),
    [("neuron", "RS"), ("network", "custom"), ("ensemble", "RS"), ("learning", "raster")],
)
def test_nothing_escapes_in_exported_figures(view: str, preset: str) -> None:
    """All panels of a view, as files."""
    speech = Translation(texts())
    panels = [panel.name for panel in registry.VIEWS[view]().panels]
    _, _, prepared = preparation.read({"view": view, "preset": preset})
    drawn: set[str] = set()
    for part in registry.VIEWS[view]().compute(prepared, tuple(panels)):
        if isinstance(part, Part):
            for name, plot in part.plots.items():
                drawn.add(name)
                picture = ElementTree.fromstring(svg(translated(plot, speech)))
                said = [text for text in picture.itertext() if WORD.search(WORDLESS.sub("", text))]
                assert said == [], name
    assert drawn == {*panels}


def test_an_escaped_text_would_be_found() -> None:
    fact = {"label": "Regime", "value": "an escaped text", "unit": "", "help": "Simulated time."}
    part = {"readouts": [fact], "state": {"text": "rest"}}
    speech = Translation(texts())
    left = [text for _, text in read(speech.content(part)) if text and ACCENT not in text]
    assert left == ["an escaped text"]

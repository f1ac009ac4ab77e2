"""Write the reference and the documentation; run by the Python of the build, with the folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from izhikevich import networks
from izhikevich.views.registry import views

from make.reference import api, declared, documentation, host
from make.reference.document import document
from make.reference.markup import Html, link, tag, together

_INTRO = (
    "Everything that the explorer and its Python package offer, generated from the source. "
    "Times are in ms, rates in Hz, voltages in mV; unless stated otherwise, currents and u are "
    "in mV/ms, the form of the papers of 2003 and 2004."
)
_CONNECTIVITY = (
    "AllToAll",
    "OneToOne",
    "FixedProbability",
    "FixedInDegree",
    "FixedOutDegree",
    "FromMatrix",
    "FromTriples",
    "DistanceDependent",
    "Grid",
    "Ring",
)
_PLASTICITY = ("STDP", "Polychronous", "ShortTerm")


def sections() -> Iterator[tuple[str, str, Html]]:
    """Yield anchor, title and content of each part."""
    for view in views():
        yield view.name, view.title, declared.of_view(view)
    yield "schemes", "Schemes", declared.schemes()
    yield "stimuli", "Stimuli", declared.stimuli()
    recipes = api.listed("izhikevich.networks", tuple(networks.__all__))
    yield "networks", "Network recipes", recipes
    rules = api.listed("izhikevich.network", _CONNECTIVITY)
    yield "connectivity", "Connectivity", rules
    yield "plasticity", "Plasticity", api.listed("izhikevich.network", _PLASTICITY)
    yield "algorithms", "Algorithms", api.algorithms()
    yield "exports", "Exports", declared.formats()
    yield "links", "Links", host.link_keys()
    yield "messages", "Messages", host.messages()
    yield "python", "Python package", together(*api.packages())


def page() -> str:
    """Return the page as HTML."""
    parts = list(sections())
    contents = [
        *(link(f"#{name}", title) for name, title, _ in parts),
        link("./documentation.html", "Documentation"),
        link("./licences.html", "Licences"),
    ]
    main = together(
        *(tag("section", tag("h2", title), content, id=name) for name, title, content in parts)
    )
    return document("Reference", _INTRO, contents, main)


if __name__ == "__main__":
    for name, text in (("reference", page()), ("documentation", documentation.page())):
        path = Path(sys.argv[1]) / f"{name}.html"
        path.write_text(text, encoding="utf-8", newline="\n")

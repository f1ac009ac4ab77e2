"""Write the references and the documentation; run by the Python of the build, with the folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from izhikevich import networks
from izhikevich.views.registry import views

from make.reference import api, declared, documentation, host
from make.reference.document import document
from make.reference.markdown import SEPARATE
from make.reference.markup import Html, link, tag, together

_INTRO = (
    "Everything that the explorer offers, generated from the source. Times are in ms, rates in Hz, "
    "voltages in mV; unless stated otherwise, currents and u are in mV/ms, the form of the papers "
    "of 2003 and 2004."
)
_PYTHON_INTRO = (
    "Everything that the Python package offers, generated from the source, in the same units as in "
    "the explorer unless stated otherwise."
)
_CONNECTIVITY = (
    "AllToAll",
    "OneToOne",
    "FixedProbability",
    "FixedInDegree",
    "FixedOutDegree",
    "FixedTotal",
    "FromMatrix",
    "FromTriples",
    "DistanceDependent",
    "Grid",
    "Ring",
    "SmallWorld",
)
_SYNAPSES = ("Conductance", "Receptor", "magnesium_block", "Alpha", "DoubleExponential")
_PLASTICITY = (
    "STDP",
    "TripletSTDP",
    "InhibitorySTDP",
    "DopamineSTDP",
    "HomeostaticScaling",
    "Polychronous",
    "ShortTerm",
)
_OTHERS = (("documentation", "Documentation"), ("licences", "Licences"))


def reference_sections() -> Iterator[tuple[str, str, Html]]:
    """Yield anchor, title and content of each part of the reference."""
    for view in views():
        yield view.name, view.title, declared.of_view(view)
    yield "schemes", "Schemes", declared.schemes()
    yield "stimuli", "Stimuli", declared.stimuli()
    yield "exports", "Exports", declared.formats()
    yield "links", "Links", host.link_keys()
    yield "messages", "Messages", host.messages()


def python_sections() -> Iterator[tuple[str, str, Html]]:
    """Yield anchor, title and content of each part of the reference of the Python package."""
    recipes = api.listed("izhikevich.networks", tuple(networks.__all__))
    yield "networks", "Network recipes", recipes
    rules = api.listed("izhikevich.network", _CONNECTIVITY)
    yield "connectivity", "Connectivity", rules
    synapses = api.listed("izhikevich.network", _SYNAPSES)
    yield "synapses", "Synapses", synapses
    yield "plasticity", "Plasticity", api.listed("izhikevich.network", _PLASTICITY)
    yield "algorithms", "Algorithms", api.algorithms()
    yield "python", "Packages", together(*api.packages())


def reference() -> str:
    """Return the reference as HTML."""
    others = (("python", "Python package"), *_OTHERS)
    return _page("Reference", _INTRO, reference_sections(), others)


def python() -> str:
    """Return the reference of the Python package as HTML."""
    others = (("reference", "Reference"), *_OTHERS)
    return _page("Python package", _PYTHON_INTRO, python_sections(), others)


def _page(
    title: str,
    intro: str,
    sections: Iterable[tuple[str, str, Html]],
    others: Iterable[tuple[str, str]],
) -> str:
    parts = list(sections)
    contents = [
        *(link(f"#{name}", heading) for name, heading, _ in parts),
        *(link(f"./{name}.html", heading) for name, heading in others),
    ]
    main = together(
        *(tag("section", tag("h2", heading), content, id=name) for name, heading, content in parts)
    )
    return document(title, intro, contents, main)


if __name__ == "__main__":
    for name, text in (
        ("reference", reference()),
        ("python", python()),
        ("documentation", documentation.page()),
        *((name, documentation.separate(name)) for name in SEPARATE),
    ):
        path = Path(sys.argv[1]) / f"{name}.html"
        path.write_text(text, encoding="utf-8", newline="\n")

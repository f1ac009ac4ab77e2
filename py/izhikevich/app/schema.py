"""The data from which the page is built: declared views, formats and tours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from izhikevich.export.formats import FORMATS, IMPOSSIBLE, Format, Impossible
from izhikevich.tours import TOURS
from izhikevich.tours.tour import Tour
from izhikevich.transport import SentAs
from izhikevich.views.base import AnyView, label_of
from izhikevich.views.graph import Graph
from izhikevich.views.registry import views
from izhikevich.views.schema import (
    Continue,
    Group,
    LiveMode,
    Panel,
    Parameter,
    Preset,
    PresetGroup,
)
from izhikevich.views.state import VERSION
from izhikevich.views.table import AnyParameter


@dataclass(frozen=True)
class Fact:
    """A number that answers give by name: with ``{name}`` in its label, there are several."""

    name: str
    label: str
    help: str


@dataclass(frozen=True, kw_only=True)
class ViewSchema:
    """The declaration of a view, with the presets' small pictures."""

    name: str
    title: str
    intro: str
    groups: tuple[Group, ...]
    parameters: tuple[Annotated[Parameter, SentAs(AnyParameter)], ...]
    preset_groups: tuple[PresetGroup, ...]
    presets: tuple[Preset, ...]
    default_preset: str
    first_preset: str
    panels: tuple[Panel, ...]
    has_equations: bool
    finder: str
    kept: str
    continues: Continue | None
    live: LiveMode | None
    graphs: tuple[Graph, ...]
    declared_facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Schema:
    """All views, the formats of their states, those that there cannot be, and our tours."""

    version: int
    views: tuple[ViewSchema, ...]
    formats: tuple[Format, ...]
    impossible: tuple[Impossible, ...]
    tours: tuple[Tour, ...]


def schema() -> Schema:
    """Return the data from which the page is built."""
    return Schema(
        version=VERSION,
        views=tuple(view_schema(view) for view in views()),
        formats=tuple(FORMATS.values()),
        impossible=tuple(IMPOSSIBLE.values()),
        tours=tuple(tour.normal for tour in TOURS.values()),
    )


def view_schema(view: AnyView) -> ViewSchema:
    """Return the declaration of a view."""
    return ViewSchema(
        name=view.name,
        title=view.title,
        intro=view.intro,
        groups=view.groups,
        parameters=view.parameters,
        preset_groups=view.preset_groups,
        presets=tuple(
            replace(one, values=view.shown(one, one.values), thumbnail=view.thumbnail(one))
            for one in view.presets
        ),
        default_preset=view.default_preset,
        first_preset=view.first_preset or view.default_preset,
        panels=view.panels,
        has_equations=view.has_equations,
        finder=view.finder,
        kept=view.kept,
        continues=view.continues,
        live=view.live,
        graphs=view.graphs,
        declared_facts=tuple(Fact(name, label_of(name), text) for name, text in view.facts.items()),
    )

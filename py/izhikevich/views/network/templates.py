"""Networks to begin from, as values of the preset in which readers build their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from izhikevich.networks.rows.columns import POPULATION, PROJECTION, filled
from izhikevich.networks.templates import TEMPLATES, NetworkTemplate
from izhikevich.views.network.declaration import POPULATIONS, PROJECTIONS
from izhikevich.views.schema import Template, Values
from izhikevich.views.table import Table


def templates() -> tuple[Template, ...]:
    """Return the networks to begin from."""
    return tuple(Template(one.title, one.text, values_of(one)) for one in TEMPLATES.values())


def values_of(template: NetworkTemplate) -> Values:
    """Return the values that a network to begin from sets."""
    return {
        **tables(template.populations, template.projections),
        "scheme": template.scheme,
        "duration": template.duration,
        "window": template.duration,
    }


def tables(
    populations: Iterable[Mapping[str, Any]], projections: Iterable[Mapping[str, Any]]
) -> Values:
    """Return rows as the texts of both tables.

    Raises
    ------
    ParameterError
        If a cell is not allowed; it names row and column.
    """
    return {
        POPULATIONS.name: _text(POPULATIONS, populations, POPULATION),
        PROJECTIONS.name: _text(PROJECTIONS, projections, PROJECTION),
    }


def template_of(
    populations: Iterable[Mapping[str, Any]], projections: Iterable[Mapping[str, Any]]
) -> NetworkTemplate | None:
    """Return the network to begin from that has these rows, if one has."""
    given = tables(populations, projections)
    for one in TEMPLATES.values():
        if tables(one.populations, one.projections) == given:
            return one
    return None


def _text(table: Table, rows: Iterable[Mapping[str, Any]], defaults: Mapping[str, Any]) -> str:
    return table.read(";".join(_row(filled(row, defaults)) for row in rows))


def _row(row: Mapping[str, Any]) -> str:
    return ",".join(f"{name}={_cell(value)}" for name, value in row.items() if value != "")


def _cell(value: Any) -> str:
    """Return a cell as text: distributions and cells have one."""
    return str(getattr(value, "text", getattr(value, "key", value)))

"""The state of this view that shows the network of a description, and the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izhikevich.networks.description import describe
from izhikevich.networks.steps import PUBLISHED
from izhikevich.views.network.declaration import POPULATIONS, PROJECTIONS
from izhikevich.views.network.templates import tables
from izhikevich.views.schema import Values
from izhikevich.views.state import GivenState

#: The preset in which readers build their own network.
PRESET = "custom"


def described(description: Mapping[str, Any]) -> GivenState:
    """Return the state that shows the network of a description.

    Raises
    ------
    ParameterError
        If a cell is not allowed; the message names row and column.
    """
    values: Values = {
        **tables(description["populations"], description["projections"]),
        "dt": float(description.get("dt", 1.0)),
        "seed": float(description.get("seed", 0)),
        "scheme": str(description.get("scheme", PUBLISHED)),
    }
    return {"view": "network", "preset": PRESET, "values": dict(values)}


def description_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the description of the network that readers built.

    Parameters
    ----------
    values : mapping
        Those of a state with the preset `PRESET`.
    """
    rows = {table.name: table.rows(values[table.name]) for table in (POPULATIONS, PROJECTIONS)}
    return describe(
        {
            **rows,
            "dt": values["dt"],
            "seed": int(values["seed"]),
            "scheme": values["scheme"],
        }
    )

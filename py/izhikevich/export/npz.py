"""The whole run, and the numbers of its plots, as arrays for numpy."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from io import BytesIO

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.export.computed import ALL, Computed, computing, panels_of
from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.export.runs import Arrays, run_arrays
from izhikevich.messages import msg
from izhikevich.plots.table import tables
from izhikevich.progress import Progress
from izhikevich.views.registry import VIEWS
from izhikevich.views.schema import Number


def writing(asked: ExportRequest, panel: str = "") -> Generator[Progress, None, Exported]:
    """Return the run, with the numbers of the open panels.

    Parameters
    ----------
    asked : ExportRequest
    panel : str
        "all" for all panels of the view, some of which take longer to compute.
    """
    if panel not in ("", ALL):
        raise ParameterError("panel", panel, msg("must be {all} or empty", all=ALL))
    panels = [each.name for each in panels_of(asked.view)]
    names = panels if panel == ALL else asked.state["panels"]
    computed = yield from computing(asked, names)
    return (yield from packing(computed))


def packing(computed: Computed) -> Generator[Progress, None, Exported]:
    """Return the run with the numbers of the plots that were computed.

    ``numpy.load`` reads it:

    - the arrays of `izhikevich.export.runs.run_arrays` under their names;
    - the columns of the plots' tables (`izhikevich.plots.table`) as "plots/PANEL/TABLE/COLUMN",
      such as "plots/trace/samples/v", with all samples: the same numbers as in CSV. Where a
      column holds texts, it counts those in "plots/PANEL/TABLE/COLUMN texts" from 0;
    - as texts "link", "notes", and as JSON "state", "parameters" and "units": by the names of
      parameters and by the keys of columns.
    """
    asked = computed.asked
    arrays = yield from run_arrays(asked)
    columns, units = _plot_arrays(computed)
    arrays |= columns
    arrays |= {
        "link": np.array(asked.link),
        "state": np.array(json.dumps(asked.state)),
        "parameters": np.array(json.dumps(dict(asked.values))),
        "units": np.array(json.dumps({**_units(asked), **units})),
        "notes": np.array(computed.notes, dtype=np.str_),
    }
    out = BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return exported(asked, out.getvalue(), computed.notes[len(asked.notes) :])


def _units(asked: ExportRequest) -> dict[str, str]:
    """Return the units of the parameters that have one, by their names."""
    view = VIEWS[asked.view]()
    preset = view.preset(asked.preset)
    declared = {p.name: p.unit for p in view.parameters if isinstance(p, Number)}
    units = {**declared, **(preset.units if preset else {})}
    return {name: unit for name, unit in units.items() if unit and name in asked.values}


def _plot_arrays(computed: Computed) -> tuple[Arrays, dict[str, str]]:
    """Return the columns of all tables by their keys, and the units of those that have one."""
    found: Arrays = {}
    units: dict[str, str] = {}
    for panel, plot in computed.plots.items():
        for table in tables(plot):
            for column in table.columns:
                key = f"plots/{panel}/{_step(table.name)}/{_step(column.name)}"
                found[key] = column.values
                if column.unit:
                    units[key] = column.unit
                if column.texts is not None:
                    found[f"{key} texts"] = np.array(column.texts, dtype=np.str_)
    return found, units


def _step(name: str) -> str:
    """Return a name that is one step of a path within an archive, which anyone may unpack."""
    plain = re.sub(r"[\\/:\x00-\x1f]", "_", name)
    return plain if plain.strip(". ") else plain.replace(".", "_")

"""The whole run, and the numbers of its figures, as arrays for numpy."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Mapping
from io import BytesIO
from typing import Any

import numpy as np

from izhikevich import app
from izhikevich.errors import ParameterError
from izhikevich.export.computed import ALL, Computed, computing, panels_of
from izhikevich.export.formats import Asked, Exported, exported
from izhikevich.export.runs import Arrays, run_arrays
from izhikevich.figures.style import Figure
from izhikevich.figures.words import plain_words
from izhikevich.progress import Progress
from izhikevich.views.declare import Number


def writing(asked: Asked, panel: str = "") -> Generator[Progress, None, Exported]:
    """Return the run, with the numbers of the panels that are shown.

    Parameters
    ----------
    asked : Asked
    panel : str
        "all" for all panels of the view, of which some take longer to compute.
    """
    if panel not in ("", ALL):
        raise ParameterError("panel", panel, f"must be {ALL} or empty")
    panels = [each.name for each in panels_of(asked.view)]
    names = panels if panel == ALL else asked.state["panels"]
    computed = yield from computing(asked, names, whole=True)
    return (yield from packing(computed))


def packing(computed: Computed) -> Generator[Progress, None, Exported]:
    """Return the run with the figures that were computed.

    ``numpy.load`` reads it: the arrays of `izhikevich.export.runs.run_arrays` under their names;
    those of figures as "figures/PANEL/CURVE/x" and so on; and as texts "link", "state",
    "parameters" and "units" (all three JSON) and "notes".
    """
    asked = computed.asked
    arrays = yield from run_arrays(asked)
    for panel, figure in computed.figures.items():
        arrays |= {f"figures/{panel}/{name}": a for name, a in _figure_arrays(figure).items()}
    arrays |= {
        "link": np.array(asked.link),
        "state": np.array(json.dumps(asked.state)),
        "parameters": np.array(json.dumps(dict(asked.values))),
        "units": np.array(json.dumps(_units(asked))),
        "notes": np.array(computed.notes, dtype=np.str_),
    }
    out = BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return exported(asked, out.getvalue(), computed.notes[len(asked.notes) :])


def _units(asked: Asked) -> dict[str, str]:
    """Return the units of the parameters that have one, by their names."""
    view = app.VIEWS[asked.view]()
    preset = view.preset(asked.preset)
    declared = {p.name: p.unit for p in view.parameters if isinstance(p, Number)}
    units = {**declared, **(preset.units if preset else {})}
    return {name: unit for name, unit in units.items() if unit and name in asked.values}


def _figure_arrays(figure: Figure) -> Arrays:
    found: Arrays = {}
    for trace in figure["data"]:
        name = base = _member(plain_words(trace.get("name", trace["type"])))
        count = 1
        while any(key.startswith(f"{name}/") for key in found):
            count += 1
            name = f"{base} {count}"
        for key in ("x", "y", "z", "text"):
            if key in trace and not isinstance(trace[key], str):
                found[f"{name}/{key}"] = _array(trace[key])
    if "raster" in figure:
        found |= _spikes(figure["raster"])
    return found


def _member(name: str) -> str:
    """Return a name that is one step of a path within an archive, which anyone may unpack."""
    plain = re.sub(r"[\\/:\x00-\x1f]", "_", name)
    return plain if plain.strip(". ") else plain.replace(".", "_")


def _spikes(raster: Mapping[str, Any]) -> Arrays:
    return {
        "spikes/times": raster["times"],
        "spikes/neurons": raster["indices"],
        "spikes/populations": raster["groups"],
        "spikes/names": np.array(raster["names"], dtype=np.str_),
    }


def _array(values: Any) -> Any:
    """Return an array of numbers, NaN where there is a gap, or of texts."""
    if isinstance(values, np.ndarray):
        return values
    if any(isinstance(value, str) for value in values):
        return np.array(["" if value is None else str(value) for value in values], dtype=np.str_)
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

"""A portable description of a network: its laws as JSON, which the page, Python and the shell read.

It is the rows of `custom` with what a run needs beside them, and a version::

    {"format": "izhikevich network", "version": 1, "seed": 3,
     "populations": [{"name": "E", "size": 800, "noise": 5}],
     "projections": [{"pre": "E", "post": "E", "weight": "uniform(0,1)"}]}

What is left out is as by default. Links hold the same rows as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from izhikevich.errors import FileError, ParameterError, choices, one_of
from izhikevich.messages import msg
from izhikevich.network.network import Network
from izhikevich.networks.custom import custom
from izhikevich.networks.rows.columns import (
    POPULATION,
    PROJECTION,
    check_columns,
    filled,
    shortened,
)
from izhikevich.networks.rows.of_network import rows_of
from izhikevich.networks.rows.text import in_row
from izhikevich.networks.steps import PUBLISHED
from izhikevich.neuron.schemes.table import NETWORK_SCHEMES
from izhikevich.units import integer, number

#: What the first key of a description says, and the newest version.
FORMAT, VERSION = "izhikevich network", 1
_DEFAULTS: Mapping[str, Any] = {"dt": 1.0, "seed": 0, "scheme": PUBLISHED}
_KEYS = ("format", "version", *_DEFAULTS, "populations", "projections")
_LARGEST = 20_000_000
_ROWS: Mapping[str, Mapping[str, Any]] = {"populations": POPULATION, "projections": PROJECTION}


def describe(network: Network | Mapping[str, Any]) -> dict[str, Any]:
    """Return the description of a network.

    Parameters
    ----------
    network : Network or mapping
        A network, as it was built: its state and recordings are no part of it. Or rows, as
        `custom` takes them: "populations", "projections" and, if they are not as by default, "dt",
        "seed" and "scheme".

    Returns
    -------
    dict
        What `json.dump` writes and `from_description` reads. A network that was built from it has
        the same laws; it draws the same from them, and fires the same spikes, if the populations
        of the original were added before its projections.

    Raises
    ------
    ParameterError
        If something in it has no law: lists of synapses, arrays, functions. The message names it.

    Examples
    --------
    >>> from izhikevich.network import FixedInDegree, Network
    >>> net = Network(scheme="half_step", seed=2)
    >>> cells = net.population(100, "CH", name="cells", noise=5.0)
    >>> synapses = net.connect(cells, cells, FixedInDegree(10), weights=0.5)
    >>> describe(net)["projections"]
    [{'pre': 'cells', 'post': 'cells', 'rule': 'in_degree', 'degree': 10, 'weight': 0.5}]
    """
    if isinstance(network, Network):
        maker, arguments = network.origin or ("", {})
        given = dict(arguments) if maker == custom.__name__ else rows_of(network)
    elif isinstance(network, Mapping):
        given = {key: value for key, value in network.items() if key not in ("format", "version")}
    else:
        raise ParameterError("network", network, msg("must be a network, or the rows of one"))
    return _checked({"format": FORMAT, "version": VERSION, **given})


def from_description(description: Mapping[str, Any] | str | Path) -> Network:
    """Build the network of a description.

    Parameters
    ----------
    description : mapping, str or path
        What `describe` returned, its JSON, or a file with that.

    Returns
    -------
    Network

    Raises
    ------
    FileError
        If the text is no description; the message says where it is wrong.
    ParameterError
        If a value is not allowed; the message names row and column.
    OSError
        If there is no such file.
    """
    if isinstance(description, Path):
        description = description.read_text(encoding="utf-8")
    if isinstance(description, str):
        description = read_description(description)
    found = _checked(description)
    given = {key: found[key] for key in _DEFAULTS if key in found}
    return custom(found["populations"], found["projections"], **given)


def read_description(text: str) -> dict[str, Any]:
    """Return the description that a JSON text holds, checked but for its cells.

    Raises
    ------
    FileError
        If it is no JSON; the message says where.
    ParameterError
        If it is no description of this version.
    """
    if len(text) > _LARGEST:
        raise FileError(msg("The description of a network is too long to be read."))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        where = getattr(fault, "lineno", 0)
        reason = getattr(fault, "msg", str(fault))
        raise FileError(
            msg("This is no JSON: {reason} (line {line}).", reason=reason, line=where)
        ) from None
    return _checked(found)


def written_description(description: Mapping[str, Any]) -> str:
    """Return a description as JSON: one row on a line."""
    found = _checked(description)
    parts = []
    for key, value in found.items():
        if key in _ROWS:
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            parts.append(f'  "{key}": [\n{rows}\n  ]' if value else f'  "{key}": []')
        else:
            parts.append(f'  "{key}": {json.dumps(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def is_description(text: str) -> bool:
    """Tell whether a text is meant as a description of a network."""
    start = text[:10_000]
    return start.lstrip().startswith("{") and f'"{FORMAT}"' in start


def _checked(given: Any) -> dict[str, Any]:
    """Return a description in its normal form: without what is as by default."""
    if not isinstance(given, Mapping) or given.get("format") != FORMAT:
        allowed = msg("must begin with {start}", start=f'{{"format": "{FORMAT}"')
        raise ParameterError("description", given, allowed)
    version = integer(given.get("version", 0), "version", low=1)
    if version > VERSION:
        allowed = msg("is newer than {newest}, the newest that is known here", newest=VERSION)
        raise ParameterError("version", version, allowed)
    for key in given:
        if key not in _KEYS:
            raise ParameterError(str(key), given[key], one_of(str(key), _KEYS))
    found: dict[str, Any] = {"format": FORMAT, "version": version}
    dt = number(given.get("dt", 1.0), "dt", "ms", low=0.0, low_open=True)
    scheme = given.get("scheme", PUBLISHED)
    if scheme not in NETWORK_SCHEMES:
        raise ParameterError("scheme", scheme, choices(NETWORK_SCHEMES))
    own = {"dt": dt, "seed": integer(given.get("seed", 0), "seed", low=0), "scheme": scheme}
    found |= {key: value for key, value in own.items() if value != _DEFAULTS[key]}
    for key, defaults in _ROWS.items():
        rows = given.get(key, ())
        if isinstance(rows, str) or not isinstance(rows, Sequence):
            raise ParameterError(key, rows, msg("must be a list of rows"))
        found[key] = [_row(key, k, row, defaults) for k, row in enumerate(rows, start=1)]
    if not found["populations"]:
        raise ParameterError("populations", given.get("populations"), msg("there are none"))
    return found


def _row(table: str, index: int, row: Any, defaults: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        allowed = msg("row {row}: must be written {example}", row=index, example='{"name": "E"}')
        raise ParameterError(table, row, allowed)
    with in_row(table, index):
        check_columns(row, defaults)
        plain = {name: _cell(name, value) for name, value in row.items()}
    return shortened(filled(plain, defaults), defaults)


def _cell(name: str, value: Any) -> str | float:
    """Return a cell as JSON has it: a number, or a text."""
    if isinstance(value, bool) or value is None:
        raise ParameterError(name, value, msg("must be a number or a text"))
    if isinstance(value, str):
        try:
            return _short(float(value))
        except ValueError:
            return value
    text = getattr(value, "text", getattr(value, "key", None))  # a distribution, a cell type
    if isinstance(text, str):
        return text
    if hasattr(value, "__len__"):
        raise ParameterError(name, value, msg("must be a number or a text"))
    return _short(number(value, name, ""))


def _short(value: float) -> float:
    """Return a whole number as an integer."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value

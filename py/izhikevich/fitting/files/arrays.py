"""Recordings as arrays with names: which of them is what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.errors import FileError
from izhikevich.fitting.files.options import SHOWN, Options, known_factor
from izhikevich.fitting.files.signals import MAX_VALUES, MissingError, Signal, Signals
from izhikevich.fitting.files.tables import by_unit
from izhikevich.headings import Heading, read_heading
from izhikevich.messages import joined, msg
from izhikevich.npz import loading_arrays
from izhikevich.progress import Steps

#: Units of arrays that are named as the parameters of `Recording`.
_OWN = {"t": "ms", "voltage": "mV", "current": "pA"}
_STEP = ("dt", "dt_ms")


def reading_npz(content: bytes, options: Options) -> Steps[Signals]:
    """Return the signals in an NPZ file."""
    return signals_of((yield from loading_arrays(BytesIO(content), 8 * MAX_VALUES)), options)


def signals_of(arrays: Mapping[str, NDArray[Any]], options: Options) -> Signals:
    """Return the signals among arrays with names.

    Parameters
    ----------
    arrays : mapping of str to array
        Named by quantity and unit, such as voltage_mV, or as the parameters of `Recording`, whose
        units they then have. Of two dimensions, that of the samples is as long as the times.
    options : Options
        `columns` gives names, kinds and units by name.

    Raises
    ------
    FileError
        If there is no voltage among them, or times are not numbers in one row.
    """
    able = {
        name: np.squeeze(array)
        for name, array in arrays.items()
        if array.dtype.kind in "biuf" and array.size
    }
    headings = {name: _heading(name, options) for name in able}
    dt = next((float(able[name]) for name in _STEP if name in able and able[name].ndim == 0), None)
    clocks = [name for name in able if headings[name].kind == "time" and able[name].ndim == 1]
    times = None
    if clocks and options.dt is None:
        factor = known_factor(headings[clocks[0]])
        if factor is None:
            text = msg(
                "The unit of {name} is missing or unknown: give columns such as {example}.",
                name=clocks[0],
                example=SHOWN,
            )
            raise MissingError(text, "columns")
        times = able[clocks[0]].astype(np.float64) * factor
    rows: dict[str, list[NDArray[Any]]] = {}
    kinds: dict[str, Heading] = {}
    for name, array in able.items():
        if headings[name].kind in ("voltage", "current") and 1 <= array.ndim <= 2:
            # Sweeps of a structure or a group have the same name.
            own = _last(name)
            rows.setdefault(own, []).append(_sweeps(name, array, times))
            kinds.setdefault(own, headings[name])
    found = []
    for own, parts in rows.items():
        if len({part.shape[1] for part in parts}) > 1:
            text = msg("Its sweeps of {name} differ in length.", name=own)
            raise FileError(text)
        found.append(Signal(kinds[own], np.concatenate(parts) if len(parts) > 1 else parts[0]))
    if not any(one.heading.kind == "voltage" for one in found):
        names = joined(", ", list(arrays)[:8])
        text = msg(
            "None of its arrays ({names}) is named as a voltage: they are t, voltage and current, "
            "or columns names them, such as {example}.",
            names=names,
            example=SHOWN,
        )
        raise MissingError(text, "columns")
    return Signals(tuple(found), times, dt)


def _sweeps(name: str, array: NDArray[Any], times: NDArray[Any] | None) -> NDArray[Any]:
    """Return an array with a row for each sweep."""
    rows = np.atleast_2d(array)
    along = max(rows.shape) if times is None else times.size
    if rows.shape[1] != along:
        rows = rows.T
    if rows.shape[1] != along:
        text = msg(
            "{name} has the shape {shape}, but there are {count} times.",
            name=name,
            shape=array.shape,
            count=along,
        )
        raise FileError(text)
    return rows


def _last(name: str) -> str:
    """Return the last part of the name of a field or of a dataset in a group."""
    return re.split(r"[./]", name)[-1]


def _heading(name: str, options: Options) -> Heading:
    name = _last(name) or name
    given = options.named(name)
    if given is not None:
        return given
    if name in _OWN:
        return read_heading(f"{name} ({_OWN[name]})")
    return by_unit(read_heading(name))

"""NWB and other HDF5 files, which pyfive reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import numpy as np

from izhikevich.errors import FileError
from izhikevich.fitting.files.arrays import signals_of
from izhikevich.fitting.files.libraries import loading, reading
from izhikevich.fitting.files.names import natural
from izhikevich.fitting.files.options import Options
from izhikevich.fitting.files.signals import MAX_VALUES, Signal, Signals
from izhikevich.headings import UNITS, of_unit
from izhikevich.messages import Message, counted, msg
from izhikevich.progress import Progress, Steps

_KIND = "HDF5"
_MAX_OBJECTS, _MAX_DEPTH = 20_000, 12
_VOLTAGES, _STIMULI = ("CurrentClampSeries",), ("CurrentClampStimulusSeries",)
_PRESENTED = "stimulus/presentation"
_CLAMPED = "VoltageClampSeries"


def reading_hdf5(content: bytes, options: Options) -> Steps[Signals]:
    """Return the signals of an NWB file, or of an HDF5 file with arrays that have names."""
    pyfive = yield from loading("pyfive", "pyfive", _KIND)
    with reading(_KIND):
        file = pyfive.File(BytesIO(content))
        if "acquisition" in file:
            return (yield from _reading_nwb(file, options))
        arrays = {}
        size = 0
        for name, one in _datasets(file):
            if getattr(one.dtype, "kind", "O") in "iuf" and 0 < len(one.shape) <= 3:
                size += int(np.prod(one.shape))
                _check_size(size)
                arrays[name] = np.asarray(one[...])
        return signals_of(arrays, options)


def _reading_nwb(file: Any, options: Options) -> Steps[Signals]:
    """Return the sweeps of current clamp that have the most in common."""
    series = dict(_series(file["acquisition"]))
    kinds = {name: _attribute(one, "neurodata_type") for name, one in series.items()}
    voltages = [name for name, kind in kinds.items() if kind in _VOLTAGES]
    if isinstance(options.channel, str):
        voltages = [name for name in voltages if options.channel in name]
    if not voltages:
        if _CLAMPED in kinds.values():
            raise FileError(
                msg("It is a voltage clamp: its current is the response, which is not fitted.")
            )
        text = msg(
            "It has no current clamp (CurrentClampSeries), only {names}.",
            names=", ".join(sorted(kinds)[:8]),
        )
        raise FileError(text)
    groups: dict[tuple[int, float], list[str]] = {}
    for name in sorted(voltages, key=natural):
        one = series[name]
        groups.setdefault((int(one["data"].shape[0]), _interval(one)), []).append(name)
    (length, dt), chosen = max(groups.items(), key=lambda item: len(item[1]))
    notes: list[Message] = []
    others = len(voltages) - len(chosen)
    if others:
        notes.append(
            counted(
                "{count} sweep of another length or sampling rate is left out.",
                "{count} sweeps of other lengths or sampling rates are left out.",
                others,
            )
        )
    presented = dict(file[_PRESENTED].items()) if _PRESENTED in file else {}
    stimuli = {
        name: one
        for name, one in _series(presented)
        if _attribute(one, "neurodata_type") in _STIMULI and one["data"].shape == (length,)
    }
    found = []
    pairs = _pairs(chosen, voltages, list(stimuli), series, stimuli)
    wanted = {"voltage": [series[name] for name in chosen]}
    if pairs is not None:
        wanted["current"] = [stimuli[name] for name in pairs]
    _check_size(length * sum(map(len, wanted.values())))
    for kind, sweeps in wanted.items():
        rows = []
        for k, one in enumerate(sweeps):
            rows.append(_values(one))
            yield Progress(k / len(sweeps), "Reading the sweeps")
        unit = "mV" if kind == "voltage" else "pA"
        found.append(Signal(of_unit(chosen[0], unit), np.array(rows)))
    return Signals(tuple(found), None, dt, tuple(notes))


def _series(group: Any) -> Iterator[tuple[str, Any]]:
    """Yield the time series in a group."""
    for k, name in enumerate(group):
        if k >= _MAX_OBJECTS:
            raise _too_large()
        one = group[name]
        if "data" in one and len(one["data"].shape) == 1:
            yield name, one


def _pairs(
    chosen: list[str],
    voltages: list[str],
    names: list[str],
    series: Mapping[str, Any],
    stimuli: Mapping[str, Any],
) -> list[str] | None:
    """Return the stimulus of each sweep: by its number, by its name, or by its place."""
    numbers = {_attribute(stimuli[name], "sweep_number"): name for name in names}
    wanted = [_attribute(series[name], "sweep_number") for name in chosen]
    if len(numbers) == len(names) and all(number and number in numbers for number in wanted):
        return [numbers[number] for number in wanted]
    tails = {_tail(name): name for name in names}
    if len(tails) == len(names) and all(_tail(name) in tails for name in chosen):
        return [tails[_tail(name)] for name in chosen]
    if len(names) == len(chosen) == len(voltages):
        return sorted(names, key=natural)
    return None


def _tail(name: str) -> str:
    """Return a name from its second part on: those of response and stimulus begin differently."""
    return re.sub(r"^[A-Za-z]+", "", name)


def _attribute(one: Any, name: str) -> str:
    value = one.attrs.get(name, "") if name in one.attrs else ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _interval(one: Any) -> float:
    """Return the interval between samples, ms."""
    if "starting_time" in one:
        return 1e3 / float(one["starting_time"].attrs["rate"])
    times = np.asarray(one["timestamps"][...], dtype=np.float64)
    if times.size < 2 or np.ptp(np.diff(times)) > 0.02 * np.diff(times).mean():
        raise FileError(msg("Its times are not evenly spaced."))
    return float(f"{1e3 * np.diff(times).mean():.9g}")


def _values(one: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the samples in mV or pA."""
    data = one["data"]
    heading = of_unit("", _attribute(data, "unit"))
    if heading.kind not in ("voltage", "current"):
        raise FileError(msg("The unit of a sweep is {unit}.", unit=heading.unit or "?"))
    gain = float(data.attrs["conversion"]) if "conversion" in data.attrs else 1.0
    offset = float(data.attrs["offset"]) if "offset" in data.attrs else 0.0
    values = np.asarray(data[...], dtype=np.float64)
    scaled: np.ndarray[Any, np.dtype[np.float64]] = values * gain + offset
    return scaled * UNITS[heading.kind][heading.unit]


def _datasets(group: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the datasets of a file by their names; those of MATLAB's own are left out."""
    for k, name in enumerate(group):
        if k >= _MAX_OBJECTS or depth > _MAX_DEPTH:
            raise _too_large()
        if name.startswith("#"):
            continue
        one = group[name]
        if hasattr(one, "keys"):
            yield from _datasets(one, f"{path}{name}/", depth + 1)
        else:
            yield f"{path}{name}", one


def _check_size(size: int) -> None:
    if size > MAX_VALUES:
        raise _too_large()


def _too_large() -> FileError:
    return FileError(msg("It has too much in it: export the sweeps that are needed."))

"""Samples from files: tables as text, and arrays."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.errors import FileError, ParameterError
from izhikevich.learning.classification.samples import FeatureTable, SpikeTrains
from izhikevich.learning.classification.tables import MAX_NAME, TableRead, reading_table
from izhikevich.messages import msg
from izhikevich.npz import load_arrays
from izhikevich.progress import Progress, finish

#: Names of the arrays of features and of labels.
FEATURES = ("features", "X", "x", "data", "images")
LABELS = ("labels", "y", "label", "target", "targets", "classes")
#: Size of all arrays of a file together, bytes.
MAX_BYTES = 200_000_000
_SPIKES = ("times", "channels", "samples")
_ARRAYS = msg(
    "must have the arrays features (samples, features) and labels, or, of spike trains, times "
    "(ms), channels, samples and labels"
)


def read_samples(file: str | Path, *, label: str | None = None) -> FeatureTable | SpikeTrains:
    """Read labelled samples from a file.

    Parameters
    ----------
    file : str or path
        A table, as `read_csv` takes it. One with the columns sample, channel, time (ms) and label
        has a spike in each row. Or NPZ with the arrays features, shape (n_samples, ...), and
        labels; also names, of the features. Spike trains have the arrays times (ms), channels,
        samples and labels; also n_channels and duration (ms).
    label : str, optional
        Heading of the column of labels of a table.

    Returns
    -------
    FeatureTable or SpikeTrains

    Raises
    ------
    FileError
        If it is an archive, but not of plain arrays.
    ParameterError
        If it has no labelled samples, or something in it cannot be read.
    """
    content = Path(file).read_bytes()
    if is_archive(content):
        return samples_of(load_arrays(BytesIO(content), MAX_BYTES))
    return finish(reading_samples(content.decode("utf-8-sig", errors="replace"), label)).samples


def is_archive(content: str | bytes) -> bool:
    """Tell whether a file is an archive, as NPZ is."""
    return isinstance(content, bytes) and content.startswith(b"PK")


def reading_samples(
    content: str | bytes, label: str | None = None
) -> Generator[Progress, None, TableRead]:
    """Return the samples in the content of a file, with progress reports; see `read_samples`."""
    if isinstance(content, bytes):
        return TableRead(samples_of(load_arrays(BytesIO(content), MAX_BYTES)), "", ())
    return (yield from reading_table(content, label=label))


def samples_of(arrays: Mapping[str, NDArray[Any]]) -> FeatureTable | SpikeTrains:
    """Return the samples in the arrays of a file.

    Raises
    ------
    FileError
        If an array is missing or not of its kind.
    ParameterError
        If the arrays do not match.
    """
    labels = _first(arrays, LABELS)
    if labels is None:
        raise ParameterError("file", _told(arrays), _ARRAYS)
    labels = _checked(labels, "labels", "Uiubf")
    if all(name in arrays for name in _SPIKES):
        times, channels, samples = (_checked(arrays[name], name, "iuf") for name in _SPIKES)
        return SpikeTrains(
            times,
            _whole(channels),
            _whole(samples),
            labels,
            n_channels=_number(arrays, "n_channels", whole=True),
            duration=_number(arrays, "duration"),
        )
    features = _first(arrays, FEATURES)
    if features is None:
        raise ParameterError("file", _told(arrays), _ARRAYS)
    if features.dtype.kind not in "biuf" or features.ndim < 2:
        raise FileError(msg("its field {name} is not of its kind", name="features"))
    table = features.reshape(len(features), -1).astype(np.float64) if features.size else features
    names = arrays.get("names")
    given = None if names is None else _checked(names, "names", "U").tolist()
    return FeatureTable(table, labels, names=given)


def _first(arrays: Mapping[str, NDArray[Any]], names: tuple[str, ...]) -> NDArray[Any] | None:
    return next((arrays[name] for name in names if name in arrays), None)


def _checked(array: NDArray[Any], name: str, kinds: str) -> NDArray[Any]:
    """Return a list of one of these kinds, with short texts."""
    if array.dtype.kind not in kinds or array.ndim != 1:
        raise FileError(msg("its field {name} is not of its kind", name=name))
    if array.dtype.kind == "U" and array.dtype.itemsize > 4 * MAX_NAME:
        most = MAX_NAME
        raise FileError(
            msg("its field {name} has texts of more than {most} characters", name=name, most=most)
        )
    return array


def _whole(array: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers as integers; others are refused where they are used."""
    if array.dtype.kind == "f" and np.isfinite(array).all() and (array == np.round(array)).all():
        return array.astype(np.int64) if np.abs(array).max(initial=0.0) < 2**53 else array
    return array


def _number(arrays: Mapping[str, NDArray[Any]], name: str, *, whole: bool = False) -> Any:
    if name not in arrays:
        return None
    array = arrays[name]
    if array.size != 1 or array.dtype.kind not in ("iu" if whole else "iuf"):
        raise FileError(msg("its field {name} is not of its kind", name=name))
    return array.reshape(()).item()


def _told(arrays: Mapping[str, NDArray[Any]]) -> str:
    return ", ".join(list(arrays)[:8])

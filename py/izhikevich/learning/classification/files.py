"""A classifier as an NPZ file, without pickle, each field of which is checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import FileError, ParameterError
from izhikevich.learning.classification.design import Design, checked_layers
from izhikevich.learning.classification.encodings import ENCODINGS, Scaling
from izhikevich.learning.classification.reading import MAX_BYTES
from izhikevich.learning.classification.samples import MAX_CHANNELS, MAX_CLASSES
from izhikevich.learning.surrogates import SURROGATES
from izhikevich.learning.tasks.task import Settings
from izhikevich.messages import msg
from izhikevich.npz import Arrays, load_arrays
from izhikevich.units import integer, number

#: The field by which such a file is known, and its value.
KIND, KIND_VALUE = "kind", "izhikevich classifier"
_VERSION = 1
#: Encoding of spike trains, which are presented as they are.
_SPIKE_TRAINS = "spike trains"


def write(
    design: Design,
    share: float,
    weights: Mapping[str, FloatArray],
    file: str | Path | BinaryIO,
) -> None:
    """Write a classifier; see `Classifier.save`."""
    surrogate = design.settings.surrogate
    key = next((key for key, kind in SURROGATES.items() if type(surrogate) is kind), None)
    if key is None:
        known = ", ".join(SURROGATES)
        raise ParameterError("surrogate", surrogate, msg("must be one of {names}", names=known))
    empty = np.zeros(0)
    scaling = design.scaling or Scaling(empty, empty)
    fields: Arrays = {
        KIND: np.array(KIND_VALUE),
        "version": np.array(_VERSION),
        "classes": design.classes,
        "features": np.array(design.inputs, dtype=np.str_),
        "channels": np.array(design.n_channels),
        "encoding": np.array(design.encoding.key if design.encoding else _SPIKE_TRAINS),
        "offset": scaling.offset,
        "size": scaling.size,
        "first": np.array(design.first),
        "layers": np.array(design.layers),
        "duration": np.array(design.duration),
        "seed": np.array(design.seed, dtype=np.uint64),
        "test": np.array(share),
        "surrogate": np.array(key),
        "surrogate_shape": np.array([surrogate.alpha, surrogate.width]),
        "scale": np.array(design.settings.scale),
        "reset": np.array(design.settings.reset),
        "rate": np.array(design.settings.rate),
        "dt": np.array(design.settings.dt),
        "tau_ref": np.array(design.settings.tau_ref),
        **{f"weights/{name}": array for name, array in weights.items()},
    }
    np.savez_compressed(file, allow_pickle=False, **fields)


@dataclass(frozen=True, eq=False)
class Saved:
    """What a file of a classifier contains.

    Attributes
    ----------
    design : Design
    share : float
        Share of the samples that were held out.
    weights : dict of str to array
        Weights by the names of `Model.weights`.
    """

    design: Design
    share: float
    weights: Arrays


def read(file: str | Path | BinaryIO) -> Saved:
    """Return what a file of a classifier contains.

    Raises
    ------
    FileError
        If it is not such a file, or a field is missing or not as it should be.
    """
    return saved_in(load_arrays(file, MAX_BYTES))


def is_classifier(arrays: Arrays) -> bool:
    """Tell whether the arrays of a file are those of a classifier."""
    return str(arrays.get(KIND, "")) == KIND_VALUE


def saved_in(arrays: Arrays) -> Saved:
    """Return what the arrays of a file contain; see `read`."""
    if not is_classifier(arrays):
        raise FileError("this NPZ is not a classifier that was saved by Classifier.save")
    fields = _Fields(arrays)
    version = int(fields.number("version", whole=True))
    if version != _VERSION:
        raise FileError(
            msg("it is of version {version}; here {own} is read", version=version, own=_VERSION)
        )
    try:
        return _checked(fields)
    except ParameterError as error:
        raise FileError(error.message) from error


def _checked(fields: _Fields) -> Saved:
    encoding_key = fields.text("encoding")
    encoding = None if encoding_key == _SPIKE_TRAINS else ENCODINGS[encoding_key]
    names = tuple(fields.array("features", "U").tolist())
    channels = integer(fields.number("channels", whole=True), "channels", low=1, high=MAX_CHANNELS)
    scaled = channels if encoding else 0
    if len(names) != scaled or len(set(names)) != scaled:
        raise fields.wrong("features")
    offset, size = fields.numbers("offset", (scaled,)), fields.numbers("size", (scaled,))
    if not (size > 0.0).all():
        raise fields.wrong("size")
    classes = fields.array("classes", "Uiu")
    if not 2 <= classes.size <= MAX_CLASSES or not np.array_equal(np.unique(classes), classes):
        raise fields.wrong("classes")
    alpha, width = fields.numbers("surrogate_shape", (2,)).tolist()
    seed = integer(fields.number("seed", whole=True), "seed", low=0, high=(1 << 64) - 1)
    mean, spread = fields.numbers("first", (2,)).tolist()
    design = Design(
        classes=classes if classes.dtype.kind == "U" else classes.astype(np.int64),
        inputs=names,
        n_channels=channels,
        encoding=encoding,
        scaling=Scaling(offset, size) if encoding else None,
        first=(mean, number(spread, "first", "", low=0.0)),
        layers=checked_layers(fields.array("layers", "iu").tolist()),
        duration=number(fields.number("duration"), "duration", "ms", low=0.1, high=1e5),
        seed=seed,
        settings=Settings().changed(
            surrogate=SURROGATES[fields.text("surrogate")](alpha=alpha, width=width),
            scale=fields.number("scale"),
            reset=fields.text("reset"),
            rate=number(fields.number("rate"), "rate", "", low=0.0),
            dt=fields.number("dt"),
            tau_ref=fields.number("tau_ref"),
        ),
    )
    share = number(fields.number("test"), "test", "", low=0.05, high=0.9)
    expected = design.model().weights
    weights = {
        name: fields.numbers(f"weights/{name}", array.shape) for name, array in expected.items()
    }
    fields.no_others()
    return Saved(design, share, weights)


class _Fields:
    """The arrays of a file, each of which is checked and taken once."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = dict(arrays)
        self._taken = {KIND}

    def array(self, name: str, kinds: str) -> NDArray[Any]:
        """Return a list of one of these kinds."""
        return self._taking(name, kinds, 1)

    def numbers(self, name: str, shape: tuple[int, ...]) -> FloatArray:
        """Return finite numbers of a shape."""
        array = self._taking(name, "fiu", len(shape)).astype(np.float64)
        if array.shape != shape or not np.isfinite(array).all():
            raise FileError(
                msg(
                    "its field {name} must be finite numbers of shape {shape}",
                    name=name,
                    shape=shape,
                )
            )
        return array

    def number(self, name: str, *, whole: bool = False) -> float | int:
        """Return a single number."""
        value: float | int = self._taking(name, "iu" if whole else "fiu", 0).item()
        return value

    def text(self, name: str) -> str:
        """Return a single text."""
        return str(self._taking(name, "U", 0))

    def wrong(self, name: str) -> FileError:
        """Return what is raised if a field does not match the others."""
        return FileError(msg("its field {name} does not match the others", name=name))

    def no_others(self) -> None:
        """Refuse fields that nothing has taken."""
        for name in self._arrays:
            if name not in self._taken:
                raise FileError(msg("its field {name} is unknown", name=name))

    def _taking(self, name: str, kinds: str, dimensions: int) -> NDArray[Any]:
        if name not in self._arrays:
            raise FileError(msg("its field {name} is missing", name=name))
        array = self._arrays[name]
        if array.dtype.kind not in kinds or array.ndim != dimensions:
            raise FileError(msg("its field {name} is not of its kind", name=name))
        self._taken.add(name)
        return array

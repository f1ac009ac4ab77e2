"""A trainer's state as an NPZ file, without pickle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import FileError, ParameterError
from izhikevich.learning.records import NUMBERS, Epoch
from izhikevich.messages import msg
from izhikevich.npz import load_arrays

if TYPE_CHECKING:
    from izhikevich.learning.training import Trainer

_VERSION = 1
_MAX_BYTES = 2_000_000_000


def write(trainer: Trainer, file: str | Path | BinaryIO) -> None:
    """Write the state of a trainer; see `Trainer.save`."""
    arrays: dict[str, FloatArray] = {
        **{f"weights/{name}": array for name, array in trainer.model.weights.items()},
        **{f"memory/{name}": array for name, array in trainer.memory.items()},
        "version": np.array(float(_VERSION)),
        "place": np.array([float(trainer.changes), float(trainer.batch)]),
        "sums": trainer.sums,
        "through_time": trainer.through_time,
        "history": np.array([[getattr(e, name) for name in NUMBERS] for e in trainer.history]),
        "history_through_time": np.array([e.through_time for e in trainer.history]),
    }
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def read(trainer: Trainer, file: str | Path | BinaryIO) -> None:
    """Read what `write` wrote into an identically constructed trainer; see `Trainer.load`."""
    try:
        arrays = load_arrays(file, _MAX_BYTES)
    except FileError as reason:
        raise ParameterError("file", file, reason.message) from reason
    wanted = {
        **{f"weights/{name}": array.shape for name, array in trainer.model.weights.items()},
        **{f"memory/{name}": array.shape for name, array in trainer.memory.items()},
        "place": (2,),
        "sums": trainer.sums.shape,
        "through_time": trainer.through_time.shape,
    }
    for name, shape in wanted.items():
        if name not in arrays or arrays[name].shape != shape:
            raise ParameterError(
                "file",
                file,
                msg("belongs to another model: {name} should be {shape}", name=name, shape=shape),
            )
    extra = set(arrays) - set(wanted) - {"version", "history", "history_through_time"}
    if extra or "history" not in arrays or "history_through_time" not in arrays:
        raise ParameterError("file", file, "belongs to another model or optimiser")
    for name, array in trainer.model.weights.items():
        array[...] = arrays[f"weights/{name}"]
    for name, array in trainer.memory.items():
        array[...] = arrays[f"memory/{name}"]
    trainer.changes, trainer.batch = (int(place) for place in arrays["place"])
    trainer.sums, trainer.through_time = arrays["sums"], arrays["through_time"]
    trainer.history[:] = [
        Epoch(
            number=k + 1,
            through_time=tuple(courses),
            **dict(zip(NUMBERS, numbers.tolist(), strict=True)),
        )
        for k, (numbers, courses) in enumerate(
            zip(arrays["history"], arrays["history_through_time"], strict=True)
        )
    ]

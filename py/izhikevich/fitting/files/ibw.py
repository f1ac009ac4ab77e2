"""Igor binary waves (IBW), which igor2 reads: one signal in each file."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np

from izhikevich.errors import FileError
from izhikevich.fitting.files.libraries import loading, reading
from izhikevich.fitting.files.signals import Signal, Signals
from izhikevich.headings import UNITS, of_unit
from izhikevich.messages import msg
from izhikevich.progress import Steps

_KIND = "IBW"


def reading_ibw(content: bytes) -> Steps[Signals]:
    """Return the signal of a wave: rows are samples, and columns are sweeps."""
    binarywave = yield from loading("igor2", "igor2.binarywave", _KIND)
    with reading(_KIND):
        wave = binarywave.load(BytesIO(content))["wave"]
        header, values = wave["wave_header"], np.asarray(wave["wData"])
        if values.dtype.kind not in "iuf" or values.ndim > 2 or not values.size:
            raise FileError(msg("Its wave is not one of numbers, in one column for each sweep."))
        name = header["bname"].decode("latin-1")
        unit = _text(wave.get("data_units") or header["dataUnits"])
        if "sfA" in header:
            step, clock = float(header["sfA"][0]), _text(header["dimUnits"][0])
        else:
            step, clock = float(header["hsA"]), _text(header["xUnits"])
        factor = UNITS["time"].get(clock or "s")
        if factor is None:
            text = msg("Its samples are {unit} apart, not seconds.", unit=clock)
            raise FileError(text)
        rows = values.T if values.ndim == 2 else values[None]
        dt = step * factor if step > 0 else None
        return Signals((Signal(of_unit(name, unit), rows),), None, dt)


def _text(unit: Any) -> str:
    """Return a unit from bytes, or an array of characters."""
    joined = unit if isinstance(unit, bytes) else b"".join(np.asarray(unit).ravel().tolist())
    return joined.split(b"\x00")[0].decode("latin-1").strip()

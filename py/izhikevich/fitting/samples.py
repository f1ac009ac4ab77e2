"""Recordings to try: one of a real cell, and one of a cell whose parameters are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pkgutil import get_data

import numpy as np

from izhikevich.errors import ParameterError, one_of
from izhikevich.fitting.recording import Recording, step_current
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.simulate import simulate
from izhikevich.neuron.stimuli.stimulus import Sampled
from izhikevich.random import normal
from izhikevich.table import Table

_B8 = "b8.npz"
_SCALES = 32, 4  # of its voltages (1/mV) and currents (1/pA), which are whole numbers
_B8_DT = 0.25  # ms
_PLANTED = "RS_2007"
_DT, _END, _STEP = 0.1, 600.0, (100.0, 500.0)  # ms
_AMPLITUDES = 60.0, 90.0, 130.0, 200.0, 300.0  # pA
_NOISE = 0.2  # mV
_STREAM = 0x46495000  # "FIP": the noise


@dataclass(frozen=True)
class Sample:
    """A recording that comes with this package; the view has its title.

    Parameters
    ----------
    source : str
        Where it comes from, and its licence.
    make : callable
        Returns it.
    """

    source: str
    make: Callable[[], Recording]


def sample(name: str = "b8") -> Recording:
    """Return a recording that comes with this package.

    Parameters
    ----------
    name : {"b8", "planted"}
        A cortical cell of the rat, or a neuron of the 2007 form, RS, with noise.

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    if not isinstance(name, str) or name not in SAMPLES:
        raise ParameterError("name", name, one_of(name, SAMPLES))
    return SAMPLES[name].make()


def _b8() -> Recording:
    content = get_data(__package__, _B8)  # the page imports this package from an archive
    assert content is not None
    with np.load(BytesIO(content)) as file:
        voltage, current = file["voltage"] / _SCALES[0], file["current"] / _SCALES[1]
    return Recording(np.arange(voltage.shape[1]) * _B8_DT, voltage, current, "B8")


def _planted() -> Recording:
    t = np.arange(0.0, _END, _DT)
    current = step_current(t, *_STEP, _AMPLITUDES)
    cell, last = CELL_TYPES[_PLANTED], float(t[-1])
    voltage = np.array([simulate(cell, Sampled(row, _DT), last, _DT).v for row in current])
    noise = normal(0, _STREAM, 0, voltage.size).reshape(voltage.shape)
    return Recording(t, voltage + _NOISE * noise, current, "RS")


#: The recordings by name.
SAMPLES: Mapping[str, Sample] = Table(
    "name",
    {
        "b8": Sample(
            "Cell B8 of the tests of BluePyEfe 2.3.63 (Blue Brain Project/EPFL, BSD licence).",
            _b8,
        ),
        "planted": Sample(
            "Simulated with this package, with noise added.",
            _planted,
        ),
    },
)

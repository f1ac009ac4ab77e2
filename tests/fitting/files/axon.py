"""Current clamp as ABF 2: the parts of such a file that its readers look at.

No source distribution has a current clamp as ABF under a licence, so one is written, of a model.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from izhikevich._typing import FloatArray

_BLOCK = 512
#: Places of the sections in the header.
_PROTOCOL, _ADC, _DAC, _EPOCHS, _EPOCHS_OF_DAC = 76, 92, 108, 124, 156
_STRINGS, _DATA, _SWEEPS = 220, 236, 316
_RANGE, _RESOLUTION = 10.0, 32768  # V of the converter, and its steps
_SCALE = 0.05  # V/mV: ± 200 mV
_STRINGS_BEGIN = b"SSCH" + bytes(40)
_STEP, _FROM_EPOCHS = 1, 1
_EPISODIC = 5


@dataclass(frozen=True)
class Epochs:
    """A step of the command, the same time in each sweep, higher by as much from one to the next.

    Parameters
    ----------
    first, last : int
        Samples between which it lasts.
    level, rise : float
        In the first sweep, and from sweep to sweep, pA.
    holding : float
        Around it, pA.
    """

    first: int
    last: int
    level: float
    rise: float
    holding: float = 0.0


def abf2(voltage: FloatArray, dt: float, epochs: Epochs | None) -> bytes:
    """Return a file of sweeps.

    Parameters
    ----------
    voltage : array, shape (n_sweeps, n_samples)
        mV.
    dt : float
        ms.
    epochs : Epochs, optional
        The command; without it, the file has none.
    """
    sweeps, samples = voltage.shape
    strings = [b"Vm", b"mV", b"Icmd", b"pA"]  # counted from 1
    protocol = bytearray(512)
    struct.pack_into("<hf", protocol, 0, _EPISODIC, 1e3 * dt)
    struct.pack_into("<i", protocol, 22, samples)
    struct.pack_into("<i", protocol, 30, sweeps)
    struct.pack_into("<ff", protocol, 110, _RANGE, _RANGE)
    struct.pack_into("<ii", protocol, 118, _RESOLUTION, _RESOLUTION)
    adc = bytearray(128)
    struct.pack_into("<f", adc, 28, 1.0)  # programmable gain
    struct.pack_into("<fff", adc, 40, _SCALE, 0.0, 1.0)
    struct.pack_into("<ii", adc, 74, 1, 2)  # its name and unit
    dac = bytearray(256)
    struct.pack_into("<f", dac, 12, epochs.holding if epochs else 0.0)
    struct.pack_into("<ii", dac, 24, 3, 4)  # its name and unit
    struct.pack_into("<hhh", dac, 40, int(epochs is not None), _FROM_EPOCHS, 1)
    counts = np.rint(voltage * (_SCALE * _RESOLUTION / _RANGE)).astype("<i2")
    lengths = b"".join(struct.pack("<ii", k * samples, samples) for k in range(sweeps))
    sections = [
        (_PROTOCOL, bytes(protocol), 1),
        (_ADC, bytes(adc), 1),
        (_DAC, bytes(dac), 1),
        (_STRINGS, _STRINGS_BEGIN + b"\x00" + b"\x00".join(strings) + b"\x00", 1),
        (_DATA, counts.tobytes(), counts.size),
        (_SWEEPS, lengths, sweeps),
    ]
    if epochs is not None:
        # The first 64th of a sweep is at the holding level, and so is what comes after the epochs.
        before = samples // 64
        table = [
            (epochs.holding, 0.0, epochs.first - before),
            (epochs.level, epochs.rise, epochs.last - epochs.first),
            (epochs.holding, 0.0, samples - epochs.last),
        ]
        rows = [
            struct.pack("<hhhffiiii", k, 0, _STEP, level, rise, length, 0, 0, 0).ljust(48, b"\x00")
            for k, (level, rise, length) in enumerate(table)
        ]
        sections.append((_EPOCHS_OF_DAC, b"".join(rows), len(rows)))
        numbers = [struct.pack("<hh", k, 0).ljust(32, b"\x00") for k in range(len(table))]
        sections.append((_EPOCHS, b"".join(numbers), len(table)))
    return _joined(sweeps, sections)


def _joined(sweeps: int, sections: list[tuple[int, bytes, int]]) -> bytes:
    """Return a file of sections, given by place, content and number of entries."""
    header = bytearray(_BLOCK)
    struct.pack_into("<4s4sII", header, 0, b"ABF2", bytes([0, 0, 0, 2]), _BLOCK, sweeps)
    struct.pack_into("<I", header, 16, 20261201)
    content = b""
    for place, part, count in sections:
        block = 1 + len(content) // _BLOCK
        struct.pack_into("<IIi", header, place, block, len(part) // count, count)
        content += part + bytes(-len(part) % _BLOCK)
    return bytes(header) + content

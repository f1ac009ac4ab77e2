"""What Nengo 4.1.0 computes, read from tests/data/nengo.json (which says how it was made)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import izhikevich as izh
import numpy as np
from izhikevich import nef
from izhikevich._typing import FloatArray
from numpy.typing import NDArray

DATA = json.loads((Path(__file__).parents[1] / "data" / "nengo.json").read_text(encoding="utf-8"))
SETS = list(DATA["sets"])


def array(name: str, neurons: str | None = None) -> FloatArray:
    """Numbers that all sets share, or those of one."""
    facts = DATA if neurons is None else DATA["sets"][neurons]
    return np.array(facts[name], dtype=np.float64)


def spikes(neurons: str) -> NDArray[np.uint8]:
    """Spikes, shape (1000, 100)."""
    gaps = DATA["sets"][neurons]["spikes"]
    found = np.zeros((len(DATA["input"]), len(gaps)), dtype=np.uint8)
    for neuron, distances in enumerate(gaps):
        found[np.cumsum(distances), neuron] = 1
    return found


def ensemble(neurons: str, **changes: Any) -> nef.Ensemble:
    """Nengo's ensemble with its own encoders, gains and biases, points and initial state."""
    given = {
        "encoders": array("encoders")[:, None],
        "gain": array("gain", neurons),
        "bias": array("bias", neurons),
        "eval_points": array("eval_points")[:, None],
        "v0": array("initial_voltage"),
    }
    return nef.Ensemble(100, neurons=nef.NEURONS[neurons], **{**given, **changes})


def signal() -> nef.Node:
    """Nengo's input, whose first value is that at 1 ms."""
    return nef.Node(izh.Sampled([0.0, *DATA["input"]], 1.0))

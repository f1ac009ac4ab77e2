"""Units and hard limits of the numeric parameters of a neuron."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.table import Table

#: Numeric parameters of the model; the others belong to its rules.
MODEL = ("a", "b", "c", "d", "v_peak", "k2", "k1", "k0", "C")

#: Units of the 2003/2004 form: u and I are rates of change of the voltage.
SIMPLE_UNITS: Mapping[str, str] = Table(
    "quantity",
    {
        "a": "1/ms",
        "b": "1/ms",
        "c": "mV",
        "d": "mV/ms",
        "v_peak": "mV",
        "k2": "1/(mV ms)",
        "k1": "1/ms",
        "k0": "mV/ms",
        "C": "",
        "peak_slope": "ms",
        "c_slope": "ms",
        "u_max": "mV/ms",
        "u": "mV/ms",
        "I": "mV/ms",
    },
)

#: Units of the 2007 form (C in pF): u and I are currents.
DIMENSIONAL_UNITS: Mapping[str, str] = Table(
    "quantity",
    {
        "a": "1/ms",
        "b": "nS",
        "c": "mV",
        "d": "pA",
        "v_peak": "mV",
        "k2": "nS/mV",
        "k1": "nS",
        "k0": "pA",
        "C": "pF",
        "peak_slope": "mV/pA",
        "c_slope": "mV/pA",
        "u_max": "pA",
        "u": "pA",
        "I": "pA",
    },
)

#: Hard limits of the numeric fields, in their own units. C and k2 exclude 0.
LIMITS: Mapping[str, tuple[float, float]] = Table(
    "quantity",
    {
        "a": (-10.0, 10.0),
        "b": (-1e4, 1e4),
        "c": (-1000.0, 1000.0),
        "d": (-1e5, 1e5),
        "v_peak": (-1000.0, 1000.0),
        "k2": (0.0, 1000.0),
        "k1": (-1e5, 1e5),
        "k0": (-1e7, 1e7),
        "C": (0.0, 1e5),
        "peak_slope": (-100.0, 100.0),
        "c_slope": (-100.0, 100.0),
        "u_max": (-1e6, 1e6),
    },
)

"""The structures of the engine's C source, and the buffers they point at.

Sizes are 64-bit, and numbers double; pointers have the machine's width, and in C as here, numbers
of other widths follow them: `difference` asks the library.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import c_double, c_int64, c_uint64, c_void_p
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

#: Number of neurons that are run together, for which there is room: TILE of engine.c.
TILE = 128
#: Numeric parameters of a neuron's model, in the order of the enumeration in engine.c.
N_MODEL = 9


def _fields(text: str, kind: Any) -> list[tuple[str, Any]]:
    return [(name, kind) for name in text.split()]


class Block(ctypes.Structure):
    """Neurons that follow the same equations."""

    _fields_ = [
        *_fields("start stop", c_int64),
        ("model", c_void_p * N_MODEL),
        ("many", c_int64 * N_MODEL),
        *_fields("drive leak", c_int64),
        *_fields("origin scale turn b_below peak_slope c_slope u_max highest", c_double),
        *_fields("lowest vertex scale_of_v", c_void_p),
        ("each", c_int64),
        ("program", c_void_p),
        ("length", c_int64),
        *_fields("numbers constants", c_void_p),
        ("parabola", c_void_p * 4),
        *_fields("parabolas leaning", c_int64),
    ]


class Input(ctypes.Structure):
    """A current into some neurons."""

    _fields_ = [*_fields("start stop each", c_int64), ("values", c_void_p)]


class Injection(ctypes.Structure):
    """A current into the conductances of some neurons, from other neurons or from values."""

    _fields_ = [
        *_fields("first n_pre cell n_post variable", c_int64),
        *_fields("starts sources weights values", c_void_p),
    ]


class Coupling(ctypes.Structure):
    """Gap junctions."""

    _fields_ = [
        *_fields("first n_pre post", c_int64),
        *_fields("starts targets conductances own", c_void_p),
    ]


class Wiring(ctypes.Structure):
    """Synapses with constant weights."""

    _fields_ = [
        *_fields("first n_pre cell reach delay dense", c_int64),
        *_fields("starts targets weights delays", c_void_p),
    ]


class Depressing(ctypes.Structure):
    """Synapses with short-term plasticity."""

    _fields_ = [
        ("wiring", Wiring),
        *_fields("x u last", c_void_p),
        *_fields("fraction tau_rec tau_facil", c_double),
    ]


class Source(ctypes.Structure):
    """Spikes from outside."""

    _fields_ = [
        *_fields("start size stream", c_int64),
        ("chance", c_void_p),
        *_fields("each_source each_step", c_int64),
        *_fields("steps members", c_void_p),
        ("given", c_int64),
    ]


class Plastic(ctypes.Structure):
    """Synapses that learn."""

    _fields_ = [
        *_fields("rule learning nearest first n_pre post n_post cell n_lengths n_traces", c_int64),
        *_fields("n_synapses first_dopamine n_dopamine sweep period", c_int64),
        *_fields("lengths starts incoming_starts incoming pre_of targets delays", c_void_p),
        *_fields("weights collected pre post_trace pre_slow post_slow eligibility", c_void_p),
        *_fields("seen rates lacking dopamine", c_void_p),
        *_fields("jump pre_decay post_decay until_arrival a_plus a_minus w_min w_max", c_double),
        *_fields("alpha a3_plus a3_minus slow_pre_decay slow_post_decay", c_double),
        *_fields("release c_decay d_decay phasic tonic", c_double),
        *_fields("rate_decay rate_jump wanted share beta scaled_min scaled_max", c_double),
    ]


class Past(ctypes.Structure):
    """The neurons that fired in the last steps."""

    _fields_ = [*_fields("length width", c_int64), *_fields("fired counts", c_void_p)]


class Thrown(ctypes.Structure):
    """Neurons that a step threw over the threshold, and their number: begins at 8 bytes in C."""

    _fields_ = [("neurons", c_void_p), ("count", c_int64)]


class Network(ctypes.Structure):
    """A network and its state."""

    _fields_ = [
        *_fields("n n_targets n_rows step scheme", c_int64),
        *_fields("dt scale", c_double),
        ("seed", c_uint64),
        *_fields("n_blocks n_wirings n_inputs n_injections n_sources", c_int64),
        *_fields("n_plastic n_noise n_recorded", c_int64),
        *_fields("blocks wirings inputs injections sources plastic", c_void_p),
        ("n_depressing", c_int64),
        ("depressing", c_void_p),
        ("n_couplings", c_int64),
        *_fields("couplings coupled v u g ring arriving", c_void_p),
        *_fields("decays offset noise refractory frozen pulsed", c_void_p),
        ("pulse", c_double),
        ("past", Past),
        *_fields("recorded samples", c_void_p),
        *_fields("n_samples sample", c_int64),
        ("fired", c_void_p),
        *_fields("room most allowed", c_int64),
        ("counts", c_void_p),
        ("thrown", Thrown),
        *_fields("low artefacts", c_void_p),
        ("n_artefacts", c_int64),
        *_fields("stack tiles decay_of_all", c_void_p),
        ("n_rising", c_int64),
        *_fields("rising rise passed gain rising_state", c_void_p),
        *_fields("means left driven shifted", c_void_p),
    ]


def _tile(real: Any) -> type[ctypes.Structure]:
    fields = [
        ("model", c_void_p * N_MODEL),
        ("constant", real * TILE * N_MODEL),
        ("resets_low", real),
    ]
    return type("Tile", (ctypes.Structure,), {"_fields_": fields})


#: Room for the parameters of one tile, by the precision of its numbers.
TILES = {"float64": _tile(ctypes.c_double), "float32": _tile(ctypes.c_float)}
PRECISIONS = tuple(TILES)
_STRUCTURES = (
    *(Block, Input, Injection, Coupling, Wiring, Depressing, Source, Plastic, Past, Thrown),
    Network,
)


class _Place(ctypes.Structure):
    """Position of a structure (at 0), or of a field of one: layout.inc.c."""

    _fields_ = [("name", ctypes.c_char * 32), *_fields("offset size", c_int64)]


def difference(library: Any, precision: str) -> str | None:
    """Return how the structures of a library differ from those here; None if they do not.

    Parameters
    ----------
    library : ctypes.CDLL
    precision : {"float64", "float32"}
    """
    here = {}
    for structure in (*_STRUCTURES, TILES[precision]):
        name = structure.__name__
        here[name] = 0, ctypes.sizeof(structure)
        for field in structure._fields_:
            place = getattr(structure, field[0])
            here[f"{name}.{field[0]}"] = place.offset, place.size
    layout = getattr(library, f"layout_{precision}")
    layout.argtypes, layout.restype = [], ctypes.POINTER(_Place)
    there: dict[str, tuple[int, int]] = {}
    places = layout()
    while places[len(there)].name:
        place = places[len(there)]
        there[place.name.decode()] = place.offset, place.size
    for name in here | there:
        if here.get(name) != there.get(name):
            return f"{name} is {_told(there.get(name))} in C, {_told(here.get(name))} in Python"
    return None


def _told(place: tuple[int, int] | None) -> str:
    return "missing" if place is None else f"{place[1]} bytes at {place[0]}"


class Buffers:
    """Arrays that the engine points at; they live as long as this object."""

    def __init__(self) -> None:
        self._kept: list[Any] = []

    def at(self, array: np.ndarray[Any, Any], dtype: DTypeLike) -> int:
        """Return the address of an array that the engine reads or changes in place."""
        if array.dtype != dtype or not array.flags.c_contiguous:
            raise TypeError(f"the engine needs contiguous {np.dtype(dtype)}, not {array.dtype}")
        self._kept.append(array)
        address: int = array.__array_interface__["data"][0]  # array.ctypes takes much longer
        return address

    def copied(self, array: Any, dtype: DTypeLike) -> int:
        """Return the address of what the engine only reads, converted if necessary."""
        return self.at(np.ascontiguousarray(array, dtype), dtype)

    def keep(self, other: ctypes.Structure | Buffers) -> None:
        """Keep a structure, or other arrays, alive for as long."""
        self._kept.append(other)

    def many(self, kind: Any, items: Sequence[Any]) -> int:
        """Return the address of structures of one kind."""
        array = (kind * len(items))(*items)
        self._kept.append(array)
        return ctypes.addressof(array)

"""The state of a running network: everything needed to continue, save and load it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.populations import MAX_STEP, SILENT
from izhikevich.network.simulation.plan import Plan
from izhikevich.network.simulation.spike_delivery import Ring
from izhikevich.neuron.schemes.explicit import V_LIMIT

#: Maximum bytes of an array's header in a file.
HEADER_BYTES = 10_000
#: What arrays of a file that are not part of the state begin with: they describe the network.
_DESCRIBED = (
    *("network", "populations", "sources", "projections", "injections", "couplings"),
    *("monitors", "identity"),
)


@dataclass
class State:
    """Everything that changes while a network runs.

    Parameters
    ----------
    step : int
        Steps done.
    v, u : arrays, shape (n,)
        Voltage (mV) and recovery variable.
    g : array, shape (n_targets, n)
        Conductances that decay.
    ring : Ring
        Spikes in transit.
    frozen : array, shape (n,)
        Number of steps for which each neuron remains refractory.
    thrown : boolean array, shape (n,)
        Which neurons a step has thrown over the threshold: see neuron/schemes/artefacts.py.
    past : list of arrays
        Neurons that fired in the last steps, by step modulo its length; used by plasticity.
    plastic, depressing : lists of dicts of arrays
        State of each projection that changes.
    rising : array, shape (n_rising, n)
        What will become conductance of targets that rise first.
    """

    step: int
    v: FloatArray
    u: FloatArray
    g: FloatArray
    ring: Ring
    frozen: IndexArray
    thrown: BoolArray
    past: list[IndexArray]
    plastic: list[dict[str, FloatArray]] = field(default_factory=list)
    depressing: list[dict[str, FloatArray]] = field(default_factory=list)
    rising: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<State of {np.size(self.v):,} neurons after {self.step:,} steps>"

    @classmethod
    def initial(cls, plan: Plan) -> State:
        """Return the state before the first step."""
        cells, real = len(plan.targets), plan.real
        empty = np.empty(0, np.int64)
        held = np.zeros(plan.n, np.int64)
        if plan.refractory is not None:
            held[plan.refractory == SILENT] = SILENT
        return cls(
            step=0,
            v=np.concatenate([p.values["v0"] for p in plan.populations]).astype(real),
            u=np.concatenate([p.values["u0"] for p in plan.populations]).astype(real),
            g=np.zeros((cells, plan.n), real),
            ring=Ring(plan.longest, cells * plan.n, real),
            frozen=held,
            thrown=np.zeros(plan.n, np.bool_),
            past=[empty] * (plan.longest + 1 if plan.plastic else 0),
            plastic=[w.initial(real) for w in plan.plastic],
            depressing=[w.initial() for w in plan.depressing],
            rising=np.zeros((plan.rising.targets.size, plan.n), real),
        )

    def lengthen(self, longest: int) -> None:
        """Make room for spikes with longer delays (steps), before the next step."""
        if longest < len(self.ring.rows):
            return
        self.ring = self.ring.lengthened(longest, self.step)
        if self.past:
            past, self.past = self.past, [np.empty(0, np.int64)] * (longest + 1)
            for step in range(self.step - len(past), self.step):
                self.past[step % len(self.past)] = past[step % len(past)]

    def copy(self) -> State:
        """Return an independent copy."""
        return State.read(self.arrays())

    @property
    def nbytes(self) -> int:
        """Memory of a copy, bytes."""
        return sum(array.nbytes for array in self.arrays().values())

    def arrays(self) -> dict[str, Any]:
        """Return the state as named arrays (copies), as `numpy.savez` accepts them."""
        found: dict[str, Any] = {
            "step": np.array(self.step),
            "v": self.v.copy(),
            "u": self.u.copy(),
            "g": self.g.copy(),
            "rising": self.rising.copy(),
            "ring": self.ring.rows.copy(),
            "frozen": self.frozen.copy(),
            "thrown": self.thrown.copy(),
            "past_lengths": np.array([fired.size for fired in self.past], np.int64),
            "past": np.concatenate([*self.past, np.empty(0, np.int64)]),
        }
        for kind in ("plastic", "depressing"):
            for k, part in enumerate(getattr(self, kind)):
                found.update({f"{kind}.{k}.{name}": a.copy() for name, a in part.items()})
        return found

    @classmethod
    def read(cls, arrays: Any) -> State:
        """Return the state from which `arrays` were made; it shares no memory with them."""
        rows = arrays["ring"]
        ring = Ring(rows.shape[0] - 1, rows.shape[1], rows.dtype)
        ring.rows[:] = rows
        ends = np.cumsum(arrays["past_lengths"])
        state = cls(
            step=int(arrays["step"]),
            v=np.array(arrays["v"]),
            u=np.array(arrays["u"]),
            g=np.array(arrays["g"]),
            rising=np.array(arrays["rising"]),
            ring=ring,
            frozen=np.array(arrays["frozen"]),
            thrown=np.array(arrays["thrown"]),
            past=np.split(np.array(arrays["past"]), ends[:-1]) if ends.size else [],
        )
        for name in arrays:
            kind, *rest = name.split(".")
            if rest:
                parts = getattr(state, kind)
                while len(parts) <= int(rest[0]):
                    parts.append({})
                parts[int(rest[0])][rest[1]] = np.array(arrays[name])
        return state


def read_file(file: str | Path | BinaryIO, plan: Plan, check: Callable[[Any], None]) -> State:
    """Read a state that `Network.save` wrote, and check it as `checked` does.

    Parameters
    ----------
    file : path or file open for reading
    plan : Plan
    check : callable
        Called with the open file (NpzFile); raises an error if it is of another network.

    Raises
    ------
    ParameterError
        If it is not such a file, or not of this network.
    OSError
        If there is no such file.
    """
    model = State.initial(plan)
    most = model.nbytes + 8 * plan.most_fired * len(model.past)
    most += HEADER_BYTES * len(model.arrays())
    try:
        with np.load(file, allow_pickle=False) as stored:
            check(stored)
            names = state_names(stored.files)
            members = {f"{name}.npy" for name in names}
            listed = stored.zip.infolist()
            size = sum(each.file_size for each in listed if each.filename in members)
            if size > most:
                raise ParameterError(
                    "file",
                    msg("{size} bytes", size=Number(size, form=",")),
                    msg("a state of this network has at most {most}", most=Number(most, form=",")),
                )
            arrays = {name: stored[name] for name in names}
    except (ParameterError, FileNotFoundError, IsADirectoryError, PermissionError):
        raise
    except Exception as reason:  # each kind of damage has its own kind of error
        raise ParameterError(
            "file", file, msg("is not a state that `save` wrote: {reason}", reason=str(reason))
        ) from reason
    return checked(arrays, plan)


def state_names(names: Iterable[str]) -> list[str]:
    """Return the names of arrays of a file that are of the state."""
    return [name for name in names if name.partition(".")[0] not in _DESCRIBED]


def checked(arrays: Mapping[str, Any], plan: Plan) -> State:
    """Return the state from which `arrays` were made, if it can be one of this network.

    The compiled engine relies on it: nothing in a state may lead to memory outside its arrays.

    Raises
    ------
    ParameterError
        The message names the field that is wrong.
    """
    model = State.initial(plan).arrays()
    # Earlier versions had no such marks, and nothing that rises.
    new = ("thrown",) if model["rising"].size else ("thrown", "rising")
    arrays = {**{name: model[name] for name in new}, **arrays}
    for name in [*model, *arrays]:
        if name not in model or name not in arrays:
            wrong = "is missing" if name in model else "is not part of the state of this network"
            raise ParameterError("state", name, wrong)
    found = {name: _alike(name, arrays[name], default) for name, default in model.items()}
    for name, (low, high) in _bounds(found, model, plan).items():
        _check_range(name, found[name], low, high)
    if found["past_lengths"].sum() != found["past"].size:
        raise ParameterError(
            msg("{name} of the state", name="past_lengths"),
            int(found["past_lengths"].sum()),
            msg("must add up to the {size} neurons of past", size=found["past"].size),
        )
    return State.read(found)


def _alike(name: str, array: Any, default: Any) -> Any:
    """Return a copy of an array, if its shape and type are those of a state of this network."""
    what = msg("{name} of the state", name=name)
    if type(array) is not np.ndarray:
        raise ParameterError(what, array, "must be an array")
    one_list = name == "past" and array.ndim == 1
    if array.shape != default.shape and not one_list:
        raise ParameterError(
            what,
            msg("an array of shape {shape}", shape=array.shape),
            msg("the shape must be {shape}: the state is of another network", shape=default.shape),
        )
    whole = array.dtype.kind in "iu" and default.dtype.kind == "i"
    if not (array.dtype == default.dtype or whole):
        raise ParameterError(
            what,
            msg("an array of {dtype}", dtype=array.dtype),
            msg(
                "must be {dtype}: the state is of a network of another precision, or damaged",
                dtype=default.dtype,
            ),
        )
    if whole:
        _check_range(name, array, -MAX_STEP, MAX_STEP)
    return np.array(array, default.dtype, order="C") + default.dtype.type(0)  # without -0


def _bounds(
    found: Mapping[str, Any], model: Mapping[str, Any], plan: Plan
) -> dict[str, tuple[Any, Any]]:
    """Return the lowest and the highest value that each field may have, in order of checking."""
    most = np.finfo(plan.real).max
    below = np.nextafter(plan.real.type(V_LIMIT), plan.real.type(0))
    bounds: dict[str, tuple[Any, Any]] = {
        "step": (0, MAX_STEP),
        "v": (-below, below),
        "u": (-most, most),
        "g": (-most, most),
        "rising": (-most, most),
        "ring": (-most, most),
        "frozen": (0, 0 if plan.refractory is None else plan.refractory),
        "past_lengths": (0, plan.most_fired),
        "past": (0, plan.n_pre - 1),
    }
    for k, wiring in enumerate(plan.plastic):
        part, (low, high) = f"plastic.{k}.", wiring.bounds
        given = model[f"{part}weights"]
        own = [name for name in model if name.startswith(part)]
        bounds.update(dict.fromkeys(own, (-most, most)))
        bounds[f"{part}weights"] = np.minimum(given, low), np.maximum(given, high)
        for name, ends in wiring.ranges(float(most)).items():
            if f"{part}{name}" in model:
                bounds[f"{part}{name}"] = ends
    for k in range(len(plan.depressing)):
        part = f"depressing.{k}."
        bounds[f"{part}x"] = bounds[f"{part}u"] = 0.0, 1.0
        never = np.isneginf(found[f"{part}last"])
        bounds[f"{part}last"] = np.where(never, -np.inf, 0.0), float(found["step"])
    return bounds


def _check_range(name: str, array: Any, low: Any, high: Any) -> None:
    wrong = np.argwhere(~((array >= low) & (array <= high)))
    if not len(wrong):
        return
    place = tuple(wrong[0].tolist())
    low, high = (np.broadcast_to(bound, array.shape)[place] for bound in (low, high))
    allowed = msg(
        "must be from {low} to {high}",
        low=Number(low, form="g"),
        high=Number(high, form="g"),
    )
    if place:
        where = ", ".join(map(str, place))
        allowed = msg("{allowed} (at {place})", allowed=allowed, place=where)
    raise ParameterError(msg("{name} of the state", name=name), array[place], allowed)

"""A network and its state as one file, from which it is built again: NPZ, without pickle.

The file has a description in JSON under "network", the arrays of populations, sources and
projections under names such as "populations.0.a", and those of the state (see `State.arrays`).
Nothing in it is believed: each array is read only if it is as large as it must be, and goes through
the checks of the calls that build a network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.arrays import integers
from izhikevich.network.connectivity.rules import MAX_SYNAPSES, Pairs, Rule, Work
from izhikevich.network.distributions import Distribution, parse_distribution
from izhikevich.network.neuron_values import NAMES
from izhikevich.network.plasticity import STDP, Polychronous
from izhikevich.network.populations import MAX_STEP, Population, Source
from izhikevich.network.projections import Projection
from izhikevich.network.simulation.state import HEADER_BYTES, State, checked, state_names
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.network.synapses.synapses import LONGEST_DELAY
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.stimuli.stimulus import Sampled, parse
from izhikevich.progress import building
from izhikevich.units import integer

if TYPE_CHECKING:
    from izhikevich.network.network import Network

_FORMAT, VERSION = "izhikevich network", 1
_MAX_DESCRIPTION = 16_000_000  # bytes of JSON
_MAX_PARTS = 10_000
_KINDS: Mapping[str, Callable[..., Any]] = {
    kind.__name__: kind
    for kind in (STDP, Polychronous, ShortTerm, LinearDrive, CubicDrive, PiecewiseDrive)
}
_START = ("v0", "u0")


def contents(net: Network) -> dict[str, Any]:
    """Return a network, without its state, as named arrays.

    Raises
    ------
    ParameterError
        If something in it cannot be written.
    """
    arrays: dict[str, Any] = {}
    description = {
        "format": _FORMAT,
        "version": VERSION,
        **{name: getattr(net, name) for name in _OPTIONS},
        "pulse": net.pulse,
        "longest": net.plan().longest,
        "populations": [_population(p, k, arrays) for k, p in enumerate(net.populations)],
        "sources": [_source(s, k, arrays) for k, s in enumerate(net.sources)],
        "projections": [_projection(p, k, net.dt, arrays) for k, p in enumerate(net.projections)],
    }
    text = json.dumps(description, allow_nan=False)
    return {"network": np.frombuffer(text.encode(), np.uint8), **arrays}


_OPTIONS = ("dt", "seed", "scheme", "scaling", "precision")


def _population(population: Population, k: int, arrays: dict[str, Any]) -> dict[str, Any]:
    found, at = population, f"populations.{k}"
    numbers = {}
    for name in NAMES:
        if name not in _START and found.shared(name):
            numbers[name] = float(found.values[name][0])
        else:
            arrays[f"{at}.{name}"] = found.values[name]
    for name in _START:
        arrays[f"{at}.own_{name}"] = found.own_start(name)
    return {
        "name": found.name,
        "size": found.size,
        "parameters": _parameters(found.parameters),
        "conductance": found.conductance.text,
        "tau": dict(found.tau),
        "stimulus": _over_time(found.stimulus, at, arrays),
        "values": numbers,
        "given": {name: _given(value, found.values[name]) for name, value in found.given.items()},
        "stream": found.draws[1],
    }


def _parameters(parameters: Parameters) -> dict[str, Any]:
    found = asdict(parameters)
    found["drive"] = _of_kind(parameters.drive)
    if np.isinf(parameters.u_max):
        del found["u_max"]  # JSON has no infinity
    return found


def _of_kind(rule: Any) -> dict[str, Any] | None:
    return None if rule is None else {"kind": type(rule).__name__, **asdict(rule)}


def _given(value: Any, values: NDArray[Any]) -> float | str | None:
    """Return the number that all values are, or the text of their distribution, or None."""
    if isinstance(value, Distribution):
        return value.text
    one = np.ndim(value) == 0 and (value is not None or (values == values[:1]).all())
    return float(values[0]) if one and values.size else None


def _over_time(value: Any, at: str, arrays: dict[str, Any]) -> Any:
    """Return what changes over time as text, or as the time step of an array."""
    if value is None:
        return None
    if isinstance(value, Sampled):
        arrays[f"{at}.samples"] = value.values
        return {"dt": value.dt}
    try:
        text: str = value.text
        if parse(text) == value:
            return text
    except (AttributeError, ParameterError):  # a class of someone else, or an array within a sum
        pass
    raise ParameterError("network", value, msg("cannot be saved: it has no form as text"))


def _source(source: Source, k: int, arrays: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": source.name, "size": source.size, "stream": source.stream}
    at = f"sources.{k}"
    if source.rates is None:
        arrays[f"{at}.steps"], arrays[f"{at}.members"] = source.steps, source.members
        return {**found, "spikes": source.steps.size}
    if not isinstance(source.rates, np.ndarray):
        return {**found, "over_time": _over_time(source.rates, at, arrays)}
    if source.shared("rate"):
        return {**found, "rate": float(source.rates[0])}
    arrays[f"{at}.rate"] = source.rates
    return {**found, "rate": None}


def _projection(
    projection: Projection, k: int, dt: float, arrays: dict[str, Any]
) -> dict[str, Any]:
    found, synapses, at = projection, projection.synapses, f"projections.{k}"
    arrays[f"{at}.starts"], arrays[f"{at}.targets"] = synapses.starts, synapses.targets
    arrays[f"{at}.weights"] = synapses.weights
    signed = found.excitatory_fraction is not None and not isinstance(found.weights, Distribution)
    weights = None if signed else _given(found.weights, synapses.weights)
    delays = _given(found.delays, synapses.delays * dt)
    if not isinstance(delays, float):
        arrays[f"{at}.delays"] = synapses.delays
    return {
        "name": found.name,
        "pre": found.pre.name,
        "post": found.post.name,
        "target": found.target,
        "weights": weights,
        "delays": delays,
        "excitatory_fraction": found.excitatory_fraction,
        "plasticity": _of_kind(found.plasticity),
        "short_term": _of_kind(found.short_term),
        "stream": found.draws[1],
    }


@dataclass(frozen=True, eq=False)
class _Stored(Rule):
    """Synapses as a file has them; delays in steps, or None."""

    starts: IndexArray
    targets: NDArray[np.int32]
    weights: FloatArray
    delays: NDArray[Any] | None
    dt: float

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(self.targets.size)

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        yield building(1.0)
        late = None if self.delays is None else self.delays * self.dt
        return Pairs(self.starts, self.targets, self.weights, late)


class _Archive:
    """The arrays of a file, of which each is read after its size was checked."""

    def __init__(self, stored: Any) -> None:
        self._stored = stored
        self._sizes = {member.filename: member.file_size for member in stored.zip.infolist()}

    @property
    def names(self) -> list[str]:
        """Names of the arrays."""
        found: list[str] = self._stored.files
        return found

    def array(self, name: str, kind: str, shape: tuple[int, ...] | None, most: int) -> NDArray[Any]:
        """Return an array of a kind of numbers, a shape, and at most so many bytes."""
        if name not in self.names:
            raise ParameterError("file", name, msg("is missing"))
        size = self._sizes[f"{name}.npy"]
        if size > most + HEADER_BYTES:
            raise ParameterError(
                "file",
                msg("{name} of {size} bytes", name=name, size=Number(size, form=",")),
                msg("at most {most} are possible here", most=Number(most, form=",")),
            )
        array = self._stored[name]
        if array.dtype.kind not in kind or (shape is not None and array.shape != shape):
            what = f"{array.dtype} {array.shape}"
            raise ParameterError("file", msg("{name} is {what}", name=name, what=what), _SHAPE)
        found: NDArray[Any] = array
        return found


_SHAPE = msg("its shape or type is not that of such a network")


def read(file: str | Path | BinaryIO, build: Callable[..., Network], memory_limit: int) -> Network:
    """Build a network from a file, at the state that was saved.

    Parameters
    ----------
    file : path or binary file
    build : callable
        Makes an empty network.
    memory_limit : int
        Limit of the network, bytes.

    Raises
    ------
    ParameterError
        If it is not such a file.
    OSError
        If there is no such file.
    """
    try:
        with np.load(file, allow_pickle=False) as stored:
            return _built(_Archive(stored), build, memory_limit)
    except (ParameterError, FileNotFoundError, IsADirectoryError, PermissionError):
        raise
    except Exception as reason:  # each kind of damage has its own kind of error
        text = f"{type(reason).__name__}: {reason}"
        raise ParameterError(
            "file", file, msg("is not a network that `save` wrote: {reason}", reason=text)
        ) from reason


def _built(archive: _Archive, build: Callable[..., Network], memory_limit: int) -> Network:
    description = _description(archive)
    options = {name: description[name] for name in _OPTIONS}
    net = build(**options, memory_limit=memory_limit)
    for k, found in enumerate(_parts(description, "populations")):
        _add_population(net, found, f"populations.{k}", archive)
    for k, found in enumerate(_parts(description, "sources")):
        _add_source(net, found, f"sources.{k}", archive)
    for k, found in enumerate(_parts(description, "projections")):
        _add_projection(net, found, f"projections.{k}", archive)
    if description["pulse"]:
        net.random_pulses(description["pulse"])
    plan = net.plan(integer(description["longest"], "longest", low=1, high=LONGEST_DELAY))
    model, arrays = State.initial(plan).arrays(), {}
    for name in state_names(archive.names):
        most = model[name].nbytes if name in model else 0
        if name == "past":
            most = 8 * plan.most_fired * model["past_lengths"].size
        arrays[name] = archive.array(name, "biuf", None, most)
    net.restore(checked(arrays, plan))
    return net


def _description(archive: _Archive) -> dict[str, Any]:
    text = archive.array("network", "u", None, _MAX_DESCRIPTION)
    found = json.loads(text.tobytes())
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise ParameterError("file", "network", msg("does not describe a network"))
    if found.get("version") != VERSION:
        allowed = msg("this program reads version {version}", version=VERSION)
        raise ParameterError("file", msg("version {of}", of=str(found.get("version"))), allowed)
    return found


def _parts(description: Mapping[str, Any], kind: str) -> Iterable[dict[str, Any]]:
    parts = description[kind]
    if not isinstance(parts, list) or len(parts) > _MAX_PARTS:
        allowed = msg("must be a list of at most {most}", most=Number(_MAX_PARTS, form=","))
        raise ParameterError("file", kind, allowed)
    return parts


def _stream(found: Mapping[str, Any]) -> int:
    return integer(found["stream"], "stream", low=0, high=MAX_STEP)


def _add_population(net: Network, found: Mapping[str, Any], at: str, archive: _Archive) -> None:
    size = integer(found["size"], "size", low=1, high=10_000_000)
    fields = dict(found["parameters"])
    parameters = Parameters(**{**fields, "drive": _made(fields["drive"])})
    numbers = found["values"]
    values = {
        name: numbers[name]
        if name in numbers
        else archive.array(f"{at}.{name}", "f", (size,), 8 * size)
        for name in NAMES
    }
    population = net.population(
        size,
        parameters,
        name=found["name"],
        conductance=found["conductance"],
        tau=found["tau"],
        stimulus=_from_text(found["stimulus"], at, archive),
        **values,
    )
    own = {name: archive.array(f"{at}.own_{name}", "b", (size,), size) for name in _START}
    given = {name: _back(text, values[name]) for name, text in found["given"].items()}
    population.restored(given, own, _stream(found))


def _back(text: Any, array: Any) -> Any:
    """Return what values were made from: a number, a distribution, or these themselves."""
    if text is None:
        return array
    return parse_distribution(text) if isinstance(text, str) else float(text)


def _made(found: Any) -> Any:
    """Return a rule from its kind and its fields."""
    if found is None:
        return None
    fields = dict(found)
    kind = fields.pop("kind")
    if kind not in _KINDS:
        raise ParameterError("file", kind, msg("must be one of {names}", names=", ".join(_KINDS)))
    return _KINDS[kind](**fields)


def _from_text(found: Any, at: str, archive: _Archive) -> Any:
    if found is None:
        return None
    if isinstance(found, str):
        return parse(found)
    name = f"{at}.samples"
    return Sampled(archive.array(name, "f", None, 8 * MAX_SYNAPSES), found["dt"])


def _add_source(net: Network, found: Mapping[str, Any], at: str, archive: _Archive) -> None:
    size = integer(found["size"], "size", low=1, high=10_000_000)
    name, stream = found["name"], _stream(found)
    if "spikes" in found:
        n = integer(found["spikes"], "spikes", low=0, high=net.memory_limit // 16)
        steps, members = (
            integers(archive.array(f"{at}.{part}", "iu", (n,), 8 * n), part, 0, high)
            for part, high in (("steps", MAX_STEP), ("members", size - 1))
        )
        order = np.argsort(members, kind="stable")
        # In the middle of each step, so that no rounding can move a spike into another one.
        times = (steps[order] + 0.25) * net.dt
        ends = np.cumsum(np.bincount(members, minlength=size))[:-1]
        net.spike_times(np.split(times, ends), name=name).restored(stream)
        return
    if "over_time" in found:
        rate = _from_text(found["over_time"], at, archive)
    elif found["rate"] is not None:
        rate = found["rate"]
    else:
        rate = archive.array(f"{at}.rate", "f", (size,), 8 * size)
    net.poisson(size, rate, name=name).restored(stream)


def _add_projection(net: Network, found: Mapping[str, Any], at: str, archive: _Archive) -> None:
    pre, post = net[found["pre"]], net[found["post"]]
    real = np.dtype(net.precision)
    starts = archive.array(f"{at}.starts", "iu", (pre.size + 1,), 8 * (pre.size + 1))
    n = integer(int(starts[-1]), "starts", low=0, high=MAX_SYNAPSES)
    if n * (4 + real.itemsize) > net.memory_limit:
        size = Number(n * (4 + real.itemsize) / 1e6, form=",.0f")
        raise ParameterError(
            "memory_limit", net.memory_limit, msg("{n} synapses take {size} MB", n=n, size=size)
        )
    weights = archive.array(f"{at}.weights", "f", (n,), real.itemsize * n)
    given = _back(found["delays"], None)
    stored = _Stored(
        starts.astype(np.int64),
        archive.array(f"{at}.targets", "iu", (n,), 4 * n).astype(np.int32),
        weights.astype(np.float64),
        None if isinstance(given, float) else archive.array(f"{at}.delays", "iu", (n,), 4 * n),
        net.dt,
    )
    projection = net.connect(
        pre,
        post,
        stored,
        delays=given if isinstance(given, float) else None,
        target=found["target"],
        plasticity=_made(found["plasticity"]),
        short_term=_made(found["short_term"]),
        name=found["name"],
    )
    own = projection.synapses
    projection.restored(
        _back(found["weights"], own.weights),
        own.delays * net.dt if given is None else given,
        found["excitatory_fraction"],
        _stream(found),
    )

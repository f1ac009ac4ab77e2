"""A network that is built again from a file.

Nothing in the file is believed: each array is read only if it is as large as it must be, and goes
through the checks of the calls that build a network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.arrays import integers
from izhikevich.network.connectivity.rules import (
    LARGEST_POPULATION,
    MAX_SYNAPSES,
    Pairs,
    Rule,
    Work,
)
from izhikevich.network.files.archive import Archive
from izhikevich.network.files.identity import check_identity
from izhikevich.network.files.inputs import read_input
from izhikevich.network.files.values import flag, read_given
from izhikevich.network.files.writing import FORMAT, OPTIONS, START, VERSION
from izhikevich.network.inputs import sources_of
from izhikevich.network.monitors import SPIKE
from izhikevich.network.neuron_values import NAMES
from izhikevich.network.plasticity import RULES
from izhikevich.network.populations import MAX_STEP
from izhikevich.network.simulation.state import State, checked, state_names
from izhikevich.network.synapses import kinetics
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.network.synapses.synapses import LONGEST_DELAY
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.progress import building
from izhikevich.units import integer

if TYPE_CHECKING:
    from izhikevich.network.network import Network

_MAX_DESCRIPTION = 16_000_000  # bytes of JSON
_MAX_PARTS = 10_000
_KINDS: Mapping[str, Callable[..., Any]] = {
    **RULES,
    **{kind.__name__: kind for kind in (ShortTerm, LinearDrive, CubicDrive, PiecewiseDrive)},
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
            return _built(Archive(stored, memory_limit), build)
    except (ParameterError, FileNotFoundError, IsADirectoryError, PermissionError):
        raise
    except Exception as reason:  # each kind of damage has its own kind of error
        text = f"{type(reason).__name__}: {reason}"
        raise ParameterError(
            "file", file, msg("is not a network that `save` wrote: {reason}", reason=text)
        ) from reason


def _built(archive: Archive, build: Callable[..., Network]) -> Network:
    description = _description(archive)
    options = {name: description[name] for name in OPTIONS}
    net = build(**options, memory_limit=archive.limit)
    for k, found in enumerate(_parts(description, "populations")):
        _add_population(net, found, f"populations.{k}", archive)
    for k, found in enumerate(_parts(description, "sources")):
        _add_source(net, found, f"sources.{k}", archive)
    for k, found in enumerate(_parts(description, "projections")):
        _add_projection(net, found, f"projections.{k}", archive)
    for k, found in enumerate(_parts(description, "injections")):
        _add_injection(net, found, f"injections.{k}", archive)
    for k, found in enumerate(_parts({"couplings": [], **description}, "couplings")):
        _add_coupling(net, found, f"couplings.{k}", archive)
    if description["pulse"]:
        net.random_pulses(description["pulse"])
    check_identity(net, archive)
    plan = net.plan(integer(description["longest"], "longest", low=1, high=LONGEST_DELAY))
    model, arrays = State.initial(plan).arrays(), {}
    for name in state_names(archive.names):
        most = model[name].nbytes if name in model else 0
        if name == "past":
            most = 8 * plan.most_fired * model["past_lengths"].size
        arrays[name] = archive.array(name, "biuf", None, most)
    net.restore(checked(arrays, plan))
    for k, found in enumerate(_parts(description, "monitors")):
        _add_monitor(net, found, f"monitors.{k}", archive)
    return net


def _description(archive: Archive) -> dict[str, Any]:
    text = archive.array("network", "u", None, _MAX_DESCRIPTION)
    found = json.loads(text.tobytes())
    if not isinstance(found, dict) or found.get("format") != FORMAT:
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


def _add_population(net: Network, found: Mapping[str, Any], at: str, archive: Archive) -> None:
    size = integer(found["size"], "size", low=1, high=LARGEST_POPULATION)
    fields = dict(found["parameters"])
    parameters = Parameters(**{**fields, "drive": _made(fields["drive"])})
    numbers = found["values"]
    values: dict[str, Any] = {
        name: numbers[name] if name in numbers else archive.array(f"{at}.{name}", "f", (size,))
        for name in NAMES
    }
    population = net.population(
        size,
        parameters,
        name=found["name"],
        conductance=found["conductance"],
        tau=kinetics.read(found["tau"]),
        **values,
    )
    own = {name: archive.array(f"{at}.own_{name}", "b", (size,)) for name in START}
    given = {name: read_given(text, values[name]) for name, text in found["given"].items()}
    stimulus = read_input(found["stimulus"], f"{at}.stimulus", archive)
    population.restored(given, own, _stream(found), stimulus)
    population.silence(found.get("silent", False))


def _made(found: Any) -> Any:
    """Return a rule from its kind and its fields."""
    if found is None:
        return None
    fields = dict(found)
    kind = fields.pop("kind")
    if kind not in _KINDS:
        raise ParameterError("file", kind, msg("must be one of {names}", names=", ".join(_KINDS)))
    own = {name: _made(x) if isinstance(x, dict) else x for name, x in fields.items()}
    return _KINDS[kind](**own)


def _add_source(net: Network, found: Mapping[str, Any], at: str, archive: Archive) -> None:
    size = integer(found["size"], "size", low=1, high=LARGEST_POPULATION)
    name, stream = found["name"], _stream(found)
    origin = integer(found["origin"], "origin", low=0, high=MAX_STEP)
    most = integer(found.get("most", 0), "most", low=0, high=net.memory_limit // 16)
    if "jitter" in found:
        own = [
            archive.array(f"{at}.{each}", "f", (size,)) if found[each] is None else found[each]
            for each in ("rate", "phase")
        ]
        regular = net.regular(size, own[0], phase=own[1], jitter=found["jitter"], name=name)
        regular.restored(stream, origin, most, True)
        return
    if "most" in found:
        times = archive.array(f"{at}.times", "f")
        lengths = archive.array(f"{at}.lengths", "iu", (size,))
        lengths = integers(lengths, "lengths", 0, times.size)
        if lengths.sum() != times.size:
            allowed = msg("must add up to {size}", size=times.size)
            raise ParameterError("lengths", int(lengths.sum()), allowed)
        source = net.spike_times(np.split(times, np.cumsum(lengths)[:-1]), name=name)
        source.restored(stream, origin, most, flag(found, "repeats"))
        return
    rate: Any = found.get("rate")
    if "over_time" in found:
        rate = read_input(found["over_time"], f"{at}.rate", archive)
    elif rate is None:
        rate = archive.array(f"{at}.rate", "f", (size,))
    source = net.poisson(size, 0.0, name=name)
    source.restored(stream, origin, 0, False)
    source.rate = rate  # what it draws is that of its stream


def _add_projection(net: Network, found: Mapping[str, Any], at: str, archive: Archive) -> None:
    pre, post = net[found["pre"]], net[found["post"]]
    given = read_given(found["delays"], None)
    stored = _stored(net, pre.size, at, archive, different=not isinstance(given, float))
    projection = net.connect(
        pre,
        post,
        stored,
        delays=given if isinstance(given, float) else None,
        target=found["target"],
        plasticity=_made(found["plasticity"]),
        short_term=_made(found["short_term"]),
        dopamine=net[found["dopamine"]] if "dopamine" in found else None,
        name=found["name"],
    )
    own = projection.synapses
    projection.restored(
        read_given(found["weights"], own.weights),
        own.delays * net.dt if given is None else given,
        found["excitatory_fraction"],
        _stream(found),
    )
    if "learning" in found:
        projection.learning = flag(found, "learning")


def _stored(net: Network, n_pre: int, at: str, archive: Archive, different: bool) -> _Stored:
    """Return the synapses that a file has, with delays if these are different."""
    real = np.dtype(net.precision)
    starts = archive.array(f"{at}.starts", "iu", (n_pre + 1,))
    n = integer(int(starts[-1]), "starts", low=0, high=MAX_SYNAPSES)
    if n * (4 + real.itemsize) > net.memory_limit:
        size = Number(n * (4 + real.itemsize) / 1e6, form=",.0f")
        raise ParameterError(
            "memory_limit", net.memory_limit, msg("{n} synapses take {size} MB", n=n, size=size)
        )
    return _Stored(
        starts.astype(np.int64),
        archive.array(f"{at}.targets", "iu", (n,), 4 * n).astype(np.int32),
        archive.array(f"{at}.weights", "f", (n,), real.itemsize * n).astype(np.float64),
        archive.array(f"{at}.delays", "iu", (n,), 4 * n) if different else None,
        net.dt,
    )


def _add_injection(net: Network, found: Mapping[str, Any], at: str, archive: Archive) -> None:
    post = net[found["post"]]
    if found["over_time"] is None:
        pre = net[found["pre"]]
        size = pre.size
    else:
        timed = read_input(found["over_time"], f"{at}.pre", archive)
        assert timed is not None  # as it has something
        pre, size = timed, sources_of(timed, post.size)
    injection = net.inject(
        pre,
        post,
        _stored(net, size, at, archive, different=False),
        target=found["target"],
        variable=found["variable"],
        name=found["name"],
    )
    given = read_given(found.get("given"), injection.synapses.weights)  # older files do not say it
    injection.restored(given, flag(found, "one_weight"), _stream(found))


def _add_coupling(net: Network, found: Mapping[str, Any], at: str, archive: Archive) -> None:
    pre, post = net[found["pre"]], net[found["post"]]
    stored = _stored(net, pre.size, at, archive, different=False)
    coupling = net.couple(pre, post, stored, name=found["name"])
    given = read_given(found.get("given"), coupling.synapses.weights)  # older files do not say it
    coupling.restored(given, flag(found, "one_weight"), _stream(found))


def _add_projection_monitor(
    net: Network, found: Mapping[str, Any], at: str, archive: Archive
) -> None:
    names, some = list(found["variables"]), f"{at}.synapses"
    synapses = archive.array(some, "iu") if some in archive.names else None  # all
    monitor = net.monitor(
        net[found["projection"]], names, synapses=synapses, start=flag(found, "recording")
    )
    steps = integers(archive.array(f"{at}.steps", "iu"), "steps", 0, MAX_STEP)
    kept = {
        name: archive.array(f"{at}.{name}", "f", (steps.size, monitor.width(name)))
        for name in monitor.variables
    }
    monitor.restored(*_sampling(found), {"steps": steps, **kept})


def _sampling(found: Mapping[str, Any]) -> tuple[int, int]:
    """Return the steps between two samples of a monitor, and those before the first."""
    period = integer(found["period"], "period", low=1, high=MAX_STEP)
    return period, integer(found["first"], "first", low=0, high=MAX_STEP)


def _add_monitor(net: Network, found: Mapping[str, Any], at: str, archive: Archive) -> None:
    if "projection" in found:
        _add_projection_monitor(net, found, at, archive)
        return
    population, names = net[found["population"]], list(found["variables"])
    ranks = integers(archive.array(f"{at}.ranks", "iu"), "ranks", 0, population.size - 1)
    recorded = [*names, *([SPIKE] if flag(found, "spikes") else [])]
    monitor = net.monitor(population[ranks], recorded, start=flag(found, "recording"))
    n = monitor.ranks.size
    if n < ranks.size:
        raise ParameterError("file", f"{at}.ranks", msg("must have each neuron once"))
    steps = integers(archive.array(f"{at}.steps", "iu"), "steps", 0, MAX_STEP)
    times = archive.array(f"{at}.times", "f")
    who = integers(archive.array(f"{at}.who", "iu", times.shape), "who", 0, n - 1)
    spans = archive.array(f"{at}.spans", "iu")
    if spans.ndim != 2:
        raise ParameterError("file", f"{at}.spans", msg("must have two columns"))
    kept = {
        "steps": steps,
        "samples": archive.array(f"{at}.samples", "f", (len(monitor.variables), steps.size, n)),
        "times": times,
        "who": who,
        "spans": integers(spans.ravel(), "spans", 0, MAX_STEP).reshape(-1, 2),
    }
    monitor.restored(*_sampling(found), kept)

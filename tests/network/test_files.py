"""A network that is saved and built again: the same values, and the same spikes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import CELL_TYPES, Network, ParameterError, SimulationError, engine, networks
from izhikevich.network import (
    STDP,
    FixedProbability,
    FromMatrix,
    Normal,
    Polychronous,
    ShortTerm,
    Uniform,
)
from izhikevich.neuron.stimuli.stimulus import Stimulus

from .test_interruptions import assert_alike, joined

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)


def everything(short_term: bool = True, **options: Any) -> Network:
    """A network with all that a file can have."""
    net = Network(seed=7, **options)
    cells = net.population(
        9,
        name="cells",
        i_offset=8.0,
        noise=3.0,
        a=Uniform(0.02, 0.03),
        d=np.linspace(6.0, 8.0, 9),
        u0=-12.0,
        tau={"exc": 5.0},
        tau_refrac=3.0,
    )
    source = net.spike_times([[1.0, 1.1, 1.2, 30.0, 55.0], [2.0]], name="given")
    net.connect(
        cells,
        cells,
        FixedProbability(0.5),
        weights=Normal(0.5, 0.1),
        delays=Uniform(1.0, 6.0),
        plasticity=STDP(w_min=-1.0),
    )
    others = net.population(
        4, "LTS", name="others", conductance="g_exc * (1 + g_nmda) - g_inh", stimulus="sine(4,20)"
    )
    series = net.population(3, CELL_TYPES["RS_2007"], name="series", stimulus=np.arange(90.0) * 4)
    poisson = net.poisson(5, np.linspace(10.0, 90.0, 5), name="poisson")
    steady, rising = net.poisson(2, 50.0, name="steady"), net.poisson(2, "step(90,30)", name="r")
    net.connect(cells, others, weights=0.5, delays=3.0, plasticity=Polychronous())
    net.connect(source, cells, weights=1.0, delays=2.0, plasticity=STDP())
    net.connect(poisson, others, FromMatrix(np.arange(20.0).reshape(4, 5) / 9), target="nmda")
    net.connect(steady, series, weights=40.0, excitatory_fraction=0.5)
    net.connect(rising, cells, weights=2.0)
    if short_term:
        net.connect(source, others, weights=1.0, delays=4.0, short_term=ShortTerm())
    net.random_pulses(3.0)
    return net


def written(net: Network) -> bytes:
    file = io.BytesIO()
    net.save(file)
    return file.getvalue()


def again(net: Network, **options: Any) -> Network:
    return Network.from_file(io.BytesIO(written(net)), **options)


@ENGINES
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=15, deadline=None)
@given(
    cut=st.integers(0, 80),
    options=st.fixed_dictionaries(
        {
            "precision": st.sampled_from(["float64", "float32"]),
            "scheme": st.sampled_from(["forward", "half_step", "euler"]),
            "scaling": st.sampled_from(["step", "charge"]),
            "short_term": st.booleans(),
        }
    ),
)
def test_it_continues_as_if_it_had_not_been_interrupted(
    which: str, cut: int, options: dict[str, Any]
) -> None:
    whole, first = everything(**options), everything(**options)
    with engine.use(which):
        one = whole.run(90.0)
        part = first.run(float(cut))
        second = again(first)
        assert second.time == cut
        rest = second.run(90.0 - cut)
    assert_alike(joined(one), joined(part, rest))
    assert_alike(whole.state().arrays(), second.state().arrays())
    second.reset()
    with engine.use(which):
        assert_alike(joined(one), joined(second.run(90.0)))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("run", [0.0, 30.0])
def test_values_are_kept_as_they_were_given(run: float) -> None:
    net = everything()
    cells, others = net["cells"], net["others"]
    cells.noise = 2.0
    others.c = Uniform(-60.0, -50.0)
    cells.b[3] = 0.25
    net.run(run)
    back = again(net)
    for part in net.populations:
        other = back[part.name]
        assert repr(other) == repr(part)
        for name in part.names():
            np.testing.assert_array_equal(other[name], part[name], err_msg=name)
            assert other[name].shared == part[name].shared, name
    for source in net.sources:
        other = back[source.name]
        assert repr(other) == repr(source)
        for name in ("steps", "members"):
            np.testing.assert_array_equal(getattr(other, name), getattr(source, name))
        if isinstance(source.rates, np.ndarray):
            np.testing.assert_array_equal(other.rate, source.rate)
            assert other.rate.shared == source.rate.shared  # type: ignore[union-attr]
        else:
            assert other.rates == source.rates
    for one, other in zip(net.projections, back.projections, strict=True):
        assert repr(other) == repr(one)
        assert (other.plasticity, other.short_term) == (one.plasticity, one.short_term)
        for name in ("w", "delay"):
            np.testing.assert_array_equal(other[name], one[name])
            assert other[name].shared == one[name].shared, (one.name, name)
    assert back["cells"].given["a"] == Uniform(0.02, 0.03)
    assert isinstance(back["others"].stimulus, Stimulus)
    assert back["others"].stimulus == others.stimulus
    # What is drawn or added from now on is the same as well.
    for each in (net, back):
        each.reset()
        each["cells"].noise = Uniform(1.0, 3.0)
        each.projections[0].w = Uniform(0.0, 1.0)
        each["cells"].b = 0.22  # v0 follows where it was not given
        each.poisson(3, Uniform(1.0, 50.0), name="late")
        each.connect(each["late"], each["cells"], FixedProbability(0.5))
    assert_alike(joined(net.run(60.0)), joined(back.run(60.0)))
    assert_alike(net.state().arrays(), back.state().arrays())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make", [networks.cortical_2003, networks.ring, networks.feedforward])
def test_ready_made_networks(make: Callable[..., Network], tmp_path: Path) -> None:
    net = make(seed=3)
    net.run(20.0)
    net.save(tmp_path / "net.npz")
    back = Network.from_file(tmp_path / "net.npz")
    assert_alike(joined(net.run(50.0)), joined(back.run(50.0)))
    assert_alike(net.state().arrays(), back.state().arrays())


def test_delays_that_were_longer() -> None:
    net = everything()
    net.run(20.0)
    net.projections[3].delay = 40.0
    net.run(5.0)
    net.projections[3].delay = 2.0
    back = again(net)
    assert_alike(joined(net.run(60.0)), joined(back.run(60.0)))


def test_a_state_is_taken_by_an_equal_network() -> None:
    net, other = everything(), everything()
    net.run(20.0)
    other.load(io.BytesIO(written(net)))
    assert_alike(joined(net.run(40.0)), joined(other.run(40.0)))


class Strange(Stimulus):
    def sample(self, t: Any) -> Any:
        return 0.0 * t


def test_what_cannot_be_written() -> None:
    net = Network()
    net.population(2, stimulus=Strange())
    with pytest.raises(ParameterError):
        written(net)


def arrays_of(content: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(content)) as found:
        return dict(found)


@cache
def _whole() -> bytes:
    net = everything()
    net.run(10.0)
    return written(net)


def changed(edit: Callable[[dict[str, Any], dict[str, Any]], object]) -> io.BytesIO:
    """A file whose description and arrays were edited."""
    arrays = arrays_of(_whole())
    description = json.loads(arrays["network"].tobytes())
    edit(description, arrays)
    if "network" in arrays:
        arrays["network"] = np.frombuffer(json.dumps(description).encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    return file


def put(path: str, value: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    def edit(description: dict[str, Any], arrays: dict[str, Any]) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        at: Any = description
        for step in way:
            at = at[step]
        at[last] = value

    return edit


def put_array(name: str, value: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda description, arrays: arrays.update({name: value})


HOSTILE: list[Any] = [
    None, -1, 0, 1e300, 1 << 70, "", "x", "__import__('os').system('echo')", [], [1], {}, {"a": 1},
    True, [[[]]],
]  # fmt: skip
PATHS = [
    "format", "version", "dt", "seed", "scheme", "scaling", "precision", "pulse", "longest",
    "populations", "sources", "projections", "populations/0", "populations/0/name",
    "populations/0/size", "populations/0/parameters", "populations/0/parameters/a",
    "populations/0/parameters/drive", "populations/0/parameters/drive/kind",
    "populations/0/conductance", "populations/0/tau", "populations/0/tau/exc",
    "populations/1/stimulus", "populations/2/stimulus/dt", "populations/0/values",
    "populations/0/values/noise", "populations/0/given", "populations/0/given/a",
    "populations/0/stream", "sources/0/size", "sources/0/spikes", "sources/1/rate",
    "sources/2/rate", "sources/3/over_time", "sources/0/stream", "projections/0/pre",
    "projections/0/post", "projections/0/target", "projections/0/weights", "projections/0/delays",
    "projections/0/plasticity", "projections/0/plasticity/kind", "projections/0/plasticity/w_max",
    "projections/4/excitatory_fraction", "projections/0/stream", "projections/6/short_term",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_description_is_refused_or_harmless(path: str) -> None:
    refused = 0
    for value in HOSTILE:
        try:
            net = Network.from_file(changed(put(path, value)), memory_limit=50_000_000)
            net.run(5.0)
        except SimulationError:  # a network that diverges is one
            continue
        except ParameterError as error:
            assert str(error)  # noqa: PT017
            refused += 1
    assert refused > 4


ARRAYS = sorted(set(arrays_of(_whole())) - {"network"})
#: Arrays of any length, and those that earlier versions did not have.
ANY_LENGTH, OPTIONAL = {"populations.2.samples", "past"}, {"thrown"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ARRAYS)
def test_a_hostile_array_is_refused_or_harmless(name: str) -> None:
    array = arrays_of(_whole())[name]
    changes: list[Any] = [
        array.astype("U8"),
        array.astype(complex),
        array.reshape((1, *array.shape)),
    ]
    if name not in ANY_LENGTH:
        changes += [np.zeros(5_000_000), np.concatenate([array.ravel(), array.ravel()])]
    for value in changes:
        with pytest.raises(ParameterError):
            Network.from_file(changed(put_array(name, value)))
    if name not in OPTIONAL:
        with pytest.raises(ParameterError):
            Network.from_file(changed(lambda d, a: a.pop(name)))
    for value in (-1, 1e9, np.nan, np.inf, -(1 << 62)):
        worse = array.astype(np.float64) if array.dtype.kind == "b" else array.copy()
        with np.errstate(all="ignore"):
            worse[(-1,) * worse.ndim] = np.array(value).astype(worse.dtype) if worse.size else 0
        try:
            Network.from_file(changed(put_array(name, worse))).run(5.0)
        except (ParameterError, SimulationError) as error:
            assert str(error)  # noqa: PT017


def test_files_that_are_no_networks(tmp_path: Path) -> None:
    whole = _whole()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("network.npy", bytes(40_000_000))
    for content in (b"", b"PK\x03\x04", b"text", whole[:-40], whole[: len(whole) // 2]):
        with pytest.raises(ParameterError, match="file = "):
            Network.from_file(io.BytesIO(content))
    with pytest.raises(ParameterError, match=r"of 40,000,000 bytes' .*at most 16,000,000"):
        Network.from_file(io.BytesIO(bomb.getvalue()))
    with pytest.raises(ParameterError, match=r"version 2' .*reads version 1"):
        Network.from_file(changed(put("version", 2)))
    with pytest.raises(FileNotFoundError):
        Network.from_file(tmp_path / "none.npz")
    with pytest.raises(ParameterError, match="file = 5"):
        Network.from_file(5)  # type: ignore[arg-type]


def test_a_network_for_which_there_is_no_room() -> None:
    with pytest.raises(ParameterError, match="MB"):
        again(everything(), memory_limit=2_000)

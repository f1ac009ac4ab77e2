"""A state from outside is checked field by field before anything runs from it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import Network, ParameterError, SimulationError, engine, networks
from izhikevich.network import STDP, Alpha, Polychronous, ShortTerm, Uniform
from izhikevich.network.simulation.state import State

Arrays = dict[str, Any]


def everything(short_term: bool = True, **options: Any) -> Network:
    """A network that has every field of a state. Only without short-term plasticity is it run by
    the compiled engine.
    """
    net = Network(seed=2, **{"scheme": "forward", **options})
    cells = net.population(9, i_offset=8.0, noise=3.0, tau={"exc": 5.0}, tau_refrac=3.0)
    others = net.population(4, i_offset=5.0, tau={"inh": Alpha(3.0)})
    source = net.spike_times([[1.0, 1.1, 1.2, 30.0], [2.0]])
    net.connect(cells, cells, weights=0.5, delays=Uniform(1.0, 6.0), plasticity=STDP(w_min=-1.0))
    net.connect(cells, others, weights=0.5, delays=3.0, plasticity=Polychronous())
    net.connect(source, cells, weights=1.0, delays=2.0, plasticity=STDP())
    net.connect(cells, others, weights=0.1, target="inh")
    if short_term:
        net.connect(source, others, weights=1.0, delays=4.0, short_term=ShortTerm())
    return net


def written(net: Network) -> Arrays:
    file = io.BytesIO()
    net.save(file)
    file.seek(0)
    with np.load(file) as arrays:
        return dict(arrays)


def loaded(net: Network, arrays: Arrays) -> None:
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    net.load(file)


@pytest.fixture(scope="module")
def good() -> Arrays:
    net = everything()
    net.run(40.0)
    return written(net)


NAMES = list(everything().state().arrays())
FLOATS = [n for n in NAMES if everything().state().arrays()[n].dtype.kind == "f"]


def test_what_was_saved_is_taken_and_goes_on_alike(good: Arrays) -> None:
    whole, again = everything(), everything()
    whole.run(40.0)
    loaded(again, good)
    one, other = whole.run(60.0), again.run(60.0)
    assert one.times.size > 10
    np.testing.assert_array_equal(one.times, other.times)
    for p, q in zip(whole.projections, again.projections, strict=True):
        np.testing.assert_array_equal(whole.weights(p), again.weights(q))


def put(value: Any) -> Callable[[Any], Any]:
    def change(array: Any) -> Any:
        changed = array.copy()
        changed[(0,) * array.ndim] = value
        return changed

    return change


TAMPERED: list[tuple[str, Callable[[Any], Any]]] = [
    *[("step", lambda _, v=value: np.array(v)) for value in (-1, -(10**6), 1 << 60, -(1 << 63))],
    *[("step", lambda _, v=value: np.array(v)) for value in (1.5, np.nan, "3", True, 1 << 63)],
    ("step", lambda a: a.reshape(1)),
    *[(name, lambda a: a[..., :-1]) for name in NAMES if name not in ("step", "past")],
    *[(name, lambda a: np.concatenate([a, a])) for name in NAMES if name not in ("step", "past")],
    *[(name, lambda a: a.reshape((1, *a.shape))) for name in NAMES],
    *[(name, lambda a: a.astype(np.float32)) for name in NAMES],
    *[(name, lambda a: a.astype(">f8")) for name in NAMES],
    *[(name, lambda a: a.astype("U8")) for name in NAMES],
    *[(name, lambda a: a.astype(complex)) for name in NAMES],
    *[(name, put(np.nan)) for name in FLOATS],
    *[(name, put(np.inf)) for name in FLOATS],
    *[("v", put(value)) for value in (1e6, -1e6, 1e300)],
    *[("frozen", put(value)) for value in (-1, 4, 1 << 62)],
    ("frozen", lambda a: np.where(np.arange(a.size) == 12, 1, 0)),  # of a cell that never is
    *[("past_lengths", put(value)) for value in (-1, 10**9, 1 << 62)],
    ("past_lengths", lambda a: a + 1),
    *[("past", lambda _, v=value: np.full(3, v)) for value in (-1, 15, 1 << 40)],
    ("past", lambda a: np.append(a, 0)),
    *[("plastic.0.weights", put(value)) for value in (-1.01, 10.1)],
    *[("plastic.1.weights", put(value)) for value in (-0.01, 10.1)],
    *[(f"plastic.{k}.{trace}", put(-0.1)) for k in (0, 1, 2) for trace in ("pre", "post")],
    *[(f"depressing.0.{name}", put(v)) for name in "xu" for v in (-0.01, 1.01)],
    *[("depressing.0.last", put(value)) for value in (-1.0, 41.0, 1e300)],
]


@pytest.mark.parametrize(("name", "change"), TAMPERED)
def test_each_field_is_checked_by_name(
    good: Arrays, name: str, change: Callable[[Any], Any]
) -> None:
    net = everything()
    net.run(5.0)
    before = net.state().arrays()
    changed = change(good[name])
    if changed.dtype == good[name].dtype and np.array_equal(changed, good[name]):
        pytest.fail("nothing was changed")
    with pytest.raises(ParameterError, match=f"^{name}(_lengths)? of the state = "):
        loaded(net, {**good, name: changed})
    for field, array in net.state().arrays().items():
        np.testing.assert_array_equal(array, before[field])


@pytest.mark.parametrize("name", [name for name in NAMES if name != "thrown"])
def test_a_field_that_is_missing(good: Arrays, name: str) -> None:
    rest = {key: array for key, array in good.items() if key != name}
    with pytest.raises(ParameterError, match=f"state = '{name}' is not allowed: is missing"):
        loaded(everything(), rest)


@pytest.mark.parametrize(
    "name", ["plastic.3.weights", "plastic.x", "plastic.-1.pre", "a", "copy.1"]
)
def test_a_field_that_is_too_many(good: Arrays, name: str) -> None:
    with pytest.raises(ParameterError, match=f"state = '{name}' is not allowed: is not part"):
        loaded(everything(), {**good, name: np.zeros(3)})


def test_a_state_of_another_precision(good: Arrays) -> None:
    with pytest.raises(ParameterError, match=r"must be float32: the state is of a network of an"):
        loaded(everything(precision="float32"), good)


def test_whole_numbers_of_another_width_are_taken(good: Arrays) -> None:
    narrow = {n: a.astype(np.int32) if a.dtype.kind == "i" else a for n, a in good.items()}
    net = everything()
    loaded(net, narrow)
    assert net.time == 40.0


@pytest.mark.parametrize("step", [-(10**6), "soon", None, 1.5, 1 << 70])
def test_a_state_that_was_changed_in_memory(step: Any) -> None:
    net = everything()
    state = net.state()
    state.step = step
    with pytest.raises(ParameterError, match="state"):
        net.restore(state)
    state = net.state()
    state.v = [1.0] * 13  # type: ignore[assignment]
    with pytest.raises(ParameterError, match="v of the state"):
        net.restore(state)
    state.v = None  # type: ignore[assignment]
    with pytest.raises(ParameterError, match="state"):
        net.restore(state)


def an_archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def an_array() -> bytes:
    file = io.BytesIO()
    np.save(file, np.zeros(3))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"not a state",
        an_array(),
        an_archive("step.npy", b"\x93NUMPY\x01\x00"),
        an_archive("v.npy", b"text"),
        an_archive("v.npy", an_array()[:-4]),
        an_archive("v.npy", an_array().replace(b"(3,)", b"(9" + b"9" * 15 + b",)")),
        an_archive("v.npy", bytes(10_000_000)),
    ],
)
def test_files_that_are_no_states(content: bytes) -> None:
    with pytest.raises(ParameterError, match=r"^(file|state) = "):
        everything().load(io.BytesIO(content))


def test_a_file_that_is_cut_short() -> None:
    net = everything()
    net.run(10.0)
    file = io.BytesIO()
    net.save(file)
    content = file.getvalue()
    for size in range(0, len(content), len(content) // 40):
        with pytest.raises(ParameterError):
            net.load(io.BytesIO(content[:size]))


@settings(max_examples=150)
@given(data=st.data())
def test_a_tampered_state_is_refused_or_runs(data: st.DataObject) -> None:
    """Whatever is taken, the compiled engine may not leave its memory."""
    net = everything(short_term=False)
    with engine.use("compiled"):
        net.run(30.0)
    arrays = net.state().arrays()
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from([n for n in sorted(arrays) if arrays[n].size]))
        whole = st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-20, 60)
        real = st.floats() | st.floats(-100.0, 100.0)
        flat = arrays[name].reshape(-1).copy()
        at = data.draw(st.integers(0, flat.size - 1))
        flat[at] = data.draw(real if flat.dtype.kind == "f" else whole)
        arrays[name] = flat.reshape(arrays[name].shape)
    try:
        net.restore(State.read(arrays))
    except (ParameterError, ValueError):  # numpy refuses to split by what past_lengths says
        return
    with engine.use("compiled"), suppress(SimulationError):
        net.run(30.0)
    assert net.time >= 0.0


def test_a_state_of_every_ready_made_network_is_taken() -> None:
    for make in (networks.ring, networks.cortical_2003, networks.polychronous_trained):
        net = make()
        net.run(50.0)
        again = make()
        again.restore(net.state())
        np.testing.assert_array_equal(again.run(30.0).times, net.run(30.0).times)

"""Synapses: what is made of rules, weights and delays; Dale's law; memory foretold."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich import ParameterError
from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FromMatrix,
    FromTriples,
    Grid,
    OneToOne,
    Rule,
    Synapses,
    dale,
    excitatory_count,
    expected_bytes,
)
from izhikevich.network.distributions import Normal, Uniform

SOME = FixedProbability(0.3)


def synapses(**changes: Any) -> Synapses:
    fields: dict[str, Any] = {
        "starts": [0, 2, 3],
        "targets": [0, 2, 1],
        "weights": [1.0, 2.0, 3.0],
        "delays": [1, 2, 3],
        "n_pre": 2,
        "n_post": 3,
    }
    return Synapses(**(fields | changes))


def test_arrays() -> None:
    made = Synapses.build(SOME, 30, 40, weights=Normal(1.0, 0.5), delays=Uniform(1, 20), dt=0.5)
    kinds = [a.dtype for a in (made.starts, made.targets, made.weights, made.delays)]
    assert kinds == [np.int64, np.int32, np.float64, np.int32]
    assert made.n == made.starts[-1] == made.out_degrees().sum() == made.in_degrees().sum()
    assert made.nbytes == 16 * made.n + 8 * 31
    assert made.delays.min() >= 2
    assert made.delays.max() <= 40
    assert not made.weights.flags.writeable
    pre, post, weights, delays = made.triples()
    np.testing.assert_array_equal(np.bincount(pre, minlength=30), made.out_degrees())
    np.testing.assert_array_equal(np.bincount(post, minlength=40), made.in_degrees())
    assert weights.shape == delays.shape == (made.n,)


def test_the_same_again() -> None:
    def made(seed: int, stream: int = 0) -> Synapses:
        return Synapses.build(
            SOME, 20, 20, weights=Uniform(0, 1), delays=Uniform(1, 9), seed=seed, stream=stream
        )

    one, again = made(1), made(1)
    for a, b in zip(one.triples(), again.triples(), strict=True):
        np.testing.assert_array_equal(a, b)
    for other in (made(2), made(1, 5)):
        assert one.n != other.n or (one.weights != other.weights).any()


def test_weights_and_delays_do_not_share_numbers() -> None:
    made = Synapses.build(AllToAll(), 40, 40, weights=Uniform(0, 1), delays=Uniform(100, 10_000))
    assert abs(np.corrcoef(made.weights, made.delays)[0, 1]) < 0.1


def test_drawn_in_parts_or_at_once() -> None:
    law = Normal(0.0, 1.0)
    made = Synapses.build(AllToAll(), 1100, 1000, weights=law, seed=3, stream=4)
    np.testing.assert_array_equal(made.weights, law.sample(3, 5, made.n))


def test_numbers_and_arrays() -> None:
    made = Synapses.build(AllToAll(), 2, 3, weights=np.arange(6.0), delays=[1, 2, 3, 4, 5, 6])
    assert made.weights.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert made.delays.tolist() == [1, 2, 3, 4, 5, 6]
    default = Synapses.build(AllToAll(), 2, 3, dt=0.1)
    assert set(default.weights) == {1.0}
    assert set(default.delays) == {1}


@pytest.mark.parametrize(
    ("delay", "dt", "steps"),
    [(0.1, 1.0, 1), (1.0, 0.1, 10), (0.3, 0.1, 3), (2.5, 1, 3), (1.4, 1, 1)],
)
def test_delays_are_rounded_to_steps(delay: float, dt: float, steps: int) -> None:
    assert Synapses.build(OneToOne(), 2, 2, delays=delay, dt=dt).delays.tolist() == [steps] * 2


def test_drawn_delays_are_at_least_a_step() -> None:
    made = Synapses.build(AllToAll(), 20, 20, delays=Normal(0.0, 2.0))
    assert made.delays.min() == 1
    assert made.delays.max() > 3


def test_matrix_there_and_back() -> None:
    matrix = np.array([[1.0, np.nan, 0.0], [np.nan, -2.0, 3.0]])
    made = Synapses.build(FromMatrix(matrix, keep_zeros=True), 3, 2)
    np.testing.assert_array_equal(made.dense(), matrix)
    dropped = Synapses.build(FromMatrix(matrix), 3, 2).dense(0.0)
    np.testing.assert_array_equal(dropped, np.nan_to_num(matrix))


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 99))
def test_dense_and_triples_there_and_back(n_pre: int, n_post: int, seed: int) -> None:
    made = Synapses.build(
        SOME, n_pre, n_post, weights=Normal(0, 1), delays=Uniform(1, 9), seed=seed
    )
    pre, post, weights, delays = made.triples()
    shuffled = np.random.default_rng(seed).permutation(made.n)
    rule = FromTriples(pre[shuffled], post[shuffled], weights[shuffled])
    again = Synapses.build(rule, n_pre, n_post, delays=delays[shuffled].astype(float))
    for a, b in zip(made.triples(), again.triples(), strict=True):
        np.testing.assert_array_equal(a, b)
    dense = Synapses.build(FromMatrix(made.dense(), keep_zeros=True), n_pre, n_post)
    np.testing.assert_array_equal(dense.weights, weights)
    np.testing.assert_array_equal(dense.targets, post)


def test_repeated_pairs_add_up() -> None:
    made = Synapses.build(FromTriples([0, 0, 1], [1, 1, 0], [1.0, 2.0, 4.0]), 2, 2)
    np.testing.assert_array_equal(made.dense(0.0), [[0.0, 4.0], [3.0, 0.0]])


def test_nothing_connected() -> None:
    made = Synapses.build(FixedProbability(0.0), 3, 4)
    assert made.n == 0
    assert made.in_degrees().tolist() == [0] * 4
    assert np.isnan(made.dense()).all()
    assert dale(made, 0.5).n == 0


@pytest.mark.parametrize(
    ("fraction", "count"), [(0.0, 0), (0.8, 16), (0.77, 15), (0.025, 1), (1.0, 20)]
)
def test_dale(fraction: float, count: int) -> None:
    made = Synapses.build(SOME, 20, 30, weights=Normal(0.0, 1.0))
    signed = dale(made, fraction, inhibitory_scale=4.0)
    assert excitatory_count(20, fraction) == count
    first = made.sources() < count
    np.testing.assert_array_equal(signed.weights[first], np.abs(made.weights[first]))
    np.testing.assert_array_equal(signed.weights[~first], -4.0 * np.abs(made.weights[~first]))
    np.testing.assert_array_equal(signed.targets, made.targets)


@pytest.mark.parametrize(
    "rule",
    [
        AllToAll(),
        OneToOne(),
        SOME,
        FixedInDegree(7),
        FixedOutDegree(7),
        FromTriples([1, 2], [3, 4]),
        FromMatrix(np.ones((400, 400))),
        DistanceDependent(0.5, 0.1),
        DistanceDependent(0.5, 0.1, Grid(20, 20)),
    ],
)
@pytest.mark.parametrize("same", [False, True])
def test_memory_is_foretold(rule: Rule, same: bool) -> None:
    made = Synapses.build(rule, 400, 400, same=same, delays=Uniform(1, 5))
    assert expected_bytes(rule, 400, 400, same) == pytest.approx(made.nbytes, rel=0.1)


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        ({"rule": 0.1}, "rule"),
        ({"weights": np.nan}, "weights"),
        ({"weights": "1"}, "weights"),
        ({"weights": [1.0, 2.0]}, "weights"),
        ({"delays": 0.0}, "delays"),
        ({"delays": -1}, "delays"),
        ({"delays": [1, 2, 0]}, "delays"),
        ({"delays": np.inf}, "delays"),
        ({"delays": 1e9}, "delays"),
        ({"dt": 0.0}, "dt"),
        ({"rule": FromMatrix(np.eye(3)), "weights": 2.0}, "weights"),
        ({"rule": FromTriples([0], [0], None, [1.0]), "delays": 2.0}, "delays"),
        ({"rule": FromTriples([0], [0], None, [0.0])}, "delays"),
    ],
)
def test_errors_name_the_parameter(arguments: dict[str, Any], parameter: str) -> None:
    default: dict[str, Any] = {"rule": OneToOne(), "n_pre": 3, "n_post": 3}
    with pytest.raises(ParameterError) as error:
        Synapses.build(**(default | arguments))
    assert error.value.parameter == parameter


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": [0, 2]},
        {"starts": [0, 4, 3]},
        {"starts": [1, 2, 3]},
        {"starts": [0, 2, 2]},
        {"targets": [0, 3, 1]},
        {"targets": [0, -1, 1]},
        {"targets": [0.5, 1, 1]},
        {"weights": [1.0, 2.0]},
        {"weights": [1.0, np.nan, 2.0]},
        {"delays": [0, 1, 1]},
        {"delays": [1, 1]},
        {"n_pre": 0},
    ],
)
def test_unsound_arrays_are_refused(changes: dict[str, Any]) -> None:
    assert synapses().n == 3
    with pytest.raises(ParameterError) as error:
        synapses(**changes)
    assert error.value.parameter == next(iter(changes))


def test_a_zero_delay_is_told_in_words() -> None:
    with pytest.raises(
        ParameterError, match=r"delays = 0\.0 .*the shortest is one step, dt = 0\.1 ms"
    ):
        Synapses.build(OneToOne(), 3, 3, delays=0, dt=0.1)


def test_large_dense_matrices_are_refused() -> None:
    with pytest.raises(ParameterError, match="at most 10,000,000"):
        Synapses.build(FixedProbability(0.0), 10_000, 10_000).dense()

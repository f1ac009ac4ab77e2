"""Protocols as text."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.fitting.files.protocol import Protocol, Step, read_protocol

THREE = Protocol((Step(200.0, 2200.0, (100.0, 150.0, 200.0)),))


@pytest.mark.parametrize(
    ("text", "protocol"),
    [
        ("step from 200 to 2200 ms: 100, 150, 200 pA", THREE),
        ("from 200 to 2200 at 100, 150, 200 pA", THREE),
        ("From 0.2 s to 2.2 s: 0.1, 0.15, 0.2 nA", THREE),
        ("200-2200 ms: 100 to 200 pA in steps of 50 pA", THREE),
        ("200..2200 ms: 100:200 pA by 50 pA", THREE),
        ("Schritt von 200 bis 2200 ms: 100, 150 und 200 pA", THREE),
        ("von 0.2 bis 2.2 s mit 100 bis 200 pA in Schritten von 50", THREE),
        (
            "holding -20 pA; from 10 to 20 ms: -50 pA\n from 50 to 90 ms: 0.2 nA",
            Protocol((Step(10.0, 20.0, (-50.0,)), Step(50.0, 90.0, (200.0,))), -20.0),
        ),
        (
            "from 100 to 600 ms: 40 to -40 pA in steps of 40",
            Protocol((Step(100.0, 600.0, (40.0, 0.0, -40.0)),)),
        ),
    ],
)
def test_forms(text: str, protocol: Protocol) -> None:
    assert read_protocol(text) == protocol
    assert read_protocol(protocol.text) == protocol


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "write it as in step from"),
        ("a loud noise", "'a loud noise' .* write it as in step from"),
        ("from 100 to 200: 5", "the unit of the current is missing"),
        ("from 100 to 200: 5 mV", "write it as in"),
        ("from 300 to 200: 5 pA", "before it ends"),
        ("from 1 to 2: 1 to 9 pA in steps of 0", "write it as in"),
        ("from 1 to 2: 1e300 pA", "write it as in"),
        ("from 1 to 2: " + "1, " * 4000 + "1 pA", "write it as in"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(ParameterError, match=f"protocol = .*{message}"):
        read_protocol(text)


def test_the_current() -> None:
    t = np.arange(100, dtype=np.float64)
    current = read_protocol("holding 5 pA; from 10 to 20: 1, 2 pA; from 15 to 90: 10 pA").current(
        t, 2
    )
    assert current[:, [0, 10, 15, 20, 90]].tolist() == [[5, 1, 6, 10, 5], [5, 2, 7, 10, 5]]
    with pytest.raises(ParameterError, match="has 3 currents, but there are 2 sweeps"):
        THREE.current(np.multiply(t, 10.0), 2)
    with pytest.raises(ParameterError, match="begins at 200 ms, but a sweep lasts from 0 to 99"):
        THREE.current(t, 3)

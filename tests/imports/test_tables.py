"""Currents from tables."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich.errors import ParameterError
from izhikevich.export import export
from izhikevich.imports import read
from izhikevich.imports.straight import as_pieces
from izhikevich.views import preparation

HEADING = "t (ms),I (mV/ms)\n"
SPACED = "t (ms) I (mV/ms)\n"


def shown(text: str) -> Any:
    """Return the run that a table opens, which the view takes as it is."""
    _, request, run = preparation.read(read(text).state)
    assert request.notices == ()
    return run


@pytest.mark.parametrize(
    ("text", "stimulus", "dimensional"),
    [
        ("t (ms),I (mV/ms)\n0,0\n10,5\n20,5\n30,0\n", "piecewise(0,10<=t<30:5)", False),
        ("time (ms),current (pA)\n0,0\n10,100\n30,0", "piecewise(0,10<=t<30:100)", True),
        ("t [s]\tI [nA]\n0\t0\n0.01\t0.1\n0.03\t0", "piecewise(0,10<=t<30:100)", True),
        ("t_us I_pA\n0 0\n10000 100\n30000 0", "piecewise(0,10<=t<30:100)", True),
        (
            "t (ms);I (mV/ms)\n0,0;1,5\n0,5;2,5\n1,0;0",
            "piecewise(0,0<=t<0.5:1.5,0.5<=t<1:2.5)",
            False,
        ),
        ("# made by\nt (ms),v (mV),I (mV/ms)\n0,-70,1\n9,-70,0", "piecewise(0,0<=t<9:1)", False),
        ("t (ms),I (mV/ms)\n-10,1\n0,2\n10,0", "piecewise(0,0<=t<10:1,10<=t<20:2)", False),
        ("t (ms),I (mV/ms)\n0,0\n1,0", "piecewise(0)", False),
    ],
)
def test_tables(text: str, stimulus: str, dimensional: bool) -> None:
    run = shown(text)
    assert run.stimulus.text == stimulus
    assert run.parameters.dimensional == dimensional


@pytest.mark.parametrize("preset", ["tonic_bursting", "RS_2007", "accommodation", "bistability"])
def test_reads_what_is_exported(preset: str) -> None:
    state = {"view": "neuron", "preset": preset}
    written = export(state, "csv").content
    assert isinstance(written, bytes)
    with ZipFile(BytesIO(written)) as tables:
        samples = tables.read("samples.csv").decode()
    run = preparation.read(state)[2]
    t = np.arange(round(run.duration / run.dt) + 1) * run.dt
    found = shown(samples).stimulus.sample(t)
    np.testing.assert_allclose(found, run.stimulus.sample(t), rtol=1e-6, atol=1e-6)


def test_many_samples_become_few_pieces() -> None:
    rows = [(0.1 * k, 100.0 * math.sin(k / 200.0)) for k in range(5000)]
    text = "t (ms),I (pA)\n" + "\n".join(f"{t:.6g},{value!r}" for t, value in rows)
    (note,) = read(text).notes
    assert note.startswith("5,000 samples are drawn by ")
    assert "0.2 % of their range" in note
    found = shown(text).stimulus.sample(np.array([t for t, _ in rows]) + 1e-6)
    np.testing.assert_allclose(found, [value for _, value in rows], atol=0.4 + 1e-3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{SPACED}0 1\n1 2\n2 x\n3 4", "line 4 must have finite numbers"),
        (f"{HEADING}0,1\n1,nan\n2,3", "line 3 must have finite numbers"),
        (f"{HEADING}0,1\n2,2\n2,3", "line 4: times must rise"),
        (f"{HEADING}0,1\n1,2\n2", "line 4 has too few columns"),
        ("1,2,3\n1,2,3", "the heading is missing"),
        ("t (ms),v (mV),w (mV)\n1,2,3\n2,2,3", "this is a voltage, not a current"),
        ("time (fortnights),I\n0,1\n1,2", "must be us, ms or s"),
        ("time (ms),I (kA)\n0,1\n1,2", "must be mV/ms, pA, nA, uA, mA or A"),
        ("t (s),I (pA)\n0,1\n200,2", "at most 100,000 ms long"),
        (f"{HEADING}0,1e300\n1,2", "at most 1e+06"),
        (
            HEADING + "\n".join(f"{k},{k * k * 37 % 997}" for k in range(1000)),
            "more than 250 straight pieces",
        ),
        ("0,1\n" * 200_001, "at most 200,000 rows"),
        (f"{HEADING}0,1\n1,2\n" + "\n" * 500_001 + "2,3", "at most 500,000 lines"),
        (f"{HEADING}0,1\n" + "1" * 10_001 + ",2\n", "at most 10,000 characters"),
    ],
)
def test_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read(text)
    assert message in str(caught.value)


@given(
    st.lists(st.floats(-1e5, 1e5), min_size=2, max_size=400),
    st.floats(0.01, 10.0),
)
def test_pieces_are_as_close_as_they_say(values: list[float], step: float) -> None:
    times = [round(k * step, 9) for k in range(len(values))]
    span = max(values) - min(values)
    try:
        made, notes = as_pieces(times, values, times[-1] + step)
    except ParameterError:
        assert len(values) > 250 or len(str(values)) > 2500
        return
    found = made.sample(np.array(times))
    allowed = 0.1 * span if notes else 1e-6 * max(1.0, span)
    assert np.abs(found - values).max() <= allowed * (1 + 1e-6) + 1e-6

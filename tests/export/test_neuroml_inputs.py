"""Generators of NeuroML give the currents that they stand for, at every step of a run."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from izhikevich._typing import FloatArray
from izhikevich.export.neuroml_inputs import MAX_PULSES, generators
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.stimuli.stimulus import Stimulus, parse

from tests.neuron.any_stimulus import EXAMPLES

LEVELS = st.integers(-40, 40).map(lambda n: n / 4)
TIMES = st.integers(-40, 500).map(lambda n: n / 4)
WIDTHS = st.integers(1, 200).map(lambda n: n / 4)
TERMS = st.one_of(
    LEVELS.map(str),
    st.builds("step({},{})".format, LEVELS, TIMES),
    st.builds("pulse({},{},{})".format, LEVELS, TIMES, WIDTHS),
    st.builds("train({},{},2,{},{})".format, LEVELS, TIMES, st.integers(2, 9), st.integers(1, 9)),
    st.builds("ramp({},{})".format, LEVELS, TIMES),
    st.builds(lambda a, t, w: f"ramp({a},{t},{t + w})", LEVELS, TIMES, WIDTHS),
    st.builds("sine({},{},1,{})".format, LEVELS, st.integers(0, 100), TIMES),
    st.builds("zap({},1,60,{},{})".format, LEVELS, TIMES, WIDTHS),
    st.builds("white(3,{},0.5)".format, st.integers(0, 9)),
    st.builds(
        lambda base, t, w, level, slope, left, right: (
            f"piecewise({base},{t}<{left}t<{right}{t + w}:{level}:{slope},{t + w}<t:{level})"
        ),
        *(LEVELS, TIMES, WIDTHS, LEVELS, LEVELS),
        *(st.sampled_from(["", "="]), st.sampled_from(["", "="])),
    ),
)


def given_by(elements: list[str], t: FloatArray) -> FloatArray:
    """Return what generators give at the times `t` (ms), by NeuroML's definitions."""
    total = np.zeros(t.size)
    for element in elements:
        found = dict(re.findall(r'(\w+)="([^"]*)"', element))
        own = {
            k: float(v.removesuffix("ms").removesuffix("pA")) for k, v in found.items() if k != "id"
        }
        since = t - own["delay"]
        on = (since >= 0.0) & (t < own["delay"] + own["duration"])
        if element.startswith("<pulse"):
            value: FloatArray | float = own["amplitude"]
        elif element.startswith("<sine"):
            turns = 2.0 * 3.14159265 * since / own["period"]
            value = own["amplitude"] * np.sin(own["phase"] + turns)
        else:
            rise = own["finishAmplitude"] - own["startAmplitude"]
            value = own["startAmplitude"] + rise * since / own["duration"]
        total = total + np.where(on, value, 0.0)
    return total


def check(stimulus: Stimulus, dt: float, duration: float = 100.0) -> None:
    elements, missing = generators(stimulus, duration + dt, dt, "")
    assert not missing
    t = np.arange(round(duration / dt) + 1, dtype=np.float64) * dt
    np.testing.assert_allclose(given_by(elements, t), stimulus.sample(t), rtol=1e-9, atol=2e-5)


@given(st.lists(TERMS, min_size=1, max_size=3))
def test_any_current(terms: list[str]) -> None:
    check(parse(terms[0]) + sum(map(parse, terms[1:]), 0), 0.25)


@given(TERMS, st.sampled_from([-1.0, -0.5, 2.0]))
def test_any_current_scaled(term: str, factor: float) -> None:
    check(factor * parse(term), 0.25)


@pytest.mark.parametrize("text", [text for texts in EXAMPLES.values() for text in texts])
def test_each_kind(text: str) -> None:
    check(parse(text), 0.25)


@pytest.mark.parametrize("name", PATTERNS)
def test_published_currents(name: str) -> None:
    pattern = PATTERNS[name]
    check(pattern.stimulus, pattern.dt, pattern.duration)


def test_dimension() -> None:
    assert generators(parse("100"), 10.0, 0.25, "pA")[0] == [
        '<pulseGenerator id="input_1" delay="0ms" duration="10ms" amplitude="100pA"/>'
    ]


def test_too_many_are_left_out() -> None:
    elements, missing = generators(parse("white(1,step=0.1)"), 1000.0, 0.1, "")
    assert elements == []
    assert missing is not None
    assert "it changes 9,999 times" in missing
    assert f"{MAX_PULSES:,}" in missing

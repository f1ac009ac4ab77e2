"""Any stimulus, with any numbers, for tests that draw them."""

import operator
from typing import Any

import izhikevich as izh
from hypothesis import strategies as st
from izhikevich import nef

amplitudes = st.floats(-1e6, 1e6)
times = st.floats(-1e6, 1e6)
lengths = st.floats(1e-3, 1e6)
seeds = st.integers(0, 2**64 - 1)


@st.composite
def pieces(draw: Any) -> izh.Piece:
    start, stop = sorted(draw(st.lists(times, min_size=2, max_size=2, unique=True)))
    return izh.Piece(
        draw(amplitudes),
        draw(st.sampled_from([None, start])),
        draw(st.sampled_from([None, stop])),
        slope=draw(st.just(0.0) | amplitudes),
        t_ref=draw(st.none() | times),
    )


@st.composite
def bounded_pieces(draw: Any) -> izh.Piece:
    start, stop = sorted(draw(st.lists(times, min_size=2, max_size=2, unique=True)))
    return izh.Piece(draw(amplitudes), start, stop, draw(st.booleans()), draw(st.booleans()))


@st.composite
def trains(draw: Any) -> izh.PulseTrain:
    width, period = sorted((draw(lengths), draw(lengths)))
    return izh.PulseTrain(draw(amplitudes), draw(times), width, period, draw(st.integers(1, 10**6)))


@st.composite
def ramps(draw: Any) -> izh.Ramp:
    start = draw(times)
    return izh.Ramp(draw(amplitudes), start, draw(st.none() | lengths.map(lambda x: start + x)))


single = st.one_of(
    st.builds(izh.Constant, amplitudes),
    st.builds(izh.Step, amplitudes, times),
    st.builds(izh.Pulse, amplitudes, times, lengths),
    trains(),
    ramps(),
    st.builds(izh.Sine, amplitudes, lengths, st.floats(-7, 7), times),
    st.builds(izh.Zap, amplitudes, lengths, lengths, times, lengths),
    st.builds(izh.WhiteNoise, st.floats(0, 1e6), seeds, lengths),
    st.builds(nef.BandLimitedNoise, st.floats(0, 1e6), st.floats(1, 100), seeds),
    st.builds(izh.OrnsteinUhlenbeck, amplitudes, st.floats(0, 1e6), lengths, seeds, lengths),
    st.builds(
        izh.Piecewise,
        amplitudes,
        st.lists(pieces() | bounded_pieces(), max_size=4).map(tuple),
    ),
)
factors = st.sampled_from([-1.0, 1.0, 0.0, 0.1]) | st.floats(-1.0, 1.0)
scaled = single | st.builds(operator.mul, factors, single)
stimuli = scaled | st.lists(scaled, min_size=2, max_size=4).map(lambda x: izh.Sum(tuple(x)))

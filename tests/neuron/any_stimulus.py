"""Any stimulus, with any numbers, for tests that draw them; and examples of each kind."""

import operator
from dataclasses import fields
from typing import Any

import izhikevich as izh
from hypothesis import assume
from hypothesis import strategies as st
from izhikevich.neuron.stimuli.base import KINDS

#: Texts by kind whose currents change within 100 ms. Each kind has one.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "constant": ("3",),
    "step": ("step(4,20)",),
    "pulse": ("pulse(-3,10,2.5)",),
    "train": ("train(10,20,5,25,3)",),
    "ramp": ("ramp(0.1,20,50)", "ramp(-0.1)"),
    "sine": ("sine(3,8,0.5,10,60)",),
    "zap": ("zap(2,1,40,5,80)",),
    "white": ("white(6,seed=3)",),
    "ou": ("ou(4,3,10)",),
    "piecewise": ("piecewise(2)", "piecewise(1,10<t<=20:5,30<=t:0:0.5,t<5:3:0.1@2)"),
    "noise": ("noise(2,40,3,100)",),
}

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


@st.composite
def usual(draw: Any, kind: type[Any]) -> izh.Stimulus:
    """Draw a stimulus of a kind for which the ranges of its arguments are not known."""
    drawn = {
        field.name: draw(
            seeds
            if field.name == "seed"
            else amplitudes
            if field.name in kind.PROPORTIONAL
            else lengths
        )
        for field in fields(kind)
    }
    try:
        made: izh.Stimulus = kind(**drawn)
    except izh.ParameterError:
        assume(False)
    return made


_OWN = {
    "constant": st.builds(izh.Constant, amplitudes),
    "step": st.builds(izh.Step, amplitudes, times),
    "pulse": st.builds(izh.Pulse, amplitudes, times, lengths),
    "train": trains(),
    "ramp": ramps(),
    "sine": st.builds(izh.Sine, amplitudes, lengths, st.floats(-7, 7), times),
    "zap": st.builds(izh.Zap, amplitudes, lengths, lengths, times, lengths),
    "white": st.builds(izh.WhiteNoise, st.floats(0, 1e6), seeds, lengths),
    "noise": st.builds(KINDS["noise"], st.floats(0, 1e6), st.floats(1, 100), seeds),
    "ou": st.builds(izh.OrnsteinUhlenbeck, amplitudes, st.floats(0, 1e6), lengths, seeds, lengths),
    "piecewise": st.builds(
        izh.Piecewise,
        amplitudes,
        st.lists(pieces() | bounded_pieces(), max_size=4).map(tuple),
    ),
}
single = st.one_of(
    *_OWN.values(), *(usual(kind) for name, kind in KINDS.items() if name not in _OWN)
)
factors = st.sampled_from([-1.0, 1.0, 0.0, 0.1]) | st.floats(-1.0, 1.0)
scaled = single | st.builds(operator.mul, factors, single)
stimuli = scaled | st.lists(scaled, min_size=2, max_size=4).map(lambda x: izh.Sum(tuple(x)))

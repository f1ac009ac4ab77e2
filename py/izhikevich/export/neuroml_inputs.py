"""Stimuli as NeuroML's generators of pulses, ramps and sines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, nan

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.stimuli.base import number_text
from izhikevich.neuron.stimuli.stimulus import Sampled, Sine, Stimulus, Sum

#: More generators than this are not written: simulators process all of them in every step.
MAX_PULSES = 2000
_TURN = 6.283185307179586
#: Edges are shifted by this time (ms), so that no sum of rounded steps falls on them.
_BESIDE = 1e-6


@dataclass(frozen=True)
class _Piece:
    """A straight piece of a current: from `start` to `stop` (ms), from one level to another."""

    start: float
    stop: float
    first: float
    last: float

    @property
    def flat(self) -> bool:
        return self.first == self.last


def generators(
    stimulus: Stimulus, stop: float, dt: float, unit: str
) -> tuple[list[str], Message | None]:
    """Return generators that give a stimulus from 0 to `stop` (ms), and a note if they do not.

    Parameters
    ----------
    stimulus : Stimulus
    stop, dt : float
        End of the run, and the step for which curved currents other than sines are held, ms.
    unit : str
        "pA", or "" for the generators without dimension.

    Returns
    -------
    list of str
        XML elements: pulses first, then sines and ramps, as the schema has them.
    Message or None
        What is missing, if anything is.
    """
    terms = _terms(stimulus)
    waves = [term for term in terms if isinstance(term, Sine) and term.frequency > 0.0]
    rest = [_held(term, stop, dt) for term in terms if term not in waves]
    count = len(waves) + sum(len(term.breakpoints(0.0, stop)) for term in rest)
    if count > MAX_PULSES:
        return [], msg(
            "The stimulus {stimulus} is left out: it changes {count} times, more than the {most} "
            "that are written.",
            stimulus=str(stimulus),
            count=Number(count, form=","),
            most=Number(MAX_PULSES, form=","),
        )
    pieces = _pieces(rest, stop) if rest else []
    kinds = (
        [_pulse(piece, unit) for piece in pieces if piece.flat],
        [_sine(wave, stop, unit) for wave in waves if wave.start < stop],
        [_ramp(piece, unit) for piece in pieces if not piece.flat],
    )
    elements = [element for kind in kinds for element in kind]
    return [element.format(id=f"input_{k}") for k, element in enumerate(elements, start=1)], None


def quantity(value: float, unit: str = "") -> str:
    """Write a number as NeuroML's schema has it: without a plus sign in the exponent."""
    return number_text(float(value)).replace("e+", "e") + unit


def pulse(level: float, start: float, stop: float, unit: str) -> str:
    """Return a generator of a constant current, whose id is still to be filled in."""
    return _pulse(_Piece(start, stop, level, level), unit)


def has_held(stimulus: Stimulus) -> bool:
    """Tell whether a stimulus has a term that generators hold for each step."""
    return any(map(_is_held, _terms(stimulus)))


def _terms(stimulus: Stimulus) -> tuple[Stimulus, ...]:
    return stimulus.terms if isinstance(stimulus, Sum) else (stimulus,)


def _is_held(term: Stimulus) -> bool:
    """Tell whether a term is curved and no plain sine: there are no generators of such."""
    return term.longest_interval < inf and not isinstance(term, Sine)


def _held(term: Stimulus, stop: float, dt: float) -> Stimulus:
    """Return a stimulus of straight pieces: a curved one is held for each step."""
    if not _is_held(term):
        return term
    return Sampled(term.sample(np.arange(ceil(stop / dt) + 1, dtype=np.float64) * dt), dt)


def _pieces(terms: Sequence[Stimulus], stop: float) -> list[_Piece]:
    """Cut the sum of stimuli where it jumps or bends; pieces with zero current are omitted."""
    edges = np.array(sorted({0.0, stop, *(t for term in terms for t in term.breakpoints(0, stop))}))
    width = np.diff(edges)
    early, late = (_sum(terms, edges[:-1] + part * width) for part in (0.25, 0.75))
    slope = np.where(early == late, 0.0, (late - early) / (0.5 * width))
    first, last = early - 0.25 * width * slope, late + 0.25 * width * slope
    found: list[_Piece] = []
    start, before = 0.0, nan

    def add(k: int, begin: float, end: float) -> None:
        levels = (float(first[k] + slope[k] * (t - edges[k])) for t in (begin, end))
        _add(found, _Piece(begin, end, *levels))

    for k, level in enumerate(_sum(terms, edges[:-1]).tolist()):
        to_end, to_begin = _around(level, before, float(first[k]))
        end, begin = (max(0.0, float(edges[k]) + moved) for moved in (to_end, to_begin))
        if k:
            add(k - 1, start, end)
        if end < begin:
            _add(found, _Piece(end, begin, level, level))
        start, before = begin, float(last[k])
    add(width.size - 1, start, stop)
    return [piece for piece in found if piece.first or piece.last]


def _around(level: float, before: float, after: float) -> tuple[float, float]:
    """Return how far from an edge (ms) the piece before it ends and the next one begins.

    The current at the edge itself belongs to one of them, or is a piece of its own.
    """
    if _same(level, after):
        return -_BESIDE, -_BESIDE
    return (_BESIDE if _same(level, before) else -_BESIDE), _BESIDE


def _add(found: list[_Piece], piece: _Piece) -> None:
    """Add a piece; one that continues the last is merged with it."""
    if found and found[-1].flat and piece.flat and found[-1].first == piece.first:
        piece = _Piece(found.pop().start, piece.stop, piece.first, piece.last)
    found.append(piece)


def _sum(terms: Sequence[Stimulus], t: FloatArray) -> FloatArray:
    total = terms[0].sample(t)
    for term in terms[1:]:
        total = total + term.sample(t)
    return total


def _same(x: float, y: float) -> bool:
    return abs(x - y) <= 1e-9 * max(1.0, abs(x), abs(y))


def _time(value: float) -> str:
    return quantity(round(max(0.0, value), 9), "ms")


def _pulse(piece: _Piece, unit: str) -> str:
    return (
        f'<pulseGenerator{_kind(unit)} id="{{id}}" delay="{_time(piece.start)}" '
        f'duration="{_time(piece.stop - piece.start)}" amplitude="{quantity(piece.first, unit)}"/>'
    )


def _ramp(piece: _Piece, unit: str) -> str:
    return (
        f'<rampGenerator{_kind(unit)} id="{{id}}" delay="{_time(piece.start)}" '
        f'duration="{_time(piece.stop - piece.start)}" '
        f'startAmplitude="{quantity(piece.first, unit)}" '
        f'finishAmplitude="{quantity(piece.last, unit)}" '
        f'baselineAmplitude="{quantity(0.0, unit)}"/>'
    )


def _sine(wave: Sine, stop: float, unit: str) -> str:
    begin = max(0.0, wave.start)
    end = stop if wave.stop is None else min(wave.stop, stop)
    phase = wave.phase + _TURN * wave.frequency * (begin - wave.start) / 1000.0
    return (
        f'<sineGenerator{_kind(unit)} id="{{id}}" delay="{_time(begin - _BESIDE)}" '
        f'phase="{quantity(phase % _TURN)}" duration="{_time(max(0.0, end - begin))}" '
        f'amplitude="{quantity(wave.amplitude, unit)}" '
        f'period="{quantity(1000.0 / wave.frequency, "ms")}"/>'
    )


def _kind(unit: str) -> str:
    return "" if unit else "DL"

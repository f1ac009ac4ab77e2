"""Injected currents as numpy source, for scripts that do not import this package."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.export.source import Code, call, indented, value
from izhikevich.neuron.rules import FloatArray
from izhikevich.neuron.stimulus import (
    Constant,
    OrnsteinUhlenbeck,
    Piece,
    Piecewise,
    Pulse,
    PulseTrain,
    Ramp,
    Sine,
    Step,
    Stimulus,
    Sum,
    WhiteNoise,
    Zap,
)
from izhikevich.neuron.stimulus_base import EDGE

#: Most values of noise that are written out; more are drawn by numpy.
MOST_VALUES = 2000
_OTHER_NOISE = (
    f"the noise is drawn by numpy from the same law, for it has more than {MOST_VALUES:,} values: "
    "spikes agree in their statistics only"
)


class Source(NamedTuple):
    """A current: lines before, an expression, and notes."""

    before: str
    expression: str
    notes: tuple[str, ...] = ()


def current_source(stimulus: Stimulus, last: float) -> Source:
    """Return numpy source of a current at the array ``times`` (ms), in which `last` is the last."""
    terms = stimulus.terms if isinstance(stimulus, Sum) else (stimulus,)
    sources = [_term(term, number, last) for number, term in enumerate(terms)]
    total = "\n+ ".join(source.expression for source in sources)
    return Source(
        "".join(source.before for source in sources),
        total if len(sources) == 1 else f"(\n{indented(total)}\n)",
        tuple(dict.fromkeys(note for source in sources for note in source.notes)),
    )


def _term(term: Stimulus, number: int, last: float) -> Source:
    if isinstance(term, WhiteNoise | OrnsteinUhlenbeck):
        return _noise(term, f"noise_{number}", last)
    return Source("", _smooth(term))


def _smooth(term: Stimulus) -> str:
    """Return the expression of a current that is not random. A sample on an edge counts as on."""
    late = f"times + {EDGE!r}"
    if isinstance(term, Constant):
        return f"np.full(times.size, {term.level!r})"
    if isinstance(term, Step):
        return f"np.where({late} >= {term.start!r}, {term.level!r}, 0.0)"
    if isinstance(term, Pulse):
        since = f"{late} - {term.start!r}"
        return f"np.where(({since} >= 0.0) & ({since} < {term.width!r}), {term.level!r}, 0.0)"
    if isinstance(term, PulseTrain):
        since = f"{late} - {term.start!r}"
        turn = f"np.floor(({since}) / {term.period!r})"
        within = f"{since} - {turn} * {term.period!r} < {term.width!r}"
        on = f"({turn} >= 0.0) & ({turn} < {term.count}) & ({within})"
        return f"np.where({on}, {term.level!r}, 0.0)"
    if isinstance(term, Ramp):
        return f"{term.slope!r} * (np.clip(times, {term.start!r}, {term.stop!r}) - {term.start!r})"
    if isinstance(term, Sine):
        wave = f"np.sin(2.0 * np.pi * {term.frequency!r} * (times - {term.start!r}) * 0.001"
        on = f"{late} >= {term.start!r}"
        if term.stop is not None:
            on = f"({on}) & ({late} < {term.stop!r})"
        return f"np.where({on}, {term.amplitude!r} * {wave} + {term.phase!r}), 0.0)"
    if isinstance(term, Zap):
        since = f"(times - {term.start!r})"
        rise = f"{term.f1 - term.f0!r} * {since} / {2.0 * term.duration!r}"
        wave = f"np.sin(2.0 * np.pi * ({term.f0!r} + {rise}) * {since} * 0.001)"
        on = f"({late} >= {term.start!r}) & ({late} < {term.start + term.duration!r})"
        return f"np.where({on}, {term.amplitude!r} * {wave}, 0.0)"
    if isinstance(term, Piecewise):
        pieces = [(_bounds(piece), _level(piece)) for piece in term.pieces]
        if not pieces:
            return f"np.full(times.size, {term.baseline!r})"
        bounds, levels = zip(*pieces, strict=True)
        lists = ([Code(bound) for bound in bounds], [Code(level) for level in levels])
        return call("np.select", *lists, term.baseline)
    raise ParameterError("stimulus", term, "has no form in numpy")


def _bounds(piece: Piece) -> str:
    found = []
    if piece.start is not None:
        found.append(f"(times >{'=' * piece.includes_start} {piece.start!r})")
    if piece.stop is not None:
        found.append(f"(times <{'=' * piece.includes_stop} {piece.stop!r})")
    return " & ".join(found) or "np.full(times.size, True)"


def _level(piece: Piece) -> str:
    if not piece.slope:
        return f"{piece.level!r}"
    return f"{piece.level!r} + {piece.slope!r} * (times - {piece.t_ref!r})"


def _noise(term: WhiteNoise | OrnsteinUhlenbeck, name: str, last: float) -> Source:
    """Return noise that holds each value for a while: the values themselves if they are few."""
    count = floor((last + EDGE) / term.step) + 1
    held = f"{name}[np.floor((times + {EDGE!r}) / {term.step!r}).astype(int)]"
    if count <= MOST_VALUES:
        times: FloatArray = np.arange(count, dtype=np.float64) * term.step
        values = term.sample(times)
        lines = "".join(
            f"    {', '.join(map(repr, values[k : k + 4].tolist()))},\n" for k in range(0, count, 4)
        )
        return Source(f"{name} = np.array([\n{lines}])\n", held)
    drawn = f"rng = np.random.default_rng({value(term.seed)})\n"
    if isinstance(term, WhiteNoise):
        drawn += f"{name} = rng.normal(0.0, {term.sd!r}, {count})\n"
    else:
        drawn += (
            f"{name} = rng.normal(0.0, {term.sd!r}, {count})\n"
            f"kept = np.exp(-{term.step!r} / {term.tau!r})\n"
            f"for k in range(1, {count}):\n"
            f"    {name}[k] = kept * {name}[k - 1] + np.sqrt(1.0 - kept**2) * {name}[k]\n"
            f"{name} += {term.mean!r}\n"
        )
    return Source(drawn, held, (_OTHER_NOISE,))

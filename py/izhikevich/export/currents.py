"""Injected currents as numpy source, for scripts that do not import this package."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.export.source import indented, value
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.stimuli.base import EDGE
from izhikevich.neuron.stimuli.stimulus import (
    OrnsteinUhlenbeck,
    Scaled,
    Stimulus,
    Sum,
    WhiteNoise,
)

#: Maximum number of noise values that are written out; more are drawn by numpy.
MAX_VALUES = 2000
_OTHER_NOISE = msg(
    "The noise has more than {most} values, so numpy draws it from the same distribution: spikes "
    "agree only in their statistics.",
    most=Number(MAX_VALUES, form=","),
)


class Source(NamedTuple):
    """A current: lines before, an expression, and notes."""

    before: str
    expression: str
    notes: tuple[Message, ...] = ()


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
    if isinstance(term, Scaled):
        inner = _term(term.term, number, last)
        return inner._replace(expression=f"{term.factor!r} * ({inner.expression})")
    return Source("", term.source())


def _noise(term: WhiteNoise | OrnsteinUhlenbeck, name: str, last: float) -> Source:
    """Return noise that holds each value for some time: the values themselves if they are few."""
    count = floor((last + EDGE) / term.step) + 1
    held = f"{name}[np.floor((times + {EDGE!r}) / {term.step!r}).astype(int)]"
    if count <= MAX_VALUES:
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

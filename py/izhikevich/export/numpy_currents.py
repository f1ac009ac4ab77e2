"""Injected currents for NumPy scripts, with the bits that `Stimulus.sample` gives."""

from __future__ import annotations

from math import floor, sqrt, tau
from typing import NamedTuple

from izhikevich.export.source import Code, call, indented
from izhikevich.neuron.stimuli.base import EDGE
from izhikevich.neuron.stimuli.stimulus import (
    BandLimitedNoise,
    OrnsteinUhlenbeck,
    Piecewise,
    Scaled,
    Sine,
    Stimulus,
    Sum,
    WhiteNoise,
    Zap,
)
from izhikevich.neuron.stimuli.waves import BAND_STREAM, OU_STREAM, TOGETHER, WHITE_STREAM
from izhikevich.random import exponential


class ExactSource(NamedTuple):
    """A current: lines before, an expression, and the functions of `numpy_functions` it calls."""

    before: str
    expression: str
    calls: tuple[str, ...] = ()


def exact_source(stimulus: Stimulus, last: float, size: int) -> ExactSource:
    """Return source of a current at the array ``times`` (ms).

    Parameters
    ----------
    stimulus : Stimulus
    last : float
        Last of the times.
    size : int
        Number of times.
    """
    terms = stimulus.terms if isinstance(stimulus, Sum) else (stimulus,)
    sources = [_term(term, number, last, size) for number, term in enumerate(terms)]
    total = "\n+ ".join(source.expression for source in sources)
    return ExactSource(
        "".join(source.before for source in sources),
        total if len(sources) == 1 else f"(\n{indented(total)}\n)",
        tuple(name for source in sources for name in source.calls),
    )


def _term(term: Stimulus, number: int, last: float, size: int) -> ExactSource:
    match term:
        case Scaled(factor=factor, term=scaled):
            inner = _term(scaled, number, last, size)
            return inner._replace(expression=f"{factor!r} * ({inner.expression})")
        case WhiteNoise():
            held, count = _held(term.step, last)
            drawn = f"normal({term.seed}, {WHITE_STREAM:#x}, {count})"
            return ExactSource("", f"{term.sd!r} * {drawn}[{held}]", ("normal",))
        case OrnsteinUhlenbeck():
            return _wandering(term, f"noise_{number}", last)
        case BandLimitedNoise():
            return _smooth(term, f"noise_{number}", size)
        case Sine():
            since = f"(times - {term.start!r})"
            turns = f"{term.frequency!r} * {since} * 0.001 + {term.phase / tau!r}"
            on = f"{since} + {EDGE!r} >= 0.0"
            if term.stop is not None:
                on = f"({on}) & (times + {EDGE!r} < {term.stop!r})"
            wave = f"{term.amplitude!r} * sine({turns})"
            return ExactSource("", f"np.where({on}, {wave}, 0.0)", ("sine",))
        case Zap():
            since = f"(times - {term.start!r})"
            rise = f"{term.f1 - term.f0!r} * {since} / {2.0 * term.duration!r}"
            on = f"({since} + {EDGE!r} >= 0.0) & ({since} + {EDGE!r} < {term.duration!r})"
            wave = f"{term.amplitude!r} * sine(({term.f0!r} + {rise}) * {since} * 0.001)"
            return ExactSource("", f"np.where({on}, {wave}, 0.0)", ("sine",))
        case Piecewise(pieces=(_, *_)):
            bounds, levels = zip(*(piece.source() for piece in term.pieces), strict=True)
            given = ([Code(bound) for bound in bounds], [Code(level) for level in levels])
            return ExactSource("", call("np.select", *given, term.baseline))
    return ExactSource("", term.source())


def _held(step: float, last: float) -> tuple[str, int]:
    """Return source of the value that is held at each time, and the number of values."""
    return f"np.floor((times + {EDGE!r}) / {step!r}).astype(int)", floor((last + EDGE) / step) + 1


def _wandering(term: OrnsteinUhlenbeck, name: str, last: float) -> ExactSource:
    held, count = _held(term.step, last)
    decay = exponential(-term.step / term.tau) if term.step < 700.0 * term.tau else 0.0
    before = (
        f"# Noise that forgets its past within some {term.tau:g} ms.\n"
        f"{name} = normal({term.seed}, {OU_STREAM:#x}, {count})\n"
        f"{name}[0] *= {term.sd!r}\n"
        f"for k in range(1, {count}):\n"
        f"    {name}[k] = {name}[k - 1] * {decay!r} + "
        f"{term.sd * sqrt(1.0 - decay * decay)!r} * {name}[k]\n"
        f"{name} = {term.mean!r} + {name}\n"
    )
    return ExactSource(before, f"{name}[{held}]", ("normal",))


def _smooth(term: BandLimitedNoise, name: str, size: int) -> ExactSource:
    first, last = term.band
    before = (
        f"# Smooth noise: sines of all frequencies in a band.\n"
        f"waves = np.arange({first}, {last + 1})\n"
        f"x, y = normal({term.seed}, {BAND_STREAM:#x}, 2 * waves.size).reshape(-1, 2).T\n"
        f"power = x * x + y * y\n"
        f"amplitudes = np.sqrt(power * (2.0 / power.sum())) * {term.rms!r}\n"
        f"phases = uniform({term.seed}, {BAND_STREAM:#x}, 1, waves.size)\n"
        f"{name} = np.zeros(times.size)\n"
        f"for part in np.split(np.arange(waves.size), "
        f"range({(group := max(1, TOGETHER // max(1, size)))}, waves.size, {group})):\n"
        f"    angles = waves[part] * (times / {term.period!r})[:, None] + phases[part]\n"
        f"    {name} += (amplitudes[part] * sine(angles)).sum(axis=-1)\n"
    )
    return ExactSource(before, name, ("normal", "uniform", "sine"))

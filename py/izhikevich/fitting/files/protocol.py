"""Protocols as text: what was injected where the file does not say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.fitting.recording import step_current
from izhikevich.headings import PLAINER, UNITS
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.text import NUMBER

MAX_TEXT = 10_000  # characters
MAX_AMPLITUDES = 1000
EXAMPLE = marked("step from 200 to 2200 ms: 100, 150, 200 pA")

_TIME = rf"({NUMBER}) ?(ms|msec|s|sec)?"
_SPAN = re.compile(
    rf"(?:(?:step|pulse|schritt|sprung|puls) ?)?(?:from|von|between|zwischen)? ?{_TIME} ?"
    rf"(?:to|bis|until|and|und|-|–|\.\.) ?{_TIME} ?(?::|at|of|with|mit|bei|je|=)? ?(.*)",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    rf"(?:holding|held|hold|haltestrom)(?: at| bei|:| =)? ?({NUMBER}) ?([^\W\d_]+)?"
)
_SERIES = re.compile(
    rf"(?:from |von )?({NUMBER}) ?([^\W\d_]+)? ?(?:to|bis|\.\.|:) ?({NUMBER}) ?([^\W\d_]+)?,? ?"
    rf"(?:in steps of|steps of|step|by|every|in schritten von|schritt) ?({NUMBER}) ?([^\W\d_]+)?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(.*?) ?([pnuµm]?A)", re.IGNORECASE)
_CURRENTS = {unit.lower(): unit for unit in UNITS["current"] if unit.endswith("A")}


@dataclass(frozen=True)
class Step:
    """A step of current.

    Parameters
    ----------
    start, stop : float
        Times, ms.
    amplitudes : tuple of float
        Current of each sweep, pA, or one for all.
    """

    start: float
    stop: float
    amplitudes: tuple[float, ...]


@dataclass(frozen=True)
class Protocol:
    """Steps of current, the same in all sweeps but for their amplitudes.

    Parameters
    ----------
    steps : tuple of Step
    holding : float
        Current at all other times, pA.
    """

    steps: tuple[Step, ...]
    holding: float = 0.0

    def current(self, t: FloatArray, n_sweeps: int) -> FloatArray:
        """Return the current of each sweep, shape (n_sweeps, n_samples), pA.

        Raises
        ------
        ParameterError
            If it has another number of amplitudes, or a step is not within the sweep.
        """
        current = np.full((n_sweeps, t.size), self.holding)
        for step in self.steps:
            count = len(step.amplitudes)
            if count not in (1, n_sweeps):
                text = msg(
                    "has {count} currents, but there are {sweeps} sweeps: give one for each, or "
                    "one for all",
                    count=count,
                    sweeps=n_sweeps,
                )
                raise ParameterError("protocol", self.text, text)
            if not t[0] <= step.start < t[-1]:
                text = msg(
                    "a step begins at {start} ms, but a sweep lasts from {begin} to {end} ms",
                    start=Number(step.start, form="g"),
                    begin=Number(float(t[0]), form="g"),
                    end=Number(float(t[-1]), form="g"),
                )
                raise ParameterError("protocol", self.text, text)
            made = step_current(t, step.start, step.stop, step.amplitudes, holding=self.holding)
            current += made - self.holding
        return current

    @property
    def text(self) -> str:
        """The protocol as `read_protocol` reads it."""
        parts = [
            f"step from {step.start:g} to {step.stop:g} ms: "
            f"{', '.join(f'{value:g}' for value in step.amplitudes)} pA"
            for step in self.steps
        ]
        held = [f"holding {self.holding:g} pA"] if self.holding else []
        return "; ".join([*held, *parts])


def read_protocol(text: str) -> Protocol:
    """Read a protocol from text.

    Parameters
    ----------
    text : str
        Steps, separated by semicolons or lines, such as "step from 200 to 2200 ms: 100, 150,
        200 pA", "from 0.2 to 2.2 s at 100 pA" or "from 200 to 2200 ms: -100 to 300 pA in steps
        of 50"; "holding -20 pA" is the current at other times. English or German; times in ms or
        s, currents in pA, nA, uA or A.

    Raises
    ------
    ParameterError
        If it cannot be read; the message names the part.
    """
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise _wrong(text if isinstance(text, str) else repr(text))
    steps: list[Step] = []
    holding = 0.0
    for part in re.split("[;\n]", text.translate(PLAINER)):
        plain = " ".join(part.split())
        if not plain:
            continue
        held = _HOLDING.fullmatch(plain.lower())
        if held is not None:
            holding = float(held[1]) * _factor(held[2], plain)
            continue
        span = _SPAN.fullmatch(plain)
        if span is None:
            raise _wrong(plain)
        start, begin_unit, stop, unit, currents = span.groups()
        times = UNITS["time"]
        after = times[(unit or begin_unit or "ms").lower()]
        before = times[(begin_unit or unit or "ms").lower()]
        first, last = float(start) * before, float(stop) * after
        if not 0 <= first < last:
            raise ParameterError("protocol", plain, "must begin at 0 or later, and before it ends")
        steps.append(Step(first, last, _amplitudes(currents, plain)))
    if not steps:
        raise _wrong(text)
    return Protocol(tuple(steps), holding)


def _amplitudes(text: str, part: str) -> tuple[float, ...]:
    """Return currents in pA."""
    series = _SERIES.fullmatch(text)
    if series is not None:
        low, unit1, high, unit2, by, unit3 = series.groups()
        factor = _factor(unit3 or unit2 or unit1, part)
        return _series(float(low) * factor, float(high) * factor, float(by) * factor, part)
    found = _UNIT.fullmatch(text)
    factor = _factor(found[2] if found else None, part)
    cells = (found[1] if found else text).replace(" and ", ",").replace(" und ", ",")
    values = []
    for cell in re.split("[, ]", re.sub(r" *, *", ",", cells.strip(" ,"))):
        if not re.fullmatch(NUMBER, cell):
            raise _wrong(part)
        values.append(float(cell) * factor)
    return _checked(values, part)


def _series(low: float, high: float, by: float, part: str) -> tuple[float, ...]:
    step = abs(by) if high >= low else -abs(by)
    count = (high - low) / step if step else float("inf")
    if not count < MAX_AMPLITUDES:
        raise _wrong(part)
    return _checked([low + k * step for k in range(int(count + 1e-6) + 1)], part)


def _checked(values: list[float], part: str) -> tuple[float, ...]:
    if not all(abs(value) < 1e9 for value in values) or not 0 < len(values) <= MAX_AMPLITUDES:
        raise _wrong(part)
    return tuple(float(f"{value:.12g}") for value in values)


def _factor(unit: str | None, part: str) -> float:
    if unit is None:
        text = msg("the unit of the current is missing: write it as in {example}", example=_shown())
        raise ParameterError("protocol", part, text)
    if unit.lower() not in _CURRENTS or unit in ("PA", "MA", "NA"):
        raise ParameterError("protocol", part, msg("a current is in pA, nA, uA or A"))
    return UNITS["current"][_CURRENTS[unit.lower()]]


def _shown() -> Message:
    return msg(EXAMPLE)


def _wrong(part: str) -> ParameterError:
    return ParameterError("protocol", part, msg("write it as in {example}", example=_shown()))

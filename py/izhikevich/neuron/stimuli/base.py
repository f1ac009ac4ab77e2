"""The base of all injected currents, and the simplest: a constant, a sum, a multiple."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import MISSING, dataclass, fields, replace
from math import inf
from typing import Any, ClassVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.units import number

AMPLITUDE_LIMIT = 1e6
TIME_LIMIT = 1e9
#: Sample times this close below an edge (ms) count as on it, so that a width W holds for W / dt
#: samples although sample times such as 3 * 0.1 are not exact.
EDGE = 1e-9
_SHOWN = 6  # terms of a sum that its `repr` shows


#: Kinds of stimuli by their name in texts, in the order in which they were defined.
KINDS: dict[str, type[Any]] = {}


class Stimulus(ABC):
    """An injected current as a function of time.

    Currents are in mV/ms for neurons of the 2003/2004 form and in pA for the 2007 form; times are
    in ms from the start of the run. Stimuli can be added and subtracted, also with plain numbers,
    negated, and multiplied or divided by a number: ``2 * Step(5) - Sine(1, 8) + 3``.
    """

    #: Name in the text form; a class that sets it, and has number fields, can be read from text.
    NAME: ClassVar[str]
    #: Fields to which the current is proportional: all of them are multiplied to scale it. Without
    #: any, as for noise, the multiple is a `Scaled`.
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ()
    #: Arrays and numpy's numbers leave arithmetic with a stimulus to it.
    __array_ufunc__ = None

    def __init_subclass__(cls, **others: Any) -> None:
        """Register a new kind of stimulus for texts, links and scripts."""
        super().__init_subclass__(**others)
        name = cls.__dict__.get("NAME")
        if name is None:
            return
        known = KINDS.get(name)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise ParameterError(
                "NAME", name, msg("is already that of {kind}", kind=known.__qualname__)
            )
        KINDS[name] = cls

    @abstractmethod
    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms), an array of the same shape as `t`."""

    def breakpoints(self, t0: float, t1: float) -> tuple[float, ...]:
        """Return the times strictly between `t0` and `t1` (ms) of jumps and kinks, sorted."""
        return tuple(sorted({t for t in self._edges(t0, t1) if t0 < t < t1}))

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        """Return at least all jumps and kinks between `t0` and `t1` (ms), in any order."""
        return ()

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola fits the current well; inf if straight."""
        return inf

    def source(self) -> str:
        """Return `sample` as numpy source, an expression of the array ``times`` (ms).

        Used in scripts that do not depend on this package.

        Raises
        ------
        ParameterError
            If the stimulus cannot be written so.
        """
        raise ParameterError("stimulus", self, "has no form in numpy")

    @property
    def text(self) -> str:
        """Compact text form, such as ``step(14,10)``; `parse` reads it back exactly.

        Raises
        ------
        ParameterError
            If the stimulus has none (sampled values).
        """
        return f"{self.NAME}({','.join(self._arguments())})"

    def _arguments(self) -> list[str]:
        """Write the fields in order; those with their default values are omitted."""
        written: list[str] = []
        named = False
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if field.default is not MISSING and value == field.default:
                named = True
            else:
                written.append(
                    f"{field.name}={number_text(value)}" if named else number_text(value)
                )
        return written

    def scaled(self, factor: float) -> Stimulus:
        """Return this current times a number, as ``*`` does.

        Parameters
        ----------
        factor : float

        Raises
        ------
        ParameterError
            If it is not a finite number, or makes the current too large.
        """
        factor = number(factor, "factor", "", low=-AMPLITUDE_LIMIT, high=AMPLITUDE_LIMIT)
        return self if factor == 1.0 else self._scaled(factor)

    def _scaled(self, factor: float) -> Stimulus:
        if not self.PROPORTIONAL:
            return Scaled(factor, self)
        changes = {name: factor * getattr(self, name) for name in self.PROPORTIONAL}
        return replace(self, **changes)  # type: ignore[type-var]

    def __add__(self, other: object) -> Stimulus:
        """Return the sum with another stimulus or a number."""
        return _sum(self, other)

    def __radd__(self, other: object) -> Stimulus:
        """Return the sum of a number (such as the 0 that `sum` starts with) and this."""
        return _sum(other, self)

    def __neg__(self) -> Stimulus:
        """Return the current with the opposite sign."""
        return self._scaled(-1.0)

    def __sub__(self, other: object) -> Stimulus:
        """Return this minus another stimulus or a number."""
        return _sum(self, -as_term(other))

    def __rsub__(self, other: object) -> Stimulus:
        """Return a number minus this."""
        return _sum(other, -self)

    def __mul__(self, factor: object) -> Stimulus:
        """Return this times a number."""
        return self.scaled(number(factor, "factor", ""))

    def __rmul__(self, factor: object) -> Stimulus:
        """Return a number times this."""
        return self * factor

    def __truediv__(self, divisor: object) -> Stimulus:
        """Return this divided by a number."""
        divided = number(divisor, "divisor", "")
        if divided == 0.0:
            raise ParameterError("divisor", divisor, "must not be 0")
        return self.scaled(1.0 / divided)

    def __str__(self) -> str:
        """Return the text form."""
        return self.text


class Lasting(Stimulus):
    """A stimulus that has a start and may have an end."""

    start: float
    stop: float | None

    def _check_span(self) -> None:
        checked(self, "start", unit="ms")
        if self.stop is not None:
            checked(self, "stop", unit="ms", low=self.start)

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return (self.start,) if self.stop is None else (self.start, self.stop)


@dataclass(frozen=True)
class Constant(Stimulus):
    """The same current at all times.

    Parameters
    ----------
    level : float
        Current.
    """

    level: float
    NAME: ClassVar[str] = "constant"
    PROPORTIONAL: ClassVar[tuple[str, ...]] = ("level",)

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "level")

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        return np.full(t.shape, self.level)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        return f"np.full(times.size, {self.level!r})"

    @property
    def text(self) -> str:
        """The number by itself."""
        return number_text(self.level)


@dataclass(frozen=True)
class Sum(Stimulus):
    """The sum of several stimuli; normally created with ``+``.

    Parameters
    ----------
    terms : tuple of Stimulus
        At least two. Nested sums are flattened.
    """

    terms: tuple[Stimulus, ...]

    def __post_init__(self) -> None:
        """Check the terms and flatten nested sums."""
        flat: list[Stimulus] = []
        for part in self.terms:
            if not isinstance(part, Stimulus):
                raise ParameterError("terms", part, "must be a Stimulus")
            flat.extend(part.terms if isinstance(part, Sum) else [part])
        if len(flat) < 2:
            raise ParameterError("terms", self.terms, "must be at least two stimuli")
        object.__setattr__(self, "terms", tuple(flat))

    def __repr__(self) -> str:
        """Return the terms with plus signs between them; of many, the first ones."""
        more = len(self.terms) - _SHOWN
        shown = [repr(part) for part in self.terms[:_SHOWN]]
        return " + ".join([*shown, f"<{more:,} more>"] if more > 0 else shown)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        total = self.terms[0].sample(t)
        for part in self.terms[1:]:
            total = total + part.sample(t)
        return total

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return tuple(t for part in self.terms for t in part.breakpoints(t0, t1))

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola approximates the current well."""
        return min(part.longest_interval for part in self.terms)

    @property
    def text(self) -> str:
        """The terms joined by plus signs, or by the minus sign of a negative one."""
        text = self.terms[0].text
        for part in self.terms[1:]:
            text += part.text if part.text.startswith("-") else f"+{part.text}"
        return text

    def _scaled(self, factor: float) -> Stimulus:
        return Sum(tuple(part._scaled(factor) for part in self.terms))


@dataclass(frozen=True)
class Scaled(Stimulus):
    """A stimulus times a number; normally created with ``*`` or ``-``.

    Only stimuli that cannot be scaled by their own numbers need it: noise, whose standard deviation
    is never negative, and those of other packages.

    Parameters
    ----------
    factor : float
        Number by which the current is multiplied.
    term : Stimulus
        A single stimulus: a sum is scaled term by term.
    """

    factor: float
    term: Stimulus

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "factor")
        if not isinstance(self.term, Stimulus) or isinstance(self.term, Sum | Scaled):
            raise ParameterError("term", self.term, "must be a single stimulus")

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        return self.factor * self.term.sample(t)

    def source(self) -> str:
        """Return `sample` as numpy source."""
        return f"{self.factor!r} * ({self.term.source()})"

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        return self.term.breakpoints(t0, t1)

    @property
    def longest_interval(self) -> float:
        """Longest time (ms) over which a parabola approximates the current well."""
        return self.term.longest_interval

    @property
    def text(self) -> str:
        """The number, a star and the term; for -1 only a minus sign."""
        if self.factor == -1.0:
            return f"-{self.term.text}"
        return f"{number_text(self.factor)}*{self.term.text}"

    def _scaled(self, factor: float) -> Stimulus:
        product = factor * self.factor
        return self.term if product == 1.0 else Scaled(product, self.term)


def as_term(value: object, unit: str = "") -> Stimulus:
    """Return a stimulus, or a number as a constant one.

    Raises
    ------
    ParameterError
        If it is neither; for an array the message says what to write instead.
    """
    if isinstance(value, Stimulus):
        return value
    if is_series(value):
        raise ParameterError(
            "stimulus", value, "an array has no time step here: write Sampled(values, dt=...)"
        )
    return Constant(number(value, "stimulus", unit))


def is_series(value: object) -> bool:
    """Tell whether a value is a series of numbers: a list, or an array of any library."""
    dimensions = getattr(value, "ndim", 0)
    return isinstance(value, list | tuple) or (isinstance(dimensions, int) and dimensions > 0)


def _sum(left: object, right: object) -> Stimulus:
    """Add two stimuli or numbers, leaving out constants of 0."""
    terms = [as_term(left), as_term(right)]
    terms = [x for x in terms if not (isinstance(x, Constant) and x.level == 0.0)]
    if not terms:
        return Constant(0.0)
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def checked(
    owner: object, *names: str, unit: str = "", low: float | None = None, **bounds: Any
) -> None:
    """Validate numeric fields of a frozen stimulus: amplitudes (no unit), or times and others."""
    limit = AMPLITUDE_LIMIT if unit == "" else TIME_LIMIT
    for name in names:
        value = number(
            getattr(owner, name),
            name,
            unit,
            low=-limit if low is None else low,
            high=limit,
            **bounds,
        )
        object.__setattr__(owner, name, value + 0.0)  # no negative zero, which texts would lose


def number_text(value: float) -> str:
    """Return the shortest text that reads back as exactly this number, without a trailing .0."""
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text

"""Piecewise currents: intervals with levels and slopes, or samples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.neuron.stimuli.base import (
    AMPLITUDE_LIMIT,
    EDGE,
    TIME_LIMIT,
    Stimulus,
    checked,
    number_text,
)

_SHOWN = 6  # pieces that a `repr` shows


class Sampled(Stimulus):
    """A current given as samples, each held until the next (zero-order hold).

    Parameters
    ----------
    values : array, shape (n,)
        Current in [i dt, (i + 1) dt). After the last one the current is 0.
    dt : float
        Sampling interval, ms.
    """

    def __init__(self, values: ArrayLike, dt: float) -> None:
        """Initialise from the parameters that the class describes."""
        try:
            array = np.array(values, dtype=np.float64)
        except (TypeError, ValueError):
            raise ParameterError("values", values, "must be an array of numbers") from None
        if array.ndim != 1 or not array.size:
            raise ParameterError("values", values, "must be a one-dimensional array, not empty")
        if not np.all(np.abs(array) <= AMPLITUDE_LIMIT):  # also false for NaN
            raise ParameterError(
                "values",
                values,
                msg(
                    "must be finite, at most {limit}",
                    limit=Number(AMPLITUDE_LIMIT, form="g"),
                ),
            )
        array.flags.writeable = False
        self.values = array
        self.dt = dt
        checked(self, "dt", unit="ms", low=0.0, low_open=True)

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        index = np.floor((t + EDGE) / self.dt)
        inside = (index >= 0) & (index < self.values.size)
        return np.where(inside, self.values[np.where(inside, index, 0).astype(np.int64)], 0.0)

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        first, last = max(0, floor(t0 / self.dt)), min(self.values.size, ceil(t1 / self.dt))
        return tuple(i * self.dt for i in range(first, last + 1))

    def _scaled(self, factor: float) -> Sampled:
        return Sampled(factor * self.values, self.dt)

    @property
    def text(self) -> str:
        """Raise an error: sampled values have no text form."""
        raise ParameterError(
            "stimulus", self, "sampled values have no text form (the other stimuli have one)"
        )

    def __repr__(self) -> str:
        """Return a short description."""
        return f"Sampled(<{self.values.size} values>, dt={self.dt!r})"

    def __str__(self) -> str:
        """Return a short description."""
        return repr(self)

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same samples."""
        if not isinstance(other, Sampled):
            return NotImplemented
        return self.dt == other.dt and np.array_equal(self.values, other.values)

    def __hash__(self) -> int:
        """Return a hash of all values."""
        return hash((self.dt, self.values.tobytes()))


@dataclass(frozen=True)
class Piece:
    """One piece of a `Piecewise` current: level + slope (t - t_ref) between two times.

    Parameters
    ----------
    level : float
        Current at `t_ref`.
    start, stop : float, optional
        Bounds, ms; None if unbounded.
    includes_start, includes_stop : bool
        Whether the bound itself belongs to the piece. By default it does not: the code of the
        published figures uses strict inequalities.
    slope : float
        Growth per ms.
    t_ref : float, optional
        Reference time of the slope, ms. By default `start`, or 0 if there is none.
    """

    level: float
    start: float | None = None
    stop: float | None = None
    includes_start: bool = False
    includes_stop: bool = False
    slope: float = 0.0
    t_ref: float | None = None

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "level", "slope")
        for name in ("start", "stop", "t_ref"):
            if getattr(self, name) is not None:
                checked(self, name, unit="ms")
        if self.start is not None and self.stop is not None and not self.start < self.stop:
            raise ParameterError(
                "stop",
                self.stop,
                msg("must be after the start, {start} ms", start=Number(self.start, form="g")),
            )
        if self.t_ref is None or self.slope == 0.0:
            object.__setattr__(self, "t_ref", self.default_reference)

    @property
    def default_reference(self) -> float:
        """Reference time of the slope if none is given, ms."""
        return 0.0 if self.start is None else self.start

    @property
    def text(self) -> str:
        """Text form, such as ``37.5<t<42.5:1.24`` or ``30<t:-0.5:0.015`` (with a slope)."""
        left = (
            "" if self.start is None else f"{number_text(self.start)}<{'=' * self.includes_start}"
        )
        right = "" if self.stop is None else f"<{'=' * self.includes_stop}{number_text(self.stop)}"
        text = f"{left}t{right}:{number_text(self.level)}"
        if self.slope:
            text += f":{number_text(self.slope)}"
            if self.t_ref is not None and self.t_ref != self.default_reference:
                text += f"@{number_text(self.t_ref)}"
        return text

    def holds(self, t: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Return whether each of the times `t` (ms) lies in the piece."""
        start = -TIME_LIMIT if self.start is None else self.start
        stop = TIME_LIMIT if self.stop is None else self.stop
        above = t >= start if self.includes_start else t > start
        below = t <= stop if self.includes_stop else t < stop
        return above & below

    def source(self) -> tuple[str, str]:
        """Return numpy source of the bounds, and of the level within them."""
        bounds, level = [], repr(self.level)
        if self.start is not None:
            bounds.append(f"(times >{'=' * self.includes_start} {self.start!r})")
        if self.stop is not None:
            bounds.append(f"(times <{'=' * self.includes_stop} {self.stop!r})")
        if self.slope:
            level += f" + {self.slope!r} * (times - {self.t_ref!r})"
        return " & ".join(bounds) or "np.full(times.size, True)", level


@dataclass(frozen=True)
class Piecewise(Stimulus):
    """A baseline current replaced in some pieces; where pieces overlap, the first one wins.

    Bounds are compared exactly as written, without tolerance, as the published protocols require.

    Parameters
    ----------
    baseline : float
        Current outside all pieces.
    pieces : tuple of Piece
        Tried in order.
    """

    baseline: float
    pieces: tuple[Piece, ...] = ()
    NAME: ClassVar[str] = "piecewise"

    def __post_init__(self) -> None:
        """Check the fields."""
        checked(self, "baseline")
        for piece in self.pieces:
            if not isinstance(piece, Piece):
                raise ParameterError("pieces", piece, "must be a Piece")
        object.__setattr__(self, "pieces", tuple(self.pieces))

    def __repr__(self) -> str:
        """Return the fields; of many pieces, how many there are."""
        count = len(self.pieces)
        pieces = repr(self.pieces) if count <= _SHOWN else f"<{count:,} pieces>"
        return f"Piecewise(baseline={self.baseline!r}, pieces={pieces})"

    def sample(self, t: FloatArray) -> FloatArray:
        """Return the current at the times `t` (ms)."""
        total = np.full(t.shape, self.baseline)
        for piece in reversed(self.pieces):
            level = (
                piece.level + piece.slope * (t - (piece.t_ref or 0.0))
                if piece.slope
                else piece.level
            )
            total = np.where(piece.holds(t), level, total)
        return total

    def source(self) -> str:
        """Return `sample` as numpy source."""
        if not self.pieces:
            return f"np.full(times.size, {self.baseline!r})"
        bounds, levels = zip(*(piece.source() for piece in self.pieces), strict=True)
        return f"np.select([{', '.join(bounds)}], [{', '.join(levels)}], {self.baseline!r})"

    def _edges(self, t0: float, t1: float) -> tuple[float, ...]:
        bounds = [bound for piece in self.pieces for bound in (piece.start, piece.stop)]
        return tuple(bound for bound in bounds if bound is not None)

    def _scaled(self, factor: float) -> Piecewise:
        pieces = (
            replace(piece, level=factor * piece.level, slope=factor * piece.slope)
            for piece in self.pieces
        )
        return Piecewise(factor * self.baseline, tuple(pieces))

    def _arguments(self) -> list[str]:
        return [number_text(self.baseline), *(piece.text for piece in self.pieces)]

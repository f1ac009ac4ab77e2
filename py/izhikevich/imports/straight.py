"""Samples as a current of few straight pieces, which has a text form and fits in a link."""

from __future__ import annotations

from math import inf
from typing import TypeAlias

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.neuron.stimuli.stimulus import Piece, Piecewise

#: Start and stop (ms), level at the start, and slope.
_Line: TypeAlias = tuple[float, float, float, float]
#: More pieces than these make the text too long.
MAX_PIECES = 250
_LONGEST_TEXT = 10_000
#: Tolerances of a piece, as fractions of the samples' range; the first that works is used.
_TOLERANCES = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)


def as_pieces(
    times: list[float], values: list[float], stop: float
) -> tuple[Piecewise, tuple[str, ...]]:
    """Return a current that holds each sample until the next, or approximates it.

    Parameters
    ----------
    times, values : list of float
        At least two samples; times rise, ms.
    stop : float
        End of the last sample, ms.

    Returns
    -------
    Piecewise
    tuple of str
        Approximations made, with the numbers.

    Raises
    ------
    ParameterError
        If too many pieces would be needed.
    """
    held = _held(times, values, stop)
    if held is not None:
        return held, ()
    low, high = min(values), max(values)
    for tolerance in _TOLERANCES:
        allowed = tolerance * (high - low) + 1e-9 * max(abs(low), abs(high))
        pieces = _lines(times, values, stop, allowed)
        made = _made(pieces) if pieces is not None else None
        if made is not None and not tolerance:
            return made, ()
        if made is not None:
            note = msg(
                "{samples} samples are drawn by {pieces} straight pieces, at most {distance} away "
                "from them ({percent} % of their range).",
                samples=Number(len(times), form=","),
                pieces=len(made.pieces),
                distance=Number(allowed, form=".3g"),
                percent=Number(100 * tolerance, form="g"),
            )
            return made, (note,)
    raise ParameterError(
        "table",
        msg("{count} samples", count=Number(len(times), form=",")),
        msg(
            "even within {percent} % of their range they need more than {most} straight pieces: "
            "use a shorter part, or smooth it",
            percent=Number(100 * _TOLERANCES[-1], form="g"),
            most=MAX_PIECES,
        ),
    )


def _held(times: list[float], values: list[float], stop: float) -> Piecewise | None:
    """Return the samples as steps, if they are few."""
    pieces: list[_Line] = []
    for time, value in zip(times, values, strict=True):
        if not pieces or pieces[-1][2] != value:
            if len(pieces) > MAX_PIECES:
                return None
            pieces.append((time, stop, value, 0.0))
            if len(pieces) > 1:
                start, _, before, _ = pieces[-2]
                pieces[-2] = (start, time, before, 0.0)
    return _made(pieces)


def _lines(
    times: list[float], values: list[float], stop: float, allowed: float
) -> list[_Line] | None:
    """Return straight lines that pass all samples within a tolerance; None if there are too many.

    Each begins at a sample and continues as long as some slope passes all samples on its way.
    """
    pieces: list[_Line] = []
    begin, n = 0, len(times)
    while begin < n:
        if len(pieces) >= MAX_PIECES:
            return None
        t0, v0 = times[begin], values[begin]
        least, most = -inf, inf
        k = begin + 1
        while k < n:
            since = times[k] - t0
            low, high = (values[k] - allowed - v0) / since, (values[k] + allowed - v0) / since
            if low > most or high < least:
                break
            least, most = max(least, low), min(most, high)
            k += 1
        slope = 0.0 if k == begin + 1 or least <= 0.0 <= most else 0.5 * (least + most)
        pieces.append((t0, times[k] if k < n else stop, v0, slope))
        begin = k
    return pieces


def _made(pieces: list[_Line]) -> Piecewise | None:
    """Return the current, if its text is not too long; outside the pieces it is 0."""
    made = Piecewise(
        0.0,
        tuple(
            Piece(
                level=level,
                start=start,
                stop=stop,
                includes_start=True,
                slope=float(f"{slope:.9g}"),
            )
            for start, stop, level, slope in pieces
            if level or slope
        ),
    )
    return made if len(made.pieces) <= MAX_PIECES and len(made.text) < _LONGEST_TEXT else None

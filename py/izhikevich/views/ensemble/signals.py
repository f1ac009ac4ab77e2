"""Signals as texts: sums and products of stimuli, or a curve drawn by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from izhikevich import nef
from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.neuron.stimuli.stimulus import Sampled, Stimulus, parse

#: Maximum number of values of a drawn curve.
MAX_POINTS = 1000
#: The part of a number such as 1e+3 in front of its sign.
_POWER = re.compile(r"\d\.?[eE]$")


def read_signal(text: str, name: str, duration: float) -> Stimulus:
    """Read a signal.

    Parameters
    ----------
    text : str
        A sum of products such as ``"0.2+sine(1,3)*noise(0.5,2)"`` of what
        `izhikevich.neuron.stimuli.stimulus.parse` reads; or numbers, separated by commas, equally
        spaced over the run.
    name : str
        Name of the parameter with this value.
    duration : float
        Length of the run, ms.

    Raises
    ------
    ParameterError
        If it cannot be read.
    """
    drawn = drawn_values(text)
    if drawn is not None:
        if not 2 <= len(drawn) <= MAX_POINTS:
            raise ParameterError(name, text, msg("must have 2 to {most} numbers", most=MAX_POINTS))
        times = np.arange(np.floor(duration) + 1.0)
        places = np.linspace(0.0, duration, len(drawn))
        return Sampled(np.interp(times, places, drawn), 1.0)
    try:
        products = [_product(term) for term in _split(text, "+")]
    except ParameterError as error:
        raise ParameterError(name, text, error.allowed) from None
    total = products[0]
    for product in products[1:]:
        total = total + product
    return total


def drawn_values(text: str) -> FloatArray | None:
    """Return the values of a drawn curve, separated by commas; None if it is something else."""
    if "," not in text:
        return None
    try:
        found = np.array([float(part) for part in text.split(",") if part.strip()])
    except ValueError:
        return None
    return found if np.isfinite(found).all() else None


def _product(text: str) -> Stimulus:
    factors = [parse(part.strip()) for part in _split(text, "*")]
    return factors[0] if len(factors) == 1 else nef.Product(tuple(factors))


def _split(text: str, sign: str) -> Iterator[str]:
    """Split at a sign that is neither in brackets nor in a number such as 1e+3."""
    depth = 0
    begin = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if (
            character == sign
            and depth == 0
            and not _POWER.search(text, max(begin, place - 3), place)
        ):
            yield text[begin:place]
            begin = place + 1
    yield text[begin:]

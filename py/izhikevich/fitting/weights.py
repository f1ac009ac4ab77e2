"""Weights of the terms by which sweeps are compared, as numbers or as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import inf

from izhikevich.errors import ParameterError
from izhikevich.fitting.objective import WEIGHTS
from izhikevich.messages import msg
from izhikevich.text import UNSIGNED

#: Names of all terms.
TERMS = tuple(dict.fromkeys(name for own in WEIGHTS.values() for name in own))
_ONE = re.compile(rf"(\w+)\s*[=:\s]\s*({UNSIGNED})")


def weights_of(text: str) -> dict[str, float]:
    """Return the weights that a text gives, such as "count 2, voltage 0.5".

    Parameters
    ----------
    text : str
        Pairs of a term and its weight, in any order; those of terms that it leaves out are the
        default.

    Raises
    ------
    ParameterError
        If it is something else, names a term twice, or there is no such term.
    """
    found: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in re.split("[,;]", text))):
        pair = _ONE.fullmatch(part)
        if pair is None:
            raise ParameterError("weights", part, 'must be a term and a number, such as "count 2"')
        name, value = pair.groups()
        if name in found:
            raise ParameterError("weights", text, msg("gives {name} twice", name=name))
        found[name] = float(value)
    return dict(checked(found))


def checked(weights: Mapping[str, float]) -> Mapping[str, float]:
    """Return the weights if there are such terms, and they are finite and not negative."""
    for name, value in weights.items():
        if name not in TERMS:
            text = msg("has no term {name}, only {names}", name=name, names=", ".join(TERMS))
            raise ParameterError("weights", weights, text)
        if not 0.0 <= float(value) < inf:
            raise ParameterError("weights", weights, "must be finite and not negative")
    return weights

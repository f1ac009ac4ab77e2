"""Values shared by the panels of correlations, averages and stimuli."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from izhikevich.errors import ParameterError, one_of
from izhikevich.messages import msg
from izhikevich.network.names import read_name
from izhikevich.network.populations import Population

#: Parameters by which a reader chooses it, with their values in every network.
DEFAULTS: Mapping[str, float | str] = {
    "reference": "",
    "compared": "",
    "bin": 2.0,
    "lag": 100.0,
    "onsets": "",
}
_MAX_ONSETS = 10_000  # onsets


@dataclass(frozen=True, eq=False)
class Studied:
    """What is to be shown.

    Parameters
    ----------
    reference, compared : Population or None
        Populations of the correlogram; None for the first one, and for the second, if there is one.
    bin : float
        Width of bins, ms.
    lag : float
        Longest time before and after a spike or an onset, ms.
    onsets : tuple of float
        Times of onsets, ms, sorted; empty for those of the network.
    """

    reference: Population | None = None
    compared: Population | None = None
    bin: float = 2.0
    lag: float = 100.0
    onsets: tuple[float, ...] = ()

    def pair(self, populations: Sequence[Population]) -> tuple[Population, Population]:
        """Return the populations of the correlogram."""
        second = populations[min(1, len(populations) - 1)]
        return self.reference or populations[0], self.compared or second


def read_studied(values: Mapping[str, Any], populations: Sequence[Population]) -> Studied:
    """Return what is to be shown of a network.

    Raises
    ------
    ParameterError
        If there is no population of a name, or the onsets are not times.
    """
    reference, compared = (
        _population(name, str(values[name]), populations) for name in ("reference", "compared")
    )
    times = _times(str(values["onsets"]))
    return Studied(reference, compared, float(values["bin"]), float(values["lag"]), times)


def _population(name: str, text: str, populations: Sequence[Population]) -> Population | None:
    wanted = text.strip().casefold()
    if not wanted:
        return None
    known = {one.name: one for one in populations}
    for own, one in known.items():
        if wanted in (own.casefold(), str(read_name(own)).casefold()):
            return one
    raise ParameterError(name, text, one_of(text, known))


def _times(text: str) -> tuple[float, ...]:
    """Read "200, 450.5"."""
    allowed = msg("must be times in ms, separated by commas: 200, 450.5")
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            found.append(float(part))
        except ValueError:
            raise ParameterError("onsets", text, allowed) from None
    if not all(isfinite(time) and time >= 0.0 for time in found):
        raise ParameterError("onsets", text, allowed)
    if len(found) > _MAX_ONSETS:
        raise ParameterError("onsets", text, msg("must be at most {most} times", most=_MAX_ONSETS))
    return tuple(sorted(found))

"""The neurons whose traces are shown one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.populations import Population

#: One neuron of each population, the middle one.
EACH = "each"
#: Traces that are kept.
MAX_TRACED = 8
_DIGITS = 12  # of a number: more than any network has


@dataclass(frozen=True)
class Chosen:
    """The chosen neurons of a network.

    Parameters
    ----------
    listed : tuple of int
        Indices in the network, in the order in which they were chosen.
    beyond : tuple of int
        Those that the network is too small to have.
    """

    listed: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()

    @property
    def neurons(self) -> tuple[int, ...]:
        """The neurons as they are shown: ascending."""
        return tuple(sorted(self.listed))


def read_traced(text: str, populations: Sequence[Population]) -> Chosen:
    """Read "0, 812, 1050", "each" or nothing.

    Raises
    ------
    ParameterError
        If these are not whole numbers, or too many.
    """
    if text.strip().lower() == EACH:
        middle = [population.start + population.size // 2 for population in populations]
        return Chosen(tuple(middle[:MAX_TRACED]))
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        if not (part.isascii() and part.isdigit()):
            raise ParameterError(
                "traced",
                text,
                msg("must be the numbers of neurons, separated by commas, or {each}", each=EACH),
            )
        found.append(int(part[:_DIGITS]))
    n = populations[-1].stop if populations else 0
    found = list(dict.fromkeys(found))
    inside = tuple(neuron for neuron in found if neuron < n)
    if len(inside) > MAX_TRACED:
        raise ParameterError("traced", text, msg("must be at most {most} neurons", most=MAX_TRACED))
    return Chosen(inside, tuple(neuron for neuron in found if neuron >= n))

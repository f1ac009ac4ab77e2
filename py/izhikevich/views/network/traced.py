"""The neurons whose traces are shown one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.network.populations import Population, whole_and_kind
from izhikevich.views.graph import entries

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
    """Read "0, 812, 1050", "each" or nothing; "each, E:3" is one of each population, but 3 of E.

    Raises
    ------
    ParameterError
        If an entry is none of these, or they are too many.
    """
    if text.strip().lower() == EACH:
        return Chosen(tuple(map(_middle, populations[:MAX_TRACED])))
    found: list[int] = []
    parts = list(entries(text, 1))
    counts = {name: numbers[0] for name, numbers in parts if numbers is not None}
    for name, numbers in parts:
        if numbers is not None:
            own = [p for p in populations if name in _names(p)]
            found += _spread(own, numbers[0])
        elif name.lower() == EACH:
            others = [p for p in populations if counts.keys().isdisjoint(_names(p))]
            found += map(_middle, others)
        elif name.isascii() and name.isdigit():
            found.append(int(name[:_DIGITS]))
        else:
            raise ParameterError(
                "traced",
                text,
                msg(
                    "must be the numbers of neurons, or populations such as {example}, separated "
                    "by commas, or {each}",
                    example="E:3",
                    each=EACH,
                ),
            )
    n = populations[-1].stop if populations else 0
    found = list(dict.fromkeys(found))
    inside = tuple(neuron for neuron in found if neuron < n)
    if len(inside) > MAX_TRACED:
        raise ParameterError("traced", text, msg("must be at most {most} neurons", most=MAX_TRACED))
    return Chosen(inside, tuple(neuron for neuron in found if neuron >= n))


def _names(population: Population) -> tuple[str, str]:
    """Return the names of a population, and of what it is a part of."""
    return population.name, whole_and_kind(population.name)[0]


def _middle(population: Population) -> int:
    return population.start + population.size // 2


def _spread(populations: Sequence[Population], count: int) -> list[int]:
    """Return neurons in equal distances; populations are next to each other."""
    if not populations:
        return []
    start, size = populations[0].start, sum(p.size for p in populations)
    count = min(count, size, MAX_TRACED + 1)  # more are refused
    return [start + (2 * k + 1) * size // (2 * count) for k in range(count)]

"""What each kind of stimulus must have: an example, a public name, and all its edges."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, inf

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import nef
from izhikevich.neuron.stimuli import stimulus as stimuli
from izhikevich.neuron.stimuli.base import KINDS

from tests.neuron.any_stimulus import EXAMPLES

_UNTIL = 100.0
_INSIDE = np.linspace(1e-5, 1.0 - 1e-5, 9)


def test_each_has_an_example() -> None:
    lacking = [name for name in KINDS if name not in EXAMPLES]
    assert not lacking, "give them a text in EXAMPLES of tests/neuron/any_stimulus.py"
    assert list(EXAMPLES) == [name for name in EXAMPLES if name in KINDS]


@pytest.mark.parametrize("name", KINDS)
def test_each_is_public(name: str) -> None:
    own = KINDS[name].__name__
    where = "import it, and name it in __all__, in {}"
    assert own in stimuli.__all__, where.format("py/izhikevich/neuron/stimuli/stimulus.py")
    assert own in {*izh.__all__, *nef.__all__}, where.format("py/izhikevich/__init__.py")


@pytest.mark.parametrize("text", [text for texts in EXAMPLES.values() for text in texts])
def test_it_is_smooth_between_its_edges(text: str) -> None:
    """A line if it says that it is straight, otherwise nearly a parabola."""
    stimulus = izh.parse(text)
    edges = (0.0, *stimulus.breakpoints(0.0, _UNTIL), _UNTIL)
    longest = stimulus.longest_interval
    scale = 1.0 + float(np.abs(stimulus.sample(np.arange(0.0, _UNTIL, 0.1))).max())
    for begin, end in pairwise(edges):
        count = max(1, ceil((end - begin) / longest))
        starts = begin + (end - begin) / count * np.arange(count)
        found = stimulus.sample(starts[:, None] + (end - begin) / count * _INSIDE).T
        order, near = (1, 1e-9) if longest == inf else (2, 1e-4)
        fit = np.polynomial.polynomial.polyfit(_INSIDE, found, order)
        smooth = np.polynomial.polynomial.polyval(_INSIDE, fit).T
        far = float(np.abs(found - smooth).max())
        assert far < near * scale, (
            f"{text} bends or jumps between {begin:g} and {end:g} ms, by {far:g}: its _edges must "
            "have all jumps and kinks, and its longest_interval must be short where it is curved"
        )

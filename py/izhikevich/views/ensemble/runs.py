"""Runs that are kept, within bounds: another panel or the same neuron again needs no new one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator, Hashable

from izhikevich import nef
from izhikevich.progress import Progress
from izhikevich.views.ensemble.setup import Setup
from izhikevich.views.ensemble.shown import Shown

_KEPT = 3


class Runs:
    """The last few results, by the values that they are made of."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, nef.Result] = OrderedDict()

    def run(self, setup: Setup, *, traced: bool) -> Generator[Progress, None, Shown]:
        """Return the run for these values; `traced` if it has voltage and recovery, too."""
        made_of = {k: v for k, v in setup.values.items() if traced or k not in ("look", "neuron")}
        key = (traced, *sorted(made_of.items()))
        if key not in self._kept:
            model = setup.model(traced=traced)
            self._kept[key] = yield from model.running(setup.duration)
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return Shown(setup, self._kept[key])

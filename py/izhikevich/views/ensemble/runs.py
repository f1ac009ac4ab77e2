"""A bounded cache of runs: another panel or the same neuron again needs no new one."""

from __future__ import annotations

from collections.abc import Generator

from izhikevich import nef
from izhikevich.progress import Progress
from izhikevich.views.cache import LRUCache
from izhikevich.views.ensemble.setup import Setup
from izhikevich.views.ensemble.snapshot import Snapshot

_KEPT = 3


class Runs:
    """The last few results, by the values they were computed from."""

    def __init__(self) -> None:
        self._kept = LRUCache[nef.Result](_KEPT)

    def run(
        self, setup: Setup, *, traced: bool, overlaid: bool = False
    ) -> Generator[Progress, None, Snapshot]:
        """Return the run for these values.

        It has voltage and recovery of the selected neuron if `traced`, and voltages of several if
        `overlaid`.
        """
        unused = set() if traced else {"look", "neuron"}
        unused |= set() if overlaid else {"overlaid"}
        made_of = {k: v for k, v in setup.values.items() if k not in unused}
        key = (traced, overlaid, *sorted(made_of.items()))
        result = self._kept.get(key)
        if result is None:
            self._kept.make_room()
            result = yield from setup.model(traced=traced, overlaid=overlaid).running(
                setup.duration
            )
        return Snapshot(setup, self._kept.put(key, result))

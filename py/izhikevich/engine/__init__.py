"""The compiled engine: the same bits as numpy's from C, for networks and for single neurons.

The same C source is a shared library on CPython and a WebAssembly side module in the page; where
neither can be loaded, everything runs in numpy, which is the reference. `selected` tells which
engine runs, `use` chooses, and `why_not` tells what keeps a network from the compiled one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from izhikevich.engine.selection import ENGINES, selected, use
from izhikevich.engine.warm import warm_up, warming

if TYPE_CHECKING:
    from izhikevich.network.network import Network

__all__ = ["ENGINES", "selected", "use", "warm_up", "warming", "why_not"]


def why_not(network: Network) -> str | None:
    """Return why the compiled engine does not run a network, None if it does."""
    from izhikevich.engine import choice

    return choice.why_not(network.plan())

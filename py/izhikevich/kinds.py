"""Type checks that need no import of the type's module."""

from __future__ import annotations

import sys
from typing import Any

NETWORK = "izhikevich.network.network.Network"
EXPLORATION = "izhikevich.explorer.Exploration"


def is_a(thing: Any, path: str) -> bool:
    """Tell whether an object is an instance of a class, given by its full name.

    Imports are slow in the browser; if an instance exists, its class has already been imported.
    """
    module, _, name = path.rpartition(".")
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(thing, getattr(loaded, name))

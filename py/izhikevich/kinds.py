"""What something is, without importing what could have made it."""

from __future__ import annotations

import sys
from typing import Any

RECORDING = "izhikevich.network.recording.Recording"
NETWORK = "izhikevich.network.network.Network"
RESULT = "izhikevich.nef.result.Result"


def is_a(thing: Any, path: str) -> bool:
    """Tell whether a thing is of a class, given by its full name.

    Imports take long in the browser; the class of a thing that is there has been imported.
    """
    module, _, name = path.rpartition(".")
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(thing, getattr(loaded, name))

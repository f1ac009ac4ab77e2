"""Names of populations as readers read them: those that networks here give are messages."""

from __future__ import annotations

import re

from izhikevich.messages import msg
from izhikevich.network.populations import EXCITATORY, INHIBITORY, whole_and_kind

_LAYER = re.compile(r"layer (\d+)")
_OWN = ("excitatory", "inhibitory", "ring")


def read_name(name: str) -> str:
    """Return the name of a population for readers; a name that a user gave stays as it is."""
    whole, kind = whole_and_kind(name)
    if whole and kind == EXCITATORY:
        return msg("{whole} excitatory", whole=_whole(whole))
    if whole and kind == INHIBITORY:
        return msg("{whole} inhibitory", whole=_whole(whole))
    return msg(name) if name in _OWN else _whole(name)


def _whole(name: str) -> str:
    """Return the name of what a population is a part of."""
    layer = _LAYER.fullmatch(name)
    return msg("layer {number}", number=int(layer[1])) if layer else name

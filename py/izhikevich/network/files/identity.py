"""Whose state a file has: the parts of a network, so that another one is refused by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.errors import ParameterError
from izhikevich.messages import joined, msg
from izhikevich.network.files.archive import Archive

if TYPE_CHECKING:
    from izhikevich.network.network import Network

_FORMAT, _VERSION = "izhikevich state", 1
#: Name of the array.
NAME = "identity"
_MAX_BYTES = 16_000_000
_SHOWN = 4  # parts that a message lists


def written_identity(net: Network) -> NDArray[np.uint8]:
    """Return what a state of a network needs to be distinguished from others."""
    found = {"format": _FORMAT, "version": _VERSION, **_identity(net)}
    return np.frombuffer(json.dumps(found).encode(), np.uint8)


def check_identity(net: Network, archive: Archive) -> None:
    """Raise an error if the state in a file is that of another network.

    Parameters
    ----------
    net : Network
    archive : Archive
        The file; those of earlier versions do not say whose state they have.

    Raises
    ------
    ParameterError
        The message says what differs.
    """
    if NAME not in archive.names:
        return
    content = archive.array(NAME, "u", None, _MAX_BYTES)
    found: Any = None
    try:
        found = json.loads(content.tobytes()) if content.ndim == 1 else None
        version = found["version"] if found["format"] == _FORMAT else None
    except (ValueError, TypeError, KeyError):
        version = None
    if version != _VERSION:
        allowed = msg("must be of version {version}, which this program reads", version=_VERSION)
        raise ParameterError("file", msg("version {of}", of=str(version)), allowed)
    for name, own in _identity(net).items():
        theirs = found.get(name)
        if theirs != own:
            allowed = msg(
                "the state is of another network: this one has {name} {own}",
                name=name,
                own=_listed(own),
            )
            given = msg("{name} {theirs}", name=name, theirs=_listed(theirs))
            raise ParameterError("file", given, allowed)


def _identity(net: Network) -> Mapping[str, Any]:
    return {
        "dt": net.dt,
        "populations": [[p.name, p.size] for p in net.populations],
        "sources": [[s.name, s.size] for s in net.sources],
        "projections": [[p.name, len(p)] for p in net.projections],
        "couplings": [[c.name, len(c)] for c in net.couplings],
    }


def _listed(parts: Any) -> Any:
    """Return names and sizes for a message."""
    if not isinstance(parts, list):
        return str(parts)
    if not parts:
        return msg("none")
    texts = [
        f"{part[0]} ({part[1]})" if isinstance(part, list) and len(part) == 2 else "?"
        for part in parts[:_SHOWN]
    ]
    more = [msg("{count} more", count=len(parts) - _SHOWN)] if len(parts) > _SHOWN else []
    return joined(", ", [*texts, *more])

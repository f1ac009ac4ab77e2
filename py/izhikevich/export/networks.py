"""Networks made in Python as files for other simulators."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from izhikevich.errors import ParameterError, one_of
from izhikevich.export.formats import FORMATS, Exported
from izhikevich.messages import msg
from izhikevich.network.network import Network
from izhikevich.units import number

#: Formats of a network made in Python, by name: what writes them.
WRITERS = {
    "nest": "nest",
    "pynn": "pynn_network",
    "brian2": "brian2",
    "neuroml": "neuroml",
    "sonata": "sonata",
}
#: Ends of names, and types, of those that only networks made in Python are written in.
_OWN = {"sonata": ("_sonata.zip", "application/zip")}


def network(net: Network, name: str, *, duration: float = 1000.0) -> Exported:
    """Write a network as a file for another simulator.

    Everything in the network is written, or refused by name with a reason. What runs differently
    there is said in the notes, in the file, and when a script runs.

    Parameters
    ----------
    net : Network
        Any network. What is written begins at time 0.
    name : {"nest", "pynn", "brian2", "neuroml", "sonata"}
        The simulator, or the format. SONATA needs the package h5py.
    duration : float
        How long it runs there, ms; scripts take another one as an option.

    Returns
    -------
    Exported
        Its `content` is the text of a script, or the bytes of an archive of several files.

    Raises
    ------
    ParameterError
        If there is no such format, or it cannot express something in the network.
    """
    if not isinstance(net, Network):
        raise ParameterError("net", net, msg("must be a network"))
    if not isinstance(name, str) or name not in WRITERS:
        raise ParameterError("name", name, one_of(name, WRITERS))
    if not net.populations:
        raise ParameterError("network", "", "has no neurons: add a population")
    duration = number(duration, "duration", "ms", low=net.dt)
    content: Any
    content, notes = import_module(f"izhikevich.export.{WRITERS[name]}").network(net, duration)
    if name in _OWN:
        suffix, mime = _OWN[name]
    else:
        suffix, mime = FORMATS[name].suffix, FORMATS[name].mime
    return Exported(content, f"network{suffix}", mime, tuple(notes))

"""Networks of other simulators, and descriptions as states of the Network view."""

from __future__ import annotations

from pathlib import Path

from izhikevich.imports.result import Imported, ImportedNetwork
from izhikevich.messages import counted
from izhikevich.networks.description import read_description
from izhikevich.units import number
from izhikevich.views.network.described import described


def read_network(text: str) -> Imported:
    """Read the description of a network, as JSON.

    Raises
    ------
    FileError, ParameterError
        If it is none; the message says where.
    """
    found = read_description(text)
    count = len(found["populations"])
    words = counted(
        "a network of {count} population", "a network of {count} populations", count, count=count
    )
    return Imported(described(found), words)


def network(
    source: str | bytes | Path, *, dt: float | None = None, seed: int = 0
) -> ImportedNetwork:
    """Read a network of NeuroML 2, with its cells, synapses and inputs.

    Parameters
    ----------
    source : Path, str or bytes
        A file, or its content: a NeuroML document, or an archive (ZIP) of NeuroML and LEMS files,
        as `izhikevich.export` writes it.
    dt : float, optional
        Time step, ms; default that of the LEMS file, or 0.1.
    seed : int
        For Poisson sources.

    Returns
    -------
    ImportedNetwork
        Synapses are lists, as in the document, so that `networks.describe` refuses the network.

    Raises
    ------
    ParameterError
        If there is no network, or something in it cannot be expressed; the message names it.
    """
    from izhikevich.imports.neuroml_networks import read_network as read_neuroml

    if dt is not None:
        dt = number(dt, "dt", "ms", low=0.0, high=100.0, low_open=True)
    if isinstance(source, str) and source.lstrip("\ufeff \r\n\t").startswith("<"):
        return read_neuroml(source, dt=dt, seed=seed)
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not data.startswith(b"PK"):
        return read_neuroml(data.decode("utf-8", errors="replace"), dt=dt, seed=seed)
    return read_neuroml(data, dt=dt, seed=seed)

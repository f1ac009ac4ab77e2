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
    source: str | bytes | Path, *, dt: float | None = None, seed: int | None = None
) -> ImportedNetwork:
    """Read a network of NeuroML 2 or SONATA, with its cells, synapses and inputs.

    Parameters
    ----------
    source : Path, str or bytes
        A file, or its content: a NeuroML document, or an archive (ZIP) of NeuroML and LEMS files,
        or of SONATA, as `izhikevich.export` writes them; also a folder or a configuration (JSON) of
        SONATA. Its neurons are of the model nest:izhikevich; reading HDF5 needs the package pyfive.
    dt : float, optional
        Time step, ms; default that of the simulation in the files, or 0.1.
    seed : int, optional
        For Poisson sources and noise; default that of a SONATA simulation, or 0.

    Returns
    -------
    ImportedNetwork
        Synapses are lists, as in the document, so that `networks.describe` refuses the network.

    Raises
    ------
    FileError, ParameterError
        If there is no network, or something in it cannot be expressed; the message names it.
    """
    from izhikevich.imports.archives import names_in
    from izhikevich.imports.neuroml_networks import read_network as read_neuroml
    from izhikevich.imports.sonata import is_sonata, read_sonata

    if dt is not None:
        dt = number(dt, "dt", "ms", low=0.0, high=100.0, low_open=True)
    if isinstance(source, str) and source.lstrip("\ufeff \r\n\t").startswith("<"):
        return read_neuroml(source, dt=dt, seed=seed or 0)
    if not isinstance(source, bytes):
        path = Path(source)
        if path.is_dir() or path.suffix == ".json":
            return read_sonata(path, dt=dt, seed=seed)
        source = path.read_bytes()
    if not source.startswith(b"PK"):
        return read_neuroml(source.decode("utf-8", errors="replace"), dt=dt, seed=seed or 0)
    if is_sonata(names_in(source)):
        return read_sonata(source, dt=dt, seed=seed)
    return read_neuroml(source, dt=dt, seed=seed or 0)

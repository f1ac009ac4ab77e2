"""Readers of external input: links, parameters, currents, NeuroML cells and networks."""

from izhikevich.imports.networks import network
from izhikevich.imports.reading import read
from izhikevich.imports.result import Imported, ImportedNetwork

__all__ = ["Imported", "ImportedNetwork", "network", "read"]

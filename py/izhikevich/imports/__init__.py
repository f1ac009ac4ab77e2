"""Readers of external input as states: links, parameters, recorded currents, NeuroML cells."""

from izhikevich.imports.reading import read
from izhikevich.imports.result import Imported

__all__ = ["Imported", "read"]

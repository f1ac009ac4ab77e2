"""States and networks as files: scripts for this package and other tools, and data."""

from izhikevich.export.formats import FORMATS, Exported, Format, export
from izhikevich.export.networks import network

__all__ = ["FORMATS", "Exported", "Format", "export", "network"]

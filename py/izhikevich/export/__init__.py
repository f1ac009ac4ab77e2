"""States as files: scripts for this package and other tools, and data."""

from izhikevich.export.formats import FORMATS, Exported, Format, export

__all__ = ["FORMATS", "Exported", "Format", "export"]

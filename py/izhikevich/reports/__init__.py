"""Reports of results: pages and folders to keep, made of plots, tables and scripts."""

from typing import TYPE_CHECKING

from izhikevich._lazy import lazy

if TYPE_CHECKING:
    from izhikevich.reports.folder import write_folder
    from izhikevich.reports.page import report_svg, write_report

# The page has the report, but not the folder.
_SOURCES = {"report_svg": "page", "write_folder": "folder", "write_report": "page"}
__all__ = ["report_svg", "write_folder", "write_report"]

__getattr__, __dir__ = lazy(
    __name__, __all__, {name: f"{__name__}.{module}" for name, module in _SOURCES.items()}
)

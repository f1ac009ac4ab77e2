"""Reports of results: pages and folders to keep, made of plots, tables and scripts."""

from izhikevich.reports.folder import write_folder
from izhikevich.reports.page import report_svg, write_report

__all__ = ["report_svg", "write_folder", "write_report"]

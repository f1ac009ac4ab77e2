"""Paths of sources, tools and outputs."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "py"
SITE = ROOT / "site"
MAKE = SITE / "make"
MODULES = SITE / "node_modules"
TESTS = ROOT / "tests"

#: Downloads and other results that are reused.
CACHE = ROOT / ".build"
ENVIRONMENT = CACHE / "environment"

#: Outputs of the build.
DIST = ROOT / "dist"
FOLDER = DIST / "site"
SINGLE_FILE = DIST / "izhikevich-explorer.html"
#: The module of the widget, for notebooks and books.
WIDGET = DIST / "izhikevich-widget.js"

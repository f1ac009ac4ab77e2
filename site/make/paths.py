"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "py"
SITE = ROOT / "site"
MAKE = SITE / "make"
MODULES = SITE / "node_modules"
TESTS = ROOT / "tests"

#: What is fetched or made once and kept.
CACHE = ROOT / ".build"
ENVIRONMENT = CACHE / "environment"

#: What the build makes.
DIST = ROOT / "dist"
FOLDER = DIST / "site"
SINGLE_FILE = DIST / "izhikevich-explorer.html"

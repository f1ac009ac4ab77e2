"""A book with the explorer: reStructuredText and Markdown."""

import os
from pathlib import Path

project = "Neurons"
copyright = "none"
version = release = "1"
extensions = ["myst_parser", "izhikevich.books.sphinx"]
language = os.environ.get("BOOK_LANGUAGE", "en")
html_theme = "alabaster"
html_favicon = "icon.svg"
izhikevich_site = Path(os.environ["BOOK_SITE"]) if "BOOK_SITE" in os.environ else None
izhikevich_height = 480

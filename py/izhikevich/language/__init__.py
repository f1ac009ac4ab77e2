"""The texts of the explorer in other languages than English, the one they are written in.

The code has its texts in English, where they are used; a catalogue gives them in another
language, text by text. Nothing else knows of languages: what is shown is made in English and
translated on its way to the reader. Numbers keep their decimal points, so that they can be typed as
they are read; code, exported files, links and the names in them stay as they are.
"""

from izhikevich.language.catalogues import (
    LANGUAGES,
    catalogue,
    command_words,
    commands,
    page_words,
    translation,
)
from izhikevich.language.translation import Translation

__all__ = [
    "LANGUAGES",
    "Translation",
    "catalogue",
    "command_words",
    "commands",
    "page_words",
    "translation",
]

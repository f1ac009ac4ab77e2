"""Texts for readers: messages that keep their content apart from the language.

A `Message` is text in English, the language of the texts in the code, and keeps the template and
the values that it was made from. When it reaches its reader it is written in the reader's language,
by the catalogue of that language: `izhikevich.messages.catalogues`. Code, exported files, links and
the names in them are not messages and stay as they are.
"""

from izhikevich.messages.message import (
    Message,
    capitalised,
    counted,
    joined,
    listed_numbers,
    marked,
    msg,
    verbatim,
    written,
)
from izhikevich.messages.number import Number

__all__ = [
    "Message",
    "Number",
    "capitalised",
    "counted",
    "joined",
    "listed_numbers",
    "marked",
    "msg",
    "verbatim",
    "written",
]

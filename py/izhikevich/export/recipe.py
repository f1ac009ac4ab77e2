"""The parts of a Python script or a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from izhikevich.export.formats import ExportRequest
from izhikevich.messages import Message


@dataclass(frozen=True)
class Part:
    """A piece of a script.

    Parameters
    ----------
    title : str
        Purpose, as a sentence of a comment or a heading.
    code : str
        Lines of Python, without a trailing line break.
    """

    title: str
    code: str


@dataclass(frozen=True)
class Recipe:
    """The parts of a script.

    Parameters
    ----------
    parts : tuple of Part
        The parts in sequence; the first one imports.
    plot : str
        Lines that make a Plotly figure called ``figure`` from the results.
    shows : str
        Expression, in terms of what the parts have computed, that `izhikevich.show` draws.
    notes : tuple of Message
        Notes for the reader.
    """

    parts: tuple[Part, ...]
    plot: str
    shows: str
    notes: tuple[Message, ...] = ()


#: The default first part.
PACKAGE = Part("The package is all that is needed.", "import izhikevich as izh")


def make_recipe(asked: ExportRequest) -> Recipe:
    """Return what the script of a state is made of."""
    recipe: Recipe = import_module(f"izhikevich.export.recipes.{asked.view}").recipe(asked)
    return recipe

"""What a Python script or a notebook is made of."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from izhikevich.export.formats import ExportRequest


@dataclass(frozen=True)
class Part:
    """A piece of a script.

    Parameters
    ----------
    title : str
        What it does, as a sentence of a comment or a heading.
    code : str
        Lines of Python, without a line break at the end.
    """

    title: str
    code: str


@dataclass(frozen=True)
class Recipe:
    """What a script is made of.

    Parameters
    ----------
    parts : tuple of Part
        One after the other; the first imports.
    plot : str
        Lines that make a Plotly figure called ``figure`` of the results.
    shows : str
        The expression, of what the parts have computed, that `izhikevich.show` is to draw.
    notes : tuple of str
        What the reader should know.
    """

    parts: tuple[Part, ...]
    plot: str
    shows: str
    notes: tuple[str, ...] = ()


#: The usual first part.
PACKAGE = Part("The package is all that is needed.", "import izhikevich as izh")


def make_recipe(asked: ExportRequest) -> Recipe:
    """Return what the script of a state is made of."""
    recipe: Recipe = import_module(f"izhikevich.export.recipes.{asked.view}").recipe(asked)
    return recipe

"""A script with this package that computes the content of a state."""

from __future__ import annotations

from izhikevich.export.formats import INSTALL, Exported, ExportRequest, comment, exported
from izhikevich.export.recipe import Recipe, make_recipe
from izhikevich.text import capital


def write(asked: ExportRequest) -> Exported:
    """Return the script."""
    recipe = make_recipe(asked)
    return exported(asked, _text(asked, recipe), recipe.notes)


def drawing(asked: ExportRequest) -> str:
    """Return the script, which also draws what it has computed."""
    recipe = make_recipe(asked)
    return f"{_text(asked, recipe)}\nizh.show({recipe.shows})\n"


def _text(asked: ExportRequest, recipe: Recipe) -> str:
    lines = [
        comment(f"{capital(asked.title)}, with the package izhikevich."),
        "#",
        f"# {asked.link}",
        "#",
        comment(INSTALL),
        *("#\n" + comment(f"Note: {note}") for note in (*asked.notes, *recipe.notes)),
        "",
    ]
    for part in recipe.parts:
        lines += [comment(part.title), part.code, ""]
    return "\n".join(lines)

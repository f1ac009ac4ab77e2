"""What links can name: views, presets, panels and parameters, from their declarations."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from izhikevich import app
from izhikevich.errors import ParameterError
from izhikevich.text import one_of
from izhikevich.views.declare import Choice, Number, Parameter, Toggle, written_range
from izhikevich.views.table import Table
from izhikevich.views.view import View

_WIDTH = 92
_INDENT = "      "


def list_views() -> str:
    """Return all views with their presets and panels."""
    lines = []
    for view in app.views():
        lines += [f"{view.name}: {view.intro}"]
        for group in view.preset_groups:
            names = [preset.name for preset in view.presets if preset.group == group.name]
            lines += _wrapped(f"  {group.title}: {', '.join(names)}")
        lines += [*_wrapped(f"  panels: {', '.join(panel.name for panel in view.panels)}"), ""]
    return "\n".join((*lines, "More about one: --list VIEW"))


def list_view(name: str) -> str:
    """Return all about a view.

    Raises
    ------
    ParameterError
        If there is no such view.
    """
    if name not in app.VIEWS:
        raise ParameterError("view", name, one_of(name, app.VIEWS))
    view = app.VIEWS[name]()
    return "\n".join(
        (
            f"{view.name}: {view.intro}",
            "",
            f"Presets (preset=NAME; {view.default_preset} if none is named)",
            *_presets(view),
            "",
            "Panels (panels=NAME,NAME)",
            *(
                f"  {panel.name}{' *' if panel.default else ''}: {panel.title}"
                for panel in view.panels
            ),
            "  * shown if none is named",
            "",
            "Parameters (NAME=VALUE; usual values are the preset's)",
            *_parameters(view),
        )
    )


def _presets(view: View) -> Iterable[str]:
    for group in view.preset_groups:
        yield f"  {group.title}"
        for preset in view.presets:
            if preset.group == group.name:
                yield f"    {preset.name}: {preset.title}"


def _parameters(view: View) -> Iterable[str]:
    for group in view.groups:
        yield f"  {group.title}"
        for parameter in view.parameters:
            if parameter.group != group.name:
                continue
            yield f"    {parameter.name}: {_allowed(parameter)}"
            yield from _wrapped(f"{_INDENT}{parameter.label}. {parameter.help}", _INDENT)


def _allowed(parameter: Parameter) -> str:
    if isinstance(parameter, Number):
        kind = "whole number" if parameter.whole else "number"
        unit = f" ({parameter.unit})" if parameter.unit else ""
        return f"{kind}{written_range(parameter.low, parameter.high)}{unit}"
    if isinstance(parameter, Choice):
        return " | ".join(parameter.options)
    if isinstance(parameter, Toggle):
        return "true | false"
    if isinstance(parameter, Table):
        return f"rows of {', '.join(column.name for column in parameter.columns)}"
    return "text"


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent=indent, break_on_hyphens=False)

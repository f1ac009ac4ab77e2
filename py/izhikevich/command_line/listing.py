"""The names that links can contain: declared views, presets, panels and parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from textwrap import wrap

from izhikevich.errors import ParameterError, one_of
from izhikevich.messages.translation import Translation
from izhikevich.views.declare import Choice, Number, Parameter, Toggle, written_range
from izhikevich.views.registry import VIEWS, views
from izhikevich.views.table import Table
from izhikevich.views.view import AnyView

Told = Callable[[str], str]

_WIDTH = 92
_INDENT = "      "


def list_views(speech: Translation) -> str:
    """Return all views with their presets and panels, translated."""
    told = speech.text
    lines = []
    for view in views():
        lines += [f"{view.name}: {told(view.intro)}"]
        for group in view.preset_groups:
            names = [preset.name for preset in view.presets if preset.group == group.name]
            lines += _wrapped(f"  {told(group.title)}: {', '.join(names)}")
        panels = ", ".join(panel.name for panel in view.panels)
        lines += [*_wrapped(f"  {told('panels')}: {panels}"), ""]
    return "\n".join((*lines, told("More about one: --list VIEW")))


def list_view(name: str, speech: Translation) -> str:
    """Return the details of a view, translated.

    Raises
    ------
    ParameterError
        If there is no such view.
    """
    if name not in VIEWS:
        raise ParameterError("view", name, one_of(name, VIEWS))
    view = VIEWS[name]()
    told = speech.text
    return "\n".join(
        (
            f"{view.name}: {told(view.intro)}",
            "",
            told(f"Presets (preset=NAME; {view.default_preset} if none is named)"),
            *_presets(view, told),
            "",
            told("Panels (panels=NAME,NAME)"),
            *(
                f"  {panel.name}{' *' if panel.default else ''}: {told(panel.title)}"
                for panel in view.panels
            ),
            f"  {told('* shown if none is named')}",
            "",
            told("Parameters (NAME=VALUE; usual values are the preset's)"),
            *_parameters(view, told),
        )
    )


def _presets(view: AnyView, told: Told) -> Iterable[str]:
    for group in view.preset_groups:
        yield f"  {told(group.title)}"
        for preset in view.presets:
            if preset.group == group.name:
                yield f"    {preset.name}: {told(preset.title)}"


def _parameters(view: AnyView, told: Told) -> Iterable[str]:
    for group in view.groups:
        yield f"  {told(group.title)}"
        for parameter in view.parameters:
            if parameter.group != group.name:
                continue
            yield f"    {parameter.name}: {_allowed(parameter, told)}"
            words = f"{told(parameter.label)}. {told(parameter.help)}"
            yield from _wrapped(f"{_INDENT}{words}", _INDENT)


def _allowed(parameter: Parameter, told: Told) -> str:
    if isinstance(parameter, Number):
        kind = told("whole number" if parameter.whole else "number")
        unit = f" ({parameter.unit})" if parameter.unit else ""
        return f"{kind}{written_range(parameter.low, parameter.high)}{unit}"
    if isinstance(parameter, Choice):
        return " | ".join(parameter.values)
    if isinstance(parameter, Toggle):
        return "true | false"
    if isinstance(parameter, Table):
        return f"{told('rows of')} {', '.join(column.name for column in parameter.columns)}"
    return told("text")


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent=indent, break_on_hyphens=False)

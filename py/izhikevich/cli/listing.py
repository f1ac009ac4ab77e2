"""The names that links can contain: declared views, presets, panels and parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from textwrap import wrap

from izhikevich.errors import ParameterError, one_of
from izhikevich.messages import joined, msg
from izhikevich.messages.translation import Translation
from izhikevich.views.base import AnyView
from izhikevich.views.file import File
from izhikevich.views.registry import VIEWS, views
from izhikevich.views.schema import Choice, Number, Parameter, written_range
from izhikevich.views.table import Table

Say = Callable[[str], str]

_WIDTH = 92
_INDENT = "      "


def list_views(speech: Translation) -> str:
    """Return all views with their presets and panels, translated."""
    say = speech.text
    lines = []
    for view in views():
        lines += [f"{view.name}: {say(view.intro)}"]
        for group in view.preset_groups:
            names = [preset.name for preset in view.presets if preset.group == group.name]
            lines += _wrapped(f"  {say(group.title)}: {', '.join(names)}")
        panels = msg("panels: {names}", names=", ".join(panel.name for panel in view.panels))
        lines += [*_wrapped(f"  {say(panels)}"), ""]
    return "\n".join((*lines, say(msg("More about one: --list VIEW"))))


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
    say = speech.text
    default = say(msg("* shown if none is named"))
    return "\n".join(
        (
            f"{view.name}: {say(view.intro)}",
            "",
            say(
                msg(
                    "Presets (preset=NAME; {default} if none is named)",
                    default=view.default_preset,
                )
            ),
            *_presets(view, say),
            "",
            say(msg("Panels (panels=NAME,NAME)")),
            *(
                f"  {panel.name}{' *' if panel.default else ''}: {say(panel.title)}"
                for panel in view.panels
            ),
            f"  {default}",
            "",
            say(msg("Parameters (NAME=VALUE; defaults are the preset's)")),
            *_parameters(view, say),
        )
    )


def _presets(view: AnyView, say: Say) -> Iterable[str]:
    for group in view.preset_groups:
        yield f"  {say(group.title)}"
        for preset in view.presets:
            if preset.group == group.name:
                yield f"    {preset.name}: {say(preset.title)}"


def _parameters(view: AnyView, say: Say) -> Iterable[str]:
    for group in view.groups:
        yield f"  {say(group.title)}"
        for parameter in view.parameters:
            if parameter.group != group.name:
                continue
            yield f"    {parameter.name}: {_allowed(parameter, say)}"
            words = f"{say(parameter.label)}. {say(parameter.help)}"
            yield from _wrapped(f"{_INDENT}{words}", _INDENT)


def _allowed(parameter: Parameter, say: Say) -> str:
    if isinstance(parameter, Number):
        kind = msg("whole number") if parameter.whole else msg("number")
        within = written_range(parameter.low, parameter.high)
        unit = f"({parameter.unit})" if parameter.unit else None
        return say(joined(" ", filter(None, (kind, within, unit))))
    if isinstance(parameter, Choice):
        return " | ".join(parameter.values)
    if isinstance(parameter, File):
        return " | ".join(example.value for example in parameter.examples)
    if isinstance(parameter, Table):
        columns = ", ".join(column.name for column in parameter.columns)
        return say(msg("rows of {columns}", columns=columns))
    return say(msg("text"))


def _wrapped(text: str, indent: str = "    ") -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent=indent, break_on_hyphens=False)

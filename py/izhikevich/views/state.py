"""States: the request of a link, a test or the page, and how it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypedDict

from izhikevich.errors import ParameterError, TableError, did_you_mean, shown
from izhikevich.messages import Message, Number, counted, joined, marked, msg
from izhikevich.views.base import AnyView
from izhikevich.views.part import Notice
from izhikevich.views.schema import Preset, Value, Values

VERSION: Final = 1
#: Unknown names that are reported individually; beyond that, only their number.
_MAX_TOLD = 20
#: Characters of a value that is written out within a sentence, at most.
_LONG = 40
_NO_PRESET = marked("There is no preset called {name}.")
_NO_PARAMETER = marked("There is no parameter called {name}.")
_NO_PANEL = marked("There is no panel called {name}.")


class GivenState(TypedDict, total=False):
    """A state as links and files give it: any part may be missing."""

    version: int | str
    view: str
    preset: str
    values: Values
    panels: list[str]


class State(TypedDict):
    """A normalised state: the contents of a link, exchanged between the page and Python.

    "values" are the differences from the preset, "panels" the names of the open ones. States from
    readers may lack any part (`read_state`).
    """

    version: int | str
    view: str
    preset: str
    values: Values
    panels: list[str]


@dataclass(frozen=True)
class Request:
    """A state that has been read.

    Parameters
    ----------
    preset : Preset
        Preset from which it starts.
    values : dict
        A value for every parameter.
    panels : tuple of str
        Names of the open panels.
    notices : tuple of Notice
        What could not be read, and what is used instead.
    """

    preset: Preset
    values: Values
    panels: tuple[str, ...]
    notices: tuple[Notice, ...]


def check_version(state: Mapping[str, object]) -> tuple[Notice, ...]:
    """Report a state that is not of our version; whatever can be read of it is read anyway."""
    version = state.get("version", VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        version = shown(version)
    elif version == VERSION:
        return ()
    elif version > VERSION:
        newer = msg(
            "This was made by a newer version of the explorer (states of version {version}; here "
            "{own}). Only what is known here is shown.",
            version=version,
            own=VERSION,
        )
        return (Notice("warning", newer),)
    text = msg(
        "There are no states of version {version}. It is read as version {own}.",
        version=version,
        own=VERSION,
    )
    return (Notice("error", text),)


def read_state(view: AnyView, state: Mapping[str, object]) -> Request:
    """Read a state; faults become notices, and the preset's value is used."""
    notices: list[Notice] = []
    name = state.get("preset", view.default_preset)
    preset = view.preset(name) if isinstance(name, str) else None
    if preset is None:
        preset = view.preset(view.default_preset)
        assert preset is not None
        known = [p.name for p in view.presets]
        then = msg("{preset} is shown instead.", preset=preset.name)
        notices.append(_unknown(_NO_PRESET, name, known, then))
    default = {**preset.values, **view.shown(preset, preset.values)}
    parameters = {p.name: p for p in view.parameters if p.name in default or p.derived}
    names = {name: p.name for p in parameters.values() for name in (p.name, *p.aliases)}
    asked = state.get("values", {})
    if not isinstance(asked, Mapping):
        text = msg(
            "{values} does not give values by name. Using the preset's values.",
            values=shown(asked),
        )
        notices.append(Notice("error", text))
        asked = {}
    unknown = [key for key in asked if key not in names]
    for key in unknown[:_MAX_TOLD]:
        notices.append(_unknown(_NO_PARAMETER, key, parameters, msg("It is ignored.")))
    more = len(unknown) - _MAX_TOLD
    if more > 0:
        text = counted(
            "{n} more parameter is unknown. It is ignored.",
            "{n} more parameters are unknown. They are ignored.",
            more,
            n=Number(more, form=","),
        )
        notices.append(Notice("error", text))
    given: Values = {}
    for key, value in asked.items():
        if key not in names:
            continue
        try:
            given[names[key]] = parameters[names[key]].read(value)
        except ParameterError as error:
            notices.append(refused(error, default.get(names[key])))
    values, refusals = view.settled(preset, given)
    notices += refusals
    panels = _panels(view, state.get("panels"), notices)
    return Request(preset, values, panels, tuple(notices))


def refused(error: ParameterError, used: Value | None) -> Notice:
    """Report what was rejected and what is used instead, if anything is."""
    then = msg("It is ignored.") if used is None else instead(used)
    if isinstance(error, TableError) and used:  # its text is for links, not for readers
        then = msg("The preset's table is shown instead.")
    text = joined(" ", [msg("{error}.", error=str(error)), then])
    notice = Notice("error", text, parameter=error.parameter)
    if isinstance(error, TableError) and error.row:
        return replace(notice, row=error.row, column=error.column)
    return notice


def instead(used: Value) -> Message:
    """Report which value is used in place of a rejected one."""
    if isinstance(used, float):
        return msg("{value} is used instead.", value=Number(used, form="g"))
    if used == "":
        return msg("It is left empty.")
    if len(str(used)) > _LONG:
        return msg("Using the preset's value.")
    return msg("{value} is used instead.", value=str(used))


def written(view: AnyView, request: Request) -> State:
    """Return the normalised state: only the values that differ from the preset."""
    return {
        "version": VERSION,
        "view": view.name,
        "preset": request.preset.name,
        "values": view.differing(request.preset, request.values),
        "panels": list(request.panels),
    }


def _panels(view: AnyView, asked: object, notices: list[Notice]) -> tuple[str, ...]:
    """Return the panels to open; if none is named, the default ones."""
    default = tuple(panel for panel in view.panels if panel.default)
    if asked is None:
        return tuple(panel.name for panel in default)
    known = [panel.name for panel in view.panels]  # a list: requested names may not be hashable
    names = asked if isinstance(asked, list | tuple) else [asked]
    found = tuple(panel.name for panel in view.panels if panel.name in names)
    then = msg("It is left out.") if found or not default else msg("Showing the default panels.")
    unknown = [name for name in names if name not in known]
    for name in unknown[:_MAX_TOLD]:
        notices.append(_unknown(_NO_PANEL, name, known, then))
    more = len(unknown) - _MAX_TOLD
    if more > 0:
        text = counted(
            "{n} more panel is unknown. It is ignored.",
            "{n} more panels are unknown. They are ignored.",
            more,
            n=Number(more, form=","),
        )
        notices.append(Notice("error", text))
    if default and not names:
        titles = joined(", ", [msg(panel.title) for panel in default])
        text = msg("No panel is chosen: showing the default ones ({titles}).", titles=titles)
        notices.append(Notice("info", text))
    return found or tuple(panel.name for panel in default)


def _unknown(what: str, name: object, known: Iterable[str], then: Message) -> Notice:
    """Report what is unknown, what may have been meant, and what is done instead."""
    sentences = (msg(what, name=shown(name)), did_you_mean(name, known), then)
    return Notice("error", joined(" ", filter(None, sentences)))

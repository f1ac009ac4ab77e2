"""The caption of a figure: what it shows, with which parameters, and the link that opens it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from izhikevich.messages import Message, capitalised, joined, msg, verbatim
from izhikevich.messages import Number as Written
from izhikevich.views.base import AnyView
from izhikevich.views.modified import modified
from izhikevich.views.schema import Number, Preset, Values

#: Groups of parameters that a caption names, the first ones of a view, and at most so many values.
_GROUPS, _MAX_NUMBERS = 2, 12


def caption(
    view: AnyView, preset: Preset, values: Values, panels: Sequence[str], link: str
) -> Message:
    """Return the caption of a figure.

    Parameters
    ----------
    view : View
    preset : Preset
    values : dict
        A value for every parameter.
    panels : sequence of str
        Names of the panels in the order of their letters.
    link : str
    """
    titles = {panel.name: panel.title for panel in view.panels}
    shown = [msg(titles[name]) for name in panels]
    plots = (
        [
            msg("{letter}, {title}", letter=verbatim(letter), title=title)
            for letter, title in zip(ascii_uppercase, shown, strict=False)
        ]
        if len(shown) > 1
        else shown
    )
    sentences = [
        msg("{sentence}.", sentence=sentence)
        for sentence in (
            capitalised(msg(preset.title)),
            joined("; ", plots),
            joined(", ", list(_numbers(view, preset, values))[:_MAX_NUMBERS]),
            capitalised(modified(view, preset, values)),
        )
        if str(sentence)
    ]
    return joined(" ", [*sentences, verbatim(link)])


def _numbers(view: AnyView, preset: Preset, values: Values) -> Iterator[Message]:
    """Yield the values of the first groups of parameters."""
    shown = view.shown(preset, values)
    groups = list(dict.fromkeys(parameter.group for parameter in view.parameters))[:_GROUPS]
    for one in view.parameters:
        if isinstance(one, Number) and one.group in groups and one.name in shown:
            name = verbatim(one.symbol) if one.symbol else msg(one.label)
            value = Written(float(shown[one.name]), one.unit, ".6g")
            yield msg("{name} = {value}", name=name, value=value)

"""Changes of a preset by a reader, in words."""

from __future__ import annotations

from izhikevich.messages import Message, counted, joined, msg
from izhikevich.messages import Number as Written
from izhikevich.views.base import AnyView
from izhikevich.views.schema import Choice, Number, Parameter, Preset, Value, Values

#: Changes that are written out; of more, only their number.
_MAX_DESCRIBED = 3


def modified(view: AnyView, preset: Preset, values: Values) -> str:
    """Return "modified: d 8 → 2", or nothing if the values are the preset's.

    Parameters
    ----------
    view : View
    preset : Preset
    values : dict
        The values that a state holds.
    """
    default = view.default(preset, values)
    before, now = view.shown(preset, default), view.shown(preset, values)
    names = {*values, *(p.name for p in view.parameters if p.derived)}
    changed = [
        p
        for p in view.parameters
        if p.name in names
        and not (p.looks or (view.continues and view.continues.parameter == p.name))
        and p.name in before
        and p.name in now
        and before[p.name] != now[p.name]
    ]
    # A text, such as that of the current, is described by the numbers in it that changed, if any.
    if any(p.derived and isinstance(p, Number) and p.name not in values for p in changed):
        changed = [p for p in changed if isinstance(p, Number | Choice)]
    if not changed:
        return ""
    described = [_change(p, before[p.name], now[p.name]) for p in changed[:_MAX_DESCRIBED]]
    more = len(changed) - _MAX_DESCRIBED
    if more > 0:
        described.append(counted("{count} more", "{count} more", more))
    return msg("modified: {changes}", changes=joined(", ", described))


def _change(parameter: Parameter, before: Value, now: Value) -> Message:
    name = msg(parameter.label)
    if isinstance(parameter, Number):
        if parameter.symbol:
            name = msg("{symbol}", symbol=parameter.symbol)
        old, new = Written(float(before), form=".6g"), Written(float(now), form=".6g")
        return msg("{name} {before} → {now}", name=name, before=old, now=new)
    if isinstance(parameter, Choice):
        labels = {option.value: msg(option.label) for option in parameter.options}
        old_label, new_label = labels[str(before)], labels[str(now)]
        return msg("{name} {before} → {now}", name=name, before=old_label, now=new_label)
    return name

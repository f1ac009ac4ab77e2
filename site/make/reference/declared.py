"""The declarations of the views: parameters, presets, panels, formats."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.neuron.stimuli.base import KINDS
from izhikevich.text import capital
from izhikevich.views.base import AnyView
from izhikevich.views.file import File
from izhikevich.views.schema import Choice, Number, Parameter, Text
from izhikevich.views.table import NumberColumn, Table

from make.reference.docstrings import rendered
from make.reference.markup import (
    Content,
    Html,
    anchor,
    code,
    link,
    symbol,
    table,
    tag,
    together,
)


def of_view(view: AnyView) -> Html:
    """Return the declarations of a view."""
    return together(
        tag("p", view.intro),
        tag("h3", "Parameters"),
        *_parameters(view),
        tag("h3", "Presets"),
        *_presets(view),
        tag("h3", "Panels"),
        _panels(view),
        *_facts(view),
    )


def _parameters(view: AnyView) -> Iterator[Html]:
    for group in view.groups:
        own = [parameter for parameter in view.parameters if parameter.group == group.name]
        yield together(tag("h4", group.title), tag("p", group.help, class_="hint"))
        rows = [(_parameter(view, one), anchor(view.name, one.name)) for one in own]
        yield table(("Name", "Symbol", "Unit", "Allowed", "Description"), rows)


def _parameter(view: AnyView, parameter: Parameter) -> tuple[Content, ...]:
    number = parameter if isinstance(parameter, Number) else None
    shown: Content = symbol(number.symbol) if number and number.symbol else ""
    unit = number.unit if number else ""
    others = {p.units[parameter.name] for p in view.presets if parameter.name in p.units} - {unit}
    units = ", or ".join((unit or "none", *sorted(others))) if others else unit
    what = tag("p", tag("b", capital(parameter.label)), ". ", parameter.help)
    return (
        link(f"#{anchor(view.name, parameter.name)}", code(parameter.name)),
        shown,
        units,
        _allowed(parameter),
        together(what, *_more(parameter)),
    )


def _allowed(parameter: Parameter) -> Content:
    if isinstance(parameter, Number):
        return bounds(parameter.low, parameter.high, parameter.low_open, parameter.whole)
    if isinstance(parameter, Choice):
        return "one of those listed"
    if isinstance(parameter, File):
        return "one of those listed, or a file"
    return "rows" if isinstance(parameter, Table) else "text"


def bounds(low: float, high: float, low_open: bool = False, whole: bool = False) -> str:
    """Return a range in words."""
    kind = "whole, " if whole else ""
    if low > -inf and high < inf:
        return f"{kind}{'above ' if low_open else ''}{_plain(low)} to {_plain(high)}"
    if low > -inf:
        return f"{kind}{'above' if low_open else 'from'} {_plain(low)}"
    return f"{kind}up to {_plain(high)}" if high < inf else f"{kind}any"


def _plain(value: float) -> str:
    text = f"{value:,.10g}" if abs(value) >= 1e-4 or value == 0.0 else f"{value:g}"
    return text.replace("-", "−")


def _more(parameter: Parameter) -> Iterator[Html]:
    """Yield options, examples and columns."""
    if isinstance(parameter, Choice):
        yield _list((option.value, option.label, option.help) for option in parameter.options)
    if isinstance(parameter, Text | File) and parameter.examples:
        yield _list((example.value, example.label, "") for example in parameter.examples)
    if isinstance(parameter, Table):
        rows = []
        for column in parameter.columns:
            number = column if isinstance(column, NumberColumn) else None
            allowed = bounds(number.low, number.high, whole=number.whole) if number else ""
            unit = number.unit if number else ""
            rows.append(((code(column.name), unit, allowed, str(column.default), column.help), ""))
        yield table(("Column", "Unit", "Allowed", "Default", "Description"), rows)


def _list(entries: Iterator[tuple[str, str, str]]) -> Html:
    lines = [
        tag("li", code(name), " ", label, *((f": {text}",) if text else ()))
        for name, label, text in entries
    ]
    return tag("ul", *lines)


def _presets(view: AnyView) -> Iterator[Html]:
    for group in view.preset_groups:
        rows = []
        for preset in (one for one in view.presets if one.group == group.name):
            state = link(f"./#{view.name}?preset={preset.name}", code(preset.name))
            text = together(
                tag("p", tag("b", capital(preset.title)), ". ", preset.text),
                *((tag("p", f"Source: {preset.source}.", class_="hint"),) if preset.source else ()),
            )
            rows.append(((preset.mark, state, text), anchor(view.name, "preset", preset.name)))
        yield together(tag("h4", group.title), table(("", "Name", "What to look for"), rows))


def _panels(view: AnyView) -> Html:
    rows = []
    for panel in view.panels:
        text = together(tag("p", tag("b", panel.title), ". ", panel.help))
        default = "shown at first" if panel.default else ""
        rows.append(((code(panel.name), text, default), anchor(view.name, "panel", panel.name)))
    return table(("Name", "Description", ""), rows)


def _facts(view: AnyView) -> Iterator[Html]:
    if view.facts:
        yield tag("h3", "Facts")
        yield tag("p", "Numbers that the tasks of tours can refer to.", class_="hint")
        rows = [((code(name), text), "") for name, text in view.facts.items()]
        yield table(("Name", "Description"), rows)


def schemes() -> Html:
    """Return the schemes of integration."""
    rows = [
        ((code(name), scheme.title, scheme.help), anchor("scheme", name))
        for name, scheme in SCHEMES.items()
    ]
    return table(("Name", "Title", "Description"), rows)


def stimuli() -> Html:
    """Return the kinds of currents with their text form."""
    parts = []
    for name, kind in KINDS.items():
        fields = ", ".join(kind.__dataclass_fields__)
        head = tag("h4", code(f"{name}({fields})"), id=anchor("stimulus", name))
        parts.append(together(head, rendered(kind.__doc__)))
    intro = (
        "A current is written as a number, or as one of these with its arguments in order or by "
        "name, joined by +: "
    )
    example = code("step(14,10)+sine(5,8)")
    return together(tag("p", intro, example, "."), *parts)


def formats() -> Html:
    """Return the kinds of files that a state can be written as."""
    from izhikevich.export import FORMATS

    rows = [
        ((code(name), form.title, form.suffix, ", ".join(form.views), form.help), "")
        for name, form in FORMATS.items()
    ]
    heads = ("Name", "Title", "File", "Views", "Description")
    return table(heads, rows)

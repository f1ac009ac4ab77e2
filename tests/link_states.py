"""Links and states of all kinds, for the tests of both who read them: Python and the page."""

from typing import Any

from hypothesis import strategies as st
from izhikevich.views import registry
from izhikevich.views.base import AnyView
from izhikevich.views.file import File
from izhikevich.views.schema import Choice, Number, Parameter, Text, Value

VIEWS = registry.views()

#: Samples in a line.
SMALL = "length,kind of,label;1,2.5,a;2,-3,b;4,0,a;1e-3,7,b b"


def usual_panels(view: AnyView) -> list[str]:
    return [panel.name for panel in view.panels if panel.default]


def _allowed(parameter: Parameter, default: Value) -> st.SearchStrategy[Value]:
    """Values that a parameter has for one of its presets."""
    if isinstance(parameter, Number):
        low, high, step = parameter.slider
        steps = st.integers(0, int((high - low) / step)).map(lambda n: low + n * step)
        if parameter.whole:
            return steps.map(round).map(float)
        least = max(low, parameter.low) + (1e-6 if parameter.low_open else 0.0)
        within = st.floats(least, max(least, min(high, parameter.high)))
        return within | steps.map(lambda x: min(max(x, least), parameter.high))
    if isinstance(parameter, Choice):
        return st.sampled_from(parameter.values)
    if isinstance(parameter, File):
        own = [SMALL] if parameter.longest else []
        return st.sampled_from([*(example.value for example in parameter.examples), *own])
    if parameter.name == "drawn":
        return st.text("0123456789abcdefg", min_size=64, max_size=64)
    if isinstance(parameter, Text):
        return st.sampled_from(
            [str(default), *(example.value for example in parameter.examples), "é&=#%+ ?,;", "1%2"]
        )
    return st.just(default)


@st.composite
def states(draw: st.DrawFn, most: int = 4) -> dict[str, Any]:
    """A state as the page may send it, with at most so many changes."""
    view = draw(st.sampled_from(VIEWS))
    preset = draw(st.sampled_from(view.presets))
    parameters = [p for p in view.parameters if p.name in preset.values]
    changed = draw(st.lists(st.sampled_from(parameters), max_size=most, unique_by=id))
    names = [panel.name for panel in view.panels]
    chosen = draw(st.none() | st.lists(st.sampled_from(names), min_size=1, unique=True))
    panels = usual_panels(view) if chosen is None else [n for n in names if n in chosen]
    values = {p.name: draw(_allowed(p, preset.values[p.name])) for p in changed}
    epochs = float(values.get("epochs", preset.values.get("epochs", 0.0)))
    if "epoch" in values and float(values["epoch"]) >= epochs:
        del values["epoch"]  # it is the last one, which goes without saying
    found = {"view": view.name, "preset": preset.name, "values": values, "panels": panels}
    return sent({"version": 1, **found})


def sent(state: dict[str, Any]) -> dict[str, Any]:
    """Return a state without values that are those of its preset: the page never sends these."""
    view = registry.VIEWS[state["view"]]()
    preset = view.preset(state["preset"])
    assert preset is not None
    own = {k: v for k, v in state["values"].items() if v != preset.values.get(k)}
    return {**state, "values": own}


_WORDS = st.sampled_from(
    [
        *("neuron", "Neuron", "nothing", "preset", "panels", "v", "embed", "theme", "I", "a", "v0"),
        *("RS", "tonic_bursting", "feedforward", "phase", "trace,phase", ",", "12", "-0", "1e400"),
        *("nan", "step(10,50)", "https://example.org/x/", "__proto__", "constructor", "é", " "),
        *("%", "%zz", "%C3%A9", "%c3", "%ED%A0%80", "%3F", "%26", "+", "\N{DROMEDARY CAMEL}", "\t"),
    ]
)
_JOINTS = st.sampled_from(["", "?", "&", "=", "#", "&amp;", "%3F", "&&", "=="])

#: Texts that look somewhat like links, or not at all.
junk = st.lists(st.tuples(_WORDS, _JOINTS), max_size=8).map(
    lambda pairs: "".join(word + joint for word, joint in pairs)
) | st.text(max_size=30)

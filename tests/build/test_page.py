"""The page knows no parameter by name, and has every colour that the figures ask for."""

import re
from typing import Any

import numpy as np
import pytest
from izhikevich.views import registry
from izhikevich.views.neuron.panels import bifurcation, frequency
from make.paths import SITE

from tests import wire

SCRIPTS = sorted((SITE / "js").rglob("*.js"))
SET_BY_SCRIPTS = {
    name
    for path in SCRIPTS
    for name in re.findall(r'setProperty\(\s*"--([\w-]+)"', path.read_text(encoding="utf-8"))
}
PARAMETERS = {parameter.name for view in registry.views() for parameter in view.parameters}
PRESETS = {preset.name for view in registry.views() for preset in view.presets}
PANELS = {panel.name for view in registry.views() for panel in view.panels}
VIEWS = {view.name for view in registry.views()}
# Comments aside, what a script can name: strings, and words that are used as properties.
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
_LITERAL = re.compile(r"""(["'`])([\w -]+)\1""")
_PROPERTY = re.compile(r"(?:\.|\?\.)([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\s*:")
# Words that scripts have of their own (the DOM's, Plotly's), and some parameters and presets, too.
_OWN_WORDS = {
    *("amplitude", "cell", "changes", "data", "drawn", "duration", "excitatory", "form"),
    *("compared", "frequency", "function", "inhibitory", "reference"),
    *(
        "gain",
        "height",
        "hidden",
        "look",
        "method",
        "plane",
        "radius",
        "raster",
        "reset",
        "scale",
        "scheme",
        "second",
        "signal",
        "target",
        "times",
    ),
    *("test", "width", "window"),
}
_TOKEN = re.compile(r"var\(--([\w-]+)\)")


def names_in(source: str) -> set[str]:
    code = _COMMENT.sub(" ", source)
    literals = {match[2] for match in _LITERAL.finditer(code)}
    properties = {match[1] or match[2] for match in _PROPERTY.finditer(code)} - _OWN_WORDS
    return literals - _OWN_WORDS | properties


def tokens_of(node: Any) -> set[str]:
    """Return the custom properties that a figure names."""
    if isinstance(node, str):
        return set(_TOKEN.findall(node))
    if isinstance(node, dict):
        node = [*node, *node.values()]
    if isinstance(node, list | tuple):
        return set().union(*map(tokens_of, node))
    if isinstance(node, np.ndarray) and node.dtype.kind in "OU":
        return tokens_of(node.tolist())
    return set()


def declared(selector: str) -> dict[str, str]:
    css = (SITE / "css" / "tokens.css").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^{re.escape(selector)} \{{(.*?)^\}}", css, re.DOTALL | re.MULTILINE)
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_name_no_parameter(path: Any) -> None:
    names = names_in(path.read_text(encoding="utf-8"))
    assert names.isdisjoint(name for name in PARAMETERS if len(name) > 2)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_name_no_preset_nor_view(path: Any) -> None:
    literals = {m[2] for m in _LITERAL.finditer(_COMMENT.sub(" ", path.read_text("utf-8")))}
    assert literals.isdisjoint((PRESETS | VIEWS) - _OWN_WORDS)


def test_names_are_found() -> None:
    source = "const x = values.v_peak + q['u0']; f({ stimulus: 1 }); // dt\nlet s = \"trace\";"
    assert {"v_peak", "u0", "stimulus", "trace"} <= names_in(source)
    assert "dt" not in names_in(source)


def test_the_worker_names_no_parameter() -> None:
    source = (SITE / "worker.py").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", source))
    assert words.isdisjoint(name for name in PARAMETERS | PRESETS if len(name) > 2)


def test_colours_are_tokens_in_both_themes(monkeypatch: pytest.MonkeyPatch) -> None:
    for panel in (bifurcation, frequency):
        monkeypatch.setattr(panel, "_CURRENTS", 8)
    light, dark = declared(":root"), declared(':root[data-theme="dark"]')
    used: set[str] = set()
    for state in (
        {"preset": "bistability", "panels": ["trace", "phase", "recovery"]},
        {"panels": ["phase", "frequency", "bifurcation"]},
        {"preset": "bistability", "panels": ["reset_map", "basins", "regime_map"]},
        {"preset": "tonic_spiking", "panels": ["phase_response", "impedance"]},
        {"panels": ["strength_duration", "models_compared"]},
        {"preset": "inhibition_induced_bursting", "values": {"method": "accurate"}},
    ):
        for part in wire.respond(state):
            if isinstance(part, dict):
                used |= tokens_of(part.get("figures", {}))
    assert {"v", "u", "current", "ink"} <= used
    assert used <= set(light)
    assert used <= set(dark)


def test_both_themes_have_the_same_colours() -> None:
    light, dark = declared(":root"), declared(':root[data-theme="dark"]')
    colours = {name for name, value in light.items() if value.startswith("#")}
    assert colours == set(dark)


def test_every_token_that_the_page_uses_is_declared() -> None:
    known = declared(":root").keys()
    for path in sorted((SITE / "css").glob("*.css")):
        text = path.read_text(encoding="utf-8")
        own = set(re.findall(r"--([\w-]+):", text))
        assert set(_TOKEN.findall(text)) <= known | own | SET_BY_SCRIPTS, path.name


def test_the_schema_holds_what_the_page_reads() -> None:
    text = (SITE / "js" / "client" / "protocol.d.ts").read_text(encoding="utf-8")
    view = wire.schema()["views"][0]
    for items in (view["parameters"], view["presets"], view["panels"]):
        for item in items:
            for key in item:
                assert re.search(rf"\b{key}\b", text), key


def test_buttons_have_names_before_any_script_runs() -> None:
    html = (SITE / "index.html").read_text(encoding="utf-8")
    buttons = re.findall(r"<button([^>]*)>(.*?)</button>", html)
    assert len(buttons) >= 8
    nameless = [
        attributes
        for attributes, text in buttons
        if not re.search(r"[A-Za-z]", text) and 'aria-label="' not in attributes
    ]
    assert not nameless

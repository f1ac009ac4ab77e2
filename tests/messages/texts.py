"""What readers read, in English: texts of the schema and of many answers."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterator, Mapping
from typing import Any

from izhikevich import app
from izhikevich.app.protocol import Answer
from izhikevich.messages.translation import Translation
from izhikevich.progress import Progress, Stopped, building
from izhikevich.transport import plain
from izhikevich.views import registry

from tests import wire

#: Changed values, as far as they lead to other sentences; the panels are the usual ones.
CHANGED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("neuron", "tonic_spiking", {"I": -14}),
    ("neuron", "tonic_spiking", {"I": 4}),
    ("neuron", "RS", {"b": 0.25, "stimulus": "0"}),
    ("neuron", "class_2_excitable", {"stimulus": "0.41"}),
    ("neuron", "bistability", {"dt": 0.01}),
    ("neuron", "CH", {"d": 8}),
    ("neuron", "RS", {"method": "accurate"}),
    ("neuron", "RS", {"stimulus": "0", "I": -80, "dt": 1, "method": "forward"}),
    ("neuron", "RS", {"dt": 5}),
    ("neuron", "RS", {"duration": 1e9}),
    ("neuron", "RS", {"a": "x"}),
    ("neuron", "RS", {"a": -1}),
    ("neuron", "RS", {"c": 40}),
    ("neuron", "RS", {"k2": 0}),
    ("neuron", "RS", {"C": -1}),
    ("neuron", "RS", {"method": "quick"}),
    ("neuron", "RS", {"unknown": 3}),
    ("neuron", "RS", {"aa": 3}),
    ("neuron", "tonic_spikin", {}),
    ("neuron", "RS", {f"unknown{k}": 3 for k in range(30)}),
    ("neuron", "RS", {"stimulus": "\ud800"}),
    ("neuron", "RS", {"stimulus": "stepp(3)"}),
    ("neuron", "RS", {"stimulus": "step(1,2,3,4,5)"}),
    ("neuron", "RS", {"stimulus": "zap(1,2)"}),
    ("neuron", "unknown", {}),
    ("network", "custom", {"populations": "name=A,size=-2"}),
    ("network", "custom", {"populations": "unknown"}),
    ("network", "custom", {"projections": "pre=Z,post=A"}),
    ("network", "custom", {"projections": "pre=A,post=A,probability=2"}),
    ("network", "custom", {"populations": "name=A,size=10;name=A,size=3"}),
    ("network", "custom", {"populations": "name=A,size=10,conductance=g_x+*3"}),
    ("network", "feedforward", {"layers": "10,x"}),
    ("network", "feedforward", {"weight_mean": 1}),
    ("ensemble", "FS", {"signal": "sin(3)"}),
    ("ensemble", "square", {"function": "x+*"}),
    ("ensemble", "FS", {"radius": 0.1}),
    ("ensemble", "square", {"duration": 200}),
    ("learning", "chosen_times", {"epochs": 1}),
    ("fit", "known_parameters", {"searched": 1, "held_out": "none"}),
    ("fit", "known_parameters", {"searched": 1, "held_out": "9"}),
    ("fit", "known_parameters", {"searched": 1, "held_out": "0,1,2,3,4"}),
    ("fit", "known_parameters", {"searched": 1, "held_out": "first"}),
    ("fit", "known_parameters", {"searched": 1, "corrections": "7@3"}),
    ("fit", "known_parameters", {"searched": 1, "corrections": "x"}),
)
#: Presets of which all panels are computed, by view; else those that take no time.
WHOLE = {"neuron": ("RS", "bistability"), "network": ("custom",), "learning": ("raster",)}


#: Counts what is stopped, so that none of it has been computed before.
_COUNT = itertools.count(1)


def stopped() -> Iterator[dict[str, Any]]:
    """Yield what is stopped as soon as it runs."""
    for view, preset in (
        ("network", "cortical_2003"),
        ("learning", "chosen_times"),
        ("fit", "known_parameters"),
    ):
        yield {"view": view, "preset": preset, "values": {"seed": 1000 + next(_COUNT)}}
    values = {"duration": 1e5 - next(_COUNT), "method": "accurate", "I": 100.0}
    yield {"view": "neuron", "values": values}


def states() -> Iterator[dict[str, Any]]:
    """Yield what is asked."""
    for view in registry.views():
        quick = [panel.name for panel in view.panels if not panel.on_demand]
        for preset in view.presets:
            whole = preset.name in WHOLE.get(view.name, ())
            panels = [panel.name for panel in view.panels] if whole else quick
            yield {"view": view.name, "preset": preset.name, "panels": panels}
    for name, preset_name, values in CHANGED:
        yield {"view": name, "preset": preset_name, "values": values}
    yield {"view": "unknown"}
    yield {"view": "neurons"}
    yield {"panels": ["phases"]}
    yield {"panels": ["phases", "trace"]}
    yield {"view": "neuron", "preset": "custom"}
    yield {"panels": ["unknown"]}
    yield {"panels": [f"unknown{k}" for k in range(30)]}
    yield {"preset": "RS", "values": {"k2": 1e-4}, "panels": ["impedance"]}
    yield {
        "view": "network",
        "preset": "feedforward",
        "values": {"layers": "2,2,2,2", "excitatory_fraction": 0.4256},
        "panels": ["weights"],
    }
    yield {"version": 99}
    yield {"version": 0, "values": 3, "panels": []}
    yield {"view": "unknown", "preset": "feedforward"}
    yield {"view": "network", "preset": "RS"}
    yield {"values": {f"unknown{k}": 3 for k in range(21)}}


def answers(speech: Translation | None = None) -> Iterator[Mapping[str, Any] | str]:
    """Yield parts of answers, and what is told while they are computed, to their end or not.

    Figures are in the language of `speech`; the messages in the rest it has still to write.
    """
    for state in stopped():
        yield from _stopped(state, speech)
    for state in states():
        whole = state.get("preset") in WHOLE.get(state.get("view", ""), ())
        for part in wire.unsent(state, speech):
            if isinstance(part, Progress):
                yield part.text
            else:
                yield part
                if "about" in part and not whole:
                    break


def _stopped(
    state: Mapping[str, Any], speech: Translation | None
) -> Iterator[Mapping[str, Any] | str]:
    """Yield what comes of an answer that is stopped once its run tells how far it is."""
    parts = app.respond(state, speech=speech)
    before = [building(0.0).text, "Sampling the current"]
    part: Progress | Answer | None = next(
        part for part in parts if isinstance(part, Progress) and part.text not in before
    )
    while part is not None:
        if isinstance(part, Progress):
            yield part.text
            part = _thrown(parts)
        else:
            yield plain(part)
            part = next(parts, None)


def _thrown(parts: Generator[Progress | Answer, None, None]) -> Progress | Answer | None:
    """Stop an answer, and return what it gives then."""
    try:
        return parts.throw(Stopped())
    except (Stopped, StopIteration):
        return None

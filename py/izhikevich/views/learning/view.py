"""The Learning view."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from izhikevich.errors import ParameterError, SimulationError
from izhikevich.plots.render.thumbnail import strokes_thumbnail
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.views.declare import Panel, Preset, Values, panels_in
from izhikevich.views.learning import declaration
from izhikevich.views.learning.pictures import strokes
from izhikevich.views.learning.presets import make_presets
from izhikevich.views.learning.readouts import notices, readouts, summary
from izhikevich.views.learning.session import Session, Sessions
from izhikevich.views.learning.shown import Shown
from izhikevich.views.view import Notice, Part, View

#: Seconds between two looks at a training that goes on.
_LIVE = 0.4


@dataclass(frozen=True)
class Prepared:
    """What is asked: a training, how long, and what of it is looked at."""

    preset: str
    session: Session
    epochs: int
    sample: int
    neuron: int

    @property
    def shown(self) -> Shown:
        """The training as it stands."""
        return Shown(self.session, self.epochs, self.sample, self.neuron)


class LearningView(View):
    """Neurons that learn by gradient descent through their spikes."""

    name = "learning"
    title = "Learning"
    intro = "Spiking neurons learn by gradients that go back through every spike."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = panels_in("izhikevich.views.learning.panels")
    continues = declaration.CONTINUE
    default_preset = "chosen_times"

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The tasks and the lessons."""
        return make_presets()

    @cached_property
    def _sessions(self) -> Sessions:
        return Sessions()

    def thumbnail(self, preset: Preset) -> dict[str, Any] | None:
        """Return what a task is about."""
        if preset.group != "tasks":
            return None
        return strokes_thumbnail(strokes(preset.name))

    def prepare(self, preset: Preset, values: Values) -> Prepared:
        """Make the training that the values stand for, unless it is still there."""
        return finish(self.preparing(preset, values))

    def preparing(self, preset: Preset, values: Values) -> Generator[Progress, None, Prepared]:
        """Make it, with progress."""
        epochs = int(values["epochs"])
        session = yield from self._sessions.opening(preset.name, values, epochs)
        sample, neuron = int(values.get("sample", 0)), int(values.get("neuron", 0))
        return Prepared(preset.name, session, epochs, sample, neuron)

    def compute(self, prepared: Prepared, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield progress and, now and then, figures of what is learned so far; then all."""
        session = prepared.session
        part: Part = {}
        growing = [panel for panel in self.panels if panel.quick]
        looked, drawn = time.perf_counter(), -1
        try:
            for progress in session.advance(prepared.epochs):
                yield progress
                if time.perf_counter() - looked > _LIVE and drawn != session.epochs:
                    drawn = session.epochs
                    yield {"figures": _plots(growing, panels, prepared.shown)}
                    looked = time.perf_counter()
        except Stopped:
            session.settle()
            text = f"Stopped after {session.epochs} of {prepared.epochs} epochs."
            part["notices"] = [Notice("info", text, "epochs").schema()]
            part["values"] = {"epochs": float(session.epochs)}
        except (SimulationError, ParameterError) as error:
            session.settle()
            part["notices"] = [Notice("error", f"The training ends here: {error}").schema()]
            part["values"] = {"epochs": float(session.epochs)}
        shown = Shown(session, session.epochs, prepared.sample, prepared.neuron)
        try:
            part["figures"] = _plots(self.panels, panels, shown)
        except SimulationError as error:
            told = [*part.get("notices", ()), Notice("error", str(error)).schema()]
            yield {**part, "notices": told, "summary": "", "cursor": None}
            return
        yield {
            **part,
            "notices": [*part.get("notices", ()), *(n.schema() for n in notices(shown))],
            "readouts": [readout.schema() for readout in readouts(shown)],
            "summary": summary(shown),
            "spikes": int(shown.run.spikes.sum()),
            "cursor": None,
            "about": _about(prepared.preset, shown),
        }


def _plots(panels: Iterable[Panel], asked: tuple[str, ...], shown: Shown) -> dict[str, Any]:
    """Return the plots that are asked for; a run that fails has none."""
    return {
        panel.name: panel.build(shown) for panel in panels if panel.name in asked and panel.build
    }


def _about(preset: str, shown: Shown) -> list[dict[str, Any]]:
    """Return the explanation, which is not needed for the start."""
    from izhikevich.views.learning.about import about

    return about(preset, shown)

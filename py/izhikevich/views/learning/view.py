"""The Learning view."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import msg
from izhikevich.plots.render.thumbnail import strokes_thumbnail
from izhikevich.plots.spec import Plot, Thumbnail
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.views.about import Section
from izhikevich.views.base import View
from izhikevich.views.file import Taken
from izhikevich.views.learning import declaration
from izhikevich.views.learning.facts import FACTS, facts
from izhikevich.views.learning.panels.confusion import PANEL as CONFUSION_PANEL
from izhikevich.views.learning.pictures import strokes
from izhikevich.views.learning.presets import make_presets
from izhikevich.views.learning.readouts import notices, readouts, summary
from izhikevich.views.learning.session import Session, Sessions
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.part import Notice, Part
from izhikevich.views.schema import Panel, Preset, Values, panels_in

#: Seconds between two looks at a training in progress.
_LIVE = 0.4
CONFUSION = CONFUSION_PANEL.name


@dataclass(frozen=True)
class Prepared:
    """The request: a training, its length, and the selected part of it."""

    preset: str
    session: Session
    epochs: int
    sample: int
    neuron: int

    @property
    def shown(self) -> Snapshot:
        """The training in its current state."""
        return Snapshot(self.session, self.epochs, self.sample, self.neuron)


class LearningView(View[Prepared]):
    """Neurons that learn by gradient descent through their spikes."""

    name = "learning"
    title = "Learning"
    intro = "Spiking neurons learn from gradients that pass back through every spike."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = panels_in("izhikevich.views.learning.panels")
    continues = declaration.CONTINUE
    default_preset = "chosen_times"
    finder = "Find a task"
    kept = "My tasks"
    facts = FACTS

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The tasks and the lessons."""
        return make_presets()

    @cached_property
    def _sessions(self) -> Sessions:
        return Sessions()

    def taking(
        self, parameter: str, content: str | bytes, filename: str, values: Values
    ) -> Generator[Progress, None, Taken]:
        """Read samples or weights from a file."""
        return (yield from self._sessions.own_data.taking(parameter, content, filename, values))

    def thumbnail(self, preset: Preset) -> Thumbnail | None:
        """Return a picture of a task."""
        if preset.group == "lessons":
            return None
        return strokes_thumbnail(strokes(preset.name))

    def prepare(self, preset: Preset, values: Values) -> Prepared:
        """Make the training described by the values, unless it is cached."""
        return finish(self.preparing(preset, values))

    def preparing(self, preset: Preset, values: Values) -> Generator[Progress, None, Prepared]:
        """Make it, with progress reports."""
        epochs = int(values["epochs"])
        session = yield from self._sessions.opening(preset.name, values, epochs)
        sample, neuron = int(values.get("sample", 0)), int(values.get("neuron", 0))
        return Prepared(preset.name, session, epochs, sample, neuron)

    def compute(self, prepared: Prepared, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield progress and, now and then, figures of what has been learned so far; then all."""
        session = prepared.session
        growing = [panel for panel in self.panels if panel.quick]
        told: list[Notice] = []
        values: Values = {}
        looked, drawn = time.perf_counter(), -1
        try:
            for progress in session.advance(prepared.epochs):
                yield progress
                if time.perf_counter() - looked > _LIVE and drawn != session.epochs:
                    drawn = session.epochs
                    yield Part(plots=_plots(growing, panels, prepared.shown))
                    looked = time.perf_counter()
        except Stopped:
            session.settle()
            text = msg(
                "Stopped after {now} of {total} epochs.",
                now=session.epochs,
                total=prepared.epochs,
            )
            told.append(Notice("info", text, "epochs"))
            values = {"epochs": float(session.epochs)}
        except (SimulationError, ParameterError) as error:
            session.settle()
            told.append(Notice("error", msg("The training ends here: {error}", error=str(error))))
            values = {"epochs": float(session.epochs)}
        shown = Snapshot(session, session.epochs, prepared.sample, prepared.neuron)
        try:
            if CONFUSION in panels:
                with suppress(Stopped):  # the rest is shown without it
                    yield from session.judging()
            plots = _plots(self.panels, panels, shown)
        except SimulationError as error:
            told.append(Notice("error", str(error)))
            yield Part(values=values, notices=tuple(told), summary="", cursor=None)
            return
        yield Part(
            plots=plots,
            values=values,
            notices=(*told, *session.notices, *notices(shown)),
            readouts=tuple(readouts(shown)),
            summary=summary(shown),
            facts=facts(shown),
            spikes=int(shown.run.spikes.sum()),
            cursor=None,
            about=_about(prepared.preset, shown),
        )


def _plots(panels: Iterable[Panel], asked: tuple[str, ...], shown: Snapshot) -> dict[str, Plot]:
    """Return the requested plots; a run that fails has none."""
    made = {
        panel.name: panel.build(shown) for panel in panels if panel.name in asked and panel.build
    }
    return {name: plot for name, plot in made.items() if isinstance(plot, Plot)}


def _about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation, which is not needed at start-up."""
    from izhikevich.views.learning.about import about

    return about(preset, shown)

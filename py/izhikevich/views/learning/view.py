"""The Learning view."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from izhikevich.errors import ParameterError, SimulationError
from izhikevich.learning.convergence import STALLED
from izhikevich.messages import counted, msg
from izhikevich.plots.render.thumbnail import strokes_thumbnail
from izhikevich.plots.spec import Plot, Thumbnail
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.views.about import Section
from izhikevich.views.base import View
from izhikevich.views.file import Taken
from izhikevich.views.learning import declaration, epochs, settings
from izhikevich.views.learning.facts import FACTS, facts
from izhikevich.views.learning.panels.confusion import PANEL as CONFUSION_PANEL
from izhikevich.views.learning.pictures import strokes
from izhikevich.views.learning.presets import make_presets
from izhikevich.views.learning.readouts import notices, readouts, summary
from izhikevich.views.learning.session import Session, Sessions
from izhikevich.views.learning.snapshot import Snapshot
from izhikevich.views.part import Notice, Part, Rest
from izhikevich.views.schema import Panel, Preset, Values, panels_in
from izhikevich.views.state import refused

#: Seconds between two looks at a training in progress; and until the first one, which a drag waits
#: for: the worker lets newer questions in after 0.05.
_LIVE, _SOON = 0.4, 0.04
CONFUSION = CONFUSION_PANEL.name


@dataclass(frozen=True)
class Prepared:
    """The request: a training, its length, and the selected part of it."""

    preset: str
    session: Session
    epochs: int
    epoch: int
    sample: int
    neuron: int
    drawn: str
    times: tuple[float, ...]

    @property
    def shown(self) -> Snapshot:
        """The training as far as it is, at the epoch to be shown."""
        return Snapshot(
            self.session,
            self.epochs,
            self.epoch,
            self.sample,
            self.neuron,
            self.drawn,
            self.times,
        )


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
        trained, shown = (int(values[name]) for name in (epochs.EPOCHS, epochs.EPOCH))
        shown = min(trained, shown)
        session = yield from self._sessions.opening(preset.name, values, trained, shown)
        return Prepared(
            preset.name,
            session,
            trained,
            shown,
            sample=int(values.get("sample", 0)),
            neuron=int(values.get("neuron", 0)),
            drawn=str(values.get(settings.DRAWING, "")),
            times=settings.times_in(values),
        )

    def settled(self, preset: Preset, given: Values) -> tuple[Values, tuple[Notice, ...]]:
        """Return a value for every parameter: what was drawn as an image."""
        values, notices = epochs.settled({**preset.values, **given}), []
        if values.get(settings.DRAWING):
            try:
                values[settings.DRAWING] = settings.drawn_in(values)
            except ParameterError as error:
                values[settings.DRAWING] = ""
                notices.append(refused(error, ""))
        return values, tuple(notices)

    def default(self, preset: Preset, values: Values) -> Values:
        """Return the values of the preset, at the last epoch of the training."""
        return epochs.default(preset.values, values)

    def differing(self, preset: Preset, values: Values) -> Values:
        """Return what a state holds; that the last epoch is shown goes without saying."""
        return {name: v for name, v in values.items() if v != preset.values.get(name)}

    def shown(self, preset: Preset, values: Values) -> Values:
        """Return the values that controls show: the number of the epoch."""
        return epochs.shown(values)

    def compute(self, prepared: Prepared, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield progress and, now and then, figures of what has been learned so far; then all."""
        session = prepared.session
        growing = [panel for panel in self.panels if panel.quick]
        reports: list[Notice] = []
        values: Values = {}
        looked, drawn = time.perf_counter() - _LIVE + _SOON, 0
        try:
            for progress in session.advance(prepared.epochs):
                yield progress
                if time.perf_counter() - looked > _LIVE and drawn != session.epochs:
                    drawn = session.epochs
                    yield _growing(growing, panels, prepared.shown)
                    looked = time.perf_counter()
        except Stopped:
            session.settle()
            text = msg(
                "Stopped after {now} of {total} epochs.",
                now=session.epochs,
                total=prepared.epochs,
            )
            reports.append(Notice("info", text, "epochs"))
            values = {"epochs": float(session.epochs)}
        except (SimulationError, ParameterError) as error:
            session.settle()
            reports.append(
                Notice("error", msg("The training ends here: {error}", error=str(error)))
            )
            values = {"epochs": float(session.epochs)}
        shown = prepared.shown
        shown = replace(shown, asked=shown.epochs)  # if it was stopped
        try:
            if CONFUSION in panels:
                with suppress(Stopped):  # the rest is shown without it
                    yield from session.judging(shown.epoch)
            plots = _plots(self.panels, panels, shown)
        except SimulationError as error:
            reports.append(Notice("error", str(error)))
            yield Part(values=values, notices=tuple(reports), summary="", cursor=None)
            return
        yield Part(
            plots=plots,
            values=values,
            notices=(*reports, *session.notices, *notices(shown)),
            readouts=tuple(readouts(shown)),
            summary=summary(shown),
            facts=facts(shown),
            rests=_rests(shown),
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


def _growing(panels: Iterable[Panel], asked: tuple[str, ...], shown: Snapshot) -> Part:
    """Return what has been learned so far: plots, and the facts that belong to them."""
    return Part(
        plots=_plots(panels, asked, shown),
        readouts=tuple(readouts(shown)),
        facts=facts(shown),
        rests=_rests(shown),
    )


def _rests(shown: Snapshot) -> Rest | None:
    """Return where the training may end, if it has converged."""
    converged = shown.converged
    if converged is None:
        return None
    text = msg(
        "Training stopped: nothing has improved for {count} epochs. Train continues it.",
        count=STALLED,
    )
    if converged.learned:
        text = counted(
            "Learned: training stopped after {count} epoch. Train continues it.",
            "Learned: training stopped after {count} epochs. Train continues it.",
            converged.epoch,
        )
    return Rest(float(converged.epoch), text)


def _about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation, which is not needed at start-up."""
    from izhikevich.views.learning.about import about

    return about(preset, shown)

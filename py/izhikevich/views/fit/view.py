"""The Fit view."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from izhikevich.fitting.samples import SAMPLES
from izhikevich.messages import Number, msg
from izhikevich.plots.render.thumbnail import voltage_thumbnail
from izhikevich.plots.spec import Thumbnail
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.views.about import Section
from izhikevich.views.base import View, later_plots, quick_plots
from izhikevich.views.file import Taken, is_reference
from izhikevich.views.fit import declaration
from izhikevich.views.fit.facts import FACTS, facts
from izhikevich.views.fit.held_out import EVERY_OTHER
from izhikevich.views.fit.presets import DEFAULT, make_presets, sample_of
from izhikevich.views.fit.readouts import notices, readouts, summary
from izhikevich.views.fit.session import Session, Sessions
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.part import Notice, Part
from izhikevich.views.recordings import DETAILS, first_firing, recordings
from izhikevich.views.schema import Preset, Values, panels_in

#: Seconds between two looks at a search in progress at least, and as a part of what it has taken:
#: a look costs time, and the model changes less and less.
_LIVE, _RARER = 0.5, 1.0 / 6.0
#: Parameters that describe a recording.
_RECORDED = (declaration.RECORDING, *DETAILS)
_PICTURED = 2  # sweep of the small pictures


@dataclass(frozen=True)
class Prepared:
    """The request: a fit, how long the search is, and the selected sweep."""

    preset: str
    session: Session
    until: int
    shown: Snapshot


class FitView(View[Prepared]):
    """From the recording of a cell to a model of it."""

    name = "fit"
    title = "Fit"
    intro = "From a recording to the parameters of a neuron that answers like it."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = panels_in("izhikevich.views.fit.panels")
    continues = declaration.CONTINUE
    default_preset = DEFAULT
    finder = "Find a recording"
    kept = "My fits"
    facts = FACTS

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The recordings that come with the package."""
        return make_presets()

    @cached_property
    def _sessions(self) -> Sessions:
        return Sessions()

    def taking(
        self, parameter: str, content: str | bytes, filename: str, values: Values
    ) -> Generator[Progress, None, Taken]:
        """Read a recording from a file."""
        taken, found = yield from recordings().taking(content, filename, values, parameter)
        sweep = 0 if found is None else first_firing(found)
        fresh: Values = {"held_out": EVERY_OTHER, "searched": 100.0, "sweep": float(sweep)}
        # It is a recorded cell, not one whose parameters are known.
        preset = "" if is_reference(str(values.get(parameter, ""))) else DEFAULT
        return replace(taken, values={**taken.values, **fresh}, preset=preset)

    def thumbnail(self, preset: Preset) -> Thumbnail:
        """Return a picture of a recorded sweep."""
        recording = SAMPLES[sample_of(preset.name)].make()
        sweep = min(_PICTURED, recording.n_sweeps - 1)
        return voltage_thumbnail(recording.t, recording.voltage[sweep], recording.current[sweep])

    def prepare(self, preset: Preset, values: Values) -> Prepared:
        """Begin the fit described by the values, unless it is cached."""
        return finish(self.preparing(preset, values))

    def preparing(self, preset: Preset, values: Values) -> Generator[Progress, None, Prepared]:
        """Begin it, with progress reports."""
        until = round(float(values["searched"]) * float(values["generations"]) / 100.0)
        session = yield from self._sessions.opening(values, until)
        shown = Snapshot(session, {name: values[name] for name in _RECORDED}, int(values["sweep"]))
        return Prepared(preset.name, session, until, shown)

    def compute(self, prepared: Prepared, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield the recording, progress and now and then the best model so far; then all."""
        session, shown = prepared.session, prepared.shown
        reports: list[Notice] = []
        values: Values = {}
        begun = looked = time.perf_counter()
        drawn = session.done
        try:
            for progress in session.advancing(prepared.until):
                yield progress
                now = time.perf_counter()
                if now - looked > max(_LIVE, _RARER * (now - begun)) and drawn != session.done:
                    drawn = session.done
                    yield Part(
                        plots=quick_plots(self.panels, panels, shown),
                        readouts=tuple(readouts(shown)),
                        summary=summary(shown),
                        provisional=True,
                    )
                    looked = time.perf_counter()
        except Stopped:
            values = {"searched": session.searched}
            text = msg(
                "Stopped when {part} of the search were done: this is the best model so far.",
                part=Number(session.searched, "%", ".3g"),
            )
            reports.append(Notice("info", text, "searched"))
        yield Part(
            plots=quick_plots(self.panels, panels, shown),
            values=values,
            notices=(*reports, *notices(shown)),
            readouts=tuple(readouts(shown)),
            summary=summary(shown),
            facts=facts(shown),
            spikes=sum(one.model.size for one in shown.found.sweeps) if shown.found else None,
            cursor=None,
            about=_about(prepared.preset, shown),
        )
        yield from later_plots(self.panels, panels, shown)


def _about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation, which is not needed at start-up."""
    from izhikevich.views.fit.about import about

    return about(preset, shown)

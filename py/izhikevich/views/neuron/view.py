"""The Neuron view."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.plots.render.thumbnail import thumbnail
from izhikevich.plots.spec import Thumbnail
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.views.about import Section
from izhikevich.views.base import View, coarse_plots, later_plots, quick_plots
from izhikevich.views.equations import fires, live
from izhikevich.views.file import Taken
from izhikevich.views.neuron import declaration, settling
from izhikevich.views.neuron.cursor import cursor
from izhikevich.views.neuron.facts import FACTS, facts
from izhikevich.views.neuron.precision import precision
from izhikevich.views.neuron.presets import make_presets
from izhikevich.views.neuron.readouts import readouts
from izhikevich.views.neuron.recorded import RecordedSweep, Sweeps, is_recording
from izhikevich.views.neuron.run import Run, prepare
from izhikevich.views.neuron.summary import summary
from izhikevich.views.part import Notice, Part, nothing
from izhikevich.views.recordings import Unreadable
from izhikevich.views.schema import LiveMode, Preset, Values, panels_in

if TYPE_CHECKING:
    from izhikevich.views.neuron.live import LiveRun


class NeuronView(View[Run]):
    """One neuron: choose a pattern, change anything, see voltage and phase plane."""

    name = "neuron"
    title = "Neuron"
    intro = "A single neuron: its firing patterns, explained in the phase plane."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = panels_in("izhikevich.views.neuron.panels")
    default_preset = "tonic_spiking"
    live = LiveMode(
        "Live",
        "The neuron runs without an end, as on an oscilloscope: inject current into it, and change "
        "its parameters while it fires.",
    )
    facts = FACTS
    has_equations = True
    finder = "Find: burst, FS, thalamus …"
    kept = "My cells"

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The twenty patterns and the cell types."""
        return make_presets()

    def thumbnail(self, preset: Preset) -> Thumbnail:
        """Return a small trace."""
        return thumbnail(EXPERIMENTS[preset.name].simulate())

    def settled(self, preset: Preset, given: Values) -> tuple[Values, tuple[Notice, ...]]:
        """Return the values that a state holds."""
        return settling.settled(preset, given)

    def default(self, preset: Preset, values: Values) -> Values:
        """Return the preset's values in the form of these values."""
        return settling.default(preset, values)

    def differing(self, preset: Preset, values: Values) -> Values:
        """Return the values that tell a state from its preset."""
        return settling.differing(preset, values)

    def shown(self, preset: Preset, values: Values) -> Values:
        """Return the values of the controls."""
        return settling.shown(preset, values)

    @cached_property
    def _sweeps(self) -> Sweeps:
        return Sweeps()

    def takes(self, parameter: str, content: str | bytes) -> bool:
        """Tell whether something is a recording: this view opens other things as well."""
        return is_recording(content)

    def taking(
        self, parameter: str, content: str | bytes, filename: str, values: Values
    ) -> Generator[Progress, None, Taken]:
        """Read a recording from a file: its current is injected."""
        from izhikevich.views.neuron.taking import taken

        return (yield from taken(content, filename, values))

    def prepare(self, preset: Preset, values: Values) -> Run:
        """Return the run described by the values."""
        return prepare(preset, values, finish(self._sweeps.finding(values)))

    def preparing(self, preset: Preset, values: Values) -> Generator[Progress, None, Run]:
        """Do so with progress reports: a recording may have to be read."""
        yield from self._sweeps.finding(values)
        return self.prepare(preset, values)

    def go_live(self, prepared: Run) -> LiveRun:
        """Return a live run of the neuron."""
        from izhikevich.views.neuron.live import LiveRun

        return LiveRun(prepared)

    def compute(self, prepared: Run, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield the trace, the phase plane with what is already known, then checks and sweeps."""
        try:
            yield from prepared.running()
        except Stopped:
            yield nothing(panels)
            return
        over_time = [panel for panel in self.panels if panel.axis_group == "time"]
        # The page draws these while the rest is computed.
        yield replace(_trouble(prepared), plots=quick_plots(over_time, panels, prepared))
        others = [panel for panel in self.panels if panel.axis_group != "time"]
        yield replace(
            _said(prepared, panels),
            plots=quick_plots(others, panels, prepared),
            coarse=coarse_plots(self.panels, panels, prepared),
        )
        yield Part(about=_about(prepared))
        notice = precision(prepared)
        if notice is not None:
            yield Part(notices=(notice,))
        yield from later_plots(self.panels, panels, prepared)


def _about(run: Run) -> tuple[Section, ...]:
    """Return the explanation, which is not needed at start-up."""
    from izhikevich.views.neuron.about import about

    return about(run.preset, run)


def _trouble(run: Run) -> Part:
    """Explain why a run cannot be completed, or a recording not be read, if so."""
    notices = []
    if isinstance(run.recorded, Unreadable):
        notices.append(Notice("error", run.recorded.why, run.recorded.parameter))
    if run.trace is None:
        parameter = "method" if run.scheme == "accurate" else "dt"
        notices.append(Notice("error", str(run.outcome), parameter))
    return Part(notices=tuple(notices)) if notices else Part()


def _said(run: Run, panels: tuple[str, ...]) -> Part:
    """Return the facts about the run."""
    notices: tuple[Notice, ...] = ()
    if isinstance(run.recorded, RecordedSweep):
        from izhikevich.views.neuron.fit_state import way_to_fit

        notices = (way_to_fit(run.recorded),)
    return Part(
        notices=notices,
        cursor=None if run.trace is None else cursor(run.trace, run.shown_current, panels),
        readouts=tuple(readouts(run)),
        summary=summary(run),
        equations=live(run.parameters, fires(run.scheme), run.shown_current),
        facts=facts(run),
        spikes=None if run.trace is None else run.trace.n_spikes,
    )

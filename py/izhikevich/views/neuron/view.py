"""The Neuron view."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from izhikevich.plots.render.thumbnail import thumbnail
from izhikevich.progress import Progress, Stopped
from izhikevich.views.declare import Preset, Values, panels_in
from izhikevich.views.neuron import declaration
from izhikevich.views.neuron.cursor import cursor
from izhikevich.views.neuron.facts import FACTS, facts
from izhikevich.views.neuron.precision import precision
from izhikevich.views.neuron.presets import EXPERIMENTS, make_presets
from izhikevich.views.neuron.readouts import readouts
from izhikevich.views.neuron.run import Run, prepare
from izhikevich.views.neuron.words import summary
from izhikevich.views.view import Notice, Part, View, later_plots, nothing, quick_plots


class NeuronView(View):
    """One neuron: choose a pattern, change anything, see voltage and phase plane."""

    name = "neuron"
    title = "Neuron"
    intro = "One neuron: its firing patterns, and why it fires so, in the phase plane."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = panels_in("izhikevich.views.neuron.panels")
    default_preset = "tonic_spiking"
    facts = FACTS

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The twenty patterns and the cell types."""
        return make_presets()

    def thumbnail(self, preset: Preset) -> dict[str, Any] | None:
        """Return a small trace of a pattern."""
        if preset.group != "patterns":
            return None
        return thumbnail(EXPERIMENTS[preset.name].simulate())

    def prepare(self, preset: Preset, values: Values) -> Run:
        """Return the run that the values stand for."""
        return prepare(preset, values)

    def compute(self, prepared: Run, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield the trace, the phase plane with what is known at once, then checks and sweeps."""
        try:
            yield from prepared.running()
        except Stopped:
            yield nothing()
            return
        over_time = [panel for panel in self.panels if panel.axis_group == "time"]
        plots = quick_plots(over_time, panels, prepared)
        yield {"figures": plots, **_trouble(prepared)}  # the page draws it meanwhile
        others = [panel for panel in self.panels if panel.axis_group != "time"]
        yield {"figures": quick_plots(others, panels, prepared), **_said(prepared, panels)}
        yield {"about": _about(prepared)}
        notice = precision(prepared)
        if notice is not None:
            yield {"notices": [notice.schema()]}
        yield from later_plots(self.panels, panels, prepared)


def _about(run: Run) -> list[dict[str, Any]]:
    """Return the explanation, which is not needed for the start."""
    from izhikevich.views.neuron.about import about

    return about(run.preset, run)


def _trouble(run: Run) -> Part:
    """Say why a run cannot be completed, if so."""
    if run.trace is not None:
        return {}
    parameter = "method" if run.method == "accurate" else "dt"
    return {"notices": [Notice("error", str(run.outcome), parameter).schema()]}


def _said(run: Run, panels: tuple[str, ...]) -> Part:
    """Return what can be said of the run."""
    return {
        "cursor": None if run.trace is None else cursor(run.trace, run.shown_current, panels),
        "readouts": [readout.schema() for readout in readouts(run)],
        "summary": summary(run),
        "facts": facts(run),
        "spikes": None if run.trace is None else run.trace.n_spikes,
    }

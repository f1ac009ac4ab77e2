"""The Neuron view."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from izhikevich.plots.neuron.phase_plane import phase_plot
from izhikevich.plots.neuron.recovery import recovery_plot
from izhikevich.plots.neuron.trace import trace_plot
from izhikevich.plots.render.thumbnail import thumbnail
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, Stopped
from izhikevich.views.declare import Preset, Values
from izhikevich.views.neuron import declaration
from izhikevich.views.neuron.cursor import cursor
from izhikevich.views.neuron.facts import FACTS, facts
from izhikevich.views.neuron.handles import (
    phase_handles,
    phase_signs,
    trace_handles,
    trace_signs,
)
from izhikevich.views.neuron.precision import precision
from izhikevich.views.neuron.presets import EXPERIMENTS, make_presets
from izhikevich.views.neuron.readouts import readouts
from izhikevich.views.neuron.run import Run, prepare
from izhikevich.views.neuron.words import summary
from izhikevich.views.view import Notice, Part, View, drawing, nothing

_NO_RUN = "This run cannot be completed."
#: Panels that stand at once; the others are computed with progress.
_QUICK = ("trace", "phase", "recovery")


class NeuronView(View):
    """One neuron: choose a pattern, change anything, see voltage and phase plane."""

    name = "neuron"
    title = "Neuron"
    intro = "One neuron: its firing patterns, and why it fires so, in the phase plane."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = declaration.PANELS
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
        yield _over_time(prepared, panels)
        yield _in_phase(prepared, panels)
        yield {"about": _about(prepared)}
        notice = precision(prepared)
        if notice is not None:
            yield {"notices": [notice.schema()]}
        for name in (panel.name for panel in self.panels if panel.name in panels):
            if name in _QUICK:
                continue
            # Imported when first needed, to keep the start quick in the browser.
            from izhikevich.views.neuron.sweeps import SWEEPS

            for part in drawing(SWEEPS[name], prepared):
                yield part if isinstance(part, Progress) else {"figures": {name: part}}


def _about(run: Run) -> list[dict[str, Any]]:
    """Return the explanation, which is not needed for the start."""
    from izhikevich.views.neuron.about import about

    return about(run.preset, run)


def _over_time(run: Run, panels: tuple[str, ...]) -> Part:
    """Return what is drawn over time: the page draws it while the rest is computed."""
    trace = run.trace
    figures: dict[str, Plot] = {}
    if "trace" in panels:
        figures["trace"] = (
            trace_plot(trace, run.parameters.units["I"]).held_by(
                trace_handles(run), trace_signs(run)
            )
            if trace
            else empty(_NO_RUN)
        )
    if "recovery" in panels:
        figures["recovery"] = (
            recovery_plot(trace, run.parameters.units["u"]) if trace else empty(_NO_RUN)
        )
    if trace is not None:
        return {"figures": figures}
    parameter = "method" if run.method == "accurate" else "dt"
    return {"figures": figures, "notices": [Notice("error", str(run.outcome), parameter).schema()]}


def _in_phase(run: Run, panels: tuple[str, ...]) -> Part:
    """Return the phase plane, and what can be said of the run."""
    figures: dict[str, Plot] = {}
    if "phase" in panels:
        plane = phase_plot(run.parameters, run.trace, run.shown_current, float(run.current[0]))
        figures["phase"] = plane.held_by(phase_handles(run), phase_signs(run))
    return {
        "figures": figures,
        "cursor": None if run.trace is None else cursor(run.trace, run.shown_current, panels),
        "readouts": [readout.schema() for readout in readouts(run)],
        "summary": summary(run),
        "facts": facts(run),
        "spikes": None if run.trace is None else run.trace.n_spikes,
    }

"""The Ensemble view."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from izhikevich.errors import SimulationError
from izhikevich.plots.render.thumbnail import signal_thumbnail
from izhikevich.plots.spec import Thumbnail
from izhikevich.progress import Progress, finish
from izhikevich.views.about import Section
from izhikevich.views.base import View, coarse_plots, later_plots, quick_plots
from izhikevich.views.ensemble import declaration
from izhikevich.views.ensemble.cursor import cursor
from izhikevich.views.ensemble.facts import FACTS, facts
from izhikevich.views.ensemble.presets import make_presets
from izhikevich.views.ensemble.readouts import notices, readouts, summary
from izhikevich.views.ensemble.runs import Runs
from izhikevich.views.ensemble.setup import Setup, make_setup
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.part import Notice, Part
from izhikevich.views.schema import Preset, Values, panels_in


class EnsembleView(View[Setup]):
    """An ensemble that represents a signal, and what can be computed with several."""

    name = "ensemble"
    title = "Ensemble"
    intro = "Spiking neurons that together represent a number, pass it on, and compute with it."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = panels_in("izhikevich.views.ensemble.panels")
    default_preset = "RS"
    first_preset = "communication"
    finder = "Find an ensemble"
    kept = "My ensembles"
    facts = FACTS

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The cell types and the examples."""
        return make_presets()

    @cached_property
    def _runs(self) -> Runs:
        return Runs()

    def thumbnail(self, preset: Preset) -> Thumbnail | None:
        """Return the decoded output of an example over its target."""
        if preset.group != "examples":
            return None
        setup = make_setup(preset.values)
        shown = Snapshot(setup, finish(setup.model().running(setup.duration)))
        return signal_thumbnail(shown.t, shown.targets[-1][:, 0], shown.decoded[-1][:, 0])

    def prepare(self, preset: Preset, values: Values) -> Setup:
        """Return the model described by the values."""
        return make_setup(values, preset.name)

    def compute(self, prepared: Setup, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield progress, then the output and the raster, and then what takes longer."""
        try:
            shown = yield from self._runs.run(
                prepared, traced="cell" in panels, overlaid="together" in panels
            )
        except SimulationError as error:
            yield Part(notices=(Notice("error", str(error)),), summary="", cursor=None)
            return
        for panel in self.panels:
            plots = quick_plots([panel], panels, shown)
            if plots:
                yield Part(plots=plots)
        yield Part(
            readouts=tuple(readouts(shown)),
            summary=summary(shown),
            facts=facts(shown),
            spikes=shown.spikes[0].size,
            notices=tuple(notices(shown)),
            cursor=cursor(shown, panels),
            coarse=coarse_plots(self.panels, panels, shown),
        )
        yield Part(about=_about(prepared.preset, shown))
        yield from later_plots(self.panels, panels, shown)


def _about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation, which is not needed at start-up."""
    from izhikevich.views.ensemble.about import about

    return about(preset, shown)

"""The Network view."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from izhikevich import engine
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import counted, msg
from izhikevich.network.names import read_name
from izhikevich.network.simulation.recording import counts_by_population
from izhikevich.neuron.schemes.artefacts import NETWORK_REMEDY, artefact_warning
from izhikevich.plots.render.thumbnail import raster_thumbnail
from izhikevich.plots.spec import Thumbnail
from izhikevich.progress import Progress, finish
from izhikevich.transport import UNSET
from izhikevich.units import time_of
from izhikevich.views.about import Section
from izhikevich.views.base import View, coarse_plots, later_plots, quick_plots
from izhikevich.views.network import declaration
from izhikevich.views.network.facts import FACTS, facts
from izhikevich.views.network.presets import build, make_presets
from izhikevich.views.network.readouts import readouts, summary
from izhikevich.views.network.session import Session, Sessions
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.network.studied import Studied, read_studied
from izhikevich.views.network.tones import tones
from izhikevich.views.part import Notice, Part
from izhikevich.views.schema import Option, Preset, Values, panels_in


@dataclass(frozen=True)
class Prepared:
    """The request: the session of a network, its length, and what is shown of it."""

    preset: str
    session: Session
    duration: float
    window: float
    studied: Studied


class NetworkView(View[Prepared]):
    """A network: choose one, change anything, watch the spikes."""

    name = "network"
    title = "Network"
    intro = "Many neurons together: layers, rhythms and waves, spike by spike."
    groups = declaration.GROUPS
    parameters = declaration.PARAMETERS
    preset_groups = declaration.PRESET_GROUPS
    panels = panels_in("izhikevich.views.network.panels")
    continues = declaration.CONTINUE
    graphs = (declaration.DRAWING,)
    default_preset = "feedforward"
    finder = "Find a network"
    kept = "My networks"
    facts = FACTS

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The networks."""
        return make_presets()

    @cached_property
    def _sessions(self) -> Sessions:
        return Sessions()

    def thumbnail(self, preset: Preset) -> Thumbnail:
        """Return a small raster of a network."""
        net = build(preset.name, preset.values)
        recording = net.run(400.0)
        sizes = [p.size for p in net.populations]
        return raster_thumbnail(recording.times, recording.indices, sizes, recording.stop)

    def prepare(self, preset: Preset, values: Values) -> Prepared:
        """Build the network described by the values, unless it is cached."""
        return finish(self.preparing(preset, values))

    def preparing(self, preset: Preset, values: Values) -> Generator[Progress, None, Prepared]:
        """Build it, with progress reports."""
        duration = float(values["duration"])
        session = yield from self._sessions.opening(preset.name, values, duration)
        studied = read_studied(values, session.net.populations)
        return Prepared(preset.name, session, duration, float(values["window"]), studied)

    def compute(self, prepared: Prepared, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield progress, then the raster, the selected neuron, and then what takes longer."""
        session = prepared.session
        values: Values = {}
        notices = _slow(session)
        fresh = session.net.time == 0.0
        try:
            reached = yield from session.advance(prepared.duration)
            if not reached:
                text = msg(
                    "Stopped at {now} of {total}.",
                    now=time_of(session.net.time, like=prepared.duration, named=False),
                    total=time_of(prepared.duration),
                )
                notices.append(Notice("info", text, "duration"))
                values = {"duration": session.net.time}
        except (ParameterError, SimulationError) as error:
            notices.append(Notice("error", str(error)))
        shown = Snapshot(session, prepared.window, "traces" in panels, prepared.studied)
        notices += _beyond(session)
        notices += _artefacts(shown)
        begin = Part(values=values, notices=tuple(notices) if notices else UNSET)
        for panel in self.panels:
            plots = quick_plots([panel], panels, shown)
            if plots:
                yield replace(begin, plots=plots)
                begin = Part()
        measured = yield from readouts(shown)
        yield replace(
            begin,
            readouts=tuple(measured),
            summary=summary(shown),
            facts=facts(shown),
            targets=tuple(Option(p.name, read_name(p.name)) for p in shown.populations),
            spikes=shown.spikes[0].size,
            cursor=None,
            tones=tones(shown),
            # Of a run that continues, they would be those that are shown already.
            coarse=coarse_plots(self.panels, panels, shown) if fresh else {},
        )
        yield Part(about=_about(prepared.preset, shown))
        yield from later_plots(self.panels, panels, shown)


def _about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation, which is not needed at start-up."""
    from izhikevich.views.network.about import about

    return about(preset, shown)


def _artefacts(shown: Snapshot) -> list[Notice]:
    """Report which populations have spikes that are artefacts of the steps, if any."""
    if not shown.artefacts.any():
        return []
    _, indices = shown.spikes
    counts = counts_by_population(indices[shown.artefacts], shown.populations)
    own = {read_name(name): count for name, count in counts.items()}
    text = artefact_warning(
        sum(own.values()), indices.size, shown.session.net.dt, NETWORK_REMEDY, own
    )
    badge = counted("{count} artefact of dt", "{count} artefacts of dt", sum(own.values()))
    return [Notice("warning", text, badge=badge)]


def _beyond(session: Session) -> list[Notice]:
    """Report neurons to trace that the network is too small to have, if any."""
    beyond = session.chosen.beyond
    if not beyond:
        return []
    text = msg(
        "Not traced, since neurons are counted from 0 to {last} here: {neurons}.",
        last=session.net.n_neurons - 1,
        neurons=", ".join(map(str, beyond)),
    )
    return [Notice("info", text, "traced")]


def _slow(session: Session) -> list[Notice]:
    """Explain why a network does not run in the compiled engine, if so."""
    reason = engine.why_not(session.net)
    if reason is None:
        return []
    text = msg("This runs in numpy, more slowly: {reason}.", reason=reason)
    return [Notice("info", text, badge=msg("runs in numpy"))]

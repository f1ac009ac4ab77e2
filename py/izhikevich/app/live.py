"""Live runs of views: one at a time, next to everything else that the page requests."""

from __future__ import annotations

from dataclasses import replace

from izhikevich.app.protocol import Advance, Failed, Framed
from izhikevich.errors import FileError, ParameterError, SimulationError
from izhikevich.messages import msg
from izhikevich.views.base import AnyView
from izhikevich.views.live import LiveAnswer, LiveInputs, LiveModel
from izhikevich.views.modified import modified
from izhikevich.views.preparation import read
from izhikevich.views.state import Request, State, written

#: Longest piece that is computed at once, ms: other requests wait meanwhile.
_MAX_PIECE = 100.0


class LiveRuns:
    """The live run, if there is one."""

    def __init__(self) -> None:
        self._run: tuple[AnyView, Request, LiveModel] | None = None

    def go(self, state: State) -> LiveAnswer:
        """Run the view of a state live; a live run of the same preset continues with its values.

        Raises
        ------
        ParameterError
            If its view cannot run live.
        """
        view, request, prepared = read(state)
        if view.live is None:
            raise ParameterError("view", view.name, "does not run live")
        fresh = self._run is None or (self._run[0], self._run[1].preset) != (view, request.preset)
        if self._run is None or fresh:
            model = view.go_live(prepared)
        else:
            model = self._run[2]
            model.tune(prepared)
        self._run = view, request, model
        answered = written(view, request), request.values, request.notices
        changes = modified(view, request.preset, request.values)
        words = changes, model.summary(), model.equations()
        return LiveAnswer(*answered, fresh, model.scene(), *words)

    def advance(self, request: Advance) -> Framed | Failed:
        """Return the next piece, or why there is none."""
        if self._run is None:
            return Failed(request.id, msg("Nothing runs live."))
        inputs = LiveInputs(request.amplitude, request.held, request.pulses)
        duration = min(max(request.duration, 0.0), _MAX_PIECE)
        try:
            return Framed(request.id, self._run[2].advance(duration, inputs))
        except (ParameterError, SimulationError) as error:
            return Failed(request.id, str(error), getattr(error, "parameter", None))

    def measure(self, duration: float) -> State:
        """Return the state whose ordinary run is the last part (ms) of the live run.

        Raises
        ------
        FileError
            If nothing runs live.
        """
        if self._run is None:
            raise FileError(msg("Nothing runs live."))
        view, request, model = self._run
        values = {**request.values, **model.measure(duration)}
        return written(view, replace(request, values=values))

"""A bounded cache of fits, so that they can be continued or displayed again."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.fitting.exponential_fit import AdaptiveExponentialFit, ExponentialFitting
from izhikevich.fitting.fit import Fit, Fitting
from izhikevich.fitting.model_search import SearchOptions
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.weights import weights_of
from izhikevich.messages import msg
from izhikevich.progress import Progress, Steps
from izhikevich.views.cache import LRUCache
from izhikevich.views.fit.declaration import RECORDING
from izhikevich.views.fit.held_out import held_out
from izhikevich.views.recordings import Unreadable, recordings

#: Number of cached fits.
_KEPT = 4
#: Values of a state that select what is displayed, and how long the search is.
_LOOK = ("searched", "sweep")


class Session:
    """A recording, and the search for its model.

    Parameters
    ----------
    recording : Recording or Unreadable
    fitting : Fitting, optional
        None if there is nothing to fit.
    trouble : (str, str)
        Why there is nothing, and the parameter next to which that belongs.
    options : dict
        Options of the search.

    Attributes
    ----------
    spikes : list of SpikeEvents
        The recorded spikes of each sweep.
    """

    def __init__(
        self,
        recording: Recording | None,
        fitting: Fitting | None,
        trouble: tuple[str, str],
        options: SearchOptions,
    ) -> None:
        self.recording, self.fitting, self.trouble = recording, fitting, trouble
        self._options = options
        self._alternative: ExponentialFitting | None = None
        self.spikes: list[SpikeEvents] = recording.spikes() if recording is not None else []
        self._found: tuple[int, Fit] | None = None

    @property
    def done(self) -> int:
        """Number of generations that are done."""
        return 0 if self.fitting is None else self.fitting.done

    @property
    def searched(self) -> float:
        """How much of the search is done, %."""
        if self.fitting is None:
            return 0.0
        return round(100.0 * self.fitting.done / self.fitting.generations, 2)

    def advancing(self, until: int) -> Generator[Progress, None, None]:
        """Search until that many generations are done."""
        if self.fitting is not None:
            yield from self.fitting.advancing(until)

    @property
    def found(self) -> Fit | None:
        """The best model so far; None if there is nothing to fit."""
        if self.fitting is None:
            return None
        if self._found is None or self._found[0] != self.done:
            self._found = self.done, self.fitting.result()
        return self._found[1]

    def alternative(self) -> Steps[AdaptiveExponentialFit]:
        """Search an adaptive exponential model for as many generations as are done."""
        assert self.recording is not None  # a model has been found in it
        if self._alternative is None:
            self._alternative = ExponentialFitting(self.recording, **self._options)
        yield from self._alternative.advancing(self.done)
        return self._alternative.result()


class Sessions:
    """The last few sessions, by what they fit."""

    def __init__(self) -> None:
        self._kept = LRUCache[Session](_KEPT)

    def opening(self, values: Mapping[str, Any], until: int) -> Generator[Progress, None, Session]:
        """Return a session with at most that many generations."""
        key = tuple(sorted((k, v) for k, v in values.items() if k not in _LOOK))
        session = self._kept.get(key)
        if session is None or session.done > until:
            session = self._begun(values, (yield from recordings().finding(values, RECORDING)))
        return self._kept.put(key, session)

    def _begun(self, values: Mapping[str, Any], recording: Recording | Unreadable) -> Session:
        options: SearchOptions = {
            "seed": int(values["seed"]),
            "generations": int(values["generations"]),
            "weights": weights_of(str(values["weights"])),
        }
        if isinstance(recording, Unreadable):
            return Session(None, None, (recording.why, recording.parameter), options)
        options["held_out"] = held_out(str(values["held_out"]), recording.n_sweeps)
        try:
            fitting = Fitting(recording, form=str(values["form"]), **options)
        except ParameterError as error:
            return Session(recording, None, (_in_words(error), RECORDING), options)
        return Session(recording, fitting, ("", ""), options)


def _in_words(error: ParameterError) -> str:
    """Return what is wrong with a recording, without its numbers."""
    if error.parameter == "voltage":
        return msg("the recorded voltage {what}", what=error.allowed)
    if error.parameter == "current":
        return msg("the current {what}", what=error.allowed)
    return error.message

"""A snapshot of a fit: the recording, the best model so far, and the selected sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from izhikevich.fitting.fit import Fit
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.verdict import SweepVerdict
from izhikevich.messages import Message, msg
from izhikevich.views.fit.session import Session
from izhikevich.views.recordings import CORRECTIONS
from izhikevich.views.schema import Values


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A fit in its current state.

    Parameters
    ----------
    session : Session
    recorded : dict
        Values that describe the recording.
    wanted : int
        The requested sweep.
    """

    session: Session
    recorded: Values
    wanted: int

    @property
    def recording(self) -> Recording | None:
        """The recording; None if it cannot be read."""
        return self.session.recording

    @property
    def corrections(self) -> str:
        """What was corrected by hand, as text."""
        return str(self.recorded[CORRECTIONS])

    @property
    def found(self) -> Fit | None:
        """The best model so far; None if there is none."""
        return self.session.found

    @property
    def no_model(self) -> Message:
        """Why there is no model: the recording lacks something, or there is nothing to fit."""
        why = self.session.trouble[0]
        if self.recording is None:
            return msg("There is no model yet. {why}", why=why)
        return msg("There is no model: {why}", why=why)

    @property
    def sweep(self) -> int:
        """Index of the selected sweep."""
        return 0 if self.recording is None else min(self.wanted, self.recording.n_sweeps - 1)

    @property
    def judged(self) -> Sequence[SweepVerdict]:
        """The sweeps by which the model is judged: those held out, or all if none is."""
        return () if self.found is None else self.found.judged

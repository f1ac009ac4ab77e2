"""A model of a recorded neuron of any kind, and how far to trust it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, choices
from izhikevich.fitting.comma_separated import csv_of
from izhikevich.fitting.irregularities import irregularities
from izhikevich.fitting.model_search import ModelSearch
from izhikevich.fitting.parameter_list import FORMS, written
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.residuals import residuals
from izhikevich.fitting.spaces.box import Box
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.verdict import Solve, SweepVerdict, error, judged
from izhikevich.messages import msg
from izhikevich.results import Tabular

_TIED = 0.9  # correlation from which two parameters are only known together

P = TypeVar("P")


@dataclass(frozen=True, eq=False)
class ModelFit(Tabular, Generic[P]):
    """A model of a recorded neuron.

    Parameters
    ----------
    parameters
        The best set.
    recording : Recording
    spikes : tuple of SpikeEvents
        The recorded spikes of each sweep.
    sweeps : tuple of SweepVerdict
        The model in each sweep, solved accurately.
    objective : str
        How sweeps were compared: by "features" or "coincidence".
    weights : mapping from str to float
        Weights of the terms of the loss.
    loss : float
        Mean over the sweeps that the search saw; 0 is a perfect fit.
    box : Box
        What was searched.
    cloud : array, shape (n, n_names)
        Parameter sets whose loss is at most a tenth and 0.05 larger.
    evaluations : int
        Number of parameter sets that were tried.
    """

    parameters: P
    recording: Recording
    spikes: tuple[SpikeEvents, ...]
    sweeps: tuple[SweepVerdict, ...]
    objective: str
    weights: Mapping[str, float]
    loss: float
    box: Box
    cloud: FloatArray
    evaluations: int

    @classmethod
    def of(
        cls, search: ModelSearch[Any, Any], model: P, solve: Solve, best: tuple[float, FloatArray]
    ) -> Self:
        """Return what a search has found: its best set, by what solves it, with loss and cloud."""
        recording, spikes = search.recording, search.spikes
        loss, cloud = best
        return cls(
            model,
            recording,
            spikes,
            tuple(judged(solve, recording, spikes, search.kept, search.unanswered)),
            search.objective,
            search.weights,
            loss,
            search.box,
            cloud,
            search.evaluations,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns of the cloud."""
        return self.box.NAMES

    def __repr__(self) -> str:
        """Return a one-line summary."""
        answered = [s for s in self.sweeps if s.answered]
        seen = [f"{s.model.size}/{s.recorded.size}" for s in answered if not s.held_out]
        kept = [f"{s.model.size}/{s.recorded.size}" for s in self.sweeps if s.held_out]
        held = f"; held out {', '.join(kept)}" if kept else ""
        name = type(self).__name__
        return f"<{name}: model/recorded spikes {', '.join(seen)}{held}; loss {self.loss:.3g}>"

    def _columns(self) -> Mapping[str, ArrayLike]:
        return {
            "sweep": [s.sweep for s in self.sweeps],
            "held_out": [s.held_out for s in self.sweeps],
            "recorded_spikes": [s.recorded.size for s in self.sweeps],
            "model_spikes": [s.model.size for s in self.sweeps],
            "first_spike_difference": [s.first for s in self.sweeps],
            "interval_difference": [s.interval for s in self.sweeps],
            "coincidence": [s.coincidence for s in self.sweeps],
        }

    def to_csv(self) -> str:
        """Return the verdict on each sweep as CSV, with units in the headings."""
        return csv_of(self._columns(), {"first_spike_difference": "ms"})

    def parameters_as(self, form: str = "text") -> str:
        """Return the parameters with their units and ranges.

        Parameters
        ----------
        form : {"text", "json", "csv"}
        """
        if form not in FORMS:
            raise ParameterError("form", form, choices(FORMS))
        return written(self, form)

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return the range of each parameter in the cloud."""
        low, high = self.cloud.min(axis=0).tolist(), self.cloud.max(axis=0).tolist()
        return dict(zip(self.names, zip(low, high, strict=True), strict=True))

    def ties(self) -> list[tuple[str, ...]]:
        """Return groups of parameters that are only known together."""
        moving = np.flatnonzero(np.ptp(self.cloud, axis=0) > 0)
        if len(self.cloud) < 2 * len(self.names) or moving.size < 2:
            return []
        tied = np.abs(np.atleast_2d(np.corrcoef(self.cloud[:, moving], rowvar=False))) >= _TIED
        for _ in range(moving.size):  # what is tied to the same parameter is tied
            tied = tied @ tied
        groups = {tuple(self.names[moving[k]] for k in np.flatnonzero(row)) for row in tied}
        return sorted(group for group in groups if len(group) > 1)

    @property
    def judged(self) -> tuple[SweepVerdict, ...]:
        """Sweeps that judge the model: those held out, or all that answer."""
        answered = tuple(s for s in self.sweeps if s.answered)
        return tuple(s for s in answered if s.held_out) or answered

    def compared_with(self, other: ModelFit[Any]) -> str:
        """Return which of two models is closer, in words.

        Parameters
        ----------
        other : fit
            Of another kind, to the same recording; they are judged by what neither has seen.

        Raises
        ------
        ParameterError
            If it judges by other sweeps.
        """
        if [s.sweep for s in other.judged] != [s.sweep for s in self.judged]:
            raise ParameterError("other", other, "must have the same sweeps held out")
        steady = self.objective == "features"
        own, its = ([error(s, steady=steady) for s in one.judged] for one in (self, other))
        near, far = (other, self) if sum(its) < sum(own) else (self, other)
        held = self.judged[0].held_out
        where = msg("held-out sweeps") if held else msg("sweeps that it was fitted to")
        counts = [sum(s.model.size for s in one.judged) for one in (near, far)]
        return msg(
            "The {near} is closer in the {where}: {count} spikes, the {far} {others}, the cell "
            "{recorded}.",
            near=near.box.TITLE,
            far=far.box.TITLE,
            where=where,
            count=counts[0],
            others=counts[1],
            recorded=sum(s.recorded.size for s in self.judged),
        )

    def warnings(self) -> list[str]:
        """Return what the model does not reproduce, in words."""
        return [*self._shortcomings()]

    def _shortcomings(self) -> Iterator[str]:
        yield from residuals(self.recording, self.spikes, self.sweeps)
        unanswered = [s.sweep for s in self.sweeps if not s.answered]
        yield from irregularities(self.recording, self.spikes, unanswered)
        for group in self.ties():
            yield msg("Only known together: {names}.", names=", ".join(group))

"""The model of a recorded neuron, and how far to trust it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, choices
from izhikevich.fitting.comma_separated import csv_of
from izhikevich.fitting.descent import POPULATION, Descent, Loss
from izhikevich.fitting.guesses import SpikeShape, guesses, spike_shape
from izhikevich.fitting.objective import (
    COINCIDENCE_TERMS,
    FEATURE_TERMS,
    WEIGHTS,
    losses,
    prepared,
)
from izhikevich.fitting.parameter_list import FORMS, written
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.sensitivity import STEPS, Sensitivity, sensitivity
from izhikevich.fitting.space import NAMES, Space
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.steps import CurrentStep, find_step
from izhikevich.fitting.verdict import SweepVerdict, judged
from izhikevich.messages import Number, msg
from izhikevich.neuron.parameter_table import DIMENSIONAL_UNITS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import EXPLICIT
from izhikevich.progress import Progress, Report, Steps, Stopped, finish, returning
from izhikevich.random import uniform
from izhikevich.results import Plotted, Reported, Tabular
from izhikevich.units import integer

GENERATIONS = 200
OBJECTIVES = ("auto", "features", "coincidence")
_STREAM = 0x46495399  # the first population
_GUESSED = 32  # of the population: the guesses, and points near them
_NEAR = 0.1  # of the box
_TIED = 0.9  # correlation from which two parameters are only known together
_COARSE, _FINE = 0.13, 0.035  # ms: steps of the search, and of its end
#: Limits of the parameters that the recording says nothing about.
_LIMITS = {"C": (5.0, 2000.0), "k": (0.01, 10.0), "a": (5e-4, 0.5), "b": (-30.0, 60.0)}


@dataclass(frozen=True, eq=False)
class Fit(Plotted, Tabular, Reported):
    """A model of a recorded neuron.

    Parameters
    ----------
    parameters : Parameters
        The best set, in the 2007 form.
    recording : Recording
    spikes : tuple of SpikeEvents
        The recorded spikes of each sweep.
    sweeps : tuple of SweepVerdict
        The model beside each sweep, by the accurate scheme.
    objective : str
        How sweeps were compared: by "features" or "coincidence".
    weights : mapping from str to float
        Weights of the terms of the loss.
    loss : float
        Mean over the sweeps that the search saw; 0 is a perfect fit.
    cloud : array, shape (n, 8)
        Parameter sets whose loss is at most a tenth larger, by `names`.
    evaluations : int
        Number of parameter sets that were tried.
    """

    parameters: Parameters
    recording: Recording
    spikes: tuple[SpikeEvents, ...]
    sweeps: tuple[SweepVerdict, ...]
    objective: str
    weights: Mapping[str, float]
    loss: float
    cloud: FloatArray
    evaluations: int

    #: Names of the columns of the cloud.
    names = NAMES

    def __repr__(self) -> str:
        """Return a one-line summary."""
        seen = [f"{s.model.size}/{s.recorded.size}" for s in self.sweeps if not s.held_out]
        kept = [f"{s.model.size}/{s.recorded.size}" for s in self.sweeps if s.held_out]
        held = f"; held out {', '.join(kept)}" if kept else ""
        return f"<Fit: model/recorded spikes {', '.join(seen)}{held}; loss {self.loss:.3g}>"

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
        """Return the smallest and the largest value of each parameter in the cloud."""
        low, high = self.cloud.min(axis=0).tolist(), self.cloud.max(axis=0).tolist()
        return dict(zip(NAMES, zip(low, high, strict=True), strict=True))

    def ties(self) -> list[tuple[str, ...]]:
        """Return groups of parameters that are only known together: their values correlate."""
        moving = np.flatnonzero(np.ptp(self.cloud, axis=0) > 0)
        if len(self.cloud) < 2 * len(NAMES) or moving.size < 2:
            return []
        tied = np.abs(np.atleast_2d(np.corrcoef(self.cloud[:, moving], rowvar=False))) >= _TIED
        for _ in range(moving.size):  # what is tied to the same parameter is tied
            tied = tied @ tied
        groups = {tuple(NAMES[moving[k]] for k in np.flatnonzero(row)) for row in tied}
        return sorted(group for group in groups if len(group) > 1)

    def sensitivity(
        self, steps: Iterable[float] = STEPS, schemes: Iterable[str] = EXPLICIT
    ) -> Sensitivity:
        """Solve the sweeps by other schemes and time steps.

        Parameters
        ----------
        steps : iterable of float
            Time steps, ms.
        schemes : iterable of str
            Explicit ones.

        Raises
        ------
        ParameterError
            If a step is not above 0 and at most 5 ms, or there is no such scheme.
        """
        return sensitivity(
            self.parameters, self.recording, self.spikes, self.sweeps, steps, schemes
        )

    def warnings(self) -> list[str]:
        """Return what the model does not reproduce, in words."""
        return _warnings(self)


@returning
def fit(
    recording: Recording,
    *,
    held_out: Sequence[int] | None = None,
    seed: int = 0,
    generations: int = GENERATIONS,
    objective: str = "auto",
    until: int | None = None,
    weights: Mapping[str, float] | None = None,
    progress: Report | None = None,
) -> Steps[Fit]:
    """Find the parameters of the 2007 form with which a neuron answers as a recorded one.

    Passive properties and the shape of v between spikes give first guesses, by linear regression;
    differential evolution improves them.

    Parameters
    ----------
    recording : Recording
        Sweeps of one cell.
    held_out : sequence of int, optional
        Sweeps that the search does not see, by which the model is judged; by default every other
        one if there are three or more.
    seed : int
        The same seed gives the same parameters on every machine.
    generations : int
        Generations of the search, of 128 parameter sets each.
    objective : {"auto", "features", "coincidence"}
        Whether sweeps are compared by the number, latency, intervals and times of their spikes, or
        by those that coincide; always also by the voltage below threshold. Default: by features if
        the current is a step.
    until : int, optional
        Generation at which it stops before that.
    weights : mapping from str to float, optional
        Weights of the terms of the loss that differ from the default: "count", "latency",
        "intervals", "times", "coincidence", "voltage".
    progress : callable, optional
        Called with each `Progress`.

    Returns
    -------
    Fit

    Raises
    ------
    ParameterError
        If there is nothing to fit: no spikes, no current, a voltage clamp; or if a value is not
        allowed.
    """
    fitting = Fitting(
        recording,
        held_out=held_out,
        seed=seed,
        generations=generations,
        objective=objective,
        weights=weights,
    )
    last = fitting.generations if until is None else integer(until, "until", low=0)
    with suppress(Stopped):  # the best so far is a result
        yield from fitting.advancing(last)
    return fitting.result()


class Fitting:
    """A fit in progress: it can be continued, and the best model so far looked at.

    Parameters
    ----------
    recording, held_out, seed, generations, objective, weights
        As for `fit`.

    Raises
    ------
    ParameterError
        As by `fit`.

    Attributes
    ----------
    generations : int
        Number of generations of the whole search.
    done : int
        Number of those that are done.
    """

    def __init__(
        self,
        recording: Recording,
        *,
        held_out: Sequence[int] | None = None,
        seed: int = 0,
        generations: int = GENERATIONS,
        objective: str = "auto",
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        if not isinstance(recording, Recording):
            raise ParameterError("recording", recording, "must be a Recording")
        self.generations = integer(generations, "generations", low=1, high=100_000)
        self.done = 0
        self._seed = integer(seed, "seed", low=0)
        self._recording, self._spikes = recording, recording.spikes()
        self._kept = frozenset(_held_out(held_out, self._spikes))
        seen = [k for k in range(recording.n_sweeps) if k not in self._kept]
        step = find_step(recording)
        part, own = recording.sweeps(seen), [self._spikes[k] for k in seen]
        shape = _checked(part, own)
        self._space = _space(part, shape, step)
        self._seen = part, own, shape
        steady = _steady(objective, step)
        weighted = {**WEIGHTS, **_weights(weights)}
        terms = FEATURE_TERMS if steady else COINCIDENCE_TERMS
        self._objective = "features" if steady else "coincidence"
        self._weights = {name: weighted[name] for name in terms}

        def loss_by(longest_step: float) -> Loss:
            ends = None if step is None else step.stop
            sweeps = prepared(part, own, shape, steady=steady, ends=ends, longest_step=longest_step)
            return lambda points: losses(self._space, self._space.values(points), sweeps, weighted)

        self._search = Descent(
            loss_by(_COARSE), loss_by(_FINE), self._seed, self.generations, _GUESSED
        )
        self._steps: Steps[None] | None = None

    def advancing(self, until: int) -> Steps[None]:
        """Search until that many generations are done, with progress reports."""
        if self._steps is None:
            yield Progress(0.0, msg("First guesses"))
            points = _population(self._space, guesses(*self._seen), self._seed)
            self._steps = self._search.run(points)
            yield next(self._steps)
        while self.done < until:
            report = next(self._steps, None)
            if report is None:
                self.done = self.generations
                return
            self.done = round(report.fraction * self.generations)
            yield report

    def result(self) -> Fit:
        """Return the best model so far, and how far to trust it."""
        if self._steps is None:
            finish(self.advancing(0))
        loss, like = self._search.like_the_best()
        cloud = self._space.values(like)
        best = self._space.parameters(cloud[0])
        verdicts = judged(best, self._recording, self._spikes, self._kept)
        return Fit(
            best,
            self._recording,
            tuple(self._spikes),
            tuple(verdicts),
            self._objective,
            self._weights,
            loss,
            cloud,
            self._search.evaluations,
        )


def _held_out(wanted: Sequence[int] | None, spikes: list[SpikeEvents]) -> set[int]:
    n = len(spikes)
    if wanted is None:
        return set(range(1, n, 2)) if n > 2 else set()
    kept = {integer(k, "held_out", low=0, high=n - 1) for k in wanted}
    if len(kept) == n:
        raise ParameterError("held_out", wanted, "must leave a sweep to fit")
    return kept


def _steady(objective: str, step: CurrentStep | None) -> bool:
    """Tell whether sweeps are compared by features."""
    if objective not in OBJECTIVES:
        raise ParameterError("objective", objective, choices(OBJECTIVES))
    return step is not None if objective == "auto" else objective == "features"


def _weights(weights: Mapping[str, float] | None) -> Mapping[str, float]:
    for name, value in (weights or {}).items():
        if name not in WEIGHTS:
            text = msg("has no term {name}, only {names}", name=name, names=", ".join(WEIGHTS))
            raise ParameterError("weights", weights, text)
        if not 0.0 <= float(value) < np.inf:
            raise ParameterError("weights", weights, "must be finite and not negative")
    return weights or {}


def _checked(recording: Recording, spikes: list[SpikeEvents]) -> SpikeShape:
    """Return the shape of the spikes; raise an error if there is nothing to fit."""
    if not np.ptp(recording.current) > 0:
        text = "never changes: a cell that is left alone tells nothing about its parameters"
        raise ParameterError("current", recording.current, text)
    changes = np.abs(np.diff(recording.voltage, axis=1))
    if np.mean(changes == 0.0) > 0.9:
        text = "stands still most of the time, as in a voltage clamp: current clamp is needed"
        raise ParameterError("voltage", recording.voltage, text)
    shape = spike_shape(recording, spikes)
    if shape is None:
        text = (
            "has no spikes: nothing rises and falls by 25 mV within a few milliseconds; record "
            "sweeps in which the cell fires"
        )
        raise ParameterError("voltage", recording.voltage, text)
    return shape


def _space(recording: Recording, shape: SpikeShape, step: CurrentStep | None) -> Space:
    """Return the limits of the parameters."""
    before = step.first if step else max(1, round(5.0 / recording.dt))
    rest = float(np.median(recording.voltage[:, :before]))
    limits = {
        **_LIMITS,
        "v_r": (rest - 20.0, rest + 20.0),
        "v_t": (rest - 10.0, rest + 50.0),
        "c": (shape.lowest - 10.0, min(shape.highest + 10.0, shape.peak - 1.0)),
        "d": (-500.0, 3000.0),
    }
    low, high = np.array([limits[name] for name in NAMES]).T
    return Space(low, high, shape.peak)


def _population(space: Space, found: list[dict[str, float]], seed: int) -> FloatArray:
    """Return the first points: the guesses, points near them, and points anywhere."""
    size = len(NAMES)
    points = uniform(seed, _STREAM, 0, POPULATION * size).reshape(POPULATION, size)
    if found:
        values = np.array([[guess[name] for name in NAMES] for guess in found])
        centres = space.unit(space.clipped(values))
        k = np.arange(_GUESSED)
        moved = (
            centres[k % len(centres)]
            + _NEAR * (points[:_GUESSED] - 0.5) * (k >= len(centres))[:, None]
        )
        points[:_GUESSED] = np.clip(moved, 0.0, 1.0)
    return points


def _warnings(found: Fit) -> list[str]:
    texts: list[str] = []
    heights = [events.heights for events in found.spikes if len(events) > 2]
    if any(one.min() < 0.75 * one[0] for one in heights):
        texts.append(msg("The recorded spikes shrink; those of the model all have one height."))
    for s in found.sweeps:
        if s.recorded.size and abs(s.model.size - s.recorded.size) > 0.2 * s.recorded.size:
            texts.append(
                msg(
                    "In sweep {sweep} the model fires {model} spikes, the cell {recorded}.",
                    sweep=s.sweep,
                    model=s.model.size,
                    recorded=s.recorded.size,
                )
            )
    texts += [
        msg("Only known together: {names}.", names=", ".join(group)) for group in found.ties()
    ]
    low, high = _LIMITS["C"]
    if not low * 1.01 < found.parameters.C < high * 0.99:
        value = Number(found.parameters.C, form=".3g")
        unit = DIMENSIONAL_UNITS["C"]
        texts.append(msg("C = {value} {unit} is at its limit.", value=value, unit=unit))
    return texts

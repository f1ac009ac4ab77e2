"""The definition of a ready-made task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import IndexArray
from izhikevich.errors import ParameterError
from izhikevich.learning.model import time_first
from izhikevich.learning.surrogates import ReluGrad, Surrogate
from izhikevich.learning.training import Trainer
from izhikevich.messages import msg
from izhikevich.units import number

#: Initial state of the tasks' neurons: at rest without a current, mV and mV/ms.
REST = {"v0": -70.0, "u0": -14.0}


@dataclass(frozen=True)
class Settings:
    """Settings of a task that the reader can change.

    Parameters
    ----------
    surrogate : Surrogate
    scale : float
        Scale of the surrogate's abscissa, mV; 95 is V_th - V_rest of the default neuron.
    reset : str
        A key of `RESETS`.
    rate : float
        Learning rate.
    dt : float
        Time step, ms.
    tau_ref : float
        Refractory time, ms; see `Neurons`.
    """

    surrogate: Surrogate = field(default_factory=lambda: ReluGrad(width=3.0))
    scale: float = 95.0
    reset: str = "soft"
    rate: float = 0.02
    dt: float = 0.5
    tau_ref: float = 0.0

    @property
    def neurons(self) -> dict[str, Any]:
        """Arguments of the layers of neurons."""
        return {
            "surrogate": self.surrogate,
            "scale": self.scale,
            "reset": self.reset,
            "tau_ref": self.tau_ref,
            **REST,
        }

    def changed(self, **changes: Any) -> Settings:
        """Return these settings with changes.

        Raises
        ------
        ParameterError
            If a setting is unknown or not allowed.
        """
        for name in changes:
            if name not in Settings.__dataclass_fields__:
                known = ", ".join(Settings.__dataclass_fields__)
                raise ParameterError(
                    name, changes[name], msg("is not a setting; there are {known}", known=known)
                )
        settings = replace(self, **changes)
        number(settings.dt, "dt", "ms", low=0.01, high=2.0)
        return settings


@dataclass(frozen=True)
class Task:
    """A ready-made task: data, model, and a mark that it reaches.

    Attributes
    ----------
    key, title : str
    text : str
        Description of the goal, and of what to look for.
    measure_name : str
        Name of the value that `measure` returns.
    mark : float
        Value of the measure, 0 to 1, at which the task counts as learned.
    epochs : int
        Number of epochs to reach the mark, with the settings given here.
    settings : Settings
    options : mapping
        Further arguments of `trainer` that only this task has, and their default values.
    """

    key: str
    title: str
    text: str
    measure_name: str
    mark: float
    epochs: int
    settings: Settings
    options: Mapping[str, Any]
    _build: Callable[..., Trainer] = field(repr=False)
    _measure: Callable[[Trainer], float] = field(repr=False)

    def trainer(self, seed: int = 0, **changes: Any) -> Trainer:
        """Return a new trainer at its start.

        Parameters
        ----------
        seed : int
            Seed of the data, the initial weights and the order of the samples.
        **changes
            Settings that differ from the task's: surrogate, scale, reset, rate, dt, tau_ref; and
            its own `options`.

        Raises
        ------
        ParameterError
            If a setting is unknown or not allowed.
        """
        options = {name: changes.pop(name) for name in self.options if name in changes}
        return self._build(seed, self.settings.changed(**changes), **options)

    def measure(self, trainer: Trainer) -> float:
        """Return the current performance of the trainer's model, 0 to 1."""
        return self._measure(trainer)


def steps_of(duration: float, dt: float) -> int:
    """Return the number of steps in a time, both in ms."""
    return round(duration / dt)


def steps_at(times: NDArray[np.floating[Any]], dt: float) -> IndexArray:
    """Return the steps that contain the given times, ms."""
    steps: IndexArray = np.floor(times / dt + 1e-9).astype(np.int64)
    return steps


def coincidence(spikes: NDArray[Any], target: NDArray[Any], tolerance: float, dt: float) -> float:
    """Return how well spikes match target spikes, 0 to 1.

    This is twice the number of pairs, one spike and one target each, that are at most `tolerance`
    apart, divided by the number of spikes and targets together (the F score).

    Parameters
    ----------
    spikes, target : array, shape (steps, neurons)
        Spikes, 0 or 1.
    tolerance, dt : float
        Largest distance of a pair, and time step, ms.
    """
    allowed = tolerance / dt + 1e-9
    met = 0
    for neuron in range(target.shape[1]):
        left = np.flatnonzero(target[:, neuron]).tolist()
        for step in np.flatnonzero(spikes[:, neuron]).tolist():
            # Times are in order: take the first target that is not too far away.
            while left and left[0] < step - allowed:
                left.pop(0)
            if left and left[0] <= step + allowed:
                left.pop(0)
                met += 1
    together = float(np.sum(spikes) + np.sum(target))
    return 2.0 * met / together if together else 1.0


def accuracy_of(trainer: Trainer) -> float:
    """Return the fraction of right answers, on samples not trained on if there are any."""
    return trainer.evaluate(trainer.test or trainer.data).accuracy


def coincidence_of(trainer: Trainer, tolerance: float) -> float:
    """Return the coincidence of the first sample's output with its target."""
    output = trainer.model.forward(time_first(trainer.data.inputs[:1]), learn=False)
    target = np.asarray(trainer.data.targets)[0]
    return coincidence(output[:, 0], target, tolerance, trainer.model.dt)

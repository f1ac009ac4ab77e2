"""Neurons with synapses onto one another."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.learning.dense import Weights, drawn
from izhikevich.learning.filters import decay
from izhikevich.learning.neurons import Neurons
from izhikevich.neuron.cells.lookup import Cell
from izhikevich.units import integer, number


class Recurrent(Neurons):
    """Izhikevich neurons with all-to-all recurrent synapses and a delay of one step.

    Parameters
    ----------
    in_size : int
        Number of neurons.
    cell : Parameters, CellType or str
        As for `Neurons`.
    recurrent : number, array of shape (in_size, in_size) or distribution, optional
        Initial weights from row to column, mV/ms: the current added by a spike. Default normal with
        standard deviation 1 / sqrt(in_size).
    tau : float, optional
        Time constant of that current, ms; by default it lasts one step.
    **neurons
        As for `Neurons`.
    """

    def __init__(
        self,
        in_size: int,
        cell: Cell = "RS",
        *,
        recurrent: Weights = None,
        tau: float | None = None,
        **neurons: Any,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self._initial = recurrent
        self.tau = None if tau is None else number(tau, "tau", "ms", low=1e-6)
        super().__init__(integer(in_size, "in_size", low=1), cell, **neurons)

    def begin(self, seed: int, stream: int) -> None:
        """Draw parameters and initial weights."""
        super().begin(seed, stream)
        shape = (self.in_size, self.in_size)
        self.weights["recurrent"] = drawn(self._initial, shape, "recurrent", seed, stream + 8)
        self.gradients["recurrent"] = np.zeros(shape)

    def _recurrent(self, dt: float) -> tuple[FloatArray | None, float]:
        return self.weights["recurrent"], 0.0 if self.tau is None else decay(self.tau, dt)

"""Tuning curves of ensembles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.nef.builder import build_ensemble
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.model import Model
from izhikevich.results import Plotted, Tabular
from izhikevich.units import numbers


@dataclass(frozen=True, eq=False)
class TuningCurves(Plotted, Tabular):
    """The rates of the neurons of an ensemble; unpacked, they are points and rates.

    Attributes
    ----------
    points : array, shape (m, d)
        Points, in the unit of the represented value.
    rates : array, shape (m, n)
        Rate of each neuron at each point, Hz.
    encoders : array, shape (n, d)
        Preferred direction of each neuron.
    """

    points: FloatArray
    rates: FloatArray
    encoders: FloatArray

    def __repr__(self) -> str:
        """Return a short summary."""
        m, n = self.rates.shape
        return f"<TuningCurves of {n} neurons at {m} points>"

    def __iter__(self) -> Iterator[FloatArray]:
        """Yield points and rates, as Nengo's `tuning_curves` returns them."""
        yield self.points
        yield self.rates

    def _columns(self) -> dict[str, NDArray[Any]]:
        d = self.points.shape[1]
        points = {f"x{k}" if d > 1 else "x": self.points[:, k] for k in range(d)}
        return points | {f"neuron {k}": rates for k, rates in enumerate(self.rates.T)}


def tuning_curves(
    ensemble: Ensemble, model: Model | None = None, *, points: FloatArray | None = None
) -> TuningCurves:
    """Return the tuning curves of all neurons of an ensemble, from its description.

    Parameters
    ----------
    ensemble : Ensemble
    model : Model, optional
        The model from which an ensemble without a seed of its own has one; else it is 0.
    points : array, shape (m, d), optional
        In 1-D by default 50, evenly from -radius to radius, as in Nengo.

    Returns
    -------
    TuningCurves

    Raises
    ------
    ParameterError
        If the ensemble is not of the model, or there are several dimensions but no points.
    """
    seed = 0
    if model is not None:
        if ensemble not in model.ensembles:
            raise ParameterError("ensemble", ensemble, "must be of this model")
        seed = model.seed_of(model.ensembles.index(ensemble))
    built = build_ensemble(ensemble, seed)
    if points is not None:
        points = numbers(points, "points", "")
    elif ensemble.dimensions == 1:
        points = np.linspace(-ensemble.radius, ensemble.radius)[:, None]
    return TuningCurves(*built.tuning_curves(points), built.encoders)

"""The description of an ensemble: which neurons represent which values."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.nef.description import Description
from izhikevich.nef.neurons import IzhikevichNeurons, as_neurons
from izhikevich.nef.node import MAX_DIMENSIONS
from izhikevich.network.arrays import reals
from izhikevich.network.distributions import Distribution, Uniform
from izhikevich.neuron.cells.lookup import Cell
from izhikevich.neuron.parameters import Parameters
from izhikevich.units import integer, number

MAX_NEURONS = 10_000
MAX_POINTS = 100_000

#: A number for all neurons, one number for each, or a distribution.
Values: TypeAlias = float | ArrayLike | Distribution


@dataclass(eq=False)
class Ensemble(Description):
    """Neurons that together represent a point in a ball.

    Ensembles are distinguished by identity: two with the same description are two ensembles. Their
    fields can be changed between runs: ``ensemble.neurons = "CH"``.

    Parameters
    ----------
    n_neurons : int
        Number of neurons, 1 to 10000.
    dimensions : int
        Dimensions of the point, 1 to 16.
    neurons : IzhikevichNeurons, Parameters, CellType or str
        See `as_neurons`.
    radius : float
        Radius of the ball.
    encoders : array, shape (n, d), optional
        Preferred direction of each neuron, of any length above 0. By default they are scattered
        evenly; in 1-D half are 1 and half -1.
    max_rates : number, array of shape (n,) or Distribution
        Rate of each neuron at its preferred direction and the radius, Hz.
    intercepts : number, array of shape (n,) or Distribution
        Where along its preferred direction a neuron starts to fire, in radii; below 1.
    gain, bias : arrays, shape (n,), optional
        Used instead of rates and intercepts; both or neither.
    eval_points : array, shape (m, d), optional
        Points at which decoders are fitted, in radii. By default they are scattered evenly.
    n_eval_points : int, optional
        Number of evaluation points; by default max(500 d but within 750 and 2500, 2 n).
    v0 : number, array of shape (n,) or Distribution
        Initial voltages, mV. With Nengo's 0 to 1, every neuron of the published form fires in the
        first step.
    u0 : number, array of shape (n,) or Distribution
        Initial recovery variables, mV/ms, or pA in the 2007 form.
    noise : float
        Standard deviation of a normally distributed current drawn for each neuron in each step, in
        the unit of the current.
    seed : int, optional
        Seed of everything random in it; by default derived from the model's seed and its place
        there. With the same seed, encoders, evaluation points, rates, intercepts and initial state
        are drawn again from the same random numbers, whatever else is changed.
    name : str

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """

    n_neurons: int
    dimensions: int = 1
    neurons: IzhikevichNeurons | Cell = field(default="RS", kw_only=True)
    radius: float = field(default=1.0, kw_only=True)
    encoders: Any = field(default=None, kw_only=True)
    max_rates: Any = field(default=Uniform(200.0, 400.0), kw_only=True)
    intercepts: Any = field(default=Uniform(-1.0, 0.9), kw_only=True)
    gain: Any = field(default=None, kw_only=True)
    bias: Any = field(default=None, kw_only=True)
    eval_points: Any = field(default=None, kw_only=True)
    n_eval_points: int | None = field(default=None, kw_only=True)
    v0: Any = field(default=Uniform(0.0, 1.0), kw_only=True)
    u0: Any = field(default=0.0, kw_only=True)
    noise: float = field(default=0.0, kw_only=True)
    seed: int | None = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)

    def __repr__(self) -> str:
        """Return a short summary."""
        name = f" {self.name!r}" if self.name else ""
        return f"<Ensemble{name} of {self.n_neurons:,} neurons, {self.dimensions}-dimensional>"

    def _check(self) -> None:
        n = self._set("n_neurons", integer(self.n_neurons, "n_neurons", low=1, high=MAX_NEURONS))
        d = integer(self.dimensions, "dimensions", low=1, high=MAX_DIMENSIONS)
        self._set("dimensions", d)
        self._set("neurons", as_neurons(self.neurons))
        self._set("radius", number(self.radius, "radius", "", low=0.0, high=1e6, low_open=True))
        self._set("noise", number(self.noise, "noise", "", low=0.0, high=1e6))
        if self.seed is not None:
            self._set("seed", integer(self.seed, "seed", low=0, high=2**64 - 1))
        self._check_values("max_rates", "Hz", low=0.0, low_open=True, high=1000.0)
        self._check_values("intercepts", "", low=-1e6, high=1.0, high_open=True)
        self._check_values("v0", "mV", low=-1000.0, high=1000.0)
        self._check_values("u0", self.parameters.units["u"], low=-1e6, high=1e6)
        if (self.gain is None) != (self.bias is None):
            raise ParameterError("bias", self.bias, "gain and bias must be given both, or neither")
        for name in ("gain", "bias"):
            if getattr(self, name) is not None:
                self._set(name, _array(getattr(self, name), name, (n,)))
        if self.encoders is not None:
            encoders = self._set("encoders", _array(self.encoders, "encoders", (n, d)))
            if not (encoders != 0.0).any(axis=1).all():
                raise ParameterError("encoders", "a row of zeros", "each needs a direction")
        self._check_points()

    @property
    def parameters(self) -> Parameters:
        """The neurons."""
        return as_neurons(self.neurons)

    @property
    def point_count(self) -> int:
        """Number of evaluation points."""
        if self.eval_points is not None:
            return len(self.eval_points)
        default = max(min(max(500 * self.dimensions, 750), 2500), 2 * self.n_neurons)
        return self.n_eval_points or default

    @property
    def description(self) -> Hashable:
        """All fields except the name, as a value that equal descriptions share."""
        values = [getattr(self, f.name) for f in fields(self) if f.name != "name"]
        return tuple((v.shape, v.tobytes()) if isinstance(v, np.ndarray) else v for v in values)

    def _check_points(self) -> None:
        if self.n_eval_points is not None:
            count = integer(self.n_eval_points, "n_eval_points", low=1, high=MAX_POINTS)
            self._set("n_eval_points", count)
        if self.eval_points is None:
            return
        points = self._set(
            "eval_points", _array(self.eval_points, "eval_points", (None, self.dimensions))
        )
        if self.n_eval_points not in (None, len(points)):
            raise ParameterError(
                "n_eval_points", self.n_eval_points, msg("{count} are given", count=len(points))
            )

    def _check_values(self, name: str, unit: str, **bounds: Any) -> None:
        value = getattr(self, name)
        if isinstance(value, Distribution):
            return
        if np.ndim(value) == 0:
            self._set(name, number(value, name, unit, **bounds))
            return
        array = self._set(name, _array(value, name, (self.n_neurons,)))
        for extreme in (array.min(), array.max()):
            number(extreme, name, unit, **bounds)


def _array(value: object, name: str, shape: tuple[int | None, ...]) -> Any:
    """Return a read-only copy of an array of this shape (None: any length above 0)."""
    array = reals(value, name, len(shape))
    if not array.size or any(
        want not in (None, have) for want, have in zip(shape, array.shape, strict=True)
    ):
        wanted = ", ".join("any" if size is None else str(size) for size in shape)
        raise ParameterError(
            name,
            msg("of shape {shape}", shape=array.shape),
            msg("must have the shape ({wanted})", wanted=wanted),
        )
    array.flags.writeable = False
    return array

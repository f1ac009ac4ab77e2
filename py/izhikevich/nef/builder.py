"""Built ensembles: encoders, gains, biases, rates and decoders."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator, Hashable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.functions import Computed, as_function
from izhikevich.nef.points import in_ball, on_sphere, products
from izhikevich.nef.rates import settled_rates
from izhikevich.nef.solver import Decoders, least_squares
from izhikevich.nef.solvers import Solver
from izhikevich.nef.tuning import gain_bias
from izhikevich.network.distributions import Distribution
from izhikevich.progress import Progress, finish

#: Streams of random numbers of an ensemble.
_ENCODERS, _POINTS, _RATES, _INTERCEPTS, _START = 1, 2, 4, 5, 6
NOISE_STREAM = 7
_RECOVERY = 8

#: Currents whose rates are computed between two progress reports.
_PIECE = 100_000
_MAX_BUILT = 12
_MAX_DECODERS = 32


class BuiltEnsemble:
    """The parts of an ensemble; made by `build_ensemble`.

    Attributes
    ----------
    ensemble : Ensemble
        An ensemble with this description.
    seed : int
        Seed that was used.
    encoders : array, shape (n, d)
        Preferred directions, of length 1.
    gain, bias : arrays, shape (n,)
        The current of neuron i at the point x is gain[i] (encoders[i] . x) / radius + bias[i].
    scaled_encoders : array, shape (n, d)
        Encoders times gain / radius.
    eval_points : array, shape (m, d)
        Points at which decoders are fitted; within the ball of the ensemble's radius.
    v0, u0 : arrays, shape (n,)
        Initial voltages, mV, and recovery variables.
    """

    def __init__(self, ensemble: Ensemble, seed: int) -> None:
        """Initialise from the parameters that the class describes."""
        self.ensemble, self.seed = ensemble, seed
        n, d = ensemble.n_neurons, ensemble.dimensions
        encoders = ensemble.encoders
        if encoders is None:
            encoders = on_sphere(n, d, seed, _ENCODERS)
        else:
            encoders = encoders / np.sqrt((encoders * encoders).sum(axis=1))[:, None]
        points = ensemble.eval_points
        if points is None:
            points = in_ball(ensemble.point_count, d, seed, _POINTS)
        self.encoders: FloatArray = encoders
        self.eval_points: FloatArray = points * ensemble.radius
        self._given: tuple[FloatArray, FloatArray] | None = None
        if ensemble.gain is not None:
            self.gain: FloatArray = ensemble.gain
            self.bias: FloatArray = ensemble.bias
        else:
            rates = self._drawn("max_rates", _RATES)
            intercepts = self._drawn("intercepts", _INTERCEPTS)
            if not (rates > 0.0).all():
                raise ParameterError("max_rates", rates.min(), "must be above 0 Hz")
            if not (intercepts < 1.0).all():
                raise ParameterError("intercepts", intercepts.max(), "must be below 1")
            self._given = rates, intercepts
            self.gain, self.bias = gain_bias(ensemble.parameters, rates, intercepts)
        self.scaled_encoders: FloatArray = encoders * (self.gain / ensemble.radius)[:, None]
        self.v0 = self._drawn("v0", _START)
        self.u0 = self._drawn("u0", _RECOVERY)
        self._activities: FloatArray | None = None
        self._decoders: OrderedDict[Hashable, Decoders] = OrderedDict()

    def _drawn(self, name: str, stream: int) -> FloatArray:
        value, n = getattr(self.ensemble, name), self.ensemble.n_neurons
        if isinstance(value, Distribution):
            return value.sample(self.seed, stream, n)
        return np.array(np.broadcast_to(value, (n,)), dtype=np.float64)

    @property
    def max_rates(self) -> FloatArray:
        """Rate of each neuron at its preferred direction and the radius, Hz, shape (n,)."""
        return self._given[0] if self._given is not None else self._measured[0]

    @property
    def intercepts(self) -> FloatArray:
        """Where along its preferred direction each neuron starts to fire, in radii, shape (n,)."""
        return self._given[1] if self._given is not None else self._measured[1]

    @cached_property
    def _measured(self) -> tuple[FloatArray, FloatArray]:
        """Maximum rates and intercepts of given gains and biases, on 101 points as in Nengo."""
        x = np.linspace(-1.0, 1.0, 101)
        rates = settled_rates(self.ensemble.parameters, x[:, None] * self.gain + self.bias)
        silent = np.maximum(np.argmax(rates > 0.0, axis=0) - 1, 0)
        return rates[-1], x[silent]

    def currents(self, points: FloatArray) -> FloatArray:
        """Return the current of each neuron at some points: shape (m, d) in, (m, n) out."""
        found = products(points, self.scaled_encoders)
        found += self.bias
        return found

    def rates(self, points: FloatArray) -> FloatArray:
        """Return the rate of each neuron at some points, Hz: shape (m, d) in, (m, n) out."""
        return finish(self._computing(np.asarray(points, dtype=np.float64)))

    def _computing(self, points: FloatArray) -> Generator[Progress, None, FloatArray]:
        """Compute rates, with progress reports."""
        if points.ndim != 2 or points.shape[1] != self.ensemble.dimensions:
            d = self.ensemble.dimensions
            raise ParameterError(
                "points",
                msg("of shape {shape}", shape=points.shape),
                msg("must have {count} columns", count=d),
            )
        # As Nengo rounds: the direction first, then the gain.
        along = products(points, self.encoders / self.ensemble.radius)
        parameters = self.ensemble.parameters
        rows = max(1, _PIECE // self.ensemble.n_neurons)
        found = np.empty(along.shape)
        for start in range(0, len(points), rows):
            part = slice(start, start + rows)
            found[part] = settled_rates(parameters, self.gain * along[part] + self.bias)
            yield Progress(min(1.0, (start + rows) / len(points)), "Rates of the neurons")
        return found

    def preparing(self) -> Generator[Progress, None, None]:
        """Compute the activities unless they are available, with progress reports."""
        if self._activities is None:
            self._activities = yield from self._computing(self.eval_points)

    @property
    def activities(self) -> FloatArray:
        """Rates at the evaluation points, Hz, shape (m, n); computed on first use."""
        finish(self.preparing())
        assert self._activities is not None
        return self._activities

    def tuning_curves(self, points: FloatArray | None = None) -> tuple[FloatArray, FloatArray]:
        """Return points and the rates at them.

        Parameters
        ----------
        points : array, shape (m, d), optional
            In 1-D by default the sorted evaluation points, whose rates are already known.

        Returns
        -------
        points : array, shape (m, d)
        rates : array, shape (m, n)
            Rates, Hz.
        """
        if points is not None:
            points = np.asarray(points, dtype=np.float64)
            return points, self.rates(points)
        if self.ensemble.dimensions != 1:
            raise ParameterError("points", None, "must be given if there are several dimensions")
        order = np.argsort(self.eval_points[:, 0], kind="stable")
        return self.eval_points[order], self.activities[order]

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Neurons ordered by preferred direction, shape (n,): a possible order for a raster's rows.

        In 1-D by sign, then by intercept along the axis; otherwise by the angle of the first two
        components.
        """
        if self.ensemble.dimensions == 1:
            return np.lexsort((self.intercepts * self.encoders[:, 0], self.encoders[:, 0]))
        return np.argsort(np.arctan2(self.encoders[:, 1], self.encoders[:, 0]), kind="stable")

    def solve(
        self,
        function: object = None,
        regularisation: float = 0.1,
        *,
        solver: Solver | None = None,
    ) -> Decoders:
        """Return decoders for a function of the point.

        Parameters
        ----------
        function : None, str, Function or callable
            None for the point itself.
        regularisation : float
            See `least_squares`.
        solver : Solver, optional
            Used instead of `least_squares`.

        Returns
        -------
        Decoders

        Raises
        ------
        ParameterError
            If the function is not finite at an evaluation point, or has no solution.
        """
        wanted = as_function(function)

        def solved() -> Decoders:
            targets = function_values(wanted, self.eval_points)
            if solver is None:
                return least_squares(self.activities, targets, regularisation)
            return solver.solve(self.activities, targets, self.seed)

        return self.remembered((wanted, solver or regularisation), solved)

    def remembered(self, key: Hashable, solve: Callable[[], Decoders]) -> Decoders:
        """Return decoders that were solved for under this key, the last few of which are cached."""
        if key not in self._decoders:
            self._decoders[key] = solve()
            if len(self._decoders) > _MAX_DECODERS:
                self._decoders.popitem(last=False)
        return self._decoders[key]


def function_values(function: Computed | None, points: FloatArray) -> FloatArray:
    """Evaluate a function at points: shape (m, d) in, (m, results) out.

    Raises
    ------
    ParameterError
        If a result is not finite.
    """
    if function is None:
        return points
    values = function(points)
    wrong = ~np.isfinite(values).all(axis=1)
    if wrong.any():
        where = ", ".join(f"{x:.3g}" for x in points[wrong][0])
        shown = getattr(function, "text", getattr(function, "call", function))
        raise ParameterError("function", shown, msg("is not finite at x = {where}", where=where))
    return values


_built: OrderedDict[Hashable, BuiltEnsemble] = OrderedDict()


def build_ensemble(ensemble: Ensemble, seed: int = 0) -> BuiltEnsemble:
    """Return a built ensemble; the last few are cached, by their descriptions.

    Parameters
    ----------
    ensemble : Ensemble
    seed : int
        Used if the ensemble has none of its own.

    Returns
    -------
    BuiltEnsemble
        The same object for the same description and seed, as long as it is cached.
    """
    seed = ensemble.seed if ensemble.seed is not None else seed
    key = (ensemble.description, seed)
    found = _built.pop(key, None)
    if found is None:
        found = BuiltEnsemble(ensemble.copied({}), seed)
    _built[key] = found
    if len(_built) > _MAX_BUILT:
        _built.popitem(last=False)
    return found

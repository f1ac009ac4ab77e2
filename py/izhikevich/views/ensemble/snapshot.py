"""A run of a model, with its selected ensemble and neuron."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from izhikevich import nef
from izhikevich._typing import FloatArray
from izhikevich.views.ensemble.decoding import Fit, fit
from izhikevich.views.ensemble.setup import ENSEMBLES, SETTLING, Setup, in_order

#: Delays among which the best is searched for, ms.
_LONGEST_LAG = 150


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run.

    Neurons are counted in the order of their encoders, as `in_order` gives it.

    Parameters
    ----------
    setup : Setup
    result : nef.Result
    """

    setup: Setup
    result: nef.Result

    @property
    def t(self) -> FloatArray:
        """Times, ms, shape (n_steps,)."""
        return self.result.t

    @cached_property
    def given(self) -> FloatArray:
        """The input, shape (n_steps, dimensions)."""
        return self.setup.given(self.t)

    @cached_property
    def targets(self) -> list[FloatArray]:
        """The target of each ensemble."""
        return self.setup.targets(self.t)

    @cached_property
    def decoded(self) -> list[FloatArray]:
        """The decoded output of each ensemble."""
        return [self.result[f"{name} decoded"] for name in self._names]

    @property
    def _names(self) -> tuple[str, ...]:
        return ENSEMBLES[: len(self.setup.ensembles)]

    @property
    def settled(self) -> float:
        """Time from which errors count, ms: short runs are about the beginning."""
        return SETTLING if self.setup.duration >= 2.0 * SETTLING else 0.0

    def rmse(self, ensemble: int) -> float:
        """Return the error of an ensemble, over all dimensions."""
        decoded, target = self.decoded[ensemble], self.targets[ensemble]
        return nef.rmse(decoded, target, self.t, self.settled)

    def lag(self, ensemble: int) -> tuple[float, float]:
        """Return the delay of the decoded output after its target, and the error without the delay.

        Returns
        -------
        lag : float
            Delay, ms; negative if the output is early.
        error : float
            RMSE of the decoded output against the target shifted by the delay.
        """
        first = int(np.searchsorted(self.t, self.settled, side="right"))
        decoded, target = self.decoded[ensemble], self.targets[ensemble]
        most = min(_LONGEST_LAG, first)
        last = decoded.shape[0] - most
        if most == 0 or last <= first:
            return 0.0, self.rmse(ensemble)
        # The same stretch of the decoded output, against the target shifted by each lag.
        moved = sliding_window_view(target[first - most :], last - first, axis=0)
        differences = moved - decoded[first:last].T
        errors = np.sqrt(np.mean(differences * differences, axis=(1, 2)))[::-1]
        lags = np.arange(-most, most + 1)
        best = int(np.lexsort((np.abs(lags), errors))[0])
        return float(lags[best]) * self.result.dt, float(errors[best])

    @cached_property
    def fit(self) -> Fit:
        """Tuning curves and decoders of the selected ensemble."""
        return fit(self.setup.ensembles[self.setup.looked_at])

    @property
    def built(self) -> nef.BuiltEnsemble:
        """The selected ensemble."""
        return self.fit.built

    @property
    def function(self) -> nef.Function | None:
        """The function that the selected ensemble feeds; None for its point itself."""
        return self.setup.function if self.setup.looked_at == 0 else None

    @cached_property
    def decoders(self) -> nef.Decoders:
        """Decoders of the selected ensemble for that function."""
        return self.fit.solve(self.function)

    @property
    def n(self) -> int:
        """Number of neurons of the selected ensemble."""
        return self.built.ensemble.n_neurons

    @property
    def dimensions(self) -> int:
        """Number of dimensions of the selected ensemble."""
        return self.built.ensemble.dimensions

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Neurons of the selected ensemble, in the order in which they are displayed."""
        return in_order(self.setup.ensembles[self.setup.looked_at])

    @cached_property
    def positive(self) -> NDArray[np.bool_]:
        """Which neurons, in that order, fire more for larger values; all in several dimensions."""
        if self.dimensions > 1:
            return np.ones(self.n, dtype=bool)
        sign: NDArray[np.bool_] = self.built.encoders[self.order, 0] > 0.0
        return sign

    @property
    def chosen(self) -> int:
        """The selected neuron."""
        return self.setup.chosen

    @cached_property
    def spikes(self) -> tuple[FloatArray, Any]:
        """Times (ms) and neurons of the spikes."""
        recorded = self.result[f"{ENSEMBLES[self.setup.looked_at]} spikes"]
        return nef.spike_events(recorded[:, self.order], self.result.dt)

    @cached_property
    def rates(self) -> FloatArray:
        """Mean rate of each neuron, Hz."""
        counts = np.bincount(self.spikes[1].astype(np.intp), minlength=self.n)
        return counts / (0.001 * self.setup.duration)

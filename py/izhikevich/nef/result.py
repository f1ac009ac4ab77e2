"""The results of a run, and measures of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from warnings import warn

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.errors import NumericalArtefactWarning, ParameterError
from izhikevich.messages import msg
from izhikevich.nef.builder import BuiltEnsemble
from izhikevich.nef.connection import Connection
from izhikevich.nef.decoding import decoders_of
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.samples import sampled
from izhikevich.nef.solver import Decoders
from izhikevich.neuron.schemes.artefacts import ENSEMBLE_REMEDY, artefact_warning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import number, numbers

if TYPE_CHECKING:
    from izhikevich.nef.model import Model


@dataclass(frozen=True, eq=False)
class Result(Plotted, Tabular):
    """The probed values of a run, by the probes' names: ``result["decoded"]``.

    Attributes
    ----------
    model : Model
        A copy of the model as it was run.
    t : array, shape (n_steps,)
        Time at the end of each step, ms: dt, 2 dt, …
    probes : mapping from names to arrays
        Decoded output: shape (n_steps, dimensions). Spikes: uint8, shape (n_steps, neurons), 1
        where a neuron fires. Voltage (mV), recovery and current: shape (n_steps, neurons). Weights:
        shape (n_steps, dimensions, neurons), or (n_steps, n_post, n_pre) between neurons. Of probes
        with a `sample_every` there are fewer rows: see `times`.
    artefacts : mapping from ensembles to integer arrays, shape (n_neurons,)
        Number of spikes of each neuron that are numerical artefacts: produced by the step, not by
        the equations (see `izhikevich.neuron.schemes.artefacts`). They are decoded like all
        others, as in Nengo.
    n_spikes : int
        Number of spikes of all ensembles.
    """

    model: Model
    t: FloatArray
    probes: Mapping[str, NDArray[Any]]
    artefacts: Mapping[Ensemble, IndexArray]
    n_spikes: int
    _built: Mapping[Ensemble, BuiltEnsemble]
    _copies: Mapping[Any, Any]

    def __repr__(self) -> str:
        """Return a short summary."""
        last = float(self.t[-1]) if self.t.size else 0.0
        return f"<Result of {last:g} ms: {', '.join(self.probes) or 'no probes'}>"

    def _columns(self) -> dict[str, NDArray[Any]]:
        columns = {}
        for name, values in self.probes.items():
            each = values.reshape(len(values), -1)
            if len(each) < self.t.size:  # empty cells between two samples
                taken = sampled(self.model.probes[name].sample_every, 0, self.t.size, self.dt)
                rows = np.full((self.t.size, each.shape[1]), np.nan)
                rows[taken] = each
                each = rows
            for k in range(each.shape[1]):
                columns[f"{name} {k}" if each.shape[1] > 1 else name] = each[:, k]
        return {"t": self.t, **columns}

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return the values recorded by a probe."""
        if name not in self.probes:
            known = ", ".join(self.probes) or msg("none")
            raise ParameterError(
                "probe", name, msg("there is no such probe, only {known}", known=known)
            )
        return self.probes[name]

    @property
    def dt(self) -> float:
        """Time step, ms."""
        return self.model.dt

    @property
    def artefact_counts(self) -> dict[str, int]:
        """Number of numerical artefacts by the name of the ensemble, where there are any."""
        found = {}
        for k, (ensemble, counts) in enumerate(self.artefacts.items(), 1):
            count = int(counts.sum())
            if count:
                found[ensemble.name or f"ensemble {k}"] = count
        return found

    def warn(self) -> None:
        """Warn the caller of the function that calls this, if there are artefacts."""
        counts = self.artefact_counts
        if counts:
            text = artefact_warning(
                sum(counts.values()), self.n_spikes, self.dt, ENSEMBLE_REMEDY, counts
            )
            warn(NumericalArtefactWarning(text), stacklevel=3)

    def built(self, ensemble: Ensemble) -> BuiltEnsemble:
        """Return a built ensemble of the model."""
        own = self._copies.get(ensemble, ensemble)
        if own not in self._built:
            raise ParameterError("ensemble", ensemble, "must be of this model")
        return self._built[own]

    def times(self, name: str) -> FloatArray:
        """Return the times at which a probe has recorded, ms: as many as there are rows of it."""
        self[name]
        every = self.model.probes[name].sample_every
        return self.t[sampled(every, 0, self.t.size, self.dt)]

    def decoders(self, of: Connection | str) -> Decoders:
        """Return the decoders of a connection, before it learns, or of the probe of that name."""
        part: Any = self._copies.get(of, of)
        if isinstance(of, str) and of in self.probes:
            part = self.model.probes[of]
        source = getattr(part, "pre", getattr(part, "target", None))
        if not isinstance(source, Ensemble) or isinstance(part, str):
            raise ParameterError("of", of, "must be a connection or the name of a probe")
        return decoders_of(part, self.built(source), self.dt)


def spike_events(spikes: NDArray[np.uint8], dt: float) -> tuple[FloatArray, NDArray[np.int32]]:
    """Return spikes as events, as a raster plot needs them.

    Parameters
    ----------
    spikes : array, shape (n_steps, n)
        Non-zero where a neuron fires.
    dt : float
        Time step, ms.

    Returns
    -------
    times : array, shape (k,)
        Spike times, ms, sorted; a spike has the time of the end of its step, as in `Result.t`.
    indices : int32 array, shape (k,)
    """
    dt = number(dt, "dt", "ms", low=0.0, low_open=True)
    steps, neurons = np.nonzero(spikes)
    return (steps + 1).astype(np.float64) * dt, neurons.astype(np.int32)


def rmse(
    values: FloatArray, target: FloatArray, t: FloatArray | None = None, after: float = 0.0
) -> float:
    """Return the root mean square error over time and dimensions.

    Parameters
    ----------
    values, target : arrays, shape (n_steps, d)
    t : array, shape (n_steps,), optional
        Times, ms.
    after : float
        Only times after this one count, ms.

    Raises
    ------
    ParameterError
        If the shapes do not match, or no time is left.
    """
    if values.shape != target.shape:
        raise ParameterError(
            "target",
            msg("of shape {shape}", shape=target.shape),
            msg("must be {shape}", shape=values.shape),
        )
    error = values - target
    if t is not None:
        error = error[numbers(t, "t", "ms") > number(after, "after", "ms")]
    if not error.size:
        raise ParameterError("after", after, "leaves no time")
    return float(np.sqrt(np.mean(error * error)))

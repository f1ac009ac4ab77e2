"""Decoders that are solved for from spikes instead of tuning curves: how they are measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.nef.node import MAX_DIMENSIONS
from izhikevich.nef.solvers import LstsqL2, Solver
from izhikevich.nef.synapses import as_synapse
from izhikevich.neuron.stimuli.stimulus import BandLimitedNoise, Stimulus, as_stimulus
from izhikevich.units import number

_LONGEST = 1e6
#: Highest frequency of the default signal, Hz, and its root mean square in radii.
_CUTOFF, _RMS = 3.0, 0.5
#: Least time after which it repeats, ms.
_PERIOD = 1000.0


@dataclass(frozen=True)
class FromSpikes:
    """A solver whose activities are the filtered spikes of the ensemble in a run of its own.

    The ensemble alone runs with a signal as input. Every `sample_every` the spikes of each neuron,
    divided by dt in seconds and filtered by a synapse, are its activities, and the function of the
    signal, filtered by the same synapse, is the target. So decoders know how neurons that adapt
    respond to change, which tuning curves do not tell. They are best for signals like this one.

    Parameters
    ----------
    solver : Solver
        What solves for the decoders.
    signal : Stimulus, str, number or a sequence of these, optional
        Signal of each dimension. By default noise up to 3 Hz, with a root mean square of half the
        radius over all dimensions, seeded by the ensemble.
    duration : float
        Length of the run after `settle`, ms.
    settle : float
        Time at the beginning that is left out, ms.
    synapse : number (ms), Lowpass, Alpha or None
        Filter of spikes and target.
    sample_every : float
        Interval between two samples, ms.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """

    solver: Solver = field(default_factory=LstsqL2)
    signal: Any = field(default=None, kw_only=True)
    duration: float = field(default=10_000.0, kw_only=True)
    settle: float = field(default=200.0, kw_only=True)
    synapse: Any = field(default=30.0, kw_only=True)
    sample_every: float = field(default=5.0, kw_only=True)

    def __post_init__(self) -> None:
        """Check the fields."""
        if not isinstance(self.solver, Solver):
            raise ParameterError("solver", self.solver, "must be a solver, such as LstsqL2()")
        if self.signal is not None:
            many = self.signal if isinstance(self.signal, (list, tuple)) else (self.signal,)
            object.__setattr__(self, "signal", tuple(as_stimulus(part) for part in many))
        for name, low in (("duration", 1.0), ("settle", 0.0), ("sample_every", 1e-3)):
            value = number(getattr(self, name), name, "ms", low=low, high=_LONGEST)
            object.__setattr__(self, name, value)
        object.__setattr__(self, "synapse", as_synapse(self.synapse))

    @property
    def weights(self) -> bool:
        """Whether a connection has weights between neurons (see `Solver`)."""
        return self.solver.weights

    @property
    def compositional(self) -> bool:
        """Whether decoders are linear in the targets (see `Solver`)."""
        return self.solver.compositional

    def signals(self, dimensions: int, radius: float, seed: int) -> tuple[Stimulus, ...]:
        """Return the signal of each dimension of an ensemble.

        Raises
        ------
        ParameterError
            If another number of them is given.
        """
        if self.signal is None:
            rms = _RMS * radius / dimensions**0.5
            first = (seed * MAX_DIMENSIONS) % 2**64
            return tuple(
                BandLimitedNoise(rms, _CUTOFF, (first + k) % 2**64, max(self.duration, _PERIOD))
                for k in range(dimensions)
            )
        signals: tuple[Stimulus, ...] = self.signal
        if len(signals) != dimensions:
            why = msg("must be one for each of {dimensions} dimensions", dimensions=dimensions)
            raise ParameterError("signal", len(signals), why)
        return signals

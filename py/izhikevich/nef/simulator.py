"""Runs that can be continued."""

from __future__ import annotations

from collections.abc import Generator
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.nef.builder import BuiltEnsemble
from izhikevich.nef.components import times
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.result import Result
from izhikevich.nef.simulation import Simulation
from izhikevich.progress import Progress, Report, finish

if TYPE_CHECKING:
    from izhikevich.nef.model import Model


class Simulator:
    """A model that runs: each run continues where the last one has ended.

    It holds the model as it is now. What is changed later is for simulators that are made later.

    Parameters
    ----------
    model : Model

    Raises
    ------
    ParameterError
        If the parts of the model no longer fit each other.

    Examples
    --------
    >>> import izhikevich as izh
    >>> ensemble = izh.nef.Ensemble(20, seed=1)
    >>> simulator = izh.nef.Simulator(izh.nef.models.representation(0.5, ensemble))
    >>> simulator.run(100.0)
    <Result of 100 ms: input, decoded, spikes>
    >>> simulator.run(50.0)["decoded"].shape
    (150, 1)
    """

    def __init__(self, model: Model) -> None:
        """Initialise from the parameters that the class describes."""
        self._copies: dict[Any, Any] = {}
        self._given = model.ensembles
        self._model = model.copied(self._copies)
        self._built: dict[Ensemble, BuiltEnsemble] = {}
        self.reset()

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Simulator at {self.time:g} ms of {self._model!r}>"

    def reset(self) -> None:
        """Return to the initial state: voltages, synapses and learned weights.

        Functions of nodes keep whatever state they have of their own.
        """
        self._simulation: Simulation | None = None
        self._pieces: list[dict[str, NDArray[Any]]] = []
        self._spikes = 0

    @property
    def time(self) -> float:
        """Time that has been simulated, ms."""
        return 0.0 if self._simulation is None else self._simulation.steps * self._model.dt

    def run(self, duration: float, *, progress: Report | None = None) -> Result:
        """Continue for some time.

        Parameters
        ----------
        duration : float
            Length of this run, ms; whole steps are taken.
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.

        Returns
        -------
        Result
            Everything since the beginning, with earlier runs.

        Raises
        ------
        ParameterError
            If the duration is not allowed, or the result would take too much memory.
        SimulationError
            If neurons diverge. The next run then begins anew, as after `reset`.

        Warns
        -----
        NumericalArtefactWarning
            If the steps produce spikes that the equations do not have (see `Result.artefacts`).
        """
        result = finish(self.running(duration), progress)
        result.warn()
        return result

    def running(self, duration: float) -> Generator[Progress, None, Result]:
        """Run as `run` does, with progress reports."""
        simulation = self._simulation
        steps = self._model.steps_of(duration, 0 if simulation is None else simulation.steps)
        if simulation is None:
            self._built = yield from self._model.building()
            simulation = self._simulation = Simulation(self._model, self._built)
        try:
            self._pieces.append((yield from simulation.advance(steps)))
        except BaseException:
            self.reset()
            raise
        self._spikes += simulation.count_spikes()
        return self._result(simulation)

    def _result(self, simulation: Simulation) -> Result:
        model, copies = self._model, self._copies
        if len(self._pieces) > 1:
            first = self._pieces[0]
            self._pieces = [
                {name: np.concatenate([piece[name] for piece in self._pieces]) for name in first}
            ]
        counts = {
            given: simulation.ensembles[copies[given]].artefacts.counts.copy()
            for given in self._given
        }
        return Result(
            model,
            times(0, simulation.steps, model.dt),
            MappingProxyType(self._pieces[0]),
            MappingProxyType(counts),
            self._spikes,
            MappingProxyType(self._built),
            MappingProxyType(copies),
        )

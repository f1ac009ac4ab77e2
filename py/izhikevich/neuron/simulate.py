"""Simulation of one neuron."""

from __future__ import annotations

from numpy.typing import ArrayLike

from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.neuron.simulation import finished, simulating
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.neuron.trace import Trace
from izhikevich.progress import Report


def simulate(
    cell: Cell,
    stimulus: Stimulus | ArrayLike = 0.0,
    duration: float = 1000.0,
    dt: float = 0.25,
    v0: float | None = None,
    u0: float | None = None,
    scheme: str = DEFAULTS["neuron"],
    *,
    progress: Report | None = None,
) -> Trace:
    """Simulate one neuron.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron: its parameters, or a cell type or pattern, or the name of one ("RS",
        "chattering", "FS (Nengo)").
    stimulus : Stimulus, str, float or array
        Injected current; a text is parsed, a number is a constant current (mV/ms, or pA in the 2007
        form), and an array has one value for each sample.
    duration : float
        Length of the run, ms. There are floor(duration / dt) + 1 samples, the first at time 0.
    dt : float
        Step of the explicit schemes, and sampling interval of every scheme, ms.
    v0, u0 : float, optional
        Initial state: mV, and the unit of u. By default that of `Parameters.initial_state`; if
        only `v0` is given, u starts at the target of its drive there (in the 2003/2004 form with
        leak).
    scheme : str
        One of `SCHEMES`.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    Trace

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    SimulationError
        If more than 5,000,000 steps would be needed (the accurate scheme reports this as soon as
        its pace reveals it), if the voltage diverges, or if the neuron fires faster and faster
        without end (accurate scheme; as the published pattern T does).

    Warns
    -----
    NumericalArtefactWarning
        If the steps produce spikes that the equations do not have (see `Trace.artefacts`).
    """
    parameters = parameters_of(cell)
    work = simulating(parameters, stimulus, duration, dt, v0, u0, scheme)
    return finished(work, progress)

"""The Izhikevich model of a recorded neuron."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from izhikevich.errors import ParameterError, choices
from izhikevich.fitting.model_fit import ModelFit
from izhikevich.fitting.model_search import GENERATIONS, ModelSearch, SearchOptions
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.sensitivity import STEPS, Sensitivity, sensitivity
from izhikevich.fitting.spaces.izhikevich_2003 import Space2003
from izhikevich.fitting.spaces.izhikevich_2007 import Space
from izhikevich.fitting.verdict import solver
from izhikevich.messages import Number, msg
from izhikevich.neuron.parameter_table import DIMENSIONAL_UNITS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import EXPLICIT
from izhikevich.progress import Report, Steps, returning
from izhikevich.results import Plotted, Reported
from izhikevich.units import integer

#: What is searched for each form of the model.
SPACES: Mapping[str, type[Space]] = {"2007": Space, "2003": Space2003}


@dataclass(frozen=True, eq=False, repr=False)
class Fit(ModelFit[Parameters], Plotted, Reported):
    """A model of a recorded neuron.

    Parameters
    ----------
    parameters : Parameters
        The best set, for currents in pA.
    recording : Recording
    spikes : tuple of SpikeEvents
        The recorded ones.
    sweeps : tuple of SweepVerdict
        The model beside each sweep, by the accurate scheme.
    objective : str
        How sweeps were compared: by "features" or "coincidence".
    weights : mapping from str to float
        Weights of the terms of the loss.
    loss : float
        Mean over the sweeps that the search saw.
    box : Box
        What was searched.
    cloud : array, shape (n, n_names)
        Parameter sets whose loss is at most a tenth and 0.05 larger.
    evaluations : int
        Number of parameter sets that were tried.
    """

    @property
    def form(self) -> str:
        """Form of the model: "2007" or "2003"."""
        return self.box.FORM

    def in_2003(self) -> tuple[Parameters, float, float]:
        """Return a fit of the 2003 form as a, b, c and d, scale and offset.

        A current of I pA is I / scale + offset of theirs.

        Returns
        -------
        (Parameters, float, float)

        Raises
        ------
        ParameterError
            If the fit has another form: its quadratic is not that of 2003.
        """
        if self.form != "2003":
            text = 'is not that of 2003, whose quadratic is fixed: fit with form="2003"'
            raise ParameterError("form", self.form, text)
        p, named = self.parameters, self.box.named(self.cloud[0])
        own = Parameters(a=named["a"], b=named["b"], c=named["c"], d=named["d"], v_peak=p.v_peak)
        return own, named["scale"], named["offset"]

    @returning
    def sensitivity(
        self,
        steps: Iterable[float] = STEPS,
        schemes: Iterable[str] = EXPLICIT,
        *,
        progress: Report | None = None,
    ) -> Steps[Sensitivity]:
        """Solve the sweeps by other schemes and time steps.

        Parameters
        ----------
        steps : iterable of float
            Time steps, ms.
        schemes : iterable of str
            Explicit ones.
        progress : callable, optional
            Called with each `Progress`.

        Returns
        -------
        Sensitivity

        Raises
        ------
        ParameterError
            If a step is not above 0 and at most 5 ms, or there is no such scheme.
        """
        return (
            yield from sensitivity(
                self.parameters, self.recording, self.spikes, self.sweeps, steps, schemes
            )
        )

    def _shortcomings(self) -> Iterator[str]:
        yield from super()._shortcomings()
        low, high = Space.LIMITS["C"]
        if self.form == "2007" and not low * 1.01 < self.parameters.C < high * 0.99:
            value = Number(self.parameters.C, form=".3g")
            unit = DIMENSIONAL_UNITS["C"]
            yield msg("C = {value} {unit} is at its limit.", value=value, unit=unit)


@returning
def fit(
    recording: Recording,
    *,
    form: str = "2007",
    held_out: Sequence[int] | None = None,
    seed: int = 0,
    generations: int = GENERATIONS,
    objective: str = "auto",
    until: int | None = None,
    weights: Mapping[str, float] | None = None,
    progress: Report | None = None,
) -> Steps[Fit]:
    """Find the parameters with which a neuron answers as a recorded one.

    A linear regression on v between spikes gives first guesses, which a search improves.

    Parameters
    ----------
    recording : Recording
        Sweeps of one cell.
    form : {"2007", "2003"}
        The 2003 form has a fixed quadratic, and a scale and an offset of the current.
    held_out : sequence of int, optional
        Sweeps that the search does not see, by which the model is judged; by default every other
        one of those that fire, between the weakest and the strongest step.
    seed : int
        The same seed gives the same parameters on every machine.
    generations : int
        Generations of the search, of 128 parameter sets each.
    objective : {"auto", "features", "coincidence"}
        Whether sweeps are compared by the number, latency, intervals and times of their spikes, or
        by those that coincide; always also by the voltage below threshold. Default: by features if
        the current is a step.
    until : int, optional
        Generation at which it stops before that.
    weights : mapping from str to float, optional
        Weights of the terms of the loss that differ from the default: "count", "latency",
        "intervals", "times", "coincidence", "voltage".
    progress : callable, optional
        Called with each `Progress`.

    Returns
    -------
    Fit

    Raises
    ------
    ParameterError
        If there is nothing to fit: no spikes, no current, a voltage clamp; or a value is not
        allowed.
    """
    search = Fitting(
        recording,
        form=form,
        held_out=held_out,
        seed=seed,
        generations=generations,
        objective=objective,
        weights=weights,
    )
    last = search.generations if until is None else integer(until, "until", low=0)
    return (yield from search.finding(last))


class Fitting(ModelSearch[Space, Fit]):
    """A fit in progress: it can be continued, and the best model so far looked at.

    Parameters
    ----------
    recording, form, held_out, seed, generations, objective, weights
        As for `fit`.

    Raises
    ------
    ParameterError
        As by `fit`.
    """

    def __init__(
        self, recording: Recording, *, form: str = "2007", **options: Unpack[SearchOptions]
    ) -> None:
        """Initialise from the parameters that the class describes."""
        if form not in SPACES:
            raise ParameterError("form", form, choices(SPACES))
        super().__init__(SPACES[form], recording, **options)

    def result(self) -> Fit:
        """Return the best model so far, and how far to trust it."""
        best = self.best()
        neuron = self.box.parameters(best[1][0])
        return Fit.of(self, neuron, solver(neuron, self.recording), best)

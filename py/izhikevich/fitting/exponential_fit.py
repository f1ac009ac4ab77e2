"""The adaptive exponential model of a recorded neuron, for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Unpack

from izhikevich.comparison.adaptive_exponential import AdaptiveExponential
from izhikevich.fitting.model_fit import ModelFit
from izhikevich.fitting.model_search import ModelSearch, SearchOptions
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spaces.adaptive_exponential import ExponentialSpace
from izhikevich.fitting.verdict import exponential_solver
from izhikevich.progress import Report, Steps, returning
from izhikevich.results import Plotted


@dataclass(frozen=True, eq=False, repr=False)
class AdaptiveExponentialFit(ModelFit[AdaptiveExponential], Plotted):
    """An adaptive exponential model of a recorded neuron.

    It has the fields and methods of `Fit` but for reports, forms and `Fit.sensitivity`.
    """


@returning
def fit_adaptive_exponential(
    recording: Recording, *, progress: Report | None = None, **options: Unpack[SearchOptions]
) -> Steps[AdaptiveExponentialFit]:
    """Find an adaptive exponential neuron that answers as a recorded one, by the search of `fit`.

    Parameters
    ----------
    recording : Recording
    progress : callable, optional
        Called with each `Progress`.
    **options
        Of the search: `held_out`, `seed`, `generations`, `objective` and `weights` of `fit`.

    Returns
    -------
    AdaptiveExponentialFit
        With the methods of `Fit` but for `Fit.report` and `Fit.sensitivity`.
    """
    search = ExponentialFitting(recording, **options)
    return (yield from search.finding(search.generations))


class ExponentialFitting(ModelSearch[ExponentialSpace, AdaptiveExponentialFit]):
    """A fit in progress, which can be continued.

    Parameters
    ----------
    recording, **options
        As for `fit_adaptive_exponential`.
    """

    def __init__(self, recording: Recording, **options: Unpack[SearchOptions]) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(ExponentialSpace, recording, **options)

    def result(self) -> AdaptiveExponentialFit:
        """Return the best model so far."""
        best = self.best()
        model = self.box.parameters(best[1][0])
        return AdaptiveExponentialFit.of(
            self, model, exponential_solver(model, self.recording), best
        )

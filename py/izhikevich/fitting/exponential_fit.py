"""The adaptive exponential model of a recorded neuron, for comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from izhikevich.comparison.adaptive_exponential import AdaptiveExponential
from izhikevich.fitting.model_fit import ModelFit
from izhikevich.fitting.model_search import GENERATIONS, ModelSearch
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spaces.adaptive_exponential import ExponentialSpace
from izhikevich.fitting.verdict import exponential_solver
from izhikevich.progress import Report, Steps, Stopped, returning
from izhikevich.results import Plotted


@dataclass(frozen=True, eq=False, repr=False)
class AdaptiveExponentialFit(ModelFit[AdaptiveExponential], Plotted):
    """An adaptive exponential model of a recorded neuron.

    It has the fields and methods of `Fit` but for reports, forms and `Fit.sensitivity`.
    """


@returning
def fit_adaptive_exponential(
    recording: Recording,
    *,
    held_out: Sequence[int] | None = None,
    seed: int = 0,
    generations: int = GENERATIONS,
    objective: str = "auto",
    weights: Mapping[str, float] | None = None,
    progress: Report | None = None,
) -> Steps[AdaptiveExponentialFit]:
    """Find an adaptive exponential neuron that answers as a recorded one, by the search of `fit`.

    Parameters
    ----------
    recording, held_out, seed, generations, objective, weights, progress
        As for `fit`.

    Returns
    -------
    AdaptiveExponentialFit
        With the methods of `Fit` but for `Fit.report` and `Fit.sensitivity`.
    """
    search = ModelSearch(
        ExponentialSpace,
        recording,
        held_out=held_out,
        seed=seed,
        generations=generations,
        objective=objective,
        weights=weights,
    )
    with suppress(Stopped):  # the best so far is a result
        yield from search.advancing(search.generations)
    best = search.best()
    model = search.box.parameters(best[1][0])
    return AdaptiveExponentialFit.of(search, model, exponential_solver(model, recording), best)

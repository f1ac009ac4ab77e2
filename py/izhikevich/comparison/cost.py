"""The cost of the models: operations by counting, and time as measured here and now."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.comparison.adaptive_exponential import AdaptiveExponential, adaptive_exponential
from izhikevich.comparison.hodgkin_huxley import HodgkinHuxley, hodgkin_huxley
from izhikevich.comparison.integrate_and_fire import IntegrateAndFire, integrate_and_fire
from izhikevich.comparison.many import MANY
from izhikevich.comparison.operations import OPERATIONS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.explicit import euler
from izhikevich.progress import Progress, Report, Steps, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import integer, number

_ONE = 10.0  # mV/ms into a single neuron: each model fires
_UP_TO = 10.0  # mV/ms: many neurons have currents from 0 to this
_WARMING = 5  # runs after which a browser has compiled the engine well
_REPEATS = 3  # the quickest of these counts: whatever else runs only makes it slower


@dataclass(frozen=True, eq=False)
class ModelCosts(Plotted, Tabular):
    """The cost of one millisecond of each model.

    Parameters
    ----------
    models : tuple of str
        The names of `OPERATIONS`, n of them.
    published : array, shape (n,)
        Operations, as Izhikevich (2004) counts them; NaN for a model that is not in that paper.
    operations : array, shape (n,)
        Operations of the code here, by its own steps.
    one : array, shape (n,)
        Time for one neuron, in a loop of plain Python, us.
    many : array, shape (n,)
        Time for each of many neurons, in numpy, us.
    compiled : array, shape (n,)
        The same in the compiled engine, which only Izhikevich's model has; NaN for the others, and
        where there is no such engine.
    neurons : int
        How many many are.
    dt : float
        Step of the run, ms; the exponential and the Hodgkin-Huxley model take shorter ones.
    duration : float
        Time that was simulated, ms.
    machine : str
        Where it was measured.
    """

    models: tuple[str, ...]
    published: FloatArray
    operations: FloatArray
    one: FloatArray
    many: FloatArray
    compiled: FloatArray
    neurons: int
    dt: float
    duration: float
    machine: str

    def __repr__(self) -> str:
        """Return a short summary."""
        rows = zip(self.models, self.one, self.many, strict=True)
        parts = "; ".join(f"{name} {one:.3g} and {many:.3g}" for name, one, many in rows)
        return f"<ModelCosts: us per ms, for one neuron and each of {self.neurons:,}: {parts}>"

    def _columns(self) -> dict[str, NDArray[Any]]:
        return {
            "model": np.array(self.models, dtype=object),
            "published": self.published,
            "operations": self.operations,
            "one": self.one,
            "many": self.many,
            "compiled": self.compiled,
        }


@returning
def model_costs(
    neurons: int = 1000,
    duration: float = 50.0,
    dt: float = 0.25,
    *,
    progress: Report | None = None,
) -> Steps[ModelCosts]:
    """Measure what each model costs on this computer.

    Like is compared with like: one neuron runs in a loop of plain Python for each model, and many
    run in plain numpy, one array expression for each equation, without connections. For
    Izhikevich's model the compiled engine is measured as well.

    Parameters
    ----------
    neurons : int
        How many run together, with constant currents between 0 and 10 mV/ms.
    duration : float
        Time that is simulated, ms. The quickest of three runs counts.
    dt : float
        Step, ms. That of the adaptive exponential model is at most 0.05 ms, that of the
        Hodgkin-Huxley model at most 0.025 ms.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    ModelCosts

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    """
    neurons = integer(neurons, "neurons", low=1, high=1_000_000)
    dt = number(dt, "dt", "ms", low=1e-3, high=1.0)
    duration = number(duration, "duration", "ms", low=dt, high=1e5)
    steps = max(1, round(duration / dt))
    duration = steps * dt
    t = np.arange(steps + 1, dtype=np.float64)
    t *= dt
    held = np.full(t.size, _ONE, dtype=np.float64)
    currents = np.linspace(0.0, _UP_TO, neurons, dtype=np.float64)
    one, many = np.empty((2, len(OPERATIONS)))
    compiled = np.full(len(OPERATIONS), np.nan)
    for k, (name, cost) in enumerate(OPERATIONS.items()):
        yield Progress(k / len(OPERATIONS), "Measuring")
        one[k] = _quickest(partial(_ONES[name], t, held)) / duration
        yield Progress((k + 0.5) / len(OPERATIONS), "Measuring")
        together = partial(MANY[name], currents, steps * cost.parts(dt), cost.step_of(dt))
        many[k] = _quickest(together) / (duration * neurons)
    time = _engine(currents, duration, dt)
    compiled[list(OPERATIONS).index("izhikevich")] = time / (duration * neurons)
    return ModelCosts(
        models=tuple(OPERATIONS),
        published=np.array([cost.published or np.nan for cost in OPERATIONS.values()]),
        operations=np.array([cost.per_ms(dt) for cost in OPERATIONS.values()]),
        one=one,
        many=many,
        compiled=compiled,
        neurons=neurons,
        dt=dt,
        duration=duration,
        machine=_machine(),
    )


def _izhikevich(t: FloatArray, current: FloatArray) -> object:
    p = Parameters()
    return euler(p, current[:-1].tolist(), float(t[1]), p.c, p.b * p.c)


#: Runs of one neuron, by the names of `OPERATIONS`.
_ONES: MappingProxyType[str, Callable[[FloatArray, FloatArray], object]] = MappingProxyType(
    {
        "integrate-and-fire": lambda t, current: integrate_and_fire(IntegrateAndFire(), t, current),
        "izhikevich": _izhikevich,
        "adaptive-exponential": lambda t, current: adaptive_exponential(
            AdaptiveExponential(), t, current
        ),
        "hodgkin-huxley": lambda t, current: hodgkin_huxley(HodgkinHuxley(), t, current),
    }
)


def _quickest(run: Callable[[], object]) -> float:
    """Return the time that the quickest of some runs takes, us."""
    times = []
    for _ in range(_REPEATS):
        begin = perf_counter()
        run()
        times.append(perf_counter() - begin)
    return 1e6 * min(times)


def _engine(currents: FloatArray, duration: float, dt: float) -> float:
    """Return the time that the compiled engine takes for a population, us; NaN without one."""
    from izhikevich.engine import why_not
    from izhikevich.network.network import Network

    net = Network(dt=dt, scheme="euler", scaling="charge")
    net.population(currents.size, Parameters(), i_offset=currents)
    if why_not(net) is not None:
        return float("nan")
    for _ in range(_WARMING):
        net.run(duration)
    return _quickest(lambda: net.run(duration))


def _machine() -> str:
    """Return which Python on which computer this is."""
    parts = (f"Python {platform.python_version()}", f"numpy {np.__version__}", platform.machine())
    return ", ".join(part for part in parts if part)

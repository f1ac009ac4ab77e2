"""Many neurons with their own numbers."""

import numpy as np
import pytest
from izhikevich import engine
from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.constant_currents import varied_batch
from izhikevich.neuron.simulate import simulate
from izhikevich.progress import finish

A = np.linspace(0.01, 0.2, 70)
C = np.linspace(-70.0, -50.0, 70)
D = np.linspace(1.0, 8.0, 70)
CURRENTS = np.linspace(0.0, 20.0, 70)
CASES = [
    pytest.param(CELL_TYPES["RS"].parameters, 1.0, id="RS"),
    pytest.param(CELL_TYPES["FS_2007"].parameters, 30.0, id="cubic drive"),
    pytest.param(CELL_TYPES["RTN_2007"].parameters, 20.0, id="piecewise drive"),
    pytest.param(PATTERNS["accommodation"].parameters, 1.0, id="without leak"),
]

ENGINES = [pytest.param("compiled", marks=pytest.mark.engine), "numpy"]


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("scheme", ["euler", "forward", "half_step"])
@pytest.mark.parametrize(("parameters", "scale"), CASES)
def test_each_is_the_neuron_by_itself(
    parameters: Parameters, scale: float, scheme: str, engine_name: str
) -> None:
    v0, u0 = parameters.initial_state()
    start = np.full(CURRENTS.size, v0), np.full(CURRENTS.size, u0)
    with engine.use(engine_name):
        found = finish(
            varied_batch(
                parameters,
                {"a": A, "c": C, "d": D * scale},
                CURRENTS * scale,
                start,
                150.0,
                dt=0.25,
                scheme=scheme,
            )
        )
    assert not found.failed.any()
    assert found.times.size
    for i in (0, 1, 33, 69):
        alone = parameters.replace(a=float(A[i]), c=float(C[i]), d=float(D[i] * scale))
        trace = simulate(alone, float(CURRENTS[i] * scale), 150.0, 0.25, v0, u0, scheme)
        np.testing.assert_array_equal(found.times[found.neurons == i], trace.spike_times)


@pytest.mark.parametrize("engine_name", ENGINES)
def test_one_that_diverges_is_marked(engine_name: str) -> None:
    with engine.use(engine_name):
        found = finish(
            varied_batch(
                Parameters(),
                {"a": np.array([0.02, 5.0]), "b": np.array([0.2, 1e4])},
                np.array([10.0, 10.0]),
                (np.full(2, -65.0), np.full(2, -13.0)),
                300.0,
                dt=1.0,
                scheme="euler",
            )
        )
    assert found.failed.tolist() == [False, True]


def test_refusals() -> None:
    state = np.zeros(1), np.zeros(1)
    with pytest.raises(ParameterError, match="scheme"):
        finish(varied_batch(Parameters(), {}, np.zeros(1), state, 1.0, dt=0.1, scheme="accurate"))
    with pytest.raises(ParameterError, match="k9"):
        finish(
            varied_batch(
                Parameters(), {"k9": np.ones(1)}, np.zeros(1), state, 1.0, dt=0.1, scheme="euler"
            )
        )

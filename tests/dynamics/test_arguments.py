"""Every number that the functions of dynamics take must be finite."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest
from izhikevich import CELL_TYPES, LinearDrive, ParameterError, Parameters, dynamics
from izhikevich.dynamics.maps.basins import basins
from izhikevich.dynamics.maps.regime_map import Protocol, borders, regime_map
from izhikevich.dynamics.maps.reset_map import reset_map
from izhikevich.dynamics.responses.impedance import linear_impedance, rest_of, zap_impedance
from izhikevich.dynamics.responses.phase_response import phase_response
from izhikevich.dynamics.responses.strength_duration import strength_duration

RS = CELL_TYPES["RS"].parameters
_FOUND = rest_of(RS, 0.0)
assert _FOUND is not None
REST = _FOUND
WINDOW = dynamics.Window(-80.0, 30.0, -20.0, 20.0)
PROTOCOL = Protocol(0.0, -65.0, -13.0, 100.0, 0.5, "euler")
RANGES = ((0.1, 0.3), (0.0, 10.0))

CALLS: dict[str, Callable[[Any], Any]] = {
    "fixed_points": lambda x: dynamics.fixed_points(RS, x),
    "fixed_points without leak": lambda x: dynamics.fixed_points(
        Parameters(drive=LinearDrive(-65.0, leak=False)), x
    ),
    "rest_of": lambda x: rest_of(RS, x),
    "v_nullcline current": lambda x: dynamics.v_nullcline(RS, x, (-80.0, 30.0)),
    "v_nullcline low": lambda x: dynamics.v_nullcline(RS, 0.0, (x, 30.0)),
    "u_nullcline v": lambda x: dynamics.u_nullcline(RS, (-80.0, x), (0.0, 1.0)),
    "u_nullcline u": lambda x: dynamics.u_nullcline(RS, (-80.0, 0.0), (x, 1.0)),
    "Window": lambda x: dynamics.Window(-80.0, 30.0, x, 20.0),
    "saddle_manifolds": lambda x: dynamics.saddle_manifolds(RS, x, WINDOW),
    "equilibrium_branches": lambda x: dynamics.equilibrium_branches(RS, (0.0, x)),
    "linear_impedance": lambda x: linear_impedance(RS, REST, np.array([1.0, x])),
    "zap_impedance current": lambda x: zap_impedance(RS, x),
    "zap_impedance highest": lambda x: zap_impedance(RS, 0.0, highest=x),
    "zap_impedance duration": lambda x: zap_impedance(RS, 0.0, duration=x),
    "zap_impedance dt": lambda x: zap_impedance(RS, 0.0, dt=x),
    "zap_impedance swing": lambda x: zap_impedance(RS, 0.0, swing=x),
    "frequency_current": lambda x: dynamics.frequency_current(RS, [0.0, x]),
    "frequency_current v0": lambda x: dynamics.frequency_current(RS, [0.0], v0=x),
    "bifurcation_diagram": lambda x: dynamics.bifurcation_diagram(RS, [x]),
    "basins current": lambda x: basins(RS, x, WINDOW, columns=2, rows=2),
    "basins duration": lambda x: basins(RS, 0.0, WINDOW, duration=x, columns=2, rows=2),
    "phase_response": lambda x: phase_response(RS, x, v0=-65.0, u0=-13.0),
    "phase_response start": lambda x: phase_response(RS, 10.0, v0=-65.0, u0=x),
    "phase_response jump": lambda x: phase_response(RS, 10.0, v0=-65.0, u0=0.0, jump=x),
    "reset_map": lambda x: reset_map(RS, x, (-10.0, 10.0), v0=-65.0, u0=-13.0),
    "reset_map range": lambda x: reset_map(RS, 10.0, (-10.0, x), v0=-65.0, u0=-13.0),
    "reset_map start": lambda x: reset_map(RS, 10.0, (-10.0, 10.0), v0=x, u0=-13.0),
    "strength_duration": lambda x: strength_duration(RS, x, np.array([1.0, 2.0])),
    "strength_duration durations": lambda x: strength_duration(RS, 0.0, np.array([1.0, x])),
    "regime_map current": lambda x: regime_map(RS, x, "a_b", RANGES, PROTOCOL, 2),
    "regime_map range": lambda x: regime_map(RS, 0.0, "b_I", ((0.1, x), (0.0, 10.0)), PROTOCOL, 2),
    "borders": lambda x: borders(RS, x, "a_b", RANGES),
    "borders range": lambda x: borders(RS, 0.0, "b_I", (RANGES[0], (x, 10.0))),
    "Protocol": lambda x: Protocol(x, -65.0, -13.0, 100.0, 0.5, "euler"),
    "Protocol v0": lambda x: Protocol(0.0, x, -13.0, 100.0, 0.5, "euler"),
}


@pytest.mark.parametrize("value", [nan, inf, -inf])
@pytest.mark.parametrize("name", CALLS)
def test_what_is_not_finite_is_refused(name: str, value: float) -> None:
    with pytest.raises(ParameterError) as caught:
        CALLS[name](value)
    assert caught.value.parameter


def test_other_things_are_refused_by_name() -> None:
    with pytest.raises(ParameterError, match=r"^current = 'strong'"):
        dynamics.fixed_points(RS, "strong")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match=r"^v_range = 3"):
        dynamics.v_nullcline(RS, 0.0, 3)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="lowest and the highest"):
        dynamics.equilibrium_branches(RS, (5.0, 1.0))

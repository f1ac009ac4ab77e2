"""Spike times by scipy's DOP853, which has nothing to do with this package.

tests/data/accurate_spikes.json holds those of 300 random cells, without 34 that fired fewer than
ten spikes and two in which scipy at two tolerances disagrees by more than 1e-3 ms: near a threshold
errors can grow a million times within 100 spikes. `python -m tests.neuron.dop853` writes such a
file anew, with other cells by the same laws (an hour).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from izhikevich import CELL_TYPES, Parameters, SimulationError, simulate
from izhikevich.errors import ParameterError
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.stimuli.stimulus import as_stimulus
from scipy.integrate import solve_ivp

DATA = Path(__file__).parents[1] / "data" / "accurate_spikes.json"
N_CELLS, MAX_SPIKES, KEPT = 300, 100, 10
_TINY = 1e-9


def spike_times(
    p: Parameters, text: str, duration: float, most: int, rtol: float = 1e-11
) -> list[float]:
    """Return up to `most` spike times (ms) of a neuron from its own initial state.

    The run stops at every jump of the current, at every spike, and where the drive of u changes:
    between them the equations are smooth.
    """
    stimulus = as_stimulus(text, p.units["I"])
    v, u = p.initial_state()
    found: list[float] = []
    time = 0.0
    for end in (*stimulus.breakpoints(0.0, duration), duration):
        current = _current(stimulus.sample, time, end)
        while time < end:
            equations, events = _equations(p, current, v, float(p.dv(v, u, current(time))))
            longest = min(5.0, 0.25 * (end - time))
            run = solve_ivp(
                equations,
                (time, end),
                (v, u),
                method="DOP853",
                rtol=rtol,
                atol=10.0 * rtol,
                events=events,
                max_step=max(longest, _TINY),
            )
            (v, u), time = run.y[:, -1].tolist(), float(run.t[-1])
            if run.status == 1 and run.t_events[0].size:
                found.append(time)
                v, u = p.reset(u)
                if len(found) == most:
                    return found
            elif run.status == 1:
                v = _turn(p)
    return found


def _turn(p: Parameters) -> float:
    return p.drive.switch if isinstance(p.drive, PiecewiseDrive) else p.drive.origin


def _current(sample: Callable[[Any], Any], begin: float, end: float) -> Callable[[float], float]:
    """Return the current within a segment, without what is just beyond its ends."""
    few = sample(begin + (end - begin) * np.array((0.2, 0.4, 0.6, 0.8)))
    if np.ptp(np.diff(few)) < 1e-9:  # a constant or a ramp: quicker
        slope = float(few[3] - few[0]) / (0.6 * (end - begin))
        first = float(few[0]) - slope * 0.2 * (end - begin)
        return lambda t: first + slope * (t - begin)
    low, high = begin + 10 * _TINY, end - 10 * _TINY
    return lambda t: float(sample(np.array([min(max(t, low), high)]))[0])


def _equations(
    p: Parameters, current: Callable[[float], float], v0: float, rate: float
) -> tuple[Any, list[Any]]:
    drive, leak, events = p.drive, float(p.drive.leak), []
    above = rate > 0.0 if v0 == _turn(p) else v0 > _turn(p)

    def equations(t: float, state: Any) -> tuple[float, float]:
        v, u = state
        if isinstance(drive, CubicDrive):
            target = drive.scale * (v - drive.origin) ** 3 if above else 0.0
        elif isinstance(drive, PiecewiseDrive):
            target = (p.b if above else drive.b_below) * (v - drive.origin)
        else:
            target = p.b * (v - drive.origin)
        dv = (p.k2 * v * v + p.k1 * v + p.k0 - u + current(t)) / p.C
        return dv, p.a * (target - leak * u)

    def peak(t: float, state: Any) -> float:
        return float(state[0] - p.v_peak - p.peak_slope * state[1])

    def switch(t: float, state: Any) -> float:
        return float(_turn(p) - state[0] if above else state[0] - _turn(p))

    at_rest = v0 == _turn(p) and rate == 0.0
    events = [peak] if isinstance(drive, LinearDrive) or at_rest else [peak, switch]
    for event in events:
        event.terminal, event.direction = True, 1.0  # type: ignore[attr-defined]
    return equations, events


def random_cells(n: int) -> list[tuple[Parameters, str]]:
    """Return cells of all forms with texts of their currents."""
    rng = np.random.default_rng(1)
    keys = list(CELL_TYPES)
    found: list[tuple[Parameters, str]] = []
    while len(found) < n:
        try:
            p, level = _random_cell(rng, keys)
        except ParameterError:
            continue
        kind, part = int(rng.integers(6)), 0.3 * level
        t1, t2 = np.round(rng.uniform(20.0, 200.0, 2), 3)
        width = round(float(rng.uniform(2.0, 50.0)), 3)
        found.append(
            (
                p,
                (
                    f"{level}",
                    f"step({level},{t1})",
                    f"{level * 0.6}+ramp({level / 500},{t1},{t1 + 400})",
                    f"{level}+sine({part},{rng.uniform(1.0, 40.0)})",
                    f"{level}+pulse({part},{t1},{width})",
                    f"{level * 0.8}+pulse({-part},{t1},{width})+step({part},{t2})",
                )[kind],
            )
        )
    return found


def _random_cell(rng: np.random.Generator, keys: list[str]) -> tuple[Parameters, float]:
    """Return a neuron, and a current at which it fires more or less."""
    uniform, kind = rng.uniform, int(rng.integers(6))
    own: dict[str, Any] = {
        "a": uniform(0.01, 0.2),
        "b": uniform(0.1, 0.3),
        "c": uniform(-70.0, -45.0),
    }
    if kind == 0:
        return Parameters(**own, d=uniform(0.0, 10.0)), uniform(3.0, 25.0)
    if kind == 1:
        rules: dict[str, Any] = {name: uniform(-0.2, 0.2) for name in ("peak_slope", "c_slope")}
        ceiling = float(rng.choice([np.inf, 20.0]))
        peak, d = uniform(0.0, 60.0), uniform(0.0, 10.0)
        p = Parameters(**own, d=d, v_peak=peak, **rules, u_max=ceiling)
        return p, uniform(3.0, 25.0)
    if kind == 2:
        vr = uniform(-70.0, -55.0)
        quadratic = {"k": uniform(0.5, 3.0), "vr": vr, "vt": vr + uniform(10.0, 25.0)}
        rest = {"a": uniform(0.01, 0.2), "b": uniform(-5.0, 15.0), "c": vr + uniform(0.0, 15.0)}
        sizes = {"C": uniform(20.0, 200.0), "v_peak": uniform(20.0, 50.0), "d": uniform(0.0, 200.0)}
        return Parameters.dimensional_2007(**quadratic, **rest, **sizes), uniform(50.0, 800.0)
    if kind == 3:
        form = {"k": 1.0, "vr": -55.0, "vt": -40.0, "v_peak": 25.0, "b": 0.0}
        rest = {"a": uniform(0.1, 0.3), "c": uniform(-60.0, -45.0), "d": uniform(0.0, 50.0)}
        drive = CubicDrive(-55.0, uniform(0.01, 0.04))
        p = Parameters.dimensional_2007(C=uniform(20.0, 100.0), **form, **rest, drive=drive)
        return p, uniform(50.0, 500.0)
    if kind == 4:
        form = {"k": uniform(0.5, 2.0), "vr": -60.0, "vt": -45.0, "v_peak": 35.0}
        rest = {"a": uniform(0.01, 0.1), "b": uniform(0.0, 5.0), "c": uniform(-65.0, -50.0)}
        step = PiecewiseDrive(-60.0, uniform(-70.0, -55.0), uniform(5.0, 15.0))
        sizes = {"C": uniform(50.0, 200.0), "d": uniform(0.0, 50.0)}
        p = Parameters.dimensional_2007(**form, **rest, **sizes, drive=step)
        return p, uniform(50.0, 500.0)
    p = CELL_TYPES[keys[rng.integers(len(keys))]].parameters
    return p, uniform(50.0, 600.0) if p.dimensional else uniform(3.0, 20.0)


NUMBERS = ("a", "b", "c", "d", "v_peak", "k2", "k1", "k0", "C", "peak_slope", "c_slope", "u_max")
_DRIVES = {kind.__name__: kind for kind in (LinearDrive, CubicDrive, PiecewiseDrive)}


def written(p: Parameters, current: str, times: list[float]) -> dict[str, Any]:
    """Return a cell and each tenth of its spike times for the file."""
    numbers = {name: getattr(p, name) for name in NUMBERS}
    drive = [type(p.drive).__name__, vars(p.drive)]
    kept = [round(time, 7) for time in times[KEPT - 1 :: KEPT]]
    return {"numbers": numbers, "drive": drive, "current": current, "each_tenth": kept}


def read() -> list[tuple[Parameters, str, list[float]]]:
    """Return the cells of the file, their currents, and each tenth of their spike times."""
    cells = []
    for cell in json.loads(DATA.read_text()):
        name, fields = cell["drive"]
        p = Parameters(**cell["numbers"], drive=_DRIVES[name](**fields))
        cells.append((p, cell["current"], cell["each_tenth"]))
    return cells


def main() -> None:
    """Write the file."""
    found = []
    for p, current in random_cells(N_CELLS):
        try:  # our own run tells only how long that of scipy has to be
            ours = simulate(p, current, 4000.0, 1.0, scheme="accurate").spike_times
        except SimulationError:
            continue
        duration = float(ours[MAX_SPIKES]) if ours.size > MAX_SPIKES else 4000.0
        times = spike_times(p, current, duration, MAX_SPIKES)
        coarser = spike_times(p, current, duration, MAX_SPIKES, rtol=1e-9)
        if len(times) == len(coarser) and np.allclose(times, coarser, rtol=0.0, atol=1e-3):
            found.append(written(p, current, times))
    lines = ",\n".join(json.dumps(cell) for cell in found if cell["each_tenth"])
    DATA.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()

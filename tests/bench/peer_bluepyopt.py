"""Fit a recorded cell by BluePyOpt; a program of BluePyOpt's own environment.

``peer_bluepyopt.py CELL.npz``; the last line printed is the result as JSON. Features are eFEL's,
and their scales those that `izhikevich.fitting` calls good enough. The neuron is compiled by Numba,
so that what is timed is the search, its features included.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import bluepyopt  # type: ignore[import-not-found,unused-ignore]
import efel  # type: ignore[import-not-found,unused-ignore]
import numpy as np
from numba import njit  # type: ignore[import-not-found,unused-ignore]

OFFSPRING = 100
EVERY = 4  # time steps for each sample
WORST = 250.0  # of a feature that a candidate does not have, as BluePyOpt has it
LOGARITHMIC = ("C", "k", "a")
#: Features, and how far each may be off: as a number, or as a fraction of the recorded value.
FEATURES = {
    "Spikecount": (0.5, 0.05),
    "time_to_first_spike": (2.0, 0.0),
    "mean_frequency": (0.0, 0.1),
    "inv_first_ISI": (0.0, 0.1),
    "adaptation_index2": (0.005, 0.1),
    "min_AHP_values": (5.0, 0.0),
    "voltage_base": (5.0, 0.0),
}


@njit  # type: ignore[untyped-decorator,unused-ignore]
def stepped(current, dt, every, v, v_peak, C, k, v_r, v_t, a, b, c, d):  # type: ignore[no-untyped-def]
    """Return the voltage at the samples of a current, by the midpoint rule."""
    voltage, u, h = np.empty(current.size), b * (v - v_r), dt / every
    for sample in range(current.size):
        fired = False
        for _ in range(every):
            at = v + 0.5 * h * (k * (v - v_r) * (v - v_t) - u + current[sample]) / C
            at_u = u + 0.5 * h * a * (b * (v - v_r) - u)
            at = min(at, v_peak)
            v += h * (k * (at - v_r) * (at - v_t) - at_u + current[sample]) / C
            u += h * a * (b * (at - v_r) - at_u)
            if v >= v_peak:
                v, u, fired = c, u + d, True
            if not abs(v) < 1e4:
                v = -1e4
        voltage[sample] = v_peak if fired else v
    return voltage


class Evaluator(bluepyopt.evaluators.Evaluator):  # type: ignore[misc,unused-ignore]
    """Features of a neuron beside those of a cell, in the sweeps that are fitted."""

    def __init__(self, cell: Any) -> None:
        """Initialise from the file of a cell."""
        self.cell, self.calls, self.names = cell, 0, cell["names"].tolist()
        self.recorded = [self.features(v) for v in cell["voltage"]]
        objectives = [
            bluepyopt.objectives.Objective(f"{sweep}.{name}")
            for sweep in range(len(self.recorded))
            for name in FEATURES
        ]
        limits = zip(self.names, cell["low"].tolist(), cell["high"].tolist(), strict=True)
        parameters = [
            bluepyopt.parameters.Parameter(
                name, bounds=np.log([low, high]).tolist() if name in LOGARITHMIC else [low, high]
            )
            for name, low, high in limits
        ]
        super().__init__(objectives, parameters)
        self.param_names = self.names

    def features(self, voltage: Any) -> dict[str, float]:
        """Return the features of a voltage; NaN is one that it does not have."""
        trace = {
            "T": np.arange(voltage.size) * float(self.cell["dt"]),
            "V": voltage,
            "stim_start": [float(self.cell["start"])],
            "stim_end": [float(self.cell["stop"])],
        }
        found = efel.get_feature_values([trace], list(FEATURES), raise_warnings=False)[0]
        return {
            name: float(np.mean(x)) if x is not None and len(x) else np.nan
            for name, x in found.items()
        }

    def values(self, point: list[float]) -> list[float]:
        """Return the parameters of a point of the search."""
        pairs = zip(self.names, point, strict=True)
        return [float(np.exp(x)) if name in LOGARITHMIC else float(x) for name, x in pairs]

    def init_simulator_and_evaluate_with_lists(self, param_list: list[float]) -> list[float]:
        """Return how far each feature is off, in units of its scale."""
        self.calls += 1
        cell, found = self.cell, []
        sweeps = zip(cell["current"], cell["v0"].tolist(), self.recorded, strict=True)
        peak, dt = float(cell["v_peak"]), float(cell["dt"])
        for current, v0, recorded in sweeps:
            own = self.features(stepped(current, dt, EVERY, v0, peak, *self.values(param_list)))
            for name, (number, fraction) in FEATURES.items():
                off = abs(own[name] - recorded[name])
                scale = max(number, fraction * abs(recorded[name]))
                found.append(min(WORST, off / scale) if np.isfinite(off) else WORST)
        return found


def main(file: str) -> None:
    """Search, print."""
    with np.load(file) as archive:
        cell = dict(archive)
    efel.api.reset()
    efel.set_setting("Threshold", -30.0)
    evaluator = Evaluator(cell)
    first = [parameter.lower_bound for parameter in evaluator.params]
    evaluator.init_simulator_and_evaluate_with_lists(first)  # compiles
    evaluator.calls, begun = 0, time.process_time()
    search = bluepyopt.optimisations.DEAPOptimisation(
        evaluator, offspring_size=OFFSPRING, seed=int(cell["seed"])
    )
    _, best, _, _ = search.run(max_ngen=int(cell["evaluations"]) // OFFSPRING)
    result = {
        "name": f"BluePyOpt {bluepyopt.__version__}",
        "values": evaluator.values(best[0]),
        "evaluations": evaluator.calls,
        "s": time.process_time() - begun,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])

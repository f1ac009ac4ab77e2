"""The model described by the view's values: input, ensembles, connections, and targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich import nef
from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.distributions import Uniform
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.views.ensemble.decoding import fit
from izhikevich.views.ensemble.signals import read_signal

#: Maximum number of neuron steps of a run; more would take minutes.
MAX_STEPS = 20_000_000
#: Maximum number of voltages that are overlaid of an ensemble.
MAX_OVERLAID = 500_000
#: Time given to an ensemble to settle into the signal, as in Nengo's example, ms.
SETTLING = 200.0
#: Peak voltage of the view's neurons, mV.
PEAK = 30.0
_DT = 1.0  # ms
#: Number of neurons from which decoders take long.
_MAX_QUICK_NEURONS = 250
#: Parameters that have another name in the package.
_NAMES = {"max_rates": "rate_high", "intercepts": "intercept_high", "neurons": "cell"}
#: Names of the probes of the selected ensembles.
ENSEMBLES = ("A", "B")


@dataclass(frozen=True, eq=False)
class Setup:
    """A model as the reader set it.

    Parameters
    ----------
    values : mapping
        Values of the view's parameters.
    signals : tuple of Stimulus
        The input, dimension by dimension.
    preset : str
        Name of the preset from which it started.
    """

    values: Mapping[str, Any]
    signals: tuple[Stimulus, ...]
    preset: str = ""

    @property
    def duration(self) -> float:
        """Length of the run, ms."""
        return float(self.values["duration"])

    @property
    def dimensions(self) -> int:
        """Number of dimensions of the input and of the first ensemble."""
        return len(self.signals)

    @property
    def chain(self) -> bool:
        """Whether there is a second ensemble."""
        return "function" in self.values and self.values.get("second", "on") != "none"

    @property
    def loop(self) -> bool:
        """Whether the ensemble is connected to itself."""
        return "gain" in self.values

    @cached_property
    def function(self) -> nef.Function | None:
        """The function that the second ensemble is to represent."""
        return nef.Function(str(self.values["function"])) if self.chain else None

    @cached_property
    def ensembles(self) -> tuple[nef.Ensemble, ...]:
        """The first ensemble, and the second if there is one."""
        first = self._ensemble("", self.dimensions, 0)
        if self.function is None:
            return (first,)
        results = self.function(np.zeros((1, self.dimensions))).shape[1]
        return first, self._ensemble("_b", results, 1)

    @property
    def looked_at(self) -> int:
        """Index of the displayed ensemble."""
        return ENSEMBLES.index(str(self.values["look"])) if self.chain else 0

    def _ensemble(self, suffix: str, dimensions: int, place: int) -> nef.Ensemble:
        values = self.values
        return nef.Ensemble(
            int(values[f"neurons{suffix}"]),
            dimensions,
            neurons=neurons(str(values[f"cell{suffix}"]), float(values[f"recovery{suffix}"])),
            radius=float(values["radius"]) if not suffix else 1.0,
            max_rates=Uniform(float(values["rate_low"]), float(values["rate_high"])),
            intercepts=Uniform(float(values["intercept_low"]), float(values["intercept_high"])),
            noise=float(values["noise"]),
            n_eval_points=eval_points(int(values[f"neurons{suffix}"]), dimensions),
            seed=2 * int(values["seed"]) + place,
            name=ENSEMBLES[place],
        )

    @cached_property
    def feedback(self) -> FloatArray:
        """Transform of the recurrent connection of the first ensemble."""
        tau = 0.001 * float(self.values["loop_synapse"])
        if self.dimensions == 1:
            return np.array([[float(self.values["gain"])]])
        turn = 2.0 * pi * float(self.values["frequency"]) * tau
        return float(self.values["gain"]) * np.array([[1.0, -turn], [turn, 1.0]])

    @property
    def chosen(self) -> int:
        """The selected neuron, in the order of encoders."""
        return min(int(self.values["neuron"]), self.ensembles[self.looked_at].n_neurons - 1)

    def overlaid(self, place: int) -> NDArray[np.intp]:
        """Return the neurons of an ensemble whose voltages are overlaid, in the order of encoders.

        They are evenly spaced, so that there are some of each kind; in long runs there are fewer.
        """
        n = self.ensembles[place].n_neurons
        most = max(1, int(MAX_OVERLAID * _DT / self.duration))
        count = min(int(self.values["overlaid"]), n, most)
        return np.linspace(0.0, n - 1.0, count).round().astype(np.intp)

    def model(self, *, traced: bool = True, overlaid: bool = False) -> nef.Model:
        """Return the model.

        Its probes are named by ensemble and quantity, "A decoded" and "A spikes"; if `traced`,
        there are also "voltage" and "recovery" of the selected neuron, if `overlaid`, "A voltages"
        of several neurons.
        """
        node = nef.Node(self.signals)
        first = self.ensembles[0]
        synapse = float(self.values["synapse"])
        if self.loop:
            tau = float(self.values["loop_synapse"])
            connections = [
                nef.Connection(node, first, transform=0.001 * tau, synapse=tau),
                nef.Connection(
                    first,
                    first,
                    transform=self.feedback,
                    synapse=tau,
                    decoders=fit(first).solve().values,
                ),
            ]
        else:
            connections = [nef.Connection(node, first, synapse=None)]
        if self.function is not None:
            connections.append(
                nef.Connection(
                    first,
                    self.ensembles[1],
                    function=self.function,
                    synapse=synapse,
                    decoders=fit(first).solve(self.function).values,
                )
            )
        probes = {}
        for name, ensemble in zip(ENSEMBLES, self.ensembles, strict=False):
            probes[f"{name} decoded"] = nef.Probe(
                ensemble, synapse=synapse, decoders=fit(ensemble).solve().values
            )
            probes[f"{name} spikes"] = nef.Probe(ensemble, "spikes")
            if overlaid:
                several = in_order(ensemble)[self.overlaid(ENSEMBLES.index(name))]
                probes[f"{name} voltages"] = nef.Probe(ensemble, "voltage", neurons=several)
        if traced:
            name, ensemble = ENSEMBLES[self.looked_at], self.ensembles[self.looked_at]
            chosen = in_order(ensemble)[[self.chosen]]
            for of in ("voltage", "recovery"):
                probes[of] = nef.Probe(ensemble, of, neurons=chosen)
        return nef.Model(tuple(connections), probes, dt=_DT, seed=int(self.values["seed"]))

    def given(self, t: FloatArray) -> FloatArray:
        """Return the input, shape (times, dimensions)."""
        return np.column_stack([signal.sample(t) for signal in self.signals])

    def targets(self, t: FloatArray) -> list[FloatArray]:
        """Return the target of each ensemble, shape (times, dimensions) each.

        For a recurrent one: the same loop without neurons and without loss. Otherwise the decoded
        signal has passed through one synapse, or two; so may its target.
        """
        given = self.given(t)
        if self.loop:
            return [self._integrated(t, given)]
        found = [given] if self.function is None else [given, self.function(given)]
        if self.values["target"] == "input":
            return found
        synapse = float(self.values["synapse"])
        for times in range(len(found)):
            found[times:] = [nef.filtered(target, synapse, _DT) for target in found[times:]]
        return found

    def _integrated(self, t: FloatArray, given: FloatArray) -> FloatArray:
        if self.dimensions == 1:
            integral: FloatArray = 0.001 * _DT * np.cumsum(given, axis=0)
            return integral
        turn = 2.0 * pi * float(self.values["frequency"]) * 0.001 * _DT
        rotation = complex(cos(turn), sin(turn))
        state, path = 0j, []
        for x, y in given.tolist():
            state = state * rotation + 0.001 * _DT * complex(x, y)
            path.append((state.real, state.imag))
        return np.array(path)


def make_setup(values: Mapping[str, Any], preset: str = "") -> Setup:
    """Return the model described by the values, which were changed from those of a preset.

    Raises
    ------
    ParameterError
        The message names the parameter at fault.
    """
    duration = float(values["duration"])
    names = [name for name in ("signal", "signal_y") if name in values]
    signals = tuple(read_signal(str(values[name]), name, duration) for name in names)
    for kind in ("rate", "intercept"):
        low, high = float(values[f"{kind}_low"]), float(values[f"{kind}_high"])
        if low > high:
            raise ParameterError(
                f"{kind}_low",
                low,
                msg("must be at most {kind}_high, {high}", kind=kind, high=Number(high, form="g")),
            )
    setup = Setup(values, signals, preset)
    cells = sum(ensemble.n_neurons for ensemble in setup.ensembles)
    if cells * duration > MAX_STEPS:
        allowed = msg(
            "{cells} neurons can run for at most {longest} ms in this view; use fewer neurons or a "
            "shorter run",
            cells=cells,
            longest=Number(MAX_STEPS / cells, form=",.0f"),
        )
        raise ParameterError("duration", duration, allowed)
    try:
        for ensemble in setup.ensembles:
            points = nef.build_ensemble(ensemble).eval_points
            if setup.function is not None and ensemble is setup.ensembles[0]:
                _check_finite(setup.function, points)
    except ParameterError as error:
        name = _NAMES.get(error.parameter, error.parameter)
        raise ParameterError(name, values.get(name, error.value), error.allowed) from None
    return setup


def _check_finite(function: nef.Function, points: FloatArray) -> None:
    wrong = ~np.isfinite(function(points)).all(axis=1)
    if wrong.any():
        where = ", ".join(f"{x:.2g}" for x in points[wrong][0])
        raise ParameterError(
            "function", function.text, msg("is not finite at x = {where}", where=where)
        )


def eval_points(n: int, dimensions: int) -> int:
    """Return the number of points at which decoders are fitted: fewer for many neurons."""
    least, each = (750, 500) if n <= _MAX_QUICK_NEURONS else (300, 200)
    return max(least, each * dimensions)


def in_order(ensemble: nef.Ensemble) -> NDArray[np.intp]:
    """Return the neurons of an ensemble in the order of their encoders.

    In one dimension from those that fire only for the largest values to those that fire only for
    the smallest; in two dimensions clockwise.
    """
    order: NDArray[np.intp] = nef.build_ensemble(ensemble).order[::-1].astype(np.intp)
    return order


def neurons(cell: str, recovery: float) -> nef.IzhikevichNeurons:
    """Return neurons of a cell type, with recovery that many times as fast."""
    default = nef.NEURONS[cell]
    return nef.IzhikevichNeurons(
        default.tau_recovery * recovery,
        default.coupling,
        default.reset_voltage,
        default.reset_recovery,
    )

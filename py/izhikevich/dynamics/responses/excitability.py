"""How firing begins as the current changes: the class of excitability."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from izhikevich.dynamics.bifurcations.bifurcations import Bifurcation, hopf, saddle_nodes
from izhikevich.dynamics.equilibria.current_pieces import folds, pieces
from izhikevich.dynamics.equilibria.equilibria import stretches
from izhikevich.dynamics.equilibria.fixed_points import fixed_points
from izhikevich.messages import Number, msg
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters


@dataclass(frozen=True)
class Excitability:
    """How the resting state is lost.

    Parameters
    ----------
    kind : str
        "class 1", "class 2", "accommodating" (no current destabilises rest), "inhibition-induced"
        (a lower current does), or "no stable rest".
    first : Bifurcation or None
        Bifurcation in which rest is lost, if any. For "inhibition-induced", the one at the lower
        current.
    rest : (float, float) or None
        Lowest and highest current with this stable rest; infinite where unbounded. None if no
        current gives one.
    sentence : str
        The class and the reason for it, for the reader.
    """

    kind: str
    first: Bifurcation | None
    rest: tuple[float, float] | None
    sentence: str


def excitability(cell: Cell) -> Excitability:
    """Return the bifurcation in which the resting state of this neuron is lost.

    The equilibria determine it, for a slowly changing current. The firing that follows also depends
    on the reset, which does not affect the equilibria; `frequency_current` shows it. If there are
    several ranges of stable equilibria (cubic and piecewise drives only), the one at the lowest
    voltage is used.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    """
    parameters = parameters_of(cell)
    if parameters.a == 0.0:
        return _no_rest(
            "No stable rest: with a = 0, u keeps the value left by the last spike, and each value "
            "has its own equilibrium."
        )
    if not parameters.drive.leak:
        return _without_leak(parameters)
    voltages = _rest_voltages(parameters)
    if voltages is None:
        return _no_rest("No stable rest: no current gives a stable equilibrium.")
    found = [*saddle_nodes(parameters), *filter(None, [hopf(parameters)])]
    ends = sorted((b for b in found if b.v in voltages), key=lambda b: b.current)
    if not ends:
        return Excitability(
            "accommodating",
            None,
            (-inf, inf),
            "The recovery variable holds the neuron at a stable rest at any constant current.",
        )
    if voltages[0] > -inf:
        return _inhibition_induced(parameters, ends[0], ends[-1])
    if ends[-1].kind == "saddle-node":
        return _class_1(parameters, ends[-1])
    return _class_2(parameters, ends[-1], [b for b in found if b.kind == "saddle-node"])


def _rest_voltages(parameters: Parameters) -> tuple[float, float] | None:
    """Return the ends of the lowest range of voltages with stable equilibria."""
    parts = stretches(parameters)
    first = next((i for i, part in enumerate(parts) if part.kind == "stable"), None)
    if first is None:
        return None
    corners = {fold.v for fold in folds(pieces(parameters)) if not fold.smooth}
    high = parts[first].high
    for part in parts[first + 1 :]:
        if part.kind != "stable" or part.low in corners:
            break
        high = part.high
    return parts[first].low, high


def _no_rest(sentence: str) -> Excitability:
    return Excitability("no stable rest", None, None, sentence)


def _current(bifurcation: Bifurcation, parameters: Parameters) -> Number:
    return Number(bifurcation.current, "pA" if parameters.dimensional else "", ".4g")


def _class_1(parameters: Parameters, fold: Bifurcation) -> Excitability:
    sentence = msg(
        "Class 1: rest is lost in a saddle-node at I = {current}, before it could begin to "
        "oscillate; where the reset leads back past the ghost of the lost resting state, firing "
        "starts at an arbitrarily low rate.",
        current=_current(fold, parameters),
    )
    return Excitability("class 1", fold, (-inf, fold.current), sentence)


def _class_2(
    parameters: Parameters, oscillation: Bifurcation, saddle_node_list: list[Bifurcation]
) -> Excitability:
    later = [b for b in saddle_node_list if b.current > oscillation.current]
    facts = {
        "current": _current(oscillation, parameters),
        "rhythm": Number(oscillation.frequency_hz or 0.0, "Hz", ".3g"),
    }
    if later:
        sentence = msg(
            "Class 2: rest loses stability in an Andronov-Hopf bifurcation at I = {current}, "
            "before the saddle-node at {fold}; near it the neuron rings at about {rhythm}, and "
            "firing, where the reset sustains it, starts with a jump in rate.",
            **facts,
            fold=_current(min(later, key=lambda one: one.current), parameters),
        )
    else:
        sentence = msg(
            "Class 2: rest loses stability in an Andronov-Hopf bifurcation at I = {current}; near "
            "it the neuron rings at about {rhythm}, and firing, where the reset sustains it, "
            "starts with a jump in rate.",
            **facts,
        )
    return Excitability("class 2", oscillation, (-inf, oscillation.current), sentence)


def _inhibition_induced(
    parameters: Parameters, low: Bifurcation, high: Bifurcation
) -> Excitability:
    sentence = msg(
        "Inhibition-induced: rest is stable only between I = {low} ({end}) and {high} ({other}); "
        "at the lower end, less current, not more, ends it (a < 0).",
        low=_current(low, parameters),
        end=msg(low.kind),
        high=_current(high, parameters),
        other=msg(high.kind),
    )
    return Excitability("inhibition-induced", low, (low.current, high.current), sentence)


def _without_leak(parameters: Parameters) -> Excitability:
    rest = fixed_points(parameters, 0.0)
    if not rest or not rest[0].stable:
        return _no_rest(
            "No stable rest: without the -u term there is at most one equilibrium, and here it is "
            "not stable at any current."
        )
    sentence = msg(
        "Perfect adaptation: the only equilibrium stays at v = {v} and is stable at every I, "
        "because u absorbs the whole current; there is no bifurcation, and only a current that "
        "rises fast enough triggers a spike.",
        v=Number(rest[0].v, "mV", ".4g"),
    )
    return Excitability("accommodating", None, (-inf, inf), sentence)

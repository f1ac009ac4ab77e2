"""The facts next to the plots of the Neuron view."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING

from izhikevich.analysis import adaptation_index, cv, rate
from izhikevich.dynamics import Bifurcation, FixedPoint
from izhikevich.messages import Message, Number, joined, listed_numbers, marked, msg, written
from izhikevich.neuron.trace import Trace
from izhikevich.units import LONG_TIME
from izhikevich.views.neuron.run import Run
from izhikevich.views.neuron.spike_pattern import Firing
from izhikevich.views.part import Readout

if TYPE_CHECKING:  # imported when there is a recording
    from izhikevich.views.neuron.match import Match

_SAME_RULES = marked("The regime map uses the same rules, over a longer time.")


def readouts(run: Run) -> list[Readout]:
    """Return the facts about the spikes and about the equilibria."""
    spikes = []
    if run.trace is not None and run.firing is not None:
        spikes = list(_spikes(run.trace, run.firing))
    return [*_match(run.match), *spikes, *_equilibria(run), *_bifurcations(run)]


def _match(found: Match | None) -> Iterator[Readout]:
    if found is None:
        return
    text = "Spikes of the run and of the recording, as long as both last."
    yield Readout("Spikes, model/cell", f"{found.model}/{found.recorded}", help=text)
    text = (
        "Coincidence factor of the spikes within 2 ms: 1 if all coincide, 0 if no more than those "
        "of a Poisson train."
    )
    yield Readout("Coincidence", written(found.coincidence, ".2f"), help=text)
    if not isnan(found.error):
        text = (
            "Root mean square difference of the voltages, away from the spikes of both: from 5 ms "
            "after one to 2 ms before the next."
        )
        yield Readout("Voltage error", written(found.error, ".2f"), "mV", text)


def _spikes(trace: Trace, firing: Firing) -> Iterator[Readout]:
    yield Readout("Spikes", str(firing.count), help="Number of resets in this run.")
    if firing.artefacts:
        text = "Spikes produced by the steps, not the equations; they are counted nowhere else."
        yield Readout("Numerical artefacts", str(firing.artefacts), help=text)
    rule = joined(" ", [msg(firing.regime.rule), msg(_SAME_RULES)])
    yield Readout("Regime", firing.name, help=rule)
    if not firing.count:
        return
    begin, unit = (firing.first, "ms") if firing.first < LONG_TIME else (0.001 * firing.first, "s")
    form = ".2f" if unit == "ms" else ".5f"
    yield Readout("First spike", written(begin, form), unit, "Time of the first reset.")
    if not firing.intervals.size:
        return
    mean_rate = rate(trace.genuine_times, 0.0, float(trace.t[-1]))
    yield Readout(
        "Mean rate",
        written(mean_rate, ".1f"),
        "Hz",
        "Number of spikes divided by the duration of the run.",
    )
    first, last = firing.intervals[0], firing.intervals[-1]
    yield Readout(
        "First and last interval",
        listed_numbers([written(first, ".2f"), written(last, ".2f")]),
        "ms",
        msg(
            "Between successive spikes; their mean is {mean}.",
            mean=Number(firing.intervals.mean(), "ms", ".2f"),
        ),
    )
    variation = cv(trace.genuine_times)
    if not isnan(variation):
        text = "Standard deviation of the intervals divided by their mean; 0 if regular."
        yield Readout("CV of the intervals", written(variation, ".2f"), help=text)
    if firing.bursts:
        yield Readout(
            "Spikes per burst",
            listed_numbers([written(size, "d") for size in firing.bursts]),
            help="The spike train, split at its long intervals.",
        )
        return
    index = adaptation_index(trace.genuine_times)
    if not isnan(index):
        text = "Mean relative change from one interval to the next; positive if firing slows."
        yield Readout("Adaptation index", written(index, ".3f"), help=text)


def _equilibria(run: Run) -> Iterator[Readout]:
    unit = run.parameters.units["I"]
    text = "Where both nullclines cross; a stable one is a resting state."
    label: str = msg("Equilibria at I = {current}", current=Number(run.shown_current, form=".4g"))
    if not run.equilibria:
        yield Readout(label, "none", help=text)
    for point in run.equilibria:
        yield Readout(
            label,
            msg(
                "{kind} ({v}, {u})",
                kind=msg(point.kind),
                v=Number(point.v, "mV", ".1f"),
                u=Number(point.u, form=".4g"),
            ),
            help=_eigenvalues(point, unit),
        )
        label = ""


def _eigenvalues(point: FixedPoint, unit: str) -> Message:
    first, second = point.eigenvalues
    if first.imag:
        return msg(
            "Where both nullclines cross; a stable one is a resting state. u in {unit}; "
            "eigenvalues {real} ± {imaginary} i per ms.",
            unit=unit,
            real=Number(first.real, form=".3g"),
            imaginary=Number(abs(first.imag), form=".3g"),
        )
    return msg(
        "Where both nullclines cross; a stable one is a resting state. u in {unit}; "
        "eigenvalues {first} and {second} per ms.",
        unit=unit,
        first=Number(first.real, form=".3g"),
        second=Number(second.real, form=".3g"),
    )


def _bifurcations(run: Run) -> Iterator[Readout]:
    unit = run.parameters.units["I"]
    kind = run.excitability
    if run.saddle_node is None and run.hopf is None:
        yield Readout("Bifurcations", "none at any I", help=kind.sentence)
        return
    if run.saddle_node is not None:
        yield Readout("Saddle-node at I", _current(run.saddle_node), unit, run.saddle_node.note)
    if run.hopf is not None:
        yield Readout("Andronov–Hopf at I", _current(run.hopf), unit, run.hopf.note)
    yield Readout("Excitability", kind.kind, help=kind.sentence)


def _current(bifurcation: Bifurcation) -> Message:
    return written(bifurcation.current, ".4g")

"""The facts next to the plots of the Fit view, its summary sentence, and its notices."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from izhikevich.fitting.fit import Fit
from izhikevich.fitting.objective import GOOD_COUNT, GOOD_INTERVAL, GOOD_LATENCY
from izhikevich.fitting.parameter_list import fitted_parameters
from izhikevich.messages import Message, Number, counted, joined, msg, written
from izhikevich.views.fit.facts import facts
from izhikevich.views.fit.neuron_state import neuron_link
from izhikevich.views.fit.snapshot import Snapshot
from izhikevich.views.part import Action, Notice, Readout, Saved
from izhikevich.views.registry import VIEWS

#: Times the errors of a good model, and it is still usable.
_FAIR = 3.0
_GOOD_COINCIDENCE, _FAIR_COINCIDENCE = 0.5, 0.3
_OF_HELD = "Model and recording, sweep by sweep, of those that the search has not seen."
_OF_SEEN = "Model and recording, sweep by sweep. No sweep is held out: the search has seen all."


def readouts(shown: Snapshot) -> list[Readout]:
    """Return the facts about a fit in its current state."""
    if shown.found is None:
        return list(_recorded(shown))
    return [*_agreement(shown), *_parameters(shown.found), *_recorded(shown)]


def summary(shown: Snapshot) -> Message:
    """Return how good the model is, in one or two sentences."""
    if shown.found is None:
        return shown.no_model
    judged = shown.judged
    spikes, recorded = (
        sum(one.model.size for one in judged),
        sum(one.recorded.size for one in judged),
    )
    held = judged[0].held_out
    where = msg("held-out sweeps") if held else msg("sweeps that it was fitted to")
    fires = counted(
        "In the {where} the model fires {model} spikes, the cell {count}",
        "In the {where} the model fires {model} spikes, the cell {count}",
        recorded,
        where=where,
        model=spikes,
    )
    details = []
    known = facts(shown)
    if "first spike" in known:
        details.append(
            msg("the first one {time} apart", time=Number(known["first spike"], "ms", ".1f"))
        )
    if "interval error" in known:
        details.append(
            msg("intervals {part} apart", part=Number(known["interval error"], "%", ".0f"))
        )
    return msg("{facts}: {verdict}.", facts=joined(", ", [fires, *details]), verdict=verdict(shown))


def verdict(shown: Snapshot) -> Message:
    """Return how far the model is to be trusted, in a few words."""
    known = facts(shown)
    if "interval error" not in known:  # a few spikes, or a current that fluctuates
        gamma = known.get("coincidence", 0.0)
        good, fair = gamma >= _GOOD_COINCIDENCE, gamma >= _FAIR_COINCIDENCE
    else:
        good, fair = _agrees(shown, 1.0), _agrees(shown, _FAIR)
    if good:
        return msg("a good model")
    return msg("a rough model") if fair else msg("not yet a model of this cell")


def _agrees(shown: Snapshot, factor: float) -> bool:
    """Tell whether the errors are at most these times the limits of a good model."""
    known = facts(shown)
    for one in shown.judged:
        apart, n = abs(one.model.size - one.recorded.size), one.recorded.size
        if apart > factor * max(0.5, GOOD_COUNT * n):
            return False
    close = known.get("first spike", 0.0) <= factor * GOOD_LATENCY
    return close and known["interval error"] <= factor * GOOD_INTERVAL * 100.0


def notices(shown: Snapshot) -> Iterator[Notice]:
    """Yield why there is no model, or the way out and the caveats."""
    why, parameter = shown.session.trouble
    if why:
        yield Notice("error", shown.no_model, parameter)
    if shown.found is None:
        return
    link = neuron_link(shown.found, shown.sweep)
    beneath = neuron_link(shown.found, shown.sweep, shown.recorded)
    name = shown.found.recording.name or msg("fitted cell")
    yield Notice(
        "info",
        "The best parameters so far, in the Neuron view, over the recording: phase plane, "
        "bifurcations, f–I curve.",
        actions=(
            Action("Open in Neuron", see=beneath),
            Action("Save the cell", keep=Saved(name, link, VIEWS["neuron"]().kept)),
        ),
    )
    texts = shown.found.warnings()
    if texts:
        yield Notice("warning", joined(" ", texts), badge=msg("caveats"))


def _agreement(shown: Snapshot) -> Iterator[Readout]:
    judged, known = shown.judged, facts(shown)
    held = judged[0].held_out
    label = msg("Spikes, held out") if held else msg("Spikes")
    text = _OF_HELD if held else _OF_SEEN
    both = [f"{one.model.size}/{one.recorded.size}" for one in judged[:6]]
    yield Readout(label, " · ".join(both), help=text)
    if "first spike" in known:
        help_ = "Mean difference of the first spikes of these sweeps."
        yield Readout("First spike", "±" + written(known["first spike"], ".1f"), "ms", help_)
    if "interval error" in known:
        help_ = "Mean difference of the mean intervals of these sweeps."
        yield Readout("Intervals", "±" + written(known["interval error"], ".1f"), "%", help_)
    help_ = (
        "Coincidence factor of the spikes within 2 ms: 1 if all coincide, 0 if no more than those "
        "of a Poisson train."
    )
    yield Readout("Coincidence", written(known["coincidence"], ".2f"), help=help_)
    text = "What the search minimises, over the sweeps that it sees: 0 is a perfect fit."
    assert shown.found is not None
    yield Readout("Loss", written(shown.found.loss, ".3g"), help=text)
    text = "Parameter sets that were tried."
    yield Readout("Evaluations", written(shown.found.evaluations, ","), help=text)


def _parameters(found: Fit) -> Iterator[Readout]:
    # Those that were searched for come first.
    for one in sorted(fitted_parameters(found), key=lambda one: one.name not in found.names):
        text: str = msg("Voltage at which a spike is cut off, read off the recorded spikes.")
        if one.name in found.names:
            low, high = (Number(end, one.unit, ".3g") for end in (one.low, one.high))
            text = msg(
                "Parameter sets that are about as good have {low} to {high}.", low=low, high=high
            )
        yield Readout(one.name, written(one.value, ".4g"), one.unit, text)


def _recorded(shown: Snapshot) -> Iterator[Readout]:
    recording = shown.recording
    if recording is None:
        return
    counts = [len(events) for events in shown.session.spikes]
    text = "Number of spikes that were found in each sweep, without a threshold typed in."
    yield Readout("Recorded spikes", " · ".join(map(str, counts[:12])), help=text)
    yield Readout("Sweeps", f"{recording.n_sweeps}", help="Number of sweeps of the recording.")
    if isfinite(recording.dt):
        text = "Interval between samples."
        yield Readout("Sampled every", written(recording.dt, ".3g"), "ms", text)

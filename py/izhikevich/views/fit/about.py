"""The explanation next to the plots of the Fit view."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from izhikevich.fitting.fit import Fit
from izhikevich.fitting.parameter_list import fitted_parameters
from izhikevich.fitting.samples import SAMPLES
from izhikevich.fitting.verdict import SweepVerdict
from izhikevich.messages import Message, Number, joined, msg
from izhikevich.views.about import Block, Section, equations, explanation, items, section, text
from izhikevich.views.equations import factored, general, live
from izhikevich.views.fit.network_state import network_link
from izhikevich.views.fit.neuron_state import neuron_link
from izhikevich.views.fit.presets import sample_of
from izhikevich.views.fit.snapshot import Snapshot

_SEARCH = (
    "The voltage between spikes gives first guesses, by linear regression. A search then tries "
    "whole populations of parameter sets, keeps what is better, and follows the valleys that it "
    "finds. What it compares are the number and the times of the [spikes](curve:model/recording), "
    "and the voltage below threshold.",
    "It does not see the sweeps that are [held out](parameter:held_out): how the model does there "
    "tells how far to trust it.",
)
_TRIES: Mapping[str, tuple[str, ...]] = {
    "recorded_cell": (
        "The whole search: [100 %](set:searched=100).",
        "Judged by the last sweep alone: [hold out the last one](set:held_out=last).",
        "Another start: [seed 1](set:seed=1). Are the parameters the same?",
        "Parameters that are [known](see:#fit?preset=known_parameters), so that the search can "
        "be checked.",
    ),
    "known_parameters": (
        "The whole search: [100 %](set:searched=100).",
        "Which parameters are only known together? See [the ranges](panel:ranges).",
        "With fewer sweeps: [hold out 1 to 4](set:held_out=1,2,3,4).",
        "A [real cell](see:#fit?preset=recorded_cell).",
    ),
}
_BIOLOGY = (
    "A neuron of this form has two variables and one height of spikes. Cells have many currents: "
    "spikes that shrink or broaden, f–I curves that flatten, and after-potentials of several "
    "phases are beyond it, while numbers and times of spikes are often within a few percent."
)
_SOURCES = (
    "E. M. Izhikevich, [Dynamical Systems in Neuroscience]"
    "(https://doi.org/10.7551/mitpress/2526.001.0001), MIT Press (2007), chapter 8.",
    "W. Gerstner, R. Naud, [How good are neuron models?](https://doi.org/10.1126/science.1181936), "
    "Science 326 (2009) 379–380.",
    "J. Zhang, A. C. Sanderson, [JADE: adaptive differential evolution]"
    "(https://doi.org/10.1109/TEVC.2009.2014613), IEEE Trans. Evolutionary Computation 13 (2009) "
    "945–958.",
)


def about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation of a fit that started from a preset."""
    what = section("How it works", text(*_SEARCH))
    source = text(SAMPLES[sample_of(preset)].source)
    parts = explanation(
        what, _TRIES[preset], _equations(shown), _BIOLOGY, [source, items(*_SOURCES)]
    )
    trust = section("How far to trust it", *_trust(shown))
    first, *others = parts
    return (*((trust,) if trust else ()), first, *others)


def _trust(shown: Snapshot) -> list[Block | None]:
    found = shown.found
    if found is None:
        return []
    ties = [", ".join(group) for group in found.ties()]
    tied = [
        msg("Only known together: {names}. One can vary if the others follow.", names=names)
        for names in ties
    ]
    network = network_link(found, shown.sweep)
    return [
        items(*(_in_words(one) for one in found.sweeps)),
        text("Parameter sets that are about as good as the best one have:"),
        items(*_ranges(found)),
        text(*tied) if tied else None,
        text(
            f"[Open it in the Neuron view](see:{neuron_link(found, shown.sweep, shown.recorded)})."
        ),
        text(f"[Use it in a network](see:{network}).") if network else None,
    ]


def _in_words(one: SweepVerdict) -> Message:
    facts = {"sweep": one.sweep, "model": one.model.size, "recorded": one.recorded.size}
    if one.held_out:
        parts = [msg("Sweep {sweep}, held out: {model} spikes, recorded {recorded}", **facts)]
    else:
        parts = [msg("Sweep {sweep}: {model} spikes, recorded {recorded}", **facts)]
    if isfinite(one.first):
        late = Number(abs(one.first), "ms", ".1f")
        parts.append(
            msg("the first one {time} late", time=late)
            if one.first >= 0
            else msg("the first one {time} early", time=late)
        )
    if isfinite(one.interval):
        by = Number(100.0 * abs(one.interval), "%", ".0f")
        parts.append(
            msg("intervals {part} longer", part=by)
            if one.interval >= 0
            else msg("intervals {part} shorter", part=by)
        )
    return msg("{facts}.", facts=joined(", ", parts))


def _ranges(found: Fit) -> list[Message]:
    return [
        msg(
            "{name} = {value} ({low} to {high})",
            name=one.name,
            value=Number(one.value, one.unit, ".4g"),
            low=Number(one.low, form=".3g"),
            high=Number(one.high, form=".3g"),
        )
        for one in fitted_parameters(found)
        if one.name in found.names
    ]


def _equations(shown: Snapshot) -> Section | None:
    if shown.found is None:
        return None
    p = shown.found.parameters
    factors = factored(p, named=False)
    return section(
        "Equations with current values",
        equations(*general(p, "≥"), quiet=True),
        equations(*live(p, "≥", None, named=False)),
        equations(factors) if factors else None,
    )

"""The explanation next to the plots of the Network view."""

from __future__ import annotations

from izhikevich.network.populations import Population
from izhikevich.network.synapses.expression import DEFAULT
from izhikevich.network.synapses.kinetics import Alpha, DoubleExponential, Kinetics
from izhikevich.networks.templates import NetworkTemplate
from izhikevich.views.about import Section, equations, explanation, items, section, text
from izhikevich.views.equations import fires, general, live
from izhikevich.views.mathml import Node, below, fraction, number, plus, row, sign, symbol, words
from izhikevich.views.network.about_texts import TEXTS
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.network.templates import template_of

_OF_ONE_STEP = (
    "*ξ* is a Gaussian random number, redrawn at each step; each sum runs over the neurons "
    "*j* that fired one delay earlier, with the weight *w* of each synapse."
)
_OF_DECAYING = (
    "*ξ* is a Gaussian random number, redrawn at each step. A spike that arrives adds the weight "
    "of its synapse to *g*; α and exp functions rise to it first. Times are in ms."
)


def about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation of a network that started from a preset."""
    texts = TEXTS[preset]
    template = _template(shown)
    why, from_ = texts.why, texts.sources
    if template is not None:
        why, from_ = (template.text,), (template.source,) if template.source else ()
    what = section("How it works", *(text(one) for one in why))
    sources = [items(*from_)] if from_ else []
    return explanation(what, texts.tries, _equations(shown), texts.biology, sources)


def _template(shown: Snapshot) -> NetworkTemplate | None:
    """Return the network to begin from, if this one is unchanged."""
    maker, arguments = shown.session.changes.origin or ("", {})
    if maker != "custom":
        return None
    return template_of(arguments["populations"], arguments["projections"])


def _equations(shown: Snapshot) -> Section | None:
    population, index = shown.where
    beyond = fires(shown.session.net.scheme)
    return section(
        "Equations with the values of the selected neuron",
        equations(*general(shown.parameters, beyond), quiet=True),
        equations(
            *live(shown.parameters, beyond, None, named=False),
            _current(population, index),
            *(_decay(target, own) for target, own in population.tau.items()),
        ),
        text(_OF_DECAYING if population.tau else _OF_ONE_STEP),
    )


def _current(population: Population, index: int) -> Node:
    """Return the current into a neuron: constant, noise, and synaptic."""
    own = {name: float(population.values[name][index]) for name in ("i_offset", "noise")}
    text_of = population.conductance.text
    parts: list[Node] = [number(own["i_offset"])]
    if own["noise"]:
        parts.append(plus(own["noise"], None, symbol("ξ")))
    if text_of == DEFAULT and not population.tau:
        parts += [sign("+"), _sum("exc"), sign("−"), _sum("inh")]
    else:
        parts += [sign("+"), words(text_of.replace("-", "−"))]
    return row(symbol("I"), sign("="), *parts)


def _decay(target: str, kinetics: Kinetics) -> Node:
    """Return how a conductance changes between spikes."""
    g = row(below(symbol("g"), words(target)))
    if isinstance(kinetics, Alpha):
        return row(g, sign(":"), words(" α("), number(kinetics.tau), words(" ms)"))
    if isinstance(kinetics, DoubleExponential):
        times = (number(kinetics.rise), sign(","), number(kinetics.decay))
        return row(g, sign(":"), words(" exp("), *times, words(" ms)"))
    slope = row(g, sign("′"))
    return row(slope, sign("="), sign("−"), fraction(g, number(kinetics)))


def _sum(target: str) -> Node:
    fired = row(symbol("j"), words(f" {target}."))
    return row(below(sign("∑"), fired), below(symbol("w"), symbol("j")))

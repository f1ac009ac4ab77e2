"""The explanation next to the plots of the Network view."""

from __future__ import annotations

from izhikevich.network.populations import Population
from izhikevich.views.about import Section, equations, items, section, text, written
from izhikevich.views.equations import fires, general, live
from izhikevich.views.mathml import Node, below, number, plus, row, sign, symbol, words
from izhikevich.views.network.about_texts import TEXTS
from izhikevich.views.network.snapshot import Snapshot


def about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation of a network that started from a preset."""
    texts = TEXTS[preset]
    return written(
        (
            section("How it works", *(text(one) for one in texts.why)),
            section("Try", items(*texts.tries)),
            _equations(shown),
            section("In the brain", text(texts.biology)),
            section("Sources", items(*texts.sources)),
        )
    )


def _equations(shown: Snapshot) -> Section | None:
    population, index = shown.where
    beyond = fires(shown.session.net.scheme)
    return section(
        "Equations with the values of the selected neuron",
        equations(*general(shown.parameters, beyond), quiet=True),
        equations(*live(shown.parameters, beyond, None, named=False), _current(population, index)),
        text(
            "*ξ* is a Gaussian random number, redrawn at each step; each sum runs over the neurons "
            "*j* that fired one delay earlier, with the weight *w* of each synapse."
        ),
    )


def _current(population: Population, index: int) -> Node:
    """Return the current into a neuron: constant, noise, and synaptic."""
    own = {name: float(population.values[name][index]) for name in ("i_offset", "noise")}
    text_of = population.conductance.text
    parts: list[Node] = [number(own["i_offset"])]
    if own["noise"]:
        parts.append(plus(own["noise"], None, symbol("ξ")))
    if text_of == "g_exc - g_inh":
        parts += [sign("+"), _sum("exc"), sign("−"), _sum("inh")]
    else:
        parts += [sign("+"), words(text_of.replace("-", "−"))]
    return row(symbol("I"), sign("="), *parts)


def _sum(target: str) -> Node:
    fired = row(symbol("j"), words(f" {target}."))
    return row(below(sign("∑"), fired), below(symbol("w"), symbol("j")))

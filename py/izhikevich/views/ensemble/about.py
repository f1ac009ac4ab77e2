"""The explanation next to the plots of the Ensemble view."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.views.about import Block, Section, equations, explanation, items, section, text
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.equations import live
from izhikevich.views.mathml import (
    Node,
    below,
    bracketed,
    derivative,
    element,
    fraction,
    number,
    plus,
    power,
    row,
    sign,
    symbol,
    words,
)

_DECODED = "[the decoded value](curve:signal/decoded)"
_TUNING = "[tuning curves](panel:tuning)"

_TYPE = (
    f"Each neuron fires more for some values than for others: see its {_TUNING}. No single neuron "
    "tells the value, but together they do. The decoders are chosen once, by least squares, so "
    f"that the weighted sum of the filtered spikes, {_DECODED}, is as close to the "
    "[target](curve:signal/target) as possible. What remains is the ripple of single spikes, the "
    "delay of the synapse, and the memory of the neurons: those that adapt also respond to changes."
)
_TYPE_TRIES = (
    "From few neurons, [10](set:neurons=10), to many, [300](set:neurons=300), the error falls and "
    "then levels off. Why: [error by size](panel:sizes).",
    "A short synapse, [5 ms](set:synapse=5), lets the spikes through; a long one, "
    "[100 ms](set:synapse=100), adds delay.",
    "Without adaptation: a recovery [ten times as fast](set:recovery=10).",
    "Pass it on: [a second ensemble](set:second=on) receives *x*².",
)
_SECOND = (
    "The [second ensemble](parameter:second) receives a function of what the first represents: the "
    "same spikes with other decoders, filtered by the synapse. Its own decoders read its spikes "
    "in turn, so errors of the first become input of the second. Both rasters, both values and "
    "voltages of many neurons are in [one plot](panel:together)."
)

#: By preset: what happens, and what to try.
_TEXTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "communication": (
        "No neuron of the second ensemble receives the value: each receives a weighted sum of the "
        "spikes of the first, filtered by the synapse, and all these sums together are the value "
        "that the first represents. The [target](curve:signal/target) has passed through the same "
        "synapses, so their delay does not count as an error.",
        (
            "A function on the way: [x²](set:function=x**2), [sin(πx)](set:function=sin(pi*x)).",
            "With neurons that adapt: [default recovery](set:recovery=1&recovery_b=1).",
            "Fewer neurons: [20 each](set:neurons=20&neurons_b=20).",
        ),
    ),
    "squaring": (
        "A connection need not pass on *x*: with other decoders for the same spikes it passes on "
        "*x*². So computing means choosing weights. The decoders are made for steady rates, and "
        "neurons that hardly adapt keep close to them.",
        (
            "With neurons that adapt, it fails: [default recovery](set:recovery=1&recovery_b=1).",
            "Another function: [|x|](set:function=abs(x)), [sin(πx)](set:function=sin(pi*x)).",
            "How much each neuron contributes: [decoders](panel:decoders).",
        ),
    ),
    "constant": (
        "All neurons start at the same *v*, with *u* at rest, so the first spikes come early and "
        "nearly at the same time. The decoders, made for steady firing, read them as too large a "
        "value; then each spike raises *u*, and the rates fall to those the decoders expect.",
        (
            "Run it longer, [500 ms](set:duration=500): it settles.",
            "See [voltage and recovery](panel:cell) of the selected neuron.",
        ),
    ),
    "square": (
        "A connection need not pass on *x*: with other decoders for the same spikes it passes on "
        "*x*². So computing means choosing weights. But decoders are made for steady rates: "
        "neurons whose rate depends on their history spoil the result, most of all where the "
        "target changes fast.",
        (
            "Without adaptation in either: [ten times as fast](set:recovery=10&recovery_b=10).",
            "Another function: [|x|](set:function=abs(x)), [sin(πx)](set:function=sin(pi*x)).",
            "How much each neuron contributes: [decoders](panel:decoders).",
        ),
    ),
    "product": (
        "A product needs neurons that receive both factors: only they can respond to *x* and *y* "
        "in combination, which no sum of separate responses can express. So the first ensemble "
        "represents both, as a point in the plane.",
        (
            "A sum instead, which needs no such neurons: [x0 + x1](set:function=x0+x1).",
            "With neurons that adapt: [default recovery](set:recovery=1&recovery_b=1).",
        ),
    ),
    "integrator": (
        "On its own, the loop synapse would forget with its time constant; the feedback "
        "compensates for exactly that. Any remaining difference between the decoded and the "
        "fed-back value causes drift: the ensemble moves slowly to values at which the two agree.",
        (
            "A loop that leaks: [γ = 0.9](set:gain=0.9).",
            "A shorter loop synapse, [20 ms](set:loop_synapse=20), drifts faster.",
            "Neurons that adapt forget: [default recovery](set:recovery=1).",
        ),
    ),
    "oscillator": (
        "In two dimensions the loop can rotate what it feeds back, so the state circles. The "
        "rotation is matched to the loop synapse, so that a circle takes "
        "[one period](parameter:frequency).",
        (
            "Twice as fast: [2 Hz](set:frequency=2).",
            "Below 1 it dies out: [γ = 0.9](set:gain=0.9); above 1 it grows to the edge: "
            "[γ = 1.1](set:gain=1.1).",
        ),
    ),
    "plane": (
        "In two dimensions each neuron has an encoder, the direction for which it fires most. For "
        "other directions it fires less, with the cosine of the angle. The point is read out as "
        "the combined pull of all these directions.",
        (
            "Fewer neurons: [30](set:neurons=30).",
            "Another curve: [twice as fast in y](set:signal_y=sine(1,2)).",
        ),
    ),
}

_BIOLOGY = (
    "Populations of cells that represent a value are found all over the brain: direction of "
    "movement in motor cortex, heading, eye position, which an integrator in the brainstem holds "
    "in the absence of input."
)
_SOURCES = (
    "C. Eliasmith, C. H. Anderson, Neural Engineering, MIT Press (2003).",
    "T. Bekolay et al., [Nengo: a Python tool for building large-scale functional brain models]"
    "(https://doi.org/10.3389/fninf.2013.00048), Frontiers in Neuroinformatics 7 (2014) 48.",
    "The method is that of Nengo 4.1, whose class Izhikevich has the same neurons.",
)


def about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation of an ensemble that started from a preset."""
    why, tries = _TEXTS.get(preset, (_TYPE, _TYPE_TRIES))
    added = shown.setup.chain and "second" in shown.setup.values
    what = section("How it works", text(why), *([text(_SECOND)] if added else ()))
    return explanation(what, tries, _equations(shown), _BIOLOGY, [items(*_SOURCES)])


def _equations(shown: Snapshot) -> Section | None:
    values = shown.setup.values
    i = symbol("i")
    x: Node = row(symbol("x"), sign("/"), number(float(values["radius"]), "radius"))
    along = row(below(symbol("e"), i), sign("·"), x)
    noise = float(values["noise"])
    current = row(
        below(symbol("I"), i),
        *(sign("="), below(symbol("α"), i), along, sign("+"), below(symbol("β"), i)),
        *((plus(noise, "noise", symbol("ξ")),) if noise else ()),
    )
    tau = number(float(values["synapse"]), "synapse")
    time = element("mi", "t")
    shape = power(element("mi", "e"), row(sign("−"), time, sign("/"), tau))
    decoded = row(
        element("mover", element("mi", "x"), sign("^")),
        *(bracketed(time), sign("="), below(sign("∑"), i), below(symbol("d"), i)),
        bracketed(symbol("h"), sign("∗"), below(symbol("s"), i)),
        bracketed(time),
    )
    kernel = row(
        *(symbol("h"), bracketed(time), sign("=")),
        fraction(element("mn", "1"), tau),
        shape,
        words("  (ms)"),
    )
    return section(
        "Equations with current values",
        text("Input to a neuron, with its encoder *e*, gain *α* and bias *β*:"),
        equations(current),
        text("Its dynamics, as for all neurons of its cell type:"),
        equations(*live(shown.built.ensemble.parameters, "≥", None, named=False)),
        text(
            "How its spikes *s* are decoded, with decoders *d* and the filter *h* of the synapse:"
        ),
        equations(decoded, kernel),
        *_loop(shown),
    )


def _loop(shown: Snapshot) -> tuple[Block | None, ...]:
    values = shown.setup.values
    if not shown.setup.loop:
        return ()
    tau, gain = float(values["loop_synapse"]), float(values["gain"])
    x = element("mi", "x")
    back = row(number(gain, "gain"), x)
    if shown.setup.dimensions > 1:
        turn = row(
            element("mn", "2"),
            *(symbol("π"), sign("·"), number(float(values["frequency"]), "frequency")),
        )
        back = row(bracketed(number(gain, "gain"), sign("+"), turn, symbol("τJ")), x)
    loop = row(
        *(symbol("τ"), derivative("x"), sign("="), back, sign("−"), x),
        *(sign("+"), symbol("τ"), symbol("input"), sign(","), words(" "), symbol("τ"), sign("=")),
        *(number(tau, "loop_synapse"), words(" ms")),
    )
    if shown.setup.dimensions > 1:
        return text("Effect of the loop; *J* rotates by a right angle:"), equations(loop)
    return text("Effect of the loop:"), equations(loop)

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

_DECODED = "[what is decoded](curve:signal/decoded)"
_TUNING = "[tuning curves](panel:tuning)"

_TYPE = (
    f"Each neuron fires for some values more than for others: see its {_TUNING}. None of them "
    "says what the value is, but all together do. The decoders are chosen once, by least "
    f"squares, so that the weighted sum of the filtered spikes, {_DECODED}, is as near to the "
    "[target](curve:signal/target) as it can be. What is left are the ripples of single spikes, "
    "the delay of the synapse, and what the neurons remember: those that adapt also respond to "
    "changes."
)
_TYPE_TRIES = (
    "Few neurons, [10](set:neurons=10), or many, [300](set:neurons=300): the error falls, and "
    "then it does not. Why: [error by size](panel:sizes).",
    "A short synapse, [5 ms](set:synapse=5), lets the spikes through; a long one, "
    "[100 ms](set:synapse=100), delays.",
    "Without adaptation: a recovery [ten times as fast](set:recovery=10).",
)

#: By preset: what happens, and what to try.
_TEXTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "constant": (
        "All neurons start at the same *v*, with *u* at rest. So the first spikes come early and "
        "at nearly the same time, which the decoders, made for steady firing, read as too much; "
        "each spike lifts *u*, and the rates fall to what they were made for.",
        (
            "Run it longer, [500 ms](set:duration=500): it settles.",
            "See [voltage and recovery](panel:cell) of the selected neuron.",
        ),
    ),
    "square": (
        "A connection need not hand on *x*: with other decoders for the same spikes it hands on "
        "*x*². So computing is choosing weights. But decoders are made for steady rates: neurons "
        "whose rate depends on what was before spoil it, and most so where the target changes "
        "fast.",
        (
            "Without adaptation in both: [ten times as fast](set:recovery=10&recovery_b=10).",
            "Another function: [|x|](set:function=abs(x)), [sin(πx)](set:function=sin(pi*x)).",
            "What is decoded by which neuron: [decoders](panel:decoders).",
        ),
    ),
    "product": (
        "A product needs neurons that hear both factors: only then do some fire for *x* and *y* "
        "together, which no sum of what each fires alone can tell. So the first ensemble holds "
        "both, as a point in the plane.",
        (
            "The sum instead, which needs no such neurons: [x0 + x1](set:function=x0+x1).",
            "With neurons that adapt: [default recovery](set:recovery=1&recovery_b=1).",
        ),
    ),
    "integrator": (
        "The synapse of the loop would forget with its time constant; what is fed back makes up "
        "for exactly that. What is left of the difference between decoded and fed-back value "
        "drifts: "
        "the ensemble moves slowly to values at which both agree.",
        (
            "A loop that leaks: [γ = 0.9](set:gain=0.9).",
            "A shorter synapse of the loop, [20 ms](set:loop_synapse=20), drifts faster.",
            "Neurons that adapt forget: [default recovery](set:recovery=1).",
        ),
    ),
    "oscillator": (
        "In two dimensions the loop can turn what it feeds back: the state goes around. The "
        "turn of a loop is chosen for its synapse, so that it takes "
        "[one period](parameter:frequency).",
        (
            "Twice as fast: [2 Hz](set:frequency=2).",
            "Below 1 it dies out: [γ = 0.9](set:gain=0.9); above it grows to the edge: "
            "[γ = 1.1](set:gain=1.1).",
        ),
    ),
    "plane": (
        "With two dimensions each neuron has an encoder, a direction for which it fires most. For "
        "any other it fires less, by the cosine of the angle. The point is read off as where the "
        "many arrows pull.",
        (
            "Fewer neurons: [30](set:neurons=30).",
            "Another curve: [twice as fast in y](set:signal_y=sine(1,2)).",
        ),
    ),
}

_BIOLOGY = (
    "Populations of cells that hold a value are found all over the brain: directions of "
    "movement in motor cortex, heading of the body, position of the eyes, which an integrator in "
    "the brainstem holds while nothing drives them."
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
    what = section("What happens", text(why))
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
        text("What a neuron gets, by its encoder *e*, gain *α* and bias *β*:"),
        equations(current),
        text("What it does with it, as all neurons of its cell type:"),
        equations(*live(shown.built.ensemble.parameters, "≥", None, named=False)),
        text("How its spikes *s* are read, by decoders *d* and the filter *h* of the synapse:"),
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
        return text("What the loop makes of it; *J* turns by a right angle:"), equations(loop)
    return text("What the loop makes of it:"), equations(loop)

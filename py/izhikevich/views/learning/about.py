"""The explanation next to the plots of the Learning view."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from izhikevich.learning import Surrogate
from izhikevich.views.about import Section, equations, explanation, items, section, text
from izhikevich.views.learning.snapshot import Snapshot
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

_WAY_BACK = (
    "Spikes go forward as they are. The backward pass treats each as a steep but smooth step, so "
    "that a small change of *v* counts where the [derivative of the "
    "surrogate](curve:surrogate/derivative of the surrogate) is above 0, and the error can be "
    "traced through all spikes and time steps to each weight."
)
_SEE_LOSS = "[loss](curve:course/loss)"

#: By preset: what happens, in sentences, and what to try.
_TEXTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "chosen_times": (
        (
            _WAY_BACK,
            f"The {_SEE_LOSS} compares both spike trains after smoothing, so a spike close to its "
            "target time is better than none. As the weights change, a spike can only appear, "
            "disappear or move; when one appears or disappears, the loss jumps.",
        ),
        (
            "With the [true derivative](see:#learning?preset=true_derivative) nothing is learned.",
            "A higher rate, [0.2](set:rate=0.2&epochs=40): faster, but less smooth.",
            "Where the surrogate lets a gradient through: [Neuron](panel:voltage).",
            "Other targets: drag them, or a [pair, twice](set:times=20,30,90,100).",
        ),
    ),
    "delayed_xor": (
        (
            _WAY_BACK,
            "No single moment gives the answer: the network must carry the first cue to the "
            "second, through synapses by which neurons excite or inhibit each other, and through "
            "*u*, which is slow.",
        ),
        (
            "Train for longer: [30 epochs](set:epochs=30).",
            "Another sample: [10](set:sample=10).",
            "How far gradients reach back: [Gradient through time](panel:gradient).",
        ),
    ),
    "raster": (
        (
            _WAY_BACK,
            "Each of the seven neurons learns on its own, from the same input: the spikes it "
            "receives at a given time limit what it can do then.",
        ),
        (
            "Train for longer: [100 epochs](set:epochs=100).",
            "The learned weights: [Weights](panel:weights).",
            "With a reset [through which no gradient passes](see:#learning?preset=exploding).",
        ),
    ),
    "digits": (
        (
            _WAY_BACK,
            "Bright pixels fire early, so the first spikes carry the most information. The "
            "[loss](curve:course/tested) on the held-out digits shows whether it generalises or "
            "has only memorised.",
        ),
        (
            "[Ten epochs](set:epochs=10): about nine in ten correct.",
            "Another digit: [sample 7](set:sample=7).",
            "A digit of your own: draw it in [Sample and vote](panel:vote).",
            "Fewer neurons: [10](set:hidden=10).",
        ),
    ),
    "own_data": (
        (
            _WAY_BACK,
            "Features become currents or spikes, scaled by what is trained on alone. The answer is "
            "the readout with the highest voltage on average. The [loss](curve:course/tested) on "
            "the held-out samples shows whether the network generalises: if it rises while that "
            "on the others falls, it memorises.",
        ),
        (
            "Your own table: under [Data](parameter:data), open a file, or drop it on the page.",
            "Which class is taken for which: [Confusion matrix](panel:confusion).",
            "Features as the latency of spikes: [latency](set:encoding=latency).",
            "Two rings, which no line separates: [rings](set:data=rings&epochs=30).",
            "Spike trains that run up or down: [sweeps](set:data=sweeps&epochs=15).",
        ),
    ),
    "true_derivative": (
        (
            "A spike occurs or it does not. How far *v* is above the threshold makes no "
            "difference, so the [true derivative](curve:surrogate/true derivative) is 0 except at "
            "one point, and so is every gradient. The loss stays where it is.",
        ),
        ("Any surrogate is better: [a triangle](set:surrogate=relu&alpha=0.3&width=3).",),
    ),
    "narrow": (
        (
            "The surrogate is above 0 only near the threshold, which *v* crosses within a single "
            "step: compare it with [where v is](curve:surrogate/v). Where no step lands, no "
            "gradient gets through.",
        ),
        (
            "Smaller steps: [dt = 0.1](set:dt=0.1).",
            "A wider surrogate: [scale 95](set:scale=95&width=3).",
        ),
    ),
    "exploding": (
        (
            "While *v* climbs to a spike, differences grow with each step, more than e-fold per "
            "ms. After the spike *v* starts again from *c*, whatever it was: the reset ends the "
            "growth. If the backward pass ignores the reset, nothing ends it.",
        ),
        (
            "See [Gradient through time](panel:gradient).",
            "With the surrogate in the reset: [soft](set:reset=soft).",
        ),
    ),
}

_BIOLOGY = (
    "Brains do not learn like this: no axon carries errors back through time. But the results can "
    "be compared with what is found in brains, and some rules that use only local quantities come "
    "close to the same gradients (e-prop)."
)
_SOURCES = (
    "E. O. Neftci, H. Mostafa, F. Zenke, [Surrogate gradient learning in spiking neural networks]"
    "(https://doi.org/10.1109/MSP.2019.2931595), IEEE Signal Processing Magazine 36 (2019) 51–63.",
    "F. Zenke, S. Ganguli, [SuperSpike](https://doi.org/10.1162/neco_a_01086), Neural Computation "
    "30 (2018) 1514–1541.",
    "The layer and its gradients are those of BrainPy 2.8.",
)


def about(preset: str, shown: Snapshot) -> tuple[Section, ...]:
    """Return the explanation of a training that started from a preset."""
    why, tries = _TEXTS[preset]
    what = section("How it works", text(*why))
    return explanation(what, tries, _equations(shown), _BIOLOGY, [items(*_SOURCES)])


def _equations(shown: Snapshot) -> Section | None:
    layer, trainer = shown.layer, shown.session.trainer
    k = shown.looked_at
    v, u = element("mi", "v"), element("mi", "u")
    a, b, c, d, threshold = (float(getattr(layer, n)[k]) for n in ("a", "b", "c", "d", "V_th"))
    square = power(v, element("mn", "2"))
    scale = number(float(layer.scale[k]), "scale")
    becomes = sign("←")
    weights = element("mi", "w")
    tau_ref = float(layer.tau_ref[k])
    rests = row(
        *(words("for "), number(tau_ref, "tau_ref"), words(" ms after it: ")),
        *(derivative("v"), sign("="), derivative("u"), sign("="), element("mn", "0")),
    )
    error = fraction(row(sign("∂"), symbol("L")), row(sign("∂"), weights))
    return section(
        "Equations with current values",
        text("Forward, in steps of exponential Euler:"),
        equations(
            row(
                *(derivative("v"), sign("="), number(0.04), square, plus(5.0, None, v)),
                *(plus(140.0), sign("−"), u, sign("+"), symbol("I")),
            ),
            row(derivative("u"), sign("="), number(a), bracketed(number(b), v, sign("−"), u)),
            row(
                *(words("at "), v, sign("≥"), number(threshold), words(": "), v, becomes),
                *(number(c), sign(","), words(" "), u, becomes, u, plus(d)),
            ),
            *([rests] if tau_ref else []),
        ),
        text(
            "Backward pass, with a surrogate for the derivative of a spike *s* with respect to *v*:"
        ),
        equations(
            row(
                fraction(row(sign("∂"), symbol("s")), row(sign("∂"), v)),
                *(sign("≈"), fraction(element("mn", "1"), scale), _derivative(layer.surrogate)),
                *(sign(","), words(" "), symbol("x"), sign("=")),
                fraction(row(v, plus(-threshold)), scale),
            )
        ),
        text("Each weight is updated by Adam, with the gradient in units of its own size:"),
        equations(
            row(
                *(
                    weights,
                    becomes,
                    weights,
                    sign("−"),
                    number(float(trainer.optimiser.rate), "rate"),
                ),
                *(words(" · normalised "), error),
            )
        ),
    )


def _derivative(surrogate: Surrogate) -> Node:
    return _SHAPES[type(surrogate).__name__](
        number(surrogate.alpha, "alpha"), number(surrogate.width, "width")
    )


_X: Node = element("mi", "x")
_SIZE: Node = row(sign("|"), _X, sign("|"))
_ONE: Node = element("mn", "1")


def _relu(alpha: Node, width: Node) -> Node:
    inner = bracketed(alpha, bracketed(width, sign("−"), _SIZE), sign(","), words(" 0"))
    return row(words("max"), inner)


def _sigmoid(alpha: Node, width: Node) -> Node:
    y = row(alpha, _X, sign("/"), width)
    return row(
        alpha, words(" S"), bracketed(y), bracketed(_ONE, sign("−"), words("S"), bracketed(y))
    )


def _fast_sigmoid(alpha: Node, width: Node) -> Node:
    inner = bracketed(_ONE, sign("+"), alpha, _SIZE, sign("/"), width)
    return fraction(_ONE, power(inner, element("mn", "2")))


def _arctan(alpha: Node, width: Node) -> Node:
    half = fraction(symbol("π"), element("mn", "2"))
    inner = bracketed(half, sign("·"), alpha, _X, sign("/"), width)
    below_ = row(_ONE, sign("+"), power(inner, element("mn", "2")))
    return fraction(row(alpha, sign("/"), element("mn", "2")), below_)


def _gaussian(alpha: Node, width: Node) -> Node:
    return row(alpha, sign("·"), _bell(width))


def _multi_gaussian(alpha: Node, width: Node) -> Node:
    return row(alpha, sign("·"), bracketed(_bell(width), words(" − two wider ones")))


def _bell(width: Node) -> Node:
    return row(below(symbol("N"), row(element("mn", "0"), sign(","), width)), bracketed(_X))


def _straight(alpha: Node, width: Node) -> Node:
    return row(alpha, words(" for "), _SIZE, sign("≤"), width)


def _none(alpha: Node, width: Node) -> Node:
    return element("mn", "0")


_SHAPES: Mapping[str, Callable[[Node, Node], Node]] = {
    "ReluGrad": _relu,
    "Sigmoid": _sigmoid,
    "FastSigmoid": _fast_sigmoid,
    "Arctan": _arctan,
    "Gaussian": _gaussian,
    "MultiGaussian": _multi_gaussian,
    "StraightThrough": _straight,
    "TrueStep": _none,
}

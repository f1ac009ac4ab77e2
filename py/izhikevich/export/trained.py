"""A trained network as source: what the scripts for other frameworks have in common."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich.export.computed import computing
from izhikevich.export.formats import ExportRequest, comment
from izhikevich.export.source import Code, array_source, call, indented, number_list
from izhikevich.learning import CrossEntropy, Dense, Neurons, Recurrent, VanRossum
from izhikevich.learning.filters import decay
from izhikevich.learning.steps import Constants
from izhikevich.messages import msg
from izhikevich.progress import Progress
from izhikevich.text import capital
from izhikevich.views.learning.snapshot import Snapshot

#: From as many spikes of a neuron on, a difference in the last digits may have moved one.
_MANY_SPIKES = 10
_AMPLIFIED = msg(
    "Neurons that spike {count} times and more amplify differences in rounding: their later spikes "
    "may come at other times than here.",
    count=_MANY_SPIKES,
)
#: Derivatives of the surrogates at x, from alpha and width, with the functions of a library.
_DERIVATIVES = {
    "ReluGrad": "{relu}({alpha} * ({width} - abs(x)))",
    "Sigmoid": "{alpha} * {sigmoid}({steep} * x) * {sigmoid}(-{steep} * x)",
    "FastSigmoid": "(1.0 + {steep} * abs(x)) ** -2.0",
    "Arctan": "{alpha} / 2.0 / (1.0 + (np.pi / 2.0 * {steep} * x) ** 2)",
    "Gaussian": "{alpha} * normal(x, {width})",
    "MultiGaussian": (
        "{alpha} * (\n"
        "    {middle} * normal(x, {width})\n"
        "    - {h} * normal(x - {width}, {wide})\n"
        "    - {h} * normal(x + {width}, {wide})\n"
        ")"
    ),
    "StraightThrough": "{alpha} * (abs(x) <= {width})",
    "TrueStep": "0.0 * x",
}
_NORMAL = '''\
def normal(x, sd):
    """Return the normal density about 0."""
    return {exp}(-0.5 * (x / sd) ** 2) / (sd * np.sqrt(2.0 * np.pi))


'''
_SURROGATE = '''\
def surrogate(x):
    """Return what takes the place of the derivative of a spike, at x = (V - V_TH) / SCALE."""
    return {derivative}
'''


@dataclass(frozen=True)
class Trained:
    """A network after its training.

    All neurons of its last layer that spikes are of one cell, as those of the tasks are.

    Parameters
    ----------
    shown : Snapshot
        The training, and the sample that is shown.
    notes : tuple of str
        Why the training is not complete, and what differs elsewhere.
    """

    shown: Snapshot
    notes: tuple[str, ...]

    @property
    def neurons(self) -> Neurons:
        """The last layer that spikes."""
        return self.shown.layer

    @property
    def dt(self) -> float:
        """Time step, ms."""
        return self.shown.model.dt

    @property
    def cell(self) -> dict[str, float]:
        """Parameters of the neurons, ms and mV."""
        return {n: float(getattr(self.neurons, n)[0]) for n in ("a", "b", "c", "d", "V_th")}

    @property
    def start(self) -> tuple[float, float]:
        """V and u at the start, mV and mV/ms."""
        V, u = self.neurons.start(1)
        return float(V[0, 0]), float(u[0, 0])

    @property
    def scale(self) -> float:
        """Scale of the surrogate's x, mV."""
        return float(self.neurons.scale[0])

    @property
    def resting(self) -> int:
        """Steps after that of a spike in which V and u stay as the reset left them."""
        steps = Constants.of(self.neurons, self.dt).refractory
        return 0 if steps is None else int(steps[0])

    @property
    def numbers(self) -> str:
        """Source of ``weights``, ``inputs`` and ``target``."""
        shown = self.shown
        arrays = "".join(
            f'"{name}": {array_source(array)},\n' for name, array in shown.weights.items()
        )
        given = np.asarray(shown.inputs, dtype=np.float64)[0]
        inputs = _constant(given) if shown.by_current else _sparse("inputs", given)
        if isinstance(shown.session.trainer.loss, CrossEntropy):
            right = "the right answer" if shown.right is not None else "the answer: it was drawn"
            wanted = shown.answer if shown.right is None else shown.right
            target = f"target = {wanted}  # {right}"
        else:
            target = "# The spikes that there should be.\n" + _sparse("target", shown.target)
        return (
            f"# Weights, with a row for each source; epochs of training: {shown.epoch}.\n"
            f"weights = {{\n{indented(arrays)}}}\n\n"
            f"# The sample: steps, a batch of one, channels.\n{inputs}\n{target}\n"
        )

    def surrogate(self, relu: str, sigmoid: str, exp: str) -> str:
        """Return the source of ``surrogate(x)``.

        Parameters
        ----------
        relu, sigmoid, exp : str
            Names of these functions.
        """
        own: Any = self.neurons.surrogate
        name = type(own).__name__
        words = {"relu": relu, "sigmoid": sigmoid, "alpha": repr(own.alpha)}
        words |= {"width": _number(own.width), "steep": repr(own.alpha / own.width)}
        if name == "MultiGaussian":
            words |= {
                "h": repr(own.h),
                "middle": repr(1.0 + own.h),
                "wide": repr(own.s * own.width),
            }
        derivative = indented(_DERIVATIVES[name].format(**words)).lstrip()
        before = _NORMAL.format(exp=exp) if "normal" in derivative else ""
        return before + _SURROGATE.format(derivative=derivative)

    def layers(self, kinds: Mapping[str, str]) -> str:
        """Return the source of the layers: a line for each, or a few.

        Parameters
        ----------
        kinds : mapping
            Names of the calls that make them: "synapses", and "neurons", which is given the
            synapses of neurons onto one another, if there are any.
        """
        lines = []
        for k, layer in enumerate(self.shown.model.layers):
            if isinstance(layer, Dense):
                bias = {"bias": _weights(k, "bias")} if "bias" in layer.weights else {}
                lines.append(call(kinds["synapses"], _weights(k, "weights"), layer.tau, **bias))
                continue
            assert isinstance(layer, Neurons)
            own = []
            if isinstance(layer, Recurrent):
                own = [Code(call(kinds["synapses"], _weights(k, "recurrent"), layer.tau))]
            lines.append(call(kinds["neurons"], *own))
        return "".join(f"{line},\n" for line in lines)

    def factor(self, source: str) -> str:
        """Return the source of the factor of a current's decay, given that with tau."""
        if all(not isinstance(one, Dense) or one.tau for one in self.shown.model.layers):
            return source
        return f"0.0 if tau is None else {source}"  # without tau it does not last

    @property
    def recurrent(self) -> bool:
        """Whether the neurons have synapses onto one another."""
        return isinstance(self.neurons, Recurrent)

    @property
    def rate(self) -> float:
        """Learning rate."""
        return float(self.shown.session.trainer.optimiser.rate)

    def loss(self, of_spikes: str, of_classes: str) -> str:
        """Return the source of the loss, one of two templates with its numbers."""
        loss = self.shown.session.trainer.loss
        if isinstance(loss, VanRossum):
            factor, share = decay(loss.tau, self.dt), self.dt / loss.tau
            return of_spikes.format(factor=factor, share=share)
        assert isinstance(loss, CrossEntropy)
        assert loss.reading == "mean"
        return of_classes.format(first=int(loss.start / self.dt + 1e-9))


def training(asked: ExportRequest) -> Generator[Progress, None, Trained]:
    """Train the network of a state, or take it from the view."""
    computed = yield from computing(asked, ())
    shown: Snapshot = asked.prepared.shown
    notes = () if computed.complete else computed.notes[len(asked.notes) :]
    if shown.run.spikes.sum(axis=0).max() >= _MANY_SPIKES:
        notes = (*notes, _AMPLIFIED)
    return Trained(shown, notes)


def head(asked: ExportRequest, trained: Trained, tool: str, install: str) -> str:
    """Return the comment at the beginning of a script.

    Parameters
    ----------
    asked : ExportRequest
    trained : Trained
    tool : str
        Framework and version.
    install : str
        Command that installs it.
    """
    lines = [
        comment(f"{capital(asked.title)}, in {tool}: the trained network and a sample."),
        "#",
        f"# {asked.link}",
        "#",
        comment(f"To install what it needs: {install}"),
        *("#\n" + comment(f"Note: {note}") for note in (*asked.notes, *trained.notes)),
    ]
    return "\n".join(lines) + "\n"


def _weights(layer: int, name: str) -> Code:
    return Code(f'weights["{layer}/{name}"]')


def _number(value: float) -> str:
    return repr(value) if np.isfinite(value) else "np.inf"


def _constant(values: NDArray[Any]) -> str:
    """Return the source of inputs (steps, 1, channels) that stay as they are."""
    return f"inputs = np.tile({array_source(values[0])}, ({values.shape[0]}, 1, 1))\n"


def _sparse(name: str, values: NDArray[Any]) -> str:
    """Return the source of an array (steps, 1, channels), most of which is 0."""
    steps, channels = np.nonzero(values)
    given = values[steps, channels]
    one = "1.0" if (given == 1.0).all() else f"np.array({number_list(given)})"
    return (
        f"{name} = np.zeros(({values.shape[0]}, 1, {values.shape[1]}))\n"
        f"steps = {number_list(steps)}\nchannels = {number_list(channels)}\n"
        f"{name}[steps, 0, channels] = {one}\n"
    )

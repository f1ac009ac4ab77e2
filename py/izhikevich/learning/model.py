"""Models: sequences of layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.learning.layer import STREAMS, Layer
from izhikevich.learning.neurons import Neurons
from izhikevich.learning.steps import LayerRun
from izhikevich.messages import msg
from izhikevich.units import integer, number

#: First stream of random numbers of the first layer; those below are for data and batches.
_FIRST_STREAM = 64


@dataclass(frozen=True)
class Response:
    """The response of a model to inputs.

    Attributes
    ----------
    output : array, shape (steps, samples, out_size)
        Output of the last layer.
    runs : tuple of LayerRun
        Runs of each layer of neurons.
    """

    output: FloatArray
    runs: tuple[LayerRun, ...]


class Model:
    """Layers, each of which feeds the next.

    Parameters
    ----------
    layers : sequence of Layer
    dt : float
        Time step, ms.
    seed : int
        Seed of the initial weights and of parameters that are given as distributions.

    Raises
    ------
    ParameterError
        If a layer does not match the one before, or occurs twice in the model.

    Examples
    --------
    >>> import numpy as np
    >>> from izhikevich.learning import Dense, Model, Neurons
    >>> model = Model([Dense(3, 2, weights=8.0, tau=5.0), Neurons(2)], dt=0.25)
    >>> spikes = np.zeros((1, 200, 3))
    >>> spikes[0, ::20] = 1.0
    >>> model.respond(spikes).output.sum(axis=0) > 0
    array([[ True,  True]])
    """

    def __init__(self, layers: Sequence[Layer], *, dt: float = 0.25, seed: int = 0) -> None:
        """Initialise from the parameters that the class describes."""
        self.layers = list(layers)
        self.dt = number(dt, "dt", "ms", low=1e-4, high=10.0)
        self.seed = integer(seed, "seed", low=0, high=(1 << 64) - 1)
        if not self.layers or not all(isinstance(layer, Layer) for layer in self.layers):
            raise ParameterError("layers", layers, "must be one layer or more")
        if len({id(layer) for layer in self.layers}) < len(self.layers):
            raise ParameterError("layers", layers, "must not hold a layer twice")
        for k, (before, after) in enumerate(zip(self.layers, self.layers[1:], strict=False)):
            if before.out_size != after.in_size:
                raise ParameterError(
                    "layers",
                    after.in_size,
                    msg(
                        "layer {layer} takes {in_size} inputs, but the layer before gives "
                        "{out_size}",
                        layer=k + 1,
                        in_size=after.in_size,
                        out_size=before.out_size,
                    ),
                )
        self.begin()

    def begin(self) -> None:
        """Draw all weights again, as at the start."""
        for k, layer in enumerate(self.layers):
            layer.begin(self.seed, _FIRST_STREAM + STREAMS * k)

    @property
    def in_size(self) -> int:
        """Number of input channels."""
        return self.layers[0].in_size

    @property
    def out_size(self) -> int:
        """Size of the output."""
        return self.layers[-1].out_size

    @property
    def neurons(self) -> tuple[Neurons, ...]:
        """The layers that spike."""
        return tuple(layer for layer in self.layers if isinstance(layer, Neurons))

    @property
    def weights(self) -> dict[str, FloatArray]:
        """All learned parameters, by "layer/name"; the arrays themselves, not copies."""
        return {
            f"{k}/{name}": array
            for k, layer in enumerate(self.layers)
            for name, array in layer.weights.items()
        }

    @property
    def gradients(self) -> dict[str, FloatArray]:
        """Gradients with respect to all learned parameters, after `backward`; same names."""
        return {
            f"{k}/{name}": layer.gradients[name]
            for k, layer in enumerate(self.layers)
            for name in layer.weights
        }

    def forward(self, x: FloatArray, *, learn: bool = True) -> FloatArray:
        """Return the output, shape (steps, batch, out_size), valid until the next call.

        Parameters
        ----------
        x : array, shape (steps, batch, in_size)
        learn : bool
            Whether `backward` will follow.

        Raises
        ------
        ParameterError
            If the input has another shape.
        SimulationError
            If a voltage diverges.
        """
        if x.ndim != 3 or x.shape[2] != self.in_size or not x.shape[0]:
            raise ParameterError(
                "x",
                x,
                msg(
                    "has the shape {shape}, but (steps, batch, {in_size}) is needed",
                    shape=x.shape,
                    in_size=self.in_size,
                ),
            )
        for layer in self.layers:
            x = layer.forward(x, self.dt, learn=learn)
        return x

    def backward(
        self,
        gradient: FloatArray,
        by_rates: Sequence[FloatArray] | None = None,
        *,
        onward: bool = True,
    ) -> FloatArray | None:
        """Go back through the layers; return the gradient with respect to the input, if needed.

        Parameters
        ----------
        gradient : array, shape (steps, batch, out_size)
            Gradient of the loss with respect to the output.
        by_rates : sequence of arrays of shape (size,), optional
            For each layer of neurons, the gradient of the rate cost added to the loss, with respect
            to any one spike of each neuron.
        onward : bool
            Whether the gradient with respect to the input is needed: for training, it is not.
        """
        waiting = list(by_rates) if by_rates is not None else []
        back: FloatArray | None = gradient
        for layer in reversed(self.layers):
            assert back is not None  # each layer but the first was asked for it
            if waiting and isinstance(layer, Neurons):
                back = back + waiting.pop()
            back = layer.backward(back, onward=onward or layer is not self.layers[0])
        return back

    def respond(self, inputs: NDArray[Any]) -> Response:
        """Return the response of the model to inputs, as new arrays.

        Parameters
        ----------
        inputs : array, shape (samples, steps, in_size)
            Samples first, as in `Data`.
        """
        output = self.forward(time_first(inputs), learn=False)
        runs = []
        for layer in self.neurons:
            last = layer.last
            arrays = {name: getattr(last, name).copy() for name in last.__dataclass_fields__}
            runs.append(replace(last, **arrays))
        return Response(output.copy(), tuple(runs))


def time_first(inputs: NDArray[Any]) -> FloatArray:
    """Return inputs (samples, steps, size) as the layers take them, (steps, samples, size)."""
    return np.ascontiguousarray(np.moveaxis(inputs, 1, 0), dtype=np.float64)

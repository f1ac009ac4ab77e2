"""Layers of neurons that keep their state, and go one step per call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.learning.initialisers import Initial
from izhikevich.learning.layer import Workspace
from izhikevich.learning.neurons import Neurons, check_finite
from izhikevich.learning.steps import Constants, LayerRun, RunInput, derive, long_ago, run
from izhikevich.learning.surrogates import Derivative, Surrogate, as_surrogate
from izhikevich.messages import msg
from izhikevich.neuron.cells.lookup import Cell
from izhikevich.table import Table
from izhikevich.units import integer, number, numbers

T = TypeVar("T", bound=np.generic)

#: BrainPy's words for a reset, as it documents them, and words for the resets that it lacks: each
#: with its name in `RESETS`.
SPK_RESETS: Table[str] = Table(
    "spk_reset",
    {"hard": "brainpy", "soft": "subtract", "detached": "hard", "carried": "soft"},
)


@dataclass
class _State:
    """State of a layer, arrays of shape (batch, *shape); and what steps it on."""

    V: FloatArray
    u: FloatArray
    since: IndexArray
    constants: Constants
    steps: int = 0


class Stateful(Neurons):
    """Neurons with a state: `update` takes one step of it, with BrainPy's names.

    `forward` is the quick way through many steps. It starts from the initial state and leaves the
    state as it is.

    Parameters
    ----------
    in_size : int or tuple of int
    cell : Parameters, CellType or str
    V_initializer, u_initializer : number, array, distribution, Constant or function
    spk_fun : Surrogate or function, optional
    spk_reset : str
        A key of `SPK_RESETS`.
    name : str, optional
    dt : float
        Time step of `update`, ms.
    seed : int
    **neurons
        As for `Neurons`: a, b, c, d, V_th, scale, tau_ref.
    """

    _called: ClassVar[Mapping[str, str]] = {"v0": "V_initializer", "u0": "u_initializer"}

    def __init__(
        self,
        in_size: int | Sequence[int],
        cell: Cell,
        *,
        V_initializer: Initial,
        u_initializer: Initial,
        spk_fun: Surrogate | Derivative | None,
        spk_reset: str,
        name: str | None,
        dt: float,
        seed: int,
        **neurons: Any,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.name = name
        self.dt = number(dt, "dt", "ms", low=1e-4, high=10.0)
        self.spk_reset = spk_reset
        self.batch_size: int | None = None
        super().__init__(
            in_size,
            cell,
            v0=V_initializer,
            u0=u_initializer,
            surrogate=as_surrogate(spk_fun, "spk_fun"),
            reset=SPK_RESETS[spk_reset],
            **neurons,
        )
        self.begin(integer(seed, "seed", low=0, high=(1 << 64) - 1), 0)

    def __repr__(self) -> str:
        """Return the class with its size, batch and time step."""
        size = self.shape[0] if len(self.shape) == 1 else self.shape
        parts = [f"{size}", f"spk_reset={self.spk_reset!r}", f"dt={self.dt:g}"]
        parts += [f"name={self.name!r}"] if self.name is not None else []
        return f"{type(self).__name__}({', '.join(parts)})"

    def begin(self, seed: int, stream: int) -> None:
        """Draw the parameters that are given as distributions; the state is lost."""
        super().begin(seed, stream)
        self._forget()

    def _forget(self) -> None:
        self._kept: _State | None = None
        self._tape: list[LayerRun] = []
        #: Shape of the gradient that `backward` takes, if there is something to go back through.
        self._shape_back: tuple[int, ...] | None = None

    def init_state(self, batch_size: int | None = None) -> None:
        """Set V and u to their initial values, and forget all steps.

        Without this call, the first step does the same for no batch. What is drawn is the same each
        time: another `seed` draws other values.

        Parameters
        ----------
        batch_size : int, optional
            Number of samples, which V and u then have as their first axis. By default, they have
            the shape of the layer.
        """
        one = batch_size is None
        self.batch_size = None if one else integer(batch_size, "batch_size", low=1)
        V, u = (self._drawn(name, self.batch_size) for name in ("v0", "u0"))
        V, u = (V[np.newaxis], u[np.newaxis]) if one else (V, u)
        self._forget()
        self._kept = _State(V, u, long_ago(V.shape), Constants.of(self, self.dt))

    @property
    def _state(self) -> _State:
        if self._kept is None:
            self.init_state()
        assert self._kept is not None
        return self._kept

    def reset_state(self, batch_size: int | None = None) -> None:
        """Set V and u to their initial values again; see `init_state`."""
        self.init_state(batch_size)

    @property
    def V(self) -> FloatArray:
        """Voltage after the last step, before the reset, mV; see `init_state` for the shape."""
        return self._shown(self._state.V)

    @property
    def u(self) -> FloatArray:
        """Recovery variable after the last step, mV/ms; shape as that of `V`."""
        return self._shown(self._state.u)

    def get_spike(self, V: ArrayLike | None = None) -> FloatArray:
        """Return 1 where the voltage is at V_th or above, else 0: the surrogate's step.

        Parameters
        ----------
        V : array, optional
            Voltage, mV, of a shape that goes with that of the layer; default that of the state.
        """
        at = self.V if V is None else numbers(V, "V", "mV")
        return self.surrogate.value((at - self.V_th) / self.scale)

    def update(self, x: ArrayLike = 0.0, *, learn: bool = False) -> FloatArray:
        """Take one step, and return its spikes.

        Parameters
        ----------
        x : number, array or quantity
            Current, mV/ms (pA in the 2007 form): of all neurons, of each, or of each in each
            sample.
        learn : bool
            Whether `backward` will follow: only then is stored what it needs. It goes back through
            all steps since the last one that was taken without.

        Returns
        -------
        array, shape of `V`
            1 where a neuron spikes in this step, else 0.

        Raises
        ------
        ParameterError
            If x is not finite or has another shape, or if the reset V - V_th would run away at this
            dt.
        SimulationError
            If V diverges.
        """
        state = self._state
        current = numbers(x, "x", self.cell.units["I"])
        try:
            current = np.broadcast_to(current, (1, *state.V.shape))
        except ValueError:
            raise ParameterError(
                "x",
                x,
                msg(
                    "has the shape {shape}, but {needed} is needed; init_state(batch_size) sets "
                    "the number of samples",
                    shape=current.shape,
                    needed=self.V.shape,
                ),
            ) from None
        if self.reset == "subtract":
            self._check_step(self.dt, current, state.u)
        given = RunInput(state.V, state.u, current, None, 0.0, state.since)
        step = run(state.constants, given, Workspace())
        check_finite(step.u, self.dt, state.steps)
        state.V, state.u = step.V[0], step.u[0]
        state.steps += 1
        if learn:
            self._tape.append(step)
        else:
            self._tape.clear()
        self._shape_back = (len(self._tape), *self.V.shape) if learn else None
        return np.array(self._shown(step.spikes[0]))

    def forward(self, x: FloatArray, dt: float, *, learn: bool = True) -> FloatArray:
        """Return the spikes of a run from the initial state; see `Neurons.forward`.

        Parameters
        ----------
        x : array, shape (steps, batch, in_size), or with the shape of the layer
            Current.
        dt : float
            Time step, ms.
        learn : bool

        Raises
        ------
        ParameterError, SimulationError
            As for `update`.
        """
        if x.shape[2:] not in (self.shape, (self.in_size,)):
            needed = f"(steps, batch, {', '.join(map(str, self.shape))})"
            raise ParameterError(
                "x",
                x,
                msg("has the shape {shape}, but {needed} is needed", shape=x.shape, needed=needed),
            )
        spikes = super().forward(x, dt, learn=learn)
        self._tape.clear()
        self._shape_back = x.shape if learn else None
        return spikes

    def backward(
        self,
        gradient: FloatArray,
        by_voltage: FloatArray | None = None,
        *,
        onward: bool = True,
    ) -> FloatArray:
        """Return the gradient with respect to the currents of the updates, or of `forward`.

        Parameters
        ----------
        gradient : array, shape (steps, ...)
            Gradient of the loss with respect to the spikes, which have the shape of `V` in each
            step.
        by_voltage : array of that shape, optional
            Gradient of the loss with respect to V itself, per mV.
        onward : bool

        Raises
        ------
        ParameterError
            If there are no steps to go back through, or the gradient has another shape.
        """
        if self._shape_back is None:
            raise ParameterError(
                "gradient", gradient, "needs steps to go back through: update(x, learn=True)"
            )
        for name, given in (("gradient", gradient), ("by_voltage", by_voltage)):
            if given is not None and np.shape(given) != self._shape_back:
                raise ParameterError(
                    name,
                    given,
                    msg(
                        "has the shape {shape}, but {needed} is needed",
                        shape=np.shape(given),
                        needed=self._shape_back,
                    ),
                )
        if self._tape:
            names = [field.name for field in fields(LayerRun)]
            steps = [np.concatenate([getattr(s, name) for s in self._tape]) for name in names]
            self.last = LayerRun(*steps)
            self._constants = self._state.constants
            self._slopes = derive(self._constants, self.last, self.surrogate, self.scale)
            self._tape.clear()
        return super().backward(gradient, by_voltage, onward=onward)

    def _rests(self) -> BoolArray:
        """Return where a neuron has just spiked or is resting, in the shape of `V`."""
        state = self._state
        steps = state.constants.refractory
        spiked = np.greater_equal(state.V, self.V_th)
        return self._shown(spiked if steps is None else spiked | (state.since < steps))

    def _shown(self, array: NDArray[T]) -> NDArray[T]:
        """Return an array (batch, *shape) as callers see it: read-only, without a batch of None."""
        view = array[0] if self.batch_size is None else array[:]
        view.flags.writeable = False
        return view

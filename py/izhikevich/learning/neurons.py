"""Layers of Izhikevich neurons through which gradients pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, SimulationError, choices
from izhikevich.learning.layer import Layer, Workspace
from izhikevich.learning.resets import RESETS, check_step
from izhikevich.learning.steps import Constants, LayerRun, RunInput, back, derive, run
from izhikevich.learning.surrogates import ReluGrad, Surrogate
from izhikevich.messages import Number, msg
from izhikevich.network.distributions import Distribution, values
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.units import number

Initial = float | ArrayLike | Distribution


def _own(cell: Cell) -> dict[str, float]:
    """Return a, b, c, d and V_th of a cell that has nothing else of its own."""
    p = parameters_of(cell)
    if p != Parameters(a=p.a, b=p.b, c=p.c, d=p.d, v_peak=p.v_peak):
        allowed = "must differ from the cells of the 2003 paper in a, b, c, d and v_peak alone"
        raise ParameterError("cell", cell, allowed)
    return {"a": p.a, "b": p.b, "c": p.c, "d": p.d, "V_th": p.v_peak}


@dataclass(frozen=True)
class Flow:
    """How gradients went back through a layer in one batch.

    Attributes
    ----------
    through_time : array, shape (steps,)
        Root of the summed squares, over batch and neurons, of the loss's derivatives with respect
        to V: how much each moment matters. As for a mean over the batch, it shrinks with the
        batch size.
    steps : float
        Fraction of all steps of all neurons at which the surrogate's derivative is not zero.
    spikes : float
        Fraction of the spikes at which it is not zero; NaN if there are none.
    """

    through_time: FloatArray
    steps: float
    spikes: float


class Neurons(Layer):
    """Izhikevich neurons as in BrainPy's layer; the input is a current, the output is spikes.

    A step is exponential Euler: V with the derivative of its own right-hand side, then u with the
    new V. A spike is reported, as 1, in the step whose V reaches V_th; V is kept and is reset at
    the start of the next step.

    Parameters
    ----------
    in_size : int
        Number of neurons.
    cell : Parameters, CellType or str
        The cell that all neurons are, except for what is given next: one of the 2003 paper's form,
        which differs from others in a, b, c, d and v_peak (here V_th) alone.
    a, b, c, d, V_th : number, array of shape (in_size,) or distribution, optional
        As in the 2003 paper: 1/ms, 1/ms, mV, mV/ms, mV.
    v0, u0 : number, array of shape (in_size,) or distribution
        Initial state of each run, mV and mV/ms. A distribution is drawn for each sample of the
        batch and each neuron, the same in every run. BrainPy's start, u = 0, is not at rest;
        u = b V is.
    surrogate : Surrogate
        Surrogate of the derivative of a spike.
    scale : float, optional
        Scale in mV; the surrogate is a function of (V - V_th) / scale. Default is V_th, as in
        BrainPy, which is narrow: V_th - V_rest, about 95 mV, lets more of the time course of V
        learn.
    reset : str
        A key of `RESETS`.
    tau_ref : float
        Refractory time, ms: for this long after a spike, counted from the step that reports it, V
        and u stay as the reset left them.

    Attributes
    ----------
    last : LayerRun
        V, u and spikes of the last run, before the reset.
    flow : Flow or None
        How gradients went back through it in the last batch.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """

    a: FloatArray
    b: FloatArray
    c: FloatArray
    d: FloatArray
    V_th: FloatArray
    scale: FloatArray
    last: LayerRun

    def __init__(
        self,
        in_size: int,
        cell: Cell = "RS",
        *,
        a: Initial | None = None,
        b: Initial | None = None,
        c: Initial | None = None,
        d: Initial | None = None,
        V_th: Initial | None = None,
        v0: Initial = -65.0,
        u0: Initial = 0.0,
        surrogate: Surrogate | None = None,
        scale: float | None = None,
        reset: str = "brainpy",
        tau_ref: float = 0.0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(in_size, in_size)
        if reset not in RESETS:
            raise ParameterError("reset", reset, choices(RESETS))
        self.surrogate = ReluGrad() if surrogate is None else surrogate
        if not isinstance(self.surrogate, Surrogate):
            raise ParameterError("surrogate", surrogate, "must be a surrogate")
        self.reset = reset
        self.tau_ref = number(tau_ref, "tau_ref", "ms", low=0.0)
        given = {"a": a, "b": b, "c": c, "d": d, "V_th": V_th}
        own = _own(cell)
        self._given = {
            **{name: own[name] if value is None else value for name, value in given.items()},
            "v0": v0,
            "u0": u0,
        }
        self._scale = None if scale is None else number(scale, "scale", "mV", low=1e-3)
        self._space = Workspace()
        self._starts: dict[int, tuple[FloatArray, FloatArray]] = {}
        self.flow: Flow | None = None
        self.begin(0, 0)

    def begin(self, seed: int, stream: int) -> None:
        """Draw the parameters that are given as distributions."""
        self._seed, self._stream = seed, stream
        self._starts.clear()
        for k, (name, unit) in enumerate(
            (("a", "1/ms"), ("b", "1/ms"), ("c", "mV"), ("d", "mV/ms"), ("V_th", "mV"))
        ):
            drawn = values(self._given[name], self.in_size, name, unit, seed, stream + k)
            setattr(self, name, drawn)
        narrow = self._scale is None
        self.scale = self.V_th if narrow else np.full(self.in_size, self._scale)
        if not (self.scale > 0.0).all():
            raise ParameterError("V_th", self.V_th.min(), "must be above 0 mV, or give a scale")

    def start(self, batch: int) -> tuple[FloatArray, FloatArray]:
        """Return V and u at the start of a run, shape (batch, in_size) each."""
        if batch not in self._starts:
            self._starts.clear()
            both = []
            for k, (name, unit) in enumerate((("v0", "mV"), ("u0", "mV/ms"))):
                given, shape = self._given[name], (batch, self.in_size)
                stream = self._stream + 5 + k
                if isinstance(given, Distribution):
                    drawn = given.sample(self._seed, stream, batch * self.in_size).reshape(shape)
                else:
                    own = values(given, self.in_size, name, unit, self._seed, stream)
                    drawn = np.broadcast_to(own, shape)
                both.append(drawn)
            self._starts[batch] = (both[0], both[1])
        return self._starts[batch]

    def forward(self, x: FloatArray, dt: float, *, learn: bool = True) -> FloatArray:
        """Return the spikes, 0 or 1, shape (steps, batch, in_size).

        Parameters
        ----------
        x : array, shape (steps, batch, in_size)
            Current, mV/ms.
        dt : float
            Time step, ms.
        learn : bool

        Raises
        ------
        ParameterError
            If the reset V - V_th would run away at this dt.
        SimulationError
            If V diverges.
        """
        V, u = self.start(x.shape[1])
        if self.reset == "subtract":
            drive = float(x.max() - min(u.min(), (self.b * self.c).min()))
            check_step(self.reset, dt, float(self.V_th.max()), drive)
        given = RunInput(V, u, x, *self._recurrent(dt))
        self._constants = Constants.of(self, dt)
        self.last = run(self._constants, given, self._space)
        if not np.isfinite(self.last.u[-1]).all():
            bad = ~np.isfinite(self.last.u).all(axis=(1, 2))
            when = float(np.argmax(bad)) * dt
            raise SimulationError(
                msg(
                    "V diverges at {when} ms: use a smaller dt or weaker weights",
                    when=Number(when, form="g"),
                ),
                when,
            )
        if learn:
            self._slopes = derive(self._constants, self.last, self.surrogate, self.scale)
        return self.last.spikes

    def backward(
        self,
        gradient: FloatArray,
        by_voltage: FloatArray | None = None,
        *,
        onward: bool = True,
    ) -> FloatArray:
        """Return the gradient with respect to the current, which is computed in any case.

        Parameters
        ----------
        gradient : array, shape (steps, batch, in_size)
            Gradient of the loss with respect to the spikes.
        by_voltage : array of that shape, optional
            Gradient of the loss with respect to V itself, per mV, for a loss that reads it.
        onward : bool
        """
        recurrent, factor = self._recurrent(self._constants.dt)
        slopes = self._slopes
        went = back(self._constants, slopes, gradient, by_voltage, recurrent, factor, self._space)
        if recurrent is not None:
            before = self.last.fired.reshape(-1, self.in_size)
            self.gradients["recurrent"] = before.T @ went.by_trace.reshape(-1, self.in_size)
        spikes = self.last.spikes
        acts = slopes.spike != 0.0
        count = float(spikes.sum())
        self.flow = Flow(
            through_time=np.sqrt(np.einsum("tbn,tbn->t", went.by_voltage, went.by_voltage)),
            steps=float(acts.mean()),
            spikes=float((acts * spikes).sum()) / count if count else float("nan"),
        )
        return went.by_current

    def _recurrent(self, dt: float) -> tuple[FloatArray | None, float]:
        """Return the weights of the layer's synapses onto itself, and their decay per step."""
        return None, 0.0

"""Layers of Izhikevich neurons through which gradients pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, prod
from typing import ClassVar

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError, SimulationError, choices
from izhikevich.learning.initialisers import Initial, filled
from izhikevich.learning.layer import MAX_SIZE, Layer, Workspace
from izhikevich.learning.resets import RESETS, check_step
from izhikevich.learning.steps import Constants, LayerRun, RunInput, back, derive, run
from izhikevich.learning.surrogates import Derivative, Surrogate, as_surrogate
from izhikevich.messages import Number, msg
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.units import integer, number

_WANTED = (
    "must have a linear drive with leak, and neither peak_slope, c_slope nor u_max: gradients pass "
    "through nothing else"
)


def _differentiable(cell: Cell) -> Parameters:
    """Return the parameters of a cell that has nothing through which gradients do not pass."""
    p = parameters_of(cell)
    plain = isinstance(p.drive, LinearDrive) and p.drive.leak
    if not plain or p.peak_slope or p.c_slope or p.u_max != inf:
        raise ParameterError("cell", cell, _WANTED)
    return p


def _shape(in_size: int | Sequence[int]) -> tuple[int, ...]:
    """Return the shape of a layer of that size."""
    sizes = tuple(in_size) if isinstance(in_size, tuple | list) else (in_size,)
    if not sizes:
        raise ParameterError("in_size", in_size, "must be a number, or one or more of them")
    return tuple(integer(size, "in_size", low=1, high=MAX_SIZE) for size in sizes)


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

    Runs go through all steps in one call; `Izhikevich` is the same layer, which also goes step by
    step and keeps its state.

    A step is exponential Euler: V with the derivative of its own right-hand side, then u with the
    new V. A spike is reported, as 1, in the step whose V reaches V_th; V is kept and is reset at
    the start of the next step.

    Parameters
    ----------
    in_size : int or tuple of int
        Number of neurons, or their shape.
    cell : Parameters, CellType or str
        The cell that all neurons are, except for what is given next: any with a linear drive and a
        plain reset, such as "RS (2007)". In the 2007 form, u, d and currents are in pA, and b in
        nS.
    a, b, c, d, V_th : number, array of that shape or distribution, optional
        As in the 2003 paper: 1/ms, 1/ms, mV, mV/ms, mV. V_th is v_peak elsewhere.
    v0, u0 : number, array, distribution, Constant or function
        Initial state of each run, mV and mV/ms. An array has the shape of the layer, with or
        without that of the batch before it. A distribution is drawn for each sample of the batch
        and each neuron, the same in every run. BrainPy's start, u = 0, is not at rest; u = b V is.
    surrogate : Surrogate or function
        Surrogate of the derivative of a spike; or that derivative, as a function of x.
    scale : float, optional
        Scale in mV; the surrogate is a function of (V - V_th) / scale. Default is V_th, as in
        BrainPy, which is narrow: V_th - V_rest, about 95 mV, lets more of the time course of V
        learn.
    reset : str
        A key of `RESETS`.
    tau_ref : number, array of that shape or distribution
        Refractory time, ms: for this long after a spike, counted from the step that reports it, V
        and u stay as the reset left them.

    Attributes
    ----------
    in_size, out_size : int
        Number of neurons.
    shape : tuple of int
        Shape of the layer, which a, b, c, d, V_th and tau_ref have.
    cell : Parameters
        Parameters of the cell, whose quadratic and C all neurons have.
    last : LayerRun
        V, u and spikes of the last run, before the reset.
    flow : Flow or None
        How gradients went back through it in the last batch.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """

    #: What the parameters are called in a subclass, for error messages.
    _called: ClassVar[Mapping[str, str]] = {}
    a: FloatArray
    b: FloatArray
    c: FloatArray
    d: FloatArray
    V_th: FloatArray
    tau_ref: FloatArray
    scale: FloatArray
    last: LayerRun

    def __init__(
        self,
        in_size: int | Sequence[int],
        cell: Cell = "RS",
        *,
        a: Initial | None = None,
        b: Initial | None = None,
        c: Initial | None = None,
        d: Initial | None = None,
        V_th: Initial | None = None,
        v0: Initial = -65.0,
        u0: Initial = 0.0,
        surrogate: Surrogate | Derivative | None = None,
        scale: float | None = None,
        reset: str = "brainpy",
        tau_ref: Initial = 0.0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        self.shape = _shape(in_size)
        super().__init__(prod(self.shape), prod(self.shape))
        if reset not in RESETS:
            raise ParameterError("reset", reset, choices(RESETS))
        self.surrogate = as_surrogate(surrogate, "surrogate")
        self.reset = reset
        self.cell = own = _differentiable(cell)
        self._given: dict[str, Initial] = {
            "a": own.a if a is None else a,
            "b": own.b if b is None else b,
            "c": own.c if c is None else c,
            "d": own.d if d is None else d,
            "V_th": own.v_peak if V_th is None else V_th,
            "v0": v0,
            "u0": u0,
            "tau_ref": tau_ref,
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
        for name in ("a", "b", "c", "d", "V_th", "tau_ref"):
            setattr(self, name, self._drawn(name))
        if not (self.tau_ref >= 0.0).all():
            raise ParameterError("tau_ref", self.tau_ref.min(), "must not be negative")
        narrow = self._scale is None
        self.scale = self.V_th if narrow else np.full(self.shape, self._scale)
        if not (self.scale > 0.0).all():
            raise ParameterError("V_th", self.V_th.min(), "must be above 0 mV, or give a scale")

    def start(self, batch: int) -> tuple[FloatArray, FloatArray]:
        """Return V and u at the start of a run, shape (batch, in_size) each.

        A layer with a shape of its own has it in place of in_size, here and in `last`.
        """
        if batch not in self._starts:
            self._starts.clear()
            self._starts[batch] = (self._drawn("v0", batch), self._drawn("u0", batch))
        return self._starts[batch]

    def _drawn(self, name: str, batch: int | None = None) -> FloatArray:
        """Return what was given for a parameter or the start, by neuron."""
        units = self.cell.units
        unit = {"V_th": "mV", "v0": "mV", "u0": units["u"], "tau_ref": "ms"}.get(name) or units[
            name
        ]
        stream = self._stream + list(self._given).index(name)
        called = self._called.get(name, name)
        return filled(self._given[name], self.shape, called, unit, self._seed, stream, batch)

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
        current = x.reshape(len(x), *V.shape)
        if self.reset == "subtract":
            self._check_step(dt, current, u)
        self._constants = Constants.of(self, dt)
        given = RunInput(V, u, current, *self._recurrent(dt))
        self.last = run(self._constants, given, self._space)
        check_finite(self.last.u, dt)
        if learn:
            self._slopes = derive(self._constants, self.last, self.surrogate, self.scale)
        return self.last.spikes.reshape(x.shape)

    def _check_step(self, dt: float, current: FloatArray, u: FloatArray) -> None:
        """Reject a dt at which V - V_th would run away."""
        drive = float(current.max() - min(u.min(), (self.b * self.c).min()))
        check_step(self.reset, dt, float(self.V_th.max()), drive, self.cell)

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
        shape = self.last.spikes.shape
        by_spikes = gradient.reshape(shape)
        by_voltage = None if by_voltage is None else by_voltage.reshape(shape)
        went = back(self._constants, slopes, by_spikes, by_voltage, recurrent, factor, self._space)
        if recurrent is not None:
            before = self.last.fired.reshape(-1, self.in_size)
            self.gradients["recurrent"] = before.T @ went.by_trace.reshape(-1, self.in_size)
        spikes = self.last.spikes
        acts = slopes.spike != 0.0
        by_voltage = went.by_voltage.reshape(*shape[:2], self.in_size)
        count = float(spikes.sum())
        self.flow = Flow(
            through_time=np.sqrt(np.einsum("tbn,tbn->t", by_voltage, by_voltage)),
            steps=float(acts.mean()),
            spikes=float((acts * spikes).sum()) / count if count else float("nan"),
        )
        return went.by_current.reshape(gradient.shape)

    def _recurrent(self, dt: float) -> tuple[FloatArray | None, float]:
        """Return the weights of the layer's synapses onto itself, and their decay per step."""
        return None, 0.0


def check_finite(u: FloatArray, dt: float, begun: int = 0) -> None:
    """Report where u, shape (steps, batch, neurons), is no longer finite, if anywhere.

    Raises
    ------
    SimulationError
        With the time of the first such step, counted from `begun` steps on.
    """
    if np.isfinite(u[-1]).all():
        return
    bad = ~np.isfinite(u).reshape(len(u), -1).all(axis=1)
    when = float(begun + np.argmax(bad)) * dt
    raise SimulationError(
        msg(
            "V diverges at {when} ms: use a smaller dt or weaker weights",
            when=Number(when, form="g"),
        ),
        when,
    )

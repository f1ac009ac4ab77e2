"""BrainPy's two layers: Izhikevich neurons, without and with a refractory time."""

from __future__ import annotations

from collections.abc import Sequence

from izhikevich._typing import BoolArray
from izhikevich.learning.initialisers import Initial
from izhikevich.learning.stateful import Stateful
from izhikevich.learning.surrogates import Derivative, Surrogate
from izhikevich.neuron.cells.lookup import Cell


class Izhikevich(Stateful):
    """A layer of Izhikevich neurons that keeps its state: BrainPy's `Izhikevich`.

    Names and order of the arguments, states, spikes and gradients are those of BrainPy 2.8. Plain
    numbers are in ms, mV and mV/ms; quantities of pint and the like are converted, and refused if
    they cannot be.

    Parameters
    ----------
    in_size : int or tuple of int
        Number of neurons, or their shape.
    a, b, c, d, V_th : number, array of that shape or distribution, optional
        Parameters, 1/ms, 1/ms, mV, mV/ms and mV: of all neurons, or of each. Default those of the
        cell: 0.02, 0.2, -65, 8 and 30.
    V_initializer, u_initializer : number, array, distribution, Constant or function
        Initial V and u, mV and mV/ms: `Constant`, `Uniform` and `Normal` are those of
        `izhikevich.learning`, and a function is given the shape.
    spk_fun : Surrogate or function, optional
        Surrogate of the derivative of a spike: one of `SURROGATES`, or the derivative as a function
        of x = (V - V_th) / scale. Default `ReluGrad()`.
    spk_reset : str
        "hard": V becomes c, and u + d carries the surrogate, as in BrainPy. "soft": V becomes
        V - V_th, as BrainPy documents it (version 2.8 does the same as for "hard"); V runs away
        unless dt is small, which is refused. "detached" as "hard", but nothing carries the
        surrogate; "carried": V becomes c, and both jumps carry it.
    name : str, optional
        Name of the layer.
    cell : Parameters, CellType or str
        Cell whose quadratic the neurons have, also one of the 2007 form: u, d and currents are then
        in pA, and b in nS.
    dt : float
        Time step of `update`, ms.
    scale : float, optional
        Scale of x, mV; default V_th, as in BrainPy.
    seed : int
        Seed of what is drawn.

    Attributes
    ----------
    V, u : array, shape (batch_size, *in_size) or in_size
        State after the last step, mV and mV/ms.

    Raises
    ------
    ParameterError
        If a value is not allowed.

    Examples
    --------
    >>> from izhikevich.learning import Izhikevich, Uniform
    >>> layer = Izhikevich((2, 3), V_initializer=Uniform(-70.0, -60.0))
    >>> layer.init_state(batch_size=4)
    >>> sum(layer.update(10.0).sum() for _ in range(400)) > 0
    True
    >>> layer.V.shape
    (4, 2, 3)
    """

    def __init__(
        self,
        in_size: int | Sequence[int],
        a: Initial | None = None,
        b: Initial | None = None,
        c: Initial | None = None,
        d: Initial | None = None,
        V_th: Initial | None = None,
        V_initializer: Initial = -65.0,
        u_initializer: Initial = 0.0,
        spk_fun: Surrogate | Derivative | None = None,
        spk_reset: str = "hard",
        name: str | None = None,
        *,
        cell: Cell = "RS",
        dt: float = 0.25,
        scale: float | None = None,
        seed: int = 0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(
            in_size,
            cell,
            a=a,
            b=b,
            c=c,
            d=d,
            V_th=V_th,
            V_initializer=V_initializer,
            u_initializer=u_initializer,
            spk_fun=spk_fun,
            spk_reset=spk_reset,
            name=name,
            dt=dt,
            scale=scale,
            seed=seed,
        )


class IzhikevichRef(Stateful):
    """A layer of Izhikevich neurons that rest after a spike: BrainPy's `IzhikevichRef`.

    Parameters
    ----------
    in_size, a, b, c, d, V_th
        As for `Izhikevich`.
    tau_ref : number, array of that shape or distribution
        Refractory time, ms: for this long after a spike, counted from the step that reports it, V
        and u stay as the reset left them.
    V_initializer, u_initializer, spk_fun, spk_reset, name, cell, dt, scale, seed
        As for `Izhikevich`.

    Attributes
    ----------
    V, u : array
        As for `Izhikevich`.
    refractory : array of bool, shape of V
        Where a neuron has just spiked or is resting.

    Examples
    --------
    >>> from izhikevich.learning import IzhikevichRef
    >>> layer = IzhikevichRef(1, tau_ref=5.0)
    >>> while not layer.update(10.0):
    ...     pass
    >>> layer.refractory
    array([ True])
    """

    def __init__(
        self,
        in_size: int | Sequence[int],
        a: Initial | None = None,
        b: Initial | None = None,
        c: Initial | None = None,
        d: Initial | None = None,
        V_th: Initial | None = None,
        tau_ref: Initial = 0.0,
        V_initializer: Initial = -65.0,
        u_initializer: Initial = 0.0,
        spk_fun: Surrogate | Derivative | None = None,
        spk_reset: str = "hard",
        name: str | None = None,
        *,
        cell: Cell = "RS",
        dt: float = 0.25,
        scale: float | None = None,
        seed: int = 0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        super().__init__(
            in_size,
            cell,
            a=a,
            b=b,
            c=c,
            d=d,
            V_th=V_th,
            tau_ref=tau_ref,
            V_initializer=V_initializer,
            u_initializer=u_initializer,
            spk_fun=spk_fun,
            spk_reset=spk_reset,
            name=name,
            dt=dt,
            scale=scale,
            seed=seed,
        )

    @property
    def refractory(self) -> BoolArray:
        """Where a neuron has just spiked or is resting."""
        return self._rests()

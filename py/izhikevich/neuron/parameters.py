"""The parameters of one neuron, with their units and equations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from math import inf
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Message, Number, msg
from izhikevich.neuron.interop import NAMES_ELSEWHERE, from_annarchy, from_brainpy, from_nengo
from izhikevich.neuron.parameter_table import DIMENSIONAL_UNITS, LIMITS, SIMPLE_UNITS
from izhikevich.neuron.recovery import CubicDrive, Drive, LinearDrive, PiecewiseDrive, V
from izhikevich.table import suggested
from izhikevich.units import number

__all__ = ["LIMITS", "Parameters"]

_FORMS = ("2003", "2007")
_LOW_OPEN = frozenset({"k2", "C"})


@dataclass(frozen=True)
class Parameters:
    """Parameters of one Izhikevich neuron.

    The neuron follows ::

        C v' = k2 v^2 + k1 v + k0 - u + I
          u' = a (target(v) - u)                 target(v) = b v for the default drive
        when v > v_peak + peak_slope u:
          v <- c + c_slope u,   u <- min(u + d, u_max)

    In the 2003/2004 form C is 1, and all terms are rates of change of v, in mV/ms. In the 2007 form
    C is in pF, and u and I are in pA. Each field also accepts a quantity with a unit, provided the
    quantity can be converted (see `izhikevich.units`).

    Parameters
    ----------
    a : float
        Rate of the recovery variable, 1/ms. Negative in the two inhibition-induced patterns. If 0,
        u changes only at spikes.
    b : float
        Sensitivity of u to v. 1/ms, or nS in the 2007 form.
    c : float
        Voltage after a spike, mV.
    d : float
        Jump of u at a spike. mV/ms, or pA.
    v_peak : float
        Voltage at which a spike ends and the reset occurs, mV. It is not the firing threshold.
    k2, k1, k0 : float
        Coefficients of the quadratic: 1/(mV ms), 1/ms, mV/ms; or nS/mV, nS, pA. k2 > 0.
    C : float
        Capacitance: 1 (without unit) in the 2003/2004 form, pF in the 2007 form.
    drive : LinearDrive, CubicDrive or PiecewiseDrive
        Rule for the target of u.
    peak_slope : float
        Change of the peak with u. ms, or mV/pA.
    c_slope : float
        Change of the reset voltage with u (before its jump). ms, or mV/pA.
    u_max : float
        Upper limit of u at the reset. mV/ms, or pA. Infinite for none.
    form : {"2003", "2007"}, optional
        Needed only for the 2007 form with C = 1 pF: any other C implies pF. Stored as None where C
        already determines the form.

    Raises
    ------
    ParameterError
        If a value is not a finite number within `LIMITS`, or if the reset would not bring v
        below the peak.

    Notes
    -----
    Sources: Izhikevich, "Simple model of spiking neurons", IEEE Trans. Neural Networks 14 (2003);
    "Which model to use for cortical spiking neurons?", ibid. 15 (2004); "Dynamical Systems in
    Neuroscience", MIT Press (2007), chapter 8.
    """

    a: float = 0.02
    b: float = 0.2
    c: float = -65.0
    d: float = 8.0
    v_peak: float = 30.0
    k2: float = 0.04
    k1: float = 5.0
    k0: float = 140.0
    C: float = 1.0
    drive: Drive = field(default_factory=LinearDrive)
    peak_slope: float = 0.0
    c_slope: float = 0.0
    u_max: float = inf
    form: str | None = None

    def __post_init__(self) -> None:
        """Check every field and convert quantities to numbers."""
        if not isinstance(self.drive, (LinearDrive, CubicDrive, PiecewiseDrive)):
            raise ParameterError(
                "drive", self.drive, "must be a LinearDrive, CubicDrive or PiecewiseDrive"
            )
        if self.form not in (None, *_FORMS):
            raise ParameterError(
                "form", self.form, msg("must be one of {names}, or None", names=", ".join(_FORMS))
            )
        plain = type(self.C) in (int, float) and self.form != "2007"
        self._set("C", "" if plain else _capacitance_unit(self.C))
        if self.form == "2003" and self.C != 1.0:
            raise ParameterError("C", self.C, "must be 1 in the 2003/2004 form")
        if self.form == "2003" or self.C != 1.0:  # C implies it
            object.__setattr__(self, "form", None)
        for name, unit in self.units.items():
            if name not in ("C", "u", "I") and not (name == "u_max" and _is_infinite(self.u_max)):
                self._set(name, unit)
        if self.peak_slope == 0 and self.c_slope == 0 and self.c >= self.v_peak:
            raise ParameterError(
                "c",
                self.c,
                msg(
                    "must be below v_peak = {v_peak} mV, or the neuron would never stop firing",
                    v_peak=Number(self.v_peak, form="g"),
                ),
            )

    def _set(self, name: str, unit: str) -> None:
        low, high = LIMITS[name]
        value = number(
            getattr(self, name), name, unit, low=low, high=high, low_open=name in _LOW_OPEN
        )
        object.__setattr__(self, name, value)

    @property
    def dimensional(self) -> bool:
        """Whether this is the 2007 form, with C in pF and u, I in pA."""
        return self.form == "2007" or self.C != 1.0

    @property
    def units(self) -> Mapping[str, str]:
        """Unit of each numeric field, and of ``u`` and ``I``."""
        return DIMENSIONAL_UNITS if self.dimensional else SIMPLE_UNITS

    @property
    def factors(self) -> tuple[float, float, float] | None:
        """The quadratic as k (v - vr)(v - vt): the k, vr and vt that give exactly its coefficients.

        As for `dimensional_2007`, vr is where the target of u is 0. None if there are no such
        numbers of fifteen digits.
        """
        k, vr = self.k2, self.drive.origin
        vt = float(f"{-self.k1 / k - vr:.15g}")
        exact = -k * (vr + vt) == self.k1 and k * vr * vt == self.k0
        return (k, vr, vt) if exact else None

    def replace(self, **changes: Any) -> Parameters:
        """Return a copy with some fields changed, checked like a new one.

        The 2007 form is kept, whatever the new C.
        """
        for name in changes:
            if name not in self.__dataclass_fields__:
                raise ParameterError(name, changes[name], _elsewhere(name))
        if self.dimensional:
            changes.setdefault("form", "2007")
        return replace(self, **changes)

    def quadratic(self, v: V) -> V:
        """Return k2 v^2 + k1 v + k0; the v-nullcline is u = quadratic(v) + I."""
        return self.k2 * (v * v) + self.k1 * v + self.k0

    def dv(self, v: V, u: V | float, current: V | float = 0.0) -> V:
        """Return dv/dt in mV/ms.

        Parameters
        ----------
        v : float or array
            Voltage, mV.
        u, current : float or array
            Recovery variable and injected current, in the units of ``units["u"]``.
        """
        return (self.quadratic(v) - u + current) / self.C

    def du(self, v: V, u: V | float) -> V:
        """Return du/dt, in the unit of u per ms; `v` in mV."""
        target = self.drive.target(v, self.b)
        return self.a * (target - u) if self.drive.leak else self.a * target

    def peak(self, u: V) -> V:
        """Return the voltage (mV) above which a neuron with recovery `u` spikes."""
        return self.v_peak + self.peak_slope * u

    def reset(self, u: V) -> tuple[V, V]:
        """Return v (mV) and u after a spike that occurred with recovery `u`."""
        if isinstance(u, np.ndarray):
            ceiling: FloatArray = np.minimum(u + self.d, self.u_max)
            return self.c + self.c_slope * u, ceiling
        return self.c + self.c_slope * u, min(u + self.d, self.u_max)

    def initial_state(self) -> tuple[float, float]:
        """Return the default initial state (v0, u0) of a run.

        2003/2004 form: v = -65 mV and u at its target. 2007 form: v at the origin of the drive,
        which is the resting potential, and u = 0. Without leak (accommodation) u has no target; it
        starts at the origin on the v-nullcline, which is the equilibrium at I = 0.
        """
        if self.dimensional:
            return self.drive.origin, 0.0
        if not self.drive.leak:
            return self.drive.origin, self.quadratic(self.drive.origin)
        return -65.0, self.drive.target(-65.0, self.b)

    @classmethod
    def dimensional_2007(
        cls,
        *,
        C: float,
        k: float,
        vr: float,
        vt: float,
        v_peak: float,
        a: float,
        b: float,
        c: float,
        d: float,
        **rules: Any,
    ) -> Parameters:
        """Return the 2007 form C v' = k (v - vr)(v - vt) - u + I, u' = a (b (v - vr) - u).

        Parameters
        ----------
        C : float
            Capacitance, pF.
        k : float
            Scale of the quadratic, nS/mV.
        vr, vt : float
            Resting and instantaneous threshold potential, mV.
        v_peak, c : float
            Peak and reset of the voltage, mV.
        a : float
            Rate of the recovery variable, 1/ms.
        b : float
            Sensitivity of u to v, nS.
        d : float
            Jump of u at a spike, pA.
        **rules
            `drive` (default ``LinearDrive(vr)``), `peak_slope`, `c_slope`, `u_max`.

        Raises
        ------
        ParameterError
            If a value is not allowed.

        Notes
        -----
        Source: Izhikevich, "Dynamical Systems in Neuroscience" (2007), equations 8.5 and 8.6.
        """
        C = number(C, "C", "pF", low_open=True, low=0.0, high=LIMITS["C"][1])
        k = number(k, "k", "nS/mV", low=0.0, high=LIMITS["k2"][1], low_open=True)
        vr = number(vr, "vr", "mV", low=-1000.0, high=1000.0)
        vt = number(vt, "vt", "mV", low=-1000.0, high=1000.0)
        rules.setdefault("drive", LinearDrive(vr))
        quadratic: dict[str, Any] = {"k2": k, "k1": -k * (vr + vt), "k0": k * vr * vt}
        return cls(a=a, b=b, c=c, d=d, v_peak=v_peak, C=C, form="2007", **quadratic, **rules)

    @classmethod
    def from_nengo(cls, **values: Any) -> Parameters:
        """Return the neuron equivalent to `nengo.Izhikevich` with these arguments.

        Parameters
        ----------
        tau_recovery, coupling, reset_voltage, reset_recovery : float
            Nengo's names for a (1/ms), b (1/ms), c (mV) and d (mV/ms), with Nengo's defaults.

        Raises
        ------
        ParameterError
            If a value is not allowed, or a name belongs elsewhere (the message says where).

        Notes
        -----
        Nengo's own constraints (tau_recovery > 0, coupling >= 0) are not imposed.
        """
        return cls(**from_nengo(values))

    @classmethod
    def from_annarchy(cls, **values: Any) -> Parameters:
        """Return the neuron equivalent to ANNarchy's `Izhikevich` with these arguments.

        Parameters
        ----------
        a, b, c, d, v_thresh, i_offset : float
            ANNarchy's names and defaults; `i_offset` (mV/ms) is added to k0.

        Raises
        ------
        ParameterError
            If a value is not allowed, or a name belongs elsewhere (the message says where).
        """
        return cls(**from_annarchy(values))

    @classmethod
    def from_brainpy(cls, **values: Any) -> Parameters:
        """Return the neuron equivalent to BrainPy's `Izhikevich` with these arguments.

        Parameters
        ----------
        a, b, c, d, V_th : float
            BrainPy's names and defaults.

        Raises
        ------
        ParameterError
            If a value is not allowed, or a name belongs elsewhere (the message says where).
        """
        return cls(**from_brainpy(values))


def _naming(init: Callable[..., None]) -> Callable[..., None]:
    """Make `Parameters(...)` reject names that are not fields, and suggest what was meant."""

    @wraps(init)
    def checked(self: Parameters, *values: Any, **named: Any) -> None:
        for name in named:
            if name not in Parameters.__dataclass_fields__:
                raise ParameterError(name, named[name], _elsewhere(name))
        init(self, *values, **named)

    return checked


def _elsewhere(name: str) -> Message:
    """Return where a name belongs that is no field, and which fields there are."""
    fields = Parameters.__dataclass_fields__
    allowed = msg("there is no such parameter, only {names}", names=", ".join(fields))
    if name in ("k", "vr", "vt"):
        return msg(
            "{name} belongs to the 2007 form: {call}; {allowed}",
            name=name,
            call=f"Parameters.dimensional_2007({name}=...)",
            allowed=allowed,
        )
    others = [(theirs, own) for theirs, own in NAMES_ELSEWHERE.items() if own in fields]
    return suggested(name, iter([*((own, own) for own in fields), *others]), allowed)


def _is_infinite(value: object) -> bool:
    """Whether `value` is +infinity, which means "no ceiling"."""
    return isinstance(value, (float, np.floating)) and value == inf


def _capacitance_unit(value: object) -> str:
    """Return the unit to which a capacitance is converted: none for a plain number."""
    carries = any(hasattr(value, name) for name in ("units", "unit", "dim"))
    return "pF" if carries else ""


Parameters.__init__ = _naming(Parameters.__init__)  # type: ignore[method-assign]

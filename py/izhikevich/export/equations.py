"""The equations of the model as lines of code that tools such as Brian2 read."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.schemes.table import SCHEMES

Names = Mapping[str, str]

#: Larger than any value: a bound for `clip`.
_HUGE = "1e300"
#: Names of the functions of a conductance in Brian2.
_RENAMED = {"fabs": "abs", "ln": "log"}


def numbers(parameters: Parameters) -> dict[str, str]:
    """Return the numbers of the model as source, by name."""
    return {name: _plain(getattr(parameters, name)) for name in MODEL}


def step_lines(p: Parameters, scheme: str, dt: float, names: Names) -> list[str]:
    """Return the lines of one step of an explicit scheme, with the current ``I``.

    Operations are in the same order as in this package, so that results have the same bits where
    the tool keeps that order.

    Parameters
    ----------
    p : Parameters
        Its rules are used, and its numbers where `names` has none.
    scheme : {"euler", "forward", "half_step"}
    dt : float
        Time step, ms.
    names : mapping
        Source of the numbers of the model.
    """
    own = {**numbers(p), **names}
    slope = voltage_slope(own)
    taken = SCHEMES[scheme]
    step = f"{_plain(taken.step_of_v(dt))} * ({slope})"
    if taken.together:
        return [f"v_new = v + {step}", _recovery(p, own, dt, "v", "v_new"), "v = v_new"]
    return [*[f"v += {step}"] * taken.parts, _recovery(p, own, dt, "v", "v")]


def voltage_slope(own: Names) -> str:
    """Return dv/dt."""
    slope = f"{own['k2']} * (v * v) + {own['k1']} * v + {own['k0']} - u + I"
    return slope if own["C"] == "1.0" else f"({slope}) / {own['C']}"


def recovery_slope(p: Parameters, own: Names, v: str = "v", chooser: str = "v") -> str:
    """Return du/dt; for a target with branches, `chooser` selects the branch."""
    target = _target(p, own, v, chooser)
    leak = not isinstance(p.drive, LinearDrive) or p.drive.leak
    return f"{own['a']} * ({target} - u)" if leak else f"{own['a']} * ({target})"


def threshold(p: Parameters, scheme: str, names: Names) -> str:
    """Return when a neuron fires."""
    own = {**numbers(p), **names}
    sign = ">=" if SCHEMES[scheme].fires_at_peak else ">"
    peak = own["v_peak"] + (f" + {_plain(p.peak_slope)} * u" if p.peak_slope else "")
    return f"v {sign} {peak}"


def reset(p: Parameters, names: Names) -> str:
    """Return the effect of a spike."""
    own = {**numbers(p), **names}
    c = own["c"] + (f" + {_plain(p.c_slope)} * u" if p.c_slope else "")
    u = f"u += {own['d']}"
    if p.u_max < float(_HUGE):
        u = f"u = clip(u + {own['d']}, -{_HUGE}, {_plain(p.u_max)})"
    return f"v = {c}\n{u}"


def current(conductance: str) -> str:
    """Return a conductance expression with the functions that Brian2 has."""
    return ast.unparse(_Renamed().visit(ast.parse(conductance, mode="eval")))


class _Renamed(ast.NodeTransformer):
    """Replaces functions that Brian2 does not have."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rewrite a call, its arguments first."""
        self.generic_visit(node)
        assert isinstance(node.func, ast.Name)
        name, given = node.func.id, [ast.unparse(argument) for argument in node.args]
        text = {
            "pos": "clip({0}, 0, {huge})",
            "positive": "clip({0}, 0, {huge})",
            "neg": "clip({0}, -{huge}, 0)",
            "negative": "clip({0}, -{huge}, 0)",
            "max": "clip({0}, {1}, {huge})",
            "min": "clip({0}, -{huge}, {1})",
            "pow": "({0}) ** ({1})",
            "power": "({0}) ** ({1})",
            "log2": "log({0}) / log(2.0)",
        }.get(name)
        if text is None:
            node.func.id = _RENAMED.get(name, name)
            return node
        return ast.parse(f"({text.format(*given, huge=_HUGE)})", mode="eval").body


def _recovery(p: Parameters, own: Names, dt: float, v: str, chooser: str) -> str:
    return f"u += {_plain(dt)} * ({recovery_slope(p, own, v, chooser)})"


def _target(p: Parameters, own: Names, v: str, chooser: str) -> str:
    drive = p.drive
    x = _minus(v, drive.origin)
    if isinstance(drive, LinearDrive):
        return f"{own['b']} * {x}"
    if isinstance(drive, CubicDrive):
        on = f"int({chooser} >= {_plain(drive.origin)})"
        return f"{_plain(drive.scale)} * ({x} * {x} * {x}) * {on}"
    assert isinstance(drive, PiecewiseDrive)
    switch = _plain(drive.switch)
    below = f"{_plain(drive.b_below)} * int({chooser} <= {switch})"
    return f"({below} + {own['b']} * int({chooser} > {switch})) * {x}"


def _minus(v: str, origin: float) -> str:
    if origin == 0.0:
        return v
    return f"({v} - {_plain(origin)})" if origin > 0.0 else f"({v} + {_plain(-origin)})"


def _plain(number: float) -> str:
    return repr(float(number))

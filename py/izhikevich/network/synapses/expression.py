"""The input current of a population as an expression: ``g_exc - g_inh``, ``g_exc*(0 - v) - g_inh``.

As in ANNarchy, each ``g_NAME`` is a target that projections may name, and the expression states how
the targets' inputs make up the current. It may contain `v` and `u`, numbers, ``pi``, ``+ - * /``,
``**`` with a constant exponent, brackets, and these functions:

- ``abs fabs sqrt exp log ln log2 log10 sin cos tan tanh`` of x (``log`` is ``ln``);
- ``pos`` or ``positive`` of x: x where it is positive, else 0; ``neg`` or ``negative``: x where it
  is negative, else 0;
- ``min(x, y)``, ``max(x, y)``, ``clip(x, low, high)``;
- ``pow(x, e)`` or ``power(x, e)``: the same as ``x ** e``.

There are no comparisons. An expression without any ``g_NAME`` is allowed; it has no targets.

A text is never executed: it is parsed, every node of its syntax tree is checked against the list
above, and a short program of numpy calls is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.network.synapses.expression_text import Compiler, Step, evaluate
from izhikevich.network.synapses.slopes import evaluate_with_slope

#: The conductance of a population that specifies none.
DEFAULT = "g_exc - g_inh"


@dataclass(frozen=True)
class Conductance:
    """The current into each neuron of a population, from the input received by its targets.

    Two are equal, and have the same hash, if their texts are equal.

    Parameters
    ----------
    text : str
        Such as ``"g_exc - g_inh"``, at most 500 characters with brackets nested at most 32 deep.
        Names may be spelt in ASCII letters, digits and underscores. Leading and trailing spaces are
        dropped.

    Attributes
    ----------
    targets : tuple of str
        The NAMEs of the ``g_NAME``, in the order in which they first appear.
    weights : Mapping[str, float] or None
        If the expression is offset + sum of weight * g_NAME with constant weights: the weights by
        target; otherwise None. They describe the expression; since constants are combined in them,
        their sum may differ from `evaluate` by rounding.
    offset : float or None
        The constant of that sum; None if `weights` is.
    program : tuple of Step
        The computation, on a stack of values.

    Raises
    ------
    ParameterError
        If the text is not such an expression; the message names the faulty part and its column.

    Notes
    -----
    Integer powers are products. Every other operation is a numpy function in the order in which the
    text has it; only parts without any g, v and u are computed beforehand. exp, logarithms, sin,
    cos, tan, tanh and fractional powers are those of `izhikevich.random.elementary`, within 4 units
    in the last place of the exact numbers, so that all of it has the same bits on every machine.
    """

    text: str
    targets: tuple[str, ...] = field(init=False, compare=False, repr=False)
    weights: Mapping[str, float] | None = field(init=False, compare=False, repr=False)
    offset: float | None = field(init=False, compare=False, repr=False)
    program: tuple[Step, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        compiler = Compiler(self.text)
        names = [step.name for step in compiler.program if step.name is not None]
        targets = dict.fromkeys(name[2:] for name in names if name.startswith("g_"))
        affine = compiler.affine
        values = {
            "text": str(self.text).strip(),
            "targets": tuple(targets),
            "weights": None if affine is None else MappingProxyType(affine.weights),
            "offset": None if affine is None else affine.offset,
            "program": tuple(compiler.program),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[type[Conductance], tuple[str]]:
        """Pickle and copy as text, which is compiled again."""
        return type(self), (self.text,)

    @property
    def depends_on_v(self) -> bool:
        """Whether the current depends on the voltage."""
        return any(step.name == "v" for step in self.program)

    def is_conductance(self, target: str) -> bool:
        """Tell whether the current through a target depends on v, so that its g is a conductance.

        Parameters
        ----------
        target : str
            One of `targets`.
        """
        if self.weights is not None:
            return False
        v = np.array([-80.0, -40.0])
        with np.errstate(all="ignore"):
            none, some = (
                self.evaluate({**dict.fromkeys(self.targets, 0.0), target: g}, v, 0.0)
                for g in (0.0, 1.0)
            )
        own = some - none
        return bool(own[0] != own[1])

    def evaluate(self, g: Mapping[str, ArrayLike], v: ArrayLike, u: ArrayLike) -> FloatArray:
        """Compute the current.

        Outside the domain of an operation (a root of a negative number, a division by zero, an
        overflow) the current is nan or infinite, without a warning; a network that meets one
        reports that it has diverged.

        Parameters
        ----------
        g : Mapping[str, array of shape (n,)]
            The input of every target in `targets`; a single number applies to all neurons.
        v, u : array of shape (n,)
            The state: v in mV, u as the population's parameters have it.

        Returns
        -------
        array of shape (n,)
            The current, in the unit of the population's I. A new array, of single precision if v
            is, otherwise double.

        Raises
        ------
        KeyError
            If a target is missing from `g`.
        """
        state = {"v": v, "u": u}
        single = isinstance(v, np.ndarray) and v.dtype == np.float32
        current = evaluate(
            self.program,
            lambda name: state[name] if name in state else g[name[2:]],
            np.float32 if single else np.float64,
        )
        shape = np.shape(v)
        if self.program[-1].call is None or current.shape != shape:
            current = np.array(np.broadcast_to(current, shape))
        return current

    def linearised(
        self, g: Mapping[str, ArrayLike], v: FloatArray, u: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Compute the current and its derivative with respect to v, from arrays as `evaluate`."""
        state = {"v": v, "u": u}
        return evaluate_with_slope(
            self.program, lambda name: state[name] if name in state else g[name[2:]], v
        )

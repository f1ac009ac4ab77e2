"""Connections: what nodes and ensembles pass on to others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Union

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.nef.description import Description
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.functions import Computed, as_function
from izhikevich.nef.learning import PES, LearningRule
from izhikevich.nef.node import Node
from izhikevich.nef.solvers import Solver
from izhikevich.nef.spiking import FromSpikes
from izhikevich.nef.synapses import DEFAULT_SYNAPSE, as_synapse
from izhikevich.network.arrays import reals
from izhikevich.units import number

Source = Node | Ensemble

#: Regularisation of decoders, as in Nengo.
DEFAULT_REGULARISATION = 0.1
#: Fields that say nothing if weights are given, and their defaults.
_REPLACED = (("function", None), ("decoders", None), ("solver", None), ("transform", 1.0))


@dataclass(eq=False)
class Connection(Description):
    """A function of the value of `pre`, passed through a synapse into `post`.

    Parameters
    ----------
    pre : Node or Ensemble
    post : Ensemble, Node or Connection
        May be `pre`: a recurrent connection. A node must have an input (`Node.size_in`). A
        connection that learns by `PES` receives its error this way.
    function : None, str, Function or callable, optional
        Function of the point that `pre` represents (see `Function`); None for the point itself.
        From an ensemble it is decoded from the spikes, from a node it is computed directly.
    transform : number, array of shape (d_post,) or (d_post, d_function), optional
        Applied to the function: a factor, one for each dimension, or a matrix.
    synapse : number (ms), Lowpass, Alpha or None
        By default a `Lowpass` of 5 ms, as in Nengo.
    regularisation : float
        Regularisation of the decoders, see `least_squares`.
    solver : Solver or FromSpikes, optional
        What solves for the decoders, instead of `LstsqL2` with this regularisation.
    decoders : array, shape (d_function, n), optional
        Used instead of being solved for.
    weights : bool, or array of shape (n_post, n_pre)
        If True, the weights between the neurons of both ensembles are used: encoders, transform and
        decoders multiplied, as with a solver whose `weights` are True. An array connects the
        neurons directly; as in Nengo it is multiplied by the gains of `post`.
    learning_rule : PES, BCM, Oja, optional
        How the weights change. `BCM` and `Oja` need `weights`.
    name : str

    Raises
    ------
    ParameterError
        If a value is not allowed, or dimensions do not match.
    """

    PARTS: ClassVar[tuple[str, ...]] = ("pre", "post")

    pre: Source
    post: Union[Ensemble, Node, Connection]  # noqa: UP007 (a string cannot be joined by |)
    function: Any = field(default=None, kw_only=True)
    transform: Any = field(default=1.0, kw_only=True)
    synapse: Any = field(default=DEFAULT_SYNAPSE, kw_only=True)
    regularisation: float = field(default=DEFAULT_REGULARISATION, kw_only=True)
    solver: Solver | FromSpikes | None = field(default=None, kw_only=True)
    decoders: Any = field(default=None, kw_only=True)
    weights: Any = field(default=False, kw_only=True)
    learning_rule: LearningRule | None = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)

    def __repr__(self) -> str:
        """Return a short summary."""
        name = f" {self.name!r}" if self.name else ""
        return f"<Connection{name} from {self.pre!r} to {self.post!r}>"

    def _check(self) -> None:
        if not isinstance(self.pre, (Node, Ensemble)):
            raise ParameterError("pre", self.pre, "must be a Node or an Ensemble")
        self._check_post()
        size = check_decoding(self, self.pre)
        self._set("synapse", as_synapse(self.synapse))
        self._check_weights()
        self._check_rule()
        if isinstance(self.weights, bool):
            _matrix(self.transform, size, self.size_out)
        if np.ndim(self.transform):
            own = reals(self.transform, "transform", np.ndim(self.transform))
            own.flags.writeable = False
            self._set("transform", own)

    @property
    def size_out(self) -> int:
        """Number of dimensions that `post` receives."""
        if isinstance(self.post, Connection):
            return self.post.size_out
        return self.post.size_in if isinstance(self.post, Node) else self.post.dimensions

    @property
    def weight_count(self) -> int:
        """Number of weights from the neurons of `pre`."""
        if not isinstance(self.pre, Ensemble):
            return 0
        rows = self.size_out
        if self.to_neurons and isinstance(self.post, Ensemble):
            rows = self.post.n_neurons
        return rows * self.pre.n_neurons

    @property
    def solved(self) -> bool:
        """Whether its decoders are solved for."""
        return self.decoders is None and isinstance(self.weights, bool)

    @property
    def to_neurons(self) -> bool:
        """Whether it has weights between neurons, so that currents arrive instead of a signal."""
        return self.weights is not False or (self.solver is not None and self.solver.weights)

    @property
    def matrix(self) -> FloatArray:
        """The transform as a matrix, shape (size_out, d_function)."""
        if self.decoders is not None:
            size = len(self.decoders)
        else:
            size = _results(self.function, self.pre.dimensions)
        return _matrix(self.transform, size, self.size_out)

    def _check_post(self) -> None:
        post = self.post
        if isinstance(post, Node):
            if not post.size_in:
                raise ParameterError("post", post, "a node receives input only if it has a size_in")
        elif isinstance(post, Connection):
            if not isinstance(post.learning_rule, PES):
                raise ParameterError("post", post, "only a connection with PES has an error")
        elif not isinstance(post, Ensemble):
            raise ParameterError("post", post, "must be an Ensemble, a Node or a Connection")

    def _check_weights(self) -> None:
        weights = self.weights
        if isinstance(weights, (bool, np.bool_)):
            self._set("weights", bool(weights))
            if not self.to_neurons:
                return
        else:
            weights = self._set("weights", reals(weights, "weights", 2))
        pre, post = self.pre, self.post
        if not isinstance(pre, Ensemble) or not isinstance(post, Ensemble):
            name = "solver" if self.weights is False else "weights"
            why = "only ensembles have neurons to connect"
            raise ParameterError(name, getattr(self, name), why)
        if isinstance(weights, np.ndarray):
            weights.flags.writeable = False
            wanted = (post.n_neurons, pre.n_neurons)
            if weights.shape != wanted:
                raise ParameterError(
                    "weights",
                    msg("of shape {shape}", shape=weights.shape),
                    msg("must have the shape {wanted}", wanted=str(wanted)),
                )
            for name, default in _REPLACED:
                value = getattr(self, name)
                if value is not None and np.any(value != default):
                    raise ParameterError(name, value, "must be left out: weights are given")

    def _check_rule(self) -> None:
        rule = self.learning_rule
        if rule is None:
            return
        if not isinstance(rule, LearningRule):
            raise ParameterError("learning_rule", rule, "must be PES, BCM, Oja or None")
        if not isinstance(self.pre, Ensemble) or isinstance(self.post, Connection):
            raise ParameterError(
                "learning_rule",
                rule,
                "only what leads from an ensemble to an ensemble or a node learns",
            )
        if isinstance(rule, PES) and self.to_neurons:
            raise ParameterError("weights", True, "PES changes decoders: leave it out")
        if not isinstance(rule, PES) and not self.to_neurons:
            raise ParameterError("weights", self.weights, "must be True or an array for this rule")


def check_decoding(owner: Any, source: Source) -> int:
    """Check function, regularisation, solver and decoders of what decodes `source`.

    Returns
    -------
    int
        Number of dimensions of the result.
    """
    function = as_function(owner.function)
    object.__setattr__(owner, "function", function)
    strength = number(owner.regularisation, "regularisation", "", low=0.0, high=1e3, low_open=True)
    object.__setattr__(owner, "regularisation", strength)
    size = _results(function, source.dimensions)
    if owner.solver is not None:
        _check_solver(owner, source)
    if owner.decoders is None:
        return size
    if not isinstance(source, Ensemble):
        raise ParameterError("decoders", owner.decoders, "there are none of a node")
    decoders = reals(owner.decoders, "decoders", 2)
    if decoders.shape[1] != source.n_neurons or (function is not None and len(decoders) != size):
        wanted = f"({'any' if function is None else size}, {source.n_neurons})"
        raise ParameterError(
            "decoders",
            msg("of shape {shape}", shape=decoders.shape),
            msg("must have the shape {wanted}", wanted=wanted),
        )
    decoders.flags.writeable = False
    object.__setattr__(owner, "decoders", decoders)
    return len(decoders)


def _check_solver(owner: Any, source: Source) -> None:
    if not isinstance(owner.solver, (Solver, FromSpikes)):
        raise ParameterError("solver", owner.solver, "must be a solver, such as LstsqL2()")
    if not isinstance(source, Ensemble):
        raise ParameterError("solver", owner.solver, "of a node nothing is decoded: leave it out")
    if owner.decoders is not None:
        raise ParameterError("solver", owner.solver, "must be left out: decoders are given")
    if owner.regularisation != DEFAULT_REGULARISATION:
        why = "must be left out with a solver, which has its own"
        raise ParameterError("regularisation", owner.regularisation, why)


def _results(function: Computed | None, dimensions: int) -> int:
    """Return how many dimensions a function of some dimensions has."""
    return dimensions if function is None else function(np.zeros((1, dimensions))).shape[1]


def _matrix(value: Any, size_in: int, size_out: int) -> FloatArray:
    """Return a transform as a read-only matrix, shape (size_out, size_in)."""
    if np.ndim(value) == 2:
        matrix = reals(value, "transform", 2)
    elif size_in != size_out:
        raise ParameterError(
            "transform",
            value,
            msg(
                "must be a matrix of shape ({size_out}, {size_in}) between {size_in} and "
                "{size_out} dimensions",
                size_out=size_out,
                size_in=size_in,
            ),
        )
    elif np.ndim(value) == 1:
        matrix = np.diag(reals(value, "transform"))
    else:
        matrix = np.eye(size_in) * number(value, "transform", "", low=-1e9, high=1e9)
    if matrix.shape != (size_out, size_in):
        raise ParameterError(
            "transform",
            msg("of shape {shape}", shape=matrix.shape),
            msg(
                "must be a number or have the shape ({size_out}, {size_in})",
                size_out=size_out,
                size_in=size_in,
            ),
        )
    matrix.flags.writeable = False
    return matrix

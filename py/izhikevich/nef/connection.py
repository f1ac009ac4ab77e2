"""Connections: the input of an ensemble from a node or an ensemble."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.functions import as_function
from izhikevich.nef.node import Node
from izhikevich.nef.synapses import DEFAULT_SYNAPSE, as_synapse
from izhikevich.network.arrays import reals
from izhikevich.units import number

Source = Node | Ensemble


@dataclass(frozen=True, eq=False)
class Connection:
    """A function of the value of `pre`, passed through a synapse into `post`.

    Parameters
    ----------
    pre : Node or Ensemble
    post : Ensemble
        May be `pre`: a recurrent connection.
    function : None, str, Function or callable, optional
        Function of the point that `pre` represents (see `Function`); None for the point itself.
        From an ensemble it is decoded from the spikes, from a node it is computed directly.
    transform : number, array of shape (d_post,) or (d_post, d_function), optional
        Applied to the function: a factor, one for each dimension, or a matrix.
    synapse : number (ms), Lowpass, Alpha or None
        By default a `Lowpass` of 5 ms, as in Nengo.
    regularisation : float
        Regularisation of the decoders, see `least_squares`.
    decoders : array, shape (d_function, n), optional
        Used instead of being solved for.
    name : str

    Raises
    ------
    ParameterError
        If a value is not allowed, or dimensions do not match.
    """

    pre: Source
    post: Ensemble
    function: Any = field(default=None, kw_only=True)
    transform: Any = field(default=1.0, kw_only=True)
    synapse: Any = field(default=DEFAULT_SYNAPSE, kw_only=True)
    regularisation: float = field(default=0.1, kw_only=True)
    decoders: Any = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)

    def __repr__(self) -> str:
        """Return a short summary."""
        name = f" {self.name!r}" if self.name else ""
        return f"<Connection{name} from {self.pre!r} to {self.post!r}>"

    def __post_init__(self) -> None:
        """Check the fields."""
        if not isinstance(self.pre, (Node, Ensemble)):
            raise ParameterError("pre", self.pre, "must be a Node or an Ensemble")
        if not isinstance(self.post, Ensemble):
            raise ParameterError("post", self.post, "must be an Ensemble")
        size = check_decoding(self, self.pre)
        object.__setattr__(self, "synapse", as_synapse(self.synapse))
        object.__setattr__(self, "transform", _matrix(self.transform, size, self.post.dimensions))


def check_decoding(owner: Any, source: Source) -> int:
    """Check function, regularisation and decoders of what decodes `source`.

    Returns
    -------
    int
        Number of dimensions of the result.
    """
    function = as_function(owner.function)
    object.__setattr__(owner, "function", function)
    strength = number(owner.regularisation, "regularisation", "", low=0.0, high=1e3, low_open=True)
    object.__setattr__(owner, "regularisation", strength)
    d = source.dimensions
    size = d if function is None else function(np.zeros((1, d))).shape[1]
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

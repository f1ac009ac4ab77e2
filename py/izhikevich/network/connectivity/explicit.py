"""Connections that are given explicitly."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError, choices
from izhikevich.messages import msg
from izhikevich.network.arrays import integers, reals
from izhikevich.network.connectivity.rules import LARGEST_POPULATION, Pairs, Rule, Work
from izhikevich.network.connectivity.sampling import BLOCK, compressed
from izhikevich.network.connectivity.tables import read_matrix, read_synapses
from izhikevich.progress import Progress, building

#: Order of the indices of a matrix.
MATRIX_LAYOUTS = ("post_pre", "pre_post")


@dataclass(frozen=True, eq=False)
class FromMatrix(Rule):
    """Weights given as a matrix.

    Parameters
    ----------
    matrix : array-like, two dimensions
        Weights; nan or None where there is no synapse.
    layout : {"post_pre", "pre_post"}
        "post_pre": matrix[i, j] is the weight from neuron j to neuron i, as in ANNarchy.
    keep_zeros : bool
        Whether an entry of 0 is a synapse (which may learn) or no synapse.
    """

    matrix: ArrayLike
    layout: str = "post_pre"
    keep_zeros: bool = False
    _weights: FloatArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        matrix = reals(self.matrix, "matrix", 2, gaps=True)
        if _layout(self.layout) == "post_pre":
            matrix = matrix.T
        object.__setattr__(self, "_weights", matrix)

    @classmethod
    def from_file(
        cls, file: str | Path, layout: str = "post_pre", *, keep_zeros: bool = False
    ) -> FromMatrix:
        """Read the matrix of a file.

        Parameters
        ----------
        file : path, or text with line breaks
            Rows of numbers separated by tabs, semicolons, commas or spaces, with nan or an empty
            cell where there is no synapse; or what `numpy.save` wrote.
        layout, keep_zeros
            As for `FromMatrix`.

        Raises
        ------
        ParameterError
            If a cell cannot be read, or rows differ in length; the message names the line.
        OSError
            If there is no such file.
        """
        return cls(read_matrix(file), layout, keep_zeros)

    def check_symmetric(self) -> None:
        """Raise an error if the weight from i to j is not that from j to i."""
        own = self._weights
        if own.shape[0] != own.shape[1] or not np.array_equal(own, own.T, equal_nan=True):
            allowed = msg("must be symmetric: a gap junction has no direction")
            raise ParameterError("matrix", msg("of shape {shape}", shape=own.shape), allowed)

    @property
    def _present(self) -> BoolArray:
        present = ~np.isnan(self._weights)
        return present if self.keep_zeros else present & (self._weights != 0.0)

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(np.count_nonzero(self._present))

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        if self._weights.shape != (n_pre, n_post):
            rows, columns = (n_post, n_pre) if self.layout == "post_pre" else (n_pre, n_post)
            raise ParameterError(
                "matrix",
                msg("of shape {shape}", shape=np.shape(self.matrix)),
                msg(
                    "with layout {layout} it must have {rows} rows and {columns} columns",
                    layout=repr(self.layout),
                    rows=rows,
                    columns=columns,
                ),
            )
        present = self._present
        yield building(0.5)
        starts = np.zeros(n_pre + 1, dtype=np.int64)
        np.cumsum(np.count_nonzero(present, axis=1), out=starts[1:])
        targets = np.nonzero(present)[1].astype(np.int32)
        return Pairs(starts, targets, self._weights[present])


@dataclass(frozen=True, eq=False)
class FromTriples(Rule):
    """Synapses given as lists; a pair that is listed twice has two synapses.

    Parameters
    ----------
    pre, post : integer arrays, shape (n,)
        Neurons of each synapse.
    weights : array of shape (n,), optional
    delays : array of shape (n,), optional
        Delays, ms.
    """

    pre: ArrayLike
    post: ArrayLike
    weights: ArrayLike | None = None
    delays: ArrayLike | None = None
    _pre: IndexArray = field(init=False, repr=False)
    _post: IndexArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        checked: dict[str, Any] = {}
        for name in ("pre", "post"):
            checked[f"_{name}"] = integers(getattr(self, name), name, 0, LARGEST_POPULATION - 1)
        for name in ("weights", "delays"):
            if getattr(self, name) is not None:
                checked[name] = reals(getattr(self, name), name)
        n = checked["_pre"].size
        for name, array in checked.items():
            if array.size != n:
                raise ParameterError(
                    name.lstrip("_"),
                    msg("an array of {size}", size=array.size),
                    msg("pre has {n} elements", n=n),
                )
            object.__setattr__(self, name, array)

    @classmethod
    def from_sparse(cls, matrix: Any, layout: str = "post_pre") -> FromTriples:
        """Return the stored elements of a sparse matrix of weights.

        Parameters
        ----------
        matrix : object with a method ``tocoo``
            Such as any matrix of scipy.sparse; stored zeros are synapses as well.
        layout : {"post_pre", "pre_post"}
            As for `FromMatrix`.
        """
        if not callable(getattr(matrix, "tocoo", None)):
            raise ParameterError("matrix", matrix, "must be sparse (with a method tocoo)")
        listed = matrix.tocoo()
        pre, post = listed.row, listed.col
        if _layout(layout) == "post_pre":
            pre, post = post, pre
        return cls(pre, post, listed.data)

    @classmethod
    def from_csv(cls, file: str | Path, *, first: int = 0) -> FromTriples:
        r"""Read a list of synapses, one in each line.

        Parameters
        ----------
        file : path, or text with line breaks
            Columns separated by tabs, semicolons, commas or spaces. A heading says which are pre
            (or source, from), post (or target, to), weight and delay (in ms, or as "delay (s)"
            says); others are left out. Without a heading they are pre, post and, if there are
            more, weight and delay.
        first : int
            Number of the first neuron: 0, or 1 as in MATLAB.

        Raises
        ------
        ParameterError
            If a cell cannot be read; the message names its line and column.
        OSError
            If there is no such file.

        Examples
        --------
        >>> FromTriples.from_csv("pre,post,weight\n0,1,0.5\n2,1,0.25\n").weights
        array([0.5 , 0.25])
        """
        found = read_synapses(file, first)
        return cls(found["pre"], found["post"], found.get("weights"), found.get("delays"))

    def ascending(self) -> FromTriples:
        """Return the same pairs, each with the lower neuron first.

        Raises
        ------
        ParameterError
            If a neuron is paired with itself.
        """
        if (own := self._pre[self._pre == self._post]).size:
            raise ParameterError("post", int(own[0]), "is also pre: no junction is to itself")
        low, high = np.minimum(self._pre, self._post), np.maximum(self._pre, self._post)
        return FromTriples(low, high, self.weights, self.delays)

    def expected(self, n_pre: int, n_post: int, same: bool = False) -> float:
        """Return the number of synapses."""
        return float(self._pre.size)

    def _pairs(self, n_pre: int, n_post: int, same: bool, seed: int, stream: int) -> Work:
        for name, array, n in (("pre", self._pre, n_pre), ("post", self._post, n_post)):
            if array.size and array.max() >= n:
                raise ParameterError(
                    name, int(array.max()), msg("the population has {n} neurons", n=n)
                )
        keys = self._pre * n_post + self._post
        order = yield from _ordered(self._pre, keys)
        starts, targets = compressed(keys[order], n_pre, n_post)
        weights, delays = (
            None if array is None else np.asarray(array, dtype=np.float64)[order]
            for array in (self.weights, self.delays)
        )
        return Pairs(starts, targets, weights, delays, order)


def _ordered(pre: IndexArray, keys: IndexArray) -> Generator[Progress, None, IndexArray]:
    """Return the stable order of keys: piece by piece, if they are already sorted by neuron."""
    yield building(0.0)
    if keys.size <= BLOCK or not (pre[1:] >= pre[:-1]).all():
        return np.argsort(keys, kind="stable").astype(np.int64)
    order = np.empty(keys.size, dtype=np.int64)
    begin = 0
    while begin < keys.size:
        end = min(begin + BLOCK, keys.size)
        end = int(np.searchsorted(pre, pre[end - 1], side="right"))  # all those of the last neuron
        order[begin:end] = begin + np.argsort(keys[begin:end], kind="stable")
        begin = end
        yield building(begin / keys.size)
    return order


def _layout(layout: str) -> str:
    if layout not in MATRIX_LAYOUTS:
        raise ParameterError("layout", layout, choices(MATRIX_LAYOUTS))
    return layout

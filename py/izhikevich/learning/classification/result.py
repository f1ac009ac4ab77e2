"""The result of classifying samples: which class was taken for which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.results import Plotted, Tabular


@dataclass(frozen=True, eq=False, repr=False)
class Classification(Plotted, Tabular):
    """The answers for samples whose labels are known.

    Attributes
    ----------
    classes : array, shape (n_classes,)
        The labels, in ascending order.
    matrix : array of int64, shape (n_classes, n_classes)
        The confusion matrix: how many samples of each class (row) were given each answer (column).
    loss : float
        Mean cross-entropy of the answers.
    """

    classes: NDArray[Any]
    matrix: IndexArray
    loss: float

    @property
    def n_samples(self) -> int:
        """Number of samples."""
        return int(self.matrix.sum())

    @property
    def accuracy(self) -> float:
        """Fraction of right answers."""
        return float(np.trace(self.matrix)) / self.n_samples

    @property
    def recall(self) -> FloatArray:
        """Fraction of the samples of each class that were recognised; NaN if there are none."""
        return _share(np.diagonal(self.matrix), self.matrix.sum(axis=1))

    @property
    def precision(self) -> FloatArray:
        """Fraction of right ones among the answers of each class; NaN if it was never given."""
        return _share(np.diagonal(self.matrix), self.matrix.sum(axis=0))

    @property
    def chance(self) -> float:
        """Accuracy of always answering with the most frequent class of these samples."""
        return float(self.matrix.sum(axis=1).max()) / self.n_samples

    def __repr__(self) -> str:
        """Describe it in one line."""
        right = int(np.trace(self.matrix))
        return f"Classification({right} of {self.n_samples} right, loss {self.loss:.3g})"

    def _columns(self) -> Mapping[str, ArrayLike]:
        answers = {f"answer {name}": self.matrix[:, k] for k, name in enumerate(self.classes)}
        return {
            "class": self.classes,
            **answers,
            "recall": self.recall,
            "precision": self.precision,
        }


def confusion(answers: IndexArray, targets: IndexArray, size: int) -> IndexArray:
    """Return how many samples of each class (row) were given each answer (column)."""
    counts = np.bincount(targets * size + answers, minlength=size * size)
    return np.asarray(counts.reshape(size, size), dtype=np.int64)


def _share(part: IndexArray, whole: IndexArray) -> FloatArray:
    share = np.full(whole.shape, np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
